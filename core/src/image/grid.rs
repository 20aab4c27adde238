//! A coarse field over a picture, one value a square cell, and its smooth values at every pixel.

use crate::page::Gray;

/// Values of the cells, row by row; what is between their middles is interpolated.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub width: usize,
    pub height: usize,
    /// Pixels along the side of a cell.
    pub cell: usize,
    pub values: Vec<f32>,
}

impl Grid {
    /// A grid whose cells cover a picture of that size, each with what `value` says of its column and row.
    pub fn over(width: usize, height: usize, cell: usize, mut value: impl FnMut(usize, usize) -> f32) -> Self {
        let cell = cell.max(1);
        let (columns, rows) = (width.div_ceil(cell), height.div_ceil(cell));
        let values = (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))).map(|(x, y)| value(x, y)).collect();
        Self { width: columns, height: rows, cell, values }
    }

    /// The same values over a picture `factor` times as large.
    pub fn enlarged(&self, factor: usize) -> Self {
        Self { cell: self.cell * factor, ..self.clone() }
    }

    /// Each value replaced by what `f` makes of it.
    pub fn map(&self, f: impl Fn(f32) -> f32) -> Self {
        Self { values: self.values.iter().map(|v| f(*v)).collect(), ..self.clone() }
    }

    /// The value below which that share of the cells is; 0 for an empty grid.
    pub fn quantile(&self, share: f32) -> f32 {
        let mut sorted = self.values.clone();
        sorted.sort_by(f32::total_cmp);
        let at = (share * sorted.len().saturating_sub(1) as f32).round() as usize;
        sorted.get(at).copied().unwrap_or(0.0)
    }

    /// The largest (or least, by `better`) of the values within `radius` cells.
    pub fn extreme(&mut self, radius: usize, better: fn(f32, f32) -> f32) {
        let (w, h) = (self.width, self.height);
        let mut across = self.values.clone();
        for y in 0..h {
            let row = &self.values[y * w..(y + 1) * w];
            for x in 0..w {
                let window = &row[x.saturating_sub(radius)..(x + radius + 1).min(w)];
                across[y * w + x] = window.iter().copied().fold(row[x], better);
            }
        }
        for y in 0..h {
            let (from, to) = (y.saturating_sub(radius), (y + radius + 1).min(h));
            for x in 0..w {
                let start = across[y * w + x];
                self.values[y * w + x] = (from..to).map(|yy| across[yy * w + x]).fold(start, better);
            }
        }
    }

    /// Raises values so that none is lower than a neighbour by more than `step`.
    pub fn limit_slope(&mut self, step: f32) {
        let (w, h) = (self.width, self.height);
        let diagonal = step * std::f32::consts::SQRT_2;
        let v = &mut self.values;
        for y in 0..h {
            for x in 0..w {
                let mut best = v[y * w + x];
                if x > 0 {
                    best = best.max(v[y * w + x - 1] - step);
                }
                if y > 0 {
                    let above = &v[(y - 1) * w..y * w];
                    best = best.max(above[x] - step);
                    best = best.max(above[x.saturating_sub(1)] - diagonal).max(above[(x + 1).min(w - 1)] - diagonal);
                }
                v[y * w + x] = best;
            }
        }
        for y in (0..h).rev() {
            for x in (0..w).rev() {
                let mut best = v[y * w + x];
                if x + 1 < w {
                    best = best.max(v[y * w + x + 1] - step);
                }
                if y + 1 < h {
                    let below = &v[(y + 1) * w..(y + 2) * w];
                    best = best.max(below[x] - step);
                    best = best.max(below[x.saturating_sub(1)] - diagonal).max(below[(x + 1).min(w - 1)] - diagonal);
                }
                v[y * w + x] = best;
            }
        }
    }

    /// Replaces each value by the mean of the three by three around it.
    pub fn smooth(&mut self) {
        let (w, h) = (self.width, self.height);
        let mut out = Vec::with_capacity(self.values.len());
        for y in 0..h {
            for x in 0..w {
                let (mut sum, mut count) = (0.0, 0.0);
                for yy in y.saturating_sub(1)..(y + 2).min(h) {
                    for value in &self.values[yy * w + x.saturating_sub(1)..yy * w + (x + 2).min(w)] {
                        sum += value;
                        count += 1.0;
                    }
                }
                out.push(sum / count);
            }
        }
        self.values = out;
    }

    /// Gives every row of the picture to `change`, with the values along it as 8.8 fixed point.
    pub fn along(&self, picture: &mut Gray, mut change: impl FnMut(&mut [u8], &[u16])) {
        if self.values.is_empty() {
            return;
        }
        let mut row = vec![0.0f32; self.width];
        let mut fine = vec![0u16; picture.width()];
        for y in 0..picture.height() {
            let (upper, lower, part) = self.between(y, self.height);
            let (a, b) = (&self.values[upper * self.width..], &self.values[lower * self.width..]);
            for (out, (a, b)) in row.iter_mut().zip(a.iter().zip(b)) {
                *out = (a + (b - a) * part) * 256.0;
            }
            self.spread(&row, &mut fine);
            change(picture.row_mut(y), &fine);
        }
    }

    /// The two cells a pixel lies between, and how far it is from the first.
    fn between(&self, pixel: usize, cells: usize) -> (usize, usize, f32) {
        let place = ((pixel as f32 + 0.5) / self.cell as f32 - 0.5).max(0.0);
        let first = (place as usize).min(cells - 1);
        (first, (first + 1).min(cells - 1), (place - first as f32).min(1.0))
    }

    fn spread(&self, row: &[f32], fine: &mut [u16]) {
        let half = self.cell / 2;
        let first = row.first().copied().unwrap_or(0.0);
        let (head, body) = fine.split_at_mut(half.min(fine.len()));
        head.fill(first as u16);
        for (i, chunk) in body.chunks_mut(self.cell).enumerate() {
            let a = row.get(i).copied().unwrap_or(first);
            let b = row.get(i + 1).copied().unwrap_or(a);
            let step = ((b - a) / self.cell as f32 * 256.0) as i32;
            let mut value = (a * 256.0) as i32 + step / 2;
            for out in chunk {
                *out = (value >> 8) as u16;
                value += step;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_cells_values_are_interpolated() {
        let grid = Grid::over(16, 8, 8, |x, _| x as f32);
        let mut seen = vec![];
        grid.along(&mut Gray::blank(16, 1), |_, fine| seen = fine.to_vec());
        assert_eq!((seen[0], seen[15]), (0, 256));
        assert!(seen.windows(2).all(|w| w[0] <= w[1]), "{seen:?}");
        assert!((i32::from(seen[7]) - 112).abs() < 4 && (i32::from(seen[8]) - 144).abs() < 4, "{seen:?}");
    }

    #[test]
    fn slopes_are_limited_from_above() {
        let mut grid = Grid::over(10, 1, 1, |x, _| if x == 0 { 100.0 } else { 0.0 });
        grid.limit_slope(30.0);
        assert_eq!(grid.values[..5], [100.0, 70.0, 40.0, 10.0, 0.0]);
    }

    #[test]
    fn an_empty_grid_changes_nothing() {
        let mut grid = Grid::over(0, 0, 4, |_, _| 1.0);
        grid.smooth();
        grid.extreme(2, f32::max);
        grid.limit_slope(1.0);
        grid.along(&mut Gray::blank(0, 0), |_, _| {});
        assert_eq!(grid.quantile(0.5), 0.0);
    }
}
