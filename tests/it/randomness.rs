//! The battery of `examples/randomness` in small: what it says of the engine's numbers, and that it says otherwise of bad ones.

#[path = "../../examples/randomness/battery.rs"]
mod battery;
#[path = "../../examples/randomness/bits.rs"]
mod bits;
#[path = "../../examples/randomness/layouts.rs"]
mod layouts;
#[path = "../../examples/randomness/weights.rs"]
mod weights;

use battery::{BUFFER, Battery, Verdict};
use layouts::{CONTROLS, LAYOUTS, Source, control, layout};

fn verdicts(mut source: Source, bytes: u64) -> Vec<Verdict> {
    let (mut battery, mut buffer) = (Battery::default(), [0; BUFFER]);
    for _ in 0..bytes / (8 * BUFFER as u64) {
        source(&mut buffer);
        battery.feed(&buffer);
    }
    battery.verdicts()
}

/// About 31 statistics of 5 layouts, two tails each: one is below 10⁻⁹ for an ideal source with probability 3·10⁻⁷.
#[test]
fn every_layout_passes() {
    for name in LAYOUTS {
        let verdicts = verdicts(layout(name).unwrap(), 1 << 24);
        assert!(verdicts.len() >= 30, "{name}: {} statistics", verdicts.len());
        for verdict in verdicts {
            assert!(verdict.tail() > 1e-9, "{name}: {verdict:?}");
            let sum = verdict.below + verdict.above;
            assert!((sum - 1.0).abs() < 1e-9, "{name}: tails of {} sum to {sum}", verdict.test);
        }
    }
}

#[test]
fn bad_generators_fail() {
    for name in CONTROLS {
        let least = verdicts(control(name).unwrap(), 1 << 24).iter().map(Verdict::tail).fold(1.0, f64::min);
        assert!(least < 1e-30, "{name} passes with {least:e}");
    }
}

/// A test that cannot fail would never be noticed: each kind refuses one of the bad generators.
#[test]
fn every_kind_of_test_refuses_something() {
    let mut refused: Vec<String> = Vec::new();
    for name in CONTROLS {
        // Long enough for the test that looks at the fewest words, one matrix in 2¹⁸.
        let verdicts = verdicts(control(name).unwrap(), 1 << 27);
        let failed = verdicts.into_iter().filter(|verdict| verdict.tail() < 1e-9);
        refused.extend(failed.map(|verdict| verdict.test));
    }
    for test in [
        "bits",
        "bits against those 1 words later",
        "bits against the next higher",
        "frequency of 16 bits",
        "serial pairs of bytes at bit 0",
        "gaps between zero bytes at bit 0",
        "poker: different nibbles",
        "collisions",
        "rising runs",
        "rank 32 × 32, low half",
        "rank 64 × 64",
        "rank 256 × 256 of one bit",
        "weights of four words",
        "weights 1 words apart",
        "heavy bytes of two words",
        "walk: pairs of 2^4 words",
    ] {
        assert!(refused.iter().any(|name| name == test), "nothing is refused by: {test}");
    }
}
