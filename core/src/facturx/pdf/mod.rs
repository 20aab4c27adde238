//! What makes a PDF a hybrid invoice.

mod attach;
mod embed;
mod glyphless;
mod convert;
mod options;
mod picture;
mod words;
pub mod xmp;

pub use attach::attach;
pub use options::{AttachOptions, Attached, Change, Fallback, Relationship, Rung};
