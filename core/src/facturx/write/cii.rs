//! The document of CII D22B: header, references, delivery.

use jiff::civil::Date;

use super::super::Profile;
use super::values::compact_date;
use super::xml::Xml;
use super::{cii_lines, cii_parties, cii_settlement};
use crate::invoice::Invoice;

const NAMESPACES: &[(&str, &str)] = &[
    ("xmlns:rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
    ("xmlns:ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"),
    ("xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"),
    ("xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
];

/// Writes a completed invoice, in the order of the schema.
pub(super) fn write(invoice: &Invoice, profile: Profile) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("rsm:CrossIndustryInvoice", NAMESPACES, |xml| {
        context(xml, invoice, profile);
        document(xml, invoice, profile);
        xml.element("rsm:SupplyChainTradeTransaction", &[], |xml| {
            if profile >= Profile::Basic {
                invoice.lines.iter().for_each(|line| cii_lines::line(xml, line, profile));
            }
            agreement(xml, invoice, profile);
            delivery(xml, invoice, profile);
            cii_settlement::settlement(xml, invoice, profile);
        });
    });
    xml.into_bytes()
}

fn context(xml: &mut Xml, invoice: &Invoice, profile: Profile) {
    xml.element("rsm:ExchangedDocumentContext", &[], |xml| {
        xml.group("ram:BusinessProcessSpecifiedDocumentContextParameter", |xml| {
            xml.maybe("ram:ID", invoice.business_process.as_ref());
        });
        xml.group("ram:GuidelineSpecifiedDocumentContextParameter", |xml| xml.text("ram:ID", profile.urn()));
    });
}

fn document(xml: &mut Xml, invoice: &Invoice, profile: Profile) {
    xml.element("rsm:ExchangedDocument", &[], |xml| {
        xml.maybe("ram:ID", invoice.number.as_ref());
        xml.maybe("ram:TypeCode", invoice.type_code.as_ref());
        date(xml, "ram:IssueDateTime", invoice.issue_date);
        if profile >= Profile::BasicWl {
            for note in &invoice.notes {
                xml.group("ram:IncludedNote", |xml| {
                    xml.text("ram:Content", &note.text);
                    xml.maybe("ram:SubjectCode", note.subject_code.as_ref());
                });
            }
        }
    });
}

fn agreement(xml: &mut Xml, invoice: &Invoice, profile: Profile) {
    xml.element("ram:ApplicableHeaderTradeAgreement", &[], |xml| {
        xml.maybe("ram:BuyerReference", invoice.buyer_reference.as_ref());
        let parties = cii_parties::Parties::of(invoice, profile);
        parties.seller(xml);
        parties.buyer(xml);
        parties.tax_representative(xml);
        xml.group("ram:BuyerOrderReferencedDocument", |xml| {
            xml.maybe("ram:IssuerAssignedID", invoice.order_reference.as_ref());
        });
        if profile >= Profile::BasicWl {
            xml.group("ram:ContractReferencedDocument", |xml| {
                xml.maybe("ram:IssuerAssignedID", invoice.contract_reference.as_ref());
            });
        }
    });
}

fn delivery(xml: &mut Xml, invoice: &Invoice, profile: Profile) {
    // The schema wants the element even when nothing is in it.
    xml.element("ram:ApplicableHeaderTradeDelivery", &[], |xml| {
        if profile >= Profile::BasicWl {
            xml.group("ram:ShipToTradeParty", |xml| {
                xml.maybe("ram:Name", invoice.delivery.name.as_ref());
                if let Some(address) = &invoice.delivery.address {
                    cii_parties::address(xml, address);
                }
            });
            xml.group("ram:ActualDeliverySupplyChainEvent", |xml| {
                date(xml, "ram:OccurrenceDateTime", invoice.delivery.date);
            });
        }
    });
}

/// A date in an element of its own, format 102.
pub(super) fn date(xml: &mut Xml, name: &str, date: Option<Date>) {
    xml.group(name, |xml| {
        if let Some(date) = date {
            xml.text_with("udt:DateTimeString", &[("format", "102")], compact_date(date));
        }
    });
}
