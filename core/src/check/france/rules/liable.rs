//! Who owes the VAT and who issues the invoice, where it is not the seller.

use super::regimes::{cited, code_is_not_words, not_this_regime};
use crate::check::Severity::Warning;
use crate::check::france::case::Case;
use crate::check::france::place::Place;
use crate::check::france::rule::Test::{Full, Never, Partly};
use crate::check::france::rule::{Fault, Outcome, RULE, Rule, holds, idle};

pub(super) const RULES: [Rule; 5] = [
    Rule {
        code: "FR-ID-10",
        mention: (
            "Numéros de TVA du prestataire et du preneur redevable",
            "VAT numbers of supplier and of the buyer who owes the VAT",
        ),
        source: "CGI ann. II art. 242 nonies A, I, 4°",
        terms: &["BT-31", "BT-48"],
        fields: &["seller.vat_id", "buyer.vat_id"],
        wrong: (
            "Le preneur est redevable de la TVA et l'un des deux numéros de TVA manque.",
            "The buyer owes the VAT and one of the two VAT numbers is missing.",
        ),
        fix: (
            "Indiquer les numéros de TVA du prestataire et du preneur.",
            "State the VAT numbers of supplier and buyer.",
        ),
        test: Partly(
            reverse_charge_numbers,
            (
                "Entre entreprises de France, l'autoliquidation peut porter sur des biens, que le 4° ne vise pas : avertissement seulement.",
                "Between companies of France the reverse charge may be on goods, which 4° does not name: a warning only.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-TVA-04",
        mention: ("« Autoliquidation »", "« Autoliquidation » (reverse charge)"),
        source: "CGI ann. II art. 242 nonies A, I, 13° ; CGI art. 283, 1, 2, 2 bis à 2 decies",
        terms: &["BT-120", "BT-121"],
        fields: &["vat_breakdown"],
        wrong: (
            "Le client est redevable de la TVA et la mention « Autoliquidation » manque.",
            "The buyer owes the VAT and the mention « Autoliquidation » is missing.",
        ),
        fix: ("Ajouter « Autoliquidation ».", "Add « Autoliquidation »."),
        test: Full(reverse_charge),
        ..RULE
    },
    Rule {
        code: "FR-TVA-05",
        mention: ("« Autofacturation »", "« Autofacturation » (self-billing)"),
        source: "CGI ann. II art. 242 nonies A, I, 14° ; CGI art. 289, I, 2",
        terms: &["BT-3", "BT-22"],
        fields: &["type_code", "notes"],
        wrong: (
            "La facture est émise par le client au nom du vendeur et la mention « Autofacturation » manque.",
            "The invoice is issued by the buyer in the seller's name and the mention « Autofacturation » is missing.",
        ),
        fix: ("Ajouter « Autofacturation ».", "Add « Autofacturation »."),
        test: Full(self_billing),
        ..RULE
    },
    Rule {
        code: "FR-TVA-05-MANDATE",
        mention: ("Mandat préalable d'autofacturation", "Prior mandate for self-billing"),
        source: "CGI art. 289, I, 2 ; CGI ann. II art. 242 nonies",
        terms: &["BT-3"],
        fields: &["type_code"],
        test: Never(("Le mandat écrit est un autre document.", "The written mandate is another document.")),
        ..RULE
    },
    Rule {
        code: "FR-TVA-10",
        mention: ("Services à un preneur établi hors de France", "Services to a business outside France"),
        source: "CGI art. 259, 1° et 283, 2 ; directive 2006/112/CE art. 44 et 196",
        severity: Warning,
        terms: &["BT-120", "BT-121"],
        fields: &["vat_breakdown"],
        wrong: (
            "Service sans TVA à un preneur établi hors de France, sans référence à l'article 259, 1° du CGI (ou 44 de la directive).",
            "Service without VAT to a business outside France, without reference to article 259, 1° of the CGI (or 44 of the directive).",
        ),
        fix: (
            "Ajouter « TVA non applicable, article 259, 1° du CGI », et « Autoliquidation » pour un preneur de l'Union.",
            "Add « TVA non applicable, article 259, 1° du CGI », and « Autoliquidation » for a buyer in the Union.",
        ),
        test: Full(services_abroad),
        ..RULE
    },
];

fn reverse_charge_numbers(case: &Case<'_>) -> Outcome {
    if !case.is_reverse_charge() || case.is_intra_union_supply() {
        return not_this_regime();
    }
    let mut missing = Vec::new();
    if case.vat_number().is_none() {
        missing.push("seller.vat_id");
    }
    // Outside the Union there is no number to give.
    if case.invoice.buyer.vat_id.is_none() && case.buyer != Place::Abroad {
        missing.push("buyer.vat_id");
    }
    let building = case.words.say(&["2 nonies", "sous traitance", "sous traitant"]);
    let surely_services = case.buyer == Place::Union || building;
    holds(missing.is_empty(), || Fault::at(missing).warning_if(!surely_services))
}

fn reverse_charge(case: &Case<'_>) -> Outcome {
    // A buyer of goods in another member state owes the VAT there, by an acquisition of its own.
    let goods_sent = case.is_intra_union_supply() && !(case.has_category("K") && case.has_category("AE"));
    if !case.is_reverse_charge() || goods_sent {
        return not_this_regime();
    }
    if case.words.say(&["autoliquidation", "auto liquidation"]) {
        return Outcome::Passed;
    }
    let coded = case.has_code(&["VATEX-EU-AE", "VATEX-FR-AE"]) || case.words.say(&["reverse charge"]);
    code_is_not_words(coded)
}

fn self_billing(case: &Case<'_>) -> Outcome {
    let stated = case.words.say(&["autofacturation", "auto facturation", "autofacture", "auto facture"]);
    let for_seller = case.words.mention(&[
        "etablie par le client",
        "emise par le client",
        "emise par l acheteur",
        "emise par l acquereur",
    ]);
    match (stated, case.is_self_billed()) {
        (true, _) => Outcome::Passed,
        (false, true) => code_is_not_words(true),
        (false, false) if for_seller => Fault::plain().into(),
        (false, false) => {
            idle("Rien ne dit que le client émet la facture.", "Nothing says that the buyer issues the invoice.")
        }
    }
}

fn services_abroad(case: &Case<'_>) -> Outcome {
    let outside = matches!(case.buyer, Place::Union | Place::Abroad);
    if !outside
        || case.is_intra_union_supply()
        || case.is_export()
        || !(case.has_category("AE") || case.has_category("O"))
    {
        return not_this_regime();
    }
    let said = [
        "259",
        "259 1",
        "article 44",
        "art 44",
        "article 196",
        "art 196",
        "283 2",
        "autoliquidation",
        "reverse charge",
    ];
    cited(case, &["VATEX-EU-AE", "VATEX-FR-AE", "VATEX-EU-O"], &said)
}
