//! A page as a picture light enough to stand in an HTML page.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageResult};
use ocr_facture::api::PageInfo;
use ocr_facture::document::{Interrupt, Limits, Picture, open, render};
use ocr_facture::page::Source;

/// Enough to read small print at the width of a screen.
const DPI: f32 = 130.0;

/// Documents of more pages are drawn smaller, as all of them stand in one file.
const MANY_PAGES: usize = 20;

/// Resolution for those.
const DPI_OF_MANY: f32 = 90.0;

/// Pictures from a camera or scanner come with all their pixels; past this width they are halved until they fit.
const WIDEST: u32 = 1800;

/// The page as a `data:` URI; nothing when it cannot be drawn, which the HTML page shows as blank paper.
pub(super) fn data_uri(
    bytes: &[u8],
    page: &PageInfo,
    pages: usize,
    limits: &Limits,
    interrupt: Interrupt<'_>,
) -> Option<String> {
    let dpi = if pages > MANY_PAGES { DPI_OF_MANY } else { DPI };
    let mut picture = render(bytes, page.number, dpi, limits, interrupt).ok()?;
    if page.source == Source::Ocr && page.rotation != 0 {
        // Drawn as its file says; recognition may have found that it stands otherwise.
        let as_filed = open(bytes, Some(&[page.number]), limits, interrupt).ok()?.pages.first()?.rotation;
        picture = picture.turned((360 + page.rotation - as_filed % 360) % 360);
    }
    while picture.width > WIDEST {
        picture = halved(&picture);
    }
    let (kind, encoded) = encode(&picture).ok()?;
    Some(format!("data:image/{kind};base64,{}", STANDARD.encode(encoded)))
}

/// PNG for drawn pages, JPEG where that is smaller, as for scans. A page without colour has a third of the bytes.
fn encode(picture: &Picture) -> ImageResult<(&'static str, Vec<u8>)> {
    let (width, height) = (picture.width, picture.height);
    let grey: Option<Vec<u8>> =
        picture.rgb.chunks_exact(3).map(|p| (p[0] == p[1] && p[1] == p[2]).then_some(p[0])).collect();
    let (pixels, colour) = match &grey {
        Some(grey) => (grey, ExtendedColorType::L8),
        None => (&picture.rgb, ExtendedColorType::Rgb8),
    };
    let mut png = Cursor::new(Vec::new());
    PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive)
        .write_image(pixels, width, height, colour)?;
    let mut jpeg = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut jpeg, 80).write_image(pixels, width, height, colour)?;
    let (png, jpeg) = (png.into_inner(), jpeg.into_inner());
    // Letters are sharper in PNG: worth a little.
    Ok(if png.len() <= jpeg.len() + jpeg.len() / 4 { ("png", png) } else { ("jpeg", jpeg) })
}

/// Each pixel the mean of four.
fn halved(picture: &Picture) -> Picture {
    let (width, height) = ((picture.width / 2).max(1), (picture.height / 2).max(1));
    let row = picture.width as usize * 3;
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height as usize {
        for x in 0..width as usize {
            for channel in 0..3 {
                let at = |dx: usize, dy: usize| (y * 2 + dy) * row + (x * 2 + dx) * 3 + channel;
                let corners = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)];
                let sum: u32 = corners.iter().map(|i| u32::from(picture.rgb.get(*i).copied().unwrap_or(255))).sum();
                rgb.push((sum / 4) as u8);
            }
        }
    }
    Picture { width, height, rgb }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_pages_are_png_and_noisy_ones_jpeg() {
        let picture =
            |pixel: fn(u32) -> u8| Picture { width: 200, height: 200, rgb: (0..200 * 200 * 3).map(pixel).collect() };
        assert_eq!(encode(&picture(|_| 255)).unwrap().0, "png");
        let noise = |i: u32| {
            let mixed = (i ^ (i >> 7)).wrapping_mul(0x85eb_ca6b);
            ((mixed ^ (mixed >> 13)).wrapping_mul(0xc2b2_ae35) >> 20) as u8
        };
        assert_eq!(encode(&picture(noise)).unwrap().0, "jpeg");
    }

    #[test]
    fn halving_takes_the_mean() {
        let picture = Picture { width: 2, height: 2, rgb: vec![0, 0, 0, 100, 0, 0, 100, 0, 0, 200, 8, 0] };
        assert_eq!(halved(&picture), Picture { width: 1, height: 1, rgb: vec![100, 2, 0] });
    }
}
