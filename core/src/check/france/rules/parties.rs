//! Who sells and who buys.

use crate::check::Severity::Warning;
use crate::check::france::case::{Case, listed_siren, siren_of};
use crate::check::france::options::Transaction;
use crate::check::france::place::Place;
use crate::check::france::rule::Test::{Full, Partly};
use crate::check::france::rule::{Fault, Force, Law, Outcome, RULE, Rule, Scope, holds, idle, none_of};
use crate::check::france::words::{names_a_street, names_a_town, words};
use crate::invoice::{Party, ident};
use jiff::civil::date;

pub(super) const RULES: [Rule; 9] = [
    Rule {
        code: "FR-ID-01",
        mention: ("Nom complet et adresse du vendeur", "Full name and address of the seller"),
        source: "CGI ann. II art. 242 nonies A, I, 1° ; C. com. art. L441-9, I",
        terms: &["BT-27", "BG-5"],
        fields: &["seller.name", "seller.address"],
        wrong: ("Le nom complet ou l'adresse du vendeur manque.", "The seller's full name or address is missing."),
        fix: (
            "Indiquer le nom ou la raison sociale du vendeur et l'adresse de son siège.",
            "State the seller's legal name and the address of its registered office.",
        ),
        test: Full(|case| name_and_address(case, &case.invoice.seller, "seller")),
        ..RULE
    },
    Rule {
        code: "FR-ID-02",
        mention: ("Numéro SIREN du vendeur", "SIREN of the seller"),
        source: "CGI ann. II art. 242 nonies A, I, 1° ; C. com. art. R123-237, 1°",
        law: Law::Trade,
        terms: &["BT-30"],
        fields: &["seller.siren"],
        wrong: ("Le numéro SIREN du vendeur manque.", "The seller's SIREN is missing."),
        fix: ("Indiquer le SIREN (9 chiffres) du vendeur.", "State the seller's SIREN (9 digits)."),
        test: Full(|case| siren(&case.invoice.seller, "seller")),
        ..RULE
    },
    Rule {
        code: "FR-ID-02-KEY",
        mention: (
            "SIREN et SIRET du vendeur exacts et concordants",
            "SIREN and SIRET of the seller right and in accord",
        ),
        source: "CGI ann. II art. 242 nonies A, I, 1° ; C. com. art. R123-221",
        law: Law::Trade,
        terms: &["BT-30", "BT-29", "BT-31"],
        fields: &["seller.siren", "seller.siret", "seller.vat_id"],
        wrong: (
            "Le SIREN, le SIRET ou le numéro de TVA du vendeur est faux (clé de contrôle), ou ils ne concordent pas.",
            "The seller's SIREN, SIRET or VAT number is wrong (check digit), or they do not agree.",
        ),
        fix: (
            "Corriger le SIREN et le SIRET : les 9 premiers chiffres du SIRET et les 9 derniers du numéro de TVA sont le SIREN.",
            "Mend SIREN and SIRET: the first 9 digits of the SIRET and the last 9 of the VAT number are the SIREN.",
        ),
        test: Full(|case| registration_keys(&case.invoice.seller, "seller")),
        ..RULE
    },
    Rule {
        code: "FR-ID-06",
        mention: ("Numéro de TVA intracommunautaire du vendeur", "VAT number of the seller"),
        source: "CGI ann. II art. 242 nonies A, I, 2° et II",
        terms: &["BT-31"],
        fields: &["seller.vat_id"],
        wrong: (
            "Le numéro de TVA du vendeur manque alors que la facture dépasse 150 € HT.",
            "The seller's VAT number is missing although the invoice exceeds 150 € without VAT.",
        ),
        fix: (
            "Indiquer le numéro de TVA intracommunautaire du vendeur (FR, clé, SIREN).",
            "State the seller's VAT number (FR, key, SIREN).",
        ),
        test: Full(seller_vat_number),
        ..RULE
    },
    Rule {
        code: "FR-ID-06-KEY",
        mention: ("Numéro de TVA du vendeur exact", "VAT number of the seller right"),
        source: "CGI art. 286 ter ; CGI ann. II art. 242 nonies A, I, 2°",
        terms: &["BT-31"],
        fields: &["seller.vat_id"],
        wrong: (
            "Le numéro de TVA du vendeur n'a pas la forme de son pays, ou sa clé est fausse.",
            "The seller's VAT number does not have the form of its country, or its key is wrong.",
        ),
        fix: ("Corriger le numéro de TVA du vendeur.", "Mend the seller's VAT number."),
        test: Full(seller_vat_key),
        ..RULE
    },
    Rule {
        code: "FR-ID-07",
        mention: ("Nom complet et adresse du client", "Full name and address of the buyer"),
        source: "CGI ann. II art. 242 nonies A, I, 1° ; C. com. art. L441-9, I",
        terms: &["BT-44", "BG-8"],
        fields: &["buyer.name", "buyer.address"],
        wrong: ("Le nom complet ou l'adresse du client manque.", "The buyer's full name or address is missing."),
        fix: (
            "Indiquer le nom ou la raison sociale du client et son adresse (et l'adresse de facturation si elle diffère).",
            "State the buyer's legal name and address (and the billing address where it differs).",
        ),
        test: Full(|case| name_and_address(case, &case.invoice.buyer, "buyer")),
        ..RULE
    },
    Rule {
        code: "FR-ID-08",
        mention: ("Numéro SIREN du client", "SIREN of the buyer"),
        source: "CGI ann. II art. 242 nonies A, I, 1° (décret 2022-1299)",
        force: Force::Reform,
        scope: Scope::Domestic,
        terms: &["BT-47"],
        fields: &["buyer.siren"],
        wrong: ("Le numéro SIREN du client manque.", "The buyer's SIREN is missing."),
        fix: (
            "Demander au client son SIREN (9 chiffres) et l'indiquer.",
            "Ask the buyer for its SIREN (9 digits) and state it.",
        ),
        test: Full(|case| siren(&case.invoice.buyer, "buyer")),
        ..RULE
    },
    Rule {
        code: "FR-ID-08-KEY",
        mention: ("SIREN, SIRET et numéro de TVA du client exacts", "SIREN, SIRET and VAT number of the buyer right"),
        source: "CGI ann. II art. 242 nonies A, I, 1° et 3° ; C. com. art. R123-221",
        severity: Warning,
        terms: &["BT-47", "BT-46", "BT-48"],
        fields: &["buyer.siren", "buyer.siret", "buyer.vat_id"],
        wrong: (
            "Le SIREN, le SIRET ou le numéro de TVA du client est faux (clé de contrôle), ou ils ne concordent pas.",
            "The buyer's SIREN, SIRET or VAT number is wrong (check digit), or they do not agree.",
        ),
        fix: ("Faire confirmer les identifiants par le client.", "Have the buyer confirm its identifiers."),
        test: Full(buyer_keys),
        ..RULE
    },
    Rule {
        code: "FR-ID-12",
        mention: ("« Membre d'un assujetti unique »", "« Membre d'un assujetti unique » (member of a VAT group)"),
        source: "CGI ann. II art. 242 nonies A, I, 5° bis ; CGI art. 256 C",
        force: Force::Since(date(2023, 1, 1)),
        terms: &["BT-22", "BG-11"],
        fields: &["notes"],
        wrong: (
            "La mention « Membre d'un assujetti unique » manque, ou le nom, l'adresse ou le numéro de TVA du membre.",
            "The mention « Membre d'un assujetti unique » is missing, or the member's name, address or VAT number.",
        ),
        fix: (
            "Ajouter « Membre d'un assujetti unique » avec le nom, l'adresse et le numéro de TVA du membre.",
            "Add « Membre d'un assujetti unique » with the member's name, address and VAT number.",
        ),
        test: Partly(
            vat_group,
            (
                "L'appartenance à un assujetti unique n'est connue que si la facture ou l'appelant la dit.",
                "Membership of a VAT group is known only when the invoice or the caller says so.",
            ),
        ),
        ..RULE
    },
];

fn said(text: &Option<String>) -> bool {
    text.as_deref().is_some_and(|text| text.chars().any(char::is_alphanumeric))
}

/// Judges name and address. An address the reader did not find weighs less when the pages show a town or street that is
/// not the other party's; a consumer may refuse to be named (arrêté 83-50/A).
fn name_and_address(case: &Case<'_>, party: &Party, who: &str) -> Outcome {
    let other = if who == "seller" { &case.invoice.buyer } else { &case.invoice.seller };
    let light = who == "buyer" && case.transaction == Transaction::B2c;
    let elsewhere = || {
        let page = case.words.page();
        let streets = [&other.address, case.invoice.delivery.address.as_ref().unwrap_or(&other.address)];
        let known: String = streets.into_iter().flat_map(|address| &address.lines).map(|line| words(line)).collect();
        names_a_town(page, other.address.post_code.as_deref()) || names_a_street(page, &known)
    };

    let address = &party.address;
    let place = said(&address.city) || said(&address.post_code);
    let street = address.lines.iter().any(|line| line.chars().any(char::is_alphanumeric));
    let mut missing = Vec::new();
    if !said(&party.name) {
        missing.push(format!("{who}.name"));
    }
    if !place && !street {
        missing.push(format!("{who}.address"));
    }
    let (fr, en) = if who == "seller" { ("du vendeur", "seller's") } else { ("du client", "buyer's") };
    match missing.as_slice() {
        [] if place && street => Outcome::Passed,
        [] => Fault::at([format!("{who}.address")])
            .saying(
                format!("L'adresse {fr} n'est pas complète : il faut la rue (ou le lieu-dit) et la commune."),
                format!("The {en} address is not complete: street (or place) and town are needed."),
            )
            .warning()
            .into(),
        [_, _] => Fault::at(missing)
            .saying(format!("Le nom et l'adresse {fr} manquent."), format!("The {en} name and address are missing."))
            .warning_if(light)
            .into(),
        [one] if one.ends_with("name") => Fault::at(missing)
            .saying(format!("Le nom {fr} manque."), format!("The {en} name is missing."))
            .warning_if(light)
            .into(),
        _ => Fault::at(missing)
            .saying(format!("L'adresse {fr} manque."), format!("The {en} address is missing."))
            .warning_if(light || elsewhere())
            .into(),
    }
}

/// A SIREN of its own or within a SIRET stands; within the VAT number or the register alone it can be made out, which
/// is less than the law asks.
fn siren(party: &Party, who: &str) -> Outcome {
    if said(&party.siren) || said(&party.siret) {
        return Outcome::Passed;
    }
    let digits = |text: &String| text.chars().filter(char::is_ascii_digit).count() >= 9;
    // Written down as another identifier of the party (BT-29, BT-46), it stands.
    if listed_siren(party).is_some() {
        return Outcome::Passed;
    }
    let shown = siren_of(party).is_some() || party.rcs.as_ref().is_some_and(digits);
    let fault = Fault::at([format!("{who}.siren")]);
    if !shown {
        return fault.into();
    }
    fault
        .saying(
            "Le SIREN ne figure qu'à l'intérieur du numéro de TVA ou de l'immatriculation.",
            "The SIREN stands only within the VAT number or the register number.",
        )
        .warning()
        .into()
}

fn registration_keys(party: &Party, who: &str) -> Outcome {
    let siren = party.siren.as_deref().map(ident::compact);
    let siret = party.siret.as_deref().map(ident::compact);
    let vat = party.vat_id.as_deref().map(ident::compact);
    if siren.is_none() && siret.is_none() {
        return idle("Ni SIREN ni SIRET à vérifier.", "Neither SIREN nor SIRET to check.");
    }
    let mut wrong = Vec::new();
    if siren.as_deref().is_some_and(|siren| !ident::is_siren(siren)) {
        wrong.push(format!("{who}.siren"));
    }
    if let Some(siret) = &siret {
        let of_another = siren.as_ref().is_some_and(|siren| !siret.starts_with(siren.as_str()));
        if !ident::is_siret(siret) || of_another {
            wrong.push(format!("{who}.siret"));
        }
    }
    let own = siren.as_deref().or_else(|| siret.as_deref().and_then(|siret| siret.get(..9)));
    let in_vat = vat.as_deref().and_then(ident::siren_of_vat);
    if wrong.is_empty() && in_vat.is_some_and(|in_vat| own.is_some_and(|own| own != in_vat)) {
        wrong.push(format!("{who}.vat_id"));
    }
    none_of(wrong)
}

fn seller_vat_number(case: &Case<'_>) -> Outcome {
    if case.vat_number().is_some() {
        return Outcome::Passed;
    }
    if case.is_simplified() {
        return idle(
            "Facture de 150 € HT au plus ou rectificative : le numéro de TVA peut manquer (242 nonies A, II).",
            "Invoice of 150 € without VAT at most, or correction: the VAT number may be missing (242 nonies A, II).",
        );
    }
    if case.charges_vat() || ["S", "AE", "K", "G"].iter().any(|category| case.has_category(category)) {
        return Fault::plain().into();
    }
    idle(
        "Aucune TVA facturée : rien ne montre que le vendeur est identifié à la TVA.",
        "No VAT charged: nothing shows that the seller is registered for VAT.",
    )
}

fn seller_vat_key(case: &Case<'_>) -> Outcome {
    let Some(vat) = case.invoice.seller.vat_id.as_deref().map(ident::compact) else {
        return idle("Pas de numéro de TVA à vérifier.", "No VAT number to check.");
    };
    holds(ident::is_eu_vat(&vat) || ident::is_french_vat(&vat), Fault::plain)
}

fn buyer_keys(case: &Case<'_>) -> Outcome {
    let buyer = &case.invoice.buyer;
    let vat = buyer.vat_id.as_deref().map(ident::compact);
    let keys = match case.buyer {
        Place::France(_) | Place::Unknown => registration_keys(buyer, "buyer"),
        _ => idle("", ""),
    };
    if let Outcome::Failed(fault) = keys {
        return fault.into();
    }
    match vat {
        // Numbers of other countries than the Union's have no form we know.
        Some(vat) if vat.starts_with("FR") || case.buyer == Place::Union => {
            holds(ident::is_eu_vat(&vat), || Fault::at(["buyer.vat_id"]))
        }
        _ if matches!(keys, Outcome::Passed) => Outcome::Passed,
        _ => idle("Pas d'identifiant du client à vérifier.", "No identifier of the buyer to check."),
    }
}

fn vat_group(case: &Case<'_>) -> Outcome {
    let phrases = ["assujetti unique", "membre assujetti unique"];
    let mentioned = case.words.say(&phrases)
        || case.invoice.notes.iter().any(|note| words(&note.text).contains(" assujetti unique "));
    if !mentioned && !case.options.vat_group {
        return idle(
            "Rien ne dit que le vendeur est membre d'un assujetti unique.",
            "Nothing says that the seller is a member of a VAT group.",
        );
    }
    let seller = &case.invoice.seller;
    let mut missing = Vec::new();
    if !mentioned {
        missing.push("notes");
    }
    if !said(&seller.name) {
        missing.push("seller.name");
    }
    if !said(&seller.vat_id) {
        missing.push("seller.vat_id");
    }
    holds(missing.is_empty(), || Fault::at(missing))
}
