//! Where the files of a case come from, and how they are read.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::diagnostic::{Diagnostic, Lines, Place, Severity};
use super::shipped;

/// Larger input files are refused before they are read: cases are written by people.
pub const MAXIMUM_FILE_BYTES: u64 = 5_000_000;

/// A case: shipped with the program, or a folder on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseSource {
    /// A shipped case, by its identifier.
    Embedded(String),
    /// A folder that holds `case.toml`.
    Folder(PathBuf),
    /// Files that stand in no folder together: what comes of taking some from one version of a case, others from another.
    Files(Vec<InputFile>),
}

impl CaseSource {
    /// A shipped case; see [`shipped_cases`](super::shipped_cases).
    pub fn embedded(id: impl Into<String>) -> CaseSource {
        CaseSource::Embedded(id.into())
    }

    /// A folder that holds `case.toml`.
    pub fn folder(path: impl Into<PathBuf>) -> CaseSource {
        CaseSource::Folder(path.into())
    }
}

/// A file that went into a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Path inside the case's folder, with `/`, e.g. "scenarios/network-cut.toml". Writing every file of a case to
    /// its path gives a folder that reads as the same case without the shipped files.
    pub path: String,
    /// Its content.
    pub text: String,
    /// It is one of those inside the program.
    pub shipped: bool,
    /// Path to show: as one can open it from where the program runs; for shipped files the path in the repository.
    pub display: String,
}

/// What came of looking for a file.
pub(super) enum Found {
    File(InputFile),
    Absent,
    Refused(Diagnostic),
}

impl CaseSource {
    /// Path to show for a file of the case's own.
    pub(super) fn display(&self, path: &str) -> String {
        match self {
            CaseSource::Embedded(id) => format!("models/{id}/{path}"),
            CaseSource::Folder(folder) => folder.join(path).display().to_string(),
            CaseSource::Files(_) => path.to_owned(),
        }
    }

    /// Why the case as a whole cannot be read, if it cannot.
    pub(super) fn refusal(&self) -> Option<Diagnostic> {
        let shipped = shipped::shipped_cases();
        let list = super::near::quoted(&shipped);
        match self {
            CaseSource::Files(_) => None,
            CaseSource::Embedded(id) => (!shipped.contains(id)).then(|| {
                let hint = super::near::hint_for(id, shipped.iter().map(String::as_str));
                refused(id.clone(), id, format!("there is no shipped case `{id}`"), hint)
            }),
            CaseSource::Folder(folder) => {
                let display = folder.display().to_string();
                let (rule, hint) = match fs::metadata(folder) {
                    Ok(metadata) if metadata.is_dir() => return None,
                    Ok(_) => (
                        format!("`{display}` is a file, not the folder of a case"),
                        "name the folder that holds `case.toml`".to_owned(),
                    ),
                    Err(error) if error.kind() == ErrorKind::NotFound => (
                        format!("there is no folder `{display}`"),
                        super::near::nearest(&display, shipped.iter().map(String::as_str)).map_or_else(
                            || format!("shipped cases: {list}; `splitstack new` copies one into a folder of yours"),
                            |id| format!("did you mean `{id}`?"),
                        ),
                    ),
                    Err(error) => (
                        format!("folder `{display}` cannot be read: {}", error.kind()),
                        "check its access rights".to_owned(),
                    ),
                };
                Some(refused(display.clone(), &display, rule, Some(hint)))
            }
        }
    }

    /// A file of the case's own.
    pub(super) fn own_file(&self, path: &str) -> Found {
        match self {
            CaseSource::Embedded(id) => from_shipped(shipped::case_file(id, path), path),
            CaseSource::Folder(folder) => from_disk(&folder.join(path), path),
            CaseSource::Files(files) => {
                let found = files.iter().find(|file| file.path == path);
                found.map_or(Found::Absent, |file| Found::File(file.clone()))
            }
        }
    }

    /// A catalogue: the case's own, else the shipped one.
    pub(super) fn catalogue_file(&self, path: &str) -> Found {
        match self.own_file(path) {
            Found::Absent => from_shipped(shipped::catalogue_file(path), path),
            found @ (Found::File(_) | Found::Refused(_)) => found,
        }
    }

    /// What lies directly in the case's folder and does not belong to a case, in alphabetical order: TOML files of
    /// other names, and folders that hold TOML files or are nearly named as those of a case.
    pub(super) fn strangers(&self) -> Vec<Stranger> {
        match self {
            // What is shipped was checked before it was shipped.
            CaseSource::Embedded(_) | CaseSource::Files(_) => Vec::new(),
            // A folder that cannot be listed is reported where its files are read.
            CaseSource::Folder(folder) => strangers(folder).unwrap_or_default(),
        }
    }

    /// Names of the TOML files in a folder of the case, in alphabetical order; none when there is no such folder.
    pub(super) fn own_folder(&self, name: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        match self {
            CaseSource::Embedded(id) => Ok(shipped::case_folder(id, name)),
            CaseSource::Files(files) => {
                let inside = files.iter().filter_map(|file| file.path.strip_prefix(name)?.strip_prefix('/'));
                let mut names: Vec<String> =
                    inside.filter(|file| file.ends_with(".toml")).map(str::to_owned).collect();
                names.sort();
                Ok(names)
            }
            CaseSource::Folder(folder) => {
                let path = folder.join(name);
                list(&path).or_else(|error| match error.kind() {
                    ErrorKind::NotFound => Ok(Vec::new()),
                    kind => {
                        let rule = format!("folder `{name}` cannot be read: {kind}");
                        Err(Box::new(refused(path.display().to_string(), name, rule, None)))
                    }
                })
            }
        }
    }
}

/// A shipped scenario.
pub(super) fn shipped_scenario(id: &str) -> Found {
    from_shipped(shipped::scenario_file(id), &format!("scenarios/{id}.toml"))
}

/// A shipped regulation pack.
pub(super) fn shipped_pack(id: &str) -> Found {
    from_shipped(shipped::pack_file(id), &format!("regulation/{id}.toml"))
}

/// A shipped file of no case, by its path in `models/`.
pub(super) fn shipped_model(path: &str) -> Found {
    from_shipped(shipped::model(path), path)
}

fn from_shipped(file: Option<shipped::ShippedFile>, path: &str) -> Found {
    match file {
        Some((display, bytes)) => decoded(bytes.into_owned(), path, display, true),
        None => Found::Absent,
    }
}

fn from_disk(location: &Path, path: &str) -> Found {
    let display = location.display().to_string();
    match bytes_of(location) {
        Ok(bytes) => decoded(bytes, path, display, false),
        Err(Unreadable::Absent) => Found::Absent,
        Err(Unreadable::Refused { rule, hint }) => Found::Refused(refused(display, path, rule, hint)),
    }
}

enum Unreadable {
    Absent,
    Refused { rule: String, hint: Option<String> },
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Unreadable {
        match error.kind() {
            ErrorKind::NotFound => Unreadable::Absent,
            kind => Unreadable::Refused {
                rule: format!("the file cannot be read: {kind}"),
                hint: Some("check its access rights".to_owned()),
            },
        }
    }
}

/// Looks at kind and size before it opens the file, so that a pipe does not hang and a huge file is not loaded.
fn bytes_of(location: &Path) -> Result<Vec<u8>, Unreadable> {
    let metadata = fs::metadata(location)?;
    if metadata.is_dir() {
        let rule = "this is a folder, where a file is expected".to_owned();
        return Err(Unreadable::Refused { rule, hint: None });
    }
    if !metadata.is_file() {
        let rule = "this is not a regular file".to_owned();
        return Err(Unreadable::Refused { rule, hint: None });
    }
    if metadata.len() > MAXIMUM_FILE_BYTES {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::new();
    File::open(location)?.take(MAXIMUM_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    if length > MAXIMUM_FILE_BYTES { Err(too_large(length)) } else { Ok(bytes) }
}

fn too_large(bytes: u64) -> Unreadable {
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    Unreadable::Refused {
        rule: format!(
            "the file has {:.1} MB; input files may have {:.0} MB",
            megabytes(bytes),
            megabytes(MAXIMUM_FILE_BYTES)
        ),
        hint: Some("is this the right file? Long data series belong in a CSV with fewer rows".to_owned()),
    }
}

fn decoded(bytes: Vec<u8>, path: &str, display: String, shipped: bool) -> Found {
    match String::from_utf8(bytes) {
        Ok(text) => Found::File(InputFile { path: path.to_owned(), text, shipped, display }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            // The byte order mark of UTF-16, of either order.
            if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
                let rule = "this looks like UTF-16; input files are UTF-8".to_owned();
                return Found::Refused(refused(display, path, rule, Some("save it as UTF-8".to_owned())));
            }
            let before = String::from_utf8_lossy(&bytes[..good]);
            let bad = bytes.get(good).copied().unwrap_or_default();
            let mut diagnostic = refused(
                display,
                &format!("byte 0x{bad:02X}"),
                format!("the file is not UTF-8: byte 0x{bad:02X} at offset {good}"),
                Some("save it as UTF-8 (in Excel and Notepad: \"UTF-8\" under \"Save as\")".to_owned()),
            );
            diagnostic.place.position = Some(Lines::of(&before).position(&before, before.len()));
            Found::Refused(diagnostic)
        }
    }
}

/// A finding about a file or folder as a whole.
pub(super) fn refused(display: String, value: &str, rule: String, hint: Option<String>) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        place: Place { file: display, position: None, span: None },
        value: value.to_owned(),
        rule,
        hint,
        secondary: None,
    }
}

/// Something in a case's folder that is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stranger {
    pub name: String,
    pub is_folder: bool,
}

/// Files that a case may have in its folder.
pub(super) const CASE_FILES: [&str; 9] = [
    "case.toml",
    "company.toml",
    "applications.toml",
    "placements.toml",
    "requirements.toml",
    "measures.toml",
    "duties.toml",
    "regimes.toml",
    "risks.toml",
];

/// Folders that a case may have in its folder.
pub(super) const CASE_FOLDERS: [&str; 3] = ["options", "scenarios", "regulation"];

fn strangers(folder: &Path) -> io::Result<Vec<Stranger>> {
    let mut strangers = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_folder = entry.path().is_dir();
        let lower = name.to_lowercase();
        let known = CASE_FILES.contains(&name.as_str())
            || CASE_FOLDERS.contains(&name.as_str())
            || name == "schema"
            || name.starts_with('.')
            || lower.starts_with("readme");
        let suspicious = if is_folder {
            super::near::nearest(&name, CASE_FOLDERS).is_some()
                || list(&entry.path()).is_ok_and(|files| !files.is_empty())
        } else {
            // Some editors add `.txt` and hide it.
            lower.ends_with(".toml") || lower.ends_with(".toml.txt")
        };
        if !known && suspicious {
            strangers.push(Stranger { name, is_folder });
        }
    }
    strangers.sort_unstable();
    Ok(strangers)
}

fn list(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}
