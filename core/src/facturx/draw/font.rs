//! The two faces the page is set in, and how wide they set.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// A face of the family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// Inter Regular.
    #[default]
    Regular,
    /// Inter SemiBold.
    Bold,
}

/// What is drawn for a character the family does not have.
pub const REPLACEMENT: char = '□';

/// A glyph: its number and its advance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glyph {
    /// Number in the whole font.
    pub id: u16,
    /// Advance in units of the font.
    pub advance: u16,
}

/// A font file with its map of characters.
#[derive(Debug)]
pub struct Font {
    /// The file.
    pub bytes: &'static [u8],
    /// PostScript name.
    pub name: &'static str,
    /// Stem width told to readers.
    pub stem: f32,
    glyphs: Vec<(char, Glyph)>,
}

/// Units of the em of both faces.
pub const UNITS: f32 = 2048.0;
/// Height of what rises above the base line, in units.
pub const ASCENT: f32 = 1984.0;
/// Depth of what hangs below it, in units.
pub const DESCENT: f32 = -494.0;
/// Height of capitals, in units.
pub const CAPITALS: f32 = 1490.0;
/// A box that holds every glyph of both faces, in units.
pub const BOUNDS: [f32; 4] = [-1520.0, -551.0, 3360.0, 2275.0];

static REGULAR: LazyLock<Font> =
    LazyLock::new(|| Font::parse(include_bytes!("../../../assets/fonts/inter-regular.ttf"), "Inter-Regular", 88.0));
static BOLD: LazyLock<Font> =
    LazyLock::new(|| Font::parse(include_bytes!("../../../assets/fonts/inter-semibold.ttf"), "Inter-SemiBold", 128.0));

impl Face {
    /// Its font.
    pub fn font(self) -> &'static Font {
        match self {
            Self::Regular => &REGULAR,
            Self::Bold => &BOLD,
        }
    }
}

impl Font {
    fn parse(bytes: &'static [u8], name: &'static str, stem: f32) -> Self {
        let mut glyphs = Vec::new();
        if let Ok(font) = FontRef::new(bytes) {
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            for (code, id) in font.charmap().mappings() {
                let advance = metrics.advance_width(id).unwrap_or(0.0) as u16;
                let glyph = u16::try_from(id.to_u32()).map(|id| Glyph { id, advance });
                glyphs.extend(char::from_u32(code).zip(glyph.ok()));
            }
        }
        glyphs.sort_unstable_by_key(|(c, _)| *c);
        Self { bytes, name, stem, glyphs }
    }

    /// The glyph of a character the font has.
    pub fn find(&self, c: char) -> Option<Glyph> {
        let at = self.glyphs.binary_search_by_key(&c, |(known, _)| *known).ok()?;
        self.glyphs.get(at).map(|(_, glyph)| *glyph)
    }

    /// The glyph of a character, or of the replacement.
    pub fn glyph(&self, c: char) -> Glyph {
        self.find(c).or_else(|| self.find(REPLACEMENT)).unwrap_or_default()
    }
}

/// Whether the family has the character. Those that draw nothing count as had.
pub fn has(c: char) -> bool {
    c.is_control() || is_silent(c) || REGULAR.find(c).is_some()
}

/// Characters that only steer how others are set.
pub fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_is_complete_in_both_faces() {
        let french = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ\
                      €£$%‰°²³½«»’‘“”–—…·•×−±/\\()[]{}@&#*+=<>|~_^`!?,.;:'\"\u{a0}\u{202f}\u{2009}\u{2011}№™®©";
        for face in [Face::Regular, Face::Bold] {
            for c in french.chars() {
                assert!(face.font().find(c).is_some(), "{c:?} in {face:?}");
            }
        }
    }

    #[test]
    fn figures_are_of_one_width() {
        for face in [Face::Regular, Face::Bold] {
            let zero = face.font().glyph('0').advance;
            assert!(zero > 1000 && ('0'..='9').all(|c| face.font().glyph(c).advance == zero));
        }
    }

    #[test]
    fn what_is_missing_is_replaced() {
        assert!(!has('漢') && has('Ω') && has('Ж') && has('\n') && has('\u{200b}'));
        assert_eq!(Face::Regular.font().glyph('漢'), Face::Regular.font().glyph(REPLACEMENT));
        assert_ne!(Face::Regular.font().glyph('漢').id, 0);
    }
}
