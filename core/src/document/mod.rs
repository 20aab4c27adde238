//! Bytes to pages: what the document is, its words and rules page by page, the XML it carries.
//!
//! **Never here: what an invoice means.**

mod bounds;
mod guard;
mod image;
mod limits;
mod markup;
mod pdf;
mod raster;
mod sniff;
mod transfer;
mod xml;

pub(crate) use markup::{as_text, parse_xml, xml_text};
pub(crate) use pdf::{unpack, with_objects};

pub use limits::{Interrupt, Limits, check};
pub use raster::{Picture, Scan, Visit, render, scans};
pub use transfer::from_text;

use crate::error::{Error, ErrorKind, Result};
use crate::page::Page;
use limits::too_large;
use sniff::{Kind, sniff};

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
    /// The invoice in XML, as UTF-8: the whole document, or the attachment of a Factur-X.
    pub xml: Option<Vec<u8>>,
    /// What could not be read, for the warnings of the extraction: stable code and message.
    pub problems: Vec<(&'static str, String)>,
}

/// Reads a document. `pages` restricts the pages read, 1 for the first.
///
/// A damaged page costs only itself: the others are returned, and [`Document::problems`] tells.
///
/// # Errors
/// `invalid_input`, `encrypted`, `too_large`, `unreadable`, `timeout`, `cancelled`.
pub fn open(bytes: &[u8], pages: Option<&[u32]>, limits: &Limits, interrupt: Interrupt<'_>) -> Result<Document> {
    check(interrupt)?;
    check_bytes(bytes, limits)?;
    match sniff(bytes) {
        Kind::Pdf => pdf::open(bytes, pages, limits, interrupt),
        Kind::Xml => {
            let (text, mended) = xml::open(bytes, limits)?;
            let problems = mended.then(wrong_encoding).into_iter().collect();
            Ok(Document { format: Format::Xml, pages: Vec::new(), xml: Some(text.into_bytes()), problems })
        }
        Kind::Other(what) => Err(not_a_document(what)),
        kind => image::open(bytes, kind, pages, limits, interrupt),
    }
}

fn check_bytes(bytes: &[u8], limits: &Limits) -> Result<()> {
    if bytes.len() as u64 > limits.bytes {
        return Err(too_large("bytes", limits.bytes, "Ce fichier est trop gros."));
    }
    Ok(())
}

/// Fails as `invalid_input` for bytes that are no PDF.
pub(crate) fn expect_pdf(bytes: &[u8]) -> Result<()> {
    match sniff(bytes) {
        Kind::Pdf => Ok(()),
        Kind::Other(what) => Err(not_a_document(what)),
        _ => Err(Error::new(
            ErrorKind::InvalidInput,
            "Seule la page d'un PDF peut être gardée ; laissez le document pour qu'une page soit dessinée.",
        )),
    }
}

fn not_a_document(what: &str) -> Error {
    Error::new(
        ErrorKind::InvalidInput,
        format!("Ce fichier n'est ni un PDF, ni une image PNG, JPEG, TIFF ou WebP, ni un XML : c'est {what}."),
    )
}

fn wrong_encoding() -> (&'static str, String) {
    ("xml_encoding", "Ce XML n'est pas dans l'encodage qu'il déclare ; il a été lu comme du Windows-1252.".into())
}
