//! Mean totals made more precise by closed forms: control variates.

use std::ops::ControlFlow;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "cli")]
use super::figures::listed_range;
#[cfg(feature = "cli")]
use super::summary::ScenarioSummary;
use crate::engine::{Outcomes, RunSpec, Simulation, Watch};
use crate::plan::SimulationPlan;
use crate::statistics::{ControlledMean, ProductSums, ScreeningRule, StatisticsError, screen_controls};

/// Runs with fewer trials have no control variates: choosing them would cost too much of the run.
pub const MINIMUM_CONTROLLED_TRIALS: u64 = 8_192;

/// Makes the seed of the trials by which control variates are chosen out of that of the run.
const PILOT_SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// Share of a run's trials that choosing may cost, and its bounds.
const PILOT_SHARE: u64 = 40;
const FEWEST_PILOT_TRIALS: u64 = 512;
const MOST_PILOT_TRIALS: u64 = 2_048;

/// Trials of the pilot that one task simulates.
const PILOT_PIECE: u64 = 128;

/// At most so many control variates, out of so many looked at closely, each explaining so much of what is left.
const RULE: ScreeningRule = ScreeningRule { most: 24, shortlist: 64, least: 0.004 };

/// Sums from which the controlled means of one scenario follow.
///
/// The controls are chosen by trials of another seed that enter no figure: the run's trials are independent of the choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlAccumulator {
    /// Positions in the table of controls.
    chosen: Vec<usize>,
    /// Names of the same, an option's own with the option before them.
    names: Vec<String>,
    /// `[control]`: divisors, so that all controls have about the same spread.
    scales: Vec<f64>,
    /// `[option]`: about the mean total, taken away before products are summed.
    centres: Vec<f64>,
    sums: ProductSums,
}

/// Controlled means of the totals of one scenario; money in present value, cost positive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlledSummary {
    /// What serves as control variates: names of quantities, events or marks, an option's own as `option: name`.
    pub controls: Vec<String>,
    /// In the order of the options: their mean totals.
    pub options: Vec<ControlledOption>,
    /// Mean of first less second, each pair of different options once.
    pub pairs: Vec<ControlledPair>,
}

/// The mean total of an option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlledOption {
    pub id: String,
    #[serde(flatten)]
    pub total: ControlledMean,
}

/// The mean difference of the totals of two options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlledPair {
    pub first: String,
    pub second: String,
    #[serde(flatten)]
    pub difference: ControlledMean,
}

impl ControlAccumulator {
    /// Chooses the controls of a scenario; no trials yet.
    ///
    /// - `scenario`: position in the plan.
    /// - `options`: identifiers.
    ///
    /// Returns `None` where nothing explains anything.
    #[must_use]
    pub fn choose(
        pilot: &ControlPilot<'_>,
        scenario: usize,
        options: &[String],
    ) -> Option<ControlAccumulator> {
        let watch = Watch::of_pilot(pilot.plan, scenario);
        let table = watch.table();
        let pilot = pilot.run(scenario, &watch);
        let controls: Vec<&[f64]> = pilot.controls.iter().map(Vec::as_slice).collect();
        let picked = screen_controls(&controls, &pilot.totals, RULE);
        if picked.is_empty() {
            return None;
        }
        let chosen: Vec<usize> = picked.iter().map(|place| pilot.positions[*place]).collect();
        let named = |position: &usize| {
            let control = &table.controls()[*position];
            match control.option.and_then(|option| options.get(option)) {
                Some(option) => format!("{option}: {}", control.name),
                None => control.name.clone(),
            }
        };
        Some(ControlAccumulator {
            names: chosen.iter().map(named).collect(),
            scales: picked.iter().map(|place| root_mean_square(&pilot.controls[*place])).collect(),
            centres: pilot.totals.iter().map(|totals| mean(totals)).collect(),
            sums: ProductSums::new(chosen.len(), pilot.totals.len()),
            chosen,
        })
    }

    /// Positions in the table of the controls that every trial has to show.
    #[must_use]
    pub fn chosen(&self) -> &[usize] {
        &self.chosen
    }

    /// Adds a block of trials, of any size; blocks come in the order of the trials.
    ///
    /// # Errors
    /// Values that are not finite.
    pub fn add(&mut self, outcomes: &Outcomes) -> Result<(), StatisticsError> {
        let Some(controls) = outcomes.controls() else { return Err(StatisticsError::Empty) };
        let width = self.chosen.len() + self.centres.len();
        let mut rows = vec![0.0; outcomes.trials() * width];
        for (place, (position, scale)) in self.chosen.iter().zip(&self.scales).enumerate() {
            let values = controls.difference(*position).ok_or(StatisticsError::Empty)?;
            rows.iter_mut()
                .skip(place)
                .step_by(width)
                .zip(values)
                .for_each(|(row, value)| *row = value / scale);
        }
        for (option, centre) in self.centres.iter().enumerate() {
            let totals = outcomes.totals(option);
            let places = rows.iter_mut().skip(self.chosen.len() + option).step_by(width);
            places.zip(&totals).for_each(|(row, total)| *row = total - centre);
        }
        self.sums.add_trials(&rows)
    }

    /// The controlled means so far; `None` with too few trials.
    ///
    /// - `options`: identifiers.
    #[must_use]
    pub fn finish(&self, options: &[String]) -> Option<ControlledSummary> {
        let regression = self.sums.regression()?;
        let of_option = |(position, id): (usize, &String)| {
            let found = regression.mean(position);
            let total = ControlledMean { mean: found.mean + self.centres[position], ..found };
            ControlledOption { id: id.clone(), total }
        };
        let pairs = (0..options.len())
            .flat_map(|first| (first + 1..options.len()).map(move |second| (first, second)));
        let of_pair = |(first, second): (usize, usize)| {
            let found = regression.difference(first, second);
            let shift = self.centres[first] - self.centres[second];
            ControlledPair {
                first: options[first].clone(),
                second: options[second].clone(),
                difference: ControlledMean { mean: found.mean + shift, ..found },
            }
        };
        Some(ControlledSummary {
            controls: regression.used().iter().map(|place| self.names[*place].clone()).collect(),
            options: options.iter().enumerate().map(of_option).collect(),
            pairs: pairs.map(of_pair).collect(),
        })
    }
}

fn pilot_trials(trials: u64) -> u64 {
    let share = (trials / PILOT_SHARE).next_multiple_of(PILOT_PIECE);
    share.clamp(FEWEST_PILOT_TRIALS, MOST_PILOT_TRIALS)
}

/// Trials that are simulated to choose controls, by a seed of their own.
pub struct ControlPilot<'a> {
    plan: &'a SimulationPlan,
    simulation: Simulation<'a>,
    trials: u64,
}

/// What the pilot shows of one scenario.
struct Sample {
    /// `[control]`: positions in the table.
    positions: Vec<usize>,
    /// `[control][trial]`.
    controls: Vec<Vec<f64>>,
    /// `[option][trial]`.
    totals: Vec<Vec<f64>>,
}

impl<'a> ControlPilot<'a> {
    /// For all scenarios of a run, in the current thread pool; `None` for runs with too few trials.
    ///
    /// - `spec`: of the run; its trials are those of each scenario, or the most a scenario may come to.
    #[must_use]
    pub fn new(plan: &'a SimulationPlan, spec: &RunSpec) -> Option<ControlPilot<'a>> {
        let trials = pilot_trials(spec.trials);
        let own = RunSpec { seed: spec.seed ^ PILOT_SEED, trials };
        let wanted = spec.trials >= MINIMUM_CONTROLLED_TRIALS;
        wanted.then(|| ControlPilot { plan, simulation: Simulation::new(plan, &own), trials })
    }

    fn run(&self, scenario: usize, watch: &Watch<'_>) -> Sample {
        let piece = |index: u64| {
            let first = index * PILOT_PIECE;
            let mut found = None;
            let trials = first..first + PILOT_PIECE;
            self.simulation.stream_watched(scenario, trials, Some(watch), &|_| {}, &mut |_, outcomes| {
                found = Some(outcomes);
                ControlFlow::Continue(())
            });
            found
        };
        let pieces: Vec<Outcomes> =
            (0..self.trials / PILOT_PIECE).into_par_iter().filter_map(piece).collect();
        let shown = pieces.first().and_then(Outcomes::controls);
        let positions = shown.map_or_else(Vec::new, |controls| controls.positions().to_vec());
        let control = |position: &usize| -> Vec<f64> {
            let shown = pieces.iter().filter_map(|outcomes| outcomes.controls()?.difference(*position));
            shown.flat_map(|values| values.to_vec()).collect()
        };
        let options = pieces.first().map_or(0, Outcomes::options);
        let totals = |option: usize| pieces.iter().flat_map(|outcomes| outcomes.totals(option)).collect();
        Sample {
            controls: positions.par_iter().map(control).collect(),
            totals: (0..options).map(totals).collect(),
            positions,
        }
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn root_mean_square(values: &[f64]) -> f64 {
    (values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64).sqrt()
}

/// How many times as many trials would be as precise without control variates, over all scenarios and options; a line, empty
/// where there are none.
#[cfg(feature = "cli")]
#[must_use]
pub fn controlled_in_words(scenarios: &[ScenarioSummary]) -> String {
    let ratios = || {
        let summaries = scenarios.iter().filter_map(|scenario| scenario.controlled.as_ref());
        summaries.flat_map(|controlled| controlled.options.iter().map(|option| option.total.variance_ratio))
    };
    let (least, most) = ratios()
        .fold((f64::INFINITY, 0.0), |(low, high), ratio| (f64::min(low, ratio), f64::max(high, ratio)));
    if least > most {
        return String::new();
    }
    format!(
        "Control variates (`controlled` in summary.json): mean totals as precise as by {} times as many trials.\n",
        listed_range(least, most)
    )
}
