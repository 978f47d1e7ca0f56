//! The stories that a run leaves behind: the median and the p95 trial of each option in each scenario, of the first trials if
//! there are more than are kept.

use rayon::prelude::*;

use super::error::CliError;
use super::pipeline::ScenarioDone;
use crate::charts::{standalone_svg, timeline_svg};
use crate::domain::Case;
use crate::engine::{nothing_else_by_chance, story};
use crate::language::Language;
use crate::plan::SimulationPlan;
use crate::report::{
    StoryPlace, StorySetting, ToldStory, share_cheaper, story_in_words, story_timeline, story_total,
};

/// Columns of the text.
const WIDTH: u16 = 100;

/// A file of a story.
pub struct StoryFile {
    /// Below `stories/`.
    pub path: String,
    pub bytes: Vec<u8>,
    /// Why there is no picture beside this text.
    pub undrawn: Option<String>,
}

/// Tells and draws them, in the current thread pool.
///
/// # Errors
/// A trial that costs something else when it is lived through again.
pub fn stories(
    case: &Case,
    seed: u64,
    done: &ScenarioDone<'_>,
    language: Language,
) -> Result<Vec<StoryFile>, CliError> {
    let options: Vec<usize> = (0..case.options.len()).collect();
    let places = [StoryPlace::Percentile(50), StoryPlace::Percentile(95)];
    let wanted: Vec<(usize, StoryPlace)> =
        options.into_iter().flat_map(|option| places.map(|place| (option, place))).collect();
    let told = wanted
        .into_par_iter()
        .map(|(option, place)| one(case, (seed, language), done, option, place))
        .collect::<Result<Vec<Vec<StoryFile>>, CliError>>()?;
    Ok(told.into_iter().flatten().collect())
}

/// Whether a trial that is lived through again costs what is recorded of it: the same bits; where trials run in lanes, which add costs in
/// another order, the same but for the last bits.
pub fn is_told_as_recorded(plan: &SimulationPlan, scenario: usize, recorded: f64, again: f64) -> bool {
    const LAST_BITS: f64 = 1e-12;
    let near = || (again - recorded).abs() <= LAST_BITS * recorded.abs();
    again.to_bits() == recorded.to_bits() || (nothing_else_by_chance(plan, scenario) && near())
}

fn one(
    case: &Case,
    (seed, language): (u64, Language),
    done: &ScenarioDone<'_>,
    option: usize,
    place: StoryPlace,
) -> Result<Vec<StoryFile>, CliError> {
    let totals = done.accumulator.kept_totals(option);
    let Some(trial) = place.find(totals) else { return Ok(Vec::new()) };
    let lived = story(done.plan, done.position, option, seed, trial);
    let (recorded, again) = (totals[trial as usize], story_total(done.plan, &lived));
    if !is_told_as_recorded(done.plan, done.position, recorded, again) {
        let reason = "the run and its story differ: please report this".to_owned();
        return Err(CliError::OtherWorld { trial, recorded, again, reason });
    }
    let trials = totals.len() as u64;
    let setting = StorySetting { settings: &case.settings, plan: done.plan, seed, trials };
    let told = [ToldStory { story: &lived, cheaper: share_cheaper(totals, recorded) }];
    let name = format!("{}/{}-{}", done.scenario.id, case.options[option].id, place.id());
    let text = story_in_words(&setting, &told, place, WIDTH);
    let mut files = Vec::new();
    let undrawn = match timeline_svg(&story_timeline(&setting, &told, place, language)) {
        Ok(svg) => {
            files.push(StoryFile {
                path: format!("{name}.svg"),
                bytes: standalone_svg(&svg).into_bytes(),
                undrawn: None,
            });
            None
        }
        Err(problem) => Some(format!("the story {name} was not drawn: {problem}")),
    };
    files.push(StoryFile { path: format!("{name}.txt"), bytes: text.into_bytes(), undrawn });
    Ok(files)
}
