//! Dots per inch a PNG, JPEG or WebP says it has.

use super::super::sniff::Kind;

/// Dots per inch across and down.
pub(super) fn read(bytes: &[u8], kind: Kind) -> Option<(f32, f32)> {
    match kind {
        Kind::Png => png(bytes),
        Kind::Jpeg => jpeg(bytes),
        _ => None,
    }
}

/// Chunk `pHYs` of a PNG: pixels a metre.
fn png(bytes: &[u8]) -> Option<(f32, f32)> {
    let mut at = 8;
    loop {
        let length = be32(bytes, at)? as usize;
        let data = at.checked_add(8)?;
        match bytes.get(at + 4..data)? {
            b"pHYs" if bytes.get(data + 8) == Some(&1) => {
                let inch = |v: u32| v as f32 * 0.0254;
                return Some((inch(be32(bytes, data)?), inch(be32(bytes, data + 4)?)));
            }
            b"IDAT" | b"IEND" => return None,
            _ => at = data.checked_add(length)?.checked_add(4)?,
        }
    }
}

/// Segment APP0 of a JFIF.
fn jpeg(bytes: &[u8]) -> Option<(f32, f32)> {
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        let length = usize::from(be16(bytes, at + 2)?);
        match marker {
            0xe0 if bytes.get(at + 4..at + 9) == Some(b"JFIF\0") => {
                let density = |v: u16| match bytes.get(at + 11) {
                    Some(1) => Some(f32::from(v)),
                    Some(2) => Some(f32::from(v) * 2.54),
                    _ => None,
                };
                return Some((density(be16(bytes, at + 12)?)?, density(be16(bytes, at + 14)?)?));
            }
            0xda | 0xd9 => return None,
            _ => at += 2 + length.max(2),
        }
    }
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes)
}
