//! The keyed random numbers: the documented test vectors, and statistical tests with the chance of a false alarm stated.
//!
//! The seed is 0 throughout, chosen once. Each test raises a false alarm with probability below 10⁻⁶ for an ideal
//! source; since the numbers are fixed, so is the outcome: a failure means that the definition has changed.

use rayon::prelude::*;
use splitstack::engine::random::{StreamKey, fill_uniforms};
use statrs::distribution::{ChiSquared, ContinuousCDF};

const SEED: u64 = 0;

/// Chance of a false alarm of each test.
const ALARM: f64 = 1e-6;

/// Fails if counts in equally likely cells are too uneven, or too even to be random.
fn assert_equidistributed(counts: &[u32], what: &str) {
    let total: f64 = counts.iter().map(|count| f64::from(*count)).sum();
    let expected = total / counts.len() as f64;
    let statistic: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
    let theory = ChiSquared::new(counts.len() as f64 - 1.0).expect("degrees of freedom above zero");
    let (below, above) = (theory.cdf(statistic), theory.sf(statistic));
    assert!(below.min(above) > ALARM / 2.0, "{what}: χ² = {statistic}, below {below}, above {above}");
}

fn cell(uniform: f64, cells: usize) -> usize {
    (uniform * cells as f64) as usize
}

/// Counts `uniforms` in 4096 cells.
fn assert_uniform(uniforms: impl Iterator<Item = f64>, what: &str) {
    let mut counts = vec![0; 4096];
    uniforms.for_each(|uniform| counts[cell(uniform, 4096)] += 1);
    assert_equidistributed(&counts, what);
}

/// The cells of the test-vector rows in the documentation: seed, name, trial, index, bits, uniform.
fn documented_vectors() -> Vec<[&'static str; 6]> {
    let page = include_str!("../../docs/random-numbers.md");
    let (_, section) = page.split_once("## Test vectors").expect("a section with test vectors");
    let cells = |line: &'static str| -> Option<[&'static str; 6]> {
        let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
        cells.try_into().ok()
    };
    let is_row = |cells: &[&str; 6]| cells[0].parse::<u64>().is_ok();
    section
        .lines()
        .map_while(|line| (!line.starts_with("## ")).then_some(line))
        .filter_map(cells)
        .filter(is_row)
        .collect()
}

/// The documented numbers were computed by a second implementation, in another language.
#[test]
fn the_documented_test_vectors_are_met() {
    let number = |cell: &str| cell.parse::<u64>().expect("a number");
    let word = |cell: &str| u64::from_str_radix(cell.trim_matches('`'), 16).expect("a word in hexadecimal");
    let vectors = documented_vectors();
    assert_eq!(vectors.len(), 5);
    for [seed, name, trial, index, bits, uniform] in vectors {
        let stream = StreamKey::new(number(seed), name.trim_matches('`')).trial(number(trial));
        let what = format!("seed {seed}, name {name}, trial {trial}, index {index}");
        assert_eq!(stream.bits(number(index)), word(bits), "{what}");
        assert_eq!(stream.uniform(number(index)), uniform.parse::<f64>().expect("a uniform"), "{what}");
    }
}

/// SHA-256 of the documented bytes, by the same second implementation.
#[test]
fn the_key_of_a_name_is_the_documented_one() {
    let key = StreamKey::new(0, "risk/network-cut");
    assert_eq!(key.words(), [0x6DE2_69D4_58EC_6CE9, 0xA7E3_F0EC_7299_4BAD]);
}

/// How often each of 64 output bits flips when input bit `bit` does, over `POINTS` low-entropy inputs.
fn flips(bit: u32, bits: impl Fn(u64, u64) -> u64) -> [u32; 64] {
    let mut counts = [0; 64];
    for point in 0..POINTS {
        let changed = bits(point, 0) ^ bits(point, 1 << bit);
        for (output, count) in counts.iter_mut().enumerate() {
            *count += u32::from(changed >> output & 1 == 1);
        }
    }
    counts
}

/// Inputs of the avalanche test.
const POINTS: u64 = 4096;

/// Flips are Binomial(4096, ½): standard deviation 32. Of 3·64·64 = 12,288 cells one lies beyond 6.6 deviations with
/// probability 12,288 · 4.1·10⁻¹¹ = 5·10⁻⁷. Of 192 row means (of 64 cells, deviation 32/√64 = 4) one lies beyond
/// 6 deviations with probability 192 · 2·10⁻⁹ = 4·10⁻⁷; that is 32 ± 0.19 output bits flipped on average.
fn assert_avalanche(what: &str, bits: impl Fn(u64, u64) -> u64) {
    for bit in 0..64 {
        let counts = flips(bit, &bits);
        let mean = counts.iter().map(|count| f64::from(*count)).sum::<f64>() / 64.0;
        assert!((mean - 2048.0).abs() < 6.0 * 4.0, "{what} bit {bit}: {} bits flip", mean / 64.0);
        for (output, count) in counts.iter().enumerate() {
            let deviations = (f64::from(*count) - 2048.0) / 32.0;
            assert!(deviations.abs() < 6.6, "{what} bit {bit} flips bit {output} {count} times in 4096");
        }
    }
}

#[test]
fn each_bit_of_seed_trial_and_index_flips_half_of_the_output() {
    let key = StreamKey::new(SEED, "avalanche");
    assert_avalanche("trial", |point, flip| key.trial(point ^ flip).bits(point % 16));
    assert_avalanche("index", |point, flip| key.trial(point % 256).bits(point ^ flip));
    assert_avalanche("seed", |point, flip| StreamKey::new(point ^ flip, "avalanche").trial(1).bits(1));
}

/// 64 letters that say `a` or `c`, which differ in one bit.
fn name_of(bits: u64) -> String {
    (0..64).map(|bit| if bits >> bit & 1 == 0 { 'a' } else { 'c' }).collect()
}

/// The names of the flipped bit are as far apart as two names can be near: the same bounds as above, over 64·64 cells.
#[test]
fn each_bit_of_a_name_flips_half_of_the_output() {
    assert_avalanche("name", |point, flip| StreamKey::new(SEED, &name_of(point ^ flip)).trial(1).bits(0));
}

/// 12/n · Σ (u − ½)(v − ½) is the correlation of two columns of uniforms; times √n it is standard normal.
fn scaled_correlation(first: &[f64], second: &[f64]) -> f64 {
    let sum: f64 = first.iter().zip(second).map(|(u, v)| (u - 0.5) * (v - 0.5)).sum();
    12.0 * sum / (first.len() as f64).sqrt()
}

/// Columns of trials of neighbours in name, index and seed, each also one trial later: 36 columns, 630 pairs. One
/// lies beyond 6.1 deviations with probability 630 · 1.06·10⁻⁹ = 7·10⁻⁷.
#[test]
fn neighbouring_streams_are_uncorrelated() {
    const TRIALS: usize = 1 << 16;
    let keys = ["a", "b", "a/1", "a/2", "risk/x/time", "risk/x/mark"].map(|name| StreamKey::new(SEED, name));
    let other_seeds = [1, 2, 1 << 63].map(|seed| StreamKey::new(seed, "a"));
    let mut columns = Vec::new();
    for key in keys.into_iter().chain(other_seeds) {
        for (first_trial, index) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let mut column = vec![0.0; TRIALS];
            fill_uniforms(key, first_trial, index, &mut column);
            columns.push(column);
        }
    }
    for (place, first) in columns.iter().enumerate() {
        for (other, second) in columns.iter().enumerate().skip(place + 1) {
            let deviations = scaled_correlation(first, second);
            assert!(deviations.abs() < 6.1, "columns {place} and {other}: {deviations}");
        }
    }
}

/// 200 names, 19,900 pairs: one lies beyond 6.9 deviations with probability 19,900 · 5.2·10⁻¹² = 10⁻⁷.
#[test]
fn many_streams_are_uncorrelated() {
    let columns: Vec<Vec<f64>> = (0..200)
        .map(|number| {
            let mut column = vec![0.0; 4096];
            fill_uniforms(StreamKey::new(SEED, &format!("stream {number}")), 0, 0, &mut column);
            column
        })
        .collect();
    for (place, first) in columns.iter().enumerate() {
        for (other, second) in columns.iter().enumerate().skip(place + 1) {
            let deviations = scaled_correlation(first, second);
            assert!(deviations.abs() < 6.9, "streams {place} and {other}: {deviations}");
        }
    }
}

#[test]
fn trials_of_one_draw_are_equidistributed() {
    let mut block = vec![0.0; 1 << 20];
    fill_uniforms(StreamKey::new(SEED, "cells"), 0, 0, &mut block);
    assert_uniform(block.into_iter(), "trial fast");
}

#[test]
fn indices_of_one_trial_are_equidistributed() {
    let stream = StreamKey::new(SEED, "cells").trial(0);
    assert_uniform((0..1 << 20).map(|index| stream.uniform(index)), "index fast");
}

#[test]
fn names_are_equidistributed() {
    let uniform = |number: u32| StreamKey::new(SEED, &format!("risk/{number}")).trial(0).uniform(0);
    assert_uniform((0..1 << 18).map(uniform), "name fast");
}

#[test]
fn neighbouring_seeds_are_equidistributed() {
    assert_uniform((0..1 << 18).map(|seed| StreamKey::new(seed, "cells").trial(0).uniform(0)), "seed fast");
}

/// The low bits, which the cells of the uniform do not see, by Knuth's equidistribution test on 12 bits.
#[test]
fn low_bits_are_equidistributed() {
    let draw = StreamKey::new(SEED, "low bits").draw(0);
    let mut counts = vec![0; 4096];
    (0..1u64 << 20).for_each(|trial| counts[(draw.bits(trial) & 0xFFF) as usize] += 1);
    assert_equidistributed(&counts, "low bits");
}

/// Knuth's serial test: disjoint pairs of consecutive trials in 64 × 64 cells.
#[test]
fn pairs_of_consecutive_trials_are_equidistributed() {
    let draw = StreamKey::new(SEED, "serial").draw(0);
    let mut counts = vec![0; 64 * 64];
    for pair in 0..1 << 19 {
        counts[cell(draw.uniform(2 * pair), 64) * 64 + cell(draw.uniform(2 * pair + 1), 64)] += 1;
    }
    assert_equidistributed(&counts, "pairs of trials");
}

/// The serial test as a trial sees it: its first three indices in 16³ cells.
#[test]
fn the_first_draws_of_a_trial_are_jointly_equidistributed() {
    let key = StreamKey::new(SEED, "serial");
    let mut counts = vec![0; 4096];
    for trial in 0..1 << 19 {
        let stream = key.trial(trial);
        counts[(0..3).fold(0, |place, index| 16 * place + cell(stream.uniform(index), 16))] += 1;
    }
    assert_equidistributed(&counts, "indices 0, 1, 2");
}

/// Many threads, in whatever order they come, give the bits of one thread.
#[test]
fn threads_and_order_change_nothing() {
    let key = StreamKey::new(SEED, "threads");
    let uniform = |trial: u64| key.trial(trial).uniform(trial % 5).to_bits();
    let alone: Vec<u64> = (0..10_000).map(uniform).collect();
    let together: Vec<u64> = (0..10_000u64).into_par_iter().map(uniform).collect();
    assert_eq!(alone, together);
}
