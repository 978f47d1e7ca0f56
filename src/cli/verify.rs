//! `verify`: what a result folder records is run again and compared, bit for bit.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::VerifyArguments;
use super::console::Console;
use super::error::CliError;
use super::pipeline::{ScenarioDone, compute, with_threads};
use super::selection::select;
use crate::engine::RunSpec;
use crate::input::{CaseSource, read_case};
use crate::report::count;
use crate::results::{
    ContentHash, INPUTS_FOLDER, Manifest, NamedColumn, SUMMARY_FILE, TRIALS_FILE, columns_of,
    hash_of_columns, read_block, to_json,
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
        console.print(&format!(
            "{} is confirmed: {} input files unchanged, and {} options in {} scenarios with {} trials each give the \
             same bits. Charts and stories are drawings of these figures and were not compared.\n",
            folder.display(),
            manifest.inputs.len(),
            manifest.options.len(),
            manifest.scenarios.len(),
            count(manifest.trials)
        ))?;
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

/// Input files that are not those of the run.
fn changed_inputs(folder: &Path, manifest: &Manifest) -> Vec<String> {
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

/// Runs the inputs again and compares summary and trials with the manifest and with the files.
fn run_again(folder: &Path, manifest: &Manifest) -> Result<Vec<String>, CliError> {
    let mut case = read_case(&CaseSource::folder(folder.join(INPUTS_FOLDER)))?.case;
    select(&mut case, &manifest.scenarios, &manifest.options)?;
    case.settings.sampling = manifest.settings.sampling.setting();
    let spec = RunSpec { seed: manifest.seed, trials: manifest.trials };
    let mut trials =
        TrialsComparison { table: folder.join(TRIALS_FILE), manifest, block: 0, differences: vec![] };
    let computed = compute(&case, &spec, &mut |done: &ScenarioDone<'_>| {
        trials.compare(done);
        Ok(())
    })?;
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

/// Compares the table of trials block by block.
struct TrialsComparison<'a> {
    table: PathBuf,
    manifest: &'a Manifest,
    block: usize,
    differences: Vec<String>,
}

impl TrialsComparison<'_> {
    fn compare(&mut self, done: &ScenarioDone<'_>) {
        for (option, again) in done.values.iter().enumerate() {
            let place = format!("{} / {}", again.scenario, again.option);
            let recorded = self.manifest.results.values.get(self.block);
            if recorded != Some(again) {
                self.differences
                    .push(format!("{place}: running again gives other numbers than the manifest records"));
            }
            self.compare_table(&place, (&again.scenario, &again.option), &columns_of(done.outcomes, option));
            self.block += 1;
        }
    }

    fn compare_table(&mut self, place: &str, ids: (&str, &str), again: &[NamedColumn]) {
        let trials = again.first().map_or(0, |(_, values)| values.len());
        let found = match read_block(&self.table, self.block, trials) {
            Ok(block) if (block.scenario.as_str(), block.option.as_str()) != ids => {
                Some(format!("holds {} / {} in its place", block.scenario, block.option))
            }
            Ok(block) if hash_of_columns(&block.columns) == hash_of_columns(again) => None,
            Ok(block) => Some(first_other_cell(&block.columns, again)),
            Err(error) => Some(error.to_string()),
        };
        self.differences.extend(found.map(|found| format!("{TRIALS_FILE}, {place}: {found}")));
    }
}

/// Where two tables differ first, and in how many cells of that column.
fn first_other_cell(stored: &[NamedColumn], again: &[NamedColumn]) -> String {
    let names = |columns: &[NamedColumn]| columns.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    if names(stored) != names(again) {
        return "has other columns than running again gives".to_owned();
    }
    for ((name, stored), (_, again)) in stored.iter().zip(again) {
        let pairs = stored.iter().zip(again).enumerate();
        let others: Vec<_> =
            pairs.filter(|(_, (stored, again))| stored.to_bits() != again.to_bits()).collect();
        if let Some((trial, (stored_value, again_value))) = others.first() {
            return format!(
                "column {name} differs in {} of {} trials, first in trial {trial}: {stored_value} in the file, \
                 {again_value} when run again",
                count(others.len() as u64),
                count(stored.len() as u64)
            );
        }
    }
    "differs".to_owned()
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
            "column fines differs in 2 of 3 trials, first in trial 1: 5 in the file, 4 when run again";
        assert_eq!(first_other_cell(&stored, &again), expected);
        assert_eq!(first_other_cell(&stored[..1], &again), "has other columns than running again gives");
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
