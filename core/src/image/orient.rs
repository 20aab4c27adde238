//! Which way is up.
//!
//! Text on its side shows its lines along the columns. Text upside down shows its shape: neighbouring letters stand on one
//! line and rise to several heights, so bottoms agree more often than tops. Descenders and quotation marks are fewer
//! than capitals, tall letters, points and digits.

use super::deskew::Strips;
use super::parts::{Part, letters, median_of, parts};
use super::warp::quarter_turns;
use crate::page::Gray;

/// The turn that makes a page upright.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Turn {
    /// Quarters clockwise.
    pub quarters: u8,
    /// How sure that is, 0 to 1.
    pub sure: f32,
    /// How sure it is that the lines run that way, whatever is their head.
    pub lines: f32,
}

/// Finds the turn of a page whose paper is white, at about 100 dots an inch; what is darker than `ink` is ink.
pub(super) fn turn(page: &Gray, ink: u8) -> Turn {
    let all = parts(page, ink);
    let text = text_only(page, &all);
    let along = Strips::cut(&text).written();
    let across = Strips::cut(&quarter_turns(&text, 1)).written();
    if along.max(across) <= 0.0 {
        return Turn::default();
    }
    let (letters, usual) = letters(&all);
    let turned: Vec<Part> = all.iter().map(|p| p.turned(page.height() as u32)).collect();
    let (turned, turned_usual) = super::parts::letters(&turned);
    let (level, upright) = (Line::new(letters, usual), Line::new(turned, turned_usual));
    // Letters stand closer to those beside them than to those above, and lines further apart than letters.
    let by_lines = (along.max(1e-9) / across.max(1e-9)).ln() as f32;
    let by_gaps = ((level.pairs + 4.0) / (upright.pairs + 4.0)).ln();
    if by_lines * by_gaps <= 0.0 {
        return Turn::default();
    }
    let sideways = by_gaps < 0.0;
    let stands = if sideways { upright.stands } else { level.stands };
    let quarters = match (sideways, stands < 0.0) {
        (false, false) => 0,
        (false, true) => 2,
        (true, false) => 1,
        (true, true) => 3,
    };
    let lines = (by_lines.abs().min(by_gaps.abs()) / 0.5).min(1.0);
    Turn { quarters, sure: lines.min(stands.abs()), lines }
}

/// What letters say when their lines are taken to be level.
struct Line {
    /// Letters that have one beside them.
    pairs: f32,
    /// How surely they stand on their feet: 1 upright, -1 upside down, 0 unknown.
    stands: f32,
}

impl Line {
    fn new(mut letters: Vec<Part>, usual: f32) -> Self {
        letters.sort_by_key(|p| (p.x0, p.y0));
        letters.truncate(8000);
        let apart = (usual * 0.18).max(1.9) as u32;
        let (mut pairs, mut feet, mut heads) = (0.0f32, 0.0f32, 0.0f32);
        for (i, letter) in letters.iter().enumerate() {
            let Some(next) = neighbour(letter, &letters[i + 1..], usual) else { continue };
            pairs += 1.0;
            let (top, bottom) = (letter.y0.abs_diff(next.y0), letter.y1.abs_diff(next.y1));
            if bottom <= 1 && top >= apart {
                feet += 1.0;
            } else if top <= 1 && bottom >= apart {
                heads += 1.0;
            }
        }
        // In deviations of what chance would give; few pairs say little whatever they say.
        let sum = (feet + heads).max(1.0);
        let beyond = ((feet - heads).abs() / sum.sqrt() - 2.0).max(0.0) / 6.0;
        Self { pairs, stands: (feet - heads).signum() * beyond.min(1.0) * (sum / 60.0).min(1.0) }
    }
}

/// The nearest letter to the right on the same line.
fn neighbour<'a>(letter: &Part, right: &'a [Part], usual: f32) -> Option<&'a Part> {
    let reach = letter.x1 + (usual * 0.6) as u32;
    let same_line = |p: &&Part| {
        let shared = p.y1.min(letter.y1).saturating_sub(p.y0.max(letter.y0));
        p.x0 >= letter.x1.saturating_sub(1) && shared * 2 > p.height().min(letter.height())
    };
    right.iter().take_while(|p| p.x0 <= reach).find(same_line)
}

/// The boxes of what could be letters and words, whichever way they run: no rules, bars, pictures or dust.
fn text_only(page: &Gray, parts: &[Part]) -> Gray {
    let all: Vec<Part> = parts.iter().filter(|p| p.width().min(p.height()) >= 3).copied().collect();
    let mut out = Gray::blank(page.width(), page.height());
    let Some(usual) = median_of(&all, |p| p.width().max(p.height())) else { return out };
    for part in &all {
        let (long, short) = (part.width().max(part.height()) as f32, part.width().min(part.height()) as f32);
        let filled = part.area as f32 / (long * short);
        let bar = filled > 0.8 && long > 1.6 * usual;
        if long < 4.0 || long > 9.0 * usual || short > 2.5 * usual || bar {
            continue;
        }
        for y in part.y0..part.y1 {
            out.row_mut(y as usize)[part.x0 as usize..part.x1 as usize].fill(0);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::sample::text;

    #[test]
    fn every_turn_is_found() {
        for quarters in 0..4 {
            let turned = quarter_turns(&text(700, 900), quarters);
            let found = turn(&turned, 150);
            assert_eq!(found.quarters, (4 - quarters) % 4, "{found:?}");
            assert!(found.sure > 0.5, "{quarters}: {found:?}");
        }
    }

    #[test]
    fn rules_do_not_speak_for_a_direction() {
        let mut ruled = text(700, 900);
        for x in (40..660).step_by(30) {
            (20..880).for_each(|y| ruled.row_mut(y)[x..x + 2].fill(0));
        }
        assert_eq!(turn(&ruled, 150).quarters, 0);
    }

    #[test]
    fn nothing_says_nothing() {
        for (w, h, level) in [(0, 0, 0), (1, 1, 0), (900, 1, 0), (1, 900, 255), (200, 200, 0), (200, 200, 255)] {
            assert_eq!(turn(&Gray::new(w, h, vec![level; w * h]), 150).sure, 0.0, "{w} x {h} of {level}");
        }
    }
}
