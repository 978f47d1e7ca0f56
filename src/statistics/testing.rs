//! Samples from known distributions for the tests of this room and of `decision`.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp1, StandardNormal};

/// Standard normal values.
pub(crate) fn normals(seed: u64, trials: usize) -> Vec<f64> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    (0..trials).map(|_| StandardNormal.sample(&mut generator)).collect()
}

/// Exponential values with mean one.
pub(crate) fn exponentials(seed: u64, trials: usize) -> Vec<f64> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    (0..trials).map(|_| Exp1.sample(&mut generator)).collect()
}

/// Share of `replications`, numbered from 0, for which `holds`.
pub(crate) fn share_of(replications: u64, holds: impl Fn(u64) -> bool) -> f64 {
    let successes = (0..replications).filter(|&replication| holds(replication)).count();
    successes as f64 / replications as f64
}

/// Uniform values in `[0, 1)`.
pub(crate) fn uniforms(seed: u64, trials: usize) -> Vec<f64> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    (0..trials).map(|_| rand::RngExt::random(&mut generator)).collect()
}

/// Ishigami's function of three uniforms, with a = 7 and b = 0.1.
///
/// Source: Ishigami & Homma (1990), "An importance quantification technique in uncertainty analysis for computer models".
pub(crate) fn ishigami(uniforms: &[f64; 3]) -> f64 {
    let [first, second, third] = uniforms.map(|uniform| core::f64::consts::PI * (2.0 * uniform - 1.0));
    let wave = crate::math::sin(first);
    let other = crate::math::sin(second);
    wave + 7.0 * other * other + 0.1 * third.powi(4) * wave
}
