//! `run`: simulate, compare, write a result folder, print the comparison.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use super::arguments::RunArguments;
use super::clock::StartTime;
use super::console::Console;
use super::error::CliError;
use super::interrupt::finish_first;
use super::pipeline::{Computed, ScenarioDone, compute, with_threads};
use super::selection::{run_spec, select};
use super::source::{case_id, source_of};
use super::stories::stories;
use crate::domain::Case;
use crate::engine::RunSpec;
use crate::input::{InputFile, read_case};
use crate::plan::SimulationPlan;
use crate::report::{
    NamedPicture, PictureContext, PictureError, Summary, heat_map_picture, scenario_pictures, terminal_report,
};
use crate::results::{
    CaseReference, ContentHash, Existing, INPUTS_FOLDER, InputHash, MANIFEST_FILE, Manifest, Overrides,
    PendingFolder, Precision, ResultHashes, RunSettings, SUMMARY_FILE, SamplingMethod, SamplingRecord,
    TRIALS_FILE, TrialsWriter, to_json,
};

/// Characters that a warning lists.
const MOST_CHARACTERS_NAMED: usize = 20;

/// Runs a case.
///
/// # Errors
/// The case, the arguments or the place for results are wrong, or writing failed; no results are left then.
pub fn run(arguments: &RunArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let started = StartTime::now();
    let source = source_of(arguments.case.as_ref());
    let mut loaded = read_case(&source)?;
    console.warn(&loaded.warnings, &loaded.files);
    select(&mut loaded.case, &arguments.scenarios, &arguments.options)?;
    if let Some(sampling) = arguments.sampling {
        loaded.case.settings.sampling = sampling;
    }
    let case = &loaded.case;
    let spec = run_spec(case, arguments.trials, arguments.seed)?;
    let id = case_id(&source);
    let target = arguments.out.clone().unwrap_or_else(|| default_folder(&id, started));
    let existing = match (&arguments.out, arguments.force) {
        (None, _) => Existing::Number,
        (Some(_), true) => Existing::Replace,
        (Some(_), false) => Existing::Keep,
    };
    let mut folder = PendingFolder::prepare(&target, existing)?;

    let (computed, drawing) =
        with_threads(arguments.threads, || fill(&mut folder, case, &spec, &loaded.files))??;
    console.remark(&drawing.in_words());
    let summary = to_json(&computed.summary, SUMMARY_FILE)?;
    let manifest = Manifest {
        splitstack: env!("CARGO_PKG_VERSION").to_owned(),
        created: started.rfc3339(),
        case: CaseReference { id, name: case.settings.name.clone() },
        seed: spec.seed,
        trials: spec.trials,
        options: case.options.iter().map(|option| option.id.to_string()).collect(),
        scenarios: case.scenarios.iter().map(|scenario| scenario.id.to_string()).collect(),
        settings: run_settings(case)?,
        overrides: overrides(arguments),
        inputs: input_hashes(&loaded.files),
        precision: precision(&computed.summary),
        results: ResultHashes {
            summary_sha256: ContentHash::of(summary.as_bytes()),
            values: computed.values,
        },
    };
    folder.add_bytes(SUMMARY_FILE, summary.as_bytes())?;
    folder.add_bytes(MANIFEST_FILE, manifest.to_json()?)?;
    let written = finish_first(|| folder.publish())?;

    let place = format!("Results: {}\n", written.display());
    if arguments.json {
        console.remark(&place);
        console.print(&summary)?;
    } else {
        let report = terminal_report(&computed.summary, console.page());
        console.print(&format!("{report}\n{place}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Computes everything and adds inputs, trials and charts to the folder. Charts that cannot be drawn are told, not
/// fatal: the figures are what counts.
fn fill(
    folder: &mut PendingFolder,
    case: &Case,
    spec: &RunSpec,
    files: &[InputFile],
) -> Result<(Computed, Drawing), CliError> {
    for file in files {
        folder.add_bytes(format!("{INPUTS_FOLDER}/{}", file.path), file.text.as_bytes())?;
    }
    let context = PictureContext { settings: &case.settings, trials: spec.trials, seed: spec.seed };
    let spool = folder.spool()?;
    let mut table: Option<TrialsWriter<std::fs::File>> = None;
    let mut drawing = Drawing::default();
    let computed = compute(case, spec, &mut |done: &ScenarioDone<'_>| {
        if table.is_none() {
            let copy =
                spool.try_clone().map_err(|source| CliError::Write { path: TRIALS_FILE.into(), source })?;
            table = Some(TrialsWriter::new(copy, done.outcomes.columns())?);
        }
        if let Some(table) = &mut table {
            for (index, option) in case.options.iter().enumerate() {
                table.write(done.scenario.id.as_str(), option.id.as_str(), done.outcomes, index)?;
            }
        }
        match scenario_pictures(&context, done.summary, done.outcomes) {
            Ok(pictures) => drawing.add(folder, &format!("charts/{}", done.scenario.id), pictures)?,
            Err(problem) => drawing.undrawn.push(problem),
        }
        for file in stories(case, spec, done)? {
            folder.add_bytes(format!("stories/{}", file.path), file.bytes)?;
            drawing.untold.extend(file.undrawn);
        }
        Ok(())
    })?;
    if let Some(table) = table {
        table.finish()?;
        folder.add_file(TRIALS_FILE, spool)?;
    }
    match heat_map_picture(&context, &computed.summary) {
        Ok(picture) => drawing.add(folder, "charts", vec![picture])?,
        Err(problem) => drawing.undrawn.push(problem),
    }
    Ok((computed, drawing))
}

/// What went wrong with charts; figures are what counts, so it is told and nothing more.
#[derive(Default)]
struct Drawing {
    undrawn: Vec<PictureError>,
    /// Stories without a picture.
    untold: Vec<String>,
    /// Characters for which the embedded font has no picture.
    missing: BTreeSet<char>,
}

impl Drawing {
    fn add(
        &mut self,
        folder: &mut PendingFolder,
        place: &str,
        pictures: Vec<NamedPicture>,
    ) -> Result<(), CliError> {
        for NamedPicture { name, picture } in pictures {
            self.missing.extend(picture.missing_characters);
            folder.add_bytes(format!("{place}/{name}.svg"), picture.svg)?;
            folder.add_bytes(format!("{place}/{name}.png"), picture.png)?;
        }
        Ok(())
    }

    /// A line for each thing that went wrong; empty when nothing did.
    fn in_words(&self) -> String {
        let undrawn =
            self.undrawn.iter().map(|problem| format!("warning: a chart was not drawn: {problem}\n"));
        let missing: String = self.missing.iter().take(MOST_CHARACTERS_NAMED).collect();
        let boxes = (!missing.is_empty()).then(|| {
            format!(
                "warning: the charts' font has no picture for {missing}; PNG files show boxes there, SVG files are fine\n"
            )
        });
        let untold = self.untold.iter().map(|problem| format!("warning: {problem}\n"));
        undrawn.chain(untold).chain(boxes).collect()
    }
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

fn overrides(arguments: &RunArguments) -> Overrides {
    Overrides {
        trials: arguments.trials,
        seed: arguments.seed,
        scenarios: arguments.scenarios.clone(),
        options: arguments.options.clone(),
        sampling: arguments.sampling.map(SamplingMethod::from),
    }
}

fn input_hashes(files: &[InputFile]) -> Vec<InputHash> {
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
            })
        })
    });
    each.max_by(|left, right| {
        left.largest_relative_standard_error.total_cmp(&right.largest_relative_standard_error)
    })
}
