//! The seller's logo: PNG or JPEG in, an image of the PDF out.

use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageFormat, ImageReader, Limits, RgbImage};
use pdf_writer::{Filter, Finish, Name, Pdf, Ref};

use super::paint::{Numbers, deflate};
use crate::error::{Error, ErrorKind, Result};

/// Bytes a logo may have.
pub const MAX_BYTES: usize = 5 << 20;
/// Pixels a side may have.
pub const MAX_SIDE: u32 = 4_000;
/// Pixels of the longer side after which it is made smaller: 300 dpi at the widest it is drawn.
const KEPT_SIDE: u32 = 760;

/// A logo, ready to be drawn. Cheap to clone.
#[derive(Clone)]
pub struct Logo {
    pixels: Arc<[u8]>,
    width: u32,
    height: u32,
}

impl fmt::Debug for Logo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Logo({}×{})", self.width, self.height)
    }
}

impl Logo {
    /// Reads a PNG or a JPEG. What is transparent becomes white, the paper it stands on.
    ///
    /// # Errors
    /// `too_large` past 5 MB or 4 000 pixels a side; `invalid_input` for another format or a damaged picture.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        if bytes.len() > MAX_BYTES {
            return Err(Error::new(ErrorKind::TooLarge, "Le logo dépasse la taille permise.")
                .with("limit", "logo bytes")
                .with("allowed", MAX_BYTES));
        }
        let wrong = |e: image::ImageError| match e {
            image::ImageError::Limits(e) => {
                Error::new(ErrorKind::TooLarge, "Le logo a trop de pixels.").with("allowed", MAX_SIDE).caused_by(e)
            }
            e => Error::new(ErrorKind::InvalidInput, "Le logo n'est pas une image PNG ou JPEG lisible.").caused_by(e),
        };
        let format = match bytes {
            [0x89, b'P', b'N', b'G', ..] => ImageFormat::Png,
            [0xff, 0xd8, 0xff, ..] => ImageFormat::Jpeg,
            _ => return Err(Error::new(ErrorKind::InvalidInput, "Le logo doit être une image PNG ou JPEG.")),
        };
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        limits.max_alloc = Some(96 << 20);
        reader.limits(limits);
        let picture = smaller(reader.decode().map_err(wrong)?);
        let flat = on_paper(&picture);
        let (width, height) = flat.dimensions();
        if width == 0 || height == 0 {
            return Err(Error::new(ErrorKind::InvalidInput, "Le logo est vide."));
        }
        Ok(Self { pixels: deflate(flat.as_raw()).into(), width, height })
    }

    /// Its size when drawn as large as fits.
    pub(super) fn fitted(&self, width: f32, height: f32) -> (f32, f32) {
        let (w, h) = (self.width as f32, self.height as f32);
        let scale = (width / w).min(height / h);
        (w * scale, h * scale)
    }

    /// Writes it as an image of the PDF.
    pub(super) fn write(&self, pdf: &mut Pdf, numbers: &mut Numbers) -> Ref {
        let id = numbers.next();
        let side = |v: u32| i32::try_from(v).unwrap_or(i32::MAX);
        let mut image = pdf.image_xobject(id, &self.pixels);
        image.filter(Filter::FlateDecode);
        image.width(side(self.width)).height(side(self.height)).color_space_name(Name(b"DeviceRGB"));
        image.bits_per_component(8);
        image.finish();
        id
    }
}

/// No larger than printing it needs.
fn smaller(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) <= KEPT_SIDE {
        return picture;
    }
    picture.resize(KEPT_SIDE, KEPT_SIDE, image::imageops::FilterType::CatmullRom)
}

/// The picture on white.
fn on_paper(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let source = picture.to_rgba8();
    let mut flat = RgbImage::new(source.width(), source.height());
    for (to, from) in flat.pixels_mut().zip(source.pixels()) {
        let [r, g, b, a] = from.0.map(u16::from);
        to.0 = [r, g, b].map(|v| ((v * a + 255 * (255 - a) + 127) / 255) as u8);
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn png(width: u32, height: u32, pixel: [u8; 4]) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        RgbaImage::from_pixel(width, height, Rgba(pixel)).write_to(&mut out, ImageFormat::Png).expect("a picture");
        out.into_inner()
    }

    #[test]
    fn what_shines_through_is_paper() {
        let flat = on_paper(&image::load_from_memory(&png(2, 2, [0, 0, 0, 0])).expect("a picture"));
        assert_eq!(flat.get_pixel(0, 0).0, [255, 255, 255]);
        let half = on_paper(&image::load_from_memory(&png(1, 1, [0, 0, 0, 128])).expect("a picture"));
        assert_eq!(half.get_pixel(0, 0).0, [127, 127, 127]);
    }

    #[test]
    fn a_large_logo_is_made_smaller_and_keeps_its_shape() {
        let logo = Logo::read(&png(2000, 500, [9, 9, 9, 255])).expect("a logo");
        assert_eq!((logo.width, logo.height), (760, 190));
        let (w, h) = logo.fitted(170.0, 56.0);
        assert!((w - 170.0).abs() < 0.01 && (h - 42.5).abs() < 0.01);
    }

    #[test]
    fn what_is_no_logo_is_refused() {
        assert_eq!(Logo::read(b"GIF89a").map_err(|e| e.kind()).err(), Some(ErrorKind::InvalidInput));
        assert_eq!(Logo::read(&vec![0; MAX_BYTES + 1]).map_err(|e| e.kind()).err(), Some(ErrorKind::TooLarge));
        let mut cut = png(40, 40, [1, 2, 3, 255]);
        cut.truncate(60);
        assert_eq!(Logo::read(&cut).map_err(|e| e.kind()).err(), Some(ErrorKind::InvalidInput));
        assert_eq!(
            Logo::read(&png(MAX_SIDE + 1, 1, [1, 2, 3, 255])).map_err(|e| e.kind()).err(),
            Some(ErrorKind::TooLarge)
        );
    }
}
