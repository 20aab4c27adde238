//! Every number of an invoice with its path: how large it may be, how many decimals it may have.

use rust_decimal::Decimal;

use super::reasons::Reasons;
use super::values::decimals;
use crate::invoice::{AllowanceCharge, Invoice, Line, LineVat};

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Amount,
    Price,
    Quantity,
    Rate,
}

/// Refuses numbers so large that sums of them would be wrong; whether there is none of them.
pub(super) fn check_sizes(invoice: &Invoice, reasons: &mut Reasons) -> bool {
    let most = Decimal::from(1_000_000_000_000_000_i64);
    let mut fine = true;
    visit(invoice, &mut |path, _, value| {
        if value.abs() >= most {
            fine = false;
            reasons.bad(path, "Ce nombre est trop grand.", "This number is too large.");
        }
    });
    fine
}

/// Refuses decimals that the norm has no place for, and French rules for a French seller (BR-FR-DEC-01 to 04).
pub(super) fn check_decimals(invoice: &Invoice, is_french: bool, reasons: &mut Reasons) {
    visit(invoice, &mut |path, kind, value| {
        let most = match (kind, is_french) {
            (Kind::Amount, _) => 2,
            (_, false) => return,
            (Kind::Price, true) => 6,
            (Kind::Quantity, true) => 4,
            (Kind::Rate, true) => 2,
        };
        if decimals(value) > most {
            let fr = format!("Ce nombre a plus de {most} décimales.");
            reasons.bad(path, fr, format!("This number has more than {most} decimals."));
        }
    });
}

fn visit(invoice: &Invoice, told: &mut dyn FnMut(String, Kind, Decimal)) {
    let mut tell = |path: String, kind, value: Option<Decimal>| {
        if let Some(value) = value {
            told(path, kind, value);
        }
    };
    for (i, line) in invoice.lines.iter().enumerate() {
        self::line(&format!("lines.{i}"), line, &mut tell);
    }
    rows("allowances", &invoice.allowances, &mut tell);
    rows("charges", &invoice.charges, &mut tell);
    for (i, row) in invoice.vat_breakdown.iter().enumerate() {
        tell(format!("vat_breakdown.{i}.rate"), Kind::Rate, row.rate);
        tell(format!("vat_breakdown.{i}.taxable_amount"), Kind::Amount, row.taxable_amount);
        tell(format!("vat_breakdown.{i}.tax_amount"), Kind::Amount, row.tax_amount);
    }
    let totals = &invoice.totals;
    let amounts = [
        ("lines", totals.lines),
        ("allowances", totals.allowances),
        ("charges", totals.charges),
        ("net", totals.net),
        ("tax", totals.tax),
        ("accounting_tax", totals.accounting_tax),
        ("gross", totals.gross),
        ("paid", totals.paid),
        ("rounding", totals.rounding),
        ("due", totals.due),
    ];
    for (name, value) in amounts {
        tell(format!("totals.{name}"), Kind::Amount, value);
    }
    tell("payment.recovery_fee".to_owned(), Kind::Amount, invoice.payment.recovery_fee);
}

type Tell<'t> = &'t mut dyn FnMut(String, Kind, Option<Decimal>);

fn line(path: &str, line: &Line, tell: Tell<'_>) {
    tell(format!("{path}.quantity"), Kind::Quantity, line.quantity);
    tell(format!("{path}.price_quantity"), Kind::Quantity, line.price_quantity);
    tell(format!("{path}.gross_price"), Kind::Price, line.gross_price);
    tell(format!("{path}.net_price"), Kind::Price, line.net_price);
    tell(format!("{path}.discount_rate"), Kind::Price, line.discount_rate);
    tell(format!("{path}.net_amount"), Kind::Amount, line.net_amount);
    rate(path, &line.vat, tell);
    rows(&format!("{path}.allowances"), &line.allowances, tell);
    rows(&format!("{path}.charges"), &line.charges, tell);
}

fn rows(path: &str, rows: &[AllowanceCharge], tell: Tell<'_>) {
    for (i, row) in rows.iter().enumerate() {
        tell(format!("{path}.{i}.amount"), Kind::Amount, row.amount);
        tell(format!("{path}.{i}.base_amount"), Kind::Amount, row.base_amount);
        tell(format!("{path}.{i}.rate"), Kind::Price, row.rate);
        rate(&format!("{path}.{i}"), &row.vat, tell);
    }
}

fn rate(path: &str, vat: &LineVat, tell: Tell<'_>) {
    tell(format!("{path}.vat.rate"), Kind::Rate, vat.rate);
}
