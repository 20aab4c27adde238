//! Pictures of pages to words: one trait, and the engines behind it.
//!
//! **Never here: what an invoice means.**

mod lines;
mod lstm;
pub mod models;
mod need;
mod paddle;
mod simd;
#[cfg(feature = "tesseract")]
mod tesseract;

use crate::cancel::Interrupt;
use crate::error::Result;
use crate::page::{Gray, Word};

pub use lines::rules;
pub use lstm::Lstm;
pub use need::{Need, need};
pub use paddle::Paddle;
#[cfg(feature = "tesseract")]
pub use tesseract::Tesseract;

/// What to read a page for.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Language of the page: `fra`, `eng`, `deu`, `spa`, `ita`, `por`, `nld`, or several joined by `+`.
    pub language: &'a str,
    /// Pixels an inch of paper.
    pub dpi: f32,
    /// Asked between two steps; when it says why, the engine returns that error.
    pub interrupt: Interrupt<'a>,
}

/// A reader of pictures. Engines are shared between threads; what a thread needs for itself, they keep for it.
pub trait Ocr: Send + Sync + std::fmt::Debug {
    /// The words on the picture, line by line, in reading order within each line. Boxes and sizes are in pixels of the
    /// picture, and a box reaches from the ascent to the descent of its line, as in a text layer. Confidence is what
    /// the engine says, 0 to 1.
    ///
    /// # Errors
    /// `language_unavailable`, `timeout`, `cancelled`, `internal`.
    fn read(&self, picture: &Gray, request: &Request<'_>) -> Result<Vec<Word>>;
}
