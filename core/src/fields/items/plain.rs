//! Items without heads: receipts and letters list `name … amount`, and the list adds up to a total below it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::arithmetic::{Off, fit};
use super::terms::{RowTerm, row_term};
use super::{Fit, ItemLine, Items};
use crate::fields::values::amount::{Amount, DecimalMark, amounts};
use crate::fields::values::span::{Read, Span};
use crate::fields::values::text::fold;
use crate::layout::PageLayout;
use crate::page::Rect;

/// A line that ends in an amount of money.
struct Entry {
    line: usize,
    /// Words before the first number that belongs to the amount.
    name: Range<usize>,
    numbers: Vec<Amount>,
    amount: Amount,
    /// The word behind the amount that refers to the VAT table.
    code: Option<usize>,
    right: f32,
    term: Option<RowTerm>,
}

/// Amounts of one list end at one edge, within this many points.
const EDGE: f32 = 4.0;

/// The lists of a document whose sum is printed under them.
pub(super) fn read(pages: &[PageLayout], mark: DecimalMark) -> Items {
    let mut items = Items::default();
    for (page, layout) in pages.iter().enumerate() {
        let entries: Vec<Entry> = (0..layout.lines.len()).filter_map(|l| entry(layout, l, mark)).collect();
        let found = list(&entries).or_else(|| layout.recognised.then(|| run(layout, &entries)).flatten());
        let Some((list, total)) = found else { continue };
        let gross = includes_tax(layout, &entries, total);
        let mut rect: Option<Rect> = None;
        for at in list {
            let own = layout.lines[entries[at].line].rect;
            rect = Some(rect.map_or(own, |r| r.union(&own)));
            items.lines.push(item(layout, page, &entries[at], entries.get(at.wrapping_sub(1)), gross, mark));
        }
        items.regions.extend(rect.map(|r| (page, r)));
        items.prices_include_tax = gross.then_some(true);
        break;
    }
    items
}

fn entry(layout: &PageLayout, line: usize, mark: DecimalMark) -> Option<Entry> {
    let words = layout.words_of_line(line);
    let mut numbers = amounts(&layout.words, words.clone(), mark);
    // A VAT letter or digit may follow the amount, nothing longer.
    let short = |from: usize| (from..words.end).all(|i| layout.words[i].text.chars().count() <= 2);
    let product = |n: &[Amount]| matches!(n, [.., q, p, a] if fit(q.value, p.value, Off::None, a.value) == Fit::Exact && !a.percent);
    let at = if product(&numbers) { numbers.len() - 1 } else { numbers.iter().rposition(Amount::is_money)? };
    let amount = numbers[at].clone();
    numbers.truncate(at);
    if !short(amount.words.end) {
        return None;
    }
    let code = (amount.words.end + 1 == words.end).then_some(amount.words.end);
    let right = layout.words[amount.words.end - 1].rect.x1;
    let first = layout.lines[line].segments.start;
    let label = layout.segments[first].words.start..amount.words.start;
    let mut end = label.end;
    // Numbers right before the amount are its quantity and price, not its name.
    let apart = |n: &Amount| layout.segments[layout.segment_of(n.words.start)].words.start == n.words.start;
    let times = |i: usize| matches!(layout.words[i].text.as_str(), "x" | "X" | "×" | "*" | "à" | "@");
    let beside = |n: &&Amount, end: usize| {
        n.words.end == end && n.words.start > label.start && (apart(n) || times(n.words.start - 1))
    };
    while let Some(number) = numbers.iter().find(|n| beside(n, end)) {
        end = number.words.start;
        if end > label.start && times(end - 1) {
            end -= 1;
        }
    }
    let term = row_term(&layout.words, label.clone());
    // `Taux  Base  TVA   Total HT  207,55`: the label right before the amount speaks for it.
    let beside = || {
        let own = layout.segment_of(amount.words.start);
        let inside = layout.segments[own].words.start < amount.words.start;
        let last = if inside { own } else { own.checked_sub(1)? };
        (last > first).then(|| row_term(&layout.words, layout.segments[last].words.clone())).flatten()
    };
    let term = if layout.recognised { term.or_else(beside) } else { term };
    Some(Entry { line, name: label.start..end, numbers, amount, code, right, term })
}

/// The entries of the list, and the total that is their sum.
fn list(entries: &[Entry]) -> Option<(Vec<usize>, usize)> {
    let total =
        |e: &Entry| matches!(e.term, Some(RowTerm::Total | RowTerm::Tax | RowTerm::Settlement | RowTerm::Subtotal));
    let first =
        entries.iter().position(|e| matches!(e.term, Some(RowTerm::Total | RowTerm::Tax | RowTerm::Subtotal)))?;
    let edge = entries[..first].last()?.right;
    let own: Vec<usize> = (0..first)
        .rev()
        .take_while(|i| (entries[*i].right - edge).abs() < EDGE && !total(&entries[*i]))
        .filter(|i| entries[*i].term != Some(RowTerm::PartOf))
        .collect();
    // Entries above the list may look alike: the list is the run that adds up.
    let mut sum = Decimal::ZERO;
    for (count, at) in own.iter().enumerate() {
        sum = sum.checked_add(entries[*at].amount.value)?;
        let printed = (first..entries.len()).find(|t| entries[*t].amount.value == sum);
        if let Some(printed) = printed.filter(|_| count + 1 == own.len() || count > 0) {
            let mut list: Vec<usize> = own[..=count].to_vec();
            list.reverse();
            return Some((list, printed));
        }
    }
    None
}

/// The longest run of named entries in one column whose sum is printed soon after it: recognition loses the labels of
/// totals, and heads in white on a dark ground.
fn run(layout: &PageLayout, entries: &[Entry]) -> Option<(Vec<usize>, usize)> {
    let named = |e: &Entry| {
        let letters = layout.words[e.name.clone()].iter().flat_map(|w| w.text.chars()).filter(|c| c.is_alphabetic());
        letters.take(3).count() == 3 && e.term.is_none()
    };
    let stands = |a: &Entry, b: &Entry| {
        let (a, b) = (layout.rect(a.amount.words.clone()), layout.rect(b.amount.words.clone()));
        (a.x1 - b.x1).abs() < 2.0 * EDGE || (a.cx() - b.cx()).abs() < EDGE
    };
    let mut best: Option<(Range<usize>, usize)> = None;
    for start in 0..entries.len() {
        let mut sum = Decimal::ZERO;
        for end in start..entries.len().min(start + 80) {
            let entry = &entries[end];
            if !named(entry) || !stands(&entries[end.max(start + 1) - 1], entry) {
                break;
            }
            sum = sum.checked_add(entry.amount.value)?;
            let printed = (end + 1..entries.len().min(end + 9)).find(|t| entries[*t].amount.value == sum);
            let longer = best.as_ref().is_none_or(|(known, _)| end - start >= known.len());
            if let Some(printed) = printed.filter(|_| end > start && longer && !sum.is_zero()) {
                best = Some((start..end + 1, printed));
            }
        }
    }
    best.map(|(run, printed)| (run.collect(), printed))
}

/// Whether the total that the list adds up to includes VAT: it is the largest printed and does not say otherwise.
fn includes_tax(layout: &PageLayout, entries: &[Entry], total: usize) -> bool {
    let words = &layout.words[entries[total].name.clone()];
    let says = |list: &[&str]| words.iter().any(|w| list.contains(&fold(&w.text).as_str()));
    // "Net à payer" includes VAT.
    if says(&["ttc", "payer", "incl", "inkl", "brutto", "regler"]) {
        return true;
    }
    let net = says(&["ht", "hors", "netto", "excl", "neto", "exkl", "imponible", "soustotal", "subtotal"]);
    // On a recognised page the label of the larger total may be lost: then its size tells, no more than tax above.
    let sum = entries[total].amount.value;
    let taxed = |value: Decimal| value > sum && value <= sum * Decimal::new(128, 2);
    let larger = entries[total..].iter().any(|e| {
        e.amount.value > sum
            && (e.term == Some(RowTerm::Total) || layout.recognised && e.term.is_none() && taxed(e.amount.value))
    });
    !net && !larger
}

fn item(
    layout: &PageLayout,
    page: usize,
    entry: &Entry,
    above: Option<&Entry>,
    gross: bool,
    mark: DecimalMark,
) -> ItemLine {
    let read = |value: Decimal, words: Range<usize>| Read { value, span: Span { page, words } };
    let mut item = ItemLine { tax_included_price: gross, ..ItemLine::default() };
    let amount = Some(read(entry.amount.value, entry.amount.words.clone()));
    if gross {
        item.gross_amount = amount;
    } else {
        item.net_amount = amount;
    }
    item.vat_code =
        entry.code.map(|at| Read { value: layout.words[at].text.clone(), span: Span { page, words: at..at + 1 } });
    let mut name = entry.name.clone();
    let mut numbers = entry.numbers.clone();
    // `2 x 3,50   7,00` stands under its name.
    let letters = |r: &Range<usize>| {
        layout.words[r.clone()].iter().any(|w| w.text.chars().filter(|c| c.is_alphabetic()).count() > 1)
    };
    if !letters(&name) && entry.line > 0 && above.is_none_or(|a| a.line + 1 < entry.line) {
        name = layout.words_of_line(entry.line - 1);
    } else if let Some(next) = layout.lines.get(entry.line + 1).filter(|_| numbers.len() < 2) {
        // Or under it, without an amount of its own.
        let below = amounts(&layout.words, layout.words_of_line(entry.line + 1), mark);
        let near = next.rect.y0 - layout.lines[entry.line].rect.y1 < next.rect.height();
        if let [q, p] = below.as_slice()
            && near
            && fit(q.value, p.value, Off::None, entry.amount.value) == Fit::Exact
        {
            numbers = below;
        }
    }
    for (i, q) in numbers.iter().enumerate() {
        let held = |p: &&Amount| fit(q.value, p.value, Off::None, entry.amount.value) == Fit::Exact;
        if let Some(p) = numbers[i + 1..].iter().find(held) {
            item.quantity = Some(read(q.value, q.words.clone()));
            item.net_price = Some(read(p.value, p.words.clone()));
            item.fit = Fit::Exact;
        }
    }
    // `2 Café   5,00`: a small whole number before the name counts.
    if item.quantity.is_none()
        && let Some(count) = numbers.iter().find(|n| n.words.start == name.start && n.words.end < name.end)
        && !count.percent
    {
        item.quantity = Some(read(count.value, count.words.clone()));
        name.start = count.words.end;
        if matches!(layout.words[name.start].text.as_str(), "x" | "X" | "×") && name.start + 1 < name.end {
            name.start += 1;
        }
    }
    if layout.recognised {
        name = first_cell(layout, name);
    }
    item.name = Some(Read { value: layout.text(name.clone()), span: Span { page, words: name } });
    item
}

/// The first of several texts of a row: the columns of a table whose head was not read.
fn first_cell(layout: &PageLayout, name: Range<usize>) -> Range<usize> {
    let letters = |words: &Range<usize>| {
        layout.words[words.clone()].iter().flat_map(|w| w.text.chars()).filter(|c| c.is_alphabetic()).count() > 2
    };
    let end = layout.segments[layout.segment_of(name.start)].words.end;
    let first = name.start..end.min(name.end);
    if letters(&first) && letters(&(first.end..name.end)) { first } else { name }
}
