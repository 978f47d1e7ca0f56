//! The standard normal distribution.

use super::{erfc, exp, ln};
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Density of the standard normal distribution, `exp(−x²/2) / √(2π)`.
pub fn normal_density(x: f64) -> f64 {
    exp(-0.5 * x * x) / (2.0 * PI).sqrt()
}

/// Probability that a standard normal variable is at most `x`: `Φ(x) = erfc(−x/√2) / 2`.
///
/// Relative accuracy is kept in the lower tail. For the upper tail use `normal_cdf(−x)`.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * erfc(-x * FRAC_1_SQRT_2)
}

/// Quantile of the standard normal distribution: the `x` with `Φ(x) = p`.
///
/// −∞ at 0, +∞ at 1, NaN outside `[0, 1]`. Relative error about 1e-15.
///
/// # Source
/// Wichura (1988), "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics
/// 37(3), 477–484, routine PPND16.
pub fn inverse_normal_cdf(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 {
        return f64::NEG_INFINITY;
    }
    if p == 1.0 {
        return f64::INFINITY;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return inverse_normal_centre(q);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = (-ln(tail)).sqrt();
    let magnitude = if r <= 5.0 {
        polynomial(&MIDDLE_NUMERATOR, r - 1.6) / polynomial(&MIDDLE_DENOMINATOR, r - 1.6)
    } else {
        polynomial(&FAR_NUMERATOR, r - 5.0) / polynomial(&FAR_DENOMINATOR, r - 5.0)
    };
    if q < 0.0 { -magnitude } else { magnitude }
}

/// The quantile of ½ + q for |q| ≤ 0.425.
#[inline(always)]
pub(super) fn inverse_normal_centre(q: f64) -> f64 {
    let r = 0.180625 - q * q;
    q * polynomial(&CENTRE_NUMERATOR, r) / polynomial(&CENTRE_DENOMINATOR, r)
}

/// Horner's scheme; `coefficients` by rising power.
#[inline(always)]
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    let mut sum = 0.0;
    for coefficient in coefficients.iter().rev() {
        sum = sum * x + coefficient;
    }
    sum
}

// Coefficients a₀…a₇, 1 b₁…b₇, c, d, e, f of PPND16, with the digits printed in the source.
#[allow(clippy::excessive_precision)]
const CENTRE_NUMERATOR: [f64; 8] = [
    3.3871328727963666080e0,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
];
#[allow(clippy::excessive_precision)]
const CENTRE_DENOMINATOR: [f64; 8] = [
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3,
];
#[allow(clippy::excessive_precision)]
const MIDDLE_NUMERATOR: [f64; 8] = [
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
];
#[allow(clippy::excessive_precision)]
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9,
];
#[allow(clippy::excessive_precision)]
const FAR_NUMERATOR: [f64; 8] = [
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
];
#[allow(clippy::excessive_precision)]
const FAR_DENOMINATOR: [f64; 8] = [
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15,
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn inverse_reproduces_the_published_check_values() {
        // Wichura (1988), section "Test results": p = 0.25, 0.001, 1e-20.
        for (p, expected) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_6),
            (1e-20, -9.262_340_089_798_408),
        ] {
            let got = inverse_normal_cdf(p);
            assert!(((got - expected) / expected).abs() < 2e-15, "{p}: {got} against {expected}");
        }
    }

    #[test]
    fn edges() {
        assert_eq!(inverse_normal_cdf(0.5), 0.0);
        assert_eq!(inverse_normal_cdf(0.0), f64::NEG_INFINITY);
        assert_eq!(inverse_normal_cdf(1.0), f64::INFINITY);
        assert!(inverse_normal_cdf(1.5).is_nan() && inverse_normal_cdf(f64::NAN).is_nan());
        assert_eq!(normal_cdf(0.0), 0.5);
        assert_eq!(normal_cdf(f64::NEG_INFINITY), 0.0);
    }

    #[test]
    fn cdf_at_tabulated_points() {
        // Computed with 40 digits of precision.
        for (x, expected) in [
            (1.96, 0.975_002_104_851_779_5),
            (-5.0, 2.866_515_718_791_939e-7),
            (-10.0, 7.619_853_024_160_526e-24),
        ] {
            assert!(((normal_cdf(x) - expected) / expected).abs() < 4e-15, "{x}: {}", normal_cdf(x));
        }
    }

    proptest! {
        // Both are accurate to about 1e-15 relative; Φ's condition number |x|φ(x)/Φ(x) is at most about x².
        #[test]
        fn cdf_undoes_inverse(exponent in -300.0..-0.31_f64) {
            let p = libm::pow(10.0, exponent);
            let x = inverse_normal_cdf(p);
            prop_assert!(((normal_cdf(x) - p) / p).abs() < 4e-15 * (1.0 + x * x));
        }

        #[test]
        fn inverse_is_odd_and_increasing(a in 1e-12..1.0_f64, b in 1e-12..1.0_f64, k in 1..(1 << 19)) {
            prop_assert!(a < b || inverse_normal_cdf(a) >= inverse_normal_cdf(b));
            prop_assert!(a > b || inverse_normal_cdf(a) <= inverse_normal_cdf(b));
            // Dyadic, so that both probabilities are exact.
            let q = f64::from(k) / f64::from(1 << 20);
            prop_assert_eq!(inverse_normal_cdf(0.5 + q), -inverse_normal_cdf(0.5 - q));
        }
    }
}
