//! The VAT breakdown: the rows that make the totals, and what each is charged, or not charged, for.

use rust_decimal::Decimal;

use crate::fields::context::Context;
use crate::fields::draft::Draft;
use crate::fields::mentions::{Exempt, exempt_beside};
use crate::fields::totals::vat::{self, RateRow};
use crate::fields::totals::{LineSums, tolerance};
use crate::fields::values::amount::amounts;
use crate::invoice::VatBreakdown;

pub fn write(
    context: &Context<'_>,
    rows: &[RateRow],
    net: Option<Decimal>,
    tax: Option<Decimal>,
    lines: &LineSums,
    exempt: bool,
    draft: &mut Draft,
) {
    let (chosen, proven) = vat::choose(rows, net, tax);
    let usable = proven
        || tax.is_none()
        || chosen.iter().map(|r| r.tax.value).sum::<Decimal>().abs() <= tax.unwrap_or_default().abs() + tolerance();
    let score = if proven { 0.95 } else { 0.55 };
    for row in chosen.iter().filter(|_| usable) {
        let i = draft.invoice.vat_breakdown.len();
        let at = |leaf: &str| format!("vat_breakdown.{i}.{leaf}");
        let single = chosen.len() == 1;
        let base = match (&row.base, net) {
            (Some(base), _) => {
                draft.note(context, at("taxable_amount"), &base.span, score);
                Some(base.value)
            }
            (None, Some(net)) if single && vat::multiplies(row.rate.value, net, row.tax.value) => {
                draft.derive(at("taxable_amount"), &["totals.net"], 0.7);
                Some(net)
            }
            _ => None,
        };
        draft.note(context, at("rate"), &row.rate.span, score);
        draft.note(context, at("tax_amount"), &row.tax.span, score);
        if proven {
            draft.agree(&["totals.tax", &at("tax_amount")]);
        }
        draft.invoice.vat_breakdown.push(VatBreakdown {
            rate: Some(row.rate.value.normalize()),
            taxable_amount: base,
            tax_amount: Some(row.tax.value),
            ..VatBreakdown::default()
        });
        if let Some(found) = exempt_beside(context, &row.rate.span).filter(|_| row.rate.value.is_zero()) {
            excuse(context, i, &found, draft);
        }
    }
    if draft.invoice.vat_breakdown.is_empty()
        && let (Some(net), Some(tax)) = (net, tax)
    {
        // One rate, printed on the lines or nowhere: the totals tell it.
        let rate = match () {
            () if tax.is_zero() && (exempt || lines.rates.iter().all(Decimal::is_zero)) => Some(Decimal::ZERO),
            () => lines
                .rates
                .iter()
                .copied()
                .find(|r| vat::multiplies(*r, net, tax))
                .or_else(|| printed_rate(context, net, tax)),
        };
        if let Some(rate) = rate {
            for (leaf, from) in [("rate", "totals.tax"), ("taxable_amount", "totals.net"), ("tax_amount", "totals.tax")]
            {
                draft.derive(format!("vat_breakdown.0.{leaf}"), &[from], 0.7);
            }
            draft.invoice.vat_breakdown.push(VatBreakdown {
                rate: Some(rate.normalize()),
                taxable_amount: Some(net),
                tax_amount: Some(tax),
                ..VatBreakdown::default()
            });
        }
    }
}

/// A rate printed with a per cent sign anywhere that turns net into tax.
fn printed_rate(context: &Context<'_>, net: Decimal, tax: Decimal) -> Option<Decimal> {
    context.pages.iter().find_map(|page| {
        page.segments.iter().find_map(|s| {
            amounts(&page.words, s.words.clone(), context.mark)
                .into_iter()
                .find(|a| a.percent && vat::is_rate(a.value) && vat::multiplies(a.value, net, tax))
                .map(|a| a.value)
        })
    })
}

/// Gives each rate its category: standard where tax is charged, what the page says where none is. What the row itself says
/// stands.
pub fn categories(context: &Context<'_>, exemption: Option<&Exempt>, draft: &mut Draft) {
    for i in 0..draft.invoice.vat_breakdown.len() {
        let row = &mut draft.invoice.vat_breakdown[i];
        let zero = row.rate.is_some_and(|r| r.is_zero());
        match exemption.filter(|_| zero) {
            _ if row.category.is_some() => {}
            Some(found) => excuse(context, i, found, draft),
            None => {
                let at = |leaf: &str| format!("vat_breakdown.{i}.{leaf}");
                row.category = Some(if zero { "Z" } else { "S" }.into());
                draft.derive(at("category"), &[&at("rate")], if zero { 0.5 } else { 0.95 });
            }
        }
    }
}

/// Writes down why a row charges no tax.
fn excuse(context: &Context<'_>, i: usize, found: &Exempt, draft: &mut Draft) {
    let at = |leaf: &str| format!("vat_breakdown.{i}.{leaf}");
    let row = &mut draft.invoice.vat_breakdown[i];
    row.category = Some(found.what.category.into());
    row.exemption_reason = Some(context.text(&found.span));
    row.exemption_code = found.what.code.map(str::to_owned);
    draft.note(context, at("category"), &found.span, 0.9);
    draft.note(context, at("exemption_reason"), &found.span, 0.9);
    if found.what.code.is_some() {
        draft.note(context, at("exemption_code"), &found.span, 0.85);
    }
}
