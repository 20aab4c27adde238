//! Recognised words that lost the blank between them: an amount and its VAT letter, an identifier and its label.

/// Labels of identifiers, in capitals as they are printed.
const LABELS: [&str; 9] = ["IBAN", "BIC", "SIRET", "SIREN", "TVA", "RCS", "GLN", "DUNS", "APE"];

/// Byte offset at which a second word begins.
pub(super) fn cut(text: &str) -> Option<usize> {
    behind_amount(text).or_else(|| behind_label(text)).or_else(|| before_label(text))
}

/// `0,29E`, `2.34*B`, `12,50m`: up to two letters behind two decimals.
fn behind_amount(text: &str) -> Option<usize> {
    let digits = text.trim_start_matches(['-', '+']);
    let end = digits.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))?;
    let (number, tail) = digits.split_at(end);
    let mark = number.rfind([',', '.'])?;
    let whole = mark > 0 && number.len() - mark == 3 && number.starts_with(|c: char| c.is_ascii_digit());
    let letters = tail.trim_start_matches(['*', '×']);
    let short = (1..=2).contains(&letters.chars().count()) && letters.chars().all(|c| c.is_ascii_alphabetic());
    (whole && (short || letters.is_empty() && !tail.is_empty())).then_some(text.len() - digits.len() + end)
}

/// `IBANNL50INGB…`, `SIRET12345678200077`: a number right behind its label.
fn behind_label(text: &str) -> Option<usize> {
    LABELS.iter().find_map(|label| {
        let tail = text.strip_prefix(label)?.as_bytes();
        let digits = |bytes: &[u8], count: usize| bytes.len() >= count && bytes[..count].iter().all(u8::is_ascii_digit);
        let country = tail.len() > 12 && tail[..2].iter().all(u8::is_ascii_uppercase);
        let account = *label == "IBAN" && country && digits(&tail[2..], 2);
        let vat = *label == "TVA" && country && tail.starts_with(b"FR");
        (account || vat || digits(tail, 8)).then_some(label.len())
    })
}

/// `12345678200077-DUNS:…`, `698-BIC`: a dash that stood between blanks.
fn before_label(text: &str) -> Option<usize> {
    let dashes = text.match_indices(['-', '–']).map(|(at, _)| at);
    dashes.filter(|at| text[..*at].ends_with(|c: char| c.is_ascii_digit())).find(|at| {
        let tail = text[*at..].trim_start_matches(['-', '–']);
        let word = tail.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let label = LABELS.contains(&word) && !tail[word.len()..].starts_with(|c: char| c.is_ascii_digit());
        label || word.len() >= 3 && tail[word.len()..].starts_with(':')
    })
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn lost_blanks_are_found() {
        for (text, want) in [
            ("0,29E", Some(4)),
            ("2.34×B", Some(4)),
            ("0.25*C", Some(4)),
            ("-0,50*C", Some(5)),
            ("1.234,50TT", Some(8)),
            ("IBANNL50INGB0683251309", Some(4)),
            ("12345678200077-DUNS:DUNS1235487", Some(14)),
            ("698-BIC", Some(3)),
            ("SIRET12345678200077", Some(5)),
        ] {
            assert_eq!(cut(text), want, "{text}");
        }
    }

    #[test]
    fn one_word_stays_one() {
        for text in ["12,00€", "12,00EUR", "R12-B", "2026-FA-12", "10x", "1,5h", "IBAN", "TVA20", "12-BICYCLE", "A4"]
        {
            assert_eq!(cut(text), None, "{text}");
        }
    }
}
