//! When and how to pay, and what late payment costs.

use jiff::civil::date;
use rust_decimal::Decimal;

use crate::check::Severity::Warning;
use crate::check::france::amounts::shown;
use crate::check::france::case::Case;
use crate::check::france::rule::Test::{Full, Partly};
use crate::check::france::rule::{Fault, Force, Law, Outcome, RULE, Rule, Scope, holds, idle};
use crate::check::france::words::{followed_by, has_date, has_digit, words};
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
    // Cash and cards pay on the spot (UNTDID 4461).
    let on_the_spot = matches!(case.invoice.payment.means_code.as_deref(), Some("10" | "48" | "54" | "55"));
    if case.is_paid() || on_the_spot {
        return idle("La facture est réglée, au comptant ou déjà.", "The invoice is paid, on the spot or already.");
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

/// Words of a rate, beside the word for penalties, folded.
const RATE_WORDS: [&str; 5] = ["%", "taux", "pourcent", "rate", "bce"];
/// Words of a penalty rate wherever they stand, folded.
const PENALTY_RATES: [&str; 6] = [
    "interet legal",
    "interets legaux",
    "taux legal",
    "banque centrale europeenne",
    "legal interest rate",
    "taux defini par la loi",
];
/// Words for penalties, folded.
const PENALTIES: [&str; 8] = [
    "penalite",
    "penalites",
    "interet de retard",
    "interets de retard",
    "interets moratoires",
    "retard de paiement",
    "late payment",
    "late interest",
];

fn penalties(case: &Case<'_>) -> Outcome {
    if let Some(free) = nothing_to_pay(case) {
        return free;
    }
    let own = case.invoice.payment.late_penalty.as_deref().filter(|text| says_something(text)).map(words);
    if own.is_none() && !case.words.say(&PENALTIES) {
        return Fault::plain().warning_if(case.is_paid()).into();
    }
    let rate = |word: &str| RATE_WORDS.contains(&word);
    let beside = case.words.all().into_iter().any(|text| followed_by(text, &PENALTIES, 30, rate) == Some(true));
    let in_own = own.is_some_and(|text| text.split(' ').any(rate));
    let rated = in_own || beside || case.words.say(&PENALTY_RATES);
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
    let cites = [
        "votre bon de commande",
        "selon bon de commande",
        "suivant bon de commande",
        "selon votre commande",
        "suivant votre commande",
        "selon commande",
        "suivant commande",
    ];
    // A number right behind is the reference itself.
    let cited = case.words.own().into_iter().filter_map(|text| followed_by(text, &cites, 6, has_digit));
    match cited.reduce(|a, b| a || b) {
        Some(numbered) => holds(numbered, Fault::plain),
        None => idle(
            "Rien ne dit si l'acheteur a établi un bon de commande.",
            "Nothing tells whether the buyer issued a purchase order.",
        ),
    }
}
