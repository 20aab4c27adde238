//! What stands under the totals: how to pay, and what the law wants said.

use super::canvas::{Align, Color, Mark, Style, put, rule};
use super::code;
use super::format::{account, company_number};
use super::sheet::{Block, LEFT, Look, RIGHT, SPAN, Sheet};
use super::wrap::wrap;
use crate::invoice::{Note, Party};

const TEXT: Style = Style::regular(8.8, Color::INK);
/// Side of the payment code.
const CODE: f32 = 74.0;
/// Width of the names of what is told.
const NAMES: f32 = 118.0;

/// How to pay.
pub fn payment(sheet: &mut Sheet<'_>) {
    let look = sheet.look;
    let rows = rows(look);
    let code = if look.options.payment_code { code::message(look.invoice) } else { None };
    let modules = code.and_then(|message| code::modules(&message, CODE));
    if rows.is_empty() && modules.is_none() {
        return;
    }
    let mut block = Block::default();
    rule(&mut block.leaf, LEFT, 0.0, SPAN, 0.6, Color::RULE);
    block.gap(9.0);
    let top = block.height;
    block.lines(LEFT, look.heading(), &[look.words.payment.to_owned()]);
    block.gap(4.0);
    let width = SPAN - NAMES - if modules.is_some() { CODE + 22.0 } else { 0.0 };
    for (name, value, style) in rows {
        let lines = wrap(&value, style, width);
        put(&mut block.leaf, LEFT, block.height + TEXT.size, Align::Left, Style { color: Color::SOFT, ..TEXT }, name);
        block.lines(LEFT + NAMES, style, &lines);
        block.gap(1.4);
    }
    if let Some(areas) = modules {
        let (x, y) = (RIGHT - CODE, top + 1.0);
        let areas = areas.into_iter().map(|[ax, ay, w, h]| [ax + x, ay + y, w, h]).collect();
        block.leaf.push(Mark::Fill { areas, color: Color::BLACK });
        let style = Style::regular(6.8, Color::SOFT);
        put(&mut block.leaf, RIGHT - CODE / 2.0, y + CODE + 9.5, Align::Center, style, look.words.code_caption);
        block.height = block.height.max(y + CODE + 12.0);
    }
    block.gap(look.space(12.0));
    sheet.place(block);
}

fn rows(look: Look<'_>) -> Vec<(&'static str, String, Style)> {
    let (payment, words) = (&look.invoice.payment, look.words);
    let strong = Style::bold(8.8, Color::INK);
    let means = payment.means_code.as_deref().map(|c| words.means_of(c).unwrap_or(c).to_owned());
    let due = look.invoice.due_date.map(|d| look.language().date(d));
    let rows = [
        (words.means, means, TEXT),
        (words.payee, look.invoice.payee.as_ref().map(|p| party_line(look, p)).filter(|l| !l.is_empty()), TEXT),
        (words.due, due, strong),
        ("IBAN", payment.iban.as_deref().map(account), strong),
        ("BIC", payment.bic.clone(), TEXT),
        (words.reference, payment.reference.clone(), TEXT),
        (words.terms, payment.terms.clone(), TEXT),
    ];
    let has_other = rows.iter().any(|(name, value, _)| value.is_some() && *name != words.due);
    let kept = rows.into_iter().filter_map(|(name, value, style)| Some((name, value?, style)));
    // The due date stands at the top too; alone it is no block.
    kept.filter(|_| has_other).collect()
}

/// A party on one line: name, numbers, address.
fn party_line(look: Look<'_>, party: &Party) -> String {
    let (words, colon) = (look.words, look.words.colon);
    let town = [&party.address.post_code, &party.address.city].into_iter().flatten().cloned().collect::<Vec<_>>();
    let number =
        |name: &str, number: &Option<String>| number.as_ref().map(|n| format!("{name}{colon}{}", company_number(n)));
    let siren = if party.siret.is_none() { number(words.siren, &party.siren) } else { None };
    let parts = [party.name.clone(), number(words.siret, &party.siret), siren, number(words.vat_id, &party.vat_id)];
    let address = party.address.lines.iter().cloned().chain([town.join(" ")]);
    parts.into_iter().flatten().chain(address).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Legal mentions and notes.
pub fn mentions(sheet: &mut Sheet<'_>) {
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
    let of = |code: &str| -> Vec<String> {
        notes.iter().filter(|n| n.subject_code.as_deref() == Some(code)).map(|n| n.text.clone()).collect()
    };
    let mut out = Vec::new();
    let subjects = [("PMD", words.penalty), ("PMT", words.recovery), ("AAB", words.early)];
    let apart = |n: &&Note| n.subject_code.as_deref().is_none_or(|c| !matches!(c, "PMD" | "PMT" | "AAB" | "BAR"));
    for note in notes.iter().filter(apart) {
        let member = note.text.trim() == "MEMBRE_ASSUJETTI_UNIQUE";
        out.push((None, if member { words.group_member.to_owned() } else { note.text.clone() }));
    }
    // Told by a code, unless a note tells it in words.
    let in_words = notes.iter().any(|n| n.text.contains("débits"));
    let on_invoices = look.invoice.tax_point_code.as_deref() == Some("3") && !in_words;
    out.extend(on_invoices.then(|| (None, words.on_invoices.to_owned())));
    out.extend(look.invoice.tax_representative.as_ref().map(|p| (Some(words.representative), party_line(look, p))));
    let fee = payment.recovery_fee.map(|fee| look.language().round_money(fee, look.invoice.currency.as_deref()));
    let values = [payment.late_penalty.clone(), fee, payment.discount_terms.clone()];
    for ((code, name), value) in subjects.into_iter().zip(values) {
        let said = of(code);
        // A note says it in its own words; the value is told only when no note does.
        if said.is_empty() {
            out.extend(value.map(|value| (Some(name), value)));
        }
        out.extend(said.into_iter().map(|text| (Some(name), text)));
    }
    out.retain(|(_, text)| !text.trim().is_empty());
    out
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
