//! What a picture is like: seen once, small, before anything is decided.

use super::deskew::{Skew, Strips};
use super::grid::Grid;
use super::parts::{letters, parts};
use super::{background, contrast, denoise};
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

/// The small picture with its paper made white.
#[derive(Debug)]
pub(super) struct Flat {
    pub page: Gray,
    /// The level its paper had.
    pub paper: Grid,
    /// What is darker than this is ink: under half of the usual print's darkness, above the grain.
    pub ink: u8,
}

/// Makes the paper of a small picture white.
pub(super) fn flattened(small: &Gray) -> Flat {
    let paper = background::paper(small);
    let mut page = small.clone();
    background::flatten(&mut page, &paper, 1.0);
    let grain = denoise::grain(&page).sigma;
    let print = contrast::usual_darkness(&contrast::darkness(&page, grain)).unwrap_or(210.0);
    let ink = (255.0 - (0.48 * print).max(4.0 * grain)).clamp(100.0, 215.0) as u8;
    Flat { page, paper, ink }
}

/// Measures an upright picture from its small one, paper made white.
pub(super) fn survey(flat: &Flat) -> Survey {
    let (seen, usual) = letters(&parts(&flat.page, flat.ink));
    let letter = if seen.len() < 20 { 0.0 } else { usual };
    Survey { paper: flat.paper.clone(), skew: Strips::cut(&flat.page).skew(), letter }
}
