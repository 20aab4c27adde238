//! What must hold between the numbers of a row: quantity × price − discount = amount.

use std::ops::Range;

use rust_decimal::Decimal;

use super::context::{Context, Row};
use super::terms::Kind;
use super::{Fit, ItemLine};
use crate::fields::values::amount::Amount;
use crate::fields::values::span::Read;
use crate::fields::values::text::fold;

/// The price among several printed in one cell: `(Brut : 65,00) (Remise : 5,00) (Net : 60,00)`.
pub(super) fn price(context: &Context<'_>, rows: &[Row], item: &ItemLine) -> Option<Read<Decimal>> {
    let column = context.grid.column(Kind::Price)?;
    let words = &context.layout.words;
    let cells: Vec<Range<usize>> = rows.iter().filter_map(|r| r.cell(column)).collect();
    let all: Vec<Amount> = cells.iter().flat_map(|c| context.numbers(c.clone())).collect();
    if all.len() < 2 {
        return None;
    }
    let (quantity, amount) = (item.quantity.as_ref()?.value, item.amount()?);
    let held = all.iter().find(|a| fit(quantity, a.value, Off::None, amount) == Fit::Exact);
    let labelled = || {
        let net = cells.iter().find(|c| words[(*c).clone()].iter().any(|w| fold(&w.text).starts_with("net")))?;
        all.iter().find(|a| net.contains(&a.words.start))
    };
    held.or_else(labelled).map(|a| context.read(a.value, a.words.clone()))
}

/// Whether quantity × price × (1 − discount) is the amount, and the reading of the row that makes it so.
pub(super) fn check(context: &Context<'_>, row: &Row, item: &mut ItemLine) {
    let discount = context.grid.column(Kind::Discount).and_then(|c| Some((c, context.first(row, c)?)));
    let value = |r: &Option<Read<Decimal>>| r.as_ref().map(|r| r.value);
    let totals: Vec<Decimal> = [value(&item.net_amount), value(&item.gross_amount)].into_iter().flatten().collect();
    let (quantity, price) = (value(&item.quantity), item.price());
    let best = |q: Decimal, p: Decimal, off: Off| totals.iter().map(|t| fit(q, p, off, *t)).max().unwrap_or_default();
    let mut rate = None;
    let mut amount = None;
    if let Some((column, found)) = &discount {
        let off = found.value.abs();
        let (q, p) = (quantity.unwrap_or(Decimal::ONE), price.unwrap_or_default());
        let percent = found.percent || context.grid.columns[*column].percent;
        let as_rate = best(q, p, Off::Rate(off)) >= Fit::Near;
        if percent || as_rate && off <= Decimal::ONE_HUNDRED {
            rate = Some(off);
        } else if best(q, p, Off::Each(off)) > best(q, p, Off::Sum(off)) {
            amount = Some(Off::Each(off));
        } else {
            amount = Some(Off::Sum(off));
        }
        if let Some(r) = rate.filter(|r| !r.is_zero()) {
            item.discount_rate = Some(context.read(r, found.words.clone()));
        }
    }
    let off = rate.map(Off::Rate).or(amount).unwrap_or(Off::None);
    if !off.is_none()
        && item.gross_price.is_none()
        && let Some(price) = item.net_price.take()
    {
        item.gross_price = Some(price);
    }
    let (Some(quantity), Some(price)) = (quantity, price) else {
        repair(context, row, item, &totals);
        return;
    };
    let net = value(&item.net_price).unwrap_or(price);
    item.fit = best(quantity, price, off).max(best(quantity, net, Off::None));
    if item.fit == Fit::Wrong {
        repair(context, row, item, &totals);
    }
}

/// Looks for a quantity and a price among all numbers of the row when the columns do not give them.
fn repair(context: &Context<'_>, row: &Row, item: &mut ItemLine, totals: &[Decimal]) {
    if context.grid.column(Kind::Price).is_none() || context.grid.column(Kind::Quantity).is_none() {
        return;
    }
    let grid = context.grid;
    let mut numbers: Vec<Amount> = Vec::new();
    for column in 0..grid.columns.len() {
        let counts = Some(column) != grid.net
            && Some(column) != grid.gross
            && !grid.is_text(column)
            && !matches!(grid.columns[column].kind, Kind::Position | Kind::Vat | Kind::Date);
        if let Some(cell) = row.cell(column).filter(|_| counts) {
            numbers.extend(context.numbers(cell).into_iter().filter(|a| !a.percent));
        }
    }
    for (i, q) in numbers.iter().enumerate() {
        for p in &numbers[i + 1..] {
            let held = totals.iter().map(|t| fit(q.value, p.value, Off::None, *t)).max().unwrap_or_default();
            if held == Fit::Exact {
                item.quantity = Some(context.read(q.value, q.words.clone()));
                item.net_price = Some(context.read(p.value, p.words.clone()));
                (item.gross_price, item.discount_rate) = (None, None);
                item.fit = held;
                return;
            }
        }
    }
}

/// A discount as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Off {
    None,
    /// Per cent.
    Rate(Decimal),
    /// Off the price of one.
    Each(Decimal),
    /// Off the row.
    Sum(Decimal),
}

impl Off {
    fn is_none(self) -> bool {
        match self {
            Self::None => true,
            Self::Rate(d) | Self::Each(d) | Self::Sum(d) => d.is_zero(),
        }
    }
}

/// How well a row's numbers agree; prices are rounded as printed, so each unit may be off by half their last digit.
pub(super) fn fit(quantity: Decimal, price: Decimal, off: Off, amount: Decimal) -> Fit {
    let product = match off {
        Off::None => quantity.checked_mul(price),
        Off::Rate(rate) => (Decimal::ONE_HUNDRED - rate)
            .checked_div(Decimal::ONE_HUNDRED)
            .and_then(|share| quantity.checked_mul(price)?.checked_mul(share)),
        Off::Each(each) => price.checked_sub(each).and_then(|p| quantity.checked_mul(p)),
        Off::Sum(sum) => quantity.checked_mul(price).and_then(|p| p.checked_sub(sum)),
    };
    let Some(product) = product else { return Fit::Wrong };
    // Signs may stand on the quantity, the price or the amount.
    let error = (product.abs() - amount.abs()).abs();
    let cent = Decimal::new(1, 2);
    if error < cent {
        Fit::Exact
    } else if error <= cent + quantity.abs() * Decimal::new(5, price.scale().min(20) + 1) {
        Fit::Near
    } else {
        Fit::Wrong
    }
}
