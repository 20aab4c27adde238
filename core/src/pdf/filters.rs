//! What a stream holds once its filters are taken off, and putting one back on.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::value::{Dict, File, Stream, Value};
use crate::document::unpack;

/// Bytes of a page, font or table beyond which it is not looked into.
const BOUND: u64 = 64 << 20;

/// The names of the filters of a stream, in the order they are taken off.
pub fn filters<'a>(file: &'a File, stream: &'a Stream) -> Vec<&'a [u8]> {
    match file.get(&stream.dict, "Filter") {
        Value::Name(name) => vec![name],
        Value::List(names) => names.iter().filter_map(|name| file.resolve(name).as_name()).collect(),
        _ => Vec::new(),
    }
}

/// What the stream holds; none when a picture codec packs it, or what it unpacks to is over any bound.
pub fn unpacked(file: &File, stream: &Stream) -> Option<Vec<u8>> {
    let names: Vec<&[u8]> = filters(file, stream).into_iter().filter(|name| *name != b"Crypt").collect();
    let data = unpack(&stream.data, &names, BOUND)?;
    let parameters = match file.get(&stream.dict, "DecodeParms") {
        Value::Dict(dict) => Some(dict),
        Value::List(list) => list.iter().filter_map(|item| file.resolve(item).as_dict()).next_back(),
        _ => None,
    };
    match parameters {
        Some(parameters) if !names.is_empty() => predicted(file, parameters, data),
        _ => Some(data),
    }
}

/// Undoes the predictor of PNG or TIFF.
fn predicted(file: &File, parameters: &Dict, data: Vec<u8>) -> Option<Vec<u8>> {
    let number = |key: &str, or: i64| file.get(parameters, key).int().unwrap_or(or).clamp(1, 1 << 20) as usize;
    let predictor = number("Predictor", 1);
    let (colours, bits, columns) = (number("Colors", 1), number("BitsPerComponent", 8), number("Columns", 1));
    let pixel = (colours * bits).div_ceil(8);
    let row = (colours * bits).checked_mul(columns)?.div_ceil(8);
    match predictor {
        1 => Some(data),
        2 if bits == 8 => {
            let mut data = data;
            for row in data.chunks_mut(row) {
                for at in pixel..row.len() {
                    let left = row.get(at - pixel).copied()?;
                    *row.get_mut(at)? = row.get(at)?.wrapping_add(left);
                }
            }
            Some(data)
        }
        10.. => Some(png(&data, row, pixel)),
        _ => None,
    }
}

fn png(data: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row + 1) {
        let Some((kind, line)) = line.split_first() else { break };
        let start = out.len();
        for (at, byte) in line.iter().enumerate() {
            let before = |back: usize| start.checked_add(at)?.checked_sub(back).and_then(|i| out.get(i)).copied();
            let left = if at < pixel { 0 } else { before(pixel).unwrap_or(0) };
            let above = before(row).unwrap_or(0);
            let corner = if at < pixel { 0 } else { before(row + pixel).unwrap_or(0) };
            let predicted = match kind {
                1 => left,
                2 => above,
                3 => ((u16::from(left) + u16::from(above)) / 2) as u8,
                4 => paeth(left, above, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(predicted));
        }
    }
    out
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, above, corner].map(i16::from);
    let p = a + b - c;
    let (da, db, dc) = ((p - a).abs(), (p - b).abs(), (p - c).abs());
    if da <= db && da <= dc {
        left
    } else if db <= dc {
        above
    } else {
        corner
    }
}

/// A stream packed with deflate.
pub fn packed(mut dict: Dict, data: &[u8]) -> Value {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 2), Compression::default());
    let deflated = encoder.write_all(data).and_then(|()| encoder.finish());
    dict.remove(b"DecodeParms".as_slice());
    dict.remove(b"Filter".as_slice());
    let data = match deflated {
        Ok(deflated) => {
            dict.insert(b"Filter".to_vec(), Value::name("FlateDecode"));
            deflated
        }
        Err(_) => data.to_vec(),
    };
    Value::Stream(Stream { dict, data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_unpacks() {
        let file = File::default();
        let Value::Stream(stream) = packed(Dict::new(), b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa") else {
            panic!()
        };
        assert!(stream.data.len() < 20);
        assert_eq!(unpacked(&file, &stream).unwrap(), [b'a'; 45]);
    }

    #[test]
    fn rows_of_png_are_undone() {
        assert_eq!(png(&[1, 1, 1, 1, 2, 1, 1, 1], 3, 1), [1, 2, 3, 2, 3, 4]);
        assert_eq!(paeth(1, 5, 3), 3);
    }
}
