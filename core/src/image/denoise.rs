//! Grain: how much there is, and how to smooth it.

use crate::page::Gray;

/// What grain a picture has.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Grain {
    /// Deviation of the levels of flat places.
    pub sigma: f32,
    /// Share of pixels that are black in white or white in black.
    pub specks: f32,
}

/// Measures the grain of the paper, before its level is changed.
pub(super) fn grain(picture: &Gray) -> Grain {
    let sigma = deviation(picture);
    Grain { sigma, specks: specks(picture, (4.0 * sigma).max(70.0) as u8) }
}

/// The deviation within small squares, at the third of the bright ones that have least: paper without ink. Compression
/// leaves little of the finest grain, so that neighbours alone would tell too little.
fn deviation(picture: &Gray) -> f32 {
    const SIDE: usize = 8;
    let mut cells: Vec<(f32, f32)> = Vec::new();
    for top in (0..picture.height().saturating_sub(SIDE - 1)).step_by(SIDE * 3) {
        let rows: Vec<&[u8]> = (top..top + SIDE).map(|y| picture.row(y)).collect();
        for left in (0..picture.width().saturating_sub(SIDE - 1)).step_by(SIDE * 2) {
            let (mut sum, mut square) = (0u32, 0u32);
            for row in &rows {
                for v in &row[left..left + SIDE] {
                    sum += u32::from(*v);
                    square += u32::from(*v) * u32::from(*v);
                }
            }
            let count = (SIDE * SIDE) as f32;
            let mean = sum as f32 / count;
            cells.push((mean, (square as f32 / count - mean * mean).max(0.0).sqrt()));
        }
    }
    let mut means: Vec<f32> = cells.iter().map(|c| c.0).collect();
    means.sort_by(f32::total_cmp);
    let bright = means.get(means.len() / 2).map_or(0.0, |m| m * 0.7);
    let mut deviations: Vec<f32> = cells.iter().filter(|c| c.0 >= bright).map(|c| c.1).collect();
    deviations.sort_by(f32::total_cmp);
    deviations.get(deviations.len() / 3).copied().unwrap_or(0.0)
}

/// The share of pixels that differ from all four neighbours by more than `apart`, on every fourth row.
fn specks(picture: &Gray, apart: u8) -> f32 {
    let (width, height) = (picture.width(), picture.height());
    if width < 3 || height < 3 {
        return 0.0;
    }
    let (mut found, mut seen) = (0u32, 0u32);
    for y in (1..height - 1).step_by(4) {
        let (above, row, below) = (&picture.row(y - 1)[1..], picture.row(y), &picture.row(y + 1)[1..]);
        for ((a, r), b) in above.iter().zip(row.windows(3)).zip(below) {
            let low = (*a).min(r[0]).min(r[2]).min(*b);
            let high = (*a).max(r[0]).max(r[2]).max(*b);
            let alone = (r[1] < low.saturating_sub(apart)) | (r[1] > high.saturating_add(apart));
            found += u32::from(alone);
            seen += 1;
        }
    }
    found as f32 / seen.max(1) as f32
}

/// A Gaussian of that deviation in pixels, up to 1.2.
pub(super) fn blur(picture: &Gray, sigma: f32) -> Gray {
    let (width, height) = (picture.width(), picture.height());
    if width == 0 || height == 0 || sigma < 0.05 {
        return picture.clone();
    }
    let [w0, w1, w2] = weights(sigma.min(1.2));
    let mut out = Gray::blank(width, height);
    // Two paper pixels of margin at both ends of a row of sums.
    let mut line = vec![0u8; width + 4];
    for y in 0..height {
        let at = |dy: isize| picture.row((y as isize + dy).clamp(0, height as isize - 1) as usize);
        let (a, b, c, d, e) = (at(-2), at(-1), at(0), at(1), at(2));
        for (x, out) in line[2..width + 2].iter_mut().enumerate() {
            let [a, b, c, d, e] = [a[x], b[x], c[x], d[x], e[x]].map(u16::from);
            *out = (((a + e) * w2 + (b + d) * w1 + c * w0 + 128) >> 8) as u8;
        }
        (line[0], line[1]) = (line[2], line[2]);
        (line[width + 2], line[width + 3]) = (line[width + 1], line[width + 1]);
        let taps = line.iter().zip(&line[1..]).zip(&line[2..]).zip(&line[3..]).zip(&line[4..]);
        for (out, ((((a, b), c), d), e)) in out.row_mut(y).iter_mut().zip(taps) {
            let [a, b, c, d, e] = [*a, *b, *c, *d, *e].map(u16::from);
            *out = (((a + e) * w2 + (b + d) * w1 + c * w0 + 128) >> 8) as u8;
        }
    }
    out
}

/// Middle, next and last weight of five, in 256ths.
fn weights(sigma: f32) -> [u16; 3] {
    let (near, far) = ((-0.5 / (sigma * sigma)).exp(), (-2.0 / (sigma * sigma)).exp());
    let total = 1.0 + 2.0 * near + 2.0 * far;
    let (near, far) = ((near / total * 256.0).round() as u16, (far / total * 256.0).round() as u16);
    [256 - 2 * near - 2 * far, near, far]
}

/// The median of three by three.
pub(super) fn median(picture: &Gray) -> Gray {
    let (width, height) = (picture.width(), picture.height());
    if width < 3 || height < 3 {
        return picture.clone();
    }
    let mut out = picture.clone();
    let (mut low, mut mid, mut high) = (vec![0u8; width], vec![0u8; width], vec![0u8; width]);
    for y in 1..height - 1 {
        let (a, b, c) = (picture.row(y - 1), picture.row(y), picture.row(y + 1));
        for x in 0..width {
            let (small, large) = (a[x].min(b[x]), a[x].max(b[x]));
            low[x] = small.min(c[x]);
            high[x] = large.max(c[x]);
            mid[x] = small.max(large.min(c[x]));
        }
        let columns = low.windows(3).zip(mid.windows(3)).zip(high.windows(3));
        for (out, ((low, mid), high)) in out.row_mut(y)[1..].iter_mut().zip(columns) {
            let low = low[0].max(low[1]).max(low[2]);
            let high = high[0].min(high[1]).min(high[2]);
            *out = middle(low, middle(mid[0], mid[1], mid[2]), high);
        }
    }
    out
}

fn middle(a: u8, b: u8, c: u8) -> u8 {
    a.min(b).max(a.max(b).min(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::sample::{lit, text};

    fn grainy(sigma: f32) -> Gray {
        lit(&text(400, 400), sigma, |_, _| 0.7)
    }

    #[test]
    fn grain_is_measured() {
        for sigma in [0.0, 5.0, 12.0, 22.0] {
            let found = grain(&grainy(sigma)).sigma;
            assert!((found - sigma).abs() < 1.0 + sigma * 0.2, "{sigma}: {found}");
        }
    }

    #[test]
    fn a_blur_halves_the_grain_and_keeps_the_mean() {
        let page = grainy(20.0);
        let blurred = blur(&page, 0.8);
        assert!(grain(&blurred).sigma < 9.0, "{:?}", grain(&blurred));
        let mean = |g: &Gray| g.levels().iter().map(|v| f64::from(*v)).sum::<f64>() / g.levels().len() as f64;
        assert!((mean(&page) - mean(&blurred)).abs() < 1.0);
        let white = blur(&Gray::blank(20, 20), 1.0);
        assert!(white.levels().iter().all(|v| *v == 255));
    }

    #[test]
    fn a_median_takes_specks_and_leaves_strokes() {
        let mut page = Gray::blank(60, 60);
        for y in 0..60 {
            page.row_mut(y)[20..24].fill(0);
        }
        for (x, y) in [(40, 9), (50, 29), (5, 45)] {
            page.row_mut(y)[x] = 0;
        }
        page.row_mut(33)[22] = 255;
        assert!(grain(&page).specks > 0.0);
        let clean = median(&page);
        for y in 1..59 {
            for (x, v) in clean.row(y).iter().enumerate() {
                assert_eq!(*v, if (20..24).contains(&x) { 0 } else { 255 }, "{x} {y}");
            }
        }
    }

    #[test]
    fn small_pictures_pass() {
        for (w, h) in [(0, 0), (1, 1), (2, 2), (1, 90), (90, 1), (3, 3)] {
            let page = Gray::blank(w, h);
            assert_eq!(grain(&page).sigma, 0.0);
            assert_eq!(blur(&page, 1.0), page);
            assert_eq!(median(&page), page);
        }
    }
}
