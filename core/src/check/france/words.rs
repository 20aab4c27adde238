//! Mentions as people print them: `Art. 293B du C.G.I.` and `article 293 B du CGI` are one.

use memchr::memmem;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

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
    for c in text.chars() {
        if c.is_ascii() {
            before = push_char(out, before, c);
        } else {
            decompose_compatible(c, |part| {
                if !is_combining_mark(part) {
                    before = push_char(out, before, part);
                }
            });
        }
    }
    if before != Class::Gap {
        out.push(' ');
    }
}

fn push_char(out: &mut String, before: Class, c: char) -> Class {
    let sign = match c {
        '€' => Some("eur "),
        '%' => Some("% "),
        _ => None,
    };
    let class = match c {
        '0'..='9' => Class::Digit,
        c if c.is_alphabetic() => Class::Letter,
        _ => Class::Gap,
    };
    if before != Class::Gap && (before != class || sign.is_some()) {
        out.push(' ');
    }
    match (class, c) {
        (Class::Gap, _) => out.push_str(sign.unwrap_or_default()),
        (_, 'œ' | 'Œ') => out.push_str("oe"),
        (_, 'æ' | 'Æ') => out.push_str("ae"),
        (_, c) => out.extend(c.to_lowercase()),
    }
    class
}

/// Whether a folded text holds a phrase at word boundaries; `phrase` is folded and has no space at its ends.
pub(super) fn holds(text: &str, phrase: &str) -> bool {
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, phrase).any(|at| {
        let end = at + phrase.len();
        at > 0 && bytes.get(at - 1) == Some(&b' ') && bytes.get(end) == Some(&b' ')
    })
}

/// Whether a wanted word stands among the next `reach` words behind one of the phrases, in the same note; none when no
/// phrase is there.
pub(super) fn followed_by(text: &str, phrases: &[&str], reach: usize, wanted: impl Fn(&str) -> bool) -> Option<bool> {
    let ends = phrases
        .iter()
        .flat_map(|phrase| memmem::find_iter(text.as_bytes(), phrase).map(|at| at + phrase.len()).collect::<Vec<_>>());
    let found = ends.filter_map(|end| text.get(end..)).map(|rest| {
        let mut near = rest.split(' ').filter(|word| !word.is_empty()).take_while(|word| *word != "|").take(reach);
        near.any(&wanted)
    });
    found.reduce(|a, b| a || b)
}

/// Whether a word has a digit.
pub(super) fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a folded text names a town behind a post code, another one than `known`.
pub(super) fn names_a_town(text: &str, known: Option<&str>) -> bool {
    let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let post_code = word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()) && Some(word) != known;
        let town = |next: &&str| next.len() > 1 && next.starts_with(char::is_alphabetic);
        if post_code && words.peek().is_some_and(town) {
            return true;
        }
    }
    false
}

/// Words of a street behind its number, folded.
const STREETS: [&str; 11] =
    ["rue", "avenue", "av", "boulevard", "bd", "chemin", "place", "route", "allee", "impasse", "quai"];

/// Whether a folded text names a street with its number, another one than those of the folded `known` address.
pub(super) fn names_a_street(text: &str, known: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.windows(3).any(|three| match three {
        [number, street, name] => {
            let numbered = number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
            numbered && STREETS.contains(street) && !known.contains(&format!(" {number} {street} {name} "))
        }
        _ => false,
    })
}

/// Every text of an invoice, folded.
pub(super) struct Words {
    /// What the invoice says beside its lines: notes, terms, reasons, payment mentions.
    pub mentions: String,
    /// Names and descriptions of its lines, and why they bear allowances and charges.
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
            let reasons = line.allowances.iter().chain(&line.charges).map(|row| &row.reason);
            for text in [&line.name, &line.description].into_iter().chain(reasons).flatten() {
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

    /// The folded texts of the invoice itself: mentions, lines.
    pub(super) fn own(&self) -> [&str; 2] {
        [&self.mentions, &self.items]
    }

    /// The folded pages; empty where they are not given.
    pub(super) fn page(&self) -> &str {
        &self.page
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
    fn what_follows_a_phrase_ends_with_its_note() {
        let near = |text: &str| followed_by(&words(text), &["commande"], 3, has_digit);
        assert_eq!(near("votre commande n° 4512"), Some(true));
        assert_eq!(near("votre commande de fournitures 3 mai"), Some(true));
        assert_eq!(near("votre commande de fournitures de bureau 12"), Some(false));
        assert_eq!(near("rien"), None);
        assert_eq!(followed_by(" commande | 12 ", &["commande"], 3, has_digit), Some(false));
    }

    #[test]
    fn a_town_stands_behind_a_post_code() {
        let page = words("12 rue des Scieurs, F-74000 Annecy. SIRET 81240700500006");
        assert!(names_a_town(&page, None) && !names_a_town(&page, Some("74000")));
        assert!(!names_a_town(&words("Total 10000, 74000"), None));
    }

    #[test]
    fn a_street_stands_behind_its_number() {
        let page = words("Menuiserie Caron, 14 avenue du Garric. Livré au 3 rue Haute, 44000 Nantes");
        assert!(names_a_street(&page, &words("3 rue Haute")));
        assert!(!names_a_street(&words("Livré au 3 rue Haute, 44000 Nantes"), &words("3 rue Haute")));
        assert!(!names_a_street(&words("Rue Haute, 3 places"), " "));
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
