//! Document totals: of all readings of the labelled amounts, the one whose arithmetic agrees best.

pub mod breakdown;
pub mod money;
pub mod vat;

use rust_decimal::Decimal;

use crate::api::Warning;
use crate::fields::context::Context;
use crate::fields::draft::Draft;
use crate::fields::labels::Label;
use crate::fields::mentions::Exempt;
use crate::fields::repair;
use crate::fields::values::span::Read;
use crate::page::Rect;
use money::{Labelled, labelled, unlabelled};
use vat::RateRow;

/// What the item lines say of the totals.
#[derive(Clone, Debug, Default)]
pub struct LineSums {
    /// Where item tables stand.
    pub regions: Vec<(usize, Rect)>,
    /// Sum of the lines' net amounts.
    pub net: Option<Decimal>,
    /// Sum of the lines' amounts with VAT.
    pub gross: Option<Decimal>,
    /// VAT rates printed on the lines.
    pub rates: Vec<Decimal>,
}

/// Two cents of rounding.
pub fn tolerance() -> Decimal {
    Decimal::new(2, 2)
}

fn close(a: Decimal, b: Decimal) -> bool {
    (a - b).abs() <= tolerance()
}

/// Net, tax and gross that were chosen together.
#[derive(Clone, Debug, Default)]
struct Triple {
    net: Option<Labelled>,
    tax: Option<Labelled>,
    gross: Option<Labelled>,
    /// Net and tax make gross.
    adds_up: bool,
    score: f32,
}

/// Reads the totals and the VAT breakdown into the draft. `exempt`: the page says no VAT is charged.
pub fn read(
    context: &Context<'_>,
    lines: &LineSums,
    exemption: Option<&Exempt>,
    draft: &mut Draft,
    warnings: &mut Vec<Warning>,
) -> Vec<RateRow> {
    let exempt = exemption.is_some();
    let found = labelled(context, &lines.regions);
    let rows = vat::rows(context, &lines.regions, &found);
    let triple = choose(context, &found, &rows, lines, exempt);
    let (net, tax, gross) = write_triple(context, &triple, exempt, draft);
    write_due(context, &found, gross, draft);
    write_other(context, &found, net, lines, draft);
    breakdown::write(context, &rows, net, tax, lines, exempt, draft);
    breakdown::categories(context, exemption, draft);
    if !triple.adds_up && net.is_some() && gross.is_some() && tax.is_some() {
        warnings.push(Warning {
            code: "totals_disagree".into(),
            message: "Le total hors taxes et la TVA ne font pas le total toutes taxes comprises.".into(),
            fields: ["totals.net", "totals.tax", "totals.gross"].map(str::to_owned).into(),
        });
    }
    rows
}

/// The best candidates for one total: labelled so first, then by a related label.
fn candidates(found: &[Labelled], weights: &[(Label, f32)]) -> Vec<Labelled> {
    let mut out: Vec<Labelled> = Vec::new();
    for item in found {
        let Some((_, weight)) = weights.iter().find(|(l, _)| Some(*l) == item.label) else { continue };
        let score = item.score * weight;
        match out.iter_mut().find(|c| c.value == item.value) {
            // The same amount under a second label is likelier than under one.
            Some(known) => {
                let more = known.score.min(score) * 0.15;
                if score > known.score {
                    *known = Labelled { score, ..item.clone() };
                }
                known.score = (known.score + more).min(1.1);
            }
            None => out.push(Labelled { score, ..item.clone() }),
        }
    }
    out.sort_by(|a, b| b.score.total_cmp(&a.score));
    out.truncate(24);
    out
}

fn choose(context: &Context<'_>, found: &[Labelled], rows: &[RateRow], lines: &LineSums, exempt: bool) -> Triple {
    // Without tax the last total is net and gross; a subtotal before discounts is neither.
    let (subtotal, due) = if exempt { (0.3, 0.4) } else { (0.75, 0.0) };
    let nets = candidates(
        found,
        &[(Label::TotalNet, 1.0), (Label::LinesTotal, subtotal), (Label::TotalGross, 0.3), (Label::AmountDue, due)],
    );
    let mut taxes = candidates(found, &[(Label::TotalTax, 1.0)]);
    taxes.extend(sum_of_rates(found));
    let several = sums_of_rows(rows);
    let grosses = candidates(found, &[(Label::TotalGross, 1.0), (Label::AmountDue, 0.7), (Label::TotalNet, 0.1)]);
    let loose = unlabelled(context, &lines.regions);
    let with_loose = |list: &[Labelled]| -> Vec<Labelled> {
        let mut all = list.to_vec();
        for item in loose.iter().rev() {
            if all.len() >= 60 {
                break;
            }
            if !all.iter().any(|k| k.value == item.value) {
                all.push(item.clone());
            }
        }
        all
    };
    let (mut all_nets, mut all_taxes, mut all_grosses) = (with_loose(&nets), with_loose(&taxes), with_loose(&grosses));
    // What the rows of several rates make together may be printed nowhere, as on receipts, or misread.
    if let Some((net, tax, gross)) = several {
        for (list, sum) in [(&mut all_nets, Some(net)), (&mut all_taxes, Some(tax)), (&mut all_grosses, gross)] {
            let known = |sum: &Labelled| list.iter().any(|k| close(k.value, sum.value) && k.label.is_some());
            if let Some(sum) = sum.filter(|s| !known(s)) {
                list.push(sum);
            }
        }
    }
    let row_taxes: Decimal = vat::choose(rows, None, None).0.iter().map(|r| r.tax.value).sum();
    let mut sums: Vec<Triple> = Vec::new();
    for net in &all_nets {
        for gross in &all_grosses {
            let want = gross.value - net.value;
            let tax = all_taxes.iter().find(|t| close(t.value, want));
            // Where no tax is charged, only an amount called tax may be one.
            if exempt && !want.is_zero() && tax.is_none_or(|t| t.label.is_none()) {
                continue;
            }
            let charged = taxes.iter().any(|t| t.value.scale() == 2 && !t.value.is_zero() && t.score > 0.5);
            let untaxed = want.is_zero() && !charged && (exempt || taxes.is_empty());
            if tax.is_none() && !untaxed {
                continue;
            }
            let Some(quality) = plausible(net.value, want) else { continue };
            let weights = net.score + gross.score + tax.map_or(0.45, |t| t.score);
            let labelled = [Some(net), Some(gross), tax].iter().flatten().filter(|c| c.label.is_some()).count();
            let rows_say = !row_taxes.is_zero() && close(row_taxes, want);
            if !rows_say && (labelled == 0 || (labelled == 1 && weights < 0.8)) {
                continue;
            }
            let line_bonus = if lines.net.is_some_and(|l| close(l, net.value))
                || lines.gross.is_some_and(|l| close(l, gross.value))
            {
                0.5
            } else {
                0.0
            };
            let row_bonus = if !row_taxes.is_zero() && close(row_taxes, want) { 0.4 } else { 0.0 };
            let rate_bonus =
                if rows.iter().any(|r| vat::multiplies(r.rate.value, net.value, want)) { 0.25 } else { 0.0 };
            let score = 1.0 + weights + quality + line_bonus + row_bonus + rate_bonus;
            let (net, gross) = (Some(net.clone()), Some(gross.clone()));
            sums.push(Triple { net, tax: tax.cloned(), gross, adds_up: true, score });
        }
    }
    sums.sort_by(|a, b| b.score.total_cmp(&a.score));
    sums.truncate(48);
    for triple in &mut sums {
        triple.score += breakdown_bonus(triple, rows);
    }
    if let Some(best) = sums.into_iter().max_by(|a, b| a.score.total_cmp(&b.score)) {
        return best;
    }
    // Nothing adds up: each on its own label, and only on its own.
    // What was put right needs a sum that says so.
    let as_read = |c: &Labelled| !repair::changed(context, &Read { value: c.value, span: c.span.clone() });
    let own = |list: &[Labelled], label: Label| {
        list.iter().find(|c| c.label == Some(label) && c.score > 0.35 && (c.summed || as_read(c))).cloned()
    };
    Triple {
        net: own(&nets, Label::TotalNet).or_else(|| own(&nets, Label::LinesTotal)),
        tax: own(&taxes, Label::TotalTax),
        gross: own(&grosses, Label::TotalGross).or_else(|| own(&grosses, Label::AmountDue)),
        ..Triple::default()
    }
}

/// The taxes of several rates, one line each, without a line for their sum.
fn sum_of_rates(found: &[Labelled]) -> Option<Labelled> {
    let mut best: Vec<&Labelled> = Vec::new();
    for tax in found.iter().filter(|l| l.label == Some(Label::TotalTax) && l.rate.is_some_and(vat::is_rate)) {
        match best.iter_mut().find(|b| b.rate == tax.rate) {
            Some(known) if known.score < tax.score => *known = tax,
            Some(_) => {}
            None => best.push(tax),
        }
    }
    let score = best.iter().map(|b| b.score).fold(1.0, f32::min);
    let value = best.iter().map(|b| b.value).sum();
    (best.len() > 1).then(|| Labelled { value, score: 0.9 * score, rate: None, summed: true, ..best[0].clone() })
}

/// The sums of the rows of several rates: of their bases, of their taxes, and of both where each row prints its own.
fn sums_of_rows(rows: &[RateRow]) -> Option<(Labelled, Labelled, Option<Labelled>)> {
    let (chosen, _) = vat::choose(rows, None, None);
    let first = chosen.first().filter(|_| chosen.len() > 1)?;
    let bases: Vec<Decimal> = chosen.iter().filter_map(|r| r.base.as_ref().map(|b| b.value)).collect();
    if bases.len() < chosen.len() {
        return None;
    }
    let sum = |value: Decimal, label: Label, score: f32| Labelled {
        label: Some(label),
        value,
        span: first.tax.span.clone(),
        score,
        mark: None,
        summed: true,
        rate: None,
    };
    let grosses: Option<Decimal> = chosen.iter().map(|r| r.gross).sum();
    Some((
        sum(bases.iter().sum(), Label::TotalNet, 0.5),
        sum(chosen.iter().map(|r| r.tax.value).sum(), Label::TotalTax, 0.5),
        grosses.map(|gross| sum(gross, Label::TotalGross, 0.2)),
    ))
}

/// Totals that several rates add up to are surer than the row of one rate, which adds up by itself too.
fn breakdown_bonus(triple: &Triple, rows: &[RateRow]) -> f32 {
    let value = |item: &Option<Labelled>| item.as_ref().map(|i| i.value);
    let (net, gross) = (value(&triple.net), value(&triple.gross));
    let tax = value(&triple.tax).or_else(|| Some(gross? - net?));
    match vat::choose(rows, net, tax) {
        (chosen, true) => 0.3 + 2.0 * (chosen.len().min(3) as f32 - 1.0),
        _ => 0.0,
    }
}

/// How plausible a tax is on a net amount; `None` when it cannot be.
fn plausible(net: Decimal, tax: Decimal) -> Option<f32> {
    if tax.is_zero() {
        return Some(0.0);
    }
    if net.is_zero() || net.is_sign_negative() != tax.is_sign_negative() {
        return None;
    }
    let rate = tax * Decimal::ONE_HUNDRED / net;
    if rate > Decimal::from(28) {
        return None;
    }
    let near_rate = vat::is_rate(rate.round()) && vat::multiplies(rate.round(), net, tax);
    Some(if near_rate || vat::is_rate(rate.round_dp(1)) { 0.3 } else { 0.1 })
}

type Three = (Option<Decimal>, Option<Decimal>, Option<Decimal>);

fn write_triple(context: &Context<'_>, triple: &Triple, exempt: bool, draft: &mut Draft) -> Three {
    let lift = |score: f32| if triple.adds_up { 0.55 + 0.45 * score.min(1.0) } else { 0.6 * score.min(1.0) };
    let mut put = |path: &str, item: &Option<Labelled>| -> Option<Decimal> {
        let item = item.as_ref()?;
        if item.summed {
            draft.derive(path, &["vat_breakdown"], lift(item.score));
        } else {
            draft.note(context, path, &item.span, lift(item.score));
        }
        Some(item.value)
    };
    let mut net = put("totals.net", &triple.net);
    // One tax of several is not their sum.
    let whole = |t: &Labelled, rate| net.is_some_and(|n| vat::multiplies(rate, n, t.value));
    let partial = |t: &&Labelled| !triple.adds_up && t.rate.is_some_and(|r| !whole(t, r));
    let mut tax = put("totals.tax", &triple.tax.as_ref().filter(|t| !partial(t)).cloned());
    let mut gross = put("totals.gross", &triple.gross);
    match (net, tax, gross) {
        (Some(n), None, Some(g)) if triple.adds_up || plausible(n, g - n).is_some() => {
            tax = Some(g - n);
            draft.derive("totals.tax", &["totals.net", "totals.gross"], if triple.adds_up { 0.8 } else { 0.4 });
        }
        (None, Some(t), Some(g)) if plausible(g - t, t).is_some() => {
            net = Some(g - t);
            draft.derive("totals.net", &["totals.gross", "totals.tax"], 0.6);
        }
        (Some(n), Some(t), None) if plausible(n, t).is_some() => {
            gross = Some(n + t);
            draft.derive("totals.gross", &["totals.net", "totals.tax"], 0.6);
        }
        (None, None, Some(g)) if exempt => {
            (net, tax) = (Some(g), Some(Decimal::ZERO));
            draft.derive("totals.net", &["totals.gross"], 0.6);
            draft.derive("totals.tax", &["totals.gross"], 0.6);
        }
        (Some(n), None, None) if exempt => {
            (gross, tax) = (Some(n), Some(Decimal::ZERO));
            draft.derive("totals.gross", &["totals.net"], 0.6);
            draft.derive("totals.tax", &["totals.net"], 0.6);
        }
        _ => {}
    }
    if triple.adds_up {
        draft.agree(&["totals.net", "totals.tax", "totals.gross"]);
    }
    let totals = &mut draft.invoice.totals;
    (totals.net, totals.tax, totals.gross) = (net, tax, gross);
    (net, tax, gross)
}

fn write_due(context: &Context<'_>, found: &[Labelled], gross: Option<Decimal>, draft: &mut Draft) {
    let dues = candidates(found, &[(Label::AmountDue, 1.0)]);
    let paids = candidates(found, &[(Label::Paid, 1.0)]);
    let fits =
        |due: &Labelled, paid: &Labelled| gross.is_some_and(|g| close(g.abs() - paid.value.abs(), due.value.abs()));
    // What a better label says is left to pay was not paid.
    let left = |p: &Labelled| dues.iter().any(|d| d.value == p.value && d.score > p.score);
    let together = dues
        .iter()
        .flat_map(|d| paids.iter().map(move |p| (d, p)))
        .find(|(d, p)| fits(d, p) && !p.value.is_zero() && !left(p));
    let (due, paid, proven) = match together {
        Some((d, p)) => (Some(d), Some(p), true),
        None => {
            let due = dues.iter().find(|d| gross == Some(d.value)).or(dues.first());
            let paid = paids.iter().find(|p| p.score > 0.5 && gross.is_none_or(|g| p.value.abs() <= g.abs()));
            (due, paid, due.is_some_and(|d| gross == Some(d.value)))
        }
    };
    // Whatever stands between the total and what is left to pay was paid, whatever it is called.
    let loose = unlabelled(context, &[]);
    let gap = gross.zip(due).map(|(g, d)| g.abs() - d.value.abs()).filter(|g| *g > tolerance());
    let between = gap.filter(|_| paid.is_none()).and_then(|g| loose.iter().rfind(|l| close(l.value.abs(), g)));
    let (paid, proven) = (paid.or(between), proven || between.is_some());
    let lift = |score: f32| if proven { 0.55 + 0.45 * score.min(1.0) } else { 0.6 * score.min(1.0) };
    if let Some(paid) = paid {
        draft.note(context, "totals.paid", &paid.span, lift(paid.score));
        draft.invoice.totals.paid = Some(paid.value.abs());
    }
    match (due, gross) {
        (Some(due), _) => {
            draft.note(context, "totals.due", &due.span, lift(due.score));
            draft.invoice.totals.due = Some(due.value);
            if proven {
                draft.agree(&["totals.due", "totals.gross"]);
            }
        }
        // BT-115 = BT-112 - BT-113, unless the page says it is paid.
        (None, Some(gross)) => {
            let paid = draft.invoice.totals.paid.unwrap_or_default();
            draft.invoice.totals.due = Some(gross - paid);
            draft.derive("totals.due", &["totals.gross", "totals.paid"], 0.6);
        }
        (None, None) => {}
    }
}

/// Sum of lines, allowances and charges, when they explain the net total.
fn write_other(context: &Context<'_>, found: &[Labelled], net: Option<Decimal>, lines: &LineSums, draft: &mut Draft) {
    let Some(net) = net else { return };
    let sums = candidates(found, &[(Label::LinesTotal, 1.0), (Label::TotalNet, 0.5)]);
    let zero = || Labelled {
        label: None,
        value: Decimal::ZERO,
        span: crate::fields::values::span::Span { page: 0, words: 0..0 },
        score: 0.0,
        mark: None,
        summed: false,
        rate: None,
    };
    let mut off = candidates(found, &[(Label::Allowance, 1.0)]);
    let mut on = candidates(found, &[(Label::Charge, 1.0)]);
    off.insert(0, zero());
    on.insert(0, zero());
    let explained = sums.iter().find_map(|sum| {
        let wanted = lines.net.is_none_or(|l| close(l, sum.value));
        off.iter()
            .flat_map(|a| on.iter().map(move |c| (a, c)))
            .find_map(|(a, c)| (wanted && close(sum.value - a.value.abs() + c.value.abs(), net)).then_some((sum, a, c)))
    });
    let Some((sum, allowance, charge)) = explained else { return };
    let own = sum.label == Some(Label::LinesTotal) || sum.value != net;
    if own {
        draft.note(context, "totals.lines", &sum.span, 0.6 + 0.4 * sum.score.min(1.0));
        draft.invoice.totals.lines = Some(sum.value);
    }
    for (item, path) in [(allowance, "totals.allowances"), (charge, "totals.charges")] {
        if item.label.is_some() && !item.value.is_zero() {
            draft.note(context, path, &item.span, 0.6 + 0.4 * item.score.min(1.0));
            let slot = if path.ends_with("allowances") {
                &mut draft.invoice.totals.allowances
            } else {
                &mut draft.invoice.totals.charges
            };
            *slot = Some(item.value.abs());
        }
    }
}

/// A credit note is told by negative totals too; its amounts are positive in the model (BT-3 says the direction).
pub fn signs(draft: &mut Draft) {
    let invoice = &mut draft.invoice;
    let negative = invoice.totals.gross.or(invoice.totals.net).is_some_and(|g| g.is_sign_negative() && !g.is_zero());
    if !negative {
        return;
    }
    if !invoice.is_credit_note() {
        invoice.type_code = Some("381".into());
    }
    // Zero has no sign to turn.
    let turned = |value: Decimal| if value.is_zero() { value.abs() } else { -value };
    let totals = &mut invoice.totals;
    for slot in [&mut totals.lines, &mut totals.net, &mut totals.tax, &mut totals.gross, &mut totals.due] {
        *slot = slot.map(turned);
    }
    for row in &mut invoice.vat_breakdown {
        row.taxable_amount = row.taxable_amount.map(turned);
        row.tax_amount = row.tax_amount.map(turned);
    }
    for line in &mut invoice.lines {
        line.net_amount = line.net_amount.map(turned);
        line.quantity = line.quantity.map(turned);
    }
    if let Some(evidence) = draft.evidence.get_mut("type_code") {
        evidence.agrees_with.push("totals.gross".into());
    }
}
