//! How to pay.

use super::canvas::{Align, Color, Mark, Style, put, rule};
use super::code;
use super::format::account;
use super::mentions::party_line;
use super::sheet::{Block, LEFT, Look, RIGHT, SPAN, Sheet};
use super::wrap::wrap;

const TEXT: Style = Style::regular(8.8, Color::INK);
/// Side of the payment code.
const CODE: f32 = 74.0;
/// Width of the names of what is told.
const NAMES: f32 = 118.0;

/// Draws it, with the payment code where there is one.
pub fn draw(sheet: &mut Sheet<'_>) {
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
