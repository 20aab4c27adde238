//! Numbers as printed: `3 038,14 €`, `1.234,56`, `EUR 1,234.56`, `12'500.00`, `(45,00)`, `20 %`.

use std::borrow::Cow;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::fields::values::confusion;
use crate::invoice::codes::currency_of;
use crate::page::Word;

/// The character a document sets before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1.234,56`
    Comma,
    /// `1,234.56`
    Point,
}

/// A number read in a row of words.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// Its value, sign included.
    pub value: Decimal,
    /// Digits printed after the decimal mark.
    pub decimals: u32,
    /// Currency printed with it, ISO 4217.
    pub currency: Option<&'static str>,
    /// Followed by a per cent sign.
    pub percent: bool,
    /// The words it is made of.
    pub words: Range<usize>,
}

impl Amount {
    /// Whether it looks like money: decimals of a currency, or a currency beside it.
    pub fn is_money(&self) -> bool {
        !self.percent && (self.decimals == 2 || self.currency.is_some())
    }
}

/// Words of one number are nearer to each other than this share of the font size.
const GROUP_GAP: f32 = 0.75;

/// All numbers in `words[range]`, in order; neighbours that make one number (`3` `038,14`) are joined.
pub fn amounts(words: &[Word], range: Range<usize>, mark: DecimalMark) -> Vec<Amount> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match number(words, at, range.end, mark) {
            Some(amount) => {
                at = amount.words.end;
                out.push(amount);
            }
            None => at += 1,
        }
    }
    out
}

/// The decimal mark most numbers of the document leave no doubt about; the comma when none does.
pub fn decimal_mark<'a>(words: impl Iterator<Item = &'a Word>) -> DecimalMark {
    let mut votes = 0i32;
    for word in words {
        let digits = word.text.trim_matches(|c: char| !c.is_ascii_digit());
        let Some(at) = digits.rfind([',', '.']) else { continue };
        let tail = digits.len() - at - 1;
        let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.');
        let separators = digits.bytes().filter(|b| !b.is_ascii_digit()).count();
        let mixed = digits.contains(',') && digits.contains('.');
        if plain && (tail == 2 && separators == 1 || mixed) {
            votes += if digits.as_bytes()[at] == b',' { 1 } else { -1 };
        }
    }
    if votes >= 0 { DecimalMark::Comma } else { DecimalMark::Point }
}

/// One word of a number, taken apart.
struct Piece {
    digits: String,
    negative: bool,
    percent: bool,
    currency: Option<&'static str>,
    /// Something stands before, or behind, the digits: no group may be joined on that side.
    closed_left: bool,
    closed_right: bool,
}

fn number(words: &[Word], start: usize, end: usize, mark: DecimalMark) -> Option<Amount> {
    let mut first = start;
    let (mut negative, mut currency) = (false, None);
    // Signs and currencies may stand apart, before the digits.
    while first < end && first < start + 2 {
        match words[first].text.as_str() {
            "-" | "–" | "−" if first + 1 < end && near(words, first, 0.8) => negative = true,
            text if text.len() <= 4 && first + 1 < end && near(words, first, 0.8) && piece(text).is_none() => {
                currency = Some(currency_of(text)?);
            }
            _ => break,
        }
        first += 1;
    }
    if first >= end {
        return None;
    }
    let broken = (first + 1 < end && near(words, first, GROUP_GAP)).then(|| broken(words, first)).flatten();
    let mut last = first + usize::from(broken.is_some());
    let head = piece(&broken.map_or_else(|| confusion::number(&words[first]), Cow::Owned))?;
    negative |= head.negative;
    currency = currency.or(head.currency);
    let mut percent = head.percent;
    let mut digits = head.digits;
    let mut closed = head.closed_right;
    let groupable = |d: &str| (1..=3).contains(&d.len()) && d.bytes().all(|b| b.is_ascii_digit()) && d != "0";
    if groupable(&digits) && !closed {
        while last + 1 < end && near(words, last, GROUP_GAP) {
            let Some(next) = piece(&confusion::number(&words[last + 1])) else { break };
            let whole = next.digits.bytes().take_while(u8::is_ascii_digit).count();
            if next.closed_left || whole != 3 || next.digits[3..].starts_with(['\'', '’']) {
                break;
            }
            digits.push('\u{a0}');
            digits.push_str(&next.digits);
            last += 1;
            percent |= next.percent;
            negative |= next.negative;
            currency = currency.or(next.currency);
            closed = next.closed_right;
            if closed || next.digits.len() > 3 {
                break;
            }
        }
    }
    // A currency, a per cent sign or a minus may stand apart, behind.
    if !closed && last + 1 < end && near(words, last, 0.8) {
        let text = words[last + 1].text.as_str();
        if text.starts_with('%') && !text.contains(char::is_alphanumeric) || is_per_cent(&words[last + 1], &digits) {
            percent = true;
            last += 1;
        } else if piece(text).is_none()
            && let Some(code) = currency_of(text)
        {
            currency = currency.or(Some(code));
            last += 1;
        } else if text == "-" && last + 2 == end {
            negative = true;
            last += 1;
        }
    }
    let (mut value, decimals) = parse(&digits, mark)?;
    if negative {
        value = -value;
    }
    Some(Amount { value, decimals, currency, percent, words: start..last + 1 })
}

/// A number that recognition broke at its decimal mark: `12 ,50`, `12, 50`.
fn broken(words: &[Word], at: usize) -> Option<String> {
    let (a, b) = (&words[at], &words[at + 1]);
    if a.confidence >= 1.0 || b.confidence >= 1.0 {
        return None;
    }
    let cents = |t: &str| {
        t.len() >= 2
            && t.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && !t[2..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ','))
    };
    let whole = |t: &str| t.ends_with(|c: char| c.is_ascii_digit()) && !t.contains([',', '.', '/']);
    let behind = b.text.strip_prefix([',', '.']).is_some_and(cents) && whole(&a.text);
    let before = a.text.strip_suffix([',', '.']).is_some_and(whole) && cents(&b.text);
    (behind || before).then(|| format!("{}{}", a.text, b.text))
}

/// A per cent sign read as something like it, behind a rate with decimals: `20,00 96`.
fn is_per_cent(word: &Word, digits: &str) -> bool {
    word.confidence < 1.0
        && digits.contains([',', '.'])
        && matches!(word.text.as_str(), "96" | "9%" | "°/o" | "o/o" | "°" | "0/0" | "%o" | "%0" | "9/0" | "‰")
}

fn near(words: &[Word], left: usize, share: f32) -> bool {
    let (a, b) = (&words[left], &words[left + 1]);
    b.rect.x0 - a.rect.x1 < share * a.size.max(b.size) && (a.rect.cy() - b.rect.cy()).abs() < a.size.max(b.size)
}

/// The digits of a word and what is attached to them; `None` when the word is no number.
fn piece(text: &str) -> Option<Piece> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let digits = &text[first..=last];
    if digits.len() > 24 || !digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’')) {
        return None;
    }
    let (before, after) = (&text[..first], &text[last + 1..]);
    let mut negative = false;
    let mut percent = false;
    let mut currency = None;
    let mut open = false;
    let mut rest = before;
    while let Some(c) = rest.chars().next() {
        match c {
            '-' | '–' | '−' => negative = true,
            '(' | '[' => open = true,
            '+' | '~' | '=' | ':' | '*' | '"' => {}
            _ => {
                let stop = rest.find(['-', '(', '+', '–', '−']).unwrap_or(rest.len());
                currency = Some(currency_of(&rest[..stop])?);
                rest = &rest[stop..];
                continue;
            }
        }
        rest = &rest[c.len_utf8()..];
    }
    let mut rest = after;
    while let Some(c) = rest.chars().next() {
        match c {
            '%' => percent = true,
            // `12,00-` and `12,00-€`.
            '-' | '–' | '−' if currency_of(&rest[c.len_utf8()..]).is_some() || rest.len() == c.len_utf8() => {
                negative = true;
            }
            ')' | ']' => negative |= open && before.starts_with('(') && digits.contains([',', '.']) && !percent,
            '.' | ',' | ';' | '*' | '"' | ':' => {}
            '/' => break,
            _ => {
                let stop = rest.find(['.', ',', ';', ')', '/', '*', '%', '-']).unwrap_or(rest.len());
                let word = &rest[..stop];
                let unit = word.trim_start_matches(['€', '$', '£']);
                let tagged = matches!(unit, "HT" | "TTC" | "ht" | "ttc");
                currency = match currency_of(if tagged { &word[..word.len() - unit.len()] } else { word }) {
                    Some(code) => Some(code),
                    None if tagged => currency,
                    None => return None,
                };
                rest = &rest[stop..];
                continue;
            }
        }
        rest = &rest[c.len_utf8()..];
    }
    Some(Piece {
        digits: digits.to_owned(),
        negative,
        percent,
        currency,
        closed_left: !before.is_empty(),
        closed_right: !after.is_empty(),
    })
}

/// Value and number of decimals of digits with separators; `None` when they are not grouped like a number.
fn parse(digits: &str, mark: DecimalMark) -> Option<(Decimal, u32)> {
    let spaced = digits.contains('\u{a0}');
    let (commas, points) = (digits.matches(',').count(), digits.matches('.').count());
    let decimal = match (commas, points) {
        (0, 0) => None,
        (1, 0) | (0, 1) => {
            let separator = if commas == 1 { ',' } else { '.' };
            let at = digits.find(separator)?;
            let (before, after) = (at, digits.len() - at - 1);
            let grouped = after == 3 && (1..=3).contains(&before) && !digits.starts_with('0') && !spaced;
            let usual = (separator == ',') == (mark == DecimalMark::Comma);
            (!grouped || usual).then_some(at)
        }
        (_, 0) | (0, _) => None,
        _ => digits.rfind([',', '.']),
    };
    let (whole, fraction) = match decimal {
        Some(at) => (&digits[..at], &digits[at + 1..]),
        None => (digits, ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let regular = groups.len() == 1 || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|g| g.len() == 3));
    let plain: String = groups.concat();
    if !regular || plain.len() > 15 || fraction.len() > 8 || (plain.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = if plain.is_empty() { "0" } else { &plain };
    let written = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    let value = Decimal::from_str_exact(&written).ok()?;
    Some((value, fraction.len() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Rect;

    fn row(text: &str) -> Vec<Word> {
        let mut x = 0.0;
        text.split(' ')
            .map(|t| {
                let width = 5.0 * t.chars().count() as f32;
                let rect = Rect::new(x, 0.0, x + width, 10.0);
                x += width + 2.8;
                Word { text: t.into(), rect, size: 10.0, bold: false, confidence: 1.0 }
            })
            .collect()
    }

    #[test]
    fn numbers_as_printed() {
        let cases = [
            ("3 038,14 €", "3038.14"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("EUR 1 234 567,89", "1234567.89"),
            ("12'500.00", "12500.00"),
            ("- 45,00", "-45.00"),
            ("(45,00)", "-45.00"),
            ("45,00-", "-45.00"),
            ("$1,200.00", "1200.00"),
            ("100.005 €", "100005"),
            ("0.025", "0.025"),
            ("1 200", "1200"),
            ("240,00€HT", "240.00"),
        ];
        for (text, want) in cases {
            let words = row(text);
            let got = amounts(&words, 0..words.len(), DecimalMark::Comma);
            assert_eq!(got.len(), 1, "{text}: {got:?}");
            assert_eq!(got[0].value, want.parse::<Decimal>().expect(want), "{text}");
            assert_eq!(got[0].words, 0..words.len(), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["12/03/2026", "12.03.2026", "FA-2026", "06.12.34.56.78", "3x", "R-12", "1,2,3"] {
            assert_eq!(amounts(&row(text), 0..1, DecimalMark::Comma), [], "{text}");
        }
    }

    #[test]
    fn per_cent_stands_apart_or_not() {
        for text in ["20 %", "20%", "20,00 %"] {
            let words = row(text);
            assert!(amounts(&words, 0..words.len(), DecimalMark::Comma)[0].percent, "{text}");
        }
    }
}
