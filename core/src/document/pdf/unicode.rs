//! What a glyph says: ligatures taken apart, look-alikes folded, and last resorts for fonts that do not tell.

use std::collections::HashMap;

use hayro_interpret::hayro_cmap::BfString;

/// What a font says a glyph is.
pub(super) enum Said {
    /// Text, as a reader would type it.
    Text(BfString),
    /// A picture: a bullet, an icon.
    Symbol,
    /// Nothing usable.
    Nothing,
}

/// The text of a glyph as a reader would type it.
pub(super) fn clean(text: BfString) -> Said {
    match text {
        BfString::Char(c) => match fold(c) {
            Folded::Char(c) => Said::Text(BfString::Char(c)),
            Folded::Text(s) => Said::Text(BfString::String(s.into())),
            Folded::Symbol => Said::Symbol,
            Folded::Nothing => Said::Nothing,
        },
        BfString::String(s) => {
            let mut out = String::with_capacity(s.len());
            let mut symbols = false;
            for c in s.chars() {
                match fold(c) {
                    Folded::Char(c) => out.push(c),
                    Folded::Text(t) => out.push_str(t),
                    Folded::Symbol => symbols = true,
                    Folded::Nothing => {}
                }
            }
            match out.is_empty() {
                false => Said::Text(BfString::String(out)),
                true if symbols => Said::Symbol,
                true => Said::Nothing,
            }
        }
    }
}

enum Folded {
    Char(char),
    Text(&'static str),
    Symbol,
    Nothing,
}

fn fold(c: char) -> Folded {
    Folded::Char(match c {
        '\u{20}'..='\u{7e}' => c,
        'ﬀ' => return Folded::Text("ff"),
        'ﬁ' => return Folded::Text("fi"),
        'ﬂ' => return Folded::Text("fl"),
        'ﬃ' => return Folded::Text("ffi"),
        'ﬄ' => return Folded::Text("ffl"),
        'ﬅ' | 'ﬆ' => return Folded::Text("st"),
        // A soft hyphen that is drawn is a hyphen, and many fonts name their hyphen so.
        '\u{ad}' | '\u{2010}' | '\u{2011}' => '-',
        '\t' | '\n' | '\r' => ' ',
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => return Folded::Nothing,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
            return Folded::Symbol;
        }
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => return Folded::Symbol,
        '\u{fff0}'..='\u{ffff}' => return Folded::Nothing,
        c => c,
    })
}

/// The combining mark of an accent drawn as a character of its own, as old TeX fonts do.
pub(super) fn combining(accent: char) -> Option<char> {
    Some(match accent {
        '`' => '\u{300}',
        '´' => '\u{301}',
        '^' | 'ˆ' => '\u{302}',
        '~' | '˜' => '\u{303}',
        '¨' => '\u{308}',
        '¸' => '\u{327}',
        'ˇ' => '\u{30c}',
        '˚' => '\u{30a}',
        '\u{300}'..='\u{36f}' => accent,
        _ => return None,
    })
}

/// Whether the name of a face says it is bold.
pub(super) fn names_bold(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["bold", "black", "heavy", "demi", "gras"].iter().any(|word| name.contains(word))
}

/// Whether the name of a face says its glyphs are no text.
pub(super) fn names_symbols(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["dings", "dingbat", "symbol", "awesome", "icon", "glyphicon", "emoji", "barcode"].iter().any(|w| name.contains(w))
}

/// The character of a code in the Windows Latin 1 encoding, the most common of PDF.
pub(super) fn win_ansi(code: u32) -> Option<char> {
    const HIGH: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    match code {
        0x20..=0x7e | 0xa0..=0xff => char::from_u32(code),
        0x80..=0x9f => HIGH.get(code as usize - 0x80).copied().filter(|c| *c != '\0'),
        _ => None,
    }
}

/// Whether codes taken for Windows Latin 1 read as text rather than as the numbers of a subset.
pub(super) fn looks_like_text(chars: impl Iterator<Item = char>) -> bool {
    let (mut letters, mut all) = (0_usize, 0_usize);
    for c in chars {
        all += 1;
        letters += usize::from(c.is_ascii_alphanumeric() || c == ' ');
    }
    all >= 2 && letters * 10 >= all * 7
}

/// Character of each glyph as the font program itself tells it, through its character map.
pub(super) fn characters_by_glyph(font: &[u8]) -> HashMap<u32, char> {
    let mut out = HashMap::new();
    if let Ok(font) = skrifa::FontRef::new(font) {
        use skrifa::MetadataProvider as _;
        for (code, glyph) in font.charmap().mappings() {
            let code = if (0xf020..=0xf0ff).contains(&code) { code & 0xff } else { code };
            if let Some(c) = char::from_u32(code).filter(|c| !c.is_control()) {
                out.entry(glyph.to_u32()).or_insert(c);
            }
        }
    }
    out
}
