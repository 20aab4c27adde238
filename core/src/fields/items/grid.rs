//! Columns of an item table: what each holds and where it stands, from the head and the cells under it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Fit;
use super::arithmetic::{Off, fit};
use super::gutters::{amounts, boundary, item_lines, name_column};
use super::head::Head;
use super::terms::Kind;
use crate::layout::PageLayout;
use crate::page::Word;

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
    pub(super) fn new(layout: &PageLayout, head: &Head, body: Range<usize>) -> Self {
        let mut heads = head.columns.clone();
        let sample = item_lines(layout, head, body);
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

    /// The column of a kind; of two, the one that includes VAT as the amounts do.
    pub(super) fn column(&self, kind: Kind) -> Option<usize> {
        let included = self.net.is_none() && self.gross.is_some();
        let alike = self.columns.iter().position(|c| c.kind == kind && c.included == included);
        alike.or_else(|| self.columns.iter().position(|c| c.kind == kind))
    }

    /// The column whose numbers make a line a row of its own.
    pub(super) fn anchor(&self) -> Option<usize> {
        self.net.or(self.gross).or(self.column(Kind::NetPrice)).or(self.column(Kind::Price))
    }

    /// The words of a line by column.
    pub(super) fn pieces(&self, layout: &PageLayout, line: usize) -> Vec<Piece> {
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
                    // A text runs on over the limit of its column until more than a blank ends it.
                    let letter = before.rect.width() / before.text.chars().count().max(1) as f32;
                    let blank = gap < (0.45 * word.size.max(4.0)).max(1.25 * letter);
                    let text = self.is_text(last.column) && self.columns[last.column].kind != Kind::Code;
                    // A number that ends the segment may be the cell of the next column, set tight.
                    let letters = |w: &Word| w.text.contains(char::is_alphabetic);
                    let goes_on = layout.words[at..segment.words.end].iter().any(letters);
                    if text && blank && goes_on {
                        column = last.column;
                    } else {
                        tight = (text || last.tight) && blank;
                    }
                }
                match out.last_mut() {
                    Some(piece) if piece.column == column && piece.words.end == at => piece.words.end = at + 1,
                    _ => out.push(Piece { column, words: at..at + 1, tight }),
                }
            }
        }
        self.rejoin(layout, &mut out);
        out
    }

    /// A text that begins left of the names and runs on into them is a name: no code, no date.
    fn rejoin(&self, layout: &PageLayout, pieces: &mut Vec<Piece>) {
        let Some(at) = pieces.iter().position(|p| p.column == self.name).filter(|at| *at > 0) else { return };
        let (before, own) = (&pieces[at - 1], &pieces[at]);
        let (left, right) = (&layout.words[own.words.start - 1], &layout.words[own.words.start]);
        let digits = layout.words[before.words.clone()].iter().any(|w| w.text.contains(|c: char| c.is_ascii_digit()));
        let letters = left.text.chars().filter(|c| c.is_lowercase()).count() > 1;
        let near = right.rect.x0 - left.rect.x1 < 0.45 * right.size.max(4.0);
        if before.words.end == own.words.start && near && letters && !digits && before.column < self.name {
            let start = before.words.start;
            pieces[at].words.start = start;
            pieces.remove(at - 1);
        }
    }

    fn column_at(&self, x: f32) -> usize {
        self.columns.iter().position(|c| x < c.x1).unwrap_or(self.columns.len() - 1)
    }

    /// Whether a column holds text.
    pub(super) fn is_text(&self, column: usize) -> bool {
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
    pub(super) fn infer(&mut self, numbers: &[Vec<Option<Decimal>>]) {
        let unknown: Vec<usize> = (0..self.columns.len())
            .filter(|c| *c != self.name && Some(*c) != self.detail && self.columns[*c].kind == Kind::Other)
            .collect();
        let options = |known: Option<usize>| known.map_or_else(|| unknown.clone(), |c| vec![c]);
        let (quantity, price, total) = (self.column(Kind::Quantity), self.column(Kind::Price), self.net.or(self.gross));
        if quantity.is_some() && price.is_some() && total.is_some() || unknown.is_empty() {
            return;
        }
        let mut best: Option<(usize, usize, usize, usize)> = None;
        for t in options(total) {
            for q in options(quantity).into_iter().filter(|q| *q != t) {
                for p in options(price).into_iter().filter(|p| *p != q && *p != t) {
                    let rows = numbers.iter().filter_map(|n| Some((n[q]?, n[p]?, n[t]?)));
                    let (held, all) = rows.fold((0, 0), |(held, all), (a, b, c)| {
                        (held + usize::from(fit(a, b, Off::None, c) == Fit::Exact), all + 1)
                    });
                    if held * 2 > all && best.is_none_or(|b| held > b.0) {
                        best = Some((held, q, p, t));
                    }
                }
            }
        }
        if let Some((_, q, p, t)) = best {
            self.columns[q].kind = Kind::Quantity;
            self.columns[p].kind = Kind::Price;
            if total.is_none() {
                self.columns[t].kind = Kind::Amount;
                self.net = Some(t);
            }
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
