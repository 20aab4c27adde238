//! Words to lines, segments and blocks: the geometry of a page before any meaning.
//!
//! A *line* is all text at one height; a *segment* is a stretch of a line without a wide gap or a drawn rule, usually
//! one cell, one label or one value; a *block* is a stack of segments set as one paragraph, such as an address.
//! **Never here: what a word means.**

mod blocks;
mod even;
mod glued;
mod level;
mod lines;
mod reading;
mod split;
mod stray;

pub use blocks::Block;

use std::ops::Range;

use crate::page::{Page, Rect, Source, Word};
use level::Slope;

/// A page with its words in reading order.
#[derive(Debug, Default)]
pub struct PageLayout {
    /// 1 for the first page.
    pub number: u32,
    /// Points.
    pub width: f32,
    /// Points.
    pub height: f32,
    /// Words, line by line, left to right.
    pub words: Vec<Word>,
    /// Segments in the same order; each is a contiguous range of words.
    pub segments: Vec<Segment>,
    /// Lines top to bottom; each is a contiguous range of segments.
    pub lines: Vec<Line>,
    /// Stacks of segments.
    pub blocks: Vec<Block>,
    /// Horizontal rules drawn on the page.
    pub horizontal_rules: Vec<Rect>,
    /// Vertical rules drawn on the page.
    pub vertical_rules: Vec<Rect>,
    /// Rectangles large enough to hold text.
    pub frames: Vec<Rect>,
    /// Its words were recognised on a picture.
    pub recognised: bool,
    /// How its lines climbed where they were printed.
    slope: Slope,
}

/// A stretch of a line without a wide gap.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Its words.
    pub words: Range<usize>,
    /// The line it belongs to.
    pub line: usize,
    /// Where it stands.
    pub rect: Rect,
}

/// All text at one height.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its segments.
    pub segments: Range<usize>,
    /// Where it stands.
    pub rect: Rect,
}

impl PageLayout {
    /// Sets a page in lines, segments and blocks.
    pub fn new(page: &Page) -> Self {
        let (horizontal_rules, vertical_rules): (Vec<Rect>, Vec<Rect>) =
            page.rules.iter().partition(|r| r.width() >= r.height());
        let mut layout = Self {
            number: page.number,
            width: page.width,
            height: page.height,
            horizontal_rules,
            vertical_rules,
            frames: page.frames.clone(),
            recognised: page.source == Source::Ocr,
            ..Self::default()
        };
        let words = if layout.recognised { layout.level(&page.words) } else { split::words(&page.words) };
        lines::set(&mut layout, words);
        layout.blocks = blocks::stack(&layout);
        layout
    }

    /// Recognised words on level lines, without what was read of the rules between them.
    fn level(&mut self, words: &[Word]) -> Vec<Word> {
        let clean: Vec<Word> = words.iter().filter_map(stray::clean).collect();
        self.slope = Slope::of(&clean, self.width, self.height);
        let mut words = split::words(&clean);
        even::heights(&mut words);
        for word in &mut words {
            word.rect = self.slope.levelled(word.rect);
        }
        words
    }

    /// Where a range of words stands on the page, whose lines may climb.
    pub fn printed(&self, words: Range<usize>) -> Rect {
        let printed = self.words[words].iter().map(|w| self.slope.printed(w.rect));
        printed.reduce(|a, b| a.union(&b)).unwrap_or_default()
    }

    /// The words of a segment.
    pub fn words_of(&self, segment: &Segment) -> &[Word] {
        &self.words[segment.words.clone()]
    }

    /// The text of a range of words.
    pub fn text(&self, words: Range<usize>) -> String {
        join(&self.words[words])
    }

    /// The smallest box around a range of words.
    pub fn rect(&self, words: Range<usize>) -> Rect {
        bounds(&self.words[words])
    }

    /// The segment a word belongs to.
    pub fn segment_of(&self, word: usize) -> usize {
        self.segments.partition_point(|s| s.words.end <= word)
    }

    /// All words of a line.
    pub fn words_of_line(&self, line: usize) -> Range<usize> {
        let segments = &self.segments[self.lines[line].segments.clone()];
        match (segments.first(), segments.last()) {
            (Some(first), Some(last)) => first.words.start..last.words.end,
            _ => 0..0,
        }
    }

    /// The page text in reading order: one line of text a line, segments set apart by two spaces.
    pub fn plain_text(&self) -> String {
        reading::text(self)
    }
}

/// The text of a document in reading order, page after page.
pub fn text(pages: &[Page]) -> String {
    pages.iter().map(|page| PageLayout::new(page).plain_text()).collect()
}

/// Words with single spaces between them.
pub fn join(words: &[Word]) -> String {
    let mut out = String::with_capacity(words.len() * 8);
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(&word.text);
    }
    out
}

/// The smallest box around words.
pub fn bounds(words: &[Word]) -> Rect {
    words.iter().map(|w| w.rect).reduce(|a, b| a.union(&b)).unwrap_or_default()
}
