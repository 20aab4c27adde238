//! XML bytes to a tree: encoding, then bounds, then the parser.

use std::borrow::Cow;

use roxmltree::{Document, ParsingOptions};

use super::bounds::{self, Excess};
use super::limits::Limits;
use super::xml::decode;
use crate::error::{Error, ErrorKind, Result};

/// Deepest nesting ever read, whatever the caller allows: reading recurses.
const DEEPEST: u32 = 512;

/// The characters of an XML, and whether the encoding it declares is not the one it is in.
///
/// What is UTF-8 is read as such whatever it declares: `document` hands over text it has decoded already, and Latin-1
/// with accents does not read as UTF-8 by chance.
///
/// # Errors
/// `too_large`; `invalid_input` for an unknown encoding.
pub(crate) fn xml_text<'b>(bytes: &'b [u8], limits: &Limits) -> Result<(Cow<'b, str>, bool)> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Error::new(ErrorKind::TooLarge, "Ce XML dépasse la taille permise.").with("limit", limits.bytes));
    }
    as_text(bytes)
}

/// Parses a document. DTDs are refused: they serve attacks, never invoices.
///
/// # Errors
/// `invalid_input` on a DTD, `too_large`, `unreadable`.
pub(crate) fn parse_xml<'t>(text: &'t str, limits: &Limits) -> Result<Document<'t>> {
    let deepest = limits.depth.min(DEEPEST);
    match bounds::excess(text, deepest) {
        None => {}
        Some(Excess::Depth) => {
            return Err(Error::new(ErrorKind::TooLarge, "Ce XML est trop imbriqué.").with("limit", deepest));
        }
        Some(Excess::Attributes) => {
            return Err(Error::new(ErrorKind::TooLarge, "Ce XML a trop d'attributs ou d'espaces de noms."));
        }
    }
    let options = ParsingOptions { nodes_limit: limits.objects, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            Error::new(ErrorKind::InvalidInput, "Ce XML contient une DTD, que les factures n'ont pas le droit d'avoir.")
        }
        roxmltree::Error::NodesLimitReached => {
            Error::new(ErrorKind::TooLarge, "Ce XML a trop d'éléments.").with("limit", limits.objects)
        }
        // The parser's own message quotes the document, so only the place is kept.
        other => Error::new(ErrorKind::Unreadable, "Ce XML est mal formé.").with("position", other.pos()),
    })
}

/// Whatever an XML says of itself, what reads as UTF-8 is UTF-8.
///
/// # Errors
/// `invalid_input` for an unknown encoding.
pub(crate) fn as_text(bytes: &[u8]) -> Result<(Cow<'_, str>, bool)> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(body) {
        // A zero byte is valid UTF-8, and every other byte of an ASCII text in UTF-16.
        Ok(text) if !bytes.iter().take(4).any(|b| *b == 0) => Ok((Cow::Borrowed(text), false)),
        _ => decode(bytes),
    }
}
