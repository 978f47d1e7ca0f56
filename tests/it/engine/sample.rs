//! Samples against theory, with a known chance of a false alarm.
//!
//! A mean or variance may lie five standard errors from theory: 5.7·10⁻⁷ for a normal estimate. A chi-square may
//! reach the value that is exceeded with probability 10⁻⁶. The engine's tests ask some seventy such questions: together
//! they raise a false alarm with probability below 10⁻⁴.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// Standard errors that an estimate may lie from theory.
const BAND: f64 = 5.0;

/// Chance of a false alarm of one chi-square.
const ALARM: f64 = 1e-6;

pub fn mean(sample: &[f64]) -> f64 {
    sample.iter().sum::<f64>() / sample.len() as f64
}

/// Mean of the k-th powers of the deviations from `centre`.
pub fn central_moment(sample: &[f64], centre: f64, power: i32) -> f64 {
    sample.iter().map(|value| (value - centre).powi(power)).sum::<f64>() / sample.len() as f64
}

/// The sample mean is that of theory, whose variance is known.
#[track_caller]
pub fn assert_mean(sample: &[f64], theory: f64, variance: f64) {
    let error = (variance / sample.len() as f64).sqrt();
    let deviations = (mean(sample) - theory) / error;
    assert!(deviations.abs() < BAND, "mean {} is not {theory} ± {error}", mean(sample));
}

/// The sample variance about the mean of theory is that of theory; its standard error is √((μ₄ − σ⁴)/n).
///
/// - `fourth`: fourth central moment μ₄ of theory.
#[track_caller]
pub fn assert_variance(sample: &[f64], centre: f64, theory: f64, fourth: f64) {
    let error = ((fourth - theory * theory) / sample.len() as f64).sqrt();
    let found = central_moment(sample, centre, 2);
    assert!(((found - theory) / error).abs() < BAND, "variance {found} is not {theory} ± {error}");
}

/// Mean and variance are those of theory, where the fourth moment is taken from the sample: for a sample of 20,000 or
/// more and tails lighter than a lognormal's it is right to some percent, and the band with it.
#[track_caller]
pub fn assert_moments(sample: &[f64], centre: f64, variance: f64) {
    assert_mean(sample, centre, variance);
    assert_variance(sample, centre, variance, central_moment(sample, centre, 4));
}

/// Counts in cells follow probabilities; each cell is expected at least 20 times.
#[track_caller]
pub fn assert_cells(counts: &[f64], probabilities: &[f64]) {
    assert_eq!(counts.len(), probabilities.len());
    let total: f64 = counts.iter().sum();
    assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-9, "probabilities sum to one");
    assert!(probabilities.iter().all(|probability| probability * total >= 20.0), "cells are full enough");
    let statistic: f64 = counts
        .iter()
        .zip(probabilities)
        .map(|(count, probability)| (count - probability * total).powi(2) / (probability * total))
        .sum();
    let limit = ChiSquared::new(counts.len() as f64 - 1.0).unwrap().inverse_cdf(1.0 - ALARM);
    assert!(statistic < limit, "χ² = {statistic} above {limit}: {counts:?} against {probabilities:?}");
}

/// How often each whole number from 0 on occurs; the last cell takes all from `cells − 1` on.
pub fn tally(sample: &[f64], cells: usize) -> Vec<f64> {
    let mut counts = vec![0.0; cells];
    sample.iter().for_each(|value| counts[usize::min(*value as usize, cells - 1)] += 1.0);
    counts
}
