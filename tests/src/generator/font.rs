//! The fonts a page is drawn with, and how wide they draw.

use super::widths;

/// A family of faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Standard Helvetica.
    Helvetica,
    /// Standard Times.
    Times,
    /// Standard Courier.
    Courier,
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
    pub const ALL: [Self; 6] = [
        Self { family: Family::Helvetica, bold: false },
        Self { family: Family::Helvetica, bold: true },
        Self { family: Family::Times, bold: false },
        Self { family: Family::Times, bold: true },
        Self { family: Family::Courier, bold: false },
        Self { family: Family::Courier, bold: true },
    ];

    /// Name of the face in the resources of a page.
    pub fn resource(self) -> &'static str {
        match (self.family, self.bold) {
            (Family::Helvetica, false) => "F1",
            (Family::Helvetica, true) => "F2",
            (Family::Times, false) => "F3",
            (Family::Times, true) => "F4",
            (Family::Courier, false) => "F5",
            (Family::Courier, true) => "F6",
        }
    }

    /// PostScript name of the standard font.
    pub fn base_font(self) -> &'static str {
        match (self.family, self.bold) {
            (Family::Helvetica, false) => "Helvetica",
            (Family::Helvetica, true) => "Helvetica-Bold",
            (Family::Times, false) => "Times-Roman",
            (Family::Times, true) => "Times-Bold",
            (Family::Courier, false) => "Courier",
            (Family::Courier, true) => "Courier-Bold",
        }
    }

    /// Advance of a character in thousandths of the size.
    pub fn advance(self, c: char) -> f32 {
        let code = win_ansi(c);
        let table = match (self.family, self.bold) {
            (Family::Helvetica, false) => &widths::HELVETICA,
            (Family::Helvetica, true) => &widths::HELVETICA_BOLD,
            (Family::Times, false) => &widths::TIMES,
            (Family::Times, true) => &widths::TIMES_BOLD,
            (Family::Courier, _) => return 600.0,
        };
        f32::from(table[usize::from(code.max(32)) - 32])
    }

    /// Width of a text in points.
    pub fn width(self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c)).sum::<f32>() * size / 1000.0
    }

    /// The codes that show a text.
    pub fn encode(self, text: &str) -> Vec<u8> {
        text.chars().map(win_ansi).collect()
    }
}

/// Code of a character in WinAnsiEncoding; a question mark for one it lacks.
fn win_ansi(c: char) -> u8 {
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
