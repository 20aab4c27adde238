//! XML bytes to a tree: encoding, bounds, and what kind of invoice the root element says it is.

use std::borrow::Cow;

use roxmltree::{Document, Node, ParsingOptions};

use super::bounds::{self, Excess};
use crate::api::DocumentKind;
use crate::document::{Limits, decode_xml};
use crate::error::{Error, ErrorKind, Result};

const UBL_NAMESPACE: &str = "urn:oasis:names:specification:ubl:schema:xsd:";

/// Deepest nesting ever read, whatever the caller allows: reading recurses.
const DEEPEST: u32 = 512;

/// The characters of an XML, and whether the encoding it declares is not the one it is in.
///
/// What is UTF-8 is read as such whatever it declares: `document` hands over text it has decoded already, and Latin-1
/// with accents does not read as UTF-8 by chance.
///
/// # Errors
/// `too_large`; `invalid_input` for an unknown encoding.
pub(super) fn decode<'b>(bytes: &'b [u8], limits: &Limits) -> Result<(Cow<'b, str>, bool)> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Error::new(ErrorKind::TooLarge, "Ce XML dépasse la taille permise.").with("limit", limits.bytes));
    }
    to_text(bytes)
}

/// Parses a document. DTDs are refused: they serve attacks, never invoices.
///
/// # Errors
/// `invalid_input` on a DTD, `too_large`, `unreadable`.
pub(super) fn parse<'t>(text: &'t str, limits: &Limits) -> Result<Document<'t>> {
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

/// The element an invoice starts at: the root, or the invoice inside an envelope (SBDH of Peppol).
pub(super) fn invoice_root<'a, 'i>(root: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    if root.tag_name().name() != "StandardBusinessDocument" {
        return Some(root);
    }
    root.children().find(|child| kind(*child).is_some())
}

/// What an element says it is.
pub(super) fn kind(root: Node<'_, '_>) -> Option<DocumentKind> {
    kind_of(root.tag_name().name(), root.tag_name().namespace().unwrap_or_default())
}

/// What the first element says the document is.
pub(super) fn sniff(bytes: &[u8]) -> Option<DocumentKind> {
    let (text, _) = to_text(bytes).ok()?;
    let mut rest = text.as_ref();
    loop {
        rest = &rest[rest.find('<')? + 1..];
        match rest.as_bytes().first()? {
            b'?' => rest = &rest[rest.find("?>")?..],
            b'!' if rest.starts_with("!--") => rest = &rest[rest.find("-->")?..],
            b'!' => return None,
            _ => break,
        }
    }
    let tag = &rest[..rest.find('>')?];
    let name = tag.split([' ', '\t', '\r', '\n', '/']).next()?;
    let name = name.rsplit(':').next()?;
    if name == "StandardBusinessDocument" {
        let known = ["CrossIndustryInvoice", "Invoice-2", "CreditNote-2"].map(|name| rest.contains(name));
        return known[0].then_some(DocumentKind::Cii).or((known[1] || known[2]).then_some(DocumentKind::Ubl));
    }
    kind_of(name, tag)
}

fn kind_of(name: &str, namespace: &str) -> Option<DocumentKind> {
    match name {
        "CrossIndustryInvoice" | "CrossIndustryDocument" => Some(DocumentKind::Cii),
        "Invoice" | "CreditNote" if namespace.contains(UBL_NAMESPACE) => Some(DocumentKind::Ubl),
        _ => None,
    }
}

fn to_text(bytes: &[u8]) -> Result<(Cow<'_, str>, bool)> {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(body) {
        // A zero byte is valid UTF-8, and every other byte of an ASCII text in UTF-16.
        Ok(text) if !bytes.iter().take(4).any(|b| *b == 0) => Ok((Cow::Borrowed(text), false)),
        _ => decode_xml(bytes),
    }
}
