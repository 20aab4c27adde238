//! What each line under a head is, and where the table ends.

use super::Fit;
use super::arithmetic::{Off, fit};
use super::bands::{box_of, gap, height};
use super::context::{Context, Row};
use super::terms::{Kind, RowTerm, row_term};
use crate::page::Word;

/// What a line of the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Holds the amount of an item.
    Anchor,
    /// Text of an item, a heading or a comment.
    Text,
    /// A total; nothing above it belongs to what stands below.
    Stop,
    /// Neither: carried totals, shares of the row above, what follows the totals.
    Skip,
}

/// What ended the items so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closed {
    No,
    /// A section total: the next section may follow.
    Section,
    Yes,
}

/// What each row is, and whether the table has ended.
pub(super) fn roles(context: &Context<'_>, rows: &[Row], headless: bool) -> (Vec<Role>, bool) {
    let grid = context.grid;
    let mut roles = vec![Role::Skip; rows.len()];
    let mut closed = Closed::No;
    let mut anchors = 0;
    let mut start = None;
    let mut waiting: Vec<usize> = Vec::new();
    let Some(anchor) = grid.anchor() else { return (roles, true) };
    for (i, row) in rows.iter().enumerate() {
        let amount = context.amount(row, anchor).is_some() || gratis(context, row, anchor);
        let exact = full(context, row) >= Fit::Near;
        let term = term(context, row);
        if !exact {
            match term {
                Some(RowTerm::Carried) => continue,
                Some(RowTerm::PartOf) if amount => continue,
                Some(RowTerm::Settlement) if anchors == 0 => {}
                Some(RowTerm::Subtotal) => {
                    roles[i] = Role::Stop;
                    if closed == Closed::No {
                        closed = Closed::Section;
                    }
                    continue;
                }
                Some(RowTerm::Total | RowTerm::Tax | RowTerm::Settlement) => {
                    roles[i] = Role::Stop;
                    if anchors > 0 {
                        closed = Closed::Yes;
                    }
                    continue;
                }
                _ => {}
            }
        }
        let named = row.cell(grid.name).is_some();
        // A label among the numbers, and no name: a total that no lexicon knows, or one carried over from a page.
        if amount && !exact && !named && labelled(context, row) {
            if anchors > 0 {
                roles[i] = Role::Stop;
                closed = if closed == Closed::Yes { closed } else { Closed::Section };
            }
            continue;
        }
        if amount && !exact && astray(context, rows, &roles, i, named) {
            continue;
        }
        // Behind a total, or on a page without a head, a row must look like those above.
        let counts = [Kind::Quantity, Kind::Price].iter().filter_map(|k| grid.column(*k)).filter(|c| *c != anchor);
        let filled: Vec<bool> = counts.map(|c| context.first(row, c).is_some()).collect();
        let counted = !filled.is_empty() && filled.iter().all(|f| *f);
        let aligned = |x: f32| filled.is_empty() && start.is_none_or(|s: f32| (x - s).abs() < 3.0);
        let alike = texts_start(context, row).is_some_and(|x| counted || aligned(x));
        roles[i] = if !amount {
            if closed == Closed::Yes { Role::Skip } else { Role::Text }
        } else if closed != Closed::No && !exact && !alike && pending(context, row, start) {
            // An item of the next section if one that counts follows.
            waiting.push(i);
            Role::Skip
        } else if closed == Closed::Yes && !exact || (closed == Closed::Section || headless) && !alike {
            Role::Skip
        } else {
            anchors += 1;
            start = start.or_else(|| texts_start(context, row));
            closed = Closed::No;
            waiting.drain(..).for_each(|w| roles[w] = Role::Anchor);
            Role::Anchor
        };
    }
    (roles, closed == Closed::Yes || anchors == 0 && headless)
}

/// How well the numbers of a row hold together.
fn full(context: &Context<'_>, row: &Row) -> Fit {
    let grid = context.grid;
    let number = |kind: Kind| grid.column(kind).and_then(|c| context.first(row, c)).map(|a| a.value);
    let quantity = grid.column(Kind::Quantity).and_then(|c| context.quantity(row, c)).map(|q| q.0.value);
    let total = grid.net.or(grid.gross).and_then(|c| context.amount(row, c)).map(|a| a.value);
    let (Some(q), Some(p), Some(t)) = (quantity, number(Kind::Price), total) else { return Fit::Unknown };
    if q.is_zero() || row.cell(grid.name).is_none() {
        return Fit::Unknown;
    }
    let off = number(Kind::Discount).map_or(Off::None, |d| Off::Rate(d.abs()));
    fit(q, p, off, t).max(number(Kind::NetPrice).map_or(Fit::Wrong, |p| fit(q, p, Off::None, t)))
}

/// The label a row starts with, or one in the columns of numbers, where totals are labelled.
fn term(context: &Context<'_>, row: &Row) -> Option<RowTerm> {
    let layout = context.layout;
    let name = &context.grid.columns[context.grid.name];
    let segments = &layout.segments[layout.lines[row.line].segments.clone()];
    segments.iter().enumerate().find_map(|(i, s)| {
        let found = row_term(&layout.words, s.words.clone())?;
        let apart = s.rect.x0 > name.x1;
        match found {
            RowTerm::Gratis | RowTerm::Adjustment => None,
            RowTerm::PartOf => (i == 0).then_some(found),
            _ => (i == 0 || apart || s.rect.x0 >= name.x0).then_some(found),
        }
    })
}

/// Whether a row behind a section total begins where the names do.
fn pending(context: &Context<'_>, row: &Row, start: Option<f32>) -> bool {
    texts_start(context, row).zip(start).is_some_and(|(x, s)| (x - s).abs() < 3.0)
}

/// Where the name of a row begins, if it has letters.
fn texts_start(context: &Context<'_>, row: &Row) -> Option<f32> {
    let cell = row.cell(context.grid.name)?;
    let words = &context.layout.words[cell];
    words.iter().any(|w| w.text.contains(char::is_alphabetic)).then(|| words[0].rect.x0)
}

/// Whether an amount is none of the table's: far below the last item, or alone on its row with no text beside it.
fn astray(context: &Context<'_>, rows: &[Row], roles: &[Role], i: usize, named: bool) -> bool {
    let tops: Vec<f32> = (0..i).filter(|j| roles[*j] == Role::Anchor).map(|j| box_of(context, rows, j).y0).collect();
    let pitch = tops.windows(2).map(|p| p[1] - p[0]).fold(20.0, f32::max);
    let last = (0..i).rev().find(|j| matches!(roles[*j], Role::Anchor | Role::Text));
    if !tops.is_empty() && last.is_some_and(|j| gap(context, rows, j, i) > 2.5 * pitch) {
        return true;
    }
    // A bare number under a text is the number of the page more often than an amount.
    let money = context.grid.anchor().and_then(|c| context.amount(&rows[i], c)).is_some_and(|a| a.is_money());
    let reach = if money { 0.8 * height(context, rows, i) } else { 0.0 };
    let beside = |j: usize, k: usize| {
        rows[j.min(k)..=j.max(k)].iter().any(|r| r.cell(context.grid.name).is_some())
            && gap(context, rows, j.min(k), j.max(k)) < reach
    };
    !named && rows[i].pieces.len() == 1 && !(i > 0 && beside(i - 1, i) || i + 1 < rows.len() && beside(i, i + 1))
}

/// Whether words stand in a column of numbers.
fn labelled(context: &Context<'_>, row: &Row) -> bool {
    let grid = context.grid;
    row.pieces.iter().any(|p| {
        let kind = grid.columns[p.column].kind;
        let letters = |w: &Word| w.text.chars().filter(|c| c.is_alphabetic()).count() > 2;
        use Kind::{Amount, Discount, NetPrice, Price, Quantity, Vat, VatAmount};
        matches!(kind, Quantity | Price | NetPrice | Discount | Amount | VatAmount | Vat)
            && context.layout.words[p.words.clone()].iter().any(letters)
            && context.numbers(p.words.clone()).is_empty()
    })
}

/// Whether the amount cell says that nothing is charged.
fn gratis(context: &Context<'_>, row: &Row, anchor: usize) -> bool {
    row.cell(anchor)
        .is_some_and(|cell| matches!(row_term(&context.layout.words, cell), Some(RowTerm::Gratis | RowTerm::PartOf)))
}
