//! Black and white (Sauvola and Pietikainen, 2000).
//!
//! Readers that were taught on levels of gray read worse after it; it is for those who ask.

use crate::page::Gray;

/// Black where a pixel is darker than `mean * (1 + k * (deviation / 128 - 1))` of the square `side` pixels wide around
/// it. `k` from 0 to 0.5: the larger, the less is black.
pub(super) fn binarized(picture: &Gray, side: usize, k: f32) -> Gray {
    let (width, height) = (picture.width(), picture.height());
    let mut out = Gray::blank(width, height);
    if width == 0 || height == 0 {
        return out;
    }
    let half = (side / 2).max(1);
    // Sums down the columns of the window, moved row by row: memory of two rows.
    let (mut sums, mut squares) = (vec![0u32; width], vec![0u32; width]);
    let (mut top, mut bottom) = (0, 0);
    for y in 0..height {
        let (from, to) = (y.saturating_sub(half), (y + half + 1).min(height));
        while bottom < to {
            add(&mut sums, &mut squares, picture.row(bottom), u32::wrapping_add);
            bottom += 1;
        }
        while top < from {
            add(&mut sums, &mut squares, picture.row(top), u32::wrapping_sub);
            top += 1;
        }
        let (mut sum, mut square, mut left, mut right) = (0u64, 0u64, 0, 0);
        let row = picture.row(y);
        for (x, out) in out.row_mut(y).iter_mut().enumerate() {
            let (start, end) = (x.saturating_sub(half), (x + half + 1).min(width));
            while right < end {
                sum += u64::from(sums[right]);
                square += u64::from(squares[right]);
                right += 1;
            }
            while left < start {
                sum -= u64::from(sums[left]);
                square -= u64::from(squares[left]);
                left += 1;
            }
            let count = ((end - start) * (to - from)) as f32;
            let mean = sum as f32 / count;
            let deviation = (square as f32 / count - mean * mean).max(0.0).sqrt();
            let threshold = mean * (1.0 + k * (deviation / 128.0 - 1.0));
            *out = if f32::from(row[x]) < threshold { 0 } else { 255 };
        }
    }
    out
}

fn add(sums: &mut [u32], squares: &mut [u32], row: &[u8], step: fn(u32, u32) -> u32) {
    for ((sum, square), v) in sums.iter_mut().zip(squares).zip(row) {
        let v = u32::from(*v);
        *sum = step(*sum, v);
        *square = step(*square, v * v);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_black_under_any_light() {
        let mut page = Gray::blank(200, 60);
        for y in 0..60 {
            for (x, v) in page.row_mut(y).iter_mut().enumerate() {
                let light = 60 + x as u32 * 190 / 200;
                let ink = (20..40).contains(&y) && x % 20 < 4;
                *v = if ink { light / 3 } else { light } as u8;
            }
        }
        let black = binarized(&page, 31, 0.3);
        for x in (0..200).filter(|x| x % 20 == 2) {
            assert_eq!(black.row(30)[x], 0, "ink at {x}");
            assert_eq!(black.row(5)[x], 255, "paper at {x}");
        }
    }

    #[test]
    fn flat_pictures_have_no_ink() {
        for (w, h, level) in [(0, 0, 0), (1, 1, 0), (1, 400, 9), (400, 1, 255), (64, 64, 200)] {
            let flat = binarized(&Gray::new(w, h, vec![level; w * h]), 25, 0.3);
            assert!(flat.levels().iter().all(|v| *v == 255));
        }
    }
}
