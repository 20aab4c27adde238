//! The characters of an element to a value: text, decimal, date.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// The text on one line, spaces folded; none when there is nothing.
pub(super) fn one_line(text: &str) -> Option<String> {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!folded.is_empty()).then_some(folded)
}

/// The text with its line breaks, spaces folded within lines and empty lines left out at both ends.
pub(super) fn paragraph(text: &str) -> Option<String> {
    let lines: Vec<String> = text.lines().map(|line| one_line(line).unwrap_or_default()).collect();
    let first = lines.iter().position(|line| !line.is_empty())?;
    let last = lines.iter().rposition(|line| !line.is_empty())?;
    Some(lines[first..=last].join("\n"))
}

/// A date: `20260914`, `2026-09-14`, either with a time or a zone behind. None when no calendar has that day.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (year, month, day) = match text.len() {
        8 | 12 | 14 if text.bytes().all(|b| b.is_ascii_digit()) => (&text[..4], &text[4..6], &text[6..8]),
        10.. if text.is_ascii() => {
            let (day, rest) = text.split_at(10);
            let mut parts = day.split('-');
            let parts = (parts.next()?, parts.next()?, parts.next()?);
            let sized = parts.0.len() == 4 && parts.1.len() == 2 && parts.2.len() == 2;
            let clock =
                rest.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'T' | b'Z' | b':' | b'.' | b'+' | b'-'));
            if !sized || !clock || !(rest.is_empty() || rest.starts_with(['T', 'Z', '+', '-'])) {
                return None;
            }
            parts
        }
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A decimal. The point is the rule; grouping and a decimal comma are read where they can mean only one thing.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let text: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')).collect();
    let body = text.strip_prefix(['+', '-']).unwrap_or(&text);
    let negative = text.starts_with('-');
    if !body.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'e' | b'E' | b'+' | b'-')) {
        return None;
    }
    let value =
        if body.contains(['e', 'E']) { Decimal::from_scientific(body).ok()? } else { plain(body)?.parse().ok()? };
    Some(if negative { -value } else { value })
}

/// Digits and one point, from digits with any grouping.
fn plain(body: &str) -> Option<String> {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction, separator) = match (body.rfind('.'), body.rfind(',')) {
        (None, None) => (body, "", None),
        (Some(point), None) => (&body[..point], &body[point + 1..], None),
        // `1,234` is a thousand to some and a unit to others.
        (None, Some(comma)) if body.len() - comma == 4 => return None,
        (None, Some(comma)) => (&body[..comma], &body[comma + 1..], None),
        (Some(point), Some(comma)) if point > comma => (&body[..point], &body[point + 1..], Some(',')),
        (Some(_), Some(comma)) => (&body[..comma], &body[comma + 1..], Some('.')),
    };
    let whole = match separator {
        None => whole.to_owned(),
        Some(separator) => {
            let mut groups = whole.split(separator);
            let first = groups.next()?;
            if first.len() > 3 || groups.clone().any(|group| group.len() != 3) {
                return None;
            }
            std::iter::once(first).chain(groups).collect()
        }
    };
    match (whole.as_str(), fraction) {
        (whole, "") if digits(whole) => Some(whole.to_owned()),
        ("", fraction) if digits(fraction) => Some(format!("0.{fraction}")),
        (whole, fraction) if digits(whole) && digits(fraction) => Some(format!("{whole}.{fraction}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_where_they_mean_one_thing() {
        let expected = [
            ("190.00", "190.00"),
            (" -12.5\n", "-12.5"),
            ("+3", "3"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1 234.50", "1234.50"),
            ("1\u{202f}234,50", "1234.50"),
            ("12,5", "12.5"),
            ("1,234.56", "1234.56"),
            ("1.234,56", "1234.56"),
            ("1.234.567,8", "1234567.8"),
            ("0.33333333333333333333333333333333", "0.3333333333333333333333333333"),
            ("1.5E2", "150"),
        ];
        for (text, value) in expected {
            assert_eq!(decimal(text), value.parse().ok(), "{text:?}");
        }
        for text in ["", "12,5 abc", "1,234", "--1", "1.2.3", "12,34,5", "NaN", "INF", "-", ".", "e5", "1e999", "١٢"]
        {
            assert_eq!(decimal(text), None, "{text:?}");
        }
        assert_eq!(decimal(&"9".repeat(40)), None);
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        for text in ["20260914", "2026-09-14", "202609141530", "2026-09-14T15:30:00+02:00", "2026-09-14Z", " 20260914 "]
        {
            assert_eq!(date(text), Some(jiff::civil::date(2026, 9, 14)), "{text:?}");
        }
        let bad = ["20260231", "2026-02-31", "14/09/2026", "2026091", "20260914XX", "2026-09-14 bis", "é0260914", ""];
        for text in bad {
            assert_eq!(date(text), None, "{text:?}");
        }
    }

    #[test]
    fn text_is_folded() {
        assert_eq!(one_line("  a\n\t b "), Some("a b".into()));
        assert_eq!(one_line(" \n"), None);
        assert_eq!(paragraph("\n  a  b\n\n c \n"), Some("a b\n\nc".into()));
        assert_eq!(paragraph(" \n "), None);
    }
}
