//! Parties, addresses and delivery of UBL.

use super::cii_parties::{identifiers_of, is_outside_vat, legal_information, tax_number, three_lines};
use super::values::filled;
use super::xml::Xml;
use crate::invoice::{Address, Delivery, Invoice, Party};

/// The parties of an invoice.
pub(super) struct Parties<'i> {
    invoice: &'i Invoice,
    /// Outside the scope of VAT no party may have a VAT number (BR-O-02).
    has_vat_numbers: bool,
}

impl<'i> Parties<'i> {
    /// Those of this invoice.
    pub(super) fn of(invoice: &'i Invoice) -> Self {
        Self { invoice, has_vat_numbers: !is_outside_vat(invoice) }
    }

    /// `AccountingSupplierParty` (BG-4).
    pub(super) fn seller(&self, xml: &mut Xml) {
        xml.group("cac:AccountingSupplierParty", |xml| self.party(xml, &self.invoice.seller, true));
    }

    /// `AccountingCustomerParty` (BG-7).
    pub(super) fn buyer(&self, xml: &mut Xml) {
        xml.group("cac:AccountingCustomerParty", |xml| self.party(xml, &self.invoice.buyer, false));
    }

    /// `PayeeParty` (BG-10).
    pub(super) fn payee(&self, xml: &mut Xml) {
        let Some(party) = &self.invoice.payee else { return };
        xml.group("cac:PayeeParty", |xml| {
            identifiers(xml, party, false);
            xml.group("cac:PartyName", |xml| xml.maybe("cbc:Name", party.name.as_ref()));
            xml.group("cac:PartyLegalEntity", |xml| registration(xml, party));
        });
    }

    /// `TaxRepresentativeParty` (BG-11).
    pub(super) fn tax_representative(&self, xml: &mut Xml) {
        let Some(party) = &self.invoice.tax_representative else { return };
        xml.group("cac:TaxRepresentativeParty", |xml| {
            xml.group("cac:PartyName", |xml| xml.maybe("cbc:Name", party.name.as_ref()));
            address(xml, "cac:PostalAddress", &party.address);
            self.tax_registration(xml, party, false);
        });
    }

    fn party(&self, xml: &mut Xml, party: &Party, is_seller: bool) {
        xml.group("cac:Party", |xml| {
            if let Some(electronic) = &party.electronic_address {
                let scheme = filled(&electronic.scheme).unwrap_or_default();
                xml.text_with("cbc:EndpointID", &[("schemeID", scheme)], &electronic.value);
            }
            identifiers(xml, party, is_seller);
            xml.group("cac:PartyName", |xml| xml.maybe("cbc:Name", party.trading_name.as_ref()));
            address(xml, "cac:PostalAddress", &party.address);
            self.tax_registration(xml, party, is_seller);
            xml.group("cac:PartyLegalEntity", |xml| {
                xml.maybe("cbc:RegistrationName", party.name.as_ref());
                registration(xml, party);
                xml.maybe("cbc:CompanyLegalForm", legal_information(party).filter(|_| is_seller));
            });
            xml.group("cac:Contact", |xml| {
                xml.maybe("cbc:Name", party.contact.name.as_ref());
                xml.maybe("cbc:Telephone", party.contact.phone.as_ref());
                xml.maybe("cbc:ElectronicMail", party.contact.email.as_ref());
            });
        });
    }

    /// The VAT number (BT-31, BT-48), and that of the seller at its tax office (BT-32).
    fn tax_registration(&self, xml: &mut Xml, party: &Party, is_seller: bool) {
        let vat = filled(&party.vat_id).filter(|_| self.has_vat_numbers);
        let office = tax_number(party, vat.is_some()).filter(|_| is_seller);
        for (scheme, number) in [("VAT", vat), ("FC", office)] {
            let Some(number) = number else { continue };
            xml.group("cac:PartyTaxScheme", |xml| {
                xml.text("cbc:CompanyID", number);
                xml.group("cac:TaxScheme", |xml| xml.text("cbc:ID", scheme));
            });
        }
    }
}

/// `Delivery` (BG-13).
pub(super) fn delivery(xml: &mut Xml, delivery: &Delivery) {
    xml.group("cac:Delivery", |xml| {
        xml.maybe("cbc:ActualDeliveryDate", delivery.date.map(|date| date.to_string()));
        if let Some(place) = &delivery.address {
            xml.group("cac:DeliveryLocation", |xml| address(xml, "cac:Address", place));
        }
        xml.group("cac:DeliveryParty", |xml| {
            xml.group("cac:PartyName", |xml| xml.maybe("cbc:Name", delivery.name.as_ref()));
        });
    });
}

fn identifiers(xml: &mut Xml, party: &Party, several: bool) {
    for (scheme, value) in identifiers_of(party, several) {
        xml.group("cac:PartyIdentification", |xml| with_scheme(xml, "cbc:ID", scheme, value));
    }
}

/// The SIREN (BT-30, BT-47, BT-61), or the registration in another register.
fn registration(xml: &mut Xml, party: &Party) {
    match (filled(&party.siren), &party.registration) {
        (Some(siren), _) => with_scheme(xml, "cbc:CompanyID", Some("0002"), siren),
        (None, Some(id)) => with_scheme(xml, "cbc:CompanyID", filled(&id.scheme), &id.value),
        (None, None) => {}
    }
}

fn with_scheme(xml: &mut Xml, name: &str, scheme: Option<&str>, value: &str) {
    match scheme {
        Some(scheme) => xml.text_with(name, &[("schemeID", scheme)], value),
        None => xml.text(name, value),
    }
}

fn address(xml: &mut Xml, name: &str, address: &Address) {
    let lines = three_lines(address);
    xml.group(name, |xml| {
        xml.maybe("cbc:StreetName", lines.first());
        xml.maybe("cbc:AdditionalStreetName", lines.get(1));
        xml.maybe("cbc:CityName", address.city.as_ref());
        xml.maybe("cbc:PostalZone", address.post_code.as_ref());
        xml.group("cac:AddressLine", |xml| xml.maybe("cbc:Line", lines.get(2)));
        xml.group("cac:Country", |xml| xml.maybe("cbc:IdentificationCode", address.country.as_ref()));
    });
}
