//! Incidents of a block of trials, and what they cost the options: one option in each lane.

use super::FrequencyRisk;
use super::paths::{Stay, Walks};
use crate::math;
use crate::units::DAYS_PER_MONTH;

/// Options that are charged together.
pub(super) const LANES: usize = 8;

/// A number for each of some options.
pub(super) type Lanes = [f64; LANES];

/// What the incidents of a block cost, and how many there were.
#[derive(Default)]
pub(super) struct Hits {
    groups: usize,
    /// Sums of an option: all, then by year.
    sums: usize,
    /// `[trial][group][sum]`, present value.
    costs: Vec<Lanes>,
    /// `[risk][trial]`.
    counts: Vec<u32>,
    trials: usize,
    struck: Struck,
}

/// Incidents of one kind, the n-th of their trials.
#[derive(Default)]
struct Struck {
    trials: Vec<u32>,
    /// Expected events up to it.
    gammas: Vec<f64>,
    /// Months.
    times: Vec<f64>,
    severities: Vec<f64>,
    /// Months.
    durations: Vec<f64>,
}

impl Hits {
    /// Nothing has happened yet.
    pub fn reset(&mut self, trials: usize, groups: usize, years: usize, risks: usize) {
        self.groups = groups;
        self.sums = 1 + years;
        self.trials = trials;
        self.costs.clear();
        self.costs.resize(trials * groups * self.sums, [0.0; LANES]);
        self.counts.clear();
        self.counts.resize(risks * trials, 0);
    }

    /// `[risk]`'s `[trial]`: number of incidents of one kind.
    pub fn counts(&self, risk: usize) -> &[u32] {
        &self.counts[risk * self.trials..(risk + 1) * self.trials]
    }

    /// `[group][sum]` of a trial, present value: all, then by year.
    pub fn costs(&self, trial: usize) -> &[Lanes] {
        let width = self.groups * self.sums;
        &self.costs[trial * width..(trial + 1) * width]
    }

    /// Lets the incidents of one kind happen: the first of every trial, then the second, and so on.
    pub fn strike(
        &mut self,
        position: usize,
        risk: &FrequencyRisk,
        (walks, first): (&Walks, u64),
        discount: &[f64],
    ) {
        let mut struck = std::mem::take(&mut self.struck);
        struck.trials.clear();
        struck.trials.extend(0..walks.trials() as u32);
        struck.gammas.clear();
        struck.gammas.resize(walks.trials(), 0.0);
        let expected = expected(risk, walks);
        for index in 0.. {
            struck.arrive(risk, walks, &expected, (first, index));
            if struck.trials.is_empty() {
                break;
            }
            struck.draw(risk, first, index);
            self.charge(position, risk, &struck, discount);
        }
        self.struck = struck;
    }

    fn charge(&mut self, position: usize, risk: &FrequencyRisk, struck: &Struck, discount: &[f64]) {
        let counts = &mut self.counts[position * self.trials..(position + 1) * self.trials];
        let width = self.groups * self.sums;
        for (place, trial) in struck.trials.iter().enumerate() {
            counts[*trial as usize] += 1;
            let month = usize::min(struck.times[place] as usize, discount.len() - 1);
            let severity = struck.severities[place] * discount[month];
            let of_trial = &mut self.costs[*trial as usize * width..][..width];
            for (group, (factors, borne)) in risk.factors.iter().zip(&risk.borne).enumerate() {
                let mut cost = factors.map(|factor| factor * severity);
                if risk.per_day {
                    for (cost, borne) in cost.iter_mut().zip(borne) {
                        *cost *= f64::max(struck.durations[place] - borne, 0.0) * DAYS_PER_MONTH;
                    }
                }
                let sums = &mut of_trial[group * self.sums..][..self.sums];
                add(&mut sums[0], &cost);
                add(&mut sums[1 + month / 12], &cost);
            }
        }
    }
}

#[inline]
fn add(sum: &mut Lanes, cost: &Lanes) {
    for (sum, cost) in sum.iter_mut().zip(cost) {
        *sum += cost;
    }
}

impl Struck {
    /// Goes on to the next incident of each trial, and forgets the trials that have none within the horizon.
    fn arrive(&mut self, risk: &FrequencyRisk, walks: &Walks, expected: &[f64], (first, index): (u64, u64)) {
        risk.arrival.draw(index).pick_uniforms(first, &self.trials, &mut self.severities);
        math::inverse_exponential_block(&mut self.severities);
        let mut kept = 0;
        for place in 0..self.trials.len() {
            let (trial, gamma) = (self.trials[place], self.gammas[place] + self.severities[place]);
            self.trials[kept] = trial;
            self.gammas[kept] = gamma;
            // Without a branch: chance decides.
            kept += usize::from(gamma <= expected[trial as usize]);
        }
        self.trials.truncate(kept);
        self.gammas.truncate(kept);
        self.times.clear();
        let struck = self.trials.iter().zip(&self.gammas);
        self.times.extend(struck.map(|(trial, gamma)| time_of(*gamma, risk, walks.of(*trial as usize))));
    }

    fn draw(&mut self, risk: &FrequencyRisk, first: u64, index: u64) {
        for (mark, drawn) in [(&risk.severity, &mut self.severities), (&risk.duration, &mut self.durations)] {
            match mark {
                Some((key, distribution)) => {
                    key.draw(index).pick_uniforms(first, &self.trials, drawn);
                    distribution.draw_block(drawn);
                }
                None => {
                    drawn.clear();
                    drawn.resize(self.trials.len(), 0.0);
                }
            }
        }
    }
}

/// Events expected in each trial within the horizon, `[trial]`.
fn expected(risk: &FrequencyRisk, walks: &Walks) -> Vec<f64> {
    (0..walks.trials())
        .map(|trial| walks.of(trial).iter().fold(0.0, |sum, stay| up_to_end(sum, risk, stay)))
        .collect()
}

/// Λ at the end of a stay, from Λ at its start.
#[inline]
fn up_to_end(below: f64, risk: &FrequencyRisk, stay: &Stay) -> f64 {
    below + risk.rates[stay.regime] * (stay.until - stay.from)
}

/// Λ⁻¹: the month by which `gamma` events are expected in a trial, which are not more than up to the horizon.
#[inline]
fn time_of(gamma: f64, risk: &FrequencyRisk, stays: &[Stay]) -> f64 {
    let mut below = 0.0;
    let mut time = f64::INFINITY;
    for stay in stays {
        let next = up_to_end(below, risk, stay);
        if gamma <= next && gamma > below {
            time = f64::min(stay.from + (gamma - below) / risk.rates[stay.regime], stay.until);
            break;
        }
        below = next;
    }
    time
}
