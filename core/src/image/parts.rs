//! Connected parts of the ink: letters, dots, rules, pictures.

use crate::page::Gray;

/// A connected piece of ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub x0: u32,
    pub y0: u32,
    /// One past the last column.
    pub x1: u32,
    /// One past the last row.
    pub y1: u32,
    /// Pixels of ink.
    pub area: u32,
}

impl Part {
    pub fn width(&self) -> u32 {
        self.x1 - self.x0
    }

    pub fn height(&self) -> u32 {
        self.y1 - self.y0
    }

    /// Whether a point lies in its box.
    pub fn holds(&self, x: f32, y: f32) -> bool {
        (self.x0 as f32..self.x1 as f32).contains(&x) && (self.y0 as f32..self.y1 as f32).contains(&y)
    }

    /// The same part on the picture, of that height before, turned clockwise by a quarter.
    pub fn turned(&self, height: u32) -> Self {
        Self { x0: height - self.y1, y0: self.x0, x1: height - self.y0, y1: self.x1, area: self.area }
    }

    fn join(&mut self, other: &Self) {
        *self = Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
            area: self.area + other.area,
        };
    }
}

/// The parts of what is darker than `ink`, neighbours across corners counted as joined; from top to bottom by first row.
pub(super) fn parts(page: &Gray, ink: u8) -> Vec<Part> {
    let mut owners: Vec<u32> = Vec::new();
    let mut found: Vec<Part> = Vec::new();
    // Runs of the last row and of this one: start, end, owner.
    let mut above: Vec<(u32, u32, u32)> = Vec::new();
    let mut here = Vec::new();
    for y in 0..page.height() {
        here.clear();
        let row = page.row(y);
        let (mut x, mut from) = (0, 0);
        while let Some(start) = row[x..].iter().position(|v| *v < ink).map(|at| at + x) {
            x = row[start..].iter().position(|v| *v >= ink).map_or(row.len(), |at| at + start);
            let run = Part { x0: start as u32, y0: y as u32, x1: x as u32, y1: y as u32 + 1, area: (x - start) as u32 };
            while above.get(from).is_some_and(|r| r.1 < run.x0) {
                from += 1;
            }
            let mut owner = None;
            for touching in above[from..].iter().take_while(|r| r.0 <= run.x1) {
                let root = root(&mut owners, touching.2);
                match owner {
                    None => owner = Some(root),
                    Some(mine) if mine != root => {
                        let (keep, give) = (mine.min(root), mine.max(root));
                        owners[give as usize] = keep;
                        let given = found[give as usize];
                        found[keep as usize].join(&given);
                        owner = Some(keep);
                    }
                    Some(_) => {}
                }
            }
            let owner = match owner {
                Some(owner) => {
                    found[owner as usize].join(&run);
                    owner
                }
                None => {
                    owners.push(found.len() as u32);
                    found.push(run);
                    found.len() as u32 - 1
                }
            };
            here.push((run.x0, run.x1, owner));
        }
        std::mem::swap(&mut above, &mut here);
    }
    let mut at = 0;
    found.retain(|_| {
        at += 1;
        owners[at - 1] as usize == at - 1
    });
    found
}

fn root(owners: &mut [u32], mut label: u32) -> u32 {
    while owners[label as usize] != label {
        owners[label as usize] = owners[owners[label as usize] as usize];
        label = owners[label as usize];
    }
    label
}

/// The middle value of some measure of parts; none of no parts.
pub(super) fn median_of(parts: &[Part], measure: impl Fn(&Part) -> u32) -> Option<f32> {
    let mut values: Vec<u32> = parts.iter().map(measure).collect();
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    Some(*values.select_nth_unstable(middle).1 as f32)
}

/// Those that could be letters of the page's usual size, and the usual height of a letter.
pub(super) fn letters(parts: &[Part]) -> (Vec<Part>, f32) {
    let could = |p: &Part| p.height() >= 4 && p.height() <= 120 && p.width() >= 1 && p.width() <= 4 * p.height();
    let all: Vec<Part> = parts.iter().filter(|p| could(p)).copied().collect();
    let Some(usual) = median_of(&all, Part::height) else { return (Vec::new(), 0.0) };
    let near = |p: &Part| (0.55 * usual..=2.2 * usual).contains(&(p.height() as f32));
    (all.into_iter().filter(near).collect(), usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rows: &[&str]) -> Gray {
        let levels = rows.iter().flat_map(|r| r.bytes().map(|b| if b == b'#' { 0 } else { 255 })).collect();
        Gray::new(rows[0].len(), rows.len(), levels)
    }

    #[test]
    fn shapes_are_whole() {
        let page = drawn(&["#...#..#", "#...#.#.", "######..", "........", "..##....", "..##...#"]);
        let found = parts(&page, 128);
        assert_eq!(found.len(), 3, "{found:?}");
        // The U, with the stroke that touches it across a corner.
        assert_eq!(found[0], Part { x0: 0, y0: 0, x1: 8, y1: 3, area: 12 });
        assert_eq!(found[1], Part { x0: 2, y0: 4, x1: 4, y1: 6, area: 4 });
        assert_eq!((found[2].width(), found[2].height()), (1, 1));
    }

    #[test]
    fn many_arms_end_in_one() {
        let page = drawn(&["#.#.#.#.#", "#.#.#.#.#", "#########"]);
        assert_eq!(parts(&page, 128), [Part { x0: 0, y0: 0, x1: 9, y1: 3, area: 19 }]);
    }

    #[test]
    fn all_or_nothing() {
        assert!(parts(&Gray::blank(0, 0), 128).is_empty());
        assert!(parts(&Gray::blank(50, 3), 128).is_empty());
        assert_eq!(parts(&Gray::new(50, 3, vec![0; 150]), 128).len(), 1);
        assert_eq!(letters(&[]), (vec![], 0.0));
    }
}
