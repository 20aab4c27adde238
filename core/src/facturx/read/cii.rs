//! The document of CII: header, references, delivery. Factur-X in all profiles, ZUGFeRD 1 and 2.

use roxmltree::Node;

use super::draft::Draft;
use super::map::Take::{Date, Group, Only, Paragraph, Text};
use super::map::{Reader, Row, find_text};
use super::settlement::{chosen_means, first_due_date};
use super::{XmlReading, cii_lines, cii_parties, cii_settlement, mentions};
use crate::api::DocumentKind;
use crate::invoice::Note;

/// `CrossIndustryInvoice`.
const DOCUMENT: &[Row<Draft>] = &[
    (
        "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID",
        Text(|d| &mut d.invoice.business_process),
    ),
    ("ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID", Text(|d| &mut d.profile)),
    ("ExchangedDocumentContext/TestIndicator/Indicator", Only(&["false", "0"])),
    ("ExchangedDocument/ID", Text(|d| &mut d.invoice.number)),
    ("ExchangedDocument/TypeCode", Text(|d| &mut d.invoice.type_code)),
    ("ExchangedDocument/IssueDateTime", Date(|d| &mut d.invoice.issue_date)),
    ("ExchangedDocument/IncludedNote", Group(note)),
    ("SupplyChainTradeTransaction", Group(|d, node, reader| reader.fill(d, node, TRANSACTION))),
];

/// `SupplyChainTradeTransaction`.
const TRANSACTION: &[Row<Draft>] = &[
    ("IncludedSupplyChainTradeLineItem", Group(cii_lines::line)),
    ("ApplicableHeaderTradeAgreement/BuyerReference", Text(|d| &mut d.invoice.buyer_reference)),
    (
        "ApplicableHeaderTradeAgreement/SellerTradeParty",
        Group(|d, node, reader| cii_parties::party(&mut d.invoice.seller, node, reader)),
    ),
    (
        "ApplicableHeaderTradeAgreement/BuyerTradeParty",
        Group(|d, node, reader| cii_parties::party(&mut d.invoice.buyer, node, reader)),
    ),
    (
        "ApplicableHeaderTradeAgreement/SellerTaxRepresentativeTradeParty",
        Group(|d, node, reader| cii_parties::other(&mut d.invoice.tax_representative, node, reader)),
    ),
    (
        "ApplicableHeaderTradeAgreement/BuyerOrderReferencedDocument/IssuerAssignedID",
        Text(|d| &mut d.invoice.order_reference),
    ),
    ("ApplicableHeaderTradeAgreement/BuyerOrderReferencedDocument/ID", Text(|d| &mut d.invoice.order_reference)),
    (
        "ApplicableHeaderTradeAgreement/ContractReferencedDocument/IssuerAssignedID",
        Text(|d| &mut d.invoice.contract_reference),
    ),
    ("ApplicableHeaderTradeAgreement/ContractReferencedDocument/ID", Text(|d| &mut d.invoice.contract_reference)),
    (
        "ApplicableHeaderTradeDelivery/ShipToTradeParty",
        Group(|d, node, reader| cii_parties::ship_to(&mut d.invoice.delivery, node, reader)),
    ),
    (
        "ApplicableHeaderTradeDelivery/ActualDeliverySupplyChainEvent/OccurrenceDateTime",
        Date(|d| &mut d.invoice.delivery.date),
    ),
    ("ApplicableHeaderTradeSettlement", Group(|d, node, reader| reader.fill(d, node, cii_settlement::SETTLEMENT))),
];

/// `IncludedNote` (BG-1).
const NOTE: &[Row<NoteDraft>] =
    &[("Content", Paragraph(|n| &mut n.text)), ("SubjectCode", Text(|n| &mut n.subject_code))];

#[derive(Default)]
struct NoteDraft {
    text: Option<String>,
    subject_code: Option<String>,
}

/// Names of ZUGFeRD 1.0, with those they had from version 2 on.
const OLD_NAMES: [(&str, &str); 10] = [
    ("SpecifiedExchangedDocumentContext", "ExchangedDocumentContext"),
    ("HeaderExchangedDocument", "ExchangedDocument"),
    ("SpecifiedSupplyChainTradeTransaction", "SupplyChainTradeTransaction"),
    ("ApplicableSupplyChainTradeAgreement", "ApplicableHeaderTradeAgreement"),
    ("ApplicableSupplyChainTradeDelivery", "ApplicableHeaderTradeDelivery"),
    ("ApplicableSupplyChainTradeSettlement", "ApplicableHeaderTradeSettlement"),
    ("SpecifiedSupplyChainTradeAgreement", "SpecifiedLineTradeAgreement"),
    ("SpecifiedSupplyChainTradeDelivery", "SpecifiedLineTradeDelivery"),
    ("SpecifiedSupplyChainTradeSettlement", "SpecifiedLineTradeSettlement"),
    ("ApplicablePercent", "RateApplicablePercent"),
];

/// Reads a CII document.
pub(super) fn read(root: Node<'_, '_>) -> XmlReading {
    let mut reader = Reader::new(find_text(root, "InvoiceCurrencyCode"), current_name);
    reader.accounting_currency = find_text(root, "TaxCurrencyCode");
    let mut draft = Draft::default();
    draft.invoice.due_date = first_due_date(root, "DueDateDateTime");
    draft.payment_means =
        chosen_means(root, "SpecifiedTradeSettlementPaymentMeans", "PayeePartyCreditorFinancialAccount");
    reader.fill(&mut draft, root, DOCUMENT);
    mentions::complete(&mut draft.invoice);
    XmlReading {
        kind: DocumentKind::Cii,
        profile: draft.profile,
        invoice: draft.invoice,
        warnings: reader.report.into_warnings(),
    }
}

fn current_name(name: &str) -> &str {
    OLD_NAMES.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| new)
}

fn note(draft: &mut Draft, node: Node<'_, '_>, reader: &mut Reader) {
    if find_text(node, "Content").is_none() {
        return reader.leave(node);
    }
    let mut note = NoteDraft::default();
    reader.fill(&mut note, node, NOTE);
    draft.invoice.notes.push(Note { subject_code: note.subject_code, text: note.text.unwrap_or_default() });
}
