//! Which case a command means.

use std::path::{Path, PathBuf};

use super::error::CliError;
use crate::input::{CaseSource, FigureChange, LoadedCase, read_case_with, shipped_cases};
use crate::results::{INPUTS_FOLDER, Manifest, TrialsTable};

/// The case that runs when none is named.
pub const DEFAULT_CASE: &str = "reference-manufacturer";

/// A folder if there is one of that name, else the shipped case of that name, else the folder that is missing.
pub fn source_of(case: Option<&PathBuf>) -> CaseSource {
    let Some(path) = case else {
        return CaseSource::embedded(DEFAULT_CASE);
    };
    let shipped = path.to_str().filter(|id| shipped_cases().iter().any(|shipped| shipped == id));
    match shipped {
        Some(id) if !path.exists() => CaseSource::embedded(id),
        Some(_) | None => CaseSource::folder(path),
    }
}

/// The case that a result folder was made from: its copies of the inputs, with the figures that were set for the run.
///
/// # Errors
/// The copies cannot be read.
pub fn read_inputs(folder: &Path, manifest: &Manifest) -> Result<LoadedCase, CliError> {
    let changes =
        manifest.overrides.set.iter().map(|text| FigureChange::parse(text).map_err(CliError::Usage));
    let changes = changes.collect::<Result<Vec<FigureChange>, CliError>>()?;
    Ok(read_case_with(&CaseSource::folder(folder.join(INPUTS_FOLDER)), &changes)?)
}

/// Total cost of an option in every trial of a scenario, `[trial]`, present value, as a result folder records it.
///
/// - `scenario`, `option`: positions in the manifest's lists.
///
/// # Errors
/// The table cannot be read, or is that of another run.
pub fn recorded_totals(
    table: &TrialsTable,
    path: &Path,
    manifest: &Manifest,
    (scenario, option): (usize, usize),
) -> Result<Vec<f64>, CliError> {
    let found = table.totals(scenario, option)?;
    let wanted = (&manifest.scenarios[scenario], &manifest.options[option]);
    if (&found.scenario, &found.option) != wanted {
        return Err(CliError::Usage(format!(
            "{} holds {} / {} in place of {} / {}: it is not the table of this run",
            path.display(),
            found.scenario,
            found.option,
            wanted.0,
            wanted.1
        )));
    }
    Ok(found.columns.into_iter().next().map_or_else(Vec::new, |(_, values)| values))
}

/// A short name of the case for folders and the manifest.
pub fn case_id(source: &CaseSource) -> String {
    match source {
        CaseSource::Embedded(id) => id.clone(),
        CaseSource::Folder(folder) => folder_name(folder).unwrap_or_else(|| "case".to_owned()),
        CaseSource::Files(_) => "case".to_owned(),
    }
}

/// The last part of a path, also of `.` and `..`.
fn folder_name(folder: &Path) -> Option<String> {
    let resolved = folder.canonicalize().ok()?;
    Some(resolved.file_name()?.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shipped_case_is_meant_by_its_identifier() {
        assert_eq!(source_of(None), CaseSource::embedded(DEFAULT_CASE));
        assert_eq!(source_of(Some(&DEFAULT_CASE.into())), CaseSource::embedded(DEFAULT_CASE));
        assert_eq!(source_of(Some(&"nowhere".into())), CaseSource::folder("nowhere"));
    }

    #[test]
    fn folders_are_called_by_their_last_part() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("my case");
        std::fs::create_dir_all(folder.join("deep")).unwrap();
        assert_eq!(case_id(&CaseSource::folder(&folder)), "my case");
        assert_eq!(case_id(&CaseSource::folder(folder.join("deep/.."))), "my case");
    }
}
