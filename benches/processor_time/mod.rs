//! Processor time of the whole process in place of elapsed time: what else the machine does falls out.

use criterion::Criterion;
use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Processor time of all threads of the process. Linux tells it to some milliseconds for a thread that is running, so that samples
/// should take tens of them; where the system does not tell it, elapsed time.
pub struct ProcessorTime;

/// Benches in processor time, short ones.
pub fn criterion() -> Criterion<ProcessorTime> {
    Criterion::default()
        .with_measurement(ProcessorTime)
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
}

/// Nanoseconds so far.
fn nanoseconds() -> f64 {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    let begun = BEGUN.get_or_init(Instant::now);
    let of_thread = |entry: std::io::Result<std::fs::DirEntry>| {
        let told = std::fs::read_to_string(entry.ok()?.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<f64>().ok()
    };
    let told = std::fs::read_dir("/proc/self/task").map(|threads| threads.filter_map(of_thread).sum::<f64>());
    told.unwrap_or_else(|_| begun.elapsed().as_nanos() as f64)
}

impl Measurement for ProcessorTime {
    type Intermediate = f64;
    type Value = f64;

    fn start(&self) -> f64 {
        nanoseconds()
    }

    fn end(&self, started: f64) -> f64 {
        // Nothing takes no time: a sample of 0 has no logarithm.
        (nanoseconds() - started).max(1.0)
    }

    fn add(&self, first: &f64, second: &f64) -> f64 {
        first + second
    }

    fn zero(&self) -> f64 {
        0.0
    }

    fn to_f64(&self, value: &f64) -> f64 {
        *value
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        static WALL_TIME: WallTime = WallTime;
        WALL_TIME.formatter()
    }
}
