//! Payment, allowances, VAT and totals of CII.

use roxmltree::Node;

use super::cii_parties;
use super::draft::Draft;
use super::map::Take::{Amount, Date, Group, Number, Only, Paragraph, Text, Value as Look};
use super::map::{Reader, Row, find_text};
use super::settlement::{account, any_account, bank_code, cii_tax_point, tax_total};
use crate::invoice::{AllowanceCharge, Payment, PrecedingInvoice, Totals, VatBreakdown};

/// `ApplicableHeaderTradeSettlement`.
pub(super) const SETTLEMENT: &[Row<Draft>] = &[
    ("PaymentReference", Text(|d| &mut d.invoice.payment.reference)),
    ("InvoiceCurrencyCode", Text(|d| &mut d.invoice.currency)),
    ("TaxCurrencyCode", Text(|d| &mut d.invoice.accounting_currency)),
    ("PayeeTradeParty", Group(|d, node, reader| cii_parties::other(&mut d.invoice.payee, node, reader))),
    ("SpecifiedTradeSettlementPaymentMeans", Group(payment_means)),
    ("ApplicableTradeTax", Group(vat_row)),
    ("BillingSpecifiedPeriod/StartDateTime", Date(|d| &mut d.invoice.delivery.period.start)),
    ("BillingSpecifiedPeriod/EndDateTime", Date(|d| &mut d.invoice.delivery.period.end)),
    ("SpecifiedTradeAllowanceCharge", Group(allowance_or_charge)),
    ("SpecifiedLogisticsServiceCharge", Group(logistics_charge)),
    ("SpecifiedTradePaymentTerms/Description", Paragraph(|d| &mut d.invoice.payment.terms)),
    ("SpecifiedTradePaymentTerms/DueDateDateTime", Date(|d| &mut d.invoice.due_date)),
    (
        "SpecifiedTradeSettlementHeaderMonetarySummation",
        Group(|d, node, reader| reader.fill(&mut d.invoice.totals, node, TOTALS)),
    ),
    (
        "SpecifiedTradeSettlementMonetarySummation",
        Group(|d, node, reader| reader.fill(&mut d.invoice.totals, node, TOTALS)),
    ),
    ("InvoiceReferencedDocument", Group(preceding_invoice)),
];

/// `SpecifiedTradeSettlementPaymentMeans` (BG-16, BG-17).
const PAYMENT_MEANS: &[Row<Payment>] = &[
    ("TypeCode", Text(|p| &mut p.means_code)),
    ("PayeePartyCreditorFinancialAccount/IBANID", Look(any_account)),
    ("PayeePartyCreditorFinancialAccount/ProprietaryID", Look(account)),
    ("PayeeSpecifiedCreditorFinancialInstitution/BICID", Look(bank_code)),
];

/// `ApplicableTradeTax` (BG-23).
const VAT_ROW: &[Row<VatDraft>] = &[
    ("CalculatedAmount", Number(|v| &mut v.row.tax_amount)),
    ("TypeCode", Only(&["VAT"])),
    ("ExemptionReason", Text(|v| &mut v.row.exemption_reason)),
    ("BasisAmount", Number(|v| &mut v.row.taxable_amount)),
    ("CategoryCode", Text(|v| &mut v.row.category)),
    ("ExemptionReasonCode", Text(|v| &mut v.row.exemption_code)),
    ("DueDateTypeCode", Look(|v, value| cii_tax_point(&mut v.tax_point, value))),
    ("RateApplicablePercent", Number(|v| &mut v.row.rate)),
];

/// A row of the VAT breakdown while it is read: each repeats when VAT falls due.
#[derive(Default)]
struct VatDraft {
    row: VatBreakdown,
    tax_point: Option<String>,
}

/// `SpecifiedTradeAllowanceCharge` (BG-20, BG-21).
const ALLOWANCE: &[Row<AllowanceCharge>] = &[
    ("ChargeIndicator/Indicator", Only(&["false", "true", "0", "1"])),
    ("CalculationPercent", Number(|a| &mut a.rate)),
    ("BasisAmount", Number(|a| &mut a.base_amount)),
    ("ActualAmount", Number(|a| &mut a.amount)),
    ("Reason", Text(|a| &mut a.reason)),
    ("CategoryTradeTax/TypeCode", Only(&["VAT"])),
    ("CategoryTradeTax/CategoryCode", Text(|a| &mut a.vat.category)),
    ("CategoryTradeTax/RateApplicablePercent", Number(|a| &mut a.vat.rate)),
];

/// `SpecifiedLogisticsServiceCharge` of the EXTENDED profile: a charge by another name.
const LOGISTICS: &[Row<AllowanceCharge>] = &[
    ("Description", Text(|a| &mut a.reason)),
    ("AppliedAmount", Number(|a| &mut a.amount)),
    ("AppliedTradeTax/TypeCode", Only(&["VAT"])),
    ("AppliedTradeTax/CategoryCode", Text(|a| &mut a.vat.category)),
    ("AppliedTradeTax/RateApplicablePercent", Number(|a| &mut a.vat.rate)),
];

/// `SpecifiedTradeSettlementHeaderMonetarySummation` (BG-22).
const TOTALS: &[Row<Totals>] = &[
    ("LineTotalAmount", Number(|t| &mut t.lines)),
    ("ChargeTotalAmount", Number(|t| &mut t.charges)),
    ("AllowanceTotalAmount", Number(|t| &mut t.allowances)),
    ("TaxBasisTotalAmount", Amount(|t| &mut t.net)),
    ("TaxTotalAmount", Group(tax_total)),
    ("RoundingAmount", Number(|t| &mut t.rounding)),
    ("GrandTotalAmount", Amount(|t| &mut t.gross)),
    ("TotalPrepaidAmount", Number(|t| &mut t.paid)),
    ("DuePayableAmount", Number(|t| &mut t.due)),
];

/// `InvoiceReferencedDocument` (BG-3).
const PRECEDING: &[Row<PrecedingInvoice>] = &[
    ("IssuerAssignedID", Text(|p| &mut p.number)),
    ("ID", Text(|p| &mut p.number)),
    ("FormattedIssueDateTime", Date(|p| &mut p.issue_date)),
    ("IssueDateTime", Date(|p| &mut p.issue_date)),
];

fn payment_means(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    if draft.payment_means == Some(node.id()) {
        reader.fill(&mut draft.invoice.payment, node, PAYMENT_MEANS);
    } else {
        reader.leave(node);
    }
}

fn vat_row(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    // The first row speaks for the invoice; another that says otherwise is left.
    let mut vat = VatDraft { tax_point: draft.invoice.tax_point_code.take(), ..VatDraft::default() };
    reader.fill(&mut vat, node, VAT_ROW);
    draft.invoice.tax_point_code = vat.tax_point;
    draft.invoice.vat_breakdown.push(vat.row);
}

fn allowance_or_charge(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    let list = match find_text(node, "Indicator").as_deref() {
        Some("true" | "1") => &mut draft.invoice.charges,
        Some("false" | "0") => &mut draft.invoice.allowances,
        // Without the indicator the amount has no sign.
        _ => return reader.leave(node),
    };
    let mut row = AllowanceCharge::default();
    reader.fill(&mut row, node, ALLOWANCE);
    list.push(row);
}

fn logistics_charge(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    let mut charge = AllowanceCharge::default();
    reader.fill(&mut charge, node, LOGISTICS);
    draft.invoice.charges.push(charge);
}

fn preceding_invoice(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    let mut preceding = PrecedingInvoice::default();
    reader.fill(&mut preceding, node, PRECEDING);
    if preceding != PrecedingInvoice::default() {
        draft.invoice.preceding_invoices.push(preceding);
    }
}
