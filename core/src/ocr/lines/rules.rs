//! Straight rules: long, thin, and alone.

use super::ink::Mask;
use crate::page::{Gray, Rect};

/// A rule, in whole pixels; the right and bottom edges are outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    x0: usize,
    y0: usize,
    x1: usize,
    y1: usize,
    standing: bool,
}

/// Inches a rule is long at least, lying and standing: longer than the strokes of letters.
const SHORTEST: [f32; 2] = [0.25, 0.3];
/// Inches it is thick at most.
const THICKEST: f32 = 0.06;
/// Times it is longer than thick, at least.
const SLENDER: usize = 10;

impl Rule {
    /// Its box.
    pub fn rect(&self) -> Rect {
        Rect::new(self.x0 as f32, self.y0 as f32, self.x1 as f32, self.y1 as f32)
    }

    /// Takes the rule off the page and the mask, save where a stroke runs across it.
    pub fn erase(&self, mask: &mut Mask, page: &mut Gray) {
        let (width, height) = (mask.width, mask.height);
        let (x0, y0) = (self.x0.saturating_sub(1), self.y0.saturating_sub(1));
        let (x1, y1) = ((self.x1 + 1).min(width), (self.y1 + 1).min(height));
        let crossed = |x: usize, mask: &Mask| {
            let (above, below) = (y0.checked_sub(1), Some(y1).filter(|y| *y < height));
            !self.standing && [above, below].into_iter().all(|y| y.is_some_and(|y| mask.at(x, y)))
        };
        let kept: Vec<bool> = (x0..x1).map(|x| crossed(x, mask)).collect();
        for y in y0..y1 {
            for x in (x0..x1).filter(|x| !kept[x - x0]) {
                mask.ink[y * width + x] = 0;
                page.row_mut(y)[x] = 255;
            }
        }
    }
}

/// The rules of a page.
pub(super) fn find(mask: &Mask, dpi: f32) -> Vec<Rule> {
    let shortest = SHORTEST.map(|inches| (inches * dpi) as usize);
    let thickest = ((THICKEST * dpi) as usize).max(3);
    let mut lying = Vec::new();
    for y in 0..mask.height {
        lying.extend(mask.runs(y).filter(|(from, to)| to - from >= shortest[0]).map(|(from, to)| (y, from, to)));
    }
    let mut rules: Vec<Rule> = bands(&lying)
        .into_iter()
        .map(|b| Rule { x0: b.from, y0: b.first, x1: b.to, y1: b.last + 1, standing: false })
        .collect();
    let standing = columns(mask, shortest[1]);
    rules.extend(bands(&standing).into_iter().map(|b| Rule {
        x0: b.first,
        y0: b.from,
        x1: b.last + 1,
        y1: b.to,
        standing: true,
    }));
    rules.retain(|rule| {
        let (length, thickness) = match rule.standing {
            true => (rule.y1 - rule.y0, rule.x1 - rule.x0),
            false => (rule.x1 - rule.x0, rule.y1 - rule.y0),
        };
        thickness <= thickest && length >= thickness * SLENDER && is_alone(mask, rule)
    });
    rules
}

/// Whether there is mostly paper on both sides: the rim of a dark panel has ink on one.
fn is_alone(mask: &Mask, rule: &Rule) -> bool {
    let inked = |across: Option<usize>| {
        let Some(across) = across else { return 0 };
        match rule.standing {
            true if across < mask.width => (rule.y0..rule.y1).filter(|y| mask.at(across, *y)).count(),
            false if across < mask.height => (rule.x0..rule.x1).filter(|x| mask.at(*x, across)).count(),
            _ => 0,
        }
    };
    let (start, end, length) = match rule.standing {
        true => (rule.x0, rule.x1, rule.y1 - rule.y0),
        false => (rule.y0, rule.y1, rule.x1 - rule.x0),
    };
    let (before, after) = (inked(start.checked_sub(2)), inked(Some(end + 1)));
    // A line of bold letters that stands on its underlining touches it on one side, and nothing does on the other.
    let (less, more) = (before.min(after), before.max(after));
    more * 2 < length || (less * 10 < length && more * 10 < length * 7)
}

/// Neighbouring rows of long runs as one.
struct Band {
    first: usize,
    last: usize,
    from: usize,
    to: usize,
}

/// Joins runs (row, from, to), sorted by row, that lie against each other.
fn bands(runs: &[(usize, usize, usize)]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for &(row, from, to) in runs {
        open.retain(|b| bands[*b].last + 2 > row);
        let touching = open.iter().copied().find(|b| {
            let band = &bands[*b];
            band.from.max(from) < band.to.min(to)
        });
        if let Some(band) = touching {
            let band = &mut bands[band];
            (band.last, band.from, band.to) = (row, band.from.min(from), band.to.max(to));
        } else {
            open.push(bands.len());
            bands.push(Band { first: row, last: row, from, to });
        }
    }
    bands
}

/// Long stretches of ink in a column: column, from, to; sorted by column.
fn columns(mask: &Mask, shortest: usize) -> Vec<(usize, usize, usize)> {
    // Where the stretch that reaches the row above began, and the row after its last.
    let mut open = vec![(0usize, 0usize); mask.width];
    let mut runs = Vec::new();
    for y in 0..mask.height {
        for (from, to) in mask.runs(y) {
            for (x, (start, end)) in open[from..to].iter_mut().enumerate() {
                if *end != y {
                    if *end - *start >= shortest {
                        runs.push((from + x, *start, *end));
                    }
                    *start = y;
                }
                *end = y + 1;
            }
        }
    }
    runs.extend(open.iter().enumerate().filter(|(_, (s, e))| e - s >= shortest).map(|(x, (s, e))| (x, *s, *e)));
    runs.sort_unstable();
    runs
}
