//! Words at one height make a line; a wide gap or a drawn rule ends a segment.

use super::{Line, PageLayout, Segment, bounds};
use crate::page::{Rect, Word};

/// A gap wider than this many font sizes ends a segment: two blanks of a fixed-width font, four of another.
const WIDE_GAP: f32 = 1.0;
/// Words belong to one line when their middles are nearer than this share of the smaller one's height.
const SAME_HEIGHT: f32 = 0.45;

pub(super) fn set(layout: &mut PageLayout, mut words: Vec<Word>) {
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
