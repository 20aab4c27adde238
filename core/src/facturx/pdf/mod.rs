//! What makes a PDF a hybrid invoice.

mod attach;
mod embed;
mod options;
pub mod xmp;

pub use attach::attach;
pub use options::{AttachOptions, Attached, Change, Fallback, Relationship};
