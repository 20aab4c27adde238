//! Pages that are one picture: the picture itself, with the pixels the scanner gave.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{self, Affine, BezPath};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

use super::collector::{intersection, is_upright, to_rect};
use crate::document::Limits;
use crate::document::guard;
use crate::document::raster::Picture;
use crate::error::ErrorKind;
use crate::page::Rect;

/// Share of the page the picture must cover to be the page.
const WHOLE: f32 = 0.9;
/// Operators a page may have around its picture.
const MAX_CALLBACKS: u32 = 100_000;
/// Points by which the picture may reach over the edge of the page, cut away when it is printed.
const BLEED: f32 = 12.0;

/// The picture of a page that shows one picture and nothing else that can be seen, upright as the page is shown, and its
/// dots per inch. None for any other page: it must be drawn.
pub(super) fn sole_picture(page: &PdfPage<'_>, limits: &Limits) -> Option<(Picture, f32)> {
    let (width, height) = page.render_dimensions();
    let bounds = kurbo::Rect::new(0.0, 0.0, width.into(), height.into());
    let mut scan = Scan { page: Rect::new(0.0, 0.0, width, height), limits, found: None, callbacks: 0 };
    guard::guard(|| {
        let cache = InterpreterCache::new();
        let to_page = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(to_page, bounds, &cache, page.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut scan);
    })
    .ok()?;
    scan.found
}

/// A device that keeps the one picture it is given.
struct Scan<'l> {
    page: Rect,
    limits: &'l Limits,
    found: Option<(Picture, f32)>,
    callbacks: u32,
}

impl Scan<'_> {
    /// Something else is drawn: text over a scan, a stamp, a second picture. No need to look further.
    fn more(&self) -> ! {
        guard::leave(ErrorKind::NotFound)
    }

    /// Leaves a page that goes on and on without drawing anything.
    fn tick(&mut self) {
        self.callbacks += 1;
        if self.callbacks > MAX_CALLBACKS {
            self.more();
        }
    }
}

impl<'a> Device<'a> for Scan<'_> {
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, mode: &DrawMode) {
        // The layer of words a scanner puts under its picture is not seen.
        if !matches!(mode, DrawMode::Invisible) {
            self.more();
        }
        self.tick();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.more();
    }

    fn draw_rect(&mut self, _: &kurbo::Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.tick();
        // A white ground under the picture is common; it is hidden by what comes after.
        if self.found.is_some() {
            self.more();
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let Image::Raster(raster) = &image else { self.more() };
        if self.found.is_some() {
            self.more();
        }
        let pixels = kurbo::Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        let place = to_rect(props.transform.transform_rect_bbox(pixels));
        let seen = intersection(&self.page, &place);
        let area = |r: &Rect| r.width().max(0.0) * r.height().max(0.0);
        let whole = area(&seen) >= WHOLE * area(&self.page)
            && place.width() <= self.page.width() + 2.0 * BLEED
            && place.height() <= self.page.height() + 2.0 * BLEED;
        let turn = quarter_turn(&props.transform);
        let examined = super::pictures::examine_one(raster.stream(), self.limits).is_ok();
        let (true, Some(turn), true) = (whole, turn, examined) else { self.more() };
        let mut found = None;
        raster.with_rgba(
            |data, alpha| {
                if alpha.is_none() {
                    found = rgb(data);
                }
            },
            None,
        );
        let Some(picture) = found else { self.more() };
        let picture = picture.turned(turn);
        let dpi = |pixels: u32, points: f32| pixels as f32 * 72.0 / points.max(1.0);
        let (across, down) = (dpi(picture.width, place.width()), dpi(picture.height, place.height()));
        // Pixels that are not square would tilt every letter: such a page is drawn.
        if (across / down - 1.0).abs() > 0.03 {
            self.more();
        }
        self.found = Some((on_page(picture, &place, &self.page, across), across));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.tick();
    }

    fn push_clip_rect(&mut self, _: &kurbo::Rect) {
        self.tick();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.tick();
    }

    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Degrees clockwise by which the transform turns what it draws; none for a mirror or any other angle.
fn quarter_turn(t: &Affine) -> Option<u16> {
    let [a, b, c, d, ..] = t.as_coeffs();
    if !is_upright(t) || a * d - b * c <= 0.0 {
        return None;
    }
    let upright = a.abs() > b.abs();
    Some(match () {
        () if upright && a > 0.0 => 0,
        () if upright => 180,
        () if b > 0.0 => 90,
        () => 270,
    })
}

fn rgb(data: ImageData) -> Option<Picture> {
    let (width, height) = (data.width(), data.height());
    let rgb = match data {
        ImageData::Rgb(rgb) => rgb.data,
        ImageData::Luma(luma) => luma.data.iter().flat_map(|&v| [v; 3]).collect(),
    };
    (rgb.len() == 3 * width as usize * height as usize).then_some(Picture { width, height, rgb })
}

/// The picture cut and padded to the page, so that its pixels stand where the page says.
fn on_page(picture: Picture, place: &Rect, page: &Rect, dpi: f32) -> Picture {
    let pixels = |points: f32| (points * dpi / 72.0).round() as i64;
    let (left, top) = (pixels(place.x0), pixels(place.y0));
    let (width, height) = (pixels(page.width()).max(1), pixels(page.height()).max(1));
    if left == 0 && top == 0 && width == i64::from(picture.width) && height == i64::from(picture.height) {
        return picture;
    }
    let (across, down) = (i64::from(picture.width), i64::from(picture.height));
    let mut rgb = vec![255; (3 * width * height) as usize];
    let (x0, x1) = (left.clamp(0, width), (left + across).clamp(0, width));
    for y in top.max(0)..(top + down).min(height) {
        let from = (3 * ((y - top) * across + (x0 - left))) as usize;
        let to = (3 * (y * width + x0)) as usize;
        let bytes = (3 * (x1 - x0)) as usize;
        rgb[to..to + bytes].copy_from_slice(&picture.rgb[from..from + bytes]);
    }
    Picture { width: width as u32, height: height as u32, rgb }
}
