//! Sheets put down askew, and seen from aside.

use ocr_facture::document::Picture;

use crate::generator::random::Random;

/// The page turned by that many degrees about its middle, on a plate of that level, in a picture of the same size.
pub fn turned(page: &Picture, degrees: f32, plate: u8) -> Picture {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (cx, cy) = (page.width as f32 / 2.0, page.height as f32 / 2.0);
    resampled(
        page,
        page.width,
        page.height,
        |x, y| {
            let (dx, dy) = (x - cx, y - cy);
            Some((cx + cos * dx + sin * dy, cy - sin * dx + cos * dy))
        },
        |_, _| [plate; 3],
    )
}

/// The page as a phone sees it on a desk, and how many pixels an inch of it takes, about.
pub fn photographed(page: &Picture, dpi: f32, random: &mut Random) -> (Picture, f32) {
    const WIDTH: u32 = 2250;
    const HEIGHT: u32 = 3000;
    let (w, h) = (page.width as f32, page.height as f32);
    // The sheet fills most of the picture; each corner then moves by itself, which is perspective and turn at once.
    let scale = (0.86 * WIDTH as f32 / w).min(0.86 * HEIGHT as f32 / h);
    let (cx, cy) = (WIDTH as f32 / 2.0, HEIGHT as f32 / 2.0);
    let away = |random: &mut Random| random.between(-45, 45) as f32 * WIDTH as f32 / 1700.0;
    let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
        .map(|(u, v)| (cx + u * w * scale + away(random), cy + v * h * scale + away(random)));
    let map = square_to(corners);
    let back = inverse(map);
    let desk = *random.pick(&[[38u8, 40, 44], [86, 62, 44], [120, 104, 88], [60, 72, 66]]);
    let grain = random.bits();
    let picture = resampled(
        page,
        WIDTH,
        HEIGHT,
        |x, y| {
            let (u, v) = applied(back, x, y);
            ((0.0..=1.0).contains(&u) && (0.0..=1.0).contains(&v)).then_some((u * w, v * h))
        },
        |x, y| {
            // Wood: long waves across, short ones along.
            let wave =
                ((f64::from(y) * 0.11 + (f64::from(x) * 0.004 + grain as f64 % 7.0).sin() * 3.0).sin() * 9.0) as i32;
            desk.map(|v| (i32::from(v) + wave).clamp(0, 255) as u8)
        },
    );
    (picture, dpi * scale)
}

/// Bilinear samples of the page at the places `from` tells, else what `around` says.
fn resampled(
    page: &Picture,
    width: u32,
    height: u32,
    from: impl Fn(f32, f32) -> Option<(f32, f32)>,
    around: impl Fn(u32, u32) -> [u8; 3],
) -> Picture {
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            let seen = from(x as f32 + 0.5, y as f32 + 0.5).and_then(|(u, v)| sample(page, u - 0.5, v - 0.5));
            rgb.extend_from_slice(&seen.unwrap_or_else(|| around(x, y)));
        }
    }
    Picture { width, height, rgb }
}

fn sample(page: &Picture, x: f32, y: f32) -> Option<[u8; 3]> {
    let (right, bottom) = (page.width as f32 - 1.0, page.height as f32 - 1.0);
    if x < -0.5 || y < -0.5 || x > right + 0.5 || y > bottom + 0.5 {
        return None;
    }
    let (x, y) = (x.clamp(0.0, right), y.clamp(0.0, bottom));
    let (x0, y0) = (x as usize, y as usize);
    let (fx, fy) = (x - x0 as f32, y - y0 as f32);
    let (x1, y1) = ((x0 + 1).min(page.width as usize - 1), (y0 + 1).min(page.height as usize - 1));
    let at = |x: usize, y: usize, c: usize| f32::from(page.rgb[(y * page.width as usize + x) * 3 + c]);
    Some([0, 1, 2].map(|c| {
        let upper = at(x0, y0, c) * (1.0 - fx) + at(x1, y0, c) * fx;
        let lower = at(x0, y1, c) * (1.0 - fx) + at(x1, y1, c) * fx;
        (upper * (1.0 - fy) + lower * fy).round() as u8
    }))
}

type Matrix = [f32; 9];

/// The projection that takes the unit square to those corners, clockwise from the top left (Heckbert, 1989).
fn square_to([p0, p1, p2, p3]: [(f32, f32); 4]) -> Matrix {
    let (sx, sy) = (p0.0 - p1.0 + p2.0 - p3.0, p0.1 - p1.1 + p2.1 - p3.1);
    let (dx1, dy1, dx2, dy2) = (p1.0 - p2.0, p1.1 - p2.1, p3.0 - p2.0, p3.1 - p2.1);
    let det = dx1 * dy2 - dx2 * dy1;
    let (g, h) = ((sx * dy2 - dx2 * sy) / det, (dx1 * sy - sx * dy1) / det);
    [
        p1.0 - p0.0 + g * p1.0,
        p3.0 - p0.0 + h * p3.0,
        p0.0,
        p1.1 - p0.1 + g * p1.1,
        p3.1 - p0.1 + h * p3.1,
        p0.1,
        g,
        h,
        1.0,
    ]
}

/// The inverse, up to a factor, which a projection does not feel.
fn inverse([a, b, c, d, e, f, g, h, i]: Matrix) -> Matrix {
    [
        e * i - f * h,
        c * h - b * i,
        b * f - c * e,
        f * g - d * i,
        a * i - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d,
    ]
}

fn applied(m: Matrix, x: f32, y: f32) -> (f32, f32) {
    let w = m[6] * x + m[7] * y + m[8];
    ((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projection_takes_the_square_to_its_corners_and_back() {
        let corners = [(10.0, 20.0), (210.0, 5.0), (190.0, 305.0), (3.0, 280.0)];
        let map = square_to(corners);
        for ((u, v), (x, y)) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].into_iter().zip(corners) {
            let there = applied(map, u, v);
            assert!((there.0 - x).abs() < 0.1 && (there.1 - y).abs() < 0.1, "{there:?}");
            let back = applied(inverse(map), x, y);
            assert!((back.0 - u).abs() < 0.01 && (back.1 - v).abs() < 0.01, "{back:?}");
        }
    }
}
