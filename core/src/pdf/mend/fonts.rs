//! Fonts (6.2.11): those every reader was to have are put into the file; lists that may be wrong are left out.

use std::collections::BTreeSet;

use hayro_interpret::font::StandardFont;

use super::Log;
use crate::pdf::examine::survey;
use crate::pdf::filters::packed;
use crate::pdf::font::{Program, encoding};
use crate::pdf::value::{Dict, File, Id, Value};

pub(super) fn mend(file: &mut File, log: &mut Log) {
    descriptors(file, log);
    let plans: Vec<Plan> = survey(file)
        .fonts
        .iter()
        .filter(|font| font.visible)
        .filter_map(|font| plan(file, font.id?, font.dict, &font.shown))
        .collect();
    for plan in plans {
        apply(file, plan);
        log.note("font_embedded");
    }
}

/// Lists of what a font holds are optional, and wrong in many files.
fn descriptors(file: &mut File, log: &mut Log) {
    for id in file.ids() {
        let Some(dict) = file.at(id).as_dict() else { continue };
        let composite = file.get(dict, "Subtype").is_name("CIDFontType2");
        let held = file.dict(dict, "FontDescriptor").is_some_and(|d| d.contains_key(b"FontFile2".as_slice()));
        let unmapped = composite && held && !dict.contains_key(b"CIDToGIDMap".as_slice());
        let descriptor = file.get(dict, "Type").is_name("FontDescriptor");
        let Some(dict) = file.at_mut(id).and_then(Value::as_dict_mut) else { continue };
        if unmapped {
            dict.insert(b"CIDToGIDMap".to_vec(), Value::name("Identity"));
            log.note("font_described");
        }
        if descriptor {
            for key in ["CIDSet", "CharSet"] {
                log.removed(dict, key, "font_list_removed");
            }
        }
    }
}

struct Plan {
    id: Id,
    font: StandardFont,
    symbol: bool,
    widths: Vec<f64>,
    differences: Vec<Value>,
}

/// How a font that is not embedded can be, without moving a letter; none when it cannot.
fn plan(file: &File, id: Id, dict: &Dict, shown: &BTreeSet<Vec<u8>>) -> Option<Plan> {
    if !["Type1", "TrueType", "MMType1"].iter().any(|kind| file.get(dict, "Subtype").is_name(kind)) {
        return None;
    }
    let descriptor = file.dict(dict, "FontDescriptor");
    let held = |d: &Dict| ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| d.contains_key(key.as_bytes()));
    if descriptor.is_some_and(held) {
        return None;
    }
    let font = standard(file.get(dict, "BaseFont").as_name()?)?;
    let symbol = matches!(font, StandardFont::Symbol | StandardFont::ZapfDingBats);
    let program = Program::new((*font.get_font_data().0).as_ref().to_vec())?;
    let found = encoding(file, dict);
    let mut widths = vec![0.0; 256];
    let mut differences = Vec::new();
    for code in 0..=255_u8 {
        let name = if symbol {
            found.differences.get(&code).cloned()
        } else {
            found.name(code).or_else(|| {
                let name = skrifa::raw::ps::PredefinedEncoding::Standard.name(code);
                (!name.is_empty() && name != ".notdef").then(|| name.as_bytes().to_vec())
            })
        };
        let glyph = match &name {
            Some(name) => program.by_name(name),
            None => program.by_own_code(code).filter(|_| symbol),
        };
        let Some(glyph) = glyph.filter(|g| *g != 0) else { continue };
        *widths.get_mut(usize::from(code))? = program.width(glyph)?.round();
        if let Some(name) = name {
            differences.push(Value::Int(i64::from(code)));
            differences.push(Value::Name(name));
        }
    }
    // Every character shown has its glyph, as wide as the file says.
    let first = file.get(dict, "FirstChar").int().unwrap_or(0);
    let told = file.get(dict, "Widths").as_list();
    for code in shown.iter().flatten() {
        let real = *widths.get(usize::from(*code)).filter(|w| **w > 0.0)?;
        if let Some(told) = told {
            let at = usize::try_from(i64::from(*code) - first).ok();
            let told = at.and_then(|at| told.get(at)).and_then(|w| file.resolve(w).number()).unwrap_or(0.0);
            if (told - real).abs() > 1.0 {
                return None;
            }
        }
    }
    Some(Plan { id, font, symbol, widths, differences })
}

fn apply(file: &mut File, plan: Plan) {
    let data = plan.font.get_font_data().0;
    let stream = Dict::from([(b"Subtype".to_vec(), Value::name("Type1C"))]);
    let program = file.add(packed(stream, (*data).as_ref()));
    let name = plan.font.postscript_name();
    let bold = name.contains("Bold");
    let slanted = name.contains("Oblique") || name.contains("Italic");
    let serif = name.starts_with("Times") || name.starts_with("Courier");
    let fixed = name.starts_with("Courier");
    let flags = if plan.symbol { 4 } else { 32 } + i64::from(serif) * 2 + i64::from(fixed) + i64::from(slanted) * 64;
    let numbers = |list: [i64; 4]| Value::List(list.map(Value::Int).to_vec());
    let descriptor = Dict::from([
        (b"Type".to_vec(), Value::name("FontDescriptor")),
        (b"FontName".to_vec(), Value::name(name)),
        (b"Flags".to_vec(), Value::Int(flags)),
        (b"FontBBox".to_vec(), numbers([-200, -250, 1200, 950])),
        (b"ItalicAngle".to_vec(), Value::Int(if slanted { -12 } else { 0 })),
        (b"Ascent".to_vec(), Value::Int(718)),
        (b"Descent".to_vec(), Value::Int(-207)),
        (b"CapHeight".to_vec(), Value::Int(718)),
        (b"StemV".to_vec(), Value::Int(if bold { 140 } else { 88 })),
        (b"FontFile3".to_vec(), Value::Ref(program)),
    ]);
    let descriptor = file.add(Value::Dict(descriptor));
    let to_unicode = file.at(plan.id).as_dict().and_then(|d| d.get(b"ToUnicode".as_slice())).cloned();
    let mut dict = Dict::from([
        (b"Type".to_vec(), Value::name("Font")),
        (b"Subtype".to_vec(), Value::name("Type1")),
        (b"BaseFont".to_vec(), Value::name(name)),
        (b"FirstChar".to_vec(), Value::Int(0)),
        (b"LastChar".to_vec(), Value::Int(255)),
        (b"Widths".to_vec(), Value::List(plan.widths.into_iter().map(|w| Value::Int(w as i64)).collect())),
        (b"FontDescriptor".to_vec(), Value::Ref(descriptor)),
    ]);
    if !plan.differences.is_empty() {
        let encoding = Dict::from([
            (b"Type".to_vec(), Value::name("Encoding")),
            (b"Differences".to_vec(), Value::List(plan.differences)),
        ]);
        dict.insert(b"Encoding".to_vec(), Value::Dict(encoding));
    }
    if let Some(map) = to_unicode {
        dict.insert(b"ToUnicode".to_vec(), map);
    }
    file.set(plan.id, Value::Dict(dict));
}

/// The standard font of a name, or the one with the same widths.
fn standard(name: &[u8]) -> Option<StandardFont> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split_once('+').filter(|(tag, _)| tag.len() == 6).map_or(name, |(_, rest)| rest);
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let plain = plain.replace("psmt", "").replace("mt", "").replace("ps", "");
    let family = ["helvetica", "arial", "timesnewroman", "times", "couriernew", "courier", "symbol", "zapfdingbats"]
        .into_iter()
        .find(|family| plain.starts_with(family))?;
    let style = plain.strip_prefix(family)?;
    let (bold, slanted) = match style {
        "" | "roman" | "regular" => (false, false),
        "bold" => (true, false),
        "italic" | "oblique" => (false, true),
        "bolditalic" | "boldoblique" => (true, true),
        _ => return None,
    };
    use StandardFont as F;
    Some(match (family, bold, slanted) {
        ("symbol", ..) => F::Symbol,
        ("zapfdingbats", ..) => F::ZapfDingBats,
        ("helvetica" | "arial", false, false) => F::Helvetica,
        ("helvetica" | "arial", true, false) => F::HelveticaBold,
        ("helvetica" | "arial", false, true) => F::HelveticaOblique,
        ("helvetica" | "arial", true, true) => F::HelveticaBoldOblique,
        ("timesnewroman" | "times", false, false) => F::TimesRoman,
        ("timesnewroman" | "times", true, false) => F::TimesBold,
        ("timesnewroman" | "times", false, true) => F::TimesItalic,
        ("timesnewroman" | "times", true, true) => F::TimesBoldItalic,
        (_, false, false) => F::Courier,
        (_, true, false) => F::CourierBold,
        (_, false, true) => F::CourierOblique,
        (_, true, true) => F::CourierBoldOblique,
    })
}
