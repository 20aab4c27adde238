//! Bank identifiers: IBAN, RIB, BIC.

use crate::invoice::codes;

/// Length of an IBAN by country (SWIFT IBAN registry).
const IBAN_LENGTHS: [(&str, usize); 89] = [
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HN", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("YE", 30),
];

/// Characters an IBAN of a country has (ISO 13616 registry); `None` where there are no IBANs.
pub fn iban_length(country: &str) -> Option<usize> {
    let row = IBAN_LENGTHS.binary_search_by_key(&country, |&(code, _)| code).ok()?;
    Some(IBAN_LENGTHS[row].1)
}

/// IBAN (ISO 13616): the length of its country and the modulo 97.
pub fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(country) = text.get(..2) else { return false };
    if iban_length(country) != Some(bytes.len()) || !bytes[2..4].iter().all(u8::is_ascii_digit) {
        return false;
    }
    // The remainder alone would let 00, 01 and 99 pass for 97, 98 and 02, which nobody issues.
    if matches!(&bytes[2..4], b"00" | b"01" | b"99") {
        return false;
    }
    let mut rest = 0u32;
    for &byte in bytes[4..].iter().chain(&bytes[..4]) {
        rest = match byte {
            b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
            b'A'..=b'Z' => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
            _ => return false,
        };
    }
    rest == 1
}

/// RIB, the French account number: bank (5), branch (5), account (11) and key (2), as printed beside an IBAN.
pub fn is_rib(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 23 || !bytes[..10].iter().chain(&bytes[21..]).all(u8::is_ascii_digit) {
        return false;
    }
    let mut rest = 0u32;
    for &byte in bytes {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'I' => byte - b'A' + 1,
            b'J'..=b'R' => byte - b'J' + 1,
            // The third row starts at 2: S stands under B.
            b'S'..=b'Z' => byte - b'S' + 2,
            _ => return false,
        };
        rest = (rest * 10 + u32::from(digit)) % 97;
    }
    rest == 0 && &bytes[21..] != b"00"
}

/// BIC (ISO 9362): four letters, a country that exists, two characters of place, and three of a branch or none.
///
/// Eight capital letters may well be a word (PAIEMENT): a BIC carries no key, so ask for a label beside it.
pub fn is_bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes[..6].iter().all(u8::is_ascii_uppercase)
        && bytes[6..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && text.get(4..6).is_some_and(codes::is_country)
}
