//! Mentions as people print them: `Art. 293B du C.G.I.` and `article 293 B du CGI` are one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::invoice::Invoice;

/// A text as words: no case, no accents, no punctuation, one space between words and between digits and letters.
/// A space stands at both ends, so that ` 293 b ` is found at word boundaries.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    out.push(' ');
    text.split('\n').for_each(|line| push(&mut out, line));
    out
}

/// What a character is to its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Gap,
    Letter,
    Digit,
}

fn push(out: &mut String, text: &str) {
    let mut before = Class::Gap;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        let (class, lower) = match c {
            '0'..='9' => (Class::Digit, c),
            '€' => {
                out.push_str(if before == Class::Gap { "eur " } else { " eur " });
                before = Class::Gap;
                continue;
            }
            '%' => {
                out.push_str(if before == Class::Gap { "% " } else { " % " });
                before = Class::Gap;
                continue;
            }
            c if c.is_alphabetic() => (Class::Letter, c.to_lowercase().next().unwrap_or(c)),
            _ => (Class::Gap, ' '),
        };
        match class {
            Class::Gap if before == Class::Gap => {}
            Class::Gap => out.push(' '),
            _ => {
                if before != Class::Gap && before != class {
                    out.push(' ');
                }
                match lower {
                    'œ' => out.push_str("oe"),
                    'æ' => out.push_str("ae"),
                    c => out.push(c),
                }
            }
        }
        before = class;
    }
    if before != Class::Gap {
        out.push(' ');
    }
}

/// Whether a folded text holds a phrase at word boundaries; `phrase` is folded and has no space at its ends.
pub(super) fn holds(text: &str, phrase: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices(phrase).any(|(at, _)| {
        let end = at + phrase.len();
        at > 0 && bytes.get(at - 1) == Some(&b' ') && bytes.get(end) == Some(&b' ')
    })
}

/// Whether a number stands among the words behind one of the phrases, in the same note; none when no phrase is there.
pub(super) fn followed_by_number(text: &str, phrases: &[&str], words: usize) -> Option<bool> {
    let behind = phrases.iter().filter_map(|phrase| Some(text.split_once(phrase)?.1));
    let numbered = behind.map(|rest| {
        let mut near = rest.split(' ').filter(|word| !word.is_empty()).take_while(|word| *word != "|").take(words);
        near.any(|word| word.bytes().any(|byte| byte.is_ascii_digit()))
    });
    numbered.reduce(|a, b| a || b)
}

/// Every text of an invoice, folded.
pub(super) struct Words {
    /// What the invoice says beside its lines: notes, terms, reasons, payment mentions.
    pub mentions: String,
    /// Names and descriptions of its lines.
    items: String,
    /// The pages, where they are given.
    page: String,
}

impl Words {
    /// Folds the texts of an invoice, and those of its pages.
    pub(super) fn of(invoice: &Invoice, page: Option<&str>) -> Self {
        let mut mentions = String::from(" ");
        let payment = &invoice.payment;
        let paid = [&payment.terms, &payment.late_penalty, &payment.discount_terms].into_iter().flatten();
        let reasons = invoice.vat_breakdown.iter().filter_map(|row| row.exemption_reason.as_ref());
        let extra = invoice.allowances.iter().chain(&invoice.charges).filter_map(|row| row.reason.as_ref());
        let notes = invoice.notes.iter().map(|note| &note.text);
        for text in notes.chain(paid).chain(reasons).chain(extra) {
            push(&mut mentions, text);
            // Two texts make no phrase together.
            mentions.push_str("| ");
        }
        let mut items = String::from(" ");
        for line in &invoice.lines {
            for text in [&line.name, &line.description].into_iter().flatten() {
                push(&mut items, text);
                items.push_str("| ");
            }
        }
        Self { mentions, items, page: page.map(words).unwrap_or_default() }
    }

    /// Whether one of the phrases stands anywhere.
    pub(super) fn say(&self, phrases: &[&str]) -> bool {
        let in_text = |text: &str| phrases.iter().any(|phrase| holds(text, phrase));
        in_text(&self.mentions) || in_text(&self.items) || in_text(&self.page)
    }

    /// Whether one of the phrases stands among what the invoice itself says, beside its lines and pages.
    pub(super) fn mention(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| holds(&self.mentions, phrase))
    }

    /// Each folded text: mentions, lines, pages.
    pub(super) fn all(&self) -> [&str; 3] {
        [&self.mentions, &self.items, &self.page]
    }
}

/// Names of months, folded, as far as they must be told apart.
const MONTHS: [&str; 15] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
    "january",
    "february",
    "december",
];

/// Whether a folded text holds a calendar date: `30 09 2026`, `2026 09 30`, `30 septembre 2026`.
pub(super) fn has_date(text: &str) -> bool {
    let tokens: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let number = |word: &str, low: u32, high: u32| word.parse::<u32>().is_ok_and(|n| (low..=high).contains(&n));
    let day = |word: &str| word.len() <= 2 && number(word, 1, 31);
    let month = |word: &str| (word.len() <= 2 && number(word, 1, 12)) || MONTHS.contains(&word);
    let year = |word: &str| (word.len() == 4 && number(word, 2000, 2099)) || (word.len() == 2 && number(word, 0, 99));
    let long_year = |word: &str| word.len() == 4 && year(word);
    tokens.windows(3).any(|three| match three {
        [a, b, c] => (day(a) && month(b) && year(c)) || (long_year(a) && month(b) && day(c)),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_mention_are_one() {
        for text in
            ["TVA non applicable, art. 293 B du CGI", "T.V.A. non applicable — article 293-B du C.G.I.", "(ART. 293B)"]
        {
            assert!(holds(&words(text), "293 b"), "{}", words(text));
        }
        assert_eq!(words("Œuvre d’art à 40€, 5,5%"), " oeuvre d art a 40 eur 5 5 % ");
        assert!(!holds(&words("1293 bis"), "293 b"));
        assert!(holds(&words("art. L.223-3 du CIBS"), "l 223 3"));
    }

    #[test]
    fn dates_are_found() {
        for text in ["payable le 30/09/2026", "au 30 septembre 2026", "2026-09-30", "le 1.2.26"] {
            assert!(has_date(&words(text)), "{text}");
        }
        for text in ["30 jours", "30 jours fin de mois le 15", "60 j", ""] {
            assert!(!has_date(&words(text)), "{text}");
        }
    }
}
