//! `story`: one trial of a result folder, lived through again and told: what happened, and what each cause cost.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::StoryArguments;
use super::console::Console;
use super::error::CliError;
use super::selection::{check_known, select};
use super::source::{read_inputs, recorded_totals};
use super::stories::is_told_as_recorded;
use super::whole_file::{check_free, write_whole};
use crate::charts::timeline;
use crate::domain::Case;
use crate::engine::{Story, story as live_through};
use crate::plan::SimulationPlan;
use crate::report::{
    StoryPlace, StorySetting, ToldStory, share_cheaper, story_in_words, story_json, story_timeline,
    story_total,
};
use crate::results::{
    ContentHash, INPUTS_FOLDER, MANIFEST_FILE, Manifest, TRIALS_FILE, TrialsTable, to_json,
};

/// Tells one or two options' story of a trial, as text or JSON, and draws it.
///
/// # Errors
/// The folder is no result folder, the arguments name what it does not hold, the trial comes out otherwise than its table
/// records, or a picture exists already or cannot be written.
pub fn story(arguments: &StoryArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let folder = &arguments.folder;
    if !folder.join(MANIFEST_FILE).is_file() {
        return Err(CliError::Usage(format!(
            "{} is no result folder: it has no {MANIFEST_FILE}; name the folder that `run` has written",
            folder.display()
        )));
    }
    let manifest = Manifest::read(folder)?;
    let version = env!("CARGO_PKG_VERSION");
    if manifest.splitstack != version {
        console.remark(&format!(
            "note: these results are of splitstack {}, this is {version}: a trial may come out otherwise\n",
            manifest.splitstack
        ));
    }
    let chosen = Chosen::of(arguments, &manifest)?;
    let mut case = read_inputs(folder, &manifest)?.case;
    select(&mut case, &manifest.scenarios, &manifest.options)?;
    case.settings.sampling = manifest.settings.sampling.setting();
    let plan = SimulationPlan::new(&case)?;
    let totals = chosen.totals(folder, &manifest)?;
    let trial = find_trial(chosen.place, totals.first().map_or(&[], Vec::as_slice))?;
    let mut stories: Vec<Story> = Vec::new();
    for (option, totals) in chosen.options.iter().zip(&totals) {
        let told = live_through(&plan, chosen.scenario, *option, manifest.seed, trial);
        let recorded = totals[trial as usize];
        let again = story_total(&plan, &told);
        if !is_told_as_recorded(&plan, chosen.scenario, recorded, again) {
            return Err(other_world(folder, &manifest, trial, recorded, again));
        }
        stories.push(told);
    }
    let trials = totals.first().map_or(0, Vec::len) as u64;
    let setting = StorySetting { settings: &case.settings, plan: &plan, seed: manifest.seed, trials };
    let told: Vec<ToldStory<'_>> = stories
        .iter()
        .zip(&totals)
        .map(|(story, totals)| ToldStory { story, cheaper: share_cheaper(totals, totals[trial as usize]) })
        .collect();
    show(arguments, &setting, &told, &chosen.name(&case), chosen.place, console)?;
    Ok(ExitCode::SUCCESS)
}

/// What was asked for, by position.
struct Chosen {
    scenario: usize,
    /// One or two.
    options: Vec<usize>,
    place: StoryPlace,
}

impl Chosen {
    fn of(arguments: &StoryArguments, manifest: &Manifest) -> Result<Chosen, CliError> {
        let scenario = match &arguments.scenario {
            Some(id) => position("scenario", id, &manifest.scenarios)?,
            None => the_only("scenario", &manifest.scenarios)?,
        };
        let options = match &arguments.options[..] {
            [] => vec![the_only("option", &manifest.options)?],
            named if named.len() > 2 => {
                return Err(CliError::Usage(format!("{} options: give one or two", named.len())));
            }
            named => {
                named.iter().map(|id| position("option", id, &manifest.options)).collect::<Result<_, _>>()?
            }
        };
        if let [one, other] = options[..]
            && one == other
        {
            return Err(CliError::Usage("the same option twice: give two different ones".to_owned()));
        }
        let place = match arguments.trial {
            Some(trial) => StoryPlace::Trial(trial),
            None => arguments.at.unwrap_or(StoryPlace::Percentile(50)),
        };
        Ok(Chosen { scenario, options, place })
    }

    /// Totals of the options in the scenario, `[option][trial]`, from the table of trials.
    fn totals(&self, folder: &Path, manifest: &Manifest) -> Result<Vec<Vec<f64>>, CliError> {
        let path = folder.join(TRIALS_FILE);
        let layout = manifest.layout().ok_or_else(|| {
            CliError::Usage(format!(
                "{} holds no trials, as --summary-only asks: run it without, to have trials to tell",
                folder.display()
            ))
        })?;
        if self.scenario >= layout.trials.len() {
            let id = &manifest.scenarios[self.scenario];
            return Err(CliError::Usage(format!(
                "the run was interrupted before {id}; go on with `splitstack run --resume {}`",
                folder.display()
            )));
        }
        let table = TrialsTable::open(&path, layout)?;
        let mut totals = Vec::new();
        for option in &self.options {
            totals.push(recorded_totals(&table, &path, manifest, (self.scenario, *option))?);
        }
        Ok(totals)
    }

    /// `network-cut-hybrid-p95`, for files.
    fn name(&self, case: &Case) -> String {
        let options: Vec<&str> =
            self.options.iter().map(|option| case.options[*option].id.as_str()).collect();
        format!("{}-{}-{}", case.scenarios[self.scenario].id, options.join("-"), self.place.id())
    }
}

fn position(kind: &str, id: &str, known: &[String]) -> Result<usize, CliError> {
    check_known(kind, &[id.to_owned()], known)?;
    Ok(known.iter().position(|entry| entry == id).unwrap_or_default())
}

fn the_only(kind: &str, known: &[String]) -> Result<usize, CliError> {
    match known {
        [_] => Ok(0),
        several => Err(CliError::Usage(format!(
            "the results have {} {kind}s: choose with --{kind}: {}",
            several.len(),
            several.join(", ")
        ))),
    }
}

fn find_trial(place: StoryPlace, totals: &[f64]) -> Result<u64, CliError> {
    place.find(totals).ok_or_else(|| {
        CliError::Usage(format!(
            "{} is beyond the results: their trials are numbered from 0 to {}",
            place.id().replace('-', " "),
            totals.len().saturating_sub(1)
        ))
    })
}

/// The trial cannot be told as it was: why, as far as one can know.
fn other_world(folder: &Path, manifest: &Manifest, trial: u64, recorded: f64, again: f64) -> CliError {
    let changed = manifest.inputs.iter().find(|input| {
        let path = folder.join(INPUTS_FOLDER).join(&input.path);
        std::fs::read(path).map_or(true, |bytes| ContentHash::of(&bytes) != input.sha256)
    });
    let reason = match changed {
        Some(input) => format!("{INPUTS_FOLDER}/{} was changed since the run", input.path),
        None if manifest.splitstack != env!("CARGO_PKG_VERSION") => {
            format!("the results are of splitstack {}", manifest.splitstack)
        }
        None => "`splitstack verify` says what differs".to_owned(),
    };
    CliError::OtherWorld { trial, recorded, again, reason }
}

fn show(
    arguments: &StoryArguments,
    setting: &StorySetting<'_>,
    told: &[ToldStory<'_>],
    name: &str,
    place: StoryPlace,
    console: &mut Console,
) -> Result<(), CliError> {
    let text = if arguments.json {
        to_json(&story_json(setting, told, place), "story")?
    } else {
        story_in_words(setting, told, place, console.page().width)
    };
    let Some(folder) = arguments.out.clone().or_else(|| (!arguments.json).then(|| PathBuf::from("."))) else {
        return console.print(&text);
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    // A picture that cannot be drawn is told; the text is what counts.
    let drawn = timeline(&story_timeline(setting, told, place, arguments.language.language()));
    match &drawn {
        Ok(picture) => {
            files.push((format!("story-{name}.svg"), picture.standalone_svg().into_bytes()));
            files.push((format!("story-{name}.png"), picture.png.clone()));
        }
        Err(problem) => console.remark(&format!("warning: the picture was not drawn: {problem}\n")),
    }
    if arguments.out.is_some() {
        let kind = if arguments.json { "json" } else { "txt" };
        files.push((format!("story-{name}.{kind}"), text.clone().into_bytes()));
    }
    for (file, bytes) in &files {
        check_free(&folder.join(file), bytes, arguments.force)?;
    }
    for (file, bytes) in &files {
        write_whole(&folder, file, bytes)?;
    }
    console.print(&text)?;
    let names: Vec<&str> = files.iter().map(|(file, _)| file.as_str()).collect();
    console.remark(&format!("Written to {}: {}\n", folder.display(), names.join(", ")));
    Ok(())
}

/// Reads `p95`, `p5`, `best`, `worst`.
///
/// # Errors
/// Anything else, with what may be written.
pub fn parse_place(text: &str) -> Result<StoryPlace, String> {
    let percentile = |text: &str| {
        let number = text.strip_prefix('p')?.parse::<u8>().ok()?;
        (1..=99).contains(&number).then_some(StoryPlace::Percentile(number))
    };
    match text {
        "best" => Ok(StoryPlace::Best),
        "worst" => Ok(StoryPlace::Worst),
        text => {
            percentile(text).ok_or_else(|| "write p01 to p99, such as p50 or p95, best or worst".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_written() {
        assert_eq!(parse_place("p95"), Ok(StoryPlace::Percentile(95)));
        assert_eq!(parse_place("p05"), Ok(StoryPlace::Percentile(5)));
        assert_eq!(
            [parse_place("best"), parse_place("worst")],
            [Ok(StoryPlace::Best), Ok(StoryPlace::Worst)]
        );
        for wrong in ["p0", "p100", "95", "median", "p9.5", ""] {
            assert!(parse_place(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_choice_is_needed_only_among_several() {
        let known = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        assert_eq!(the_only("option", &known(&["stay"])).unwrap(), 0);
        let message = the_only("option", &known(&["stay", "local"])).unwrap_err().to_string();
        assert_eq!(message, "the results have 2 options: choose with --option: stay, local");
    }
}
