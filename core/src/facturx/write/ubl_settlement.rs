//! Payment, allowances, VAT and totals of UBL.

use rust_decimal::Decimal;

use super::ubl_lines::{reduction, tax, tax_scheme};
use super::values::{amount, filled, quantity};
use super::xml::Xml;
use crate::invoice::{AllowanceCharge, Invoice, VatBreakdown};

/// Means of payment that are not told (UNTDID 4461): the schema wants a code beside an account, a reference or the due
/// date of a credit note.
const NOT_DEFINED: &str = "1";

/// Writes payment, allowances, VAT and totals.
pub(super) fn settlement(xml: &mut Xml, invoice: &Invoice, is_credit_note: bool) {
    let currency = invoice.currency.as_deref().unwrap_or_default();
    let money = Money { attributes: [("currencyID", currency)] };
    payment_means(xml, invoice, is_credit_note);
    xml.group("cac:PaymentTerms", |xml| xml.maybe("cbc:Note", invoice.payment.terms.as_ref()));
    invoice.allowances.iter().for_each(|row| money.allowance_or_charge(xml, row, "false"));
    invoice.charges.iter().for_each(|row| money.allowance_or_charge(xml, row, "true"));
    xml.group("cac:TaxTotal", |xml| {
        money.write(xml, "cbc:TaxAmount", invoice.totals.tax);
        invoice.vat_breakdown.iter().for_each(|row| money.vat_row(xml, row));
    });
    if let (Some(tax), Some(currency)) = (invoice.totals.accounting_tax, filled(&invoice.accounting_currency)) {
        xml.group("cac:TaxTotal", |xml| xml.text_with("cbc:TaxAmount", &[("currencyID", currency)], amount(tax)));
    }
    money.totals(xml, invoice);
}

fn payment_means(xml: &mut Xml, invoice: &Invoice, is_credit_note: bool) {
    let payment = &invoice.payment;
    let due = invoice.due_date.filter(|_| is_credit_note);
    let told = [&payment.means_code, &payment.iban, &payment.reference].into_iter().any(|v| filled(v).is_some());
    if !told && due.is_none() {
        return;
    }
    xml.group("cac:PaymentMeans", |xml| {
        xml.text("cbc:PaymentMeansCode", filled(&payment.means_code).unwrap_or(NOT_DEFINED));
        xml.maybe("cbc:PaymentDueDate", due.map(|date| date.to_string()));
        xml.maybe("cbc:PaymentID", payment.reference.as_ref());
        if let Some(iban) = filled(&payment.iban) {
            xml.group("cac:PayeeFinancialAccount", |xml| {
                xml.text("cbc:ID", iban);
                xml.group("cac:FinancialInstitutionBranch", |xml| xml.maybe("cbc:ID", payment.bic.as_ref()));
            });
        }
    });
}

/// Amounts in the invoice's currency, which every one of UBL names.
struct Money<'c> {
    attributes: [(&'static str, &'c str); 1],
}

impl Money<'_> {
    fn write(&self, xml: &mut Xml, name: &str, value: Option<Decimal>) {
        if let Some(value) = value {
            xml.text_with(name, &self.attributes, amount(value));
        }
    }

    fn allowance_or_charge(&self, xml: &mut Xml, row: &AllowanceCharge, is_charge: &str) {
        xml.group("cac:AllowanceCharge", |xml| {
            reduction(xml, row, is_charge, &self.attributes);
            tax(xml, "cac:TaxCategory", &row.vat);
        });
    }

    fn vat_row(&self, xml: &mut Xml, row: &VatBreakdown) {
        xml.group("cac:TaxSubtotal", |xml| {
            self.write(xml, "cbc:TaxableAmount", row.taxable_amount);
            self.write(xml, "cbc:TaxAmount", row.tax_amount);
            xml.group("cac:TaxCategory", |xml| {
                xml.maybe("cbc:ID", row.category.as_ref());
                xml.maybe("cbc:Percent", row.rate.map(quantity));
                xml.maybe("cbc:TaxExemptionReasonCode", row.exemption_code.as_ref());
                xml.maybe("cbc:TaxExemptionReason", row.exemption_reason.as_ref());
                tax_scheme(xml);
            });
        });
    }

    fn totals(&self, xml: &mut Xml, invoice: &Invoice) {
        let totals = &invoice.totals;
        xml.group("cac:LegalMonetaryTotal", |xml| {
            self.write(xml, "cbc:LineExtensionAmount", totals.lines);
            self.write(xml, "cbc:TaxExclusiveAmount", totals.net);
            self.write(xml, "cbc:TaxInclusiveAmount", totals.gross);
            self.write(xml, "cbc:AllowanceTotalAmount", totals.allowances);
            self.write(xml, "cbc:ChargeTotalAmount", totals.charges);
            self.write(xml, "cbc:PrepaidAmount", totals.paid);
            self.write(xml, "cbc:PayableRoundingAmount", totals.rounding);
            self.write(xml, "cbc:PayableAmount", totals.due);
        });
    }
}
