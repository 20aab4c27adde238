//! Form fields filled in without being drawn: their value is text of the page all the same.

use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect as PdfRect, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{self, Affine};

use super::collector::{intersection, to_rect};
use super::glyphs::Char;
use crate::page::Rect;

/// Fields of one page looked at.
const MAX_FIELDS: usize = 2_000;
/// Parents followed for an inherited value.
const MAX_PARENTS: usize = 8;
/// Annotation flags: hidden, not shown on screen.
const HIDDEN: u32 = 1 << 1 | 1 << 5;
/// Mean width of a character in em.
const LETTER: f32 = 0.5;

/// Adds the values of the fields whose appearance shows nothing.
pub(super) fn add(page: &PdfPage<'_>, to_page: Affine, bounds: &Rect, chars: &mut Vec<Char>) {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return };
    let drawn = chars.len();
    for annotation in annotations.iter::<Dict<'_>>().take(MAX_FIELDS) {
        let Some(text) = value(&annotation) else { continue };
        let Some(rect) = annotation.get::<PdfRect>(b"Rect") else { continue };
        let rect = to_rect(to_page.transform_rect_bbox(kurbo::Rect::new(rect.x0, rect.y0, rect.x1, rect.y1)));
        // Off the page, or larger than it: not a place to write in.
        let rect = intersection(bounds, &rect);
        let shown = chars[..drawn].iter().any(|c| {
            let (x, y) = c.centre();
            rect.contains(x, y) && !c.is_space()
        });
        if !shown && rect.width() > 1.0 && rect.height() > 1.0 {
            write(&text, rect, chars);
        }
    }
}

/// What the field or the free text says, when it should be seen.
fn value(annotation: &Dict<'_>) -> Option<String> {
    if annotation.get::<u32>(b"F").unwrap_or(0) & HIDDEN != 0 {
        return None;
    }
    let subtype = annotation.get::<Name<'_>>(b"Subtype")?;
    match subtype.as_ref() {
        b"FreeText" if !annotation.contains_key(b"AP") => {
            decode(annotation.get::<PdfString<'_>>(b"Contents")?.as_bytes())
        }
        b"Widget" => {
            let kind = inherited(annotation, |d| d.get::<Name<'_>>(b"FT").map(|n| n.as_ref().to_vec()))?;
            if !matches!(kind.as_slice(), b"Tx" | b"Ch") {
                return None;
            }
            let raw = inherited(annotation, |d| d.get::<PdfString<'_>>(b"V").map(|s| s.as_bytes().to_vec()))?;
            decode(&raw)
        }
        _ => None,
    }
}

fn inherited<T>(field: &Dict<'_>, get: impl Fn(&Dict<'_>) -> Option<T>) -> Option<T> {
    let mut at = field.clone();
    for _ in 0..MAX_PARENTS {
        if let Some(found) = get(&at) {
            return Some(found);
        }
        at = at.get::<Dict<'_>>(b"Parent")?;
    }
    None
}

/// A text string of PDF: UTF-16 or UTF-8 when it says so, else one byte a character.
pub(super) fn decode(raw: &[u8]) -> Option<String> {
    let text = match raw {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|c| u16::from_be_bytes([c[0], c[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
        }
        [0xff, 0xfe, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => raw.iter().filter_map(|b| super::unicode::win_ansi(u32::from(*b))).collect::<String>(),
    };
    (!text.trim().is_empty()).then_some(text)
}

/// Sets the text in the rectangle, line by line from the top, each letter equally wide.
fn write(text: &str, rect: Rect, chars: &mut Vec<Char>) {
    let lines: Vec<&str> = text.split(['\r', '\n']).filter(|l| !l.trim().is_empty()).take(200).collect();
    let longest = lines.iter().map(|l| l.chars().count()).max().unwrap_or(1).max(1) as f32;
    let pitch = rect.height() / lines.len().max(1) as f32;
    let size = (0.75 * pitch).min(12.0).min(rect.width() / (longest * LETTER)).max(1.0);
    for (row, line) in lines.iter().enumerate() {
        let baseline = rect.y0 + pitch * (row as f32 + 0.5) + 0.27 * size;
        for (column, c) in line.chars().take(2_000).enumerate() {
            let at =
                |column: usize| (rect.x0 + 2.0_f32.min(0.1 * rect.width()) + column as f32 * LETTER * size, baseline);
            chars.push(Char {
                text: BfString::Char(if c.is_control() { ' ' } else { c }),
                start: at(column),
                end: at(column + 1),
                direction: (1.0, 0.0),
                up: (0.0, -1.0),
                size,
                bold: false,
                guessed: 0,
            });
        }
        // Lines are apart: a space ends the last word.
        if let Some(last) = chars.last().cloned() {
            chars.push(Char { text: BfString::Char(' '), ..last });
        }
    }
}
