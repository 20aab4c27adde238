//! From rectangles of text to words in reading order.

use unicode_normalization::UnicodeNormalization;

use super::decode::{STEP, Spelled, words};
use super::geometry::Leaning;
use super::ink::Ink;
use super::net::{Picture, Scratch};
use super::resample::Crop;
use super::{HEIGHT, Paddle};
use crate::error::Result;
use crate::ocr::Request;
use crate::page::{Gray, Rect, Word};

/// Columns of a crop at most: longer lines are squeezed.
const WIDTH_MAX: usize = 6400;
/// Columns without ink that set cells of a table apart: more than the height of the letters.
const CELL: usize = 40;
/// A rectangle that much higher than wide stands upright, if it is not one letter.
const UPRIGHT: f32 = 1.5;
/// A letter is at most that much higher than lines are.
const LETTER: f32 = 1.8;
/// Words that are less sure than that are noise: lines of drawings, stains.
const DOUBTFUL: f32 = 0.02;
/// And lines whose characters are that unsure on average.
const DOUBTFUL_LINE: f32 = 0.5;

/// From the baseline, in em, as in a text layer: the top of a word's box, and its bottom.
const ASCENT: f32 = 0.75;
/// See `ASCENT`.
const DESCENT: f32 = 0.21;
/// The height of the network's rectangles, in em, as measured.
const USUAL: f32 = 1.45;
/// A size that many times larger or smaller than the usual is not believed.
const FAR: f32 = 1.6;
/// Heights of capitals and digits, and of letters without ascenders, in em.
const CAPITAL: f32 = 0.72;
/// See `CAPITAL`.
const SMALL: f32 = 0.52;

/// A line as it was read: its words, each with the columns of the crop.
pub(super) struct Line {
    part: Leaning,
    crop_width: usize,
    words: Vec<Spelled>,
    ink: Ink,
}

impl Line {
    /// Characters that could be told, weighted by how sure they are.
    pub fn worth(&self) -> f32 {
        self.words.iter().map(|w| w.confidence * w.text.chars().count() as f32).sum()
    }

    fn letters(&self) -> impl Iterator<Item = char> {
        self.words.iter().flat_map(|w| w.text.chars())
    }

    /// Size in points of the picture, and where the baseline is, across the rectangle from its middle.
    fn size_and_baseline(&self) -> (f32, f32) {
        let scale = self.part.height / HEIGHT as f32;
        let (top, bottom) = self.ink.edges();
        let high = |c: char| c.is_uppercase() || c.is_ascii_digit() || "bdfhklt€$£%&/()[]!?'\"°".contains(c);
        let (has_high, has_small) = (self.letters().any(high), self.letters().any(|c| "aceimnorsuvwxz".contains(c)));
        let first = self.ink.rows.start.min(top);
        let heights = [(first, CAPITAL, has_high), (top, CAPITAL, has_high), (top, SMALL, has_small)];
        let sizes = heights.into_iter().filter(|h| h.2).map(|(from, em, _)| (bottom - from) as f32 * scale / em);
        // What the letters say is told apart by how high the network's rectangles usually are.
        let usual = self.part.height / USUAL;
        let off = |size: &f32| (size / usual).ln().abs();
        let size = sizes.min_by(|a, b| off(a).total_cmp(&off(b))).filter(|size| off(size) < FAR.ln());
        (size.unwrap_or(usual), bottom as f32 * scale - self.part.height / 2.0)
    }

    /// The words with their boxes on the picture.
    fn place(&self, slope: f32, out: &mut Vec<Word>) {
        let (size, baseline) = self.size_and_baseline();
        let step = self.part.width / self.crop_width.max(1) as f32;
        let middle = baseline - (ASCENT - DESCENT) / 2.0 * size;
        let standing = self.part.cos < 0.7;
        for word in &self.words {
            let [from, to] = word.columns.map(|c| c * step - self.part.width / 2.0);
            let (cx, cy) = self.part.at((from + to) / 2.0, middle);
            let (mut half_width, mut half_height) = ((to - from) / 2.0, (ASCENT + DESCENT) / 2.0 * size);
            if standing {
                (half_width, half_height) = (half_height, half_width);
            } else {
                // A line that leans by itself keeps its lean; that of the page is for the caller to undo.
                half_height += half_width * (self.part.sin - slope).abs().min(0.2);
            }
            out.push(Word {
                text: word.text.nfc().collect(),
                rect: Rect::new(cx - half_width, cy - half_height, cx + half_width, cy + half_height),
                size,
                bold: false,
                confidence: word.confidence.clamp(0.0, 1.0),
            });
        }
    }
}

/// Reads one rectangle.
pub(super) fn read_line(
    paddle: &Paddle,
    picture: &Gray,
    part: Leaning,
    request: &Request<'_>,
    scratch: &mut Scratch,
) -> Result<Line> {
    let columns = part.width * HEIGHT as f32 / part.height.max(1.0);
    let crop_width = ((columns / STEP as f32).round() as usize).clamp(2, WIDTH_MAX / STEP) * STEP;
    let crop = Crop::of(picture, &part, crop_width, HEIGHT);
    let ink = Ink::of(&crop);
    let mut found = Vec::new();
    for piece in ink.pieces(CELL) {
        // Whole steps, within the crop.
        let from = piece.start / STEP * STEP;
        let to = piece.end.next_multiple_of(STEP).max(from + 2 * STEP).min(crop_width);
        let from = from.min(to - 2 * STEP);
        let part = crop.columns(from, to);
        let columns = Ink { columns: ink.columns[from..to].to_vec(), rows: ink.rows.clone(), counts: Vec::new() };
        let picture = Picture { height: HEIGHT, width: to - from, channels: 1, data: part.data };
        let shares = paddle.recognition.run(picture, scratch, request.interrupt)?;
        let mut words = words(&shares, &paddle.alphabet, &columns);
        scratch.give(shares.data);
        words.iter_mut().for_each(|w| w.columns = w.columns.map(|c| c + from as f32));
        found.extend(words);
    }
    let line = Line { part, crop_width, words: found, ink };
    let count = line.letters().count();
    let sure = line.words.iter().map(|w| w.confidence.max(1e-9).ln()).sum::<f32>() / count.max(1) as f32;
    let words = if sure < DOUBTFUL_LINE.ln() { Vec::new() } else { line.words };
    Ok(Line { words: words.into_iter().filter(|w| w.confidence > DOUBTFUL).collect(), ..line })
}

/// The same rectangle read from another side: upwards, or downwards.
fn standing(part: &Leaning, upwards: bool) -> Leaning {
    let (sin, cos) = if upwards { (-part.cos, part.sin) } else { (part.cos, -part.sin) };
    Leaning { width: part.height, height: part.width, sin, cos, ..*part }
}

/// All words of the rectangles, line by line.
pub(super) fn read_all(
    paddle: &Paddle,
    picture: &Gray,
    parts: &[Leaning],
    request: &Request<'_>,
    scratch: &mut Scratch,
) -> Result<Vec<Word>> {
    let usual = middle(parts.iter().filter(|p| p.width > p.height).map(|p| p.height)).unwrap_or(0.0);
    let slope = middle(parts.iter().filter(|p| p.width > 3.0 * p.height).map(|p| p.sin)).unwrap_or(0.0);
    let mut out = Vec::new();
    for row in rows(parts, slope) {
        for part in row {
            let tall = part.height > UPRIGHT * part.width && part.height > LETTER * usual;
            let line = if tall {
                let up = read_line(paddle, picture, standing(part, true), request, scratch)?;
                let down = read_line(paddle, picture, standing(part, false), request, scratch)?;
                if up.worth() >= down.worth() { up } else { down }
            } else {
                read_line(paddle, picture, *part, request, scratch)?
            };
            line.place(slope, &mut out);
        }
    }
    Ok(out)
}

/// The number in the middle of some.
fn middle(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_unstable_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Rectangles by rows from top to bottom, each from left to right, on a page that leans by `slope`.
fn rows(parts: &[Leaning], slope: f32) -> Vec<Vec<&Leaning>> {
    let down = |p: &Leaning| p.cy - slope * p.cx;
    let mut sorted: Vec<&Leaning> = parts.iter().collect();
    sorted.sort_by(|a, b| down(a).total_cmp(&down(b)));
    let mut rows: Vec<Vec<&Leaning>> = Vec::new();
    for part in sorted {
        let near = rows
            .last()
            .and_then(|row| row.first())
            .is_some_and(|first| down(part) - down(first) < 0.5 * first.height.min(part.height));
        match rows.last_mut() {
            Some(row) if near => row.push(part),
            _ => rows.push(vec![part]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| a.cx.total_cmp(&b.cx)));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(cx: f32, cy: f32, width: f32, height: f32) -> Leaning {
        Leaning { cx, cy, width, height, sin: 0.0, cos: 1.0 }
    }

    #[test]
    fn rows_follow_the_lean_of_the_page() {
        let slope = 0.05;
        let level = [part(100.0, 50.0, 80.0, 20.0), part(900.0, 52.0, 80.0, 20.0), part(500.0, 90.0, 80.0, 20.0)];
        let lean = level.map(|p| Leaning { cy: p.cy + slope * p.cx, ..p });
        let rows = rows(&lean, slope);
        let across: Vec<Vec<f32>> = rows.iter().map(|r| r.iter().map(|p| p.cx).collect()).collect();
        assert_eq!(across, [vec![100.0, 900.0], vec![500.0]]);
    }

    #[test]
    fn boxes_reach_from_ascent_to_descent_whatever_the_letters() {
        let line = |text: &str, rows: std::ops::Range<usize>, steps: [usize; 2]| {
            let words = vec![Spelled { text: text.into(), columns: [10.0, 50.0], confidence: 0.9 }];
            // Much ink between the steps, some where only a few letters reach.
            let mut counts = vec![0; 48];
            counts[rows.clone()].fill(6);
            counts[steps[0]..steps[1]].fill(20);
            let ink = Ink { columns: vec![true; 60], rows, counts };
            let mut out = Vec::new();
            Line { part: part(130.0, 24.0, 60.0, 48.0), crop_width: 60, words, ink }.place(0.0, &mut out);
            out.remove(0)
        };
        // 33 points an em, the baseline on row 38: with an ascender, with none, with a descender.
        for (text, rows, steps) in
            [("12", 14..38, [14, 38]), ("nous", 21..38, [21, 38]), ("page", 21..45, [21, 38]), ("Py", 14..45, [14, 38])]
        {
            let word = line(text, rows, steps);
            assert!((word.size - 33.0).abs() < 1.0, "{text}: {}", word.size);
            assert!((word.rect.y0 - 13.2).abs() < 1.0 && (word.rect.y1 - 44.9).abs() < 1.0, "{text}: {:?}", word.rect);
            assert_eq!((word.rect.x0, word.rect.x1), (110.0, 150.0));
        }
    }

    #[test]
    fn a_standing_rectangle_is_read_from_both_sides() {
        let tall = part(50.0, 100.0, 20.0, 120.0);
        let up = standing(&tall, true);
        assert_eq!((up.width, up.height), (120.0, 20.0));
        assert_eq!(up.at(60.0, 0.0), (50.0, 40.0), "upwards it ends at the top");
        assert_eq!(standing(&tall, false).at(60.0, 0.0), (50.0, 160.0));
    }
}
