//! The characters of a model, and the codes its network speaks in: a character is one code, or several in a row.

use super::Damaged;
use super::bytes::Bytes;

/// Number of a character in its model.
pub(crate) type Char = u32;

/// The blank between words is the first character of every model.
pub(crate) const SPACE: Char = 0;

/// A character of the model.
#[derive(Debug)]
struct Glyph {
    text: Box<str>,
    digit: bool,
    /// Written without blanks between words: Chinese, Japanese, Thai and their neighbours.
    unspaced: bool,
}

/// The characters of a model by number.
#[derive(Debug)]
pub(crate) struct Charset {
    glyphs: Vec<Glyph>,
}

impl Charset {
    /// Most characters a model may have; Chinese has some eight thousand.
    const MOST: usize = 1 << 16;

    /// Reads the text of a `unicharset`: a count, then a line for each character: its text, its properties in
    /// hexadecimal (8: digit), metrics, its script.
    pub fn parse(bytes: &[u8]) -> Result<Self, Damaged> {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let count: usize =
            lines.next().and_then(|l| l.trim().parse().ok()).ok_or(Damaged("its characters lack a count"))?;
        if count == 0 || count > Self::MOST {
            return Err(Damaged("it has no characters, or too many"));
        }
        let glyphs: Option<Vec<_>> = lines.take(count).map(glyph).collect();
        match glyphs {
            Some(glyphs) if glyphs.len() == count => Ok(Self { glyphs }),
            _ => Err(Damaged("its characters are cut short")),
        }
    }

    pub fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// What is printed for a character.
    pub fn text(&self, char: Char) -> &str {
        self.glyphs.get(char as usize).map_or("", |g| &g.text)
    }

    pub fn is_digit(&self, char: Char) -> bool {
        self.glyphs.get(char as usize).is_some_and(|g| g.digit)
    }

    /// Whether words of this character's script are set apart by blanks.
    pub fn is_spaced(&self, char: Char) -> bool {
        self.glyphs.get(char as usize).is_none_or(|g| !g.unspaced)
    }

    /// Whether words of this model are set apart by blanks.
    pub fn all_spaced(&self) -> bool {
        self.glyphs.iter().all(|g| !g.unspaced)
    }
}

fn glyph(line: &str) -> Option<Glyph> {
    let mut cells = line.split_whitespace();
    let text = cells.next()?;
    let properties = u32::from_str_radix(cells.next()?, 16).ok()?;
    let unspaced =
        cells.take(2).any(|script| matches!(script, "Han" | "Hiragana" | "Katakana" | "Thai" | "Lao" | "Khmer"));
    // The blank is written as a word; the two after it mark joined and broken letters and are never printed.
    let text = match text {
        "NULL" => " ",
        "Joined" => "",
        _ if text.starts_with("|Broken|") => "",
        _ => text,
    };
    Some(Glyph { text: text.into(), digit: properties & 8 != 0, unspaced })
}

/// What follows a run of codes: the character it ends, and the runs it may go on to.
#[derive(Debug, Default)]
struct Prefix {
    /// Code, character it completes, longer run it starts.
    next: Vec<(u16, Option<Char>, Option<u32>)>,
}

/// Codes to characters.
#[derive(Debug)]
pub(crate) struct Recoder {
    prefixes: Vec<Prefix>,
    /// The first step again, by code.
    first: Vec<(Option<Char>, Option<u32>)>,
    longest: usize,
}

impl Recoder {
    /// Most codes a character may be written with.
    const LONGEST: usize = 9;
    /// Most codes a network may speak.
    pub const CODES: usize = 1 << 15;

    /// Reads the codes of each character, in the order of `charset`.
    pub fn parse(bytes: &[u8], charset: &Charset) -> Result<Self, Damaged> {
        let mut bytes = Bytes(bytes);
        let count = bytes.size(Charset::MOST + 1)?;
        let mut recoder = Self { prefixes: vec![Prefix::default()], first: Vec::new(), longest: 1 };
        for char in 0..count {
            let _self_normalized = bytes.u8()?;
            let length = bytes.size(Self::LONGEST)?;
            let codes: Vec<usize> = (0..length).map(|_| bytes.size(Self::CODES - 1)).collect::<Result<_, _>>()?;
            if char < charset.len() {
                recoder.add(&codes, char as Char);
            }
        }
        if recoder.prefixes[0].next.is_empty() {
            return Err(Damaged("it has no codes"));
        }
        let codes = recoder.prefixes[0].next.iter().map(|n| usize::from(n.0) + 1).max().unwrap_or_default();
        recoder.first = vec![(None, None); codes];
        for (code, char, longer) in &recoder.prefixes[0].next {
            recoder.first[usize::from(*code)] = (*char, *longer);
        }
        Ok(recoder)
    }

    fn add(&mut self, codes: &[usize], char: Char) {
        self.longest = self.longest.max(codes.len());
        let mut at = 0;
        for (i, code) in codes.iter().enumerate() {
            let (code, last) = (*code as u16, i + 1 == codes.len());
            let found = self.prefixes[at].next.iter().position(|n| n.0 == code);
            let entry = found.unwrap_or_else(|| {
                self.prefixes[at].next.push((code, None, None));
                self.prefixes[at].next.len() - 1
            });
            if last {
                // Several characters may share their codes (quotes of many shapes): the later one is printed, as
                // in the library these models are made for.
                self.prefixes[at].next[entry].1 = Some(char);
            } else if let Some(next) = self.prefixes[at].next[entry].2 {
                at = next as usize;
            } else {
                let next = self.prefixes.len();
                self.prefixes[at].next[entry].2 = Some(next as u32);
                self.prefixes.push(Prefix::default());
                at = next;
            }
        }
    }

    /// After the run `prefix` (0: none) and `code`: the character complete, and the longer run begun.
    pub fn step(&self, prefix: u32, code: usize) -> (Option<Char>, Option<u32>) {
        if prefix == 0 {
            return self.first.get(code).copied().unwrap_or_default();
        }
        let next = &self.prefixes[prefix as usize].next;
        next.iter().find(|n| usize::from(n.0) == code).map_or((None, None), |n| (n.1, n.2))
    }

    /// Codes in the longest character.
    pub fn longest(&self) -> usize {
        self.longest
    }
}
