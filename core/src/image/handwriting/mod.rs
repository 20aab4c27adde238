//! What looks written by hand: signatures, notes, amounts filled in.
//!
//! Printed letters stand on lines, are alike in height, and have upright and level strokes. What was read with confidence
//! is print; what is left is grouped by nearness and judged by its strokes. When in doubt it is print: a region told to
//! be handwriting costs the values inside their confidence.

mod strokes;

use super::parts::{Part, letters, parts};
use super::scale::reduced;
use super::survey::flattened;
use crate::page::{Gray, Rect, Word};
use strokes::Strokes;

/// Groups judged on one page, at most: more than that is a picture, or dirt.
const MOST_PARTS: usize = 3000;

/// The regions of a picture that look handwritten, in its pixels. `words` are what was read on it, with boxes in the same
/// pixels and the confidence of the reader.
pub fn handwriting(picture: &Gray, dpi: f32, words: &[Word]) -> Vec<Rect> {
    let factor = ((dpi / 150.0).round() as usize).clamp(1, 8);
    let flat = flattened(&reduced(picture, factor));
    let all = parts(&flat.page, flat.ink);
    let print: Vec<Rect> = words.iter().filter(|w| is_print(w)).map(|w| shrunk(&w.rect, factor as f32)).collect();
    let usual = usual_height(&all, &print);
    if usual < 4.0 {
        return Vec::new();
    }
    let page = (flat.page.width() as u32, flat.page.height() as u32);
    let mut left: Vec<Part> = all.into_iter().filter(|p| is_stroke(p, usual, page)).collect();
    left.retain(|p| covered(p, &print) < 0.5);
    if left.len() > MOST_PARTS {
        return Vec::new();
    }
    let written = grouped(&left, usual).into_iter().filter(|group| {
        let whole = bounds(group);
        // Much print inside: a frame or a stamp.
        let inside = print.iter().filter(|w| whole.holds(w.cx(), w.cy())).count();
        inside <= 1 && Strokes::of(&flat.page, flat.ink, group, usual).look_written(usual)
    });
    written.map(|group| grown(&bounds(&group), factor as f32)).collect()
}

/// The usual height of a letter: of those read, when there are enough, else of all.
fn usual_height(all: &[Part], print: &[Rect]) -> f32 {
    let read: Vec<Part> = all.iter().filter(|p| covered(p, print) > 0.5).copied().collect();
    letters(if read.len() >= 30 { &read } else { all }).1
}

/// Read so surely that it must be print.
fn is_print(word: &Word) -> bool {
    word.confidence >= 0.6 && word.text.chars().filter(|c| c.is_alphanumeric()).count() >= 2
}

/// Neither dust, nor a rule, a frame or something filled.
fn is_stroke(part: &Part, usual: f32, (width, height): (u32, u32)) -> bool {
    let (w, h) = (part.width() as f32, part.height() as f32);
    let filled = part.area as f32 / (w * h);
    let rule = (w > 12.0 * h && h < usual) || (h > 12.0 * w && w < usual);
    w.max(h) >= 0.5 * usual && !rule && filled < 0.7 && w < width as f32 * 0.6 && h < height as f32 * 0.3
}

/// The share of a part's box that words cover.
fn covered(part: &Part, words: &[Rect]) -> f32 {
    let whole = Rect::new(part.x0 as f32, part.y0 as f32, part.x1 as f32, part.y1 as f32);
    let shared: f32 = words.iter().map(|w| w.x_overlap(&whole) * w.y_overlap(&whole)).sum();
    shared / (whole.width() * whole.height()).max(1.0)
}

/// Parts near each other, each group's largest first.
fn grouped(parts: &[Part], usual: f32) -> Vec<Vec<Part>> {
    let reach = (usual * 1.2) as u32;
    let near = |a: &Part, b: &Part| {
        a.x0 <= b.x1 + reach && b.x0 <= a.x1 + reach && a.y0 <= b.y1 + reach / 2 && b.y0 <= a.y1 + reach / 2
    };
    let mut order: Vec<Part> = parts.to_vec();
    order.sort_by_key(|p| p.y0);
    let mut free: Vec<Option<Part>> = order.into_iter().map(Some).collect();
    let mut groups = Vec::new();
    for start in 0..free.len() {
        let Some(first) = free[start].take() else { continue };
        let mut group = vec![first];
        let mut at = 0;
        while at < group.len() {
            let here = group[at];
            for slot in free[start..].iter_mut() {
                match slot {
                    Some(other) if other.y0 > here.y1 + reach => break,
                    Some(other) if near(&here, other) => group.extend(slot.take()),
                    _ => {}
                }
            }
            at += 1;
        }
        group.sort_by_key(|p| std::cmp::Reverse(p.width() * p.height()));
        groups.push(group);
    }
    groups
}

fn bounds(group: &[Part]) -> Part {
    let first = Part { x0: u32::MAX, y0: u32::MAX, x1: 0, y1: 0, area: 0 };
    group.iter().fold(first, |a, p| Part {
        x0: a.x0.min(p.x0),
        y0: a.y0.min(p.y0),
        x1: a.x1.max(p.x1),
        y1: a.y1.max(p.y1),
        area: a.area + p.area,
    })
}

fn shrunk(rect: &Rect, factor: f32) -> Rect {
    Rect::new(rect.x0 / factor, rect.y0 / factor, rect.x1 / factor, rect.y1 / factor)
}

fn grown(part: &Part, factor: f32) -> Rect {
    let [x0, y0, x1, y1] = [part.x0, part.y0, part.x1, part.y1].map(|v| v as f32 * factor);
    Rect::new(x0, y0, x1, y1)
}

#[cfg(test)]
mod tests;
