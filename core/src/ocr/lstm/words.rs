//! Characters of a line to words with boxes.

use super::charset::SPACE;
use super::input::Piece;
use super::letters::Letter;
use super::model::Model;
use crate::ocr::lines::TextLine;
use crate::page::{Gray, Rect, Word};

/// Ascent and descent of common fonts, and their size, per height of capitals.
const ASCENT: f32 = 1.26;
const DESCENT: f32 = 0.3;
const SIZE: f32 = 1.4;
/// The widest blank inside a word: in heights of capitals, and in blanks usual between two letters of the line.
const INSIDE: f32 = 0.6;
/// The same between a figure and what follows numbers: a unit, a currency, a percent sign.
const AFTER_FIGURES: f32 = 0.36;
/// A one is narrow and stands in the width of the other figures.
const AFTER_ONE: f32 = 0.46;
const TIMES_USUAL: f32 = 6.0;

/// The words of a line. `piece` is what the model read of it.
pub(crate) fn words(model: &Model, page: &Gray, line: &TextLine, piece: &Piece, letters: &[Letter]) -> Vec<Word> {
    let inked = inked_columns(page, piece);
    let scale = model.step() as f32 * piece.height() as f32 / model.height() as f32;
    let place = |step: usize| ((step as f32 * scale) as usize).min(inked.len());
    // The blank between each letter and the next.
    let blank = |pair: &[Letter]| gap(&inked, place(pair[0].from), place(pair[1].to));
    let groups = groups(model, letters, line.capital, |pair| blank(pair).len() as f32);
    let mut from = 0;
    let mut words = Vec::with_capacity(groups.len());
    for (i, group) in groups.iter().enumerate() {
        let to = match (group.last(), groups.get(i + 1).and_then(|next| next.first())) {
            (Some(last), Some(next)) => {
                let blank = blank(&[*last, *next]);
                ((blank.start + blank.end) / 2).max(from)
            }
            _ => inked.len(),
        };
        let first = inked[from..to].iter().position(|i| *i).map_or(from, |n| from + n);
        let last = inked[from..to].iter().rposition(|i| *i).map_or(to, |n| from + n + 1);
        from = to;
        let text: String = model.text(group);
        if text.trim().is_empty() {
            continue;
        }
        let (x0, x1) = ((piece.x0 + first) as f32, (piece.x0 + last) as f32);
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

/// Letters word by word: parted where the model saw a blank, and where there is one too wide for the inside of a word.
fn groups<'a>(
    model: &Model,
    letters: &'a [Letter],
    capital: f32,
    blank: impl Fn(&[Letter]) -> f32,
) -> Vec<&'a [Letter]> {
    let pairs = letters.windows(2).filter(|pair| pair.iter().all(|l| l.char != SPACE));
    let mut blanks: Vec<f32> = pairs.map(&blank).collect();
    blanks.sort_by(f32::total_cmp);
    let usual = blanks.get(blanks.len() / 2).copied().unwrap_or_default();
    let widest = (capital * INSIDE).max(usual * TIMES_USUAL);
    let mut groups = Vec::new();
    for group in letters.split(|l| l.char == SPACE) {
        let mut start = 0;
        for i in 1..group.len() {
            let pair = &group[i - 1..=i];
            let is = |at: usize, what: fn(char) -> bool| model.text(&pair[at..=at]).starts_with(what);
            let unit = is(0, |c| c.is_ascii_digit()) && is(1, |c| c.is_lowercase() || "%€$£°".contains(c));
            let most = match unit {
                true if is(0, |c| c == '1') => capital * AFTER_ONE,
                true => capital * AFTER_FIGURES,
                false => widest,
            };
            if blank(pair) > most {
                groups.push(&group[start..i]);
                start = i;
            }
        }
        groups.push(&group[start..]);
    }
    groups.retain(|g| !g.is_empty());
    groups
}

/// The widest blank stretch in the columns of two letters.
fn gap(inked: &[bool], from: usize, to: usize) -> std::ops::Range<usize> {
    let (from, to) = (from.min(inked.len()), to.max(from).min(inked.len()));
    let mut best = (from + to) / 2..(from + to) / 2;
    let mut at = from;
    for stretch in inked[from..to].chunk_by(|a, b| a == b) {
        if !stretch[0] && stretch.len() > best.len() {
            best = at..at + stretch.len();
        }
        at += stretch.len();
    }
    best
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

/// How often words are right that the network is so sure of: its least sure letter, and the share of right words, for
/// words of the lists and for others. Measured on invoices at 150 to 300 dpi, clean and spoiled (decision 0016).
const LISTED: [(f32, f32); 11] = [
    (0.0, 0.1),
    (0.4, 0.18),
    (0.5, 0.28),
    (0.6, 0.43),
    (0.7, 0.6),
    (0.8, 0.71),
    (0.9, 0.86),
    (0.93, 0.92),
    (0.95, 0.955),
    (0.97, 0.98),
    (1.0, 0.99),
];
const OTHERS: [(f32, f32); 11] = [
    (0.0, 0.05),
    (0.3, 0.11),
    (0.4, 0.16),
    (0.6, 0.33),
    (0.8, 0.49),
    (0.85, 0.62),
    (0.9, 0.77),
    (0.95, 0.86),
    (0.965, 0.93),
    (0.98, 0.97),
    (1.0, 0.98),
];

/// How likely the word is right. Words of one or two letters are as often wrong in the lists as outside.
fn confidence(letters: &[Letter]) -> f32 {
    let sure = letters.iter().map(|l| l.certainty).fold(0.0, f32::min).exp();
    let listed = letters.len() > 2 && letters.iter().all(|l| l.listed);
    let curve = if listed { &LISTED } else { &OTHERS };
    let right = |pair: &[(f32, f32)]| {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        (sure <= x1).then(|| y0 + (y1 - y0) * (sure - x0) / (x1 - x0))
    };
    curve.windows(2).find_map(right).unwrap_or(curve[curve.len() - 1].1)
}
