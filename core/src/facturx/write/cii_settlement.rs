//! Payment, allowances, VAT and totals of CII.

use super::super::Profile;
use super::cii::date;
use super::cii_lines::{reduction, tax};
use super::cii_parties;
use super::values::{amount, compact_date, filled, quantity};
use super::xml::Xml;
use crate::invoice::{AllowanceCharge, Invoice, VatBreakdown};

/// Writes `ApplicableHeaderTradeSettlement`.
pub(super) fn settlement(xml: &mut Xml, invoice: &Invoice, profile: Profile) {
    xml.element("ram:ApplicableHeaderTradeSettlement", &[], |xml| {
        if profile < Profile::BasicWl {
            xml.maybe("ram:InvoiceCurrencyCode", invoice.currency.as_ref());
            return totals(xml, invoice, profile);
        }
        xml.maybe("ram:PaymentReference", invoice.payment.reference.as_ref());
        xml.maybe("ram:TaxCurrencyCode", invoice.accounting_currency.as_ref());
        xml.maybe("ram:InvoiceCurrencyCode", invoice.currency.as_ref());
        cii_parties::Parties::of(invoice, profile).payee(xml);
        payment_means(xml, invoice, profile);
        invoice.vat_breakdown.iter().for_each(|row| vat_row(xml, row, tax_point(invoice)));
        xml.group("ram:BillingSpecifiedPeriod", |xml| {
            date(xml, "ram:StartDateTime", invoice.delivery.period.start);
            date(xml, "ram:EndDateTime", invoice.delivery.period.end);
        });
        invoice.allowances.iter().for_each(|row| allowance_or_charge(xml, row, "false"));
        invoice.charges.iter().for_each(|row| allowance_or_charge(xml, row, "true"));
        xml.group("ram:SpecifiedTradePaymentTerms", |xml| {
            xml.maybe("ram:Description", invoice.payment.terms.as_ref());
            date(xml, "ram:DueDateDateTime", invoice.due_date);
        });
        totals(xml, invoice, profile);
        preceding_invoices(xml, invoice);
    });
}

fn payment_means(xml: &mut Xml, invoice: &Invoice, profile: Profile) {
    let payment = &invoice.payment;
    if filled(&payment.means_code).is_none() {
        return;
    }
    xml.group("ram:SpecifiedTradeSettlementPaymentMeans", |xml| {
        xml.maybe("ram:TypeCode", payment.means_code.as_ref());
        xml.group("ram:PayeePartyCreditorFinancialAccount", |xml| xml.maybe("ram:IBANID", payment.iban.as_ref()));
        if profile >= Profile::En16931 {
            xml.group("ram:PayeeSpecifiedCreditorFinancialInstitution", |xml| {
                xml.maybe("ram:BICID", payment.bic.as_ref());
            });
        }
    });
}

/// When VAT falls due (BT-8), which CII tells by codes of its own (UNTDID 2475) in each row.
fn tax_point(invoice: &Invoice) -> Option<&'static str> {
    match filled(&invoice.tax_point_code)? {
        "3" => Some("5"),
        "35" => Some("29"),
        "432" => Some("72"),
        _ => None,
    }
}

fn vat_row(xml: &mut Xml, row: &VatBreakdown, tax_point: Option<&str>) {
    xml.group("ram:ApplicableTradeTax", |xml| {
        xml.maybe("ram:CalculatedAmount", row.tax_amount.map(amount));
        xml.text("ram:TypeCode", "VAT");
        xml.maybe("ram:ExemptionReason", row.exemption_reason.as_ref());
        xml.maybe("ram:BasisAmount", row.taxable_amount.map(amount));
        xml.maybe("ram:CategoryCode", row.category.as_ref());
        xml.maybe("ram:ExemptionReasonCode", row.exemption_code.as_ref());
        xml.maybe("ram:DueDateTypeCode", tax_point);
        xml.maybe("ram:RateApplicablePercent", row.rate.map(quantity));
    });
}

fn allowance_or_charge(xml: &mut Xml, row: &AllowanceCharge, is_charge: &str) {
    xml.group("ram:SpecifiedTradeAllowanceCharge", |xml| {
        reduction(xml, row, is_charge, true);
        tax(xml, "ram:CategoryTradeTax", &row.vat);
    });
}

fn totals(xml: &mut Xml, invoice: &Invoice, profile: Profile) {
    let totals = &invoice.totals;
    let whole = profile >= Profile::BasicWl;
    let currency = invoice.currency.as_deref().unwrap_or_default();
    xml.group("ram:SpecifiedTradeSettlementHeaderMonetarySummation", |xml| {
        if whole {
            xml.maybe("ram:LineTotalAmount", totals.lines.map(amount));
            xml.maybe("ram:ChargeTotalAmount", totals.charges.map(amount));
            xml.maybe("ram:AllowanceTotalAmount", totals.allowances.map(amount));
        }
        xml.maybe("ram:TaxBasisTotalAmount", totals.net.map(amount));
        if let Some(tax) = totals.tax {
            xml.text_with("ram:TaxTotalAmount", &[("currencyID", currency)], amount(tax));
        }
        if let (true, Some(tax), Some(currency)) = (whole, totals.accounting_tax, filled(&invoice.accounting_currency))
        {
            xml.text_with("ram:TaxTotalAmount", &[("currencyID", currency)], amount(tax));
        }
        if profile >= Profile::En16931 {
            xml.maybe("ram:RoundingAmount", totals.rounding.map(amount));
        }
        xml.maybe("ram:GrandTotalAmount", totals.gross.map(amount));
        if whole {
            xml.maybe("ram:TotalPrepaidAmount", totals.paid.map(amount));
        }
        xml.maybe("ram:DuePayableAmount", totals.due.map(amount));
    });
}

fn preceding_invoices(xml: &mut Xml, invoice: &Invoice) {
    for preceding in &invoice.preceding_invoices {
        xml.group("ram:InvoiceReferencedDocument", |xml| {
            xml.maybe("ram:IssuerAssignedID", preceding.number.as_ref());
            xml.group("ram:FormattedIssueDateTime", |xml| {
                if let Some(date) = preceding.issue_date {
                    xml.text_with("qdt:DateTimeString", &[("format", "102")], compact_date(date));
                }
            });
        });
    }
}
