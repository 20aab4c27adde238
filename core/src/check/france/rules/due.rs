//! How long the buyer may take to pay.

use jiff::civil::{Date, date};

use super::documents::days;
use super::payment::{no_dates, nothing_to_pay};
use crate::check::Severity::{Info, Warning};
use crate::check::france::case::Case;
use crate::check::france::delays;
use crate::check::france::rule::Test::{Full, Partly};
use crate::check::france::rule::{Fault, Force, Law, Outcome, RULE, Rule, Scope, holds, idle};

pub(super) const RULES: [Rule; 4] = [
    Rule {
        code: "FR-PAY-06",
        mention: ("Échéance dans le délai légal", "Due date within the legal maximum"),
        source: "C. com. art. L441-10, I",
        severity: Warning,
        force: Force::Since(date(2009, 1, 1)),
        scope: Scope::Business,
        law: Law::Trade,
        terms: &["BT-9", "BT-2"],
        fields: &["due_date", "issue_date"],
        wrong: (
            "L'échéance dépasse 60 jours après l'émission, et 45 jours fin de mois.",
            "The due date is more than 60 days after the date of issue, and past 45 days end of month.",
        ),
        fix: (
            "Ramener l'échéance à 60 jours, ou à 45 jours fin de mois si le contrat le prévoit.",
            "Bring the due date within 60 days, or 45 days end of month where the contract says so.",
        ),
        test: Partly(
            |case| within(case, delays::latest),
            (
                "Sans accord, le délai est de 30 jours après réception ; denrées périssables et alcools ont le leur (L441-11) : l'accord et la marchandise ne se voient pas.",
                "Without agreement it is 30 days from receipt; perishables and alcohol have their own (L441-11): neither agreement nor goods can be seen.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-PAY-06-PERIODIC",
        mention: ("Échéance d'une facture périodique", "Due date of a periodic invoice"),
        source: "C. com. art. L441-10, I ; CGI art. 289, I, 3",
        severity: Info,
        force: Force::Since(date(2015, 8, 8)),
        scope: Scope::Business,
        law: Law::Trade,
        terms: &["BT-9", "BT-2", "BG-14"],
        fields: &["due_date", "issue_date", "delivery.period"],
        wrong: (
            "Si la facture récapitule les livraisons d'une période, l'échéance ne peut dépasser 45 jours après l'émission.",
            "If the invoice sums up the supplies of a period, the due date may not be more than 45 days after the date of issue.",
        ),
        fix: ("Ramener l'échéance à 45 jours.", "Bring the due date within 45 days."),
        test: Full(|case| {
            let period = &case.invoice.delivery.period;
            if period.start.is_none() || period.end.is_none() {
                return idle("La facture n'a pas de période.", "The invoice has no period.");
            }
            within(case, |issued| delays::after(issued, 45))
        }),
        ..RULE
    },
    Rule {
        code: "FR-PAY-06-TRANSPORT",
        mention: ("Échéance du transport et de la location de véhicules", "Due date for transport and vehicle rental"),
        source: "C. com. art. L441-11, II, 5°",
        severity: Info,
        force: Force::Since(date(2006, 1, 6)),
        scope: Scope::Business,
        law: Law::Trade,
        terms: &["BT-9", "BT-2"],
        fields: &["due_date", "issue_date", "seller.naf"],
        wrong: (
            "Transport de marchandises, location de véhicules, commission de transport : l'échéance ne peut dépasser 30 jours après l'émission.",
            "Carriage of goods, vehicle rental, freight forwarding: the due date may not be more than 30 days after the date of issue.",
        ),
        fix: ("Ramener l'échéance à 30 jours.", "Bring the due date within 30 days."),
        test: Partly(
            transport,
            (
                "L'activité se lit au code NAF du vendeur : location de véhicules, fret, affrètement.",
                "The activity is read from the seller's NAF code: vehicle rental, freight, forwarding.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-PAY-07",
        mention: ("Délai de paiement d'un acheteur public", "Time to pay of a public buyer"),
        source: "CCP art. R2192-10 et R2192-11",
        severity: Info,
        scope: Scope::Public,
        terms: &["BT-9", "BT-2"],
        fields: &["due_date", "issue_date"],
        wrong: (
            "L'échéance dépasse 30 jours : c'est le délai d'un acheteur public (50 pour un établissement public de santé, 60 pour une entreprise publique).",
            "The due date is past 30 days: a public buyer's limit (50 for public health, 60 for public companies).",
        ),
        fix: ("Ramener l'échéance au délai de l'acheteur.", "Bring the due date within the buyer's limit."),
        test: Partly(
            |case| within(case, |issued| delays::after(issued, 30)),
            (
                "Le délai court de la réception de la demande, qui ne se voit pas ; la sorte d'acheteur non plus.",
                "Time runs from receipt of the request, which cannot be seen; nor can the kind of buyer.",
            ),
        ),
        ..RULE
    },
];

fn within(case: &Case<'_>, latest: impl Fn(Date) -> Option<Date>) -> Outcome {
    if let Some(free) = nothing_to_pay(case) {
        return free;
    }
    let (Some(issued), Some(due)) = (case.invoice.issue_date, case.invoice.due_date) else { return no_dates() };
    let Some(latest) = latest(issued) else { return no_dates() };
    holds(due <= latest, || {
        let (given, most) = (days(issued, due), days(issued, latest));
        Fault::plain().saying(
            format!("L'échéance est à {given} jours de l'émission ; le plus tard admis ici est {most} jours."),
            format!("The due date is {given} days after the date of issue; the latest admitted here is {most} days."),
        )
    })
}

/// NAF classes of carriage of goods, vehicle rental and forwarding, without their letter.
const CARRIERS: [&str; 9] = ["4920", "4941", "4942", "5020", "5040", "5121", "5229", "7711", "7712"];

fn transport(case: &Case<'_>) -> Outcome {
    let naf: String = case.invoice.seller.naf.iter().flat_map(|naf| naf.chars()).filter(char::is_ascii_digit).collect();
    if !CARRIERS.contains(&naf.as_str()) {
        return idle(
            "Le code NAF du vendeur n'est pas celui du transport ou de la location de véhicules.",
            "The seller's NAF code is not one of carriage or vehicle rental.",
        );
    }
    within(case, |issued| delays::after(issued, 30))
}
