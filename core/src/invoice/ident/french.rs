//! French company identifiers: SIREN, SIRET, VAT number.

use super::all_digits;

/// La Poste: its many establishments left Luhn's checksum behind.
const LA_POSTE: &str = "356000000";
const LA_POSTE_HEAD_OFFICE: &str = "35600000000048";

/// SIREN: nine digits under Luhn (C. com. R123-221).
pub fn is_siren(text: &str) -> bool {
    all_digits(text, 9) && text != "000000000" && luhn(text)
}

/// SIRET: a SIREN and five digits, under Luhn; but the establishments of La Poste, save its head office, sum to a
/// multiple of five instead.
pub fn is_siret(text: &str) -> bool {
    if !all_digits(text, 14) || !is_siren(&text[..9]) {
        return false;
    }
    if text.starts_with(LA_POSTE) && text != LA_POSTE_HEAD_OFFICE {
        return text.bytes().map(|b| u32::from(b - b'0')).sum::<u32>().is_multiple_of(5);
    }
    luhn(text)
}

/// The SIREN inside a valid SIRET.
pub fn siren_of_siret(siret: &str) -> Option<&str> {
    is_siret(siret).then(|| &siret[..9])
}

/// The two-digit key of the French VAT number of a SIREN.
pub fn french_vat_key(siren: &str) -> Option<u32> {
    let n: u32 = siren.parse().ok().filter(|_| all_digits(siren, 9))?;
    Some((12 + 3 * (n % 97)) % 97)
}

/// The French VAT number of a valid SIREN, with the numeric key that nearly every company has.
pub fn vat_of_siren(siren: &str) -> Option<String> {
    let key = french_vat_key(siren).filter(|_| is_siren(siren))?;
    Some(format!("FR{key:02}{siren}"))
}

/// French VAT number (CGI art. 286 ter): a key that fits the SIREN behind it, numeric or alphanumeric, or a number of
/// Monaco ([`is_monaco_vat`]). The prefix `FR` may be missing: ask for it where eleven digits mean little.
pub fn is_french_vat(text: &str) -> bool {
    let body = text.strip_prefix("FR").unwrap_or(text);
    let Some((key, siren)) = body.split_at_checked(2) else { return false };
    if !all_digits(siren, 9) {
        return false;
    }
    (is_siren(siren) || is_monaco_number(siren)) && key_fits(key, siren)
}

/// Whether it has the form of a French VAT number, prefix included: two characters of key, nine digits. Neither is checked.
pub fn is_french_vat_form(text: &str) -> bool {
    let Some((key, digits)) = text.strip_prefix("FR").and_then(|body| body.split_at_checked(2)) else { return false };
    key.bytes().all(|b| rank(b).is_some()) && all_digits(digits, 9)
}

/// Whether the key of a French VAT number, prefix included, fits its nine digits, be they a SIREN or not.
pub fn french_vat_key_fits(text: &str) -> bool {
    is_french_vat_form(text) && key_fits(&text[2..4], &text[4..])
}

/// VAT number of a company of Monaco: French in shape and key, but the nine digits are no SIREN; they start with 000.
pub fn is_monaco_vat(text: &str) -> bool {
    let body = text.strip_prefix("FR").unwrap_or(text);
    body.len() == 11 && body.is_char_boundary(2) && is_monaco_number(&body[2..]) && is_french_vat(text)
}

/// The SIREN inside a valid French VAT number; none for Monaco, which has no SIREN.
pub fn siren_of_vat(vat: &str) -> Option<&str> {
    if !is_french_vat(vat) {
        return None;
    }
    let siren = &vat[vat.len() - 9..];
    (!is_monaco_number(siren)).then_some(siren)
}

fn is_monaco_number(digits: &str) -> bool {
    digits.starts_with("000") && digits != "000000000"
}

/// Whether a two-character key fits nine digits: modulo 97 when numeric, modulo 11 when a letter is in it.
fn key_fits(key: &str, siren: &str) -> bool {
    if let Some(numeric) = key.parse::<u32>().ok().filter(|_| all_digits(key, 2)) {
        return french_vat_key(siren) == Some(numeric);
    }
    let mut ranks = key.bytes().map(rank);
    let (Some(Some(first)), Some(Some(second))) = (ranks.next(), ranks.next()) else { return false };
    let check = if first < 10 { first * 24 + second - 10 } else { first * 34 + second - 100 };
    siren.parse::<u32>().is_ok_and(|n| (n + 1 + check / 11) % 11 == check % 11)
}

/// Rank of a key character in the 34 allowed ones: digits, then letters without I and O.
fn rank(byte: u8) -> Option<u32> {
    let letter = |skipped: u8| Some(u32::from(byte - b'A' - skipped) + 10);
    match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'H' => letter(0),
        b'J'..=b'N' => letter(1),
        b'P'..=b'Z' => letter(2),
        _ => None,
    }
}

/// Luhn's checksum over ASCII digits.
fn luhn(digits: &str) -> bool {
    let weigh = |(i, b): (usize, u8)| {
        let d = u32::from(b - b'0');
        match (i % 2, d) {
            (0, d) => d,
            (_, 5..) => 2 * d - 9,
            _ => 2 * d,
        }
    };
    digits.bytes().rev().enumerate().map(weigh).sum::<u32>().is_multiple_of(10)
}
