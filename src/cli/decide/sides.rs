//! A result folder as one side of a comparison.

use std::path::{Path, PathBuf};

use super::load::read_summary;
use crate::cli::error::CliError;
use crate::cli::source::{read_inputs, recorded_totals};
use crate::input::{FigureChange, LoadedCase};
use crate::report::{ScenarioSummary, Summary};
use crate::results::{MANIFEST_FILE, Manifest, SamplingMethod, TRIALS_FILE, TrialsTable};

/// What a result folder records, and the case that it was made from.
pub struct Side {
    pub folder: PathBuf,
    pub manifest: Manifest,
    pub summary: Summary,
    pub loaded: LoadedCase,
    /// Names of figures that were set for the run.
    pub set: Vec<String>,
}

impl Side {
    /// # Errors
    /// The folder holds no results, or its inputs cannot be read.
    pub fn read(folder: &Path) -> Result<Side, CliError> {
        if !folder.join(MANIFEST_FILE).is_file() {
            return Err(CliError::Usage(format!(
                "{} is no result folder: `splitstack run CASE --out DIR` makes one",
                folder.display()
            )));
        }
        let manifest = Manifest::read(folder)?;
        let summary = read_summary(folder)?;
        let loaded = read_inputs(folder, &manifest)?;
        let set = manifest.overrides.set.iter().filter_map(|text| FigureChange::parse(text).ok());
        let set = set.map(|change| change.name().to_owned()).collect();
        Ok(Side { folder: folder.to_owned(), manifest, summary, loaded, set })
    }

    pub fn scenario(&self, id: &str) -> Option<&ScenarioSummary> {
        self.summary.scenarios.iter().find(|scenario| scenario.id == id)
    }

    /// Whether trials are independent of each other.
    pub fn is_independent(&self) -> bool {
        self.manifest.settings.sampling.method == SamplingMethod::Independent
    }

    /// Recorded totals of an option in the first trials of a scenario; `None` where no trials were kept.
    ///
    /// # Errors
    /// The table cannot be read, or is that of another run.
    pub fn recorded(&self, scenario: &str, option: &str, trials: u64) -> Result<Option<Vec<f64>>, CliError> {
        let (manifest, path) = (&self.manifest, self.folder.join(TRIALS_FILE));
        let Some(layout) = manifest.layout() else { return Ok(None) };
        let place = |ids: &[String], wanted: &str| ids.iter().position(|id| id == wanted);
        let places = place(&manifest.scenarios, scenario).zip(place(&manifest.options, option));
        let Some(places) = places else { return Ok(None) };
        let table = TrialsTable::open(&path, layout)?;
        let mut totals = recorded_totals(&table, &path, manifest, places)?;
        totals.truncate(trials as usize);
        Ok(Some(totals))
    }
}
