//! `decide changed`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::changed_parts::Parts;
use super::given::Given;
use super::load::setting_of_case;
use super::show::show;
use super::sides::Side;
use crate::charts::Look;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::look::LookArguments;
use crate::cli::pipeline::with_threads;
use crate::cli::progress::Progress;
use crate::cli::selection::{check_known, select};
use crate::decision::{Estimate, PartEffects, Replay, replays, rest, sharing_of};
use crate::engine::{RunSpec, Study};
use crate::report::decide::{
    ChangedCost, ChangedReport, ChangedRun, ChangedScenario, DecideSetting, changed_answer,
};
use crate::report::{ScenarioSummary, count, wrapped};
use crate::statistics::{Verdict, moments};

/// Trials of a scenario and option that all replays have together where no number is given.
const ALL_TRIALS: u64 = 8_000;
/// Most and fewest trials of a replay where none are given.
const TRIALS: (u64, u64) = (1000, 200);
/// Relative difference of a trial below which it is the same: sums may run in another order.
const SAME: f64 = 1e-9;

const EXAMPLES: &str = "Examples:
  splitstack decide changed results/june results/september
  splitstack decide changed results/june results/september --scenario current-direction --trials 5000 --out answers";

#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct ChangedArguments {
    /// Result folder before
    pub old: PathBuf,
    /// Result folder after
    pub new: PathBuf,
    /// Only this scenario; may be given several times
    #[arg(long = "scenario", value_name = "ID")]
    pub scenarios: Vec<String>,
    /// Only this option; may be given several times
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// Trials of each replay; not more than both folders have
    #[arg(long, value_name = "N")]
    pub trials: Option<u64>,
    /// Threads; all of the machine when absent. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Folder for the answer: sentences, tables (CSV), figures (JSON), charts (SVG, PNG)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace files of an earlier answer that differ
    #[arg(long)]
    pub force: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub look: LookArguments,
}

impl ChangedArguments {
    /// What showing the answer needs.
    fn given(&self) -> Given {
        Given {
            place: self.new.clone(),
            scenarios: self.scenarios.clone(),
            options: self.options.clone(),
            set: Vec::new(),
            weights: None,
            trials: self.trials,
            seed: None,
            threads: self.threads,
            out: self.out.clone(),
            force: self.force,
            json: self.json,
            look: self.look,
        }
    }
}

/// Explains the difference between two result folders by replays.
///
/// # Errors
/// A folder holds no results, or has nothing in common with the other; files exist already or cannot be written.
pub fn decide(arguments: &ChangedArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let (old, new) = (Side::read(&arguments.old)?, Side::read(&arguments.new)?);
    let common = Common::of((&old, &new), arguments)?;
    let parts = Parts::between((&old, &new), (&common.scenarios, &common.options))?;
    let runs = replays(parts.len());
    let trials = common.trials(arguments.trials, runs.len())?;
    console.remark(&wrapped(
        &format!(
            "{} replays in {} scenarios with {} options and {} trials",
            runs.len(),
            common.scenarios.len(),
            common.options.len(),
            count(trials)
        ),
        100,
    ));
    let replayed = Replayed { sides: (&old, &new), common: &common, parts: &parts, trials };
    let scenarios = with_threads(arguments.threads, || replayed.scenarios(&runs))??;
    let setting = common.setting(&new, trials, arguments.look.look())?;
    let run = |side: &Side| ChangedRun {
        label: side.folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        version: side.manifest.splitstack.clone(),
        seed: side.manifest.seed,
        trials: common.recorded(side),
        independent: side.is_independent(),
    };
    let report = ChangedReport {
        runs: (run(&old), run(&new)),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        parts: parts.told(),
        remark: parts.remark.clone(),
        sharing: sharing_of(parts.len()),
        trials,
        scenarios,
    };
    show(&changed_answer(&setting, &report), &setting, &arguments.given(), console)?;
    Ok(ExitCode::SUCCESS)
}

/// Scenarios and options that both folders have, in the order of the new one.
struct Common {
    scenarios: Vec<String>,
    options: Vec<String>,
    /// The fewest trials of a scenario, of both.
    fewest: u64,
}

impl Common {
    fn of((old, new): (&Side, &Side), arguments: &ChangedArguments) -> Result<Common, CliError> {
        let currencies = (&old.manifest.settings.currency, &new.manifest.settings.currency);
        if currencies.0 != currencies.1 {
            return Err(CliError::Usage(format!(
                "costs in {} and in {} cannot be compared",
                currencies.0, currencies.1
            )));
        }
        let in_both = |old: &[String], new: &[String]| -> Vec<String> {
            new.iter().filter(|id| old.contains(id)).cloned().collect()
        };
        let scenarios = |side: &Side| -> Vec<String> {
            side.summary.scenarios.iter().map(|scenario| scenario.id.clone()).collect()
        };
        let kept = |kind: &str, known: Vec<String>, wanted: &[String]| {
            check_known(kind, wanted, &known)?;
            let kept: Vec<String> =
                known.into_iter().filter(|id| wanted.is_empty() || wanted.contains(id)).collect();
            if kept.is_empty() {
                return Err(CliError::Usage(format!("the two folders have no {kind} in common")));
            }
            Ok(kept)
        };
        let scenarios = kept("scenario", in_both(&scenarios(old), &scenarios(new)), &arguments.scenarios)?;
        let options =
            kept("option", in_both(&old.manifest.options, &new.manifest.options), &arguments.options)?;
        let trials = [old, new].into_iter().flat_map(|side| {
            scenarios.iter().filter_map(|id| side.scenario(id)).map(|scenario| scenario.trials)
        });
        Ok(Common { fewest: trials.min().unwrap_or(0), scenarios, options })
    }

    /// Trials of each replay.
    fn trials(&self, given: Option<u64>, runs: usize) -> Result<u64, CliError> {
        let usual = (ALL_TRIALS / runs as u64).clamp(TRIALS.1, TRIALS.0).min(self.fewest);
        let trials = given.unwrap_or(usual);
        if trials < 2 || trials > self.fewest {
            return Err(CliError::Usage(format!(
                "{trials} trials: a replay takes 2 to {} trials, which both folders have",
                self.fewest
            )));
        }
        Ok(trials)
    }

    fn recorded(&self, side: &Side) -> u64 {
        let trials = self.scenarios.iter().filter_map(|id| side.scenario(id)).map(|scenario| scenario.trials);
        trials.max().unwrap_or(0)
    }

    fn setting(&self, new: &Side, trials: u64, look: Look) -> Result<DecideSetting, CliError> {
        let mut case = new.loaded.case.clone();
        select(&mut case, &self.scenarios, &self.options)?;
        let spec = RunSpec { seed: new.manifest.seed, trials };
        Ok(setting_of_case(&case, &spec, None, look))
    }
}

struct Replayed<'a> {
    sides: (&'a Side, &'a Side),
    common: &'a Common,
    parts: &'a Parts<'a>,
    trials: u64,
}

impl Replayed<'_> {
    fn scenarios(&self, runs: &[Replay]) -> Result<Vec<ChangedScenario>, CliError> {
        let common = self.common;
        let all = runs.len() as u64 * self.trials * common.scenarios.len() as u64;
        let progress = Progress::over(all);
        progress.scenario(0, 0, "replays");
        let done = |trials: u64| progress.trials_done(trials);
        let empty = || PartEffects::new(self.parts.len(), self.trials as usize);
        let mut effects: Vec<Vec<PartEffects>> =
            common.scenarios.iter().map(|_| common.options.iter().map(|_| empty()).collect()).collect();
        let spec = RunSpec { seed: self.sides.1.manifest.seed, trials: self.trials };
        let mut study: Option<Study> = None;
        for run in runs {
            let case = self.parts.case(&run.changed)?;
            let study = match &mut study {
                None => study.insert(Study::new(case, spec, &done)?),
                Some(study) => {
                    study.edit(case, &done)?;
                    study
                }
            };
            for (scenario, effects) in effects.iter_mut().enumerate() {
                for (option, effects) in effects.iter_mut().enumerate() {
                    effects.add(run, &study.outcomes(scenario).totals(option));
                }
            }
        }
        let old = self.old_again(&effects, &done)?;
        let each = common.scenarios.iter().zip(effects.iter().zip(&old));
        each.map(|(id, (effects, old))| self.scenario(id, effects, old)).collect()
    }

    /// Costs of the old inputs with the old seed, `[scenario][option][trial]`, as this version has them.
    fn old_again(
        &self,
        effects: &[Vec<PartEffects>],
        done: &(dyn Fn(u64) + Sync),
    ) -> Result<Vec<Vec<Vec<f64>>>, CliError> {
        if self.same_trials() {
            let costs = |effects: &Vec<PartEffects>| {
                effects.iter().map(|effects| effects.ends().0.to_vec()).collect()
            };
            return Ok(effects.iter().map(costs).collect());
        }
        let case = self.parts.case(&vec![false; self.parts.len()])?;
        let spec = RunSpec { seed: self.sides.0.manifest.seed, trials: self.trials };
        let study = Study::new(case, spec, done)?;
        let totals = |scenario: usize| {
            (0..self.common.options.len()).map(|option| study.outcomes(scenario).totals(option)).collect()
        };
        Ok((0..self.common.scenarios.len()).map(totals).collect())
    }

    fn same_trials(&self) -> bool {
        self.sides.0.manifest.seed == self.sides.1.manifest.seed
    }

    fn scenario(
        &self,
        id: &str,
        effects: &[PartEffects],
        old_again: &[Vec<f64>],
    ) -> Result<ChangedScenario, CliError> {
        let missing = || CliError::Usage(format!("{id} is not in both folders"));
        let old = self.sides.0.scenario(id).ok_or_else(missing)?;
        let new = self.sides.1.scenario(id).ok_or_else(missing)?;
        let mut options = Vec::new();
        for ((option, effects), old_again) in self.common.options.iter().zip(effects).zip(old_again) {
            options.push(self.cost((old, new), option, effects, old_again)?);
        }
        let leaders = (self.leader(old), self.leader(new));
        let overtaking = match (leaders.0.first(), leaders.1.first()) {
            (Some(was), Some(is)) if was != is => Some(effects[*was].less(&effects[*is]).shares()?),
            (Some(_) | None, Some(_) | None) => None,
        };
        Ok(ChangedScenario { options, leaders, overtaking })
    }

    /// Positions of the cheapest option and of those that cannot be told from it, of the common ones.
    fn leader(&self, scenario: &ScenarioSummary) -> Vec<usize> {
        let options = &self.common.options;
        let mean =
            |option: usize| scenario.option(&options[option]).map_or(f64::INFINITY, |found| found.total.mean);
        let mut order: Vec<usize> = (0..options.len()).collect();
        order.sort_by(|left, right| mean(*left).total_cmp(&mean(*right)));
        let Some(first) = order.first().copied() else { return Vec::new() };
        let open = |option: &usize| {
            let pair = scenario
                .pairs
                .iter()
                .find(|pair| pair.first == options[first] && pair.second == options[*option]);
            *option == first
                || pair.is_some_and(|pair| match pair.difference.verdict {
                    Verdict::CannotTell | Verdict::Identical => true,
                    Verdict::FirstLower | Verdict::SecondLower => false,
                })
        };
        order.into_iter().filter(open).collect()
    }

    fn cost(
        &self,
        (old, new): (&ScenarioSummary, &ScenarioSummary),
        option: &str,
        effects: &PartEffects,
        old_again: &[f64],
    ) -> Result<ChangedCost, CliError> {
        let recorded = |scenario: &ScenarioSummary| {
            let found = scenario.option(option).map(|found| &found.total);
            found.map_or(
                Estimate { estimate: 0.0, standard_error: None, confidence_interval: None },
                |total| Estimate {
                    estimate: total.mean,
                    standard_error: total.standard_error,
                    confidence_interval: total.confidence_interval,
                },
            )
        };
        let (was, is) = (recorded(old), recorded(new));
        let shares = effects.shares()?;
        let version = self.version(&old.id, option, (old_again, effects.ends().1))?;
        let change = is.estimate - was.estimate;
        let explained: Vec<f64> =
            shares.iter().chain(&version).map(|found: &Estimate| found.estimate).collect();
        let error = effects.error_of_rest((old.trials, new.trials), self.same_trials(), was.standard_error);
        Ok(ChangedCost {
            rest: rest(change, &explained, error),
            alone: effects.alone()?,
            interaction: effects.interaction()?,
            old: was,
            new: is,
            shares,
            version,
        })
    }

    /// What of the change comes from the version: what this one makes of the recorded trials before, less what it makes of those after.
    /// `None` where no trials were kept, or not such as can be replayed.
    fn version(
        &self,
        scenario: &str,
        option: &str,
        again: (&[f64], &[f64]),
    ) -> Result<Option<Estimate>, CliError> {
        if !self.sides.0.is_independent() || !self.sides.1.is_independent() {
            return Ok(None);
        }
        let old = self.sides.0.recorded(scenario, option, self.trials)?;
        let new = self.sides.1.recorded(scenario, option, self.trials)?;
        let Some((old, new)) = old.zip(new) else { return Ok(None) };
        let moved = |again: &[f64], recorded: &[f64]| -> Vec<f64> {
            let pairs = again.iter().zip(recorded);
            pairs
                .map(|(again, recorded)| {
                    let apart = again - recorded;
                    if apart.abs() <= SAME * again.abs().max(recorded.abs()) { 0.0 } else { apart }
                })
                .collect()
        };
        let (before, after) = (moved(again.0, &old), moved(again.1, &new));
        if before.iter().chain(&after).all(|moved| *moved == 0.0) {
            let zero = crate::statistics::Interval { low: 0.0, high: 0.0 };
            return Ok(Some(Estimate {
                estimate: 0.0,
                standard_error: Some(0.0),
                confidence_interval: Some(zero),
            }));
        }
        let each: Vec<f64> = before.iter().zip(&after).map(|(before, after)| before - after).collect();
        let found = moments(&each).map_err(crate::decision::DecisionError::Statistics)?;
        Ok(Some(Estimate {
            estimate: found.mean,
            standard_error: found.standard_error,
            confidence_interval: found.confidence_interval,
        }))
    }
}
