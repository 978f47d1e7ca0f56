//! When is a prepared move to be made, what is it worth, and until when?

use ndarray::{Array2, Array3};
use serde::{Deserialize, Serialize};

use super::candidates::Candidate;
use super::error::DecisionError;
use super::mixed::{Estimate, mean_of};
use super::move_rehearsal::{MoveInScenario, MoveRehearsal};
use super::scenario_costs::{Outlook, ScenarioCosts};
use super::trigger::{TriggerScore, TriggerTrial, latest_start, score_trigger};
use super::waiting::{MovePaths, WaitingValue, value_of_waiting};
use crate::engine::FirstFiring;
use crate::statistics::{
    Interval, MINIMUM_TAIL_TRIALS, Proportion, Quantile, SortedSample, Verdict, proportion, quantile,
    student_quantile,
};

/// Level of the tail that triggers are also judged by.
pub const TAIL_LEVEL: f64 = 0.95;

/// With fewer trials in which two triggers come to different costs, nothing is said of their difference.
pub const MINIMUM_DIFFERING_TRIALS: usize = 20;

/// With fewer trials there is no value of waiting: half of them teach a rule that the others judge.
pub const MINIMUM_WAITING_TRIALS: usize = 100;

/// Share of the trials with a need in which a move should be done in time.
pub const LATEST_START_LEVEL: f64 = 0.8;

/// Positions of candidates that are always there.
const WRITTEN: usize = 0;
const NEVER: usize = 2;

/// One prepared move in one outlook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoveFinding {
    /// Position of the scenario; `None`: all by weight.
    pub scenario: Option<usize>,
    /// What the move saves as written: mean cost of never moving less mean cost as written; positive if it pays.
    pub saves: CostDifference,
    /// `[candidate]`.
    pub triggers: Vec<TriggerFinding>,
    /// Moving in a month whatever happens, by rising month; the first is now.
    pub months: Vec<MonthFinding>,
    pub latest: LatestMonth,
    /// Position of the candidate with the lowest mean cost; the first of several.
    pub best_by_mean: usize,
    /// Position of the candidate with the lowest expected shortfall; `None` with too few trials in the tail.
    pub best_by_shortfall: Option<usize>,
    /// Moving now, never, or when what has been seen says so; `None` over weighted scenarios and with too few trials.
    pub waiting: Option<WaitingValue>,
    /// Months from the signal as written until the move is done, where it is; `None` if it never is.
    pub lead_time: Option<Spread>,
    /// Months from the signal as written until the next event against which the move prepares takes effect; `None` if none does.
    pub warning: Option<Spread>,
    /// The last month in which to begin so that the move is done before the need in [`LATEST_START_LEVEL`] of the trials with a need, if it
    /// takes its median time; `None` with few such trials, or if it is never done.
    pub latest_start: Option<Quantile>,
}

/// A difference of mean costs, or of expected shortfalls, over the same trials.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CostDifference {
    pub difference: Estimate,
    /// Trials in which the two costs differ.
    pub differing: usize,
    /// Whether the first is lower; nothing is told with fewer than [`MINIMUM_DIFFERING_TRIALS`] of them.
    pub verdict: Verdict,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TriggerFinding {
    /// `None` over weighted scenarios.
    pub fires: Option<Proportion>,
    /// How it comes in time; `None` over weighted scenarios, and where an entry does not say against what it prepares. The months of
    /// a firing are those in which the move is done: slack is what is left until the need.
    pub score: Option<TriggerScore>,
    pub mean: Estimate,
    /// Mean cost less that of the trigger as written. The interval holds for all candidates of this outlook together.
    pub against_written: CostDifference,
    /// Mean cost less that of never moving, with such an interval.
    pub against_never: CostDifference,
    /// It fires by the end of the first month in nine trials of ten: it stands in for now. False over weighted scenarios.
    pub at_once: bool,
    /// Expected shortfall at [`TAIL_LEVEL`].
    pub shortfall: Estimate,
    /// Expected shortfall less that of the trigger as written, with such an interval; `None` with too few trials in the tail.
    pub shortfall_against_written: Option<CostDifference>,
}

/// Moving in a month, whatever happens.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MonthFinding {
    pub month: f64,
    /// Mean cost less that of never moving; negative if it pays.
    pub against_never: CostDifference,
}

/// The last of the months tried in which moving still costs less than never moving; `None` if there is none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LatestMonth {
    /// The interval of the difference lies below 0.
    pub surely: Option<f64>,
    /// The mean does.
    pub likely: Option<f64>,
    /// The interval does not lie above 0.
    pub possibly: Option<f64>,
}

/// Half of the values lie below `median`, a twentieth below `low`, a twentieth above `high`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    pub low: f64,
    pub median: f64,
    pub high: f64,
    /// Number of values.
    pub values: usize,
}

/// What a prepared move came to in every outlook.
///
/// Against how it is written every candidate is compared in the same trials. With k others, each interval has the level 1 − 5 %/k
/// (Bonferroni), so that the best looking of many is not taken for better by chance more often than once in twenty outlooks.
///
/// - `weights`: of the scenarios, if somebody has given any.
///
/// # Errors
/// Scenarios without trials, or costs that are not finite.
pub fn contingency(
    rehearsal: &MoveRehearsal,
    weights: Option<&[f64]>,
) -> Result<Vec<MoveFinding>, DecisionError> {
    let names = |count: usize| (0..count).map(|index| index.to_string()).collect::<Vec<String>>();
    let costs = rehearsal.scenarios.iter().map(|scenario| scenario.costs.clone()).collect();
    let costs = ScenarioCosts::new(
        names(rehearsal.candidates.len()),
        names(rehearsal.scenarios.len()),
        weights.map(<[f64]>::to_vec),
        costs,
        None,
    )?;
    costs.outlooks().into_iter().map(|outlook| Finder { rehearsal, costs: &costs, outlook }.find()).collect()
}

struct Finder<'a> {
    rehearsal: &'a MoveRehearsal,
    costs: &'a ScenarioCosts,
    outlook: Outlook,
}

impl Finder<'_> {
    fn find(&self) -> Result<MoveFinding, DecisionError> {
        let count = self.rehearsal.candidates.len();
        let by_trial: Vec<Vec<f64>> =
            (0..count).map(|one| self.costs.costs_by_trial(self.outlook, one)).collect();
        let has_tail =
            by_trial[WRITTEN].len() as f64 * (1.0 - TAIL_LEVEL) >= MINIMUM_TAIL_TRIALS as f64 - 1e-9;
        let tails: Vec<Vec<f64>> = (0..count)
            .map(|one| self.costs.mixed(self.outlook, one).shortfall_by_trial(TAIL_LEVEL))
            .collect();
        let triggers = (0..count)
            .map(|one| self.trigger(one, &by_trial, has_tail.then_some(tails.as_slice())))
            .collect::<Result<Vec<_>, _>>()?;
        let months = self.months(&by_trial)?;
        let scenario = self.scenario();
        let lead_time = scenario.map(lead_time).transpose()?.flatten();
        Ok(MoveFinding {
            scenario: match self.outlook {
                Outlook::Scenario(scenario) => Some(scenario),
                Outlook::Weighted => None,
            },
            saves: compared(&by_trial[NEVER], &by_trial[WRITTEN], 1)?,
            latest: LatestMonth::of(&months),
            months,
            best_by_mean: lowest(triggers.iter().map(|found| found.mean.estimate)),
            best_by_shortfall: has_tail
                .then(|| lowest(triggers.iter().map(|found| found.shortfall.estimate))),
            triggers,
            waiting: scenario.map(|scenario| self.waiting(scenario)).transpose()?.flatten(),
            latest_start: scenario
                .zip(lead_time)
                .map(|(scenario, lead)| last_start(scenario, lead.median))
                .transpose()?
                .flatten(),
            lead_time,
            warning: scenario.map(warning).transpose()?.flatten(),
        })
    }

    fn scenario(&self) -> Option<&MoveInScenario> {
        match self.outlook {
            Outlook::Scenario(scenario) => Some(&self.rehearsal.scenarios[scenario]),
            Outlook::Weighted => None,
        }
    }

    fn trigger(
        &self,
        one: usize,
        by_trial: &[Vec<f64>],
        tails: Option<&[Vec<f64>]>,
    ) -> Result<TriggerFinding, DecisionError> {
        let others = by_trial.len() - 1;
        let (fires, score) = match self.scenario() {
            None => (None, None),
            Some(scenario) => {
                let fired = scenario.firings[one].iter().flatten().count();
                let judged = self.rehearsal.is_judged;
                let score = judged.then(|| score(scenario, one, self.rehearsal.horizon)).transpose()?;
                (Some(proportion(fired, scenario.firings[one].len())?), score)
            }
        };
        let in_tail = |tails: &[Vec<f64>]| compared_tails((by_trial, tails), one, others);
        Ok(TriggerFinding {
            fires,
            score,
            mean: self.costs.mixed(self.outlook, one).mean()?,
            against_written: compared(&by_trial[one], &by_trial[WRITTEN], others)?,
            against_never: compared(&by_trial[one], &by_trial[NEVER], others)?,
            at_once: self.scenario().is_some_and(|scenario| comes_at_once(&scenario.firings[one])),
            shortfall: self.costs.mixed(self.outlook, one).shortfall(TAIL_LEVEL)?,
            shortfall_against_written: tails.map(in_tail).transpose()?,
        })
    }

    fn months(&self, by_trial: &[Vec<f64>]) -> Result<Vec<MonthFinding>, DecisionError> {
        let each = self.rehearsal.candidates.iter().zip(by_trial);
        each.filter_map(|(candidate, costs)| Some((month_of(candidate)?, costs)))
            .map(|(month, costs)| {
                Ok(MonthFinding { month, against_never: compared(costs, &by_trial[NEVER], 1)? })
            })
            .collect()
    }

    /// What is known at a date is which of the near signals have been seen by then, if the move has not been made.
    fn waiting(&self, scenario: &MoveInScenario) -> Result<Option<WaitingValue>, DecisionError> {
        let candidates = &self.rehearsal.candidates;
        let dates: Vec<(f64, usize)> =
            candidates.iter().enumerate().filter_map(|(one, found)| Some((month_of(found)?, one))).collect();
        let near: Vec<usize> = (0..candidates.len()).filter(|one| is_near(&candidates[*one])).collect();
        let trials = scenario.needs.len();
        if trials < MINIMUM_WAITING_TRIALS || dates.len() < 2 || near.is_empty() {
            return Ok(None);
        }
        let savings = Array2::from_shape_fn((dates.len(), trials), |(date, trial)| {
            scenario.costs[NEVER][trial] - scenario.costs[dates[date].1][trial]
        });
        let known = Array3::from_shape_fn((dates.len(), trials, near.len()), |(date, trial, signal)| {
            let seen = scenario.firings[near[signal]][trial];
            f64::from(u8::from(seen.is_some_and(|firing| firing.at <= dates[date].0)))
        });
        let paths = MovePaths { savings: savings.view(), known: known.view(), open: None, degree: 1 };
        Ok(Some(value_of_waiting(&paths)?))
    }
}

fn is_near(candidate: &Candidate) -> bool {
    match candidate {
        Candidate::Signal { near, .. } => *near,
        // As written: the months in which it comes are known as long as the move has not been made.
        Candidate::Written => true,
        Candidate::Now | Candidate::Never | Candidate::Month(_) => false,
    }
}

/// By the end of the first month in nine trials of ten.
fn comes_at_once(firings: &[Option<FirstFiring>]) -> bool {
    let soon = firings.iter().flatten().filter(|firing| firing.at <= 1.0).count();
    10 * soon >= 9 * firings.len()
}

/// The month that a candidate fixes.
fn month_of(candidate: &Candidate) -> Option<f64> {
    match candidate {
        Candidate::Now => Some(0.0),
        Candidate::Month(month) => Some(*month),
        Candidate::Written | Candidate::Never | Candidate::Signal { .. } => None,
    }
}

/// The first of the lowest.
fn lowest(values: impl Iterator<Item = f64>) -> usize {
    let first = (0, f64::INFINITY);
    values.enumerate().fold(first, |best, (one, value)| if value < best.1 { (one, value) } else { best }).0
}

/// The mean of `first − second`.
///
/// - `family`: comparisons that hold together at 95 %.
fn compared(first: &[f64], second: &[f64], family: usize) -> Result<CostDifference, DecisionError> {
    let differences: Vec<f64> = first.iter().zip(second).map(|(first, second)| first - second).collect();
    let differing = differences.iter().filter(|difference| **difference != 0.0).count();
    let freedom = differences.len() as u64 - 1;
    let found = mean_of(&differences, None)?;
    Ok(CostDifference::new(found, (freedom, family), (differing, MINIMUM_DIFFERING_TRIALS)))
}

/// The same of expected shortfalls, by trials that have them as their means. Only trials in a tail of either count, also for Student's
/// factor.
fn compared_tails(
    (costs, tails): (&[Vec<f64>], &[Vec<f64>]),
    one: usize,
    family: usize,
) -> Result<CostDifference, DecisionError> {
    let floor = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
    let floors = (floor(&tails[one]), floor(&tails[WRITTEN]));
    let in_a_tail = |trial: &usize| tails[one][*trial] > floors.0 || tails[WRITTEN][*trial] > floors.1;
    let trials = tails[one].len();
    let differs = |trial: &usize| costs[one][*trial] != costs[WRITTEN][*trial];
    let differing = (0..trials).filter(|trial| differs(trial) && in_a_tail(trial)).count();
    let differences: Vec<f64> =
        tails[one].iter().zip(&tails[WRITTEN]).map(|(first, second)| first - second).collect();
    let freedom = (trials as f64 * (1.0 - TAIL_LEVEL)).round() as u64 - 1;
    let found = mean_of(&differences, None)?;
    Ok(CostDifference::new(found, (freedom, family), (differing, MINIMUM_TAIL_TRIALS)))
}

impl CostDifference {
    fn new(
        found: Estimate,
        (freedom, family): (u64, usize),
        (differing, least): (usize, usize),
    ) -> CostDifference {
        let factor = student_quantile(freedom, 1.0 - 0.025 / family.max(1) as f64);
        let half = found.standard_error.map(|error| error * factor).filter(|half| half.is_finite());
        let interval = half.map(|half| Interval { low: found.estimate - half, high: found.estimate + half });
        let verdict = match interval {
            _ if differing == 0 => Verdict::Identical,
            Some(interval) if differing >= least && interval.high < 0.0 => Verdict::FirstLower,
            Some(interval) if differing >= least && interval.low > 0.0 => Verdict::SecondLower,
            Some(_) | None => Verdict::CannotTell,
        };
        let difference = Estimate { confidence_interval: interval, ..found };
        CostDifference { difference, differing, verdict }
    }
}

impl LatestMonth {
    fn of(months: &[MonthFinding]) -> LatestMonth {
        let last = |holds: &dyn Fn(&CostDifference) -> bool| {
            months.iter().rev().find(|found| holds(&found.against_never)).map(|found| found.month)
        };
        LatestMonth {
            surely: last(&|found| found.verdict == Verdict::FirstLower),
            likely: last(&|found| found.difference.estimate < 0.0),
            possibly: last(&|found| match found.verdict {
                Verdict::FirstLower | Verdict::CannotTell => true,
                Verdict::SecondLower | Verdict::Identical => false,
            }),
        }
    }
}

/// Of each trial, when the move is done and when it was needed; what is not done by the horizon counts as done then, which is too late for
/// every need before it.
fn score(scenario: &MoveInScenario, one: usize, horizon: f64) -> Result<TriggerScore, DecisionError> {
    let trial = |(firing, need): (&Option<FirstFiring>, &Option<f64>)| TriggerTrial {
        fired: firing.map(|firing| firing.complete.unwrap_or(horizon)),
        // What the move itself averts it was needed for.
        needed: firing.and_then(|firing| firing.next_need).or(*need),
    };
    let trials: Vec<TriggerTrial> = scenario.firings[one].iter().zip(&scenario.needs).map(trial).collect();
    score_trigger(&trials, 0.0)
}

fn lead_time(scenario: &MoveInScenario) -> Result<Option<Spread>, DecisionError> {
    let done = scenario.firings[WRITTEN].iter().flatten();
    Spread::of(done.filter_map(|firing| Some(firing.complete? - firing.at)).collect())
}

fn warning(scenario: &MoveInScenario) -> Result<Option<Spread>, DecisionError> {
    let fired = scenario.firings[WRITTEN].iter().flatten();
    Spread::of(fired.filter_map(|firing| Some(firing.next_need? - firing.at)).collect())
}

fn last_start(scenario: &MoveInScenario, lead_time: f64) -> Result<Option<Quantile>, DecisionError> {
    let needed: Vec<f64> = scenario.needs.iter().copied().flatten().collect();
    if needed.len() < MINIMUM_DIFFERING_TRIALS {
        return Ok(None);
    }
    latest_start(&needed, lead_time, LATEST_START_LEVEL).map(Some)
}

impl Spread {
    fn of(values: Vec<f64>) -> Result<Option<Spread>, DecisionError> {
        if values.is_empty() {
            return Ok(None);
        }
        let sorted = SortedSample::new(&values)?;
        let at = |level: f64| quantile(&sorted, level).map(|found| found.estimate);
        Ok(Some(Spread { low: at(0.05)?, median: at(0.5)?, high: at(0.95)?, values: values.len() }))
    }
}

/// What the measures that prepare for an option's moves save, in each outlook: mean cost without them less mean cost with them.
///
/// - `costs`, `unprepared`: `[scenario][trial]`.
///
/// # Errors
/// Scenarios without trials, or costs that are not finite.
pub fn worth_of_preparation(
    costs: &[Vec<f64>],
    unprepared: &[Vec<f64>],
    weights: Option<&[f64]>,
) -> Result<Vec<(Option<usize>, CostDifference)>, DecisionError> {
    let both = costs.iter().zip(unprepared).map(|(with, without)| vec![with.clone(), without.clone()]);
    let names = (0..costs.len()).map(|index| index.to_string()).collect();
    let options = vec!["with".to_owned(), "without".to_owned()];
    let costs = ScenarioCosts::new(options, names, weights.map(<[f64]>::to_vec), both.collect(), None)?;
    let of = |outlook: Outlook| {
        let scenario = match outlook {
            Outlook::Scenario(scenario) => Some(scenario),
            Outlook::Weighted => None,
        };
        let by_trial = |option: usize| costs.costs_by_trial(outlook, option);
        Ok((scenario, compared(&by_trial(1), &by_trial(0), 1)?))
    };
    costs.outlooks().into_iter().map(of).collect()
}
