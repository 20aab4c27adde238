//! Parties and addresses of CII.

use super::super::Profile;
use super::values::filled;
use super::xml::Xml;
use crate::invoice::{Address, Invoice, Party};

/// The parties of an invoice, and what the profile lets be told of them.
pub(super) struct Parties<'i> {
    invoice: &'i Invoice,
    profile: Profile,
    /// Outside the scope of VAT no party may have a VAT number (BR-O-02).
    has_vat_numbers: bool,
}

impl<'i> Parties<'i> {
    /// Those of this invoice.
    pub(super) fn of(invoice: &'i Invoice, profile: Profile) -> Self {
        Self { invoice, profile, has_vat_numbers: !is_outside_vat(invoice) }
    }

    /// `SellerTradeParty` (BG-4).
    pub(super) fn seller(&self, xml: &mut Xml) {
        self.party(xml, "ram:SellerTradeParty", &self.invoice.seller, true);
    }

    /// `BuyerTradeParty` (BG-7).
    pub(super) fn buyer(&self, xml: &mut Xml) {
        self.party(xml, "ram:BuyerTradeParty", &self.invoice.buyer, false);
    }

    /// `SellerTaxRepresentativeTradeParty` (BG-11).
    pub(super) fn tax_representative(&self, xml: &mut Xml) {
        let Some(party) = self.invoice.tax_representative.as_ref().filter(|_| self.profile >= Profile::BasicWl) else {
            return;
        };
        xml.group("ram:SellerTaxRepresentativeTradeParty", |xml| {
            xml.maybe("ram:Name", party.name.as_ref());
            address(xml, &party.address);
            self.tax_registration(xml, party, false);
        });
    }

    /// `PayeeTradeParty` (BG-10).
    pub(super) fn payee(&self, xml: &mut Xml) {
        let Some(party) = &self.invoice.payee else { return };
        xml.group("ram:PayeeTradeParty", |xml| {
            identifiers(xml, party, self.profile >= Profile::Extended);
            xml.maybe("ram:Name", party.name.as_ref());
            xml.group("ram:SpecifiedLegalOrganization", |xml| registration(xml, party));
            if self.profile >= Profile::Extended {
                address(xml, &party.address);
            }
        });
    }

    fn party(&self, xml: &mut Xml, name: &str, party: &Party, is_seller: bool) {
        let from = |profile: Profile| self.profile >= profile;
        xml.element(name, &[], |xml| {
            if from(Profile::BasicWl) {
                identifiers(xml, party, is_seller || from(Profile::Extended));
            }
            xml.maybe("ram:Name", party.name.as_ref());
            if from(Profile::En16931) && is_seller {
                xml.maybe("ram:Description", legal_information(party));
            }
            xml.group("ram:SpecifiedLegalOrganization", |xml| {
                registration(xml, party);
                if from(if is_seller { Profile::BasicWl } else { Profile::En16931 }) {
                    xml.maybe("ram:TradingBusinessName", party.trading_name.as_ref());
                }
            });
            if from(Profile::En16931) {
                contact(xml, party);
            }
            match (from(Profile::BasicWl), is_seller) {
                (true, _) => address(xml, &party.address),
                (false, true) => xml.group("ram:PostalTradeAddress", |xml| {
                    xml.maybe("ram:CountryID", party.address.country.as_ref());
                }),
                (false, false) => {}
            }
            if from(Profile::BasicWl) {
                electronic_address(xml, party);
            }
            if is_seller || from(Profile::BasicWl) {
                self.tax_registration(xml, party, is_seller);
            }
        });
    }

    /// The VAT number (BT-31, BT-48), and that of the seller at its tax office (BT-32).
    fn tax_registration(&self, xml: &mut Xml, party: &Party, is_seller: bool) {
        let vat = filled(&party.vat_id).filter(|_| self.has_vat_numbers);
        let office = tax_number(party, vat.is_some()).filter(|_| is_seller);
        for (scheme, number) in [("VA", vat), ("FC", office)] {
            xml.group("ram:SpecifiedTaxRegistration", |xml| {
                xml.text_with("ram:ID", &[("schemeID", scheme)], number.unwrap_or_default());
            });
        }
    }
}

/// The number of the tax office (BT-32): a French seller without a VAT number is known there by its SIREN.
pub(super) fn tax_number(party: &Party, has_vat_number: bool) -> Option<&str> {
    filled(&party.tax_number).or_else(|| filled(&party.siren).filter(|_| !has_vat_number))
}

/// Whether the invoice is outside the scope of VAT (category O), which stands alone on an invoice (BR-O-11).
pub(super) fn is_outside_vat(invoice: &Invoice) -> bool {
    invoice.vat_breakdown.iter().any(|row| row.category.as_deref() == Some("O"))
}

/// `PostalTradeAddress` (BG-5, BG-8, BG-15). The schema has three lines; the third holds what is left.
pub(super) fn address(xml: &mut Xml, address: &Address) {
    xml.group("ram:PostalTradeAddress", |xml| {
        xml.maybe("ram:PostcodeCode", address.post_code.as_ref());
        for (name, line) in ["ram:LineOne", "ram:LineTwo", "ram:LineThree"].iter().zip(three_lines(address)) {
            xml.text(name, line);
        }
        xml.maybe("ram:CityName", address.city.as_ref());
        xml.maybe("ram:CountryID", address.country.as_ref());
    });
}

/// The lines of an address in three, blank ones left out.
pub(super) fn three_lines(address: &Address) -> Vec<String> {
    let mut lines = address.lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty());
    let mut three: Vec<String> = lines.by_ref().take(2).collect();
    let rest = lines.collect::<Vec<_>>().join(", ");
    if !rest.is_empty() {
        three.push(rest);
    }
    three
}

/// What the seller must tell of itself and has no other place: its activity code (BT-33).
pub(super) fn legal_information(party: &Party) -> Option<String> {
    filled(&party.naf).map(|naf| format!("APE {naf}"))
}

/// The identifiers with their schemes (BT-29, BT-46, BT-60): the SIRET first; EN 16931 admits several of the seller only.
pub(super) fn identifiers_of(party: &Party, several: bool) -> Vec<(Option<&str>, &str)> {
    let siret = filled(&party.siret).map(|siret| (Some("0009"), siret));
    let others = party.identifiers.iter().map(|id| (filled(&id.scheme), id.value.as_str()));
    siret.into_iter().chain(others).take(if several { usize::MAX } else { 1 }).collect()
}

/// Identifiers: the schema has those without a scheme first.
fn identifiers(xml: &mut Xml, party: &Party, several: bool) {
    let ids = identifiers_of(party, several);
    ids.iter().filter(|(scheme, _)| scheme.is_none()).for_each(|(_, value)| xml.text("ram:ID", value));
    for (scheme, value) in ids {
        if let Some(scheme) = scheme {
            xml.text_with("ram:GlobalID", &[("schemeID", scheme)], value);
        }
    }
}

/// The SIREN (BT-30, BT-47, BT-61), or the registration in another register.
fn registration(xml: &mut Xml, party: &Party) {
    match (filled(&party.siren), &party.registration) {
        (Some(siren), _) => xml.text_with("ram:ID", &[("schemeID", "0002")], siren),
        (None, Some(id)) => match filled(&id.scheme) {
            Some(scheme) => xml.text_with("ram:ID", &[("schemeID", scheme)], &id.value),
            None => xml.text("ram:ID", &id.value),
        },
        (None, None) => {}
    }
}

fn contact(xml: &mut Xml, party: &Party) {
    xml.group("ram:DefinedTradeContact", |xml| {
        xml.maybe("ram:PersonName", party.contact.name.as_ref());
        xml.group("ram:TelephoneUniversalCommunication", |xml| {
            xml.maybe("ram:CompleteNumber", party.contact.phone.as_ref());
        });
        xml.group("ram:EmailURIUniversalCommunication", |xml| xml.maybe("ram:URIID", party.contact.email.as_ref()));
    });
}

fn electronic_address(xml: &mut Xml, party: &Party) {
    if let Some(address) = &party.electronic_address {
        xml.group("ram:URIUniversalCommunication", |xml| {
            let scheme = filled(&address.scheme).unwrap_or_default();
            xml.text_with("ram:URIID", &[("schemeID", scheme)], &address.value);
        });
    }
}
