//! What the documents show is there and works.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

const DOCUMENTS: [&str; 18] = [
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
    "docs/own-risk.md",
    "docs/performance.md",
    "docs/plausibility.md",
    "docs/random-numbers.md",
    "docs/regulation.md",
];

/// Arguments of every `cargo run --release -- …` in a document's code blocks, in order.
fn commands(document: &str) -> Vec<Vec<String>> {
    read(document)
        .lines()
        .filter_map(|line| line.trim().strip_prefix("cargo run --release -- "))
        .map(|rest| rest.split('#').next().unwrap_or("").split_whitespace().map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_commands_of_the_readme_work_in_the_order_shown() {
    let folder = tempfile::tempdir().unwrap();
    let commands = commands("README.md");
    assert!(commands.len() >= 3, "{commands:?}");
    for mut arguments in commands {
        if arguments[0] == "run" {
            // Fewer trials and one scenario: the command is tried, not the machine.
            arguments.extend(["--trials", "20", "--scenario", "network-cut"].map(str::to_owned));
        }
        Command::cargo_bin("splitstack").unwrap().args(&arguments).current_dir(&folder).assert().success();
    }
    assert_eq!(std::fs::read_dir(folder.path().join("results")).unwrap().count(), 4);
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

/// A page's blocks of TOML, each with the file that its first line names.
fn snippets(document: &str) -> Vec<(String, String)> {
    let text = read(document);
    let blocks = text.split("```toml\n# ").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.filter_map(|block| block.split_once('\n')).map(|(path, text)| (path.into(), text.into())).collect()
}

fn entry<'v>(list: &'v serde_json::Value, id: &str) -> &'v serde_json::Value {
    list.as_array().unwrap().iter().find(|entry| entry["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

/// The page is followed as a reader would: commands, snippets appended to their files, the scenario named.
fn follow_own_risk(folder: &Path, trials: &str) -> serde_json::Value {
    let commands = commands("docs/own-risk.md");
    let program = |arguments: &[String]| {
        Command::cargo_bin("splitstack").unwrap().args(arguments).current_dir(folder).assert().success();
    };
    assert_eq!(
        commands.iter().map(|command| command[0].as_str()).collect::<Vec<_>>(),
        ["new", "check", "run"]
    );
    program(&commands[0]);
    let snippets = snippets("docs/own-risk.md");
    assert_eq!(snippets.len(), 4, "{snippets:?}");
    for (path, text) in snippets {
        let path = folder.join(path);
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        std::fs::write(path, format!("{before}\n{text}")).unwrap();
    }
    assert!(read("docs/own-risk.md").contains("add `\"flooded-plant\",` to `scenarios`"));
    let case = folder.join("my-case/case.toml");
    let text = std::fs::read_to_string(&case).unwrap();
    std::fs::write(&case, text.replace("\nscenarios = [", "\nscenarios = [\n    \"flooded-plant\","))
        .unwrap();
    program(&commands[1]);
    let run = [commands[2].clone(), ["--trials".to_owned(), trials.to_owned()].to_vec()].concat();
    program(&run);
    let out = run.iter().position(|argument| argument == "--out").map(|index| &run[index + 1]).unwrap();
    let summary = std::fs::read_to_string(folder.join(out).join("summary.json")).unwrap();
    serde_json::from_str(&summary).unwrap()
}

#[test]
fn the_risk_of_ones_own_works_as_shown() {
    let folder = tempfile::tempdir().unwrap();
    let summary = follow_own_risk(folder.path(), "400");
    let floods = |scenario: &str, option: &str| {
        let option = entry(&entry(&summary["scenarios"], scenario)["options"], option);
        entry(&option["events"], "plant-flood")["mean"].as_f64().unwrap()
    };
    let options = entry(&summary["scenarios"], "flooded-plant")["options"].as_array().unwrap();
    assert_eq!(options.len(), 6);
    for option in options {
        let id = option["id"].as_str().unwrap();
        assert!(floods("flooded-plant", id) >= 1.0, "{id}: the scheduled flood comes to all");
        // 5th percentile of the severity, less discounting: nobody gets away with less than 0.25M EUR in one trial of twenty.
        let incidents = entry(&option["components"], "incidents")["p05"]["estimate"].as_f64().unwrap();
        assert!(incidents > 0.25e6, "{id}: {incidents}");
        assert!(floods("current-direction", id) < 1.0, "{id}: by chance it is rare");
    }
    let (walled, open) =
        (floods("current-direction", "hybrid"), floods("current-direction", "global-integration"));
    assert!(0.0 < walled && walled < open, "the wall keeps floods out: {walled} against {open}");
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
