//! What a result folder is the result of, so that it can be understood and verified years later.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::ResultsError;
use super::hash::ContentHash;
use super::sampling::{SamplingMethod, SamplingRecord};

/// Name of the manifest in a result folder.
pub const MANIFEST_FILE: &str = "manifest.json";
/// Name of the summary in a result folder.
pub const SUMMARY_FILE: &str = "summary.json";
/// Name of the table of trials in a result folder.
pub const TRIALS_FILE: &str = "trials.parquet";
/// Name of the folder that holds a complete copy of the case.
pub const INPUTS_FOLDER: &str = "inputs";

/// Name of the file from which an interrupted run goes on; only a partial result folder has it.
pub const RESUME_FILE: &str = "resume.json";
/// Name of the folder of charts in a result folder.
pub const CHARTS_FOLDER: &str = "charts";
/// Name of the folder of stories in a result folder.
pub const STORIES_FOLDER: &str = "stories";

/// Everything needed to run again and to tell whether the same came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of splitstack that ran.
    pub splitstack: String,
    /// When the run started, UTC, RFC 3339.
    pub created: String,
    pub case: CaseReference,
    pub seed: u64,
    /// Trials per scenario and option; with `--precision` the most that a scenario may take.
    pub trials: u64,
    /// Identifiers of the options, in the order of the results.
    pub options: Vec<String>,
    /// Identifiers of the scenarios, in the order of the results.
    pub scenarios: Vec<String>,
    pub settings: RunSettings,
    /// What the command line said in place of the case.
    pub overrides: Overrides,
    /// Every file of the case, as copied to `inputs/`, ordered by path.
    pub inputs: Vec<InputHash>,
    pub results: ResultHashes,
    /// How well the mean totals are known; `None` for a single trial or when every mean total is 0.
    pub precision: Option<Precision>,
    /// What is missing of an interrupted run; absent when it is complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<Partial>,
}

/// What an interrupted run has, and what it lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partial {
    /// Identifiers of the scenarios that are complete.
    pub complete: Vec<String>,
    /// The scenario that was under way, if it has trials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under_way: Option<UnderWay>,
    /// Identifiers of the scenarios that were not begun.
    pub missing: Vec<String>,
}

/// A scenario that has only part of its trials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderWay {
    pub scenario: String,
    /// Trials done.
    pub trials: u64,
    /// Trials asked for; with `--precision` the most that it may take.
    pub of: u64,
}

/// The case that was run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseReference {
    /// Name of its folder, or identifier of the shipped case.
    pub id: String,
    pub name: String,
}

/// Settings of the case that results depend on, for the reader; `inputs/` is what counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunSettings {
    pub currency: String,
    /// Month 0, as "2027-01".
    pub start: String,
    pub horizon_months: usize,
    /// Yearly, as a fraction.
    pub discount_rate: f64,
    /// Total cost over the horizon that the company is prepared to bear, present value.
    pub appetite_amount: f64,
    /// Tolerated chance of a higher cost.
    pub appetite_chance: f64,
    #[serde(default)]
    pub sampling: SamplingRecord,
}

/// Flags of the command line, `None` or empty where the case decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrides {
    pub trials: Option<u64>,
    pub seed: Option<u64>,
    pub scenarios: Vec<String>,
    pub options: Vec<String>,
    /// No trials, charts and stories were asked for.
    #[serde(default)]
    pub summary_only: bool,
    /// Quantiles by a second pass over the trials.
    #[serde(default)]
    pub exact_quantiles: bool,
    /// Precision asked for, as written: `1%`, `2%:es99`; empty where the number of trials was.
    #[serde(default)]
    pub precision: Vec<String>,
    #[serde(default)]
    pub sampling: Option<SamplingMethod>,
    /// Figures set to other values than those of the inputs, as written: `company.revenue_china=600M EUR`.
    #[serde(default)]
    pub set: Vec<String>,
}

/// A file of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputHash {
    /// Relative to `inputs/`, with `/` between folders.
    pub path: String,
    pub sha256: ContentHash,
    /// It came with splitstack, not with the case.
    pub shipped: bool,
}

/// Hashes of what the run computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultHashes {
    /// Of the bytes of `summary.json`.
    pub summary_sha256: ContentHash,
    /// Of the numbers in `trials.parquet`, see [`ValuesHasher`](super::ValuesHasher); by scenario, then option. Empty where no
    /// trials were written.
    pub values: Vec<ValuesHash>,
}

/// Hash of all numbers of one scenario and option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesHash {
    pub scenario: String,
    pub option: String,
    /// Trials that it covers.
    pub trials: u64,
    pub sha256: ContentHash,
}

/// The mean total that is known least well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Precision {
    /// Standard error of the mean total as a share of it.
    pub largest_relative_standard_error: f64,
    pub scenario: String,
    pub option: String,
    /// Where a precision was asked for: what was reached, by scenario, then by what was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
}

/// The precision that a scenario reached: half the width of the interval as a share of what it is about, by an interval that
/// holds however often one looks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reached {
    pub scenario: String,
    /// As written: `mean`, `difference`, `es99`, `p95`, or the identifier of a column.
    pub output: String,
    /// Share asked for.
    pub asked: f64,
    /// Share reached; `None` where nothing but 0 was seen, or the trials say nothing about chance.
    pub reached: Option<f64>,
    /// The option, or the two options, with the widest interval.
    pub widest: Option<String>,
    pub met: bool,
    pub trials: u64,
    /// Trials for half of the share reached, if spread and amount stay as they are; `None` where there is no forecast.
    pub trials_for_half: Option<u64>,
    /// Trials for a tenth of it.
    pub trials_for_tenth: Option<u64>,
}

impl Manifest {
    /// How the rows of its table follow each other; `None` where there is no table.
    #[cfg(feature = "tables")]
    #[must_use]
    pub fn layout(&self) -> Option<super::TableLayout> {
        let options = self.options.len();
        let scenarios = self.results.values.chunks(options.max(1));
        let trials: Vec<u64> =
            scenarios.filter_map(|values| values.first()).map(|values| values.trials).collect();
        (!trials.is_empty()).then_some(super::TableLayout { options, trials })
    }

    /// The text of `manifest.json`.
    ///
    /// # Errors
    /// None for manifests made by a run.
    pub fn to_json(&self) -> Result<String, ResultsError> {
        to_json(self, MANIFEST_FILE)
    }

    /// Reads the manifest of a result folder.
    ///
    /// # Errors
    /// The file cannot be read or is not a manifest.
    pub fn read(folder: &Path) -> Result<Manifest, ResultsError> {
        let path = folder.join(MANIFEST_FILE);
        let text = std::fs::read_to_string(&path)
            .map_err(|source| ResultsError::Read { path: path.clone(), source })?;
        serde_json::from_str(&text)
            .map_err(|error| ResultsError::Malformed { path, problem: error.to_string() })
    }
}

/// Pretty JSON with a line break at the end; keys in the order of the fields, numbers so that they read back the same.
///
/// # Errors
/// A value that JSON cannot hold.
pub fn to_json<T: Serialize>(value: &T, file: &str) -> Result<String, ResultsError> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| ResultsError::Malformed { path: file.into(), problem: error.to_string() })?;
    Ok(text + "\n")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn manifest() -> Manifest {
        Manifest {
            splitstack: "0.1.0".to_owned(),
            created: "2026-11-22T16:20:00Z".to_owned(),
            case: CaseReference { id: "minimal".to_owned(), name: "Minimal".to_owned() },
            seed: 0,
            trials: 3,
            options: vec!["stay".to_owned()],
            scenarios: vec!["calm".to_owned()],
            settings: RunSettings {
                currency: "EUR".to_owned(),
                start: "2027-01".to_owned(),
                horizon_months: 60,
                discount_rate: 0.08,
                appetite_amount: 0.1 + 0.2,
                appetite_chance: 0.05,
                sampling: SamplingRecord::default(),
            },
            overrides: Overrides { seed: Some(0), ..Overrides::default() },
            inputs: vec![InputHash {
                path: "case.toml".to_owned(),
                sha256: ContentHash::of(b"x"),
                shipped: false,
            }],
            results: ResultHashes {
                summary_sha256: ContentHash::of(b"y"),
                values: vec![ValuesHash {
                    scenario: "calm".to_owned(),
                    option: "stay".to_owned(),
                    trials: 3,
                    sha256: ContentHash::of(b"z"),
                }],
            },
            precision: None,
            partial: None,
        }
    }

    #[test]
    fn a_manifest_reads_back_as_written() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(MANIFEST_FILE), manifest().to_json().unwrap()).unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), manifest());
    }

    #[test]
    fn a_missing_or_foreign_manifest_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Manifest::read(folder.path()), Err(ResultsError::Read { .. })));
        std::fs::write(folder.path().join(MANIFEST_FILE), "{\"name\": \"web app\"}").unwrap();
        let message = Manifest::read(folder.path()).unwrap_err().to_string();
        assert!(message.contains("missing field `splitstack`"), "{message}");
    }
}
