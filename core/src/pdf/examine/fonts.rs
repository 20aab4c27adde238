//! Fonts (6.2.11): embedded, described, and wide as they say.

use super::{FontUse, Violation};
use crate::pdf::font::{composite, encoding, program, simple};
use crate::pdf::value::{Dict, File, Value};

/// Names of the fonts every reader has.
pub(crate) const STANDARD: [&[u8]; 14] = [
    b"Courier",
    b"Courier-Bold",
    b"Courier-BoldOblique",
    b"Courier-Oblique",
    b"Helvetica",
    b"Helvetica-Bold",
    b"Helvetica-BoldOblique",
    b"Helvetica-Oblique",
    b"Symbol",
    b"Times-Bold",
    b"Times-BoldItalic",
    b"Times-Italic",
    b"Times-Roman",
    b"ZapfDingbats",
];

/// Everything about a font that is used.
pub(super) fn examine(file: &File, font: &FontUse<'_>, out: &mut Vec<Violation>) {
    let dict = font.dict;
    let name = file.get(dict, "BaseFont").as_name();
    let label = name.or(file.get(dict, "Name").as_name()).map(|n| String::from_utf8_lossy(n).into_owned());
    let mut broken = |rule| out.push(Violation { rule, page: Some(font.page), what: label.clone() });
    if !file.get(dict, "Type").is_name("Font") {
        broken("6.2.11.2-1");
    }
    let kind = file.get(dict, "Subtype").as_name().unwrap_or_default();
    match kind {
        b"Type3" => {}
        b"Type0" => {
            if name.is_none() {
                broken("6.2.11.2-3");
            }
            type0(file, font, &mut broken);
        }
        b"Type1" | b"MMType1" | b"TrueType" => {
            if name.is_none() {
                broken("6.2.11.2-3");
            }
            plain(file, font, kind, name.unwrap_or_default(), &mut broken);
        }
        _ => broken("6.2.11.2-2"),
    }
}

/// Whether a descriptor holds a font program, and of an allowed kind.
fn embedded(file: &File, descriptor: Option<&Dict>, broken: &mut impl FnMut(&'static str)) -> bool {
    let Some(descriptor) = descriptor else { return false };
    if let Value::Stream(stream) = file.get(descriptor, "FontFile3") {
        let kind = file.get(&stream.dict, "Subtype").as_name();
        if kind.is_some_and(|k| !matches!(k, b"Type1C" | b"CIDFontType0C" | b"OpenType")) {
            broken("6.2.11.2-7");
        }
    }
    ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| matches!(file.get(descriptor, key), Value::Stream(_)))
}

fn is_subset(name: &[u8]) -> bool {
    name.len() > 7 && name.get(6) == Some(&b'+') && name.iter().take(6).all(u8::is_ascii_uppercase)
}

fn plain(file: &File, font: &FontUse<'_>, kind: &[u8], name: &[u8], broken: &mut impl FnMut(&'static str)) {
    let dict = font.dict;
    let standard = STANDARD.contains(&name) && kind == b"Type1";
    let number = |key: &str| file.get(dict, key).int();
    let (first, last) = (number("FirstChar"), number("LastChar"));
    let widths = file.get(dict, "Widths").as_list();
    if !standard {
        if first.is_none() {
            broken("6.2.11.2-4");
        }
        if last.is_none() {
            broken("6.2.11.2-5");
        }
        let fits = match (first, last, widths) {
            (Some(first), Some(last), Some(widths)) => widths.len() as i64 == last - first + 1,
            _ => false,
        };
        if !fits {
            broken("6.2.11.2-6");
        }
    }
    let descriptor = file.dict(dict, "FontDescriptor");
    if !embedded(file, descriptor, broken) {
        if font.visible {
            broken("6.2.11.4.1-1");
        }
        return;
    }
    let Some(descriptor) = descriptor else { return };
    let Some(program) = program(file, descriptor) else {
        broken("6.2.11.4.1-1");
        return;
    };
    if kind == b"TrueType" && program.is_true_type() {
        true_type(file, dict, descriptor, &program, broken);
    }
    if kind == b"Type1"
        && is_subset(name)
        && let Some(listed) = file.get(descriptor, "CharSet").as_text()
    {
        let listed: Vec<&[u8]> = listed.split(|b| *b == b'/').filter(|n| !n.is_empty()).collect();
        let has = |name: &Vec<u8>| name == b".notdef" || listed.contains(&&**name);
        if !program.names().iter().all(has) {
            broken("6.2.11.4.2-1");
        }
    }
    let shown = simple(file, dict, &program, &font.shown);
    glyphs(&shown, broken);
}

fn glyphs(shown: &[crate::pdf::font::Shown], broken: &mut impl FnMut(&'static str)) {
    if shown.iter().any(|s| s.glyph.is_none()) {
        broken("6.2.11.4.1-2");
    }
    if shown.iter().any(|s| s.missing) {
        broken("6.2.11.8-1");
    }
    let differs =
        |s: &crate::pdf::font::Shown| s.told.zip(s.real).is_some_and(|(told, real)| (told - real).abs() > 1.0);
    if shown.iter().any(differs) {
        broken("6.2.11.5-1");
    }
}

/// How characters lead to glyphs in a TrueType font (6.2.11.6).
fn true_type(
    file: &File,
    dict: &Dict,
    descriptor: &Dict,
    program: &crate::pdf::font::Program,
    broken: &mut impl FnMut(&'static str),
) {
    let symbolic = file.get(descriptor, "Flags").int().unwrap_or(0) & 4 != 0;
    let tables = program.tables();
    let found = encoding(file, dict);
    if symbolic {
        if found.present {
            broken("6.2.11.6-3");
        }
        if tables.len() != 1 && !tables.contains(&(3, 0)) {
            broken("6.2.11.6-4");
        }
        return;
    }
    let enough = if tables.contains(&(3, 0)) { tables.len() > 1 } else { !tables.is_empty() };
    if !enough {
        broken("6.2.11.6-1");
    }
    let named = match file.get(dict, "Encoding") {
        Value::Dict(inner) => file.get(inner, "BaseEncoding"),
        other => other,
    };
    let known = named.is_name("WinAnsiEncoding") || named.is_name("MacRomanEncoding");
    let unicode = |name: &Vec<u8>| {
        let text = String::from_utf8_lossy(name);
        name == b".notdef" || skrifa::raw::ps::agl::name_to_char(&text).is_some()
    };
    let compliant =
        found.differences.is_empty() || (found.differences.values().all(unicode) && tables.contains(&(3, 1)));
    if !known || !compliant {
        broken("6.2.11.6-2");
    }
}

fn type0(file: &File, font: &FontUse<'_>, broken: &mut impl FnMut(&'static str)) {
    let dict = font.dict;
    let Some(descendant) =
        file.get(dict, "DescendantFonts").as_list().and_then(|list| file.resolve(list.first()?).as_dict())
    else {
        broken("6.2.11.2-2");
        return;
    };
    let kind = file.get(descendant, "Subtype").as_name().unwrap_or_default();
    let name = file.get(descendant, "BaseFont").as_name().unwrap_or_default();
    super::maps::examine(file, dict, descendant, broken);
    let descriptor = file.dict(descendant, "FontDescriptor");
    let held = embedded(file, descriptor, broken);
    if !held {
        if font.visible {
            broken("6.2.11.4.1-1");
        }
        return;
    }
    let Some(descriptor) = descriptor else { return };
    if kind == b"CIDFontType2" {
        let map = file.get(descendant, "CIDToGIDMap");
        if !matches!(map, Value::Stream(_)) && !map.is_name("Identity") {
            broken("6.2.11.3.2-1");
        }
    }
    let Some(program) = program(file, descriptor) else {
        broken("6.2.11.4.1-1");
        return;
    };
    if is_subset(name)
        && let Value::Stream(stream) = file.get(descriptor, "CIDSet")
    {
        let set = crate::pdf::filters::unpacked(file, stream).unwrap_or_default();
        let has = |cid: u32| set.get(cid as usize / 8).is_some_and(|byte| byte & (0x80 >> (cid % 8)) != 0);
        let all =
            if program.is_true_type() { (0..program.count()).all(has) } else { super::maps::lists_all(&program, &has) };
        if !all {
            broken("6.2.11.4.2-2");
        }
    }
    if let Some(shown) = composite(file, dict, &program, &font.shown) {
        glyphs(&shown, broken);
    }
}
