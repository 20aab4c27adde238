//! Running a network over lines.

use super::field::Field;
use super::network::{Activation, Layer, Network};
use crate::cancel::{Interrupt, check};
use crate::error::Result;
use crate::ocr::simd::gates;
use crate::ocr::simd::int8::Weights;

/// What a network says of one line: for each step from left to right, how probable each code is.
#[derive(Debug)]
pub(crate) struct Outputs {
    pub codes: usize,
    pub probabilities: Vec<f32>,
}

impl Outputs {
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &[f32]> {
        self.probabilities.chunks_exact(self.codes.max(1))
    }
}

impl Network {
    /// Reads lines, each a grid of one value a pixel.
    pub fn read(&self, lines: Field, interrupt: Interrupt<'_>) -> Result<Vec<Outputs>> {
        let Layer::Series(layers) = &self.root else { return Ok(Vec::new()) };
        let Some((Layer::Dense { weights, .. }, layers)) = layers.split_last() else { return Ok(Vec::new()) };
        let field = series(layers, lines, interrupt)?;
        let mut sums = vec![0; CHUNK * weights.outputs()];
        let softmax = |grid: &super::field::Grid| {
            let mut probabilities = vec![0.0; grid.places() * self.outputs];
            let places: Vec<usize> = (grid.start..grid.start + grid.places()).collect();
            for (places, out) in places.chunks(CHUNK).zip(probabilities.chunks_mut(CHUNK * self.outputs)) {
                weights.multiply(&field.values[places[0] * field.stride..], places.len(), &mut sums);
                for (sums, out) in sums.chunks_exact(weights.outputs()).zip(out.chunks_exact_mut(self.outputs)) {
                    gates::softmax_row(sums, &weights.scales, out);
                }
            }
            Outputs { codes: self.outputs, probabilities }
        };
        Ok(field.grids.iter().map(softmax).collect())
    }
}

/// Places whose sums are worked out before they are used: few enough to stay near the processor.
const CHUNK: usize = 64;

fn series(layers: &[Layer], mut field: Field, interrupt: Interrupt<'_>) -> Result<Field> {
    let mut rest = layers;
    while let Some((layer, after)) = rest.split_first() {
        check(interrupt)?;
        (field, rest) = match rest {
            [
                Layer::Convolve { half_x, half_y },
                Layer::Dense { weights, activation: Activation::Tanh },
                Layer::MaxPool { x, y },
                after @ ..,
            ] => (convolve_and_pool(&field, (*half_x, *half_y), weights, (*x, *y)), after),
            _ => (run(layer, field, interrupt)?, after),
        };
    }
    Ok(field)
}

fn run(layer: &Layer, field: Field, interrupt: Interrupt<'_>) -> Result<Field> {
    Ok(match layer {
        Layer::Series(layers) => return series(layers, field, interrupt),
        Layer::Parallel(layers) => {
            let copy = |f: &Field| f.moved(|g| (g.width, g.height), |_, x, y| (x, y));
            let parts: Vec<Field> = layers.iter().map(|l| run(l, copy(&field), interrupt)).collect::<Result<_>>()?;
            side_by_side(&parts)
        }
        Layer::MirrorX(inner) => {
            let mirrored = |f: &Field| f.moved(|g| (g.width, g.height), |g, x, y| (g.width - 1 - x, y));
            mirrored(&run(inner, mirrored(&field), interrupt)?)
        }
        Layer::MirrorY(inner) => {
            let mirrored = |f: &Field| f.moved(|g| (g.width, g.height), |g, x, y| (x, g.height - 1 - y));
            mirrored(&run(inner, mirrored(&field), interrupt)?)
        }
        Layer::Transpose(inner) => {
            let turned = |f: &Field| f.moved(|g| (g.height, g.width), |_, x, y| (y, x));
            turned(&run(inner, turned(&field), interrupt)?)
        }
        Layer::Convolve { half_x, half_y } => convolve(&field, *half_x, *half_y),
        Layer::MaxPool { x, y } => max_pool(&field, *x, *y),
        Layer::Stack { x, y } => stack(&field, *x, *y),
        Layer::Dense { weights, activation } => dense(&field, weights, *activation),
        Layer::Lstm { gates, inputs, states, last_only } => {
            return lstm(&field, gates, (*inputs, *states), *last_only, interrupt);
        }
    })
}

fn side_by_side(parts: &[Field]) -> Field {
    let Some(first) = parts.first() else { return Field::new([], 0) };
    let mut out = first.reshaped(parts.iter().map(|p| p.depth).sum(), |g| (g.width, g.height));
    let mut from = 0;
    for part in parts {
        for place in 0..out.places().min(part.places()) {
            out.at_mut(place)[from..from + part.depth].copy_from_slice(part.at(place));
        }
        from += part.depth;
    }
    out
}

/// What lies outside a grid. Networks were trained with noise there and tell the rim by it; plain gray or paper makes
/// them see letters that are not. The same noise for every line.
struct Noise(u64);

impl Noise {
    fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// Fills `values` with numbers from -127 to 127.
    fn fill(&mut self, values: &mut [i8]) {
        for value in values {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *value = ((self.0 >> 33) as i32 % 255 - 127) as i8;
        }
    }
}

/// The place `half` before `at`, where it is inside.
fn within(at: usize, half: usize, count: usize) -> Option<usize> {
    at.checked_sub(half).filter(|i| *i < count)
}

fn convolve(field: &Field, half_x: usize, half_y: usize) -> Field {
    let (wide, high, depth) = (2 * half_x + 1, 2 * half_y + 1, field.depth);
    let mut out = field.reshaped(depth * wide * high, |g| (g.width, g.height));
    for grid in &field.grids {
        let mut noise = Noise::new();
        for y in 0..grid.height {
            for x in 0..grid.width {
                for (dx, dy) in (0..wide).flat_map(|dx| (0..high).map(move |dy| (dx, dy))) {
                    let to = (dx * high + dy) * depth;
                    let into = &mut out.at_mut(grid.place(x, y))[to..to + depth];
                    match (within(x + dx, half_x, grid.width), within(y + dy, half_y, grid.height)) {
                        (Some(sx), Some(sy)) => into.copy_from_slice(field.at(grid.place(sx, sy))),
                        _ => noise.fill(into),
                    }
                }
            }
        }
    }
    out
}

/// A convolution, its squashed sums and the greatest of each few, without keeping what lies between. The sums of one
/// output share a scale, so that the greatest may be taken before they are squashed.
fn convolve_and_pool(field: &Field, half: (usize, usize), weights: &Weights, pool: (usize, usize)) -> Field {
    let (depth, high) = (field.depth, 2 * half.1 + 1);
    let rising = weights.scales.iter().all(|s| *s >= 0.0);
    let size = |g: &super::field::Grid| (g.width / pool.0, g.height / pool.1);
    let mut out = field.reshaped(weights.rows, size);
    if !rising {
        return max_pool(&dense(&convolve(field, half.0, half.1), weights, Activation::Tanh), pool.0, pool.1);
    }
    let stride = weights.inputs();
    let area = pool.0 * pool.1;
    let mut rows = vec![0i8; CHUNK * area * stride];
    let mut sums = vec![0; CHUNK * area * weights.outputs()];
    for (i, grid) in field.grids.iter().enumerate() {
        let target = out.grids[i];
        let mut noise = Noise::new();
        for ty in 0..target.height {
            for tx in (0..target.width).step_by(CHUNK) {
                let count = CHUNK.min(target.width - tx);
                rows[..count * area * stride].fill(0);
                for (n, row) in rows.chunks_exact_mut(stride).take(count * area).enumerate() {
                    let (x, y) = ((tx + n / area) * pool.0 + n % pool.0, ty * pool.1 + n % area / pool.0);
                    for dx in 0..=2 * half.0 {
                        let sx = within(x + dx, half.0, grid.width);
                        for dy in 0..high {
                            let to = (dx * high + dy) * depth;
                            let into = &mut row[to..to + depth];
                            match (sx, within(y + dy, half.1, grid.height)) {
                                (Some(sx), Some(sy)) => into.copy_from_slice(field.at(grid.place(sx, sy))),
                                _ => noise.fill(into),
                            }
                        }
                    }
                }
                weights.multiply(&rows, count * area, &mut sums);
                for (n, sums) in sums.chunks_exact_mut(area * weights.outputs()).take(count).enumerate() {
                    let (first, others) = sums.split_at_mut(weights.outputs());
                    for other in others.chunks_exact(weights.outputs()) {
                        first.iter_mut().zip(other).for_each(|(m, s)| *m = (*m).max(*s));
                    }
                    gates::tanh_row(first, &weights.scales, out.at_mut(target.place(tx + n, ty)));
                }
            }
        }
    }
    out
}

fn max_pool(field: &Field, wide: usize, high: usize) -> Field {
    let mut out = field.reshaped(field.depth, |g| (g.width / wide, g.height / high));
    for i in 0..out.grids.len() {
        let (grid, target) = (field.grids[i], out.grids[i]);
        for (y, x) in (0..target.height).flat_map(|y| (0..target.width).map(move |x| (y, x))) {
            let into = out.at_mut(target.place(x, y));
            into.fill(i8::MIN);
            for (dy, dx) in (0..high).flat_map(|dy| (0..wide).map(move |dx| (dy, dx))) {
                let from = field.at(grid.place(x * wide + dx, y * high + dy));
                into.iter_mut().zip(from).for_each(|(m, v)| *m = (*m).max(*v));
            }
        }
    }
    out
}

fn stack(field: &Field, wide: usize, high: usize) -> Field {
    let depth = field.depth;
    let mut out = field.reshaped(depth * wide * high, |g| (g.width / wide, g.height / high));
    for i in 0..out.grids.len() {
        let (grid, target) = (field.grids[i], out.grids[i]);
        for (y, x) in (0..target.height).flat_map(|y| (0..target.width).map(move |x| (y, x))) {
            for (n, (dx, dy)) in (0..wide).flat_map(|dx| (0..high).map(move |dy| (dx, dy))).enumerate() {
                let from = field.at(grid.place(x * wide + dx, y * high + dy));
                out.at_mut(target.place(x, y))[n * depth..(n + 1) * depth].copy_from_slice(from);
            }
        }
    }
    out
}

fn dense(field: &Field, weights: &Weights, activation: Activation) -> Field {
    let mut out = field.reshaped(weights.rows, |g| (g.width, g.height));
    let mut sums = vec![0; CHUNK * weights.outputs()];
    for from in (0..field.places()).step_by(CHUNK) {
        let count = CHUNK.min(field.places() - from);
        weights.multiply(&field.values[from * field.stride..], count, &mut sums);
        for (n, sums) in sums.chunks_exact(weights.outputs()).take(count).enumerate() {
            let out = out.at_mut(from + n);
            match activation {
                Activation::Tanh => gates::tanh_row(sums, &weights.scales, out),
                _ => {
                    for ((sum, scale), out) in sums.iter().zip(&weights.scales).zip(out) {
                        *out = gates::to_byte(squashed(*sum as f32 * scale, activation));
                    }
                }
            }
        }
    }
    out
}

fn squashed(x: f32, activation: Activation) -> f32 {
    match activation {
        Activation::Tanh => gates::tanh(x),
        Activation::Logistic => gates::logistic(x),
        Activation::Relu => x.max(0.0),
        Activation::Clip => x.clamp(0.0, 1.0),
        Activation::ClipBoth => x.clamp(-1.0, 1.0),
        Activation::Linear | Activation::Softmax => x,
    }
}

/// A memory along every row of every line. Rows of like length go together, so that one pass over the weights serves
/// many.
fn lstm(
    field: &Field,
    weights: &Weights,
    (inputs, states): (usize, usize),
    last_only: bool,
    interrupt: Interrupt<'_>,
) -> Result<Field> {
    let mut out = field.reshaped(states, |g| (if last_only { g.width.min(1) } else { g.width }, g.height));
    // First place of a row, its length, its first place in the output.
    let mut rows: Vec<(usize, usize, usize)> = Vec::new();
    for (grid, target) in field.grids.iter().zip(&out.grids) {
        rows.extend((0..grid.height).map(|y| (grid.place(0, y), grid.width, target.place(0, y))));
    }
    rows.sort_by_key(|(_, length, _)| std::cmp::Reverse(*length));
    let stride = weights.inputs();
    let hidden_at = inputs.next_multiple_of(4);
    let mut sums = vec![0; CHUNK * weights.outputs()];
    let (mut source, mut cells) = (vec![0i8; CHUNK * stride], vec![0f32; CHUNK * states]);
    for rows in rows.chunks(CHUNK) {
        check(interrupt)?;
        source.fill(0);
        cells.fill(0.0);
        for step in 0..rows.first().map_or(0, |row| row.1) {
            let count = rows.partition_point(|row| row.1 > step);
            for (row, source) in rows[..count].iter().zip(source.chunks_exact_mut(stride)) {
                source[..inputs].copy_from_slice(field.at(row.0 + step));
            }
            weights.multiply(&source, count, &mut sums);
            let parts = source.chunks_exact_mut(stride).zip(cells.chunks_exact_mut(states));
            for ((row, (source, cell)), sums) in
                rows[..count].iter().zip(parts).zip(sums.chunks_exact(weights.outputs()))
            {
                let hidden = &mut source[hidden_at..hidden_at + states];
                gates::lstm_step(sums, &weights.scales, cell, hidden);
                if !last_only {
                    out.at_mut(row.2 + step).copy_from_slice(hidden);
                } else if step + 1 == row.1 {
                    out.at_mut(row.2).copy_from_slice(hidden);
                }
            }
        }
    }
    Ok(out)
}
