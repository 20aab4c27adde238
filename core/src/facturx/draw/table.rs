//! The table of lines, over as many pages as it takes, with its head repeated and its total carried.

use rust_decimal::Decimal;

use super::canvas::{Align, Color, Style, fill, put, rule};
use super::columns::{CELL, Column, HEAD, INSET, Kind, cell, columns, has_two_prices};
use super::names::unit_name;
use super::sheet::{LEFT, Look, RIGHT, SPAN, Sheet};
use super::wrap::wrap;
use crate::invoice::Line;

/// Space above and below the text of a row.
fn air(look: Look<'_>) -> f32 {
    if look.tight { 2.8 } else { 4.6 }
}

/// Height of the head.
const HEAD_HEIGHT: f32 = 19.0;
/// Height of the row that carries a total.
const CARRY_HEIGHT: f32 = 19.0;
const UNDER: Style = Style::regular(7.8, Color::SOFT);

/// What stands in a row: its lines of text in the item's column, and its other cells.
struct Row {
    item: Vec<(Style, String)>,
    cells: Vec<(Column, Vec<String>)>,
}

impl Row {
    fn new(look: Look<'_>, line: &Line, columns: &[Column], two_prices: bool) -> Self {
        let width = |kind| columns.iter().find(|c| c.kind == kind).map(|c| c.right - c.left);
        let room = width(Kind::Item).unwrap_or(SPAN);
        let mut item = Vec::new();
        let mut say = |style: Style, text: &str| item.extend(wrap(text, style, room).into_iter().map(|l| (style, l)));
        line.name.iter().for_each(|name| say(CELL, name));
        line.description.iter().filter(|d| Some(*d) != line.name.as_ref()).for_each(|text| say(UNDER, text));
        let colon = look.words.colon;
        if let Some(code) = line.code.as_ref().filter(|_| width(Kind::Code).is_none()) {
            say(UNDER, &format!("{}{colon}{code}", look.words.code));
        }
        under(look, line).iter().for_each(|text| say(UNDER, text));
        let cells = columns.iter().filter(|c| c.kind != Kind::Item);
        let cells = cells.map(|c| (*c, wrap(&cell(look, line, c.kind, two_prices), CELL, c.right - c.left + 0.5)));
        Self { item, cells: cells.collect() }
    }

    /// Height of its text.
    fn height(&self) -> f32 {
        let item: f32 = self.item.iter().map(|(style, _)| style.leading()).sum();
        self.cells.iter().map(|(_, lines)| lines.len() as f32 * CELL.leading()).fold(item, f32::max)
    }
}

/// What a line says beyond its columns.
fn under(look: Look<'_>, line: &Line) -> Vec<String> {
    let (words, language) = (look.words, look.language());
    let named = |name: &str, value: &str| format!("{name}{}{value}", words.colon);
    let mut out = Vec::new();
    out.extend(line.standard_code.as_ref().map(|code| named(words.standard_code, code)));
    out.extend(line.order_reference.as_ref().map(|order| named(words.order_line, order)));
    out.extend(look.period(&line.period).map(|period| named(words.period, &period)));
    let unit = line.unit.as_deref().map(|u| unit_name(u, language).unwrap_or(u)).unwrap_or_default();
    let bulk = line.price_quantity.filter(|q| *q != Decimal::ONE);
    out.extend(bulk.map(|q| format!("{} {} {unit}", words.price_for, language.number(q, 0))));
    let allowances = line.allowances.iter().map(|a| (words.allowance, a, a.amount.map(|v| -v)));
    let charges = line.charges.iter().map(|c| (words.charge, c, c.amount));
    for (name, row, amount) in allowances.chain(charges) {
        let rate = row.rate.map(|r| language.percent(r));
        let amount = amount.map(|a| language.money(a, look.invoice.currency.as_deref()));
        let said: Vec<String> = [row.reason.clone(), rate, amount].into_iter().flatten().collect();
        out.push(named(name, &said.join(", ")));
    }
    out
}

/// Draws the table. `tail`: the height of what must share a page with the last row.
pub fn draw(sheet: &mut Sheet<'_>, tail: f32) {
    let look = sheet.look;
    let lines = &look.invoice.lines;
    if lines.is_empty() {
        return;
    }
    let columns = columns(look);
    let two_prices = has_two_prices(look.invoice);
    let mut carried = lines.iter().all(|l| l.net_amount.is_some()).then_some(Decimal::ZERO);
    let first = lines.first().map(|l| Row::new(look, l, &columns, two_prices).height()).unwrap_or_default();
    sheet.need(HEAD_HEIGHT + first.min(120.0) + 2.0 * air(look) + CARRY_HEIGHT);
    head(sheet, &columns);
    for (i, line) in lines.iter().enumerate() {
        let row = Row::new(look, line, &columns, two_prices);
        let height = row.height() + 2.0 * air(look);
        let last = i + 1 == lines.len();
        // Under every row there must be room for the total carried, under the last for what follows.
        let wanted = height + if last { tail } else { CARRY_HEIGHT };
        let never = height + CARRY_HEIGHT > sheet.full() - HEAD_HEIGHT - CARRY_HEIGHT;
        let lone_tail = last && wanted > sheet.full() - HEAD_HEIGHT - CARRY_HEIGHT;
        let wanted = if lone_tail { height + CARRY_HEIGHT } else { wanted };
        if wanted > sheet.room() && i > 0 && !never {
            turn(sheet, &columns, carried);
        }
        draw_row(sheet, &columns, row, carried, never);
        carried = carried.zip(line.net_amount).and_then(|(sum, amount)| sum.checked_add(amount));
    }
    sheet.y += look.space(14.0);
}

/// The head, tinted, with a rule of the accent under it.
fn head(sheet: &mut Sheet<'_>, columns: &[Column]) {
    let accent = sheet.look.accent();
    let style = Style { color: sheet.look.accent_text(), ..HEAD };
    let y = sheet.y;
    let leaf = sheet.leaf();
    fill(leaf, [LEFT, y, SPAN, HEAD_HEIGHT], accent.tint(9));
    rule(leaf, LEFT, y + HEAD_HEIGHT, SPAN, 0.9, accent);
    for column in columns {
        put(leaf, column.anchor(), y + 12.4, column.align(), style, column.head);
    }
    sheet.y += HEAD_HEIGHT + 1.0;
}

/// Carries the total over to the next page.
fn turn(sheet: &mut Sheet<'_>, columns: &[Column], carried: Option<Decimal>) {
    carry(sheet, sheet.look.words.carried, carried);
    sheet.turn();
    head(sheet, columns);
    carry(sheet, sheet.look.words.brought, carried);
    let y = sheet.y;
    if carried.is_some_and(|sum| !sum.is_zero()) {
        rule(sheet.leaf(), LEFT, y, SPAN, 0.5, Color::RULE);
    }
}

fn carry(sheet: &mut Sheet<'_>, word: &str, carried: Option<Decimal>) {
    let Some(sum) = carried.filter(|sum| !sum.is_zero()) else { return };
    let text = sheet.look.language().amount(sum);
    let style = Style::bold(8.2, Color::SOFT);
    let y = sheet.y + 12.6;
    let leaf = sheet.leaf();
    put(leaf, RIGHT - INSET, y, Align::Right, style, &text);
    put(leaf, RIGHT - INSET - 92.0, y, Align::Right, style, word);
    sheet.y += CARRY_HEIGHT;
}

/// Draws a row; one that no page can hold goes on over the next ones.
fn draw_row(sheet: &mut Sheet<'_>, columns: &[Column], row: Row, carried: Option<Decimal>, breaks: bool) {
    let air = air(sheet.look);
    let top = sheet.y + air;
    let height = row.height();
    for (column, lines) in &row.cells {
        let mut y = top + CELL.size;
        for line in lines.iter().take(if breaks { 40 } else { usize::MAX }) {
            put(sheet.leaf(), column.anchor(), y, column.align(), CELL, line);
            y += CELL.leading();
        }
    }
    let left = columns.iter().find(|c| c.kind == Kind::Item).map_or(LEFT, |c| c.left);
    let mut y = top;
    for (style, text) in row.item {
        if breaks && y + style.leading() + air + CARRY_HEIGHT > sheet.bottom {
            sheet.y = y + air;
            turn(sheet, columns, carried);
            y = sheet.y + air;
        }
        put(sheet.leaf(), left, y + style.size, Align::Left, style, &text);
        y += style.leading();
    }
    let end = if breaks { y } else { top + height } + air;
    rule(sheet.leaf(), LEFT, end, SPAN, 0.5, Color::RULE);
    sheet.y = end + 0.5;
}
