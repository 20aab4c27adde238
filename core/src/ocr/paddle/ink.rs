//! Where ink stands in a crop: which columns and rows of it hold any.

use std::ops::Range;

use super::resample::Crop;

/// Columns without ink on each side of a piece.
const MARGIN: usize = 8;
/// A row or column holds ink when it differs from the paper by this share of what the darkest ink does.
const SHARE: f32 = 0.3;

/// Percent of a crop's rows an upright rule covers.
const RULE_DOWN: usize = 92;
/// Percent of its columns a lying one does.
const RULE_ACROSS: usize = 75;
/// Rows without ink between the parts of letters: below the dot of an i, below an accent.
const PARTS: usize = 4;

/// The rows of the text in the middle of a crop, from the ink on each: not those of rules and lines next to it.
fn text_rows(counts: &[usize]) -> Range<usize> {
    let height = counts.len();
    let most = counts.iter().copied().max().unwrap_or(0);
    // A row with hardly any ink is dirt.
    let inked = |y: &usize| counts[*y] * 12 > most;
    let core = (height / 4..height * 3 / 4).max_by_key(|y| counts[*y]).filter(inked);
    let Some(core) = core else { return 0..height };
    let (mut start, mut end) = (core, core + 1);
    while let Some(y) = (start.saturating_sub(PARTS + 1)..start).rev().find(inked) {
        start = y;
    }
    while let Some(y) = (end..(end + PARTS + 1).min(height)).find(inked) {
        end = y + 1;
    }
    start..end
}

/// Ink of a crop.
#[derive(Clone, Debug)]
pub struct Ink {
    /// For each column, whether it holds ink.
    pub columns: Vec<bool>,
    /// First and last row with ink.
    pub rows: Range<usize>,
    /// For each row, how much ink it holds.
    pub counts: Vec<usize>,
}

impl Ink {
    /// Ink is what differs from the paper, and paper is what most points of the crop show.
    pub fn of(crop: &Crop) -> Self {
        let mut sorted = crop.data.clone();
        sorted.sort_unstable_by(f32::total_cmp);
        let share = |part: f32| sorted.get((sorted.len() as f32 * part) as usize).copied().unwrap_or(1.0);
        // Text covers less than half of a line, whatever its colour.
        let paper = share(0.5);
        let (darkest, lightest) = (paper - share(0.01), share(0.99) - paper);
        let dark = darkest >= lightest;
        let limit = darkest.max(lightest).max(0.1) * SHARE;
        let is_ink = |v: f32| if dark { paper - v > limit } else { v - paper > limit };
        let mask: Vec<bool> = crop.data.iter().map(|v| is_ink(*v)).collect();
        let lines = mask.chunks_exact(crop.width.max(1));
        let heights = (0..crop.width).map(|x| lines.clone().filter(|line| line[x]).count());
        // A rule goes through the whole crop; letters leave room above and below, and between them.
        let upright: Vec<bool> = heights.map(|n| n * 100 > crop.height * RULE_DOWN).collect();
        let letters = |line: &&[bool]| line.iter().zip(&upright).filter(|(ink, rule)| **ink && !**rule).count();
        let mut counts: Vec<usize> = lines.clone().map(|line| letters(&line)).collect();
        counts.iter_mut().filter(|n| **n * 100 > crop.width * RULE_ACROSS).for_each(|n| *n = 0);
        let rows = text_rows(&counts);
        let mut columns = vec![false; crop.width];
        for line in lines.skip(rows.start).take(rows.len()) {
            columns.iter_mut().zip(line).zip(&upright).for_each(|((column, ink), rule)| *column |= *ink && !*rule);
        }
        Self { columns, rows, counts }
    }

    /// Where letters stand: the row below which most ink ends, in the lower part of the text; and the row at which
    /// most ink above it starts.
    pub fn edges(&self) -> (usize, usize) {
        let at = |y: usize| self.counts.get(y).copied().unwrap_or(0) as i64;
        // Edges are soft: a letter ends over two rows.
        let step = |y: usize| at(y.saturating_sub(2)) + at(y.saturating_sub(1)) - at(y) - at(y + 1);
        let Range { start, end } = self.rows;
        let bottom = (start + (end - start) * 2 / 5..=end).max_by_key(|y| step(*y)).unwrap_or(end);
        let top = (start..bottom).min_by_key(|y| step(*y)).unwrap_or(start);
        (top, bottom)
    }

    /// The longest stretch without ink between two columns.
    pub fn gap(&self, from: usize, to: usize) -> Range<usize> {
        let to = to.min(self.columns.len());
        let mut best = to..to;
        let mut start = from;
        for x in from..=to {
            if x == to || self.columns[x] {
                if x > start && x - start > best.len() {
                    best = start..x;
                }
                start = x + 1;
            }
        }
        best
    }

    /// Pieces of the crop that stretches of at least `wide` columns without ink set apart; one piece, of all, where
    /// there is no ink or no such stretch.
    pub fn pieces(&self, wide: usize) -> Vec<Range<usize>> {
        let width = self.columns.len();
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut x = 0;
        while let Some(start) = self.columns.iter().skip(x).position(|ink| *ink).map(|i| i + x) {
            let end = self.columns[start..].iter().position(|ink| !ink).map_or(width, |i| i + start);
            match pieces.last_mut() {
                Some(last) if start - last.end < wide => last.end = end,
                _ => pieces.push(start..end),
            }
            x = end;
        }
        let widen = |p: Range<usize>| p.start.saturating_sub(MARGIN)..(p.end + MARGIN).min(width);
        if pieces.is_empty() {
            pieces.push(0..width);
        }
        pieces.into_iter().map(widen).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A crop of 20 rows with ink in those columns, in rows 5 to 15.
    fn crop(width: usize, inked: &[Range<usize>], ink: f32, paper: f32) -> Crop {
        let mut data = vec![paper; width * 20];
        for y in 5..15 {
            inked.iter().for_each(|r| data[y * width + r.start..y * width + r.end].fill(ink));
        }
        Crop { width, height: 20, data }
    }

    #[test]
    fn wide_gaps_set_pieces_apart_and_small_ones_do_not() {
        for (ink, paper) in [(-1.0, 1.0), (0.8, -0.6)] {
            let ink = Ink::of(&crop(200, &[20..40, 46..60, 120..150], ink, paper));
            assert_eq!(ink.rows, 5..15);
            assert_eq!(ink.pieces(40), [12..68, 112..158]);
            assert_eq!(ink.gap(30, 100), 60..100);
            assert_eq!(ink.gap(41, 50), 41..46);
        }
    }

    #[test]
    fn rules_and_neighbours_are_not_text() {
        let mut crop = crop(200, &[20..40, 90..100], -1.0, 1.0);
        (0..20).for_each(|y| crop.data[y * 200 + 60] = -1.0);
        crop.data[17 * 200..18 * 200].fill(-1.0);
        // The line above reaches into the crop, five rows away.
        crop.data[100..130].fill(-1.0);
        crop.data[5 * 200..6 * 200].fill(1.0);
        let ink = Ink::of(&crop);
        assert_eq!(ink.rows, 6..15);
        assert_eq!(ink.pieces(40), [12..48, 82..108]);
    }

    #[test]
    fn without_ink_there_is_one_piece() {
        let ink = Ink::of(&crop(100, &[], -1.0, 1.0));
        assert_eq!(ink.pieces(40).first(), Some(&(0..100)));
        assert!(ink.gap(50, 50).is_empty());
    }
}
