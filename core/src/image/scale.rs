//! Larger and smaller pictures.

use crate::page::Gray;

/// The mean of each square of `factor` by `factor` pixels; what is left over at the right and bottom edges makes
/// smaller ones.
pub(super) fn reduced(picture: &Gray, factor: usize) -> Gray {
    let factor = factor.max(1);
    if factor == 1 {
        return picture.clone();
    }
    let (width, height) = (picture.width().div_ceil(factor), picture.height().div_ceil(factor));
    let mut out = Gray::blank(width, height);
    let mut sums = vec![0u32; picture.width()];
    for y in 0..height {
        let rows = y * factor..((y + 1) * factor).min(picture.height());
        let tall = rows.len() as u32;
        sums.fill(0);
        for row in rows {
            sums.iter_mut().zip(picture.row(row)).for_each(|(sum, v)| *sum += u32::from(*v));
        }
        for (out, block) in out.row_mut(y).iter_mut().zip(sums.chunks(factor)) {
            let area = tall * block.len() as u32;
            *out = ((block.iter().sum::<u32>() + area / 2) / area) as u8;
        }
    }
    out
}

/// The picture `factor` times as large, through a cubic that keeps edges (Catmull and Rom).
pub(super) fn enlarged(picture: &Gray, factor: f32) -> Gray {
    let (width, height) = (picture.width(), picture.height());
    let size = |pixels: usize| (pixels as f32 * factor).round().max(1.0) as usize;
    if width == 0 || height == 0 || factor <= 0.0 {
        return picture.clone();
    }
    let (across, down) = (taps(size(width), width), taps(size(height), height));
    let mut out = Gray::blank(across.len(), down.len());
    // Rows widened once, kept while the window moves down.
    let mut wide: Vec<Vec<u8>> = Vec::with_capacity(height);
    for y in 0..height {
        let row = picture.row(y);
        wide.push(across.iter().map(|(at, w)| mix([row[at[0]], row[at[1]], row[at[2]], row[at[3]]], w)).collect());
    }
    for (y, (at, w)) in down.iter().enumerate() {
        let [a, b, c, d] = at.map(|row| &wide[row][..]);
        let levels = a.iter().zip(b).zip(c).zip(d);
        for (out, (((a, b), c), d)) in out.row_mut(y).iter_mut().zip(levels) {
            *out = mix([*a, *b, *c, *d], w);
        }
    }
    out
}

fn mix(levels: [u8; 4], weights: &[i16; 4]) -> u8 {
    let [a, b, c, d] = levels.map(i32::from);
    let [p, q, r, s] = weights.map(i32::from);
    ((a * p + b * q + c * r + d * s + 128) >> 8).clamp(0, 255) as u8
}

/// For each pixel of the new size, the four old ones it is made of, and their weights in 256ths.
fn taps(new: usize, old: usize) -> Vec<([usize; 4], [i16; 4])> {
    let ratio = old as f32 / new as f32;
    (0..new)
        .map(|i| {
            let place = (i as f32 + 0.5) * ratio - 0.5;
            let first = place.floor();
            let t = place - first;
            let (t2, t3) = (t * t, t * t * t);
            let parts = [-t3 + 2.0 * t2 - t, 3.0 * t3 - 5.0 * t2 + 2.0, -3.0 * t3 + 4.0 * t2 + t, t3 - t2];
            let mut weights = parts.map(|w| (w * 128.0).round() as i16);
            weights[usize::from(t >= 0.5) + 1] += 256 - weights.iter().sum::<i16>();
            let at = [-1, 0, 1, 2].map(|k| (first as i64 + k).clamp(0, old as i64 - 1) as usize);
            (at, weights)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reduction_is_the_mean() {
        let page = Gray::new(3, 3, vec![0, 100, 10, 100, 200, 30, 7, 9, 255]);
        let small = reduced(&page, 2);
        assert_eq!((small.width(), small.height()), (2, 2));
        assert_eq!(small.levels(), [100, 20, 8, 255]);
        assert_eq!(reduced(&page, 1), page);
        assert_eq!(reduced(&Gray::blank(0, 0), 3).width(), 0);
    }

    #[test]
    fn twice_as_large_and_half_again_is_the_same() {
        let mut page = Gray::blank(40, 30);
        for y in 10..20 {
            page.row_mut(y)[10..30].fill(30);
        }
        let large = enlarged(&page, 2.0);
        assert_eq!((large.width(), large.height()), (80, 60));
        let small = reduced(&large, 2);
        assert!(page.levels().iter().zip(small.levels()).all(|(a, b)| a.abs_diff(*b) < 45));
        assert_eq!(small.row(15)[20], 30);
    }

    #[test]
    fn odd_factors_and_sizes() {
        for (w, h, f) in [(1, 1, 2.0), (1, 50, 1.5), (50, 1, 1.7), (0, 5, 2.0), (7, 7, 0.5)] {
            let large = enlarged(&Gray::blank(w, h), f);
            assert!(large.levels().iter().all(|v| *v == 255));
        }
    }
}
