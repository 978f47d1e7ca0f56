//! What drawing alone costs: the lower bound of any program that simulates the reference workload with these kernels.
//!
//! `cargo run --release --example variate_limit -- [TRIALS]`. A trial of ref-60 needs 8.0 random words and 6.5 lognormals on average;
//! this program draws just that, in blocks, keyed as the engine's draws are, and adds everything up so that nothing is left out.
//! `benches/bench-peers` times it beside the whole program.

use std::io::{self, Write};
use std::time::Instant;

use splitstack::engine::random::{StreamKey, fill_uniforms};
use splitstack::quantity::Distribution;

/// Trials in a block: what stays in the first cache.
const BLOCK: usize = 1024;
/// Random words of two trials.
const WORDS_OF_TWO_TRIALS: u64 = 16;
/// Lognormals of two trials.
const LOGNORMALS_OF_TWO_TRIALS: u64 = 13;

/// Draws the variates of two trials at each place of a block; returns their sum.
fn draw(lognormal: &Distribution, key: StreamKey, first_trial: u64, uniforms: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for word in 0..WORDS_OF_TWO_TRIALS {
        fill_uniforms(key, first_trial, word, uniforms);
        if word < LOGNORMALS_OF_TWO_TRIALS {
            sum += uniforms.iter().map(|uniform| lognormal.inverse_cdf(*uniform)).sum::<f64>();
        } else {
            sum += uniforms.iter().sum::<f64>();
        }
    }
    sum
}

fn main() -> io::Result<()> {
    let trials: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let lognormal = Distribution::lognormal_from_percentiles(0.2, 5.0).map_err(io::Error::other)?;
    let key = StreamKey::new(60, "variate-limit");
    let mut uniforms = vec![0.0; BLOCK];
    let began = Instant::now();
    let mut sum = 0.0;
    let mut drawn = 0;
    while drawn < trials {
        sum += draw(&lognormal, key, drawn / 2, &mut uniforms);
        drawn += 2 * BLOCK as u64;
    }
    let nanoseconds = began.elapsed().as_secs_f64() * 1e9 / drawn as f64;
    writeln!(io::stdout(), "{nanoseconds:.2} ns per trial of 8.0 words and 6.5 lognormals (sum {sum:.6e})")
}
