//! Simulation against closed form in every run.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "cli")]
use super::controlled::controlled_in_words;
use super::figures::{chance, count};
#[cfg(feature = "cli")]
use super::prose::wrapped;
#[cfg(feature = "cli")]
use super::summary::Summary;
#[cfg(feature = "cli")]
use super::terminal::Page;
use crate::engine::{Control, ControlKind, ControlTable, Outcomes, Watch};
use crate::math;
use crate::statistics::{Deviation, DeviationSums, MINIMUM_JUDGED_EVENTS};

/// Standard errors beyond which simulation and closed form disagree.
pub const DISAGREEMENT: f64 = 4.0;

/// Most disagreements that are listed; further ones are counted.
const MOST_LISTED: usize = 20;

/// What the trials of one scenario show of everything that has a closed form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OracleAccumulator {
    /// By position in the table of controls.
    sums: Vec<DeviationSums>,
}

/// How simulation and closed forms agree in one scenario, or in all.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OracleSummary {
    /// Closed forms compared.
    pub checked: usize,
    /// Those with too few trials or events, or too skewed, to be judged.
    pub not_judged: usize,
    /// Largest deviation, in standard errors, without its sign.
    pub largest: f64,
    /// Standard errors from which on a deviation is a disagreement.
    pub limit: f64,
    /// Chance that in a run without fault some deviation is beyond the limit, as if all were independent: at most about so much.
    pub chance_of_false_alarm: f64,
    /// Beyond the limit, largest first; at most 20.
    pub disagreements: Vec<Disagreement>,
    /// Those that are not listed.
    pub not_listed: usize,
}

/// A closed form that the simulation does not meet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// Identifier.
    pub scenario: String,
    /// Identifier, for events that are an option's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// Of the quantity, the events or the mark.
    pub name: String,
    /// Mean over the trials.
    pub simulated: f64,
    /// Mean over the trials of what was expected in each.
    pub closed_form: f64,
    /// Deviation in standard errors, positive if the simulation shows more.
    pub standard_errors: f64,
    /// Trials compared.
    pub trials: u64,
}

/// Names of what disagreements can concern.
#[derive(Debug, Clone, Copy)]
pub struct OracleNames<'a> {
    pub scenario: &'a str,
    /// `[option]`.
    pub options: &'a [String],
}

impl OracleAccumulator {
    /// No trials yet.
    #[must_use]
    pub fn new(table: &ControlTable) -> OracleAccumulator {
        OracleAccumulator { sums: vec![DeviationSums::default(); table.controls().len()] }
    }

    /// Adds a block of trials, if all controls were worked out in it. Blocks come in the order of the trials.
    pub fn add(&mut self, first_trial: u64, outcomes: &Outcomes, watch: &Watch<'_>) {
        let Some(controls) = outcomes.controls().filter(|_| watch.sees_all(first_trial)) else { return };
        self.sums.par_iter_mut().with_min_len(64).enumerate().for_each(|(position, sums)| {
            if let (Some(differences), Some(expected)) =
                (controls.difference(position), controls.expected(position))
            {
                sums.add(differences.iter().copied(), expected.iter().copied());
            }
        });
    }

    /// How simulation and closed forms agree so far.
    #[must_use]
    pub fn finish(&self, table: &ControlTable, names: OracleNames<'_>) -> OracleSummary {
        let mut summary = OracleSummary { limit: DISAGREEMENT, ..OracleSummary::default() };
        for (position, control) in table.controls().iter().enumerate() {
            let sums = &self.sums[position];
            if sums.trials() == 0 {
                continue;
            }
            let Some(deviation) = self.judge(position, control) else {
                summary.not_judged += 1;
                continue;
            };
            summary.checked += 1;
            summary.largest = f64::max(summary.largest, deviation.standard_errors.abs());
            if deviation.standard_errors.abs() > DISAGREEMENT {
                summary.disagreements.push(Disagreement {
                    scenario: names.scenario.to_owned(),
                    option: control.option.and_then(|option| names.options.get(option).cloned()),
                    name: control.name.clone(),
                    simulated: deviation.seen,
                    closed_form: deviation.expected,
                    standard_errors: deviation.standard_errors,
                    trials: sums.trials(),
                });
            }
        }
        summary.settled()
    }

    fn judge(&self, position: usize, control: &Control) -> Option<Deviation> {
        let sums = &self.sums[position];
        let events = control.events.map_or(0.0, |events| self.sums[events].seen());
        let enough_events = events >= MINIMUM_JUDGED_EVENTS;
        match control.kind {
            ControlKind::Parameter => {
                let spread = control.spread?;
                sums.judge_by_known_spread(sums.trials() as f64 * spread * spread)
            }
            ControlKind::Regime | ControlKind::Rate => sums.judge_by_spread(),
            ControlKind::CertainRate => sums.judge_equality(),
            ControlKind::Count => sums.judge_count(true),
            ControlKind::OwnCount => sums.judge_count(false),
            ControlKind::Mark if enough_events => {
                let spread = control.spread?;
                sums.judge_by_known_spread(events * spread * spread)
            }
            ControlKind::MarkWorth if enough_events => sums.judge_by_spread(),
            ControlKind::Mark | ControlKind::MarkWorth => None,
        }
    }
}

impl OracleSummary {
    /// All scenarios together.
    #[must_use]
    pub fn of_run(scenarios: Vec<OracleSummary>) -> OracleSummary {
        let mut all = OracleSummary { limit: DISAGREEMENT, ..OracleSummary::default() };
        for scenario in scenarios {
            all.checked += scenario.checked;
            all.not_judged += scenario.not_judged;
            all.largest = f64::max(all.largest, scenario.largest);
            all.not_listed += scenario.not_listed;
            all.disagreements.extend(scenario.disagreements);
        }
        all.settled()
    }

    fn settled(mut self) -> OracleSummary {
        self.disagreements
            .sort_by(|left, right| right.standard_errors.abs().total_cmp(&left.standard_errors.abs()));
        self.not_listed += self.disagreements.len().saturating_sub(MOST_LISTED);
        self.disagreements.truncate(MOST_LISTED);
        let alone = math::erfc(DISAGREEMENT / std::f64::consts::SQRT_2);
        self.chance_of_false_alarm = -math::exp_m1(self.checked as f64 * math::ln_1p(-alone));
        self
    }

    /// Whether the simulation meets every closed form that was judged.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.disagreements.is_empty()
    }

    /// A line when all agree; otherwise a warning for each disagreement, and how often one comes by chance. Empty when
    /// nothing was judged.
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.checked == 0 {
            return String::new();
        }
        let checked = count(self.checked as u64);
        if self.agrees() {
            return format!(
                "Closed forms agree with the simulation: {checked} checked, largest deviation {:.1} standard errors.\n",
                self.largest
            );
        }
        let mut text: String = self.disagreements.iter().map(Disagreement::in_words).collect();
        if self.not_listed > 0 {
            text += &format!("warning: {} more disagree\n", self.not_listed);
        }
        let by_chance = chance(self.chance_of_false_alarm);
        text + &format!(
            "note: of {checked} checked, one or more lie beyond {DISAGREEMENT:.0} standard errors by chance in up to {by_chance} of runs; another seed tells\n"
        )
    }
}

impl Disagreement {
    fn in_words(&self) -> String {
        let of = self.option.as_ref().map_or_else(String::new, |option| format!(", {option}"));
        format!(
            "warning: simulation and closed form disagree: {} in {}{of}: simulated {:.6}, closed form {:.6}, {:+.1} standard errors over {} trials\n",
            self.name, self.scenario, self.simulated, self.closed_form, self.standard_errors, self.trials
        )
    }
}

/// What `summary.json` says of closed forms, in words for the end of a report; empty where there is nothing to say.
#[cfg(feature = "cli")]
#[must_use]
pub fn closed_forms_in_words(summary: &Summary, page: Page) -> String {
    let oracle = summary.oracle.as_ref().map_or_else(String::new, OracleSummary::in_words);
    let text = oracle + &controlled_in_words(&summary.scenarios);
    text.lines().map(|line| wrapped(line, page.width)).collect()
}
