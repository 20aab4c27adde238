//! What both syntaxes say of a party: identifiers with their schemes.

use roxmltree::Node;

use super::map::{Fate, Reader, Row, Value, put};
use crate::invoice::ident::{compact, is_eu_vat, is_siren, is_siret};
use crate::invoice::{Address, ElectronicAddress, Identifier, Party};

/// A party while it is read.
pub(super) struct PartyDraft {
    /// The party.
    pub party: Party,
    /// Whether its address is in France, which gives a bare number its meaning.
    pub french: bool,
}

impl PartyDraft {
    /// A party to fill, in the country named.
    pub(super) fn new(country: Option<&str>) -> Self {
        // The overseas departments have codes of their own and the same register.
        let french = matches!(country, Some("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "BL" | "MF" | "PM"));
        Self { party: Party::default(), french }
    }
}

/// An identifier of a party (BT-29, BT-46): a SIRET or SIREN by its scheme, or another.
pub(super) fn identifier(draft: &mut PartyDraft, value: &Value<'_, '_>) -> Fate {
    match value.attribute("schemeID") {
        Some(scheme) if is_french_scheme(scheme) => with_scheme(&mut draft.party, &value.text),
        None if is_siret(&compact(&value.text)) => put(&mut draft.party.siret, Some(compact(&value.text))),
        _ => {
            draft.party.identifiers.push(other(value));
            Fate::Taken
        }
    }
}

/// The legal registration of a party (BT-30, BT-47): in France its SIREN, often its SIRET.
pub(super) fn registration(draft: &mut PartyDraft, value: &Value<'_, '_>) -> Fate {
    let number = compact(&value.text);
    match value.attribute("schemeID") {
        Some(scheme) if is_french_scheme(scheme) => with_scheme(&mut draft.party, &value.text),
        None if draft.french && is_siren(&number) => put(&mut draft.party.siren, Some(number)),
        None if draft.french && is_siret(&number) => put(&mut draft.party.siret, Some(number)),
        _ => put(&mut draft.party.registration, Some(other(value))),
    }
}

fn other(value: &Value<'_, '_>) -> Identifier {
    Identifier { scheme: value.attribute("schemeID").map(str::to_owned), value: value.text.clone() }
}

fn is_french_scheme(scheme: &str) -> bool {
    matches!(scheme, "0002" | "0009" | "FR:SIRENE" | "FR:SIRET" | "SIREN" | "SIRET")
}

/// ISO 6523 schemes: 0002 is the SIREN, 0009 the SIRET. The number's length decides between the two, for the scheme of
/// the one is often put on the other.
fn with_scheme(party: &mut Party, text: &str) -> Fate {
    let number = compact(text);
    match number.len() {
        _ if !number.bytes().all(|b| b.is_ascii_digit()) => Fate::Bad,
        9 => put(&mut party.siren, Some(number)),
        14 => put(&mut party.siret, Some(number)),
        _ => Fate::Bad,
    }
}

/// A VAT number (BT-31, BT-48), without the spaces it is printed with.
pub(super) fn vat_number(party: &mut Party, text: &str) -> Fate {
    put(&mut party.vat_id, Some(compact(text)))
}

/// A number of the tax office (BT-32): in France the SIREN is one.
pub(super) fn tax_number(draft: &mut PartyDraft, text: &str) -> Fate {
    let number = compact(text);
    match draft.french && is_siren(&number) {
        true => put(&mut draft.party.siren, Some(number)),
        false => put(&mut draft.party.tax_number, Some(text.to_owned())),
    }
}

/// Whether a number that no scheme explains is a VAT number.
pub(super) fn is_vat_number(text: &str) -> bool {
    is_eu_vat(&compact(text))
}

/// An electronic address with its scheme (BT-34, BT-49).
pub(super) fn electronic_address(draft: &mut PartyDraft, value: &Value<'_, '_>) -> Fate {
    let scheme = value.attribute("schemeID").map(str::to_owned);
    put(&mut draft.party.electronic_address, Some(ElectronicAddress { scheme, value: value.text.clone() }))
}

/// Fills an address; a second one is left, for the lines of two must not mix.
pub(super) fn address(address: &mut Address, node: Node<'_, '_>, reader: &mut Reader, map: &[Row<Address>]) {
    if *address == Address::default() {
        reader.fill(address, node, map);
    } else {
        reader.leave(node);
    }
}

/// An address with anything in it.
pub(super) fn filled(address: Address) -> Option<Address> {
    (address != Address::default()).then_some(address)
}
