//! Uneven light.

use ocr_facture::document::Picture;

use crate::generator::random::Random;

/// Darkens towards one side and in a broad valley: by up to `depth` of the light, where it is darkest.
pub fn shade(page: &mut Picture, depth: f32, random: &mut Random) {
    let turn = random.between(0, 359) as f32;
    let (sin, cos) = turn.to_radians().sin_cos();
    let valley = random.between(20, 80) as f32 / 100.0;
    each(page, |x, y| {
        let along = 0.5 + (x - 0.5) * cos * 0.7 + (y - 0.5) * sin * 0.7;
        let fold = (-((x - valley) / 0.12).powi(2)).exp();
        1.0 - depth * (0.75 * along.clamp(0.0, 1.0) + 0.25 * fold)
    });
}

/// The shadow of a hand or a phone: from one side, with a soft edge.
pub fn shadow(page: &mut Picture, random: &mut Random) {
    let reach = random.between(15, 35) as f32 / 100.0;
    let tilt = random.between(-30, 30) as f32 / 100.0;
    let depth = random.between(30, 50) as f32 / 100.0;
    let left = random.chance(50);
    each(page, |x, y| {
        let x = if left { x } else { 1.0 - x };
        let inside = (reach + tilt * (y - 0.5) - x) / 0.05;
        1.0 - depth / (1.0 + (-inside * 2.0).exp())
    });
}

/// Multiplies every pixel by the light at its place, from 0 to 1 across and down; computed each 8 pixels.
fn each(page: &mut Picture, light: impl Fn(f32, f32) -> f32) {
    const STEP: usize = 8;
    let (width, height) = (page.width as usize, page.height as usize);
    for (y, row) in page.rgb.chunks_exact_mut(width * 3).enumerate() {
        let down = y as f32 / height as f32;
        for (i, pixels) in row.chunks_mut(STEP * 3).enumerate() {
            let factor = (light((i * STEP) as f32 / width as f32, down) * 1024.0) as u32;
            pixels.iter_mut().for_each(|v| *v = ((u32::from(*v) * factor) >> 10).min(255) as u8);
        }
    }
}
