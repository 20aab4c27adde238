//! The rows of an item table: where it ends, and which lines of text belong to which amount.

use std::ops::Range;

use rust_decimal::Decimal;

use super::grid::Grid;
use super::head;
use super::name;
use super::row::{self, Context, Off, Row, Standing, fit};
use super::terms::{Kind, RowTerm, row_term};
use super::{Fit, Items};
use crate::fields::amount::DecimalMark;
use crate::layout::PageLayout;
use crate::page::Rect;

/// What a line of the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
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

/// A line of text further than this many of its heights from an item is no part of it.
const NEAR: f32 = 1.6;

pub(super) fn read(pages: &[PageLayout], mark: DecimalMark) -> Items {
    let mut items = Items::default();
    let mut open: Option<Grid> = None;
    let mut included: Vec<bool> = Vec::new();
    for (page, layout) in pages.iter().enumerate() {
        let heads = head::find(layout);
        let first = heads.first().map_or(layout.lines.len(), |h| h.lines.start);
        // A table that no total has ended goes on at the top of the next page, without a head too.
        if let Some(grid) = open.take().filter(|_| heads.is_empty()) {
            let table = scan(layout, page, &grid, 0..first, mark, true);
            if !table.closed {
                open = Some(grid);
            }
            items.take(page, table, None);
        }
        for (i, head) in heads.iter().enumerate() {
            let end = heads.get(i + 1).map_or(layout.lines.len(), |h| h.lines.start);
            let mut grid = Grid::new(layout, head, head.lines.end..end);
            infer(layout, page, &mut grid, head.lines.end..end, mark);
            let table = scan(layout, page, &grid, head.lines.end..end, mark, false);
            if !table.lines.is_empty() {
                included.push(grid.net.is_none() && grid.gross.is_some());
            }
            open = (!table.closed).then(|| grid.clone());
            items.take(page, table, Some(head.rect));
        }
    }
    items.prices_include_tax = match included.as_slice() {
        [] => None,
        all => all.iter().all(|i| *i).then_some(true),
    };
    items
}

impl Items {
    fn take(&mut self, page: usize, table: Table, head: Option<Rect>) {
        let Some(rect) = table.rect else { return };
        self.regions.push((page, head.map_or(rect, |h| h.union(&rect))));
        self.lines.extend(table.lines);
        self.adjustments.extend(table.adjustments);
    }
}

/// Columns under unknown heads get their meaning from the numbers of the rows that have an amount.
fn infer(layout: &PageLayout, page: usize, grid: &mut Grid, range: Range<usize>, mark: DecimalMark) {
    let Some(anchor) = grid.anchor() else { return };
    let context = Context { layout, page, grid, mark, edge: f32::MAX, widest: 0.0, standing: Standing::First };
    let rows = range.map(|line| Row { line, pieces: grid.pieces(layout, line) });
    let numbers: Vec<Vec<Option<Decimal>>> = rows
        .filter(|row| row.cell(grid.name).is_some() && context.amount(row, anchor).is_some())
        .map(|row| (0..grid.columns.len()).map(|c| context.first(&row, c).map(|a| a.value)).collect())
        .collect();
    grid.infer(&numbers);
}

/// The rows read under one head.
struct Table {
    lines: Vec<super::ItemLine>,
    adjustments: Vec<super::ItemLine>,
    rect: Option<Rect>,
    closed: bool,
}

fn scan(
    layout: &PageLayout,
    page: usize,
    grid: &Grid,
    range: Range<usize>,
    mark: DecimalMark,
    headless: bool,
) -> Table {
    let rows: Vec<Row> = range.map(|line| Row { line, pieces: grid.pieces(layout, line) }).collect();
    let mut context = Context { layout, page, grid, mark, edge: f32::MAX, widest: 0.0, standing: Standing::First };
    let (roles, closed) = roles(&context, &rows, headless);
    let anchors: Vec<usize> = (0..rows.len()).filter(|i| roles[*i] == Role::Anchor).collect();
    let mut table = Table { lines: Vec::new(), adjustments: Vec::new(), rect: None, closed };
    let (Some(first), Some(last)) = (anchors.first().copied(), anchors.last().copied()) else { return table };
    let name = &grid.columns[grid.name];
    let right = anchors
        .iter()
        .map(|i| &rows[*i])
        .flat_map(|r| r.pieces.iter().filter(|p| p.column > grid.name && !p.tight))
        .map(|p| layout.rect(p.words.clone()));
    context.edge = name::edge(layout, right, name.x1);
    context.widest =
        rows[first..=last].iter().filter_map(|r| r.cell(grid.name)).map(|c| layout.rect(c).x1).fold(0.0, f32::max);
    context.standing = standing(&context, &rows, &roles, &anchors);
    let bands = bands(&context, &rows, &roles, &anchors);
    for (anchor, band) in anchors.iter().zip(&bands) {
        let members: Vec<Row> = band.iter().map(|i| rows[*i].clone()).collect();
        let home = band.iter().position(|i| i == anchor).unwrap_or(0);
        let item = row::build(&context, &members, home);
        for member in &members {
            let rect = row::rect(layout, member);
            table.rect = Some(table.rect.map_or(rect, |r| r.union(&rect)));
        }
        table.lines.push(item);
    }
    // Where every item has a price, a discount without one is no item.
    if table.lines.iter().any(|l| l.price().is_some()) {
        let (adjustments, lines) =
            std::mem::take(&mut table.lines).into_iter().partition(|l| row::is_adjustment(layout, l));
        (table.lines, table.adjustments) = (lines, adjustments);
    }
    table
}

/// What each row is, and whether the table has ended.
fn roles(context: &Context<'_>, rows: &[Row], headless: bool) -> (Vec<Role>, bool) {
    let grid = context.grid;
    let mut roles = vec![Role::Skip; rows.len()];
    let mut closed = Closed::No;
    let mut anchors = 0;
    let mut start = None;
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
        } else if closed == Closed::Yes && !exact || (closed == Closed::Section || headless) && !alike {
            Role::Skip
        } else {
            anchors += 1;
            start = start.or_else(|| texts_start(context, row));
            closed = Closed::No;
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
    let beside = |j: usize, k: usize| {
        rows[j.min(k)..=j.max(k)].iter().any(|r| r.cell(context.grid.name).is_some())
            && gap(context, rows, j.min(k), j.max(k)) < 0.8 * height(context, rows, i)
    };
    !named && rows[i].pieces.len() == 1 && !(i > 0 && beside(i - 1, i) || i + 1 < rows.len() && beside(i, i + 1))
}

/// Whether words stand in a column of numbers.
fn labelled(context: &Context<'_>, row: &Row) -> bool {
    let grid = context.grid;
    row.pieces.iter().any(|p| {
        let kind = grid.columns[p.column].kind;
        let letters = |w: &crate::page::Word| w.text.chars().filter(|c| c.is_alphabetic()).count() > 2;
        matches!(kind, Kind::Quantity | Kind::Price | Kind::NetPrice | Kind::Discount | Kind::Amount | Kind::VatAmount)
            && context.layout.words[p.words.clone()].iter().any(letters)
            && context.numbers(p.words.clone()).is_empty()
    })
}

/// Whether the amount cell says that nothing is charged.
fn gratis(context: &Context<'_>, row: &Row, anchor: usize) -> bool {
    row.cell(anchor)
        .is_some_and(|cell| matches!(row_term(&context.layout.words, cell), Some(RowTerm::Gratis | RowTerm::PartOf)))
}

/// On which row of a description the amounts of a table stand.
fn standing(context: &Context<'_>, rows: &[Row], roles: &[Role], anchors: &[usize]) -> Standing {
    let name = context.grid.name;
    let unnamed = anchors.iter().filter(|a| rows[**a].cell(name).is_none()).count();
    if unnamed * 2 > anchors.len() {
        return Standing::Middle;
    }
    let text = |i: usize| roles[i] == Role::Text && rows[i].cell(name).is_some();
    let near = |i: usize| gap(context, rows, i, i + 1) < 0.8 * height(context, rows, i);
    let above = |a: usize| a > 0 && text(a - 1) && near(a - 1);
    let last = anchors[anchors.len() - 1];
    let trailing = last + 1 < rows.len() && text(last + 1) && near(last);
    // `2 x 3,50` under the name is no name.
    let counts = |a: usize| {
        let first = rows[a].cell(name).map(|c| context.layout.words[c.start].text.as_str());
        first.is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()))
    };
    let led = anchors.iter().filter(|a| above(**a) && (counts(**a) || runs_on(context, rows, **a - 1, **a))).count();
    if !trailing && led * 2 > anchors.len() { Standing::Last } else { Standing::First }
}

/// The rows of each anchor, in order.
fn bands(context: &Context<'_>, rows: &[Row], roles: &[Role], anchors: &[usize]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = anchors.iter().map(|a| vec![*a]).collect();
    let separators = separators(context, rows);
    let named = |i: usize| rows[i].cell(context.grid.name).is_some();
    // Above the first anchor.
    let first = anchors[0];
    let above: Vec<usize> = (0..first).rev().take_while(|i| roles[*i] == Role::Text).collect();
    let start = attached_above(context, rows, &above, first, &separators);
    out[0].splice(0..0, (start..first).filter(|i| roles[*i] == Role::Text));
    for (k, pair) in anchors.windows(2).enumerate() {
        let (a, b) = (pair[0], pair[1]);
        let stop = (a + 1..b).find(|i| roles[*i] != Role::Text);
        let last_stop = (a + 1..b).rev().find(|i| roles[*i] != Role::Text);
        let upper: Vec<usize> = (a + 1..stop.unwrap_or(b)).collect();
        if let Some(last) = last_stop {
            out[k].extend(attached_below(context, rows, &upper, a, &separators));
            let above: Vec<usize> = (last + 1..b).rev().collect();
            let start = attached_above(context, rows, &above, b, &separators);
            out[k + 1].splice(0..0, start..b);
            continue;
        }
        let cuts: Vec<usize> = (a + 1..=b).filter(|i| cut_between(context, rows, i - 1, *i, &separators)).collect();
        match (cuts.first(), cuts.last()) {
            (Some(one), Some(other)) => {
                out[k].extend(a + 1..*one);
                out[k + 1].splice(0..0, *other..b);
            }
            _ => {
                let at = split(context, rows, a, b, named(b));
                out[k].extend((a + 1..at).filter(|i| {
                    // A heading further down belongs to neither.
                    gap(context, rows, i - 1, *i) < NEAR * height(context, rows, *i)
                        || (a + 1..*i).all(|j| gap(context, rows, j - 1, j) < NEAR * height(context, rows, j))
                            && gap(context, rows, i - 1, *i) < NEAR * height(context, rows, *i)
                }));
                out[k + 1].splice(0..0, at..b);
            }
        }
    }
    let last = anchors[anchors.len() - 1];
    let below: Vec<usize> = (last + 1..rows.len()).take_while(|i| roles[*i] == Role::Text).collect();
    let tail = attached_below(context, rows, &below, last, &separators);
    if let Some(band) = out.last_mut() {
        band.extend(tail);
    }
    out
}

/// Edges of rules and frames that run under the names.
fn separators(context: &Context<'_>, rows: &[Row]) -> Vec<f32> {
    let layout = context.layout;
    let names: Vec<Rect> = rows.iter().filter_map(|r| r.cell(context.grid.name)).map(|c| layout.rect(c)).collect();
    let Some(column) = names.iter().copied().reduce(|a, b| a.union(&b)) else { return Vec::new() };
    let left = names.iter().map(|r| r.x0).fold(f32::MAX, f32::min);
    let probe = Rect { x1: column.x1.min(left + 60.0), ..column };
    let under = |r: &Rect| r.x_overlap(&probe) > 0.6 * probe.width() && r.width() > 40.0;
    let mut out: Vec<f32> = layout.horizontal_rules.iter().filter(|r| under(r)).map(Rect::cy).collect();
    out.extend(layout.frames.iter().filter(|f| under(f)).flat_map(|f| [f.y0, f.y1]));
    out
}

fn cut_between(context: &Context<'_>, rows: &[Row], upper: usize, lower: usize, separators: &[f32]) -> bool {
    let (a, b) = (box_of(context, rows, upper), box_of(context, rows, lower));
    separators.iter().any(|y| *y > a.cy() && *y < b.cy())
}

fn box_of(context: &Context<'_>, rows: &[Row], i: usize) -> Rect {
    row::rect(context.layout, &rows[i])
}

fn gap(context: &Context<'_>, rows: &[Row], upper: usize, lower: usize) -> f32 {
    box_of(context, rows, lower).y0 - box_of(context, rows, upper).y1
}

fn height(context: &Context<'_>, rows: &[Row], i: usize) -> f32 {
    box_of(context, rows, i).height()
}

/// Where the rows of `b` begin among those after `a`: at the widest gap; where all are alike, at `b` itself.
fn split(context: &Context<'_>, rows: &[Row], a: usize, b: usize, named: bool) -> usize {
    let gaps: Vec<(usize, f32)> = (a + 1..=b).map(|i| (i, gap(context, rows, i - 1, i))).collect();
    let least = gaps.iter().map(|g| g.1).fold(f32::MAX, f32::min);
    let Some(widest) = gaps.iter().copied().max_by(|x, y| x.1.total_cmp(&y.1)) else { return b };
    let line = height(context, rows, b);
    if widest.1 - least > 0.25 * line {
        // A row with a name of its own takes nothing from above, unless a sentence runs on into it.
        let own = named && context.standing == Standing::First && !runs_on(context, rows, widest.0, b);
        if own { b } else { widest.0 }
    } else if context.standing == Standing::Last {
        a + 1
    } else if named {
        b
    } else {
        // The number stands beside the middle of its text.
        a + 1 + (b - a - 1).div_ceil(2)
    }
}

/// Whether the names of `from..=to` are one wrapped text.
fn runs_on(context: &Context<'_>, rows: &[Row], from: usize, to: usize) -> bool {
    (from..to).all(|i| match (rows[i].cell(context.grid.name), rows[i + 1].cell(context.grid.name)) {
        (Some(a), Some(b)) => name::wraps(context.layout, &a, &b, context.edge, context.widest),
        _ => false,
    })
}

/// The first row above an anchor that belongs to it; `above` runs upwards.
fn attached_above(context: &Context<'_>, rows: &[Row], above: &[usize], anchor: usize, separators: &[f32]) -> usize {
    let named = rows[anchor].cell(context.grid.name).is_some();
    let mut start = anchor;
    for i in above {
        let near = gap(context, rows, *i, start) < 0.7 * height(context, rows, start);
        let texts = named && context.standing != Standing::Last && !runs_on(context, rows, *i, anchor);
        if !near || texts || cut_between(context, rows, *i, start, separators) {
            break;
        }
        start = *i;
    }
    start
}

/// The rows below an anchor that belong to it; `below` runs downwards.
fn attached_below(
    context: &Context<'_>,
    rows: &[Row],
    below: &[usize],
    anchor: usize,
    separators: &[f32],
) -> Vec<usize> {
    let mut last = anchor;
    let mut out = Vec::new();
    for i in below {
        let near = gap(context, rows, last, *i) < NEAR * height(context, rows, *i);
        if !near || cut_between(context, rows, last, *i, separators) {
            break;
        }
        out.push(*i);
        last = *i;
    }
    out
}
