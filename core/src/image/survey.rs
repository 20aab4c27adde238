//! What a picture is like: seen once, small, before anything is decided.

use super::background;
use super::deskew::{Skew, Strips};
use super::grid::Grid;
use super::parts::{letters, parts};
use crate::page::Gray;

/// Measures of an upright picture.
#[derive(Debug)]
pub(super) struct Survey {
    /// Level of the paper, over the small picture.
    pub paper: Grid,
    /// Slope of the lines.
    pub skew: Skew,
    /// Usual height of a letter in pixels of the small picture; 0 when there are none.
    pub letter: f32,
}

/// How many times smaller the survey sees a picture: about a hundred dots an inch of a sheet.
pub(super) fn factor(source: &Gray) -> usize {
    const LONG_SIDE: usize = 1100;
    (source.width().max(source.height()) / LONG_SIDE).max(1)
}

/// The small picture with its paper made white, and the level its paper had.
pub(super) fn flattened(small: &Gray) -> (Gray, Grid) {
    let paper = background::paper(small);
    let mut flat = small.clone();
    background::flatten(&mut flat, &paper, 1.0);
    (flat, paper)
}

/// Measures an upright picture from its small one, with paper made white, and the level its paper had.
pub(super) fn survey(flat: &Gray, paper: Grid) -> Survey {
    let (seen, usual) = letters(&parts(flat, 150));
    let letter = if seen.len() < 20 { 0.0 } else { usual };
    Survey { paper, skew: Strips::cut(flat).skew(), letter }
}
