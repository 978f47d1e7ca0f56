//! The functions behind most draws, over blocks: loops that run in vector lanes and give the bits of the single functions.

#![allow(clippy::neg_cmp_op_on_partial_ord, reason = "what is not a number takes the slow way")]

use super::lanes::in_lanes;
use super::normal::inverse_normal_centre;
use super::{exp, inverse_normal_cdf};

/// Places that are worked on at a time: they stay in registers and the nearest cache.
const LANES: usize = 64;

in_lanes! {
    /// Replaces each probability by its standard normal quantile; the same bits as [`inverse_normal_cdf`].
    pub fn inverse_normal_cdf_block(probabilities: &mut [f64]) = inverse_normal_cdf_each;
}

in_lanes! {
    /// Replaces each number by its exponential; the same bits as [`exp`].
    pub fn exp_block(numbers: &mut [f64]) = exp_each;
}

#[inline(always)]
fn inverse_normal_cdf_each(probabilities: &mut [f64]) {
    let mut asked = [0.0; LANES];
    for chunk in probabilities.chunks_mut(LANES) {
        let asked = &mut asked[..chunk.len()];
        asked.copy_from_slice(chunk);
        for place in &mut *chunk {
            *place = inverse_normal_centre(*place - 0.5);
        }
        // The tails, 15 % of uniforms, need a logarithm.
        for (place, p) in chunk.iter_mut().zip(asked) {
            if !((*p - 0.5).abs() <= 0.425) {
                *place = inverse_normal_cdf(*p);
            }
        }
    }
}

#[inline(always)]
fn exp_each(numbers: &mut [f64]) {
    let mut asked = [0.0; LANES];
    for chunk in numbers.chunks_mut(LANES) {
        let asked = &mut asked[..chunk.len()];
        asked.copy_from_slice(chunk);
        for place in &mut *chunk {
            *place = exp_without_overflow(*place);
        }
        for (place, x) in chunk.iter_mut().zip(asked) {
            if !(x.abs() < 700.0) {
                *place = exp(*x);
            }
        }
    }
}

/// eˣ for |x| < 700 without a branch, step by step as `libm` computes it (FreeBSD's `e_exp.c`).
///
/// `x = k ln 2 + r` with |r| ≤ ½ ln 2, and `eʳ = 1 + r + r c / (2 − c)` with `c` a polynomial.
#[inline(always)]
fn exp_without_overflow(x: f64) -> f64 {
    const INVERSE_LN_2: f64 = std::f64::consts::LOG2_E;
    /// The leading 33 bits of ln 2: its product with k is exact.
    const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    /// ½ ln 2 and 2⁻²⁸, as the bits of the leading word tell them.
    const HALF_LN_2: f64 = f64::from_bits(0x3FD6_2E43_0000_0000);
    const TINY: f64 = f64::from_bits(0x3E30_0001_0000_0000);
    const TWO_TO_52: f64 = (1_u64 << 52) as f64;
    let size = x.abs();
    let nearest = INVERSE_LN_2 * size + 0.5;
    let rounded = (nearest + TWO_TO_52) - TWO_TO_52;
    let down = if rounded > nearest { rounded - 1.0 } else { rounded };
    let k = if size < HALF_LN_2 { 0.0 } else { down.copysign(x) };
    let (high, low) = (x - k * LN_2_HIGH, k * LN_2_LOW);
    let r = high - low;
    let square = r * r;
    let c = r - square * polynomial(square);
    // The last bits of 2⁵² + n are those of n.
    let power = f64::from_bits((k + (1023.0 + TWO_TO_52)).to_bits() << 52);
    let value = (1.0 + (r * c / (2.0 - c) - low + high)) * power;
    if size < TINY { 1.0 + x } else { value }
}

#[inline(always)]
fn polynomial(square: f64) -> f64 {
    const P1: f64 = 1.666_666_666_666_660_2e-1;
    const P2: f64 = -2.777_777_777_701_559_3e-3;
    const P3: f64 = 6.613_756_321_437_934e-5;
    const P4: f64 = -1.653_390_220_546_525_2e-6;
    const P5: f64 = 4.138_136_797_057_238_5e-8;
    P1 + square * (P2 + square * (P3 + square * (P4 + square * P5)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::lanes::under_test::under_each;

    /// Numbers of all sizes, in no order that favours a branch.
    fn numbers() -> impl Iterator<Item = f64> {
        (1..200_000_u32).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract())
    }

    fn assert_same(block: impl Fn(&mut [f64]), single: impl Fn(f64) -> f64, asked: Vec<f64>) {
        under_each(|set| {
            let mut found = asked.clone();
            block(&mut found);
            for (x, found) in asked.iter().zip(found) {
                assert_eq!(found.to_bits(), single(*x).to_bits(), "{x:e}: {found}, {set}");
            }
        });
    }

    #[test]
    fn normal_quantiles_have_the_bits_of_the_single_function() {
        let mut asked: Vec<f64> = numbers().collect();
        asked.extend([0.0, 1.0, 0.5, 0.075, 0.925, 1e-300, 1.0 - 1e-16, -0.1, 1.1, f64::NAN]);
        asked.extend(numbers().map(|u| exp(-700.0 * u)));
        assert_same(inverse_normal_cdf_block, inverse_normal_cdf, asked);
    }

    #[test]
    fn exponentials_have_the_bits_of_the_single_function() {
        let mut asked: Vec<f64> = Vec::new();
        for scale in [0.3, 0.7, 1.2, 2.2, 9.0, 80.0, 1450.0, 1700.0] {
            asked.extend(numbers().map(|u| scale * (u - 0.5)));
        }
        asked.extend(numbers().map(|u| exp(-700.0 * u)).flat_map(|x| [x, -x]));
        // Both sides of every place where the reduction changes.
        let ln_2 = std::f64::consts::LN_2;
        for edge in (-1010..=1010).map(|half| 0.5 * f64::from(half) * ln_2) {
            let bits = edge.to_bits();
            asked.extend((0..400_u64).map(|step| f64::from_bits((bits & !0xFFFF_FFFF) + (step << 28))));
            asked.extend(
                (0..64).flat_map(|step| [bits + step, bits.saturating_sub(step)]).map(f64::from_bits),
            );
        }
        let special = [0.0, -0.0, 1.0, 700.0, 709.7, 710.0, f64::INFINITY, f64::NEG_INFINITY];
        asked.extend(special.into_iter().chain([f64::MIN_POSITIVE, 5e-324, f64::MAX]));
        assert_same(exp_block, exp, asked);
    }
}
