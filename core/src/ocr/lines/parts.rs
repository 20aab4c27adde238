//! Connected pieces of ink.

use super::ink::Mask;

/// A connected piece of ink: its box in whole pixels, the right and bottom edges outside, and its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub x0: usize,
    pub y0: usize,
    pub x1: usize,
    pub y1: usize,
    pub ink: usize,
}

impl Part {
    pub fn width(&self) -> usize {
        self.x1 - self.x0
    }

    pub fn height(&self) -> usize {
        self.y1 - self.y0
    }

    /// Twice the height of the centre, to stay with whole numbers.
    pub fn middle(&self) -> usize {
        self.y0 + self.y1
    }

    fn join(&mut self, o: &Self) {
        (self.x0, self.y0) = (self.x0.min(o.x0), self.y0.min(o.y0));
        (self.x1, self.y1) = (self.x1.max(o.x1), self.y1.max(o.y1));
        self.ink += o.ink;
    }
}

/// A stretch of ink in a row: from, to, number of its part.
type Run = (usize, usize, u32);

/// The connected pieces of a mask; pixels that touch at a corner are connected.
pub(super) fn of(mask: &Mask) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut parent: Vec<u32> = Vec::new();
    let (mut above, mut here): (Vec<Run>, Vec<Run>) = (Vec::new(), Vec::new());
    for y in 0..mask.height {
        here.clear();
        let mut next = 0;
        for (from, to) in mask.runs(y) {
            let new = parts.len() as u32;
            let mut label = new;
            while above.get(next).is_some_and(|run| run.1 < from) {
                next += 1;
            }
            for run in above[next..].iter().take_while(|run| run.0 <= to) {
                let other = root(&mut parent, run.2);
                if label == new {
                    label = other;
                } else if label != other {
                    let (low, high) = (label.min(other), label.max(other));
                    parent[high as usize] = low;
                    let joined = parts[high as usize];
                    parts[low as usize].join(&joined);
                    label = low;
                }
            }
            let run = Part { x0: from, y0: y, x1: to, y1: y + 1, ink: to - from };
            if label == new {
                parent.push(new);
                parts.push(run);
            } else {
                parts[label as usize].join(&run);
            }
            here.push((from, to, label));
        }
        std::mem::swap(&mut above, &mut here);
    }
    parts
        .into_iter()
        .zip(parent)
        .enumerate()
        .filter(|(i, (_, p))| *i == *p as usize)
        .map(|(_, (part, _))| part)
        .collect()
}

fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        parent[at as usize] = parent[parent[at as usize] as usize];
        at = parent[at as usize];
    }
    at
}

/// Dark panels that may hold light text, and what may be letters or parts of them.
pub(super) fn sort(parts: Vec<Part>, dpi: f32) -> (Vec<Part>, Vec<Part>) {
    let (tallest, panel) = ((0.8 * dpi) as usize, [0.3, 0.07].map(|inches| (inches * dpi) as usize));
    let is_panel = |p: &Part| p.width() >= panel[0] && p.height() >= panel[1] && p.ink * 5 > p.width() * p.height() * 3;
    let (panels, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(is_panel);
    let glyphs = others.into_iter().filter(|p| p.ink >= 3 && p.height() <= tallest && p.width() <= 3 * tallest);
    (panels, glyphs.collect())
}
