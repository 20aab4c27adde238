//! Pieces of ink to pieces of text lines: each letter is tied to the one on its right.

use super::parts::Part;

/// Inches the smallest letters are high.
const LOWEST: f32 = 0.025;
/// Of the middle height of all letters, what a letter is high at least; what is lower is a dot, an accent, a dash or
/// dirt.
const SMALL: f32 = 0.45;
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
    let mut heights: Vec<usize> = parts.iter().map(Part::height).filter(|h| *h > lowest).collect();
    heights.sort_unstable();
    let middle = heights.get(heights.len() / 2).copied().unwrap_or(lowest);
    let lowest = lowest.max((middle as f32 * SMALL) as usize);
    // Standing rules too short to be told by length are told by letters they tower over.
    let slender = |p: &Part| p.height() >= p.width() * 8 && p.height() * 5 >= middle * 11;
    let (mut letters, mut small): (Vec<Part>, Vec<Part>) =
        parts.iter().filter(|p| !slender(p)).partition(|p| p.height() >= lowest);
    letters.sort_unstable_by_key(|p| (p.x0, p.y0));
    small.sort_unstable_by_key(|p| (p.x0, p.y0));
    let mut parent: Vec<usize> = (0..letters.len()).collect();
    for (i, nexts) in nearest_to_the_right(&letters).into_iter().enumerate() {
        for next in nexts.into_iter().flatten() {
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
    let left = adopt(&mut segments, &small);
    let mut segments = joined(without_strays(segments));
    segments.extend(alone(left, middle));
    segments
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// For each letter, the nearest on its right that can stand on its line, and the nearest of about its height: between
/// the two there may be an apostrophe that touches only one of them.
fn nearest_to_the_right(letters: &[Part]) -> Vec<[Option<usize>; 2]> {
    // Letters by horizontal strips, so that only those nearby are looked at.
    const STRIP: usize = 32;
    // Pixels: no blank between two letters is wider.
    const FARTHEST: i64 = 400;
    let strips = letters.iter().map(|l| l.y1 / STRIP + 1).max().unwrap_or(0);
    let mut by_strip: Vec<Vec<usize>> = vec![Vec::new(); strips];
    for (i, letter) in letters.iter().enumerate() {
        (letter.y0 / STRIP..=(letter.y1 - 1) / STRIP).for_each(|s| by_strip[s].push(i));
    }
    let mut found = vec![[None; 2]; letters.len()];
    for (i, a) in letters.iter().enumerate() {
        let mut best: [Option<(i64, usize)>; 2] = [None; 2];
        for strip in &by_strip[a.y0 / STRIP..=(a.y1 - 1) / STRIP] {
            let from = strip.partition_point(|j| *j <= i);
            for &j in &strip[from..] {
                let b = &letters[j];
                let gap = b.x0 as i64 - a.x1 as i64;
                let closer = |best: &Option<(i64, usize)>| best.is_none_or(|(least, _)| gap < least);
                if !closer(&best[1]) || gap > FARTHEST {
                    break;
                }
                if fits(a, b, gap) {
                    let alike = 5 * a.height().min(b.height()) >= 3 * a.height().max(b.height());
                    for best in &mut best[..1 + usize::from(alike)] {
                        *best = (*best).filter(|_| !closer(best)).or(Some((gap, j)));
                    }
                }
            }
        }
        found[i] = best.map(|b| b.map(|(_, j)| j));
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

/// Gives each small part to the line it stands on: within it, or just before or after. What is left over is returned.
fn adopt(segments: &mut [Segment], small: &[Part]) -> Vec<Part> {
    let bounds: Vec<Option<(Part, usize)>> = segments.iter().map(Segment::bounds).collect();
    let mut left = Vec::new();
    for part in small {
        let near = bounds.iter().enumerate().filter(|(_, bound)| {
            bound.is_some_and(|(line, height)| {
                part.x1 + height >= line.x0
                    && part.x0 <= line.x1 + height
                    && part.y1 + height >= line.y0
                    && part.y0 <= line.y1 + height
            })
        });
        let fitting = near.filter_map(|(i, bound)| {
            let height = (*bound)?.1;
            let nearest = segments[i]
                .letters
                .iter()
                .min_by_key(|l| (l.x0.saturating_sub(part.x1)).max(part.x0.saturating_sub(l.x1)))?;
            let (top, bottom) = (2 * nearest.y0, 2 * nearest.y1);
            let outside = top.saturating_sub(part.middle()).max(part.middle().saturating_sub(bottom));
            (outside <= height).then_some((outside, i))
        });
        match fitting.min() {
            Some((_, i)) => segments[i].small.push(*part),
            None => left.push(*part),
        }
    }
    left
}

/// Small parts that stand alone, such as a colon between two columns: those close together as one.
fn alone(parts: Vec<Part>, near: usize) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for part in parts {
        let fits = |s: &&mut Segment| {
            s.small.iter().any(|o| part.x0 <= o.x1 + near / 2 && part.y0 <= o.y1 + near && o.y0 <= part.y1 + near)
        };
        match segments.iter_mut().rev().take(8).find(fits) {
            Some(segment) => segment.small.push(part),
            None => segments.push(Segment { letters: Vec::new(), small: vec![part] }),
        }
    }
    segments.retain(|s| s.small.len() <= 4);
    segments
}

/// Gives commas, quotes and accents that were high enough for letters to the line they stand on.
fn without_strays(segments: Vec<Segment>) -> Vec<Segment> {
    let (mut lines, strays): (Vec<Segment>, Vec<Segment>) = segments.into_iter().partition(|s| s.letters.len() > 2);
    for stray in strays {
        let Some(part) = stray.letters.iter().copied().max_by_key(Part::height) else { continue };
        match lines.iter_mut().find(|line| line.holds(&part)) {
            Some(line) => {
                line.small.extend(stray.letters);
                line.small.extend(stray.small);
            }
            None => lines.push(stray),
        }
    }
    lines
}

/// Joins segments that dots, dashes or a wider blank keep apart: one right after the other, of one size, on one line.
fn joined(mut segments: Vec<Segment>) -> Vec<Segment> {
    segments.sort_by_key(|s| s.span().map(|(x0, _)| x0));
    let mut out: Vec<Segment> = Vec::new();
    for segment in segments {
        let Some((x0, _)) = segment.span() else { continue };
        let before =
            out.iter_mut().filter(|o| o.is_before(&segment)).min_by_key(|o| o.span().map(|(_, x1)| x0.abs_diff(x1)));
        match before {
            Some(before) => {
                before.letters.extend(segment.letters);
                before.small.extend(segment.small);
            }
            None => out.push(segment),
        }
    }
    out
}

impl Segment {
    /// Whether a low part is within this line, or right beside it.
    fn holds(&self, part: &Part) -> bool {
        let mut heights: Vec<usize> = self.letters.iter().map(Part::height).collect();
        heights.sort_unstable();
        let Some(height) = heights.get(heights.len() / 2).copied() else { return false };
        let near = |l: &&Part| part.x1 + height / 2 >= l.x0 && part.x0 <= l.x1 + height / 2;
        let beside =
            self.letters.iter().filter(near).any(|l| part.y1 + height / 4 >= l.y0 && part.y0 <= l.y1 + height / 4);
        part.height() * 5 <= height * 3 && beside
    }

    /// The box of its letters, and the height of the highest.
    fn bounds(&self) -> Option<(Part, usize)> {
        let height = self.letters.iter().map(Part::height).max()?;
        let all = self.letters.iter().copied().reduce(|a, b| Part {
            x0: a.x0.min(b.x0),
            y0: a.y0.min(b.y0),
            x1: a.x1.max(b.x1),
            y1: a.y1.max(b.y1),
            ink: a.ink + b.ink,
        })?;
        Some((all, height))
    }

    /// Left and right end, small parts included.
    fn span(&self) -> Option<(usize, usize)> {
        let all = || self.letters.iter().chain(&self.small);
        all().map(|p| p.x0).min().zip(all().map(|p| p.x1).max())
    }

    /// Whether `next` goes on where this ends.
    fn is_before(&self, next: &Self) -> bool {
        let (Some((_, end)), Some((start, _))) = (self.span(), next.span()) else { return false };
        let (Some(a), Some(b)) = (self.letters.last(), next.letters.first()) else { return false };
        let (low, high) = (a.height().min(b.height()), a.height().max(b.height()));
        let overlap = a.y1.min(b.y1).saturating_sub(a.y0.max(b.y0));
        let gap = start as f32 - end as f32;
        gap <= WIDEST_GAP * high as f32
            && gap >= -0.5 * high as f32
            && 2 * high <= 5 * low
            && 2 * overlap >= low
            && a.middle().abs_diff(b.middle()) * 10 <= 9 * high
    }
}
