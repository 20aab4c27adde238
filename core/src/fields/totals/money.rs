//! Amounts with the label that announces them.

use rust_decimal::Decimal;

use crate::fields::context::{Context, Mark, Relation};
use crate::fields::labels::Label;
use crate::fields::totals::vat::multiplies;
use crate::fields::values::amount::{Amount, amounts};
use crate::fields::values::span::Span;
use crate::page::Rect;

/// An amount that a label may announce.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// What the label says it is; `None` for an amount no label stands by.
    pub label: Option<Label>,
    /// Its value.
    pub value: Decimal,
    /// Where it stands.
    pub span: Span,
    /// How likely label and amount belong together, 0 to 1.
    pub score: f32,
    /// Page and first word of the label.
    pub mark: Option<(usize, usize)>,
    /// It is the sum of several amounts, `span` being the first.
    pub summed: bool,
    /// VAT rate printed between label and amount.
    pub rate: Option<Decimal>,
}

/// Labels of document totals.
fn is_total(label: Label) -> bool {
    matches!(
        label,
        Label::TotalNet
            | Label::LinesTotal
            | Label::Allowance
            | Label::Charge
            | Label::TotalTax
            | Label::TotalGross
            | Label::AmountDue
            | Label::Paid
            | Label::Rounding
            | Label::OtherAmount
    )
}

/// Whether a box lies in one of the regions of item tables.
pub fn inside(regions: &[(usize, Rect)], page: usize, rect: &Rect) -> bool {
    regions.iter().any(|(p, r)| *p == page && r.contains(rect.cx(), rect.cy()))
}

/// Every pairing of a total's label with an amount in its places, outside item tables.
pub fn labelled(context: &Context<'_>, regions: &[(usize, Rect)]) -> Vec<Labelled> {
    let mut out = Vec::new();
    for mark in context.marks.iter().filter(|m| is_total(m.label) && !inside(regions, m.page, &m.rect)) {
        let mut rank = 0;
        let mut said = None;
        let mut places = context.places(mark);
        if places.iter().any(|p| p.relation == Relation::Below) {
            places.retain(|p| p.relation != Relation::Below);
            places.extend(context.below(mark, 4));
        }
        for place in places {
            let page = &context.pages[place.span.page];
            let found = amounts(&page.words, place.span.words.clone(), context.mark);
            // `TVA 20 % :` in one cell, its amount in the next.
            let rate = found.iter().find(|a| a.percent).map(|a| a.value).or(said);
            said = rate;
            let money: Vec<&Amount> = found.iter().filter(|a| may_be(mark.label, a)).collect();
            for (i, amount) in money.iter().rev().enumerate() {
                let span = Span { page: place.span.page, words: amount.words.clone() };
                if inside(regions, span.page, &context.rect(&span)) {
                    continue;
                }
                let exact = if amount.is_money() { 1.0 } else { 0.75 };
                let order = 1.0 - 0.2 * (i as f32).min(3.0) - 0.08 * (rank as f32).min(4.0);
                let score = place.fit * exact * order * label_weight(context, mark, place.relation);
                out.push(Labelled {
                    label: Some(mark.label),
                    value: amount.value,
                    span,
                    score,
                    mark: Some((mark.page, mark.words.start)),
                    summed: false,
                    rate,
                });
            }
            rank += usize::from(!money.is_empty());
        }
    }
    unlabel_bases(&mut out);
    out
}

/// The base printed between a tax's label and the tax itself is no tax: `TVA 20 % (base 718,82) : 143,76`.
fn unlabel_bases(found: &mut [Labelled]) {
    let bases: Vec<usize> = (0..found.len())
        .filter(|i| {
            let base = &found[*i];
            let rate = base.rate.filter(|_| !base.value.is_zero() && base.label == Some(Label::TotalTax));
            let tax = |t: &Labelled| t.mark == base.mark && t.span != base.span;
            rate.is_some_and(|r| found.iter().any(|t| tax(t) && multiplies(r, base.value, t.value)))
        })
        .collect();
    for i in bases {
        found[i].label = None;
        found[i].score = 0.1;
    }
}

/// Whether a number may be the amount a label announces: never a rate; of payments and discounts, which sentences speak
/// of too (`Payment within 30 days`), only what is plainly money.
fn may_be(label: Label, amount: &Amount) -> bool {
    let plain = matches!(label, Label::Paid | Label::Allowance | Label::Charge | Label::OtherAmount);
    !amount.percent && (amount.is_money() || !plain && amount.decimals <= 3)
}

fn label_weight(context: &Context<'_>, mark: &Mark, relation: Relation) -> f32 {
    let page = &context.pages[mark.page];
    let low = 0.85 + 0.15 * (mark.rect.cy() / page.height.max(1.0)).clamp(0.0, 1.0);
    let words = if mark.words.len() > 1 { 1.0 } else { 0.85 };
    let strong = match relation {
        _ if mark.strong() => 1.0,
        Relation::Inline => 0.7,
        _ => 0.45,
    };
    // `(ou à payer par un tiers)` explains the label above it.
    let own = page.words_of(&page.segments[mark.segment]);
    let bracketed =
        own.first().is_some_and(|w| w.text.starts_with('(')) && own.last().is_some_and(|w| w.text.ends_with(')'));
    low * words * strong * if bracketed { 0.5 } else { 1.0 }
}

/// Every amount of money outside item tables, with no label: what arithmetic alone may find.
pub fn unlabelled(context: &Context<'_>, regions: &[(usize, Rect)]) -> Vec<Labelled> {
    let mut out = Vec::new();
    for (index, page) in context.pages.iter().enumerate() {
        for segment in &page.segments {
            if inside(regions, index, &segment.rect) {
                continue;
            }
            for amount in amounts(&page.words, segment.words.clone(), context.mark).into_iter().filter(Amount::is_money)
            {
                let span = Span { page: index, words: amount.words };
                out.push(Labelled {
                    label: None,
                    value: amount.value,
                    span,
                    score: 0.1,
                    mark: None,
                    summed: false,
                    rate: None,
                });
            }
        }
    }
    out
}
