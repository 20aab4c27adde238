//! Totals that follow from each other.

use rust_decimal::Decimal;

use crate::check::Severity::Warning;
use crate::check::france::amounts::{self, CENT, shown};
use crate::check::france::case::Case;
use crate::check::france::rule::Test::Full;
use crate::check::france::rule::{Fault, Outcome, RULE, Rule, idle};

pub(super) const RULES: [Rule; 4] = [
    Rule {
        code: "FR-TOT-01",
        mention: ("Somme des lignes = total des lignes", "Sum of the lines = total of the lines"),
        source: "CGI ann. II art. 242 nonies A, I, 8° et 11°",
        severity: Warning,
        terms: &["BT-106", "BT-131"],
        fields: &["totals.lines", "lines"],
        wrong: ("Le total des lignes n'est pas leur somme.", "The total of the lines is not their sum."),
        fix: ("Reprendre les lignes ou leur total.", "Mend the lines or their total."),
        test: Full(lines_sum),
        ..RULE
    },
    Rule {
        code: "FR-TOT-02",
        mention: ("Total HT = lignes − remises + frais", "Total without VAT = lines − allowances + charges"),
        source: "CGI ann. II art. 242 nonies A, I, 9° et 11°",
        severity: Warning,
        terms: &["BT-109", "BT-106", "BT-107", "BT-108"],
        fields: &["totals.net"],
        wrong: (
            "Le total hors taxes ne suit pas des lignes, des remises et des frais.",
            "The total without VAT does not follow from lines, allowances and charges.",
        ),
        fix: ("Reprendre le total hors taxes.", "Mend the total without VAT."),
        test: Full(net_follows),
        ..RULE
    },
    Rule {
        code: "FR-TOT-03",
        mention: ("Total TTC = total HT + TVA", "Total with VAT = total without VAT + VAT"),
        source: "CGI ann. II art. 242 nonies A, I, 11°",
        terms: &["BT-112", "BT-109", "BT-110"],
        fields: &["totals.gross", "totals.net", "totals.tax"],
        wrong: (
            "Le total TTC n'est pas la somme du total HT et de la TVA.",
            "The total with VAT is not the sum of the total without VAT and the VAT.",
        ),
        fix: ("Reprendre les totaux HT, TVA et TTC.", "Mend the totals without VAT, of VAT and with VAT."),
        test: Full(gross_follows),
        ..RULE
    },
    Rule {
        code: "FR-TOT-04",
        mention: ("Net à payer = total TTC − déjà payé", "Amount due = total with VAT − paid"),
        source: "C. com. art. L441-9, I",
        severity: Warning,
        terms: &["BT-115", "BT-112", "BT-113", "BT-114"],
        fields: &["totals.due"],
        wrong: (
            "Le net à payer ne suit pas du total TTC, de ce qui est déjà payé et de l'arrondi.",
            "The amount due does not follow from the total with VAT, what was paid and the rounding.",
        ),
        fix: (
            "Reprendre le net à payer ou mentionner les acomptes et retenues.",
            "Mend the amount due, or state deposits and retentions.",
        ),
        test: Full(due_follows),
        ..RULE
    },
];

/// Credit notes print amounts with either sign.
fn compare(case: &Case<'_>, stated: Decimal, found: Decimal, tolerance: Decimal) -> Outcome {
    let (a, b) = if case.is_credit_note() { (stated.abs(), found.abs()) } else { (stated, found) };
    if amounts::near(a, b, tolerance) {
        return Outcome::Passed;
    }
    Fault::plain()
        .saying(
            format!("Le montant indiqué est {}, le calcul donne {}.", shown(stated), shown(found)),
            format!("The amount stated is {}, the calculation gives {}.", shown(stated), shown(found)),
        )
        .into()
}

fn missing() -> Outcome {
    idle("Un des montants à comparer manque.", "One of the amounts to compare is missing.")
}

fn lines_sum(case: &Case<'_>) -> Outcome {
    let lines = &case.invoice.lines;
    let (Some(total), false) = (case.invoice.totals.lines, lines.is_empty()) else { return missing() };
    match amounts::sum(case.priced_lines().iter().map(|(_, line)| line.net_amount)) {
        Some(sum) => compare(case, total, sum, amounts::rounding(lines.len())),
        None => idle("Une ligne n'a pas de montant.", "A line has no amount."),
    }
}

fn net_follows(case: &Case<'_>) -> Outcome {
    let totals = &case.invoice.totals;
    let own = || {
        amounts::sum(case.invoice.lines.iter().map(|line| line.net_amount)).filter(|_| !case.invoice.lines.is_empty())
    };
    let (Some(net), Some(lines)) = (totals.net, totals.lines.or_else(own)) else { return missing() };
    let allowances = totals.allowances.or_else(|| amounts::sum(case.invoice.allowances.iter().map(|row| row.amount)));
    let charges = totals.charges.or_else(|| amounts::sum(case.invoice.charges.iter().map(|row| row.amount)));
    let (Some(allowances), Some(charges)) = (allowances, charges) else { return missing() };
    let tolerance = amounts::rounding(if totals.lines.is_some() { 1 } else { case.invoice.lines.len() });
    let total = |lines, allowances, charges| amounts::plus(amounts::minus(lines, allowances)?, charges);
    // Whatever sign each amount of a credit note is printed with.
    let unsigned = total(lines.abs(), allowances.abs(), charges.abs());
    if case.is_credit_note() && unsigned.is_some_and(|found| amounts::near(found, net.abs(), tolerance)) {
        return Outcome::Passed;
    }
    total(lines, allowances, charges).map_or_else(missing, |found| compare(case, net, found, tolerance))
}

fn gross_follows(case: &Case<'_>) -> Outcome {
    let totals = &case.invoice.totals;
    let tax = totals.tax.or_else(|| case.charges_no_vat().then_some(Decimal::ZERO));
    let (Some(net), Some(tax), Some(gross)) = (totals.net, tax, totals.gross) else { return missing() };
    amounts::plus(net, tax).map_or_else(missing, |found| compare(case, gross, found, CENT))
}

fn due_follows(case: &Case<'_>) -> Outcome {
    let totals = &case.invoice.totals;
    let (Some(gross), Some(due)) = (totals.gross, totals.due) else { return missing() };
    let paid = totals.paid.unwrap_or_default();
    let rounding = totals.rounding.unwrap_or_default();
    let found = amounts::minus(gross, paid).and_then(|rest| amounts::plus(rest, rounding));
    found.map_or_else(missing, |found| compare(case, due, found, CENT))
}
