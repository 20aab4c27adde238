//! Pictures (6.2.8) and inline pictures (6.1.10).

use super::paint::Ink;
use super::survey::Walker;
use crate::pdf::facts::INTENTS;
use crate::pdf::filters::filters;
use crate::pdf::value::{Dict, Stream, Value};

/// Filters of inline pictures, short and long.
const INLINE: [&[u8]; 12] = [
    b"ASCIIHexDecode",
    b"ASCII85Decode",
    b"FlateDecode",
    b"RunLengthDecode",
    b"CCITTFaxDecode",
    b"DCTDecode",
    b"AHx",
    b"A85",
    b"Fl",
    b"RL",
    b"CCF",
    b"DCT",
];

/// A picture drawn by name.
pub(super) fn examine<'a>(walker: &mut Walker<'a>, stream: &'a Stream, resources: Option<&'a Dict>, fill: Ink) {
    let file = walker.file;
    let dict = &stream.dict;
    if dict.contains_key(b"Alternates".as_slice()) {
        walker.report("6.2.8-1", None);
    }
    if dict.contains_key(b"OPI".as_slice()) {
        walker.report("6.2.8-2", None);
    }
    if *file.get(dict, "Interpolate") == Value::Bool(true) {
        walker.report("6.2.8-3", None);
    }
    let mask = *file.get(dict, "ImageMask") == Value::Bool(true);
    let bits = file.get(dict, "BitsPerComponent").int();
    let jpx = filters(file, stream).contains(&b"JPXDecode".as_slice());
    match bits {
        Some(bits) if mask && bits != 1 => walker.report("6.2.8-5", None),
        Some(bits) if !mask && !matches!(bits, 1 | 2 | 4 | 8 | 16) => walker.report("6.2.8-4", None),
        _ => {}
    }
    if let Some(intent) = dict.get(b"Intent".as_slice())
        && !file.resolve(intent).as_name().is_some_and(|n| INTENTS.contains(&n))
    {
        walker.report("6.2.6-1", None);
    }
    if let Value::Stream(soft) = file.get(dict, "SMask") {
        walker.transparent = true;
        if *file.get(&soft.dict, "Interpolate") == Value::Bool(true) {
            walker.report("6.2.8-3", None);
        }
    }
    if jpx {
        super::jpeg2000::examine(walker, stream);
    }
    if mask {
        walker.paint(fill, resources);
    } else if let Some(space) = dict.get(b"ColorSpace".as_slice()) {
        let ink = walker.space(space, resources, 0);
        walker.paint(ink, resources);
    }
}

/// A picture written into the content.
pub(super) fn inline<'a>(walker: &mut Walker<'a>, stream: &Stream, resources: Option<&'a Dict>, fill: Ink) {
    let dict = &stream.dict;
    let get = |long: &str, short: &str| dict.get(long.as_bytes()).or_else(|| dict.get(short.as_bytes()));
    let names = match get("Filter", "F") {
        Some(Value::List(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
        None => &[],
    };
    if !names.iter().filter_map(Value::as_name).all(|name| INLINE.contains(&name)) {
        walker.report("6.1.10-1", None);
    }
    if get("Interpolate", "I") == Some(&Value::Bool(true)) {
        walker.report("6.2.8-3", None);
    }
    if get("ImageMask", "IM") == Some(&Value::Bool(true)) {
        walker.paint(fill, resources);
        return;
    }
    let ink = match get("ColorSpace", "CS") {
        Some(Value::Name(name)) => Ink::device(name).unwrap_or_else(|| {
            let named = resources.and_then(|r| walker.file.dict(r, "ColorSpace")).and_then(|s| s.get(&**name));
            named.map_or(Ink::Other, |space| walker.space(space, resources, 0))
        }),
        Some(Value::List(items)) => match items.get(1).and_then(Value::as_name) {
            Some(base) => Ink::device(base).unwrap_or(Ink::Other),
            None => Ink::Other,
        },
        _ => Ink::Other,
    };
    walker.paint(ink, resources);
}
