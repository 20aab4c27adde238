//! Lines of UBL (BG-25).

use roxmltree::Node;

use super::draft::Draft;
use super::lines::{LineDraft, price_discount, price_quantity, quantity, standard_code};
use super::map::Take::{Date, Group, Number, Only, Paragraph, Text, Value as Look};
use super::map::{Reader, Row, find_text};
use crate::invoice::AllowanceCharge;

/// `InvoiceLine`, `CreditNoteLine`.
const LINE: &[Row<LineDraft>] = &[
    ("ID", Text(|l| &mut l.line.id)),
    ("InvoicedQuantity", Look(quantity)),
    ("LineExtensionAmount", Number(|l| &mut l.line.net_amount)),
    ("OrderLineReference/LineID", Text(|l| &mut l.line.order_reference)),
    ("InvoicePeriod/StartDate", Date(|l| &mut l.line.period.start)),
    ("InvoicePeriod/EndDate", Date(|l| &mut l.line.period.end)),
    ("AllowanceCharge", Group(allowance_or_charge)),
    ("Item/Description", Paragraph(|l| &mut l.line.description)),
    ("Item/Name", Text(|l| &mut l.line.name)),
    ("Item/SellersItemIdentification/ID", Text(|l| &mut l.line.code)),
    ("Item/StandardItemIdentification/ID", Look(standard_code)),
    ("Item/ClassifiedTaxCategory/ID", Text(|l| &mut l.line.vat.category)),
    ("Item/ClassifiedTaxCategory/Percent", Number(|l| &mut l.line.vat.rate)),
    ("Item/ClassifiedTaxCategory/TaxScheme/ID", Only(&["VAT"])),
    ("Price/PriceAmount", Number(|l| &mut l.line.net_price)),
    ("Price/BaseQuantity", Look(price_quantity)),
    ("Price/AllowanceCharge", Group(price_allowance)),
];

/// An allowance or charge on the line (BG-27, BG-28).
const ALLOWANCE: &[Row<AllowanceCharge>] = &[
    ("ChargeIndicator", Only(&["false", "true", "0", "1"])),
    ("AllowanceChargeReason", Text(|a| &mut a.reason)),
    ("MultiplierFactorNumeric", Number(|a| &mut a.rate)),
    ("Amount", Number(|a| &mut a.amount)),
    ("BaseAmount", Number(|a| &mut a.base_amount)),
];

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

/// Reads a discount on the price; a charge has no place there.
fn price_allowance(line: &mut LineDraft, node: Node<'_, '_>, reader: &mut Reader) {
    match find_text(node, "ChargeIndicator").as_deref() {
        Some("false" | "0") => reader.fill(line, node, PRICE_DISCOUNT),
        _ => reader.leave(node),
    }
}

fn allowance_or_charge(draft: &mut LineDraft, node: Node<'_, '_>, reader: &mut Reader) {
    let list = match find_text(node, "ChargeIndicator").as_deref() {
        Some("true" | "1") => &mut draft.line.charges,
        Some("false" | "0") => &mut draft.line.allowances,
        // Without the indicator the amount has no sign.
        _ => return reader.leave(node),
    };
    let mut row = AllowanceCharge::default();
    reader.fill(&mut row, node, ALLOWANCE);
    list.push(row);
}
