//! What is put on the pages before it becomes a PDF: texts, rules and fills, with their places.

use super::font::Face;

/// Red, green and blue, 0 to 1.
pub type Color = [f32; 3];

/// Black.
pub const BLACK: Color = [0.0, 0.0, 0.0];
/// White.
pub const WHITE: Color = [1.0, 1.0, 1.0];
/// Grey of rules and small print.
pub const GREY: Color = [0.45, 0.45, 0.45];

/// A face at a size and in a colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Face.
    pub face: Face,
    /// Points.
    pub size: f32,
    /// Colour.
    pub color: Color,
}

impl Ink {
    /// Width of a text in points.
    pub fn width(&self, text: &str) -> f32 {
        self.face.width(text, self.size)
    }

    /// The same in bold.
    pub fn bold(self) -> Self {
        Self { face: Face { bold: true, ..self.face }, ..self }
    }

    /// The same in regular weight.
    pub fn regular(self) -> Self {
        Self { face: Face { bold: false, ..self.face }, ..self }
    }

    /// The same at another size.
    pub fn sized(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The same in another colour.
    pub fn colored(self, color: Color) -> Self {
        Self { color, ..self }
    }

    /// The text cut at spaces into lines no wider than `width`; a single word may still be wider.
    pub fn wrap(&self, text: &str, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|w| !w.is_empty()) {
            match lines.last_mut() {
                Some(last) if self.width(last) + self.width(" ") + self.width(word) <= width => {
                    last.push(' ');
                    last.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}

/// Which end of a text stands at its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its left end.
    Left,
    /// Its middle.
    Center,
    /// Its right end.
    Right,
}

/// A text on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Left end, points from the left edge.
    pub x: f32,
    /// Baseline, points from the top edge.
    pub y: f32,
    /// What it says.
    pub text: String,
    /// How it is set.
    pub ink: Ink,
}

/// A filled rectangle or, without a fill, a stroked one. Rules are thin fills or lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Filled rectangle: left, top, width, height.
    Fill([f32; 4], Color),
    /// Stroked rectangle: left, top, width, height; line width.
    Frame([f32; 4], Color, f32),
    /// Straight line: from x, y to x, y; line width.
    Line([f32; 4], Color, f32),
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaf {
    /// Texts in the order they were put there.
    pub texts: Vec<Text>,
    /// Shapes, drawn before the texts.
    pub shapes: Vec<Shape>,
}

/// The pages of a document under way.
#[derive(Clone, Debug)]
pub struct Canvas {
    /// Width of every page.
    pub width: f32,
    /// Height of every page.
    pub height: f32,
    /// The pages.
    pub pages: Vec<Leaf>,
    current: usize,
}

impl Canvas {
    /// One empty page.
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, pages: vec![Leaf::default()], current: 0 }
    }

    /// Adds a page and goes there.
    pub fn turn(&mut self) {
        self.pages.push(Leaf::default());
        self.current = self.pages.len() - 1;
    }

    /// Goes to a page, 0 for the first.
    pub fn go(&mut self, page: usize) {
        self.current = page.min(self.pages.len() - 1);
    }

    /// The page things are put on.
    pub fn page(&mut self) -> &mut Leaf {
        &mut self.pages[self.current]
    }

    /// Puts a text.
    pub fn put(&mut self, x: f32, y: f32, align: Align, text: &str, ink: Ink) {
        if text.is_empty() {
            return;
        }
        let shift = match align {
            Align::Left => 0.0,
            Align::Center => ink.width(text) / 2.0,
            Align::Right => ink.width(text),
        };
        self.page().texts.push(Text { x: x - shift, y, text: text.to_owned(), ink });
    }

    /// Puts a text at its left end.
    pub fn left(&mut self, x: f32, y: f32, text: &str, ink: Ink) {
        self.put(x, y, Align::Left, text, ink);
    }

    /// Puts a text at its right end.
    pub fn right(&mut self, x: f32, y: f32, text: &str, ink: Ink) {
        self.put(x, y, Align::Right, text, ink);
    }

    /// Puts a shape.
    pub fn shape(&mut self, shape: Shape) {
        self.page().shapes.push(shape);
    }

    /// Puts a horizontal line.
    pub fn line(&mut self, x0: f32, x1: f32, y: f32, color: Color, width: f32) {
        self.shape(Shape::Line([x0, y, x1, y], color, width));
    }

    /// Puts a vertical line.
    pub fn upright(&mut self, x: f32, y0: f32, y1: f32, color: Color, width: f32) {
        self.shape(Shape::Line([x, y0, x, y1], color, width));
    }
}
