//! Values that must be codes of a list, or shaped as what they are.

use super::super::{Profile, Syntax};
use super::complete::is_french;
use super::lists;
use super::reasons::Reasons;
use super::values::filled;
use crate::invoice::codes::{is_country, is_currency, is_invoice_type};
use crate::invoice::{Identifier, Invoice, Party};

/// Adds every value that is none of its list.
pub(super) fn check(invoice: &Invoice, syntax: Syntax, profile: Profile, reasons: &mut Reasons) {
    let french = is_french(&invoice.seller);
    if french && syntax == Syntax::Ubl {
        schemes(invoice, reasons);
    }
    let mut bad = |path: String, fr: &str, en: &str| reasons.bad(path, fr, en);
    for (path, code) in [("currency", &invoice.currency), ("accounting_currency", &invoice.accounting_currency)] {
        if filled(code).is_some_and(|code| !is_currency(code)) {
            bad(path.into(), "Ce n'est pas une devise ISO 4217.", "Not a currency of ISO 4217.");
        }
    }
    let is_type = |code: &str| if french { is_invoice_type(code) } else { lists::is_type(code) };
    if filled(&invoice.type_code).is_some_and(|code| !is_type(code)) {
        let fr = "Ce n'est pas un type de facture : 380 facture, 381 avoir, 386 acompte…";
        bad("type_code".into(), fr, "Not an invoice type: 380 invoice, 381 credit note, 386 prepayment…");
    }
    if filled(&invoice.tax_point_code).is_some_and(|code| !matches!(code, "3" | "35" | "432")) {
        let fr = "Ce n'est pas un code d'exigibilité : 3 facture (débits), 35 livraison, 432 paiement.";
        bad("tax_point_code".into(), fr, "Not a tax point code: 3 invoice date, 35 delivery, 432 payment.");
    }
    let of_delivery = invoice.delivery.address.as_ref().map(|address| ("delivery.address", address));
    let of_parties = parties(invoice).into_iter().map(|(path, party)| (path, &party.address));
    for (path, address) in of_parties.chain(of_delivery) {
        if filled(&address.country).is_some_and(|code| !is_country(code)) {
            let path = if path.ends_with("address") { path.to_owned() } else { format!("{path}.address") };
            let fr = "Ce n'est pas un pays ISO 3166-1 à deux lettres.";
            bad(format!("{path}.country"), fr, "Not a country of ISO 3166-1 in two letters.");
        }
    }
    for (i, row) in invoice.vat_breakdown.iter().enumerate() {
        if filled(&row.exemption_code).is_some_and(|code| !code.starts_with("VATEX-")) {
            let fr = "Ce n'est pas un code d'exonération (VATEX) ; le motif s'écrit dans exemption_reason.";
            let en = "Not an exemption code (VATEX); the reason goes in exemption_reason.";
            bad(format!("vat_breakdown.{i}.exemption_code"), fr, en);
        }
    }
    for (path, party) in parties(invoice) {
        identifiers(path, party, &mut bad);
    }
    if profile >= Profile::Basic {
        units(invoice, &mut bad);
    }
}

/// In UBL France wants every identifier with its scheme (BR-FR-CO-10).
fn schemes(invoice: &Invoice, reasons: &mut Reasons) {
    for (path, party) in parties(invoice) {
        for (i, _) in party.identifiers.iter().enumerate().filter(|(_, id)| filled(&id.scheme).is_none()) {
            let path = format!("{path}.identifiers.{i}.scheme");
            reasons.required(
                path,
                "le type de cet identifiant (BR-FR-CO-10)",
                "the scheme of this identifier (BR-FR-CO-10)",
            );
        }
    }
}

type Bad<'b> = &'b mut dyn FnMut(String, &str, &str);

fn parties(invoice: &Invoice) -> Vec<(&'static str, &Party)> {
    let others = [("payee", &invoice.payee), ("tax_representative", &invoice.tax_representative)];
    let others = others.into_iter().filter_map(|(path, party)| Some((path, party.as_ref()?)));
    [("seller", &invoice.seller), ("buyer", &invoice.buyer)].into_iter().chain(others).collect()
}

/// SIREN and SIRET by their shape (BR-FR-09, BR-FR-10), the others by their schemes.
fn identifiers(path: &str, party: &Party, bad: Bad<'_>) {
    let digits = |text: &str, many: usize| text.len() == many && text.bytes().all(|b| b.is_ascii_digit());
    let siren = filled(&party.siren);
    if siren.is_some_and(|siren| !digits(siren, 9)) {
        bad(format!("{path}.siren"), "Un SIREN a neuf chiffres.", "A SIREN has nine digits.");
    }
    if let Some(siret) = filled(&party.siret)
        && (!digits(siret, 14) || siren.is_some_and(|siren| !siret.starts_with(siren)))
    {
        let fr = "Un SIRET a quatorze chiffres et commence par le SIREN.";
        bad(format!("{path}.siret"), fr, "A SIRET has fourteen digits and starts with the SIREN.");
    }
    let prefixed = |vat: &str| vat.len() > 3 && vat.bytes().take(2).all(|b| b.is_ascii_uppercase());
    if filled(&party.vat_id).is_some_and(|vat| !prefixed(vat)) {
        let fr = "Un numéro de TVA commence par les deux lettres de son pays (BR-CO-09).";
        bad(format!("{path}.vat_id"), fr, "A VAT number starts with the two letters of its country (BR-CO-09).");
    }
    let is_none = |id: &Identifier| filled(&id.scheme).is_some_and(|scheme| !lists::is_register(scheme));
    let fr = "Ce n'est pas un type d'identifiant ISO 6523 : 0002 SIREN, 0009 SIRET, 0088 GLN, 0224 code routage…";
    let en = "Not a scheme of ISO 6523: 0002 SIREN, 0009 SIRET, 0088 GLN, 0224 routing code…";
    for (i, _) in party.identifiers.iter().enumerate().filter(|(_, id)| is_none(id)) {
        bad(format!("{path}.identifiers.{i}.scheme"), fr, en);
    }
    if party.registration.as_ref().is_some_and(is_none) {
        bad(format!("{path}.registration.scheme"), fr, en);
    }
    let scheme = party.electronic_address.as_ref().and_then(|address| filled(&address.scheme));
    if scheme.is_some_and(|scheme| !lists::is_address(scheme)) {
        let fr = "Ce n'est pas un type d'adresse électronique (EAS) : 0225 annuaire français, EM e-mail…";
        let en = "Not a scheme of electronic addresses (EAS): 0225 French directory, EM e-mail…";
        bad(format!("{path}.electronic_address.scheme"), fr, en);
    }
}

/// Units by their shape: Recommendation 20 has thousands.
fn units(invoice: &Invoice, bad: Bad<'_>) {
    let shaped = |unit: &str| {
        (2..=3).contains(&unit.len()) && unit.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    for (i, line) in invoice.lines.iter().enumerate() {
        if filled(&line.unit).is_some_and(|unit| !shaped(unit)) {
            let fr = "Ce n'est pas une unité de la Recommandation 20 : C62 pièce, HUR heure, KGM kilogramme…";
            bad(format!("lines.{i}.unit"), fr, "Not a unit of Recommendation 20: C62 piece, HUR hour, KGM kilogram…");
        }
    }
}
