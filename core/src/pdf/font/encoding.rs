//! Simple fonts: the name of the glyph of each character code.

use std::collections::BTreeMap;

use skrifa::raw::ps::{PredefinedEncoding, agl};

use crate::pdf::value::{Dict, File, Value};

/// Where the names of a font come from before its differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// The font program, or Adobe's standard encoding.
    Own,
    Standard,
    WinAnsi,
    MacRoman,
    /// One PDF/A knows nothing of.
    Other,
}

/// What the encoding entry of a font says.
#[derive(Clone, Debug)]
pub(crate) struct Encoding {
    /// Whether there is an entry at all.
    pub(crate) present: bool,
    pub(crate) base: Base,
    /// Codes whose names are given one by one.
    pub(crate) differences: BTreeMap<u8, Vec<u8>>,
}

/// Reads the encoding of a simple font.
pub(crate) fn encoding(file: &File, font: &Dict) -> Encoding {
    let value = file.get(font, "Encoding");
    let named = |value: &Value| match value.as_name() {
        Some(b"WinAnsiEncoding") => Base::WinAnsi,
        Some(b"MacRomanEncoding") => Base::MacRoman,
        Some(b"StandardEncoding") => Base::Standard,
        Some(_) => Base::Other,
        None => Base::Own,
    };
    let mut out = Encoding { present: *value != Value::Null, base: Base::Own, differences: BTreeMap::new() };
    match value {
        Value::Dict(dict) => {
            out.base = named(file.get(dict, "BaseEncoding"));
            let mut code = 0_i64;
            for item in file.get(dict, "Differences").as_list().unwrap_or_default() {
                match file.resolve(item) {
                    Value::Name(name) => {
                        if let Ok(at) = u8::try_from(code) {
                            out.differences.insert(at, name.clone());
                        }
                        code += 1;
                    }
                    number => code = number.int().unwrap_or(code),
                }
            }
        }
        other => out.base = named(other),
    }
    out
}

impl Encoding {
    /// The name of a code; none where the font program decides.
    pub(crate) fn name(&self, code: u8) -> Option<Vec<u8>> {
        if let Some(name) = self.differences.get(&code) {
            return Some(name.clone());
        }
        let named = |c: char| name_of(c).into_bytes();
        match self.base {
            Base::WinAnsi => Some(win_ansi_char(code).map(named).unwrap_or_else(|| b"bullet".to_vec())),
            Base::MacRoman => mac_roman_char(code).map(named),
            Base::Standard => {
                let name = PredefinedEncoding::Standard.name(code);
                (!name.is_empty() && name != ".notdef").then(|| name.as_bytes().to_vec())
            }
            Base::Own | Base::Other => None,
        }
    }
}

/// Adobe's name of a character.
fn name_of(c: char) -> String {
    const FIRST: [(char, &str); 8] = [
        (' ', "space"),
        ('\u{a0}', "space"),
        ('-', "hyphen"),
        ('\u{ad}', "hyphen"),
        ('µ', "mu"),
        ('·', "periodcentered"),
        ('¯', "macron"),
        ('|', "bar"),
    ];
    if let Some((_, name)) = FIRST.iter().find(|(known, _)| *known == c) {
        return (*name).to_owned();
    }
    let mut buffer = [0; 64];
    agl::char_to_name(c, &mut buffer).unwrap_or_default().to_owned()
}

/// The character of a code in WinAnsiEncoding.
pub(crate) fn win_ansi_char(code: u8) -> Option<char> {
    const HIGH: [char; 32] = [
        '€', '•', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '•', 'Ž', '•', '•', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '•', 'ž', 'Ÿ',
    ];
    match code {
        0..0x20 => None,
        0x7f => Some('•'),
        0x80..=0x9f => HIGH.get(usize::from(code - 0x80)).copied(),
        other => Some(char::from(other)),
    }
}

/// The character of a code in MacRomanEncoding.
pub(crate) fn mac_roman_char(code: u8) -> Option<char> {
    const HIGH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
    match code {
        0..0x20 | 0x7f => None,
        0x80.. => HIGH.chars().nth(usize::from(code - 0x80)),
        other => Some(char::from(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_adobe() {
        let names = "A hyphen quotesingle grave eacute Euro quoteright endash oe bullet space mu";
        let codes = [65, 45, 39, 96, 0xe9, 0x80, 0x92, 0x96, 0x9c, 0x95, 0xa0, 0xb5];
        let encoding = Encoding { present: true, base: Base::WinAnsi, differences: BTreeMap::new() };
        for (name, code) in names.split(' ').zip(codes) {
            assert_eq!(String::from_utf8(encoding.name(code).unwrap()).unwrap(), name);
        }
        assert_eq!(mac_roman_char(0x8e), Some('é'));
        assert_eq!(mac_roman_char(0xff), Some('ˇ'));
    }
}
