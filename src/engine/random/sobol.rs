//! Scrambled Sobol points: numbers that fill the unit cube evenly over the trials, for the draws that matter most.

use super::mixer::mix;
use super::sobol_directions::{DIGITS, DIRECTIONS};

/// Independent scramblings of the sequence. Trial t has point ⌊t / 16⌋ of replicate t mod 16; errors come from the 16 means.
pub const REPLICATES: u64 = 16;

/// Sets scrambling apart from the plain draws of the same key.
const SCRAMBLING: u64 = 0x5343_5241_4D42_4C45;

/// Sets the digits behind those of the sequence apart from the flips.
const BEHIND: u64 = 1 << 63;

/// Digits that share a hash: its 63 bits 1 … 63 are the flips of a binary tree six digits deep.
const GROUP: usize = 6;

/// Groups that a coordinate's digits fill, the last in part.
const GROUPS: usize = DIGITS.div_ceil(GROUP);

/// The coordinate of a point of Sobol's sequence, 32 binary digits after the point.
///
/// - `dimension`: from 0, below [`super::DIMENSIONS`].
/// - `point`: number of the point, from 0.
#[inline]
pub const fn sobol_digits(dimension: usize, point: u32) -> u32 {
    let directions = &DIRECTIONS[dimension];
    let (mut digits, mut left) = (0, point);
    while left != 0 {
        digits ^= directions[left.trailing_zeros() as usize];
        left &= left - 1;
    }
    digits
}

/// The key of a scrambling.
///
/// - `base`: of the draw, so that it depends on seed and name.
/// - `trial`: gives the replicate; beyond 2³² points a replicate goes on with the same points, scrambled anew.
#[inline]
const fn scrambling(base: u64, trial: u64) -> u64 {
    let (replicate, round) = (trial % REPLICATES, (trial / REPLICATES) >> DIGITS);
    mix((base ^ SCRAMBLING).wrapping_add(round * REPLICATES + replicate))
}

/// Flips every digit by a random bit that belongs to the digits before it, and fills the 32 digits behind at random.
///
/// This is Owen's nested uniform scrambling: every point becomes uniform on the cube, and every elementary interval holds as many points
/// as before. Two points share the flip of a digit if and only if they share all digits before it.
///
/// - `key`: of the scrambling.
///
/// # Source
/// A. B. Owen (1995), "Randomly permuted (t,m,s)-nets and (t,s)-sequences", in Monte Carlo and Quasi-Monte Carlo Methods in Scientific
/// Computing. Flips from a hash of the digits before, as in B. Burley (2020), "Practical hash-based Owen scrambling", JCGT 9(4), 1–20, but
/// each from the full mixing function in place of the Laine–Karras chain.
#[inline]
const fn scramble(digits: u32, key: u64) -> u64 {
    let mut scrambled = digits;
    let mut group = 0;
    while group < GROUPS {
        let first = group * GROUP;
        // The digits before the group, with no digit lost to the shift for the first one.
        let before = (digits as u64) >> (DIGITS - first);
        let flips = mix(key.wrapping_add((before << 3) | group as u64));
        let (mut node, mut digit) = (1u32, first);
        while digit < first + GROUP && digit < DIGITS {
            let shift = (DIGITS - 1 - digit) as u32;
            scrambled ^= ((flips >> node) as u32 & 1) << shift;
            node = 2 * node + (digits >> shift & 1);
            digit += 1;
        }
        group += 1;
    }
    let behind = mix(key.wrapping_add(BEHIND | digits as u64));
    (scrambled as u64) << 32 | behind >> 32
}

/// 64 bits of a scrambled coordinate in `trial`.
///
/// - `dimension`: from 0, below [`super::DIMENSIONS`].
/// - `base`: of the draw.
#[inline]
pub(super) const fn scrambled_bits(dimension: usize, base: u64, trial: u64) -> u64 {
    let point = (trial / REPLICATES) as u32;
    scramble(sobol_digits(dimension, point), scrambling(base, trial))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::random::{DIMENSIONS, StreamKey};

    /// Points 0 … 7 of dimensions 1 to 3 in eighths, in plain order, not that of Gray's code; by hand from v = ½, ¼, ⅛ (dimension 1),
    /// ½, ¾, ⅝ (2), ½, ¾, ⅜ (3).
    #[test]
    fn the_first_points_are_the_known_ones() {
        let eighths = |dimension, points: std::ops::Range<u32>| -> Vec<f64> {
            points.map(|point| f64::from(sobol_digits(dimension, point)) / 2f64.powi(29)).collect()
        };
        assert_eq!(eighths(0, 0..8), [0.0, 4.0, 2.0, 6.0, 1.0, 5.0, 3.0, 7.0]);
        assert_eq!(eighths(1, 0..8), [0.0, 4.0, 6.0, 2.0, 5.0, 1.0, 3.0, 7.0]);
        assert_eq!(eighths(2, 0..8), [0.0, 4.0, 6.0, 2.0, 3.0, 7.0, 5.0, 1.0]);
    }

    /// Property A of Sobol: the first 2^d points have one in each of the 2^d orthants of the first d dimensions.
    #[test]
    fn property_a_holds_in_the_first_sixteen_dimensions() {
        for dimensions in 1..=16u32 {
            let mut hit = vec![false; 1 << dimensions];
            for point in 0..1u32 << dimensions {
                let orthant = (0..dimensions as usize).fold(0usize, |orthant, dimension| {
                    orthant << 1 | (sobol_digits(dimension, point) >> 31) as usize
                });
                assert!(
                    !std::mem::replace(&mut hit[orthant], true),
                    "{dimensions} dimensions, point {point}"
                );
            }
        }
    }

    #[test]
    fn scrambled_points_stay_a_net_in_one_and_two_dimensions() {
        let keys: Vec<StreamKey> =
            (0..DIMENSIONS).map(|slot| StreamKey::new(5, &format!("d{slot}")).leading(slot as u8)).collect();
        let coordinate = |slot: usize, point: u64, replicate: u64| {
            keys[slot].draw(0).uniform(point * REPLICATES + replicate)
        };
        for replicate in [0, 7, 15] {
            for slot in 0..DIMENSIONS {
                // 256 consecutive points from a multiple of 256 on: one in each of 256 equal intervals.
                for start in [0u64, 768] {
                    let mut cells: Vec<usize> = (start..start + 256)
                        .map(|point| (coordinate(slot, point, replicate) * 256.0) as usize)
                        .collect();
                    cells.sort_unstable();
                    assert_eq!(cells, (0..256).collect::<Vec<_>>(), "slot {slot}");
                }
            }
            // Dimensions 1 and 2 are a (0, m, 2)-net: every box of area 1/64 holds one of 64 points.
            for split in 0..=6 {
                let (across, up) = (2f64.powi(split), 2f64.powi(6 - split));
                let mut cells: Vec<usize> = (0..64)
                    .map(|point| {
                        (coordinate(0, point, replicate) * across) as usize * up as usize
                            + (coordinate(1, point, replicate) * up) as usize
                    })
                    .collect();
                cells.sort_unstable();
                assert_eq!(cells, (0..64).collect::<Vec<_>>(), "split {split}");
            }
        }
    }

    #[test]
    fn a_digit_is_flipped_alike_exactly_where_all_digits_before_agree() {
        // Points that agree in their first k digits still do, and the next digits differ still.
        for (left, right) in [(0u32, 1u32 << 31), (0x1234_5678, 0x1234_5679), (0xABCD_0000, 0xABCE_0000)] {
            let agree = (left ^ right).leading_zeros();
            for key in 0..200 {
                let (left, right) = (scramble(left, mix(key)), scramble(right, mix(key)));
                assert_eq!((left ^ right).leading_zeros(), agree);
            }
        }
    }
}
