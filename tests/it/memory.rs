//! Memory does not depend on the number of trials.

use std::process::{Command, Stdio};
use std::time::Duration;

/// Peak of resident memory of a run of the case without an entity in China in its first scenario, bytes.
fn peak(trials: &str) -> u64 {
    let place = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_splitstack"))
        .current_dir(place.path())
        .args(["run", "sales-only", "--scenario", "current-direction", "--summary-only", "--threads", "2"])
        .args(["--out", "results", "--trials", trials])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0) * 1024);
        if let Some(ended) = child.try_wait().unwrap() {
            assert!(ended.success());
            return peak;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

const MIB: u64 = 1 << 20;

#[test]
#[cfg(target_os = "linux")]
fn a_hundred_thousand_trials_stay_small() {
    let (few, many) = (peak("40000"), peak("160000"));
    assert!(few > MIB, "nothing was measured");
    assert!(many < 256 * MIB, "{} MiB", many / MIB);
    // Four times the trials: histograms gain some bins, nothing else.
    assert!(many < few + 32 * MIB, "{} and {} MiB", few / MIB, many / MIB);
}

/// Takes minutes; `docs/performance.md` has what it measured.
#[test]
#[ignore = "takes minutes"]
#[cfg(target_os = "linux")]
fn ten_million_trials_stay_small() {
    let (few, many) = (peak("100000"), peak("10000000"));
    assert!(many < 256 * MIB, "{} MiB", many / MIB);
    assert!(many < few + 64 * MIB, "{} and {} MiB", few / MIB, many / MIB);
}
