//! One band of a table to one item: cells by column, then the arithmetic that must hold between them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::grid::{Grid, Piece};
use super::name;
use super::terms::{Kind, RowTerm, row_term};
use super::{Fit, ItemLine};
use crate::fields::amount::{Amount, DecimalMark, amounts};
use crate::fields::span::{Read, Span};
use crate::fields::text::fold;
use crate::layout::{PageLayout, bounds};
use crate::page::Word;

/// What every row of a table is read with.
pub(super) struct Context<'a> {
    pub layout: &'a PageLayout,
    /// Index of the page.
    pub page: usize,
    pub grid: &'a Grid,
    pub mark: DecimalMark,
    /// Where the cells right of the names begin.
    pub edge: f32,
    /// Right end of the longest name.
    pub widest: f32,
    pub standing: Standing,
}

/// On which row of a wrapped description the amount stands, in a table as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    First,
    Middle,
    Last,
}

/// A line of the table with its words by column.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub line: usize,
    pub pieces: Vec<Piece>,
}

impl Row {
    /// The words of a column.
    pub fn cell(&self, column: usize) -> Option<Range<usize>> {
        let mut own = self.pieces.iter().filter(|p| p.column == column);
        let first = own.next()?.words.clone();
        // Pieces of one column are neighbours: nothing stands between.
        let end = own.next_back().map_or(first.end, |p| p.words.end);
        Some(first.start..end)
    }
}

impl Context<'_> {
    /// The last number of a cell, unless it is a rate.
    pub fn amount(&self, row: &Row, column: usize) -> Option<Amount> {
        if row.pieces.iter().any(|p| p.column == column && p.tight) {
            return None;
        }
        self.numbers(row.cell(column)?).into_iter().rev().find(|a| !a.percent)
    }

    /// The first number of a cell.
    pub fn first(&self, row: &Row, column: usize) -> Option<Amount> {
        self.numbers(row.cell(column)?).into_iter().next()
    }

    /// The numbers of a cell. Inside one, groups of digits are one number however wide the blank between them is.
    pub fn numbers(&self, cell: Range<usize>) -> Vec<Amount> {
        let words = &self.layout.words;
        let wide = |i: usize| words[i + 1].rect.x0 - words[i].rect.x1 > 0.5 * words[i].size;
        if !cell.clone().skip(1).any(|i| wide(i - 1)) {
            return amounts(words, cell, self.mark);
        }
        let mut close = words[cell.clone()].to_vec();
        for i in 1..close.len() {
            let (left, size) = (close[i - 1].rect.x1, close[i].size);
            let rect = &mut close[i].rect;
            if rect.x0 - left < size {
                let shift = (rect.x0 - left - 0.25 * size).max(0.0);
                (rect.x0, rect.x1) = (rect.x0 - shift, rect.x1 - shift);
            }
        }
        let count = close.len();
        let placed = |a: Amount| Amount { words: a.words.start + cell.start..a.words.end + cell.start, ..a };
        amounts(&close, 0..count, self.mark).into_iter().map(placed).collect()
    }

    fn read<T>(&self, value: T, words: Range<usize>) -> Read<T> {
        Read { value, span: Span { page: self.page, words } }
    }

    /// Quantity and the unit printed in its cell: `3`, `3,00 h`, `2kg`, `x 2`.
    pub fn quantity(&self, row: &Row, column: usize) -> Option<(Amount, Option<Range<usize>>, Option<String>)> {
        let cell = row.cell(column)?;
        let words = &self.layout.words;
        if let Some(found) = self.numbers(cell.clone()).into_iter().find(|a| !a.percent) {
            let rest = found.words.end..cell.end;
            let unit =
                words[rest.clone()].first().is_some_and(|w| w.text.contains(char::is_alphabetic)).then_some(rest);
            return Some((found, unit, None));
        }
        // Digits and unit in one word.
        for at in cell {
            let text = words[at].text.trim_start_matches(['x', 'X', '×', '*']);
            let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
            let unit = text[digits.len()..].trim_matches(['x', 'X', '×', '.', '*']);
            if digits.is_empty() || unit.chars().any(|c| c.is_ascii_digit()) {
                continue;
            }
            let word = Word { text: digits.into(), ..words[at].clone() };
            if let Some(found) = amounts(&[word], 0..1, self.mark).into_iter().next() {
                let unit = (!unit.is_empty()).then(|| unit.to_owned());
                return Some((Amount { words: at..at + 1, ..found }, None, unit));
            }
        }
        None
    }
}

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
    let mut lines: Vec<Range<usize>> = rows.iter().filter_map(|r| r.cell(grid.name)).collect();
    // Where amounts stand on the first row, what is above is a heading or a remark, unless the sentence runs on.
    if let Some(own) = rows[anchor].cell(grid.name)
        && let Some(at) = lines.iter().position(|l| l.contains(&own.start)).filter(|at| *at > 0)
    {
        let (above, home) = (&layout.words[lines[0].start], &layout.words[own.start]);
        let other_face = (above.size - home.size).abs() > 0.4 || above.bold != home.bold;
        let runs_on =
            || lines[..=at].windows(2).all(|p| name::wraps(layout, &p[0], &p[1], context.edge, context.widest));
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
        item.name = item.code.clone();
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
    while used > 0 && used < lines.len() {
        if !name::wraps(layout, &lines[used - 1], &lines[used], context.edge, context.widest) {
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

/// The price among several printed in one cell: `(Brut : 65,00) (Remise : 5,00) (Net : 60,00)`.
fn price(context: &Context<'_>, rows: &[Row], item: &ItemLine) -> Option<Read<Decimal>> {
    let column = context.grid.column(Kind::Price)?;
    let words = &context.layout.words;
    let cells: Vec<Range<usize>> = rows.iter().filter_map(|r| r.cell(column)).collect();
    let all: Vec<Amount> = cells.iter().flat_map(|c| context.numbers(c.clone())).collect();
    if all.len() < 2 {
        return None;
    }
    let (quantity, amount) = (item.quantity.as_ref()?.value, item.amount()?);
    let held = all.iter().find(|a| fit(quantity, a.value, Off::None, amount) == Fit::Exact);
    let labelled = || {
        let net = cells.iter().find(|c| words[(*c).clone()].iter().any(|w| fold(&w.text).starts_with("net")))?;
        all.iter().find(|a| net.contains(&a.words.start))
    };
    held.or_else(labelled).map(|a| context.read(a.value, a.words.clone()))
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

/// Whether quantity × price × (1 − discount) is the amount, and the reading of the row that makes it so.
fn check(context: &Context<'_>, row: &Row, item: &mut ItemLine) {
    let discount = context.grid.column(Kind::Discount).and_then(|c| Some((c, context.first(row, c)?)));
    let value = |r: &Option<Read<Decimal>>| r.as_ref().map(|r| r.value);
    let totals: Vec<Decimal> = [value(&item.net_amount), value(&item.gross_amount)].into_iter().flatten().collect();
    let (quantity, price) = (value(&item.quantity), item.price());
    let best = |q: Decimal, p: Decimal, off: Off| totals.iter().map(|t| fit(q, p, off, *t)).max().unwrap_or_default();
    let mut rate = None;
    let mut amount = None;
    if let Some((column, found)) = &discount {
        let off = found.value.abs();
        let (q, p) = (quantity.unwrap_or(Decimal::ONE), price.unwrap_or_default());
        let percent = found.percent || context.grid.columns[*column].percent;
        let as_rate = best(q, p, Off::Rate(off)) >= Fit::Near;
        if percent || as_rate && off <= Decimal::ONE_HUNDRED {
            rate = Some(off);
        } else if best(q, p, Off::Each(off)) > best(q, p, Off::Sum(off)) {
            amount = Some(Off::Each(off));
        } else {
            amount = Some(Off::Sum(off));
        }
        if let Some(r) = rate.filter(|r| !r.is_zero()) {
            item.discount_rate = Some(context.read(r, found.words.clone()));
        }
    }
    let off = rate.map(Off::Rate).or(amount).unwrap_or(Off::None);
    if !off.is_none()
        && item.gross_price.is_none()
        && let Some(price) = item.net_price.take()
    {
        item.gross_price = Some(price);
    }
    let (Some(quantity), Some(price)) = (quantity, price) else {
        repair(context, row, item, &totals);
        return;
    };
    let net = value(&item.net_price).unwrap_or(price);
    item.fit = best(quantity, price, off).max(best(quantity, net, Off::None));
    if item.fit == Fit::Wrong {
        repair(context, row, item, &totals);
    }
}

/// Looks for a quantity and a price among all numbers of the row when the columns do not give them.
fn repair(context: &Context<'_>, row: &Row, item: &mut ItemLine, totals: &[Decimal]) {
    if context.grid.column(Kind::Price).is_none() || context.grid.column(Kind::Quantity).is_none() {
        return;
    }
    let grid = context.grid;
    let mut numbers: Vec<Amount> = Vec::new();
    for column in 0..grid.columns.len() {
        let counts = Some(column) != grid.net
            && Some(column) != grid.gross
            && !grid.is_text(column)
            && !matches!(grid.columns[column].kind, Kind::Position | Kind::Vat | Kind::Date);
        if let Some(cell) = row.cell(column).filter(|_| counts) {
            numbers.extend(context.numbers(cell).into_iter().filter(|a| !a.percent));
        }
    }
    for (i, q) in numbers.iter().enumerate() {
        for p in &numbers[i + 1..] {
            let held = totals.iter().map(|t| fit(q.value, p.value, Off::None, *t)).max().unwrap_or_default();
            if held == Fit::Exact {
                item.quantity = Some(context.read(q.value, q.words.clone()));
                item.net_price = Some(context.read(p.value, p.words.clone()));
                (item.gross_price, item.discount_rate) = (None, None);
                item.fit = held;
                return;
            }
        }
    }
}

/// A discount as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Off {
    None,
    /// Per cent.
    Rate(Decimal),
    /// Off the price of one.
    Each(Decimal),
    /// Off the row.
    Sum(Decimal),
}

impl Off {
    fn is_none(self) -> bool {
        match self {
            Self::None => true,
            Self::Rate(d) | Self::Each(d) | Self::Sum(d) => d.is_zero(),
        }
    }
}

/// How well a row's numbers agree; prices are rounded as printed, so each unit may be off by half their last digit.
pub(super) fn fit(quantity: Decimal, price: Decimal, off: Off, amount: Decimal) -> Fit {
    let product = match off {
        Off::None => quantity.checked_mul(price),
        Off::Rate(rate) => (Decimal::ONE_HUNDRED - rate)
            .checked_div(Decimal::ONE_HUNDRED)
            .and_then(|share| quantity.checked_mul(price)?.checked_mul(share)),
        Off::Each(each) => price.checked_sub(each).and_then(|p| quantity.checked_mul(p)),
        Off::Sum(sum) => quantity.checked_mul(price).and_then(|p| p.checked_sub(sum)),
    };
    let Some(product) = product else { return Fit::Wrong };
    // Signs may stand on the quantity, the price or the amount.
    let error = (product.abs() - amount.abs()).abs();
    let cent = Decimal::new(1, 2);
    if error < cent {
        Fit::Exact
    } else if error <= cent + quantity.abs() * Decimal::new(5, price.scale().min(20) + 1) {
        Fit::Near
    } else {
        Fit::Wrong
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

/// The box of a row's words.
pub(super) fn rect(layout: &PageLayout, row: &Row) -> crate::page::Rect {
    bounds(&layout.words[layout.words_of_line(row.line)])
}
