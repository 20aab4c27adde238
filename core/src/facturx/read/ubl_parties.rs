//! Parties, addresses and delivery of UBL.

use roxmltree::Node;

use super::map::Take::{Date, Group, List, Only, Text, Value as Look};
use super::map::{Fate, Reader, Row, Value, find_text};
use super::parties::{
    PartyDraft, address, electronic_address, filled, identifier, is_vat_number, registration, tax_number, vat_number,
};
use super::{mentions, values};
use crate::invoice::{Address, Delivery, Party};

/// `Party` (BG-4, BG-7).
const PARTY: &[Row<PartyDraft>] = &[
    ("EndpointID", Look(electronic_address)),
    ("PartyIdentification/ID", Look(party_identifier)),
    ("PartyName/Name", Text(|d| &mut d.party.trading_name)),
    ("PostalAddress", Group(|d, node, reader| address(&mut d.party.address, node, reader, ADDRESS))),
    ("PartyTaxScheme", Group(tax_registration)),
    ("PartyLegalEntity/RegistrationName", Text(|d| &mut d.party.name)),
    ("PartyLegalEntity/CompanyID", Look(registration)),
    ("PartyLegalEntity/CompanyLegalForm", Look(legal_information)),
    ("Contact/Name", Text(|d| &mut d.party.contact.name)),
    ("Contact/Telephone", Text(|d| &mut d.party.contact.phone)),
    ("Contact/ElectronicMail", Text(|d| &mut d.party.contact.email)),
];

/// `PostalAddress`, `Address` (BG-5, BG-8, BG-15).
const ADDRESS: &[Row<Address>] = &[
    ("StreetName", List(|a| &mut a.lines)),
    ("AdditionalStreetName", List(|a| &mut a.lines)),
    ("AddressLine/Line", List(|a| &mut a.lines)),
    ("PostalZone", Text(|a| &mut a.post_code)),
    ("CityName", Text(|a| &mut a.city)),
    ("Country/IdentificationCode", Text(|a| &mut a.country)),
];

/// `Delivery` (BG-13).
const DELIVERY: &[Row<Delivery>] = &[
    ("ActualDeliveryDate", Date(|d| &mut d.date)),
    (
        "DeliveryLocation/Address",
        Group(|d, node, reader| address(d.address.get_or_insert_default(), node, reader, ADDRESS)),
    ),
    ("DeliveryParty/PartyName/Name", Text(|d| &mut d.name)),
];

/// Reads a party; a second one in the same role is left.
pub(super) fn party(party: &mut Party, node: Node<'_, '_>, reader: &mut Reader) {
    if *party != Party::default() {
        return reader.leave(node);
    }
    let mut draft = PartyDraft::new(find_text(node, "IdentificationCode").as_deref());
    reader.fill(&mut draft, node, PARTY);
    // Outside EN 16931 the only name is often that of `PartyName`.
    if draft.party.name.is_none() {
        draft.party.name = draft.party.trading_name.take();
    }
    *party = draft.party;
}

/// An identifier (BT-29, BT-46); UBL has the creditor of a direct debit (BT-90) there too, which has no place.
fn party_identifier(draft: &mut PartyDraft, value: &Value<'_, '_>) -> Fate {
    match value.attribute("schemeID") {
        Some("SEPA") => Fate::Left,
        _ => identifier(draft, value),
    }
}

/// Reads a party beside seller and buyer.
pub(super) fn other(slot: &mut Option<Party>, node: Node<'_, '_>, reader: &mut Reader) {
    party(slot.get_or_insert_default(), node, reader);
    *slot = slot.take().filter(|party| *party != Party::default());
}

/// Reads the delivery; a second one is left.
pub(super) fn delivery(delivery: &mut Delivery, node: Node<'_, '_>, reader: &mut Reader) {
    if delivery.date.is_some() || delivery.name.is_some() || delivery.address.is_some() {
        return reader.leave(node);
    }
    reader.fill(delivery, node, DELIVERY);
    delivery.address = delivery.address.take().and_then(filled);
}

/// `PartyTaxScheme`: the number is a VAT number when the scheme says so, or says nothing and the number does.
fn tax_registration(draft: &mut PartyDraft, node: Node<'_, '_>, reader: &mut Reader) {
    let scheme =
        node.children().find(|child| child.tag_name().name() == "TaxScheme").and_then(|scheme| find_text(scheme, "ID"));
    let number = find_text(node, "CompanyID");
    let is_vat = match (scheme.as_deref(), &number) {
        (Some("VAT"), Some(_)) => true,
        (None, Some(number)) => is_vat_number(number),
        _ => false,
    };
    if is_vat {
        reader.fill(draft, node, VAT_REGISTRATION);
    } else if scheme.is_some() && draft.party.tax_number.is_none() {
        reader.fill(draft, node, TAX_REGISTRATION);
    } else {
        reader.leave(node);
    }
}

const VAT_REGISTRATION: &[Row<PartyDraft>] =
    &[("CompanyID", Look(|d, value| vat_number(&mut d.party, &value.text))), ("TaxScheme/ID", Only(&["VAT"]))];

const TAX_REGISTRATION: &[Row<PartyDraft>] =
    &[("CompanyID", Look(|d, value| tax_number(d, &value.text))), ("TaxScheme/ID", Only(&["FC", "LOC", "TAX"]))];

fn legal_information(draft: &mut PartyDraft, value: &Value<'_, '_>) -> Fate {
    mentions::legal_information(&mut draft.party, &values::one_line(&value.text).unwrap_or_default())
}
