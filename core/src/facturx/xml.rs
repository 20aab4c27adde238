//! XML bytes to a tree: encoding, bounds, and what kind of invoice the root element says it is.

use std::borrow::Cow;

use roxmltree::{Document, Node, ParsingOptions};

use super::bounds::{self, Excess};
use crate::api::DocumentKind;
use crate::document::Limits;
use crate::error::{Error, ErrorKind, Result};

const UBL_NAMESPACE: &str = "urn:oasis:names:specification:ubl:schema:xsd:";

/// Deepest nesting ever read, whatever the caller allows: reading recurses.
const DEEPEST: u32 = 512;

/// The characters of an XML: UTF-8 and UTF-16 by their marks, Latin-1 and its kin by the declaration.
///
/// # Errors
/// `too_large`; `unreadable` when the bytes are not in the encoding they claim.
pub(super) fn decode<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Cow<'b, str>> {
    if bytes.len() as u64 > limits.bytes {
        return Err(Error::new(ErrorKind::TooLarge, "Ce XML dépasse la taille permise.").with("limit", limits.bytes));
    }
    to_text(bytes).ok_or_else(|| {
        Error::new(ErrorKind::Unreadable, "Ce XML n'est pas dans l'encodage qu'il annonce ; réenregistrez-le en UTF-8.")
    })
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
    let text = to_text(bytes)?;
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

fn to_text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, b'<', ..] => utf16(bytes, u16::from_be_bytes),
        _ => match declared_encoding(bytes).as_deref() {
            Some("iso-8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252" | "us-ascii") => {
                Some(bytes.iter().map(|b| windows_1252(*b)).collect())
            }
            Some("iso-8859-15" | "latin-9" | "latin9") => Some(bytes.iter().map(|b| latin_9(*b)).collect()),
            _ => utf8(bytes),
        },
    }
}

fn utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    std::str::from_utf8(bytes).ok().map(Cow::Borrowed)
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Option<Cow<'static, str>> {
    let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<std::result::Result<String, _>>().ok().map(Cow::Owned)
}

/// The encoding named in `<?xml … encoding="…"?>`, in lower case.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(200).map(|b| char::from(*b)).collect();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start().to_owned();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split(quote).next()?.to_ascii_lowercase())
}

/// Latin-1 as it is written in practice: the controls of 0x80 to 0x9F are the signs of Windows.
fn windows_1252(byte: u8) -> char {
    const SIGNS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => SIGNS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn latin_9(byte: u8) -> char {
    match byte {
        0xA4 => '€',
        0xA6 => 'Š',
        0xA8 => 'š',
        0xB4 => 'Ž',
        0xB8 => 'ž',
        0xBC => 'Œ',
        0xBD => 'œ',
        0xBE => 'Ÿ',
        _ => char::from(byte),
    }
}
