//! Lines of CII (BG-25).

use roxmltree::Node;

use super::draft::Draft;
use super::lines::{LineDraft, one_unit, price_discount, quantity};
use super::map::Take::{Group, Number, Only, Paragraph, Text, Value as Look};
use super::map::{Reader, Row, find_text};

/// `IncludedSupplyChainTradeLineItem`.
const LINE: &[Row<LineDraft>] = &[
    ("AssociatedDocumentLineDocument/LineID", Text(|l| &mut l.line.id)),
    ("SpecifiedTradeProduct/Name", Text(|l| &mut l.line.name)),
    ("SpecifiedTradeProduct/Description", Paragraph(|l| &mut l.line.description)),
    ("SpecifiedTradeProduct/SellerAssignedID", Text(|l| &mut l.line.code)),
    ("SpecifiedLineTradeAgreement/BuyerOrderReferencedDocument/LineID", Text(|l| &mut l.line.order_reference)),
    ("SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/ChargeAmount", Number(|l| &mut l.line.gross_price)),
    ("SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/BasisQuantity", Look(one_unit)),
    (
        "SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/AppliedTradeAllowanceCharge",
        Group(|l, node, reader| discount(l, node, reader, PRICE_DISCOUNT)),
    ),
    ("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount", Number(|l| &mut l.line.net_price)),
    ("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/BasisQuantity", Look(one_unit)),
    ("SpecifiedLineTradeDelivery/BilledQuantity", Look(quantity)),
    ("SpecifiedLineTradeSettlement/ApplicableTradeTax/TypeCode", Only(&["VAT"])),
    ("SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode", Text(|l| &mut l.line.vat.category)),
    ("SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent", Number(|l| &mut l.line.vat.rate)),
    (
        "SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge",
        Group(|l, node, reader| discount(l, node, reader, LINE_DISCOUNT)),
    ),
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

/// A discount on the line: its rate (BT-138) has a place.
const LINE_DISCOUNT: &[Row<LineDraft>] = &[
    ("ChargeIndicator/Indicator", Only(&["false", "0"])),
    ("CalculationPercent", Number(|l| &mut l.line.discount_rate)),
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

/// Reads a discount; a charge has no place on a line.
fn discount(line: &mut LineDraft, node: Node<'_, '_>, reader: &mut Reader, map: &[Row<LineDraft>]) {
    match find_text(node, "Indicator").as_deref() {
        Some("false" | "0") => reader.fill(line, node, map),
        _ => reader.leave(node),
    }
}
