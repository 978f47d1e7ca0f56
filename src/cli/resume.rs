//! `run --resume`: an interrupted run goes on in its folder, to the same bits as if it had not been interrupted.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::arguments::RunArguments;
use super::console::Console;
use super::error::CliError;
use super::pipeline::Checkpoint;
use super::run::{Setup, input_hashes, overrides};
use super::selection::select;
use super::source::{read_inputs, source_of};
use super::verify::changed_inputs;
use crate::input::read_case_with;
use crate::results::{
    Existing, INPUTS_FOLDER, InputHash, MANIFEST_FILE, Manifest, RESUME_FILE, ResultsError,
};

/// Where an interrupted run stood.
///
/// # Errors
/// The folder is no partial result folder or of another version, its inputs were changed, or `arguments` ask for another run.
pub fn go_on(folder: &Path, arguments: &RunArguments, console: &mut Console) -> Result<Setup, CliError> {
    if !folder.join(MANIFEST_FILE).is_file() {
        return Err(refusal(
            folder,
            "no result folder: it has no manifest.json",
            "name the folder that the interrupted run has written",
        ));
    }
    let manifest = Manifest::read(folder)?;
    let version = env!("CARGO_PKG_VERSION");
    if manifest.partial.is_none() {
        return Err(refusal(folder, "complete", "there is nothing to go on with"));
    }
    if manifest.splitstack != version {
        let problem = format!("of splitstack {}, this is {version}", manifest.splitstack);
        return Err(refusal(folder, &problem, "the same bits cannot be promised: start the run again"));
    }
    if let Some(problem) = changed_inputs(folder, &manifest).first() {
        let problem = format!("{}: {problem}; start the run again", folder.display());
        return Err(CliError::Usage(problem));
    }
    same_case(arguments, &manifest)?;
    same_flags(arguments, &manifest)?;
    let inputs = folder.join(INPUTS_FOLDER);
    let mut loaded = read_inputs(folder, &manifest)?;
    console.warn(&loaded.warnings, &loaded.files);
    select(&mut loaded.case, &manifest.scenarios, &manifest.options)?;
    loaded.case.settings.sampling = manifest.settings.sampling.setting();
    Ok(Setup {
        case: loaded.case,
        reference: manifest.case,
        created: manifest.created,
        overrides: manifest.overrides,
        files: copies(&inputs, &manifest.inputs)?,
        inputs: manifest.inputs,
        target: folder.to_owned(),
        existing: Existing::Replace,
        checkpoint: Some(read_checkpoint(&folder.join(RESUME_FILE))?),
    })
}

fn refusal(folder: &Path, is: &str, so: &str) -> CliError {
    CliError::Usage(format!("{} is {is}; {so}", folder.display()))
}

/// Whether a case that is named is still the one that was run.
fn same_case(arguments: &RunArguments, manifest: &Manifest) -> Result<(), CliError> {
    if arguments.case.is_none() {
        return Ok(());
    }
    let loaded = read_case_with(&source_of(arguments.case.as_ref()), &arguments.set)?;
    let now = input_hashes(&loaded.files);
    let differs = |input: &&InputHash| {
        !now.iter().any(|other| (&other.path, &other.sha256) == (&input.path, &input.sha256))
    };
    let was_not = |other: &&InputHash| !manifest.inputs.iter().any(|input| input.path == other.path);
    match manifest.inputs.iter().find(differs).or_else(|| now.iter().find(was_not)) {
        None => Ok(()),
        Some(input) => Err(CliError::Usage(format!(
            "{} is no longer what the interrupted run was started with; leave out the case to go on with its copy in the result \
             folder, or start a new run without --resume",
            input.path
        ))),
    }
}

/// Whether flags that are given are those of the interrupted run; they may as well be left out.
fn same_flags(arguments: &RunArguments, manifest: &Manifest) -> Result<(), CliError> {
    let (asked, had) = (overrides(arguments), &manifest.overrides);
    let list = |values: &[String]| if values.is_empty() { "none".to_owned() } else { values.join(", ") };
    let now = manifest.settings.sampling.method;
    let switch = |on: bool| if on { "it" } else { "none" }.to_owned();
    let others = [
        (
            "--trials",
            asked.trials.is_some_and(|trials| trials != manifest.trials),
            manifest.trials.to_string(),
        ),
        ("--seed", asked.seed.is_some_and(|seed| seed != manifest.seed), manifest.seed.to_string()),
        (
            "--sampling",
            asked.sampling.is_some_and(|sampling| sampling != now),
            format!("{now:?}").to_lowercase(),
        ),
        ("--scenario", differ(&asked.scenarios, &had.scenarios), list(&had.scenarios)),
        ("--option", differ(&asked.options, &had.options), list(&had.options)),
        ("--set", differ(&asked.set, &had.set), list(&had.set)),
        ("--precision", differ(&asked.precision, &had.precision), list(&had.precision)),
        ("--summary-only", asked.summary_only && !had.summary_only, switch(had.summary_only)),
        ("--exact-quantiles", asked.exact_quantiles && !had.exact_quantiles, switch(had.exact_quantiles)),
    ];
    match others.into_iter().find(|(_, differs, _)| *differs) {
        None => Ok(()),
        Some((flag, _, had)) => Err(CliError::Usage(format!(
            "{flag} is not what the interrupted run was started with ({had}); leave it out to go on, or start a new run without \
             --resume"
        ))),
    }
}

fn differ(asked: &[String], had: &[String]) -> bool {
    !asked.is_empty() && asked != had
}

/// The files that the run was started with, by path.
fn copies(inputs: &Path, hashes: &[InputHash]) -> Result<Vec<(String, Vec<u8>)>, CliError> {
    let copy = |input: &InputHash| {
        let path = inputs.join(&input.path);
        match std::fs::read(&path) {
            Ok(bytes) => Ok((input.path.clone(), bytes)),
            Err(source) => Err(ResultsError::Read { path, source }.into()),
        }
    };
    hashes.iter().map(copy).collect()
}

fn read_checkpoint(path: &Path) -> Result<Checkpoint, CliError> {
    let file = File::open(path).map_err(|source| ResultsError::Read { path: path.to_owned(), source })?;
    let read = serde_json::from_reader(BufReader::new(file));
    Ok(read.map_err(|error| ResultsError::Malformed { path: path.to_owned(), problem: error.to_string() })?)
}
