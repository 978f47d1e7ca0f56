//! Where new runs for a question start from: a case, or the inputs of a result folder.

use std::path::Path;

use super::given::Given;
use crate::cli::error::CliError;
use crate::cli::selection::select;
use crate::cli::source::source_of;
use crate::domain::{Case, Sampling};
use crate::input::{CaseSource, FigureChange, LoadedCase, read_case_with};
use crate::results::{INPUTS_FOLDER, MANIFEST_FILE, Manifest};

/// A case that is run again and again with other figures.
#[derive(Debug, Clone)]
pub struct Origin {
    source: CaseSource,
    /// Figures that were set for all runs.
    changes: Vec<FigureChange>,
    pub scenarios: Vec<String>,
    pub options: Vec<String>,
    pub seed: Option<u64>,
}

impl Origin {
    /// What the command line names; a result folder stands for the case, options, scenarios and seed that it was made with.
    ///
    /// # Errors
    /// A manifest that cannot be read.
    pub fn new(given: &Given) -> Result<Origin, CliError> {
        let mut origin = if given.place.join(MANIFEST_FILE).is_file() {
            Origin::of_results(&given.place)?
        } else {
            Origin {
                source: source_of(Some(&given.place)),
                changes: Vec::new(),
                scenarios: Vec::new(),
                options: Vec::new(),
                seed: None,
            }
        };
        origin.changes.retain(|change| given.set.iter().all(|set| set.name() != change.name()));
        origin.changes.extend(given.set.iter().cloned());
        for (own, given) in [(&mut origin.scenarios, &given.scenarios), (&mut origin.options, &given.options)]
        {
            if !given.is_empty() {
                own.clone_from(given);
            }
        }
        origin.seed = given.seed.or(origin.seed);
        Ok(origin)
    }

    fn of_results(folder: &Path) -> Result<Origin, CliError> {
        let manifest = Manifest::read(folder)?;
        let changes =
            manifest.overrides.set.iter().map(|text| FigureChange::parse(text).map_err(CliError::Usage));
        Ok(Origin {
            source: CaseSource::folder(folder.join(INPUTS_FOLDER)),
            changes: changes.collect::<Result<_, CliError>>()?,
            scenarios: manifest.scenarios,
            options: manifest.options,
            seed: Some(manifest.seed),
        })
    }

    /// The case with some figures at other values, whatever was set for all runs.
    ///
    /// # Errors
    /// The case cannot be read, or not with these values; a scenario or option that it does not have.
    pub fn read(&self, changes: &[FigureChange]) -> Result<LoadedCase, CliError> {
        let kept = self.changes.iter().filter(|own| changes.iter().all(|change| change.name() != own.name()));
        let all: Vec<FigureChange> = kept.chain(changes).cloned().collect();
        let mut loaded = read_case_with(&self.source, &all)?;
        select(&mut loaded.case, &self.scenarios, &self.options)?;
        // Which draws would follow Sobol points depends on the figures: the difference between two values would no longer be smooth.
        loaded.case.settings.sampling = Sampling::Independent;
        Ok(loaded)
    }

    /// The same with some scenarios and options only.
    ///
    /// # Errors
    /// As [`Origin::read`].
    pub fn case(
        &self,
        changes: &[FigureChange],
        scenarios: &[String],
        options: &[String],
    ) -> Result<Case, CliError> {
        let mut case = self.read(changes)?.case;
        select(&mut case, scenarios, options)?;
        Ok(case)
    }
}
