//! Vectors of the rules on XML: base documents of ours, small changes to them, and a search that finds which change makes
//! which rule fail.
//!
//! `cargo run -p ocr-facture-tests --bin vectors` searches and writes `tests/vectors/rules/*.txt`; the suite proves them.

mod dom;
mod edit;
mod guess;
mod search;
mod shape;
mod source;
mod vectors;

pub use dom::{Document, Element};
pub use edit::Edit;
pub use guess::misuses;
pub use search::{HIDDEN, VOID, search};
pub use source::{Ask, Item, Source, read};
pub use vectors::{Bases, Line, Proof, Told, bases, document, folder, load, of_bases, passes, prove, told, write};
