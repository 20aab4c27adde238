//! The document as the field readers see it: pages set in lines, labels found, conventions of its numbers and dates.

use std::ops::Range;

use crate::fields::labels::{LABELS, Label};
use crate::fields::lexicon::{Hit, LANGUAGES};
use crate::fields::values::amount::{DecimalMark, decimal_mark};
use crate::fields::values::date::{DateOrder, dates, proven_order};
use crate::fields::values::reference::is_number_sign;
use crate::fields::values::span::Span;
use crate::fields::values::text::fold;
use crate::layout::PageLayout;
use crate::page::Rect;

/// A label on a page.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What it announces.
    pub label: Label,
    /// Index of the page.
    pub page: usize,
    /// Its words.
    pub words: Range<usize>,
    /// Where it stands.
    pub rect: Rect,
    /// Index of its segment.
    pub segment: usize,
    /// It opens its segment.
    pub opens: bool,
    /// It is all its segment says, but for punctuation.
    pub whole: bool,
    /// A colon follows it.
    pub colon: bool,
}

/// How a place lies towards its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Behind the label in the same segment.
    Inline,
    /// In a segment to its right on the same line.
    Right,
    /// In a segment under it.
    Below,
}

/// Words where the value of a label may stand.
#[derive(Clone, Debug)]
pub struct Place {
    /// The words.
    pub span: Span,
    /// How they lie towards the label.
    pub relation: Relation,
    /// How likely the value of the label stands there, before looking at it: 0 to 1.
    pub fit: f32,
}

/// The document as the field readers see it.
#[derive(Debug)]
pub struct Context<'a> {
    /// Its pages.
    pub pages: &'a [PageLayout],
    /// Its labels, page by page, in reading order.
    pub marks: Vec<Mark>,
    /// Its decimal mark.
    pub mark: DecimalMark,
    /// Its order of day and month.
    pub order: DateOrder,
    /// Its language, ISO 639-1.
    pub language: Option<&'static str>,
}

impl<'a> Context<'a> {
    /// Looks the pages over. `fallback` is the language when the labels do not tell.
    pub fn new(pages: &'a [PageLayout], fallback: Option<&'static str>) -> Self {
        let words = || pages.iter().flat_map(|p| &p.words);
        let mut votes = [0f32; LANGUAGES.len()];
        let mut marks = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            let usual_size = median(page.words.iter().map(|w| w.size).collect());
            for (s, segment) in page.segments.iter().enumerate() {
                let hits = LABELS.find_all(&page.words, segment.words.clone());
                let first = segment.words.start;
                let headline = page.words[first].size >= 1.2 * usual_size;
                if hits.iter().all(|h| h.words.start > first)
                    && let Some(kind) = compound_title(&page.words[first].text)
                {
                    marks.push(mark(page, index, s, &Hit { kind, words: first..first + 1, languages: 0 }));
                }
                for sign in segment.words.clone() {
                    let free = hits.iter().all(|h| !h.words.contains(&sign));
                    let opens = sign == first
                        || headline
                        || matches!(page.words[sign - 1].text.as_str(), "-" | "–" | "|" | "•" | "·");
                    if free && opens && is_number_sign(&page.words[sign].text) {
                        let hit = Hit { kind: Label::NumberSign, words: sign..sign + 1, languages: 0 };
                        marks.push(mark(page, index, s, &hit));
                    }
                }
                for mut hit in hits {
                    // `A 1042` is a number, `à` a heading.
                    if hit.words.len() == 1 && page.words[hit.words.start].text == "A" {
                        continue;
                    }
                    if hit.words.len() == 1 && announces_date(page, &hit, segment.words.end) {
                        hit.kind = Label::DatePrefix;
                    }
                    vote(&mut votes, &hit);
                    marks.push(mark(page, index, s, &hit));
                }
            }
        }
        let best = (0..votes.len()).max_by(|a, b| votes[*a].total_cmp(&votes[*b]).then(b.cmp(a)));
        let language = best.filter(|b| votes[*b] >= 1.0).map(|b| LANGUAGES[b]).or(fallback);
        let dollars = words().filter(|w| w.text.contains('$') || w.text == "USD").count();
        let usual = if language == Some("en") && dollars > 0 { DateOrder::MonthDay } else { DateOrder::DayMonth };
        let order = proven_order(words()).unwrap_or(usual);
        Self { pages, marks, mark: decimal_mark(words()), order, language }
    }

    /// The text of a span.
    pub fn text(&self, span: &Span) -> String {
        self.pages[span.page].text(span.words.clone())
    }

    /// The box of a span.
    pub fn rect(&self, span: &Span) -> Rect {
        self.pages[span.page].rect(span.words.clone())
    }

    /// The labels of a page that start in these words.
    pub fn marks_in(&self, page: usize, words: Range<usize>) -> impl Iterator<Item = &Mark> {
        // Marks stand in the order of the segments, so that those of a few words are near each other.
        let segment = self.pages[page].segment_of(words.start);
        let first = self.marks.partition_point(|m| (m.page, m.segment) < (page, segment));
        let near = self.marks[first..].iter().take_while({
            let end = words.end;
            move |m| m.page == page && self.pages[page].segments[m.segment].words.start < end
        });
        near.filter(move |m| words.contains(&m.words.start))
    }

    /// Where the value of a label may stand, likeliest first.
    pub fn places(&self, mark: &Mark) -> Vec<Place> {
        let page = &self.pages[mark.page];
        let segment = &page.segments[mark.segment];
        let span = |words| Span { page: mark.page, words };
        let mut out = Vec::new();
        let stop = self.label_between(mark.page, mark.words.end, segment.words.end).unwrap_or(segment.words.end);
        if mark.words.end < stop {
            out.push(Place { span: span(mark.words.end..stop), relation: Relation::Inline, fit: 1.0 });
        }
        if stop < segment.words.end {
            return out;
        }
        // To the right, up to the next label; a value set a little off its label's line is still beside it.
        let line = &page.lines[segment.line];
        let mut beside: Vec<usize> = (mark.segment + 1..line.segments.end).take(3).collect();
        if beside.is_empty() {
            let off = |s: &usize| {
                let rect = page.segments[*s].rect;
                rect.x0 > segment.rect.x1 && (rect.cy() - segment.rect.cy()).abs() < 0.75 * segment.rect.height()
            };
            let near = segment.line.saturating_sub(1)..(segment.line + 2).min(page.lines.len());
            beside.extend(near.flat_map(|l| page.lines[l].segments.clone()).filter(off).take(1));
        }
        for next in beside {
            let words = page.segments[next].words.clone();
            let end = self.label_between(mark.page, words.start, words.end).unwrap_or(words.end);
            if end > words.start {
                let gap = (page.segments[next].rect.x0 - mark.rect.x1) / page.width.max(1.0);
                out.push(Place {
                    span: span(words.start..end),
                    relation: Relation::Right,
                    fit: 0.95 - 0.4 * gap.clamp(0.0, 0.9),
                });
            }
            if end < words.end {
                break;
            }
        }
        out.extend(self.below(mark, 2));
        out
    }

    /// Up to `depth` segments under a label, down to the next label of the same column.
    pub fn below(&self, mark: &Mark, depth: usize) -> Vec<Place> {
        let page = &self.pages[mark.page];
        let segment = &page.segments[mark.segment];
        let from = if mark.whole || mark.colon { segment.rect } else { mark.rect };
        let height = from.height().max(6.0);
        let mut out: Vec<Place> = Vec::new();
        for line in &page.lines[segment.line + 1..] {
            let down = line.rect.y0 - from.y1;
            if down > (1.5 + depth as f32) * height || out.len() == depth {
                break;
            }
            for s in line.segments.clone() {
                let cell = &page.segments[s];
                let shared = cell.rect.x_overlap(&from);
                if shared <= 0.0 || cell.rect.y0 < from.y0 + 0.5 * height {
                    continue;
                }
                let edge = (cell.rect.x0 - from.x0)
                    .abs()
                    .min((cell.rect.x1 - from.x1).abs())
                    .min((cell.rect.cx() - from.cx()).abs());
                let aligned = if edge < 0.6 * height {
                    0.85
                } else if edge < 3.0 * height {
                    0.7
                } else {
                    0.5
                };
                if self.marks_in(mark.page, cell.words.clone()).any(|m| m.opens && m.label != Label::DatePrefix) {
                    return out;
                }
                let fit = aligned - 0.06 * (down / height).max(0.0) - 0.15 * out.len() as f32;
                out.push(Place {
                    span: Span { page: mark.page, words: cell.words.clone() },
                    relation: Relation::Below,
                    fit,
                });
            }
        }
        out
    }

    /// The first label that starts in these words of a page and announces something of its own.
    fn label_between(&self, page: usize, start: usize, end: usize) -> Option<usize> {
        self.marks_in(page, start..end)
            .filter(|m| m.label != Label::DatePrefix && m.strong())
            .map(|m| m.words.start)
            .min()
    }
}

impl Mark {
    /// Not a stray word of a sentence: it opens its segment, has a colon, or is a phrase of several words.
    pub fn strong(&self) -> bool {
        self.opens || self.colon || self.words.len() > 1
    }
}

fn mark(page: &PageLayout, index: usize, segment: usize, hit: &Hit<Label>) -> Mark {
    let all = page.segments[segment].words.clone();
    let blank = |range: Range<usize>| page.words[range].iter().all(|w| !w.text.contains(char::is_alphanumeric));
    let last = &page.words[hit.words.end - 1].text;
    let next = page.words.get(hit.words.end).filter(|_| hit.words.end < all.end);
    Mark {
        label: hit.kind,
        page: index,
        words: hit.words.clone(),
        rect: page.rect(hit.words.clone()),
        segment,
        opens: blank(all.start..hit.words.start),
        whole: blank(all.start..hit.words.start) && blank(hit.words.end..all.end),
        colon: last.ends_with(':') || next.is_some_and(|w| w.text.starts_with(':')),
    }
}

/// Whether a word that means several things (`de`, `du`, `of`, `del`) stands right before a date.
fn announces_date(page: &PageLayout, hit: &Hit<Label>, end: usize) -> bool {
    const PREFIXES: [&str; 14] =
        ["de", "du", "le", "of", "on", "dated", "vom", "den", "del", "di", "em", "van", "dd", "au"];
    let after = hit.words.end;
    PREFIXES.contains(&fold(&page.words[hit.words.start].text).as_str())
        && dates(&page.words, after..end.min(after + 5), DateOrder::DayMonth)
            .first()
            .is_some_and(|d| d.words.start == after)
}

/// German and Dutch make one word of the kind of invoice and its title: `Mietrechnung`, `Verkoopfactuur`.
fn compound_title(word: &str) -> Option<Label> {
    let folded = fold(word);
    match () {
        () if folded.ends_with("korrekturrechnung") || folded.ends_with("gutschrift") => Some(Label::CreditTitle),
        () if folded.ends_with("rechnung") || folded.ends_with("factuur") => Some(Label::InvoiceTitle),
        () => None,
    }
}

fn median(mut sizes: Vec<f32>) -> f32 {
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

/// A hit speaks for its languages; one that several share says little.
fn vote(votes: &mut [f32; LANGUAGES.len()], hit: &Hit<Label>) {
    let share = hit.languages.count_ones() as f32;
    for (bit, votes) in votes.iter_mut().enumerate() {
        if hit.languages & (1 << bit) != 0 {
            *votes += hit.words.len() as f32 / (share * share);
        }
    }
}
