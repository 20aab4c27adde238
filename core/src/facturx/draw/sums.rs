//! What the lines come to: discounts and charges of the document, VAT by rate, totals.

use rust_decimal::Decimal;

use super::canvas::{Align, Color, Style, fill, put, rule};
use super::sheet::{Block, LEFT, Look, RIGHT, SPAN, Sheet};
use super::wrap::wrap;
use crate::invoice::codes::EXEMPTIONS;
use crate::invoice::{AllowanceCharge, VatBreakdown};

const TEXT: Style = Style::regular(8.8, Color::INK);
const SMALL: Style = Style::regular(7.8, Color::SOFT);
/// Width of the totals.
const TOTALS: f32 = 214.0;
/// Width of the VAT breakdown.
const VAT: f32 = 252.0;
const ROW: f32 = 16.0;
const INSET: f32 = 8.0;

/// Discounts and charges on the whole document, one row each.
pub fn adjustments(sheet: &mut Sheet<'_>) {
    let look = sheet.look;
    let invoice = look.invoice;
    let all = invoice.allowances.iter().map(|a| (a, true)).chain(invoice.charges.iter().map(|c| (c, false)));
    let all: Vec<_> = all.filter(|(row, _)| row.amount.is_some() || row.reason.is_some()).collect();
    if all.is_empty() {
        return;
    }
    let mut block = Block::default();
    block.lines(LEFT, look.heading(), &[look.words.adjustments.to_owned()]);
    block.gap(3.0);
    sheet.need(block.height + 3.0 * ROW);
    sheet.place(block);
    for (row, lowers) in all {
        sheet.place(adjustment(look, row, lowers));
    }
    sheet.y += look.space(12.0);
}

fn adjustment(look: Look<'_>, row: &AllowanceCharge, lowers: bool) -> Block {
    let (language, words) = (look.language(), look.words);
    let mut text = row.reason.clone().unwrap_or_else(|| if lowers { words.allowance } else { words.charge }.to_owned());
    if let Some(rate) = row.rate {
        text.push_str(&format!(" ({}", language.percent(rate)));
        if let Some(base) = row.base_amount {
            text.push_str(&format!(" {} {}", words.of_base, language.money(base, look.invoice.currency.as_deref())));
        }
        text.push(')');
    }
    let mut block = Block::default();
    rule(&mut block.leaf, LEFT, 0.0, SPAN, 0.5, Color::RULE);
    block.gap(3.0);
    if let Some(rate) = row.vat.rate.filter(|r| !r.is_zero()) {
        let rate = format!("{}\u{a0}{}", words.vat, language.percent(rate));
        let style = Style { color: Color::SOFT, ..TEXT };
        put(&mut block.leaf, RIGHT - 96.0, block.height + TEXT.size, Align::Right, style, &rate);
    }
    if let Some(amount) = row.amount {
        let amount = language.amount(if lowers { -amount } else { amount });
        put(&mut block.leaf, RIGHT - 6.0, block.height + TEXT.size, Align::Right, TEXT, &amount);
    }
    block.lines(LEFT + 6.0, TEXT, &wrap(&text, TEXT, SPAN - 180.0));
    block.gap(2.0);
    block
}

/// The VAT breakdown on the left, the totals on the right.
pub fn sums(look: Look<'_>) -> Block {
    let vat = breakdown(look);
    let totals = totals(look);
    let height = vat.height.max(totals.height);
    let mut block = Block { height, ..Block::default() };
    vat.onto(&mut block.leaf, 0.0, 0.0);
    totals.onto(&mut block.leaf, 0.0, 0.0);
    block
}

fn breakdown(look: Look<'_>) -> Block {
    let mut block = Block::default();
    let rows = &look.invoice.vat_breakdown;
    if rows.is_empty() {
        return block;
    }
    let (words, language) = (look.words, look.language());
    let head = Style::bold(7.6, look.accent_text());
    let edges = [LEFT + VAT * 0.68, LEFT + VAT];
    put(&mut block.leaf, LEFT, 10.0, Align::Left, head, words.vat_rate);
    put(&mut block.leaf, edges[0], 10.0, Align::Right, head, words.vat_base);
    put(&mut block.leaf, edges[1], 10.0, Align::Right, head, words.vat_amount);
    block.gap(ROW);
    for row in rows {
        rule(&mut block.leaf, LEFT, block.height, VAT, 0.5, Color::RULE);
        block.gap(3.6);
        let mut cell = |edge: f32, value: Option<Decimal>| {
            let Some(value) = value else { return };
            put(&mut block.leaf, edge, block.height + TEXT.size, Align::Right, TEXT, &language.amount(value));
        };
        cell(edges[0], row.taxable_amount);
        cell(edges[1], row.tax_amount);
        let name = rate_name(look, row);
        block.lines(LEFT, TEXT, &wrap(&name, TEXT, VAT * 0.40));
        block.gap(1.0);
        if let Some(reason) = reason(row).filter(|r| *r != name) {
            block.lines(LEFT, SMALL, &wrap(&reason, SMALL, VAT));
            block.gap(1.0);
        }
    }
    block.gap(4.0);
    block
}

/// The rate, or the name of the category that has none.
fn rate_name(look: Look<'_>, row: &VatBreakdown) -> String {
    let rate = row.rate.map(|r| look.language().percent(r));
    let category = row.category.as_deref().filter(|c| *c != "S");
    let name = category.and_then(|c| look.words.category(c));
    match (row.rate.is_some_and(|r| !r.is_zero()), name) {
        (false, Some(name)) => name.to_owned(),
        _ => rate.unwrap_or_default(),
    }
}

/// Why no tax is due: as the invoice says it, or what its code stands for.
fn reason(row: &VatBreakdown) -> Option<String> {
    let of_code =
        |code: &String| EXEMPTIONS.iter().find(|(known, ..)| known == code).map(|(.., name)| (*name).to_owned());
    row.exemption_reason.clone().or_else(|| row.exemption_code.as_ref().and_then(|c| of_code(c).or(Some(c.clone()))))
}

fn totals(look: Look<'_>) -> Block {
    let (words, language) = (look.words, look.language());
    let invoice = look.invoice;
    let totals = &invoice.totals;
    let currency = invoice.currency.as_deref();
    let accounted = invoice.accounting_currency.as_ref().filter(|code| Some(*code) != invoice.currency.as_ref());
    let adjusted = totals.allowances.is_some_and(|a| !a.is_zero()) || totals.charges.is_some_and(|c| !c.is_zero());
    let lowered = |v: Option<Decimal>| v.filter(|v| !v.is_zero()).map(|v| -v);
    let rows = [
        (words.lines_total, totals.lines.filter(|_| adjusted), false),
        (words.allowances_total, lowered(totals.allowances), false),
        (words.charges_total, totals.charges.filter(|c| !c.is_zero()), false),
        (words.net, totals.net, false),
        (words.tax, totals.tax, false),
        (words.gross, totals.gross, true),
        (words.paid, lowered(totals.paid), false),
        (words.rounding, totals.rounding.filter(|r| !r.is_zero()), false),
    ];
    let mut block = Block::default();
    let left = RIGHT - TOTALS;
    let mut row = |name: &str, value: String, strong: bool| {
        let style = if strong { Style::bold(8.8, Color::INK) } else { TEXT };
        let y = block.height + 11.0;
        put(&mut block.leaf, left + INSET, y, Align::Left, style, name);
        put(&mut block.leaf, RIGHT - INSET, y, Align::Right, style, &value);
        block.gap(ROW);
        rule(&mut block.leaf, left, block.height - 0.5, TOTALS, 0.5, Color::RULE);
    };
    for (name, value, strong) in rows {
        let Some(value) = value else { continue };
        row(name, language.money(value, currency), strong);
        // What the State counts in stands under what is paid in (BT-111).
        if let Some((tax, code)) = totals.accounting_tax.zip(accounted.as_ref()).filter(|_| name == words.tax) {
            row(&format!("{} {code}", words.tax_in), language.money(tax, Some(code)), false);
        }
    }
    if let Some(due) = totals.due {
        block.gap(3.0);
        let accent = look.accent();
        let style = Style::bold(11.5, accent.text_on());
        let word = if invoice.is_credit_note() { words.refundable } else { words.payable };
        fill(&mut block.leaf, [left, block.height, TOTALS, 27.0], accent);
        put(&mut block.leaf, left + INSET, block.height + 17.6, Align::Left, style, word);
        put(&mut block.leaf, RIGHT - INSET, block.height + 17.6, Align::Right, style, &language.money(due, currency));
        block.gap(27.0);
    }
    block
}
