//! Waiting times over blocks: loops that run in vector lanes and give the bits of the single function.

#![expect(clippy::excessive_precision, reason = "constants as they are published")]

use super::inverse_exponential;
use super::lanes::in_lanes;

in_lanes! {
    /// Replaces each probability u by −ln(1 − u); the same bits as [`inverse_exponential`].
    pub fn inverse_exponential_block(probabilities: &mut [f64]) = inverse_exponential_each;
}

#[inline(always)]
fn inverse_exponential_each(probabilities: &mut [f64]) {
    let mut ordinary = true;
    for u in probabilities.iter_mut() {
        ordinary &= *u > 0.0 && *u < 1.0;
    }
    if ordinary {
        probabilities.iter_mut().for_each(|u| *u = 0.0 - ln_1p_of_negative(-*u));
    } else {
        probabilities.iter_mut().for_each(|u| *u = inverse_exponential(*u));
    }
}

const LN_2_HIGH: f64 = 6.931_471_803_691_238_164_90e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;
const LG: [f64; 7] = [
    6.666_666_666_666_735_130e-1,
    3.999_999_999_940_941_908e-1,
    2.857_142_874_366_239_149e-1,
    2.222_219_843_214_978_396e-1,
    1.818_357_216_161_805_012e-1,
    1.531_383_769_920_937_332e-1,
    1.479_819_860_511_658_591e-1,
];

/// ln(1 + x) for −1 < x < 0 without a branch, step by step as `libm` computes it (FreeBSD's `s_log1p.c`).
///
/// `1 + x = 2ᵏ (1 + f)` with √½ < 1 + f < √2, and ln(1 + f) = f − f²/2 + s (f²/2 + R(s²)), s = f / (2 + f).
#[inline(always)]
fn ln_1p_of_negative(x: f64) -> f64 {
    /// The leading word of √½ − 1.
    const NEAR: u64 = 0xBFD2_BEC4;
    const TWO_TO_52: f64 = (1_u64 << 52) as f64;
    const TINY: f64 = f64::from_bits(0x3CA0_0000_0000_0000);
    let near = (x.to_bits() >> 32) <= NEAR;
    let sum = 1.0 + x;
    let high = (sum.to_bits() >> 32) + (0x3FF0_0000 - 0x3FE6_A09E);
    // The last bits of 2⁵² + n are those of n.
    let exponent = f64::from_bits(TWO_TO_52.to_bits() | (high >> 20)) - (TWO_TO_52 + 1023.0);
    // The rounding error of the sum.
    let error = (x - (sum - 1.0)) / sum;
    let reduced = ((high & 0x000F_FFFF) + 0x3FE6_A09E) << 32 | (sum.to_bits() & 0xFFFF_FFFF);
    let (k, c, f) = if near { (0.0, 0.0, x) } else { (exponent, error, f64::from_bits(reduced) - 1.0) };
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (LG[1] + w * (LG[3] + w * LG[5]));
    let odd = z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
    let r = odd + even;
    let value = s * (half_square + r) + (k * LN_2_LOW + c) - half_square + f + k * LN_2_HIGH;
    if -x < TINY { x } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::lanes::under_test::under_each;

    #[test]
    fn the_bits_are_those_of_the_single_function() {
        let spread = (1..400_000_u32).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract());
        let small = (1..2_000_u32)
            .map(|i| f64::from_bits(0x3CA0_0000_0000_0000 + u64::from(i) * 0x0002_3456_789A_BCDE));
        let edges =
            [0.292_893_218_813_452_4_f64, 0.5, 0.75, f64::EPSILON, f64::EPSILON / 2.0, f64::EPSILON / 4.0];
        let around = edges.into_iter().flat_map(|edge| {
            let bits = edge.to_bits();
            (0..2_000_u64)
                .flat_map(move |step| [bits + step, bits - step, bits + (step << 24), bits - (step << 24)])
        });
        let near_one = (1..2_000_u32).map(|i| 1.0 - f64::from(i) * f64::EPSILON / 2.0);
        let asked: Vec<f64> = spread
            .chain(small)
            .chain(around.map(f64::from_bits))
            .chain(near_one)
            .chain([0.0, 1.0, -0.1, 1.1, f64::NAN, 5e-324])
            .filter(|u| u.is_nan() || *u <= 1.5)
            .collect();
        under_each(|set| {
            let mut found = asked.clone();
            inverse_exponential_block(&mut found);
            for (u, found) in asked.iter().zip(found) {
                assert_eq!(found.to_bits(), inverse_exponential(*u).to_bits(), "{u:e}, {set}");
            }
        });
    }
}
