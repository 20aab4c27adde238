//! Parties and addresses of CII.

use roxmltree::Node;

use super::map::Take::{Group, List, Text, Value as Look};
use super::map::{Fate, Reader, Row, Value, find_text};
use super::mentions;
use super::parties::{
    PartyDraft, address, electronic_address, filled, identifier, is_vat_number, registration, tax_number, vat_number,
};
use crate::invoice::{Address, Delivery, Party};

/// `SellerTradeParty`, `BuyerTradeParty` (BG-4, BG-7).
const PARTY: &[Row<PartyDraft>] = &[
    ("ID", Look(identifier)),
    ("GlobalID", Look(identifier)),
    ("Name", Text(|d| &mut d.party.name)),
    ("Description", Look(legal_information)),
    ("SpecifiedLegalOrganization/ID", Look(registration)),
    ("SpecifiedLegalOrganization/TradingBusinessName", Text(|d| &mut d.party.trading_name)),
    ("DefinedTradeContact/PersonName", Text(|d| &mut d.party.contact.name)),
    // BT-41 is either the person or the department; the person comes first.
    ("DefinedTradeContact/DepartmentName", Text(|d| &mut d.party.contact.name)),
    ("DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber", Text(|d| &mut d.party.contact.phone)),
    ("DefinedTradeContact/EmailURIUniversalCommunication/URIID", Text(|d| &mut d.party.contact.email)),
    ("PostalTradeAddress", Group(|d, node, reader| address(&mut d.party.address, node, reader, ADDRESS))),
    ("URIUniversalCommunication/URIID", Look(electronic_address)),
    ("SpecifiedTaxRegistration/ID", Look(tax_registration)),
];

/// `PostalTradeAddress` (BG-5, BG-8, BG-15).
const ADDRESS: &[Row<Address>] = &[
    ("LineOne", List(|a| &mut a.lines)),
    ("LineTwo", List(|a| &mut a.lines)),
    ("LineThree", List(|a| &mut a.lines)),
    ("StreetName", List(|a| &mut a.lines)),
    ("PostcodeCode", Text(|a| &mut a.post_code)),
    ("CityName", Text(|a| &mut a.city)),
    ("CountryID", Text(|a| &mut a.country)),
];

/// `ShipToTradeParty` (BG-13).
const SHIP_TO: &[Row<Delivery>] = &[
    ("Name", Text(|d| &mut d.name)),
    ("PostalTradeAddress", Group(|d, node, reader| address(d.address.get_or_insert_default(), node, reader, ADDRESS))),
];

/// Reads a party; a second one in the same role is left.
pub(super) fn party(party: &mut Party, node: Node<'_, '_>, reader: &mut Reader) {
    if *party != Party::default() {
        return reader.leave(node);
    }
    let mut draft = PartyDraft::new(find_text(node, "CountryID").as_deref());
    reader.fill(&mut draft, node, PARTY);
    *party = draft.party;
}

/// Reads a party beside seller and buyer.
pub(super) fn other(slot: &mut Option<Party>, node: Node<'_, '_>, reader: &mut Reader) {
    party(slot.get_or_insert_default(), node, reader);
    *slot = slot.take().filter(|party| *party != Party::default());
}

/// Reads who receives the goods.
pub(super) fn ship_to(delivery: &mut Delivery, node: Node<'_, '_>, reader: &mut Reader) {
    reader.fill(delivery, node, SHIP_TO);
    delivery.address = delivery.address.take().and_then(filled);
}

/// BT-33 is free text: what it says clearly fills the mentions, and it is told as a whole when more is in it.
fn legal_information(draft: &mut PartyDraft, value: &Value<'_, '_>) -> Fate {
    mentions::legal_information(&mut draft.party, &value.text)
}

fn tax_registration(draft: &mut PartyDraft, value: &Value<'_, '_>) -> Fate {
    match value.attribute("schemeID") {
        Some("VA" | "VAT") => vat_number(&mut draft.party, &value.text),
        None if is_vat_number(&value.text) => vat_number(&mut draft.party, &value.text),
        Some("FC") => tax_number(draft, &value.text),
        _ => Fate::Left,
    }
}
