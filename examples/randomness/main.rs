//! Puts the engine's random numbers through the battery of statistical tests in this folder.
//!
//! `cargo run --release --example randomness -- [SOURCE] [LOG2 BYTES]`, by default all layouts and 2³⁰ bytes each. Verdicts are given
//! at 2²⁴ bytes and whenever the length has grown eightfold, on all words so far. A statistic fails if either tail is below
//! 10⁻⁷. `docs/random-numbers.md` says what the layouts are and what came out.

mod battery;
mod bits;
mod layouts;
mod weights;

use std::process::ExitCode;
use std::time::Instant;

use battery::{BUFFER, Battery, Verdict};
use layouts::{CONTROLS, LAYOUTS, Source, control, layout};

/// A tail below this fails.
const FAILURE: f64 = 1e-7;

/// A tail below this is shown.
const SHOWN: f64 = 1e-3;

/// Bytes at which the first verdict is given, as a power of 2.
const FIRST: u32 = 24;

/// Verdicts are given whenever the length has grown by this power of 2.
const STEP: u32 = 3;

fn report(size: u32, verdicts: &[Verdict], started: Instant) -> bool {
    let least = verdicts.iter().map(Verdict::tail).fold(1.0, f64::min);
    let failed = verdicts.iter().filter(|verdict| verdict.tail() < FAILURE).count();
    println!(
        "  2^{size} bytes: {} statistics, least tail {least:.1e}, {failed} failed, {:.0} s",
        verdicts.len(),
        started.elapsed().as_secs_f64()
    );
    for verdict in verdicts.iter().filter(|verdict| verdict.tail() < SHOWN) {
        println!("    {}: below {:.3e}, above {:.3e}", verdict.test, verdict.below, verdict.above);
    }
    failed == 0
}

fn examine(name: &str, mut source: Source, size: u32) -> bool {
    println!("{name}");
    let (mut battery, started) = (Battery::default(), Instant::now());
    let mut buffer = [0; BUFFER];
    let (mut reached, mut sound) = (0_u64, true);
    for next in (FIRST..size).step_by(STEP as usize).chain([size]) {
        while reached < 1 << next {
            source(&mut buffer);
            battery.feed(&buffer);
            reached += 8 * BUFFER as u64;
        }
        sound &= report(next, &battery.verdicts(), started);
    }
    sound
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let wanted = arguments.next().unwrap_or_else(|| "all".to_owned());
    let size =
        arguments.next().map_or(Some(30), |size| size.parse().ok()).filter(|size| (18..=44).contains(size));
    let names: Vec<&str> = match wanted.as_str() {
        "all" => LAYOUTS.to_vec(),
        name => vec![name],
    };
    let sources: Option<Vec<Source>> =
        names.iter().map(|name| layout(name).or_else(|| control(name))).collect();
    let (Some(size), Some(sources)) = (size, sources) else {
        eprintln!("usage: randomness [all|{}|{}] [18 to 44]", LAYOUTS.join("|"), CONTROLS.join("|"));
        return ExitCode::FAILURE;
    };
    let mut sound = true;
    for (name, source) in names.into_iter().zip(sources) {
        sound &= examine(name, source, size);
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
