//! The light on the paper, and the page as it would be under even light on white paper.
//!
//! The paper's level is what is bright in each square millimetre, holes of printed matter closed, and never falling faster
//! than light does: dark bands and bold titles stay dark, and white text in a dark band raises the level around
//! itself, so that it stays white on dark.

use super::grid::Grid;
use crate::page::Gray;

/// Share of the page's own white that the paper's level may fall by in one cell (a millimetre).
const SLOPE: f32 = 0.08;
/// Share of the page's own white below which no paper is supposed.
const DARKEST: f32 = 0.3;

/// Level of the paper over a picture, in cells of about a millimetre at 100 dots an inch.
pub(super) fn paper(picture: &Gray) -> Grid {
    const CELL: usize = 4;
    let mut bright = bright(picture, CELL);
    bright.extreme(2, f32::max);
    bright.extreme(2, f32::min);
    let white = bright.quantile(0.95).max(1.0);
    bright.values.iter_mut().for_each(|v| *v = v.max(white * DARKEST));
    bright.limit_slope(white * SLOPE);
    bright.smooth();
    bright.smooth();
    bright
}

/// The mean of the brighter pixels of each cell.
fn bright(picture: &Gray, cell: usize) -> Grid {
    let (width, height) = (picture.width(), picture.height());
    Grid::over(width, height, cell, |x, y| {
        let (x0, x1) = (x * cell, ((x + 1) * cell).min(width));
        let rows = || (y * cell..((y + 1) * cell).min(height)).map(|row| &picture.row(row)[x0..x1]);
        let (mut sum, mut count) = (0u32, 0u32);
        for row in rows() {
            sum += row.iter().map(|v| u32::from(*v)).sum::<u32>();
            count += row.len() as u32;
        }
        let mean = sum / count.max(1);
        let (mut above, mut those) = (0u32, 0u32);
        for row in rows() {
            for v in row {
                let take = u32::from(u32::from(*v) >= mean);
                above += u32::from(*v) * take;
                those += take;
            }
        }
        above as f32 / those.max(1) as f32
    })
}

/// How uneven the light is: the share of it that the darker tenth of the page lacks, 0 to 1.
pub(super) fn uneven(paper: &Grid) -> f32 {
    let (dark, white) = (paper.quantile(0.1), paper.quantile(0.95));
    if white < 1.0 { 0.0 } else { 1.0 - dark / white }
}

/// Divides the page by its light, so that paper is white. `strength` 0 leaves it, 1 is all.
pub(super) fn flatten(picture: &mut Gray, paper: &Grid, strength: f32) {
    let gains = paper.map(|level| 1.0 + (255.0 / level.max(8.0) - 1.0) * strength);
    gains.along(picture, |row, gains| {
        for (v, gain) in row.iter_mut().zip(gains) {
            *v = ((u32::from(*v) * u32::from(*gain) + 128) >> 8).min(255) as u8;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paper under light that falls to half from left to right, with a title, a dark band with white text, and lines.
    fn shaded() -> Gray {
        let mut page = Gray::blank(400, 400);
        for y in 0..400 {
            for (x, v) in page.row_mut(y).iter_mut().enumerate() {
                let ink = match y {
                    40..=60 => x % 24 < 12,
                    100..=140 => !(112..128).contains(&y) || x % 8 < 4,
                    200..=360 => y % 12 < 6 && x % 6 < 2,
                    _ => false,
                };
                let light = 240.0 * (1.0 - 0.5 * x as f32 / 400.0);
                *v = (light * if ink { 0.15 } else { 1.0 }) as u8;
            }
        }
        page
    }

    #[test]
    fn paper_comes_out_white_and_ink_dark() {
        let mut page = shaded();
        let light = paper(&page);
        assert!((uneven(&light) - 0.45).abs() < 0.08, "{}", uneven(&light));
        flatten(&mut page, &light, 1.0);
        for x in [4, 100, 200, 300, 396] {
            assert!(page.row(180)[x] > 238, "paper at {x}: {}", page.row(180)[x]);
        }
        for (x, y) in [(5, 50), (197, 50), (389, 50)] {
            assert!(page.row(y)[x] < 90, "title at {x}: {}", page.row(y)[x]);
        }
        // White text in the band, and the band around it.
        for x in [98, 202, 298] {
            let (text, band) = (page.row(120)[x + 6 - (x + 6) % 8], page.row(120)[x + 6 - (x + 6) % 8 + 4]);
            assert!(text.min(band) < 100 && text.max(band) > 220, "band at {x}: {text} {band}");
        }
    }

    #[test]
    fn no_strength_no_change() {
        let mut page = shaded();
        let light = paper(&page);
        flatten(&mut page, &light, 0.0);
        let same = page.levels().iter().zip(shaded().levels()).all(|(a, b)| a.abs_diff(*b) <= 1);
        assert!(same);
    }

    #[test]
    fn nothing_and_darkness_are_pages_too() {
        for (w, h) in [(0, 0), (1, 1), (1, 500), (500, 1)] {
            for level in [0, 255] {
                let mut page = Gray::new(w, h, vec![level; w * h]);
                let light = paper(&page);
                flatten(&mut page, &light, 1.0);
                assert_eq!(page.levels().len(), w * h);
            }
        }
    }
}
