//! Paths to rules and frames: thin straight lines, and rectangles large enough to hold text.

use std::collections::HashSet;

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Shape as _};

use super::collector::{intersection, to_rect};
use crate::page::Rect;

/// Thickness in points up to which a filled rectangle is a line.
const THIN: f32 = 2.6;
/// Length in points from which a line is worth keeping once its pieces are joined.
const LONG: f32 = 8.0;
/// Height and width in points from which a rectangle may hold text.
const ROOM: (f32, f32) = (8.0, 5.0);
/// Pieces kept for one page; a map or a picture drawn in vectors has more, and no table in it.
const MAX_PIECES: usize = 60_000;
/// Frames kept for one page.
const MAX_FRAMES: usize = 4_000;

/// What a paint leaves on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Nothing: transparent.
    Clear,
    /// White, seen only on something else.
    White,
    /// Anything else.
    Colour,
}

/// The lines and boxes of a page.
pub(super) struct Lines {
    page: Rect,
    pieces: Vec<Rect>,
    frames: Vec<Rect>,
    known: HashSet<[i32; 4]>,
    segments: usize,
}

impl Lines {
    /// No line yet, on a page of that size.
    pub(super) fn new(page: Rect) -> Self {
        Self { page, pieces: Vec::new(), frames: Vec::new(), known: HashSet::new(), segments: 0 }
    }

    /// Whether more than a page of lines was drawn.
    pub(super) fn is_full(&self) -> bool {
        self.segments >= 4 * MAX_PIECES
    }

    /// Adds a filled rectangle, already clipped.
    pub(super) fn filled(&mut self, rect: Rect) {
        self.segments += 1;
        if rect.width() <= THIN || rect.height() <= THIN {
            self.piece(rect);
        } else {
            self.frame(rect);
        }
    }

    /// Adds the straight parts of a stroked path.
    pub(super) fn stroked(&mut self, path: &BezPath, to_page: Affine, width: f32, visible: &Rect) {
        let [a, b, c, d, ..] = to_page.as_coeffs();
        let thickness = (f64::from(width) * (a.hypot(b) + c.hypot(d)) / 2.0) as f32;
        let thickness = if thickness.is_finite() { thickness.clamp(0.2, 50.0) } else { 0.2 };
        if thickness > THIN {
            // A thick stroke is a filled bar.
            for bounds in bars(path, to_page, thickness) {
                self.filled(intersection(visible, &bounds));
            }
            return;
        }
        let (mut horizontal, mut vertical) = (0.0_f32, 0.0_f32);
        for [from, to] in Segments::new(path, to_page) {
            self.segments += 1;
            if self.is_full() {
                return;
            }
            let half = thickness / 2.0;
            let (dx, dy) = ((to.x - from.x).abs() as f32, (to.y - from.y).abs() as f32);
            let line = to_rect(hayro_interpret::kurbo::Rect::from_points(from, to));
            if dy < 0.6 && dx > dy {
                horizontal += dx;
                self.piece(intersection(visible, &Rect::new(line.x0, line.cy() - half, line.x1, line.cy() + half)));
            } else if dx < 0.6 && dy > dx {
                vertical += dy;
                self.piece(intersection(visible, &Rect::new(line.cx() - half, line.y0, line.cx() + half, line.y1)));
            }
        }
        let bounds = intersection(visible, &to_rect(to_page.transform_rect_bbox(path.bounding_box())));
        // Two sides across and two down: a box, its corners perhaps rounded.
        if horizontal > 1.2 * bounds.width() && vertical > 1.2 * bounds.height() && path.elements().len() < 24 {
            self.frame(bounds);
        }
    }

    /// The rules, pieces joined, and the frames in drawing order.
    pub(super) fn finish(self) -> (Vec<Rect>, Vec<Rect>) {
        let across = |r: &Rect| r.width() >= r.height();
        let (horizontal, vertical): (Vec<Rect>, Vec<Rect>) = self.pieces.into_iter().partition(across);
        let flip = |r: Rect| Rect::new(r.y0, r.x0, r.y1, r.x1);
        let mut rules = join(horizontal);
        rules.extend(join(vertical.into_iter().map(flip).collect()).into_iter().map(flip));
        (rules, self.frames)
    }

    fn piece(&mut self, rect: Rect) {
        if rect.width() < 0.0 || rect.height() < 0.0 || self.pieces.len() >= MAX_PIECES {
            return;
        }
        self.pieces.push(rect);
    }

    fn frame(&mut self, rect: Rect) {
        let whole_page = rect.width() > 0.97 * self.page.width() && rect.height() > 0.97 * self.page.height();
        if rect.width() < ROOM.0 || rect.height() < ROOM.1 || whole_page || self.frames.len() >= MAX_FRAMES {
            return;
        }
        let key = [rect.x0, rect.y0, rect.x1, rect.y1].map(|v| (v * 2.0).round() as i32);
        if self.known.insert(key) {
            self.frames.push(rect);
        }
    }
}

/// The filled areas of a path that are, or nearly are, upright rectangles: each subpath for itself.
pub(super) fn shapes(path: &BezPath, to_page: Affine) -> Vec<Rect> {
    let whole = |path: &BezPath| {
        let bounds = to_page.transform_rect_bbox(path.bounding_box());
        let rect = to_rect(bounds);
        let thin = rect.width() <= THIN || rect.height() <= THIN;
        let area = (path.area() * to_page.determinant()).abs();
        (thin || area > 0.7 * bounds.area()).then_some(rect)
    };
    let elements = path.elements();
    if elements.len() > 20_000 {
        return Vec::new();
    }
    let starts = elements.iter().filter(|e| matches!(e, PathEl::MoveTo(_))).count();
    if starts <= 1 {
        return whole(path).into_iter().collect();
    }
    let mut out = Vec::new();
    let mut part = BezPath::new();
    for element in elements {
        if matches!(element, PathEl::MoveTo(_)) && !part.is_empty() {
            out.extend(whole(&part));
            part.truncate(0);
        }
        part.push(*element);
    }
    out.extend(whole(&part));
    out
}

fn bars(path: &BezPath, to_page: Affine, thickness: f32) -> Vec<Rect> {
    let half = thickness / 2.0;
    let bar = |[from, to]: [Point; 2]| {
        let line = to_rect(hayro_interpret::kurbo::Rect::from_points(from, to));
        if line.height() < 0.6 {
            Some(Rect::new(line.x0, line.cy() - half, line.x1, line.cy() + half))
        } else if line.width() < 0.6 {
            Some(Rect::new(line.cx() - half, line.y0, line.cx() + half, line.y1))
        } else {
            None
        }
    };
    Segments::new(path, to_page).filter_map(bar).take(64).collect()
}

/// The straight segments of a path, on the page.
struct Segments<'p> {
    elements: std::slice::Iter<'p, PathEl>,
    to_page: Affine,
    start: Point,
    at: Point,
}

impl<'p> Segments<'p> {
    fn new(path: &'p BezPath, to_page: Affine) -> Self {
        Self { elements: path.elements().iter(), to_page, start: Point::ZERO, at: Point::ZERO }
    }
}

impl Iterator for Segments<'_> {
    type Item = [Point; 2];

    fn next(&mut self) -> Option<[Point; 2]> {
        loop {
            let from = self.at;
            match *self.elements.next()? {
                PathEl::MoveTo(p) => {
                    self.at = self.to_page * p;
                    self.start = self.at;
                }
                PathEl::LineTo(p) => {
                    self.at = self.to_page * p;
                    return Some([from, self.at]);
                }
                PathEl::ClosePath => {
                    self.at = self.start;
                    return Some([from, self.at]);
                }
                PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => self.at = self.to_page * p,
            }
        }
    }
}

/// Joins pieces of horizontal lines end to end: cell borders, dashes and dots become one line.
fn join(mut pieces: Vec<Rect>) -> Vec<Rect> {
    pieces.retain(|r| r.x0.is_finite() && r.y0.is_finite());
    pieces.sort_by(|a, b| a.cy().total_cmp(&b.cy()));
    let mut out = Vec::new();
    let mut rest = &mut pieces[..];
    while let Some(first) = rest.first() {
        let y = first.cy();
        let count = rest.iter().take_while(|r| r.cy() - y < 1.0).count();
        let (row, others) = rest.split_at_mut(count);
        join_row(row, &mut out);
        rest = others;
    }
    out
}

fn join_row(row: &mut [Rect], out: &mut Vec<Rect>) {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut line: Option<Rect> = None;
    let mut keep = |line: Option<Rect>| out.extend(line.filter(|l| l.width() >= LONG));
    for piece in row {
        match &mut line {
            Some(l) if piece.x0 - l.x1 <= 1.0 || (piece.width() <= 6.0 && piece.x0 - l.x1 <= 5.0) => {
                *l = l.union(piece)
            }
            _ => {
                keep(line);
                line = Some(*piece);
            }
        }
    }
    keep(line);
}
