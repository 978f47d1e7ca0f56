//! Quantiles of Student's t distribution: how much wider an interval is when the spread is itself estimated.

use super::interval::{CONFIDENCE, NORMAL_CRITICAL_VALUE};
use crate::math::inverse_regularized_beta;

/// Up to here the distribution function is inverted exactly; above, the expansion is right to 1e-10.
const LARGEST_EXACT_DEGREES: u64 = 200;

/// The value that |t| stays below with probability [`CONFIDENCE`] (0.95), for Student's t.
///
/// Up to 200 degrees of freedom the finite sum for the distribution function (Abramowitz & Stegun 26.7.3, 26.7.4)
/// is inverted by bisection; above, the Cornish–Fisher expansion in 1/ν (26.7.5) is used, whose first left-out
/// term is below 1e-10.
///
/// - `degrees_of_freedom`: number of values less one. 0 gives infinity: one value says nothing of the spread.
///
/// # Source
/// Abramowitz & Stegun (1964), "Handbook of Mathematical Functions", section 26.7.
#[must_use]
pub fn student_critical_value(degrees_of_freedom: u64) -> f64 {
    if degrees_of_freedom == 0 {
        f64::INFINITY
    } else if degrees_of_freedom <= LARGEST_EXACT_DEGREES {
        inverted(degrees_of_freedom)
    } else {
        expanded(degrees_of_freedom as f64)
    }
}

/// Half the width of the 95 % confidence interval of a mean: `t(n−1)·s/√n`, in the unit of the values.
///
/// - `standard_deviation`: of one trial, not negative.
/// - `trials`: number of values; below two the answer is infinity (or NaN if the deviation is 0).
#[must_use]
pub fn half_width(standard_deviation: f64, trials: u64) -> f64 {
    student_critical_value(trials.saturating_sub(1)) * standard_deviation / (trials as f64).sqrt()
}

/// Quantile of Student's t: the value that T stays at or below with probability `level`.
///
/// From the beta distribution: ν/(ν + T²) ~ Beta(ν/2, 1/2) in the tails, T²/(ν + T²) ~ Beta(1/2, ν/2) in the middle, so
/// that neither end loses digits. Odd about `level` = 1/2 to the bit.
///
/// - `degrees_of_freedom`: at least 1; 0 gives NaN.
/// - `level`: in `(0, 1)`; 0 and 1 give −∞ and +∞, anything beyond NaN.
///
/// # Source
/// Abramowitz & Stegun (1964), "Handbook of Mathematical Functions", 26.5.27 and 26.7.
#[must_use]
pub fn student_quantile(degrees_of_freedom: u64, level: f64) -> f64 {
    if degrees_of_freedom == 0 || !(0.0..=1.0).contains(&level) {
        return f64::NAN;
    }
    let half = 0.5 * degrees_of_freedom as f64;
    let tail = 2.0 * level.min(1.0 - level);
    // T² = ν·ratio
    let ratio = if tail < 0.5 {
        let share = inverse_regularized_beta(half, 0.5, tail);
        (1.0 - share) / share
    } else {
        let share = inverse_regularized_beta(0.5, half, 1.0 - tail);
        share / (1.0 - share)
    };
    let size = (2.0 * half * ratio).sqrt();
    if level < 0.5 { -size } else { size }
}

fn inverted(degrees_of_freedom: u64) -> f64 {
    // 12.7062 at one degree of freedom is the largest, the normal value the smallest.
    let (mut low, mut high) = (NORMAL_CRITICAL_VALUE, 13.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return middle;
        }
        if central_probability(middle, degrees_of_freedom) < CONFIDENCE {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// P(|T| < t) for t > 0 and a whole number of degrees of freedom.
fn central_probability(t: f64, degrees_of_freedom: u64) -> f64 {
    let nu = degrees_of_freedom as f64;
    let cosine_squared = nu / (nu + t * t);
    let sine = t / (nu + t * t).sqrt();
    if degrees_of_freedom.is_multiple_of(2) {
        sine * cosine_series(cosine_squared, 1.0, 0, degrees_of_freedom)
    } else {
        let angle = libm::atan(t / nu.sqrt());
        let series = if degrees_of_freedom == 1 {
            0.0
        } else {
            cosine_series(cosine_squared, cosine_squared.sqrt(), 1, degrees_of_freedom)
        };
        core::f64::consts::FRAC_2_PI * (angle + sine * series)
    }
}

/// `first + first·c²·(k+1)/(k+2) + …` up to the power `ν − 2` of the cosine, where the first term has power `k`.
fn cosine_series(cosine_squared: f64, first: f64, first_power: u64, degrees_of_freedom: u64) -> f64 {
    let (mut term, mut sum) = (first, first);
    let mut power = first_power;
    while power + 2 <= degrees_of_freedom - 2 {
        term *= cosine_squared * (power + 1) as f64 / (power + 2) as f64;
        sum += term;
        power += 2;
    }
    sum
}

fn expanded(nu: f64) -> f64 {
    let z = NORMAL_CRITICAL_VALUE;
    let square = z * z;
    let first = z * (square + 1.0) / 4.0;
    let second = z * (3.0 + square * (16.0 + square * 5.0)) / 96.0;
    let third = z * (-15.0 + square * (17.0 + square * (19.0 + square * 3.0))) / 384.0;
    let fourth =
        z * (-945.0 + square * (-1920.0 + square * (1482.0 + square * (776.0 + square * 79.0)))) / 92_160.0;
    z + (first + (second + (third + fourth / nu) / nu) / nu) / nu
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_printed_tables() {
        // Two-sided 5 % points as printed in any table of t, to three decimals.
        let table = [
            (1, 12.706),
            (2, 4.303),
            (3, 3.182),
            (4, 2.776),
            (5, 2.571),
            (9, 2.262),
            (10, 2.228),
            (30, 2.042),
            (60, 2.000),
            (120, 1.980),
        ];
        for (degrees, expected) in table {
            let found = student_critical_value(degrees);
            assert!((found - expected).abs() <= 0.0005 + 1e-9, "{degrees}: {found}");
        }
    }

    #[test]
    fn one_and_two_degrees_have_closed_forms() {
        // ν = 1: t = tan(0.95·π/2). ν = 2: t/√(2+t²) = 0.95, so t = 0.95·√(2/(1−0.95²)).
        let tangent = libm::tan(0.95 * core::f64::consts::FRAC_PI_2);
        assert!((student_critical_value(1) - tangent).abs() < 1e-12);
        let root = 0.95 * (2.0 / (1.0 - 0.95 * 0.95_f64)).sqrt();
        assert!((student_critical_value(2) - root).abs() < 1e-13);
    }

    #[test]
    fn quantiles_agree_with_printed_tables_and_closed_forms() {
        // One-sided points as printed in any table of t, to three decimals.
        for (degrees, level, expected) in
            [(3, 0.95, 2.353), (3, 0.995, 5.841), (3, 0.75, 0.765), (10, 0.9, 1.372), (5, 0.6, 0.267)]
        {
            let found = student_quantile(degrees, level);
            assert!((found - expected).abs() <= 0.0005 + 1e-9, "{degrees} {level}: {found}");
            assert!((student_quantile(degrees, 1.0 - level) + found).abs() < 1e-12 * found);
        }
        // ν = 2: p = 1/2 + t/(2√(2 + t²)); at t = 1 that is 1/2 + 1/(2√3).
        let level = 0.5 + 0.5 / 3.0_f64.sqrt();
        assert!((student_quantile(2, level) - 1.0).abs() < 1e-13);
        assert_eq!(student_quantile(3, 0.5), 0.0);
        assert!(student_quantile(0, 0.4).is_nan() && student_quantile(3, 1.1).is_nan());
        assert_eq!((student_quantile(3, 0.0), student_quantile(3, 1.0)), (f64::NEG_INFINITY, f64::INFINITY));
    }

    #[test]
    fn quantiles_rise_and_meet_the_critical_values() {
        for degrees in [1, 2, 3, 7, 40] {
            for step in 1..999 {
                let level = f64::from(step) / 1000.0;
                assert!(student_quantile(degrees, level) < student_quantile(degrees, level + 0.001));
            }
            let critical = student_critical_value(degrees);
            assert!((student_quantile(degrees, 0.975) / critical - 1.0).abs() < 1e-12, "{degrees}");
        }
    }

    #[test]
    fn expansion_meets_the_exact_inversion() {
        // The first left-out term is of order ν⁻⁵: 3e-12 at 200 times a coefficient of order one.
        for degrees in [200, 301, 400] {
            assert!((expanded(degrees as f64) - inverted(degrees)).abs() < 1e-10, "{degrees}");
        }
        assert!((student_critical_value(u64::MAX) - NORMAL_CRITICAL_VALUE).abs() < 1e-15);
    }

    #[test]
    fn falls_with_the_degrees_of_freedom() {
        for degrees in 0..500 {
            assert!(student_critical_value(degrees) > student_critical_value(degrees + 1));
        }
    }
}
