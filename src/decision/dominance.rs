//! Does one option have the better distribution whatever one's attitude to risk?

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use super::mixed::{Mixed, at_level, mean_of};
use super::scenario_costs::{Outlook, ScenarioCosts};
use crate::statistics::{Interval, student_quantile};

/// Thresholds at which the error of a violation is taken: quantiles of both options together.
const THRESHOLDS: usize = 40;

/// A violation by no more than this chance counts as none, for the first order.
pub const MARGIN_OF_CHANCE: f64 = 0.02;

/// A violation by no more than this share of the mean cost counts as none, for the second order.
pub const MARGIN_OF_COST: f64 = 0.01;

/// What the trials say about one option dominating another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DominanceVerdict {
    /// Both cost the same in every trial.
    Identical,
    /// Any violation is smaller than the margin, and somewhere the first is better for certain.
    Dominates,
    /// There is a violation, beyond chance.
    Violated,
    /// The trials do not tell.
    Open,
}

/// Dominance of one order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DominanceFinding {
    /// Whether it holds without any violation in the trials, which by itself proves little.
    pub in_trials: bool,
    /// The largest violation in the trials: chance for the first order, money for the second; 0 if there is none.
    pub violation: f64,
    /// Where the largest true violation lies with 95 % confidence; `None` where nothing is known of errors.
    pub limits: Option<Interval>,
    /// Up to where a violation counts as none, in the same unit.
    pub margin: f64,
    pub verdict: DominanceVerdict,
    /// About so many trials would decide an open question if nothing else changed; `None` where there is no forecast.
    pub trials_needed: Option<u64>,
}

/// The first option of a pair against the second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dominance {
    pub first: usize,
    pub second: usize,
    /// Share of trials in which the first costs no more, over the scenarios by weight.
    pub no_dearer: f64,
    /// First order: at every amount the first is no more likely to cost more.
    pub first_order: DominanceFinding,
    /// Second order: beyond every amount the first has the lower mean excess, so that whoever shuns risk prefers it.
    pub second_order: DominanceFinding,
}

/// Dominance of every ordered pair of options in one outlook, by first and then second.
///
/// Of costs A dominates B in the first order if `P(A > x) ≤ P(B > x)` for every x, and in the second (increasing convex order) if
/// `E(A − x)⁺ ≤ E(B − x)⁺` for every x. The differences are means over trials that both options share; at 40 quantiles of
/// both together they get limits that hold together (Bonferroni). Dominance itself cannot be shown by a sample, as far out in the
/// tail both chances are zero: what is shown is that no violation exceeds a margin.
///
/// # Errors
/// None for costs that have been checked.
///
/// # Source
/// Levy (2016), "Stochastic Dominance", 3rd edition; Davidson & Duclos (2013), "Testing for restricted stochastic dominance",
/// Econometric Reviews 32(1), 84–125, on why the tails must be left out.
pub fn dominance(costs: &ScenarioCosts, outlook: Outlook) -> Result<Vec<Dominance>, DecisionError> {
    let count = costs.options().len();
    let pairs: Vec<(usize, usize)> =
        (0..count).flat_map(|first| (first + 1..count).map(move |second| (first, second))).collect();
    let found: Vec<[Dominance; 2]> = pairs
        .into_par_iter()
        .map(|pair| both_ways(costs, outlook, pair))
        .collect::<Result<_, DecisionError>>()?;
    let mut all: Vec<Dominance> = found.into_iter().flatten().collect();
    all.sort_by_key(|found| (found.first, found.second));
    Ok(all)
}

/// One option against another, and the other way round.
fn both_ways(
    costs: &ScenarioCosts,
    outlook: Outlook,
    (first, second): (usize, usize),
) -> Result<[Dominance; 2], DecisionError> {
    let pair = Pair::new(costs, outlook, first, second);
    let curves = [pair.curve(Order::First)?, pair.curve(Order::Second)?];
    let mean = |mixed: &Mixed<'_>| mixed.mean().map(|found| found.estimate.abs());
    let margins = [MARGIN_OF_CHANCE, MARGIN_OF_COST * mean(&pair.first)?.max(mean(&pair.second)?)];
    let finding = |order: usize, sign: f64| curves[order].finding(sign, margins[order], &pair);
    Ok([
        Dominance {
            first,
            second,
            no_dearer: pair.no_dearer(1.0),
            first_order: finding(0, 1.0),
            second_order: finding(1, 1.0),
        },
        Dominance {
            first: second,
            second: first,
            no_dearer: pair.no_dearer(-1.0),
            first_order: finding(0, -1.0),
            second_order: finding(1, -1.0),
        },
    ])
}

#[derive(Clone, Copy)]
enum Order {
    First,
    Second,
}

struct Pair<'a> {
    parts: Vec<(f64, &'a [f64], &'a [f64])>,
    first: Mixed<'a>,
    second: Mixed<'a>,
    trials: usize,
    replicates: Option<u32>,
}

/// Violations of one order by the first option: over thresholds with their errors, and the largest in the trials either way.
struct Curve {
    points: Vec<(f64, Option<f64>)>,
    /// Of the first option dominating the second.
    largest: f64,
    /// Of the second dominating the first.
    largest_back: f64,
    freedom: u64,
}

impl<'a> Pair<'a> {
    fn new(costs: &'a ScenarioCosts, outlook: Outlook, first: usize, second: usize) -> Pair<'a> {
        let trials = costs.trials_of(outlook);
        let part = |(weight, scenario): (f64, usize)| {
            let options = costs.costs(scenario);
            (weight, &options[first][..trials], &options[second][..trials])
        };
        Pair {
            parts: costs.parts(outlook).into_iter().map(part).collect(),
            first: costs.mixed(outlook, first),
            second: costs.mixed(outlook, second),
            trials,
            replicates: costs.replicates(),
        }
    }

    fn no_dearer(&self, sign: f64) -> f64 {
        let share = |first: &[f64], second: &[f64]| {
            let both = first.iter().zip(second);
            both.filter(|(first, second)| sign * (*first - *second) <= 0.0).count() as f64
                / self.trials as f64
        };
        self.parts.iter().map(|(weight, first, second)| weight * share(first, second)).sum::<f64>().min(1.0)
    }

    fn identical(&self) -> bool {
        self.parts.iter().all(|(_, first, second)| first == second)
    }

    /// Values of both with their weights, ascending, those of the second negative.
    fn together(&self) -> Vec<(f64, f64)> {
        let second = self.second.sorted().into_iter().map(|(value, weight)| (value, -weight));
        let mut all: Vec<(f64, f64)> = self.first.sorted().into_iter().chain(second).collect();
        all.sort_by(|left, right| left.0.total_cmp(&right.0));
        all
    }

    fn curve(&self, order: Order) -> Result<Curve, DecisionError> {
        let all = self.together();
        let (largest, largest_back) = match order {
            Order::First => largest_of_chances(&all),
            Order::Second => largest_of_excesses(&all),
        };
        let halves: Vec<(f64, f64)> =
            all.iter().map(|(value, weight)| (*value, weight.abs() / 2.0)).collect();
        let level = |step: usize| (step as f64 + 0.5) / THRESHOLDS as f64;
        let mut thresholds: Vec<f64> = (0..THRESHOLDS).map(|step| at_level(&halves, level(step))).collect();
        thresholds.dedup();
        let points = thresholds
            .into_iter()
            .map(|threshold| {
                let found = mean_of(&self.by_trial(order, threshold), self.replicates)?;
                Ok((found.estimate, found.standard_error))
            })
            .collect::<Result<_, DecisionError>>()?;
        let groups = self.replicates.map_or(self.trials as u64, u64::from);
        Ok(Curve { points, largest, largest_back, freedom: groups.saturating_sub(1) })
    }

    /// By trial, what the first option has more of beyond a threshold: trials, or money.
    fn by_trial(&self, order: Order, threshold: f64) -> Vec<f64> {
        let of = |cost: f64| match order {
            Order::First => f64::from(u8::from(cost > threshold)),
            Order::Second => (cost - threshold).max(0.0),
        };
        let at = |trial: usize| {
            let parts = self.parts.iter();
            parts.map(|(weight, first, second)| weight * (of(first[trial]) - of(second[trial]))).sum()
        };
        (0..self.trials).map(at).collect()
    }
}

/// The largest of `P(A > x) − P(B > x)` and of its opposite, not below 0; values with weights, those of B negative.
fn largest_of_chances(all: &[(f64, f64)]) -> (f64, f64) {
    let (mut largest, mut largest_back, mut below) = (0.0_f64, 0.0_f64, 0.0);
    for values in all.chunk_by(|left, right| left.0 == right.0) {
        below += values.iter().map(|(_, weight)| weight).sum::<f64>();
        largest = largest.max(-below);
        largest_back = largest_back.max(below);
    }
    (without_rounding(largest, 1.0), without_rounding(largest_back, 1.0))
}

/// The same of `E(A − x)⁺ − E(B − x)⁺`, which changes its slope at values only.
fn largest_of_excesses(all: &[(f64, f64)]) -> (f64, f64) {
    let (mut largest, mut largest_back) = (0.0_f64, 0.0_f64);
    let (mut excess, mut above, mut last) = (0.0, 0.0, all.last().map_or(0.0, |(value, _)| *value));
    let size = all.iter().map(|(value, _)| value.abs()).fold(0.0, f64::max);
    for &(value, weight) in all.iter().rev() {
        excess += above * (last - value);
        largest = largest.max(excess);
        largest_back = largest_back.max(-excess);
        above += weight;
        last = value;
    }
    (without_rounding(largest, size), without_rounding(largest_back, size))
}

/// Nothing, where a figure is but what sums of that size are rounded by.
fn without_rounding(figure: f64, size: f64) -> f64 {
    if figure <= 1e-11 * size { 0.0 } else { figure }
}

impl Curve {
    /// - `sign`: 1 for the first option dominating the second, −1 the other way round.
    fn finding(&self, sign: f64, margin: f64, pair: &Pair<'_>) -> DominanceFinding {
        let violation = if sign > 0.0 { self.largest } else { self.largest_back };
        let in_trials = violation == 0.0;
        if pair.identical() {
            let verdict = DominanceVerdict::Identical;
            return DominanceFinding {
                in_trials,
                violation,
                limits: None,
                margin,
                verdict,
                trials_needed: None,
            };
        }
        let critical = student_quantile(self.freedom, 1.0 - 0.025 / self.points.len().max(1) as f64);
        let ends = |side: f64| {
            let end = |(found, error): &(f64, Option<f64>)| Some(sign * found + side * critical * (*error)?);
            self.points.iter().map(end).collect::<Option<Vec<f64>>>()
        };
        let (Some(low), Some(high)) = (ends(-1.0), ends(1.0)) else {
            let verdict = DominanceVerdict::Open;
            return DominanceFinding {
                in_trials,
                violation,
                limits: None,
                margin,
                verdict,
                trials_needed: None,
            };
        };
        let highest = |values: &[f64]| values.iter().copied().fold(0.0, f64::max);
        let limits = Interval { low: highest(&low), high: highest(&high).max(violation) };
        let better_somewhere = high.iter().any(|end| *end < 0.0);
        let verdict = if limits.low > 0.0 {
            DominanceVerdict::Violated
        } else if limits.high <= margin && better_somewhere {
            DominanceVerdict::Dominates
        } else {
            DominanceVerdict::Open
        };
        let trials_needed = match verdict {
            DominanceVerdict::Open => self.trials_needed(sign, margin, critical, pair.trials),
            DominanceVerdict::Identical | DominanceVerdict::Dominates | DominanceVerdict::Violated => None,
        };
        DominanceFinding { in_trials, violation, limits: Some(limits), margin, verdict, trials_needed }
    }

    /// Trials with which what is seen now would be beyond chance, either as a violation or as none beyond the margin.
    fn trials_needed(&self, sign: f64, margin: f64, critical: f64, trials: usize) -> Option<u64> {
        let forecast = |distance: f64, error: f64| {
            let factor = (critical * error / distance) * (critical * error / distance);
            (distance > 0.0 && factor < 1e9).then(|| ((trials as f64 * factor) as u64).max(2))
        };
        let points = || self.points.iter().filter_map(|(found, error)| Some((sign * found, (*error)?)));
        let worst = points().map(|(found, _)| found).fold(0.0, f64::max);
        if worst > margin {
            return points().filter_map(|(found, error)| forecast(found, error)).min();
        }
        let within: Option<Vec<u64>> = points()
            .filter(|(_, error)| *error > 0.0)
            .map(|(found, error)| forecast(margin - found, error))
            .collect();
        let better = points().filter_map(|(found, error)| forecast(-found, error)).min();
        within
            .and_then(|within| within.into_iter().max())
            .zip(better)
            .map(|(within, better)| within.max(better))
    }
}

#[cfg(test)]
mod tests {
    use super::super::scenario_costs::testing::costs_of;
    use super::*;
    use crate::statistics::testing::normals;

    fn of(options: Vec<Vec<f64>>) -> Vec<Dominance> {
        dominance(&costs_of(vec![options], None), Outlook::Scenario(0)).unwrap()
    }

    fn scaled(seed: u64, trials: usize, mean: f64, spread: f64) -> Vec<f64> {
        normals(seed, trials).into_iter().map(|value| mean + spread * value).collect()
    }

    #[test]
    fn the_order_of_normals_is_found() {
        // N(10, 1) and N(11, 1): first order. N(11, 1) and N(11, 2): second order only, the tails cross. 20,000 trials each.
        let found = of(vec![
            scaled(1, 20_000, 10.0, 1.0),
            scaled(2, 20_000, 11.0, 1.0),
            scaled(3, 20_000, 11.0, 2.0),
        ]);
        let pair = |first: usize, second: usize| {
            found.iter().find(|pair| (pair.first, pair.second) == (first, second)).unwrap()
        };
        let verdicts = |first, second| {
            let found = pair(first, second);
            (found.first_order.verdict, found.second_order.verdict)
        };
        assert_eq!(verdicts(0, 1), (DominanceVerdict::Dominates, DominanceVerdict::Dominates));
        assert_eq!(verdicts(1, 0), (DominanceVerdict::Violated, DominanceVerdict::Violated));
        assert_eq!(verdicts(1, 2).0, DominanceVerdict::Violated);
        assert_eq!(verdicts(2, 1), (DominanceVerdict::Violated, DominanceVerdict::Violated));
        // The largest violation of the first order by N(11, 1): max over x of Φ((x − 11)/2) − Φ(x − 11) at x < 11. The derivative is
        // zero where z² = 8·ln 2/3, at z = −1.36: Φ(−0.680) − Φ(−1.360) = 0.2483 − 0.0869 = 0.1614.
        assert!((pair(1, 2).first_order.violation - 0.1614).abs() < 0.02);
        assert!(pair(1, 2).first_order.limits.unwrap().contains(0.1614));
        assert!(pair(1, 2).second_order.limits.unwrap().low == 0.0);
    }

    #[test]
    fn few_trials_leave_it_open_and_say_how_many_would_do() {
        let found = of(vec![scaled(1, 60, 10.0, 1.0), scaled(2, 60, 10.3, 1.0)]);
        assert_eq!(found[0].first_order.verdict, DominanceVerdict::Open);
        assert!(found[0].first_order.trials_needed.unwrap() > 60);
    }

    #[test]
    fn a_constant_advantage_in_every_trial_dominates() {
        let costs = scaled(4, 500, 10.0, 1.0);
        let found = of(vec![costs.clone(), costs.iter().map(|cost| cost + 0.5).collect()]);
        assert_eq!((found[0].no_dearer, found[1].no_dearer), (1.0, 0.0));
        assert!(found[0].first_order.in_trials && found[0].second_order.in_trials);
        assert_eq!(found[0].first_order.verdict, DominanceVerdict::Dominates);
        assert_eq!(found[1].first_order.verdict, DominanceVerdict::Violated);
    }

    #[test]
    fn violations_by_hand() {
        // A: 1, 4; B: 2, 3. P(A > x) − P(B > x) is −1/2 on [1, 2), +1/2 on [3, 4). Excesses at 0: 2.5 both; at 3: 0.5 against 0.
        let pair = of(vec![vec![1.0, 4.0], vec![2.0, 3.0]]);
        assert_eq!([pair[0].first_order.violation, pair[1].first_order.violation], [0.5, 0.5]);
        assert_eq!([pair[0].second_order.violation, pair[1].second_order.violation], [0.5, 0.0]);
        assert!(pair[1].second_order.in_trials);
    }

    #[test]
    fn degenerate_input_is_answered() {
        assert_eq!(of(vec![vec![1.0]]), []);
        let one = of(vec![vec![1.0], vec![2.0]]);
        assert_eq!((one[0].first_order.verdict, one[0].first_order.limits), (DominanceVerdict::Open, None));
        let same = of(vec![vec![1.0, 2.0], vec![1.0, 2.0]]);
        assert_eq!(same[0].second_order.verdict, DominanceVerdict::Identical);
    }

    #[test]
    fn a_wrong_dominance_is_claimed_in_at_most_5_of_100_runs() {
        // N(10, 1) against N(10, 1.3): violated by 0.0648 in the first order, beyond the margin (z² = 2·1.69·ln 1.3/0.69, z = −1.134;
        // Φ(−0.872) − Φ(−1.134) = 0.0632). Never may it be said to dominate; of 200 runs 20 or more would be chance of 1 in 1,000.
        let wrong = (0..200).filter(|run| {
            let found = of(vec![scaled(*run, 400, 10.0, 1.0), scaled(run + 1_000, 400, 10.0, 1.3)]);
            found[0].first_order.verdict == DominanceVerdict::Dominates
        });
        assert!(wrong.count() < 20);
        // And equal distributions are called different in as few.
        let violated = (0..200).filter(|run| {
            let found = of(vec![scaled(*run, 400, 10.0, 1.0), scaled(run + 1_000, 400, 10.0, 1.0)]);
            found[0].first_order.verdict == DominanceVerdict::Violated
        });
        assert!(violated.count() < 20);
    }
}
