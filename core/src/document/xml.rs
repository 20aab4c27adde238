//! XML bytes to checked UTF-8: the encoding it declares, no DTD, bounded size and depth.

use std::borrow::Cow;

use super::limits::{Limits, too_large};
use crate::error::{Error, ErrorKind, Result};

/// Decodes an XML document and checks it against the limits. The second value tells that the encoding it declares is
/// not the one it is in.
///
/// # Errors
/// `invalid_input` for an unknown encoding or a DTD, which no invoice has and attacks do; `too_large`.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<(String, bool)> {
    let (text, mended) = decode(bytes)?;
    examine(&text, limits)?;
    Ok((text.into_owned(), mended))
}

/// Whether the document is an invoice in CII or UBL, or a ZUGFeRD 1 invoice, judged by its root.
pub(super) fn is_invoice(bytes: &[u8]) -> bool {
    let Ok((text, _)) = decode(&bytes[..bytes.len().min(8 << 10)]) else { return false };
    let Some(root) = root_tag(&text) else { return false };
    let name = root.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or(root);
    match name.rsplit(':').next() {
        Some("CrossIndustryInvoice" | "CrossIndustryDocument") => true,
        Some("Invoice" | "CreditNote") => root.contains("urn:oasis:names:specification:ubl:schema:xsd:"),
        _ => false,
    }
}

/// The first start tag, without its angle bracket.
fn root_tag(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->")?..];
        } else if !rest.starts_with(['?', '!']) {
            return Some(&rest[..rest.find('>').unwrap_or(rest.len())]);
        }
    }
}

/// The characters of an XML. The second value tells that the encoding it declares is not the one it is in.
///
/// # Errors
/// `invalid_input` for an unknown encoding.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, bool)> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return Ok(utf8(rest)),
        [0xff, 0xfe, rest @ ..] => return Ok((utf16(rest, u16::from_le_bytes), false)),
        [0xfe, 0xff, rest @ ..] => return Ok((utf16(rest, u16::from_be_bytes), false)),
        [b'<', 0, ..] => return Ok((utf16(bytes, u16::from_le_bytes), false)),
        [0, b'<', ..] => return Ok((utf16(bytes, u16::from_be_bytes), false)),
        _ => {}
    }
    let declared = declared_encoding(bytes);
    match declared.as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => Ok(utf8(bytes)),
        // UTF-16 that reads as ASCII is not UTF-16.
        Some("utf-16" | "utf-16le" | "utf-16be" | "ucs-2") => Ok((utf8(bytes).0, true)),
        Some("iso-8859-15" | "iso8859-15" | "latin9" | "latin-9") => Ok((single(bytes, Table::Latin9), false)),
        // Latin-1 is what Windows programs call their own table, which has the euro sign where Latin-1 has controls.
        Some("iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" | "l1" | "windows-1252" | "cp1252" | "cp-1252") => {
            Ok((single(bytes, Table::Windows), false))
        }
        Some(other) => Err(Error::new(
            ErrorKind::InvalidInput,
            "L'encodage de ce XML n'est pas reconnu ; enregistrez-le en UTF-8.",
        )
        .with("encoding", other.chars().take(40).collect::<String>())),
    }
}

/// UTF-8, or Windows Latin 1 where it is not: what programs write that get the declaration wrong.
fn utf8(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        // Cut in the middle of a character.
        Err(e) if e.error_len().is_none() && bytes.len() - e.valid_up_to() < 4 => {
            (String::from_utf8_lossy(&bytes[..e.valid_up_to()]), false)
        }
        Err(_) => (single(bytes, Table::Windows), true),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'static, str> {
    let units = bytes.chunks_exact(2).map(|c| unit([c[0], c[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect::<String>().into()
}

#[derive(Clone, Copy, PartialEq)]
enum Table {
    Latin9,
    Windows,
}

fn single(bytes: &[u8], table: Table) -> Cow<'static, str> {
    const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let windows: Vec<char> = WINDOWS.chars().collect();
    bytes
        .iter()
        .map(|&b| match (table, b) {
            (Table::Windows, 0x80..=0x9f) => windows[usize::from(b) - 0x80],
            (Table::Latin9, 0xa4) => '€',
            (Table::Latin9, 0xa6) => 'Š',
            (Table::Latin9, 0xa8) => 'š',
            (Table::Latin9, 0xb4) => 'Ž',
            (Table::Latin9, 0xb8) => 'ž',
            (Table::Latin9, 0xbc) => 'Œ',
            (Table::Latin9, 0xbd) => 'œ',
            (Table::Latin9, 0xbe) => 'Ÿ',
            _ => char::from(b),
        })
        .collect::<String>()
        .into()
}

fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>").unwrap_or(declaration.len())];
    let value =
        declaration[declaration.find("encoding")? + "encoding".len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split(quote).next()?.trim().to_ascii_lowercase())
}

/// Counts elements and their depth, and refuses a DTD, without building a tree.
fn examine(text: &str, limits: &Limits) -> Result<()> {
    let (mut depth, mut elements) = (0_u32, 0_u32);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let skip = |open: &str, close: &str| {
            rest.strip_prefix(open).map(|r| r.find(close).map_or("", |end| &r[end + close.len()..]))
        };
        if let Some(after) = skip("!--", "-->").or_else(|| skip("![CDATA[", "]]>")).or_else(|| skip("?", "?>")) {
            rest = after;
        } else if rest.starts_with('!') {
            return Err(Error::new(ErrorKind::InvalidInput, "Ce XML contient une DTD, refusée par sécurité."));
        } else if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else {
            elements += 1;
            let end = tag_end(rest);
            if !rest[..end].ends_with('/') {
                depth += 1;
            }
            rest = &rest[end..];
        }
        if depth > limits.depth {
            return Err(too_large("depth", limits.depth, "Les éléments de ce XML sont imbriqués trop profondément."));
        }
        if elements > limits.objects {
            return Err(too_large("objects", limits.objects, "Ce XML compte trop d'éléments."));
        }
    }
    Ok(())
}

/// Where the start tag ends, past any bracket in its attributes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(q), _) if q == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}
