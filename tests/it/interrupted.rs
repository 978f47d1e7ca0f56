//! Ctrl-C and going on: a run that was interrupted ends as if it had not been.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use splitstack::results::Manifest;
use tempfile::TempDir;

use crate::program::{listing, minimal_case, say};

/// So many trials that a run takes seconds.
const LONG: &str = "60000";

fn start(place: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_splitstack"))
        .current_dir(place)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Presses Ctrl-C.
fn interrupt(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Starts `arguments`, presses Ctrl-C after a while, and gives exit code, stdout and stderr.
fn interrupted(place: &Path, arguments: &[&str], after: Duration) -> (Option<i32>, String, String) {
    let child = start(place, arguments);
    std::thread::sleep(after);
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Every file below a folder with its bytes, by path.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

/// The same with paths below `folder`, and without what may differ: the time in the manifest.
fn comparable(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let relative = |(path, bytes): (PathBuf, Vec<u8>)| {
        let path = path.strip_prefix(folder).unwrap().to_owned();
        let bytes = if path.ends_with("manifest.json") {
            let mut manifest: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            manifest["created"] = "".into();
            manifest.to_string().into_bytes()
        } else {
            bytes
        };
        (path, bytes)
    };
    contents(folder).into_iter().map(relative).collect()
}

fn assert_same(left: &Path, right: &Path) {
    let (left, right) = (comparable(left), comparable(right));
    let paths = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<PathBuf>>();
    assert_eq!(paths(&left), paths(&right));
    for (path, bytes) in &left {
        assert!(bytes == &right[path], "{} differs", path.display());
    }
}

/// A run that is interrupted after a while; `None` if it was done before, or had not begun.
fn partial(place: &Path, name: &str, more: &[&str], after: Duration) -> Option<PathBuf> {
    let case = minimal_case();
    let arguments = [&["run", case.to_str().unwrap(), "--out", name, "--trials", LONG], more].concat();
    let (code, out, remarks) = interrupted(place, &arguments, after);
    let folder = place.join(name);
    match code {
        Some(0) => None,
        Some(130) if !folder.exists() => {
            assert!(!place.join(name).exists() && !out.contains("Results"), "{out}{remarks}");
            None
        }
        Some(130) => {
            assert!(out.starts_with("PARTIAL: "), "{out}{remarks}");
            assert!(out.contains(&format!("splitstack run --resume {name}")), "{out}");
            Some(folder)
        }
        code => panic!("{code:?}: {out}{remarks}"),
    }
}

/// A partial run of any length; tries several moments.
fn any_partial(more: &[&str]) -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    for wait in [300, 600, 150, 1_200, 75, 2_400, 40] {
        if let Some(folder) = partial(place.path(), "results", more, Duration::from_millis(wait)) {
            return (place, folder);
        }
        let _ = fs::remove_dir_all(place.path().join("results"));
    }
    panic!("no moment was in the middle of the run");
}

#[test]
fn a_run_goes_on_to_the_same_bytes_wherever_it_was_interrupted() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let whole = ["run", case.to_str().unwrap(), "--out", "whole", "--trials", LONG];
    let started = std::time::Instant::now();
    assert_eq!(say(place.path(), &whole).code, Some(0));
    let took = started.elapsed();
    let mut seen = 0;
    for (number, share) in [0.1, 0.3, 0.5, 0.7].into_iter().enumerate() {
        let name = format!("part-{number}");
        let Some(folder) = partial(place.path(), &name, &[], took.mul_f64(share)) else { continue };
        seen += 1;
        let manifest = Manifest::read(&folder).unwrap();
        let found = manifest.partial.unwrap();
        assert!(!(found.under_way.is_none() && found.missing.is_empty()), "{found:?}");
        assert_eq!(say(place.path(), &["verify", &name]).code, Some(0));
        // Interrupted again, or done.
        let (code, ..) = interrupted(place.path(), &["run", "--resume", &name], took.mul_f64(0.2));
        assert!(code == Some(130) || code == Some(0), "{code:?}");
        if code == Some(130) {
            let said = say(place.path(), &["run", "--resume", &name]);
            assert_eq!(said.code, Some(0), "{}", said.remarks);
            assert!(!said.out.contains("PARTIAL"), "{}", said.out);
        }
        assert_same(&place.path().join("whole"), &folder);
    }
    assert!(seen > 0, "no moment was in the middle of the run, which took {took:?}");
    assert!(listing(place.path()).iter().all(|name| !name.starts_with('.')), "{:?}", listing(place.path()));
}

#[test]
fn a_partial_folder_says_so_everywhere() {
    let (_place, folder) = any_partial(&[]);
    let manifest = Manifest::read(&folder).unwrap();
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("summary.json")).unwrap()).unwrap();
    let found = manifest.partial.unwrap();
    assert_eq!(summary["partial"], serde_json::to_value(&found).unwrap());
    let heat_map = fs::read_to_string(folder.join("charts/heat-map.svg")).unwrap();
    assert!(heat_map.contains("PARTIAL: "));
    if let Some(under_way) = &found.under_way {
        let chart = folder.join("charts").join(&under_way.scenario).join("cost-by-group.svg");
        assert!(fs::read_to_string(chart).unwrap().contains("PARTIAL: "));
        let last = summary["scenarios"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&last["id"], &last["trials"]),
            (&under_way.scenario.clone().into(), &under_way.trials.into())
        );
    }
    for complete in &found.complete {
        let chart = folder.join("charts").join(complete).join("cost-by-group.svg");
        assert!(!fs::read_to_string(chart).unwrap().contains("PARTIAL"));
    }
    let scenarios = summary["scenarios"].as_array().unwrap().len();
    assert_eq!(scenarios, found.complete.len() + usize::from(found.under_way.is_some()));
    assert!(folder.join("resume.json").exists());
}

#[test]
fn figures_alone_are_resumed_too() {
    let flags = ["--summary-only", "--trials", "400000"];
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let run = |name: &str| -> Vec<String> {
        let start = ["run", case.to_str().unwrap(), "--out", name];
        start.iter().chain(&flags).map(|argument| (*argument).to_owned()).collect()
    };
    let whole = run("whole");
    let started = std::time::Instant::now();
    assert_eq!(say(place.path(), &whole.iter().map(String::as_str).collect::<Vec<_>>()).code, Some(0));
    let took = started.elapsed();
    let part = run("part");
    let part: Vec<&str> = part.iter().map(String::as_str).collect();
    let (code, out, remarks) = interrupted(place.path(), &part, took.mul_f64(0.4));
    assert_eq!(code, Some(130), "{out}{remarks}");
    let said = say(place.path(), &["run", "--resume", "part"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    assert_same(&place.path().join("whole"), &place.path().join("part"));
}

/// Replicates go on where they were, and so do looks at the precision; the trials are those of the points.
#[test]
fn sobol_points_and_a_precision_are_resumed() {
    let (place, folder) = any_partial(&["--sampling", "sobol", "--precision", "0.001%"]);
    let refused = say(place.path(), &["run", "--resume", "results", "--sampling", "independent"]);
    assert_eq!(refused.code, Some(2));
    let expected = "--sampling is not what the interrupted run was started with (sobol)";
    assert!(refused.remarks.contains(expected), "{}", refused.remarks);
    let said = say(place.path(), &["run", "--resume", "results", "--sampling", "sobol"]);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    let case = minimal_case();
    let whole = ["run", case.to_str().unwrap(), "--out", "whole", "--trials", LONG];
    let whole = [&whole[..], &["--sampling", "sobol", "--precision", "0.001%"]].concat();
    assert_eq!(say(place.path(), &whole).code, Some(0));
    assert_same(&place.path().join("whole"), &folder);
    assert_eq!(say(place.path(), &["verify", "results"]).code, Some(0));
}

#[test]
fn a_second_ctrl_c_stops_at_once_and_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let case = minimal_case();
    let arguments =
        ["run", case.to_str().unwrap(), "--out", "results", "--trials", "5000000", "--summary-only"];
    let child = start(place.path(), &arguments);
    std::thread::sleep(Duration::from_millis(300));
    interrupt(&child);
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    // Both signals may arrive as one; then the run ended by itself.
    assert_eq!(output.status.code(), Some(130));
    let left = listing(place.path());
    assert!(left.is_empty() || left == ["results"], "{left:?}");
}

#[test]
fn what_cannot_be_resumed_is_refused_with_the_reason() {
    let (place, folder) = any_partial(&["--seed", "5"]);
    let refused = |arguments: &[&str], text: &str| {
        let said = say(place.path(), &[&["run", "--resume", "results"], arguments].concat());
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(said.remarks.contains(text), "{text}\n{}", said.remarks);
    };
    refused(&["--trials", "500"], "--trials is not what the interrupted run was started with (60000)");
    refused(&["--seed", "6"], "--seed is not what the interrupted run was started with (5)");
    refused(&["--scenario", "cut"], "--scenario is not what");
    refused(&["--summary-only"], "--summary-only is not what");
    refused(&["--precision", "1%"], "--precision is not what");
    refused(&["sales-only"], "is no longer what the interrupted run was started with");
    refused(&["--out", "other"], "cannot be used with");
    let said = say(place.path(), &["run", "--resume", "nowhere"]);
    assert_eq!(said.code, Some(2));
    assert!(said.remarks.contains("nowhere is no result folder"), "{}", said.remarks);

    let manifest = folder.join("manifest.json");
    let before = fs::read_to_string(&manifest).unwrap();
    let version = format!("\"splitstack\": \"{}\"", env!("CARGO_PKG_VERSION"));
    fs::write(&manifest, before.replacen(&version, "\"splitstack\": \"0.0.9\"", 1)).unwrap();
    refused(&[], "is of splitstack 0.0.9");
    fs::write(&manifest, before).unwrap();
    let case = folder.join("inputs/case.toml");
    let text = fs::read_to_string(&case).unwrap();
    fs::write(&case, text.replacen("\"10%\"", "\"11%\"", 1)).unwrap();
    refused(&[], "inputs/case.toml: changed since the run");
    fs::write(&case, text).unwrap();
    let table = folder.join("trials.parquet");
    let bytes = fs::read(&table).unwrap();
    fs::write(&table, &bytes[..bytes.len() / 2]).unwrap();
    refused(&[], "trials.parquet");
    fs::write(&table, bytes).unwrap();
    // The case and flags of the run may be named again.
    let minimal = minimal_case();
    let again = ["run", minimal.to_str().unwrap(), "--resume", "results", "--seed", "5", "--trials", LONG];
    let said = say(place.path(), &again);
    assert_eq!(said.code, Some(0), "{}", said.remarks);
    refused(&[], "results is complete");
}
