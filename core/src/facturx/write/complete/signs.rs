//! Signs as the norm wants them: credit notes in positive amounts, prices never negative.

use rust_decimal::Decimal;

use crate::invoice::{AllowanceCharge, Invoice, Line};

/// Turns what is printed with the other sign.
pub(super) fn turn(invoice: &mut Invoice) {
    if invoice.is_credit_note() && is_negative(invoice) {
        turn_all(invoice);
    }
    for line in &mut invoice.lines {
        if line.net_price.or(line.gross_price).is_some_and(|price| price < Decimal::ZERO) {
            [&mut line.net_price, &mut line.gross_price, &mut line.quantity].into_iter().for_each(negate);
            // A price alone is that of one unit.
            if line.quantity.is_none() {
                line.quantity = Some(Decimal::NEGATIVE_ONE);
            }
        }
    }
}

fn is_negative(invoice: &Invoice) -> bool {
    let totals = &invoice.totals;
    let told = totals.gross.or(totals.net).or(totals.due);
    let sum = || invoice.lines.iter().filter_map(|line| line.net_amount).sum::<Decimal>();
    told.unwrap_or_else(sum) < Decimal::ZERO
}

fn turn_all(invoice: &mut Invoice) {
    invoice.lines.iter_mut().for_each(turn_line);
    invoice.allowances.iter_mut().chain(&mut invoice.charges).for_each(turn_row);
    for row in &mut invoice.vat_breakdown {
        negate(&mut row.taxable_amount);
        negate(&mut row.tax_amount);
    }
    let totals = &mut invoice.totals;
    let amounts = [
        &mut totals.lines,
        &mut totals.allowances,
        &mut totals.charges,
        &mut totals.net,
        &mut totals.tax,
        &mut totals.accounting_tax,
        &mut totals.gross,
        &mut totals.paid,
        &mut totals.rounding,
        &mut totals.due,
    ];
    amounts.into_iter().for_each(negate);
}

/// The amount of a line turns, and whichever of quantity and price made it what it was.
fn turn_line(line: &mut Line) {
    let negative_price = line.net_price.or(line.gross_price).is_some_and(|price| price < Decimal::ZERO);
    negate(&mut line.net_amount);
    if negative_price {
        negate(&mut line.net_price);
        negate(&mut line.gross_price);
    } else {
        negate(&mut line.quantity);
    }
    line.allowances.iter_mut().chain(&mut line.charges).for_each(turn_row);
}

fn turn_row(row: &mut AllowanceCharge) {
    negate(&mut row.amount);
    negate(&mut row.base_amount);
}

fn negate(value: &mut Option<Decimal>) {
    if let Some(value) = value {
        *value = -*value;
    }
}
