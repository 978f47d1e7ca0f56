//! The rooms import only rooms above them, files stay short, and only the command line prints.

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up. Each may use itself and those before it.
const ROOMS: [&str; 15] = [
    "math",
    "units",
    "language",
    "quantity",
    "domain",
    "rules",
    "input",
    "plan",
    "engine",
    "results",
    "statistics",
    "decision",
    "charts",
    "report",
    "cli",
];

const LONGEST_FILE: usize = 600;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file below a folder, in order.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let files = |entry: PathBuf| if entry.is_dir() { rust_files(&entry) } else { vec![entry] };
    let rust = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    entries.into_iter().flat_map(files).filter(rust).collect()
}

/// The room of a file: the first part of its path below `src`, without `.rs`.
fn room(file: &Path) -> String {
    let below = file.strip_prefix(source()).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The text without comment lines.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<&str>>().join("\n")
}

/// The rooms that a text imports through `crate::room` or `crate::{room, …}`.
fn imported(text: &str) -> Vec<String> {
    let word =
        |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let mut rooms = Vec::new();
    for rest in code(text).split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => rooms.extend(first_words(list)),
            None => rooms.push(word(rest)),
        }
    }
    rooms
}

/// The first path segment of each entry of a list `a::b, c::{d, e}, f}`, up to its closing brace.
fn first_words(list: &str) -> Vec<String> {
    let (mut depth, mut words, mut current) = (1, Vec::new(), String::new());
    for character in list.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => words.push(std::mem::take(&mut current)),
            other if depth == 1 => current.push(other),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    words.push(current);
    let first = |entry: String| entry.split("::").next().unwrap_or_default().trim().to_owned();
    words.into_iter().map(first).filter(|word| !word.is_empty()).collect()
}

/// What is wrong with the imports of a text in a room.
fn forbidden(room: &str, text: &str) -> Vec<String> {
    let height = |name: &str| ROOMS.iter().position(|entry| *entry == name);
    let own = height(room);
    imported(text).into_iter().filter(|target| height(target) > own || height(target).is_none()).collect()
}

#[test]
fn each_room_imports_only_rooms_above_it() {
    let mut wrong = Vec::new();
    for file in rust_files(&source()) {
        let room = room(&file);
        if room == "lib" || room == "main" {
            continue;
        }
        assert!(ROOMS.contains(&room.as_str()), "`{room}` has no place in the order of rooms");
        for target in forbidden(&room, &fs::read_to_string(&file).unwrap()) {
            wrong.push(format!("{} imports `{target}`", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_import_that_runs_back_is_found() {
    assert_eq!(forbidden("math", "use crate::units::Money;"), ["units"]);
    assert_eq!(
        forbidden("plan", "use crate::{math, engine::{World, random::Draw}, cli};"),
        ["engine", "cli"]
    );
    assert_eq!(forbidden("engine", "use crate::plan::Value;\n// use crate::cli;"), [""; 0]);
    assert_eq!(forbidden("quantity", "let x = crate::nowhere::y();"), ["nowhere"]);
}

#[test]
fn only_the_command_line_prints() {
    let prints = ["println!", "eprintln!", "print!", "eprint!", "dbg!"];
    for file in rust_files(&source()) {
        let room = room(&file);
        if room == "cli" || room == "main" {
            continue;
        }
        let text = code(&fs::read_to_string(&file).unwrap());
        for print in prints {
            let alone = |place: usize| !text[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let found = text.match_indices(print).any(|(place, _)| alone(place));
            assert!(!found, "{} uses `{print}`", file.display());
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for file in rust_files(&source()) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= LONGEST_FILE, "{} has {lines} lines", file.display());
    }
}

/// So that every block kernel can be forced onto each instruction set.
#[test]
fn instruction_sets_are_chosen_in_one_place() {
    for file in rust_files(&source()).into_iter().filter(|file| !file.ends_with("math/lanes.rs")) {
        let text = code(&fs::read_to_string(&file).unwrap());
        for other in ["multiversion", "target_feature", "is_x86_feature_detected"] {
            assert!(!text.contains(other), "{} uses `{other}`: see math/lanes.rs", file.display());
        }
    }
}
