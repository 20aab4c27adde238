//! Words at one height make a line; a wide gap or a drawn rule ends a segment.

use super::{Line, PageLayout, Segment, bounds};
use crate::page::{Rect, Word};

/// A gap wider than this many font sizes ends a segment: two blanks of a fixed-width font, four of another.
const WIDE_GAP: f32 = 1.0;
/// Words belong to one line when their middles are nearer than this share of the smaller one's height.
const SAME_HEIGHT: f32 = 0.45;

/// Recognised words are neighbours of one text when they share this much of their height.
const BESIDE: f32 = 0.6;

pub(super) fn set(layout: &mut PageLayout, words: Vec<Word>) {
    let mut rows = if layout.recognised { of_runs(words) } else { of_words(words) };
    rows.sort_by(|a, b| a.0.cy().total_cmp(&b.0.cy()));
    for (_, mut members) in rows {
        members.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
        let rect = bounds(&members);
        let first = layout.segments.len();
        for word in members {
            let fresh = layout.segments.len() == first
                || layout.words.last().is_none_or(|last| apart(last, &word, &layout.vertical_rules));
            layout.words.push(word);
            let end = layout.words.len();
            match layout.segments.last_mut() {
                Some(segment) if !fresh => segment.words.end = end,
                _ => layout.segments.push(Segment { words: end - 1..end, line: layout.lines.len(), rect }),
            }
        }
        for segment in &mut layout.segments[first..] {
            segment.rect = bounds(&layout.words[segment.words.clone()]);
        }
        layout.lines.push(Line { segments: first..layout.segments.len(), rect });
    }
}

/// Words by their heights: those drawn by a document stand exactly on their lines.
fn of_words(mut words: Vec<Word>) -> Vec<(Rect, Vec<Word>)> {
    words.sort_by(|a, b| a.rect.cy().total_cmp(&b.rect.cy()));
    let mut rows: Vec<(Rect, Vec<Word>)> = Vec::new();
    for word in words {
        let near = |row: &Rect| (row.cy() - word.rect.cy()).abs() < SAME_HEIGHT * row.height().min(word.rect.height());
        match rows.iter_mut().rev().take(4).find(|(row, _)| near(row)) {
            Some((row, members)) => {
                // The box keeps the height of its first word: a line must not grow as it takes in neighbours.
                row.x0 = row.x0.min(word.rect.x0);
                row.x1 = row.x1.max(word.rect.x1);
                members.push(word);
            }
            None => rows.push((word.rect, vec![word])),
        }
    }
    rows
}

/// Recognised words wobble: those that follow each other closely make runs, which keep together, and runs make lines.
fn of_runs(words: Vec<Word>) -> Vec<(Rect, Vec<Word>)> {
    let mut runs = runs(words);
    runs.sort_by(|a, b| a.cy.total_cmp(&b.cy));
    let mut rows: Vec<Run> = Vec::new();
    for run in runs {
        let off = |row: &Run| (row.cy - run.cy).abs();
        let fits = |row: &Run| {
            let crossing = row.words.iter().any(|w| w.rect.x_overlap(&run.rect) > 0.3 * run.height);
            off(row) < SAME_HEIGHT * row.height.min(run.height) && !crossing
        };
        let near = rows.iter_mut().rev().take(6).filter(|row| fits(row)).min_by(|a, b| off(a).total_cmp(&off(b)));
        match near {
            Some(row) => row.take(run),
            None => rows.push(run),
        }
    }
    rows.into_iter().map(|row| (row.rect, row.words)).collect()
}

/// Words that follow each other closely.
struct Run {
    words: Vec<Word>,
    rect: Rect,
    /// Mean centre and height, by the letters.
    cy: f32,
    height: f32,
    weight: f32,
}

impl Run {
    fn new(word: Word) -> Self {
        let rect = word.rect;
        Self { cy: rect.cy(), height: rect.height(), weight: rect.width().max(1.0), words: vec![word], rect }
    }

    fn take(&mut self, other: Self) {
        let weight = self.weight + other.weight;
        self.cy = (self.cy * self.weight + other.cy * other.weight) / weight;
        self.height = (self.height * self.weight + other.height * other.weight) / weight;
        self.weight = weight;
        self.rect = self.rect.union(&other.rect);
        self.words.extend(other.words);
    }

    /// Whether a word goes on with this run.
    fn goes_on(&self, word: &Word) -> bool {
        let Some(last) = self.words.last() else { return false };
        let (a, b) = (last.rect, word.rect);
        let gap = b.x0 - a.x1;
        let (small, tall) = (a.height().min(b.height()), a.height().max(b.height()));
        gap > -0.5 * small
            && gap < WIDE_GAP * last.size.min(word.size).max(4.0)
            && a.y_overlap(&b) > BESIDE * small
            && tall < 1.8 * small
    }
}

fn runs(mut words: Vec<Word>) -> Vec<Run> {
    words.sort_by(|a, b| a.rect.x0.total_cmp(&b.rect.x0));
    let mut runs: Vec<Run> = Vec::new();
    for word in words {
        let off = |run: &Run| run.words.last().map_or(f32::MAX, |last| (last.rect.cy() - word.rect.cy()).abs());
        let near = runs.iter_mut().filter(|run| run.goes_on(&word)).min_by(|a, b| off(a).total_cmp(&off(b)));
        match near {
            Some(run) => run.take(Run::new(word)),
            None => runs.push(Run::new(word)),
        }
    }
    runs
}

/// Whether a wide gap or a vertical rule stands between two neighbours of a line.
fn apart(left: &Word, right: &Word, rules: &[Rect]) -> bool {
    let gap = right.rect.x0 - left.rect.x1;
    if gap > WIDE_GAP * left.size.min(right.size).max(4.0) {
        return true;
    }
    let middle = (left.rect.cy() + right.rect.cy()) / 2.0;
    gap > -1.0
        && rules
            .iter()
            .any(|r| r.cx() > left.rect.x1 - 1.0 && r.cx() < right.rect.x0 + 1.0 && r.y0 <= middle && r.y1 >= middle)
}
