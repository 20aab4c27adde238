//! Which pixels are ink.

use crate::page::Gray;

/// Ink, pixel by pixel: 1 where there is some.
#[derive(Clone, Debug)]
pub(super) struct Mask {
    pub width: usize,
    pub height: usize,
    pub ink: Vec<u8>,
}

/// Side of the tiles whose paper is looked at.
const TILE: usize = 64;
/// Ink is darker than this share of its paper, in 256ths.
const DARK: u32 = 192;

impl Mask {
    /// What is well darker than the paper around it.
    pub fn of(page: &Gray) -> Self {
        let (width, height) = (page.width(), page.height());
        let mut ink = vec![0; width * height];
        let across = width.div_ceil(TILE);
        let mut papers = Vec::new();
        for top in (0..height).step_by(TILE) {
            papers.extend((0..across).map(|i| paper(page, i * TILE, top)));
        }
        for (y, row) in ink.chunks_exact_mut(width.max(1)).enumerate() {
            let papers = &papers[y / TILE * across..][..across];
            for (i, paper) in papers.iter().enumerate() {
                let (from, to) = (i * TILE, ((i + 1) * TILE).min(width));
                let threshold = (paper * DARK / 256) as u8;
                for (ink, level) in row[from..to].iter_mut().zip(&page.row(y)[from..to]) {
                    *ink = u8::from(*level < threshold);
                }
            }
        }
        Self { width, height, ink }
    }

    pub fn row(&self, y: usize) -> &[u8] {
        &self.ink[y * self.width..(y + 1) * self.width]
    }

    pub fn at(&self, x: usize, y: usize) -> bool {
        self.ink.get(y * self.width + x).is_some_and(|i| *i != 0)
    }

    /// Stretches of ink in a row: from, to.
    pub fn runs(&self, y: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let row = self.row(y);
        let mut at = 0;
        std::iter::from_fn(move || {
            let from = at + memchr::memchr(1, &row[at..])?;
            at = memchr::memchr(0, &row[from..]).map_or(row.len(), |n| from + n);
            Some((from, at))
        })
    }

    /// Takes away all ink that is connected with the rim.
    pub fn clear_rim(&mut self) {
        let (width, height) = (self.width, self.height);
        let mut left: Vec<usize> = Vec::new();
        let rim = (0..width).flat_map(|x| [x, (height.max(1) - 1) * width + x]);
        left.extend(rim.chain((0..height).flat_map(|y| [y * width, y * width + width - 1])));
        while let Some(at) = left.pop() {
            if self.ink.get(at).is_none_or(|i| *i == 0) {
                continue;
            }
            self.ink[at] = 0;
            let x = at % width;
            left.extend((x > 0).then(|| at - 1));
            left.extend((x + 1 < width).then_some(at + 1));
            left.extend(at.checked_sub(width));
            left.push(at + width);
        }
    }
}

/// The level of the paper in a tile: what nine in ten pixels are not lighter than; never so dark that a tile full of
/// ink would be taken for paper.
fn paper(page: &Gray, left: usize, top: usize) -> u32 {
    let (right, bottom) = ((left + TILE).min(page.width()), (top + TILE).min(page.height()));
    let mut counts = [0u32; 256];
    for y in (top..bottom).step_by(2) {
        for level in page.row(y)[left..right].iter().step_by(2) {
            counts[usize::from(*level)] += 1;
        }
    }
    let all: u32 = counts.iter().sum();
    let mut lighter = 0;
    for level in (0..256).rev() {
        lighter += counts[level];
        if lighter * 10 > all {
            return (level as u32).max(190);
        }
    }
    255
}
