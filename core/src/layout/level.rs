//! The slope that recognised lines still have: a scan is never quite straight, a photo not even equally askew.
//!
//! Words are moved up or down until most of them stand at common heights, and told where they were printed.

use crate::page::{Rect, Word};

/// The steepest slope looked for, in points a point: steeper pages are straightened before they are read.
const STEEPEST: f32 = 0.03;
/// Steps from level to steepest, first roughly, then around the best.
const STEPS: i32 = 6;
/// Fewer words tell no slope.
const FEWEST: usize = 12;
/// A slope must gather words this much better than none does.
const GAIN: f32 = 1.04;

/// How the lines of a page climb: `top` at its upper edge, `bottom` at its lower one, in points a point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Slope {
    top: f32,
    bottom: f32,
    width: f32,
    height: f32,
}

impl Slope {
    /// The slope at which the words stand on the fewest lines.
    pub(super) fn of(words: &[Word], width: f32, height: f32) -> Self {
        let level = Self { top: 0.0, bottom: 0.0, width, height: height.max(1.0) };
        if words.len() < FEWEST {
            return level;
        }
        let mut heights: Vec<f32> = words.iter().map(|w| w.rect.height()).collect();
        heights.sort_by(f32::total_cmp);
        let bin = (0.25 * heights[heights.len() / 2]).max(0.5);
        let mut counts = vec![0.0; (height.max(1.0) * 1.2 / bin) as usize + 8];
        let mut gathered = |slope: &Self| {
            counts.fill(0.0);
            gather(words, slope, bin, &mut counts)
        };
        let flat = gathered(&level);
        let (mut best, mut most) = (level, flat);
        let mut step = STEEPEST / STEPS as f32;
        while step > STEEPEST / 60.0 {
            let around = best;
            for top in -STEPS..=STEPS {
                for bottom in -STEPS..=STEPS {
                    let slope = Self {
                        top: (around.top + top as f32 * step).clamp(-STEEPEST, STEEPEST),
                        bottom: (around.bottom + bottom as f32 * step).clamp(-STEEPEST, STEEPEST),
                        ..level
                    };
                    let score = gathered(&slope);
                    if score > most {
                        (best, most) = (slope, score);
                    }
                }
            }
            step /= 4.0;
        }
        if most > GAIN * flat { best } else { level }
    }

    /// How far below its level place a point stands.
    fn fall(&self, x: f32, y: f32) -> f32 {
        let down = (y / self.height).clamp(0.0, 1.0);
        (self.top + (self.bottom - self.top) * down) * (x - self.width / 2.0)
    }

    /// A box where it stands on level lines.
    pub(super) fn levelled(&self, rect: Rect) -> Rect {
        let fall = self.fall(rect.cx(), rect.cy());
        Rect { y0: rect.y0 - fall, y1: rect.y1 - fall, ..rect }
    }

    /// A levelled box where it was printed.
    pub(super) fn printed(&self, rect: Rect) -> Rect {
        let fall = self.fall(rect.cx(), rect.cy());
        Rect { y0: rect.y0 + fall, y1: rect.y1 + fall, ..rect }
    }
}

/// How well words gather at common heights: the sum of the squares of what stands at each. A word counts by its letters,
/// in the two bins it lies between.
fn gather(words: &[Word], slope: &Slope, bin: f32, counts: &mut [f32]) -> f32 {
    for word in words {
        let at = (slope.levelled(word.rect).cy() / bin).max(0.0);
        let (whole, part) = (at as usize, at.fract());
        let weight = word.rect.width().min(60.0);
        if let Some([near, next]) = counts.get_mut(whole..whole + 2) {
            *near += weight * (1.0 - part);
            *next += weight * part;
        }
    }
    counts.iter().map(|c| c * c).sum()
}
