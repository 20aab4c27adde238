//! How high the letters of a line are, and where its baseline runs.

use super::chain::Segment;
use super::parts::Part;
use crate::page::Gray;

/// A piece of a text line, in pixels of its page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextLine {
    /// Left and right end of its ink.
    pub x0: usize,
    /// Right end, outside.
    pub x1: usize,
    /// Where letters without descender stand, at `x0`.
    pub baseline: f32,
    /// How much the baseline falls from one pixel to the next.
    pub slope: f32,
    /// Height of its capitals and figures.
    pub capital: f32,
    /// Light letters on a dark ground.
    pub inverted: bool,
    /// Where the next ink on its left ends and on its right starts.
    pub room: (usize, usize),
}

impl TextLine {
    /// Top of the highest letters at the left end.
    pub fn top(&self) -> f32 {
        self.baseline - self.capital
    }

    /// The line as part of a larger page, from a panel at (`x`, `y`) that was inverted.
    pub fn moved(self, x: usize, y: usize) -> Self {
        Self {
            x0: self.x0 + x,
            x1: self.x1 + x,
            baseline: self.baseline + y as f32,
            inverted: true,
            room: (self.room.0 + x, self.room.1.saturating_add(x)),
            ..self
        }
    }
}

/// Heights of capitals per height of small letters.
const CAPITAL: f32 = 1.38;

/// A segment with what could be told of it alone.
struct Measured {
    segment: Segment,
    baseline: f32,
    slope: f32,
    /// Height of capitals, where the line shows both kinds of letters or is sure otherwise.
    capital: Option<f32>,
    /// The height most of its letters have.
    common: f32,
}

/// Lines of segments; those that are not text are left out.
pub(super) fn measure(segments: Vec<Segment>, _page: &Gray) -> Vec<TextLine> {
    let measured: Vec<Measured> = segments.into_iter().filter_map(alone).collect();
    let sizes: Vec<f32> = measured.iter().filter_map(|m| m.capital).collect();
    let mut lines: Vec<TextLine> = (0..measured.len()).map(|i| settled(&measured, i, &sizes)).collect();
    for i in 0..lines.len() {
        lines[i].room = room(&lines, i);
    }
    lines
}

/// Where the ink beside a line is.
fn room(lines: &[TextLine], i: usize) -> (usize, usize) {
    let line = &lines[i];
    let beside = |o: &&TextLine| o.top() < line.baseline && o.baseline > line.top();
    let others = || lines.iter().filter(beside);
    let left = others().filter(|o| o.x1 <= line.x0 + 2).map(|o| o.x1).max();
    let right = others().filter(|o| o.x0 + 2 >= line.x1).map(|o| o.x0).min();
    (left.unwrap_or(0), right.unwrap_or(usize::MAX))
}

/// What a segment tells by itself.
fn alone(segment: Segment) -> Option<Measured> {
    let heights = sorted(segment.letters.iter().map(|l| l.height() as f32));
    let middle = *heights.get(heights.len() / 2)?;
    let slope = slope(&segment.letters, middle);
    let x0 = segment.letters.first()?.x0 as f32;
    let bottoms = sorted(segment.letters.iter().map(|l| l.y1 as f32 - slope * (centre(l) - x0)));
    let baseline = densest(&bottoms, (middle * 0.12).max(1.0));
    let straight = |l: &Part| baseline + slope * (centre(l) - x0);
    // How far letters that stand on the baseline rise above it.
    let standing = segment.letters.iter().filter(|l| (l.y1 as f32 - straight(l)).abs() < (middle * 0.45).max(2.0));
    let rises = sorted(standing.map(|l| straight(l) - l.y0 as f32).filter(|r| *r > middle * 0.4));
    let (capital, common) = two_heights(&rises).unwrap_or((None, middle));
    Some(Measured { segment, baseline, slope, capital, common })
}

fn centre(part: &Part) -> f32 {
    (part.x0 + part.x1) as f32 / 2.0
}

fn sorted(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values
}

/// The mean of the values in the window of this width that holds most of them.
fn densest(sorted: &[f32], width: f32) -> f32 {
    let (mut best, mut from) = (0..0, 0);
    for to in 0..sorted.len() {
        while sorted[to] - sorted[from] > width {
            from += 1;
        }
        if to + 1 - from > best.len() {
            best = from..to + 1;
        }
    }
    let count = best.len().max(1) as f32;
    sorted[best].iter().sum::<f32>() / count
}

/// The slope of the bottoms of the letters, for long lines.
fn slope(letters: &[Part], height: f32) -> f32 {
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return 0.0 };
    let width = last.x1 as f32 - first.x0 as f32;
    if letters.len() < 8 || width < height * 8.0 {
        return 0.0;
    }
    // The median slope between letters far apart: what descends or floats does not matter.
    let half = letters.len() / 2;
    let slopes = sorted((0..letters.len() - half).filter_map(|i| {
        let (a, b) = (&letters[i], &letters[i + half]);
        let across = centre(b) - centre(a);
        (across > height).then(|| (b.y1 as f32 - a.y1 as f32) / across)
    }));
    let middle = slopes.get(slopes.len() / 2).copied().unwrap_or(0.0);
    middle.clamp(-0.05, 0.05)
}

/// The height of capitals, where small letters and capitals can be told apart, and the commonest height.
fn two_heights(rises: &[f32]) -> Option<(Option<f32>, f32)> {
    let common = densest(rises, rises.get(rises.len() / 2)? * 0.12);
    let near = |height: f32| rises.iter().filter(|r| (*r / height - 1.0).abs() < 0.09).count();
    let above = sorted(rises.iter().copied().filter(|r| *r > common * 1.2 && *r < common * 1.75));
    let below = sorted(rises.iter().copied().filter(|r| *r < common * 0.84 && *r > common * 0.58));
    let enough = |count: usize| count * 10 >= rises.len().max(2);
    let capital = if enough(above.len()) && above.len() >= below.len() {
        Some(densest(&above, common * 0.12))
    } else if enough(below.len()) && below.len() > 1 && near(common) > 1 {
        Some(common)
    } else {
        None
    };
    Some((capital, common))
}

/// The line, with what its neighbours tell of it.
fn settled(all: &[Measured], i: usize, sizes: &[f32]) -> TextLine {
    let line = &all[i];
    let first = line.segment.letters.iter().chain(&line.segment.small).map(|p| p.x0).min().unwrap_or_default();
    let last = line.segment.letters.iter().chain(&line.segment.small).map(|p| p.x1).max().unwrap_or_default();
    let capital = line.capital.unwrap_or_else(|| {
        // Letters all of a height: capitals and figures, unless that is the height of small letters on this page.
        let count = |height: f32| sizes.iter().filter(|s| (*s / height - 1.0).abs() < 0.06).count();
        let (as_capital, as_small) = (count(line.common), count(line.common * CAPITAL));
        if as_small > 0 && as_capital == 0 { line.common * CAPITAL } else { line.common }
    });
    TextLine {
        x0: first,
        x1: last,
        baseline: line.baseline,
        slope: line.slope,
        capital,
        inverted: false,
        room: (0, usize::MAX),
    }
}
