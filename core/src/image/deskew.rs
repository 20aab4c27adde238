//! The slope of the lines of a page.
//!
//! The darkness of the page is summed along lines of many slopes; where those lines run along the text, sums are large
//! within it and small between, so that the squares of their differences are largest (Postl, 1986). The page is cut
//! into narrow upright strips, each shifted as a whole: a slope costs one addition a strip and row.

use crate::page::Gray;

/// Degrees searched on each side.
const WIDEST: f32 = 15.0;

/// The slope found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Skew {
    /// Degrees, positive when lines sink to the right: the page was turned clockwise by that much.
    pub degrees: f32,
    /// How many times the best slope is better than most.
    pub peak: f32,
    /// How well lines of that slope run along the text, to compare pictures of one size.
    pub score: f64,
}

/// Darkness of narrow strips, each top to bottom.
pub(super) struct Strips {
    strips: Vec<Vec<u16>>,
    /// Pixels from the middle of the page to the middle of each.
    places: Vec<f32>,
    height: usize,
}

impl Strips {
    /// Cuts a page whose paper is white into strips.
    pub fn cut(page: &Gray) -> Self {
        Self::cut_rows(page, 0, page.height())
    }

    /// Cuts those rows of it.
    pub fn cut_rows(page: &Gray, from: usize, to: usize) -> Self {
        const WIDTH: usize = 8;
        let (width, height) = (page.width(), to.min(page.height()).saturating_sub(from));
        let count = width / WIDTH;
        let mut strips = vec![vec![0u16; height]; count];
        for y in 0..height {
            for (strip, pixels) in strips.iter_mut().zip(page.row(from + y).chunks_exact(WIDTH)) {
                // Paper's own grain is no ink.
                strip[y] = pixels.iter().map(|v| u16::from(230u8.saturating_sub(*v))).sum();
            }
        }
        let middle = width as f32 / 2.0;
        let places = (0..count).map(|i| ((i * WIDTH + WIDTH / 2) as f32) - middle).collect();
        Self { strips, places, height }
    }

    /// How well lines of that slope run along the text.
    fn score(&self, degrees: f32, sums: &mut Vec<u32>) -> f64 {
        let slope = degrees.to_radians().tan();
        let reach = (self.places.last().copied().unwrap_or(0.0).abs() + 8.0) * slope.abs();
        let margin = reach.ceil() as usize + 1;
        sums.clear();
        sums.resize(self.height + 2 * margin, 0);
        for (strip, place) in self.strips.iter().zip(&self.places) {
            let shift = (margin as f32 - place * slope).round().max(0.0) as usize;
            if let Some(there) = sums.get_mut(shift..shift + self.height) {
                there.iter_mut().zip(strip).for_each(|(sum, v)| *sum += u32::from(*v));
            }
        }
        // Only lines that cross the whole page: its own edges, or a dark margin's, are no text.
        let whole = sums.get(2 * margin..self.height).unwrap_or_default();
        let squares = whole.windows(2).map(|pair| f64::from(pair[1].abs_diff(pair[0])).powi(2));
        squares.sum::<f64>() / whole.len().max(1) as f64
    }

    /// The best slope. Pages without lines have none, and a `peak` near 1.
    pub fn skew(&self) -> Skew {
        const COARSE: f32 = 0.25;
        if self.height < 8 || self.strips.len() < 4 {
            return Skew::default();
        }
        let mut sums = Vec::new();
        let steps = (WIDEST / COARSE) as i32;
        let coarse: Vec<(f32, f64)> = (-steps..=steps)
            .map(|i| i as f32 * COARSE)
            .map(|degrees| (degrees, self.score(degrees, &mut sums)))
            .collect();
        let best = |tried: &[(f32, f64)]| tried.iter().copied().fold((0.0, -1.0), |a, b| if b.1 > a.1 { b } else { a });
        let mut scores: Vec<f64> = coarse.iter().map(|c| c.1).collect();
        scores.sort_by(f64::total_cmp);
        let usual = scores[scores.len() / 2].max(1e-3);
        let found = best(&coarse);
        if found.1 <= 0.0 {
            return Skew::default();
        }
        let mut scan = |middle: f32, reach: i32, step: f32| -> Vec<(f32, f64)> {
            let degrees = (-reach..=reach).map(|i| middle + i as f32 * step);
            degrees.map(|degrees| (degrees, self.score(degrees, &mut sums))).collect()
        };
        let near = best(&scan(found.0, 7, 0.05));
        // Slopes less apart than a strip's step score alike: the middle of the summit, not its first point.
        let summit = scan(near.0, 12, 0.02);
        let top = best(&summit).1;
        let floor = summit.iter().map(|s| s.1).fold(top, f64::min).max(top * 0.5);
        let level = floor + (top - floor) * 0.5;
        let (mut sum, mut weight) = (0.0, 0.0);
        for (degrees, score) in &summit {
            let above = if top > floor { (score - level).max(0.0) } else { 1.0 };
            sum += f64::from(*degrees) * above;
            weight += above;
        }
        Skew { degrees: (sum / weight) as f32, peak: (top / usual) as f32, score: top }
    }

    /// The best score within two degrees of straight, whatever its slope: how much the page looks written along its rows.
    pub fn written(&self) -> f64 {
        let mut sums = Vec::new();
        let total: f64 = self.strips.iter().flatten().map(|v| f64::from(*v)).sum();
        let best = (-20..=20).map(|i| self.score(i as f32 * 0.5, &mut sums)).fold(0.0, f64::max);
        if total > 0.0 { best / total } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::sample::{text, turned};
    use crate::image::warp::quarter_turns;

    #[test]
    fn slopes_are_found() {
        for degrees in [0.0, 0.3, -1.0, 2.37, -4.3, 9.1, -14.2] {
            let skew = Strips::cut(&turned(&text(800, 1000), degrees)).skew();
            assert!((f64::from(skew.degrees) - degrees).abs() < 0.05, "{degrees}: {skew:?}");
            assert!(skew.peak > 3.0, "{degrees}: {skew:?}");
        }
    }

    #[test]
    fn pages_without_lines_have_no_slope() {
        for (w, h, level) in [(0, 0, 255), (1, 1, 0), (3000, 2, 0), (2, 3000, 0), (300, 300, 255), (300, 300, 0)] {
            let skew = Strips::cut(&Gray::new(w, h, vec![level; w * h])).skew();
            assert!(skew.degrees.abs() < 0.05 || skew.peak < 1.5, "{w} x {h}: {skew:?}");
        }
    }

    #[test]
    fn a_page_on_its_side_is_written_along_its_columns() {
        let page = text(800, 800);
        let side = quarter_turns(&page, 1);
        assert!(Strips::cut(&page).written() > 2.0 * Strips::cut(&side).written());
    }
}
