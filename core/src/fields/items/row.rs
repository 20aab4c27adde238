//! One band of a table to one item: cells by column.

use std::ops::Range;

use rust_decimal::Decimal;

use super::arithmetic::{check, price};
use super::context::{Context, Row, Standing};
use super::grid::Piece;
use super::name;
use super::terms::{Kind, RowTerm, row_term};
use super::{Fit, ItemLine};
use crate::layout::PageLayout;
use crate::page::Word;

/// Reads the rows of a band; `anchor` is the index of the one with the amount.
pub(super) fn build(context: &Context<'_>, rows: &[Row], anchor: usize) -> ItemLine {
    let grid = context.grid;
    let words = &context.layout.words;
    let mut item = ItemLine::default();
    texts(context, rows, anchor, &mut item);
    // A cell may stand on another row than the amount where texts are wrapped or centred.
    let nearest = |column: usize| {
        let mut order: Vec<&Row> = rows.iter().collect();
        let home = rows[anchor].line;
        order.sort_by_key(|r| r.line.abs_diff(home));
        order.into_iter().find(|r| r.cell(column).is_some_and(|c| words[c].iter().any(has_digit)))
    };
    let plain = |kind: Kind| {
        let column = grid.column(kind)?;
        let found = context.first(nearest(column)?, column)?;
        Some(context.read(found.value, found.words))
    };
    item.net_amount = grid.net.and_then(|c| context.amount(&rows[anchor], c)).map(|a| context.read(a.value, a.words));
    item.gross_amount = grid.gross.and_then(|c| context.amount(nearest(c)?, c)).map(|a| context.read(a.value, a.words));
    if let Some(column) = grid.column(Kind::Quantity)
        && let Some((found, unit, attached)) = nearest(column).and_then(|r| context.quantity(r, column))
    {
        item.unit = match (unit, attached) {
            (Some(unit), _) => Some(context.read(context.layout.text(unit.clone()), unit)),
            (None, Some(text)) => Some(context.read(text, found.words.clone())),
            (None, None) => None,
        };
        item.quantity = Some(context.read(found.value, found.words));
    }
    if let Some(column) = grid.column(Kind::Unit)
        && let Some(cell) = rows[anchor].cell(column).or_else(|| rows.iter().find_map(|r| r.cell(column)))
    {
        let letters = cell.clone().find(|i| words[*i].text.contains(char::is_alphabetic));
        if let Some(first) = letters {
            item.unit = Some(context.read(context.layout.text(first..cell.end), first..cell.end));
        }
        // The unit may bring the number with it, where no other column counts.
        if item.quantity.is_none()
            && grid.column(Kind::Quantity).is_none()
            && let Some((found, _, _)) = context.quantity(&rows[anchor], column)
        {
            item.quantity = Some(context.read(found.value, found.words));
        }
    }
    let price = plain(Kind::Price).map(|nearest| price(context, rows, &item).unwrap_or(nearest));
    let net_price = plain(Kind::NetPrice);
    (item.gross_price, item.net_price) = match (price, net_price) {
        (Some(gross), Some(net)) if gross.value != net.value => (Some(gross), Some(net)),
        (price, net) => (None, net.or(price)),
    };
    let included = |kind: Kind| grid.column(kind).is_some_and(|c| grid.columns[c].included);
    item.tax_included_price = included(Kind::Price) || grid.net.is_none() && grid.gross.is_some();
    vat(context, rows, anchor, &mut item);
    check(context, &rows[anchor], &mut item);
    item
}

fn has_digit(word: &Word) -> bool {
    word.text.bytes().any(|b| b.is_ascii_digit())
}

/// Position, code, name and details.
fn texts(context: &Context<'_>, rows: &[Row], anchor: usize, item: &mut ItemLine) {
    let (grid, layout) = (context.grid, context.layout);
    let short = |kind: Kind| {
        let column = grid.column(kind).filter(|c| *c != grid.name)?;
        let cell = rows[anchor].cell(column).or_else(|| rows.iter().find_map(|r| r.cell(column)))?;
        Some(context.read(layout.text(cell.clone()), cell))
    };
    item.id = short(Kind::Position);
    item.code = short(Kind::Code);
    item.order_reference = short(Kind::Order);
    let mut lines: Vec<Range<usize>> = rows
        .iter()
        .enumerate()
        .filter_map(|(i, r)| if i == anchor { r.cell(grid.name) } else { r.text(grid.name) })
        .collect();
    // Where amounts stand on the first row, what is above is a heading or a remark, unless the sentence runs on.
    if let Some(own) = rows[anchor].cell(grid.name)
        && let Some(at) = lines.iter().position(|l| l.contains(&own.start)).filter(|at| *at > 0)
    {
        let (above, home) = (&layout.words[lines[0].start], &layout.words[own.start]);
        let other_face = !name::alike(layout, above, home);
        let runs_on =
            || lines[..=at].windows(2).all(|p| name::leads(layout, &p[0], &p[1], context.edge, context.widest));
        if other_face || context.standing == Standing::First && !runs_on() {
            lines.rotate_left(at);
        }
    }
    // The head said: the code first, the name under it.
    if grid.columns[grid.name].second == Some(Kind::Code)
        && lines.len() > 1
        && rows[anchor].cell(grid.name).is_some_and(|c| c == lines[0] && c.len() == 1)
    {
        let code = lines.remove(0);
        item.code = Some(context.read(layout.text(code.clone()), code));
    }
    let Some(mut first) = lines.first().cloned() else {
        // A text in the column of codes or dates is all the name there is.
        let letters = |p: &&Piece| {
            p.column < grid.name && layout.words[p.words.clone()].iter().any(|w| w.text.contains(char::is_lowercase))
        };
        let other = rows[anchor].pieces.iter().find(letters).map(|p| p.words.clone());
        item.name = other.map(|words| context.read(layout.text(words.clone()), words)).or_else(|| item.code.clone());
        return;
    };
    if let Some(code) = name::leading_code(layout, &first) {
        if item.code.is_none() {
            item.code = Some(context.read(code, first.start..first.start + 1));
        }
        first.start += 1;
        lines[0] = first.clone();
    }
    let mut name = layout.text(first.clone());
    let mut used = 1;
    if grid.columns[grid.name].kind == Kind::NameDescription {
        let count = name::before_dash(layout, &first);
        name = layout.text(first.start..first.start + count);
        if count < first.len() {
            used = 0;
            lines[0].start = first.start + count + 1;
        }
    }
    let block = name::paragraph(layout, &lines);
    while used > 0 && used < lines.len() {
        if used >= block && !name::wraps(layout, &lines[used - 1], &lines[used], context.edge, context.widest) {
            break;
        }
        // A hyphen at the end of a line is part of the word as often as not: it stays.
        if !name.ends_with('-') {
            name.push(' ');
        }
        name.push_str(&layout.text(lines[used].clone()));
        used += 1;
    }
    item.name = Some(context.read(name, first));
    let mut rest: Vec<Range<usize>> =
        lines[used.min(lines.len())..].iter().filter(|l| !l.is_empty()).cloned().collect();
    if let Some(detail) = grid.detail {
        rest.splice(0..0, rows.iter().filter_map(|r| r.cell(detail)));
    }
    if let Some(at) = rest.first().cloned() {
        let text: Vec<String> = rest.into_iter().map(|l| layout.text(l)).collect();
        item.description = Some(context.read(text.join("\n"), at));
    }
}

/// VAT rate, or the code that refers to the VAT table.
fn vat(context: &Context<'_>, rows: &[Row], anchor: usize, item: &mut ItemLine) {
    let Some(column) = context.grid.column(Kind::Vat) else { return };
    let Some(cell) = rows[anchor].cell(column).or_else(|| rows.iter().find_map(|r| r.cell(column))) else { return };
    let words = &context.layout.words;
    let found = context.numbers(cell.clone());
    let rate = found.iter().find(|a| a.percent).or_else(|| {
        let head = context.grid.columns[column].percent;
        found.iter().find(|a| head || a.decimals > 0 || a.value > Decimal::from(3) || a.value.is_zero())
    });
    match rate {
        Some(a) if !a.value.is_sign_negative() && a.value <= Decimal::from(30) => {
            item.vat_rate = Some(context.read(a.value, a.words.clone()));
        }
        Some(_) => {}
        None => {
            let text = words[cell.start].text.trim_matches(|c: char| !c.is_alphanumeric());
            if (1..=3).contains(&text.len()) {
                item.vat_code = Some(context.read(text.to_owned(), cell.start..cell.start + 1));
            }
        }
    }
}

/// Whether a row says it is an allowance or charge on the whole.
pub(super) fn is_adjustment(layout: &PageLayout, item: &ItemLine) -> bool {
    item.price().is_none()
        && item.fit <= Fit::Unknown
        && item
            .name
            .as_ref()
            .is_some_and(|n| row_term(&layout.words, n.span.words.clone()) == Some(RowTerm::Adjustment))
}
