//! How well a scenario's figures are known while its trials run, and when that is enough.

use serde::{Deserialize, Serialize};

use super::accumulate::ScenarioAccumulator;
use super::summary::{OptionSummary, ScenarioSummary};
use super::target::{Output, Target};
use crate::decision::DecisionError;
use crate::domain::{Component, Group, ItOption, Scenario};
use crate::engine::{Column, Outcomes};
use crate::input::hint_for;
use crate::results::Reached;
use crate::statistics::{NORMAL_CRITICAL_VALUE, look_trials, sequential_half_width};

/// No forecast and no look beyond so many trials.
const MOST_TRIALS: u64 = 1 << 50;

/// Numbers of trials, rising, at which a scenario is looked at: the last one is `most`, the only one without targets.
pub fn looks(targets: &[Target], most: u64) -> impl Iterator<Item = u64> {
    let early = if targets.is_empty() { 0 } else { usize::MAX };
    planned_looks().take_while(move |look| *look < most).take(early).chain(std::iter::once(most))
}

fn planned_looks() -> impl Iterator<Item = u64> {
    (1..).map(look_trials).take_while(|look| *look <= MOST_TRIALS)
}

/// Position of a look, from 1; that of the next one for a number of trials between two.
fn look_at(trials: u64) -> u32 {
    planned_looks().take_while(|look| *look < trials).count() as u32 + 1
}

/// What is watched of a scenario: nothing without targets.
///
/// Its bits depend on the blocks in which trials come, which are those of the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrecisionWatch {
    /// By target.
    watched: Vec<Watched>,
    /// Of the totals, by option.
    totals: Vec<Running>,
}

/// What one target is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Watched {
    Totals,
    /// Pairs of options and their differences.
    Differences(Vec<(usize, usize, Running)>),
    ExpectedShortfall99,
    Percentile95,
    /// Columns that are added up, and their sums by option.
    Columns(Vec<usize>, Vec<Running>),
}

impl PrecisionWatch {
    /// A watch before the first trial.
    ///
    /// - `columns`, `options`: of the outcomes to come.
    ///
    /// # Errors
    /// A target names a column or an option that there is not, with the nearest one as a hint.
    pub fn new(
        targets: &[Target],
        columns: &[Column],
        options: &[ItOption],
    ) -> Result<PrecisionWatch, String> {
        let watched = targets.iter().map(|target| watched(target, columns, options));
        let totals = if targets.is_empty() { 0 } else { options.len() };
        Ok(PrecisionWatch {
            watched: watched.collect::<Result<_, String>>()?,
            totals: vec![Running::default(); totals],
        })
    }

    /// Adds the next block of trials.
    pub fn add(&mut self, outcomes: &Outcomes) {
        if self.watched.is_empty() {
            return;
        }
        let totals: Vec<Vec<f64>> = (0..outcomes.options()).map(|option| outcomes.totals(option)).collect();
        for (running, totals) in self.totals.iter_mut().zip(&totals) {
            running.add(totals.iter().copied());
        }
        for watched in &mut self.watched {
            match watched {
                Watched::Totals | Watched::ExpectedShortfall99 | Watched::Percentile95 => {}
                Watched::Differences(pairs) => {
                    for (first, second, running) in pairs {
                        let pair = totals[*first].iter().zip(&totals[*second]);
                        running.add(pair.map(|(first, second)| first - second));
                    }
                }
                Watched::Columns(columns, options) => {
                    for (option, running) in options.iter_mut().enumerate() {
                        let sum = |trial: usize| {
                            columns.iter().map(|column| outcomes.column(option, *column)[trial]).sum::<f64>()
                        };
                        running.add((0..outcomes.trials()).map(sum));
                    }
                }
            }
        }
    }

    /// The precision reached, by target, in the trials of `accumulator`.
    ///
    /// - `targets`, `options`: those of the watch.
    ///
    /// # Errors
    /// No trials.
    pub fn reached(
        &self,
        targets: &[Target],
        accumulator: &ScenarioAccumulator,
        scenario: &Scenario,
        options: &[ItOption],
    ) -> Result<Vec<Reached>, DecisionError> {
        let from_summary = self.watched.iter().any(|watched| match watched {
            Watched::ExpectedShortfall99 | Watched::Percentile95 => true,
            Watched::Totals | Watched::Differences(_) | Watched::Columns(..) => false,
        });
        let summary = if from_summary { Some(accumulator.finish(scenario, options)?) } else { None };
        let each = targets.iter().zip(&self.watched).map(|(target, watched)| {
            let shares = self.shares(watched, options, summary.as_ref(), accumulator.trials());
            reached(target, scenario, &shares, accumulator.trials())
        });
        Ok(each.collect())
    }

    fn shares(
        &self,
        watched: &Watched,
        options: &[ItOption],
        summary: Option<&ScenarioSummary>,
        trials: u64,
    ) -> Vec<Share> {
        let id = |option: usize| options.get(option).map_or_else(String::new, |option| option.id.to_string());
        let running = |(option, running): (usize, &Running)| running.share(id(option), running.mean);
        let of_options = |share: fn(&OptionSummary, u64) -> Share| {
            summary.into_iter().flat_map(|summary| &summary.options).map(move |option| share(option, trials))
        };
        match watched {
            Watched::Totals => self.totals.iter().enumerate().map(running).collect(),
            Watched::Columns(_, options) => options.iter().enumerate().map(running).collect(),
            Watched::Differences(pairs) => pairs
                .iter()
                .map(|(first, second, running)| {
                    let smaller = self.totals[*first].mean.abs().min(self.totals[*second].mean.abs());
                    running.share(format!("{},{}", id(*first), id(*second)), smaller)
                })
                .collect(),
            Watched::ExpectedShortfall99 => of_options(shortfall_share).collect(),
            Watched::Percentile95 => of_options(percentile_share).collect(),
        }
    }
}

fn watched(target: &Target, columns: &[Column], options: &[ItOption]) -> Result<Watched, String> {
    let by_option = || vec![Running::default(); options.len()];
    match &target.output {
        Output::Mean => Ok(Watched::Totals),
        Output::ExpectedShortfall99 => Ok(Watched::ExpectedShortfall99),
        Output::Percentile95 => Ok(Watched::Percentile95),
        Output::Difference(_) if options.len() < 2 => {
            Err(format!("--precision {}: a single option differs from nothing", target.text()))
        }
        Output::Difference(None) => {
            let pairs = (0..options.len()).flat_map(|second| (0..second).map(move |first| (first, second)));
            Ok(Watched::Differences(
                pairs.map(|(first, second)| (first, second, Running::default())).collect(),
            ))
        }
        Output::Difference(Some([first, second])) => {
            let position = |id: &String| {
                let known: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
                let found = known.iter().position(|known| known == id);
                found.ok_or_else(|| unknown(target, "the case runs no option", id, &known))
            };
            Ok(Watched::Differences(vec![(position(first)?, position(second)?, Running::default())]))
        }
        Output::Column(id) => Ok(Watched::Columns(columns_named(target, id, columns)?, by_option())),
    }
}

/// The columns that a column or group consists of.
fn columns_named(target: &Target, id: &str, columns: &[Column]) -> Result<Vec<usize>, String> {
    if id == "total" {
        return Ok((0..Component::ALL.len()).collect());
    }
    if let Some(group) = Group::ALL.into_iter().find(|group| group.id() == id) {
        return Ok(group.components().map(|component| component as usize).collect());
    }
    let names: Vec<String> = columns.iter().map(Column::name).collect();
    if let Some(position) = names.iter().position(|name| name == id) {
        return Ok(vec![position]);
    }
    let fixed = ["mean", "difference", "es99", "p95", "total"].into_iter();
    let known = fixed.chain(Group::ALL.map(Group::id)).chain(names.iter().map(String::as_str));
    Err(unknown(target, "there is no output", id, &known.collect::<Vec<&str>>()))
}

fn unknown(target: &Target, what: &str, id: &str, known: &[&str]) -> String {
    let hint = hint_for(id, known.iter().copied()).map(|hint| format!("; {hint}"));
    format!("--precision {}: {what} `{id}`{}", target.text(), hint.unwrap_or_default())
}

/// A figure and the half width of its interval at this look.
struct Share {
    /// Option, or two of them.
    of: String,
    /// Standard deviation of one trial that would give the interval; `None` where the trials say nothing.
    deviation: Option<f64>,
    /// What the half width is a share of, at least 0.
    base: f64,
}

impl Share {
    fn at(&self, trials: u64, look: u32) -> Option<f64> {
        let share = sequential_half_width(self.deviation?, trials, look) / self.base;
        share.is_finite().then_some(share)
    }

    /// Nothing but 0 was seen: nothing can be said, and nothing is waited for.
    fn is_silent(&self) -> bool {
        self.base == 0.0 && self.deviation == Some(0.0)
    }

    /// Fewest trials of a look at which the share is at most `wanted`.
    fn forecast(&self, wanted: f64) -> Option<u64> {
        let enough = |(look, trials): &(usize, u64)| {
            self.at(*trials, *look as u32 + 1).is_some_and(|share| share <= wanted)
        };
        planned_looks().enumerate().find(enough).map(|(_, trials)| trials)
    }
}

fn shortfall_share(option: &OptionSummary, trials: u64) -> Share {
    let found = &option.total.expected_shortfall_99;
    let deviation = found.standard_error.map(|error| error * (trials as f64).sqrt());
    Share { of: option.id.clone(), deviation, base: found.estimate.abs() }
}

fn percentile_share(option: &OptionSummary, trials: u64) -> Share {
    let found = &option.total.p95;
    // The wider side of the interval, as if it were that of a mean.
    let side = found
        .confidence_interval
        .map(|interval| f64::max(interval.high - found.estimate, found.estimate - interval.low));
    let deviation = side.map(|side| side / NORMAL_CRITICAL_VALUE * (trials as f64).sqrt());
    Share { of: option.id.clone(), deviation, base: found.estimate.abs() }
}

fn reached(target: &Target, scenario: &Scenario, shares: &[Share], trials: u64) -> Reached {
    let look = look_at(trials);
    let telling = shares.iter().filter(|share| !share.is_silent());
    let width = |share: &Share| share.at(trials, look).unwrap_or(f64::INFINITY);
    let widest = telling.max_by(|left, right| width(left).total_cmp(&width(right)));
    let share = widest.and_then(|share| share.at(trials, look));
    let forecast =
        |part: f64| share.filter(|share| *share > 0.0).and_then(|share| widest?.forecast(share * part));
    Reached {
        scenario: scenario.id.to_string(),
        output: target.output.to_string(),
        asked: target.share,
        reached: share,
        widest: widest.map(|share| share.of.clone()),
        met: share.is_some_and(|share| share <= target.share),
        trials,
        trials_for_half: forecast(0.5),
        trials_for_tenth: forecast(0.1),
    }
}

/// Mean and spread of the trials so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Running {
    trials: u64,
    mean: f64,
    /// Sum of squared deviations from the mean.
    squares: f64,
}

impl Running {
    /// Adds a block as a whole (Chan, Golub & LeVeque 1979), so that the bits depend on the blocks alone.
    fn add(&mut self, values: impl Iterator<Item = f64> + Clone) {
        let count = values.clone().count();
        if count == 0 {
            return;
        }
        let (before, added) = (self.trials as f64, count as f64);
        let mean = values.clone().sum::<f64>() / added;
        let squares = values.map(|value| (value - mean) * (value - mean)).sum::<f64>();
        let (all, apart) = (before + added, mean - self.mean);
        self.mean += apart * added / all;
        self.squares += squares + apart * apart * before * added / all;
        self.trials += count as u64;
    }

    fn share(&self, of: String, base: f64) -> Share {
        let spread = (self.squares / (self.trials.max(2) - 1) as f64).sqrt();
        Share { of, deviation: (self.trials > 1).then_some(spread), base: base.abs() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Method;
    use crate::report::testing::{options, scenario, settings};
    use crate::results::testing::outcomes;
    use crate::statistics::moments;

    fn targets(texts: &[&str]) -> Vec<Target> {
        texts.iter().map(|text| Target::parse(text).unwrap()).collect()
    }

    /// What is reached after some blocks of the testing formula with two options.
    fn reached_after(texts: &[&str], blocks: u64) -> Vec<Reached> {
        let (outcomes, options, targets) = (outcomes(2, 1_024), options(2), targets(texts));
        let mut watch = PrecisionWatch::new(&targets, outcomes.columns(), &options).unwrap();
        let mut accumulator =
            ScenarioAccumulator::new(outcomes.columns(), &options, settings().appetite, Method::default());
        for block in 0..blocks {
            accumulator.add(block * 1_024, &outcomes).unwrap();
            watch.add(&outcomes);
        }
        watch.reached(&targets, &accumulator, &scenario(0), &options).unwrap()
    }

    #[test]
    fn looks_end_with_the_most_trials_and_are_one_without_targets() {
        let at = |texts: &[&str], most| looks(&targets(texts), most).collect::<Vec<u64>>();
        assert_eq!(at(&[], 5_000), [5_000]);
        assert_eq!(at(&["1%"], 1_000), [1_000]);
        assert_eq!(at(&["1%"], 6_000), [2_048, 3_072, 5_120, 6_000]);
        assert_eq!(at(&["1%"], 3_072), [2_048, 3_072]);
        assert_eq!([look_at(1_000), look_at(2_048), look_at(2_049), look_at(5_120)], [1, 1, 2, 3]);
    }

    #[test]
    fn shares_are_those_of_the_estimators_at_the_look() {
        let found = reached_after(&["1%", "1%:difference", "1%:es99", "1%:p95", "1%:fine-exposure"], 3);
        let all: Vec<Vec<f64>> = (0..2)
            .map(|option| outcomes(2, 1_024).totals(option))
            .map(|totals| [totals.clone(), totals.clone(), totals].concat())
            .collect();
        let half = |values: &[f64]| {
            sequential_half_width(moments(values).unwrap().standard_deviation.unwrap(), 3_072, 2)
        };
        let close = |reached: &Reached, expected: f64| {
            assert!((reached.reached.unwrap() / expected - 1.0).abs() < 1e-9, "{reached:?}: {expected}");
        };
        // Both options have the same relative spread.
        close(&found[0], half(&all[0]) / moments(&all[0]).unwrap().mean);
        let apart: Vec<f64> = all[0].iter().zip(&all[1]).map(|(first, second)| first - second).collect();
        close(&found[1], half(&apart) / moments(&all[0]).unwrap().mean);
        assert_eq!(found[1].widest.as_deref(), Some("global-integration,hybrid"));
        // Of one component, the same relative spread as of the total.
        close(&found[4], found[0].reached.unwrap());
        for reached in &found {
            assert_eq!((reached.trials, reached.asked), (3_072, 0.01));
            assert_eq!(reached.met, reached.reached.unwrap() <= 0.01);
            assert!(reached.reached == Some(0.0) || reached.trials_for_half.unwrap() > 3_072);
        }
    }

    #[test]
    fn a_column_of_nothing_but_zeros_says_nothing() {
        let (mut found, options) = (outcomes(2, 1_024), options(2));
        let columns = found.columns().to_vec();
        let values = ndarray::Array3::zeros((2, columns.len(), 1_024));
        found = Outcomes::new(columns, values);
        let targets = targets(&["50%:days-down"]);
        let mut watch = PrecisionWatch::new(&targets, found.columns(), &options).unwrap();
        let mut accumulator =
            ScenarioAccumulator::new(found.columns(), &options, settings().appetite, Method::default());
        accumulator.add(0, &found).unwrap();
        watch.add(&found);
        let reached = &watch.reached(&targets, &accumulator, &scenario(0), &options).unwrap()[0];
        assert_eq!((reached.reached, reached.met, reached.trials_for_half), (None, false, None));
    }

    #[test]
    fn what_there_is_not_is_refused_with_the_nearest() {
        let columns = outcomes(1, 1).columns().to_vec();
        let refused = |text: &str, count: usize| {
            PrecisionWatch::new(&targets(&[text]), &columns, &options(count)).unwrap_err()
        };
        let expected = "--precision 1%:day-down: there is no output `day-down`; did you mean `days-down`?";
        assert_eq!(refused("1%:day-down", 2), expected);
        assert!(refused("1%:difference:hybrid,global", 2).contains("no option `global`"));
        assert!(refused("1%:difference", 1).contains("differs from nothing"));
        let groups = Group::ALL.map(|group| format!("1%:{}", group.id()));
        for text in groups.iter().map(String::as_str).chain(["1%:total", "1%:year-2", "1%:events.raid"]) {
            assert!(PrecisionWatch::new(&targets(&[text]), &columns, &options(2)).is_ok(), "{text}");
        }
    }
}
