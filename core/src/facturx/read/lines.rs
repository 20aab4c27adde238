//! What both syntaxes say of a line: quantities, discounts.

use roxmltree::{Node, NodeId};
use rust_decimal::Decimal;

use super::map::{Fate, Reader, Value, put};
use super::values;
use crate::invoice::Line;

/// A line while it is read.
#[derive(Default)]
pub(super) struct LineDraft {
    /// The line.
    pub line: Line,
    /// The discount from the gross to the net price (BT-147), and the element that says so.
    price_discount: Option<(Decimal, NodeId)>,
    /// The quantity that the gross price says it is for, and the element that says so.
    gross_quantity: Option<(Decimal, NodeId)>,
}

impl LineDraft {
    /// The line. A price discount that the two prices tell already is taken; another is reported.
    pub(super) fn finish(self, node: Node<'_, '_>, reader: &mut Reader) -> Line {
        if let Some((discount, id)) = self.price_discount {
            let told = match (self.line.gross_price, self.line.net_price) {
                (Some(gross), Some(net)) => gross.checked_sub(discount) == Some(net),
                _ => false,
            };
            if let Some(element) = node.document().get_node(id).filter(|_| !told) {
                reader.report.note(element, Fate::Left);
            }
        }
        // The quantity is that of the net price (BT-149); the gross price can only repeat it.
        if let Some((quantity, id)) = self.gross_quantity {
            let told = self.line.price_quantity.unwrap_or(Decimal::ONE) == quantity;
            if let Some(element) = node.document().get_node(id).filter(|_| !told) {
                reader.report.note(element, Fate::Left);
            }
        }
        let mut line = self.line;
        // The rate of the one discount on the line is the line's.
        if let ([only], None) = (line.allowances.as_slice(), line.discount_rate) {
            line.discount_rate = only.rate;
        }
        line
    }
}

/// A quantity with its unit (BT-129, BT-130).
pub(super) fn quantity(draft: &mut LineDraft, value: &Value<'_, '_>) -> Fate {
    let fate = put(&mut draft.line.quantity, values::decimal(&value.text));
    if fate == Fate::Taken {
        draft.line.unit = value.attribute("unitCode").map(str::to_owned);
    }
    fate
}

/// The quantity the prices are for (BT-149): one says nothing more.
pub(super) fn price_quantity(draft: &mut LineDraft, value: &Value<'_, '_>) -> Fate {
    match values::decimal(&value.text) {
        Some(one) if one == Decimal::ONE => Fate::Taken,
        many => put(&mut draft.line.price_quantity, many),
    }
}

/// The quantity the gross price is for.
pub(super) fn gross_quantity(draft: &mut LineDraft, value: &Value<'_, '_>) -> Fate {
    match values::decimal(&value.text) {
        None => Fate::Bad,
        Some(quantity) => {
            draft.gross_quantity = Some((quantity, value.node.id()));
            Fate::Taken
        }
    }
}

/// The standard code of the item (BT-157): a GTIN by its scheme; others have no place.
pub(super) fn standard_code(draft: &mut LineDraft, value: &Value<'_, '_>) -> Fate {
    match value.attribute("schemeID") {
        Some("0160") => put(&mut draft.line.standard_code, Some(value.text.clone())),
        _ => Fate::Left,
    }
}

/// The discount on the price of one unit (BT-147).
pub(super) fn price_discount(draft: &mut LineDraft, value: &Value<'_, '_>) -> Fate {
    match (values::decimal(&value.text), draft.price_discount) {
        (None, _) => Fate::Bad,
        (Some(_), Some(_)) => Fate::Left,
        (Some(discount), None) => {
            draft.price_discount = Some((discount, value.node.id()));
            Fate::Taken
        }
    }
}
