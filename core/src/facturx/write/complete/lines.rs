//! Lines: numbers, units, prices and net amounts.

use rust_decimal::Decimal;

use super::super::reasons::Reasons;
use super::super::values::{cents, decimals, filled, percent, rounded};
use crate::invoice::codes::{is_unit, unit_code};
use crate::invoice::{AllowanceCharge, Invoice, Line};

/// Decimals a derived price may have.
const PRICE_DECIMALS: u32 = 6;

/// Completes every line, and the amounts of allowances and charges.
pub(super) fn complete(invoice: &mut Invoice, reasons: &mut Reasons) {
    for (i, line) in invoice.lines.iter_mut().enumerate() {
        let path = format!("lines.{i}");
        if filled(&line.id).is_none() {
            line.id = Some((i + 1).to_string());
        }
        unit(line);
        rows(&mut line.allowances, &format!("{path}.allowances"), "Remise", reasons);
        rows(&mut line.charges, &format!("{path}.charges"), "Frais", reasons);
        amounts(line, &path, reasons);
    }
    let totals = &invoice.totals;
    stated(&mut invoice.allowances, totals.allowances);
    stated(&mut invoice.charges, totals.charges);
    rows(&mut invoice.allowances, "allowances", "Remise", reasons);
    rows(&mut invoice.charges, "charges", "Frais", reasons);
}

/// A unit as people write it becomes its code; one piece when none is told (Recommendation 20: C62).
fn unit(line: &mut Line) {
    let code = match filled(&line.unit) {
        None => "C62",
        Some(unit) if is_unit(unit) => return,
        Some(unit) => match unit_code(unit) {
            Some(code) => code,
            None => return,
        },
    };
    line.unit = Some(code.to_owned());
}

/// A total of allowances or charges that no row explains is one row.
fn stated(rows: &mut Vec<AllowanceCharge>, total: Option<Decimal>) {
    if rows.is_empty() && total.is_some_and(|total| !total.is_zero()) {
        rows.push(AllowanceCharge { amount: total, ..AllowanceCharge::default() });
    }
}

/// Amounts from base and rate, and the reason the norm asks for (BR-33, BR-38, BR-42, BR-44).
fn rows(rows: &mut [AllowanceCharge], path: &str, reason: &str, reasons: &mut Reasons) {
    for (i, row) in rows.iter_mut().enumerate() {
        let derived = row.base_amount.zip(row.rate).and_then(|(base, rate)| percent(base, rate)).map(cents);
        row.amount = row.amount.or(derived);
        if row.amount.is_none() {
            reasons.required(format!("{path}.{i}.amount"), "le montant de la remise ou des frais", "the amount");
        }
        if filled(&row.reason).is_none() {
            row.reason = Some(reason.to_owned());
        }
    }
}

/// What a line's values make of it.
fn amounts(line: &mut Line, path: &str, reasons: &mut Reasons) {
    prices(line);
    let (Some(quantity), Some(price)) = (line.quantity, line.net_price) else {
        let absent = [
            ("quantity", line.quantity, "la quantité", "the quantity"),
            ("net_price", line.net_price, "le prix unitaire", "the unit price"),
        ];
        for (field, _, fr, en) in absent.into_iter().filter(|(_, value, ..)| value.is_none()) {
            reasons.required(format!("{path}.{field}"), fr, en);
        }
        return;
    };
    if line.gross_price.is_some_and(|gross| gross < price) {
        let fr = "Le prix avant remise est inférieur au prix après remise.";
        reasons.inconsistent(
            format!("{path}.gross_price"),
            fr,
            "The price before discount is below the price after it.",
        );
    }
    let per = line.price_quantity.unwrap_or(Decimal::ONE);
    let Some(whole) = quantity.checked_mul(price).and_then(|whole| whole.checked_div(per)) else {
        let fr = "Cette quantité de prix n'est pas utilisable.";
        return reasons.bad(format!("{path}.price_quantity"), fr, "This price quantity cannot be used.");
    };
    let sum = |rows: &[AllowanceCharge]| rows.iter().filter_map(|row| row.amount).sum::<Decimal>();
    let apart = sum(&line.charges) - sum(&line.allowances);
    let exact =
        exact_price(line, price).and_then(|exact| quantity.checked_mul(exact)?.checked_div(per)).unwrap_or(whole);
    let derived = cents(cents(exact) + apart);
    let Some(given) = line.net_amount else {
        line.net_amount = Some(derived);
        return;
    };
    let slack = slack(quantity, price, per);
    let is_near = |amount: Decimal| (given - amount).abs() <= slack;
    if is_near(whole + apart) || is_near(exact + apart) {
        return;
    }
    // The discount may be on the line rather than on the price (BG-27).
    let discounted =
        line.discount_rate.filter(|_| line.allowances.is_empty()).and_then(|rate| Some((rate, percent(whole, rate)?)));
    match discounted {
        Some((rate, discount)) if is_near(whole + apart - discount) => line.allowances.push(AllowanceCharge {
            amount: Some(cents(whole) + apart - given),
            base_amount: Some(cents(whole)),
            rate: Some(rate),
            reason: Some("Remise".to_owned()),
            ..AllowanceCharge::default()
        }),
        _ => reasons.differs(format!("{path}.net_amount"), given, derived),
    }
}

/// Quantity and net price, where one follows from the other values.
fn prices(line: &mut Line) {
    if line.net_price.is_none()
        && let Some(gross) = line.gross_price
    {
        line.net_price = Some(exact_price(line, gross).map_or(gross, |exact| rounded(exact, PRICE_DECIMALS)));
    }
    let Some(amount) = line.net_amount.filter(|_| line.allowances.is_empty() && line.charges.is_empty()) else {
        return;
    };
    match (line.quantity, line.net_price) {
        // A lump sum is one unit of itself.
        (None, None) => (line.quantity, line.net_price) = (Some(sign(amount)), Some(amount.abs())),
        (None, Some(price)) => {
            line.quantity = amount
                .checked_div(price)
                .map(|quantity| quantity.normalize())
                .filter(|quantity| decimals(*quantity) <= 4 && quantity.checked_mul(price) == Some(amount));
        }
        (Some(quantity), None) => {
            let price = amount.checked_div(quantity).map(|price| rounded(price, PRICE_DECIMALS));
            let makes = |price: &Decimal| quantity.checked_mul(*price).map(cents) == Some(amount);
            line.net_price = price.filter(|price| makes(price) && *price >= Decimal::ZERO);
        }
        (Some(_), Some(_)) => {}
    }
}

/// The price after the discount in percent, before it is rounded; none when the discount is not what separates them.
fn exact_price(line: &Line, net: Decimal) -> Option<Decimal> {
    let (gross, rate) = (line.gross_price?, line.discount_rate?);
    let exact = gross.checked_sub(percent(gross, rate)?)?;
    let places = decimals(net).max(2);
    (line.net_price.is_none() || rounded(exact, places) == net).then_some(exact)
}

/// How far an amount may be from quantity times price when both are rounded: half of their last decimal.
fn slack(quantity: Decimal, price: Decimal, per: Decimal) -> Decimal {
    let half = |value: Decimal| Decimal::new(5, decimals(value).clamp(2, 20) + 1);
    let share = |of: Decimal, by: Decimal| of.checked_div(per)?.abs().checked_mul(half(by));
    let of_price = share(quantity, price).unwrap_or_default();
    let of_quantity = share(price, quantity).filter(|_| decimals(quantity) > 0).unwrap_or_default();
    of_price + of_quantity + Decimal::new(5, 3)
}

fn sign(value: Decimal) -> Decimal {
    if value < Decimal::ZERO { Decimal::NEGATIVE_ONE } else { Decimal::ONE }
}
