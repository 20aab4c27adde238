//! The sides a sheet could have: straight edges on a picture, and how good they are.
//!
//! Edges vote for the lines they could lie on (Hough, 1962; Duda and Hart, 1972), each with one voice however strong it is, so
//! that a side half in the shadow is found as well.

use crate::page::Gray;

/// A point, in pixels.
pub(super) type Point = (f64, f64);
/// Four corners, clockwise from the top left.
pub(super) type Corners = [Point; 4];

/// A straight line: the points whose product with the unit vector `(nx, ny)` is `place`. The vector points to the brighter
/// side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    nx: f64,
    ny: f64,
    place: f64,
}

impl Line {
    /// Two points of it, far apart, clockwise around what lies on its bright side.
    fn points(&self) -> (Point, Point) {
        let (x, y) = (self.nx * self.place, self.ny * self.place);
        let far = 1000.0;
        ((x - self.ny * far, y + self.nx * far), (x + self.ny * far, y - self.nx * far))
    }
}

/// The longest edges of a picture, by the side of the sheet they could be: top, right, bottom, left. The picture's own
/// edges are the last of each.
pub(super) fn edges(picture: &Gray) -> [Vec<Line>; 4] {
    /// Directions told apart in a full turn.
    const TURN: usize = 240;
    /// Lines kept a side.
    const KEPT: usize = 5;
    let (width, height) = (picture.width(), picture.height());
    let (middle_x, middle_y) = (width as f64 / 2.0, height as f64 / 2.0);
    let reach = (middle_x.hypot(middle_y) / 1.5) as usize + 2;
    let mut votes = vec![0u16; TURN * reach];
    let unit = |direction: usize| (direction as f64 * std::f64::consts::TAU / TURN as f64).sin_cos();
    let units: Vec<Point> = (0..TURN).map(unit).map(|(sin, cos)| (cos, sin)).collect();
    for y in 2..height.saturating_sub(2) {
        for x in 2..width.saturating_sub(2) {
            let at =
                |dx: isize, dy: isize| f32::from(picture.row((y as isize + dy) as usize)[(x as isize + dx) as usize]);
            let (gx, gy) = (
                at(2, 0) + at(1, -1) + at(1, 1) - at(-2, 0) - at(-1, -1) - at(-1, 1),
                at(0, 2) + at(-1, 1) + at(1, 1) - at(0, -2) - at(-1, -1) - at(1, -1),
            );
            // An edge is one that stands out from the light it is seen in, and whose bright side is towards the middle.
            let rise = gx.hypot(gy);
            let (dx, dy) = (x as f64 + 0.5 - middle_x, y as f64 + 0.5 - middle_y);
            if rise < 0.35 * at(0, 0).max(30.0) || f64::from(gx) * dx + f64::from(gy) * dy > 0.0 {
                continue;
            }
            let direction = (gy.atan2(gx) / std::f32::consts::TAU * TURN as f32).round() as isize;
            for turn in -3..=3 {
                let direction = (direction + turn).rem_euclid(TURN as isize) as usize;
                let (nx, ny) = units[direction];
                // The middle of the picture is on the bright side.
                let away = -(nx * dx + ny * dy);
                if away > 0.0 {
                    votes[direction * reach + ((away / 1.5) as usize).min(reach - 1)] += 1;
                }
            }
        }
    }
    let (w, h) = (width as f64, height as f64);
    // The directions in which the four sides look: down from the top, and so on clockwise.
    let sides = [(0.0, 1.0, 0.0), (-1.0, 0.0, -w), (0.0, -1.0, -h), (1.0, 0.0, 0.0)];
    [0, 1, 2, 3].map(|side| {
        let (nx, ny, place) = sides[side];
        let near: Vec<usize> = (0..TURN).filter(|d| units[*d].0 * nx + units[*d].1 * ny > 0.8).collect();
        let mut lines = Vec::new();
        let least = if side % 2 == 0 { w } else { h } * 0.12;
        let mut taken: Vec<(usize, usize)> = Vec::new();
        while lines.len() < KEPT {
            let free = |d: usize, r: usize| {
                taken.iter().all(|(td, tr)| {
                    let apart = d.abs_diff(*td).min(TURN - d.abs_diff(*td));
                    apart > 4 || r.abs_diff(*tr) > 4
                })
            };
            let places = near.iter().flat_map(|d| (0..reach).map(move |r| (*d, r)));
            let best = places.filter(|(d, r)| free(*d, *r)).max_by_key(|(d, r)| votes[d * reach + r]);
            let Some((d, r)) = best.filter(|(d, r)| f64::from(votes[d * reach + r]) > least) else { break };
            taken.push((d, r));
            let (nx, ny) = units[d];
            lines.push(Line { nx, ny, place: nx * middle_x + ny * middle_y - (r as f64 + 0.5) * 1.5 });
        }
        lines.push(Line { nx, ny, place });
        lines
    })
}

/// The corners of four sides, clockwise from the top left; none when they do not meet so.
pub(super) fn corners(sides: [&Line; 4]) -> Option<Corners> {
    let lines = sides.map(Line::points);
    let corner = |i: usize| meeting(lines[(i + 3) % 4], lines[i]);
    Some([corner(0)?, corner(1)?, corner(2)?, corner(3)?])
}

/// The area inside a polygon.
pub(super) fn area(polygon: &[Point]) -> f64 {
    let next = polygon.iter().cycle().skip(1);
    (polygon.iter().zip(next).map(|(a, b)| a.0 * b.1 - a.1 * b.0).sum::<f64>() / 2.0).abs()
}

/// Where two lines meet.
fn meeting((a, b): (Point, Point), (c, d): (Point, Point)) -> Option<Point> {
    let (abx, aby, cdx, cdy) = (b.0 - a.0, b.1 - a.1, d.0 - c.0, d.1 - c.1);
    let det = abx * cdy - aby * cdx;
    if det.abs() < 1e-9 {
        return None;
    }
    let t = ((c.0 - a.0) * cdy - (c.1 - a.1) * cdx) / det;
    Some((a.0 + abx * t, a.1 + aby * t))
}

/// How good an edge a side is, 0 to 1: the share of its length along which the inside is clearly brighter than the
/// outside. None for a side that lies on the picture's own edge.
pub(super) fn strength(picture: &Gray, from: Point, to: Point) -> Option<f64> {
    const POINTS: usize = 36;
    let (nx, ny) = inward(from, to)?;
    let (mut good, mut seen) = (0, 0);
    for k in 1..POINTS {
        let t = k as f64 / POINTS as f64;
        let (x, y) = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
        let inside = level(picture, x + nx * 2.5, y + ny * 2.5);
        let out = |far: f64| level(picture, x - nx * far, y - ny * far);
        if let (Some(inside), Some(outside)) = (inside, out(2.5)) {
            // Behind a line of text or a rule there is paper again, behind a sheet's edge there is not.
            let outside = outside.max(out(6.0).unwrap_or(0.0)).max(out(10.0).unwrap_or(0.0));
            seen += 1;
            good += usize::from(inside > outside * 1.12 + 3.0);
        }
    }
    (seen * 2 > POINTS).then(|| good as f64 / seen as f64)
}

/// The unit vector from a side of a clockwise polygon to its inside.
fn inward(from: Point, to: Point) -> Option<Point> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy);
    (length > 1.0).then(|| (-dy / length, dx / length))
}

fn level(picture: &Gray, x: f64, y: f64) -> Option<f64> {
    let on = x >= 0.0 && y >= 0.0 && x < picture.width() as f64 && y < picture.height() as f64;
    on.then(|| f64::from(picture.row(y as usize)[x as usize]))
}

/// The corners moved to where the edges are, searched up to `reach` pixels from each side.
pub(super) fn refined(picture: &Gray, corners: &Corners, reach: f64) -> Option<Corners> {
    let mut lines = [((0.0, 0.0), (0.0, 0.0)); 4];
    for (i, line) in lines.iter_mut().enumerate() {
        let (from, to) = (corners[i], corners[(i + 1) % 4]);
        *line = edge(picture, from, to, reach).unwrap_or((from, to));
    }
    let corner = |i: usize| meeting(lines[(i + 3) % 4], lines[i]);
    Some([corner(0)?, corner(1)?, corner(2)?, corner(3)?])
}

/// The straight edge near a side; none when too few points of it are seen.
fn edge(picture: &Gray, from: Point, to: Point, reach: f64) -> Option<(Point, Point)> {
    const POINTS: usize = 60;
    let (nx, ny) = inward(from, to)?;
    let at = |t: f64| (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
    // Offsets from the side, along it.
    let mut offsets: Vec<(f64, f64)> = Vec::new();
    for k in 2..POINTS - 2 {
        let t = k as f64 / POINTS as f64;
        let (x, y) = at(t);
        let step = |offset: f64| {
            let mean = |side: f64| {
                let taken =
                    [1.0, 2.0, 3.0].map(|d| level(picture, x + nx * (offset + side * d), y + ny * (offset + side * d)));
                let [a, b, c] = taken;
                Some((a? + b? + c?) / 3.0)
            };
            Some(mean(1.0)? - mean(-1.0)?)
        };
        let tried = (0..=(reach * 2.0) as i32 * 2).map(|i| f64::from(i) / 2.0 - reach);
        let best = tried.filter_map(|offset| Some((offset, step(offset)?))).max_by(|a, b| a.1.total_cmp(&b.1));
        offsets.extend(best.filter(|(_, rise)| *rise > 8.0).map(|(offset, _)| (t, offset)));
    }
    for _ in 0..3 {
        if offsets.len() < POINTS / 3 {
            return None;
        }
        let (slope, start) = fitted(&offsets);
        let mut errors: Vec<f64> = offsets.iter().map(|(t, o)| (o - start - slope * t).abs()).collect();
        errors.sort_by(f64::total_cmp);
        let limit = (errors[errors.len() / 2] * 2.5).max(0.6);
        offsets.retain(|(t, o)| (o - start - slope * t).abs() <= limit);
    }
    let (slope, start) = fitted(&offsets);
    let moved = |t: f64| {
        let (x, y) = at(t);
        (x + nx * (start + slope * t), y + ny * (start + slope * t))
    };
    Some((moved(0.0), moved(1.0)))
}

/// Least squares: slope, and value at 0.
pub(super) fn fitted(points: &[(f64, f64)]) -> (f64, f64) {
    let count = points.len().max(1) as f64;
    let (mx, my) = (points.iter().map(|p| p.0).sum::<f64>() / count, points.iter().map(|p| p.1).sum::<f64>() / count);
    let across = points.iter().map(|p| (p.0 - mx).powi(2)).sum::<f64>();
    let slope = if across > 0.0 { points.iter().map(|p| (p.0 - mx) * (p.1 - my)).sum::<f64>() / across } else { 0.0 };
    (slope, my - slope * mx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_meet_in_corners() {
        let mut picture = Gray::new(200, 260, vec![60; 200 * 260]);
        (40..220).for_each(|y| picture.row_mut(y)[30..150].fill(230));
        let sides = edges(&picture);
        let best = corners([&sides[0][0], &sides[1][0], &sides[2][0], &sides[3][0]]).unwrap();
        let expected = [(30.0, 40.0), (150.0, 40.0), (150.0, 220.0), (30.0, 220.0)];
        for (a, b) in best.iter().zip(expected) {
            assert!((a.0 - b.0).abs() < 2.5 && (a.1 - b.1).abs() < 2.5, "{best:?}");
        }
        assert_eq!(strength(&picture, best[0], best[1]), Some(1.0));
        assert!((area(&expected) - 21600.0).abs() < 1e-6);
        let own = [0, 1, 2, 3].map(|i| sides[i].last().unwrap());
        assert_eq!(corners(own), Some([(0.0, 0.0), (200.0, 0.0), (200.0, 260.0), (0.0, 260.0)]));
        assert_eq!(strength(&picture, (0.0, 0.0), (200.0, 0.0)), None);
    }
}
