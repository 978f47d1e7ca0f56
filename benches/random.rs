//! What a keyed random number costs: the engine's keyed hash beside the generators it was chosen over.
//!
//! `cargo bench --bench random`. Each candidate computes the same thing, a uniform from (key, trial, index), in the
//! two orders of the engine: `scalar`, the next running indices of one trial after another, and `block`, 4096
//! trials of one draw. The candidates live here only. Results: `docs/random-numbers.md`.
//!
//! The build profile leaves dependencies unoptimised. For a fair ChaCha8 add
//! `--config profile.release.package.rand_chacha.opt-level=3` and the same for `chacha20` and `rand_core`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use splitstack::engine::random::{StreamKey, fill_uniforms, uniform_from_bits};
use std::hint::black_box;

/// Trials in a block.
const BLOCK: u64 = 4096;

/// Numbers of one trial and name in the scalar order: an event's time and two or three marks.
const INDICES: u64 = 4;

/// Philox4x32-10: a keyed bijection of 128-bit counters by ten rounds of multiplication.
///
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC11.
fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let first = u64::from(counter[0]) * 0xD251_1F53;
        let second = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (second >> 32) as u32 ^ counter[1] ^ key[0],
            second as u32,
            (first >> 32) as u32 ^ counter[3] ^ key[1],
            first as u32,
        ];
        key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
    }
    counter
}

fn philox_bits(key: u64, trial: u64, index: u64) -> u64 {
    let counter = [trial as u32, (trial >> 32) as u32, index as u32, (index >> 32) as u32];
    let [low, high, _, _] = philox(counter, [key as u32, (key >> 32) as u32]);
    u64::from(low) | u64::from(high) << 32
}

/// The known answers published with Random123 (`tests/kat_vectors`, the three lines `philox4x32 10`).
fn check_philox() {
    let ones = u32::MAX;
    assert_eq!(philox([0; 4], [0; 2]), [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]);
    assert_eq!(philox([ones; 4], [ones; 2]), [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]);
    let counter = [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344];
    let answer = [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1];
    assert_eq!(philox(counter, [0xA409_3822, 0x299F_31D0]), answer);
}

/// Stafford's mixing function 13, the one of SplitMix64.
fn mix13(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// Evensen's moremur (2019): the same shape as [`mix13`] with better constants.
fn moremur(word: u64) -> u64 {
    let word = (word ^ (word >> 27)).wrapping_mul(0x3C79_AC49_2BA7_B653);
    let word = (word ^ (word >> 33)).wrapping_mul(0x1C69_B3F7_4AC4_AE35);
    word ^ (word >> 27)
}

/// Evensen's rrmxmx (2018): rotations first, so that no part of the counter starts out idle.
fn rrmxmx(word: u64) -> u64 {
    let word = (word ^ word.rotate_right(49) ^ word.rotate_right(24)).wrapping_mul(0x9FB2_1C65_1E98_DF25);
    let word = (word ^ (word >> 28)).wrapping_mul(0x9FB2_1C65_1E98_DF25);
    word ^ (word >> 28)
}

/// The keyed hash of the engine with another mixing function.
fn hash_bits(mix: impl Fn(u64) -> u64, key: [u64; 2], trial: u64, index: u64) -> u64 {
    mix((mix(key[0].wrapping_add(index)) ^ key[1]).wrapping_add(trial))
}

/// One candidate, in the engine's two orders: `scalar` returns a sum over trials and indices, `block` fills the
/// trials of one draw.
fn both_orders(criterion: &mut Criterion, name: &str, scalar: impl Fn() -> f64, block: impl Fn(&mut [f64])) {
    let mut group = criterion.benchmark_group("scalar");
    group.throughput(Throughput::Elements(BLOCK * INDICES));
    group.bench_function(name, |bencher| bencher.iter(&scalar));
    group.finish();
    let mut uniforms = vec![0.0; BLOCK as usize];
    let mut group = criterion.benchmark_group("block");
    group.throughput(Throughput::Elements(BLOCK));
    group.bench_function(name, |bencher| bencher.iter(|| block(black_box(&mut uniforms))));
    group.finish();
}

/// A candidate that is a pure function `bits(key, trial, index)`; its block loop is open to the vectoriser, and what
/// does not depend on the trial is moved out of it by the compiler.
fn pure(criterion: &mut Criterion, name: &str, bits: impl Fn([u64; 2], u64, u64) -> u64) {
    let words = StreamKey::new(0, "bench").words();
    let scalar = || {
        let key = black_box(words);
        scalar_sum(|trial, index| uniform_from_bits(bits(key, trial, index)))
    };
    let block = |uniforms: &mut [f64]| {
        let (key, index) = black_box((words, 3));
        for (trial, uniform) in (1000..).zip(uniforms) {
            *uniform = uniform_from_bits(bits(key, trial, index));
        }
    };
    both_orders(criterion, name, scalar, block);
}

/// Adds what `uniform(trial, index)` gives; `black_box` stands for an engine that cannot foresee the index.
fn scalar_sum(uniform: impl Fn(u64, u64) -> f64) -> f64 {
    let mut sum = 0.0;
    for trial in 0..BLOCK {
        for index in 0..INDICES {
            sum += uniform(trial, black_box(index));
        }
    }
    sum
}

fn engine(criterion: &mut Criterion) {
    let key = StreamKey::new(0, "bench");
    let scalar = || {
        let key = black_box(key);
        scalar_sum(|trial, index| key.trial(trial).uniform(index))
    };
    let block = |uniforms: &mut [f64]| fill_uniforms(black_box(key), 1000, black_box(3), uniforms);
    both_orders(criterion, "engine", scalar, block);
    criterion.bench_function("key of a name", |bencher| {
        bencher.iter(|| StreamKey::new(black_box(0), black_box("risk/network-cut/duration")))
    });
}

/// ChaCha8 sought to a stream and its beginning.
fn chacha(key: &ChaCha8Rng, stream: u64) -> ChaCha8Rng {
    let mut sought = key.clone();
    sought.set_stream(stream);
    sought.set_word_pos(0);
    sought
}

/// ChaCha8 makes 2048 bits at a time, so each order gets the layout that suits it best: a stream for each trial
/// read along the index, and a stream for each index read along the trial. One layout serves one order only.
fn chacha8(criterion: &mut Criterion) {
    let key = ChaCha8Rng::from_seed([7; 32]);
    let scalar = || {
        let mut sum = 0.0;
        for trial in 0..BLOCK {
            let mut stream = chacha(&key, trial);
            for _ in 0..INDICES {
                sum += uniform_from_bits(stream.next_u64());
            }
        }
        sum
    };
    let block = |uniforms: &mut [f64]| {
        let mut stream = chacha(&key, black_box(3));
        for uniform in uniforms {
            *uniform = uniform_from_bits(stream.next_u64());
        }
    };
    both_orders(criterion, "chacha8", scalar, block);
}

fn candidates(criterion: &mut Criterion) {
    check_philox();
    engine(criterion);
    pure(criterion, "hash moremur", |key, trial, index| hash_bits(moremur, key, trial, index));
    pure(criterion, "hash mix13", |key, trial, index| hash_bits(mix13, key, trial, index));
    pure(criterion, "hash rrmxmx", |key, trial, index| hash_bits(rrmxmx, key, trial, index));
    pure(criterion, "philox4x32-10", |key, trial, index| philox_bits(key[0], trial, index));
    chacha8(criterion);
}

criterion_group!(benches, candidates);
criterion_main!(benches);
