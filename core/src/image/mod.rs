//! Pictures of pages made easier to read: pure functions, one a file, and the plan that picks them.
//!
//! [`prepare`] measures a picture (`survey`), decides what it needs for the reader that comes next, does that much and
//! tells what it did. A clean page passes nearly untouched.
//!
//! **Never here: characters, files, what a page means.**

mod background;
mod binarize;
mod contrast;
mod denoise;
mod deskew;
mod gray;
mod grid;
mod handwriting;
mod options;
mod orient;
mod parts;
mod perspective;
mod plan;
#[cfg(test)]
mod sample;
mod scale;
mod sheet_outline;
mod survey;
mod warp;

pub use gray::gray;
pub use handwriting::handwriting;
pub use options::{Preprocess, Steps, Want};
pub use plan::{Prepared, Step, Taste, Told, prepare};
pub use warp::{Back, quarter_turns};
