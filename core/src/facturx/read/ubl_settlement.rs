//! Payment, allowances, VAT and totals of UBL.

use roxmltree::Node;

use super::draft::Draft;
use super::map::Take::{Amount, Date, Number, Only, Text, Value as Look};
use super::map::{Reader, Row, find_text};
use super::settlement::{account, bank_code};
use crate::invoice::{AllowanceCharge, Totals, VatBreakdown};

/// `PaymentMeans` (BG-16, BG-17). The due date of a credit note stands here.
const PAYMENT_MEANS: &[Row<Draft>] = &[
    ("PaymentMeansCode", Text(|d| &mut d.invoice.payment.means_code)),
    ("PaymentDueDate", Date(|d| &mut d.invoice.due_date)),
    ("PaymentID", Text(|d| &mut d.invoice.payment.reference)),
    ("PayeeFinancialAccount/ID", Look(|d, value| account(&mut d.invoice.payment, value))),
    ("PayeeFinancialAccount/FinancialInstitutionBranch/ID", Look(|d, value| bank_code(&mut d.invoice.payment, value))),
];

/// `TaxSubtotal` (BG-23).
const VAT_ROW: &[Row<VatBreakdown>] = &[
    ("TaxableAmount", Number(|v| &mut v.taxable_amount)),
    ("TaxAmount", Number(|v| &mut v.tax_amount)),
    ("TaxCategory/ID", Text(|v| &mut v.category)),
    ("TaxCategory/Percent", Number(|v| &mut v.rate)),
    ("TaxCategory/TaxExemptionReasonCode", Text(|v| &mut v.exemption_code)),
    ("TaxCategory/TaxExemptionReason", Text(|v| &mut v.exemption_reason)),
    ("TaxCategory/TaxScheme/ID", Only(&["VAT"])),
];

/// `AllowanceCharge` (BG-20, BG-21).
const ALLOWANCE: &[Row<AllowanceCharge>] = &[
    ("ChargeIndicator", Only(&["false", "true", "0", "1"])),
    ("AllowanceChargeReason", Text(|a| &mut a.reason)),
    ("MultiplierFactorNumeric", Number(|a| &mut a.rate)),
    ("Amount", Number(|a| &mut a.amount)),
    ("BaseAmount", Number(|a| &mut a.base_amount)),
    ("TaxCategory/ID", Text(|a| &mut a.vat.category)),
    ("TaxCategory/Percent", Number(|a| &mut a.vat.rate)),
    ("TaxCategory/TaxScheme/ID", Only(&["VAT"])),
];

/// `LegalMonetaryTotal` (BG-22).
pub(super) const TOTALS: &[Row<Totals>] = &[
    ("LineExtensionAmount", Number(|t| &mut t.lines)),
    ("TaxExclusiveAmount", Amount(|t| &mut t.net)),
    ("TaxInclusiveAmount", Amount(|t| &mut t.gross)),
    ("AllowanceTotalAmount", Number(|t| &mut t.allowances)),
    ("ChargeTotalAmount", Number(|t| &mut t.charges)),
    ("PrepaidAmount", Number(|t| &mut t.paid)),
    ("PayableRoundingAmount", Number(|t| &mut t.rounding)),
    ("PayableAmount", Number(|t| &mut t.due)),
];

/// Reads the payment instruction that was chosen.
pub(super) fn payment_means(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    if draft.payment_means == Some(node.id()) {
        reader.fill(draft, node, PAYMENT_MEANS);
    } else {
        reader.leave(node);
    }
}

/// Reads a row of the VAT breakdown.
pub(super) fn vat_row(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    let mut row = VatBreakdown::default();
    reader.fill(&mut row, node, VAT_ROW);
    draft.invoice.vat_breakdown.push(row);
}

/// Reads an allowance or a charge of the document.
pub(super) fn allowance_or_charge(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    let list = match find_text(node, "ChargeIndicator").as_deref() {
        Some("true" | "1") => &mut draft.invoice.charges,
        Some("false" | "0") => &mut draft.invoice.allowances,
        // Without the indicator the amount has no sign.
        _ => return reader.leave(node),
    };
    let mut row = AllowanceCharge::default();
    reader.fill(&mut row, node, ALLOWANCE);
    list.push(row);
}
