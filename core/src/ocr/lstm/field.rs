//! Values between two layers: lines of different lengths, each a grid of places, each place a row of bytes.

/// A grid of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    /// Number of the first place in the field.
    pub start: usize,
    pub width: usize,
    pub height: usize,
}

impl Grid {
    pub fn places(&self) -> usize {
        self.width * self.height
    }

    /// Number of the place in column `x` of row `y`.
    pub fn place(&self, x: usize, y: usize) -> usize {
        self.start + y * self.width + x
    }
}

/// Lines side by side. The values of a place are followed by zeros up to a multiple of four bytes.
#[derive(Debug)]
pub(crate) struct Field {
    pub grids: Vec<Grid>,
    /// Values of a place.
    pub depth: usize,
    /// Bytes of a place.
    pub stride: usize,
    pub values: Vec<i8>,
}

impl Field {
    /// All zeros, with grids of these widths and heights.
    pub fn new(sizes: impl IntoIterator<Item = (usize, usize)>, depth: usize) -> Self {
        let mut start = 0;
        let grids: Vec<Grid> = sizes
            .into_iter()
            .map(|(width, height)| {
                let grid = Grid { start, width, height };
                start += grid.places();
                grid
            })
            .collect();
        let stride = depth.next_multiple_of(4);
        Self { grids, depth, stride, values: vec![0; start * stride] }
    }

    /// The same lines at another size, all zeros.
    pub fn reshaped(&self, depth: usize, size: impl Fn(&Grid) -> (usize, usize)) -> Self {
        Self::new(self.grids.iter().map(size), depth)
    }

    pub fn places(&self) -> usize {
        self.grids.last().map_or(0, |g| g.start + g.places())
    }

    /// The values of a place.
    pub fn at(&self, place: usize) -> &[i8] {
        &self.values[place * self.stride..][..self.depth]
    }

    /// The values of a place, to change.
    pub fn at_mut(&mut self, place: usize) -> &mut [i8] {
        &mut self.values[place * self.stride..][..self.depth]
    }

    /// Each place of each line moved to where `to` says, in grids of size `size`.
    pub fn moved(
        &self,
        size: impl Fn(&Grid) -> (usize, usize),
        to: impl Fn(&Grid, usize, usize) -> (usize, usize),
    ) -> Self {
        let mut out = self.reshaped(self.depth, size);
        for i in 0..self.grids.len() {
            let (grid, target) = (self.grids[i], out.grids[i]);
            for y in 0..grid.height {
                for x in 0..grid.width {
                    let (tx, ty) = to(&grid, x, y);
                    out.at_mut(target.place(tx, ty)).copy_from_slice(self.at(grid.place(x, y)));
                }
            }
        }
        out
    }
}
