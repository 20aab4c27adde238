//! What makes a PDF a hybrid invoice.

mod attach;
mod convert;
mod embed;
mod glyphless;
mod options;
mod picture;
mod words;
pub mod xmp;

pub use attach::attach;
pub use options::{AttachOptions, Attached, Change, Fallback, Relationship, Rung};
