//! Item rows into invoice lines, and what they say of the totals.

use rust_decimal::Decimal;

use crate::fields::context::Context;
use crate::fields::draft::Draft;
use crate::fields::items::{Fit, ItemLine, Items};
use crate::fields::repair;
use crate::fields::totals::LineSums;
use crate::fields::totals::vat::RateRow;
use crate::fields::values::span::Read;
use crate::invoice::codes::unit_code;
use crate::invoice::{AllowanceCharge, Line, LineVat, Totals};

/// Sums and rates of the rows, for the totals.
pub fn sums(items: &Items) -> LineSums {
    let total = |amount: &dyn Fn(&ItemLine) -> Option<Decimal>| -> Option<Decimal> {
        let all = items.lines.iter().chain(&items.adjustments);
        let found: Vec<Decimal> = all.filter_map(amount).collect();
        (!found.is_empty()).then(|| found.into_iter().sum())
    };
    let mut rates: Vec<Decimal> = items.lines.iter().filter_map(|l| l.vat_rate.as_ref().map(|r| r.value)).collect();
    rates.dedup();
    LineSums {
        regions: items.regions.clone(),
        net: total(&|l| l.net_amount.as_ref().map(|r| r.value)),
        gross: total(&|l| l.gross_amount.as_ref().map(|r| r.value)),
        rates,
    }
}

/// Moves the rows' amounts to the side of the VAT their sum says they are on, whatever the heads of the table said.
pub fn settle(items: &mut Items, totals: &Totals) {
    let sum: Decimal = items.lines.iter().chain(&items.adjustments).filter_map(ItemLine::amount).sum();
    let is = |total: Option<Decimal>| {
        total.is_some_and(|t| !t.is_zero() && (t.abs() - sum.abs()).abs() <= Decimal::new(5, 2))
    };
    let (net, gross) = (is(totals.net) || is(totals.lines), is(totals.gross));
    if net == gross {
        return;
    }
    for line in items.lines.iter_mut().chain(&mut items.adjustments) {
        line.tax_included_price = gross && (line.tax_included_price || line.gross_amount.is_none());
        if gross && line.gross_amount.is_none() {
            line.gross_amount = line.net_amount.take();
        } else if net && line.net_amount.is_none() {
            line.net_amount = line.gross_amount.take();
        }
    }
}

/// Writes the rows down as invoice lines. `rows` tell the rate behind a code letter.
pub fn write(context: &Context<'_>, items: &Items, rows: &[RateRow], draft: &mut Draft) {
    let totals = &draft.invoice.totals;
    let sum: Decimal = items.lines.iter().chain(&items.adjustments).filter_map(ItemLine::amount).sum();
    let close = |total: Option<Decimal>| total.is_some_and(|t| (t.abs() - sum.abs()).abs() <= Decimal::new(5, 2));
    let proven = close(totals.net) || close(totals.lines) || close(totals.gross);
    let single = match &draft.invoice.vat_breakdown[..] {
        [row] => row.rate,
        _ => None,
    };
    for item in &items.lines {
        let item = &believed(context, item, proven);
        if item.amount().is_none() && item.name.is_none() {
            continue;
        }
        let i = draft.invoice.lines.len();
        let fit = match item.fit {
            Fit::Exact => 1.0,
            Fit::Near => 0.92,
            Fit::Unknown => 0.85,
            Fit::Wrong => 0.6,
        };
        let score = fit * if proven { 1.0 } else { 0.7 };
        let mut writer = Writer { context, draft, index: i, score };
        let mut line = Line {
            id: writer.text("id", &item.id),
            name: writer.text("name", &item.name),
            description: writer.text("description", &item.description),
            code: writer.text("code", &item.code),
            quantity: writer.number("quantity", &item.quantity).map(|q| q.normalize()),
            order_reference: writer.text("order_reference", &item.order_reference),
            ..Line::default()
        };
        let unit = item.unit.as_ref().filter(|u| unit_code(&u.value).is_some());
        line.unit = unit.and_then(|u| unit_code(&u.value)).map(str::to_owned);
        if let Some(unit) = unit {
            writer.note("unit", unit);
        }
        if !item.tax_included_price {
            line.gross_price = writer.number("gross_price", &item.gross_price);
            line.net_price = writer.number("net_price", &item.net_price);
        }
        line.discount_rate = writer.number("discount_rate", &item.discount_rate).map(|d| d.normalize());
        line.net_amount = writer.number("net_amount", &item.net_amount);
        line.vat = rate(&mut writer, item, rows, single);
        if line.net_amount.is_none()
            && let Some(net) = line.vat.rate.and_then(|r| item.derived_net(r))
        {
            line.net_amount = Some(net);
            let from = format!("lines.{i}.vat.rate");
            writer.draft.derive(format!("lines.{i}.net_amount"), &[&from], 0.6 * score);
        }
        if proven && line.net_amount.is_some() && !item.tax_included_price {
            writer.draft.agree(&[&format!("lines.{i}.net_amount"), "totals.net"]);
        }
        draft.invoice.lines.push(line);
    }
    adjustments(context, items, draft);
}

/// A row without the numbers that were put right and that no arithmetic confirms: neither its own nor that of the total.
fn believed(context: &Context<'_>, item: &ItemLine, proven: bool) -> ItemLine {
    let mut item = item.clone();
    if item.fit == Fit::Exact {
        return item;
    }
    let doubtful = |read: &Read<Decimal>| repair::changed(context, read);
    if !proven {
        item.net_amount = item.net_amount.filter(|r| !doubtful(r));
        item.gross_amount = item.gross_amount.filter(|r| !doubtful(r));
    }
    item.net_price = item.net_price.filter(|r| !doubtful(r));
    item.gross_price = item.gross_price.filter(|r| !doubtful(r));
    item
}

struct Writer<'w, 'a> {
    context: &'w Context<'a>,
    draft: &'w mut Draft,
    index: usize,
    score: f32,
}

impl Writer<'_, '_> {
    fn note<T>(&mut self, leaf: &str, read: &Read<T>) {
        self.draft.note(self.context, format!("lines.{}.{leaf}", self.index), &read.span, self.score);
    }

    fn text(&mut self, leaf: &str, read: &Option<Read<String>>) -> Option<String> {
        let read = read.as_ref()?;
        self.note(leaf, read);
        Some(read.value.clone())
    }

    fn number(&mut self, leaf: &str, read: &Option<Read<Decimal>>) -> Option<Decimal> {
        let read = read.as_ref()?;
        self.note(leaf, read);
        Some(read.value)
    }
}

/// The VAT of a row: printed on it, behind its code letter, or the only one of the invoice.
fn rate(writer: &mut Writer<'_, '_>, item: &ItemLine, rows: &[RateRow], single: Option<Decimal>) -> LineVat {
    // What the page says of its untaxed rate is said of the lines under it.
    let breakdown = &writer.draft.invoice.vat_breakdown;
    let untaxed = breakdown.iter().find(|row| row.rate.is_some_and(|rate| rate.is_zero()));
    let untaxed = untaxed.and_then(|row| row.category.clone()).unwrap_or_else(|| "Z".to_owned());
    let category = |rate: Decimal| Some(if rate.is_zero() { untaxed } else { "S".to_owned() });
    let path = format!("lines.{}.vat", writer.index);
    let found = if let Some(read) = &item.vat_rate {
        writer.note("vat.rate", read);
        Some(read.value)
    } else if let Some(value) = code(writer.context, item).and_then(|code| behind(writer.context, &code, rows)) {
        writer.draft.derive(format!("{path}.rate"), &["vat_breakdown"], 0.85 * writer.score);
        Some(value)
    } else if let Some(value) = single {
        writer.draft.derive(format!("{path}.rate"), &["vat_breakdown.0.rate"], 0.9 * writer.score);
        Some(value)
    } else {
        None
    };
    let Some(rate) = found.map(|r| r.normalize()) else { return LineVat::default() };
    writer.draft.derive(format!("{path}.category"), &[&format!("{path}.rate")], 0.9 * writer.score);
    LineVat { category: category(rate), rate: Some(rate) }
}

/// The letter or digit that stands for a rate: in its column, or right behind the amount as on receipts (`12,33 C`).
fn code(context: &Context<'_>, item: &ItemLine) -> Option<String> {
    let printed = item.vat_code.as_ref().map(|c| c.value.clone());
    printed.or_else(|| {
        let amount = item.gross_amount.as_ref().or(item.net_amount.as_ref())?;
        let page = &context.pages[amount.span.page];
        let line = page.words_of_line(page.segments[page.segment_of(amount.span.words.start)].line);
        let next = page.words.get(amount.span.words.end).filter(|_| amount.span.words.end < line.end)?;
        let bare = next.text.trim_matches(['*', '(', ')']);
        (bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| bare.to_owned())
    })
}

/// The rate on the row of the VAT table that starts with a code.
fn behind(context: &Context<'_>, code: &str, rows: &[RateRow]) -> Option<Decimal> {
    rows.iter().find_map(|row| {
        let page = &context.pages[row.rate.span.page];
        let line = page.words_of_line(page.segments[page.segment_of(row.rate.span.words.start)].line);
        let said = page.words[line].iter().take(2).any(|w| w.text.trim_matches(|c: char| !c.is_alphanumeric()) == code);
        said.then_some(row.rate.value)
    })
}

/// Rows that are allowances or charges on the whole invoice: what goes against its direction is an allowance, in a credit
/// note of negative amounts too.
fn adjustments(context: &Context<'_>, items: &Items, draft: &mut Draft) {
    let totals = &draft.invoice.totals;
    let turned = totals.gross.or(totals.net).is_some_and(|total| total.is_sign_negative() && !total.is_zero());
    for item in &items.adjustments {
        let Some(amount) = &item.net_amount else { continue };
        let minus = amount.value.is_sign_negative() != turned;
        let (list, key) = match minus {
            true => (&mut draft.invoice.allowances, "allowances"),
            false => (&mut draft.invoice.charges, "charges"),
        };
        let i = list.len();
        list.push(AllowanceCharge {
            amount: Some(amount.value.abs()),
            reason: item.name.as_ref().map(|n| n.value.clone()),
            vat: LineVat { category: None, rate: item.vat_rate.as_ref().map(|r| r.value.normalize()) },
            ..AllowanceCharge::default()
        });
        let at = |leaf: &str| format!("{key}.{i}.{leaf}");
        draft.note(context, at("amount"), &amount.span, 0.8);
        if let Some(name) = &item.name {
            draft.note(context, at("reason"), &name.span, 0.8);
        }
        if let Some(rate) = &item.vat_rate {
            draft.note(context, at("vat.rate"), &rate.span, 0.8);
        }
    }
}
