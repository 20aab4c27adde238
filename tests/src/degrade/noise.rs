//! Noise, blur, and the single bit of a fax.

use ocr_facture::document::Picture;

use crate::generator::random::Random;

/// Adds gray noise of that deviation, in levels.
pub fn add(page: &mut Picture, sigma: f32, random: &mut Random) {
    // The sum of eight random bytes is close to normal, with this mean and deviation.
    const MEAN: i32 = 1020;
    const DEVIATION: f32 = 209.0;
    let scale = (sigma / DEVIATION * 4096.0) as i32;
    for pixel in page.rgb.chunks_exact_mut(3) {
        let sum: i32 = random.bits().to_le_bytes().iter().map(|b| i32::from(*b)).sum();
        let noise = ((sum - MEAN) * scale) >> 12;
        pixel.iter_mut().for_each(|v| *v = (i32::from(*v) + noise).clamp(0, 255) as u8);
    }
}

/// Blurs by a Gaussian of that deviation, in pixels.
pub fn blur(page: &mut Picture, sigma: f32) {
    let (width, height) = (page.width as usize, page.height as usize);
    let side = (-0.5 / (sigma * sigma)).exp();
    let far = side.powi(4);
    let total = 1.0 + 2.0 * side + 2.0 * far;
    let kernel = [far, side, 1.0, side, far].map(|k| k / total);
    let pass = |from: &[u8], to: &mut [u8], step: usize, at: &dyn Fn(usize) -> (usize, usize)| {
        for (i, out) in to.iter_mut().enumerate() {
            let (place, last) = at(i);
            let taps = kernel.iter().enumerate().map(|(k, weight)| {
                let there = (place + k).saturating_sub(2).min(last);
                weight * f32::from(from[i + there * step - place * step])
            });
            *out = taps.sum::<f32>().round() as u8;
        }
    };
    let mut across = vec![0; page.rgb.len()];
    pass(&page.rgb, &mut across, 3, &|i| (i / 3 % width, width - 1));
    pass(&across, &mut page.rgb, width * 3, &|i| (i / (width * 3), height - 1));
}

/// Black or white, every other row.
pub fn fax(page: &Picture) -> Picture {
    let width = page.width as usize * 3;
    let mut rgb = Vec::with_capacity(page.rgb.len());
    for pair in page.rgb.chunks(width * 2) {
        let upper = &pair[..width];
        let row: Vec<u8> = upper
            .chunks_exact(3)
            .flat_map(|p| {
                let light = p.iter().map(|v| u32::from(*v)).sum::<u32>() / 3;
                [if light < 150 { 0 } else { 255 }; 3]
            })
            .collect();
        for _ in 0..pair.len() / width {
            rgb.extend_from_slice(&row);
        }
    }
    Picture { width: page.width, height: page.height, rgb }
}
