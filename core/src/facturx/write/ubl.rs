//! The document of UBL 2.1, `Invoice` or `CreditNote`: header, references, delivery.

use super::super::Profile;
use super::values::filled;
use super::xml::Xml;
use super::{ubl_lines, ubl_parties, ubl_settlement};
use crate::invoice::{Invoice, Note};

const COMPONENTS: [(&str, &str); 2] = [
    ("xmlns:cac", "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"),
    ("xmlns:cbc", "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"),
];

/// What an invoice and a credit note call the same things.
pub(super) struct Names {
    root: &'static str,
    namespace: &'static str,
    type_code: &'static str,
    /// `InvoiceLine`, `CreditNoteLine`.
    pub line: &'static str,
    /// `InvoicedQuantity`, `CreditedQuantity`.
    pub quantity: &'static str,
}

const INVOICE: Names = Names {
    root: "Invoice",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    type_code: "cbc:InvoiceTypeCode",
    line: "cac:InvoiceLine",
    quantity: "cbc:InvoicedQuantity",
};

const CREDIT_NOTE: Names = Names {
    root: "CreditNote",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    type_code: "cbc:CreditNoteTypeCode",
    line: "cac:CreditNoteLine",
    quantity: "cbc:CreditedQuantity",
};

/// Writes a completed invoice, in the order of the schema.
pub(super) fn write(invoice: &Invoice) -> Vec<u8> {
    let is_credit_note = invoice.is_credit_note();
    let names = if is_credit_note { &CREDIT_NOTE } else { &INVOICE };
    let namespaces = [("xmlns", names.namespace), COMPONENTS[0], COMPONENTS[1]];
    let mut xml = Xml::new();
    xml.element(names.root, &namespaces, |xml| {
        header(xml, invoice, names, is_credit_note);
        references(xml, invoice);
        let parties = ubl_parties::Parties::of(invoice);
        parties.seller(xml);
        parties.buyer(xml);
        parties.payee(xml);
        parties.tax_representative(xml);
        ubl_parties::delivery(xml, &invoice.delivery);
        ubl_settlement::settlement(xml, invoice, is_credit_note);
        let currency = invoice.currency.as_deref().unwrap_or_default();
        invoice.lines.iter().for_each(|line| ubl_lines::line(xml, line, names, currency));
    });
    xml.into_bytes()
}

fn header(xml: &mut Xml, invoice: &Invoice, names: &Names, is_credit_note: bool) {
    xml.text("cbc:CustomizationID", Profile::En16931.urn());
    xml.maybe("cbc:ProfileID", invoice.business_process.as_ref());
    xml.maybe("cbc:ID", invoice.number.as_ref());
    xml.maybe("cbc:IssueDate", invoice.issue_date.map(|date| date.to_string()));
    if !is_credit_note {
        xml.maybe("cbc:DueDate", invoice.due_date.map(|date| date.to_string()));
    }
    xml.maybe(names.type_code, invoice.type_code.as_ref());
    invoice.notes.iter().for_each(|note| xml.text("cbc:Note", coded(note)));
    xml.maybe("cbc:DocumentCurrencyCode", invoice.currency.as_ref());
    xml.maybe("cbc:TaxCurrencyCode", invoice.accounting_currency.as_ref());
    xml.maybe("cbc:BuyerReference", invoice.buyer_reference.as_ref());
    let period = &invoice.delivery.period;
    xml.group("cac:InvoicePeriod", |xml| {
        xml.maybe("cbc:StartDate", period.start.map(|date| date.to_string()));
        xml.maybe("cbc:EndDate", period.end.map(|date| date.to_string()));
        xml.maybe("cbc:DescriptionCode", invoice.tax_point_code.as_ref());
    });
}

fn references(xml: &mut Xml, invoice: &Invoice) {
    xml.group("cac:OrderReference", |xml| xml.maybe("cbc:ID", invoice.order_reference.as_ref()));
    for preceding in &invoice.preceding_invoices {
        xml.group("cac:BillingReference", |xml| {
            xml.group("cac:InvoiceDocumentReference", |xml| {
                xml.maybe("cbc:ID", preceding.number.as_ref());
                xml.maybe("cbc:IssueDate", preceding.issue_date.map(|date| date.to_string()));
            });
        });
    }
    xml.group("cac:ContractDocumentReference", |xml| xml.maybe("cbc:ID", invoice.contract_reference.as_ref()));
}

/// A note with its subject in front (BG-1): `#PMT#text`.
fn coded(note: &Note) -> String {
    match filled(&note.subject_code) {
        Some(code) if !note.text.trim().is_empty() => format!("#{code}#{}", note.text.trim()),
        _ => note.text.clone(),
    }
}
