//! VAT numbers of the European Union, by the form each state gave them (directive 2006/112/EC art. 215).

use super::{all_digits, is_french_vat};

/// VAT number of a member state or of Northern Ireland (`XI`), with its prefix (`EL` for Greece).
///
/// The form is checked, and the key where it is French; only VIES knows whether the number is in use.
pub fn is_eu_vat(text: &str) -> bool {
    fits(text) == Some(true)
}

/// Whether numbers of the European Union start with these two letters: a member state, `EL` for Greece, or `XI`.
pub fn has_eu_vat_prefix(prefix: &str) -> bool {
    prefix.len() == 2 && fits(prefix).is_some()
}

/// Whether it has the form its first two letters ask for; none where no number starts with them.
fn fits(text: &str) -> Option<bool> {
    let (prefix, body) = text.split_at_checked(2)?;
    Some(match prefix {
        "FR" => body.len() == 11 && is_french_vat(text),
        "AT" => matches(body, "U########"),
        "BE" => all_digits(body, 10) && body.starts_with(['0', '1']),
        "BG" => all_digits(body, 9) || all_digits(body, 10),
        "CY" => matches(body, "########@"),
        "CZ" => (8..=10).any(|n| all_digits(body, n)),
        "DE" | "EE" | "EL" | "PT" => all_digits(body, 9),
        "DK" | "FI" | "HU" | "LU" | "MT" | "SI" => all_digits(body, 8),
        "ES" => ["@########", "########@", "@#######@"].iter().any(|p| matches(body, p)),
        "HR" | "IT" | "LV" => all_digits(body, 11),
        "IE" => ["#######@", "#######@@", "#@#####@"].iter().any(|p| matches(body, p)),
        "LT" => all_digits(body, 9) || all_digits(body, 12),
        "NL" => matches(body, "#########B##"),
        "PL" | "SK" => all_digits(body, 10),
        "RO" => (2..=10).any(|n| all_digits(body, n)) && !body.starts_with('0'),
        "SE" => matches(body, "##########01"),
        "XI" => [9, 12].iter().any(|n| all_digits(body, *n)) || matches(body, "GD###") || matches(body, "HA###"),
        _ => return None,
    })
}

/// Matches `#` with a digit, `@` with a capital letter, anything else with itself.
fn matches(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(byte, expected)| match expected {
            b'#' => byte.is_ascii_digit(),
            b'@' => byte.is_ascii_uppercase(),
            literal => byte == literal,
        })
}
