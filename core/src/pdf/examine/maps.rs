//! Character maps of composite fonts (6.2.11.3).

use crate::pdf::filters::unpacked;
use crate::pdf::font::Program;
use crate::pdf::value::{Dict, File, Value};

/// The maps every reader has (ISO 32000-1, table 118), each with the collection it is for.
const PREDEFINED: [(&str, &str); 5] = [
    ("GB1", "GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16"),
    ("CNS1", "B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16"),
    (
        "Japan1",
        "83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF16",
    ),
    ("Korea1", "KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16"),
    ("Japan1", ""),
];

/// The collection of a predefined map; none when the name is not one.
fn collection(name: &[u8]) -> Option<&'static str> {
    if matches!(name, b"H" | b"V") {
        return Some("Japan1");
    }
    let name = std::str::from_utf8(name).ok()?;
    let stem = name.strip_suffix("-H").or_else(|| name.strip_suffix("-V"))?;
    PREDEFINED.iter().find(|(_, names)| names.split(' ').any(|known| known == stem)).map(|(ordering, _)| *ordering)
}

fn is_identity(name: &[u8]) -> bool {
    matches!(name, b"Identity-H" | b"Identity-V")
}

/// The map of a composite font beside the collection of its descendant.
pub(super) fn examine(file: &File, font: &Dict, descendant: &Dict, broken: &mut impl FnMut(&'static str)) {
    let system = file.dict(descendant, "CIDSystemInfo");
    let text = |dict: &Dict, key: &str| file.get(dict, key).as_text().map(<[u8]>::to_vec);
    match file.get(font, "Encoding") {
        Value::Name(name) if is_identity(name) => {}
        Value::Name(name) => match collection(name) {
            None => broken("6.2.11.3.3-1"),
            Some(ordering) => {
                let same = system.is_some_and(|s| {
                    text(s, "Ordering").as_deref() == Some(ordering.as_bytes())
                        && text(s, "Registry").as_deref() == Some(b"Adobe")
                });
                if !same {
                    broken("6.2.11.3.1-1");
                }
            }
        },
        Value::Stream(stream) => {
            let dict = &stream.dict;
            let name = file.get(dict, "CMapName").as_name().unwrap_or_default();
            let data = unpacked(file, stream).unwrap_or_default();
            embedded(file, dict, &data, broken);
            if is_identity(name) {
                return;
            }
            let own = file.dict(dict, "CIDSystemInfo");
            let same = system.zip(own).is_some_and(|(font, map)| {
                let supplement = |d: &Dict| file.get(d, "Supplement").int();
                text(font, "Ordering") == text(map, "Ordering")
                    && text(font, "Registry") == text(map, "Registry")
                    && supplement(font).zip(supplement(map)).is_some_and(|(f, m)| f <= m)
            });
            if !same {
                broken("6.2.11.3.1-1");
            }
        }
        _ => broken("6.2.11.3.3-1"),
    }
}

/// What stands in an embedded map.
fn embedded(file: &File, dict: &Dict, data: &[u8], broken: &mut impl FnMut(&'static str)) {
    let words: Vec<&[u8]> = data.split(|b| b.is_ascii_whitespace()).filter(|w| !w.is_empty()).collect();
    let after = |key: &[u8]| words.iter().position(|w| *w == key).and_then(|at| words.get(at + 1));
    let direction = after(b"/WMode").and_then(|w| std::str::from_utf8(w).ok()?.parse::<i64>().ok()).unwrap_or(0);
    if direction != file.get(dict, "WMode").int().unwrap_or(0) {
        broken("6.2.11.3.3-2");
    }
    let bad = |name: &[u8]| !is_identity(name) && collection(name).is_none();
    let used = words.windows(2).any(|pair| match pair {
        [name, verb] => *verb == b"usecmap" && bad(name.strip_prefix(b"/").unwrap_or(name)),
        _ => false,
    });
    let referred = file.get(dict, "UseCMap");
    let named = referred.as_name().or_else(|| file.get(referred.as_dict()?, "CMapName").as_name());
    if used || named.is_some_and(bad) {
        broken("6.2.11.3.3-3");
    }
    if highest(data) > 65_535 {
        broken("6.1.13-10");
    }
}

/// The highest character identifier of `begincidrange` and `begincidchar`.
fn highest(data: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(data);
    let mut most = 0;
    for (start, end, parts) in [("begincidrange", "endcidrange", 3), ("begincidchar", "endcidchar", 2)] {
        for section in text.split(start).skip(1) {
            let body = section.split(end).next().unwrap_or_default();
            let words: Vec<&str> = body.split_whitespace().collect();
            for entry in words.chunks(parts) {
                let code = |w: &str| u64::from_str_radix(w.trim_matches(['<', '>']), 16).unwrap_or(0);
                let last = entry.last().and_then(|w| w.parse::<u64>().ok()).unwrap_or(0);
                let span = match entry {
                    [from, to, _] => code(to).saturating_sub(code(from)),
                    _ => 0,
                };
                most = most.max(last.saturating_add(span));
            }
        }
    }
    most
}

/// Whether a set of character identifiers names every glyph of a CFF program.
pub(super) fn lists_all(program: &Program, has: &impl Fn(u32) -> bool) -> bool {
    let mut cids = (0..=65_535).filter(|cid| program.by_cid(*cid).is_some());
    cids.all(has)
}
