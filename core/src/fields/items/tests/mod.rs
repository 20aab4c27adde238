//! One behaviour a test, on pages set here word by word.

mod names;
mod pages;
mod rows;

use rust_decimal::Decimal;

use super::{ItemLine, Items, read};
use crate::fields::amount::DecimalMark;
use crate::layout::PageLayout;
use crate::page::{Page, Rect, Source, Word};

/// A cell: text that begins at `Left(x)` or ends at `Right(x)`.
#[derive(Clone, Copy)]
enum At<'a> {
    Left(f32, &'a str),
    Right(f32, &'a str),
}

use At::{Left, Right};

/// A page being set, from the top down.
struct Sheet {
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
    fn new() -> Self {
        Self { words: Vec::new(), rules: Vec::new(), y: 100.0 }
    }

    /// A line of cells, then the step to the next row of a table.
    fn row(self, cells: &[At<'_>]) -> Self {
        self.line(cells).skip(6.0)
    }

    /// A line of cells; the next one follows closely, as within a paragraph.
    fn line(mut self, cells: &[At<'_>]) -> Self {
        for cell in cells {
            let (mut x, text) = match *cell {
                Left(x, text) => (x, text),
                Right(x, text) => (x - width(text), text),
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

    fn skip(mut self, height: f32) -> Self {
        self.y += height;
        self
    }

    /// A rule across the page, between this line and the next.
    fn rule(mut self) -> Self {
        self.rules.push(Rect::new(40.0, self.y + 1.0, 550.0, self.y + 1.5));
        self.y += 4.0;
        self
    }

    fn layout(self) -> PageLayout {
        PageLayout::new(&Page {
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
        })
    }

    fn items(self) -> Items {
        read(&[self.layout()], DecimalMark::Comma)
    }

    /// The usual French head: name, quantity, price, amount.
    fn head(self) -> Self {
        self.row(&[Left(40.0, "Désignation"), Right(360.0, "Qté"), Right(450.0, "P.U. HT"), Right(550.0, "Montant HT")])
    }

    /// A row under [`Self::head`].
    fn item(self, name: &str, quantity: &str, price: &str, amount: &str) -> Self {
        self.row(&[Left(40.0, name), Right(360.0, quantity), Right(450.0, price), Right(550.0, amount)])
    }

    /// A label and an amount, as totals stand.
    fn total(self, label: &str, amount: &str) -> Self {
        self.row(&[Left(380.0, label), Right(550.0, amount)])
    }
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect(text)
}

/// `name | quantity | price | amount` of every line, `-` for what is absent.
fn shown(items: &Items) -> Vec<String> {
    items.lines.iter().map(show).collect()
}

fn show(line: &ItemLine) -> String {
    let number = |d: Option<Decimal>| d.map_or("-".into(), |d| d.normalize().to_string());
    let name = line.name.as_ref().map_or("-", |n| n.value.as_str());
    let quantity = number(line.quantity.as_ref().map(|q| q.value));
    format!("{name} | {quantity} | {} | {}", number(line.price()), number(line.amount()))
}
