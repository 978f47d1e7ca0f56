//! From 64 random bits to a number strictly between 0 and 1.

/// The uniform that belongs to 64 random bits: `(⌊bits / 2¹²⌋ + ½) · 2⁻⁵²`.
///
/// The 52 high bits choose one of 2⁵² equal steps, half a step is added: the smallest value is 2⁻⁵³, the
/// largest `1 − 2⁻⁵³`, the grid is symmetric about one half, and `1 − u` is exact and again on the grid. So
/// an inverse distribution function may be fed `u` or `1 − u` without a check.
#[inline(always)]
pub const fn uniform_from_bits(bits: u64) -> f64 {
    // The 52 bits as the fraction of a number in [1, 2); taking 1 − 2⁻⁵³ away is exact, because the result
    // (2m + 1)·2⁻⁵³ has at most 53 bits. This needs no conversion from integer and so runs in vector lanes.
    const ONE: u64 = 0x3FF0_0000_0000_0000;
    const ONE_LESS_HALF_STEP: f64 = 1.0 - f64::EPSILON / 2.0;
    f64::from_bits(ONE | (bits >> 12)) - ONE_LESS_HALF_STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2⁻⁵³, half a step.
    const HALF_STEP: f64 = f64::EPSILON / 2.0;

    #[test]
    fn extremes_stay_inside_the_open_interval() {
        assert_eq!(uniform_from_bits(0), HALF_STEP);
        assert_eq!(uniform_from_bits(u64::MAX), 1.0 - HALF_STEP);
    }

    #[test]
    fn the_middle_is_straddled_symmetrically() {
        assert_eq!(uniform_from_bits(1 << 63), 0.5 + HALF_STEP);
        assert_eq!(uniform_from_bits((1 << 63) - 1), 0.5 - HALF_STEP);
    }

    #[test]
    fn the_complement_is_exact_and_belongs_to_the_inverted_bits() {
        for bits in [0, 1 << 12, 0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210, u64::MAX] {
            let uniform = uniform_from_bits(bits);
            assert_eq!(1.0 - uniform, uniform_from_bits(!bits));
            assert_eq!(1.0 - (1.0 - uniform), uniform);
        }
    }

    #[test]
    fn the_twelve_low_bits_do_not_matter_and_the_next_is_one_step() {
        assert_eq!(uniform_from_bits(0xFFF), uniform_from_bits(0));
        assert_eq!(uniform_from_bits(1 << 12) - uniform_from_bits(0), 2.0 * HALF_STEP);
    }
}
