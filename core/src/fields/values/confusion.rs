//! What recognition takes for something else: letters where only digits may stand, marks that are specks of dust.
//!
//! **Nothing is decided here.** A value put right is a candidate that a key or a sum must confirm.

use std::borrow::Cow;

use crate::page::Word;

/// The digit that a character is read for.
pub fn digit(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        'O' | 'o' | 'D' | 'Q' => '0',
        'l' | 'I' | 'i' | '|' | '!' => '1',
        'Z' | 'z' => '2',
        'A' => '4',
        'S' | 's' => '5',
        'G' | 'b' => '6',
        'T' => '7',
        'B' => '8',
        'g' | 'q' => '9',
        _ => return None,
    })
}

/// Characters as the digits they are read for; `None` when one is like no digit, or most are none.
pub fn digits(text: &str) -> Option<String> {
    let out: Option<String> = text.chars().map(digit).collect();
    let own = text.bytes().filter(u8::is_ascii_digit).count();
    out.filter(|digits| 2 * own >= digits.len() && own > 0)
}

/// The characters of a number as they were meant; those of a text layer stand as they are.
pub fn number(word: &Word) -> Cow<'_, str> {
    if word.confidence >= 1.0 || !word.text.contains(|c: char| c.is_ascii_digit()) || word.text.len() > 24 {
        return Cow::Borrowed(&word.text);
    }
    let mut text = Cow::Borrowed(word.text.as_str());
    // Specks: `.288,75`, `5,<47`, `12,,50`.
    let speck = |c: char| matches!(c, '<' | '>' | '~' | '·' | '^' | '¸' | '˙');
    if text.contains(speck) {
        text = Cow::Owned(text.replace(speck, ""));
    }
    let bare = text.trim_start_matches(['.', ',', ':', ';', '\'', '’']);
    if bare.len() < text.len() && bare.contains([',', '.']) {
        text = Cow::Owned(bare.to_owned());
    }
    for (sign, rest) in [("€.", "€"), ("€,", "€"), ("€:", "€")] {
        if let Some(tail) = text.strip_prefix(sign) {
            text = Cow::Owned(format!("{rest}{tail}"));
        }
    }
    for (from, to) in [(",,", ","), ("..", "."), (".,", ","), (",.", ",")] {
        if text.contains(from) && !text.ends_with(from) {
            text = Cow::Owned(text.replace(from, to));
        }
    }
    for sign in ["°/o", "°/0", "o/o", "0/0", "%o", "%0", "º/o", "°o"] {
        if let Some(head) = text.strip_suffix(sign).filter(|h| h.ends_with(|c: char| c.is_ascii_digit())) {
            text = Cow::Owned(format!("{head}%"));
        }
    }
    // `321;40`
    if let Some((whole, cents)) = text.split_once(';')
        && cents.len() == 2
        && [whole, cents].iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
    {
        text = Cow::Owned(format!("{whole},{cents}"));
    }
    match letters(&text) {
        Some(digits) => Cow::Owned(digits),
        None => text,
    }
}

/// Letters among the digits of an amount with two decimals: `1,4D`, `l2,5O`, `1 O00,00`.
fn letters(text: &str) -> Option<String> {
    let trimmed = text.trim_end_matches(['€', '%']);
    if trimmed.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
        return None;
    }
    let at = trimmed.rfind([',', '.'])?;
    let (whole, cents) = (&trimmed[..at], &trimmed[at + 1..]);
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole = whole.trim_start_matches('-');
    if cents.chars().count() != 2 || whole.is_empty() || whole.contains(['/', '-']) {
        return None;
    }
    let own = trimmed.bytes().filter(u8::is_ascii_digit).count();
    let all = trimmed.chars().filter(|c| !matches!(c, ',' | '.' | '-')).count();
    let put = |part: &str| -> Option<String> {
        part.chars().map(|c| if matches!(c, ',' | '.' | '\'') { Some(c) } else { digit(c) }).collect()
    };
    let read = format!("{sign}{}{}{}", put(whole)?, &trimmed[at..=at], put(cents)?);
    (2 * own >= all).then(|| format!("{read}{}", &text[trimmed.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, confidence: f32) -> String {
        let word = Word { text: text.into(), rect: Default::default(), size: 10.0, bold: false, confidence };
        number(&word).into_owned()
    }

    #[test]
    fn digits_are_put_right_in_amounts() {
        for (text, want) in [
            ("1,4D", "1,40"),
            ("l2,5O", "12,50"),
            ("5,<47", "5,47"),
            (".288,75", "288,75"),
            ("€.14,99", "€14,99"),
            ("321;40", "321,40"),
            ("20°/o", "20%"),
            ("-S,00€", "-5,00€"),
            ("12,,50", "12,50"),
        ] {
            assert_eq!(read(text, 0.9), want, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_stays() {
        for text in ["B-12", "SOS", "R12,50kg", "FA-2O26", "1:30", "10x", "A4", "12,00"] {
            assert_eq!(read(text, 0.9), text);
        }
    }

    #[test]
    fn a_text_layer_is_never_put_right() {
        for text in ["1,4D", "5,<47", ".288,75", "20°/o"] {
            assert_eq!(read(text, 1.0), text);
        }
    }

    #[test]
    fn most_characters_must_be_digits() {
        assert_eq!(digits("2O26").as_deref(), Some("2026"));
        assert_eq!(digits("lOOO"), None);
        assert_eq!(digits("12X4"), None);
    }
}
