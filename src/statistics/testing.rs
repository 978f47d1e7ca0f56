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
