//! Which columns the table of lines has, and how wide they are: those the invoice has something to say in.

use rust_decimal::Decimal;

use super::canvas::{Align, Color, Style};
use super::names::unit_name;
use super::sheet::{LEFT, Look, RIGHT, SPAN};
use crate::invoice::{Invoice, Line};

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Number of the line (BT-126).
    Id,
    /// Code of the item (BT-155).
    Code,
    /// Name and description.
    Item,
    /// Quantity (BT-129).
    Quantity,
    /// Unit (BT-130).
    Unit,
    /// Price before discount, or the only one (BT-148, BT-146).
    Price,
    /// Discount in percent (BT-138).
    Discount,
    /// Price after discount (BT-146).
    NetPrice,
    /// VAT rate (BT-152).
    Vat,
    /// Net amount (BT-131).
    Amount,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it shows.
    pub kind: Kind,
    /// Its head.
    pub head: &'static str,
    /// Left edge.
    pub left: f32,
    /// Right edge.
    pub right: f32,
}

/// Text of a cell.
pub const CELL: Style = Style::regular(8.8, Color::INK);
/// Text of a head.
pub const HEAD: Style = Style::bold(7.8, Color::INK);
/// Space between columns.
const GAP: f32 = 13.0;
/// Least width of the item's column.
const LEAST: f32 = 130.0;
/// Space between the edges of the table and its text.
pub const INSET: f32 = 6.0;

impl Column {
    /// How its text stands in it.
    pub fn align(&self) -> Align {
        match self.kind {
            Kind::Id | Kind::Code | Kind::Item | Kind::Unit => Align::Left,
            _ => Align::Right,
        }
    }

    /// Where its text is put.
    pub fn anchor(&self) -> f32 {
        if self.align() == Align::Left { self.left } else { self.right }
    }
}

/// The text of a cell; empty when the line has nothing for it. The item's own is set by the row.
pub fn cell(look: Look<'_>, line: &Line, kind: Kind, two_prices: bool) -> String {
    let language = look.language();
    let price = |value: Option<Decimal>| value.map(|p| language.amount(p));
    match kind {
        Kind::Id => line.id.clone(),
        Kind::Code => line.code.clone(),
        Kind::Item => None,
        Kind::Quantity => line.quantity.map(|q| language.number(q, 0)),
        Kind::Unit => line.unit.as_deref().map(|u| unit_name(u, language).unwrap_or(u).to_owned()),
        Kind::Price if two_prices || line.discount_rate.is_some() => price(line.gross_price.or(line.net_price)),
        Kind::Price => price(line.net_price.or(line.gross_price)),
        Kind::Discount => line.discount_rate.map(|r| language.percent(r)),
        Kind::NetPrice => price(line.net_price),
        Kind::Vat => line.vat.rate.map(|r| language.percent(r)),
        Kind::Amount => price(line.net_amount),
    }
    .unwrap_or_default()
}

/// Whether a line has two prices that no rate explains.
pub fn has_two_prices(invoice: &Invoice) -> bool {
    let differs = |l: &Line| l.gross_price.is_some() && l.net_price.is_some() && l.gross_price != l.net_price;
    invoice.lines.iter().any(|l| differs(l) && l.discount_rate.is_none())
}

/// The columns of this invoice.
pub fn columns(look: Look<'_>) -> Vec<Column> {
    let lines = &look.invoice.lines;
    let words = look.words;
    let any = |has: &dyn Fn(&Line) -> bool| lines.iter().any(has);
    let two = has_two_prices(look.invoice);
    let counted = lines.iter().enumerate().all(|(i, l)| l.id.as_ref().is_none_or(|id| *id == (i + 1).to_string()));
    let coded = lines.iter().filter(|l| l.code.is_some()).count() * 2 > lines.len();
    let price = if two { words.gross_price } else { words.price };
    let shown = [
        (Kind::Id, words.line, !counted),
        (Kind::Code, words.code, coded),
        (Kind::Item, words.item, true),
        (Kind::Quantity, words.quantity, any(&|l| l.quantity.is_some())),
        (Kind::Unit, words.unit, any(&|l| l.unit.is_some())),
        (Kind::Price, price, any(&|l| l.net_price.is_some() || l.gross_price.is_some())),
        (Kind::Discount, words.discount, any(&|l| l.discount_rate.is_some_and(|r| !r.is_zero()))),
        (Kind::NetPrice, words.net_price, two),
        (Kind::Vat, words.vat, any(&|l| l.vat.rate.is_some_and(|r| !r.is_zero()))),
        (Kind::Amount, words.amount, any(&|l| l.net_amount.is_some())),
    ];
    let mut columns: Vec<Column> = shown
        .into_iter()
        .filter(|(.., show)| *show)
        .map(|(kind, head, _)| {
            let widest = lines.iter().map(|l| CELL.width(&cell(look, l, kind, two))).fold(HEAD.width(head), f32::max);
            Column { kind, head, left: 0.0, right: widest.min(if kind == Kind::Code { 74.0 } else { 92.0 }) }
        })
        .collect();
    // Codes stand under the item when there is no room beside it.
    if item_width(&columns) < LEAST {
        columns.retain(|c| c.kind != Kind::Code);
    }
    let item = item_width(&columns).max(LEAST);
    let mut x = LEFT + INSET;
    for column in &mut columns {
        let width = if column.kind == Kind::Item { item } else { column.right };
        column.left = x;
        column.right = x + width;
        x += width + GAP;
    }
    if let Some(last) = columns.last_mut() {
        last.right = last.right.min(RIGHT - INSET);
    }
    columns
}

/// What is left for the item.
fn item_width(columns: &[Column]) -> f32 {
    let others = columns.iter().filter(|c| c.kind != Kind::Item);
    SPAN - 2.0 * INSET - others.map(|c| c.right + GAP).sum::<f32>()
}
