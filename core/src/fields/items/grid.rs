//! Columns of an item table: what each holds and where it stands, from the head and the cells under it.

use std::ops::Range;

use super::Fit;
use super::head::{Head, HeadColumn};
use super::row::{Off, fit};
use super::terms::{Kind, RowTerm, row_term};
use rust_decimal::Decimal;

use crate::layout::PageLayout;
use crate::page::{Rect, Word};

/// A column with its place.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub kind: Kind,
    pub second: Option<Kind>,
    pub included: bool,
    pub percent: bool,
    /// Left and right limit; the cells stand between.
    pub x0: f32,
    pub x1: f32,
}

/// The columns of a table, left to right.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub columns: Vec<Column>,
    /// The column of names.
    pub name: usize,
    /// A second text column.
    pub detail: Option<usize>,
    /// Amount without VAT.
    pub net: Option<usize>,
    /// Amount with VAT.
    pub gross: Option<usize>,
}

/// Words of one line in one column.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub column: usize,
    pub words: Range<usize>,
    /// Stands behind a text with no more than a blank between, as numbers in a sentence do.
    pub tight: bool,
}

impl Grid {
    /// The grid under a head; `body` are the lines it may govern.
    pub fn new(layout: &PageLayout, head: &Head, body: Range<usize>) -> Self {
        let mut heads = head.columns.clone();
        let sample = item_lines(layout, body);
        name_column(layout, &mut heads, &sample);
        let mut limits = vec![f32::MIN];
        for pair in heads.windows(2) {
            limits.push(boundary(layout, head, &pair[0], &pair[1], &sample));
        }
        limits.push(f32::MAX);
        let columns: Vec<Column> = heads
            .iter()
            .enumerate()
            .map(|(i, h)| Column {
                kind: h.kind,
                second: h.second,
                included: h.included,
                percent: h.percent,
                x0: limits[i],
                x1: limits[i + 1],
            })
            .collect();
        let (net, gross) = amounts(&heads);
        let mut grid = Self { columns, name: 0, detail: None, net, gross };
        grid.choose_texts(layout, &sample);
        grid
    }

    /// The first column of a kind.
    pub fn column(&self, kind: Kind) -> Option<usize> {
        self.columns.iter().position(|c| c.kind == kind)
    }

    /// The column whose numbers make a line a row of its own.
    pub fn anchor(&self) -> Option<usize> {
        self.net.or(self.gross).or(self.column(Kind::NetPrice)).or(self.column(Kind::Price))
    }

    /// The words of a line by column.
    pub fn pieces(&self, layout: &PageLayout, line: usize) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        for segment in &layout.segments[layout.lines[line].segments.clone()] {
            for at in segment.words.clone() {
                let word = &layout.words[at];
                let mut column = self.column_at(word.rect.cx());
                let mut tight = false;
                if at > segment.words.start
                    && let Some(last) = out.last()
                    && last.column != column
                {
                    let before = &layout.words[at - 1];
                    let gap = word.rect.x0 - before.rect.x1;
                    // A text runs on over the limit of its column until a number, or more than a blank, ends it.
                    let letter = before.rect.width() / before.text.chars().count().max(1) as f32;
                    let blank = gap < (0.45 * word.size.max(4.0)).max(1.25 * letter);
                    let digit = word.text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '€' | '$'));
                    let limit = self.columns[last.column].x1;
                    let crossing = before.rect.x1 > limit - 0.4 * word.size && before.rect.x0 < limit;
                    let text = self.is_text(last.column) && self.columns[last.column].kind != Kind::Code;
                    if text && blank && (!digit || crossing) {
                        column = last.column;
                    } else {
                        tight = text && blank;
                    }
                }
                match out.last_mut() {
                    Some(piece) if piece.column == column && piece.words.end == at => piece.words.end = at + 1,
                    _ => out.push(Piece { column, words: at..at + 1, tight }),
                }
            }
        }
        out
    }

    fn column_at(&self, x: f32) -> usize {
        self.columns.iter().position(|c| x < c.x1).unwrap_or(self.columns.len() - 1)
    }

    /// Whether a column holds text.
    pub fn is_text(&self, column: usize) -> bool {
        matches!(
            self.columns[column].kind,
            Kind::Item | Kind::Description | Kind::NameDescription | Kind::Code | Kind::Order | Kind::Other
        )
    }

    /// Which column names the item: `Article` holds a code where a description stands beside it, a name elsewhere.
    fn choose_texts(&mut self, layout: &PageLayout, sample: &[usize]) {
        let names = |k: Kind| matches!(k, Kind::Item | Kind::Description | Kind::NameDescription);
        let mut texts: Vec<usize> = (0..self.columns.len()).filter(|c| names(self.columns[*c].kind)).collect();
        for column in texts.clone() {
            let only = texts.len() < 2 || self.columns[column].second.is_some();
            if !only && self.columns[column].kind == Kind::Item && self.holds_codes(layout, column, sample) {
                self.columns[column].kind = Kind::Code;
                texts.retain(|c| *c != column);
            }
        }
        let item = texts.iter().copied().find(|c| self.columns[*c].kind == Kind::Item);
        self.name = item
            .or(texts.first().copied())
            .or_else(|| self.columns.iter().position(|c| c.kind == Kind::Code))
            .unwrap_or(0);
        self.detail = texts.into_iter().find(|c| *c != self.name);
    }

    /// Gives columns under unknown heads the meaning that makes quantity × price = amount in most rows.
    ///
    /// `numbers` holds, row by row, the number in each column.
    pub fn infer(&mut self, numbers: &[Vec<Option<Decimal>>]) {
        let Some(total) = self.net.or(self.gross) else { return };
        let unknown: Vec<usize> = (0..self.columns.len())
            .filter(|c| *c != self.name && Some(*c) != self.detail && self.columns[*c].kind == Kind::Other)
            .collect();
        let options = |known: Option<usize>| known.map_or_else(|| unknown.clone(), |c| vec![c]);
        let (quantity, price) = (self.column(Kind::Quantity), self.column(Kind::Price));
        if quantity.is_some() && price.is_some() || unknown.is_empty() {
            return;
        }
        let mut best = None;
        for q in options(quantity) {
            for p in options(price).into_iter().filter(|p| *p != q) {
                let rows = numbers.iter().filter_map(|n| Some((n[q]?, n[p]?, n[total]?)));
                let (held, all) = rows.fold((0, 0), |(held, all), (a, b, c)| {
                    (held + usize::from(fit(a, b, Off::None, c) == Fit::Exact), all + 1)
                });
                if held * 2 > all && best.is_none_or(|(most, _, _)| held > most) {
                    best = Some((held, q, p));
                }
            }
        }
        if let Some((_, q, p)) = best {
            self.columns[q].kind = Kind::Quantity;
            self.columns[p].kind = Kind::Price;
        }
    }

    /// Whether most cells of a column are single words without small letters.
    fn holds_codes(&self, layout: &PageLayout, column: usize, sample: &[usize]) -> bool {
        let (mut codes, mut all) = (0, 0);
        for line in sample {
            for piece in self.pieces(layout, *line).iter().filter(|p| p.column == column) {
                all += 1;
                let text = &layout.words[piece.words.start].text;
                codes += usize::from(piece.words.len() == 1 && !text.contains(char::is_lowercase));
            }
        }
        all == 0 || codes * 2 > all
    }
}

/// Lines of the body that look like rows: text and numbers, above the totals.
fn item_lines(layout: &PageLayout, body: Range<usize>) -> Vec<usize> {
    let mut out = Vec::new();
    for line in body {
        let segments = &layout.segments[layout.lines[line].segments.clone()];
        let words = layout.words_of_line(line);
        let stop = segments.iter().any(|s| {
            matches!(row_term(&layout.words, s.words.clone()), Some(RowTerm::Total | RowTerm::Tax | RowTerm::Subtotal))
        });
        if stop && !out.is_empty() {
            break;
        }
        if segments.len() > 1 && !stop && layout.words[words].iter().any(is_number) {
            out.push(line);
        }
        if out.len() >= 60 {
            break;
        }
    }
    out
}

fn is_number(word: &Word) -> bool {
    let digits = word.text.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && word.text.chars().all(|c| !c.is_alphabetic())
}

/// A table that heads every column but the names still has names: under an unknown head, or left of the first.
fn name_column(layout: &PageLayout, heads: &mut Vec<HeadColumn>, sample: &[usize]) {
    let text = |k: Kind| matches!(k, Kind::Item | Kind::Description | Kind::NameDescription);
    if heads.iter().any(|h| text(h.kind)) {
        return;
    }
    if let Some(stacked) = heads.iter_mut().find(|h| h.second.is_some_and(text)) {
        // Code above, name below: rows are told apart when they are read.
        stacked.kind = Kind::Description;
        stacked.second = Some(Kind::Code);
        return;
    }
    if let Some(unknown) = heads.iter_mut().find(|h| h.kind == Kind::Other) {
        unknown.kind = Kind::Description;
        return;
    }
    let (Some(first), Some(left)) =
        (heads.first().map(|h| h.rect), sample.iter().map(|l| layout.lines[*l].rect.x0).reduce(f32::min))
    else {
        return;
    };
    if left + 20.0 < first.x0 {
        let rect = Rect::new(left, first.y0, (left + first.x0) / 2.0, first.y1);
        let column = HeadColumn {
            rect,
            kind: Kind::Description,
            second: None,
            included: false,
            excluded: false,
            percent: false,
        };
        heads.insert(0, column);
    }
}

/// The limit between two neighbours: a drawn rule, else the clearest gutter through the rows.
fn boundary(layout: &PageLayout, head: &Head, before: &HeadColumn, after: &HeadColumn, sample: &[usize]) -> f32 {
    let (left, right) = (&before.rect, &after.rect);
    // Blanks between words are no gutter, except behind the number of a position.
    let blank = if before.kind == Kind::Position { 0.0 } else { 0.17 };
    let middle = (left.x1 + right.x0) / 2.0;
    let (from, to) = (left.cx(), right.cx());
    let bottom = sample.last().map_or(head.rect.y1, |l| layout.lines[*l].rect.y1);
    let drawn = layout
        .vertical_rules
        .iter()
        .filter(|r| r.cx() > from && r.cx() < to && r.y0 < bottom && r.y1 > head.rect.y0 && r.height() > 6.0)
        .map(Rect::cx)
        .min_by(|a, b| (a - middle).abs().total_cmp(&(b - middle).abs()));
    if let Some(x) = drawn {
        return x;
    }
    let bins = ((to - from).max(1.0)) as usize + 1;
    let mut cover = vec![0u32; bins];
    let mut mark = |rect: &Rect, pad: f32| {
        let a = (rect.x0 - pad - from).max(0.0) as usize;
        let b = (rect.x1 + pad - from).min(bins as f32);
        if b > 0.0 {
            cover[a.min(bins)..(b as usize).max(a.min(bins))].iter_mut().for_each(|c| *c += 1);
        }
    };
    for line in sample {
        for word in &layout.words[layout.words_of_line(*line)] {
            mark(&word.rect, blank * word.size);
        }
    }
    mark(left, 0.0);
    mark(right, 0.0);
    let least = cover.iter().min().copied().unwrap_or(0);
    let (mut best, mut score, mut at) = (middle, f32::MIN, 0);
    while at < bins {
        if cover[at] != least {
            at += 1;
            continue;
        }
        let start = at;
        while at < bins && cover[at] == least {
            at += 1;
        }
        let (a, b) = (from + start as f32, from + at as f32);
        // A gutter between the heads themselves beats a wider one beside them.
        let shared = (b.min(right.x0) - a.max(left.x1)).max(0.0);
        let value = shared * 4.0 + (b - a);
        if value > score {
            score = value;
            best = (a + b) / 2.0;
        }
    }
    best
}

/// Which columns are the amounts without and with VAT.
fn amounts(heads: &[HeadColumn]) -> (Option<usize>, Option<usize>) {
    let all: Vec<usize> = (0..heads.len()).filter(|i| heads[*i].kind == Kind::Amount).collect();
    let mut gross = all.iter().copied().rev().find(|i| heads[*i].included);
    let plain: Vec<usize> = all.iter().copied().filter(|i| !heads[*i].included).collect();
    let mut net = plain.iter().copied().find(|i| heads[*i].excluded).or(plain.last().copied());
    // Beside a marked net amount, or an amount of VAT, an unmarked total further right includes VAT.
    if let (Some(n), None) = (net, gross)
        && let Some(last) = plain.last().copied()
        && last > n
    {
        gross = Some(last);
    }
    // An unmarked amount follows the price.
    if let (Some(n), None) = (net, gross)
        && !heads[n].excluded
        && heads.iter().any(|h| h.kind == Kind::Price && h.included)
    {
        (net, gross) = (None, Some(n));
    }
    (net, gross)
}
