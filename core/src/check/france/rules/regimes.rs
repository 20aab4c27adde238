//! VAT that is not charged, or not on the whole price, and the words the law wants for it.

use jiff::civil::date;

use crate::check::Severity::Warning;
use crate::check::france::case::Case;
use crate::check::france::place::{Place, Territory};
use crate::check::france::rule::Test::Full;
use crate::check::france::rule::{Fault, Force, Outcome, RULE, Rule, holds, idle, none_of};
use crate::invoice::ident;

pub(super) const RULES: [Rule; 8] = [
    Rule {
        code: "FR-ID-09",
        mention: (
            "Numéros de TVA du vendeur et de l'acquéreur (livraison intracommunautaire)",
            "VAT numbers of seller and buyer (intra-Community supply)",
        ),
        source: "CGI ann. II art. 242 nonies A, I, 3° ; CGI art. 262 ter, I",
        terms: &["BT-31", "BT-48"],
        fields: &["seller.vat_id", "buyer.vat_id"],
        wrong: (
            "Livraison intracommunautaire exonérée sans le numéro de TVA du vendeur, ou sans celui, d'un autre État membre, de l'acquéreur.",
            "Exempt intra-Community supply without the seller's VAT number, or without the buyer's from another member state.",
        ),
        fix: (
            "Indiquer les deux numéros de TVA ; vérifier celui de l'acquéreur dans VIES.",
            "State both VAT numbers; check the buyer's in VIES.",
        ),
        test: Full(intra_union_numbers),
        ..RULE
    },
    Rule {
        code: "FR-TVA-03",
        mention: ("Référence de l'exonération", "Reference of the exemption"),
        source: "CGI ann. II art. 242 nonies A, I, 12° et II",
        terms: &["BT-120", "BT-121"],
        fields: &["vat_breakdown"],
        wrong: (
            "La TVA n'est pas facturée et aucune disposition (CGI, CIBS, directive 2006/112/CE) ni mention équivalente ne le justifie.",
            "VAT is not charged and no provision (CGI, CIBS, directive 2006/112/EC) nor equivalent mention says why.",
        ),
        fix: (
            "Citer l'article qui exonère, par exemple « Exonération de TVA, article 261 du CGI ».",
            "Cite the article that exempts, for example « Exonération de TVA, article 261 du CGI ».",
        ),
        test: Full(exemption_reference),
        ..RULE
    },
    Rule {
        code: "FR-TVA-03-ZERO",
        mention: ("Pas de TVA là où elle n'est pas due", "No VAT where none is due"),
        source: "CGI art. 283, 3 ; CGI art. 297 E",
        terms: &["BT-117", "BT-118", "BT-119"],
        fields: &["vat_breakdown"],
        wrong: (
            "De la TVA est facturée sous une catégorie exonérée, autoliquidée ou hors champ : elle est due du seul fait de sa facturation.",
            "VAT is charged under an exempt, reverse-charged or out-of-scope category: it is owed because it is invoiced.",
        ),
        fix: (
            "Mettre le taux et la taxe à zéro, ou corriger la catégorie.",
            "Set rate and tax to zero, or mend the category.",
        ),
        test: Full(no_tax_when_exempt),
        ..RULE
    },
    Rule {
        code: "FR-TVA-06",
        mention: ("Mention du régime de la marge", "Mention of the margin scheme"),
        source: "CGI ann. II art. 242 nonies A, I, 15° et 16° ; CGI art. 266 et 297 A",
        terms: &["BT-120", "BT-121"],
        fields: &["vat_breakdown"],
        wrong: (
            "TVA sur la marge sans « Régime particulier » suivi de « Agences de voyages », « Biens d'occasion », « Objets d'art » ou « Objets de collection et d'antiquité ».",
            "VAT on the margin without « Régime particulier » and « Agences de voyages », « Biens d'occasion », « Objets d'art » or « Objets de collection et d'antiquité ».",
        ),
        fix: (
            "Ajouter la mention, par exemple « Régime particulier - Biens d'occasion ».",
            "Add the mention, for example « Régime particulier - Biens d'occasion ».",
        ),
        test: Full(margin),
        ..RULE
    },
    Rule {
        code: "FR-TVA-07",
        mention: (
            "« TVA non applicable, article 293 B du CGI »",
            "« TVA non applicable, article 293 B du CGI » (small business exemption)",
        ),
        source: "CGI art. 293 B et 293 E, II ; CIBS art. L. 223-3",
        terms: &["BT-120", "BT-121"],
        fields: &["vat_breakdown"],
        wrong: (
            "Le vendeur est en franchise en base et la mention « TVA non applicable, article 293 B du CGI » manque.",
            "The seller is under the small business exemption and « TVA non applicable, article 293 B du CGI » is missing.",
        ),
        fix: (
            "Ajouter « TVA non applicable, article 293 B du CGI » (ou l'article L. 223-3 du CIBS).",
            "Add « TVA non applicable, article 293 B du CGI » (or article L. 223-3 of the CIBS).",
        ),
        test: Full(franchise),
        ..RULE
    },
    Rule {
        code: "FR-TVA-07-CIBS",
        mention: ("Franchise citée dans le CIBS", "Small business exemption cited in the CIBS"),
        source: "Ord. 2025-1247 et 2026-671 ; CIBS art. L. 223-3",
        severity: Warning,
        force: Force::Since(date(2028, 7, 1)),
        terms: &["BT-120"],
        fields: &["vat_breakdown"],
        wrong: (
            "L'article 293 B du CGI n'est plus admis sur une facture depuis le 1er juillet 2028.",
            "Article 293 B of the CGI is no longer accepted on an invoice since 1 July 2028.",
        ),
        fix: ("Citer l'article L. 223-3 du CIBS.", "Cite article L. 223-3 of the CIBS."),
        test: Full(|case| {
            if !case.is_franchise() {
                return not_this_regime();
            }
            holds(case.cites_cibs_franchise(), Fault::plain)
        }),
        ..RULE
    },
    Rule {
        code: "FR-TVA-08",
        mention: ("Exonération des livraisons intracommunautaires", "Exemption of intra-Community supplies"),
        source: "CGI art. 262 ter, I ; CGI ann. II art. 242 nonies A, I, 12°",
        terms: &["BT-120", "BT-121"],
        fields: &["vat_breakdown"],
        wrong: (
            "Livraison intracommunautaire sans référence à l'article 262 ter, I du CGI (ou 138 de la directive).",
            "Intra-Community supply without reference to article 262 ter, I of the CGI (or 138 of the directive).",
        ),
        fix: (
            "Ajouter « Exonération de TVA, article 262 ter, I du CGI ».",
            "Add « Exonération de TVA, article 262 ter, I du CGI ».",
        ),
        test: Full(|case| {
            if !case.is_intra_union_supply() {
                return not_this_regime();
            }
            let said = [
                "262 ter",
                "article 138",
                "art 138",
                "138 de la directive",
                "livraison intracommunautaire",
                "livraisons intracommunautaires",
                "livraison intra communautaire",
                "intra community supply",
            ];
            cited(case, &["VATEX-EU-IC"], &said)
        }),
        ..RULE
    },
    Rule {
        code: "FR-TVA-09",
        mention: ("Exonération des exportations", "Exemption of exports"),
        source: "CGI art. 262, I ; CGI ann. II art. 242 nonies A, I, 12°",
        terms: &["BT-120", "BT-121"],
        fields: &["vat_breakdown"],
        wrong: (
            "Exportation sans référence à l'article 262, I du CGI (ou 146 de la directive).",
            "Export without reference to article 262, I of the CGI (or 146 of the directive).",
        ),
        fix: (
            "Ajouter « Exonération de TVA, article 262, I du CGI ».",
            "Add « Exonération de TVA, article 262, I du CGI ».",
        ),
        test: Full(|case| {
            if !case.is_export() {
                return not_this_regime();
            }
            let said = ["262 i", "262 1", "article 146", "art 146", "146 de la directive", "exportation", "export"];
            cited(case, &["VATEX-EU-G"], &said)
        }),
        ..RULE
    },
];

pub(super) fn not_this_regime() -> Outcome {
    idle("La facture ne relève pas de ce régime.", "The invoice is not under this regime.")
}

/// Whether the regime is cited, in words or by its code (BT-121). A total of 150 € and a correction are let off (II).
pub(super) fn cited(case: &Case<'_>, codes: &[&str], phrases: &[&str]) -> Outcome {
    if case.words.say(phrases) || case.has_code(codes) {
        return Outcome::Passed;
    }
    if case.is_simplified() {
        return let_off();
    }
    Fault::plain().into()
}

fn let_off() -> Outcome {
    idle(
        "Facture de 150 € HT au plus ou rectificative : la référence peut manquer (242 nonies A, II).",
        "Invoice of 150 € without VAT at most, or correction: the reference may be missing (242 nonies A, II).",
    )
}

fn intra_union_numbers(case: &Case<'_>) -> Outcome {
    if !case.is_intra_union_supply() {
        return not_this_regime();
    }
    let mut missing = Vec::new();
    if case.vat_number().is_none() {
        missing.push("seller.vat_id".to_owned());
    }
    let buyer = case.invoice.buyer.vat_id.as_deref().map(ident::compact);
    if !buyer.is_some_and(|vat| ident::is_eu_vat(&vat) && !vat.starts_with("FR")) {
        missing.push("buyer.vat_id".to_owned());
    }
    none_of(missing)
}

fn exemption_reference(case: &Case<'_>) -> Outcome {
    if !case.charges_no_vat() && !case.has_category("E") {
        return idle(
            "La TVA est facturée, ou rien ne dit qu'elle ne l'est pas.",
            "VAT is charged, or nothing says that it is not.",
        );
    }
    let other = case.is_franchise()
        || case.is_reverse_charge()
        || case.is_intra_union_supply()
        || case.is_export()
        || case.is_margin();
    if other {
        return idle(
            "Une autre règle juge la mention de ce régime.",
            "Another rule judges the mention of this regime.",
        );
    }
    let rows = case.invoice.vat_breakdown.iter().filter(|row| row.category.as_deref() != Some("S"));
    let says = |text: &Option<String>| text.as_deref().is_some_and(|text| text.chars().any(char::is_alphanumeric));
    let mut untaxed = rows.peekable();
    let rows_say =
        untaxed.peek().is_some() && untaxed.all(|row| says(&row.exemption_reason) || says(&row.exemption_code));
    let said = [
        "exonere",
        "exoneree",
        "exoneration",
        "exonerees",
        "exoneres",
        "non applicable",
        "non soumis",
        "non soumise",
        "non assujetti",
        "non assujettie",
        "hors champ",
        "hors du champ",
        "exempt",
        "c g i",
        "cgi",
        "cibs",
        "2006 112",
        "non imposable",
        "debours",
    ];
    if rows_say || case.words.say(&said) {
        return Outcome::Passed;
    }
    let no_vat_country = matches!(case.seller, Place::France(Territory::Guiana));
    if case.is_simplified() {
        return let_off();
    }
    // Category Z and O are not exemptions in the words of 12°, though a reason is expected.
    let exempt = case.has_category("E") && !no_vat_country;
    Fault::plain().warning_if(!exempt).into()
}

/// Categories without VAT (BT-118); the others are Spanish.
const UNTAXED: [&str; 6] = ["E", "AE", "K", "G", "O", "Z"];

fn no_tax_when_exempt(case: &Case<'_>) -> Outcome {
    let exempt = |category: &Option<String>| category.as_deref().is_some_and(|category| UNTAXED.contains(&category));
    let charged = |amount: Option<rust_decimal::Decimal>| amount.is_some_and(|amount| !amount.is_zero());
    let invoice = case.invoice;
    let franchise = case.has_code(&["VATEX-FR-FRANCHISE"]) && case.charges_vat();
    let rows = invoice.vat_breakdown.iter().enumerate().filter(|(_, row)| exempt(&row.category));
    let lines = invoice.lines.iter().enumerate().filter(|(_, line)| exempt(&line.vat.category));
    let mut any = false;
    let mut wrong = Vec::new();
    for (i, row) in rows {
        any = true;
        if charged(row.tax_amount) || charged(row.rate) {
            wrong.push(format!("vat_breakdown.{i}"));
        }
    }
    for (i, line) in lines {
        any = true;
        if charged(line.vat.rate) {
            wrong.push(format!("lines.{i}.vat.rate"));
        }
    }
    if wrong.is_empty() && franchise {
        wrong.push("totals.tax".to_owned());
    }
    if any || franchise { none_of(wrong) } else { idle("Aucune opération sans TVA.", "No supply without VAT.") }
}

/// What only a code or another language says is missing from the page, but not from the data.
pub(super) fn code_is_not_words(coded: bool) -> Outcome {
    if !coded {
        return Fault::plain().into();
    }
    Fault::plain()
        .saying(
            "Le régime n'est dit que par son code ou dans une autre langue : la mention en toutes lettres manque.",
            "The regime is told by its code or in another language only: the mention in full is missing.",
        )
        .warning()
        .into()
}

/// Margin schemes: exemption code and the words of the law, folded.
const MARGINS: [(&str, &str); 4] = [
    ("VATEX-EU-D", "agences de voyages"),
    ("VATEX-EU-F", "biens d occasion"),
    ("VATEX-EU-I", "objets d art"),
    ("VATEX-EU-J", "objets de collection et d antiquite"),
];

fn margin(case: &Case<'_>) -> Outcome {
    if !case.is_margin() {
        return not_this_regime();
    }
    let coded = MARGINS.iter().any(|(code, _)| case.has_code(&[code]));
    let wanted = MARGINS.iter().filter(|(code, _)| !coded || case.has_code(&[code]));
    let named = wanted.into_iter().any(|(_, words)| case.words.say(&[words, words.strip_suffix('s').unwrap_or(words)]));
    if case.words.say(&["regime particulier"]) && named {
        return Outcome::Passed;
    }
    code_is_not_words(coded)
}

fn franchise(case: &Case<'_>) -> Outcome {
    if !case.is_franchise() {
        return not_this_regime();
    }
    if case.words.say(&["293 b"]) || case.cites_cibs_franchise() {
        return Outcome::Passed;
    }
    code_is_not_words(case.has_code(&["VATEX-FR-FRANCHISE"]) && !case.words.mention(&["tva non applicable"]))
}
