//! Pictures to pages: their frames and sizes, read from the headers; pixels only when they are asked for.

mod density;
mod tiff;

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, metadata::Orientation};

use super::limits::{Interrupt, Limits, check, too_large};
use super::raster::{Picture, Scan};
use super::sniff::Kind;
use super::{Document, Format};
use crate::error::{Error, ErrorKind, Result};
use crate::page::{Page, Source};

/// Dots per inch of a picture that does not say, or says what no paper is: most invoices are scanned at 200.
const USUAL_DPI: f32 = 200.0;
/// Dots per inch a scanner may have.
const SCANNER_DPI: std::ops::RangeInclusive<f32> = 90.0..=1300.0;
/// Memory a decoder may ask for, beyond the pixels themselves.
const DECODER_BYTES: u64 = 16 << 20;

/// One picture of a file.
#[derive(Clone, Copy, Debug)]
struct Frame {
    width: u32,
    height: u32,
    /// Dots per inch across and down.
    dpi: Option<(f32, f32)>,
    orientation: Orientation,
    /// Where the description of the frame starts, in a TIFF.
    offset: u64,
}

/// Reads the frames as pages without words.
pub(super) fn open(
    bytes: &[u8],
    kind: Kind,
    pages: Option<&[u32]>,
    limits: &Limits,
    interrupt: Interrupt<'_>,
) -> Result<Document> {
    let frames = frames(bytes, kind, limits)?;
    let problems = if kind == Kind::Jpeg { cut_short(bytes)? } else { None };
    let mut out = Vec::new();
    for (number, frame) in (1..).zip(&frames) {
        check(interrupt)?;
        if pages.is_some_and(|p| !p.contains(&number)) {
            continue;
        }
        let (width, height) = frame.points();
        out.push(Page {
            number,
            width,
            height,
            source: Source::None,
            rotation: frame.turn(),
            skew: 0.0,
            words: Vec::new(),
            rules: Vec::new(),
            frames: Vec::new(),
            image_cover: 1.0,
            strokes: 0,
        });
    }
    Ok(Document { format: Format::Image, pages: out, xml: None, problems: problems.into_iter().collect() })
}

/// What is to be told of a JPEG whose end is missing: its decoder paints the rest gray without a word.
///
/// # Errors
/// `unreadable` when not even the start of its pixels is there.
fn cut_short(bytes: &[u8]) -> Result<Option<(&'static str, String)>> {
    // Within the pixels these bytes stand for markers only: SOS starts a scan, EOI ends the picture. A thumbnail in front
    // has both, and comes before the scans of the picture itself.
    let last = |marker: [u8; 2]| memchr::memmem::rfind(bytes, &marker);
    let scan = last([0xff, 0xda]).ok_or_else(unreadable)?;
    let whole = last([0xff, 0xd9]).is_some_and(|end| end > scan);
    Ok((!whole).then(|| ("page_partial", "Cette image est coupée : ce qui manque n'a pas été lu.".into())))
}

/// Decodes one frame, upright, with the pixels it has.
pub(super) fn render(bytes: &[u8], kind: Kind, number: u32, limits: &Limits) -> Result<Picture> {
    scan(bytes, kind, number, limits).map(|scan| scan.picture)
}

/// The same, with its dots per inch.
pub(super) fn scan(bytes: &[u8], kind: Kind, number: u32, limits: &Limits) -> Result<Scan> {
    let frames = frames(bytes, kind, limits)?;
    let frame = number.checked_sub(1).and_then(|at| frames.get(at as usize)).ok_or_else(super::raster::no_such_page)?;
    let repointed;
    let bytes = if kind == Kind::Tiff && number > 1 {
        repointed = tiff::starting_at(bytes, frame.offset);
        &repointed
    } else {
        bytes
    };
    let decoded = super::guard::guard(|| decode(bytes, kind, frame)).unwrap_or_else(|_| Err(unreadable()))?;
    let mut image = decoded;
    image.apply_orientation(frame.orientation);
    // Transparency is paper.
    let image = if image.color().has_alpha() { on_white(&image) } else { image.into_rgb8() };
    let dpi = image.width() as f32 * 72.0 / frame.points().0.max(1.0);
    Ok(Scan { picture: Picture { width: image.width(), height: image.height(), rgb: image.into_raw() }, dpi })
}

fn frames(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Vec<Frame>> {
    let frames = if kind == Kind::Tiff { tiff::frames(bytes, limits)? } else { vec![header(bytes, kind)?] };
    for frame in &frames {
        if u64::from(frame.width) * u64::from(frame.height) > limits.pixels {
            return Err(too_large("pixels", limits.pixels, "Cette image a trop de pixels.")
                .with("width", frame.width)
                .with("height", frame.height));
        }
        if frame.width == 0 || frame.height == 0 {
            return Err(unreadable());
        }
    }
    Ok(frames)
}

/// Size, density and orientation from the header of a PNG, JPEG or WebP.
fn header(bytes: &[u8], kind: Kind) -> Result<Frame> {
    let read = || -> image::ImageResult<Frame> {
        let mut decoder = reader(bytes, kind, DECODER_BYTES).into_decoder()?;
        let (width, height) = decoder.dimensions();
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        Ok(Frame { width, height, dpi: density::read(bytes, kind), orientation, offset: 0 })
    };
    super::guard::guard(read).map_err(|_| unreadable())?.map_err(|e| unreadable().caused_by(e))
}

fn decode(bytes: &[u8], kind: Kind, frame: &Frame) -> Result<DynamicImage> {
    // Two bytes a sample, four samples, and once more for what the decoder keeps.
    let memory = u64::from(frame.width) * u64::from(frame.height) * 16 + DECODER_BYTES;
    reader(bytes, kind, memory).decode().map_err(|e| unreadable().caused_by(e))
}

fn reader(bytes: &[u8], kind: Kind, memory: u64) -> ImageReader<Cursor<&[u8]>> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Tiff => ImageFormat::Tiff,
        Kind::WebP => ImageFormat::WebP,
        _ => ImageFormat::Png,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::no_limits();
    bounds.max_alloc = Some(memory);
    reader.limits(bounds);
    reader
}

fn on_white(image: &DynamicImage) -> image::RgbImage {
    let image = image.to_rgba8();
    image::RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [r, g, b, alpha] = image.get_pixel(x, y).0.map(u32::from);
        image::Rgb([r, g, b].map(|v| ((v * alpha + 255 * (255 - alpha) + 127) / 255) as u8))
    })
}

fn unreadable() -> Error {
    Error::new(ErrorKind::Unreadable, "Cette image est abîmée ou incomplète.")
}

impl Frame {
    /// Size on paper, upright, in points.
    fn points(&self) -> (f32, f32) {
        let plausible = |(x, y): &(f32, f32)| SCANNER_DPI.contains(x) && SCANNER_DPI.contains(y);
        let (x, y) = self.dpi.filter(plausible).unwrap_or((USUAL_DPI, USUAL_DPI));
        let (width, height) = (self.width as f32 * 72.0 / x, self.height as f32 * 72.0 / y);
        let sideways = matches!(self.turn(), 90 | 270);
        if sideways { (height, width) } else { (width, height) }
    }

    /// Degrees clockwise the frame must be turned by to stand upright.
    fn turn(&self) -> u16 {
        match self.orientation {
            Orientation::Rotate90 | Orientation::Rotate90FlipH => 90,
            Orientation::Rotate180 | Orientation::FlipVertical => 180,
            Orientation::Rotate270 | Orientation::Rotate270FlipH => 270,
            _ => 0,
        }
    }
}
