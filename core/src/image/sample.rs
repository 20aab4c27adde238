//! Pages drawn for tests.

use super::warp::{Projection, warp};
use crate::page::Gray;

/// A stream of numbers for tests.
pub(super) struct Draw(pub u64);

impl Draw {
    /// From 0 to `n` excluded.
    pub fn below(&mut self, n: u64) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) % n) as usize
    }

    /// Close to normal, of deviation 1.
    pub fn normal(&mut self) -> f32 {
        let sum: usize = (0..8).map(|_| self.below(256)).sum();
        (sum as f32 - 1020.0) / 209.0
    }
}

/// Lines of letter-like shapes, short, tall and hanging as often as in French, black on white. An `x` is 7 pixels tall.
pub(super) fn text(width: usize, height: usize) -> Gray {
    let mut page = Gray::blank(width, height);
    let mut draw = Draw(11);
    let mut base = 60;
    while base + 60 < height {
        let mut x = 50;
        let end = width - 50 - draw.below(width as u64 / 3);
        while x + 16 < end {
            let wide = 5 + draw.below(3);
            let (top, bottom) = match draw.below(20) {
                0..=10 => (base - 7, base),
                11..=17 => (base - 11, base),
                _ => (base - 7, base + 4),
            };
            for y in top..bottom {
                page.row_mut(y)[x..x + 2].fill(20);
                page.row_mut(y)[x + wide - 2..x + wide].fill(20);
            }
            let bar = if draw.below(2) == 0 { top } else { bottom - 1 };
            page.row_mut(bar)[x..x + wide].fill(20);
            x += wide + 2 + if draw.below(6) == 0 { 5 } else { 0 };
        }
        base += 20 + if draw.below(8) == 0 { 20 } else { 0 };
    }
    page
}

/// The page turned clockwise about its middle, on white.
pub(super) fn turned(page: &Gray, degrees: f64) -> Gray {
    let (x, y) = (page.width() as f64 / 2.0, page.height() as f64 / 2.0);
    let back = Projection::moved(-x, -y).then(&Projection::turned(-degrees)).then(&Projection::moved(x, y));
    warp(page, &back, page.width(), page.height(), 255)
}

/// The page under that light (0 to 1 at places from 0 to 1 across and down), with grain of that deviation.
pub(super) fn lit(page: &Gray, sigma: f32, light: impl Fn(f32, f32) -> f32) -> Gray {
    let mut out = page.clone();
    let mut draw = Draw(5);
    let (width, height) = (page.width() as f32, page.height() as f32);
    for y in 0..page.height() {
        for (x, v) in out.row_mut(y).iter_mut().enumerate() {
            let level = f32::from(*v) * light(x as f32 / width, y as f32 / height) + draw.normal() * sigma;
            *v = level.clamp(0.0, 255.0) as u8;
        }
    }
    out
}
