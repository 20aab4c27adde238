//! Where lines of text stand: the map a network draws, and the rectangles in it.

use super::geometry::Leaning;
use super::net::{Net, Picture, Scratch};
use super::resample::resized;
use crate::cancel::Interrupt;
use crate::error::Result;
use crate::page::Gray;

/// Points of the picture the network sees: an A4 page is 1131 × 1600 of them.
const POINTS: f32 = 1_810_000.0;
/// How much a small picture is enlarged at most.
const ENLARGED: f32 = 1.5;
/// Sides of the network's input are multiples of this.
const STEP: usize = 32;
/// A point belongs to text from here on.
const TEXT: f32 = 0.2;
/// A rectangle is text when its points are at least that on average.
const MEAN: f32 = 0.35;
/// How far a rectangle grows: the map shows the core of lines. Area over perimeter, times this.
const GROWTH: f32 = 1.8;
/// Rectangles at most.
const FOUND_MAX: usize = 3000;

/// The lines of text on a picture, in its own coordinates, `detail` being the share of the usual points to look at.
pub fn lines(
    net: &Net,
    picture: &Gray,
    detail: f32,
    scratch: &mut Scratch,
    interrupt: Interrupt<'_>,
) -> Result<Vec<Leaning>> {
    let (width, height) = (picture.width(), picture.height());
    if width == 0 || height == 0 {
        return Ok(Vec::new());
    }
    let scale = (POINTS * detail / (width as f32 * height as f32)).sqrt().min(ENLARGED);
    // Round down, so that a strip one point wide does not become a huge picture.
    let side = |size: usize| ((size as f32 * scale / STEP as f32).round() as usize).clamp(1, 400) * STEP;
    let (across, down) = (side(width), side(height));
    let data = resized(picture, across, down);
    let map = net.run(Picture { height: down, width: across, channels: 1, data }, scratch, interrupt)?;
    let (fx, fy) = (width as f32 / across as f32, height as f32 / down as f32);
    let mut found = rectangles(&map.data, across);
    scratch.give(map.data);
    for line in &mut found {
        // Both sides shrink alike, up to the rounding of the sides.
        (line.cx, line.cy) = (line.cx * fx, line.cy * fy);
        (line.width, line.height) = (line.width * fx, line.height * fy);
    }
    Ok(found)
}

/// The rectangles of text on a map of that width.
fn rectangles(map: &[f32], width: usize) -> Vec<Leaning> {
    let height = map.len() / width.max(1);
    let mut runs = Runs::of(map, width);
    let mut points: Vec<Vec<(i32, i32)>> = Vec::new();
    let mut of_root = vec![usize::MAX; runs.all.len()];
    for i in 0..runs.all.len() {
        let root = runs.root(i);
        if of_root[root] == usize::MAX {
            of_root[root] = points.len();
            points.push(Vec::new());
        }
        let Run { y, from, to, .. } = runs.all[i];
        points[of_root[root]].extend([(from as i32, y as i32), (to as i32 - 1, y as i32)]);
    }
    let mut found = Vec::new();
    for points in &mut points {
        let Some(mut line) = Leaning::around(points) else { continue };
        if line.width.min(line.height) < 3.0 || mean(map, width, height, &line) < MEAN {
            continue;
        }
        let grown = line.width * line.height * GROWTH / (line.width + line.height);
        (line.width, line.height) = (line.width + grown, line.height + grown);
        // Places between points, not of points.
        (line.cx, line.cy) = (line.cx + 0.5, line.cy + 0.5);
        found.push(line);
        if found.len() == FOUND_MAX {
            break;
        }
    }
    found
}

/// The mean of the map in a rectangle.
fn mean(map: &[f32], width: usize, height: usize, line: &Leaning) -> f32 {
    let [x0, y0, x1, y1] = line.bounds();
    let (mut sum, mut count) = (0.0_f64, 0_u32);
    for y in y0.floor().max(0.0) as usize..=(y1.ceil() as usize).min(height.saturating_sub(1)) {
        for x in x0.floor().max(0.0) as usize..=(x1.ceil() as usize).min(width.saturating_sub(1)) {
            let (dx, dy) = (x as f32 - line.cx, y as f32 - line.cy);
            let inside = (dx * line.cos + dy * line.sin).abs() <= line.width / 2.0 + 0.5
                && (dy * line.cos - dx * line.sin).abs() <= line.height / 2.0 + 0.5;
            if inside {
                sum += f64::from(map[y * width + x]);
                count += 1;
            }
        }
    }
    (sum / f64::from(count.max(1))) as f32
}

/// Points of text next to each other on a row.
#[derive(Clone, Copy, Debug)]
struct Run {
    y: usize,
    from: usize,
    to: usize,
    parent: usize,
}

/// All runs, those that touch joined.
struct Runs {
    all: Vec<Run>,
}

impl Runs {
    /// The runs of a map, a point of text also counting for those right of it and below.
    fn of(map: &[f32], width: usize) -> Self {
        let mut runs = Self { all: Vec::new() };
        let mut above = 0..0;
        let rows: Vec<&[f32]> = map.chunks_exact(width.max(1)).collect();
        let mut marked = vec![false; width];
        for (y, row) in rows.iter().enumerate() {
            let before = if y > 0 { rows[y - 1] } else { row };
            let text = |x: usize| row[x] > TEXT || before[x] > TEXT;
            marked.iter_mut().enumerate().for_each(|(x, m)| *m = text(x) || x > 0 && text(x - 1));
            let start = runs.all.len();
            let mut x = 0;
            let mut candidate = above.start;
            while x < width {
                if !marked[x] {
                    x += 1;
                    continue;
                }
                let from = x;
                while x < width && marked[x] {
                    x += 1;
                }
                let index = runs.all.len();
                runs.all.push(Run { y, from, to: x, parent: index });
                // Corners touch too.
                while candidate < above.end && runs.all[candidate].to < from {
                    candidate += 1;
                }
                let mut other = candidate;
                while other < above.end && runs.all[other].from <= x {
                    runs.join(index, other);
                    other += 1;
                }
            }
            above = start..runs.all.len();
        }
        runs
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.all[i].parent != i {
            self.all[i].parent = self.all[self.all[i].parent].parent;
            i = self.all[i].parent;
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.all[high].parent = low;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map with text in those boxes: left, top, right, bottom.
    fn map(width: usize, height: usize, boxes: &[[usize; 4]]) -> Vec<f32> {
        let mut map = vec![0.0; width * height];
        for [x0, y0, x1, y1] in boxes {
            for y in *y0..*y1 {
                map[y * width + x0..y * width + x1].fill(0.9);
            }
        }
        map
    }

    #[test]
    fn boxes_apart_are_lines_apart_and_grow() {
        let found = rectangles(&map(100, 60, &[[10, 10, 60, 18], [70, 10, 90, 18], [10, 40, 90, 50]]), 100);
        assert_eq!(found.len(), 3);
        let grown = 50.0 * 8.0 * GROWTH / 58.0;
        assert_eq!((found[0].width, found[0].height), (50.0 + grown, 8.0 + grown));
        assert!((found[0].cx - 35.5).abs() < 0.01 && (found[0].cy - 14.5).abs() < 0.01, "{:?}", found[0]);
    }

    #[test]
    fn shapes_that_meet_late_are_one() {
        // Two arms that meet at their feet, and a corner that touches.
        let found = rectangles(&map(60, 40, &[[5, 5, 12, 30], [30, 5, 37, 30], [5, 28, 37, 34]]), 60);
        assert_eq!(found.len(), 1);
        assert!((found[0].width - found[0].height).abs() < 10.0);
    }

    #[test]
    fn specks_and_faint_shapes_are_left_out() {
        let mut faint = map(60, 40, &[[5, 5, 7, 7]]);
        for y in 15..30 {
            faint[y * 60 + 10..y * 60 + 50].fill(0.25);
        }
        assert_eq!(rectangles(&faint, 60), []);
        assert_eq!(rectangles(&[], 0), []);
    }
}
