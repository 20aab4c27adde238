//! Dates as printed: `12/03/2026`, `1er sept. 2026`, `12 mars 26`, `March 12, 2026`, `2026-03-12`, `20260312`.

use std::ops::Range;

use jiff::civil::Date;

use crate::fields::values::confusion;
use crate::fields::values::text::fold;
use crate::page::Word;

/// Which of the first two numbers of `03/04/2026` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day first, as everywhere but the United States.
    DayMonth,
    /// Month first.
    MonthDay,
}

/// A date read in a row of words.
#[derive(Clone, Debug, PartialEq)]
pub struct DateRead {
    /// The date.
    pub date: Date,
    /// Day and month could be swapped, or the characters may be no date at all (`20260312`).
    pub doubtful: bool,
    /// The words it is made of.
    pub words: Range<usize>,
}

/// Full month names in seven languages, January first, folded.
const MONTHS: [&str; 12] = [
    "janvier january januar enero gennaio janeiro januari",
    "fevrier february februar febrero febbraio fevereiro februari",
    "mars march marz maerz marzo marco maart mrt",
    "avril april abril aprile",
    "mai may mayo maggio maio mei",
    "juin june juni junio giugno junho",
    "juillet july juli julio luglio julho",
    "aout august agosto augustus",
    "septembre september septiembre settembre setembro",
    "octobre october oktober octubre ottobre outubro",
    "novembre november noviembre novembro",
    "decembre december dezember diciembre dicembre dezembro",
];

/// The month a word names, abbreviated to three letters or more, when only one fits.
fn month(word: &str) -> Option<i8> {
    let folded = fold(word);
    if folded.len() < 3 || folded.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut fits = (1..=12).filter(|m| MONTHS[*m as usize - 1].split(' ').any(|name| name.starts_with(&folded)));
    let first = fits.next()?;
    fits.next().is_none().then_some(first)
}

/// All dates in `words[range]`, in order.
pub fn dates(words: &[Word], range: Range<usize>, order: DateOrder) -> Vec<DateRead> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match date(words, at, range.end, order) {
            Some(read) => {
                at = read.words.end;
                out.push(read);
            }
            None => at += 1,
        }
    }
    out
}

/// The order the document's own dates prove, or `None` when none leaves no doubt.
pub fn proven_order<'a>(words: impl Iterator<Item = &'a Word>) -> Option<DateOrder> {
    let mut votes = 0;
    for word in words {
        if let Some([a, b, c]) = numeric(&word.text)
            && a.len() <= 2
            && c.len() != 3
        {
            let (a, b) = (number(a), number(b));
            votes += i32::from((13..=31).contains(&a) && b <= 12) - i32::from((13..=31).contains(&b) && a <= 12);
        }
    }
    (votes != 0).then_some(if votes > 0 { DateOrder::DayMonth } else { DateOrder::MonthDay })
}

/// Names of the days of the week in seven languages, folded.
const WEEKDAYS: [&str; 36] = [
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "maandag",
];

fn date(words: &[Word], at: usize, end: usize, order: DateOrder) -> Option<DateRead> {
    if at + 1 < end && WEEKDAYS.contains(&fold(&words[at].text).as_str()) {
        let bare = date(words, at + 1, end, order)?;
        return Some(DateRead { words: at..bare.words.end, ..bare });
    }
    let read = |date, doubtful, n: usize| Some(DateRead { date, doubtful, words: at..at + n });
    let text = |i: usize| words.get(at + i).filter(|_| at + i < end).map(|w| w.text.as_str());
    let meant = meant(&words[at]);
    let word = meant.as_deref().or(text(0))?;
    if let Some(parts) = numeric(word) {
        let (date, doubtful) = from_numbers(parts, order)?;
        return read(date, doubtful, 1);
    }
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if bare.len() == 8 && bare.starts_with("20") && bare.bytes().all(|b| b.is_ascii_digit()) {
        let date = civil(number(&bare[..4]), number(&bare[4..6]), number(&bare[6..]))?;
        return read(date, true, 1);
    }
    // 12-mars-2026
    let parts: Vec<&str> = bare.split(['-', '.', '/']).filter(|p| !p.is_empty()).collect();
    if let [d, m, y] = parts[..]
        && let (Some(d), Some(m), Some(y)) = (day(d), month(m), year(y))
    {
        return read(civil(y, m.into(), d)?, false, 1);
    }
    // 12 / 03 / 2026
    if let (Some(d), Some("/" | "-" | "."), Some(m), Some("/" | "-" | "."), Some(y)) =
        (day(word), text(1), text(2), text(3), text(4))
    {
        let y = year(y)?;
        return read(civil(y, number(m), d)?, false, 5);
    }
    // 12 mars 2026, 12 de marzo de 2026
    if let Some(d) = day(word) {
        let skip = usize::from(matches!(text(1), Some("de" | "of")));
        let m = month(text(1 + skip)?)?;
        let skip = skip + usize::from(matches!(text(2 + skip), Some("de" | "del")));
        let y = year(text(2 + skip)?)?;
        return read(civil(y, m.into(), d)?, false, 3 + skip);
    }
    // March 12, 2026
    let m = month(word)?;
    let d = day(text(1)?)?;
    let y = year(text(2)?)?;
    read(civil(y, m.into(), d)?, false, 3)
}

/// A recognised date as it was meant: `O1/l2/2O26`, `19.05,2020`. Its shape leaves no choice: two marks, and between
/// them two, two and four characters that can only be digits.
fn meant(word: &Word) -> Option<String> {
    if word.confidence >= 1.0 || !(10..=12).contains(&word.text.len()) {
        return None;
    }
    let bare = word.text.trim_end_matches(['.', ',', ';', ':']);
    let mark = |c: char| matches!(c, '/' | '.' | '-' | ',' | ':' | ';');
    let parts: Vec<&str> = bare.split(mark).collect();
    let [d, m, y] = parts[..] else { return None };
    let part = |text: &str, count: usize| -> Option<String> {
        let digits: Option<String> = text.chars().map(confusion::digit).collect();
        digits.filter(|digits| digits.len() == count)
    };
    let (d, m, y) = (part(d, 2)?, part(m, 2)?, part(y, 4)?);
    let own = bare.bytes().filter(u8::is_ascii_digit).count();
    (own >= 5 && (y.starts_with("19") || y.starts_with("20"))).then(|| format!("{d}/{m}/{y}"))
}

/// The three numbers of a date in one word, and nothing else.
fn numeric(word: &str) -> Option<[&str; 3]> {
    let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
    let mut parts = bare.split(['/', '-', '.']);
    let all = [parts.next()?, parts.next()?, parts.next()?];
    let digits = all.iter().all(|p| (1..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    let framed = word.len() - bare.len() <= 4 && !word.contains(|c: char| c.is_alphabetic());
    (digits && framed && parts.next().is_none()).then_some(all)
}

fn from_numbers([a, b, c]: [&str; 3], order: DateOrder) -> Option<(Date, bool)> {
    if a.len() == 4 {
        return Some((civil(number(a), number(b), number(c))?, false));
    }
    if a.len() > 2 || b.len() > 2 || !matches!(c.len(), 2 | 4) {
        return None;
    }
    let y = year(c)?;
    let (a, b) = (number(a), number(b));
    let doubtful = a <= 12 && b <= 12 && a != b;
    match order {
        DateOrder::MonthDay if a <= 12 => Some((civil(y, a, b)?, doubtful)),
        DateOrder::DayMonth if b > 12 => Some((civil(y, a, b)?, false)),
        _ => Some((civil(y, b, a)?, doubtful)),
    }
}

fn number(text: &str) -> i16 {
    text.parse().unwrap_or(-1)
}

/// `12`, `12.`, `1er`, `12th`.
fn day(text: &str) -> Option<i16> {
    let bare = text.trim_end_matches(['.', ',']);
    let digits = bare.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º' || c == '°');
    let suffix = &bare[digits.len()..];
    let ordinal = matches!(suffix, "" | "er" | "ER" | "st" | "nd" | "rd" | "th" | "º" | "°" | "ème");
    let d: i16 = digits.parse().ok().filter(|_| ordinal && (1..=2).contains(&digits.len()))?;
    (1..=31).contains(&d).then_some(d)
}

/// `2026`, `26`: two digits are of this century.
fn year(text: &str) -> Option<i16> {
    let bare = text.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ')' | ':' | '\''));
    let y: i16 = bare.parse().ok().filter(|_| bare.bytes().all(|b| b.is_ascii_digit()))?;
    match bare.len() {
        2 => Some(2000 + y),
        4 => (1990..=2099).contains(&y).then_some(y),
        _ => None,
    }
}

fn civil(y: i16, m: i16, d: i16) -> Option<Date> {
    Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok().filter(|d| (1990..=2099).contains(&d.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DateOrder) -> Option<String> {
        let word =
            |t: &str| Word { text: t.into(), rect: Default::default(), size: 10.0, bold: false, confidence: 1.0 };
        let words: Vec<Word> = text.split(' ').map(word).collect();
        let found = dates(&words, 0..words.len(), order);
        found.first().map(|d| d.date.to_string())
    }

    #[test]
    fn dates_as_printed() {
        for text in [
            "12/03/2026",
            "12-03-2026",
            "12.03.2026",
            "12/03/26",
            "12 mars 2026",
            "jeudi 12 mars 2026",
            "2026-03-12",
            "12 mars 26",
            "12. März 2026",
            "March 12, 2026",
            "12 de marzo de 2026",
            "12-mars-2026",
            "20260312",
            "12 marzo 2026",
            "12th March 2026",
            "12 mrt 2026",
            "12 / 03 / 2026",
            "(12/03/2026)",
        ] {
            assert_eq!(read(text, DateOrder::DayMonth).as_deref(), Some("2026-03-12"), "{text}");
        }
        assert_eq!(read("1er sept. 2026", DateOrder::DayMonth).as_deref(), Some("2026-09-01"));
        assert_eq!(read("03/04/2026", DateOrder::MonthDay).as_deref(), Some("2026-03-04"));
        assert_eq!(read("03/20/2026", DateOrder::DayMonth).as_deref(), Some("2026-03-20"));
    }

    #[test]
    fn what_is_no_date() {
        for text in ["31/02/2026", "1.234,56", "12 jui 2026", "2026", "06.12.34.56", "FA-12-03-2026", "99/99/9999"] {
            assert_eq!(read(text, DateOrder::DayMonth), None, "{text}");
        }
    }
}
