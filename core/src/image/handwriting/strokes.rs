//! The strokes of a group of parts: how thick, how long, which way they run.

use crate::image::parts::Part;
use crate::page::Gray;

/// Directions told apart, over half a turn.
const DIRECTIONS: usize = 18;

/// Measures of a group.
#[derive(Debug)]
pub(super) struct Strokes {
    /// Parts.
    pub count: usize,
    /// Height of the whole.
    pub height: f32,
    /// Width of the whole.
    pub width: f32,
    /// Width and height of the largest part.
    pub largest: (f32, f32),
    /// Length of the strokes of the largest part, in its width and height together: 1 for a line, 2 for a frame.
    pub winding: f32,
    /// Thickness of the strokes, in pixels.
    pub thickness: f32,
    /// Share of the edges that run level or upright, within ten degrees.
    pub straight: f32,
    /// Share of the largest part's ink that lies in level or upright runs longer than five letters are tall.
    pub ruled: f32,
    /// How unlike the heights of the parts are: deviation to mean.
    pub uneven: f32,
}

impl Strokes {
    /// Measures a group, its largest part first; what is darker than `ink` is ink.
    pub fn of(page: &Gray, ink: u8, group: &[Part], usual: f32) -> Self {
        let (mut area, mut border) = (0u32, 0u32);
        let mut directions = [0.0f32; DIRECTIONS];
        let mut winding = 0.0;
        for (i, part) in group.iter().enumerate() {
            let (a, b) = measured(page, ink, part, &mut directions);
            area += a;
            border += b;
            if i == 0 {
                winding = length(b) / (part.width() + part.height()) as f32;
            }
        }
        let total: f32 = directions.iter().sum::<f32>().max(1e-6);
        // Bin 0 is an edge whose gradient runs across: an upright stroke.
        let at = |i: i32| directions[i.rem_euclid(DIRECTIONS as i32) as usize] / total;
        let half = DIRECTIONS as i32 / 2;
        let straight = at(-1) * 0.5 + at(0) + at(1) * 0.5 + at(half - 1) * 0.5 + at(half) + at(half + 1) * 0.5;
        let heights: Vec<f32> = group.iter().map(|p| p.height() as f32).collect();
        let mean = heights.iter().sum::<f32>() / heights.len().max(1) as f32;
        let spread = heights.iter().map(|h| (h - mean).powi(2)).sum::<f32>() / heights.len().max(1) as f32;
        let whole = super::bounds(group);
        Self {
            count: group.len(),
            width: whole.width() as f32,
            height: whole.height() as f32,
            largest: group.first().map_or((0.0, 0.0), |p| (p.width() as f32, p.height() as f32)),
            winding,
            thickness: area as f32 / length(border).max(1.0),
            ruled: group.first().map_or(0.0, |p| ruled(page, ink, p, (usual * 5.0) as usize)),
            straight,
            uneven: spread.sqrt() / mean.max(1.0),
        }
    }
}

/// The share of a part's ink in level or upright runs of at least `long` pixels.
fn ruled(page: &Gray, ink: u8, part: &Part, long: usize) -> f32 {
    let columns = part.x0 as usize..part.x1 as usize;
    let mut upright = vec![0usize; columns.len()];
    let (mut in_runs, mut all) = (0usize, 0usize);
    for y in part.y0 as usize..part.y1 as usize {
        let mut level = 0;
        for (v, down) in page.row(y)[columns.clone()].iter().chain([&255]).zip(upright.iter_mut().chain([&mut 0])) {
            let inked = *v < ink;
            all += usize::from(inked);
            for run in [&mut level, down] {
                if inked {
                    *run += 1;
                } else {
                    in_runs += if *run >= long { *run } else { 0 };
                    *run = 0;
                }
            }
        }
    }
    in_runs += upright.iter().filter(|run| **run >= long).sum::<usize>();
    in_runs as f32 / all.max(1) as f32
}

/// The length of strokes with that many border sides: half of it, less what corners of pixels add.
fn length(border: u32) -> f32 {
    border as f32 * std::f32::consts::FRAC_PI_4 / 2.0
}

/// Pixels of ink and sides of its border in a part's box; adds its edges to the directions they have.
fn measured(page: &Gray, ink: u8, part: &Part, directions: &mut [f32; DIRECTIONS]) -> (u32, u32) {
    let (mut area, mut border) = (0, 0);
    let (x0, x1) = (part.x0 as usize, part.x1 as usize);
    for y in part.y0 as usize..part.y1 as usize {
        let row = page.row(y);
        let above = page.row(y.saturating_sub(1));
        let below = page.row((y + 1).min(page.height() - 1));
        for x in x0..x1 {
            if row[x] >= ink {
                continue;
            }
            area += 1;
            let (left, right) = (x.saturating_sub(1), (x + 1).min(page.width() - 1));
            let sides = [row[left], row[right], above[x], below[x]];
            let open = sides.iter().filter(|v| **v >= ink).count() as u32;
            border += open;
            if open > 0 {
                let v = |r: &[u8], x: usize| f32::from(r[x]);
                let gx = v(above, right) + 2.0 * v(row, right) + v(below, right)
                    - v(above, left)
                    - 2.0 * v(row, left)
                    - v(below, left);
                let gy = v(below, left) + 2.0 * v(below, x) + v(below, right)
                    - v(above, left)
                    - 2.0 * v(above, x)
                    - v(above, right);
                let turn = gy.atan2(gx) / std::f32::consts::PI * DIRECTIONS as f32;
                let bin = (turn.round() as i32).rem_euclid(DIRECTIONS as i32) as usize;
                directions[bin] += gx.hypot(gy);
            }
        }
    }
    (area, border)
}

impl Strokes {
    /// Whether a pen made them, on a page whose printed letters are `usual` pixels tall. Bounds were set on generated pages
    /// and real ones, with and without notes and signatures put on them.
    pub fn look_written(&self, usual: f32) -> bool {
        let (width, height) = (self.width / usual, self.height / usual);
        let (wide, tall) = (self.largest.0 / usual, self.largest.1 / usual);
        let thickness = self.thickness / usual;
        // Neither hairs of the paper nor filled shapes, nor ruled, nor as large as tables and pictures.
        if !(0.08..0.45).contains(&thickness)
            || self.ruled > 0.12
            || height > 16.0
            || width > 60.0
            || self.winding > 4.5
        {
            return false;
        }
        let signature = (6.0..50.0).contains(&wide) && tall >= 2.8 && self.winding >= 1.7 && self.straight < 0.56;
        // Letters joined, larger than print, alike neither in height nor in direction.
        let alike = self.uneven < 0.2 && (self.count > 2 || self.winding < 1.6);
        let arc = wide >= 4.0 && self.winding < 1.4;
        let large = width >= 5.0 && height >= 2.4 && wide >= 2.0 && tall >= 2.0;
        signature || (large && self.straight < 0.385 && !alike && !arc)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::parts::parts;

    fn of(page: &Gray) -> Strokes {
        let mut group = parts(page, 128);
        group.sort_by_key(|p| std::cmp::Reverse(p.width() * p.height()));
        Strokes::of(page, 128, &group, 10.0)
    }

    #[test]
    fn a_bar_is_straight_ruled_and_does_not_wind() {
        let mut page = Gray::blank(200, 40);
        (10..14).for_each(|y| page.row_mut(y)[20..180].fill(0));
        let bar = of(&page);
        assert!(bar.straight > 0.9 && bar.ruled > 0.9 && bar.winding < 1.2, "{bar:?}");
        assert!((bar.thickness - 4.0).abs() < 1.5, "{bar:?}");
    }

    #[test]
    fn a_frame_winds_twice() {
        let mut page = Gray::blank(200, 140);
        for y in 10..130 {
            let row = page.row_mut(y);
            if (13..127).contains(&y) {
                row[20..23].fill(0);
                row[177..180].fill(0);
            } else {
                row[20..180].fill(0);
            }
        }
        let frame = of(&page);
        assert!((frame.winding - 2.0).abs() < 0.6 && frame.ruled > 0.9, "{frame:?}");
    }
}
