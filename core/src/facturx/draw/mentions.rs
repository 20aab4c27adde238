//! What the law wants said, and what the seller adds.

use super::canvas::{Align, Color, Style, put};
use super::foot;
use super::format::company_number;
use super::options::{DrawOptions, Language};
use super::sheet::{LEFT, Look, SPAN, Sheet};
use super::words::Words;
use super::wrap::wrap;
use crate::invoice::{Note, Party};

/// Draws legal mentions and notes.
pub fn draw(sheet: &mut Sheet<'_>) {
    let look = sheet.look;
    let all: Vec<Mention> = told(look).into_iter().map(|(name, said)| Mention::new(look, name, &said)).collect();
    let height: f32 = all.iter().map(|m| m.lines.len() as f32 * SMALL.leading() + AFTER).sum();
    // A few of them stay together.
    if height < 140.0 {
        sheet.need(height);
    }
    for mention in all {
        mention.draw(sheet);
    }
}

const SMALL: Style = Style::regular(7.6, Color::SOFT);
const LEAD: Style = Style::bold(7.6, Color::INK);
/// Space after a mention.
const AFTER: f32 = 2.6;

/// A mention, its name in bold at the start of its first line.
struct Mention {
    lead: String,
    indent: f32,
    lines: Vec<String>,
}

impl Mention {
    fn new(look: Look<'_>, name: Option<&str>, said: &str) -> Self {
        let lead = name.map(|name| format!("{name}{}", look.words.colon)).unwrap_or_default();
        let indent = LEAD.width(&lead);
        // The first line is shorter by its name; the rest of the text is set to the full width.
        let mut lines = wrap(said, SMALL, SPAN - indent);
        lines.truncate(1);
        if let Some(first) = lines.first() {
            let rest = said.trim_start().get(consumed(said, first)..).unwrap_or_default();
            lines.extend(wrap(rest, SMALL, SPAN));
        }
        Self { lead, indent, lines }
    }

    fn draw(self, sheet: &mut Sheet<'_>) {
        for (i, line) in self.lines.iter().enumerate() {
            sheet.need(SMALL.leading());
            let y = sheet.y + SMALL.size;
            let leaf = sheet.leaf();
            if i == 0 {
                put(leaf, LEFT, y, Align::Left, LEAD, &self.lead);
            }
            put(leaf, if i == 0 { LEFT + self.indent } else { LEFT }, y, Align::Left, SMALL, line);
            sheet.y += SMALL.leading();
        }
        sheet.y += AFTER;
    }
}

/// Bytes of the trimmed text that its first line took, however its spaces were written.
fn consumed(text: &str, line: &str) -> usize {
    let text = text.trim_start();
    let mut wanted = line.chars().filter(|c| !c.is_whitespace()).count();
    for (at, c) in text.char_indices() {
        if wanted == 0 {
            return at;
        }
        wanted -= usize::from(!c.is_whitespace());
    }
    text.len()
}

/// What is told, in the order people look for it: notes without a subject first, then what the law wants.
fn told(look: Look<'_>) -> Vec<(Option<&'static str>, String)> {
    let (words, payment) = (look.words, &look.invoice.payment);
    let notes = &look.invoice.notes;
    let mut out: Vec<(Option<&'static str>, String)> = free(look).into_iter().map(|text| (None, text)).collect();
    // Told by a code, unless a note tells it in words.
    let in_words = notes.iter().any(|n| n.text.contains("débits"));
    let on_invoices = look.invoice.tax_point_code.as_deref() == Some("3") && !in_words;
    out.extend(on_invoices.then(|| (None, words.on_invoices.to_owned())));
    out.extend(look.invoice.tax_representative.as_ref().map(|p| (Some(words.representative), party_line(look, p))));
    let fee = payment.recovery_fee.map(|fee| look.language().round_money(fee, look.invoice.currency.as_deref()));
    let values = [payment.late_penalty.clone(), fee, payment.discount_terms.clone()];
    let subjects = [("PMD", words.penalty), ("PMT", words.recovery), ("AAB", words.early)];
    for ((code, name), value) in subjects.into_iter().zip(values) {
        let said = notes.iter().filter(|n| n.subject_code.as_deref() == Some(code)).map(|n| n.text.clone());
        let mut said: Vec<String> = said.collect();
        // A note says it in its own words; the value is told only when no note does.
        if said.is_empty() {
            said.extend(value);
        }
        let first = folded(name.split(' ').next().unwrap_or_default());
        out.extend(said.into_iter().map(|text| (Some(name).filter(|_| !folded(&text).starts_with(&first)), text)));
    }
    out.retain(|(_, text)| !text.trim().is_empty());
    out
}

/// Notes that are no payment mention, without those for machines and those the foot tells already.
fn free(look: Look<'_>) -> Vec<String> {
    // Notes are French, whatever the page is.
    let options = DrawOptions { language: Language::French, ..look.options.clone() };
    let french = Look { options: &options, words: Words::of(Language::French), ..look };
    let identity = folded(&foot::identity(french, true).join(" "));
    let apart = |n: &&Note| n.subject_code.as_deref().is_none_or(|c| !matches!(c, "PMD" | "PMT" | "AAB" | "BAR"));
    let mut out = Vec::new();
    for note in look.invoice.notes.iter().filter(apart) {
        let key = folded(&note.text);
        if note.text.trim() == "MEMBRE_ASSUJETTI_UNIQUE" {
            out.push(look.words.group_member.to_owned());
        } else if !identity.contains(&key) {
            out.push(note.text.clone());
        }
    }
    out
}

/// Letters and digits in lower case, to compare what two texts say.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A party on one line: name, numbers, address.
pub fn party_line(look: Look<'_>, party: &Party) -> String {
    let (words, colon) = (look.words, look.words.colon);
    let town = [&party.address.post_code, &party.address.city].into_iter().flatten().cloned().collect::<Vec<_>>();
    let number =
        |name: &str, number: &Option<String>| number.as_ref().map(|n| format!("{name}{colon}{}", company_number(n)));
    let siren = if party.siret.is_none() { number(words.siren, &party.siren) } else { None };
    let parts = [party.name.clone(), number(words.siret, &party.siret), siren, number(words.vat_id, &party.vat_id)];
    let address = party.address.lines.iter().cloned().chain([town.join(" ")]);
    parts.into_iter().flatten().chain(address).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_line_took_is_counted_whatever_its_spaces() {
        assert_eq!(consumed("  a  b\nc d", "a b"), 4);
        assert_eq!(&"a  b\nc d"[consumed("a  b\nc d", "a b")..], "\nc d");
        assert_eq!(consumed("abc", "abc"), 3);
    }
}
