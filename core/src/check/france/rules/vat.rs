//! VAT charged: amounts per rate, rates, territories, debits.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::regimes::code_is_not_words;
use crate::check::Severity::Warning;
use crate::check::france::amounts::{self, shown};
use crate::check::france::case::Case;
use crate::check::france::options::Transaction;
use crate::check::france::place::{self, Place};
use crate::check::france::rule::Test::{Full, Partly};
use crate::check::france::rule::{Fault, Force, Outcome, RULE, Rule, holds, idle, none_of};

pub(super) const RULES: [Rule; 7] = [
    Rule {
        code: "FR-TVA-01",
        mention: (
            "Montant de la TVA et, par taux, total HT et taxe",
            "Amount of VAT and, for each rate, total without VAT and tax",
        ),
        source: "CGI ann. II art. 242 nonies A, I, 11°",
        terms: &["BG-23", "BT-109", "BT-110"],
        fields: &["totals.tax", "totals.net", "vat_breakdown"],
        wrong: (
            "Le montant de la TVA ou le total hors taxes d'un taux manque.",
            "The amount of VAT or the total without VAT of a rate is missing.",
        ),
        fix: (
            "Indiquer pour chaque taux le total hors taxes et la taxe, puis le total de la TVA.",
            "State for each rate the total without VAT and the tax, then the total of VAT.",
        ),
        test: Full(tax_is_stated),
        ..RULE
    },
    Rule {
        code: "FR-TVA-01-AMOUNT",
        mention: ("TVA d'un taux = total HT × taux", "VAT of a rate = total without VAT × rate"),
        source: "CGI ann. II art. 242 nonies A, I, 11° ; CGI art. 266 et 278 et s.",
        terms: &["BT-117", "BT-116", "BT-119"],
        fields: &["vat_breakdown"],
        wrong: (
            "La taxe d'un taux n'est pas le total hors taxes multiplié par ce taux (arrondi par ligne ou par taux admis).",
            "The tax of a rate is not the total without VAT times the rate (rounding per line or per rate is accepted).",
        ),
        fix: ("Recalculer la taxe du taux.", "Work the tax of the rate out again."),
        test: Full(tax_amounts),
        ..RULE
    },
    Rule {
        code: "FR-TVA-01-SUM",
        mention: ("Totaux = sommes de la ventilation de TVA", "Totals = sums of the VAT breakdown"),
        source: "CGI ann. II art. 242 nonies A, I, 11°",
        terms: &["BT-110", "BT-109", "BT-116", "BT-117"],
        fields: &["totals.tax", "totals.net"],
        wrong: (
            "Le total de la TVA ou le total hors taxes n'est pas la somme des lignes de la ventilation.",
            "The total of VAT or the total without VAT is not the sum of the rows of the breakdown.",
        ),
        fix: ("Reprendre la ventilation de la TVA ou les totaux.", "Mend the VAT breakdown or the totals."),
        test: Full(breakdown_sums),
        ..RULE
    },
    Rule {
        code: "FR-TVA-01-BASE",
        mention: ("Total HT d'un taux = somme de ses lignes", "Total without VAT of a rate = sum of its lines"),
        source: "CGI ann. II art. 242 nonies A, I, 11°",
        severity: Warning,
        terms: &["BT-116", "BT-131", "BT-92", "BT-99"],
        fields: &["vat_breakdown"],
        wrong: (
            "Le total hors taxes d'un taux n'est pas la somme de ses lignes, remises et frais compris.",
            "The total without VAT of a rate is not the sum of its lines with allowances and charges.",
        ),
        fix: ("Reprendre le taux des lignes ou la ventilation.", "Mend the rates of the lines or the breakdown."),
        test: Full(bases),
        ..RULE
    },
    Rule {
        code: "FR-TVA-02",
        mention: (
            "« Option pour le paiement de la taxe d'après les débits »",
            "« Option pour le paiement de la taxe d'après les débits » (VAT on debits)",
        ),
        source: "CGI ann. II art. 242 nonies A, I, 11° bis ; CGI art. 269, 2, c",
        force: Force::Reform,
        terms: &["BT-8", "BT-22"],
        fields: &["tax_point_code", "notes"],
        wrong: (
            "Le vendeur a opté pour les débits et la mention « Option pour le paiement de la taxe d'après les débits » manque.",
            "The seller opted for VAT on debits and « Option pour le paiement de la taxe d'après les débits » is missing.",
        ),
        fix: (
            "Ajouter « Option pour le paiement de la taxe d'après les débits ».",
            "Add « Option pour le paiement de la taxe d'après les débits ».",
        ),
        test: Partly(
            debits,
            (
                "L'option n'est connue que si la facture ou l'appelant la dit.",
                "The option is known only when the invoice or the caller tells of it.",
            ),
        ),
        ..RULE
    },
    Rule {
        code: "FR-TVA-11",
        mention: ("Taux de TVA légal", "Legal VAT rate"),
        source: "CGI art. 278, 278-0 bis, 279, 281 quater et s., 296, 297",
        terms: &["BT-119", "BT-152"],
        fields: &["vat_breakdown", "lines"],
        wrong: ("Un taux de TVA n'existe pas en France.", "A VAT rate does not exist in France."),
        fix: ("Appliquer le taux légal de l'opération.", "Apply the legal rate of the supply."),
        test: Full(legal_rates),
        ..RULE
    },
    Rule {
        code: "FR-TVA-12",
        mention: ("Taux de TVA du territoire", "VAT rate of the territory"),
        source: "CGI art. 294, 296, 297 ; BOI-TVA-GEO",
        severity: Warning,
        terms: &["BT-119", "BT-152", "BT-38"],
        fields: &["vat_breakdown", "lines", "seller.address.post_code"],
        wrong: (
            "Un taux de TVA ne s'applique ni là où est le vendeur, ni là où est le client, ni là où les biens sont livrés.",
            "A VAT rate applies neither where the seller is, nor the buyer, nor where the goods are delivered.",
        ),
        fix: (
            "Appliquer les taux de la métropole, de la Corse ou du département d'outre-mer ; aucun en Guyane et à Mayotte.",
            "Apply the rates of the mainland, Corsica or the department overseas; none in Guyane and Mayotte.",
        ),
        test: Full(territory_rates),
        ..RULE
    },
];

fn tax_is_stated(case: &Case<'_>) -> Outcome {
    let invoice = case.invoice;
    let totals = &invoice.totals;
    if case.charges_no_vat() {
        return holds(totals.net.is_some() || totals.gross.is_some() || !invoice.vat_breakdown.is_empty(), || {
            Fault::at(["totals.net"]).saying("Le total de la facture manque.", "The total of the invoice is missing.")
        });
    }
    let rows = invoice.vat_breakdown.iter().enumerate();
    // Of one rate the totals say everything.
    let several = invoice.vat_breakdown.len() > 1;
    let half: Vec<String> = rows
        .filter(|(_, row)| several && (row.rate.is_none() || row.taxable_amount.is_none() || row.tax_amount.is_none()))
        .filter(|(_, row)| row.category.as_deref().is_none_or(|category| category == "S"))
        .map(|(i, _)| format!("vat_breakdown.{i}"))
        .collect();
    if !half.is_empty() {
        return Fault::at(half).into();
    }
    let rates = distinct_rates(case);
    if invoice.vat_breakdown.is_empty() && rates.len() > 1 {
        return Fault::at(["vat_breakdown"])
            .saying(
                "Les lignes portent plusieurs taux et la TVA n'est pas ventilée par taux.",
                "The lines bear several rates and VAT is not broken down by rate.",
            )
            .into();
    }
    let row = invoice.vat_breakdown.first().filter(|_| !several);
    let tax = totals.tax.is_some() || (several || row.is_some_and(|row| row.tax_amount.is_some()));
    let net = totals.net.is_some() || (several || row.is_some_and(|row| row.taxable_amount.is_some()));
    let mut missing = Vec::new();
    if !tax {
        missing.push("totals.tax");
    }
    if !net {
        missing.push("totals.net");
    }
    holds(missing.is_empty(), || Fault::at(missing))
}

fn distinct_rates(case: &Case<'_>) -> Vec<Decimal> {
    let mut rates: Vec<Decimal> = case.invoice.lines.iter().filter_map(|line| line.vat.rate).collect();
    rates.sort_unstable();
    rates.dedup();
    rates
}

fn tax_amounts(case: &Case<'_>) -> Outcome {
    let rows = case.invoice.vat_breakdown.iter().enumerate();
    let complete = rows.filter_map(|(i, row)| Some((i, row.rate?, row.taxable_amount?, row.tax_amount?)));
    let mut checked = 0;
    let mut fault = None;
    for (i, rate, base, tax) in complete {
        checked += 1;
        let lines = case.invoice.lines.iter().filter(|line| line.vat.rate == Some(rate)).count();
        let Some(expected) = amounts::percent(base, rate) else { continue };
        // Half a cent more: the base itself is rounded when prices are with VAT.
        if amounts::near(expected.abs(), tax.abs(), amounts::rounding(lines + 1)) || fault.is_some() {
            continue;
        }
        let found = expected.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        fault = Some(Fault::at([format!("vat_breakdown.{i}.tax_amount")]).saying(
            format!("À {} %, la TVA de {} est {} et non {}.", rate.normalize(), shown(base), shown(found), shown(tax)),
            format!("At {} %, the VAT of {} is {}, not {}.", rate.normalize(), shown(base), shown(found), shown(tax)),
        ));
    }
    match fault {
        Some(fault) => fault.into(),
        None if checked > 0 => Outcome::Passed,
        None => totals_at_one_rate(case),
    }
}

/// Without a breakdown, the totals of an invoice whose lines are all at one rate.
fn totals_at_one_rate(case: &Case<'_>) -> Outcome {
    let totals = &case.invoice.totals;
    let rates = distinct_rates(case);
    let (Some(net), Some(tax), [rate]) = (totals.net, totals.tax, rates.as_slice()) else {
        return idle("Aucun taux n'a base et taxe à comparer.", "No rate has base and tax to compare.");
    };
    if case.invoice.lines.iter().any(|line| line.vat.rate.is_none()) {
        return idle("Une ligne n'a pas de taux.", "A line has no rate.");
    }
    let tolerance = amounts::rounding(case.invoice.lines.len() + 1);
    let agrees = amounts::percent(net, *rate).is_none_or(|due| amounts::near(due.abs(), tax.abs(), tolerance));
    holds(agrees, || Fault::at(["totals.tax"]))
}

fn breakdown_sums(case: &Case<'_>) -> Outcome {
    let rows = &case.invoice.vat_breakdown;
    if rows.is_empty() {
        return idle("La TVA n'est pas ventilée.", "VAT is not broken down.");
    }
    let totals = &case.invoice.totals;
    let tolerance = amounts::rounding(rows.len());
    let mut compared = false;
    let mut wrong = Vec::new();
    let mut compare = |total: Option<Decimal>, sum: Option<Decimal>, field: &str| {
        if let (Some(total), Some(sum)) = (total, sum) {
            compared = true;
            if !amounts::near(total.abs(), sum.abs(), tolerance) {
                wrong.push(field.to_owned());
            }
        }
    };
    compare(totals.tax, amounts::sum(rows.iter().map(|row| row.tax_amount)), "totals.tax");
    compare(totals.net, taxable_and_untaxed(case), "totals.net");
    if compared {
        none_of(wrong)
    } else {
        idle("Un des montants à comparer manque.", "One of the amounts to compare is missing.")
    }
}

/// What the breakdown explains of the total without VAT. Many invoices leave what is not taxed out of it (débours, taxe
/// de séjour): where it has no row at zero, the lines without VAT are added.
fn taxable_and_untaxed(case: &Case<'_>) -> Option<Decimal> {
    let invoice = case.invoice;
    let zero = |rate: Option<Decimal>| rate.is_some_and(|rate| rate.is_zero());
    let taxable = amounts::sum(invoice.vat_breakdown.iter().map(|row| row.taxable_amount))?;
    if invoice.vat_breakdown.iter().any(|row| zero(row.rate)) {
        return Some(taxable);
    }
    let untaxed = case.priced_lines().into_iter().filter(|(_, line)| zero(line.vat.rate));
    let untaxed = amounts::sum(untaxed.map(|(_, line)| line.net_amount))?;
    amounts::plus(taxable, untaxed)
}

fn bases(case: &Case<'_>) -> Outcome {
    let invoice = case.invoice;
    let whole = !invoice.lines.is_empty()
        && !invoice.vat_breakdown.is_empty()
        && invoice.lines.iter().all(|line| line.vat.rate.is_some() && line.net_amount.is_some())
        && invoice.allowances.iter().chain(&invoice.charges).all(|row| row.vat.rate.is_some() && row.amount.is_some())
        && invoice.vat_breakdown.iter().all(|row| row.rate.is_some() && row.taxable_amount.is_some());
    // A discount stated in the totals alone lies under rates nobody can tell.
    let hidden = invoice.totals.allowances.is_some_and(|sum| !sum.is_zero()) && invoice.allowances.is_empty();
    if !whole || hidden {
        return idle(
            "Une ligne, une remise ou un taux n'a pas de montant ou de taux.",
            "A line, allowance or row has no amount or no rate.",
        );
    }
    let rates: BTreeSet<Decimal> = invoice.vat_breakdown.iter().filter_map(|row| row.rate).collect();
    let mut wrong = BTreeSet::new();
    for rate in rates {
        let lines = invoice.lines.iter().filter(|line| line.vat.rate == Some(rate)).map(|line| line.net_amount);
        let under = |row: &&crate::invoice::AllowanceCharge| row.vat.rate == Some(rate);
        let charges = invoice.charges.iter().filter(under).map(|row| row.amount);
        let allowances = invoice.allowances.iter().filter(under).map(|row| row.amount);
        let stated = invoice.vat_breakdown.iter().filter(|row| row.rate == Some(rate)).map(|row| row.taxable_amount);
        let tolerance = amounts::rounding(invoice.lines.len());
        // Whatever sign each amount of a credit note is printed with.
        let signed =
            |sign: Option<Decimal>| sign.map(|amount| if case.is_credit_note() { amount.abs() } else { amount });
        let (lines, charges, allowances) = (lines.map(signed), charges.map(signed), allowances.map(signed));
        let found =
            amounts::sum(lines.chain(charges)).zip(amounts::sum(allowances)).and_then(|(a, b)| amounts::minus(a, b));
        if let (Some(found), Some(stated)) = (found, amounts::sum(stated))
            && !amounts::near(found.abs(), stated.abs(), tolerance)
        {
            let of_rate = invoice.vat_breakdown.iter().enumerate().filter(|(_, row)| row.rate == Some(rate));
            wrong.extend(of_rate.map(|(i, _)| i));
        }
    }
    none_of(wrong.into_iter().map(|i| format!("vat_breakdown.{i}.taxable_amount")).collect())
}

/// The date VAT falls due at (BT-8, UNTDID 2005): that of the invoice, which is the option, or that of the payment.
const AT_INVOICE: &str = "3";
const AT_PAYMENT: &str = "432";

fn debits(case: &Case<'_>) -> Outcome {
    let exact = case.words.say(&["option pour le paiement de la taxe d apres les debits"]);
    let loose = case.words.say(&["d apres les debits", "sur les debits", "selon les debits", "aux debits"]);
    let code = case.invoice.tax_point_code.as_deref().map(str::trim);
    let opted = exact || loose || case.options.vat_on_debits == Some(true);
    if opted && code == Some(AT_PAYMENT) {
        return Fault::at(["tax_point_code"])
            .saying(
                "Le vendeur a opté pour les débits, et le code d'exigibilité est celui des encaissements (BT-8 : 432).",
                "The seller opted for VAT on debits, and the tax point code is that of payments (BT-8: 432).",
            )
            .warning()
            .into();
    }
    match case.options.vat_on_debits {
        _ if exact => Outcome::Passed,
        _ if loose => Fault::at(["notes"])
            .saying(
                "L'option pour les débits est mentionnée, mais pas dans les termes de la loi.",
                "The option for VAT on debits is mentioned, but not in the words of the law.",
            )
            .warning()
            .into(),
        Some(true) => code_is_not_words(code == Some(AT_INVOICE)),
        Some(false) => idle("Le vendeur n'a pas opté pour les débits.", "The seller did not opt for VAT on debits."),
        // Goods are taxed at delivery: the code may say no more than that both are of one day.
        None if code == Some(AT_INVOICE) && has_services(case) => code_is_not_words(true),
        None => idle(
            "Rien ne dit si le vendeur a opté pour les débits.",
            "Nothing says whether the seller opted for VAT on debits.",
        ),
    }
}

/// Whether services are among what is sold, by the business process (BT-23); so too where nothing tells.
fn has_services(case: &Case<'_>) -> bool {
    !case.invoice.business_process.as_deref().is_some_and(|process| process.trim().starts_with('B'))
}

/// Rates stated, with the path of each, zero left out: lines where there are some, the breakdown too.
fn rates(case: &Case<'_>) -> Vec<(String, Decimal)> {
    let rows = case.invoice.vat_breakdown.iter().enumerate();
    let rows = rows.filter_map(|(i, row)| Some((format!("vat_breakdown.{i}.rate"), row.rate?)));
    let lines = case.invoice.lines.iter().enumerate();
    let lines = lines.filter_map(|(i, line)| Some((format!("lines.{i}.vat.rate"), line.vat.rate?)));
    rows.chain(lines).filter(|(_, rate)| !rate.is_zero()).collect()
}

/// A rate of another state, on a distance sale to its consumers through the one-stop shop (CGI art. 298 sexdecies G).
fn one_stop_shop(case: &Case<'_>) -> bool {
    case.buyer == Place::Union && (case.transaction == Transaction::B2c || !case.sure)
}

fn judged_rates(case: &Case<'_>, wrong: impl Fn(Decimal) -> bool) -> Outcome {
    let rates = rates(case);
    if rates.is_empty() {
        return idle("Aucun taux de TVA.", "No VAT rate.");
    }
    if one_stop_shop(case) {
        return idle(
            "Vente à un particulier d'un autre État de l'Union : le taux peut être le sien (guichet unique).",
            "Sale to a consumer of another member state: the rate may be its own (one-stop shop).",
        );
    }
    none_of(rates.into_iter().filter(|(_, rate)| wrong(*rate)).map(|(path, _)| path).collect())
}

fn legal_rates(case: &Case<'_>) -> Outcome {
    judged_rates(case, |rate| !place::is_legal_rate(rate))
}

fn territory_rates(case: &Case<'_>) -> Outcome {
    let delivery = case.invoice.delivery.address.as_ref().map(Place::of_address);
    let places = [Some(case.seller), Some(case.buyer), delivery];
    let mut territories: Vec<_> =
        places.into_iter().flatten().filter(|place| *place != Place::Unknown).filter_map(Place::territory).collect();
    territories.extend(case.seller.territory().filter(|_| territories.is_empty()));
    judged_rates(case, |rate| place::is_legal_rate(rate) && !territories.iter().any(|t| place::applies_in(rate, *t)))
}
