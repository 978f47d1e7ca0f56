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
    /// `[risk][trial]`: events expected within the horizon.
    expected: Vec<f64>,
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

    /// What an option's incidents cost in each trial beside `start`, present value.
    ///
    /// - `sum`: 0 for all, then by year.
    pub fn write(&self, option: usize, sum: usize, start: f64, row: &mut [f64]) {
        let (place, lane) = (option / LANES * self.sums + sum, option % LANES);
        let width = (self.groups * self.sums).max(1);
        for (value, costs) in row.iter_mut().zip(self.costs.chunks_exact(width)) {
            *value = start + costs[place][lane];
        }
    }

    /// Works out how many incidents of each kind each trial expects.
    ///
    /// - `rates`: `[group of risks][regime]`, events per month.
    pub fn expect(&mut self, rates: &[Vec<Lanes>], walks: &Walks) {
        self.expected.clear();
        self.expected.resize(rates.len() * LANES * self.trials, 0.0);
        for (rates, rows) in rates.iter().zip(self.expected.chunks_exact_mut((LANES * self.trials).max(1))) {
            expect(rates, walks, rows);
        }
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
        for index in 0.. {
            let expected = &self.expected[position * self.trials..][..self.trials];
            struck.arrive(risk, walks, expected, (first, index));
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
        struck.trials.iter().for_each(|trial| counts[*trial as usize] += 1);
        charge(&mut self.costs, self.sums, risk, struck, discount);
    }
}

/// Adds what incidents cost to the sums of their trials.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn charge(costs: &mut [Lanes], sums: usize, risk: &FrequencyRisk, struck: &Struck, discount: &[f64]) {
    let width = risk.factors.len() * sums;
    let last = discount.len() - 1;
    let incidents = struck.trials.iter().zip(&struck.times).zip(&struck.severities).zip(&struck.durations);
    for (((trial, time), severity), duration) in incidents {
        let month = usize::min(*time as usize, last);
        let severity = severity * discount[month];
        let of_trial = &mut costs[*trial as usize * width..][..width];
        for ((factors, borne), sums) in
            risk.factors.iter().zip(&risk.borne).zip(of_trial.chunks_exact_mut(sums))
        {
            let mut cost = factors.map(|factor| factor * severity);
            if risk.per_day {
                for (cost, borne) in cost.iter_mut().zip(borne) {
                    *cost *= f64::max(duration - borne, 0.0) * DAYS_PER_MONTH;
                }
            }
            add(&mut sums[0], &cost);
            add(&mut sums[1 + month / 12], &cost);
        }
    }
}

/// Events of each of some risks that are expected within the horizon, `[risk][trial]`.
///
/// - `rates`: `[regime]`, events per month.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn expect(rates: &[Lanes], walks: &Walks, expected: &mut [f64]) {
    let trials = walks.trials();
    let mut first = 0;
    while first < trials {
        // Some trials at a time, so that rows are written by the line.
        let count = usize::min(LANES, trials - first);
        let mut sums = [[0.0; LANES]; LANES];
        for (trial, sum) in sums[..count].iter_mut().enumerate() {
            for stay in walks.of(first + trial) {
                let (rates, months) = (&rates[stay.regime], stay.until - stay.from);
                for (sum, rate) in sum.iter_mut().zip(rates) {
                    *sum += rate * months;
                }
            }
        }
        for (risk, row) in expected.chunks_exact_mut(trials).enumerate() {
            for (place, sum) in row[first..first + count].iter_mut().zip(&sums) {
                *place = sum[risk];
            }
        }
        first += count;
    }
}

#[inline(always)]
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
