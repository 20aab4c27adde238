//! When and how to pay, and what late payment costs.

use jiff::civil::date;
use rust_decimal::Decimal;

use super::documents::days;
use crate::check::Severity::{Info, Warning};
use crate::check::france::case::Case;
use crate::check::france::rule::Test::{Full, Partly};
use crate::check::france::rule::{Fault, Force, Law, Outcome, RULE, Rule, Scope, holds, idle};
use crate::check::france::words::{has_date, words};
use crate::check::france::{amounts::shown, delays};
use crate::invoice::ident;

pub(super) const RULES: [Rule; 8] = [
    Rule {
        code: "FR-PAY-01",
        mention: ("Date de règlement", "Date of payment"),
        source: "C. com. art. L441-9, I",
        scope: Scope::Business,
        law: Law::Trade,
        terms: &["BT-9", "BT-20"],
        fields: &["due_date", "payment.terms"],
        wrong: ("La date à laquelle le règlement doit intervenir manque.", "The date payment is due on is missing."),
        fix: ("Indiquer la date d'échéance (jour, mois, année).", "State the due date (day, month, year)."),
        test: Full(due_date),
        ..RULE
    },
    Rule {
        code: "FR-PAY-01-ORDER",
        mention: ("Échéance après l'émission", "Due date not before the date of issue"),
        source: "C. com. art. L441-10, I ; XP Z12-012, BR-FR-CO-07",
        severity: Warning,
        terms: &["BT-9", "BT-2"],
        fields: &["due_date", "issue_date"],
        wrong: ("L'échéance est antérieure à l'émission.", "The due date is before the date of issue."),
        fix: ("Corriger l'échéance ou la date d'émission.", "Mend the due date or the date of issue."),
        test: Full(|case| {
            let (Some(issued), Some(due)) = (case.invoice.issue_date, case.invoice.due_date) else { return no_dates() };
            if case.is_paid() || case.is_deposit() || case.is_corrective() {
                return idle(
                    "Facture déjà réglée, d'acompte ou rectificative.",
                    "Invoice paid already, of a deposit, or correcting.",
                );
            }
            holds(due >= issued, Fault::plain)
        }),
        ..RULE
    },
    Rule {
        code: "FR-PAY-02",
        mention: ("Taux des pénalités de retard", "Rate of late payment penalties"),
        source: "C. com. art. L441-9, I et L441-10, II",
        scope: Scope::Business,
        law: Law::Trade,
        terms: &["BT-22"],
        fields: &["payment.late_penalty", "notes"],
        wrong: ("Le taux des pénalités de retard manque.", "The rate of late payment penalties is missing."),
        fix: (
            "Indiquer le taux, par exemple « Pénalités de retard : trois fois le taux d'intérêt légal ».",
            "State the rate, for example three times the legal interest rate.",
        ),
        test: Full(penalties),
        ..RULE
    },
    Rule {
        code: "FR-PAY-02-FLOOR",
        mention: ("Pénalités d'au moins trois fois le taux légal", "Penalties of three times the legal rate at least"),
        source: "C. com. art. L441-10, II",
        severity: Warning,
        force: Force::Since(date(2009, 1, 1)),
        scope: Scope::Business,
        law: Law::Trade,
        terms: &["BT-22"],
        fields: &["payment.late_penalty"],
        wrong: (
            "Le taux des pénalités est inférieur à trois fois le taux d'intérêt légal.",
            "The penalty rate is below three times the legal interest rate.",
        ),
        fix: (
            "Stipuler au moins trois fois le taux d'intérêt légal.",
            "Stipulate at least three times the legal interest rate.",
        ),
        test: Partly(
            penalty_floor,
            (
                "Jugé quand le taux est un multiple du taux légal ; un pourcentage dépend du semestre.",
                "Judged where the rate is a multiple of the legal rate; a percentage depends on the half-year.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-PAY-03",
        mention: ("Indemnité forfaitaire de recouvrement de 40 €", "Fixed recovery indemnity of 40 €"),
        source: "C. com. art. L441-9, I, L441-10, II et D441-5",
        force: Force::Since(date(2013, 1, 1)),
        scope: Scope::Business,
        law: Law::Trade,
        terms: &["BT-22"],
        fields: &["payment.recovery_fee", "notes"],
        wrong: (
            "L'indemnité forfaitaire pour frais de recouvrement (40 €) manque.",
            "The fixed indemnity for recovery costs (40 €) is missing.",
        ),
        fix: (
            "Ajouter « Indemnité forfaitaire pour frais de recouvrement : 40 € ».",
            "Add « Indemnité forfaitaire pour frais de recouvrement : 40 € ».",
        ),
        test: Full(recovery_fee),
        ..RULE
    },
    Rule {
        code: "FR-PAY-04",
        mention: ("Conditions d'escompte, ou leur absence", "Early payment discount, or that there is none"),
        source: "C. com. art. L441-9, I",
        scope: Scope::Business,
        law: Law::Trade,
        terms: &["BT-22"],
        fields: &["payment.discount_terms", "notes"],
        wrong: ("Les conditions d'escompte manquent.", "The terms of early payment discount are missing."),
        fix: (
            "Indiquer l'escompte, ou « Pas d'escompte pour paiement anticipé ».",
            "State the discount, or « Pas d'escompte pour paiement anticipé » (none).",
        ),
        test: Full(|case| {
            if let Some(free) = nothing_to_pay(case) {
                return free;
            }
            holds(
                case.invoice.payment.discount_terms.as_deref().is_some_and(says_something)
                    || case.words.say(&["escompte", "escomptes", "early payment discount", "cash discount"]),
                || Fault::plain().warning_if(case.is_paid()),
            )
        }),
        ..RULE
    },
    Rule {
        code: "FR-PAY-05",
        mention: ("Numéro du bon de commande de l'acheteur", "Number of the buyer's purchase order"),
        source: "C. com. art. L441-9, I",
        severity: Warning,
        scope: Scope::Business,
        law: Law::Trade,
        terms: &["BT-13"],
        fields: &["order_reference"],
        wrong: (
            "La facture renvoie à un bon de commande sans en donner le numéro.",
            "The invoice refers to a purchase order without its number.",
        ),
        fix: ("Indiquer le numéro du bon de commande.", "State the number of the purchase order."),
        test: Partly(
            order_number,
            (
                "Rien sur la facture ne dit si l'acheteur a établi un bon de commande, à moins qu'elle y renvoie.",
                "Nothing on the invoice tells whether the buyer issued an order, unless it refers to one.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-CTL-IBAN",
        mention: ("IBAN exact", "IBAN right"),
        source: "ISO 13616",
        severity: Warning,
        terms: &["BT-84"],
        fields: &["payment.iban"],
        wrong: ("L'IBAN est faux : longueur de son pays ou clé.", "The IBAN is wrong: length of its country or key."),
        fix: ("Recopier l'IBAN du relevé bancaire.", "Copy the IBAN from the bank statement."),
        test: Full(|case| match case.invoice.payment.iban.as_deref() {
            Some(iban) => holds(ident::is_iban(&ident::compact(iban)), Fault::plain),
            None => idle("Pas d'IBAN à vérifier.", "No IBAN to check."),
        }),
        ..RULE
    },
];

pub(super) fn no_dates() -> Outcome {
    idle("La date d'émission ou l'échéance manque.", "The date of issue or the due date is missing.")
}

/// A credit note asks for no payment: what is said of payment does not apply.
pub(super) fn nothing_to_pay(case: &Case<'_>) -> Option<Outcome> {
    case.is_credit_note().then(|| idle("Un avoir n'appelle pas de règlement.", "A credit note asks for no payment."))
}

/// Whether a text is more than a placeholder: `n/a`, `-`, `xx`.
fn says_something(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() > 3
}

fn due_date(case: &Case<'_>) -> Outcome {
    if let Some(free) = nothing_to_pay(case) {
        return free;
    }
    if case.invoice.due_date.is_some() {
        return Outcome::Passed;
    }
    if case.is_paid() {
        return idle("La facture est déjà réglée.", "The invoice is paid already.");
    }
    let terms = case.invoice.payment.terms.as_deref().unwrap_or_default();
    if has_date(&words(terms)) {
        return Outcome::Passed;
    }
    let told = says_something(terms) || case.words.say(&["a reception", "comptant", "fin de mois"]);
    let fault = Fault::at(["due_date"]);
    if !told {
        return fault.into();
    }
    fault
        .saying(
            "Le délai de règlement est donné sans la date (jour, mois, année) qui en résulte.",
            "The time to pay is given without the date (day, month, year) that follows.",
        )
        .warning()
        .into()
}

/// Words of a rate: a percentage, or a reference to one.
const RATES: [&str; 9] =
    ["%", "taux", "bce", "refi", "interet legal", "interets legaux", "pour cent", "legal rate", "interest rate"];

fn penalties(case: &Case<'_>) -> Outcome {
    if let Some(free) = nothing_to_pay(case) {
        return free;
    }
    let own = case.invoice.payment.late_penalty.as_deref().filter(|text| says_something(text));
    let said =
        ["penalite", "penalites", "interet de retard", "interets de retard", "interets moratoires", "late payment"];
    if own.is_none() && !case.words.say(&said) {
        return Fault::plain().warning_if(case.is_paid()).into();
    }
    let folded = own.map(words);
    let rated = match &folded {
        Some(text) => RATES.iter().any(|word| super::super::words::holds(text, word)),
        None => case.words.say(&RATES),
    };
    holds(rated, || {
        Fault::plain()
            .saying(
                "Les pénalités de retard sont mentionnées sans leur taux.",
                "Late payment penalties are mentioned without their rate.",
            )
            .warning()
    })
}

/// Multiples of the legal rate below three, folded.
const TOO_LOW: [&str; 12] = [
    "une fois le taux",
    "1 fois le taux",
    "une fois et demie le taux",
    "une fois et demi le taux",
    "1 5 fois le taux",
    "2 fois le taux",
    "deux fois le taux",
    "2 5 fois le taux",
    "egal au taux d interet legal",
    "egales au taux d interet legal",
    "egal au taux legal",
    "1 5 x le taux",
];
/// Three times and more, folded.
const HIGH_ENOUGH: [&str; 9] = [
    "3 fois le taux",
    "trois fois le taux",
    "3 x le taux",
    "3 fois l interet legal",
    "trois fois l interet legal",
    "4 fois le taux",
    "5 fois le taux",
    "3 times",
    "three times",
];

fn penalty_floor(case: &Case<'_>) -> Outcome {
    // A percentage beside a multiple: whichever is higher is due, and cannot be told.
    if case.words.say(&HIGH_ENOUGH) {
        return Outcome::Passed;
    }
    if case.words.say(&TOO_LOW) {
        return Fault::plain().into();
    }
    idle(
        "Le taux n'est pas un multiple du taux d'intérêt légal.",
        "The rate is no multiple of the legal interest rate.",
    )
}

fn recovery_fee(case: &Case<'_>) -> Outcome {
    if let Some(free) = nothing_to_pay(case) {
        return free;
    }
    let forty = Decimal::from(40);
    match case.invoice.payment.recovery_fee {
        Some(fee) if fee == forty => Outcome::Passed,
        Some(fee) => Fault::at(["payment.recovery_fee"])
            .saying(
                format!("L'indemnité forfaitaire indiquée est {} € : le décret la fixe à 40 €.", shown(fee)),
                format!("The fixed indemnity stated is {} €: the decree sets it at 40 €.", shown(fee)),
            )
            .warning_if(fee > forty)
            .into(),
        None => {
            let amount = ["40 eur", "40 00 eur", "40 euros", "40 00 euros", "quarante euros", "eur 40", "40 e"];
            let what = ["indemnite", "recouvrement", "recovery", "indemnity"];
            holds(case.words.say(&amount) && case.words.say(&what), || Fault::plain().warning_if(case.is_paid()))
        }
    }
}

fn order_number(case: &Case<'_>) -> Outcome {
    if case.invoice.order_reference.as_deref().is_some_and(|text| !text.trim().is_empty()) {
        return Outcome::Passed;
    }
    let cites =
        ["votre bon de commande", "votre commande", "selon commande", "suivant commande", "selon bon de commande"];
    // A number right behind is the reference itself.
    let cited = case.words.all().into_iter().flat_map(|text| cites.iter().filter_map(|cite| text.split_once(cite)));
    let mut behind = cited.map(|(_, rest)| {
        rest.split(' ').filter(|word| !word.is_empty()).take(6).any(|word| word.bytes().any(|b| b.is_ascii_digit()))
    });
    match behind.next() {
        Some(numbered) => holds(numbered || behind.any(|numbered| numbered), Fault::plain),
        None => idle(
            "Rien ne dit si l'acheteur a établi un bon de commande.",
            "Nothing tells whether the buyer issued a purchase order.",
        ),
    }
}

pub(super) const DELAYS: [Rule; 4] = [
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

fn within(case: &Case<'_>, latest: impl Fn(jiff::civil::Date) -> Option<jiff::civil::Date>) -> Outcome {
    if let Some(free) = nothing_to_pay(case) {
        return free;
    }
    let (Some(issued), Some(due)) = (case.invoice.issue_date, case.invoice.due_date) else { return no_dates() };
    let Some(latest) = latest(issued) else { return no_dates() };
    holds(due <= latest, || {
        let (given, most) = (days(issued, due), days(issued, latest));
        let rule = case_words(given, most);
        Fault::plain().saying(rule.0, rule.1)
    })
}

fn case_words(given: i64, most: i64) -> (String, String) {
    (
        format!("L'échéance est à {given} jours de l'émission ; le plus tard admis ici est {most} jours."),
        format!("The due date is {given} days after the date of issue; the latest admitted here is {most} days."),
    )
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
