//! What PDF/A-3 allows, by name: known to what mends and to what examines.

use super::value::{Dict, Value};

/// Actions PDF/A-3 allows.
pub(crate) const ACTIONS: [&[u8]; 7] = [b"GoTo", b"GoToR", b"GoToE", b"Thread", b"URI", b"Named", b"SubmitForm"];
/// Named actions it allows.
pub(crate) const NAMED: [&[u8]; 4] = [b"NextPage", b"PrevPage", b"FirstPage", b"LastPage"];

/// Whether PDF/A-3 forbids the action.
pub(crate) fn is_forbidden(action: &Dict) -> bool {
    let name = |key: &str| action.get(key.as_bytes()).and_then(Value::as_name);
    match name("S") {
        Some(b"Named") => !name("N").is_some_and(|n| NAMED.contains(&n)),
        Some(kind) => !ACTIONS.contains(&kind),
        None => false,
    }
}

/// Annotations PDF/A-3 allows.
pub(crate) const ANNOTATIONS: [&[u8]; 22] = [
    b"Text",
    b"Link",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Popup",
    b"FileAttachment",
    b"Widget",
    b"PrinterMark",
    b"TrapNet",
    b"Watermark",
    b"Redact",
];

/// Ways of rendering colour PDF/A-3 knows.
pub(crate) const INTENTS: [&[u8]; 4] = [b"RelativeColorimetric", b"AbsoluteColorimetric", b"Perceptual", b"Saturation"];

/// Blend modes of ISO 32000-1.
pub(crate) const BLENDS: [&[u8]; 17] = [
    b"Normal",
    b"Compatible",
    b"Multiply",
    b"Screen",
    b"Overlay",
    b"Darken",
    b"Lighten",
    b"ColorDodge",
    b"ColorBurn",
    b"HardLight",
    b"SoftLight",
    b"Difference",
    b"Exclusion",
    b"Hue",
    b"Saturation",
    b"Color",
    b"Luminosity",
];

/// Whether the name is a media type: two words around a slash.
pub(crate) fn is_media_type(name: &[u8]) -> bool {
    let word = |w: &[u8]| {
        !w.is_empty() && w.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+' | b'.'))
    };
    let mut words = name.split(|b| *b == b'/');
    matches!((words.next(), words.next(), words.next()), (Some(a), Some(b), None) if word(a) && word(b))
}
