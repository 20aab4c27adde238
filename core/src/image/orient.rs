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
    /// How sure that is, 0 to 1; about the share of pages on which it holds.
    pub sure: f32,
}

/// Finds the turn of a page whose paper is white, at about 100 dots an inch.
pub(super) fn turn(page: &Gray) -> Turn {
    let text = text_only(page);
    let along = Strips::cut(&text).written();
    let side = quarter_turns(&text, 1);
    let across = Strips::cut(&side).written();
    let (least, most) = (along.min(across), along.max(across));
    if most <= 0.0 {
        return Turn::default();
    }
    let sideways = across > along;
    let lines = ((most / least.max(1e-9) - 1.0) / 0.8).min(1.0) as f32;
    let stands = standing(&if sideways { quarter_turns(page, 1) } else { page.clone() });
    let quarters = match (sideways, stands < 0.0) {
        (false, false) => 0,
        (false, true) => 2,
        (true, false) => 1,
        (true, true) => 3,
    };
    Turn { quarters, sure: lines.min(stands.abs()) }
}

/// How surely the text stands on its feet: 1 upright, -1 upside down, 0 unknown.
fn standing(page: &Gray) -> f32 {
    let (mut letters, usual) = letters(&parts(page, 150));
    letters.sort_by_key(|p| (p.x0, p.y0));
    letters.truncate(8000);
    let apart = (usual * 0.18).max(1.9) as u32;
    let (mut feet, mut heads) = (0u32, 0u32);
    for (i, letter) in letters.iter().enumerate() {
        let Some(next) = neighbour(letter, &letters[i + 1..], usual) else { continue };
        let (top, bottom) = (letter.y0.abs_diff(next.y0), letter.y1.abs_diff(next.y1));
        if bottom <= 1 && top >= apart {
            feet += 1;
        } else if top <= 1 && bottom >= apart {
            heads += 1;
        }
    }
    let (feet, heads) = (feet as f32, heads as f32);
    // Under chance alone the difference is within two roots of the sum; text shows three feet for each head.
    let sum = (feet + heads).max(1.0);
    let beyond = ((feet - heads).abs() - 2.0 * sum.sqrt()).max(0.0) / sum;
    (feet - heads).signum() * (beyond * 3.0).min(1.0)
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
fn text_only(page: &Gray) -> Gray {
    let all: Vec<Part> = parts(page, 150).into_iter().filter(|p| p.width().min(p.height()) >= 3).collect();
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
            let found = turn(&turned);
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
        assert_eq!(turn(&ruled).quarters, 0);
    }

    #[test]
    fn nothing_says_nothing() {
        for (w, h, level) in [(0, 0, 0), (1, 1, 0), (900, 1, 0), (1, 900, 255), (200, 200, 0), (200, 200, 255)] {
            assert_eq!(turn(&Gray::new(w, h, vec![level; w * h])).sure, 0.0, "{w} x {h} of {level}");
        }
    }
}
