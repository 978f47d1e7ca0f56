//! Regimes of a block of trials.

use crate::engine::keys::Keys;
use crate::engine::random::StreamKey;
use crate::math;
use crate::plan::{RegimePathPlan, ScenarioPlan, SimulationPlan};

/// How regimes move when all rates are certain.
pub(super) struct Paths {
    stay: StreamKey,
    next: StreamKey,
    horizon: f64,
    start: Start,
}

enum Start {
    Forced(Vec<(f64, usize)>),
    Chance { initial: usize, regimes: Vec<Leaving> },
}

/// How a regime is left.
struct Leaving {
    /// Per year.
    rate: f64,
    /// Regimes to which it can move, and the sum of the rates of those before.
    to: Vec<(usize, f64)>,
}

/// A stay in a regime.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    /// Month.
    pub from: f64,
    pub until: f64,
    pub regime: usize,
}

/// The regimes of consecutive trials.
pub(super) struct Walks {
    stays: Vec<Stay>,
    /// `[trial]`: place of its first stay; and the end.
    first: Vec<u32>,
}

impl Walks {
    /// The stays of a trial of the block.
    #[inline]
    pub fn of(&self, trial: usize) -> &[Stay] {
        &self.stays[self.first[trial] as usize..self.first[trial + 1] as usize]
    }

    pub fn trials(&self) -> usize {
        self.first.len() - 1
    }
}

impl Paths {
    pub fn new(plan: &SimulationPlan, scenario: &ScenarioPlan, keys: &Keys) -> Paths {
        let start = match &scenario.regime {
            RegimePathPlan::Forced(points) => Start::Forced(points.clone()),
            RegimePathPlan::Chance { initial, factors_into } => {
                let rate = |from: usize, to: usize| -> f64 {
                    let factor: f64 = factors_into[to].iter().map(|factor| factor.of(&[])).product();
                    plan.regime_rates[from][to].of(&[]) * factor
                };
                let regimes = 0..plan.regime_rates.len();
                let leaving = |from: usize| {
                    let mut below = 0.0;
                    let mut to = Vec::new();
                    for target in regimes.clone() {
                        let step = rate(from, target);
                        if step > 0.0 {
                            to.push((target, below));
                        }
                        below += step;
                    }
                    Leaving { rate: regimes.clone().map(|target| rate(from, target)).sum(), to }
                };
                Start::Chance { initial: *initial, regimes: regimes.clone().map(leaving).collect() }
            }
        };
        Paths { stay: keys.regime_stay, next: keys.regime_next, horizon: plan.horizon_months as f64, start }
    }

    /// The regimes of the trials `first`, `first + 1` …
    pub fn walk(&self, first: u64, trials: usize) -> Walks {
        match &self.start {
            Start::Forced(points) => self.forced(points, trials),
            Start::Chance { initial, regimes } => self.by_chance(*initial, regimes, first, trials),
        }
    }

    fn forced(&self, points: &[(f64, usize)], trials: usize) -> Walks {
        let until = |position: usize| points.get(position + 1).map_or(self.horizon, |next| next.0);
        let stays: Vec<Stay> = points
            .iter()
            .enumerate()
            .map(|(position, (from, regime))| Stay { from: *from, until: until(position), regime: *regime })
            .collect();
        let length = stays.len() as u32;
        let first = (0..=trials as u32).map(|trial| trial * length).collect();
        Walks { stays: stays.repeat(trials), first }
    }

    /// Jump by jump over all trials that still move.
    fn by_chance(&self, initial: usize, regimes: &[Leaving], first: u64, trials: usize) -> Walks {
        let mut jumps: Vec<(u32, f64, usize)> = Vec::with_capacity(4 * trials);
        let mut moving: Vec<(u32, f64, usize)> =
            (0..trials as u32).map(|trial| (trial, 0.0, initial)).collect();
        let mut counts = vec![1_u32; trials];
        let (mut numbers, mut waits, mut choices) = (Vec::new(), Vec::new(), Vec::new());
        for jump in 0.. {
            moving.retain(|(_, _, regime)| regimes[*regime].rate > 0.0);
            if moving.is_empty() {
                break;
            }
            numbers.clear();
            numbers.extend(moving.iter().map(|(trial, ..)| *trial));
            self.stay.draw(jump).pick_uniforms(first, &numbers, &mut waits);
            math::inverse_exponential_block(&mut waits);
            for (entry, wait) in moving.iter_mut().zip(&waits) {
                entry.1 += wait / regimes[entry.2].rate * 12.0;
            }
            moving.retain(|(_, time, _)| *time < self.horizon);
            numbers.clear();
            numbers.extend(moving.iter().map(|(trial, ..)| *trial));
            self.next.draw(jump).pick_uniforms(first, &numbers, &mut choices);
            for ((trial, time, regime), choice) in moving.iter_mut().zip(&choices) {
                let leaving = &regimes[*regime];
                let target = choice * leaving.rate;
                for (to, below) in &leaving.to {
                    if *below < target {
                        *regime = *to;
                    }
                }
                counts[*trial as usize] += 1;
                jumps.push((*trial, *time, *regime));
            }
        }
        self.sorted(initial, &counts, &jumps)
    }

    /// Stays by trial, from jumps in order of time.
    fn sorted(&self, initial: usize, counts: &[u32], jumps: &[(u32, f64, usize)]) -> Walks {
        let mut first = Vec::with_capacity(counts.len() + 1);
        let mut sum = 0;
        for count in counts {
            first.push(sum);
            sum += count;
        }
        first.push(sum);
        let mut stays = vec![Stay { from: 0.0, until: self.horizon, regime: initial }; sum as usize];
        let mut next: Vec<u32> = first.iter().map(|place| place + 1).collect();
        for (trial, time, regime) in jumps {
            let place = next[*trial as usize] as usize;
            next[*trial as usize] += 1;
            stays[place - 1].until = *time;
            stays[place] = Stay { from: *time, until: self.horizon, regime: *regime };
        }
        Walks { stays, first }
    }
}
