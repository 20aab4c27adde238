//! Identifiers that carry their own proof: SIREN, SIRET, VAT numbers, IBAN.
//!
//! Every function takes the identifier in compact form (no spaces, upper case; see [`compact`]).

/// The identifier without spaces, dots and dashes, in upper case.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
}

/// Luhn's checksum over ASCII digits.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b - b'0');
            if i % 2 == 0 {
                d
            } else if d > 4 {
                2 * d - 9
            } else {
                2 * d
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn all_digits(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|b| b.is_ascii_digit())
}

/// SIREN: nine digits under Luhn (C. com. R123-221).
pub fn is_siren(text: &str) -> bool {
    all_digits(text, 9) && text != "000000000" && luhn(text)
}

/// SIRET: a SIREN and five digits, under Luhn; La Poste's establishments sum to a multiple of five instead.
pub fn is_siret(text: &str) -> bool {
    if !all_digits(text, 14) || !is_siren(&text[..9]) {
        return false;
    }
    let digit_sum = || text.bytes().map(|b| u32::from(b - b'0')).sum::<u32>();
    luhn(text) || (text.starts_with("356000000") && digit_sum().is_multiple_of(5))
}

/// The two-digit key of the French VAT number of a SIREN.
pub fn french_vat_key(siren: &str) -> Option<u32> {
    let n: u32 = siren.parse().ok().filter(|_| all_digits(siren, 9))?;
    Some((12 + 3 * (n % 97)) % 97)
}

/// IBAN under the modulo 97 of ISO 13616.
pub fn is_iban(text: &str) -> bool {
    let b = text.as_bytes();
    if !(15..=34).contains(&b.len())
        || !b[..2].iter().all(u8::is_ascii_uppercase)
        || !b[2..4].iter().all(u8::is_ascii_digit)
    {
        return false;
    }
    let mut rest = 0u32;
    for &c in b[4..].iter().chain(&b[..4]) {
        rest = match c {
            b'0'..=b'9' => (rest * 10 + u32::from(c - b'0')) % 97,
            b'A'..=b'Z' => (rest * 100 + u32::from(c - b'A') + 10) % 97,
            _ => return false,
        };
    }
    rest == 1
}
