//! Whole runs under each instruction set that block kernels are compiled for: the same bits in every file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use splitstack::math::{INSTRUCTIONS_VARIABLE, InstructionSet};

use super::program::{listing, minimal_case, splitstack};

/// The files of a run's results, by name, but for what tells of the run itself; and all that was printed of figures.
fn run(case: &Path, set: InstructionSet, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let place = tempfile::tempdir().unwrap();
    let mut command = splitstack(place.path(), &["run", case.to_str().unwrap(), "--out", "results"]);
    command.args(more).env(INSTRUCTIONS_VARIABLE, set.name());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let results = place.path().join("results");
    let files = listing(&results).into_iter().filter(|name| results.join(name).is_file());
    // The manifest holds the time of the run.
    let told = files.filter(|name| name != "manifest.json");
    told.map(|name| (name.clone(), std::fs::read(results.join(&name)).unwrap())).collect()
}

#[track_caller]
fn assert_same_under_each(case: &Path, more: &[&str], expected: &[&str]) {
    let portable = run(case, InstructionSet::Portable, more);
    for name in expected {
        assert!(portable.contains_key(*name), "no {name} among {:?}", portable.keys());
    }
    let wider = [InstructionSet::Avx2, InstructionSet::Avx512];
    for set in wider.into_iter().filter(|set| set.is_available()) {
        let forced = run(case, set, more);
        assert_eq!(forced.keys().collect::<Vec<_>>(), portable.keys().collect::<Vec<_>>());
        for (name, bytes) in &portable {
            assert!(forced[name] == *bytes, "{name} under {set} differs from the portable run");
        }
    }
}

fn ref_60() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/ref-60")
}

/// Incidents only: trials in lanes. The table of trials holds all outcomes.
#[test]
fn a_run_in_lanes_has_the_same_bits_under_each() {
    assert_same_under_each(&ref_60(), &["--trials", "4000", "--threads", "2"], &["summary.json", TRIALS]);
}

/// So many trials that values are not kept: what takes them in blocks runs in lanes, too.
#[test]
fn a_run_that_streams_has_the_same_bits_under_each() {
    assert_same_under_each(
        &ref_60(),
        &["--trials", "50000", "--threads", "2", "--summary-only"],
        &["summary.json"],
    );
}

/// The general simulation, with tables of quantiles and correlations.
#[test]
fn a_general_run_has_the_same_bits_under_each() {
    assert_same_under_each(
        &minimal_case(),
        &["--trials", "400", "--threads", "2"],
        &["summary.json", TRIALS],
    );
}

const TRIALS: &str = "trials.parquet";

#[test]
fn what_the_processor_lacks_or_nobody_knows_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let complain = |name: &str| {
        let mut command = splitstack(place.path(), &["check", case.to_str().unwrap()]);
        let output = command.env(INSTRUCTIONS_VARIABLE, name).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = complain("sse9");
    assert_eq!(code, Some(2));
    assert!(
        said.contains("SPLITSTACK_INSTRUCTIONS is `sse9`; it can be `portable`, `avx2` or `avx512`"),
        "{said}"
    );
    for set in InstructionSet::ALL {
        let (code, said) = complain(set.name());
        match set.is_available() {
            true => assert_eq!(code, Some(0), "{said}"),
            false => {
                assert_eq!(code, Some(2));
                assert!(said.contains("which this processor does not have"), "{said}");
            }
        }
    }
}
