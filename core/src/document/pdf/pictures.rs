//! Pictures a PDF holds, examined before a page is drawn: drawing decodes them, whatever size they claim to be.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_interpret::hayro_syntax::{Filter, Pdf};

use crate::document::limits::{Interrupt, Limits, check, too_large};
use crate::error::Result;

/// Fails when a picture anywhere in the file is over the limit, by what its dictionary or its own header says.
pub(super) fn examine(pdf: &Pdf, limits: &Limits, interrupt: Interrupt<'_>) -> Result<()> {
    for object in pdf.objects() {
        check(interrupt)?;
        if let Object::Stream(stream) = object {
            examine_one(&stream, limits)?;
        }
    }
    Ok(())
}

/// The same for one picture.
pub(super) fn examine_one(stream: &Stream<'_>, limits: &Limits) -> Result<()> {
    let number =
        |dict: &Dict<'_>, keys: &[&str]| keys.iter().find_map(|k| dict.get::<i64>(k.as_bytes())).map(i64::unsigned_abs);
    let area = |dict: &Dict<'_>, across: &[&str], down: &[&str]| {
        Some(number(dict, across)?.saturating_mul(number(dict, down).unwrap_or(1).max(1)))
    };
    let mut largest = area(stream.dict(), &["Width", "W"], &["Height", "H"]).unwrap_or(0);
    let parameters = ["DecodeParms", "DP"].iter().find_map(|key| {
        let one = stream.dict().get::<Dict<'_>>(key.as_bytes()).map(|d| vec![d]);
        one.or_else(|| Some(stream.dict().get::<Array<'_>>(key.as_bytes())?.iter::<Dict<'_>>().take(16).collect()))
    });
    for dict in parameters.into_iter().flatten() {
        largest = largest.max(area(&dict, &["Columns"], &["Rows"]).unwrap_or(0));
    }
    if let [codec] = stream.filters()[..] {
        largest = largest.max(own_size(codec, &stream.raw_data()).unwrap_or(0));
    }
    if largest > limits.pixels {
        return Err(too_large("pixels", limits.pixels, "Une image de ce PDF est trop grande."));
    }
    Ok(())
}

/// Pixels a picture says it has in its own header.
fn own_size(codec: Filter, data: &[u8]) -> Option<u64> {
    let be16 = |at: usize| Some(u64::from(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?)));
    let be32 = |at: usize| Some(u64::from(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?)));
    match codec {
        Filter::DctDecode => {
            let mut at = 2;
            loop {
                let [0xff, marker] = *data.get(at..at + 2)? else { return None };
                if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                    return Some(be16(at + 5)? * be16(at + 7)?);
                }
                at += 2 + be16(at + 2)?.max(2) as usize;
            }
        }
        Filter::JpxDecode => {
            // Marker SIZ: the size of the reference grid.
            let at = memchr::memmem::find(&data[..data.len().min(4096)], &[0xff, 0x4f, 0xff, 0x51])? + 8;
            Some(be32(at)?.saturating_mul(be32(at + 4)?))
        }
        Filter::Jbig2Decode => {
            // The first segment describes the page; its height may be left open.
            let kind = data.get(4)? & 0x3f;
            let page = if data.get(4)? & 0x40 == 0 { 11 } else { 14 };
            let height = be32(page + 4)?;
            (kind == 48).then_some(be32(page)?.saturating_mul(if height == u64::from(u32::MAX) { 1 } else { height }))
        }
        _ => None,
    }
}
