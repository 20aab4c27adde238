//! Dates, numbers, where and what was delivered.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::check::Severity::{Info, Warning};
use crate::check::france::case::Case;
use crate::check::france::rule::Test::{Full, Never, Partly};
use crate::check::france::rule::{Fault, Force, Outcome, RULE, Rule, Scope, holds, idle};
use crate::invoice::Period;

pub(super) const RULES: [Rule; 9] = [
    Rule {
        code: "FR-DOC-01",
        mention: ("Date d'émission", "Date of issue"),
        source: "CGI ann. II art. 242 nonies A, I, 6° ; C. com. art. L441-9, I",
        terms: &["BT-2"],
        fields: &["issue_date"],
        wrong: ("La date d'émission manque.", "The date of issue is missing."),
        fix: ("Dater la facture du jour de son émission.", "Date the invoice on the day it is issued."),
        test: Full(|case| holds(case.invoice.issue_date.is_some(), Fault::plain)),
        ..RULE
    },
    Rule {
        code: "FR-DOC-01-FUTURE",
        mention: ("Date d'émission passée ou présente", "Date of issue not in the future"),
        source: "CGI ann. II art. 242 nonies A, I, 6° ; CGI art. 289, I, 3",
        severity: Warning,
        terms: &["BT-2"],
        fields: &["issue_date"],
        wrong: ("La facture est datée d'un jour à venir.", "The invoice is dated in the future."),
        fix: ("Vérifier la date d'émission.", "Check the date of issue."),
        test: Full(|case| match case.invoice.issue_date {
            // A day of grace: it may be tomorrow already where it was issued.
            Some(day) => holds(days(case.options.today, day) <= 1, Fault::plain),
            None => no_date(),
        }),
        ..RULE
    },
    Rule {
        code: "FR-DOC-02",
        mention: ("Numéro de la facture", "Invoice number"),
        source: "CGI ann. II art. 242 nonies A, I, 7° ; BOI-TVA-DECLA-30-20-20-10",
        terms: &["BT-1"],
        fields: &["number"],
        wrong: ("Le numéro de la facture manque.", "The invoice number is missing."),
        fix: (
            "Donner à la facture un numéro unique, dans une suite chronologique et continue.",
            "Give the invoice a unique number in a chronological and continuous sequence.",
        ),
        test: Full(|case| {
            let number = case.invoice.number.as_deref().unwrap_or_default();
            holds(number.chars().any(|c| c.is_ascii_digit()), || {
                if number.trim().is_empty() {
                    return Fault::plain();
                }
                Fault::plain().saying(
                    "Le numéro de la facture ne contient aucun chiffre : il ne peut suivre une séquence.",
                    "The invoice number has no digit: it cannot follow a sequence.",
                )
            })
        }),
        ..RULE
    },
    Rule {
        code: "FR-DOC-02-SEQUENCE",
        mention: ("Suite chronologique et continue des numéros", "Chronological and continuous sequence of numbers"),
        source: "CGI ann. II art. 242 nonies A, I, 7° ; BOI-TVA-DECLA-30-20-20-10",
        terms: &["BT-1"],
        fields: &["number"],
        test: Never((
            "Une suite sans trou ni doublon ne se juge que sur l'ensemble des factures.",
            "A sequence without gap or duplicate can only be judged on all invoices together.",
        )),
        ..RULE
    },
    Rule {
        code: "FR-DOC-02-FORM",
        mention: ("Numéro admis par les plateformes", "Number the platforms accept"),
        source: "XP Z12-012, BR-FR-01 et BR-FR-02",
        severity: Warning,
        force: Force::Reform,
        scope: Scope::Domestic,
        terms: &["BT-1"],
        fields: &["number"],
        wrong: (
            "Le numéro a plus de 35 caractères, ou d'autres que lettres sans accent, chiffres et + - _ / : une plateforme le rejettera.",
            "The number has more than 35 characters, or others than plain letters, digits and + - _ /: a platform will reject it.",
        ),
        fix: (
            "Numéroter avec des lettres sans accent, des chiffres et + - _ /, en 35 caractères au plus.",
            "Number with plain letters, digits and + - _ /, in 35 characters at most.",
        ),
        test: Full(|case| match case.invoice.number.as_deref() {
            None | Some("") => idle("Pas de numéro à vérifier.", "No number to check."),
            Some(number) => {
                let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+-_/".contains(&byte);
                holds(number.len() <= 35 && number.bytes().all(allowed), Fault::plain)
            }
        }),
        ..RULE
    },
    Rule {
        code: "FR-DOC-03",
        mention: ("Adresse de livraison, si elle diffère", "Delivery address where it differs"),
        source: "CGI ann. II art. 242 nonies A, I, 7° bis (décret 2022-1299)",
        force: Force::Reform,
        scope: Scope::Domestic,
        terms: &["BG-13", "BG-15"],
        fields: &["delivery.address"],
        wrong: (
            "La facture nomme un lieu ou un destinataire de livraison sans son adresse complète.",
            "The invoice names a place or receiver of the delivery without its full address.",
        ),
        fix: (
            "Indiquer l'adresse de livraison des biens (rue, code postal, commune).",
            "State the address the goods are delivered to (street, post code, town).",
        ),
        test: Partly(
            delivery_address,
            (
                "Sans adresse ni destinataire de livraison, rien ne dit si les biens ont été livrés ailleurs que chez le client.",
                "With neither address nor receiver nothing tells whether goods were delivered elsewhere than at the buyer's.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-DOC-04",
        mention: (
            "Nature des opérations : biens, services ou les deux",
            "Nature of the supplies: goods, services or both",
        ),
        source: "CGI ann. II art. 242 nonies A, I, 8° bis (décret 2022-1299)",
        force: Force::Reform,
        scope: Scope::Domestic,
        terms: &["BT-23"],
        fields: &["business_process"],
        wrong: (
            "La facture ne dit pas si elle porte sur des livraisons de biens, des prestations de services ou les deux.",
            "The invoice does not say whether it is for goods, services or both.",
        ),
        fix: (
            "Indiquer « livraison de biens », « prestation de services » ou les deux (cadre de facturation B, S ou M).",
            "State goods, services or both (business process B, S or M).",
        ),
        test: Full(nature),
        ..RULE
    },
    Rule {
        code: "FR-DOC-05",
        mention: ("Date de l'opération ou période, si elle diffère", "Date or period of the supply where it differs"),
        source: "CGI ann. II art. 242 nonies A, I, 10° ; C. com. art. L441-9, I",
        terms: &["BT-72", "BG-14", "BG-26"],
        fields: &["delivery.date", "delivery.period", "lines"],
        wrong: (
            "La période facturée finit avant de commencer, ou n'a qu'un début.",
            "The invoicing period ends before it starts, or has a start only.",
        ),
        fix: (
            "Indiquer la date de livraison ou d'achèvement de la prestation, ou le premier et le dernier jour de la période.",
            "State the date of delivery or completion, or the first and last day of the period.",
        ),
        test: Partly(
            supply_date,
            (
                "Absente, la date peut être celle de l'émission ou n'être pas encore déterminée.",
                "When absent, the date may be that of issue, or not be determined yet.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-DOC-05-LATE",
        mention: ("Facture émise à temps", "Invoice issued in time"),
        source: "CGI art. 289, I, 3",
        severity: Info,
        terms: &["BT-2", "BT-72", "BT-74", "BT-135"],
        fields: &["issue_date", "delivery.date"],
        wrong: (
            "La facture est émise après le 15 du mois qui suit l'opération : elle doit l'être dès sa réalisation, à la fin du mois si elle en regroupe plusieurs.",
            "The invoice is issued after the 15th of the month following the supply: it is due at once, at the end of the month when it groups several.",
        ),
        fix: ("Facturer dès la livraison ou l'exécution.", "Invoice at delivery or completion."),
        test: Full(issued_late),
        ..RULE
    },
];

/// Days from one date to another; negative when `to` is earlier.
pub(super) fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

fn no_date() -> Outcome {
    idle("La facture n'a pas de date d'émission.", "The invoice has no date of issue.")
}

fn delivery_address(case: &Case<'_>) -> Outcome {
    let delivery = &case.invoice.delivery;
    match &delivery.address {
        Some(address) => {
            let whole = address.city.is_some() && (address.post_code.is_some() || !address.lines.is_empty());
            holds(whole, Fault::plain)
        }
        None if delivery.name.is_some() && delivery.name != case.invoice.buyer.name => Fault::plain().into(),
        None => idle(
            "Aucune adresse de livraison : rien ne dit si les biens ont été livrés ailleurs que chez le client.",
            "No delivery address: nothing tells whether goods were delivered elsewhere than at the buyer's.",
        ),
    }
}

fn nature(case: &Case<'_>) -> Outcome {
    let frame = case.invoice.business_process.as_deref().map(str::trim).unwrap_or_default();
    if matches!(frame.as_bytes(), [b'B' | b'S' | b'M', b'1'..=b'9']) {
        return Outcome::Passed;
    }
    let said = case.words.say(&[
        "livraison de biens",
        "livraisons de biens",
        "vente de biens",
        "ventes de biens",
        "prestation de services",
        "prestations de services",
        "prestation de service",
        "prestations de service",
        "nature de l operation",
        "nature des operations",
        "categorie de l operation",
        "categorie des operations",
        "operation mixte",
        "operations mixtes",
    ]);
    holds(said, Fault::plain)
}

fn supply_date(case: &Case<'_>) -> Outcome {
    let backwards = |period: &Period| period.start.zip(period.end).is_some_and(|(start, end)| start > end);
    let lines = case.invoice.lines.iter().enumerate();
    let wrong = lines.filter(|(_, line)| backwards(&line.period)).map(|(i, _)| format!("lines.{i}.period"));
    let wrong: Vec<String> = wrong.collect();
    if !wrong.is_empty() {
        return Fault::at(wrong).into();
    }
    let period = &case.invoice.delivery.period;
    match (period.start, period.end) {
        (Some(start), Some(end)) => holds(start <= end, || Fault::at(["delivery.period"])),
        (Some(_), None) if case.invoice.delivery.date.is_none() => Fault::at(["delivery.period"]).warning().into(),
        (_, Some(_)) => Outcome::Passed,
        _ if case.invoice.delivery.date.is_some() || last_line_day(case).is_some() => Outcome::Passed,
        _ => idle(
            "Aucune date d'opération : elle peut être celle de l'émission, ou n'être pas encore déterminée.",
            "No date of supply: it may be that of issue, or not be determined yet.",
        ),
    }
}

/// The last day the lines tell of (BT-135, or BT-134 alone).
fn last_line_day(case: &Case<'_>) -> Option<Date> {
    case.invoice.lines.iter().filter_map(|line| line.period.end.or(line.period.start)).max()
}

fn issued_late(case: &Case<'_>) -> Outcome {
    let delivery = &case.invoice.delivery;
    let Some(issued) = case.invoice.issue_date else { return no_date() };
    let Some(done) = delivery.period.end.or(delivery.date).or_else(|| last_line_day(case)) else {
        return idle("Aucune date d'opération.", "No date of supply.");
    };
    if case.is_corrective() {
        return idle("Avoir ou facture rectificative.", "Credit note or correction.");
    }
    let latest = done.last_of_month().checked_add(15.days());
    holds(latest.is_ok_and(|latest| issued <= latest), Fault::plain)
}
