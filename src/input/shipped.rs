//! The cases, catalogues and scenarios that are shipped inside the program.

use std::borrow::Cow;

use rust_embed::Embed;

#[derive(Embed)]
#[folder = "models/"]
struct Models;

#[derive(Embed)]
#[folder = "scenarios/"]
struct Scenarios;

/// Folder of `models/` that holds the catalogues, not a case.
const CATALOGUE: &str = "catalogue";

/// Folder of `models/` that holds the regulation packs, not a case.
const REGULATION: &str = "regulation";

/// Identifiers of the shipped cases, in alphabetical order.
pub fn shipped_cases() -> Vec<String> {
    let mut cases: Vec<String> =
        Models::iter().filter_map(|path| path.strip_suffix("/case.toml").map(str::to_owned)).collect();
    cases.sort_unstable();
    cases
}

/// A shipped file: its path in the repository, and its bytes.
pub(super) type ShippedFile = (String, Cow<'static, [u8]>);

/// A file of a shipped case.
pub(super) fn case_file(case: &str, path: &str) -> Option<ShippedFile> {
    model(&format!("{case}/{path}"))
}

/// A file of the shipped catalogues, e.g. "risks.toml".
pub(super) fn catalogue_file(path: &str) -> Option<ShippedFile> {
    model(&format!("{CATALOGUE}/{path}"))
}

/// A shipped scenario.
pub(super) fn scenario_file(id: &str) -> Option<ShippedFile> {
    let path = format!("{id}.toml");
    Scenarios::get(&path).map(|file| (format!("scenarios/{path}"), file.data))
}

/// A shipped regulation pack.
pub(super) fn pack_file(id: &str) -> Option<ShippedFile> {
    model(&format!("{REGULATION}/{id}.toml"))
}

/// Identifiers of the shipped regulation packs, in alphabetical order.
pub(super) fn pack_ids() -> Vec<String> {
    stems(Models::iter().filter_map(|path| path.strip_prefix(&format!("{REGULATION}/")).map(str::to_owned)))
}

/// Identifiers of the shipped scenarios, in alphabetical order.
pub(super) fn scenario_ids() -> Vec<String> {
    stems(Scenarios::iter().map(Cow::into_owned))
}

/// Names of TOML files without `.toml`, in alphabetical order.
fn stems(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> =
        names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
    ids.sort_unstable();
    ids
}

/// Names of the TOML files in a folder of a shipped case, in alphabetical order.
pub(super) fn case_folder(case: &str, folder: &str) -> Vec<String> {
    let prefix = format!("{case}/{folder}/");
    let mut names: Vec<String> = Models::iter()
        .filter_map(|path| path.strip_prefix(&prefix).map(str::to_owned))
        .filter(|name| name.ends_with(".toml") && !name.contains('/'))
        .collect();
    names.sort_unstable();
    names
}

/// A shipped file by its path in `models/`.
pub(super) fn model(path: &str) -> Option<ShippedFile> {
    Models::get(path).map(|file| (format!("models/{path}"), file.data))
}
