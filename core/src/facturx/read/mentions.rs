//! Mentions of French law inside free text: notes, and the legal information of the seller (BT-33).
//!
//! Only what a text says clearly is taken; the text itself always stays where the model has a place for it.

use rust_decimal::Decimal;

use super::map::{Fate, put};
use super::values;
use crate::invoice::{Invoice, Note, Party};

/// Legal forms by the letters they are written with (C. com. R123-238).
const LEGAL_FORMS: [&str; 25] = [
    "SARL", "SAS", "SASU", "EURL", "SA", "SNC", "SCI", "EI", "EIRL", "SELARL", "SELAS", "SELASU", "SCOP", "SCP", "SCM",
    "SCA", "SCS", "SCIC", "GIE", "SEM", "SPL", "GAEC", "EARL", "SCEA", "SE",
];

/// Words that say nothing by themselves around the mentions.
const FILLERS: [&str; 15] =
    ["au", "capital", "de", "social", "variable", "du", "code", "n°", "numéro", "eur", "euros", "euro", "€", "-", "–"];

/// Fills the payment mentions and the seller's from the notes, where one note alone speaks of them (BR-FR-05).
pub(super) fn complete(invoice: &mut Invoice) {
    let payment = &mut invoice.payment;
    payment.late_penalty = only(&invoice.notes, "PMD").filter(|text| says_something(text)).map(str::to_owned);
    payment.discount_terms = only(&invoice.notes, "AAB").filter(|text| says_something(text)).map(str::to_owned);
    payment.recovery_fee = only(&invoice.notes, "PMT").and_then(amount_in_euros);
    for code in ["REG", "ABL"] {
        for note in invoice.notes.iter().filter(|note| note.subject_code.as_deref() == Some(code)) {
            legal_information(&mut invoice.seller, &note.text);
        }
    }
}

/// Fills legal form, capital, register and activity code from what a text says clearly; taken when it says nothing else.
pub(in crate::facturx) fn legal_information(party: &mut Party, text: &str) -> Fate {
    let pieces = text.split(|c: char| c.is_whitespace() || matches!(c, ';' | '|'));
    let words: Vec<&str> = pieces.map(|word| word.trim_matches(',')).filter(|word| !word.is_empty()).collect();
    let mut used = vec![false; words.len()];
    let mut conflict = false;
    let mut take = |slot: &mut Option<String>, value: String| conflict |= put(slot, Some(value)) != Fate::Taken;

    if let Some(form) = words.first().and_then(|word| legal_form(word)) {
        used[0] = true;
        take(&mut party.legal_form, form.to_owned());
    }
    if let Some((from, to, capital)) = capital(&words) {
        used[from..to].fill(true);
        take(&mut party.share_capital, capital);
    }
    if let Some((from, to)) = register(&words) {
        used[from..to].fill(true);
        take(&mut party.rcs, format!("RCS {}", words[from + 1..to].join(" ")));
    }
    if let Some((from, to, code)) = activity(&words) {
        used[from..to].fill(true);
        take(&mut party.naf, code);
    }
    let understood = words.iter().zip(&used).all(|(word, used)| *used || is_filler(word));
    if understood && !conflict { Fate::Taken } else { Fate::Left }
}

/// The one amount of euros a text names; none when it names several or none.
pub(in crate::facturx) fn amount_in_euros(text: &str) -> Option<Decimal> {
    let mut found: Option<Decimal> = None;
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let inside = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '\u{a0}' | '\u{202f}');
        while at < chars.len() && inside(chars[at]) {
            at += 1;
        }
        let after: String = chars[at..].iter().take(5).collect::<String>().to_lowercase();
        let before: String = chars[..start].iter().rev().filter(|c| !c.is_whitespace()).take(3).collect();
        if !(after.starts_with('€') || after.starts_with("eur") || before.starts_with('€') || before == "RUE") {
            continue;
        }
        let number: String = chars[start..at].iter().collect();
        let value = values::decimal(number.trim_end_matches([' ', '.', ',', '\u{a0}', '\u{202f}']))?;
        match found {
            Some(other) if other != value => return None,
            _ => found = Some(value),
        }
    }
    found
}

/// The text of the only note on that subject.
fn only<'n>(notes: &'n [Note], subject: &str) -> Option<&'n str> {
    let mut texts = notes.iter().filter(|note| note.subject_code.as_deref() == Some(subject));
    let first = texts.next()?;
    texts.next().is_none().then_some(first.text.as_str())
}

/// Whether a text is more than a placeholder like `n/a` or `-`.
fn says_something(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() > 3
}

fn legal_form(word: &str) -> Option<&'static str> {
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    LEGAL_FORMS.into_iter().find(|form| *form == letters)
}

fn is_filler(word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.trim_end_matches([':', '.']);
    word.is_empty() || FILLERS.contains(&word)
}

/// `capital de 10 000 €`: the words from the number to the currency, and the number.
fn capital(words: &[&str]) -> Option<(usize, usize, String)> {
    let keyword = words.iter().position(|word| word.to_lowercase().trim_end_matches(':') == "capital")?;
    let starts_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let first = (keyword + 1..words.len().min(keyword + 4)).find(|at| starts_number(words[*at]))?;
    let glued = |word: &str| word.trim_end_matches(['€', '.']).len() < word.len() && word.contains('€');
    let mut number = String::new();
    for (at, word) in words.iter().enumerate().skip(first) {
        if starts_number(word) {
            number.push_str(word.trim_end_matches('€'));
            number.push(' ');
            if !glued(word) {
                continue;
            }
        } else if !matches!(word.to_lowercase().trim_end_matches('.'), "€" | "eur" | "euro" | "euros") {
            return None;
        }
        let capital = values::decimal(&without_grouping_points(&number))?;
        return Some((first, at + 1, capital.normalize().to_string()));
    }
    None
}

/// `10.000` is ten thousand in the capital of a company.
fn without_grouping_points(number: &str) -> String {
    let mut groups = number.trim().split('.');
    let first = groups.next().unwrap_or_default();
    let grouped = first.len() <= 3 && groups.clone().all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()));
    if grouped { number.replace('.', "") } else { number.to_owned() }
}

/// `RCS Lyon B 123 456 789`: the words from `RCS` to the last of the town or number.
fn register(words: &[&str]) -> Option<(usize, usize)> {
    let from = words.iter().position(|word| matches!(*word, "RCS" | "R.C.S." | "R.C.S"))?;
    let belongs = |word: &&&str| {
        let town = word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || "-'’".contains(c));
        let particle = matches!(**word, "de" | "la" | "le" | "sur" | "en" | "n°" | "les");
        town || particle || word.bytes().all(|b| b.is_ascii_digit())
    };
    let many = words[from + 1..].iter().take_while(belongs).count();
    let town = words.get(from + 1).is_some_and(|word| word.starts_with(char::is_alphabetic));
    (many > 0 && town && !matches!(words[from + 1], "APE" | "NAF" | "TVA" | "SIREN" | "SIRET"))
        .then_some((from, from + 1 + many))
}

/// `APE 6201Z`, `NAF : 62.01Z`: the words it takes, and the code as INSEE writes it.
fn activity(words: &[&str]) -> Option<(usize, usize, String)> {
    let keyword = words.iter().position(|word| matches!(word.trim_end_matches(':'), "APE" | "NAF"))?;
    let at = (keyword + 1..words.len().min(keyword + 3)).find(|at| words[*at] != ":")?;
    let code: String = words[at].chars().filter(|c| *c != '.').collect();
    let (digits, letter) = code.split_at_checked(4)?;
    let known = digits.bytes().all(|b| b.is_ascii_digit())
        && letter.len() == 1
        && letter.bytes().all(|b| b.is_ascii_uppercase());
    known.then(|| (keyword, at + 1, format!("{}.{}{letter}", &digits[..2], &digits[2..])))
}
