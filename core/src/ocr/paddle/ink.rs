//! Where ink stands in a crop: which columns and rows of it hold any.

use std::ops::Range;

use super::resample::Crop;

/// Columns without ink on each side of a piece.
const MARGIN: usize = 8;
/// A row or column holds ink when it differs from the paper by this share of what the darkest ink does.
const SHARE: f32 = 0.3;

/// Ink of a crop.
#[derive(Clone, Debug)]
pub struct Ink {
    /// For each column, whether it holds ink.
    pub columns: Vec<bool>,
    /// First and last row with ink.
    pub rows: Range<usize>,
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
        let mut columns = vec![0_u32; crop.width];
        let mut rows = vec![0_u32; crop.height];
        for (row, data) in rows.iter_mut().zip(crop.data.chunks_exact(crop.width.max(1))) {
            for (column, v) in columns.iter_mut().zip(data) {
                let ink = u32::from(is_ink(*v));
                *column += ink;
                *row += ink;
            }
        }
        // A dot of a crop's rows is dirt; so is a row with hardly any ink.
        let most = rows.iter().copied().max().unwrap_or(0);
        let inked = |n: &u32| *n * 12 > most;
        let first = rows.iter().position(inked).unwrap_or(0);
        let last = rows.iter().rposition(inked).map_or(crop.height, |i| i + 1);
        Self { columns: columns.into_iter().map(|n| n > 0).collect(), rows: first..last }
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
    fn without_ink_there_is_one_piece() {
        let ink = Ink::of(&crop(100, &[], -1.0, 1.0));
        assert_eq!(ink.pieces(40).first(), Some(&(0..100)));
        assert!(ink.gap(50, 50).is_empty());
    }
}
