//! Cases that are refused, each with the whole message it must get, and cases that are read.
//!
//! `tests/data/invalid/<name>/` holds the files in which a broken case differs from `tests/data/minimal/`;
//! `<name>.expected` beside it is what the program says. `SPLITSTACK_REGENERATE=1` writes these files anew:
//! read the difference before committing it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use splitstack::domain::RegimePath;
use splitstack::input::schema::schemas;
use splitstack::input::{
    CaseSource, InputError, LoadedCase, Style, count_assumptions, read_case, render, shipped_cases, to_json,
};
use tempfile::TempDir;

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path)
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A copy of the minimal case that a test may spoil.
pub fn minimal() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&data("minimal"), folder.path());
    folder
}

/// The minimal case with every further mechanism, a playbook and weights.
pub fn every_kind() -> TempDir {
    let folder = minimal();
    copy_folder(&data("every-kind"), folder.path());
    folder
}

pub fn read(folder: &Path) -> Result<LoadedCase, InputError> {
    read_case(&CaseSource::folder(folder))
}

/// What is said about the case, with paths as seen from its folder.
pub fn message(folder: &Path) -> String {
    let text = match read(folder) {
        Ok(loaded) => format!("accepted\n{}", render(&loaded.warnings, &loaded.files, Style::Plain)),
        Err(error) => error.render(Style::Plain),
    };
    text.replace(&format!("{}/", folder.display()), "").replace(&folder.display().to_string(), "<folder>")
}

#[test]
fn broken_cases_get_exactly_their_message() {
    let mut names: Vec<String> = fs::read_dir(data("invalid"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    assert!(names.len() >= 15, "the broken cases are gone: {names:?}");
    let regenerate = std::env::var_os("SPLITSTACK_REGENERATE").is_some();
    let mut wrong = Vec::new();
    for name in names {
        let folder = minimal();
        copy_folder(&data(&format!("invalid/{name}")), folder.path());
        let found = message(folder.path());
        let expected = data(&format!("invalid/{name}.expected"));
        if regenerate {
            fs::write(&expected, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        if found != expected {
            wrong.push(format!("== {name}\n-- expected\n{expected}\n-- found\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_minimal_case_is_read_without_a_warning() {
    let loaded = read(&data("minimal")).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
    assert_eq!(loaded.warnings, []);
    let case = &loaded.case;
    let ids = |ids: Vec<&str>| ids.join(" ");
    assert_eq!(ids(case.options.iter().map(|option| option.id.as_str()).collect()), "stay local");
    assert_eq!(ids(case.scenarios.iter().map(|scenario| scenario.id.as_str()).collect()), "baseline cut");
    assert_eq!(case.risks.len(), 5);
    assert_eq!(case.settings.start, (2027, 1));
    assert_eq!(case.settings.discount_rate, 0.1);
    let local = &case.options[1];
    let erp = &local.targets[0];
    assert_eq!((erp.placement.as_str(), erp.start, erp.wave.as_deref()), ("local", 3.0, Some("ERP")));
    // `current` leaves an application where it is.
    assert_eq!(local.targets[1].placement, case.applications[1].current);
    // 10M CNY at 0.125 EUR are 1.25M EUR.
    let cap = case.ladders[0].steps[1].cap.as_ref().unwrap();
    assert_eq!(cap.mean(), 1_250_000.0);
}

#[test]
fn figures_have_stable_names_and_their_place() {
    let loaded = read(&data("minimal")).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
    let mut names: Vec<&str> = loaded.figures.iter().map(|figure| figure.name.as_str()).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "two figures share a name");
    for name in [
        "company.revenue_china",
        "company.delivery.cost_overrun",
        "value_stream.export.revenue.abroad",
        "application.erp.at.local.run_cost",
        "application.erp.dependency.export",
        "placement.local.run_cost_factor",
        "requirement.local-hosting.satisfied.2.share",
        "strictness.standard.gap",
        "ladder.data-law.fine.amount",
        "regime.calm.moves_to.tense",
        "risk.network-cut.rate.calm",
        "risk.local-failure.rate.always",
        "risk.local-demand.curve.state.midpoint",
        "scenario.cut.risk.inspection.factor",
        "scenario.cut.scheduled.1.duration",
    ] {
        assert!(names.contains(&name), "no figure `{name}`");
    }
    let find = |name: &str| loaded.figures.iter().find(|figure| figure.name == name).unwrap();
    let overrun = find("company.delivery.cost_overrun");
    assert_eq!(overrun.note.as_deref(), Some("assumption: test data"));
    assert_eq!(overrun.line, 12);
    assert!(overrun.file.ends_with("company.toml"));
    assert!(overrun.once_per_trial && !overrun.certain);
    assert!(!find("risk.network-cut.duration").once_per_trial);
}

#[test]
fn a_copy_of_all_files_reads_as_the_same_case() {
    let mut sources: Vec<CaseSource> = shipped_cases().into_iter().map(CaseSource::embedded).collect();
    sources.push(CaseSource::folder(data("minimal")));
    for source in sources {
        let loaded = read_case(&source).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
        let folder = tempfile::tempdir().unwrap();
        for file in &loaded.files {
            let path = folder.path().join(&file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &file.text).unwrap();
        }
        let copy = read(folder.path()).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
        assert_eq!(format!("{:?}", copy.case), format!("{:?}", loaded.case), "{source:?}");
        let contents = |loaded: &LoadedCase| -> Vec<(String, String)> {
            let files = loaded.files.iter().map(|file| (file.path.clone(), file.text.clone()));
            // A case's own scenarios are read before shipped ones, and in the copy all are its own.
            BTreeSet::from_iter(files).into_iter().collect()
        };
        assert_eq!(contents(&copy), contents(&loaded), "{source:?}");
        assert!(copy.files.iter().all(|file| !file.shipped), "{source:?}");
    }
}

#[test]
fn a_huge_file_is_refused_by_its_size() {
    let folder = minimal();
    // Sparse: it takes no space, and reading it would give 200 MB of zeros.
    File::create(folder.path().join("risks.toml")).unwrap().set_len(200_000_000).unwrap();
    let expected = "error: the file has 200.0 MB; input files may have 5 MB\n--> risks.toml\n = help: is \
                    this the right file? Long data series belong in a CSV with fewer rows\n\n1 error in 1 file\n";
    assert_eq!(message(folder.path()), expected);
}

#[test]
fn a_file_that_is_not_utf8_is_refused_with_the_place_of_the_first_bad_byte() {
    let folder = minimal();
    // `ä` in the encoding of old Windows programs.
    fs::write(folder.path().join("company.toml"), b"[company]\nname = \"M\xE4ller\"\n").unwrap();
    let message = message(folder.path());
    assert!(message.starts_with("error: the file is not UTF-8: byte 0xE4 at offset 19\n"), "{message}");
    assert!(message.contains("--> company.toml:2:10\n"), "{message}");
    assert!(message.ends_with("1 error in 1 file\n"), "{message}");
}

#[test]
fn a_file_in_utf16_is_named_as_such() {
    let folder = minimal();
    // Byte order mark and `[` as some editors save "Unicode".
    fs::write(folder.path().join("company.toml"), b"\xFF\xFE[\0").unwrap();
    let message = message(folder.path());
    assert!(message.starts_with("error: this looks like UTF-16; input files are UTF-8\n"), "{message}");
    assert!(message.contains("save it as UTF-8"), "{message}");
}

#[test]
fn missing_folders_and_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nowhere");
    let text = message(&missing);
    assert!(text.starts_with("error: there is no folder `<folder>`\n"), "{text}");
    let file = folder.path().join("case.toml");
    fs::write(&file, "").unwrap();
    let text = message(&file);
    assert!(text.starts_with("error: `<folder>` is a file, not the folder of a case\n"), "{text}");
    let error = read_case(&CaseSource::folder("reference-manufacturr")).unwrap_err();
    let hint = error.diagnostics[0].hint.as_deref();
    assert_eq!(hint, Some("did you mean `reference-manufacturer`?"));
    let text = read_case(&CaseSource::embedded("nonsense")).unwrap_err().to_string();
    assert_eq!(text, "1 error in 1 file");
}

#[test]
fn a_folder_in_place_of_a_file_and_a_missing_file_are_refused() {
    let folder = minimal();
    fs::remove_file(folder.path().join("company.toml")).unwrap();
    fs::create_dir(folder.path().join("company.toml")).unwrap();
    fs::remove_file(folder.path().join("applications.toml")).unwrap();
    let text = message(folder.path());
    assert!(text.contains("error: this is a folder, where a file is expected\n--> company.toml\n"), "{text}");
    assert!(text.contains("error: `applications.toml` is missing\n--> applications.toml\n"), "{text}");
    // Nothing is said about what follows from the two.
    assert!(text.ends_with("2 errors in 2 files\n"), "{text}");
}

#[test]
fn findings_as_json_carry_place_value_rule_and_hint() {
    let folder = minimal();
    copy_folder(&data("invalid/unknown-key"), folder.path());
    let error = read(folder.path()).unwrap_err();
    let json = to_json(&error.diagnostics);
    let first = &json[0];
    assert_eq!(first["severity"], "error");
    assert!(first["file"].as_str().unwrap().ends_with("applications.toml"));
    assert_eq!(first["position"]["line"], 4);
    assert_eq!(first["position"]["column"], 1);
    assert_eq!(first["value"], "usres");
    assert_eq!(first["hint"], "did you mean `users`?");
}

#[test]
fn arbitrary_damage_never_panics() {
    // Every file of the minimal case, cut at every 7th byte, and with every line removed or doubled.
    for name in ["case.toml", "applications.toml", "risks.toml", "options/local.toml", "scenarios/cut.toml"] {
        let text = fs::read_to_string(data("minimal").join(name)).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let mut damaged: Vec<String> =
            (0..text.len()).step_by(7).filter_map(|end| text.get(..end).map(str::to_owned)).collect();
        for index in 0..lines.len() {
            let mut fewer = lines.clone();
            fewer.remove(index);
            damaged.push(fewer.join("\n"));
            let mut more = lines.clone();
            more.insert(index, lines[index]);
            damaged.push(more.join("\n"));
        }
        let folder = minimal();
        for text in damaged {
            fs::write(folder.path().join(name), &text).unwrap();
            let _ = message(folder.path());
        }
    }
}

#[test]
fn the_committed_schemas_are_those_of_the_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    let regenerate = std::env::var_os("SPLITSTACK_REGENERATE").is_some();
    let schemas = schemas();
    for (kind, schema) in &schemas {
        let path = folder.join(format!("{kind}.schema.json"));
        if regenerate {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, schema).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == *schema, "schema/{kind}.schema.json is not up to date");
        let json: serde_json::Value = serde_json::from_str(schema).unwrap();
        assert_eq!(json["additionalProperties"], false, "{kind}");
        assert!(json["description"].is_string(), "{kind}");
    }
    let files = fs::read_dir(&folder).unwrap().count();
    assert_eq!(files, schemas.len(), "schema/ holds files of no kind");
}

#[test]
fn shipped_cases_are_read() {
    assert!(shipped_cases().contains(&"reference-manufacturer".to_owned()));
    for id in shipped_cases() {
        let loaded = read_case(&CaseSource::embedded(&id));
        let loaded = loaded.unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
        assert_eq!(loaded.warnings, [], "{id}");
        let counts = count_assumptions(&loaded.figures);
        assert_eq!(counts.unfounded, 0, "{id}: every figure has a source or says why it is assumed");
        assert!(loaded.files.iter().all(|file| file.shipped), "{id}");
    }
}

/// Writes a file of a case that a test builds.
pub fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn scenarios_merge_from_left_to_right_and_each_base_counts_once() {
    let folder = minimal();
    let scenario = |name: &str, text: &str| {
        write(folder.path(), &format!("scenarios/{name}.toml"), &format!("name = \"{name}\"\n{text}"));
    };
    let risk = "[[risk]]\nid = \"inspection\"\n";
    scenario("base", &format!("{risk}factor = 2\nrate = \"1 per year\"\n"));
    let path = "[regime]\npath = [{ from = 0, regime = \"tense\" }]\n";
    scenario("left", &format!("extends = [\"base\"]\n{path}{risk}factor = 3\n"));
    let event = "[[scheduled]]\nrisk = \"network-cut\"\nat = \"6 months\"\n";
    scenario(
        "right",
        &format!(
            "extends = [\"base\"]\n[regime]\ninitial = \"tense\"\n{risk}factor = 5\nrate = \"4 per year\"\n{event}"
        ),
    );
    let later = event.replace("6 months", "12 months");
    scenario("cut", &format!("extends = [\"left\", \"right\"]\n{later}"));
    let loaded = read(folder.path()).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
    let cut = &loaded.case.scenarios[1];
    assert_eq!(cut.id.as_str(), "cut");
    let (risk, change) = &cut.changes[0];
    assert_eq!(risk.as_str(), "inspection");
    // base once, then left, then right: 2, 3, 5. The last rate is right's.
    let factors: Vec<f64> = change.factors.iter().map(|factor| factor.mean()).collect();
    assert_eq!(factors, [2.0, 3.0, 5.0]);
    assert_eq!(change.rate.as_ref().unwrap().mean(), 4.0);
    assert_eq!(change.rate.as_ref().unwrap().name, "scenario.right.risk.inspection.rate");
    assert_eq!(cut.scheduled.len(), 2);
    // Left forces a path; right, which comes later, lets chance decide from "tense".
    let RegimePath::Chance { initial, .. } = &cut.regime else { panic!("{:?}", cut.regime) };
    assert_eq!(initial.as_str(), "tense");
}

#[test]
fn a_sample_is_read_from_the_folder_of_the_case_and_from_nowhere_else() {
    let folder = minimal();
    let with_csv = |path: &str| {
        let text = fs::read_to_string(data("minimal/measures.toml")).unwrap();
        let sample = format!("{{ csv = \"{path}\", column = \"cost\", unit = \"k EUR\" }}");
        write(folder.path(), "measures.toml", &text.replace("\"200k EUR\"", &sample));
    };
    write(folder.path(), "data/costs.csv", "year,cost\n2024,100\n2025,300\n");
    with_csv("data/costs.csv");
    let loaded = read(folder.path()).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
    assert!(loaded.files.iter().any(|file| file.path == "data/costs.csv"));
    // Half-way between the two values.
    assert_eq!(loaded.case.measures[0].one_off.inverse_cdf(0.5), 200_000.0);
    for outside in ["../costs.csv", "/etc/passwd", "data/../../costs.csv", "data\\\\costs.csv"] {
        with_csv(outside);
        let text = message(folder.path());
        assert!(text.contains("must be a path inside the case's folder"), "{outside}: {text}");
    }
    with_csv("data/none.csv");
    let text = message(folder.path());
    assert!(text.contains("there is no file `data/none.csv`"), "{text}");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let folder = minimal();
    let text = fs::read_to_string(data("minimal/measures.toml")).unwrap();
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    write(folder.path(), "measures.toml", &windows);
    let loaded = read(folder.path()).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
    let figure = loaded.figures.iter().find(|figure| figure.name == "measure.standby.one_off").unwrap();
    assert_eq!(figure.line, 4);
    write(folder.path(), "measures.toml", &windows.replace("200k EUR", "200k USD"));
    let text = message(folder.path());
    assert!(text.contains("--> measures.toml:4:11\n"), "{text}");
}

#[test]
fn what_lies_beyond_the_horizon_is_left_out_of_the_case() {
    let folder = minimal();
    copy_folder(&data("invalid/beyond-horizon"), folder.path());
    let loaded = read(folder.path()).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
    let cut = &loaded.case.scenarios[1];
    assert!(cut.scheduled.is_empty(), "{:?}", cut.scheduled);
    let RegimePath::Forced(points) = &cut.regime else { panic!("not forced: {:?}", cut.regime) };
    let points: Vec<(f64, &str)> = points.iter().map(|point| (point.from, point.regime.as_str())).collect();
    assert_eq!(points, [(0.0, "calm")]);
    assert!(!loaded.figures.iter().any(|figure| figure.name.contains("scheduled")));
}

/// A shipped case as a folder, with one more scenario that is run.
fn shipped_with_story(story: &str) -> TempDir {
    let loaded = read_case(&CaseSource::embedded("sales-only")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for file in &loaded.files {
        let text = match file.path.as_str() {
            "case.toml" => file.text.replacen("scenarios = [", "scenarios = [\"own-story\", ", 1),
            _ => file.text.clone(),
        };
        write(folder.path(), &file.path, &text);
    }
    write(folder.path(), "scenarios/own-story.toml", story);
    folder
}

const COOPERATION_WITH_BAN: &str = "name = \"Own story\"
extends = [\"renewed-cooperation\"]

[[scheduled]]
risk = \"foreign-cloud-ban\"
at = \"12 months\"
";

#[test]
fn cooperation_with_a_scheduled_ban_is_refused_and_says_what_to_write() {
    let folder = shipped_with_story(COOPERATION_WITH_BAN);
    let found = message(folder.path());
    for part in [
        "scenario `own-story` schedules an event of risk `foreign-cloud-ban` at 12 months",
        "begins in the regime `renewed-cooperation`, which has none",
        "scenarios/own-story.toml:5:8",
        "scenarios/renewed-cooperation.toml",
        "[[allow]]",
        "1 error in 1 file",
    ] {
        assert!(found.contains(part), "`{part}` is missing in:\n{found}");
    }
    // With the reason it is read.
    let meant = format!(
        "{COOPERATION_WITH_BAN}\n[[allow]]\nrisk = \"foreign-cloud-ban\"\nwhy = \"a relapse that nobody expects\"\n"
    );
    let folder = shipped_with_story(&meant);
    assert!(message(folder.path()).starts_with("accepted"), "{}", message(folder.path()));
}

#[test]
fn a_case_with_every_kind_is_read_without_a_warning() {
    let folder = every_kind();
    let loaded = read(folder.path()).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
    assert_eq!(loaded.warnings, []);
    let case = &loaded.case;
    // 3 to 1.
    assert_eq!(case.weights, Some(vec![0.75, 0.25]));
    assert_eq!((case.risks.len(), case.options[0].playbook.len()), (11, 2));
    assert!(loaded.figures.iter().any(|figure| figure.name == "scenario_weights.cut" && figure.certain));
}
