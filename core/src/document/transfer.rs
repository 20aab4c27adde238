//! Documents as text: base64 in any of its dresses, and `data:` URIs (RFC 2397).

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::limits::{Limits, too_large};
use crate::error::{Error, ErrorKind, Result};

/// Padding or none, and whatever the last bits hold.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes of a document given as base64 (RFC 4648, standard or URL-safe, padded or not, in lines or not), or as a
/// `data:` URI, percent-encoded or not.
///
/// # Errors
/// `invalid_input` when it is neither; `too_large` before anything is decoded.
pub fn from_text(text: &str, limits: &Limits) -> Result<Vec<u8>> {
    // Three bytes take four characters; percent-encoding takes three for one.
    if text.len() as u64 / 4 > limits.bytes {
        return Err(too_large("bytes", limits.bytes, "Ce fichier est trop gros."));
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    let Some(uri) = text.get(..5).filter(|p| p.eq_ignore_ascii_case("data:")).map(|_| &text[5..]) else {
        return decode(text.bytes());
    };
    let (kind, body) = uri.split_once(',').ok_or_else(not_base64)?;
    let body = percent_decoded(body);
    if kind.trim_end().to_ascii_lowercase().ends_with(";base64") { decode(body.into_iter()) } else { Ok(body) }
}

fn decode(text: impl Iterator<Item = u8>) -> Result<Vec<u8>> {
    let standard = |b| match b {
        b'-' => b'+',
        b'_' => b'/',
        b => b,
    };
    let compact: Vec<u8> = text.filter(|b| !b.is_ascii_whitespace()).map(standard).collect();
    LENIENT.decode(compact).map_err(|e| not_base64().caused_by(e))
}

/// Escapes that are none stay as they are.
fn percent_decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        rest = tail;
        let digit = |b: u8| char::from(b).to_digit(16).map(|d| d as u8);
        if *byte == b'%'
            && let [high, low, after @ ..] = tail
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            out.push(high << 4 | low);
            rest = after;
        } else {
            out.push(*byte);
        }
    }
    out
}

fn not_base64() -> Error {
    Error::new(ErrorKind::InvalidInput, "Ce texte n'est pas du base64 valide.")
}
