//! `verify`: what a result folder records is run again and compared, bit for bit.

use std::path::Path;
use std::process::ExitCode;

use super::arguments::VerifyArguments;
use super::console::Console;
use super::error::CliError;
use super::pipeline::{Checkpoint, ScenarioDone, Watcher, compute, with_threads};
use super::recording::Nothing;
use super::run::job;
use super::selection::select;
use super::source::read_inputs;
use crate::engine::{Column, Outcomes};
use crate::report::{count, partial_in_words};
use crate::results::{
    CHUNK_TRIALS, Chunk, ContentHash, Gathering, INPUTS_FOLDER, Manifest, NamedColumn, Overrides,
    ResultsError, SUMMARY_FILE, TRIALS_FILE, TableLayout, TrialsTable, to_json,
};

/// Differences that are listed; the first ones, inputs before results, tell the cause.
const MOST_DIFFERENCES: usize = 12;

/// Verifies a result folder.
///
/// # Errors
/// The folder is no result folder, or its inputs can no longer be read.
pub fn verify(arguments: &VerifyArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let folder = &arguments.folder;
    let manifest = Manifest::read(folder)?;
    let version = env!("CARGO_PKG_VERSION");
    if manifest.splitstack != version {
        console.remark(&format!(
            "note: these results are of splitstack {}, this is {version}: other results may come from that\n",
            manifest.splitstack
        ));
    }
    let mut differences = changed_inputs(folder, &manifest);
    differences.extend(changed_summary(folder, &manifest));
    differences.extend(with_threads(arguments.threads, || run_again(folder, &manifest))??);
    if differences.is_empty() {
        console.print(&confirmation(folder, &manifest))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut found: String =
        differences.iter().take(MOST_DIFFERENCES).map(|difference| format!("  {difference}\n")).collect();
    if let Some(more) = differences.len().checked_sub(MOST_DIFFERENCES).filter(|more| *more > 0) {
        found += &format!("  and {more} more\n");
    }
    console.print(&format!("{} differs from what its manifest records:\n{found}", folder.display()))?;
    Ok(ExitCode::from(1))
}

fn confirmation(folder: &Path, manifest: &Manifest) -> String {
    let (options, scenarios) = (manifest.options.len(), manifest.scenarios.len());
    let unchanged =
        format!("{} is confirmed: {} input files unchanged", folder.display(), manifest.inputs.len());
    let trials = match (&manifest.partial, manifest.overrides.precision.is_empty()) {
        (Some(partial), _) => {
            format!("{options} options as far as the run went ({})", partial_in_words(partial))
        }
        (None, true) => {
            format!("{options} options in {scenarios} scenarios with {} trials each", count(manifest.trials))
        }
        (None, false) => format!("{options} options in {scenarios} scenarios with the trials recorded"),
    };
    let compared = if manifest.overrides.summary_only {
        "the same figures to the bit"
    } else {
        "the same bits. Charts and stories are drawings of these figures and were not compared"
    };
    format!("{unchanged}, and {trials} give {compared}.\n")
}

/// Input files that are not those of the run.
pub fn changed_inputs(folder: &Path, manifest: &Manifest) -> Vec<String> {
    let inputs = folder.join(INPUTS_FOLDER);
    let mut differences: Vec<String> = Vec::new();
    for input in &manifest.inputs {
        match std::fs::read(inputs.join(&input.path)) {
            Ok(bytes) if ContentHash::of(&bytes) == input.sha256 => {}
            Ok(_) => differences.push(format!("{INPUTS_FOLDER}/{}: changed since the run", input.path)),
            Err(error) => {
                differences.push(format!("{INPUTS_FOLDER}/{}: cannot be read ({error})", input.path))
            }
        }
    }
    for path in files_below(&inputs, "") {
        if !manifest.inputs.iter().any(|input| input.path == path) {
            differences.push(format!("{INPUTS_FOLDER}/{path}: was not there at the run"));
        }
    }
    differences
}

/// Paths of all files below a folder, with `/`, in alphabetical order; none if it cannot be read.
fn files_below(folder: &Path, prefix: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries.flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files.extend(files_below(&entry.path(), &format!("{path}/")));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn changed_summary(folder: &Path, manifest: &Manifest) -> Option<String> {
    match std::fs::read(folder.join(SUMMARY_FILE)) {
        Ok(bytes) if ContentHash::of(&bytes) == manifest.results.summary_sha256 => None,
        Ok(_) => Some(format!("{SUMMARY_FILE}: changed since the run")),
        Err(error) => Some(format!("{SUMMARY_FILE}: cannot be read ({error})")),
    }
}

/// Runs the inputs again, as far as the run went, and compares summary and trials with the manifest and with the files.
fn run_again(folder: &Path, manifest: &Manifest) -> Result<Vec<String>, CliError> {
    let mut case = read_inputs(folder, manifest)?.case;
    select(&mut case, &manifest.scenarios, &manifest.options)?;
    case.settings.sampling = manifest.settings.sampling.setting();
    let flags =
        Overrides { seed: Some(manifest.seed), trials: Some(manifest.trials), ..manifest.overrides.clone() };
    let job = job(&case, &flags)?;
    let end = end_of(manifest);
    let stop = |scenario: usize, trials: u64| end.is_some_and(|end| (scenario, trials) >= end);
    let mut trials = TrialsComparison::new(folder, manifest);
    let computed = if job.hashes {
        compute(&job, Checkpoint::default(), &mut trials, &stop)?
    } else {
        compute(&job, Checkpoint::default(), &mut Nothing, &stop)?
    };
    let mut differences = trials.differences;
    if computed.values.len() != manifest.results.values.len() {
        differences.push(format!(
            "manifest.json: records {} pairs of scenario and option, the run has {}",
            manifest.results.values.len(),
            computed.values.len()
        ));
    }
    let again = to_json(&computed.summary, SUMMARY_FILE)?;
    if ContentHash::of(again.as_bytes()) != manifest.results.summary_sha256 {
        differences.push(format!("running again gives another {SUMMARY_FILE}"));
    }
    let stored = std::fs::read_to_string(folder.join(SUMMARY_FILE)).unwrap_or_default();
    differences.extend(first_other_line(&stored, &again));
    Ok(differences)
}

/// Where an interrupted run ended: position of the scenario, and its trials.
fn end_of(manifest: &Manifest) -> Option<(usize, u64)> {
    let partial = manifest.partial.as_ref()?;
    let trials = partial.under_way.as_ref().map_or(0, |under_way| under_way.trials);
    Some((partial.complete.len(), trials))
}

fn first_other_line(stored: &str, again: &str) -> Option<String> {
    if stored == again {
        return None;
    }
    let same = stored.lines().zip(again.lines()).take_while(|(stored, again)| stored == again).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("the end").trim().to_owned();
    Some(format!(
        "{SUMMARY_FILE}, line {}: the file has `{}`, running again gives `{}`",
        same + 1,
        line(stored),
        line(again)
    ))
}

/// Compares the table of trials chunk by chunk.
struct TrialsComparison<'a> {
    manifest: &'a Manifest,
    table: Result<TrialsTable, ResultsError>,
    gathering: Gathering,
    /// By option, of the scenario under way: the table differs, which is said once.
    differs: Vec<bool>,
    differences: Vec<String>,
}

impl<'a> TrialsComparison<'a> {
    fn new(folder: &Path, manifest: &'a Manifest) -> TrialsComparison<'a> {
        let layout = manifest.layout().unwrap_or(TableLayout { options: 0, trials: Vec::new() });
        TrialsComparison {
            manifest,
            table: TrialsTable::open(&folder.join(TRIALS_FILE), layout),
            gathering: Gathering::default(),
            differs: vec![false; manifest.options.len()],
            differences: Vec::new(),
        }
    }

    fn compare(&mut self, scenario: usize, again: &Chunk) {
        let Ok(table) = &self.table else { return };
        for (option, columns) in again.options.iter().enumerate() {
            let ids = (&self.manifest.scenarios[scenario], &self.manifest.options[option]);
            let found = match table.block(scenario, option, again.first / CHUNK_TRIALS) {
                Ok(block) if (&block.scenario, &block.option) != ids => {
                    Some(format!("holds {} / {} in its place", block.scenario, block.option))
                }
                Ok(block) => first_other_cell(&block.columns, columns, again.first),
                Err(error) => Some(error.to_string()),
            };
            if let Some(found) = found.filter(|_| !std::mem::replace(&mut self.differs[option], true)) {
                self.differences.push(format!("{TRIALS_FILE}, {} / {}: {found}", ids.0, ids.1));
            }
        }
    }
}

impl Watcher for TrialsComparison<'_> {
    fn begin(&mut self, _: &[Column], _: &Checkpoint) -> Result<(), CliError> {
        if let Err(error) = &self.table {
            self.differences.push(format!("{TRIALS_FILE}: {error}"));
        }
        Ok(())
    }

    fn block(&mut self, scenario: usize, _first: u64, outcomes: &Outcomes) -> Result<(), CliError> {
        if let Some(chunk) = self.gathering.add(outcomes) {
            self.compare(scenario, &chunk);
        }
        Ok(())
    }

    fn scenario(&mut self, done: &ScenarioDone<'_>) -> Result<(), CliError> {
        if let Some(rest) = self.gathering.rest() {
            self.compare(done.position, &rest);
        }
        self.gathering = Gathering::default();
        self.differs.fill(false);
        let recorded = self.manifest.results.values.iter().skip(done.position * self.manifest.options.len());
        let mut recorded = recorded.map(Some).chain(std::iter::repeat(None));
        for again in done.values {
            if recorded.next().flatten() != Some(again) {
                self.differences.push(format!(
                    "{} / {}: running again gives other numbers than the manifest records",
                    again.scenario, again.option
                ));
            }
        }
        Ok(())
    }
}

/// Where two chunks differ first, and in how many cells of that column; `None` if they are the same.
///
/// - `first`: number of the first trial.
fn first_other_cell(stored: &[NamedColumn], again: &[NamedColumn], first: u64) -> Option<String> {
    let names = |columns: &[NamedColumn]| columns.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    if names(stored) != names(again) {
        return Some("has other columns than running again gives".to_owned());
    }
    for ((name, stored), (_, again)) in stored.iter().zip(again) {
        let pairs = stored.iter().zip(again).enumerate();
        let others: Vec<_> =
            pairs.filter(|(_, (stored, again))| stored.to_bits() != again.to_bits()).collect();
        if let Some((trial, (stored_value, again_value))) = others.first() {
            return Some(format!(
                "column {name} differs in {} of {} trials, first in trial {}: {stored_value} in the file, \
                 {again_value} when run again",
                count(others.len() as u64),
                count(stored.len() as u64),
                first + *trial as u64
            ));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_other_cell_is_named() {
        let column = |name: &str, values: [f64; 3]| (name.to_owned(), values.to_vec());
        let stored = [column("total", [1.0, 2.0, 3.0]), column("fines", [0.0, 5.0, 0.0])];
        let again = [column("total", [1.0, 2.0, 3.0]), column("fines", [0.0, 4.0, 1.0])];
        let expected =
            "column fines differs in 2 of 3 trials, first in trial 8193: 5 in the file, 4 when run again";
        assert_eq!(first_other_cell(&stored, &again, 8_192).as_deref(), Some(expected));
        let expected = "has other columns than running again gives";
        assert_eq!(first_other_cell(&stored[..1], &again, 0).as_deref(), Some(expected));
        assert_eq!(first_other_cell(&stored, &stored, 0), None);
    }

    #[test]
    fn the_first_other_line_is_named() {
        assert_eq!(first_other_line("a\nb\n", "a\nb\n"), None);
        let expected = "summary.json, line 2: the file has `b`, running again gives `c`";
        assert_eq!(first_other_line("a\n b\n", "a\n c\n").as_deref(), Some(expected));
        let expected = "summary.json, line 2: the file has `the end`, running again gives `c`";
        assert_eq!(first_other_line("a\n", "a\nc\n").as_deref(), Some(expected));
    }
}
