//! The declared fallback: each page as a picture, its text unseen on it so that it can be searched and copied.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};

use super::attach::describe;
use super::glyphless;
use super::options::AttachOptions;
use crate::document::{self, Interrupt};
use crate::error::{Error, ErrorKind, Result};
use crate::page::Page;
use crate::pdf::{self, Dict, File, Id, Log, Stream, Value};

/// Pixels an inch: letters of 6 points stay sharp.
const DPI: f32 = 200.0;
/// Quality of the JPEG.
const QUALITY: u8 = 85;

/// The document as pictures. `carrier` holds the invoice and the other attachments.
pub(super) fn pictures(
    carrier: &File,
    bytes: &[u8],
    options: &AttachOptions,
    interrupt: Interrupt<'_>,
) -> Result<Vec<u8>> {
    let mut file = carrier.clone();
    let read = document::open(bytes, None, &options.limits, interrupt)?;
    let font = glyphless::font(&mut file);
    let tree = file.reserve();
    let mut kids = Vec::new();
    for page in &read.pages {
        let picture = document::render(bytes, page.number, DPI, &options.limits, interrupt)?;
        let picture = jpeg(&mut file, picture)?;
        kids.push(Value::Ref(sheet(&mut file, page, picture, font, tree)));
    }
    let count = Value::Int(kids.len() as i64);
    let pages = [("Type", Value::name("Pages")), ("Kids", Value::List(kids)), ("Count", count)];
    file.set(tree, Value::Dict(dict(pages)));
    let mut root = dict([("Type", Value::name("Catalog")), ("Pages", Value::Ref(tree))]);
    if let Some(old) = file.catalog() {
        if let Some(files) = file.dict(old, "Names").and_then(|n| n.get(b"EmbeddedFiles".as_slice())).cloned() {
            root.insert(b"Names".to_vec(), Value::Dict(dict([("EmbeddedFiles", files)])));
        }
        for key in ["AF", "Lang"] {
            if let Some(value) = old.get(key.as_bytes()) {
                root.insert(key.as_bytes().to_vec(), value.clone());
            }
        }
    }
    let root = file.add(Value::Dict(root));
    file.root = Some(root);
    // Attachments may need mending, and the colours of the pictures a profile.
    let mut file = pdf::reachable(&file);
    pdf::mend(&mut file, &mut Log::default());
    describe(&mut file, options, true);
    match pdf::examine(&file).first() {
        None => Ok(pdf::write(&file, bytes)),
        Some(left) => {
            let message = "Même en images, ce PDF ne peut pas devenir un PDF/A-3b.";
            Err(Error::new(ErrorKind::InvalidInput, message).with("obstacle", left))
        }
    }
}

fn dict<const N: usize>(entries: [(&str, Value); N]) -> Dict {
    entries.into_iter().map(|(key, value)| (key.as_bytes().to_vec(), value)).collect()
}

fn jpeg(file: &mut File, picture: document::Picture) -> Result<Id> {
    let mut data = Vec::new();
    let grey = picture.rgb.chunks_exact(3).all(|p| p.iter().max().zip(p.iter().min()).is_some_and(|(a, b)| a - b < 3));
    let encoder = JpegEncoder::new_with_quality(&mut data, QUALITY);
    let written = if grey {
        let samples: Vec<u8> = picture.rgb.iter().skip(1).step_by(3).copied().collect();
        encoder.write_image(&samples, picture.width, picture.height, ExtendedColorType::L8)
    } else {
        encoder.write_image(&picture.rgb, picture.width, picture.height, ExtendedColorType::Rgb8)
    };
    written.map_err(|e| Error::new(ErrorKind::Internal, "La page n'a pas pu être mise en image.").caused_by(e))?;
    let entries = dict([
        ("Type", Value::name("XObject")),
        ("Subtype", Value::name("Image")),
        ("Width", Value::Int(i64::from(picture.width))),
        ("Height", Value::Int(i64::from(picture.height))),
        ("BitsPerComponent", Value::Int(8)),
        ("ColorSpace", Value::name(if grey { "DeviceGray" } else { "DeviceRGB" })),
        ("Filter", Value::name("DCTDecode")),
    ]);
    Ok(file.add(Value::Stream(Stream { dict: entries, data })))
}

/// A page: the picture, then the words where they stand on it, in a mode that paints nothing.
fn sheet(file: &mut File, page: &Page, picture: Id, font: Id, tree: Id) -> Id {
    use std::fmt::Write as _;
    let mut content = format!("q {} 0 0 {} 0 0 cm /P Do Q\nBT 3 Tr\n", page.width, page.height);
    for word in &page.words {
        let units: Vec<u16> = word.text.encode_utf16().collect();
        let size = word.size.clamp(1.0, 500.0);
        let natural = units.len() as f32 * glyphless::ADVANCE * size;
        let stretch = if natural > 0.0 { 100.0 * word.rect.width() / natural } else { 100.0 };
        let hex: String = units.iter().map(|unit| format!("{unit:04X}")).collect();
        let (x, y) = (word.rect.x0, page.height - word.rect.y1 + 0.2 * size);
        let stretch = stretch.clamp(1.0, 1000.0);
        let _ = writeln!(content, "/F {size:.2} Tf {stretch:.1} Tz 1 0 0 1 {x:.2} {y:.2} Tm <{hex}> Tj");
    }
    content.push_str("ET\n");
    let content = file.add(pdf::packed(Dict::new(), content.as_bytes()));
    let resources = dict([
        ("XObject", Value::Dict(dict([("P", Value::Ref(picture))]))),
        ("Font", Value::Dict(dict([("F", Value::Ref(font))]))),
    ]);
    let side = |points: f32| Value::Real(f64::from(points));
    file.add(Value::Dict(dict([
        ("Type", Value::name("Page")),
        ("Parent", Value::Ref(tree)),
        ("MediaBox", Value::List(vec![Value::Int(0), Value::Int(0), side(page.width), side(page.height)])),
        ("Contents", Value::Ref(content)),
        ("Resources", Value::Dict(resources)),
    ])))
}
