//! Characters of a line to words with boxes.

use super::beam::Letter;
use super::charset::SPACE;
use super::input::Piece;
use super::model::Model;
use crate::ocr::lines::TextLine;
use crate::page::{Gray, Rect, Word};

/// Ascent and descent of common fonts, and their size, per height of capitals.
const ASCENT: f32 = 1.26;
const DESCENT: f32 = 0.3;
const SIZE: f32 = 1.4;

/// The words of a line. `piece` is what the model read of it.
pub(crate) fn words(model: &Model, page: &Gray, line: &TextLine, piece: &Piece, letters: &[Letter]) -> Vec<Word> {
    let groups: Vec<&[Letter]> = letters.split(|l| l.char == SPACE).filter(|g| !g.is_empty()).collect();
    let inked = inked_columns(page, piece);
    let scale = model.step() as f32 * piece.height() as f32 / model.height() as f32;
    let place = |step: usize| ((step as f32 * scale) as usize).min(inked.len());
    let mut from = 0;
    let mut words = Vec::with_capacity(groups.len());
    for (i, group) in groups.iter().enumerate() {
        let to = match (group.last(), groups.get(i + 1).and_then(|next| next.first())) {
            (Some(last), Some(next)) => gap(&inked, place(last.from), place(next.to)).max(from),
            _ => inked.len(),
        };
        let ink = |range: std::ops::Range<usize>| {
            let first = inked[range.clone()].iter().position(|i| *i).map(|n| range.start + n);
            let last = inked[range.clone()].iter().rposition(|i| *i).map(|n| range.start + n + 1);
            first.zip(last).unwrap_or((range.start, range.end))
        };
        let (x0, x1) = ink(from..to);
        from = to;
        let text: String = model.text(group);
        if text.trim().is_empty() {
            continue;
        }
        let (x0, x1) = ((piece.x0 + x0) as f32, (piece.x0 + x1) as f32);
        let baseline = line.baseline + line.slope * ((x0 + x1) / 2.0 - line.x0 as f32);
        words.push(Word {
            text,
            rect: Rect::new(x0, baseline - line.capital * ASCENT, x1, baseline + line.capital * DESCENT),
            size: line.capital * SIZE,
            bold: false,
            confidence: confidence(group),
        });
    }
    words
}

/// The middle of the widest blank stretch that touches the columns between two letters.
fn gap(inked: &[bool], from: usize, to: usize) -> usize {
    let (from, to) = (from.min(inked.len()), to.max(from).min(inked.len()));
    let (mut best, mut start) = ((from + to) / 2..(from + to) / 2, None);
    for x in from..=to {
        if x < to && !inked[x] {
            start.get_or_insert(x);
        } else if let Some(begun) = start.take()
            && x - begun > best.len()
        {
            best = begun..x;
        }
    }
    (best.start + best.end) / 2
}

/// Columns of a piece with ink in them.
fn inked_columns(page: &Gray, piece: &Piece) -> Vec<bool> {
    let mut darkest = vec![255u8; piece.width()];
    for y in piece.y0..piece.y1 {
        for (dark, level) in darkest.iter_mut().zip(&page.row(y)[piece.x0..piece.x1]) {
            *dark = (*dark).min(if piece.inverted { 255 - level } else { *level });
        }
    }
    let (least, most) = darkest.iter().fold((255u8, 0u8), |(a, b), d| (a.min(*d), b.max(*d)));
    let threshold = u32::from(least) + u32::from(most.saturating_sub(least)) * 3 / 4;
    darkest.iter().map(|d| u32::from(*d) < threshold).collect()
}

fn confidence(letters: &[Letter]) -> f32 {
    letters.iter().map(|l| l.certainty).fold(0.0, f32::min).exp()
}
