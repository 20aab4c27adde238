//! Lines of UBL (BG-25).

use roxmltree::Node;

use super::draft::Draft;
use super::lines::{LineDraft, one_unit, price_discount, quantity};
use super::map::Take::{Group, Number, Only, Paragraph, Text, Value as Look};
use super::map::{Reader, Row, find_text};

/// `InvoiceLine`, `CreditNoteLine`.
const LINE: &[Row<LineDraft>] = &[
    ("ID", Text(|l| &mut l.line.id)),
    ("InvoicedQuantity", Look(quantity)),
    ("LineExtensionAmount", Number(|l| &mut l.line.net_amount)),
    ("OrderLineReference/LineID", Text(|l| &mut l.line.order_reference)),
    ("AllowanceCharge", Group(|l, node, reader| discount(l, node, reader, LINE_DISCOUNT))),
    ("Item/Description", Paragraph(|l| &mut l.line.description)),
    ("Item/Name", Text(|l| &mut l.line.name)),
    ("Item/SellersItemIdentification/ID", Text(|l| &mut l.line.code)),
    ("Item/ClassifiedTaxCategory/ID", Text(|l| &mut l.line.vat.category)),
    ("Item/ClassifiedTaxCategory/Percent", Number(|l| &mut l.line.vat.rate)),
    ("Item/ClassifiedTaxCategory/TaxScheme/ID", Only(&["VAT"])),
    ("Price/PriceAmount", Number(|l| &mut l.line.net_price)),
    ("Price/BaseQuantity", Look(one_unit)),
    ("Price/AllowanceCharge", Group(|l, node, reader| discount(l, node, reader, PRICE_DISCOUNT))),
];

/// A discount on the line: its rate (BT-138) has a place.
const LINE_DISCOUNT: &[Row<LineDraft>] =
    &[("ChargeIndicator", Only(&["false", "0"])), ("MultiplierFactorNumeric", Number(|l| &mut l.line.discount_rate))];

/// A discount on the price, whose base is the gross price (BT-148).
const PRICE_DISCOUNT: &[Row<LineDraft>] = &[
    ("ChargeIndicator", Only(&["false", "0"])),
    ("MultiplierFactorNumeric", Number(|l| &mut l.line.discount_rate)),
    ("Amount", Look(price_discount)),
    ("BaseAmount", Number(|l| &mut l.line.gross_price)),
];

/// Reads a line.
pub(super) fn line(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    let mut line = LineDraft::default();
    reader.fill(&mut line, node, LINE);
    draft.invoice.lines.push(line.finish(node, reader));
}

/// Reads a discount; a charge has no place on a line.
fn discount(line: &mut LineDraft, node: Node<'_, '_>, reader: &mut Reader, map: &[Row<LineDraft>]) {
    match find_text(node, "ChargeIndicator").as_deref() {
        Some("false" | "0") => reader.fill(line, node, map),
        _ => reader.leave(node),
    }
}
