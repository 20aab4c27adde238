//! What was sold: lines and discounts.

use rust_decimal::Decimal;

use crate::check::Severity::Warning;
use crate::check::france::amounts::{self, CENT};
use crate::check::france::case::Case;
use crate::check::france::options::Transaction;
use crate::check::france::rule::Test::{Full, Partly};
use crate::check::france::rule::{Fault, Outcome, RULE, Rule, idle};
use crate::invoice::{AllowanceCharge, Line};

pub(super) const RULES: [Rule; 3] = [
    Rule {
        code: "FR-LIN-01",
        mention: (
            "Par ligne : désignation, quantité, prix unitaire HT, taux de TVA",
            "On each line: designation, quantity, unit price without VAT, VAT rate",
        ),
        source: "CGI ann. II art. 242 nonies A, I, 8° ; C. com. art. L441-9, I",
        terms: &["BT-153", "BT-129", "BT-146", "BT-152"],
        fields: &["lines"],
        wrong: ("Une ligne n'a pas de désignation.", "A line has no designation."),
        fix: (
            "Donner à chaque ligne sa désignation précise, sa quantité, son prix unitaire hors taxes et son taux de TVA ou son exonération.",
            "Give each line its precise designation, quantity, unit price without VAT, and VAT rate or exemption.",
        ),
        test: Full(lines_are_whole),
        ..RULE
    },
    Rule {
        code: "FR-LIN-01-AMOUNT",
        mention: ("Montant d'une ligne = quantité × prix", "Amount of a line = quantity × price"),
        source: "CGI ann. II art. 242 nonies A, I, 8°",
        severity: Warning,
        terms: &["BT-131", "BT-129", "BT-146", "BT-149", "BG-27", "BG-28"],
        fields: &["lines"],
        wrong: (
            "Le montant d'une ligne n'est pas le produit de sa quantité par son prix, remise déduite.",
            "The amount of a line is not its quantity times its price, less the discount.",
        ),
        fix: ("Recalculer la ligne, ou indiquer la remise.", "Work the line out again, or state the discount."),
        test: Full(line_amounts),
        ..RULE
    },
    Rule {
        code: "FR-LIN-02",
        mention: ("Rabais, remises et ristournes chiffrés", "Discounts in figures"),
        source: "CGI ann. II art. 242 nonies A, I, 9° ; C. com. art. L441-9, I",
        terms: &["BG-20", "BG-27", "BT-147"],
        fields: &["allowances", "lines"],
        wrong: (
            "Une remise est annoncée sans son montant, ou le total des remises ne s'explique pas.",
            "A discount is mentioned without its amount, or the total of the discounts is not accounted for.",
        ),
        fix: (
            "Chiffrer chaque réduction acquise à la date de l'opération.",
            "Put an amount on every discount earned at the date of the supply.",
        ),
        test: Partly(
            discounts,
            (
                "Une remise acquise et non mentionnée ne se voit pas.",
                "A discount earned and not mentioned cannot be seen.",
            ),
        ),
        ..RULE
    },
];

fn blank(text: &Option<String>) -> bool {
    !text.as_deref().is_some_and(|text| text.chars().any(char::is_alphanumeric))
}

/// A line that sells something; the others are titles and comments.
fn sells(line: &Line) -> bool {
    line.net_amount.is_some_and(|amount| !amount.is_zero()) || (line.quantity.is_some() && line.net_price.is_some())
}

fn lines_are_whole(case: &Case<'_>) -> Outcome {
    let invoice = case.invoice;
    if !invoice.lines.iter().any(sells) {
        return Fault::at(["lines"])
            .saying("La facture n'a aucune ligne chiffrée.", "The invoice has no line with figures.")
            .warning()
            .into();
    }
    let priced = case.priced_lines();
    let numbered = || priced.iter().filter(|(_, line)| sells(line));
    let at = |wrong: fn(&Line) -> bool, field: &'static str| -> Vec<String> {
        numbered().filter(|(_, line)| wrong(line)).map(|(i, _)| format!("lines.{i}.{field}")).collect()
    };
    let unnamed = at(|line| blank(&line.name) && blank(&line.description), "name");
    if !unnamed.is_empty() {
        return Fault::at(unnamed).into();
    }
    // With one rate in the whole invoice, each line is under it.
    let rates = invoice.vat_breakdown.len();
    let unrated =
        at(|line| line.vat.rate.is_none() && line.vat.category.as_deref().is_none_or(|c| c == "S"), "vat.rate");
    if rates > 1 && !unrated.is_empty() {
        return Fault::at(unrated)
            .saying(
                "La facture porte plusieurs taux de TVA et une ligne ne dit pas le sien.",
                "The invoice bears several VAT rates and a line does not tell its own.",
            )
            .into();
    }
    // A consumer may be given prices with VAT, which are not the model's (arrêté 83-50/A).
    if case.transaction == Transaction::B2c {
        return Outcome::Passed;
    }
    // A lump sum is one unit at its amount: neither quantity nor price is wanting then.
    let half = |line: &Line| line.quantity.is_some() != (line.net_price.is_some() || line.gross_price.is_some());
    let halved: Vec<String> = numbered().filter(|(_, line)| half(line)).map(|(i, _)| format!("lines.{i}")).collect();
    if halved.is_empty() {
        return Outcome::Passed;
    }
    Fault::at(halved)
        .saying(
            "Une ligne a un prix unitaire sans quantité, ou une quantité sans prix unitaire.",
            "A line has a unit price without quantity, or a quantity without unit price.",
        )
        .warning()
        .into()
}

fn line_amounts(case: &Case<'_>) -> Outcome {
    let lines = &case.invoice.lines;
    let checked: Vec<(usize, bool)> =
        lines.iter().enumerate().filter_map(|(i, line)| Some((i, amount_agrees(line)?))).collect();
    if checked.is_empty() {
        return idle("Aucune ligne n'a quantité, prix et montant.", "No line has quantity, price and amount.");
    }
    let wrong: Vec<String> =
        checked.iter().filter(|(_, agrees)| !agrees).map(|(i, _)| format!("lines.{i}.net_amount")).collect();
    if wrong.is_empty() {
        return Outcome::Passed;
    }
    // A page may leave out a discount or charge of a line: amounts that add up to the total are right with one.
    let sum = amounts::sum(lines.iter().map(|line| line.net_amount));
    let adds_up = case
        .lines_total()
        .zip(sum)
        .is_some_and(|(total, sum)| amounts::near(total.abs(), sum.abs(), amounts::rounding(lines.len())));
    let fault = Fault::at(wrong);
    if !adds_up {
        return fault.into();
    }
    fault
        .saying(
            "Le montant d'une ligne n'est pas quantité × prix, et les montants font pourtant le total : une remise ou des frais de ligne ne sont pas chiffrés.",
            "The amount of a line is not quantity × price, and yet the amounts make the total: a discount or charge of the line has no figure.",
        )
        .info()
        .into()
}

/// Whether a line's amount follows from its quantity and price, less its allowances, plus its charges. The price printed
/// may be rounded to the cent, so each unit may be half a cent off; it may stand before the discount.
fn amount_agrees(line: &Line) -> Option<bool> {
    let (quantity, amount) = (line.quantity?, line.net_amount?);
    let lot = line.price_quantity.filter(|lot| !lot.is_zero()).unwrap_or(Decimal::ONE);
    let units = quantity.checked_div(lot)?;
    let extra = extra(line)?;
    let discounted = |price: Decimal| {
        let off = amounts::percent(price, line.discount_rate.unwrap_or_default())?;
        amounts::minus(price, off)
    };
    // The rate of a line's one allowance is its discount too: from the gross price it is taken once.
    let off = line.gross_price.and_then(discounted);
    let prices = [(line.net_price, extra), (off, extra), (off, Decimal::ZERO), (line.gross_price, extra)];
    let mut known = prices.into_iter().filter_map(|(price, extra)| Some((price?, extra))).peekable();
    known.peek()?;
    Some(known.any(|(price, extra)| {
        let tolerance = half_of_last_digit(price).checked_mul(units.abs()).map_or(CENT, |slack| slack.max(CENT));
        let whole = units.checked_mul(price).and_then(|product| amounts::plus(product, extra));
        whole.is_some_and(|whole| amounts::near(whole.abs(), amount.abs(), tolerance))
    }))
}

/// The charges of a line less its allowances; none where one has no amount.
fn extra(line: &Line) -> Option<Decimal> {
    let sum = |rows: &[AllowanceCharge]| amounts::sum(rows.iter().map(|row| row.amount));
    amounts::minus(sum(&line.charges)?, sum(&line.allowances)?)
}

/// What rounding may have taken from a price printed with so many decimals, two at least.
fn half_of_last_digit(price: Decimal) -> Decimal {
    Decimal::new(5, price.scale().clamp(2, 6) + 1)
}

fn discounts(case: &Case<'_>) -> Outcome {
    let invoice = case.invoice;
    let total = invoice.totals.allowances.filter(|total| !total.is_zero());
    let rated = invoice.lines.iter().any(|line| line.discount_rate.is_some_and(|rate| !rate.is_zero()));
    let on_lines = rated || invoice.lines.iter().any(|line| !line.allowances.is_empty());
    if invoice.allowances.is_empty() && total.is_none() && !on_lines {
        return idle("Aucune remise.", "No discount.");
    }
    let mut unstated = without_amount("allowances", &invoice.allowances);
    for (i, line) in invoice.lines.iter().enumerate() {
        unstated.extend(without_amount(&format!("lines.{i}.allowances"), &line.allowances));
    }
    if !unstated.is_empty() {
        return Fault::at(unstated).into();
    }
    // A total alone is a discount in figures.
    let sum = amounts::sum(invoice.allowances.iter().map(|row| row.amount)).filter(|_| !invoice.allowances.is_empty());
    match (total, sum) {
        (Some(total), Some(sum))
            if !amounts::near(total.abs(), sum.abs(), amounts::rounding(invoice.allowances.len())) =>
        {
            Fault::at(["totals.allowances"]).warning().into()
        }
        _ => Outcome::Passed,
    }
}

fn without_amount(list: &str, rows: &[AllowanceCharge]) -> Vec<String> {
    let rows = rows.iter().enumerate().filter(|(_, row)| row.amount.is_none());
    rows.map(|(i, _)| format!("{list}.{i}.amount")).collect()
}
