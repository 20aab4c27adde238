//! Sums of products of signed bytes: rows of values times a packed matrix of weights, exact in 32 bits.

#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
mod x86;

/// Outputs of a block: what one 512-bit register holds.
const BLOCK: usize = 16;
/// Inputs that are multiplied and added at once.
const GROUP: usize = 4;

/// Rows of weights as a model has them: the constant is the last of each row.
#[derive(Debug)]
pub(crate) struct Matrix {
    /// Weights of a row, the constant included.
    pub columns: usize,
    /// Row by row, each from -127 to 127.
    pub weights: Vec<i8>,
    /// What a sum of 1 is worth, for each row.
    pub scales: Vec<f32>,
}

/// A matrix in the order kernels read it: sixteen outputs side by side, four inputs of each together.
#[derive(Debug)]
pub(crate) struct Weights {
    packed: Vec<i8>,
    /// Groups of four inputs.
    groups: usize,
    /// The constant of each output, times 127.
    constants: Vec<i32>,
    /// 128 times the sum of the weights of each output: what is too much when 128 is added to every input.
    excess: Vec<i32>,
    /// What a sum of 1 is worth, for each output; 0 where an output only fills a block.
    pub scales: Vec<f32>,
    /// Outputs of each matrix.
    pub rows: usize,
}

impl Weights {
    /// Packs matrices of the same shape one after the other, each filled up to whole blocks. The inputs come in
    /// `parts`, each filled up to whole groups with zeros.
    pub fn pack(matrices: &[Matrix], parts: &[usize]) -> Self {
        let groups = parts.iter().map(|p| p.div_ceil(GROUP)).sum::<usize>();
        let rows = matrices.first().map_or(0, |m| m.scales.len());
        let span = rows.next_multiple_of(BLOCK);
        let outputs = span * matrices.len();
        let mut packed = vec![0; outputs * groups * GROUP];
        let (mut constants, mut excess, mut scales) = (vec![0; outputs], vec![0; outputs], vec![0.0; outputs]);
        for (m, matrix) in matrices.iter().enumerate() {
            for (row, weights) in matrix.weights.chunks_exact(matrix.columns).enumerate() {
                let output = m * span + row;
                let Some((constant, weights)) = weights.split_last() else { continue };
                constants[output] = i32::from(*constant) * 127;
                excess[output] = weights.iter().map(|w| i32::from(*w) * 128).sum();
                scales[output] = matrix.scales.get(row).copied().unwrap_or_default();
                let (block, lane) = (output / BLOCK, output % BLOCK);
                let (mut from, mut group) = (0, 0);
                for part in parts {
                    for i in 0..*part {
                        let place = (block * groups + group + i / GROUP) * BLOCK + lane;
                        packed[place * GROUP + i % GROUP] = weights[from + i];
                    }
                    from += part;
                    group += part.div_ceil(GROUP);
                }
            }
        }
        Self { packed, groups, constants, excess, scales, rows }
    }

    /// Bytes of a row of inputs, the parts filled up.
    pub fn inputs(&self) -> usize {
        self.groups * GROUP
    }

    /// Outputs of a row, blocks filled up.
    pub fn outputs(&self) -> usize {
        self.constants.len()
    }

    /// For each of the `rows` of `inputs`, from -127 to 127: each output's constant and sum of products.
    pub fn multiply(&self, inputs: &[i8], rows: usize, out: &mut [i32]) {
        let (inputs, out) = (&inputs[..rows * self.inputs()], &mut out[..rows * self.outputs()]);
        #[cfg(target_arch = "x86_64")]
        if let Some(kernel) = x86::best() {
            // SAFETY: `best` has asked the processor for what the kernel needs, and the slices have been cut to `rows`.
            return unsafe { kernel(self, inputs, rows, out) };
        }
        self.multiply_portable(inputs, out);
    }

    /// The same on any processor.
    fn multiply_portable(&self, inputs: &[i8], out: &mut [i32]) {
        for (row, out) in inputs.chunks_exact(self.inputs()).zip(out.chunks_exact_mut(self.outputs())) {
            for (block, out) in out.chunks_exact_mut(BLOCK).enumerate() {
                let mut sums = [0; BLOCK];
                sums.copy_from_slice(&self.constants[block * BLOCK..][..BLOCK]);
                let weights = &self.packed[block * self.groups * BLOCK * GROUP..][..self.groups * BLOCK * GROUP];
                for (x, weights) in row.chunks_exact(GROUP).zip(weights.chunks_exact(BLOCK * GROUP)) {
                    for (sum, w) in sums.iter_mut().zip(weights.chunks_exact(GROUP)) {
                        *sum += x.iter().zip(w).map(|(x, w)| i32::from(*x) * i32::from(*w)).sum::<i32>();
                    }
                }
                out.copy_from_slice(&sums);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same every time.
    pub(super) fn noise(seed: u32) -> impl Iterator<Item = i8> {
        let mut state = seed;
        std::iter::repeat_with(move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 24) as i32 % 128 - 64) as i8 * if state & 64 == 0 { 1 } else { -1 }
        })
        .map(|v| if v.unsigned_abs() > 60 { v.signum() * 127 } else { v })
    }

    fn matrix(rows: usize, columns: usize, seed: u32) -> Matrix {
        Matrix { columns, weights: noise(seed).take(rows * columns).collect(), scales: vec![0.5; rows] }
    }

    #[test]
    fn sums_are_those_of_the_definition() {
        let matrices = [matrix(5, 8, 1), matrix(5, 8, 2)];
        let weights = Weights::pack(&matrices, &[3, 4]);
        assert_eq!((weights.rows, weights.outputs(), weights.inputs()), (5, 32, 8));
        let x: Vec<i8> = noise(3).take(7).collect();
        let row = [x[0], x[1], x[2], 0, x[3], x[4], x[5], x[6]];
        let mut out = vec![0; 32];
        weights.multiply(&row, 1, &mut out);
        for (m, matrix) in matrices.iter().enumerate() {
            for r in 0..5 {
                let w = &matrix.weights[r * 8..][..8];
                let sum: i32 = x.iter().zip(w).map(|(x, w)| i32::from(*x) * i32::from(*w)).sum();
                assert_eq!(out[m * 16 + r], sum + i32::from(w[7]) * 127, "matrix {m} row {r}");
            }
        }
    }

    #[test]
    fn every_kernel_gives_the_same_sums() {
        for (rows, outputs, inputs) in [(1, 16, 4), (3, 48, 64), (7, 130, 37), (17, 384, 192), (64, 96, 224)] {
            let weights = Weights::pack(&[matrix(outputs, inputs + 1, 7)], &[inputs]);
            let x: Vec<i8> = noise(9).take(rows * weights.inputs()).collect();
            let mut expected = vec![0; rows * weights.outputs()];
            weights.multiply_portable(&x, &mut expected);
            let mut out = vec![1; expected.len()];
            weights.multiply(&x, rows, &mut out);
            assert_eq!(out, expected, "the best kernel, {rows} rows");
            #[cfg(target_arch = "x86_64")]
            for (name, kernel) in x86::all() {
                out.fill(1);
                // SAFETY: `all` lists what this processor can run, and the slices are whole rows.
                unsafe { kernel(&weights, &x, rows, &mut out) };
                assert_eq!(out, expected, "{name}, {rows} rows");
            }
        }
    }
}
