//! How much of a change of cost comes from which of several parts that changed together.

use serde::Serialize;

use super::error::DecisionError;
use super::mixed::{Estimate, mean_of};
use crate::statistics::NORMAL_CRITICAL_VALUE;

/// With more parts than this, contributions are taken in order: all subsets would be too many.
pub const MOST_SHAPLEY_PARTS: usize = 6;

/// How contributions are shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sharing {
    /// The mean effect of a part over all orders in which the parts could have come: what acts together is shared evenly.
    Shapley,
    /// The effect of each part after those before it.
    Sequential,
}

/// A run with some of the parts changed, and how its costs enter the contributions.
#[derive(Debug, Clone, PartialEq)]
pub struct Replay {
    /// `[part]`: whether it has changed.
    pub changed: Vec<bool>,
    /// `[part]`: factor of the costs in the part's contribution.
    pub shares: Vec<f64>,
    /// `[part]`: factor of the costs in what the part does alone.
    pub alone: Vec<f64>,
}

/// How contributions of so many parts are shared out.
#[must_use]
pub fn sharing_of(parts: usize) -> Sharing {
    if parts <= MOST_SHAPLEY_PARTS { Sharing::Shapley } else { Sharing::Sequential }
}

/// The runs that the contributions of parts are made of: the first has none changed, the last but for what stands alone all. Neighbours
/// differ by few parts.
///
/// # Source
/// Shapley (1953), "A value for n-person games": part i gets `Σ |S|!(n−|S|−1)!/n! · (v(S ∪ i) − v(S))` over all S without it.
#[must_use]
pub fn replays(parts: usize) -> Vec<Replay> {
    let of = |changed: Vec<bool>, shares: Vec<f64>| {
        let count = changed.iter().filter(|changed| **changed).count();
        let alone = changed.iter().map(|changed| match (count, changed) {
            (0, _) => -1.0,
            (1, true) => 1.0,
            _ => 0.0,
        });
        Replay { alone: alone.collect(), changed, shares }
    };
    match sharing_of(parts) {
        Sharing::Shapley => (0..1_usize << parts)
            .map(|index| {
                // Gray code: one part at a time.
                let subset = index ^ (index >> 1);
                let changed: Vec<bool> = (0..parts).map(|part| subset >> part & 1 == 1).collect();
                let shares = shapley_factors(&changed);
                of(changed, shares)
            })
            .collect(),
        Sharing::Sequential => {
            let step = |count: usize| {
                let changed = (0..parts).map(|part| part < count).collect();
                let share = |part: usize| match part {
                    part if part + 1 == count => 1.0,
                    part if part == count => -1.0,
                    _ => 0.0,
                };
                of(changed, (0..parts).map(share).collect())
            };
            // The first part alone is a step already.
            let single = |only: usize| of((0..parts).map(|part| part == only).collect(), vec![0.0; parts]);
            (0..=parts).map(step).chain((1..parts).map(single)).collect()
        }
    }
}

fn shapley_factors(changed: &[bool]) -> Vec<f64> {
    let parts = changed.len();
    let size = changed.iter().filter(|changed| **changed).count();
    let factorial = |number: usize| (1..=number).map(|factor| factor as f64).product::<f64>();
    // Weight of the step from `before` parts to one more.
    let weight = |before: usize| factorial(before) * factorial(parts - before - 1) / factorial(parts);
    changed.iter().map(|changed| if *changed { weight(size - 1) } else { -weight(size) }).collect()
}

/// Contributions to the change of one cost, trial by trial, summed up run by run.
#[derive(Debug, Clone, PartialEq)]
pub struct PartEffects {
    /// `[part][trial]`.
    shares: Vec<Vec<f64>>,
    alone: Vec<Vec<f64>>,
    /// With nothing changed, and with all.
    before: Vec<f64>,
    after: Vec<f64>,
}

impl PartEffects {
    /// Nothing seen yet.
    #[must_use]
    pub fn new(parts: usize, trials: usize) -> PartEffects {
        let empty = || vec![vec![0.0; trials]; parts];
        PartEffects { shares: empty(), alone: empty(), before: vec![0.0; trials], after: vec![0.0; trials] }
    }

    /// Takes the costs of a run, `[trial]`.
    pub fn add(&mut self, replay: &Replay, costs: &[f64]) {
        for (factors, sums) in [(&replay.shares, &mut self.shares), (&replay.alone, &mut self.alone)] {
            for (factor, sums) in factors.iter().zip(sums).filter(|(factor, _)| **factor != 0.0) {
                sums.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += factor * cost);
            }
        }
        if replay.changed.iter().all(|changed| !changed) {
            self.before = costs.to_vec();
        }
        if replay.changed.iter().all(|changed| *changed) {
            self.after = costs.to_vec();
        }
    }

    /// What of the change comes from each part, `[part]`; they sum to [`PartEffects::together`].
    ///
    /// # Errors
    /// Costs that no statistic can be taken of.
    pub fn shares(&self) -> Result<Vec<Estimate>, DecisionError> {
        self.shares.iter().map(|trials| mean_of(trials, None)).collect()
    }

    /// What each part does if nothing else changes, `[part]`.
    ///
    /// # Errors
    /// As [`PartEffects::shares`].
    pub fn alone(&self) -> Result<Vec<Estimate>, DecisionError> {
        self.alone.iter().map(|trials| mean_of(trials, None)).collect()
    }

    /// What all parts do together.
    ///
    /// # Errors
    /// As [`PartEffects::shares`].
    pub fn together(&self) -> Result<Estimate, DecisionError> {
        mean_of(&differences(&self.after, &self.before), None)
    }

    /// What the parts do together beyond what each does alone.
    ///
    /// # Errors
    /// As [`PartEffects::shares`].
    pub fn interaction(&self) -> Result<Estimate, DecisionError> {
        let mut left = differences(&self.after, &self.before);
        for alone in &self.alone {
            left.iter_mut().zip(alone).for_each(|(left, alone)| *left -= alone);
        }
        mean_of(&left, None)
    }

    /// The same of the difference between two costs.
    #[must_use]
    pub fn less(&self, other: &PartEffects) -> PartEffects {
        let each = |own: &[Vec<f64>], other: &[Vec<f64>]| {
            own.iter().zip(other).map(|(own, other)| differences(own, other)).collect()
        };
        PartEffects {
            shares: each(&self.shares, &other.shares),
            alone: each(&self.alone, &other.alone),
            before: differences(&self.before, &other.before),
            after: differences(&self.after, &other.after),
        }
    }

    /// Costs with nothing changed and with all, `[trial]`.
    #[must_use]
    pub fn ends(&self) -> (&[f64], &[f64]) {
        (&self.before, &self.after)
    }

    /// Standard error of what is left of the change between two recorded means once the parts have been taken out: 0 if these trials
    /// are all that both means are of.
    ///
    /// With n replayed trials, N₀ and N₁ recorded ones before and after, the rest is a sum over trials in which a replayed one counts
    /// by `1/N₁ − 1/n` after and by `1/n − 1/N₀` before (by `1/n` where the recorded trials before are others), any other recorded one
    /// by 1 over their number.
    ///
    /// - `recorded`: trials before and after, not fewer than were replayed.
    /// - `same_trials`: trial i is the same before and after; else the replay has those of after.
    /// - `error_before`: standard error of the recorded mean before.
    ///
    /// Rare events that no replayed trial has are not in it.
    #[must_use]
    pub fn error_of_rest(
        &self,
        recorded: (u64, u64),
        same_trials: bool,
        error_before: Option<f64>,
    ) -> Option<f64> {
        let replayed = self.before.len() as f64;
        let (old, new) = (recorded.0 as f64, recorded.1 as f64);
        let (of_old, of_new, together) = self.covariances()?;
        let in_new = 1.0 / new - 1.0 / replayed;
        // The variance of a·after + b·before in one trial.
        let variance = |after: f64, before: f64| {
            after * after * of_new + before * before * of_old + 2.0 * after * before * together
        };
        let sum = if same_trials {
            let in_old = 1.0 / replayed - 1.0 / old;
            let shared = f64::min(old, new);
            replayed * variance(in_new, in_old)
                + (shared - replayed) * variance(1.0 / new, -1.0 / old)
                + (new - shared) * variance(1.0 / new, 0.0)
                + (old - shared) * variance(0.0, -1.0 / old)
        } else {
            replayed * variance(in_new, 1.0 / replayed)
                + (new - replayed) * variance(1.0 / new, 0.0)
                + error_before.map_or(variance(0.0, 1.0) / old, |error| error * error)
        };
        Some(sum.max(0.0).sqrt())
    }

    /// Variances of a trial before and after, and their covariance; `None` for a single trial.
    fn covariances(&self) -> Option<(f64, f64, f64)> {
        let count = self.before.len() as f64;
        let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
        let (before, after) = (mean(&self.before), mean(&self.after));
        let sum = |of: &dyn Fn(f64, f64) -> f64| {
            let pairs = self.before.iter().zip(&self.after);
            pairs.map(|(one, other)| of(one - before, other - after)).sum::<f64>() / (count - 1.0)
        };
        (count > 1.0)
            .then(|| (sum(&|old, _| old * old), sum(&|_, new| new * new), sum(&|old, new| old * new)))
    }
}

fn differences(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}

/// What is left of a change, with the error that sampling gives it.
#[must_use]
pub fn rest(change: f64, explained: &[f64], standard_error: Option<f64>) -> Estimate {
    let left = change - explained.iter().sum::<f64>();
    // What is nothing but rounding is nothing.
    let size = explained.iter().map(|part| part.abs()).fold(change.abs(), f64::max);
    let estimate = if left.abs() <= 1e-9 * size { 0.0 } else { left };
    Estimate {
        estimate,
        standard_error,
        confidence_interval: standard_error.map(|error| {
            let half = NORMAL_CRITICAL_VALUE * error;
            crate::statistics::Interval { low: estimate - half, high: estimate + half }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::testing::normals;

    /// Effects of parts on a cost that is a function of what has changed and of the trial.
    fn effects(parts: usize, trials: usize, cost: impl Fn(&[bool], usize) -> f64) -> PartEffects {
        let mut effects = PartEffects::new(parts, trials);
        for replay in replays(parts) {
            let costs: Vec<f64> = (0..trials).map(|trial| cost(&replay.changed, trial)).collect();
            effects.add(&replay, &costs);
        }
        effects
    }

    fn means(found: Vec<Estimate>) -> Vec<f64> {
        found.into_iter().map(|found| (found.estimate * 1e9).round() / 1e9).collect()
    }

    #[test]
    fn a_textbook_game_has_its_shapley_values() {
        // Airport game (Littlechild & Owen 1973): three aircraft need runways of 8, 11 and 13; each length is shared by those who need it:
        // 8/3, 8/3 + 3/2, 8/3 + 3/2 + 2.
        let needs = [8.0, 11.0, 13.0];
        let cost = |changed: &[bool], _: usize| {
            let used = needs.iter().zip(changed).filter(|(_, changed)| **changed);
            100.0 + used.map(|(need, _)| *need).fold(0.0, f64::max)
        };
        let found = effects(3, 2, cost);
        let shares = found.shares().unwrap();
        for (found, expected) in shares.iter().zip([8.0 / 3.0, 25.0 / 6.0, 37.0 / 6.0]) {
            assert!((found.estimate - expected).abs() < 1e-12, "{found:?}");
        }
        assert_eq!(means(found.alone().unwrap()), needs);
        assert_eq!(found.together().unwrap().estimate, 13.0);
        // 13 less 8 + 11 + 13.
        assert_eq!(found.interaction().unwrap().estimate, -19.0);
    }

    #[test]
    fn shares_sum_to_the_whole_and_parts_that_do_nothing_get_nothing() {
        for parts in [0, 1, 2, 6, 9] {
            let cost = |changed: &[bool], trial: usize| {
                let sum: f64 = changed
                    .iter()
                    .enumerate()
                    .map(|(part, changed)| f64::from(u8::from(*changed)) * part as f64)
                    .sum();
                (1.0 + sum) * (1.0 + trial as f64)
            };
            let found = effects(parts, 5, cost);
            let shares = found.shares().unwrap();
            let sum: f64 = shares.iter().map(|share| share.estimate).sum();
            assert!((sum - found.together().unwrap().estimate).abs() < 1e-9, "{parts}");
            // The first has factor 0; additive parts give the same alone as together.
            assert!(shares.first().is_none_or(|first| first.estimate.abs() < 1e-12));
            assert_eq!(means(shares), means(found.alone().unwrap()));
            assert!(found.interaction().unwrap().estimate.abs() < 1e-9);
            let runs = replays(parts).len();
            assert_eq!(runs, if parts <= 6 { 1 << parts } else { 2 * parts });
        }
    }

    #[test]
    fn the_order_of_parts_does_not_matter_to_shapley_values() {
        let cost = |changed: &[bool], _: usize| match (changed[0], changed[1]) {
            (true, true) => 10.0,
            (true, false) => 1.0,
            (false, true) => 3.0,
            (false, false) => 0.0,
        };
        let swapped = |changed: &[bool], trial: usize| cost(&[changed[1], changed[0]], trial);
        let (one, other) = (effects(2, 3, cost), effects(2, 3, swapped));
        let reversed: Vec<f64> = means(other.shares().unwrap()).into_iter().rev().collect();
        assert_eq!(means(one.shares().unwrap()), reversed);
    }

    #[test]
    fn the_rest_has_the_error_of_the_trials_that_were_not_replayed() {
        // Costs before N(0, 1), after 2 + N(0, 1) + N(0, 0.5²) on the same trials; 50 of 200 are replayed. Over 400 seeds the rest, which is 0 in
        // truth, has the standard deviation that is told, but for 4·√(1/800) = 14 % of it and what the estimate of the error itself wavers.
        for same in [true, false] {
            let (mut squares, mut told) = (0.0, 0.0);
            for seed in 0..400 {
                let before = normals(900_000 + seed, 200);
                let noise = normals(910_000 + seed, 200);
                let new: Vec<f64> =
                    before.iter().zip(&noise).map(|(before, noise)| 2.0 + before + 0.5 * noise).collect();
                let recorded = if same { before.clone() } else { normals(920_000 + seed, 200) };
                let mut effects = PartEffects::new(1, 50);
                let [none, all] = <[Replay; 2]>::try_from(replays(1)).unwrap();
                effects.add(&none, &before[..50]);
                effects.add(&all, &new[..50]);
                let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
                let change = mean(&new) - mean(&recorded);
                let error = effects.error_of_rest((200, 200), same, None);
                let left = rest(change, &[effects.together().unwrap().estimate], error);
                squares += left.estimate * left.estimate / 400.0;
                told += left.standard_error.unwrap() / 400.0;
            }
            let ratio = squares.sqrt() / told;
            assert!((0.84..1.18).contains(&ratio), "{same}: {ratio}");
        }
        let mut whole = PartEffects::new(1, 50);
        for replay in replays(1) {
            whole.add(&replay, &normals(3, 50));
        }
        assert!(whole.error_of_rest((50, 50), true, None).unwrap() < 1e-9);
        assert!(whole.error_of_rest((50, 50), false, Some(0.2)).unwrap() > 0.1);
    }
}
