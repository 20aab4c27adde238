//! The VAT breakdown (BG-23): one row a category and rate, from the lines, the allowances and the charges.

use rust_decimal::Decimal;

use super::super::reasons::Reasons;
use super::super::values::{cents, percent};
use super::regime;
use crate::invoice::{Invoice, LineVat, VatBreakdown};

/// What is taxed alike, put together.
struct Base {
    vat: LineVat,
    /// Amounts without VAT of lines, charges and, below zero, allowances.
    amounts: Vec<Decimal>,
}

/// Completes the rows, checks those that are there.
pub(super) fn complete(invoice: &mut Invoice, reasons: &mut Reasons) {
    // Without lines the rows stand by themselves.
    if !invoice.lines.is_empty() {
        let bases = bases(invoice);
        check(invoice, &bases, reasons);
    }
    let several = invoice.vat_breakdown.len() > 1;
    for (i, row) in invoice.vat_breakdown.iter_mut().enumerate() {
        let path = format!("vat_breakdown.{i}");
        header_row(row, &path, reasons);
        // A note speaks of the row when there is but one.
        let notes = if several { &[] } else { invoice.notes.as_slice() };
        regime::exemption(row, &path, notes, reasons);
    }
}

fn bases(invoice: &Invoice) -> Vec<Base> {
    let mut bases: Vec<Base> = Vec::new();
    let lines = invoice.lines.iter().map(|line| (&line.vat, line.net_amount));
    let allowances = invoice.allowances.iter().map(|row| (&row.vat, row.amount.map(|amount| -amount)));
    let charges = invoice.charges.iter().map(|row| (&row.vat, row.amount));
    for (vat, amount) in lines.chain(allowances).chain(charges) {
        // What is missing has been told already.
        let (Some(_), Some(amount)) = (&vat.category, amount) else { continue };
        match bases.iter_mut().find(|base| base.vat == *vat) {
            Some(base) => base.amounts.push(amount),
            None => bases.push(Base { vat: vat.clone(), amounts: vec![amount] }),
        }
    }
    bases
}

fn check(invoice: &mut Invoice, bases: &[Base], reasons: &mut Reasons) {
    for base in bases {
        let taxable: Decimal = base.amounts.iter().sum();
        let is_same = |row: &VatBreakdown| row.category == base.vat.category && row.rate == base.vat.rate;
        let rows: Vec<usize> =
            (0..invoice.vat_breakdown.len()).filter(|i| is_same(&invoice.vat_breakdown[*i])).collect();
        match rows.as_slice() {
            [] => invoice.vat_breakdown.push(VatBreakdown {
                category: base.vat.category.clone(),
                rate: base.vat.rate,
                taxable_amount: Some(taxable),
                tax_amount: tax(taxable, base.vat.rate),
                ..VatBreakdown::default()
            }),
            [i] => {
                let row = &mut invoice.vat_breakdown[*i];
                let path = format!("vat_breakdown.{i}");
                match row.taxable_amount {
                    Some(given) if given != taxable => {
                        reasons.differs(format!("{path}.taxable_amount"), given, taxable)
                    }
                    _ => row.taxable_amount = Some(taxable),
                }
                let derived = tax(taxable, base.vat.rate);
                match (row.tax_amount, derived) {
                    (Some(given), Some(derived)) if !is_tax(given, taxable, derived, base) => {
                        reasons.differs(format!("{path}.tax_amount"), given, derived);
                    }
                    (given, derived) => row.tax_amount = given.or(derived),
                }
            }
            // Rows that differ by their exemption only: their sum is what the lines tell.
            [first, ..] => {
                let sum: Decimal = rows.iter().filter_map(|i| invoice.vat_breakdown[*i].taxable_amount).sum();
                if sum != taxable {
                    reasons.differs(format!("vat_breakdown.{first}.taxable_amount"), sum, taxable);
                }
            }
        }
    }
    // A row of zeros that no line explains says nothing, and the norm does not want it (BR-E-01).
    let told =
        |row: &VatBreakdown| bases.iter().any(|base| base.vat.category == row.category && base.vat.rate == row.rate);
    let is_zero = |value: Option<Decimal>| value.is_none_or(|value| value.is_zero());
    invoice.vat_breakdown.retain(|row| told(row) || !is_zero(row.taxable_amount) || !is_zero(row.tax_amount));
    for (i, row) in invoice.vat_breakdown.iter().enumerate() {
        if !told(row) {
            let fr = "Aucune ligne n'est à ce taux et dans cette catégorie de TVA.";
            reasons.inconsistent(format!("vat_breakdown.{i}.rate"), fr, "No line has this VAT rate and category.");
        }
    }
}

/// A row that no line explains: its tax follows from its base.
fn header_row(row: &mut VatBreakdown, path: &str, reasons: &mut Reasons) {
    let (Some(taxable), Some(_)) = (row.taxable_amount, &row.category) else {
        if row.taxable_amount.is_none() {
            let fr = "la base de cette ligne de TVA (BT-116)";
            reasons.required(format!("{path}.taxable_amount"), fr, "the base of this VAT row (BT-116)");
        }
        if row.category.is_none() {
            let fr = "la catégorie ou le taux de cette ligne de TVA (BT-118)";
            reasons.required(format!("{path}.category"), fr, "the category or rate of this VAT row (BT-118)");
        }
        return;
    };
    let Some(derived) = tax(taxable, row.rate) else { return };
    match row.tax_amount {
        None => row.tax_amount = Some(derived),
        // Line by line, or from amounts with VAT, it may be some cents away; the norm allows less than one unit.
        Some(given) if (given - derived).abs() >= Decimal::ONE => {
            reasons.differs(format!("{path}.tax_amount"), given, derived);
        }
        Some(_) => {}
    }
}

fn tax(taxable: Decimal, rate: Option<Decimal>) -> Option<Decimal> {
    percent(taxable, rate.unwrap_or_default()).map(cents)
}

/// Whether a tax is one of those that the law lets be computed: on the sum, line by line, or as what is left of the
/// amount with VAT.
fn is_tax(given: Decimal, taxable: Decimal, derived: Decimal, base: &Base) -> bool {
    let rate = base.vat.rate.unwrap_or_default();
    let by_line = || base.amounts.iter().map(|amount| tax(*amount, Some(rate))).sum::<Option<Decimal>>();
    let from_gross = || {
        let factor = Decimal::ONE + rate / Decimal::ONE_HUNDRED;
        Some(cents((taxable + given).checked_div(factor)?) == taxable)
    };
    given == derived || by_line() == Some(given) || (!rate.is_zero() && from_gross() == Some(true))
}
