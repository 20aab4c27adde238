//! Pages set word by word, for the tests of the readers.

use crate::fields::items::{Items, read};
use crate::fields::values::amount::DecimalMark;
use crate::layout::PageLayout;
use crate::page::{Page, Rect, Source, Word};

/// A cell: text that begins at `Left(x)` or ends at `Right(x)`.
#[derive(Clone, Copy)]
pub(in crate::fields) enum At<'a> {
    Left(f32, &'a str),
    Right(f32, &'a str),
}

/// A page being set, from the top down.
pub(in crate::fields) struct Sheet {
    words: Vec<Word>,
    rules: Vec<Rect>,
    y: f32,
}

const SIZE: f32 = 10.0;
const LETTER: f32 = 5.0;
const BLANK: f32 = 2.8;

fn width(text: &str) -> f32 {
    text.chars().count() as f32 * LETTER - text.matches(' ').count() as f32 * (LETTER - BLANK)
}

impl Sheet {
    pub(in crate::fields) fn new() -> Self {
        Self { words: Vec::new(), rules: Vec::new(), y: 100.0 }
    }

    /// A line of cells, then the step to the next row of a table.
    pub(in crate::fields) fn row(self, cells: &[At<'_>]) -> Self {
        self.line(cells).skip(6.0)
    }

    /// A line of cells; the next one follows closely, as within a paragraph.
    pub(in crate::fields) fn line(mut self, cells: &[At<'_>]) -> Self {
        for cell in cells {
            let (mut x, text) = match *cell {
                At::Left(x, text) => (x, text),
                At::Right(x, text) => (x - width(text), text),
            };
            for word in text.split(' ') {
                let rect = Rect::new(x, self.y, x + word.chars().count() as f32 * LETTER, self.y + SIZE);
                self.words.push(Word { text: word.into(), rect, size: SIZE, bold: false, confidence: 1.0 });
                x = rect.x1 + BLANK;
            }
        }
        self.y += SIZE + 2.0;
        self
    }

    pub(in crate::fields) fn skip(mut self, height: f32) -> Self {
        self.y += height;
        self
    }

    /// A rule across the page, between this line and the next.
    pub(in crate::fields) fn rule(mut self) -> Self {
        self.rules.push(Rect::new(40.0, self.y + 1.0, 550.0, self.y + 1.5));
        self.y += 4.0;
        self
    }

    pub(in crate::fields) fn layout(self) -> PageLayout {
        PageLayout::new(&self.page())
    }

    pub(in crate::fields) fn page(self) -> Page {
        Page {
            number: 1,
            width: 595.0,
            height: 842.0,
            source: Source::Text,
            words: self.words,
            rotation: 0,
            skew: 0.0,
            rules: self.rules,
            frames: Vec::new(),
            image_cover: 0.0,
            strokes: 0,
        }
    }

    pub(in crate::fields) fn items(self) -> Items {
        read(&[self.layout()], DecimalMark::Comma)
    }

    /// The usual French head: name, quantity, price, amount.
    pub(in crate::fields) fn head(self) -> Self {
        self.row(&[
            At::Left(40.0, "Désignation"),
            At::Right(360.0, "Qté"),
            At::Right(450.0, "P.U. HT"),
            At::Right(550.0, "Montant HT"),
        ])
    }

    /// A row under [`Self::head`].
    pub(in crate::fields) fn item(self, name: &str, quantity: &str, price: &str, amount: &str) -> Self {
        self.row(&[At::Left(40.0, name), At::Right(360.0, quantity), At::Right(450.0, price), At::Right(550.0, amount)])
    }

    /// A label and an amount, as totals stand.
    pub(in crate::fields) fn total(self, label: &str, amount: &str) -> Self {
        self.row(&[At::Left(380.0, label), At::Right(550.0, amount)])
    }
}
