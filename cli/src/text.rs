//! Values as people write them, safe for a terminal and of a known width.

use ocr_facture::export::label::Lang;
use ocr_facture::invoice::codes::{self, INVOICE_TYPES, PAYMENT_MEANS, TypeCode, VAT_CATEGORIES};
use rust_decimal::Decimal;

/// A value from a document on one line, without the control characters by which it could steer a terminal.
pub(crate) fn clean(text: &str) -> String {
    let shown: String = text.chars().map(|c| if is_unsafe(c) { ' ' } else { c }).collect();
    shown.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Controls, and the marks that reverse the direction of what follows.
fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A confidence in percent, rounded down, so that none looks better than the word beside it.
pub(crate) fn percent(confidence: f32) -> String {
    format!("{:.0} %", ((confidence * 1000.0).round() / 10.0).floor())
}

/// Filled or cut to `width` characters.
pub(crate) fn pad(text: &str, width: usize) -> String {
    if text.chars().count() > width {
        let kept: String = text.chars().take(width - 1).collect();
        return format!("{kept}…");
    }
    format!("{text:<width$}")
}

/// The same, cut at the start: of a long path the end tells most.
pub(crate) fn pad_path(text: &str, width: usize) -> String {
    let count = text.chars().count();
    if count <= width {
        return pad(text, width);
    }
    format!("…{}", text.chars().skip(count - width + 1).collect::<String>())
}

/// The same, set to the right.
pub(crate) fn pad_left(text: &str, width: usize) -> String {
    let cut = pad(text, width);
    format!("{:>width$}", cut.trim_end())
}

/// The text in lines of at most `width` characters, broken at spaces; a word that is longer stands alone. A no-break
/// space is no place to break.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            // French marks that stand apart stay with the word before them.
            Some(line) if is_apart(word) || line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn is_apart(word: &str) -> bool {
    matches!(word, ":" | ";" | "!" | "?" | "»" | "»." | "»," | "€" | "€." | "%" | "%.")
}

/// A number with its decimals as they are: `1 234,5`.
pub(crate) fn number(value: Decimal, lang: Lang) -> String {
    let text = value.abs().normalize().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (group, point) = if lang == Lang::Fr { ('\u{202f}', ',') } else { (',', '.') };
    let mut out = String::from(if value.is_sign_negative() && !value.is_zero() { "-" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// An amount with at least two decimals and its currency: `1 234,50 €`.
pub(crate) fn money(value: Decimal, currency: Option<&str>, lang: Lang) -> String {
    let mut at_least_cents = number(value, lang);
    let decimals = value.normalize().scale();
    if decimals == 0 {
        at_least_cents.push(if lang == Lang::Fr { ',' } else { '.' });
    }
    (decimals..2).for_each(|_| at_least_cents.push('0'));
    match currency {
        None => at_least_cents,
        Some("EUR") => format!("{at_least_cents} €"),
        Some(code) => format!("{at_least_cents} {}", clean(code)),
    }
}

/// The value of a field as people write it.
pub(crate) fn field(path: &str, value: &str, currency: Option<&str>, lang: Lang) -> String {
    let name = path.rsplit('.').next().unwrap_or(path);
    let amount = path.starts_with("totals.") || name.ends_with("amount") || name.ends_with("price");
    let shown = match name {
        _ if amount || name == "recovery_fee" => value.parse().ok().map(|v| money(v, currency, lang)),
        "quantity" | "rate" | "discount_rate" => value.parse().ok().map(|v| number(v, lang)),
        "date" | "issue_date" | "due_date" | "start" | "end" => date(value, lang),
        "type_code" => coded(&INVOICE_TYPES, value, lang),
        "means_code" => coded(&PAYMENT_MEANS, value, lang),
        "category" => coded(&VAT_CATEGORIES, value, lang),
        "siren" => grouped(value, &[3, 3, 3]),
        "siret" => grouped(value, &[3, 3, 3, 5]),
        "iban" => grouped(value, &[4; 9]),
        _ => None,
    };
    shown.unwrap_or_else(|| clean(value))
}

/// A code with what it means, in French as the lists are.
fn coded(list: &'static [TypeCode], code: &str, lang: Lang) -> Option<String> {
    let meaning = codes::label(list, code).filter(|_| lang == Lang::Fr)?;
    Some(format!("{code} · {meaning}"))
}

/// An identifier in groups of characters, the last one maybe short; nothing for what is too long or has other characters.
fn grouped(value: &str, sizes: &[usize]) -> Option<String> {
    if !value.bytes().all(|b| b.is_ascii_alphanumeric()) || value.len() > sizes.iter().sum() {
        return None;
    }
    let mut rest = value;
    let mut parts = Vec::new();
    for size in sizes {
        let (part, after) = rest.split_at((*size).min(rest.len()));
        parts.push(part);
        rest = after;
    }
    parts.retain(|p| !p.is_empty());
    Some(parts.join(" "))
}

/// An ISO date as it is written in French, and as it is in English; nothing for what is no date.
pub(crate) fn date(value: &str, lang: Lang) -> Option<String> {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    match value.split('-').collect::<Vec<_>>()[..] {
        [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2) => {
            Some(if lang == Lang::Fr { format!("{d}/{m}/{y}") } else { value.to_owned() })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(number(decimal("1234567.50"), Lang::Fr), "1\u{202f}234\u{202f}567,5");
        assert_eq!(number(decimal("-1234"), Lang::En), "-1,234");
        assert_eq!(money(decimal("228"), Some("EUR"), Lang::Fr), "228,00 €");
        assert_eq!(money(decimal("0.5"), None, Lang::Fr), "0,50");
        assert_eq!(money(decimal("1.2345"), Some("CHF"), Lang::En), "1.2345 CHF");
        assert_eq!(date("2026-09-14", Lang::Fr).as_deref(), Some("14/09/2026"));
        assert_eq!(date("FA-2026-09", Lang::Fr), None);
    }

    #[test]
    fn fields_are_written_by_what_they_are() {
        let shown = |path, value| field(path, value, Some("EUR"), Lang::Fr);
        assert_eq!(shown("totals.gross", "228"), "228,00 €");
        assert_eq!(shown("lines.0.vat.rate", "5.50"), "5,5");
        assert_eq!(shown("seller.siret", "73282932000074"), "732 829 320 00074");
        assert_eq!(shown("payment.iban", "FR7630006000011234567890189"), "FR76 3000 6000 0112 3456 7890 189");
        assert_eq!(shown("number", "2026-09-14"), "2026-09-14");
        assert_eq!(shown("type_code", "380"), "380 · Facture");
        assert_eq!(shown("seller.siren", "pas un siren"), "pas un siren");
    }

    #[test]
    fn a_document_cannot_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[2Jb\r\nc\u{202e}d\u{7f}"), "a [2Jb c d");
    }

    #[test]
    fn percents_are_rounded_down() {
        for (confidence, shown) in [(0.9, "90 %"), (0.897, "89 %"), (0.7, "70 %"), (0.9999, "100 %"), (0.05, "5 %")] {
            assert_eq!(percent(confidence), shown);
        }
    }

    #[test]
    fn long_texts_are_broken_between_words() {
        assert_eq!(wrap("un deux  trois", 7), ["un deux", "trois"]);
        assert_eq!(wrap("anticonstitutionnel oui", 5), ["anticonstitutionnel", "oui"]);
        assert_eq!(wrap("la somme : dix", 8), ["la somme :", "dix"], "a colon starts no line");
        assert!(wrap(" ", 5).is_empty());
    }

    #[test]
    fn widths_are_kept() {
        assert_eq!(pad("éàü", 5), "éàü  ");
        assert_eq!(pad("abcdef", 4), "abc…");
        assert_eq!(pad_path("un/deux.pdf", 9), "…deux.pdf");
        assert_eq!(pad_left("12", 4), "  12");
    }
}
