//! The product of `mat` on x86-64: VNNI on 512 or 256 bits, else pairs of 16 bits of AVX2.

#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::mat::{GROUP, PANEL, Product};

/// Bytes of a group of a panel.
const STEP: usize = PANEL * GROUP;

/// A path of this machine: sums `MR` rows from `row` on against `NV` panels from `panel` on, and stores them.
///
/// # Safety
/// The machine has the instructions, the rows and panels are there.
type Path = unsafe fn(&mut Product<'_>, row: usize, rows: usize, panel: usize, panels: usize);

/// The best path first, and the panels it takes at once.
pub(super) fn paths() -> impl Iterator<Item = (Path, usize)> {
    let wide = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vnni");
    let narrow = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("avxvnni");
    let pairs = is_x86_feature_detected!("avx2");
    [(wide, vnni_512 as Path, 3), (narrow, vnni_256, 1), (pairs, pairs_256, 1)]
        .into_iter()
        .filter_map(|(has, path, panels)| has.then_some((path, panels)))
}

/// Whether the product was made; false where the machine has none of the instructions.
pub(super) fn multiply(product: &mut Product<'_>) -> bool {
    let Some((path, panels)) = paths().next() else { return false };
    run(product, path, panels);
    true
}

/// Every panel against every row, by tiles: a group of panels stays in the nearest memory while the rows pass.
fn run(product: &mut Product<'_>, path: Path, at_once: usize) {
    let panels = product.weights.outputs().div_ceil(PANEL);
    let rows = product.scales.len();
    for panel in (0..panels).step_by(at_once) {
        let mut row = 0;
        while row < rows {
            let count = [8, 4, 2, 1].into_iter().find(|n| *n <= rows - row).unwrap_or(1);
            // SAFETY: `paths` asked the machine; `mat::multiply` measured the slices, and no tile passes their ends.
            unsafe { path(product, row, count, panel, at_once.min(panels - panel)) };
            row += count;
        }
    }
}

/// The product by one path of this machine.
#[cfg(test)]
pub(super) fn by_path(mut product: Product<'_>, path: usize) {
    if let Some((path, panels)) = paths().nth(path) {
        run(&mut product, path, panels);
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn vnni_512(product: &mut Product<'_>, row: usize, rows: usize, panel: usize, panels: usize) {
    macro_rules! tile {
        ($($mr:literal),*) => {
            match (rows, panels) {
                // SAFETY: the caller's own.
                $(($mr, 3) => unsafe { tile_512::<$mr, 3>(product, row, panel) },
                ($mr, 2) => unsafe { tile_512::<$mr, 2>(product, row, panel) },
                ($mr, _) => unsafe { tile_512::<$mr, 1>(product, row, panel) },)*
                _ => {}
            }
        };
    }
    tile!(8, 4, 2, 1);
}

/// # Safety
/// `MR` rows from `row` and `NV` panels from `panel` are there, and room for them.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
unsafe fn tile_512<const MR: usize, const NV: usize>(product: &mut Product<'_>, row: usize, panel: usize) {
    let depth = product.weights.depth();
    let mut sums = [[_mm512_setzero_si512(); NV]; MR];
    // SAFETY: the caller's own; a row is `depth` bytes, a panel `PANEL * depth`.
    unsafe {
        let step = product.step;
        let a = product.rows.as_ptr().add(row * step);
        let b = product.weights.panels().as_ptr().add(panel * PANEL * depth);
        for group in 0..depth / GROUP {
            let mut wide = [_mm512_setzero_si512(); NV];
            for (v, wide) in wide.iter_mut().enumerate() {
                *wide = _mm512_loadu_si512(b.add(v * PANEL * depth + group * STEP).cast());
            }
            for (r, sums) in sums.iter_mut().enumerate() {
                let a = _mm512_set1_epi32(a.add(r * step + group * GROUP).cast::<i32>().read_unaligned());
                for (sum, wide) in sums.iter_mut().zip(wide) {
                    *sum = _mm512_dpbusd_epi32(*sum, a, wide);
                }
            }
        }
        let outputs = product.weights.outputs();
        for v in 0..NV {
            let column = (panel + v) * PANEL;
            let mask = (0xffff_u32 >> (PANEL - PANEL.min(outputs - column))) as u16;
            let (scale, bias, offset) = product.weights.factors();
            let scale = _mm512_loadu_ps(scale.as_ptr().add(column));
            let bias = _mm512_loadu_ps(bias.as_ptr().add(column));
            let offset = _mm512_loadu_si512(offset.as_ptr().add(column).cast());
            for (r, sums) in sums.iter().enumerate() {
                let sum = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[v], offset));
                let unit = _mm512_mul_ps(_mm512_set1_ps(*product.scales.get_unchecked(row + r)), scale);
                let out = product.out.as_mut_ptr().add((row + r) * product.stride + column);
                let rest = if product.added { _mm512_maskz_loadu_ps(mask, out) } else { bias };
                let value = _mm512_add_ps(_mm512_mul_ps(sum, unit), rest);
                _mm512_mask_storeu_ps(out, mask, value);
            }
        }
    }
}

#[target_feature(enable = "avx2,avxvnni")]
fn vnni_256(product: &mut Product<'_>, row: usize, rows: usize, panel: usize, _: usize) {
    // Four rows at a time: eight sums of eight outputs, and what they read, fit the sixteen registers.
    for row in (row..row + rows).step_by(4) {
        // SAFETY: the caller's own.
        match rows {
            8 | 4 => unsafe { tile_256::<4>(product, row, panel) },
            2 => unsafe { tile_256::<2>(product, row, panel) },
            _ => unsafe { tile_256::<1>(product, row, panel) },
        }
    }
}

/// # Safety
/// `MR` rows from `row` and the panel are there, and room for them.
#[inline]
#[target_feature(enable = "avx2,avxvnni")]
unsafe fn tile_256<const MR: usize>(product: &mut Product<'_>, row: usize, panel: usize) {
    let depth = product.weights.depth();
    let mut sums = [[_mm256_setzero_si256(); 2]; MR];
    // SAFETY: the caller's own; a row is `depth` bytes, a panel `PANEL * depth`.
    unsafe {
        let step = product.step;
        let a = product.rows.as_ptr().add(row * step);
        let b = product.weights.panels().as_ptr().add(panel * PANEL * depth);
        for group in 0..depth / GROUP {
            let low = _mm256_loadu_si256(b.add(group * STEP).cast());
            let high = _mm256_loadu_si256(b.add(group * STEP + STEP / 2).cast());
            for (r, sums) in sums.iter_mut().enumerate() {
                let a = _mm256_set1_epi32(a.add(r * step + group * GROUP).cast::<i32>().read_unaligned());
                sums[0] = _mm256_dpbusd_avx_epi32(sums[0], a, low);
                sums[1] = _mm256_dpbusd_avx_epi32(sums[1], a, high);
            }
        }
    }
    for (r, sums) in sums.into_iter().enumerate() {
        store_256(product, row + r, panel, sums);
    }
}

#[target_feature(enable = "avx2")]
fn pairs_256(product: &mut Product<'_>, row: usize, rows: usize, panel: usize, _: usize) {
    for row in (row..row + rows).step_by(2) {
        // SAFETY: the caller's own.
        match rows {
            1 => unsafe { tile_pairs::<1>(product, row, panel) },
            _ => unsafe { tile_pairs::<2>(product, row, panel) },
        }
    }
}

/// # Safety
/// `MR` rows from `row` and the panel are there, and room for them.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn tile_pairs<const MR: usize>(product: &mut Product<'_>, row: usize, panel: usize) {
    let depth = product.weights.depth();
    // Four outputs a vector, two sums each: of the first and of the last two inputs of the groups.
    let mut sums = [[_mm256_setzero_si256(); 4]; MR];
    // SAFETY: the caller's own; a row is `depth` bytes, a panel `PANEL * depth`.
    unsafe {
        let step = product.step;
        let a = product.rows.as_ptr().add(row * step);
        let b = product.weights.panels().as_ptr().add(panel * PANEL * depth);
        for group in 0..depth / GROUP {
            let mut rows = [_mm256_setzero_si256(); MR];
            for (r, to) in rows.iter_mut().enumerate() {
                let a = a.add(r * step + group * GROUP).cast::<i32>().read_unaligned();
                *to = _mm256_cvtepu8_epi16(_mm_set1_epi32(a));
            }
            for quarter in 0..4 {
                let b = _mm_loadu_si128(b.add(group * STEP + quarter * STEP / 4).cast());
                let b = _mm256_cvtepi8_epi16(b);
                for (sums, a) in sums.iter_mut().zip(rows) {
                    sums[quarter] = _mm256_add_epi32(sums[quarter], _mm256_madd_epi16(a, b));
                }
            }
        }
    }
    for (r, [a, b, c, d]) in sums.into_iter().enumerate() {
        // Pairs added: outputs 0 1 4 5 2 3 6 7, then put in order.
        let low = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(a, b));
        let high = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(c, d));
        store_256(product, row + r, panel, [low, high]);
    }
}

/// Stores the sums of a panel for one row.
#[inline]
#[target_feature(enable = "avx2")]
fn store_256(product: &mut Product<'_>, row: usize, panel: usize, sums: [__m256i; 2]) {
    let mut plain = [0_i32; PANEL];
    // SAFETY: the array has room for both.
    unsafe {
        _mm256_storeu_si256(plain.as_mut_ptr().cast(), sums[0]);
        _mm256_storeu_si256(plain.as_mut_ptr().add(PANEL / 2).cast(), sums[1]);
    }
    let column = panel * PANEL;
    product.store(row, column, &plain[..PANEL.min(product.weights.outputs() - column)]);
}
