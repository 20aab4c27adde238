//! The pages being filled, from top to bottom.

use super::canvas::{Align, Area, Color, HEIGHT, Leaf, Mark, Style, WIDTH, put, rule};
use super::options::{DrawOptions, Language};
use super::words::Words;
use crate::invoice::{Invoice, Period};

/// Left edge of what is printed.
pub const LEFT: f32 = 46.0;
/// Right edge.
pub const RIGHT: f32 = WIDTH - LEFT;
/// Width between both.
pub const SPAN: f32 = RIGHT - LEFT;
/// Top of the first page.
pub const TOP: f32 = 42.0;
/// Left edge of the right half: where the window of a French envelope begins.
pub const HALF: f32 = 318.0;

/// What everything on the page is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// The invoice.
    pub invoice: &'a Invoice,
    /// How it is drawn.
    pub options: &'a DrawOptions,
    /// Words around the values.
    pub words: &'static Words,
    /// Whether space is saved, to spare a page that would be all but empty.
    pub tight: bool,
}

impl Look<'_> {
    /// Language of numbers and dates.
    pub fn language(&self) -> Language {
        self.options.language
    }

    /// Space between two things.
    pub fn space(&self, height: f32) -> f32 {
        if self.tight { height * 0.62 } else { height }
    }

    /// Accent as a fill.
    pub fn accent(&self) -> Color {
        self.options.color()
    }

    /// Accent as text.
    pub fn accent_text(&self) -> Color {
        self.options.color().as_text()
    }

    /// A period in words.
    pub fn period(&self, period: &Period) -> Option<String> {
        let ends = [(self.words.period_from, period.start), (self.words.period_to, period.end)];
        let language = self.language();
        let ends = ends.into_iter().filter_map(|(word, date)| Some(format!("{word} {}", language.date(date?))));
        let ends: Vec<String> = ends.collect();
        (!ends.is_empty()).then(|| ends.join(" "))
    }

    /// A small heading above a block.
    pub fn heading(&self) -> Style {
        Style::bold(7.6, self.accent_text())
    }

    /// The name above a value.
    pub fn caption(&self) -> Style {
        Style::regular(7.4, Color::SOFT)
    }
}

/// Marks laid out from their own top-left corner, to be placed whole.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Marks.
    pub leaf: Leaf,
    /// How far down it reaches.
    pub height: f32,
}

impl Block {
    /// Adds lines of text under what is there; gives their height.
    pub fn lines(&mut self, x: f32, style: Style, lines: &[String]) -> f32 {
        for line in lines {
            put(&mut self.leaf, x, self.height + style.size, Align::Left, style, line);
            self.height += style.leading();
        }
        lines.len() as f32 * style.leading()
    }

    /// Leaves space.
    pub fn gap(&mut self, height: f32) {
        self.height += height;
    }

    /// Puts its marks on a page.
    pub fn onto(self, leaf: &mut Leaf, dx: f32, dy: f32) {
        let moved = |[x, y, w, h]: Area| [x + dx, y + dy, w, h];
        leaf.extend(self.leaf.into_iter().map(|mark| match mark {
            Mark::Text { x, y, style, text } => Mark::Text { x: x + dx, y: y + dy, style, text },
            Mark::Fill { areas, color } => Mark::Fill { areas: areas.into_iter().map(moved).collect(), color },
            Mark::Logo(area) => Mark::Logo(moved(area)),
        }));
    }
}

/// The pages.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// What is drawn.
    pub look: Look<'a>,
    /// Pages so far; never empty.
    pub leaves: Vec<Leaf>,
    /// Where the next thing goes.
    pub y: f32,
    /// Where the footer begins.
    pub bottom: f32,
    /// What stands at the top of every page but the first.
    running: String,
}

impl<'a> Sheet<'a> {
    /// An empty first page, with room for a footer of that height.
    pub fn new(look: Look<'a>, footer: f32, running: String) -> Self {
        Self { look, leaves: vec![Leaf::new()], y: TOP, bottom: HEIGHT - footer, running }
    }

    /// The page being filled.
    pub fn leaf(&mut self) -> &mut Leaf {
        if self.leaves.is_empty() {
            self.leaves.push(Leaf::new());
        }
        let last = self.leaves.len() - 1;
        &mut self.leaves[last]
    }

    /// Height left on the page.
    pub fn room(&self) -> f32 {
        self.bottom - self.y
    }

    /// Whether nothing stands on the page under its running head.
    pub fn is_fresh(&self) -> bool {
        self.leaves.len() > 1 && self.y <= Self::FRESH
    }

    /// Where a page after the first begins.
    const FRESH: f32 = TOP + 22.0;

    /// The height a page after the first offers.
    pub fn full(&self) -> f32 {
        self.bottom - Self::FRESH
    }

    /// Whether the last of several pages holds next to nothing.
    pub fn ends_lonely(&self) -> bool {
        self.leaves.len() > 1 && self.y - Self::FRESH < 0.25 * self.full()
    }

    /// Begins the next page.
    pub fn turn(&mut self) {
        let mut leaf = Leaf::new();
        let style = Style::regular(7.6, Color::SOFT);
        put(&mut leaf, LEFT, TOP, Align::Left, style, &self.running);
        rule(&mut leaf, LEFT, TOP + 6.0, SPAN, 0.5, Color::RULE);
        self.leaves.push(leaf);
        self.y = Self::FRESH;
    }

    /// Turns the page unless that height is left, or a page could not have it anyway.
    pub fn need(&mut self, height: f32) {
        if height > self.room() && !self.is_fresh() {
            self.turn();
        }
    }

    /// Places a block: whole where a page can hold it, else mark by mark over as many as it takes.
    pub fn place(&mut self, mut block: Block) {
        if block.height <= self.full() || self.leaves.len() == 1 && block.height <= self.room() {
            self.need(block.height);
            let (y, height) = (self.y, block.height);
            block.onto(self.leaf(), 0.0, y);
            self.y += height;
            return;
        }
        block.leaf.sort_by(|a, b| a.ends().0.total_cmp(&b.ends().0));
        let mut start = 0.0;
        for mark in block.leaf {
            let (top, end) = mark.ends();
            if end - start > self.room() && top > start {
                self.turn();
                start = top;
            }
            let dy = self.y - start;
            Block { leaf: vec![mark], height: 0.0 }.onto(self.leaf(), 0.0, dy);
        }
        self.y += block.height - start;
    }
}
