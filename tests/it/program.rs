//! The program as a user runs it, on the minimal case.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

pub fn minimal_case() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/minimal")
}

/// The program, started in a folder of its own.
pub fn splitstack(place: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_splitstack"));
    command.current_dir(place).args(arguments);
    command
}

/// Exit code, stdout and stderr.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub remarks: String,
}

pub fn say(place: &Path, arguments: &[&str]) -> Said {
    let output = splitstack(place, arguments).output().unwrap();
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        remarks: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the minimal case into `results` in a new place; `more` are further arguments.
pub fn run_minimal(more: &[&str]) -> (TempDir, PathBuf, Said) {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let mut arguments = vec!["run", case.to_str().unwrap(), "--out", "results"];
    arguments.extend(more);
    let said = say(place.path(), &arguments);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let results = place.path().join("results");
    (place, results, said)
}

/// Names in a folder, in alphabetical order.
pub fn listing(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
