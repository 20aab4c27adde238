//! Characters to words: by the gap between them in proportion to their size, along whatever direction they run.

use hayro_interpret::hayro_cmap::BfString;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::glyphs::Char;
use super::unicode;
use crate::page::{Rect, Word};

/// Gap in em beyond which two characters drawn one after the other are two words.
const WORD_GAP: f32 = 0.13;
/// How far back in em a character may start and still follow the one before: kerning.
const KERNING: f32 = -0.28;
/// Gap in em within which pieces drawn at different times are one word.
const TOUCHING: f32 = 0.06;
/// Distance in em within which the same text drawn again is a shadow or a fake bold.
const SAME_PLACE: f32 = 0.14;
/// Gap in em up to which spaced-out letters may be words of one line.
const WORD_SPACING: f32 = 1.8;

/// A word being put together.
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) rect: Rect,
    /// Start of the first character and end of the last, on the baseline.
    pub(super) start: (f32, f32),
    pub(super) end: (f32, f32),
    pub(super) direction: (f32, f32),
    pub(super) size: f32,
    pub(super) bold: bool,
    /// A space was drawn between the draft before and this one.
    pub(super) after_space: bool,
    /// A space was drawn at its end.
    pub(super) before_space: bool,
    letters: u32,
    last_start: (f32, f32),
}

/// Joins characters into words that cross no wall.
pub(super) fn words(mut chars: Vec<Char>, walls: &Walls) -> Vec<Word> {
    chars.retain(|c| !c.is_unknown());
    drop_codes_that_are_no_text(&mut chars);
    let mut drafts = draft(&chars, walls);
    super::merge::drop_copies(&mut drafts);
    super::merge::join_spaced_letters(&mut drafts);
    super::merge::join_touching(&mut drafts, walls);
    drafts
        .into_iter()
        .map(|d| {
            let text = if is_nfc(&d.text) { d.text } else { d.text.nfc().collect() };
            Word { text, rect: d.rect, size: d.size, bold: d.bold, confidence: 1.0 }
        })
        .collect()
}

/// Gives the characters from `first` on the text the document says they stand for.
pub(super) fn replace(chars: &mut Vec<Char>, first: usize, text: &str) {
    let drawn = chars.len() - first;
    if text.chars().count() == drawn {
        for (c, said) in chars[first..].iter_mut().zip(text.chars()) {
            (c.text, c.guessed) = (BfString::Char(said), 0);
        }
        return;
    }
    let end = chars[chars.len() - 1].end;
    chars.truncate(first + 1);
    let whole = &mut chars[first];
    (whole.text, whole.guessed, whole.end) = (BfString::String(text.trim().to_owned()), 0, end);
}

/// Fonts without any name for their glyphs: their codes are kept only where they read as text.
fn drop_codes_that_are_no_text(chars: &mut Vec<Char>) {
    let fonts = chars.iter().map(|c| c.guessed).max().unwrap_or(0);
    for font in 1..=fonts {
        let said = chars.iter().filter(|c| c.guessed == font).filter_map(|c| match c.text {
            BfString::Char(c) => Some(c),
            BfString::String(_) => None,
        });
        if !unicode::looks_like_text(said) {
            chars.retain(|c| c.guessed != font);
        }
    }
}

fn draft(chars: &[Char], walls: &Walls) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let mut space = true;
    for (at, c) in chars.iter().enumerate() {
        if c.is_space() {
            if !space && let Some(last) = out.last_mut() {
                last.before_space = distance(last.end, c.start) < WORD_GAP * c.size;
            }
            space = true;
            continue;
        }
        if !space && let Some(last) = out.last_mut() {
            if is_copy(c, &chars[at.saturating_sub(3)..at]) {
                last.bold = true;
                continue;
            }
            if last.accepts_accent(c) || last.accepts(c) && !walls.between(last, c.start) {
                last.push(c);
                continue;
            }
        }
        out.push(Draft::new(c, space));
        space = false;
    }
    out
}

/// Whether the character was just drawn at the same place.
fn is_copy(c: &Char, before: &[Char]) -> bool {
    before.iter().any(|b| distance(b.start, c.start) < SAME_PLACE * c.size && b.text == c.text)
}

impl Draft {
    fn new(c: &Char, after_space: bool) -> Self {
        let mut text = String::new();
        push_text(&mut text, &c.text);
        Self {
            text,
            rect: c.rect(),
            start: c.start,
            end: c.end,
            direction: c.direction,
            size: c.size,
            bold: c.bold,
            after_space,
            before_space: false,
            letters: 1,
            last_start: c.start,
        }
    }

    /// Whether the draft is a single character.
    pub(super) fn is_letter(&self) -> bool {
        self.letters == 1
    }

    /// Distance in points along the baseline from the end of this draft to a point, and away from the baseline.
    pub(super) fn gap_to(&self, point: (f32, f32)) -> (f32, f32) {
        let (dx, dy) = (point.0 - self.end.0, point.1 - self.end.1);
        let (ux, uy) = self.direction;
        (dx * ux + dy * uy, (dx * uy - dy * ux).abs())
    }

    /// Whether the other runs along the same direction.
    pub(super) fn is_parallel(&self, direction: (f32, f32)) -> bool {
        self.direction.0 * direction.0 + self.direction.1 * direction.1 > 0.995
    }

    fn accepts(&self, c: &Char) -> bool {
        let (small, large) = if c.size < self.size { (c.size, self.size) } else { (self.size, c.size) };
        let (gap, off) = self.gap_to(c.start);
        // Small capitals are smaller letters of the same word.
        self.is_parallel(c.direction)
            && off < 0.12 * small
            && small > 0.55 * large
            && gap > KERNING * large
            && gap < WORD_GAP * if small > 0.9 * large { large } else { small }
    }

    /// Whether the character is an accent over the last letter, or the letter under an accent just drawn.
    fn accepts_accent(&mut self, c: &Char) -> bool {
        let BfString::Char(said) = c.text else { return false };
        let last = self.text.chars().next_back();
        let over = |mark: (f32, f32), from: (f32, f32), to: (f32, f32)| {
            let length = distance(from, to).max(0.1);
            let (dx, dy) = (mark.0 - from.0, mark.1 - from.1);
            let along = dx * self.direction.0 + dy * self.direction.1;
            let off = (dx * self.direction.1 - dy * self.direction.0).abs();
            along > -0.1 * length && along < 0.9 * length && off < 0.4 * self.size
        };
        let middle = |a: (f32, f32), b: (f32, f32)| (0.5 * (a.0 + b.0), 0.5 * (a.1 + b.1));
        if unicode::combining(said).is_some() && last.is_some_and(char::is_alphabetic) {
            return over(middle(c.start, c.end), self.last_start, self.end);
        }
        let accent = last.is_some_and(|l| unicode::combining(l).is_some());
        accent && said.is_alphabetic() && over(middle(self.last_start, self.end), c.start, c.end)
    }

    fn push(&mut self, c: &Char) {
        let last = self.text.chars().next_back();
        let overlapping = distance(self.last_start, c.start) < 0.6 * distance(self.last_start, self.end);
        match (&c.text, last) {
            (BfString::Char(mark), Some(l))
                if overlapping && l.is_alphabetic() && unicode::combining(*mark).is_some() =>
            {
                self.text.extend(unicode::combining(*mark));
            }
            (BfString::Char(letter), Some(l))
                if letter.is_alphabetic() && overlapping && unicode::combining(l).is_some() =>
            {
                self.text.pop();
                self.text.push(*letter);
                self.text.extend(unicode::combining(l));
                (self.last_start, self.end) = (c.start, c.end);
            }
            _ => {
                push_text(&mut self.text, &c.text);
                (self.last_start, self.end) = (c.start, c.end);
                self.letters += 1;
            }
        }
        self.rect = self.rect.union(&c.rect());
        self.size = self.size.max(c.size);
        self.bold &= c.bold;
    }

    /// Appends another draft.
    pub(super) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        self.rect = self.rect.union(&other.rect);
        self.end = other.end;
        self.last_start = other.last_start;
        self.size = self.size.max(other.size);
        self.bold &= other.bold;
        self.letters += other.letters;
        self.before_space = other.before_space;
    }

    /// Whether the other says the same at the same place.
    pub(super) fn is_copy_of(&self, other: &Self) -> bool {
        distance(self.start, other.start) < SAME_PLACE * self.size && self.text == other.text
    }

    /// Gap to the next draft when they may be neighbours on one line, however spaced out.
    pub(super) fn neighbour_gap(&self, next: &Self) -> Option<f32> {
        let (gap, off) = self.gap_to(next.start);
        let (small, large) = (self.size.min(next.size), self.size.max(next.size));
        (self.is_parallel(next.direction)
            && off < 0.1 * small
            && small > 0.8 * large
            && gap > -TOUCHING * 2.0 * small
            && gap < WORD_SPACING * small)
            .then_some(gap)
    }

    /// Whether the next draft starts where this one ends.
    pub(super) fn touches(&self, next: &Self) -> bool {
        self.neighbour_gap(next).is_some_and(|gap| gap < TOUCHING * self.size)
    }
}

/// The vertical lines of a page, which part the cells of tables.
pub(super) struct Walls(Vec<Rect>);

impl Walls {
    /// The walls among these rules.
    pub(super) fn new(rules: &[Rect]) -> Self {
        let mut walls: Vec<Rect> = rules.iter().filter(|r| r.height() > r.width()).copied().collect();
        walls.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        Self(walls)
    }

    /// Whether a wall stands between the end of a draft and the point where the next character starts.
    pub(super) fn between(&self, left: &Draft, start: (f32, f32)) -> bool {
        const THICK: f32 = 3.0;
        let (from, to) = (left.end.0.min(start.0) - 0.5, left.end.0.max(start.0) + 0.5);
        let first = self.0.partition_point(|w| w.x0 < from - THICK);
        let (top, bottom) = (left.rect.y0, left.rect.y1);
        let y = left.rect.cy();
        left.direction.0 > 0.995
            && self.0[first..]
                .iter()
                .take_while(|w| w.x0 < to)
                .any(|w| w.cx() > from && w.cx() < to && w.y0 < y && w.y1 > y && w.height() > bottom - top)
    }
}

fn push_text(out: &mut String, text: &BfString) {
    match text {
        BfString::Char(c) => out.push(*c),
        BfString::String(s) => out.extend(s.chars().filter(|c| !c.is_whitespace())),
    }
}

fn distance(a: (f32, f32), b: (f32, f32)) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}
