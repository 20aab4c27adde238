//! VAT categories: what a rate says by itself, and what the invoice says where there is none.

use rust_decimal::Decimal;

use super::super::reasons::Reasons;
use super::super::values::filled;
use super::mentions::fold;
use crate::invoice::codes::{EXEMPTIONS, exemption_category};
use crate::invoice::{Invoice, LineVat, Note, VatBreakdown};

/// What words say of a VAT category: folded words, category, code where they say exactly one.
const WORDS: [(&str, &str, Option<&str>); 16] = [
    ("293 b", "E", Some("VATEX-FR-FRANCHISE")),
    ("293b", "E", Some("VATEX-FR-FRANCHISE")),
    ("l 223 3", "E", Some("VATEX-FR-FRANCHISE")),
    ("franchise en base", "E", Some("VATEX-FR-FRANCHISE")),
    ("autoliquidation", "AE", Some("VATEX-EU-AE")),
    ("auto liquidation", "AE", Some("VATEX-EU-AE")),
    ("reverse charge", "AE", Some("VATEX-EU-AE")),
    ("283 2", "AE", Some("VATEX-EU-AE")),
    ("262 ter", "K", Some("VATEX-EU-IC")),
    ("livraison intracommunautaire", "K", Some("VATEX-EU-IC")),
    ("262 i", "G", Some("VATEX-EU-G")),
    ("259 1", "O", Some("VATEX-EU-O")),
    ("hors du champ", "O", Some("VATEX-EU-O")),
    ("exoneration", "E", None),
    ("exonere", "E", None),
    ("exempt", "E", None),
];

/// The words of the law that go with a code, where the invoice has the code or the category only.
const MENTIONS: [(&str, &str); 5] = [
    ("VATEX-FR-FRANCHISE", "TVA non applicable, article 293 B du CGI"),
    ("VATEX-EU-AE", "Autoliquidation"),
    ("VATEX-EU-IC", "Exonération de TVA, article 262 ter I du CGI"),
    ("VATEX-EU-G", "Exonération de TVA, article 262 I du CGI"),
    ("VATEX-EU-O", "Opération hors du champ de la TVA"),
];

/// The one code of the categories that have one.
const CODES: [(&str, &str); 4] =
    [("AE", "VATEX-EU-AE"), ("K", "VATEX-EU-IC"), ("G", "VATEX-EU-G"), ("O", "VATEX-EU-O")];

/// Gives every line, allowance, charge and row its category and rate.
pub(super) fn complete(invoice: &mut Invoice, reasons: &mut Reasons) {
    let untaxed = untaxed_category(invoice);
    for row in &mut invoice.vat_breakdown {
        let told = row_category(row).or(untaxed);
        let mut vat = LineVat { category: row.category.take(), rate: row.rate };
        settle(&mut vat, told);
        (row.category, row.rate) = (vat.category, vat.rate);
    }
    // A document with one rate has it on everything.
    let only = match invoice.vat_breakdown.as_slice() {
        [row] => LineVat { category: row.category.clone(), rate: row.rate },
        _ => LineVat::default(),
    };
    let mut complete = |path: String, vat: &mut LineVat| {
        if filled(&vat.category).is_none() && vat.rate.is_none() {
            vat.clone_from(&only);
        }
        settle(vat, untaxed);
        demand(&path, vat, reasons);
    };
    for (i, line) in invoice.lines.iter_mut().enumerate() {
        complete(format!("lines.{i}.vat"), &mut line.vat);
    }
    // An allowance without a rate goes with the lines when they have but one.
    let of_lines = unanimous(invoice.lines.iter().map(|line| line.vat.clone()));
    for row in invoice.allowances.iter_mut().chain(&mut invoice.charges) {
        if let Some(vat) = of_lines.as_ref().filter(|_| row.vat == LineVat::default()) {
            row.vat.clone_from(vat);
        }
    }
    for (name, rows) in [("allowances", &mut invoice.allowances), ("charges", &mut invoice.charges)] {
        for (i, row) in rows.iter_mut().enumerate() {
            complete(format!("{name}.{i}.vat"), &mut row.vat);
        }
    }
}

/// A rate above zero is category S; below it, what the invoice says. Categories without VAT have the rate zero, and O none.
fn settle(vat: &mut LineVat, told: Option<&'static str>) {
    if filled(&vat.category).is_none() {
        vat.category = match vat.rate {
            Some(rate) if rate > Decimal::ZERO => Some("S".to_owned()),
            _ => told.map(str::to_owned),
        };
    }
    match vat.category.as_deref() {
        Some("Z" | "E" | "AE" | "K" | "G") => vat.rate = vat.rate.or(Some(Decimal::ZERO)),
        Some("O") if vat.rate.is_some_and(|rate| rate.is_zero()) => vat.rate = None,
        _ => {}
    }
}

/// Category and rate that cannot stand.
fn demand(path: &str, vat: &LineVat, reasons: &mut Reasons) {
    let category = filled(&vat.category);
    match (category, vat.rate) {
        (None, None) => reasons.required(format!("{path}.rate"), "le taux de TVA (BT-152)", "the VAT rate (BT-152)"),
        (None, Some(_)) => reasons.required(
            format!("{path}.category"),
            "la raison du taux zéro : exonération, autoliquidation, exportation… (BT-151)",
            "why the rate is zero: exempt, reverse charge, export… (BT-151)",
        ),
        (Some("S" | "L" | "M"), None) => {
            reasons.required(format!("{path}.rate"), "le taux de TVA (BT-152)", "the VAT rate (BT-152)");
        }
        (Some("S"), Some(rate)) if rate <= Decimal::ZERO => reasons.bad(
            format!("{path}.rate"),
            "La catégorie S demande un taux supérieur à zéro.",
            "Category S needs a rate above zero.",
        ),
        (Some("S" | "L" | "M"), _) => {}
        (Some("Z" | "E" | "AE" | "K" | "G" | "O"), Some(rate)) if !rate.is_zero() => reasons.inconsistent(
            format!("{path}.rate"),
            "Cette catégorie de TVA ne porte pas de taux.",
            "This VAT category bears no rate.",
        ),
        (Some("Z" | "E" | "AE" | "K" | "G" | "O"), _) => {}
        (Some(_), _) => reasons.bad(
            format!("{path}.category"),
            "Ce n'est pas une catégorie de TVA : S, Z, E, AE, K, G, O.",
            "Not a VAT category: S, Z, E, AE, K, G, O.",
        ),
    }
}

/// The one category without VAT that the rows of the breakdown, or else the notes, speak of.
fn untaxed_category(invoice: &Invoice) -> Option<&'static str> {
    let is_untaxed = |row: &&VatBreakdown| row.rate.is_none_or(|rate| rate.is_zero());
    let rows = invoice.vat_breakdown.iter().filter(is_untaxed).filter_map(row_category);
    let notes = || invoice.notes.iter().filter_map(|note| words(&note.text)).map(|(category, _)| category);
    unanimous(rows).or_else(|| unanimous(notes()))
}

/// The category a row says it has, by itself, its code or its reason.
fn row_category(row: &VatBreakdown) -> Option<&'static str> {
    let known = ["S", "Z", "E", "AE", "K", "G", "O"];
    let by_code = || exemption_category(filled(&row.exemption_code)?);
    let by_reason = || words(filled(&row.exemption_reason)?).map(|(category, _)| category);
    match filled(&row.category) {
        Some(category) => known.into_iter().find(|code| *code == category),
        None => by_code().or_else(by_reason),
    }
}

/// Gives a row without VAT the code and the words of its exemption; taxed rows have neither.
pub(super) fn exemption(row: &mut VatBreakdown, path: &str, notes: &[Note], reasons: &mut Reasons) {
    let Some(category) = filled(&row.category).map(str::to_owned) else { return };
    if matches!(category.as_str(), "S" | "Z" | "L" | "M") {
        for (field, value) in [("exemption_reason", &row.exemption_reason), ("exemption_code", &row.exemption_code)] {
            if filled(value).is_some() {
                let fr = "Une base taxée n'a pas de motif d'exonération.";
                reasons.inconsistent(format!("{path}.{field}"), fr, "A taxed base has no exemption reason.");
            }
        }
        return;
    }
    let said = |text: &str| words(text).filter(|(of, _)| *of == category).and_then(|(_, code)| code);
    if filled(&row.exemption_code).is_none() {
        let of_reason = filled(&row.exemption_reason).and_then(said);
        let of_notes = || unanimous(notes.iter().filter_map(|note| said(&note.text)));
        let of_category = || CODES.iter().find(|(of, _)| *of == category).map(|(_, code)| *code);
        let code = match filled(&row.exemption_reason) {
            Some(_) => of_reason,
            None => of_notes().or_else(of_category),
        };
        row.exemption_code = code.map(str::to_owned);
    }
    if filled(&row.exemption_reason).is_none()
        && let Some(code) = filled(&row.exemption_code)
    {
        let known = MENTIONS.iter().find(|(of, _)| *of == code).map(|(_, words)| (*words).to_owned());
        row.exemption_reason = known.or_else(|| listed(code));
    }
    if filled(&row.exemption_code).is_none() && filled(&row.exemption_reason).is_none() {
        let fr = "le motif de l'exonération de TVA (BT-120) ou son code (BT-121)";
        reasons.required(
            format!("{path}.exemption_reason"),
            fr,
            "the VAT exemption reason (BT-120) or its code (BT-121)",
        );
    }
}

fn listed(code: &str) -> Option<String> {
    let row = EXEMPTIONS.iter().find(|(known, ..)| *known == code)?;
    Some(row.2.to_owned())
}

/// Category and code that a text speaks of.
fn words(text: &str) -> Option<(&'static str, Option<&'static str>)> {
    let folded = fold(text);
    let (_, category, code) = WORDS.iter().find(|(words, ..)| folded.contains(&format!(" {words} ")))?;
    Some((category, *code))
}

/// The value when all are the same.
fn unanimous<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}
