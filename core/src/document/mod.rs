//! Bytes to pages: what the document is, its words and rules page by page, the XML it carries.
//!
//! **Never here: what an invoice means.**

mod limits;
mod pdf;

pub use limits::{Interrupt, Limits, check};

use crate::error::{Error, ErrorKind, Result};
use crate::page::Page;

/// What the bytes are, recognised by their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// PDF.
    Pdf,
    /// PNG, JPEG, TIFF or WebP.
    Image,
    /// XML.
    Xml,
}

/// A document taken apart.
#[derive(Debug)]
pub struct Document {
    /// What the bytes were.
    pub format: Format,
    /// Its pages, upright; none for XML.
    pub pages: Vec<Page>,
    /// The invoice in XML: the whole document, or the attachment of a Factur-X.
    pub xml: Option<Vec<u8>>,
    /// What could not be read, for the warnings of the extraction: stable code and message.
    pub problems: Vec<(&'static str, String)>,
}

/// Reads a document. `pages` restricts the pages read, 1 for the first.
///
/// # Errors
/// `invalid_input`, `encrypted`, `too_large`, `unreadable`, `timeout`, `cancelled`.
pub fn open(bytes: &[u8], pages: Option<&[u32]>, limits: &Limits, interrupt: Interrupt<'_>) -> Result<Document> {
    check(interrupt)?;
    if bytes.windows(5).take(1024).any(|w| w == b"%PDF-") {
        return pdf::open(bytes, pages, limits, interrupt);
    }
    Err(Error::new(ErrorKind::InvalidInput, "Ce fichier n'est ni un PDF, ni une image, ni un XML."))
}
