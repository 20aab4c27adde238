//! A PDF as objects: taken apart within the limits, changed, written back; and what of PDF/A-3 it breaks.
//!
//! **Never here: what an invoice is.**

mod carried;
mod examine;
mod facts;
mod filters;
mod font;
mod md5;
mod mend;
mod metadata;
mod names;
mod pages;
mod read;
#[cfg(test)]
pub(crate) mod sample;
mod text;
mod value;
mod write;

pub use carried::{Carried, Container, container};
pub use examine::{UNEXAMINED, Violation, examine, syntax};
pub use filters::{filters, packed, unpacked};
pub use md5::md5;
pub use mend::{Log, mend};
pub use metadata::Property;
pub use names::embedded;
pub use pages::{Page, annotations, pages};
pub use read::read;
pub use text::decode as decode_text;
pub use value::{Dict, File, Id, Info, Stream, Value};
pub use write::{reachable, write};
