//! `run`: simulate, compare, write a result folder, print the comparison.

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::arguments::RunArguments;
use super::clock::StartTime;
use super::console::Console;
use super::course::Job;
use super::error::CliError;
use super::interrupt::{INTERRUPTED, asked, asked_twice, end_early, finish_first};
use super::pipeline::{Checkpoint, Computed, compute, with_threads};
use super::recording::{Nothing, Recording};
use super::resume::go_on;
use super::sampling::{SamplingChoice, suggestion};
use super::selection::{run_spec, select};
use super::source::{case_id, source_of};
use crate::charts::Look;
use crate::domain::Case;
use crate::input::{InputFile, read_case_with};
use crate::plan::SimulationPlan;
use crate::report::{Method, Summary, Target, terminal_report};
use crate::results::{
    CaseReference, ContentHash, Existing, INPUTS_FOLDER, InputHash, MANIFEST_FILE, Manifest, Overrides,
    PendingFolder, Precision, RESUME_FILE, ResultHashes, RunSettings, SUMMARY_FILE, SamplingMethod,
    SamplingRecord, to_json,
};

/// A run before its first trial: new, or interrupted earlier.
pub struct Setup {
    pub case: Case,
    pub reference: CaseReference,
    /// When it started, as the manifest says.
    pub created: String,
    /// What the command line says or, of an interrupted run, said.
    pub overrides: Overrides,
    pub inputs: Vec<InputHash>,
    /// By path, what is copied to `inputs/`.
    pub files: Vec<(String, Vec<u8>)>,
    pub target: PathBuf,
    pub existing: Existing,
    /// How far an interrupted run had come in the folder `target`.
    pub checkpoint: Option<Checkpoint>,
}

/// Runs a case, or goes on with an interrupted run.
///
/// # Errors
/// The case, the arguments or the place for results are wrong, or writing failed; no results are left then.
pub fn run(arguments: &RunArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let mut setup = match &arguments.resume {
        Some(folder) => go_on(folder, arguments, console)?,
        None => new_run(arguments, console)?,
    };
    let mut folder = PendingFolder::prepare(&setup.target, setup.existing)?;
    for (path, bytes) in &setup.files {
        folder.add_bytes(format!("{INPUTS_FOLDER}/{path}"), bytes.as_slice())?;
    }
    let checkpoint = setup.checkpoint.take();
    let computed = end_early(|| {
        with_threads(arguments.threads, || record(&setup, checkpoint, &mut folder, arguments.look.look()))
    })??;
    let Recorded { computed, warnings } = computed;
    console.remark(&warnings);
    if computed.summary.scenarios.is_empty() {
        return Err(CliError::Interrupted);
    }
    let summary = to_json(&computed.summary, SUMMARY_FILE)?;
    let manifest = manifest(&setup, &computed, &summary)?;
    folder.add_bytes(SUMMARY_FILE, summary.as_bytes())?;
    folder.add_bytes(MANIFEST_FILE, manifest.to_json()?)?;
    if let Some(checkpoint) = &computed.stopped {
        keep(checkpoint, &mut folder)?;
    }
    let written = finish_first(|| folder.publish(&asked_twice));
    let written =
        written.map_err(|error| if asked_twice() { CliError::Interrupted } else { error.into() })?;

    let mut place = format!("Results: {}\n", written.display());
    if computed.stopped.is_some() {
        place += &format!("To go on: splitstack run --resume {}\n", written.display());
    }
    if arguments.json {
        console.remark(&place);
        if let Some(oracle) = computed.summary.oracle.as_ref().filter(|oracle| !oracle.agrees()) {
            console.remark(&oracle.in_words());
        }
        console.print(&summary)?;
    } else {
        let report = terminal_report(&computed.summary, console.page());
        console.print(&format!("{report}\n{place}"))?;
    }
    Ok(if computed.stopped.is_some() { ExitCode::from(INTERRUPTED) } else { ExitCode::SUCCESS })
}

fn new_run(arguments: &RunArguments, console: &mut Console) -> Result<Setup, CliError> {
    let started = StartTime::now();
    let source = source_of(arguments.case.as_ref());
    let mut loaded = read_case_with(&source, &arguments.set)?;
    console.warn(&loaded.warnings, &loaded.files);
    for change in &arguments.set {
        console.remark(&format!("note: set for this run: {}\n", change.text()));
    }
    select(&mut loaded.case, &arguments.scenarios, &arguments.options)?;
    let mut overrides = overrides(arguments);
    if let Some(choice) = arguments.sampling {
        let sampling = match choice {
            SamplingChoice::Auto => suggestion(&loaded.case, &overrides)?.sampling,
            SamplingChoice::Of(sampling) => sampling,
        };
        loaded.case.settings.sampling = sampling;
        overrides.sampling = Some(sampling.into());
    }
    let id = case_id(&source);
    let existing = match (&arguments.out, arguments.force) {
        (None, _) => Existing::Number,
        (Some(_), true) => Existing::Replace,
        (Some(_), false) => Existing::Keep,
    };
    let text = |file: &InputFile| (file.path.clone(), file.text.clone().into_bytes());
    Ok(Setup {
        reference: CaseReference { id: id.clone(), name: loaded.case.settings.name.clone() },
        case: loaded.case,
        created: started.rfc3339(),
        overrides,
        inputs: input_hashes(&loaded.files),
        files: loaded.files.iter().map(text).collect(),
        target: arguments.out.clone().unwrap_or_else(|| default_folder(&id, started)),
        existing,
        checkpoint: None,
    })
}

/// What the manifest's flags ask to be computed of a case.
///
/// # Errors
/// A number of trials or a precision that cannot be.
pub fn job<'a>(case: &'a Case, overrides: &Overrides) -> Result<Job<'a>, CliError> {
    let targets = overrides.precision.iter().map(|text| Target::parse(text));
    Ok(Job {
        case,
        spec: run_spec(case, overrides)?,
        method: Method::of(case.settings.sampling),
        targets: targets.collect::<Result<_, String>>().map_err(CliError::Usage)?,
        exact_quantiles: overrides.exact_quantiles,
        hashes: !overrides.summary_only,
    })
}

struct Recorded {
    computed: Computed,
    /// Lines about charts.
    warnings: String,
}

/// Computes everything and adds trials, charts and stories to the folder.
fn record(
    setup: &Setup,
    checkpoint: Option<Checkpoint>,
    folder: &mut PendingFolder,
    look: Look,
) -> Result<Recorded, CliError> {
    let job = job(&setup.case, &setup.overrides)?;
    let before = checkpoint.is_some().then_some(setup.target.as_path());
    let checkpoint = checkpoint.unwrap_or_default();
    let stop = |_: usize, _: u64| asked();
    if setup.overrides.summary_only {
        let computed = compute(&job, checkpoint, &mut Nothing, &stop)?;
        return Ok(Recorded { computed, warnings: String::new() });
    }
    let mut recording = Recording::new(&job, folder, before, look);
    let computed = compute(&job, checkpoint, &mut recording, &stop)?;
    let warnings = recording.finish(&computed)?;
    Ok(Recorded { computed, warnings })
}

fn manifest(setup: &Setup, computed: &Computed, summary: &str) -> Result<Manifest, CliError> {
    let case = &setup.case;
    Ok(Manifest {
        splitstack: env!("CARGO_PKG_VERSION").to_owned(),
        created: setup.created.clone(),
        case: setup.reference.clone(),
        seed: computed.summary.seed,
        trials: computed.summary.trials,
        options: case.options.iter().map(|option| option.id.to_string()).collect(),
        scenarios: case.scenarios.iter().map(|scenario| scenario.id.to_string()).collect(),
        settings: run_settings(case)?,
        overrides: setup.overrides.clone(),
        inputs: setup.inputs.clone(),
        precision: precision(&computed.summary),
        partial: computed.summary.partial.clone(),
        results: ResultHashes {
            summary_sha256: ContentHash::of(summary.as_bytes()),
            values: computed.values.clone(),
        },
    })
}

/// Adds the file from which the run can go on.
fn keep(checkpoint: &Checkpoint, folder: &mut PendingFolder) -> Result<(), CliError> {
    let file = folder.spool()?;
    let failed = |source| CliError::Write { path: RESUME_FILE.into(), source };
    let mut writer = BufWriter::new(&file);
    serde_json::to_writer(&mut writer, checkpoint).map_err(|error| failed(error.into()))?;
    writer.flush().map_err(failed)?;
    drop(writer);
    Ok(folder.add_file(RESUME_FILE, file)?)
}

/// `results/<case>-<time>`.
fn default_folder(id: &str, started: StartTime) -> PathBuf {
    PathBuf::from("results").join(format!("{id}-{}", started.in_folder_name()))
}

fn run_settings(case: &Case) -> Result<RunSettings, CliError> {
    let settings = &case.settings;
    Ok(RunSettings {
        currency: settings.currency.to_string(),
        start: format!("{:04}-{:02}", settings.start.0, settings.start.1),
        horizon_months: settings.horizon_months,
        discount_rate: settings.discount_rate,
        appetite_amount: settings.appetite.amount,
        appetite_chance: settings.appetite.chance,
        sampling: SamplingRecord::of(settings.sampling, &SimulationPlan::new(case)?),
    })
}

/// What the command line says in place of the case; nothing of sampling where it leaves that to the plan.
pub fn overrides(arguments: &RunArguments) -> Overrides {
    let sampling = arguments.sampling.and_then(|choice| match choice {
        SamplingChoice::Auto => None,
        SamplingChoice::Of(sampling) => Some(SamplingMethod::from(sampling)),
    });
    Overrides {
        trials: arguments.trials,
        seed: arguments.seed,
        scenarios: arguments.scenarios.clone(),
        options: arguments.options.clone(),
        sampling,
        summary_only: arguments.summary_only,
        exact_quantiles: arguments.exact_quantiles,
        precision: arguments.precision.iter().map(|target| target.text().to_owned()).collect(),
        set: arguments.set.iter().map(|change| change.text().to_owned()).collect(),
    }
}

/// Of every file of a case, ordered by path.
pub fn input_hashes(files: &[InputFile]) -> Vec<InputHash> {
    let mut hashes: Vec<InputHash> = files
        .iter()
        .map(|file| InputHash {
            path: file.path.clone(),
            sha256: ContentHash::of(file.text.as_bytes()),
            shipped: file.shipped,
        })
        .collect();
    hashes.sort_by(|left, right| left.path.cmp(&right.path));
    hashes
}

/// The mean total with the largest standard error as a share of it.
fn precision(summary: &Summary) -> Option<Precision> {
    let each = summary.scenarios.iter().flat_map(|scenario| {
        scenario.options.iter().filter_map(|option| {
            let share = option.total.standard_error? / option.total.mean.abs();
            share.is_finite().then(|| Precision {
                largest_relative_standard_error: share,
                scenario: scenario.id.clone(),
                option: option.id.clone(),
                reached: summary.precision.clone(),
            })
        })
    });
    each.max_by(|left, right| {
        left.largest_relative_standard_error.total_cmp(&right.largest_relative_standard_error)
    })
}
