//! Document numbers: what may be one, and how it is cut out of the words beside its label.

use std::ops::Range;

use crate::fields::context::Context;
use crate::fields::values::date::dates;
use crate::fields::values::text::fold;
use crate::invoice::ident::{is_eu_vat, is_iban};
use crate::page::Word;

/// A number of a document: invoice, order, contract.
#[derive(Clone, Debug)]
pub struct Reference {
    /// As printed, without the number sign before it.
    pub text: String,
    /// Its words.
    pub words: Range<usize>,
    /// A number sign (`n°`, `#`) stands before it.
    pub signed: bool,
    /// How much it looks like a number of a document, 0 to 1.
    pub quality: f32,
}

/// `n°`, `No.`, `Nr`, `#`: announces a number.
pub fn is_number_sign(word: &str) -> bool {
    let bare = word.trim_end_matches([':', '.']);
    if matches!(fold(bare).as_str(), "numero" | "number" | "nummer" | "num") {
        return true;
    }
    matches!(
        bare,
        "#" | "N°"
            | "n°"
            | "Nº"
            | "nº"
            | "N"
            | "No"
            | "NO"
            | "no"
            | "Nr"
            | "NR"
            | "nr"
            | "Num"
            | "num"
            | "n.º"
            | "N.º"
            | "n"
            | "№"
    )
}

/// The first reference in `words`, right behind separators and number signs. `sure` says that a label leaves no doubt:
/// then a number may look like a date (`Facture n° 2025-11-04`) or be capitals alone (`PROJ-MIRADOR`).
pub fn reference(context: &Context<'_>, page: usize, range: Range<usize>, sure: bool) -> Option<Reference> {
    let words = &context.pages[page].words;
    let mut at = range.start;
    let mut signed = false;
    // A code in brackets explains a title: `Rechnung (380)`.
    let bracketed = |w: &Word| w.text.starts_with('(') && w.text.ends_with(')');
    while at < range.end
        && (is_number_sign(&words[at].text) || bracketed(&words[at]) || !words[at].text.contains(char::is_alphanumeric))
    {
        signed |= is_number_sign(&words[at].text);
        at += 1;
    }
    if at >= range.end || at > range.start + 3 {
        return None;
    }
    signed |= words[at].text.starts_with('#');
    if let Some(date) = dates(words, at..range.end, context.order).first()
        && date.words.start == at
        // `20260312` may be a number; anything with separators is a date.
        && (!date.doubtful || words[at].text.contains(['/', '.', '-']))
        && !(sure && date.words.len() == 1 && words[at].text.contains('-'))
    {
        return None;
    }
    let mut end = at + 1;
    let is_prefix = |w: &Word| {
        let text = w.text.trim_matches(|c: char| !c.is_alphanumeric());
        (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase())
    };
    let has_digit = |w: &Word| w.text.contains(|c: char| c.is_ascii_digit());
    let near = |a: usize| words[a + 1].rect.x0 - words[a].rect.x1 < 0.75 * words[a].size;
    let capitals = |w: &Word| w.text.len() >= 5 && w.text.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
    if sure && capitals(&words[at]) && (end >= range.end || !has_digit(&words[end])) {
        return Some(Reference { text: words[at].text.clone(), words: at..end, signed, quality: 0.6 });
    }
    if !has_digit(&words[at]) {
        if !(is_prefix(&words[at]) && end < range.end && near(at) && has_digit(&words[end])) {
            return None;
        }
        end += 1;
    }
    // Groups set apart: `2026 / 0042`, `PO 2780 3`.
    while end < range.end && near(end - 1) {
        let next = &words[end];
        let joint = matches!(next.text.as_str(), "/" | "-") && end + 1 < range.end && has_digit(&words[end + 1]);
        let group = next.text.bytes().all(|b| b.is_ascii_digit()) && (next.text.len() >= 2 || end + 1 == range.end);
        if joint {
            end += 2;
        } else if group && dates(words, end..range.end, context.order).first().is_none_or(|d| d.words.start != end) {
            end += 1;
        } else {
            break;
        }
    }
    let raw = context.pages[page].text(at..end);
    let text =
        raw.trim_start_matches(['#', '(', ':', '[', '.']).trim_end_matches([',', ';', ')', ':', '.', ']']).trim();
    let quality = quality(text)?;
    Some(Reference { text: text.to_owned(), words: at..end, signed, quality })
}

/// How much characters look like the number of a document; `None` when they are something else for certain.
fn quality(text: &str) -> Option<f32> {
    let compact: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let digits = compact.bytes().filter(u8::is_ascii_digit).count();
    let letters = compact.chars().filter(|c| c.is_alphabetic()).count();
    if digits == 0 || compact.len() > 40 || text.contains(['%', '€', '$', '£', '@']) {
        return None;
    }
    let upper = compact.to_ascii_uppercase();
    if is_iban(&upper) || (letters == 2 && is_eu_vat(&upper)) {
        return None;
    }
    let money = text
        .rsplit_once(',')
        .is_some_and(|(a, b)| b.len() == 2 && a.bytes().all(|c| c.is_ascii_digit() || c == b' ' || c == b'.'));
    if money {
        return None;
    }
    let year = letters == 0 && digits == 4 && (text.starts_with("19") || text.starts_with("20"));
    let page = text.len() <= 5 && text.contains('/') && letters == 0;
    Some(match () {
        () if year || page => 0.45,
        () if digits == 1 && letters == 0 => 0.5,
        () if letters > 3 * digits && !text.contains(['-', '/', '_']) => 0.5,
        () if digits >= 3 => 1.0,
        () => 0.8,
    })
}

/// Whether the words say the same number, whatever their separators.
pub fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
