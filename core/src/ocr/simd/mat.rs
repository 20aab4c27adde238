//! Products of matrices in whole numbers of eight bits: rows of activations against packed weights, summed exactly in
//! 32 bits, so that every path (512, 256 and 128 bits wide, and the portable one) gives the same bits.

/// Columns of a panel: the outputs a vector of 512 bits sums at once.
pub const PANEL: usize = 16;
/// Inputs of a group: what one instruction multiplies and sums into an output.
pub const GROUP: usize = 4;
/// What is added to an activation to store it unsigned.
pub const ZERO: u8 = 128;
/// Inputs at most: 255 × 127 × this stays below 2³¹.
pub const DEPTH_MAX: usize = 1 << 16;

/// Weights of eight bits, a scale an output, packed in panels: outputs in sixteens, inputs in fours.
#[derive(Clone, Debug)]
pub struct Weights {
    outputs: usize,
    depth: usize,
    panels: Vec<i8>,
    scale: Vec<f32>,
    bias: Vec<f32>,
    /// What the offset of unsigned activations adds to each sum.
    offset: Vec<i32>,
}

impl Weights {
    /// Packs `outputs` × `inputs` weights given by `weight(output, input)`; nothing when there are too many inputs or
    /// a number is not finite.
    pub fn pack(outputs: usize, inputs: usize, bias: &[f32], weight: impl Fn(usize, usize) -> f32) -> Option<Self> {
        let depth = inputs.next_multiple_of(GROUP);
        let columns = outputs.next_multiple_of(PANEL);
        if inputs == 0 || outputs == 0 || depth > DEPTH_MAX {
            return None;
        }
        let mut packed = Self {
            outputs,
            depth,
            panels: vec![0; columns.checked_mul(depth)?],
            scale: vec![0.0; columns],
            bias: vec![0.0; columns],
            offset: vec![0; columns],
        };
        packed.bias.iter_mut().zip(bias).for_each(|(to, from)| *to = *from);
        for output in 0..outputs {
            let finite = (0..inputs).all(|input| weight(output, input).is_finite()) && packed.bias[output].is_finite();
            if !finite {
                return None;
            }
            let most = (0..inputs).fold(0.0_f32, |most, input| most.max(weight(output, input).abs()));
            packed.scale[output] = most / 127.0;
            let unit = if most > 0.0 { 127.0 / most } else { 0.0 };
            let (panel, column) = (output / PANEL * PANEL * depth, output % PANEL);
            for input in 0..inputs {
                let whole = (weight(output, input) * unit).round_ties_even() as i8;
                packed.panels[panel + input / GROUP * PANEL * GROUP + column * GROUP + input % GROUP] = whole;
                packed.offset[output] += i32::from(whole) * i32::from(ZERO);
            }
        }
        Some(packed)
    }

    /// Columns of the product.
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Bytes of a row of activations: the inputs, filled up to a whole group.
    pub fn depth(&self) -> usize {
        self.depth
    }
}

/// One product: rows of activations of eight bits, `step` bytes apart, with a scale each, into rows of floats `stride`
/// apart.
pub(super) struct Product<'a> {
    pub weights: &'a Weights,
    pub rows: &'a [u8],
    pub step: usize,
    pub scales: &'a [f32],
    pub out: &'a mut [f32],
    pub stride: usize,
    /// Whether the product is added to what is there, in place of the bias.
    pub added: bool,
}

/// `out[r][n] = scales[r] · Σ (rows[r][k] − 128) · weights[n][k] + bias[n]`, for as many rows as there are scales.
/// Bytes past the inputs of a row may hold anything: their weights are zero.
///
/// # Panics
/// Where the slices are too short for that many rows.
pub fn multiply(weights: &Weights, rows: &[u8], scales: &[f32], out: &mut [f32]) {
    let (step, stride) = (weights.depth, weights.outputs);
    run(&mut Product { weights, rows, step, scales, out, stride, added: false });
}

/// The same of rows that start every `step` bytes, overlapping as they may, and added to `out` without a bias.
///
/// # Panics
/// Where the slices are too short for that many rows.
pub fn multiply_add(weights: &Weights, rows: &[u8], step: usize, scales: &[f32], out: &mut [f32]) {
    run(&mut Product { weights, rows, step, scales, out, stride: weights.outputs, added: true });
}

fn run(product: &mut Product<'_>) {
    let Product { weights, rows, step, scales, out, stride, .. } = product;
    let Some(last) = scales.len().checked_sub(1) else { return };
    assert!(*stride >= weights.outputs && rows.len() >= last * *step + weights.depth, "rows are whole");
    assert!(out.len() >= last * *stride + weights.outputs, "the product has room");
    #[cfg(target_arch = "x86_64")]
    if super::mat_x86::multiply(product) {
        return;
    }
    portable(product);
}

/// The product in plain code.
fn portable(product: &mut Product<'_>) {
    let Weights { outputs, depth, panels, .. } = product.weights;
    for (panel, packed) in panels.chunks_exact(PANEL * depth).enumerate() {
        for row in 0..product.scales.len() {
            let mut sums = [0_i32; PANEL];
            let groups = product.rows[row * product.step..][..*depth].chunks_exact(GROUP);
            for (a, b) in groups.zip(packed.chunks_exact(PANEL * GROUP)) {
                for (sum, b) in sums.iter_mut().zip(b.chunks_exact(GROUP)) {
                    *sum += a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum::<i32>();
                }
            }
            let columns = PANEL.min(outputs - panel * PANEL);
            product.store(row, panel * PANEL, &sums[..columns]);
        }
    }
}

impl Product<'_> {
    /// Turns sums into floats, from that column of that row on.
    pub fn store(&mut self, row: usize, column: usize, sums: &[i32]) {
        let Weights { scale, bias, offset, .. } = self.weights;
        let out = &mut self.out[row * self.stride + column..][..sums.len()];
        for (i, (out, sum)) in out.iter_mut().zip(sums).enumerate() {
            let n = column + i;
            let rest = if self.added { *out } else { bias[n] };
            *out = (sum - offset[n]) as f32 * (self.scales[row] * scale[n]) + rest;
        }
    }
}

/// What the paths of one machine read of packed weights.
#[cfg(target_arch = "x86_64")]
impl Weights {
    pub(super) fn panels(&self) -> &[i8] {
        &self.panels
    }

    pub(super) fn factors(&self) -> (&[f32], &[f32], &[i32]) {
        (&self.scale, &self.bias, &self.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without order, the same every time.
    fn noise(seed: u32) -> impl FnMut() -> u32 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 8
        }
    }

    #[test]
    fn a_small_product_is_right() {
        let weights = Weights::pack(2, 3, &[0.5, -1.0], |n, k| [[1.0, 2.0, -127.0], [127.0, 0.0, 4.0]][n][k]);
        let weights = weights.expect("finite");
        let mut out = [0.0; 4];
        multiply(&weights, &[129, 130, 128, 9, 127, 128, 131, 7], &[1.0, 2.0], &mut out);
        assert_eq!(out, [5.5, 126.0, 2.0 * (-1.0 - 3.0 * 127.0) + 0.5, 2.0 * (-127.0 + 12.0) - 1.0]);
        // Rows that overlap, added to what is there.
        let mut out = [10.0, 20.0, 30.0, 40.0];
        multiply_add(&weights, &[129, 130, 128, 128, 128, 9], 2, &[1.0, 1.0], &mut out);
        assert_eq!(out, [15.0, 147.0, 30.0, 40.0]);
    }

    #[test]
    fn what_cannot_be_packed_is_refused() {
        assert!(Weights::pack(1, 2, &[], |_, _| f32::NAN).is_none());
        assert!(Weights::pack(1, 2, &[f32::INFINITY], |_, _| 1.0).is_none());
        assert!(Weights::pack(1, DEPTH_MAX + 1, &[], |_, _| 1.0).is_none());
        assert!(Weights::pack(0, 2, &[], |_, _| 1.0).is_none());
        let zero = Weights::pack(1, 2, &[3.0], |_, _| 0.0).expect("zero is a number");
        let mut out = [0.0];
        multiply(&zero, &[1, 2, 3, 4], &[1.0], &mut out);
        assert_eq!(out, [3.0]);
    }

    #[test]
    fn every_path_gives_the_same_bits() {
        let mut next = noise(7);
        for (count, outputs, inputs) in [(1, 4, 24), (7, 24, 96), (8, 48, 12), (19, 120, 384), (33, 97, 61), (2, 16, 4)]
        {
            let values: Vec<f32> = (0..outputs * inputs).map(|_| (next() % 2001) as f32 / 1000.0 - 1.0).collect();
            let bias: Vec<f32> = (0..outputs).map(|_| (next() % 200) as f32 / 100.0 - 1.0).collect();
            let weights = Weights::pack(outputs, inputs, &bias, |n, k| values[n * inputs + k]).expect("finite");
            let scales: Vec<f32> = (0..count).map(|_| (next() % 100) as f32 / 1000.0).collect();
            for (step, added) in [(weights.depth(), false), (8, true)] {
                let rows: Vec<u8> = (0..count * step + weights.depth()).map(|_| next() as u8).collect();
                let stride = outputs + 3;
                let (mut plain, mut best) = (vec![7.0; count * stride], vec![7.0; count * stride]);
                let mut product =
                    Product { weights: &weights, rows: &rows, step, scales: &scales, out: &mut plain, stride, added };
                portable(&mut product);
                run(&mut Product { out: &mut best, ..product });
                assert_eq!(best, plain, "{count} rows, {outputs} outputs, {inputs} inputs");
                #[cfg(target_arch = "x86_64")]
                for path in 0..crate::ocr::simd::mat_x86::paths().count() {
                    let mut out = vec![7.0; count * stride];
                    let product =
                        Product { weights: &weights, rows: &rows, step, scales: &scales, out: &mut out, stride, added };
                    crate::ocr::simd::mat_x86::by_path(product, path);
                    assert_eq!(out, plain, "path {path}: {count} rows, {outputs} outputs, {inputs} inputs");
                }
            }
        }
    }
}
