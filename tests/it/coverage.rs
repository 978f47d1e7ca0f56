//! The page on coverage: no number is missing, and what it names exists. And the example of the page on regulation is valid.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use splitstack::input::Style;
use toml::{Table, Value};

use crate::input::{minimal, read as read_case, write};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A line of the tables.
struct Row {
    number: u32,
    status: String,
    words: String,
}

fn rows(page: &str) -> Vec<Row> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let number = cells[0].parse().ok()?;
        assert_eq!(cells.len(), 4, "{line}");
        assert!(!cells[1].is_empty() && !cells[3].is_empty(), "{line}");
        Some(Row { number, status: cells[2].to_owned(), words: cells[3].to_owned() })
    };
    page.lines().filter(|line| line.starts_with('|')).filter_map(row).collect()
}

/// What is named in a text, as `kind:name`.
fn names(text: &str) -> Vec<(&str, &str)> {
    text.split('`').skip(1).step_by(2).filter_map(|quoted| quoted.split_once(':')).collect()
}

fn table(path: &Path) -> Table {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The shipped packs, as they are written.
fn packs() -> BTreeMap<String, Table> {
    let folder = std::fs::read_dir(root().join("models/regulation")).unwrap();
    let pack = |path: PathBuf| (path.file_stem().unwrap().to_string_lossy().into_owned(), table(&path));
    folder.map(|entry| pack(entry.unwrap().path())).collect()
}

/// Whether a list of tables below some keys has an entry with this value of a key.
fn lists(table: &Table, place: &[&str], key: &str, name: &str) -> bool {
    let (last, above) = place.split_last().unwrap();
    let inner = above.iter().try_fold(table, |table, key| table.get(*key)?.as_table());
    let entries = inner.and_then(|table| table.get(*last)?.as_array());
    let is_it = |value: &Value| match value {
        Value::String(text) => text == name,
        Value::Integer(number) => number.to_string() == name,
        _ => false,
    };
    entries.is_some_and(|entries| {
        entries.iter().any(|entry| entry.as_table().and_then(|entry| entry.get(key)).is_some_and(is_it))
    })
}

/// Whether some pack, or the one after `@`, states an entry itself.
fn some_pack_lists(packs: &BTreeMap<String, Table>, places: &[&[&str]], key: &str, name: &str) -> bool {
    let (name, of) = name.split_once('@').map_or((name, None), |(name, pack)| (name, Some(pack)));
    let asked = packs.iter().filter(|(id, _)| of.is_none_or(|of| *id == of));
    asked.into_iter().any(|(_, pack)| places.iter().any(|place| lists(pack, place, key, name)))
}

fn is_test(name: &str) -> bool {
    let Some((module, function)) = name.rsplit_once("::") else { return false };
    let path = module.replace("::", "/");
    let is_there = |text: String| text.contains("#[test]") && text.contains(&format!("fn {function}("));
    [format!("tests/it/{path}.rs"), format!("src/{path}.rs")]
        .iter()
        .any(|path| std::fs::read_to_string(root().join(path)).is_ok_and(is_there))
}

fn is_field(name: &str) -> bool {
    let Some((schema, key)) = name.split_once('.') else { return false };
    let schema = std::fs::read_to_string(root().join(format!("schema/{schema}.schema.json")));
    schema.is_ok_and(|text| text.contains(&format!("\"{key}\": ")))
}

/// An option of a shipped case, as `case/option`.
fn option_file(name: &str) -> Option<PathBuf> {
    let (case, option) = name.split_once('/')?;
    let path = root().join("models").join(case).join("options").join(format!("{option}.toml"));
    path.is_file().then_some(path)
}

fn is_option(name: &str) -> bool {
    option_file(name).is_some()
}

/// An entry of an option's playbook, as `case/option/entry`.
fn is_playbook_entry(name: &str) -> bool {
    let Some((option, entry)) = name.rsplit_once('/') else { return false };
    option_file(option).is_some_and(|path| lists(&table(&path), &["playbook"], "id", entry))
}

fn exists(packs: &BTreeMap<String, Table>, kind: &str, name: &str) -> bool {
    let stated = |places: &[&[&str]]| some_pack_lists(packs, places, "id", name);
    let in_catalogue = |file: &str, key: &str| {
        lists(&table(&root().join(format!("models/catalogue/{file}.toml"))), &[key], "id", name)
    };
    match kind {
        "pack" => packs.contains_key(name),
        "duty" => stated(&[&["duty"]]),
        "ladder" => stated(&[&["ladder"]]),
        "rule" => stated(&[&["transfer", "rule"]]),
        "ground" => stated(&[&["transfer", "ground"]]),
        "factor" => stated(&[&["data", "factor"], &["ciio", "factor"]]),
        "sector" => stated(&[&["ciio", "sector"]]),
        "product" => stated(&[&["product"]]),
        "level" => some_pack_lists(packs, &[&["protection", "level"]], "level", name),
        "risk" => in_catalogue("risks", "risk"),
        "requirement" => in_catalogue("requirements", "requirement"),
        "measure" => in_catalogue("measures", "measure"),
        "regime" => in_catalogue("regimes", "regime"),
        "placement" => in_catalogue("placements", "placement"),
        "isolation" => in_catalogue("placements", "isolation"),
        "option" => is_option(name),
        "playbook" => is_playbook_entry(name),
        "backtest" => root().join("tests/data/backtests").join(name).join("case.toml").is_file(),
        "scenario" => root().join(format!("scenarios/{name}.toml")).exists(),
        "field" => is_field(name),
        "file" => root().join(name).is_file(),
        "test" => is_test(name),
        _ => false,
    }
}

#[test]
fn every_number_is_there_once_and_counted() {
    let page = read("docs/coverage.md");
    let rows = rows(&page);
    let mut numbers: Vec<u32> = rows.iter().map(|row| row.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=189).collect::<Vec<u32>>());
    let [yes, partly, no] = ["yes", "partly", "no"].map(|status| {
        let with_it: Vec<&Row> = rows.iter().filter(|row| row.status == status).collect();
        with_it.len()
    });
    assert_eq!(yes + partly + no, rows.len(), "a status is neither yes nor partly nor no");
    let count = format!("Of {} points {yes} yes, {partly} partly, {no} no.", rows.len());
    assert!(page.contains(&count), "the page does not say: {count}");
}

#[test]
fn whatever_is_named_exists() {
    let page = read("docs/coverage.md");
    let packs = packs();
    for row in rows(&page) {
        let names = names(&row.words);
        assert!(row.status != "yes" || !names.is_empty(), "{} names nothing", row.number);
        for (kind, name) in names {
            assert!(exists(&packs, kind, name), "{}: there is no {kind} `{name}`", row.number);
        }
    }
}

#[test]
fn what_does_not_exist_is_not_found() {
    let packs = packs();
    for (kind, name) in [
        ("duty", "mlps-level-9"),
        ("duty", "pipl-66"),
        // In force there, but not stated there.
        ("ladder", "pipl-66@cn-2024"),
        ("rule", "employee-data"),
        ("level", "6"),
        ("risk", "mlps-level-2"),
        ("test", "engine::obligations::nothing_of_the_kind"),
        ("test", "nowhere::packs_are_compared"),
        ("field", "applications.nothing"),
        ("file", "src/rules"),
        ("law", "cn-2024"),
        ("regime", "current"),
        ("isolation", "domestic-cloud"),
        ("option", "reference-manufacturer/mixed"),
        ("playbook", "reference-manufacturer/hybrid/nothing-of-the-kind"),
        ("playbook", "hybrid"),
        ("backtest", "supplier-ban-2024"),
    ] {
        assert!(!exists(&packs, kind, name), "{kind} `{name}`");
    }
}

/// The block of TOML in the page on regulation is a pack, in a case's own folder.
#[test]
fn the_example_of_an_own_pack_is_valid() {
    let page = read("docs/regulation.md");
    let blocks: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 1);
    let folder = minimal();
    write(folder.path(), "regulation/cn-2028.toml", blocks[0]);
    let loaded = read_case(folder.path()).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)));
    let packs = &loaded.case.regulation.packs;
    let duties = |id: &str| {
        let pack = packs.iter().find(|pack| pack.id.as_str() == id).unwrap();
        pack.duties.len()
    };
    assert_eq!(duties("cn-2028"), duties("cn-2026") + 1);
    assert_eq!(loaded.warnings, []);
}
