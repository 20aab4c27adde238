//! What stands under the totals: how to pay, and what the law wants said.

use super::canvas::{Align, Color, Mark, Style, put, rule};
use super::code;
use super::format::account;
use super::sheet::{Block, LEFT, Look, RIGHT, SPAN, Sheet};
use super::wrap::wrap;
use crate::invoice::Note;

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
        // Terms that fill a page are told under the page's own name for them, line by line.
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
    block.gap(12.0);
    flow(sheet, block);
}

/// Places a block whole where a page can hold it, else mark by mark over as many as it takes.
fn flow(sheet: &mut Sheet<'_>, block: Block) {
    if block.height <= sheet.full() {
        return sheet.place(block);
    }
    let mut start = 0.0;
    sheet.need(60.0);
    for mark in block.leaf {
        let (top, end) = match &mark {
            Mark::Text { y, style, .. } => (y - style.size, y + style.leading() - style.size),
            Mark::Fill { areas, .. } => {
                areas.iter().fold((f32::MAX, 0.0), |(t, e), [_, y, _, h]| (y.min(t), (y + h).max(e)))
            }
            Mark::Logo([_, y, _, h]) => (*y, y + h),
        };
        if end - start > sheet.room() && !sheet.is_fresh() {
            sheet.turn();
            start = top;
        }
        let dy = sheet.y - start;
        Block { leaf: vec![mark], height: 0.0 }.onto(sheet.leaf(), 0.0, dy);
    }
    sheet.y += block.height - start;
}

fn rows(look: Look<'_>) -> Vec<(&'static str, String, Style)> {
    let (payment, words) = (&look.invoice.payment, look.words);
    let strong = Style::bold(8.8, Color::INK);
    let means = payment.means_code.as_deref().map(|c| words.means_of(c).unwrap_or(c).to_owned());
    let due = look.invoice.due_date.map(|d| look.language().date(d));
    let rows = [
        (words.means, means, TEXT),
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

/// Legal mentions and notes.
pub fn mentions(sheet: &mut Sheet<'_>) {
    let look = sheet.look;
    let text = Style::regular(7.6, Color::SOFT);
    let lead = Style::bold(7.6, Color::INK);
    for (name, said) in told(look) {
        let mut lines = Vec::new();
        let start = name.map(|name| format!("{name}{}", look.words.colon));
        let indent = start.as_deref().map_or(0.0, |s| lead.width(s));
        // The name stands in the first line, so its width is taken by a space that is cut off again.
        let first = wrap(&said, text, SPAN - indent);
        if let Some(line) = first.first() {
            lines.push(line.clone());
            let rest = said.trim_start().get(consumed(&said, line)..).unwrap_or_default();
            lines.extend(wrap(rest, text, SPAN));
        }
        for (i, line) in lines.iter().enumerate() {
            sheet.need(text.leading());
            let y = sheet.y + text.size;
            let leaf = sheet.leaf();
            let x = if i == 0 { LEFT + indent } else { LEFT };
            if let Some(start) = start.as_deref().filter(|_| i == 0) {
                put(leaf, LEFT, y, Align::Left, lead, start);
            }
            put(leaf, x, y, Align::Left, text, line);
            sheet.y += text.leading();
        }
        sheet.y += 2.6;
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
