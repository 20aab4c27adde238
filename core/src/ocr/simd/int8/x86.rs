//! The kernels of [`super::Weights`] for x86-64.

use std::arch::x86_64::*;

use super::{BLOCK, GROUP, Weights};

/// A kernel. Safe to call where the processor has what it is written for and the slices are whole rows.
pub(super) type Kernel = unsafe fn(&Weights, &[i8], usize, &mut [i32]);

/// The kernels this processor can run, the best first.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Kernel)> {
    let avx512 = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni");
    let vnni = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni");
    let avx2 = is_x86_feature_detected!("avx2");
    let kernels: [(bool, &'static str, Kernel); 3] =
        [(avx512, "avx512-vnni", avx512_vnni), (vnni, "avx-vnni", avx_vnni), (avx2, "avx2", avx2_pairs)];
    kernels.into_iter().filter(|k| k.0).map(|(_, name, kernel)| (name, kernel))
}

/// The best of them.
pub(super) fn best() -> Option<Kernel> {
    all().next().map(|(_, kernel)| kernel)
}

/// Calls `$tile` with as many rows at a time as it can take, for `$width` blocks at once.
macro_rules! tiles {
    ($weights:ident, $rows:ident, $tile:ident, [$($height:literal),+], [$($width:literal),+], $inputs:ident, $out:ident) => {{
        let blocks = $weights.outputs() / BLOCK;
        let mut row = 0;
        while row < $rows {
            let left = $rows - row;
            let mut block = 0;
            let height = [$($height),+].into_iter().find(|h| *h <= left).unwrap_or(1);
            while block < blocks {
                let width = [$($width),+].into_iter().find(|w| *w <= blocks - block).unwrap_or(1);
                tiles!(@pick $tile, height, width, [$($height),+], [$($width),+], ($weights, $inputs, row, block, $out));
                block += width;
            }
            row += height;
        }
    }};
    (@pick $tile:ident, $h:ident, $w:ident, [$($height:literal),+], $widths:tt, $args:tt) => {
        match $h { $($height => tiles!(@wide $tile, $height, $w, $widths, $args),)+ _ => {} }
    };
    (@wide $tile:ident, $height:literal, $w:ident, [$($width:literal),+], $args:tt) => {
        match $w { $($width => $tile::<$height, $width> $args,)+ _ => {} }
    };
}

/// 512 bits, four products and their sum in one step.
#[target_feature(enable = "avx512f,avx512vnni")]
fn avx512_vnni(weights: &Weights, inputs: &[i8], rows: usize, out: &mut [i32]) {
    tiles!(weights, rows, tile512, [6, 3, 2, 1], [4, 2, 1], inputs, out);
}

#[target_feature(enable = "avx512f,avx512vnni")]
fn tile512<const R: usize, const C: usize>(w: &Weights, inputs: &[i8], row: usize, block: usize, out: &mut [i32]) {
    let (inputs_of, outputs) = (w.inputs(), w.outputs());
    // Adding 128 to a byte is turning its first bit: values become those of unsigned bytes, which the step wants.
    let flip = _mm512_set1_epi8(-128);
    let mut sums = [[_mm512_setzero_si512(); C]; R];
    for group in 0..w.groups {
        let columns: [__m512i; C] = std::array::from_fn(|c| {
            let place = ((block + c) * w.groups + group) * BLOCK * GROUP;
            // SAFETY: block `block + c` of `groups` groups is inside `packed`, which holds `outputs / BLOCK` of them.
            unsafe { _mm512_loadu_si512(w.packed.as_ptr().add(place).cast()) }
        });
        for (r, sums) in sums.iter_mut().enumerate() {
            // SAFETY: row `row + r` has `groups` groups of four bytes.
            let x =
                unsafe { inputs.as_ptr().add((row + r) * inputs_of + group * GROUP).cast::<i32>().read_unaligned() };
            let x = _mm512_xor_si512(_mm512_set1_epi32(x), flip);
            for (sum, column) in sums.iter_mut().zip(&columns) {
                *sum = _mm512_dpbusd_epi32(*sum, x, *column);
            }
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        for (c, sum) in sums.iter().enumerate() {
            let output = (block + c) * BLOCK;
            // SAFETY: `output` and the fifteen after it are outputs of the matrix, and `row + r` is a row of `out`.
            unsafe {
                let constant = _mm512_loadu_si512(w.constants.as_ptr().add(output).cast());
                let excess = _mm512_loadu_si512(w.excess.as_ptr().add(output).cast());
                let total = _mm512_sub_epi32(_mm512_add_epi32(*sum, constant), excess);
                _mm512_storeu_si512(out.as_mut_ptr().add((row + r) * outputs + output).cast(), total);
            }
        }
    }
}

/// 256 bits, four products and their sum in one step.
#[target_feature(enable = "avx2,avxvnni")]
fn avx_vnni(weights: &Weights, inputs: &[i8], rows: usize, out: &mut [i32]) {
    tiles!(weights, rows, tile_vnni, [4, 2, 1], [1], inputs, out);
}

#[target_feature(enable = "avx2,avxvnni")]
fn tile_vnni<const R: usize, const C: usize>(w: &Weights, inputs: &[i8], row: usize, block: usize, out: &mut [i32]) {
    let flip = _mm256_set1_epi8(-128);
    let step = |sum, x, column| _mm256_dpbusd_avx_epi32(sum, _mm256_xor_si256(x, flip), column);
    tile256::<R>(w, inputs, row, block, out, step, true);
}

/// 256 bits, products in pairs. `maddubs` takes unsigned times signed bytes: the sign goes over to the weight. Two
/// products of at most 127 times 127 fit its 16 bits.
#[target_feature(enable = "avx2")]
fn avx2_pairs(weights: &Weights, inputs: &[i8], rows: usize, out: &mut [i32]) {
    tiles!(weights, rows, tile_pairs, [4, 2, 1], [1], inputs, out);
}

#[target_feature(enable = "avx2")]
fn tile_pairs<const R: usize, const C: usize>(w: &Weights, inputs: &[i8], row: usize, block: usize, out: &mut [i32]) {
    let ones = _mm256_set1_epi16(1);
    let step = |sum, x, column| {
        let pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(x), _mm256_sign_epi8(column, x));
        _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, ones))
    };
    tile256::<R>(w, inputs, row, block, out, step, false);
}

#[inline]
#[target_feature(enable = "avx2")]
fn tile256<const R: usize>(
    w: &Weights,
    inputs: &[i8],
    row: usize,
    block: usize,
    out: &mut [i32],
    step: impl Fn(__m256i, __m256i, __m256i) -> __m256i,
    shifted: bool,
) {
    let (inputs_of, outputs) = (w.inputs(), w.outputs());
    let mut sums = [[_mm256_setzero_si256(); 2]; R];
    for group in 0..w.groups {
        let place = (block * w.groups + group) * BLOCK * GROUP;
        // SAFETY: block `block` of `groups` groups is inside `packed`, 64 bytes a group.
        let columns = unsafe {
            let at = w.packed.as_ptr().add(place);
            [_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(32).cast())]
        };
        for (r, sums) in sums.iter_mut().enumerate() {
            // SAFETY: row `row + r` has `groups` groups of four bytes.
            let x =
                unsafe { inputs.as_ptr().add((row + r) * inputs_of + group * GROUP).cast::<i32>().read_unaligned() };
            let x = _mm256_set1_epi32(x);
            sums[0] = step(sums[0], x, columns[0]);
            sums[1] = step(sums[1], x, columns[1]);
        }
    }
    for (r, sums) in sums.iter().enumerate() {
        for (half, sum) in sums.iter().enumerate() {
            let output = block * BLOCK + half * 8;
            // SAFETY: `output` and the seven after it are outputs of the matrix, and `row + r` is a row of `out`.
            unsafe {
                let mut total = _mm256_add_epi32(*sum, _mm256_loadu_si256(w.constants.as_ptr().add(output).cast()));
                if shifted {
                    total = _mm256_sub_epi32(total, _mm256_loadu_si256(w.excess.as_ptr().add(output).cast()));
                }
                _mm256_storeu_si256(out.as_mut_ptr().add((row + r) * outputs + output).cast(), total);
            }
        }
    }
}
