//! Items set as lists of `label : value`, as programs that make XML invoices readable set them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::arithmetic::{Off, fit};
use super::cells;
use super::terms::Kind;
use super::{Fit, ItemLine, Items};
use crate::fields::values::amount::{DecimalMark, amounts};
use crate::fields::values::span::{Read, Span};
use crate::layout::PageLayout;
use crate::page::Rect;

/// What the labels since the last item said.
#[derive(Default)]
struct Block {
    name: Option<Read<String>>,
    quantity: Option<Read<Decimal>>,
    price: Option<Read<Decimal>>,
    amount: Option<Read<Decimal>>,
    rate: Option<Read<Decimal>>,
    rect: Option<Rect>,
}

/// The items whose quantity, price and amount stand behind labels; only those whose arithmetic holds to the cent, for
/// nothing else tells a list of items from a list of totals.
pub(super) fn read(pages: &[PageLayout], mark: DecimalMark) -> Items {
    let mut items = Items::default();
    let mut block = Block::default();
    for (page, layout) in pages.iter().enumerate() {
        for line in 0..layout.lines.len() {
            for pair in cells::of_line(layout, line).windows(2) {
                let (label, value) = (&pair[0], &pair[1]);
                if let Some(kind) = label.kind().filter(|_| label.is_head() && label.covered > 0.6 && !value.is_head())
                {
                    if block.holds(kind) && block.is_whole() {
                        block.close(page, &mut items);
                    }
                    block.set(layout, page, kind, value.words.clone(), mark);
                }
            }
        }
        if block.is_whole() {
            block.close(page, &mut items);
        }
    }
    items
}

impl Block {
    fn holds(&self, kind: Kind) -> bool {
        match kind {
            Kind::Item | Kind::Description => self.name.is_some(),
            Kind::Quantity => self.quantity.is_some(),
            Kind::Price | Kind::NetPrice => self.price.is_some(),
            Kind::Amount => self.amount.is_some(),
            _ => false,
        }
    }

    /// Totals printed before the items are overwritten by the first item.
    fn set(&mut self, layout: &PageLayout, page: usize, kind: Kind, words: Range<usize>, mark: DecimalMark) {
        let number = || {
            let found = amounts(&layout.words, words.clone(), mark).into_iter().next()?;
            Some(Read { value: found.value, span: Span { page, words: found.words } })
        };
        match kind {
            Kind::Item | Kind::Description => {
                self.name = Some(Read { value: layout.text(words.clone()), span: Span { page, words: words.clone() } });
            }
            Kind::Quantity => self.quantity = number().or(self.quantity.take()),
            Kind::Price | Kind::NetPrice => self.price = number().or(self.price.take()),
            Kind::Amount => self.amount = number().or(self.amount.take()),
            Kind::Vat => self.rate = number().or(self.rate.take()),
            _ => return,
        }
        let rect = layout.rect(words);
        self.rect = Some(self.rect.map_or(rect, |r| r.union(&rect)));
    }

    fn is_whole(&self) -> bool {
        let value = |r: &Option<Read<Decimal>>| r.as_ref().map(|r| r.value);
        match (value(&self.quantity), value(&self.price), value(&self.amount)) {
            (Some(q), Some(p), Some(a)) => self.name.is_some() && fit(q, p, Off::None, a) == Fit::Exact,
            _ => false,
        }
    }

    fn close(&mut self, page: usize, items: &mut Items) {
        let block = std::mem::take(self);
        items.regions.extend(block.rect.map(|r| (page, r)));
        items.lines.push(ItemLine {
            name: block.name,
            quantity: block.quantity,
            net_price: block.price,
            net_amount: block.amount,
            vat_rate: block.rate,
            fit: Fit::Exact,
            ..ItemLine::default()
        });
    }
}
