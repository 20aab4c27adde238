//! One page of a PDF as pixels.

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::{InterpreterCache, InterpreterSettings};

use super::read::{self, Read};
use super::scan::sole_picture;
use super::unreadable;
use crate::document::guard::guard;
use crate::document::limits::too_large;
use crate::document::raster::{Picture, Scan, pixel_size};
use crate::document::{Interrupt, Limits, check};
use crate::error::Result;

/// Operators and pieces of paths a page may draw: the renderer keeps all of them until the page is done.
const MAX_EFFORT: usize = 150_000;

/// Draws the page, turned as its text reads.
pub(super) fn paint(
    page: &PdfPage<'_>,
    number: u32,
    dpi: f32,
    limits: &Limits,
    interrupt: Interrupt<'_>,
) -> Result<Picture> {
    pixel_size(page.render_dimensions(), dpi, limits)?;
    let rotation = examined(page, number, limits, interrupt)?;
    drawn(page, rotation, dpi, limits)
}

/// The page's own picture when it is one scan, else the page drawn at `dpi`; turned as its text reads.
pub(super) fn scan(
    page: &PdfPage<'_>,
    number: u32,
    dpi: f32,
    limits: &Limits,
    interrupt: Interrupt<'_>,
) -> Result<Scan> {
    let rotation = examined(page, number, limits, interrupt)?;
    if let Some((picture, dpi)) = sole_picture(page, limits) {
        return Ok(Scan { picture: picture.turned(rotation), dpi });
    }
    check(interrupt)?;
    Ok(Scan { picture: drawn(page, rotation, dpi, limits)?, dpi })
}

/// Reads the page first: the text says which way up it is, and what would never end is stopped, which drawing cannot be.
fn examined(page: &PdfPage<'_>, number: u32, limits: &Limits, interrupt: Interrupt<'_>) -> Result<u16> {
    let settings = InterpreterSettings::default();
    let read = guard(|| read::page(number, page, &InterpreterCache::new(), &settings, interrupt, Some(limits)));
    let (read, effort) = match read.map_err(|_| unreadable())? {
        Read::Whole(read, effort) => (read, effort),
        Read::Part(_) => {
            check(interrupt)?;
            return Err(unreadable());
        }
    };
    if effort > MAX_EFFORT {
        return Err(too_large("effort", MAX_EFFORT, "Cette page est trop complexe pour être dessinée."));
    }
    check(interrupt)?;
    Ok(read.rotation)
}

fn drawn(page: &PdfPage<'_>, rotation: u16, dpi: f32, limits: &Limits) -> Result<Picture> {
    let size = page.render_dimensions();
    let (width, height) = pixel_size(size, dpi, limits)?;
    let target = PixmapSettings {
        x_scale: (f32::from(width) + 0.5) / size.0,
        y_scale: (f32::from(height) + 0.5) / size.1,
        bg_color: WHITE,
    };
    let settings = InterpreterSettings::default();
    let drawn = guard(|| hayro::render(page, &RenderCache::new(), &settings, &RenderSettings::default(), &target))
        .map_err(|_| unreadable())?;
    let rgb = drawn.data_as_u8_slice().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    let picture = Picture { width: drawn.width().into(), height: drawn.height().into(), rgb };
    Ok(picture.turned(rotation))
}
