//! What the VAT categories of an invoice ask of its parties and of one another.

use super::super::Profile;
use super::reasons::Reasons;
use super::values::filled;
use crate::invoice::{Invoice, Party};

/// Adds what the categories of the breakdown ask for.
pub(super) fn check(invoice: &Invoice, profile: Profile, reasons: &mut Reasons) {
    let has = |category: &str| invoice.vat_breakdown.iter().any(|row| row.category.as_deref() == Some(category));
    let represented = invoice.tax_representative.as_ref().is_some_and(|party| filled(&party.vat_id).is_some());
    let numbered = filled(&invoice.seller.vat_id).is_some() || represented;
    let office = filled(&invoice.seller.siren).or(filled(&invoice.seller.tax_number));
    if ["S", "Z", "E", "AE"].into_iter().any(has) && !numbered && office.is_none() {
        let fr = "le numéro de TVA du vendeur (BT-31) ou son SIREN";
        reasons.required("seller.vat_id", fr, "the seller's VAT number (BT-31) or SIREN");
    }
    if ["K", "G"].into_iter().any(has) && !numbered {
        let fr = "le numéro de TVA du vendeur (BT-31), que l'exonération demande";
        reasons.required("seller.vat_id", fr, "the seller's VAT number (BT-31), which the exemption needs");
    }
    let known = |party: &Party| {
        party.registration.is_some() || [&party.vat_id, &party.siren].into_iter().any(|id| filled(id).is_some())
    };
    if has("K") && filled(&invoice.buyer.vat_id).is_none() || has("AE") && !known(&invoice.buyer) {
        let fr = "le numéro de TVA de l'acheteur (BT-48), que l'exonération demande";
        reasons.required("buyer.vat_id", fr, "the buyer's VAT number (BT-48), which the exemption needs");
    }
    if has("O") && invoice.vat_breakdown.iter().any(|row| row.category.as_deref() != Some("O")) {
        let fr = "Ce qui est hors du champ de la TVA (O) va sur une facture à part (BR-O-11).";
        reasons.not_writable(
            "vat_breakdown",
            fr,
            "What is outside the scope of VAT (O) has an invoice of its own (BR-O-11).",
        );
    }
    same_rows(invoice, profile, reasons);
}

/// One row a category and rate; EXTENDED alone admits rows that differ by their exemption.
fn same_rows(invoice: &Invoice, profile: Profile, reasons: &mut Reasons) {
    let rows = &invoice.vat_breakdown;
    for (i, row) in rows.iter().enumerate() {
        let before = rows.iter().take(i).any(|other| other.category == row.category && other.rate == row.rate);
        if before && profile < Profile::Extended {
            let fr = "Une seule ligne de TVA par catégorie et par taux ; le profil extended en admet plusieurs.";
            let en = "One VAT row a category and rate; the profile extended admits several.";
            reasons.not_writable(format!("vat_breakdown.{i}"), fr, en);
        }
    }
}
