//! How high the letters of a line are, and where its baseline runs.

use super::chain::Segment;
use super::parts::Part;
use crate::page::Rect;

/// Ascent and descent of common fonts, and their size, per height of capitals.
const ASCENT: f32 = 1.26;
const DESCENT: f32 = 0.3;
const SIZE: f32 = 1.4;

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
    /// The baseline at a column.
    pub fn base_at(&self, x: usize) -> f32 {
        self.baseline + self.slope * (x as f32 - self.x0 as f32)
    }

    /// Top of the highest letters at the left end.
    pub fn top(&self) -> f32 {
        self.baseline - self.capital
    }

    /// The box of a word of the line between two columns, from ascent to descent, and the size of its letters.
    pub fn word_box(&self, x0: f32, x1: f32) -> (Rect, f32) {
        let baseline = self.baseline + self.slope * ((x0 + x1) / 2.0 - self.x0 as f32);
        let (top, bottom) = (baseline - self.capital * ASCENT, baseline + self.capital * DESCENT);
        (Rect::new(x0, top, x1, bottom), self.capital * SIZE)
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

/// Lines of segments. A segment of few letters takes its measures from the line beside it; one of mere dots that has
/// none beside it is left out.
pub(super) fn measure(segments: Vec<Segment>) -> Vec<TextLine> {
    let (dots, lines): (Vec<Segment>, Vec<Segment>) = segments.into_iter().partition(|s| s.letters.is_empty());
    let measured: Vec<Measured> = lines.into_iter().filter_map(alone).collect();
    let sizes: Vec<f32> = measured.iter().filter_map(|m| m.capital).collect();
    let sure: Vec<bool> = measured.iter().map(|m| m.segment.letters.len() > 3 || m.capital.is_some()).collect();
    let mut lines: Vec<TextLine> = measured.iter().map(|m| settled(m, &sizes)).collect();
    let whole: Vec<TextLine> = lines.iter().zip(&sure).filter(|(_, sure)| **sure).map(|(l, _)| l.clone()).collect();
    for (line, _) in lines.iter_mut().zip(&sure).filter(|(_, sure)| !**sure) {
        if let Some(beside) = beside(&whole, line.x0, line.x1, line.baseline - line.capital / 2.0)
            && (beside.base_at(line.x0) - line.baseline).abs() < beside.capital * 0.2
            && line.capital < beside.capital * 1.2
            && line.capital > beside.capital * 0.6
        {
            (line.baseline, line.slope, line.capital) = (beside.base_at(line.x0), beside.slope, beside.capital);
        }
    }
    for dot in dots {
        let (x0, x1) = ends(&dot);
        let (top, bottom) = dot.small.iter().fold((usize::MAX, 0), |(t, b), p| (t.min(p.y0), b.max(p.y1)));
        let middle = (top + bottom) as f32 / 2.0;
        let ink: usize = dot.small.iter().map(|p| p.ink).sum();
        if let Some(beside) = beside(&whole, x0, x1, middle)
            && ink as f32 > (beside.capital * 0.1).powi(2)
            && (x1 - x0) as f32 <= beside.capital * 1.5
        {
            lines.push(TextLine { x0, x1, baseline: beside.base_at(x0), room: (0, usize::MAX), ..beside.clone() });
        }
    }
    for i in 0..lines.len() {
        lines[i].room = room(&lines, i);
    }
    lines
}

/// The nearest line left or right of these columns whose letters reach over this row.
fn beside(lines: &[TextLine], x0: usize, x1: usize, row: f32) -> Option<&TextLine> {
    let level = |l: &&TextLine| {
        let base = l.base_at(x0);
        row > base - l.capital * 1.1 && row < base + l.capital * 0.2
    };
    let away = |l: &TextLine| l.x0.saturating_sub(x1).max(x0.saturating_sub(l.x1));
    lines.iter().filter(level).filter(|l| away(l) > 0).min_by_key(|l| away(l))
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

/// Left and right end of a segment.
fn ends(segment: &Segment) -> (usize, usize) {
    let all = segment.letters.iter().chain(&segment.small);
    all.fold((usize::MAX, 0), |(x0, x1), p| (x0.min(p.x0), x1.max(p.x1)))
}

/// The line, with what the sizes of others tell of it.
fn settled(line: &Measured, sizes: &[f32]) -> TextLine {
    let (x0, x1) = ends(&line.segment);
    let capital = line.capital.unwrap_or_else(|| {
        // Letters all of a height: capitals and figures, unless that is the height of small letters on this page.
        let count = |height: f32| sizes.iter().filter(|s| (*s / height - 1.0).abs() < 0.06).count();
        let (as_capital, as_small) = (count(line.common), count(line.common * CAPITAL));
        if as_small > 0 && as_capital == 0 { line.common * CAPITAL } else { line.common }
    });
    TextLine { x0, x1, baseline: line.baseline, slope: line.slope, capital, inverted: false, room: (0, usize::MAX) }
}
