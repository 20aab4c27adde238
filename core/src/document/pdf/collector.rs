//! What hayro draws, collected: characters with their place, rules, frames, the share covered by pictures.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{self, Affine, BezPath, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};

use super::glyphs::{Char, Fonts};
use super::lines::{Ink, Lines};
use crate::document::guard;
use crate::document::{Interrupt, Limits};
use crate::error::ErrorKind;
use crate::page::Rect;

/// Callbacks between two looks at the clock.
const CALLBACKS_PER_CHECK: u32 = 512;
/// Characters of one page beyond which the rest is dropped: a page of small print holds 20 000.
const MAX_CHARS: usize = 500_000;
/// Marked contents open at once, beyond which they are not followed.
const MAX_MARKED: usize = 1_000;
/// Painted areas remembered, to tell white text on a dark head from white text on paper.
const MAX_BACKDROPS: usize = 4_096;

/// A device that draws nothing and remembers.
pub(super) struct Collector<'i> {
    /// The characters in drawing order.
    pub(super) chars: Vec<Char>,
    /// The fonts seen.
    pub(super) fonts: Fonts,
    /// Lines and boxes.
    pub(super) lines: Lines,
    /// Area covered by pictures, square points.
    pub(super) image_area: f32,
    /// Bounds on the pictures drawn, when they will be decoded.
    pub(super) pictures: Option<&'i Limits>,
    page: Rect,
    clips: Vec<Rect>,
    backdrops: Vec<(Rect, bool)>,
    /// For each marked content open: what it says its glyphs mean, and the first of them.
    marked: Vec<Option<(String, usize)>>,
    interrupt: Interrupt<'i>,
    callbacks: u32,
    elements: usize,
}

impl<'i> Collector<'i> {
    /// An empty collector for a page of that size in points.
    pub(super) fn new(page: Rect, interrupt: Interrupt<'i>) -> Self {
        Self {
            chars: Vec::new(),
            fonts: Fonts::default(),
            lines: Lines::new(page),
            image_area: 0.0,
            pictures: None,
            page,
            clips: Vec::new(),
            backdrops: Vec::new(),
            marked: Vec::new(),
            interrupt,
            callbacks: 0,
            elements: 0,
        }
    }

    /// Operators and pieces of paths drawn so far.
    pub(super) fn effort(&self) -> usize {
        self.elements + self.callbacks as usize
    }

    /// Pieces of paths drawn so far.
    pub(super) fn strokes(&self) -> usize {
        self.elements
    }

    /// Counts a callback and leaves hayro when the work should stop.
    fn tick(&mut self) {
        self.callbacks = self.callbacks.wrapping_add(1);
        if self.callbacks.is_multiple_of(CALLBACKS_PER_CHECK)
            && let Some(kind) = (self.interrupt)()
        {
            guard::leave(kind);
        }
    }

    /// The part of the page not clipped away.
    fn visible(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.page)
    }

    fn push_clip(&mut self, bounds: kurbo::Rect) {
        let clip = intersection(&self.visible(), &to_rect(bounds));
        self.clips.push(clip);
    }

    /// Whether something other than white paper lies, or may lie, under the point.
    fn on_colour(&self, x: f32, y: f32) -> bool {
        let forgotten = self.backdrops.len() >= MAX_BACKDROPS || self.lines.is_full();
        forgotten || self.backdrops.iter().rev().find(|(r, _)| r.contains(x, y)).is_some_and(|(_, white)| !white)
    }

    fn backdrop(&mut self, rect: Rect, white: bool) {
        if self.backdrops.len() < MAX_BACKDROPS && rect.width() > 3.0 && rect.height() > 3.0 {
            self.backdrops.push((rect, white));
        }
    }

    fn fill(&mut self, rect: Rect, ink: Ink) {
        let rect = intersection(&self.visible(), &rect);
        if ink == Ink::Clear || rect.width() <= 0.0 && rect.height() <= 0.0 {
            return;
        }
        let white = ink == Ink::White;
        let seen = !white || self.on_colour(rect.cx(), rect.cy());
        self.backdrop(rect, white);
        if seen {
            self.lines.filled(rect);
        }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.tick();
        if self.chars.len() + run.glyphs().len() > MAX_CHARS {
            return;
        }
        let invisible = matches!(mode, DrawMode::Invisible);
        let white = !invisible && ink(&props.paint) == Ink::White;
        let visible = self.visible();
        let first = self.chars.len();
        self.fonts.read(run, props.transform, mode, &mut self.chars);
        let mut kept = first;
        for at in first..self.chars.len() {
            let (x, y) = self.chars[at].centre();
            let margin = 0.4 * self.chars[at].size;
            let inside = x > visible.x0 - margin
                && x < visible.x1 + margin
                && y > visible.y0 - margin
                && y < visible.y1 + margin
                && self.page.contains(x, y);
            if inside && (!white || self.on_colour(x, y)) {
                self.chars.swap(kept, at);
                kept += 1;
            }
        }
        self.chars.truncate(kept);
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.tick();
        self.elements += path.elements().len();
        if self.lines.is_full() {
            return;
        }
        let ink = ink(&props.paint);
        let visible = self.visible();
        if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
            if ink == Ink::Colour {
                // A banner of any shape may lie under white text anywhere within its bounds.
                let bounds = to_rect(props.transform.transform_rect_bbox(path.bounding_box()));
                self.backdrop(intersection(&visible, &bounds), false);
            }
            for shape in super::lines::shapes(path, props.transform) {
                self.fill(shape, ink);
            }
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode
            && ink == Ink::Colour
        {
            self.lines.stroked(path, props.transform, stroke.line_width, &visible);
        }
    }

    fn draw_rect(&mut self, rect: &kurbo::Rect, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Fill(_)) && is_upright(&props.transform) {
            self.tick();
            self.fill(to_rect(props.transform.transform_rect_bbox(*rect)), ink(&props.paint));
        } else {
            self.draw_path(&rect.to_path(0.1), props, mode);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.tick();
        let stream = match &image {
            Image::Stencil(stencil) => stencil.stream(),
            Image::Raster(raster) => raster.stream(),
        };
        if self.pictures.is_some_and(|limits| super::pictures::examine_one(stream, limits).is_err()) {
            guard::leave(ErrorKind::TooLarge);
        }
        let size = kurbo::Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        let bounds = to_rect(props.transform.transform_rect_bbox(size));
        let bounds = intersection(&self.visible(), &bounds);
        self.image_area += bounds.width().max(0.0) * bounds.height().max(0.0);
        if bounds.width() < 3.0 || bounds.height() < 3.0 {
            self.lines.filled(bounds);
        } else {
            self.backdrop(bounds, false);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.tick();
        self.push_clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &kurbo::Rect) {
        self.tick();
        self.push_clip(*rect);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.tick();
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.tick();
        let says = properties
            .and_then(|p| p.get::<PdfString<'_>>(b"ActualText"))
            .and_then(|s| super::widgets::decode(s.as_bytes()))
            .map(|text| (text, self.chars.len()));
        if self.marked.len() < MAX_MARKED {
            self.marked.push(says);
        }
    }

    fn end_marked_content(&mut self) {
        if let Some(Some((text, first))) = self.marked.pop()
            && first < self.chars.len()
            && self.chars[first..].iter().any(|c| c.is_unknown() || c.guessed > 0)
        {
            super::words::replace(&mut self.chars, first, &text);
        }
    }
}

/// What a paint leaves on paper.
fn ink(paint: &Paint<'_>) -> Ink {
    let Paint::Color(color) = paint else { return Ink::Colour };
    let [r, g, b, alpha] = color.to_rgba().components();
    if alpha < 0.02 {
        Ink::Clear
    } else if r > 0.97 && g > 0.97 && b > 0.97 {
        Ink::White
    } else {
        Ink::Colour
    }
}

/// Whether the transform keeps upright rectangles upright.
pub(super) fn is_upright(t: &Affine) -> bool {
    let [a, b, c, d, ..] = t.as_coeffs();
    let scale = a.abs() + b.abs() + c.abs() + d.abs();
    (b.abs() + c.abs()) < 1e-4 * scale || (a.abs() + d.abs()) < 1e-4 * scale
}

/// The box in the numbers pages use; what is not a number becomes empty.
pub(super) fn to_rect(r: kurbo::Rect) -> Rect {
    let r = Rect::new(r.x0 as f32, r.y0 as f32, r.x1 as f32, r.y1 as f32);
    if [r.x0, r.y0, r.x1, r.y1].iter().all(|v| v.is_finite()) { r } else { Rect::default() }
}

/// The shared part; its sides are swapped, so its size negative, when there is none.
pub(super) fn intersection(a: &Rect, b: &Rect) -> Rect {
    Rect::new(a.x0.max(b.x0), a.y0.max(b.y0), a.x1.min(b.x1), a.y1.min(b.y1))
}
