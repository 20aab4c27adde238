//! Pages as scanners, phones and fax machines would have made them, from pages drawn by us: deterministic, by seed.
//!
//! A page is drawn by `ocr_facture::document::render`, spoiled by one [`Set`], and encoded as such a device would; the
//! truth is the words of its text layer.

mod light;
mod noise;
mod warp;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use ocr_facture::document::{Limits, Picture, open, render};

use crate::generator::random::Random;

/// A kind of bad picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// 200 dpi as drawn, PNG.
    Clean,
    /// A decent scan: 200 dpi, turned by up to one degree, light shade, noise of 8 levels, JPEG 50.
    Mild,
    /// A bad scan: 200 dpi, turned by 3 to 4.3 degrees, strong shade, noise of 22 levels, JPEG 35.
    Hard,
    /// 150 dpi as drawn, PNG.
    Low,
    /// A phone's picture of the sheet on a desk: perspective, uneven light, a shadow, blur, JPEG 75.
    Photo,
    /// A fax of normal quality: one bit, 200 by 100 dpi, each row twice so that pixels are square, PNG.
    Fax,
}

impl Set {
    /// All of them, from the easiest.
    pub const ALL: [Self; 6] = [Self::Clean, Self::Mild, Self::Hard, Self::Low, Self::Photo, Self::Fax];

    /// Name in files and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Mild => "mild",
            Self::Hard => "hard",
            Self::Low => "low",
            Self::Photo => "photo",
            Self::Fax => "fax",
        }
    }

    /// The set of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Dots per inch the page is drawn at before it is spoiled.
    const fn drawn_at(self) -> f32 {
        match self {
            Self::Low => 150.0,
            Self::Photo => 240.0,
            _ => 200.0,
        }
    }
}

/// A spoiled page.
#[derive(Clone, Debug)]
pub struct Degraded {
    /// Its pixels, as they come out of the file.
    pub picture: Picture,
    /// The file: JPEG or PNG.
    pub bytes: Vec<u8>,
    /// `jpg` or `png`.
    pub extension: &'static str,
    /// Pixels an inch of paper, about, for photos.
    pub dpi: f32,
    /// The words of the text layer, in the order the document draws them.
    pub words: Vec<String>,
}

/// Page `number` of a PDF with text, spoiled. The same arguments give the same bytes.
///
/// # Errors
/// When the document cannot be drawn, or has no such page.
pub fn degrade(pdf: &[u8], number: u32, set: Set, seed: u64) -> Result<Degraded, String> {
    let limits = Limits::default();
    let document = open(pdf, Some(&[number]), &limits, &|| None).map_err(|e| e.to_string())?;
    let page = document.pages.first().ok_or("no such page")?;
    let words = page.words.iter().map(|w| w.text.clone()).collect();
    let drawn = render(pdf, number, set.drawn_at(), &limits, &|| None).map_err(|e| e.to_string())?;
    let mut random = Random::new(seed, set as u64);
    let (picture, dpi) = spoil(drawn, set, &mut random);
    let (bytes, extension) = encode(&picture, set)?;
    // A reader sees what the file says, not what was put in.
    let picture = if extension == "jpg" { decode(&bytes)? } else { picture };
    Ok(Degraded { picture, bytes, extension, dpi, words })
}

/// How many pages a PDF has.
///
/// # Errors
/// When it cannot be read.
pub fn pages(pdf: &[u8]) -> Result<u32, String> {
    let document = open(pdf, None, &Limits::default(), &|| None).map_err(|e| e.to_string())?;
    Ok(document.pages.len() as u32)
}

fn spoil(page: Picture, set: Set, random: &mut Random) -> (Picture, f32) {
    let dpi = set.drawn_at();
    let either = |random: &mut Random| if random.chance(50) { 1.0 } else { -1.0 };
    match set {
        Set::Clean | Set::Low => (page, dpi),
        Set::Mild => {
            let angle = either(random) * random.between(60, 100) as f32 / 100.0;
            let mut page = warp::turned(&page, angle, 250);
            light::shade(&mut page, 0.08, random);
            noise::add(&mut page, 8.0, random);
            (page, dpi)
        }
        Set::Hard => {
            let angle = either(random) * random.between(300, 430) as f32 / 100.0;
            let mut page = warp::turned(&page, angle, 235);
            light::shade(&mut page, 0.5, random);
            noise::add(&mut page, 22.0, random);
            (page, dpi)
        }
        Set::Photo => {
            let (mut page, dpi) = warp::photographed(&page, dpi, random);
            light::shade(&mut page, 0.3, random);
            light::shadow(&mut page, random);
            noise::blur(&mut page, 0.9);
            noise::add(&mut page, 4.0, random);
            (page, dpi)
        }
        Set::Fax => (noise::fax(&page), dpi),
    }
}

fn encode(picture: &Picture, set: Set) -> Result<(Vec<u8>, &'static str), String> {
    let mut bytes = Vec::new();
    let (w, h) = (picture.width, picture.height);
    let quality = match set {
        Set::Mild => Some(50),
        Set::Hard => Some(35),
        Set::Photo => Some(75),
        _ => None,
    };
    let cursor = Cursor::new(&mut bytes);
    match quality {
        Some(q) => JpegEncoder::new_with_quality(cursor, q).write_image(&picture.rgb, w, h, ExtendedColorType::Rgb8),
        None => PngEncoder::new(cursor).write_image(&picture.rgb, w, h, ExtendedColorType::Rgb8),
    }
    .map_err(|e| e.to_string())?;
    Ok((bytes, if quality.is_some() { "jpg" } else { "png" }))
}

fn decode(bytes: &[u8]) -> Result<Picture, String> {
    let image = image::load_from_memory(bytes).map_err(|e| e.to_string())?.into_rgb8();
    Ok(Picture { width: image.width(), height: image.height(), rgb: image.into_raw() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::generate;

    #[test]
    fn the_same_seed_spoils_alike_and_another_one_does_not() {
        let pdf = generate(3, 1, None).pdf;
        for set in Set::ALL {
            let one = degrade(&pdf, 1, set, 5).unwrap();
            let same = degrade(&pdf, 1, set, 5).unwrap();
            assert_eq!(one.bytes, same.bytes, "{}", set.name());
            assert!(one.words.len() > 20, "{}", set.name());
            assert_eq!(Set::named(set.name()), Some(set));
            let other = degrade(&pdf, 1, set, 6).unwrap();
            let chance = !matches!(set, Set::Clean | Set::Low | Set::Fax);
            assert_eq!(other.bytes != one.bytes, chance, "{}", set.name());
        }
    }

    #[test]
    fn a_page_that_is_not_there_is_an_error() {
        let pdf = generate(3, 1, None).pdf;
        assert!(degrade(&pdf, 99, Set::Clean, 1).is_err());
        assert!(degrade(b"nothing", 1, Set::Clean, 1).is_err());
    }
}
