//! Projections of the plane, and pictures seen through them.

use crate::page::{Gray, Rect};

/// A projection, as a matrix of three by three, row by row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Projection([f64; 9]);

impl Projection {
    pub const SAME: Self = Self([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);

    /// Moves.
    pub const fn moved(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, x, 0.0, 1.0, y, 0.0, 0.0, 1.0])
    }

    /// Scales.
    pub const fn scaled(x: f64, y: f64) -> Self {
        Self([x, 0.0, 0.0, 0.0, y, 0.0, 0.0, 0.0, 1.0])
    }

    /// Turns clockwise (y runs down) about the origin.
    pub fn turned(degrees: f64) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Self([cos, -sin, 0.0, sin, cos, 0.0, 0.0, 0.0, 1.0])
    }

    /// Takes the unit square to those corners, clockwise from the top left (Heckbert, 1989).
    pub fn of_square([p0, p1, p2, p3]: [(f64, f64); 4]) -> Option<Self> {
        let (sx, sy) = (p0.0 - p1.0 + p2.0 - p3.0, p0.1 - p1.1 + p2.1 - p3.1);
        let (dx1, dy1, dx2, dy2) = (p1.0 - p2.0, p1.1 - p2.1, p3.0 - p2.0, p3.1 - p2.1);
        let det = dx1 * dy2 - dx2 * dy1;
        if det.abs() < 1e-9 {
            return None;
        }
        let (g, h) = ((sx * dy2 - dx2 * sy) / det, (dx1 * sy - sx * dy1) / det);
        let (right, down) = ((p1.0 - p0.0, p1.1 - p0.1), (p3.0 - p0.0, p3.1 - p0.1));
        let columns = [right.0 + g * p1.0, down.0 + h * p3.0, p0.0, right.1 + g * p1.1, down.1 + h * p3.1, p0.1];
        let [a, b, c, d, e, f] = columns;
        Some(Self([a, b, c, d, e, f, g, h, 1.0]))
    }

    /// First `self`, then `next`.
    pub fn then(&self, next: &Self) -> Self {
        let (a, b) = (&next.0, &self.0);
        let mut out = [0.0; 9];
        for (i, cell) in out.iter_mut().enumerate() {
            let (row, column) = (i / 3, i % 3);
            *cell = (0..3).map(|k| a[row * 3 + k] * b[k * 3 + column]).sum();
        }
        Self(out)
    }

    /// The way back; none when the plane was folded onto a line.
    #[cfg(test)]
    pub fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        if !det.is_finite() || det.abs() < 1e-12 {
            return None;
        }
        let cofactors = [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ];
        Some(Self(cofactors.map(|v| v / det)))
    }

    /// Where a point comes to lie.
    pub fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        let m = &self.0;
        let w = m[6] * x + m[7] * y + m[8];
        let w = if w.abs() < 1e-9 { 1e-9 } else { w };
        ((m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w)
    }

    fn is_affine(&self) -> bool {
        self.0[6] == 0.0 && self.0[7] == 0.0 && self.0[8] == 1.0
    }
}

/// The way from the prepared picture back to the upright source picture: its pixels after the quarter turn, before
/// anything else was done to them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Back(pub(super) Projection);

impl Back {
    /// The way back when nothing moved.
    pub const SAME: Self = Self(Projection::SAME);

    /// Where a point of the prepared picture lies on the upright source picture, in pixels of each.
    pub fn point(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = self.0.apply(f64::from(x), f64::from(y));
        (x as f32, y as f32)
    }

    /// The upright box around what a box of the prepared picture shows.
    pub fn rect(&self, rect: &Rect) -> Rect {
        let corners = [(rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1)];
        let [a, b, c, d] = corners.map(|(x, y)| self.point(x, y));
        Rect::new(
            a.0.min(b.0).min(c.0).min(d.0),
            a.1.min(b.1).min(c.1).min(d.1),
            a.0.max(b.0).max(c.0).max(d.0),
            a.1.max(b.1).max(c.1).max(d.1),
        )
    }

    /// How many pixels of the source one pixel of the prepared picture is long, at that place.
    pub fn scale(&self, x: f32, y: f32) -> f32 {
        let (a, b) = (self.point(x - 0.5, y), self.point(x + 0.5, y));
        (b.0 - a.0).hypot(b.1 - a.1)
    }
}

/// The picture of that size each of whose pixels is what `source` shows where `back` says; `around` where it shows
/// nothing.
pub(super) fn warp(source: &Gray, back: &Projection, width: usize, height: usize, around: u8) -> Gray {
    let mut out = Gray::new(width, height, vec![around; width * height]);
    if source.width() < 2 || source.height() < 2 {
        return out;
    }
    for y in 0..height {
        let middle = y as f64 + 0.5;
        // Between points this near, a projection is as good as straight.
        let near = if back.is_affine() { width.max(1) } else { 32 };
        for (i, out) in out.row_mut(y).chunks_mut(near).enumerate() {
            let first = (i * near) as f64 + 0.5;
            let (start, end) = (back.apply(first, middle), back.apply(first + out.len() as f64, middle));
            let count = out.len() as f64;
            let step = ((end.0 - start.0) / count, (end.1 - start.1) / count);
            straight(source, start, step, out);
        }
    }
    out
}

/// Samples along a straight line.
fn straight(source: &Gray, start: (f64, f64), step: (f64, f64), out: &mut [u8]) {
    let (from, to) = inside(start, step, source, out.len());
    // With 32 bits of fraction nothing drifts over the longest rows.
    let fixed = |v: f64| (v * 4294967296.0) as i64;
    let at = from as f64;
    let (mut u, mut v) = (fixed(start.0 - 0.5 + step.0 * at), fixed(start.1 - 0.5 + step.1 * at));
    let (du, dv) = (fixed(step.0), fixed(step.1));
    for out in &mut out[from..to] {
        *out = cubic(source, (u >> 32) as i32, (v >> 32) as i32, phase(u), phase(v));
        u += du;
        v += dv;
    }
}

/// The stretch of a row whose places lie on the source, half a pixel around it included.
fn inside(start: (f64, f64), step: (f64, f64), source: &Gray, width: usize) -> (usize, usize) {
    let (mut from, mut to) = (0.0f64, width as f64);
    for (at, step, size) in [(start.0, step.0, source.width()), (start.1, step.1, source.height())] {
        if step.abs() < 1e-12 {
            if at < 0.0 || at > size as f64 {
                return (0, 0);
            }
            continue;
        }
        let (a, b) = (-at / step, (size as f64 - at) / step);
        from = from.max(a.min(b));
        to = to.min(a.max(b));
    }
    let from = from.ceil().clamp(0.0, width as f64) as usize;
    let to = (to.floor() + 1.0).clamp(0.0, width as f64) as usize;
    (from, to.max(from))
}

const PHASES: usize = 32;

fn phase(v: i64) -> usize {
    ((v as u64 & 0xffff_ffff) >> 27) as usize
}

/// Four weights in 256ths for each phase between two pixels (Catmull and Rom).
const WEIGHTS: [[i32; 4]; PHASES] = weights();

const fn weights() -> [[i32; 4]; PHASES] {
    let mut out = [[0; 4]; PHASES];
    let mut i = 0;
    while i < PHASES {
        // In 64ths, taken at the middle of the phase, so that rounding down favours no side.
        let t = (2 * i + 1) as i64;
        let one = (2 * PHASES) as i64;
        let (t2, t3, cube) = (t * t * one, t * t * t, one * one * one);
        let parts =
            [-t3 + 2 * t2 - t * one * one, 3 * t3 - 5 * t2 + 2 * cube, -3 * t3 + 4 * t2 + t * one * one, t3 - t2];
        let mut k = 0;
        let mut sum = 0;
        while k < 4 {
            out[i][k] = ((parts[k] * 128) / cube) as i32;
            sum += out[i][k];
            k += 1;
        }
        out[i][if t * 2 < one { 1 } else { 2 }] += 256 - sum;
        i += 1;
    }
    out
}

#[inline]
fn cubic(source: &Gray, x: i32, y: i32, phase_x: usize, phase_y: usize) -> u8 {
    let (width, height) = (source.width() as i32, source.height() as i32);
    let (wx, wy) = (&WEIGHTS[phase_x], &WEIGHTS[phase_y]);
    let levels = source.levels();
    let mut sum = 0;
    if x >= 1 && y >= 1 && x + 2 < width && y + 2 < height {
        let mut at = ((y - 1) * width + x - 1) as usize;
        for weight in wy {
            if let Some([a, b, c, d]) = levels.get(at..at + 4) {
                let [a, b, c, d] = [*a, *b, *c, *d].map(i32::from);
                sum += weight * (a * wx[0] + b * wx[1] + c * wx[2] + d * wx[3]);
            }
            at += width as usize;
        }
    } else {
        for (dy, weight) in (-1..).zip(wy) {
            let row = source.row((y + dy).clamp(0, height - 1) as usize);
            for (dx, across) in (-1..).zip(wx) {
                sum += weight * across * i32::from(row[(x + dx).clamp(0, width - 1) as usize]);
            }
        }
    }
    ((sum + (1 << 15)) >> 16).clamp(0, 255) as u8
}

/// The picture turned clockwise by that many quarters.
pub fn quarter_turns(source: &Gray, quarters: u8) -> Gray {
    let (width, height) = (source.width(), source.height());
    match quarters % 4 {
        1 | 3 => {
            let mut out = Gray::blank(height, width);
            // In tiles, so that neither picture is walked down column by column.
            const TILE: usize = 32;
            for top in (0..height).step_by(TILE) {
                for left in (0..width).step_by(TILE) {
                    for x in left..(left + TILE).min(width) {
                        let row = if quarters % 4 == 1 { x } else { width - 1 - x };
                        let line = out.row_mut(row);
                        for y in top..(top + TILE).min(height) {
                            let column = if quarters % 4 == 1 { height - 1 - y } else { y };
                            line[column] = source.levels()[y * width + x];
                        }
                    }
                }
            }
            out
        }
        2 => Gray::new(width, height, source.levels().iter().rev().copied().collect()),
        _ => source.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_up() {
        assert!(WEIGHTS.iter().all(|w| w.iter().sum::<i32>() == 256));
    }

    #[test]
    fn what_goes_comes_back() {
        let corners = [(10.0, 20.0), (210.0, 5.0), (190.0, 305.0), (3.0, 280.0)];
        let map = Projection::of_square(corners).unwrap();
        let there =
            map.then(&Projection::turned(3.0)).then(&Projection::scaled(2.0, 2.0)).then(&Projection::moved(5.0, 6.0));
        let back = there.inverse().unwrap();
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.3, 0.8)] {
            let (u, v) = there.apply(x, y);
            let (a, b) = back.apply(u, v);
            assert!((a - x).abs() < 1e-6 && (b - y).abs() < 1e-6);
        }
        let (x, y) = map.apply(1.0, 1.0);
        assert!((x - 190.0).abs() < 1e-6 && (y - 305.0).abs() < 1e-6);
        assert!(Projection::of_square([(0.0, 0.0); 4]).is_none());
    }

    #[test]
    fn turning_there_and_back_changes_little() {
        let mut page = Gray::blank(120, 90);
        for y in 30..60 {
            page.row_mut(y)[40..80].fill(20);
        }
        let about = |degrees| {
            Projection::moved(-60.0, -45.0).then(&Projection::turned(degrees)).then(&Projection::moved(60.0, 45.0))
        };
        let turned = warp(&page, &about(7.0), 120, 90, 255);
        let again = warp(&turned, &about(-7.0), 120, 90, 255);
        for y in 20..70 {
            for x in 30..90 {
                let edge = [29i32, 59].iter().any(|e| (y as i32 - e).abs() < 3)
                    || [39i32, 79].iter().any(|e| (x as i32 - e).abs() < 3);
                assert!(edge || page.row(y)[x].abs_diff(again.row(y)[x]) < 4, "{x} {y}");
            }
        }
        assert_eq!(warp(&page, &Projection::SAME, 120, 90, 0).row(40)[60], 20);
    }

    #[test]
    fn quarters_add_up() {
        let page = Gray::new(3, 2, vec![1, 2, 3, 4, 5, 6]);
        let one = quarter_turns(&page, 1);
        assert_eq!((one.width(), one.height(), one.levels()), (2, 3, &[4, 1, 5, 2, 6, 3][..]));
        let mut turned = page.clone();
        (0..4).for_each(|_| turned = quarter_turns(&turned, 1));
        assert_eq!(turned, page);
        assert_eq!(quarter_turns(&quarter_turns(&page, 3), 1), page);
        assert_eq!(quarter_turns(&one, 1), quarter_turns(&page, 2));
    }

    #[test]
    fn boxes_come_back_larger_when_turned() {
        let back = Back(Projection::turned(10.0).then(&Projection::scaled(0.5, 0.5)));
        let rect = back.rect(&Rect::new(0.0, 0.0, 100.0, 20.0));
        assert!(rect.height() > 10.0 && rect.width() < 60.0, "{rect:?}");
        assert!((back.scale(10.0, 10.0) - 0.5).abs() < 1e-3);
        let same = Rect::new(1.0, 2.0, 3.0, 4.0);
        assert_eq!(Back::SAME.rect(&same), same);
    }
}
