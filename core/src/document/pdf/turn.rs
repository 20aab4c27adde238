//! Pages whose text runs up or down the page, or upside down: turned so that it reads.

use super::glyphs::Char;
use crate::page::Rect;

/// Share of the characters that must run the same way for the page to be turned.
const MOST: f32 = 0.8;

/// Degrees clockwise the page must be turned by for most of its text to stand upright: 0, 90, 180 or 270.
pub(super) fn needed(chars: &[Char]) -> u16 {
    let mut ways = [0_usize; 4];
    for c in chars {
        let (x, y) = c.direction;
        ways[match () {
            () if x.abs() >= y.abs() && x >= 0.0 => 0,
            () if x.abs() >= y.abs() => 2,
            // Reading up the page: a quarter turn clockwise puts it right.
            () if y < 0.0 => 1,
            () => 3,
        }] += 1;
    }
    let enough = (chars.len() as f32 * MOST) as usize;
    let most = (0..4).max_by_key(|&w| (ways[w], std::cmp::Reverse(w))).unwrap_or(0);
    if ways[most] > enough.max(20) { most as u16 * 90 } else { 0 }
}

/// Turns everything on the page, and gives its new size.
pub(super) fn apply(
    turn: u16,
    (width, height): (f32, f32),
    chars: &mut [Char],
    rules: &mut [Rect],
    frames: &mut [Rect],
) -> (f32, f32) {
    if turn == 0 {
        return (width, height);
    }
    let vector = |(x, y): (f32, f32)| match turn {
        90 => (-y, x),
        180 => (-x, -y),
        _ => (y, -x),
    };
    let (shift_x, shift_y) = match turn {
        90 => (height, 0.0),
        180 => (width, height),
        _ => (0.0, width),
    };
    let point = |p: (f32, f32)| {
        let (x, y) = vector(p);
        (x + shift_x, y + shift_y)
    };
    for c in chars {
        (c.start, c.end) = (point(c.start), point(c.end));
        (c.direction, c.up) = (vector(c.direction), vector(c.up));
    }
    for r in rules.iter_mut().chain(frames) {
        let (a, b) = (point((r.x0, r.y0)), point((r.x1, r.y1)));
        *r = Rect::new(a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1));
    }
    if turn == 180 { (width, height) } else { (height, width) }
}
