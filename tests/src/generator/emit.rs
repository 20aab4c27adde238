//! The canvas as a PDF, written the way one program or another writes it.

use pdf_writer::{Content, Name, Pdf, Rect, Ref, Str};

use super::canvas::{Canvas, Leaf, Shape, Text};
use super::embed::{Coding, Fonts};
use super::random::Random;

/// How much of a text one operator shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pen {
    /// The whole text.
    Runs,
    /// A word, without its spaces.
    Words,
    /// A letter, each at its own place.
    Letters,
    /// The whole text in one array, with kerns, and moves in place of spaces.
    Kerned,
}

/// The order texts are drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As laid out.
    Natural,
    /// The last block first.
    Reversed,
    /// Left to right, then down.
    Columns,
    /// Strictly down the page.
    Rows,
    /// Any.
    Shuffled,
}

/// How the page places its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Directly, in points.
    Plain,
    /// Upside down and scaled, as the print-outs of browsers are.
    Scaled,
    /// In one form that the page draws.
    Form,
    /// Sideways, with a rotated page.
    Quarter,
    /// Upside down, with a rotated page.
    Half,
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// How much of a text one operator shows.
    pub pen: Pen,
    /// The order of the texts.
    pub order: Order,
    /// How the page places its content.
    pub frame: Frame,
    /// How embedded fonts are coded.
    pub coding: Coding,
}

/// The bytes of the PDF. `random` decides on shuffles and kerns only.
pub fn pdf(canvas: &Canvas, writing: Writing, random: &mut Random) -> Vec<u8> {
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        Ref::new(next)
    };
    let (catalog, tree) = (fresh(), fresh());
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    let pages: Vec<Ref> = canvas.pages.iter().map(|_| fresh()).collect();
    pdf.pages(tree).kids(pages.iter().copied()).count(pages.len() as i32);
    let fonts = Fonts::write(&mut pdf, canvas, writing.coding, &mut fresh);
    for (leaf, id) in canvas.pages.iter().zip(pages) {
        let (content, inner) = (fresh(), fresh());
        let (w, h) = (canvas.width, canvas.height);
        let sideways = writing.frame == Frame::Quarter;
        let mut page = pdf.page(id);
        page.media_box(if sideways { Rect::new(0.0, 0.0, h, w) } else { Rect::new(0.0, 0.0, w, h) });
        page.parent(tree).contents(content);
        match writing.frame {
            Frame::Quarter => page.rotate(90),
            Frame::Half => page.rotate(180),
            _ => &mut page,
        };
        let mut resources = page.resources();
        if writing.frame == Frame::Form {
            resources.x_objects().pair(Name(b"Fm0"), inner);
        } else {
            let mut table = resources.fonts();
            fonts.resources().for_each(|(name, id)| {
                table.pair(Name(name.as_bytes()), id);
            });
        }
        drop(resources);
        drop(page);
        let ink = draw(leaf, canvas, writing, &fonts, random);
        if writing.frame == Frame::Form {
            let mut form = pdf.form_xobject(inner, &ink);
            form.bbox(Rect::new(0.0, 0.0, w, h));
            let mut resources = form.resources();
            let mut table = resources.fonts();
            fonts.resources().for_each(|(name, id)| {
                table.pair(Name(name.as_bytes()), id);
            });
            drop(table);
            drop(resources);
            drop(form);
            let mut outer = Content::new();
            outer.save_state().x_object(Name(b"Fm0")).restore_state();
            pdf.stream(content, &outer.finish());
        } else {
            pdf.stream(content, &ink);
        }
    }
    pdf.finish()
}

/// Where the canvas lies in the space of the content: factor, height, and whether y grows downwards.
struct Space {
    factor: f32,
    height: f32,
    down: bool,
}

impl Space {
    fn x(&self, x: f32) -> f32 {
        hundredths(x * self.factor)
    }

    fn y(&self, y: f32) -> f32 {
        hundredths(if self.down { y * self.factor } else { (self.height - y) * self.factor })
    }
}

fn draw(leaf: &Leaf, canvas: &Canvas, writing: Writing, fonts: &Fonts, random: &mut Random) -> Vec<u8> {
    let mut content = Content::new();
    let mut space = Space { factor: 1.0, height: canvas.height, down: false };
    content.save_state();
    match writing.frame {
        Frame::Plain | Frame::Form => {}
        Frame::Scaled => {
            content.transform([0.24, 0.0, 0.0, -0.24, 0.0, canvas.height]);
            space = Space { factor: 1.0 / 0.24, height: canvas.height, down: true };
        }
        Frame::Quarter => {
            content.transform([0.0, 1.0, -1.0, 0.0, canvas.height, 0.0]);
        }
        Frame::Half => {
            content.transform([-1.0, 0.0, 0.0, -1.0, canvas.width, canvas.height]);
        }
    }
    for shape in &leaf.shapes {
        draw_shape(&mut content, shape, &space);
    }
    let mut texts: Vec<&Text> = leaf.texts.iter().collect();
    let rank = |v: f32, step: f32| (v / step) as i32;
    match writing.order {
        Order::Natural => {}
        Order::Reversed => texts.reverse(),
        Order::Columns => texts.sort_by_key(|t| (rank(t.x, 40.0), rank(t.y, 1.0))),
        Order::Rows => texts.sort_by_key(|t| (rank(t.y, 1.0), rank(t.x, 1.0))),
        Order::Shuffled => random.shuffle(&mut texts),
    }
    for text in texts {
        draw_text(&mut content, text, &space, writing.pen, fonts, random);
    }
    content.restore_state();
    content.finish().to_vec()
}

fn draw_shape(content: &mut Content, shape: &Shape, space: &Space) {
    let rect = |content: &mut Content, r: [f32; 4]| {
        let (x0, x1, y0, y1) = (space.x(r[0]), space.x(r[0] + r[2]), space.y(r[1]), space.y(r[1] + r[3]));
        content.rect(x0, y0.min(y1), x1 - x0, (y1 - y0).abs());
    };
    match *shape {
        Shape::Fill(r, [red, green, blue]) => {
            content.set_fill_rgb(red, green, blue);
            rect(content, r);
            content.fill_nonzero();
        }
        Shape::Frame(r, [red, green, blue], width) => {
            content.set_stroke_rgb(red, green, blue).set_line_width(hundredths(width * space.factor));
            rect(content, r);
            content.stroke();
        }
        Shape::Line([x0, y0, x1, y1], [red, green, blue], width) => {
            content.set_stroke_rgb(red, green, blue).set_line_width(hundredths(width * space.factor));
            content.move_to(space.x(x0), space.y(y0)).line_to(space.x(x1), space.y(y1)).stroke();
        }
    }
}

fn draw_text(content: &mut Content, text: &Text, space: &Space, pen: Pen, fonts: &Fonts, random: &mut Random) {
    let ink = text.ink;
    let [red, green, blue] = ink.color;
    content.set_fill_rgb(red, green, blue).begin_text();
    content.set_font(Name(ink.face.resource().as_bytes()), hundredths(ink.size * space.factor));
    let place = |content: &mut Content, x: f32| {
        let up = if space.down { -1.0 } else { 1.0 };
        content.set_text_matrix([1.0, 0.0, 0.0, up, space.x(x), space.y(text.y)]);
    };
    match pen {
        Pen::Runs => {
            place(content, text.x);
            content.show(Str(&fonts.encode(ink.face, &text.text)));
        }
        Pen::Words => {
            let mut x = text.x;
            for word in text.text.split(' ') {
                if !word.is_empty() {
                    place(content, x);
                    content.show(Str(&fonts.encode(ink.face, word)));
                }
                x += ink.width(word) + ink.width(" ");
            }
        }
        Pen::Letters => {
            let mut x = text.x;
            for c in text.text.chars() {
                if c != ' ' {
                    place(content, x);
                    content.show(Str(&fonts.encode(ink.face, c.encode_utf8(&mut [0; 4]))));
                }
                x += ink.face.advance(c) * ink.size / 1000.0;
            }
        }
        Pen::Kerned => {
            place(content, text.x);
            let mut array = content.show_positioned();
            let mut items = array.items();
            for (i, word) in text.text.split(' ').enumerate() {
                if i > 0 {
                    items.adjust(-ink.face.advance(' '));
                }
                let letters: Vec<char> = word.chars().collect();
                let mut rest = letters.as_slice();
                while !rest.is_empty() {
                    let n = (1 + random.below(4)).min(rest.len());
                    let piece: String = rest[..n].iter().collect();
                    items.show(Str(&fonts.encode(ink.face, &piece)));
                    rest = &rest[n..];
                    if !rest.is_empty() {
                        items.adjust(random.between(-14, 18) as f32);
                    }
                }
            }
        }
    }
    content.end_text();
}

fn hundredths(v: f32) -> f32 {
    (v * 100.0).round() / 100.0
}
