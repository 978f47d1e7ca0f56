//! Inverse of the exponential distribution.

use super::ln_1p;

/// Quantile of the unit-rate exponential distribution: the waiting time that is exceeded with probability
/// `1 − u`.
///
/// `−ln(1 − u)`, evaluated by `log1p` so that tiny `u` keep all their digits. Divide by a rate per year to get
/// years. Strictly increasing in `u`; 0 at `u = 0`, infinite at `u = 1`, NaN outside `[0, 1]`.
pub fn inverse_exponential(u: f64) -> f64 {
    if !(0.0..=1.0).contains(&u) {
        return f64::NAN;
    }
    // `0.0 −` rather than a sign flip: u = 0 gives 0, not −0.
    0.0 - ln_1p(-u)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_points() {
        assert_eq!(inverse_exponential(0.0).to_bits(), 0.0_f64.to_bits());
        assert!((inverse_exponential(0.5) - std::f64::consts::LN_2).abs() < 1e-16);
        assert_eq!(inverse_exponential(1.0), f64::INFINITY);
        assert!(inverse_exponential(-0.1).is_nan() && inverse_exponential(f64::NAN).is_nan());
    }

    #[test]
    fn keeps_digits_near_zero() {
        // −ln(1 − u) = u + u²/2 + …; the naive form would return 0 here.
        assert_eq!(inverse_exponential(1e-20), 1e-20);
    }
}
