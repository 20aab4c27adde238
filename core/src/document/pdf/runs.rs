//! The longest text a content draws at once. hayro gathers all glyphs of one operator before it hands them on, at more
//! than a hundred bytes each.

use crate::document::limits::too_large;
use crate::error::Result;

/// Bytes one operator may draw: ten times the text of a full page.
const LONGEST: usize = 600_000;

/// A content looked at piece by piece.
#[derive(Default)]
pub(super) struct Runs {
    /// Brackets of strings open, and of arrays.
    strings: u32,
    arrays: u32,
    escaped: bool,
    hex: bool,
    length: usize,
    longest: usize,
    /// The last three bytes, to find inline pictures, whose bytes are no text.
    last: [u8; 3],
    picture: bool,
}

impl Runs {
    /// Looks at the next bytes.
    pub(super) fn look(&mut self, piece: &[u8]) {
        for &byte in piece {
            self.step(byte);
            self.last = [self.last[1], self.last[2], byte];
        }
        self.longest = self.longest.max(self.length);
    }

    /// Fails when something drew too much at once.
    pub(super) fn check(&self) -> Result<()> {
        if self.longest > LONGEST {
            return Err(too_large("run", LONGEST, "Ce PDF écrit un texte démesuré d'un seul tenant."));
        }
        Ok(())
    }

    fn step(&mut self, byte: u8) {
        let [before, first, second] = self.last;
        if self.picture {
            self.picture =
                !(byte.is_ascii_whitespace() && first == b'E' && second == b'I' && before.is_ascii_whitespace());
            return;
        }
        if self.strings > 0 {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'(' => self.strings += 1,
                b')' => self.strings -= 1,
                _ => {}
            }
        } else {
            match byte {
                b'(' => self.strings = 1,
                b'<' => self.hex = true,
                b'>' => self.hex = false,
                b'[' => self.arrays += 1,
                b']' => self.arrays = self.arrays.saturating_sub(1),
                _ if byte.is_ascii_whitespace() && first == b'I' && second == b'D' && before.is_ascii_whitespace() => {
                    self.picture = true;
                }
                _ => {}
            }
        }
        if self.strings > 0 || self.arrays > 0 || self.hex {
            self.length += 1;
        } else {
            self.longest = self.longest.max(self.length);
            self.length = 0;
        }
    }
}
