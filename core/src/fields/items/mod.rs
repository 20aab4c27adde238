//! The item lines of an invoice: which table holds them, what its columns mean, where each row begins and ends.
//!
//! Geometry proposes (heads, drawn rules, alignment of the cells), arithmetic disposes (quantity × price = amount).

mod arithmetic;
mod bands;
mod body;
mod cells;
mod context;
mod grid;
mod gutters;
mod head;
mod listed;
mod name;
mod plain;
mod roles;
mod row;
mod terms;
#[cfg(test)]
mod tests;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::fields::values::amount::DecimalMark;
use crate::fields::values::span::Read;
use crate::layout::PageLayout;
use crate::page::Rect;

/// How well the numbers of a row agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Quantity × price − discount is not the amount.
    Wrong,
    /// Too few numbers to tell.
    #[default]
    Unknown,
    /// It is, within the rounding of the printed price.
    Near,
    /// It is, to the cent.
    Exact,
}

/// One row of an item table.
#[derive(Clone, Debug, Default)]
pub(super) struct ItemLine {
    /// Position as printed (BT-126).
    pub id: Option<Read<String>>,
    /// What is sold (BT-153).
    pub name: Option<Read<String>>,
    /// Details under the name (BT-154).
    pub description: Option<Read<String>>,
    /// Code in a column of its own (BT-155).
    pub code: Option<Read<String>>,
    /// Quantity (BT-129).
    pub quantity: Option<Read<Decimal>>,
    /// Unit as printed (BT-130).
    pub unit: Option<Read<String>>,
    /// Price of one, before a discount (BT-148). Set only where a discount or a second price stands beside it.
    pub gross_price: Option<Read<Decimal>>,
    /// Discount in percent (BT-138).
    pub discount_rate: Option<Read<Decimal>>,
    /// Price of one (BT-146).
    pub net_price: Option<Read<Decimal>>,
    /// Amount without VAT (BT-131).
    pub net_amount: Option<Read<Decimal>>,
    /// Amount with VAT.
    pub gross_amount: Option<Read<Decimal>>,
    /// VAT rate in percent (BT-152).
    pub vat_rate: Option<Read<Decimal>>,
    /// Letter or digit that refers to the VAT table.
    pub vat_code: Option<Read<String>>,
    /// Purchase order line (BT-132).
    pub order_reference: Option<Read<String>>,
    /// Whether the prices include VAT.
    pub tax_included_price: bool,
    /// Whether its arithmetic holds.
    pub fit: Fit,
}

impl ItemLine {
    /// The amount of the row, without VAT where both are printed.
    pub(super) fn amount(&self) -> Option<Decimal> {
        self.net_amount.as_ref().or(self.gross_amount.as_ref()).map(|r| r.value)
    }

    /// The amount without VAT that follows from the one with VAT and a rate, to the cent; `None` where it is printed.
    pub(super) fn derived_net(&self, rate: Decimal) -> Option<Decimal> {
        let gross = self.gross_amount.as_ref().filter(|_| self.net_amount.is_none())?.value;
        let share = Decimal::ONE_HUNDRED.checked_add(rate)?.checked_div(Decimal::ONE_HUNDRED)?;
        Some(gross.checked_div(share)?.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// The price the quantity is multiplied with, before a discount.
    pub(super) fn price(&self) -> Option<Decimal> {
        self.gross_price.as_ref().or(self.net_price.as_ref()).map(|r| r.value)
    }
}

/// What the item tables of a document say.
#[derive(Clone, Debug, Default)]
pub(super) struct Items {
    /// Rows in reading order.
    pub lines: Vec<ItemLine>,
    /// Allowances and charges printed as rows of the table: no quantity or price, and a name that says so. Signed as
    /// printed.
    pub adjustments: Vec<ItemLine>,
    /// Page index and box of each table, head to last row: totals stand elsewhere.
    pub regions: Vec<(usize, Rect)>,
    /// Whether the amounts include VAT; `None` when the heads do not say.
    pub prices_include_tax: Option<bool>,
}

/// Reads the item tables of a document.
pub(super) fn read(pages: &[PageLayout], mark: DecimalMark) -> Items {
    let items = body::read(pages, mark);
    // Tables are the rule; what else lists items is believed only where its numbers leave no doubt.
    let other: [fn(&[PageLayout], DecimalMark) -> Items; 2] = [listed::read, plain::read];
    if !items.lines.is_empty() {
        return items;
    }
    other.iter().map(|read| read(pages, mark)).find(|found| !found.lines.is_empty()).unwrap_or(items)
}
