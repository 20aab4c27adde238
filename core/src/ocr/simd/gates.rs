//! What follows the sums of a layer: squashing functions, the memory of an LSTM, softmax. Written as plain loops of
//! single operations, never fused, so that wider registers change the speed and not one bit of the result.

#![allow(unsafe_code)]

/// Runs `$body` compiled for the widest registers of this processor.
macro_rules! widest {
    ($name:ident($($arg:ident: $type:ty),*) $body:block) => {
        pub(crate) fn $name($($arg: $type),*) {
            #[inline(always)]
            fn plain($($arg: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq")]
                fn wide512($($arg: $type),*) { plain($($arg),*) }
                #[target_feature(enable = "avx2")]
                fn wide256($($arg: $type),*) { plain($($arg),*) }
                if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vl") && is_x86_feature_detected!("avx512dq") {
                    // SAFETY: the processor was just asked.
                    return unsafe { wide512($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: the processor was just asked.
                    return unsafe { wide256($($arg),*) };
                }
            }
            plain($($arg),*)
        }
    };
}

/// The hyperbolic tangent to four digits: a continued fraction, cut off where it would leave its range.
#[inline(always)]
pub(crate) fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    let above = x * (135_135.0 + s * (17_325.0 + s * (378.0 + s)));
    let below = 135_135.0 + s * (62_370.0 + s * (3_150.0 + s * 28.0));
    above / below
}

/// The logistic function, by the tangent.
#[inline(always)]
pub(crate) fn logistic(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// The nearest whole number of at most 22 bits.
#[inline(always)]
fn rounded(x: f32) -> i32 {
    // Adding this leaves no bits for a fraction; what is left of the sum's pattern is the whole number.
    const SHIFT: f32 = 12_582_912.0;
    ((x + SHIFT).to_bits() as i32).wrapping_sub(SHIFT.to_bits() as i32)
}

/// A value from -1 to 1 as the byte that stands for it.
#[inline(always)]
pub(crate) fn to_byte(x: f32) -> i8 {
    rounded((x * 127.0).clamp(-127.0, 127.0)) as i8
}

/// The exponential function for x from -87 to 0.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = x.max(-87.0) * std::f32::consts::LOG2_E;
    let whole = rounded(x);
    let rest = x - whole as f32;
    // Taylor's series of 2^rest, rest from -1/2 to 1/2.
    let power = 1.0
        + rest
            * (std::f32::consts::LN_2
                + rest * (0.240_226_5 + rest * (0.055_504_11 + rest * (0.009_618_13 + rest * 0.001_333_36))));
    power * f32::from_bits(((whole + 127) << 23) as u32)
}

/// The natural logarithm of a positive number.
pub(crate) fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    // The fraction is taken from 0.75 to 1.5, so that the series below converges fast.
    let exponent = (bits.wrapping_sub(0x3f40_0000) as i32) >> 23;
    let fraction = f32::from_bits(bits.wrapping_sub((exponent << 23) as u32));
    let z = (fraction - 1.0) / (fraction + 1.0);
    let s = z * z;
    exponent as f32 * std::f32::consts::LN_2 + 2.0 * z * (1.0 + s * (1.0 / 3.0 + s * (0.2 + s * (1.0 / 7.0))))
}

widest!(lstm_step(sums: &[i32], scales: &[f32], cell: &mut [f32], hidden: &mut [i8]) {
    // One step of a memory. `sums` are those of its four gates: new content, how much of it enters, how much of the
    // old stays, how much is shown.
    let span = sums.len() / 4;
    let count = cell.len().min(hidden.len()).min(span);
    let gate = |i: usize| (&sums[i * span..][..count], &scales[i * span..][..count]);
    let ((new, s_new), (enter, s_enter), (stay, s_stay), (show, s_show)) = (gate(0), gate(1), gate(2), gate(3));
    let (cell, hidden) = (&mut cell[..count], &mut hidden[..count]);
    for i in 0..count {
        let content = tanh(new[i] as f32 * s_new[i]);
        let enters = logistic(enter[i] as f32 * s_enter[i]);
        let stays = logistic(stay[i] as f32 * s_stay[i]);
        let shows = logistic(show[i] as f32 * s_show[i]);
        let memory = (cell[i] * stays + content * enters).clamp(-100.0, 100.0);
        cell[i] = memory;
        hidden[i] = to_byte(tanh(memory) * shows);
    }
});

widest!(tanh_row(sums: &[i32], scales: &[f32], out: &mut [i8]) {
    for ((sum, scale), out) in sums.iter().zip(scales).zip(out) {
        *out = to_byte(tanh(*sum as f32 * scale));
    }
});

widest!(softmax_row(sums: &[i32], scales: &[f32], out: &mut [f32]) {
    let mut most = f32::NEG_INFINITY;
    for ((sum, scale), out) in sums.iter().zip(scales).zip(out.iter_mut()) {
        *out = *sum as f32 * scale;
        most = if *out > most { *out } else { most };
    }
    for out in out.iter_mut() {
        *out = exp(*out - most);
    }
    // Eight sums at a time, in one order whatever the registers.
    let mut totals = [0.0f32; 8];
    let eights = out.chunks_exact(8);
    let mut total: f32 = eights.remainder().iter().sum();
    for eight in eights {
        for (total, value) in totals.iter_mut().zip(eight) {
            *total += value;
        }
    }
    total += totals.iter().sum::<f32>();
    for out in out.iter_mut() {
        *out /= total;
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_near_the_true_ones() {
        for i in -4000..4000 {
            let x = i as f32 / 400.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-4, "tanh {x}");
            assert!((logistic(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-4, "logistic {x}");
            let negative = -x.abs() * 8.0;
            assert!((exp(negative) - negative.exp()).abs() <= negative.exp() * 1e-5, "exp {negative}");
            if x > 0.0 {
                assert!((ln(x) - x.ln()).abs() < 1e-5, "ln {x}");
            }
        }
        assert!((ln(1e-9) - (1e-9f32).ln()).abs() < 1e-4);
        assert_eq!((to_byte(1.0), to_byte(-3.0), to_byte(0.004)), (127, -127, 1));
    }

    #[test]
    fn a_softmax_sums_to_one() {
        let (sums, mut out) = ([100, 200, 300, -5, 0, 7, 8, 9, 10, 11], [0.0; 10]);
        softmax_row(&sums, &[0.01; 10], &mut out);
        assert!((out.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(out[2] > out[1] && out[1] > out[0]);
    }

    #[test]
    fn a_memory_keeps_what_its_gates_say() {
        // One state: enters fully, forgets all, shows all.
        let sums = [100, 0, 0, 0, 1000, 0, 0, 0, -1000, 0, 0, 0, 1000, 0, 0, 0];
        let (mut cell, mut hidden) = ([5.0f32; 1], [0i8; 1]);
        lstm_step(&sums, &[0.01; 16], &mut cell, &mut hidden);
        assert!((cell[0] - 1f32.tanh()).abs() < 1e-3, "{cell:?}");
        assert_eq!(hidden[0], to_byte(1f32.tanh().tanh()));
    }
}
