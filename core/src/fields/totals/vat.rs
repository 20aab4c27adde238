//! Rows of the VAT breakdown: a rate, a base and a tax that multiply out.

use rust_decimal::Decimal;

use crate::fields::context::Context;
use crate::fields::labels::Label;
use crate::fields::totals::money::{Labelled, inside};
use crate::fields::values::amount::{Amount, amounts};
use crate::fields::values::span::{Read, Span};
use crate::page::Rect;

/// A rate with its base and tax.
#[derive(Clone, Debug)]
pub struct RateRow {
    /// Rate in percent.
    pub rate: Read<Decimal>,
    /// Taxable amount.
    pub base: Option<Read<Decimal>>,
    /// Tax.
    pub tax: Read<Decimal>,
    /// Their sum, when it is printed beside them.
    pub gross: Option<Decimal>,
}

/// Half a cent a line of rounding, over a few lines.
fn tolerance() -> Decimal {
    Decimal::new(3, 2)
}

/// VAT rates in force or lately in force in the Union, in tenths of a percent of a percent (rate × 100).
const RATES: [i64; 40] = [
    0, 90, 105, 175, 210, 250, 300, 400, 480, 500, 550, 600, 700, 800, 850, 900, 950, 960, 1000, 1050, 1100, 1200,
    1300, 1350, 1400, 1500, 1600, 1700, 1800, 1900, 1960, 2000, 2060, 2100, 2200, 2300, 2400, 2500, 2550, 2700,
];

/// Whether a number may be a VAT rate in percent.
pub fn is_rate(value: Decimal) -> bool {
    let scaled = (value * Decimal::ONE_HUNDRED).normalize();
    scaled.scale() == 0 && RATES.contains(&i64::try_from(scaled).unwrap_or(-1))
}

/// Whether tax is the rate of base, within rounding.
pub fn multiplies(rate: Decimal, base: Decimal, tax: Decimal) -> bool {
    (base * rate / Decimal::ONE_HUNDRED - tax).abs() <= tolerance()
}

/// The numbers of each line outside item tables, page by page.
fn lines_of_numbers(context: &Context<'_>, regions: &[(usize, Rect)]) -> Vec<(usize, Vec<Amount>)> {
    let mut out = Vec::new();
    for (index, page) in context.pages.iter().enumerate() {
        for line in &page.lines {
            let mut numbers = Vec::new();
            for segment in &page.segments[line.segments.clone()] {
                if !inside(regions, index, &segment.rect) {
                    numbers.extend(amounts(&page.words, segment.words.clone(), context.mark));
                }
            }
            out.push((index, numbers));
        }
    }
    out
}

/// The row that the numbers of a line make with one of the rates among them.
fn row_of(page: usize, numbers: &[Amount], may_be_rate: impl Fn(&Amount) -> bool) -> Option<RateRow> {
    let read = |a: &Amount| Read { value: a.value, span: Span { page, words: a.words.clone() } };
    let rates = numbers.iter().enumerate().filter(|(_, a)| may_be_rate(a));
    let found = rates.filter_map(|(r, rate)| {
        let money = || numbers.iter().enumerate().filter(|(i, a)| *i != r && !a.percent);
        let pairs = money().flat_map(|b| money().map(move |t| (b, t))).filter(|((b, base), (t, tax))| {
            b != t
                && multiplies(rate.value, base.value, tax.value)
                && base.value.abs() >= tax.value.abs()
                && (base.is_money() || base.value.abs() >= Decimal::ONE)
                && !base.value.is_zero()
                && (!tax.value.is_zero() && tax.is_money() || tax.value.is_zero() && rate.value.is_zero())
        });
        // Of several bases within rounding, the one that multiplies out best.
        let off = |base: Decimal, tax: Decimal| (base * rate.value / Decimal::ONE_HUNDRED - tax).abs();
        let ((_, base), (_, tax)) = pairs.min_by_key(|((_, b), (_, t))| off(b.value, t.value))?;
        let gross = sum_beside(numbers, base, tax);
        Some((rate.percent, RateRow { rate: read(rate), base: Some(read(base)), tax: read(tax), gross }))
    });
    // A number with a per cent sign is a surer rate than one without.
    found.max_by_key(|(percent, _)| *percent).map(|(_, row)| row)
}

/// The sum of base and tax, when it is one of the numbers of their line.
fn sum_beside(numbers: &[Amount], base: &Amount, tax: &Amount) -> Option<Decimal> {
    let sum = base.value + tax.value;
    numbers.iter().any(|a| a.value == sum && a.words != base.words && a.words != tax.words).then_some(sum)
}

/// A row whose rate was misread (`1.9%`): base and tax make the third amount, and one rate alone makes the tax of the
/// base.
fn misread_rate(page: usize, numbers: &[Amount]) -> Option<RateRow> {
    let read = |a: &Amount| Read { value: a.value, span: Span { page, words: a.words.clone() } };
    let printed = numbers.iter().find(|a| a.percent)?;
    let money: Vec<&Amount> = numbers.iter().filter(|a| !a.percent && a.decimals == 2).collect();
    money.iter().flat_map(|b| money.iter().map(move |t| (*b, *t))).find_map(|(base, tax)| {
        let gross = sum_beside(numbers, base, tax)?;
        let cents = |rate: Decimal| (base.value * rate / Decimal::ONE_HUNDRED - tax.value).abs() <= Decimal::new(1, 2);
        let mut rates = RATES.iter().map(|r| Decimal::new(*r, 2)).filter(|r| cents(*r));
        let rate = rates.next().filter(|r| rates.next().is_none() && !r.is_zero())?;
        let rate = Read { value: rate.normalize(), span: Span { page, words: printed.words.clone() } };
        Some(RateRow { rate, base: Some(read(base)), tax: read(tax), gross: Some(gross) })
    })
}

/// Rows at zero without a per cent sign: nothing but their place, under the rate, base and tax of other rows, tells them.
fn zero_rows(context: &Context<'_>, lines: &[(usize, Vec<Amount>)], known: &[RateRow]) -> Vec<RateRow> {
    let under = |above: &Span, below: &Span| {
        let (a, b) = (context.rect(above), context.rect(below));
        above.page == below.page && a.x0 < b.x1 && b.x0 < a.x1
    };
    let zero_at = |page: usize, number: &Amount| {
        let span = Span { page, words: number.words.clone() };
        number.value.is_zero() && !number.percent && known.iter().any(|row| under(&row.rate.span, &span))
    };
    let aligned = |row: &RateRow| {
        known.iter().any(|other| {
            let bases = other.base.as_ref().zip(row.base.as_ref());
            under(&other.tax.span, &row.tax.span) && bases.is_some_and(|(a, b)| under(&a.span, &b.span))
        })
    };
    lines.iter().filter_map(|(page, numbers)| row_of(*page, numbers, |n| zero_at(*page, n))).filter(aligned).collect()
}

/// Rows that multiply out, outside item tables, top to bottom.
pub fn rows(context: &Context<'_>, regions: &[(usize, Rect)], labelled: &[Labelled]) -> Vec<RateRow> {
    let lines = lines_of_numbers(context, regions);
    let rate = |a: &Amount| a.percent || is_rate(a.value) && a.currency.is_none() && !a.value.is_zero();
    let row = |page: usize, numbers: &[Amount]| {
        let misread = || context.pages[page].recognised.then(|| misread_rate(page, numbers)).flatten();
        row_of(page, numbers, rate).or_else(misread)
    };
    let mut out: Vec<RateRow> = lines.iter().filter_map(|(page, numbers)| row(*page, numbers)).collect();
    out.extend(zero_rows(context, &lines, &out));
    out.sort_by_key(|row| (row.rate.span.page, row.rate.span.words.start));
    // `TVA 20 % sur 1 200,00` over, or beside, `240,00`: base and tax behind one label.
    for tax in labelled.iter().filter(|l| l.label == Some(Label::TotalTax)) {
        let Some(rate) = tax.rate.filter(|r| is_rate(*r) && !r.is_zero()) else { continue };
        let base =
            labelled.iter().find(|b| b.mark == tax.mark && b.span != tax.span && multiplies(rate, b.value, tax.value));
        if let Some(base) = base.filter(|_| !out.iter().any(|r| r.tax.span == tax.span)) {
            let read = |l: &Labelled| Read { value: l.value, span: l.span.clone() };
            out.push(RateRow {
                rate: Read { value: rate, span: tax.span.clone() },
                base: Some(read(base)),
                tax: read(tax),
                gross: None,
            });
        }
    }
    // `TVA 20 % : 240,00`, its base elsewhere or nowhere.
    for tax in labelled.iter().filter(|l| l.label == Some(Label::TotalTax)) {
        let rate = tax.rate.map(|r| (r, tax.span.clone())).or_else(|| rate_before(context, tax));
        let Some((rate, span)) = rate.filter(|(r, _)| is_rate(*r)) else { continue };
        let known = out.iter().any(|r| r.tax.span == tax.span || (r.rate.value == rate && r.tax.value == tax.value));
        if !known && tax.score > 0.5 {
            out.push(RateRow {
                rate: Read { value: rate, span },
                base: None,
                tax: Read { value: tax.value, span: tax.span.clone() },
                gross: None,
            });
        }
    }
    out
}

/// A rate on the line of a tax, to its left.
fn rate_before(context: &Context<'_>, tax: &Labelled) -> Option<(Decimal, Span)> {
    let page = &context.pages[tax.span.page];
    let line = page.segments[page.segment_of(tax.span.words.start)].line;
    let before = page.words_of_line(line).start..tax.span.words.start;
    let rates = amounts(&page.words, before, context.mark);
    rates.into_iter().rfind(|a| a.percent).map(|a| (a.value, Span { page: tax.span.page, words: a.words }))
}

/// The rows, one a rate, whose taxes (and bases) make the totals; the first of each rate when none do.
pub fn choose(rows: &[RateRow], net: Option<Decimal>, tax: Option<Decimal>) -> (Vec<RateRow>, bool) {
    let mut by_rate: Vec<Vec<&RateRow>> = Vec::new();
    for row in rows {
        match by_rate.iter_mut().find(|g| g[0].rate.value == row.rate.value) {
            Some(group) if group.len() < 4 => group.push(row),
            Some(_) => {}
            None => by_rate.push(vec![row]),
        }
    }
    by_rate.truncate(6);
    let groups = by_rate.len() as u32;
    let fits = |picked: &[&RateRow]| {
        let taxes: Decimal = picked.iter().map(|r| r.tax.value).sum();
        let bases: Option<Decimal> = picked.iter().map(|r| r.base.as_ref().map(|b| b.value)).sum();
        let tax_fits = tax.is_none_or(|t| (taxes.abs() - t.abs()).abs() <= tolerance());
        let net_fits = bases.zip(net).is_none_or(|(b, n)| (b.abs() - n.abs()).abs() <= tolerance());
        (tax_fits, net_fits)
    };
    let mut best: Option<(u32, Vec<&RateRow>)> = None;
    // Every choice of one row or none a rate; five to the sixth at the most.
    for mut choice in 0..5u32.pow(groups) {
        let mut picked = Vec::new();
        for group in &by_rate {
            if let Some(row) = group.get((choice % 5) as usize) {
                picked.push(*row);
            } else if choice % 5 != 4 {
                picked.clear();
                break;
            }
            choice /= 5;
        }
        if picked.is_empty() {
            continue;
        }
        let (tax_fits, net_fits) = fits(&picked);
        let based = picked.iter().filter(|r| r.base.is_some()).count() as u32;
        let score = 100 * u32::from(tax_fits) + 60 * u32::from(net_fits) + 2 * picked.len() as u32 + based;
        if best.as_ref().is_none_or(|(s, _)| score > *s) {
            best = Some((score, picked));
        }
    }
    // Untaxed amounts may have a row each, one a reason (E, K, AE): those that are wanting in the total are taken too.
    if let Some((_, picked)) = &mut best
        && !fits(picked).1
    {
        let free = |row: &&RateRow| row.rate.value.is_zero() && !picked.iter().any(|p| p.rate.span == row.rate.span);
        let more: Vec<&RateRow> = rows.iter().filter(free).collect();
        let whole: Vec<&RateRow> = picked.iter().copied().chain(more).collect();
        if fits(&whole) == (true, true) {
            *picked = whole;
        }
    }
    let proven = best.as_ref().is_some_and(|(_, picked)| tax.is_some() && fits(picked) == (true, true));
    (best.map(|(_, picked)| picked.into_iter().cloned().collect()).unwrap_or_default(), proven)
}
