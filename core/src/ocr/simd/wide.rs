//! Loops over floats that compilers widen, compiled once for each width of vectors a machine may have.
//!
//! No loop here joins a product and a sum into one rounding, and sums of many numbers have one fixed order, so that
//! every width gives the same bits.

#![allow(unsafe_code)]

use super::mat::ZERO;

/// Numbers that are summed side by side where the order of a long sum must not depend on the machine.
const LANES: usize = 16;

/// Each function compiled thrice; the widest the machine has runs.
macro_rules! widened {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $ty:ty),*) $(-> $ret:ty)? = $body:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name($($arg: $ty),*) $(-> $ret)? {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq")]
                fn widest($($arg: $ty),*) $(-> $ret)? { $body($($arg),*) }
                #[target_feature(enable = "avx2")]
                fn wide($($arg: $ty),*) $(-> $ret)? { $body($($arg),*) }
                if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl") && is_x86_feature_detected!("avx512dq")
                {
                    // SAFETY: the machine was asked.
                    return unsafe { widest($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the machine was asked.
                    return unsafe { wide($($arg),*) };
                }
            }
            $body($($arg),*)
        }
    )*};
}

widened! {
    /// Rows of `depth` floats to rows of `bytes` bytes, each with the scale that fills its bytes.
    quantise_rows(values: &[f32], depth: usize, out: &mut [u8], bytes: usize, scales: &mut [f32]) = quantise_rows_plain;
    /// Each number by the function.
    activate(values: &mut [f32], function: Function) = activate_plain;
    /// Each number, or that of the other where it is larger.
    raise(to: &mut [f32], from: &[f32]) = raise_plain;
    /// Bytes around [`ZERO`] to numbers, `scale` a byte step.
    restore(bytes: &[u8], scale: f32, out: &mut [f32]) = restore_plain;
    /// Adds numbers to numbers.
    add(to: &mut [f32], from: &[f32]) = add_plain;
    /// Multiplies each row of numbers by one row.
    multiply_rows(to: &mut [f32], row: &[f32]) = multiply_rows_plain;
    /// Adds one row to each row of numbers.
    add_rows(to: &mut [f32], row: &[f32]) = add_rows_plain;
    /// Adds each row of numbers to one row.
    sum_rows(to: &mut [f32], rows: &[f32]) = sum_rows_plain;
    /// Each row less its mean, over its deviation, times `gain`, plus `shift`.
    normalise_rows(rows: &mut [f32], gain: &[f32], shift: &[f32], epsilon: f32) = normalise_rows_plain;
    /// Each row to shares that add up to one, larger numbers more.
    softmax_rows(rows: &mut [f32], width: usize) = softmax_rows_plain;
    /// One row of a convolution of each channel with its own kernel.
    depthwise_row(row: &DepthwiseRow<'_>, out: &mut [f32]) = depthwise_row_plain;
    /// One row of a convolution of few channels.
    dense_row(row: &DenseRow<'_>, out: &mut [f32]) = dense_row_plain;
    /// `out[i][j] += Σ a[i][k] · b[k][j]`, rows of `b` and `out` being `width` long.
    accumulate(out: &mut [f32], a: &[f32], b: &[f32], width: usize) = accumulate_plain;
}

/// What a layer does to each of its numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Function {
    /// Nothing.
    Identity,
    /// Negative numbers to zero.
    Relu,
    /// x · Φ(x), Φ the normal distribution.
    Gelu,
    /// x · sigmoid(x).
    Swish,
    /// 1 / (1 + e⁻ˣ).
    Sigmoid,
    /// `alpha` · x + `beta`, held between 0 and 1.
    HardSigmoid {
        /// The slope.
        alpha: f32,
        /// The height at zero.
        beta: f32,
    },
}

/// Where a row of an output stands on its input, and what of the kernel falls outside.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// Rows and columns of the kernel.
    pub kernel: [usize; 2],
    /// Columns of the input between two columns of the output.
    pub stride: usize,
    /// Columns added left of the input.
    pub left: usize,
    /// Columns of the input.
    pub width: usize,
    /// Channels of the input.
    pub channels: usize,
    /// Rows of the kernel that fall on the input: from, to.
    pub rows: [usize; 2],
}

impl Window {
    /// Columns of the kernel that fall on the input, for that column of the output.
    #[inline(always)]
    fn columns(&self, x: usize) -> (usize, usize) {
        let at = x * self.stride;
        (self.left.saturating_sub(at), self.kernel[1].min((self.width + self.left).saturating_sub(at)))
    }
}

/// A row of a depthwise convolution.
pub struct DepthwiseRow<'a> {
    /// Where it stands.
    pub window: Window,
    /// The input from the first row the kernel falls on.
    pub input: &'a [f32],
    /// Kernel row by row, channels together.
    pub weights: &'a [f32],
    /// One number a channel.
    pub bias: &'a [f32],
}

/// A row of a convolution from few channels to many.
pub struct DenseRow<'a> {
    /// Where it stands.
    pub window: Window,
    /// The input from the first row the kernel falls on.
    pub input: &'a [f32],
    /// Kernel row by row, input channel by channel, outputs together.
    pub weights: &'a [f32],
    /// One number an output.
    pub bias: &'a [f32],
}

#[inline(always)]
fn most_plain(values: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for (most, v) in lanes.iter_mut().zip(chunk) {
            *most = if v.abs() > *most { v.abs() } else { *most };
        }
    }
    let larger = |most: f32, v: &f32| if v.abs() > most { v.abs() } else { most };
    rest.iter().fold(lanes.iter().fold(0.0, larger), larger)
}

/// 1.5 · 2²³: adding it leaves whole numbers in the low bits, rounded to the nearest.
const ROUND: f32 = 12_582_912.0;

#[inline(always)]
fn quantise_plain(values: &[f32], unit: f32, out: &mut [u8]) {
    for (out, v) in out.iter_mut().zip(values) {
        *out = ((v * unit + (ROUND + ZERO as f32)).to_bits()) as u8;
    }
}

#[inline(always)]
fn quantise_rows_plain(values: &[f32], depth: usize, out: &mut [u8], bytes: usize, scales: &mut [f32]) {
    for ((row, out), scale) in values.chunks_exact(depth).zip(out.chunks_exact_mut(bytes)).zip(scales) {
        let most = most_plain(row);
        let fits = most > 1e-30 && most < 1e30;
        *scale = if fits { most / 127.0 } else { 0.0 };
        quantise_plain(row, if fits { 127.0 / most } else { 0.0 }, out);
    }
}

/// Φ(x) − ½ over x, as a polynomial of (x / 4.2)²; fitted to be 1.4e-5 off x · Φ(x) at most.
const PHI: [f32; 9] =
    [0.398_834_7, -1.168_161_3, 3.031_128, -5.963_848, 8.699_238, -9.035_997, 6.245_624_4, -2.549_575_6, 0.461_801_87];

#[inline(always)]
fn gelu(x: f32) -> f32 {
    let held = x.clamp(-4.2, 4.2);
    let u = (held * (1.0 / 4.2)) * (held * (1.0 / 4.2));
    let sum = PHI.iter().rev().fold(0.0, |sum, c| sum * u + c);
    x * (0.5 + held * sum)
}

/// eˣ, of additions and products only, so that it is the same on every machine.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let whole = (x * std::f32::consts::LOG2_E + ROUND) - ROUND;
    let rest = (x - whole * 0.693_359_4) + whole * 2.121_944_4e-4;
    let series = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let sum = series.iter().fold(0.0, |sum, c| sum * rest + c);
    sum * f32::from_bits((((whole + ROUND).to_bits() as i32 - ROUND.to_bits() as i32 + 127) << 23) as u32)
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline(always)]
fn activate_plain(values: &mut [f32], function: Function) {
    match function {
        Function::Identity => {}
        Function::Relu => values.iter_mut().for_each(|v| *v = if *v > 0.0 { *v } else { 0.0 }),
        Function::Gelu => values.iter_mut().for_each(|v| *v = gelu(*v)),
        Function::Swish => values.iter_mut().for_each(|v| *v *= sigmoid(*v)),
        Function::Sigmoid => values.iter_mut().for_each(|v| *v = sigmoid(*v)),
        Function::HardSigmoid { alpha, beta } => {
            values.iter_mut().for_each(|v| *v = (*v * alpha + beta).clamp(0.0, 1.0));
        }
    }
}

#[inline(always)]
fn raise_plain(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, v)| *to = if *v > *to { *v } else { *to });
}

#[inline(always)]
fn restore_plain(bytes: &[u8], scale: f32, out: &mut [f32]) {
    out.iter_mut().zip(bytes).for_each(|(out, b)| *out = (f32::from(*b) - f32::from(ZERO)) * scale);
}

#[inline(always)]
fn add_plain(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

#[inline(always)]
fn multiply_rows_plain(to: &mut [f32], row: &[f32]) {
    for to in to.chunks_exact_mut(row.len().max(1)) {
        to.iter_mut().zip(row).for_each(|(to, by)| *to *= by);
    }
}

#[inline(always)]
fn add_rows_plain(to: &mut [f32], row: &[f32]) {
    for to in to.chunks_exact_mut(row.len().max(1)) {
        to.iter_mut().zip(row).for_each(|(to, by)| *to += by);
    }
}

#[inline(always)]
fn sum_rows_plain(to: &mut [f32], rows: &[f32]) {
    for row in rows.chunks_exact(to.len().max(1)) {
        to.iter_mut().zip(row).for_each(|(to, v)| *to += v);
    }
}

/// A sum in one fixed order.
#[inline(always)]
fn sum(values: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, v)| *lane += term(*v));
    }
    lanes.iter_mut().zip(rest).for_each(|(lane, v)| *lane += term(*v));
    lanes.iter().sum()
}

#[inline(always)]
fn normalise_rows_plain(rows: &mut [f32], gain: &[f32], shift: &[f32], epsilon: f32) {
    let width = gain.len().max(1);
    for row in rows.chunks_exact_mut(width) {
        let mean = sum(row, |v| v) / width as f32;
        let variance = sum(row, |v| (v - mean) * (v - mean)) / width as f32;
        let unit = 1.0 / (variance + epsilon).sqrt();
        for ((v, gain), shift) in row.iter_mut().zip(gain).zip(shift) {
            *v = (*v - mean) * unit * gain + shift;
        }
    }
}

#[inline(always)]
fn softmax_rows_plain(rows: &mut [f32], width: usize) {
    for row in rows.chunks_exact_mut(width.max(1)) {
        let top = row.iter().fold(f32::NEG_INFINITY, |top, v| if *v > top { *v } else { top });
        row.iter_mut().for_each(|v| *v = exp(*v - top));
        let unit = 1.0 / sum(row, |v| v);
        row.iter_mut().for_each(|v| *v *= unit);
    }
}

#[inline(always)]
fn depthwise_row_plain(row: &DepthwiseRow<'_>, out: &mut [f32]) {
    let channels = row.window.channels;
    let mut from = 0;
    while from + 3 * LANES <= channels {
        depthwise_strip::<{ 3 * LANES }>(row, from, out);
        from += 3 * LANES;
    }
    while from + 8 <= channels {
        depthwise_strip::<8>(row, from, out);
        from += 8;
    }
    while from < channels {
        depthwise_strip::<1>(row, from, out);
        from += 1;
    }
}

/// `N` channels of the row, from that one on.
#[inline(always)]
fn depthwise_strip<const N: usize>(row: &DepthwiseRow<'_>, from: usize, out: &mut [f32]) {
    let Window { kernel, stride, left, width, channels, rows } = row.window;
    let Some(bias) = row.bias[from..].first_chunk::<N>() else { return };
    for (x, out) in out.chunks_exact_mut(channels).enumerate() {
        let (first, last) = row.window.columns(x);
        let mut sums = *bias;
        for ky in rows[0]..rows[1] {
            let input = &row.input[(ky - rows[0]) * width * channels..][..width * channels];
            let weights = &row.weights[ky * kernel[1] * channels..][..kernel[1] * channels];
            for kx in first..last {
                let at = (x * stride + kx - left) * channels + from;
                let (Some(input), Some(weights)) =
                    (input[at..].first_chunk::<N>(), weights[kx * channels + from..].first_chunk::<N>())
                else {
                    return;
                };
                for i in 0..N {
                    sums[i] += input[i] * weights[i];
                }
            }
        }
        out[from..from + N].copy_from_slice(&sums);
    }
}

#[inline(always)]
fn dense_row_plain(row: &DenseRow<'_>, out: &mut [f32]) {
    let Window { kernel, stride, left, width, channels, rows } = row.window;
    let outputs = row.bias.len();
    let mut from = 0;
    while from < outputs {
        let strip = if from + 24 <= outputs { 24 } else { 1 };
        for (x, out) in out.chunks_exact_mut(outputs).enumerate() {
            let (first, last) = row.window.columns(x);
            let mut sums = [0.0_f32; 24];
            sums[..strip].copy_from_slice(&row.bias[from..from + strip]);
            for ky in rows[0]..rows[1] {
                for kx in first..last {
                    let at = ((ky - rows[0]) * width + x * stride + kx - left) * channels;
                    for c in 0..channels {
                        let weights = &row.weights[((ky * kernel[1] + kx) * channels + c) * outputs + from..];
                        let v = row.input[at + c];
                        match weights.first_chunk::<24>() {
                            Some(weights) if strip == 24 => (0..24).for_each(|i| sums[i] += v * weights[i]),
                            _ => sums[0] += v * weights[0],
                        }
                    }
                }
            }
            out[from..from + strip].copy_from_slice(&sums[..strip]);
        }
        from += strip;
    }
}

#[inline(always)]
fn accumulate_plain(out: &mut [f32], a: &[f32], b: &[f32], width: usize) {
    let depth = b.len() / width.max(1);
    for (out, a) in out.chunks_exact_mut(width.max(1)).zip(a.chunks_exact(depth.max(1))) {
        for (a, b) in a.iter().zip(b.chunks_exact(width.max(1))) {
            out.iter_mut().zip(b).for_each(|(out, b)| *out += a * b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without order around zero, the same every time.
    fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
        let next = |_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 21) as f32 - 4.0
        };
        (0..count).map(next).collect()
    }

    #[test]
    fn functions_are_near_the_true_ones() {
        for x in numbers(2000, 3).into_iter().map(f64::from) {
            assert!((f64::from(exp(x as f32)) / x.exp() - 1.0).abs() < 1e-6, "e to the {x}");
        }
        for (x, y) in [(0.0, 0.0), (1.0, 0.841_345), (-1.0, -0.158_655), (2.0, 1.954_5), (-3.0, -0.004_05), (9.0, 9.0)]
        {
            assert!((gelu(x) - y).abs() < 2e-5 * x.abs().max(1.0), "gelu of {x}");
        }
        assert_eq!((exp(-1000.0), sigmoid(0.0)), (exp(-87.0), 0.5));
    }

    #[test]
    fn rows_become_bytes_with_their_own_scales() {
        let (mut bytes, mut scales) = ([9; 8], [0.0; 2]);
        quantise_rows(&[1.0, -2.0, 0.5, 0.0, 0.0, 0.0], 3, &mut bytes, 4, &mut scales);
        assert_eq!((bytes, scales), ([192, 1, 160, 9, 128, 128, 128, 9], [2.0 / 127.0, 0.0]));
        let mut back = [0.0; 3];
        restore(&bytes[..3], scales[0], &mut back);
        assert!((back[1] + 2.0).abs() < 1e-6 && (back[0] - 1.0).abs() < 0.01);
    }

    /// The widest path of this machine and the plain one, on the same numbers.
    macro_rules! same {
        ($values:expr, $wide:expr, $plain:expr) => {{
            let (mut a, mut b) = ($values.clone(), $values.clone());
            $wide(&mut a);
            $plain(&mut b);
            assert!(a.iter().zip(&b).all(|(a, b)| a.to_bits() == b.to_bits()), "{}", stringify!($wide));
        }};
    }

    #[test]
    fn every_width_gives_the_same_bits() {
        let values = numbers(37 * 12, 5);
        let row = numbers(37, 6);
        let harden = Function::HardSigmoid { alpha: 0.2, beta: 0.5 };
        for function in [Function::Relu, Function::Gelu, Function::Swish, Function::Sigmoid, harden] {
            same!(values, |v: &mut Vec<f32>| activate(v, function), |v: &mut Vec<f32>| activate_plain(v, function));
        }
        same!(values, |v: &mut Vec<f32>| softmax_rows(v, 37), |v: &mut Vec<f32>| softmax_rows_plain(v, 37));
        same!(values, |v: &mut Vec<f32>| normalise_rows(v, &row, &row, 1e-5), |v: &mut Vec<f32>| {
            normalise_rows_plain(v, &row, &row, 1e-5)
        });
        same!(values, |v: &mut Vec<f32>| multiply_rows(v, &row), |v: &mut Vec<f32>| multiply_rows_plain(v, &row));
        same!(row, |v: &mut Vec<f32>| sum_rows(v, &values), |v: &mut Vec<f32>| sum_rows_plain(v, &values));
        let out = vec![0.5; 12 * 5];
        same!(out, |v: &mut Vec<f32>| accumulate(v, &values, &numbers(37 * 5, 8), 5), |v: &mut Vec<f32>| {
            accumulate_plain(v, &values, &numbers(37 * 5, 8), 5)
        });
    }

    #[test]
    fn convolutions_give_the_same_bits_at_every_width() {
        for channels in [1, 24, 61, 96] {
            let window = Window { kernel: [3, 5], stride: 2, left: 2, width: 11, channels, rows: [1, 3] };
            let (input, weights) = (numbers(2 * 11 * channels, 1), numbers(15 * channels, 2));
            let bias = numbers(channels, 3);
            let row = DepthwiseRow { window, input: &input, weights: &weights, bias: &bias };
            let out = vec![0.0; 6 * channels];
            same!(out, |v: &mut Vec<f32>| depthwise_row(&row, v), |v: &mut Vec<f32>| depthwise_row_plain(&row, v));
            let dense = numbers(15 * channels * 30, 4);
            let bias = numbers(30, 5);
            let row = DenseRow { window, input: &input, weights: &dense, bias: &bias };
            let out = vec![0.0; 6 * 30];
            same!(out, |v: &mut Vec<f32>| dense_row(&row, v), |v: &mut Vec<f32>| dense_row_plain(&row, v));
        }
    }
}
