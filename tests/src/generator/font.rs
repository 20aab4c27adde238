//! The fonts a page is drawn with, and how wide they draw.

use super::typeface::{Typeface, typeface};
use super::widths;

/// A family of faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Standard Helvetica, not embedded.
    Helvetica,
    /// Standard Times, not embedded.
    Times,
    /// Standard Courier, not embedded.
    Courier,
    /// Embedded sans serif.
    Sans,
    /// Embedded serif.
    Serif,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 5] = [Self::Helvetica, Self::Times, Self::Courier, Self::Sans, Self::Serif];
}

/// A face: what a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face {
    /// Family.
    pub family: Family,
    /// Bold.
    pub bold: bool,
}

impl Face {
    /// Every face a document can use.
    pub const ALL: [Self; 10] = {
        let mut all = [Self { family: Family::Helvetica, bold: false }; 10];
        let mut i = 0;
        while i < 10 {
            all[i] = Self { family: Family::ALL[i / 2], bold: i % 2 == 1 };
            i += 1;
        }
        all
    };

    /// Name of the face in the resources of a page, and of its font.
    fn names(self) -> (&'static str, &'static str) {
        match (self.family, self.bold) {
            (Family::Helvetica, false) => ("F1", "Helvetica"),
            (Family::Helvetica, true) => ("F2", "Helvetica-Bold"),
            (Family::Times, false) => ("F3", "Times-Roman"),
            (Family::Times, true) => ("F4", "Times-Bold"),
            (Family::Courier, false) => ("F5", "Courier"),
            (Family::Courier, true) => ("F6", "Courier-Bold"),
            (Family::Sans, false) => ("F7", "DejaVuSansCondensed"),
            (Family::Sans, true) => ("F8", "DejaVuSansCondensed-Bold"),
            (Family::Serif, false) => ("F9", "DejaVuSerifCondensed"),
            (Family::Serif, true) => ("F10", "DejaVuSerifCondensed-Bold"),
        }
    }

    /// Name of the face in the resources of a page.
    pub fn resource(self) -> &'static str {
        self.names().0
    }

    /// PostScript name of the font.
    pub fn base_font(self) -> &'static str {
        self.names().1
    }

    /// The font to embed, for the faces that are.
    pub fn typeface(self) -> Option<&'static Typeface> {
        match self.family {
            Family::Sans => Some(typeface(false, self.bold)),
            Family::Serif => Some(typeface(true, self.bold)),
            _ => None,
        }
    }

    /// Whether its ligatures are as wide as their letters, so that they can take their place.
    pub fn has_ligatures(self) -> bool {
        self.family == Family::Sans && !self.bold
    }

    /// Advance of a character in thousandths of the size.
    pub fn advance(self, c: char) -> f32 {
        if let Some(typeface) = self.typeface() {
            return typeface.advance(typeface.glyph(c)).round();
        }
        let code = win_ansi(c);
        let table = match (self.family, self.bold) {
            (Family::Times, false) => &widths::TIMES,
            (Family::Times, true) => &widths::TIMES_BOLD,
            (Family::Courier, _) => return 600.0,
            (_, false) => &widths::HELVETICA,
            (_, true) => &widths::HELVETICA_BOLD,
        };
        f32::from(table[usize::from(code.max(32)) - 32])
    }

    /// Width of a text in points.
    pub fn width(self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c)).sum::<f32>() * size / 1000.0
    }
}

/// Code of a character in WinAnsiEncoding; a question mark for one it lacks.
pub fn win_ansi(c: char) -> u8 {
    match c {
        ' '..='~' | '\u{a0}'..='\u{ff}' => c as u32 as u8,
        '\u{202f}' | '\u{2009}' => 0xa0,
        '€' => 0x80,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '™' => 0x99,
        'œ' => 0x9c,
        'Œ' => 0x8c,
        _ => b'?',
    }
}
