//! Checks that every distribution has to pass, for its tests.

use crate::quantity::Univariate;
use crate::quantity::moments::moments_over_probability;
use rand::{RngExt, SeedableRng};

/// Uniforms in (0, 1) from a fixed stream.
pub(crate) fn uniforms(count: usize) -> Vec<f64> {
    let mut generator = rand_chacha::ChaCha8Rng::seed_from_u64(20_261_122);
    (0..count).map(|_| (generator.random::<u64>() >> 12) as f64 / (1u64 << 52) as f64 + 1e-17).collect()
}

/// Kolmogorov–Smirnov: the sample by inversion against an independent CDF.
///
/// P(√n·D > c) ≤ 2 exp(−2c²); c = 2.7 gives a false alarm once in a million (9.3e-7) per use. Valid for
/// distributions without atoms; conservative with them.
pub(crate) fn kolmogorov_smirnov(distribution: &impl Univariate, cdf: impl Fn(f64) -> f64) {
    let count = 2000;
    let mut sample: Vec<f64> = uniforms(count).iter().map(|u| distribution.inverse_cdf(*u)).collect();
    sample.sort_by(f64::total_cmp);
    let n = count as f64;
    let distance = sample
        .iter()
        .enumerate()
        .map(|(i, x)| (cdf(*x) - i as f64 / n).max((i + 1) as f64 / n - cdf(*x)))
        .fold(0.0, f64::max);
    assert!(distance * n.sqrt() < 2.7, "Kolmogorov–Smirnov distance {distance}");
}

/// Round trip, monotonicity and support on a grid that reaches far into both tails; quadrature against the stated
/// moments. `tolerance` is relative to the standard deviation.
pub(crate) fn conforms(distribution: &impl Univariate, tolerance: f64) {
    let mut grid: Vec<f64> = (1..400).map(|i| f64::from(i) / 400.0).collect();
    grid.extend([1e-12, 1e-9, 1e-6, 1e-4, 1.0 - 1e-4, 1.0 - 1e-6, 1.0 - 1e-9, 1.0 - 1e-12]);
    grid.sort_by(f64::total_cmp);
    let (low, high) = distribution.support();
    let mut last = low;
    let has_atoms = !distribution.atoms().is_empty();
    for u in grid {
        let x = distribution.inverse_cdf(u);
        assert!(x.is_finite() && x >= low && x <= high, "{x} at {u} outside [{low}, {high}]");
        assert!(x >= last, "quantile falls from {last} to {x} at {u}");
        last = x;
        let back = distribution.cdf(x);
        assert!(back >= u - 1e-10, "cdf {back} below {u}");
        assert!(has_atoms || back <= u + 1e-10, "cdf {back} above {u}");
    }
    assert!(distribution.inverse_cdf(1.5).is_nan() && distribution.inverse_cdf(f64::NAN).is_nan());
    let (mean, deviation) = moments_over_probability(|u| distribution.inverse_cdf(u));
    let scale = deviation.max(1e-300);
    assert!((distribution.mean() - mean).abs() <= tolerance * scale, "{} {mean}", distribution.mean());
    let stated = distribution.standard_deviation();
    assert!((stated - deviation).abs() <= tolerance * scale, "{stated} {deviation}");
}

/// A distribution with one possible value behaves like that value.
pub(crate) fn is_the_value(distribution: &impl Univariate, value: f64) {
    assert!(distribution.is_certain());
    for u in [1e-12, 0.3, 0.5, 1.0 - 1e-12] {
        assert_eq!(distribution.inverse_cdf(u), value);
    }
    assert_eq!(distribution.mean(), value);
    assert_eq!(distribution.standard_deviation(), 0.0);
    assert_eq!(distribution.support(), (value, value));
    assert_eq!((distribution.cdf(value), distribution.cdf(value - 1.0)), (1.0, 0.0));
    assert_eq!(distribution.atoms(), [(value, 1.0)]);
}
