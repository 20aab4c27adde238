//! From the heads of a document to its items: a table under each head, over as many pages as it takes.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Items;
use super::bands::{bands, standing};
use super::context::{self, Context, Row, Standing};
use super::grid::Grid;
use super::head;
use super::name;
use super::roles::{Role, roles};
use super::row;
use crate::fields::values::amount::DecimalMark;
use crate::layout::PageLayout;
use crate::page::Rect;

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
            let rect = context::rect(layout, member);
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
