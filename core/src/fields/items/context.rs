//! What the rows of a table are read with, and the rows themselves: words by column, numbers of a cell.

use std::ops::Range;

use rust_decimal::Decimal;

use super::grid::{Grid, Piece};
use crate::fields::values::amount::{Amount, DecimalMark, amounts};
use crate::fields::values::span::{Read, Span};
use crate::invoice::codes::currency_of;
use crate::layout::{PageLayout, bounds};
use crate::page::{Rect, Word};

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
    pub(super) fn cell(&self, column: usize) -> Option<Range<usize>> {
        let mut own = self.pieces.iter().filter(|p| p.column == column);
        let first = own.next()?.words.clone();
        // Pieces of one column are neighbours: nothing stands between.
        let end = own.next_back().map_or(first.end, |p| p.words.end);
        Some(first.start..end)
    }

    /// The text that begins in a column, with the numbers its sentence runs through.
    pub(super) fn text(&self, column: usize) -> Option<Range<usize>> {
        let cell = self.cell(column)?;
        let runs = self.pieces.iter().filter(|p| p.tight);
        Some(runs.fold(cell, |all, p| if p.words.start == all.end { all.start..p.words.end } else { all }))
    }
}

impl Context<'_> {
    /// The last number of a cell, unless it is a rate.
    pub(super) fn amount(&self, row: &Row, column: usize) -> Option<Amount> {
        if row.pieces.iter().any(|p| p.column == column && p.tight) {
            return None;
        }
        let cell = row.cell(column)?;
        // Dates and sentences have words in them, amounts only their currency.
        let word =
            |w: &Word| w.text.chars().filter(|c| c.is_alphabetic()).count() > 2 && currency_of(&w.text).is_none();
        if self.layout.words[cell.clone()].iter().any(|w| word(w) && !matches!(w.text.as_str(), "TTC" | "(TTC)")) {
            return None;
        }
        self.numbers(cell).into_iter().rev().find(|a| !a.percent)
    }

    /// The first number of a cell.
    pub(super) fn first(&self, row: &Row, column: usize) -> Option<Amount> {
        self.numbers(row.cell(column)?).into_iter().next()
    }

    /// The numbers of a cell. Inside one, groups of digits are one number however wide the blank between them is.
    pub(super) fn numbers(&self, cell: Range<usize>) -> Vec<Amount> {
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

    /// A value and its words.
    pub(super) fn read<T>(&self, value: T, words: Range<usize>) -> Read<T> {
        Read { value, span: Span { page: self.page, words } }
    }

    /// Quantity and the unit printed in its cell: `3`, `3,00 h`, `2kg`, `x 2`.
    pub(super) fn quantity(&self, row: &Row, column: usize) -> Option<(Amount, Option<Range<usize>>, Option<String>)> {
        let cell = row.cell(column)?;
        let words = &self.layout.words;
        if let Some(found) = self.numbers(cell.clone()).into_iter().find(|a| !a.percent) {
            let rest = found.words.end..cell.end;
            let unit =
                words[rest.clone()].first().is_some_and(|w| w.text.contains(char::is_alphabetic)).then_some(rest);
            return Some((found, unit, None));
        }
        if let Some(hours) = self.hours(cell.clone()) {
            return Some(hours);
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

    /// Hours and minutes: `3h30`, `2h00`, `1:45`.
    fn hours(&self, cell: Range<usize>) -> Option<(Amount, Option<Range<usize>>, Option<String>)> {
        let word = &self.layout.words[cell.start];
        let (hours, minutes) = word.text.split_once(['h', 'H', ':'])?;
        let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
        if minutes > 59 || hours > 9999 || cell.len() > 1 {
            return None;
        }
        let value = Decimal::from(hours) + (Decimal::from(minutes) / Decimal::from(60)).round_dp(4);
        let amount = Amount { value, decimals: 2, currency: None, percent: false, words: cell };
        Some((amount, None, Some("h".into())))
    }
}

/// The box of a row's words.
pub(super) fn rect(layout: &PageLayout, row: &Row) -> Rect {
    bounds(&layout.words[layout.words_of_line(row.line)])
}
