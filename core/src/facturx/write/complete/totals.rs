//! Totals (BG-22), each from those before it.

use rust_decimal::Decimal;

use super::super::reasons::Reasons;
use crate::invoice::{AllowanceCharge, Invoice};

/// Completes the totals, checks those that are there.
pub(super) fn complete(invoice: &mut Invoice, reasons: &mut Reasons) {
    let lines: Option<Decimal> = invoice.lines.iter().map(|line| line.net_amount).sum();
    let (lines, tax) = (lines.filter(|_| !invoice.lines.is_empty()), taxes(invoice));
    let (allowances, charges) = (sum(&invoice.allowances), sum(&invoice.charges));
    let totals = &mut invoice.totals;
    let mut settle = |name: &str, slot: &mut Option<Decimal>, derived: Option<Decimal>| match (*slot, derived) {
        (Some(given), Some(derived)) if given != derived => reasons.differs(format!("totals.{name}"), given, derived),
        (given, derived) => *slot = given.or(derived),
    };
    settle("allowances", &mut totals.allowances, allowances);
    settle("charges", &mut totals.charges, charges);
    let apart = totals.charges.unwrap_or_default() - totals.allowances.unwrap_or_default();
    if lines.is_none() && totals.net.is_none() {
        // Two of three tell the third; without lines nothing else does.
        totals.net = match (totals.lines, totals.gross, totals.tax.or(tax)) {
            (Some(lines), ..) => Some(lines + apart),
            (None, Some(gross), Some(tax)) => Some(gross - tax),
            _ => None,
        };
    }
    settle("lines", &mut totals.lines, lines.or(totals.net.map(|net| net - apart)));
    settle("net", &mut totals.net, totals.lines.map(|lines| lines + apart));
    if tax.is_none() && totals.tax.is_none() {
        totals.tax = totals.gross.zip(totals.net).map(|(gross, net)| gross - net);
    }
    settle("tax", &mut totals.tax, tax);
    settle("gross", &mut totals.gross, totals.net.zip(totals.tax).map(|(net, tax)| net + tax));
    let rounding = totals.rounding.unwrap_or_default();
    let due = totals.gross.map(|gross| gross - totals.paid.unwrap_or_default() + rounding);
    settle("due", &mut totals.due, due);
}

/// The sum of the rows of the breakdown; none when there is none.
fn taxes(invoice: &Invoice) -> Option<Decimal> {
    let rows = &invoice.vat_breakdown;
    let sum: Option<Decimal> = rows.iter().map(|row| row.tax_amount).sum();
    sum.filter(|_| !rows.is_empty())
}

/// The sum of allowances or charges; none when there is none, for an absent total is zero.
fn sum(rows: &[AllowanceCharge]) -> Option<Decimal> {
    let sum: Option<Decimal> = rows.iter().map(|row| row.amount).sum();
    sum.filter(|_| !rows.is_empty())
}
