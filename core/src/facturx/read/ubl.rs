//! The document of UBL 2.1: Invoice and CreditNote, header, references, delivery.

use roxmltree::Node;

use super::draft::Draft;
use super::map::Take::{Date, Group, Only, Paragraph, Text, Value as Look};
use super::map::{Fate, Reader, Row, Value, find_text, own_text};
use super::settlement::{chosen_means, first_due_date, tax_point, tax_total};
use super::{XmlReading, mentions, ubl_lines, ubl_parties, ubl_settlement, values};
use crate::api::DocumentKind;
use crate::invoice::{Note, PrecedingInvoice};

/// `Invoice`, `CreditNote`.
const DOCUMENT: &[Row<Draft>] = &[
    ("UBLVersionID", Only(&["2.0", "2.1", "2.2", "2.3", "2.4"])),
    ("CustomizationID", Text(|d| &mut d.profile)),
    ("ProfileID", Text(|d| &mut d.invoice.business_process)),
    ("ID", Text(|d| &mut d.invoice.number)),
    ("IssueDate", Date(|d| &mut d.invoice.issue_date)),
    ("DueDate", Date(|d| &mut d.invoice.due_date)),
    ("InvoiceTypeCode", Text(|d| &mut d.invoice.type_code)),
    ("Note", Look(note)),
    ("DocumentCurrencyCode", Text(|d| &mut d.invoice.currency)),
    ("TaxCurrencyCode", Text(|d| &mut d.invoice.accounting_currency)),
    ("BuyerReference", Text(|d| &mut d.invoice.buyer_reference)),
    ("InvoicePeriod/StartDate", Date(|d| &mut d.invoice.delivery.period.start)),
    ("InvoicePeriod/EndDate", Date(|d| &mut d.invoice.delivery.period.end)),
    ("InvoicePeriod/DescriptionCode", Look(|d, value| tax_point(&mut d.invoice.tax_point_code, value))),
    ("OrderReference/ID", Text(|d| &mut d.invoice.order_reference)),
    ("BillingReference/InvoiceDocumentReference", Group(preceding_invoice)),
    ("BillingReference/CreditNoteDocumentReference", Group(preceding_invoice)),
    ("ContractDocumentReference/ID", Text(|d| &mut d.invoice.contract_reference)),
    ("AccountingSupplierParty/Party", Group(|d, node, reader| ubl_parties::party(&mut d.invoice.seller, node, reader))),
    ("AccountingCustomerParty/Party", Group(|d, node, reader| ubl_parties::party(&mut d.invoice.buyer, node, reader))),
    ("PayeeParty", Group(|d, node, reader| ubl_parties::other(&mut d.invoice.payee, node, reader))),
    (
        "TaxRepresentativeParty",
        Group(|d, node, reader| ubl_parties::other(&mut d.invoice.tax_representative, node, reader)),
    ),
    ("Delivery", Group(|d, node, reader| ubl_parties::delivery(&mut d.invoice.delivery, node, reader))),
    ("PaymentMeans", Group(ubl_settlement::payment_means)),
    ("PaymentTerms/Note", Paragraph(|d| &mut d.invoice.payment.terms)),
    ("PaymentTerms/PaymentDueDate", Date(|d| &mut d.invoice.due_date)),
    ("AllowanceCharge", Group(ubl_settlement::allowance_or_charge)),
    ("TaxTotal/TaxAmount", Group(|d, node, reader| tax_total(&mut d.invoice.totals, node, reader))),
    ("TaxTotal/TaxSubtotal", Group(ubl_settlement::vat_row)),
    ("LegalMonetaryTotal", Group(|d, node, reader| reader.fill(&mut d.invoice.totals, node, ubl_settlement::TOTALS))),
    ("InvoiceLine", Group(ubl_lines::line)),
];

/// `InvoiceDocumentReference` (BG-3).
const PRECEDING: &[Row<PrecedingInvoice>] =
    &[("ID", Text(|p| &mut p.number)), ("IssueDate", Date(|p| &mut p.issue_date))];

/// Names of the credit note, with those of the invoice.
const CREDIT_NOTE_NAMES: [(&str, &str); 3] = [
    ("CreditNoteLine", "InvoiceLine"),
    ("CreditNoteTypeCode", "InvoiceTypeCode"),
    ("CreditedQuantity", "InvoicedQuantity"),
];

/// Reads a UBL document.
pub(super) fn read(root: Node<'_, '_>) -> XmlReading {
    let mut reader = Reader::new(find_text(root, "DocumentCurrencyCode"), invoice_name);
    reader.accounting_currency = find_text(root, "TaxCurrencyCode");
    let mut draft = Draft::default();
    draft.invoice.due_date = root
        .children()
        .find(|child| child.tag_name().name() == "DueDate")
        .and_then(|node| values::date(&own_text(node)))
        .or_else(|| first_due_date(root, "PaymentDueDate"));
    draft.payment_means = chosen_means(root, "PaymentMeans", "PayeeFinancialAccount");
    reader.fill(&mut draft, root, DOCUMENT);
    mentions::complete(&mut draft.invoice);
    XmlReading {
        kind: DocumentKind::Ubl,
        profile: draft.profile,
        invoice: draft.invoice,
        warnings: reader.report.into_warnings(),
    }
}

fn invoice_name(name: &str) -> &str {
    CREDIT_NOTE_NAMES.iter().find(|(credit, _)| *credit == name).map_or(name, |(_, invoice)| invoice)
}

/// A note (BG-1), which carries its subject in front: `#PMT#text`.
fn note(draft: &mut Draft, value: &Value<'_, '_>) -> Fate {
    let text = values::paragraph(&own_text(value.node)).unwrap_or_default();
    let coded = text.strip_prefix('#').and_then(|rest| rest.split_once('#'));
    let note = match coded {
        Some((code, text)) if is_subject(code) => {
            Note { subject_code: Some(code.to_owned()), text: text.trim().to_owned() }
        }
        _ => Note { subject_code: None, text },
    };
    if note.text.is_empty() {
        return Fate::Left;
    }
    draft.invoice.notes.push(note);
    Fate::Taken
}

/// Subjects are the three letters of UNTDID 4451.
fn is_subject(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn preceding_invoice(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    let mut preceding = PrecedingInvoice::default();
    reader.fill(&mut preceding, node, PRECEDING);
    if preceding != PrecedingInvoice::default() {
        draft.invoice.preceding_invoices.push(preceding);
    }
}
