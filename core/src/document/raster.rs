//! Pages to pixels, for eyes and for OCR.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::limits::{Interrupt, Limits, check, too_large};
use super::sniff::{Kind, sniff};
use super::{image, pdf};
use crate::error::{Error, ErrorKind, Result};

/// Stack for reading a PDF: forms, patterns and glyphs nest fifty deep, and the threads of a pool have less.
pub(super) const STACK: usize = 24 << 20;

/// A page as a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green and blue of each pixel, row by row from the top left: `3 * width * height` bytes.
    pub rgb: Vec<u8>,
}

impl Picture {
    /// The picture turned clockwise by that multiple of 90 degrees.
    #[must_use]
    pub fn turned(self, degrees: u16) -> Self {
        if degrees == 0 {
            return self;
        }
        let (width, height) = (self.width as usize, self.height as usize);
        let (across, down) = if degrees == 180 { (width, height) } else { (height, width) };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..down {
            for x in 0..across {
                let (from_x, from_y) = match degrees {
                    90 => (y, height - 1 - x),
                    180 => (width - 1 - x, height - 1 - y),
                    _ => (width - 1 - y, x),
                };
                let at = 3 * (from_y * width + from_x);
                rgb.extend_from_slice(&self.rgb[at..at + 3]);
            }
        }
        Self { width: across as u32, height: down as u32, rgb }
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

/// Draws one page, upright as [`super::open`] gives it: a point of the page is `dpi / 72` pixels. Frames of a picture
/// come with the pixels they have, whatever `dpi` says.
///
/// # Errors
/// `not_found` when there is no such page; `too_large` when it would have more pixels than the limit; else as
/// [`super::open`]. `invalid_input` for XML, which has no pages.
pub fn render(bytes: &[u8], page_number: u32, dpi: f32, limits: &Limits, interrupt: Interrupt<'_>) -> Result<Picture> {
    check(interrupt)?;
    super::check_bytes(bytes, limits)?;
    match sniff(bytes) {
        Kind::Pdf => pdf::render(bytes, page_number, dpi, limits, interrupt),
        Kind::Xml => Err(Error::new(ErrorKind::InvalidInput, "Un XML n'a pas de page à dessiner.")),
        Kind::Other(what) => Err(super::not_a_document(what)),
        kind => image::render(bytes, kind, page_number, limits),
    }
}

/// A page to be read by character recognition.
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    /// The page, upright as [`super::open`] gives it.
    pub picture: Picture,
    /// Pixels an inch of paper.
    pub dpi: f32,
}

/// What is done with each page: its number, and what draws it when asked, on the same thread.
pub type Visit<'v> = &'v (dyn Fn(u32, &dyn Fn() -> Result<Scan>) + Sync);

/// Hands each of these pages to `visit`, over `workers` threads, in no order. It gets the picture a page consists of as
/// it is, any other page drawn at `dpi`. The document is taken apart once; a picture is made when it is asked for.
///
/// # Errors
/// As [`super::open`]; what one page fails with, `visit` is told when it asks.
pub fn scans(
    bytes: &[u8],
    numbers: &[u32],
    dpi: f32,
    limits: &Limits,
    interrupt: Interrupt<'_>,
    workers: NonZeroUsize,
    visit: Visit<'_>,
) -> Result<()> {
    check(interrupt)?;
    super::check_bytes(bytes, limits)?;
    match sniff(bytes) {
        Kind::Pdf => pdf::scans(bytes, numbers, dpi, limits, interrupt, workers, visit),
        Kind::Xml => Err(Error::new(ErrorKind::InvalidInput, "Un XML n'a pas de page à dessiner.")),
        Kind::Other(what) => Err(super::not_a_document(what)),
        kind => {
            share_out(numbers, workers, |number| visit(number, &|| image::scan(bytes, kind, number, limits)));
            Ok(())
        }
    }
}

/// Calls `work` with each number, over that many threads, this one included.
pub(super) fn share_out(numbers: &[u32], workers: NonZeroUsize, work: impl Fn(u32) + Sync) {
    let next = AtomicUsize::new(0);
    let take = || {
        while let Some(&number) = numbers.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(number);
        }
    };
    thread::scope(|scope| {
        for _ in 1..workers.get().min(numbers.len()) {
            // Where no thread is to be had, the others do its work.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take);
        }
        take();
    });
}

/// Pixels of a page of that size in points, when they are within the limit and what the renderer can address.
pub(super) fn pixel_size((width, height): (f32, f32), dpi: f32, limits: &Limits) -> Result<(u16, u16)> {
    let dpi = if dpi.is_finite() { dpi.clamp(1.0, 2400.0) } else { 72.0 };
    let pixels = |points: f32| f64::from((points * dpi / 72.0).floor().max(1.0));
    let (width, height) = (pixels(width), pixels(height));
    if width * height > limits.pixels as f64 || width > f64::from(u16::MAX) || height > f64::from(u16::MAX) {
        return Err(too_large(
            "pixels",
            limits.pixels,
            "Cette page est trop grande pour être dessinée à cette résolution.",
        ));
    }
    Ok((width as u16, height as u16))
}

/// The error for a page that is not there.
pub(super) fn no_such_page() -> Error {
    Error::new(ErrorKind::NotFound, "Ce document n'a pas de page de ce numéro.")
}
