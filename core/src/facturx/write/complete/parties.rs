//! Identifiers of the parties that follow from one another.

use super::super::values::filled;
use crate::invoice::ident::siren_of_vat;
use crate::invoice::{ElectronicAddress, Invoice, Party};

/// The scheme of the French directory, whose addresses start with the SIREN.
const FRENCH_DIRECTORY: &str = "0225";

/// Completes the parties and the address of delivery.
pub(super) fn complete(invoice: &mut Invoice) {
    for party in [&mut invoice.seller, &mut invoice.buyer] {
        identify(party);
        electronic_address(party);
    }
    if let Some(payee) = &mut invoice.payee {
        payee.siren = payee.siren.take().or_else(|| siren(payee));
    }
    let buyer_country = invoice.buyer.address.country.clone();
    if let Some(address) = &mut invoice.delivery.address {
        let french = buyer_country.filter(|country| country == "FR" && is_french_code(&address.post_code));
        if filled(&address.country).is_none() && french.is_some() {
            address.country = french;
        }
    }
}

/// The SIREN is in the SIRET and in the French VAT number; who has one and an address like ours is in France.
fn identify(party: &mut Party) {
    if filled(&party.siren).is_none() {
        party.siren = siren(party);
    }
    let address = &mut party.address;
    let ours = filled(&address.post_code).is_none() || is_french_code(&address.post_code);
    if filled(&address.country).is_none() && filled(&party.siren).is_some() && ours {
        address.country = Some("FR".to_owned());
    }
}

fn siren(party: &Party) -> Option<String> {
    // Whether the keys are right is for the check of French law to say.
    let is_siret = |siret: &&str| siret.len() == 14 && siret.bytes().all(|b| b.is_ascii_digit());
    let of_siret = filled(&party.siret).filter(is_siret).and_then(|siret| siret.get(..9));
    let of_vat = || filled(&party.vat_id).and_then(siren_of_vat);
    of_siret.or_else(of_vat).map(str::to_owned)
}

fn is_french_code(code: &Option<String>) -> bool {
    filled(code).is_some_and(|code| code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit()))
}

/// In France a company without an address of its own is reached at its SIREN; an address tells its scheme by its shape.
fn electronic_address(party: &mut Party) {
    let siren = filled(&party.siren).map(str::to_owned);
    let french = is_french(party);
    match &mut party.electronic_address {
        Some(address) if filled(&address.scheme).is_none() => {
            let value = address.value.trim();
            let in_directory = siren.as_deref().is_some_and(|siren| value.starts_with(siren));
            address.scheme = match () {
                () if value.contains('@') => Some("EM".to_owned()),
                () if in_directory => Some(FRENCH_DIRECTORY.to_owned()),
                () => None,
            };
        }
        Some(_) => {}
        None if french => {
            party.electronic_address =
                siren.map(|value| ElectronicAddress { scheme: Some(FRENCH_DIRECTORY.to_owned()), value });
        }
        None => {}
    }
}

/// Whether the party is in France, where the overseas departments have country codes of their own.
pub(in crate::facturx::write) fn is_french(party: &Party) -> bool {
    let country = filled(&party.address.country);
    matches!(country, Some("FR" | "GP" | "MQ" | "GF" | "RE" | "YT" | "BL" | "MF" | "PM"))
}
