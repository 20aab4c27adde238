//! A PDF as objects: taken apart within the limits, changed, written back; and what of PDF/A-3 it breaks.
//!
//! **Never here: what an invoice is.**

mod filters;
mod read;
#[cfg(test)]
pub(crate) mod sample;
mod text;
mod value;
mod write;

pub use filters::{filters, packed, unpacked};
pub use read::read;
pub use text::decode as decode_text;
pub use value::{Dict, File, Id, Info, Stream, Value};
pub use write::write;
