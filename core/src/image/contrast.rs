//! Faint print made dark, where it is faint.

use super::grid::Grid;
use crate::page::Gray;

/// How dark the ink is in each cell of a page whose paper is white: 255 minus the darkest level around, 0 without ink.
/// What is less dark than five times the `grain` is none.
pub(super) fn darkness(page: &Gray, grain: f32) -> Grid {
    const CELL: usize = 16;
    let paper = (215.0 - 5.0 * grain).max(60.0) as u32;
    let (width, height) = (page.width(), page.height());
    let mut grid = Grid::over(width, height, CELL, |x, y| {
        let columns = x * CELL..((x + 1) * CELL).min(width);
        let rows = y * CELL..((y + 1) * CELL).min(height);
        // The mean of the darkest of each row but the darkest one: a single speck is no ink.
        let (mut sum, mut count, mut least) = (0u32, 0u32, 255u32);
        for row in rows {
            let darkest = u32::from(page.row(row)[columns.clone()].iter().copied().min().unwrap_or(255));
            if darkest < paper {
                sum += darkest;
                count += 1;
                least = least.min(darkest);
            }
        }
        if count < 3 { 0.0 } else { 255.0 - ((sum - least) / (count - 1)) as f32 }
    });
    grid.extreme(1, f32::max);
    grid
}

/// How faint the print of a page is: the darkness of its usual ink, 0 to 255; none when there is no print.
pub(super) fn usual_darkness(darkness: &Grid) -> Option<f32> {
    let mut inked: Vec<f32> = darkness.values.iter().copied().filter(|d| *d > 0.0).collect();
    inked.sort_by(f32::total_cmp);
    inked.get(inked.len() / 2).copied()
}

/// Darkens faint print up to `target` levels below paper, at most three times; `strength` from 0 to 1. What is darker
/// already stays as it is.
pub(super) fn raise(page: &mut Gray, darkness: &Grid, strength: f32) {
    const TARGET: f32 = 150.0;
    let mut gains = darkness.map(|d| {
        let full = if d < 24.0 { 1.0 } else { (TARGET / d).clamp(1.0, 3.0) };
        1.0 + (full - 1.0) * strength
    });
    gains.smooth();
    gains.along(page, |row, gains| {
        for (v, gain) in row.iter_mut().zip(gains) {
            let ink = (u32::from(255 - *v) * u32::from(*gain)) >> 8;
            *v = 255 - ink.min(255) as u8;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(level: u8) -> Gray {
        let mut page = Gray::blank(128, 128);
        for y in (32..96).filter(|y| y % 10 < 6) {
            for (x, v) in page.row_mut(y).iter_mut().enumerate() {
                if (32..96).contains(&x) && x % 8 < 2 {
                    *v = level;
                }
            }
        }
        page
    }

    #[test]
    fn faint_print_is_darkened_and_dark_print_is_not() {
        let mut faint = print(190);
        let dark = darkness(&faint, 0.0);
        assert!((usual_darkness(&dark).unwrap() - 65.0).abs() < 2.0);
        raise(&mut faint, &dark, 1.0);
        assert!(faint.row(64)[56] < 130, "{}", faint.row(64)[56]);
        assert_eq!(faint.row(10)[10], 255);
        let mut strong = print(40);
        let dark = darkness(&strong, 0.0);
        raise(&mut strong, &dark, 1.0);
        assert_eq!(strong, print(40));
    }

    #[test]
    fn no_page_no_print() {
        for (w, h) in [(0, 0), (1, 1), (1, 70), (70, 1)] {
            let mut page = Gray::blank(w, h);
            let dark = darkness(&page, 0.0);
            assert_eq!(usual_darkness(&dark), None);
            raise(&mut page, &dark, 1.0);
        }
    }
}
