//! PDF to pages: words with boxes, the lines drawn between them.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{BezPath, Point, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

use super::{Document, Format, Interrupt, Limits, check};
use crate::error::{Error, ErrorKind, Result};
use crate::page::{Page, Rect, Source, Word};

pub(super) fn open(bytes: &[u8], pages: Option<&[u32]>, limits: &Limits, interrupt: Interrupt<'_>) -> Result<Document> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|e| match e {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Error::new(ErrorKind::Encrypted, "Ce PDF est protégé par un mot de passe ; enlevez-le avant de l'envoyer.")
        }
        _ => Error::new(ErrorKind::Unreadable, "Ce PDF est trop abîmé pour être lu."),
    })?;
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut out = Vec::new();
    for (i, page) in pdf.pages().iter().enumerate() {
        let number = i as u32 + 1;
        if number > limits.pages {
            return Err(Error::new(ErrorKind::TooLarge, "Trop de pages.").with("limit", "pages"));
        }
        if pages.is_some_and(|p| !p.contains(&number)) {
            continue;
        }
        check(interrupt)?;
        let (width, height) = page.render_dimensions();
        let transform = page.initial_transform(true).to_kurbo();
        let bounds = hayro_interpret::kurbo::Rect::new(0.0, 0.0, width.into(), height.into());
        let mut context = Context::new(transform, bounds, &cache, page.xref(), settings.clone());
        let mut collector = Collector::default();
        interpret_page(page, &mut context, &mut collector);
        let words = words(collector.chars);
        let source = if words.is_empty() { Source::None } else { Source::Text };
        let cover = collector.image_area / (width * height).max(1.0);
        out.push(Page {
            number,
            width,
            height,
            source,
            words,
            rotation: 0,
            skew: 0.0,
            rules: collector.rules,
            frames: collector.frames,
            image_cover: cover.min(1.0),
        });
    }
    Ok(Document { format: Format::Pdf, pages: out, xml: None, problems: Vec::new() })
}

/// A character as drawn.
struct Char {
    text: String,
    rect: Rect,
    size: f32,
    bold: bool,
}

#[derive(Default)]
struct Collector {
    chars: Vec<Char>,
    rules: Vec<Rect>,
    frames: Vec<Rect>,
    image_area: f32,
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(s)) => s,
                None => continue,
            };
            let to_page = props.transform * glyph.transform();
            let (advance, bold) = match &**glyph {
                Glyph::Outline(g) => (
                    g.advance_width().unwrap_or(500.0),
                    g.font_data().is_some_and(|d| {
                        d.weight.is_some_and(|w| w >= 600)
                            || d.postscript_name.as_deref().is_some_and(|n| n.contains("Bold") || n.contains("bold"))
                    }),
                ),
                Glyph::Type3(g) => (g.advance_width().unwrap_or(500.0), false),
            };
            let at = |x: f64, y: f64| to_page * Point::new(x, y);
            let corners = [at(0.0, -210.0), at(advance.into(), -210.0), at(0.0, 750.0), at(advance.into(), 750.0)];
            let (mut x0, mut y0, mut x1, mut y1) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
            for c in corners {
                (x0, y0, x1, y1) = (x0.min(c.x), y0.min(c.y), x1.max(c.x), y1.max(c.y));
            }
            let up = at(0.0, 1000.0) - at(0.0, 0.0);
            self.chars.push(Char {
                text,
                rect: Rect::new(x0 as f32, y0 as f32, x1 as f32, y1 as f32),
                size: up.hypot() as f32,
                bold,
            });
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        let b = props.transform.transform_rect_bbox(path.bounding_box());
        let r = Rect::new(b.x0 as f32, b.y0 as f32, b.x1 as f32, b.y1 as f32);
        if (r.height() < 2.5 && r.width() > 8.0) || (r.width() < 2.5 && r.height() > 8.0) {
            self.rules.push(r);
        } else if r.width() > 8.0 && r.height() > 5.0 {
            self.frames.push(r);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = hayro_interpret::kurbo::Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        self.image_area += props.transform.transform_rect_bbox(size).area() as f32;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Joins characters that touch into words.
fn words(chars: Vec<Char>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut open = false;
    for c in chars {
        if c.text.chars().all(|ch| ch.is_whitespace() || ch == '\u{a0}') {
            open = false;
            continue;
        }
        if open && let Some(last) = out.last_mut() {
            let gap = c.rect.x0 - last.rect.x1;
            let same_line = c.rect.y_overlap(&last.rect) > 0.6 * c.rect.height().min(last.rect.height());
            if same_line && gap.abs() < 0.2 * c.size.max(last.size) {
                last.text.push_str(&c.text);
                last.rect = last.rect.union(&c.rect);
                continue;
            }
        }
        out.push(Word { text: c.text, rect: c.rect, size: c.size, bold: c.bold, confidence: 1.0 });
        open = true;
    }
    out
}
