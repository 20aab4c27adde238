//! Rectangles that lean.

/// A rectangle around a centre, its width along a direction at most 45° off the horizontal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaning {
    /// Centre across.
    pub cx: f32,
    /// Centre down.
    pub cy: f32,
    /// Extent along the direction.
    pub width: f32,
    /// Extent across it.
    pub height: f32,
    /// The direction, as the sine and cosine of its angle, clockwise.
    pub sin: f32,
    /// See `sin`.
    pub cos: f32,
}

impl Leaning {
    /// The point that far along and across the direction from the centre.
    pub fn at(&self, along: f32, across: f32) -> (f32, f32) {
        (self.cx + along * self.cos - across * self.sin, self.cy + along * self.sin + across * self.cos)
    }

    /// The smallest upright box around it: left, top, right, bottom.
    pub fn bounds(&self) -> [f32; 4] {
        let half_width = (self.width * self.cos.abs() + self.height * self.sin.abs()) / 2.0;
        let half_height = (self.width * self.sin.abs() + self.height * self.cos.abs()) / 2.0;
        [self.cx - half_width, self.cy - half_height, self.cx + half_width, self.cy + half_height]
    }

    /// The rectangle of least area around points, of which nothing is asked but that there be some.
    pub fn around(points: &mut Vec<(i32, i32)>) -> Option<Self> {
        let hull = hull(points);
        let edges = hull.iter().zip(hull.iter().cycle().skip(1));
        let directions = edges.map(|(a, b)| ((b.0 - a.0) as f32, (b.1 - a.1) as f32)).filter(|d| *d != (0.0, 0.0));
        let fit = |(dx, dy): (f32, f32)| {
            let length = dx.hypot(dy);
            let (mut cos, mut sin) = (dx / length, dy / length);
            // A quarter turn at a time, until it points right.
            while cos < sin.abs() {
                (cos, sin) = (sin, -cos);
            }
            let (mut low, mut high) = ([f32::MAX; 2], [f32::MIN; 2]);
            for &(x, y) in &hull {
                let (x, y) = (x as f32, y as f32);
                for (i, v) in [x * cos + y * sin, y * cos - x * sin].into_iter().enumerate() {
                    (low[i], high[i]) = (low[i].min(v), high[i].max(v));
                }
            }
            let (u, v) = ((low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0);
            Self {
                cx: u * cos - v * sin,
                cy: u * sin + v * cos,
                width: high[0] - low[0],
                height: high[1] - low[1],
                sin,
                cos,
            }
        };
        let best = directions.map(fit).min_by(|a, b| (a.width * a.height).total_cmp(&(b.width * b.height)));
        best.or_else(|| hull.first().map(|_| fit((1.0, 0.0))))
    }
}

/// The corners around points, in order. Points are sorted, and each counts once.
fn hull(points: &mut Vec<(i32, i32)>) -> Vec<(i32, i32)> {
    points.sort_unstable();
    points.dedup();
    let turns = |o: (i32, i32), a: (i32, i32), b: (i32, i32)| {
        let (ax, ay, bx, by) = (a.0 - o.0, a.1 - o.1, b.0 - o.0, b.1 - o.1);
        i64::from(ax) * i64::from(by) - i64::from(ay) * i64::from(bx)
    };
    let chain = |points: &mut dyn Iterator<Item = (i32, i32)>| {
        let mut side: Vec<(i32, i32)> = Vec::new();
        for point in points {
            while let [.., o, a] = side[..] {
                if turns(o, a, point) > 0 {
                    break;
                }
                side.pop();
            }
            side.push(point);
        }
        side.pop();
        side
    };
    let mut corners = chain(&mut points.iter().copied());
    corners.extend(chain(&mut points.iter().rev().copied()));
    if corners.is_empty() {
        corners.extend(points.first());
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upright_rectangle_is_itself() {
        let mut points = vec![(2, 3), (12, 3), (12, 7), (2, 7), (5, 5), (5, 5)];
        let found = Leaning::around(&mut points).expect("points");
        assert_eq!((found.cx, found.cy, found.width, found.height), (7.0, 5.0, 10.0, 4.0));
        assert_eq!((found.sin.abs(), found.cos), (0.0, 1.0));
        assert_eq!(found.bounds(), [2.0, 3.0, 12.0, 7.0]);
    }

    #[test]
    fn a_leaning_rectangle_is_found_with_its_direction() {
        let (sin, cos) = (0.1_f32.sin(), 0.1_f32.cos());
        let drawn = Leaning { cx: 300.0, cy: 200.0, width: 400.0, height: 30.0, sin, cos };
        let corners = [(-200.0, -15.0), (200.0, -15.0), (200.0, 15.0), (-200.0, 15.0)];
        let mut points =
            corners.map(|(u, v)| drawn.at(u, v)).map(|(x, y)| (x.round() as i32, y.round() as i32)).to_vec();
        let found = Leaning::around(&mut points).expect("points");
        assert!((found.width - 400.0).abs() < 2.0 && (found.height - 30.0).abs() < 2.0, "{found:?}");
        assert!((found.sin - sin).abs() < 0.01, "{found:?}");
    }

    #[test]
    fn a_point_and_a_line_have_rectangles_too() {
        let point = Leaning::around(&mut vec![(4, 5)]).expect("a point");
        assert_eq!((point.cx, point.cy, point.width, point.height), (4.0, 5.0, 0.0, 0.0));
        let line = Leaning::around(&mut vec![(0, 0), (0, 1), (0, 9)]).expect("a line");
        assert_eq!((line.width, line.height), (0.0, 9.0));
        assert_eq!(Leaning::around(&mut Vec::new()), None);
    }
}
