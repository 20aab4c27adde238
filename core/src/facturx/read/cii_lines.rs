//! Lines of CII (BG-25).

use roxmltree::Node;

use super::draft::Draft;
use super::lines::{LineDraft, gross_quantity, price_discount, price_quantity, quantity, standard_code};
use super::map::Take::{Date, Group, Number, Only, Paragraph, Text, Value as Look};
use super::map::{Reader, Row, find_text};
use crate::invoice::AllowanceCharge;

/// `IncludedSupplyChainTradeLineItem`.
const LINE: &[Row<LineDraft>] = &[
    ("AssociatedDocumentLineDocument/LineID", Text(|l| &mut l.line.id)),
    ("SpecifiedTradeProduct/GlobalID", Look(standard_code)),
    ("SpecifiedTradeProduct/Name", Text(|l| &mut l.line.name)),
    ("SpecifiedTradeProduct/Description", Paragraph(|l| &mut l.line.description)),
    ("SpecifiedTradeProduct/SellerAssignedID", Text(|l| &mut l.line.code)),
    ("SpecifiedLineTradeAgreement/BuyerOrderReferencedDocument/LineID", Text(|l| &mut l.line.order_reference)),
    ("SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/ChargeAmount", Number(|l| &mut l.line.gross_price)),
    ("SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/BasisQuantity", Look(gross_quantity)),
    ("SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/AppliedTradeAllowanceCharge", Group(price_allowance)),
    ("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount", Number(|l| &mut l.line.net_price)),
    ("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/BasisQuantity", Look(price_quantity)),
    ("SpecifiedLineTradeDelivery/BilledQuantity", Look(quantity)),
    ("SpecifiedLineTradeSettlement/ApplicableTradeTax/TypeCode", Only(&["VAT"])),
    ("SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode", Text(|l| &mut l.line.vat.category)),
    ("SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent", Number(|l| &mut l.line.vat.rate)),
    ("SpecifiedLineTradeSettlement/BillingSpecifiedPeriod/StartDateTime", Date(|l| &mut l.line.period.start)),
    ("SpecifiedLineTradeSettlement/BillingSpecifiedPeriod/EndDateTime", Date(|l| &mut l.line.period.end)),
    ("SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge", Group(allowance_or_charge)),
    (
        "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
        Number(|l| &mut l.line.net_amount),
    ),
    // ZUGFeRD 1.
    (
        "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementMonetarySummation/LineTotalAmount",
        Number(|l| &mut l.line.net_amount),
    ),
];

/// An allowance or charge on the line (BG-27, BG-28).
const ALLOWANCE: &[Row<AllowanceCharge>] = &[
    ("ChargeIndicator/Indicator", Only(&["false", "true", "0", "1"])),
    ("CalculationPercent", Number(|a| &mut a.rate)),
    ("BasisAmount", Number(|a| &mut a.base_amount)),
    ("ActualAmount", Number(|a| &mut a.amount)),
    ("Reason", Text(|a| &mut a.reason)),
];

/// A discount on the price.
const PRICE_DISCOUNT: &[Row<LineDraft>] = &[
    ("ChargeIndicator/Indicator", Only(&["false", "0"])),
    ("CalculationPercent", Number(|l| &mut l.line.discount_rate)),
    ("ActualAmount", Look(price_discount)),
];

/// Reads a line.
pub(super) fn line(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    let mut line = LineDraft::default();
    reader.fill(&mut line, node, LINE);
    draft.invoice.lines.push(line.finish(node, reader));
}

/// Reads a discount on the price; a charge has no place there.
fn price_allowance(line: &mut LineDraft, node: Node<'_, '_>, reader: &mut Reader) {
    match find_text(node, "Indicator").as_deref() {
        Some("false" | "0") => reader.fill(line, node, PRICE_DISCOUNT),
        _ => reader.leave(node),
    }
}

fn allowance_or_charge(draft: &mut LineDraft, node: Node<'_, '_>, reader: &mut Reader) {
    let list = match find_text(node, "Indicator").as_deref() {
        Some("true" | "1") => &mut draft.line.charges,
        Some("false" | "0") => &mut draft.line.allowances,
        // Without the indicator the amount has no sign.
        _ => return reader.leave(node),
    };
    let mut row = AllowanceCharge::default();
    reader.fill(&mut row, node, ALLOWANCE);
    list.push(row);
}
