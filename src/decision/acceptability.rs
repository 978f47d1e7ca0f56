//! How likely is each option to be the best choice, by what one is ready to spend for a loss avoided?

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use super::mixed::{Estimate, mean_of};
use super::scenario_costs::{Outlook, ScenarioCosts};
use crate::statistics::{Interval, student_critical_value, wilson_interval};

/// Options in one outlook, over what a unit of loss avoided is worth in units spent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Acceptability {
    /// Position of the scenario; `None`: all by weight.
    pub scenario: Option<usize>,
    pub trials: usize,
    /// In the order of the options.
    pub options: Vec<SpentAndLost>,
    /// By rising worth.
    pub points: Vec<AcceptabilityPoint>,
    /// Where the option with the lowest mean changes, by rising worth.
    pub switches: Vec<AcceptabilitySwitch>,
}

/// The two parts of an option's cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SpentAndLost {
    /// Cost less losses.
    pub spent: Estimate,
    pub lost: Estimate,
}

/// All options at one worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AcceptabilityPoint {
    /// Units that one is ready to spend for a unit of loss avoided; at 1 the sum is the cost.
    pub worth: f64,
    /// By option: share of trials in which `spent + worth · lost` is lowest, a trial with m equal options counting 1/m.
    pub chances: Vec<Estimate>,
    /// The option with the lowest mean of that sum: on the acceptability frontier.
    pub best: usize,
    /// Options whose mean the trials cannot tell from it, each for itself; with itself.
    pub undecided: Vec<usize>,
}

/// A worth at which another option gets the lowest mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AcceptabilitySwitch {
    pub worth: f64,
    /// Fieller's 95 % interval; `None` where the trials do not bound it.
    pub interval: Option<Interval>,
    /// Lowest mean below, and above.
    pub before: usize,
    pub after: usize,
}

/// The acceptability curves of all options and their frontier.
///
/// What an option costs in a trial is what is spent on it and what is lost under it. With λ the amount that one is ready to spend for
/// a unit of loss avoided, the net cost of a trial is `spent + λ·lost`: net benefit with the sign turned. A curve is the share of
/// trials in which an option has the lowest net cost; the frontier is the option with the lowest mean, which need not be the one that
/// is lowest most often. A trial holds what is not known and what chance brings, as a company lives through one future; chances need
/// not tend to 0 or 1 as trials grow.
///
/// - `losses`: `[scenario][option][trial]`, the part of `costs` that is lost; the rest is spent.
/// - `worths`: values of λ, not negative, rising.
///
/// # Errors
/// Losses of another shape than costs, or not finite.
///
/// # Source
/// van Hout et al. (1994), "Costs, effects and C/E-ratios alongside a clinical trial", Health Economics 3(5), 309–319. Fenwick,
/// Claxton & Sculpher (2001), "Representing uncertainty: the role of cost-effectiveness acceptability curves", Health Economics
/// 10(8), 779–787: the frontier. Intervals of switches: Fieller (1954), "Some problems in interval estimation".
pub fn acceptability(
    costs: &ScenarioCosts,
    losses: &ScenarioCosts,
    outlook: Outlook,
    worths: &[f64],
) -> Result<Acceptability, DecisionError> {
    check_shapes(costs, losses)?;
    let count = costs.options().len();
    let trials = costs.trials_of(outlook);
    let replicates = costs.replicates();
    let lost: Vec<Vec<f64>> = (0..count).map(|option| losses.costs_by_trial(outlook, option)).collect();
    let spent: Vec<Vec<f64>> =
        (0..count).map(|option| subtracted(&costs.costs_by_trial(outlook, option), &lost[option])).collect();
    let options = (0..count)
        .map(|option| {
            let spent = mean_of(&spent[option], replicates)?;
            Ok(SpentAndLost { spent, lost: mean_of(&lost[option], replicates)? })
        })
        .collect::<Result<Vec<SpentAndLost>, DecisionError>>()?;
    let pairs = Pairs::new(&spent, &lost, replicates)?;
    let points = worths
        .par_iter()
        .map(|worth| {
            let (best, undecided) = standing(&options, &pairs, *worth);
            let chances = chances(costs, losses, outlook, *worth)?;
            Ok(AcceptabilityPoint { worth: *worth, chances, best, undecided })
        })
        .collect::<Result<Vec<AcceptabilityPoint>, DecisionError>>()?;
    let scenario = match outlook {
        Outlook::Scenario(scenario) => Some(scenario),
        Outlook::Weighted => None,
    };
    let range = (worths.first().copied().unwrap_or(0.0), worths.last().copied().unwrap_or(0.0));
    let switches = switches(&options, &pairs, range);
    Ok(Acceptability { scenario, trials, options, points, switches })
}

fn check_shapes(costs: &ScenarioCosts, losses: &ScenarioCosts) -> Result<(), DecisionError> {
    let check = |what, found: usize, expected: usize| {
        if found == expected { Ok(()) } else { Err(DecisionError::Shape { what, found, expected }) }
    };
    check("scenarios", losses.scenarios().len(), costs.scenarios().len())?;
    check("options", losses.options().len(), costs.options().len())?;
    let mut scenarios = 0..costs.scenarios().len();
    scenarios.try_for_each(|scenario| check("trials", losses.trials(scenario), costs.trials(scenario)))
}

fn subtracted(left: &[f64], right: &[f64]) -> Vec<f64> {
    left.iter().zip(right).map(|(left, right)| left - right).collect()
}

/// By option, the weighted share of each trial in which it is lowest, and the mean of those.
fn chances(
    costs: &ScenarioCosts,
    losses: &ScenarioCosts,
    outlook: Outlook,
    worth: f64,
) -> Result<Vec<Estimate>, DecisionError> {
    let trials = costs.trials_of(outlook);
    let mut shares = vec![vec![0.0; trials]; costs.options().len()];
    let mut net = vec![0.0; costs.options().len()];
    for (weight, scenario) in costs.parts(outlook) {
        let (costs, losses) = (costs.costs(scenario), losses.costs(scenario));
        for trial in 0..trials {
            for (net, (cost, loss)) in net.iter_mut().zip(costs.iter().zip(losses)) {
                *net = cost[trial] + (worth - 1.0) * loss[trial];
            }
            let lowest = net.iter().copied().fold(f64::INFINITY, f64::min);
            let sharing = net.iter().filter(|net| **net == lowest).count() as f64;
            for (share, _) in shares.iter_mut().zip(&net).filter(|(_, net)| **net == lowest) {
                share[trial] += weight / sharing;
            }
        }
    }
    let estimate = |share: &Vec<f64>| {
        let found = mean_of(share, costs.replicates())?;
        let chance = found.estimate.clamp(0.0, 1.0);
        Ok(Estimate { confidence_interval: Some(wilson_interval(chance, trials)?), ..found })
    };
    shares.iter().map(estimate).collect()
}

/// What is known of the difference of two options.
#[derive(Debug, Clone, Copy)]
struct Pair {
    spent: f64,
    lost: f64,
    /// Squared errors of both and their covariance; `None` where nothing is known of errors.
    errors: Option<[f64; 3]>,
}

impl Pair {
    fn at(&self, worth: f64) -> f64 {
        self.spent + worth * self.lost
    }

    /// Standard error at a worth.
    fn error(&self, worth: f64) -> Option<f64> {
        let [spent, both, lost] = self.errors?;
        let variance = spent + 2.0 * worth * both + worth * worth * lost;
        // What is the same in all trials has no error, but for rounding.
        let noise = 1e-13 * (spent + worth * worth * lost);
        Some(if variance > noise { variance.sqrt() } else { 0.0 })
    }

    /// The worths at which the difference cannot be told from nothing; `None` where they have no end.
    fn fieller(&self, critical: f64) -> Option<Interval> {
        let [spent, both, lost] = self.errors?;
        let square = critical * critical;
        let a = self.lost * self.lost - square * lost;
        let b = self.spent * self.lost - square * both;
        let c = self.spent * self.spent - square * spent;
        let root = b * b - a * c;
        (a > 0.0 && root >= 0.0)
            .then(|| Interval { low: (-b - root.sqrt()) / a, high: (-b + root.sqrt()) / a })
    }
}

/// Differences of all pairs, the first less the second.
struct Pairs {
    pairs: Vec<Vec<Pair>>,
    critical: f64,
}

impl Pairs {
    fn new(spent: &[Vec<f64>], lost: &[Vec<f64>], replicates: Option<u32>) -> Result<Pairs, DecisionError> {
        let pair = |first: usize, second: usize| -> Result<Pair, DecisionError> {
            let spent = subtracted(&spent[first], &spent[second]);
            let lost = subtracted(&lost[first], &lost[second]);
            let sum: Vec<f64> = spent.iter().zip(&lost).map(|(spent, lost)| spent + lost).collect();
            let [spent, lost, sum] =
                [mean_of(&spent, replicates)?, mean_of(&lost, replicates)?, mean_of(&sum, replicates)?];
            let squared = |of: &Estimate| of.standard_error.map(|error| error * error);
            let errors = match (squared(&spent), squared(&lost), squared(&sum)) {
                // Var(S + L) = Var S + 2 Cov + Var L.
                (Some(of_spent), Some(of_lost), Some(of_sum)) => {
                    Some([of_spent, (of_sum - of_spent - of_lost) / 2.0, of_lost])
                }
                (_, _, _) => None,
            };
            Ok(Pair { spent: spent.estimate, lost: lost.estimate, errors })
        };
        let trials = spent.first().map_or(0, Vec::len);
        let freedom = replicates.map_or(trials, |replicates| replicates as usize).saturating_sub(1).max(1);
        let options = 0..spent.len();
        let pairs = options
            .clone()
            .into_par_iter()
            .map(|first| options.clone().map(|second| pair(first, second)).collect())
            .collect::<Result<_, DecisionError>>()?;
        Ok(Pairs { pairs, critical: student_critical_value(freedom as u64) })
    }
}

fn net(option: &SpentAndLost, worth: f64) -> f64 {
    option.spent.estimate + worth * option.lost.estimate
}

/// The option with the lowest mean at a worth, and those that cannot be told from it.
fn standing(options: &[SpentAndLost], pairs: &Pairs, worth: f64) -> (usize, Vec<usize>) {
    let lower = |best: usize, next: usize| {
        if net(&options[next], worth) < net(&options[best], worth) { next } else { best }
    };
    let best = (0..options.len()).fold(0, lower);
    let open = |other: &usize| {
        let pair = &pairs.pairs[*other][best];
        *other == best || pair.error(worth).is_none_or(|error| pair.at(worth).abs() <= pairs.critical * error)
    };
    (best, (0..options.len()).filter(open).collect())
}

/// Along the lower envelope of the options' lines.
fn switches(options: &[SpentAndLost], pairs: &Pairs, (from, to): (f64, f64)) -> Vec<AcceptabilitySwitch> {
    let (mut since, mut before) = (from, standing(options, pairs, from).0);
    let mut switches = Vec::new();
    loop {
        let crossing = |after: usize| {
            let pair = &pairs.pairs[after][before];
            let worth = -pair.spent / pair.lost;
            (pair.lost < 0.0 && worth >= since && worth < to).then_some((worth, after))
        };
        // Of several that cross at once the one that falls most.
        let next = (0..options.len()).filter_map(crossing).min_by(|left, right| {
            let lost = |after: usize| options[after].lost.estimate;
            left.0.total_cmp(&right.0).then(lost(left.1).total_cmp(&lost(right.1)))
        });
        let Some((worth, after)) = next else { return switches };
        let interval = pairs.pairs[after][before].fieller(pairs.critical);
        switches.push(AcceptabilitySwitch { worth, interval, before, after });
        (since, before) = (worth, after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::scenario_costs::testing::costs_of;
    use crate::engine::random::StreamKey;
    use crate::math::{inverse_normal_cdf, normal_cdf};

    const TRIALS: usize = 40_000;
    /// Means and deviations of spending and losses of two options, and the correlation of each pair of normals below.
    const MEANS: [[f64; 2]; 2] = [[10.0, 8.0], [14.0, 5.0]];
    const DEVIATIONS: [[f64; 2]; 2] = [[1.0, 3.0], [1.5, 1.0]];
    const CORRELATION: f64 = 0.6;

    /// Total and loss of both options; any two of the four normals behind them have the same correlation.
    fn normals() -> (ScenarioCosts, ScenarioCosts) {
        let draw = |name: &str, trial: usize| {
            inverse_normal_cdf(StreamKey::new(11, name).trial(trial as u64).uniform(0))
        };
        let (shared, own) = (CORRELATION.sqrt(), (1.0 - CORRELATION).sqrt());
        let part = |option: usize, part: usize| -> Vec<f64> {
            let name = format!("{option}/{part}");
            let value = |trial: usize| {
                let normal = shared * draw("shared", trial) + own * draw(&name, trial);
                MEANS[option][part] + DEVIATIONS[option][part] * normal
            };
            (0..TRIALS).map(value).collect()
        };
        let lost: Vec<Vec<f64>> = (0..2).map(|option| part(option, 1)).collect();
        let total = (0..2).map(|option| {
            part(option, 0).iter().zip(&lost[option]).map(|(spent, lost)| spent + lost).collect()
        });
        (costs_of(vec![total.collect()], None), costs_of(vec![lost.clone()], None))
    }

    #[test]
    fn chances_of_normals_are_those_of_theory() {
        let (costs, losses) = normals();
        let worths = [0.0, 0.5, 1.0, 2.0, 4.0];
        let found = acceptability(&costs, &losses, Outlook::Scenario(0), &worths).unwrap();
        for (point, worth) in found.points.iter().zip(worths) {
            // Coefficients of the four standard normals in the difference, first option less second.
            let parts =
                [DEVIATIONS[0][0], worth * DEVIATIONS[0][1], -DEVIATIONS[1][0], -worth * DEVIATIONS[1][1]];
            let sum: f64 = parts.iter().sum();
            let squares: f64 = parts.iter().map(|part| part * part).sum();
            let deviation = (CORRELATION * sum * sum + (1.0 - CORRELATION) * squares).sqrt();
            let mean = MEANS[0][0] - MEANS[1][0] + worth * (MEANS[0][1] - MEANS[1][1]);
            let expected = normal_cdf(-mean / deviation);
            // Four standard errors: a false alarm in 16,000.
            let error = (expected * (1.0 - expected) / TRIALS as f64).sqrt();
            let chance = point.chances[0].estimate;
            assert!((chance - expected).abs() < 4.0 * error, "{worth}: {chance}, {expected}");
            assert!((chance + point.chances[1].estimate - 1.0).abs() < 1e-12);
            // 10 + 8λ against 14 + 5λ: equal at 4/3.
            assert_eq!(point.best, usize::from(worth > 4.0 / 3.0));
            assert_eq!(point.undecided.len(), 1);
        }
        let [switch] = found.switches[..] else { panic!("{:?}", found.switches) };
        assert_eq!((switch.before, switch.after), (0, 1));
        let interval = switch.interval.unwrap();
        assert!(interval.low < switch.worth && switch.worth < interval.high && interval.width() < 0.1);
        assert!(interval.contains(4.0 / 3.0), "{interval:?}");
    }

    #[test]
    fn the_lowest_mean_need_not_be_lowest_most_often() {
        // The first loses 9 in one trial of ten and else nothing; the second always loses 1: means 0.9 and 1, spent 0 and 0.
        let first: Vec<f64> = (0..1000).map(|trial| if trial % 10 == 0 { 9.0 } else { 0.0 }).collect();
        let costs = costs_of(vec![vec![first, vec![0.5; 1000]]], None);
        let found = acceptability(&costs, &costs, Outlook::Scenario(0), &[1.0]).unwrap();
        assert_eq!(found.points[0].best, 1);
        assert_eq!((found.points[0].chances[0].estimate, found.points[0].chances[1].estimate), (0.9, 0.1));
    }

    #[test]
    fn what_is_spent_alone_decides_at_no_worth_and_twins_are_not_told_apart() {
        let spent = [3.0, 2.0, 2.0];
        let losses: Vec<Vec<f64>> =
            [1.0, 4.0, 4.0].map(|size| (0..60).map(|trial| size + (trial % 7) as f64).collect()).to_vec();
        let costs = spent
            .iter()
            .zip(&losses)
            .map(|(spent, lost): (&f64, &Vec<f64>)| lost.iter().map(|lost| lost + spent).collect());
        let costs = costs_of(vec![costs.collect()], None);
        let losses = costs_of(vec![losses], None);
        let found = acceptability(&costs, &losses, Outlook::Scenario(0), &[0.0, 2.0]).unwrap();
        assert_eq!((found.points[0].best, found.points[0].undecided.clone()), (1, vec![1, 2]));
        assert_eq!(found.points[0].chances[1].estimate, 0.5);
        assert_eq!((found.points[1].best, found.points[1].undecided.clone()), (0, vec![0]));
        // 2 + 4λ against 3 + λ, whatever the trial: exactly at 1/3.
        assert!((found.switches[0].worth - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn one_trial_tells_nothing_and_other_shapes_are_refused() {
        let costs = costs_of(vec![vec![vec![5.0], vec![6.0]]], None);
        let found = acceptability(&costs, &costs, Outlook::Scenario(0), &[0.0, 1.0]).unwrap();
        assert_eq!(found.points[1].undecided, [0, 1]);
        let other = costs_of(vec![vec![vec![5.0, 1.0], vec![6.0, 1.0]]], None);
        assert!(matches!(
            acceptability(&costs, &other, Outlook::Scenario(0), &[1.0]),
            Err(DecisionError::Shape { .. })
        ));
    }
}
