//! Pieces of ink to pieces of text lines: each letter is tied to the one on its right.

use super::parts::Part;

/// Inches a letter is high at least; what is lower is a dot, an accent, a dash or dirt.
const LOWEST: f32 = 0.02;
/// Gap to the next letter, in heights of the taller of the two.
const WIDEST_GAP: f32 = 1.2;

/// A piece of a text line: its letters and, apart, its small parts; both from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment {
    pub letters: Vec<Part>,
    pub small: Vec<Part>,
}

/// Ties letters to lines.
pub(super) fn segments(parts: &[Part], dpi: f32) -> Vec<Segment> {
    let lowest = ((LOWEST * dpi) as usize).max(4);
    let (mut letters, mut small): (Vec<Part>, Vec<Part>) = parts.iter().partition(|p| p.height() >= lowest);
    letters.sort_unstable_by_key(|p| (p.x0, p.y0));
    small.sort_unstable_by_key(|p| (p.x0, p.y0));
    let mut parent: Vec<usize> = (0..letters.len()).collect();
    for (i, next) in nearest_to_the_right(&letters).into_iter().enumerate() {
        if let Some(next) = next {
            let (a, b) = (root(&mut parent, i), root(&mut parent, next));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut of_root: Vec<Option<usize>> = vec![None; letters.len()];
    let mut segments: Vec<Segment> = Vec::new();
    for (i, letter) in letters.iter().enumerate() {
        let root = root(&mut parent, i);
        let at = *of_root[root].get_or_insert_with(|| {
            segments.push(Segment::default());
            segments.len() - 1
        });
        segments[at].letters.push(*letter);
    }
    adopt(&mut segments, &small);
    segments
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// For each letter, the nearest on its right that can stand on its line.
fn nearest_to_the_right(letters: &[Part]) -> Vec<Option<usize>> {
    // Letters by horizontal strips, so that only those nearby are looked at.
    const STRIP: usize = 32;
    let strips = letters.iter().map(|l| l.y1 / STRIP + 1).max().unwrap_or(0);
    let mut by_strip: Vec<Vec<usize>> = vec![Vec::new(); strips];
    for (i, letter) in letters.iter().enumerate() {
        (letter.y0 / STRIP..=(letter.y1 - 1) / STRIP).for_each(|s| by_strip[s].push(i));
    }
    let mut found = vec![None; letters.len()];
    for (i, a) in letters.iter().enumerate() {
        let mut best: Option<(i64, usize)> = None;
        for strip in &by_strip[a.y0 / STRIP..=(a.y1 - 1) / STRIP] {
            let from = strip.partition_point(|j| *j <= i);
            for &j in &strip[from..] {
                let b = &letters[j];
                let gap = b.x0 as i64 - a.x1 as i64;
                if best.is_some_and(|(least, _)| gap >= least) || gap > 400 {
                    break;
                }
                if fits(a, b, gap) {
                    best = Some((gap, j));
                }
            }
        }
        found[i] = best.map(|(_, j)| j);
    }
    found
}

/// Whether two letters can stand side by side on a line.
fn fits(a: &Part, b: &Part, gap: i64) -> bool {
    let (ha, hb) = (a.height(), b.height());
    let (low, high) = (ha.min(hb), ha.max(hb));
    let overlap = a.y1.min(b.y1).saturating_sub(a.y0.max(b.y0));
    gap as f32 <= WIDEST_GAP * high as f32
        && 2 * high <= 5 * low
        && 2 * overlap >= low
        && a.middle().abs_diff(b.middle()) * 10 <= 9 * high
}

/// Gives each small part to the line it stands on: within it, or just before or after.
fn adopt(segments: &mut [Segment], small: &[Part]) {
    for part in small {
        let middle = part.middle();
        let at = segments.iter().enumerate().filter_map(|(i, segment)| {
            let (first, last) = (segment.letters.first()?, segment.letters.last()?);
            let height = segment.letters.iter().map(Part::height).max()?;
            let near = part.x1 + height >= first.x0 && part.x0 <= last.x1.max(first.x1) + height;
            let nearest = segment
                .letters
                .iter()
                .min_by_key(|l| (l.x0.saturating_sub(part.x1)).max(part.x0.saturating_sub(l.x1)))?;
            let (top, bottom) = (2 * nearest.y0, 2 * nearest.y1);
            let outside = top.saturating_sub(middle).max(middle.saturating_sub(bottom));
            (near && outside <= height).then_some((outside, i))
        });
        if let Some((_, i)) = at.min() {
            segments[i].small.push(*part);
        }
    }
}
