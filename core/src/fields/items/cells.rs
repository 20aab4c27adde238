//! Cells of a head line: segments, cut again where a second column begins behind a narrow gap.

use std::ops::Range;

use super::super::lexicon::Hit;
use super::terms::{HeadTerm, Kind, head_terms};
use crate::layout::{PageLayout, bounds};
use crate::page::Rect;

/// One cell of a head line.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub rect: Rect,
    pub words: Range<usize>,
    pub terms: Vec<HeadTerm>,
    /// Share of its words that heads are made of.
    pub covered: f32,
    /// Holds a number, as no head does.
    pub number: bool,
}

impl Cell {
    /// Whether it reads like the head of a column.
    pub(super) fn is_head(&self) -> bool {
        !self.terms.is_empty() && self.covered >= 0.5 && !self.number && self.words.len() <= 8
    }

    /// The first column it names; "HT", "TTC" or "net" alone names an amount.
    pub(super) fn kind(&self) -> Option<Kind> {
        let named = |t: &HeadTerm| if let HeadTerm::Column(kind) = t { Some(*kind) } else { None };
        let marked = |t: &HeadTerm| matches!(t, HeadTerm::Included | HeadTerm::Excluded | HeadTerm::Net);
        self.terms.iter().find_map(named).or_else(|| self.terms.iter().any(marked).then_some(Kind::Amount))
    }
}

/// Columns set apart by less than a wide gap still have more than a blank between them.
const NARROW_GAP: f32 = 0.45;

/// The cells of a line, left to right.
pub(super) fn of_line(layout: &PageLayout, line: usize) -> Vec<Cell> {
    let mut out = Vec::new();
    for segment in &layout.segments[layout.lines[line].segments.clone()] {
        let hits = hits(layout, segment.words.clone());
        let mut start = segment.words.start;
        for (i, hit) in hits.iter().enumerate().skip(1) {
            let named = |t: &HeadTerm| matches!(t, HeadTerm::Column(_) | HeadTerm::Foreign);
            let at = hit.words.start;
            let open = hits[..i].iter().any(|h| h.words.start >= start && named(&h.kind));
            if !named(&hit.kind) || !open || at <= start {
                continue;
            }
            let gap = layout.words[at].rect.x0 - layout.words[at - 1].rect.x1;
            let size = layout.words[at].size.min(layout.words[at - 1].size);
            // Position numbers end right where names begin, and so do their heads.
            let position = hits[i - 1].kind == HeadTerm::Column(Kind::Position) && hits[i - 1].words.start == start;
            // "Désignation des articles" is one head in a font with wide blanks too.
            let both = is_text(&hits[i - 1].kind) && is_text(&hit.kind);
            if position || gap > NARROW_GAP * size && !(both && gap < blank(layout, at)) {
                out.push(cell(layout, start..at, &hits));
                start = at;
            }
        }
        out.push(cell(layout, start..segment.words.end, &hits));
    }
    out
}

fn is_text(term: &HeadTerm) -> bool {
    use Kind::{Code, Description, Item};
    matches!(term, HeadTerm::Column(Code | Item | Description))
}

/// The widest blank that may stand before a word within one text: a little more than a letter of a fixed-width font.
fn blank(layout: &PageLayout, at: usize) -> f32 {
    let before = &layout.words[at - 1];
    let letter = before.rect.width() / before.text.chars().count().max(1) as f32;
    (NARROW_GAP * before.size).max(1.25 * letter)
}

/// The phrases of a segment; none reaches over a gap that is more than a blank, for `Montant` and `TVA` side by side are
/// no amount of VAT.
fn hits(layout: &PageLayout, words: Range<usize>) -> Vec<Hit<HeadTerm>> {
    let mut out = Vec::new();
    let mut start = words.start;
    for at in words.start + 1..=words.end {
        let wide = at < words.end && layout.words[at].rect.x0 - layout.words[at - 1].rect.x1 > blank(layout, at);
        if wide || at == words.end {
            out.extend(head_terms(&layout.words, start..at));
            start = at;
        }
    }
    out
}

fn cell(layout: &PageLayout, words: Range<usize>, hits: &[Hit<HeadTerm>]) -> Cell {
    let inside = || hits.iter().filter(|h| h.words.start >= words.start && h.words.end <= words.end);
    let mut counted = 0.0f32;
    let mut known = 0.0f32;
    let mut number = false;
    for i in words.clone() {
        let text = layout.words[i].text.as_str();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        number |= letters == 0 && text.contains(|c: char| c.is_ascii_digit());
        let hit = inside().any(|h| h.words.contains(&i));
        // Currencies, signs and short linking words stand in any head.
        if hit || letters > 2 && !matches!(text, "(EUR)" | "EUR" | "Euro" | "Euros" | "euros") {
            counted += 1.0;
            known += f32::from(u8::from(hit));
        }
    }
    let sign = words.len() == 1 && layout.words[words.start].text == "#";
    if sign {
        (counted, known) = (1.0, 1.0);
    }
    let position = sign.then_some(HeadTerm::Column(Kind::Position));
    Cell {
        rect: bounds(&layout.words[words.clone()]),
        terms: inside().map(|h| h.kind).chain(position).collect(),
        covered: if counted > 0.0 { known / counted } else { 0.0 },
        words,
        number,
    }
}
