//! What the documents show is there and works.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

const DOCUMENTS: [&str; 16] = [
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "docs/backtests.md",
    "docs/cases/README.md",
    "docs/cases/cloud-platform.md",
    "docs/cases/crypto-keys.md",
    "docs/cases/erp-data.md",
    "docs/cases/sales-only.md",
    "docs/coverage.md",
    "docs/each-risk.md",
    "docs/enforcement-fit.md",
    "docs/glossary.md",
    "docs/plausibility.md",
    "docs/random-numbers.md",
    "docs/regulation.md",
];

/// Arguments of every `cargo run --release -- …` in the README's code blocks, in order.
fn commands() -> Vec<Vec<String>> {
    read("README.md")
        .lines()
        .filter_map(|line| line.trim().strip_prefix("cargo run --release -- "))
        .map(|rest| rest.split('#').next().unwrap_or("").split_whitespace().map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_commands_of_the_readme_work_in_the_order_shown() {
    let folder = tempfile::tempdir().unwrap();
    let commands = commands();
    assert!(commands.len() >= 3, "{commands:?}");
    for mut arguments in commands {
        if arguments[0] == "run" {
            // Fewer trials and one scenario: the command is tried, not the machine.
            arguments.extend(["--trials", "20", "--scenario", "network-cut"].map(str::to_owned));
        }
        Command::cargo_bin("splitstack").unwrap().args(&arguments).current_dir(&folder).assert().success();
    }
    assert_eq!(std::fs::read_dir(folder.path().join("results")).unwrap().count(), 1);
}

#[test]
fn other_commands_that_the_readme_names_exist() {
    let folder = tempfile::tempdir().unwrap();
    let text = read("README.md");
    for (shown, arguments) in [
        ("check my-case --assumptions", vec!["check", "my-case", "--assumptions"]),
        ("schema --out schema", vec!["schema", "--out", "schema"]),
        ("splitstack verify DIR", vec!["verify", "--help"]),
    ] {
        assert!(text.contains(shown), "the README no longer shows `{shown}`");
        if arguments[0] == "check" {
            Command::cargo_bin("splitstack")
                .unwrap()
                .args(["new", "my-case"])
                .current_dir(&folder)
                .assert()
                .success();
        }
        Command::cargo_bin("splitstack").unwrap().args(arguments).current_dir(&folder).assert().success();
    }
}

/// Targets of Markdown links that lead into the repository.
fn links(text: &str) -> Vec<String> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.starts_with("http"))
        .map(|target| target.split('#').next().unwrap_or("").to_owned())
        .collect()
}

#[test]
fn links_lead_somewhere() {
    for document in DOCUMENTS {
        let base = root().join(document);
        for target in links(&read(document)) {
            let path = base.parent().unwrap_or(Path::new(".")).join(&target);
            assert!(path.exists(), "{document} links to {target}");
        }
    }
}

#[test]
fn paths_that_documents_name_exist() {
    let known = ["models/", "scenarios/", "docs/", "tests/", "assets/", "benches/", "examples/"];
    for document in DOCUMENTS {
        for quoted in read(document).split('`').skip(1).step_by(2) {
            let is_path =
                known.iter().any(|start| quoted.starts_with(start)) && !quoted.contains(['*', '<', ' ']);
            assert!(!is_path || root().join(quoted).exists(), "{document} names {quoted}");
        }
    }
}

#[test]
fn the_architecture_names_every_room() {
    let text = read("ARCHITECTURE.md");
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let room = name.trim_end_matches(".rs");
        if !["lib", "main"].contains(&room) {
            assert!(text.contains(&format!("| `{room}` |")), "{room} is missing");
        }
    }
}
