//! Lines of text on a page: where they stand, how large their letters are, and the rules of tables between them.
//!
//! **Never here: what a line says.**

mod chain;
mod ink;
mod metrics;
mod parts;
mod rules;
#[cfg(test)]
mod tests;

use crate::page::{Gray, Rect};

pub(crate) use metrics::TextLine;

/// What was found on a page.
#[derive(Debug)]
pub(crate) struct Lines {
    /// Pieces of text lines, split at wide gaps.
    pub lines: Vec<TextLine>,
    /// The page without its rules.
    pub page: Gray,
}

/// The straight horizontal and vertical rules on a page, in its pixels: lines of tables, frames, underlining. The page
/// is upright and straight; `dpi` is its pixels an inch of paper.
pub fn rules(page: &Gray, dpi: f32) -> Vec<Rect> {
    let mask = ink::Mask::of(page);
    rules::find(&mask, usable(dpi)).iter().map(rules::Rule::rect).collect()
}

/// The lines of text on an upright, straight page of `dpi` pixels an inch.
pub(crate) fn find(page: &Gray, dpi: f32) -> Lines {
    let dpi = usable(dpi);
    let mut page = page.clone();
    let mut mask = ink::Mask::of(&page);
    let found = rules::find(&mask, dpi);
    for rule in &found {
        rule.erase(&mut mask, &mut page);
    }
    let all = parts::of(&mask);
    let (panels, glyphs) = parts::sort(all, dpi);
    let mut lines = metrics::measure(chain::segments(&glyphs, dpi));
    for panel in panels {
        lines.extend(inverted(&page, &panel, dpi));
    }
    Lines { lines: in_order(lines), page }
}

/// A resolution that pages have.
fn usable(dpi: f32) -> f32 {
    if dpi >= 72.0 { dpi.min(1200.0) } else { 72.0 }
}

/// Row by row, and from left to right in each.
fn in_order(mut lines: Vec<TextLine>) -> Vec<TextLine> {
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let same_row = |a: &TextLine, b: &TextLine| (b.baseline - a.baseline) < 0.3 * a.capital.min(b.capital);
    lines.chunk_by_mut(same_row).for_each(|row| row.sort_by_key(|line| line.x0));
    lines
}

/// Light text on a dark panel.
fn inverted(page: &Gray, panel: &parts::Part, dpi: f32) -> Vec<TextLine> {
    let (width, height) = (panel.width(), panel.height());
    let rows = (panel.y0..panel.y1).flat_map(|y| page.row(y)[panel.x0..panel.x1].iter().map(|l| 255 - l));
    let inside = Gray::new(width, height, rows.collect());
    let mut mask = ink::Mask::of(&inside);
    // Around a panel that is not a rectangle lies paper, which is dark now.
    mask.clear_rim();
    let (_, glyphs) = parts::sort(parts::of(&mask), dpi);
    let lines = metrics::measure(chain::segments(&glyphs, dpi));
    lines.into_iter().map(|line| line.moved(panel.x0, panel.y0)).collect()
}
