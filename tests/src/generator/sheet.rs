//! The document under way: canvas, truth, and the blocks everything is made of.

use rust_decimal::Decimal;

use super::canvas::{Align, Canvas, Color, GREY, Ink, Shape};
use super::deal::Deal;
use super::font::Face;
use super::random::Random;
use super::style::Style;
use super::truth::Truth;
use super::words::{Ways, Words};

/// A row of a block.
#[derive(Clone, Debug)]
pub enum Row {
    /// A text, wrapped where it is too wide.
    Text(String, Ink),
    /// A label and its value on one line, or two where they are too wide: the value is never cut.
    Pair(String, String, Ink),
    /// Empty height.
    Gap(f32),
}

/// The document under way.
pub struct Sheet<'a> {
    /// What is drawn.
    pub canvas: Canvas,
    /// What the pages show.
    pub truth: Truth,
    /// Draws.
    pub random: &'a mut Random,
    /// Looks.
    pub style: &'a Style,
    /// Facts.
    pub deal: &'a Deal,
    /// Wordings.
    pub words: &'static Words,
    /// Next free height.
    pub y: f32,
    /// Where the footer starts.
    pub bottom: f32,
    /// 1, or -1 where a credit note prints its amounts below zero.
    pub factor: Decimal,
    /// Sign of the currency.
    pub sign: &'static str,
}

impl Sheet<'_> {
    /// Body text.
    pub fn ink(&self) -> Ink {
        Ink { face: Face { family: self.style.family, bold: false }, size: self.style.size, color: [0.0; 3] }
    }

    /// Small print.
    pub fn small(&self) -> Ink {
        self.ink().sized((self.style.size - 1.5).max(6.0)).colored(GREY)
    }

    /// Colour of titles.
    pub fn accent(&self) -> Color {
        self.style.accent
    }

    /// Left edge of the text.
    pub fn x0(&self) -> f32 {
        self.style.margin
    }

    /// Right edge of the text.
    pub fn x1(&self) -> f32 {
        self.canvas.width - self.style.margin
    }

    /// Place at a share of the text width.
    pub fn at(&self, share: f32) -> f32 {
        self.x0() + (self.x1() - self.x0()) * share
    }

    /// Height of a line of the ink.
    pub fn leading(&self, ink: Ink) -> f32 {
        ink.size * 1.3
    }

    /// One of the wordings.
    pub fn say(&mut self, ways: Ways) -> &'static str {
        ways[self.random.below(ways.len())]
    }

    /// A label with the colon of the document.
    pub fn label(&self, label: &str) -> String {
        format!("{}{}", self.bare_label(label), self.style.colon)
    }

    /// A label without colon, in the capitals of the document.
    pub fn bare_label(&self, label: &str) -> String {
        let bare = label.trim_end_matches([':', ' ']);
        if self.style.capitals { bare.to_uppercase() } else { bare.to_owned() }
    }

    /// An amount with its currency, in the sign of the document.
    pub fn money(&self, value: Decimal) -> String {
        self.style.number.money(value * self.factor, self.sign)
    }

    /// An amount in a cell, in the sign of the document.
    pub fn cell(&self, value: Decimal) -> String {
        self.style.number.cell(value * self.factor, self.sign)
    }

    /// A date as the document writes it.
    pub fn date(&self, date: jiff::civil::Date) -> String {
        self.style.date.write(date, self.words, self.deal.language)
    }

    /// Height of a block of a width.
    pub fn measure(&self, rows: &[Row], width: f32) -> f32 {
        rows.iter()
            .map(|row| match row {
                Row::Gap(h) => *h,
                Row::Pair(label, value, ink) => self.leading(*ink) * pair(label, value, *ink, width).len() as f32,
                Row::Text(text, ink) => self.leading(*ink) * ink.wrap(text, width).len() as f32,
            })
            .sum()
    }

    /// Draws a block; says where it ends.
    pub fn block(&mut self, rows: &[Row], x: f32, y: f32, width: f32, align: Align) -> f32 {
        let mut y = y;
        let anchor = match align {
            Align::Left => x,
            Align::Center => x + width / 2.0,
            Align::Right => x + width,
        };
        for row in rows {
            match row {
                Row::Gap(h) => y += h,
                Row::Text(text, ink) => {
                    for line in ink.wrap(text, width) {
                        self.canvas.put(anchor, y + ink.size, align, &line, *ink);
                        y += self.leading(*ink);
                    }
                }
                Row::Pair(label, value, ink) => {
                    for line in pair(label, value, *ink, width) {
                        self.canvas.put(anchor, y + ink.size, align, &line, *ink);
                        y += self.leading(*ink);
                    }
                }
            }
        }
        y
    }

    /// Draws a block in a frame, filled or not.
    pub fn boxed(&mut self, rows: &[Row], x: f32, y: f32, width: f32, fill: Option<Color>) -> f32 {
        let pad = 6.0;
        let height = self.measure(rows, width - 2.0 * pad) + 2.0 * pad;
        match fill {
            Some(color) => self.canvas.shape(Shape::Fill([x, y, width, height], color)),
            None => self.canvas.shape(Shape::Frame([x, y, width, height], GREY, 0.7)),
        }
        self.block(rows, x + pad, y + pad, width - 2.0 * pad, Align::Left);
        y + height
    }
}

fn pair(label: &str, value: &str, ink: Ink, width: f32) -> Vec<String> {
    let whole = format!("{label} {value}").trim().to_owned();
    if ink.width(&whole) <= width || label.is_empty() { vec![whole] } else { vec![label.to_owned(), value.to_owned()] }
}
