//! Strings shown in a font, character by character: glyph, and width in the dictionary and in the program.

use std::collections::BTreeSet;

use hayro_interpret::hayro_cmap::{self, CMap};
use skrifa::raw::ps::{PredefinedEncoding, agl};

use super::encoding::{Base, Encoding, encoding, mac_roman_char};
use super::program::Program;
use crate::pdf::filters::unpacked;
use crate::pdf::value::{Dict, File, Value};

/// A character as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    /// Its code.
    pub(crate) code: u32,
    /// Its glyph; none when the program has none for it.
    pub(crate) glyph: Option<u32>,
    /// Whether it is the glyph for missing ones by name or number.
    pub(crate) missing: bool,
    /// Width the dictionary gives it, in thousandths of the size.
    pub(crate) told: Option<f64>,
    /// Width in the font program.
    pub(crate) real: Option<f64>,
}

/// The characters of a font whose codes are single bytes.
pub(crate) fn simple(file: &File, font: &Dict, program: &Program, shown: &BTreeSet<Vec<u8>>) -> Vec<Shown> {
    let codes: BTreeSet<u8> = shown.iter().flatten().copied().collect();
    let encoding = encoding(file, font);
    let descriptor = file.dict(font, "FontDescriptor");
    let flags = descriptor.and_then(|d| file.get(d, "Flags").int()).unwrap_or(0);
    let symbolic = flags & 4 != 0;
    let first = file.get(font, "FirstChar").int().unwrap_or(0);
    let widths = file.get(font, "Widths").as_list().unwrap_or_default();
    let otherwise = descriptor.and_then(|d| file.get(d, "MissingWidth").number()).unwrap_or(0.0);
    let told = |code: u8| {
        let at = usize::try_from(i64::from(code) - first).ok();
        let width = at.and_then(|at| widths.get(at)).and_then(|w| file.resolve(w).number());
        (!widths.is_empty()).then(|| width.unwrap_or(otherwise))
    };
    let each = codes.into_iter().map(|code| {
        let (glyph, named_missing) = if program.is_true_type() {
            (true_type(program, &encoding, symbolic, code), false)
        } else {
            named(program, &encoding, code)
        };
        let missing = named_missing || glyph == Some(0);
        let real = glyph.or(Some(0)).and_then(|g| program.width(g));
        Shown { code: u32::from(code), glyph, missing, told: told(code), real }
    });
    each.collect()
}

/// Type 1 and CFF: by name, or as the program has it.
fn named(program: &Program, encoding: &Encoding, code: u8) -> (Option<u32>, bool) {
    match encoding.name(code) {
        Some(name) if name == b".notdef" => (Some(0), true),
        Some(name) => (program.by_name(&name), false),
        None if encoding.base == Base::Own => match program.by_own_code(code) {
            Some(0) | None => (None, true),
            found => (found, false),
        },
        None => {
            let name = PredefinedEncoding::Standard.name(code);
            if name.is_empty() || name == ".notdef" { (None, true) } else { (program.by_name(name.as_bytes()), false) }
        }
    }
}

/// TrueType: by character where the font is not symbolic, else by code.
fn true_type(program: &Program, encoding: &Encoding, symbolic: bool, code: u8) -> Option<u32> {
    let tables = program.tables();
    let number = u32::from(code);
    if !symbolic && encoding.present {
        let name = encoding.name(code).unwrap_or_else(|| PredefinedEncoding::Standard.name(code).as_bytes().to_vec());
        let text = String::from_utf8_lossy(&name).into_owned();
        let character = agl::name_to_char(&text);
        if tables.contains(&(3, 1))
            && let Some(found) = character.and_then(|c| program.lookup((3, 1), u32::from(c)))
        {
            return Some(found);
        }
        if tables.contains(&(1, 0)) {
            let roman = (0..=255).find(|c| mac_roman_char(*c).is_some_and(|m| Some(m) == character));
            if let Some(found) = roman.and_then(|c| program.lookup((1, 0), u32::from(c))) {
                return Some(found);
            }
        }
        return program.by_name(&name).or_else(|| by_code(program, &tables, number));
    }
    by_code(program, &tables, number)
}

fn by_code(program: &Program, tables: &[(u16, u16)], code: u32) -> Option<u32> {
    if tables.contains(&(3, 0)) {
        for start in [0xf000, 0, 0xf100, 0xf200] {
            if let Some(found) = program.lookup((3, 0), start + code) {
                return Some(found);
            }
        }
    }
    let first = tables.first().copied();
    let found = program.lookup((1, 0), code);
    found.or_else(|| first.filter(|t| *t != (3, 0)).and_then(|table| program.lookup(table, code)))
}

/// The characters of a composite font; none when its codes cannot be read.
pub(crate) fn composite(file: &File, font: &Dict, program: &Program, shown: &BTreeSet<Vec<u8>>) -> Option<Vec<Shown>> {
    let descendant = file.get(font, "DescendantFonts").as_list()?.first()?;
    let descendant = file.resolve(descendant).as_dict()?;
    let cids = identifiers(file, font, shown)?;
    let widths = widths(file, descendant);
    let default = file.get(descendant, "DW").number().unwrap_or(1000.0);
    let map = match file.get(descendant, "CIDToGIDMap") {
        Value::Stream(stream) => Some(unpacked(file, stream)?),
        _ => None,
    };
    let each = cids.into_iter().map(|(code, cid)| {
        let glyph = if program.is_true_type() {
            match &map {
                Some(map) => {
                    let pair = map.get(2 * cid as usize..2 * cid as usize + 2);
                    pair.and_then(|p| Some(u32::from(u16::from_be_bytes(p.try_into().ok()?))))
                }
                None => Some(cid),
            }
            .filter(|glyph| *glyph < program.count())
        } else {
            program.by_cid(cid)
        };
        let told = widths.iter().rev().find_map(|(from, to, width)| (*from..=*to).contains(&cid).then_some(*width));
        let real = glyph.and_then(|g| program.width(g));
        Shown { code, glyph, missing: glyph == Some(0) || cid == 0, told: Some(told.unwrap_or(default)), real }
    });
    Some(each.collect())
}

/// Codes with their character identifiers.
fn identifiers(file: &File, font: &Dict, shown: &BTreeSet<Vec<u8>>) -> Option<BTreeSet<(u32, u32)>> {
    let value = file.get(font, "Encoding");
    let map = match value {
        Value::Name(name) if matches!(&**name, b"Identity-H" | b"Identity-V") => None,
        Value::Stream(stream) => {
            let data = unpacked(file, stream)?;
            Some(CMap::parse(&data, hayro_cmap::load_embedded)?)
        }
        Value::Name(name) => {
            let data = hayro_cmap::load_embedded(hayro_cmap::CMapName::from_bytes(name))?;
            Some(CMap::parse(data, hayro_cmap::load_embedded)?)
        }
        _ => return None,
    };
    let mut out = BTreeSet::new();
    for text in shown {
        let mut rest = text.as_slice();
        while !rest.is_empty() {
            let Some(map) = &map else {
                let (pair, after) = rest.split_at(rest.len().min(2));
                let code = pair.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
                out.insert((code, code));
                rest = after;
                continue;
            };
            let found = (1..=4_usize).find_map(|length| {
                let bytes = rest.get(..length)?;
                let code = bytes.iter().fold(0_u32, |code, byte| code << 8 | u32::from(*byte));
                Some((length, code, map.lookup_cid_code(code, length as u8)?))
            });
            let (length, code, cid) = found.unwrap_or((1, 0, 0));
            out.insert((code, cid));
            rest = rest.get(length..).unwrap_or_default();
        }
    }
    Some(out)
}

/// Ranges of character identifiers with their width.
fn widths(file: &File, descendant: &Dict) -> Vec<(u32, u32, f64)> {
    let mut out = Vec::new();
    let mut items = file.get(descendant, "W").as_list().unwrap_or_default().iter().map(|v| file.resolve(v));
    let whole = |v: &Value| v.int().and_then(|i| u32::try_from(i).ok());
    while let (Some(first), Some(second)) = (items.next().and_then(whole), items.next()) {
        match second {
            Value::List(list) => {
                for (cid, width) in (first..).zip(list) {
                    out.push((cid, cid, file.resolve(width).number().unwrap_or(0.0)));
                }
            }
            last => {
                let width = items.next().and_then(Value::number).unwrap_or(0.0);
                out.push((first, whole(last).unwrap_or(first), width));
            }
        }
    }
    out
}
