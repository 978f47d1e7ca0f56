//! Which option is best for whom: over all weights that scenarios could be given.

use microlp::{ComparisonOp, Error, LinearExpr, OptimizationDirection, Problem, Variable};
use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use super::mean_draws::{MeanDraws, OrderedDraws, middle};
use super::scenario_costs::{Outlook, ScenarioCosts};
use crate::engine::random::{DIMENSIONS, REPLICATES, StreamKey};
use crate::statistics::Interval;

/// Points in the simplex of weights.
const POINTS: u64 = 16_384;
/// Points for each draw, and draws.
const POINTS_OF_A_DRAW: u64 = 2_048;
const DRAWS: u64 = 400;
/// Options that cost more by less than this share of the largest difference count as equally cheap.
const TIE: f64 = 1e-9;

/// The best option by mean cost, over all weights of the scenarios.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Belief {
    /// Mean costs, `[option][scenario]`.
    pub means: Vec<Vec<f64>>,
    /// In the order of the options.
    pub options: Vec<BelievedOption>,
    /// Where the best option changes between two scenarios, by first and then second scenario, then rising weight.
    pub switches: Vec<Switch>,
    /// About the weights given; `None` without weights.
    pub at_weights: Option<AtWeights>,
    /// Standard error of the shares from taking points; 0 where they are exact.
    pub point_error: f64,
    /// Trials of the scenario that has fewest.
    pub trials: usize,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BelievedOption {
    /// Share of all weights, every one as likely as any other, with which its mean cost is lowest.
    pub share: f64,
    /// 95 % of draws of the share, from what the trials leave open; `None` for a single trial.
    pub share_interval: Option<Interval>,
    /// Whether any weights make it best, in the trials.
    pub possible: bool,
    /// In so many of 100 samples like this one some weights make it best.
    pub chance_possible: Option<f64>,
    /// By scenario, the least weight with which it can be best, the others having the weights that suit it most; `None` if it cannot.
    pub least: Vec<Option<LeastWeight>>,
}

/// A weight that is needed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LeastWeight {
    pub weight: f64,
    /// 95 % of draws in which the option can be best at all.
    pub interval: Option<Interval>,
}

/// Between two scenarios and with no weight on any other, another option becomes best.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Switch {
    /// Scenario that has the rest of the weight.
    pub from: usize,
    /// Scenario of the weight.
    pub to: usize,
    /// Weight on `to` at which both options cost the same on average.
    pub weight: f64,
    /// 95 % of draws; 0 or 1 at an end: there may be no switch at all.
    pub interval: Option<Interval>,
    /// Best below that weight.
    pub before: usize,
    /// Best above.
    pub after: usize,
}

/// How firmly the best option at given weights is the best.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AtWeights {
    pub best: usize,
    /// The option that overtakes it with the smallest shift of weight; `None` if none ever does.
    pub rival: Option<usize>,
    /// Weight that has to move to other scenarios for that.
    pub shift: Option<f64>,
    /// 95 % of draws of the shift for this rival; 0: it may be the best already.
    pub shift_interval: Option<Interval>,
    /// What has to move: from, to, weight.
    pub moves: Vec<(usize, usize, f64)>,
}

/// Where in the simplex of scenario weights each option has the lowest mean cost.
///
/// Mean costs over weighted scenarios are linear in the weights, so an option is best on a convex polytope. Its share of the simplex
/// is counted on fixed scrambled Sobol points (exact with one or two scenarios); the least weight on a scenario is a linear
/// programme. Errors come from draws of all means together, by the covariance of their trials.
///
/// # Errors
/// The linear programme fails for numerical reasons.
pub fn believe(costs: &ScenarioCosts) -> Result<Belief, DecisionError> {
    let scenarios = costs.scenarios().len();
    let mean = |option: usize, scenario: usize| costs.mixed(Outlook::Scenario(scenario), option).mean();
    let means = (0..costs.options().len())
        .map(|option| (0..scenarios).map(|scenario| Ok(mean(option, scenario)?.estimate)).collect())
        .collect::<Result<Vec<Vec<f64>>, DecisionError>>()?;
    let drawn: Option<Vec<Vec<Vec<f64>>>> = MeanDraws::of_means(costs)
        .map(|draws: OrderedDraws| (0..DRAWS).map(|number| draws.draw(number)).collect());
    let drawn = drawn.as_deref();
    let (shares, point_error) = shares(&means, POINTS);
    let drawn_shares: Option<Vec<Vec<f64>>> =
        drawn.map(|drawn| drawn.iter().map(|means| self::shares(means, POINTS_OF_A_DRAW).0).collect());
    let options = (0..means.len())
        .map(|option| {
            let least = least_weights(&means, option, &costs.options()[option])?;
            let least_drawn = drawn.map(|drawn| {
                // A programme that fails on a draw says nothing about that draw.
                drawn.iter().filter_map(|means| least_weights(means, option, "").ok()).collect::<Vec<_>>()
            });
            Ok(BelievedOption {
                share: shares[option],
                share_interval: drawn_shares
                    .as_ref()
                    .and_then(|drawn| middle(drawn.iter().map(|shares| shares[option]).collect())),
                possible: least.is_some(),
                chance_possible: least_drawn
                    .as_ref()
                    .map(|drawn| drawn.iter().flatten().count() as f64 / drawn.len().max(1) as f64),
                least: with_intervals(least, least_drawn.as_deref(), scenarios),
            })
        })
        .collect::<Result<_, DecisionError>>()?;
    let trials = (0..scenarios).map(|scenario| costs.trials(scenario)).min().unwrap_or(0);
    let switches = switches(&means, drawn);
    let at_weights = costs.weights().map(|weights| at_weights(&means, weights, drawn));
    Ok(Belief { options, switches, at_weights, point_error, trials, means })
}

fn with_intervals(
    least: Option<Vec<f64>>,
    drawn: Option<&[Option<Vec<f64>>]>,
    scenarios: usize,
) -> Vec<Option<LeastWeight>> {
    let Some(least) = least else {
        return vec![None; scenarios];
    };
    let interval = |scenario: usize| middle(drawn?.iter().flatten().map(|least| least[scenario]).collect());
    let each = least.iter().enumerate();
    each.map(|(scenario, weight)| Some(LeastWeight { weight: *weight, interval: interval(scenario) }))
        .collect()
}

/// Largest difference of two options' means in a scenario.
fn size(means: &[Vec<f64>]) -> f64 {
    let spread = |scenario: usize| {
        let column = || means.iter().map(|row| row[scenario]);
        column().fold(f64::MIN, f64::max) - column().fold(f64::MAX, f64::min)
    };
    (0..means[0].len()).map(spread).fold(0.0, f64::max)
}

/// Options with the lowest cost at given weights, each with its part of one.
fn best_at(means: &[Vec<f64>], weights: &[f64], tie: f64, shares: &mut [f64]) {
    let cost = |row: &Vec<f64>| row.iter().zip(weights).map(|(mean, weight)| mean * weight).sum::<f64>();
    let costs: Vec<f64> = means.iter().map(cost).collect();
    let lowest = costs.iter().copied().fold(f64::INFINITY, f64::min);
    let ties = costs.iter().filter(|cost| **cost <= lowest + tie).count() as f64;
    for (share, cost) in shares.iter_mut().zip(&costs) {
        if *cost <= lowest + tie {
            *share += 1.0 / ties;
        }
    }
}

/// Share of the simplex on which each option is best, and the largest standard error of one.
fn shares(means: &[Vec<f64>], points: u64) -> (Vec<f64>, f64) {
    let scenarios = means[0].len();
    let tie = TIE * size(means);
    if scenarios <= 2 {
        return (exact_shares(means, tie), 0.0);
    }
    let keys: Vec<StreamKey> = (0..scenarios - 1)
        .map(|dimension| {
            // Beyond the dimensions of Sobol's points keys stay plain: those are then independent.
            let leading = u8::try_from(dimension.min(DIMENSIONS)).unwrap_or(u8::MAX);
            StreamKey::new(0, &format!("decide/weights/{dimension}")).leading(leading)
        })
        .collect();
    let mut by_replicate = vec![vec![0.0; means.len()]; REPLICATES as usize];
    let mut cuts = vec![0.0; scenarios - 1];
    let mut weights = vec![0.0; scenarios];
    for point in 0..points {
        for (cut, key) in cuts.iter_mut().zip(&keys) {
            *cut = key.draw(0).uniform(point);
        }
        cuts.sort_by(f64::total_cmp);
        spacings(&cuts, &mut weights);
        best_at(means, &weights, tie, &mut by_replicate[(point % REPLICATES) as usize]);
    }
    let each = (points / REPLICATES) as f64;
    let count = REPLICATES as f64;
    let share = |option: usize| by_replicate.iter().map(|shares| shares[option]).sum::<f64>() / points as f64;
    let error = |option: usize| {
        let off = |shares: &Vec<f64>| {
            (shares[option] / each - share(option)) * (shares[option] / each - share(option))
        };
        (by_replicate.iter().map(off).sum::<f64>() / (count - 1.0) / count).sqrt()
    };
    let options = 0..means.len();
    (options.clone().map(share).collect(), options.map(error).fold(0.0, f64::max))
}

/// Weights from cuts of a stick: uniform on the simplex if the cuts are independent and uniform.
fn spacings(cuts: &[f64], weights: &mut [f64]) {
    let mut last = 0.0;
    for (weight, cut) in weights.iter_mut().zip(cuts) {
        *weight = cut - last;
        last = *cut;
    }
    if let Some(rest) = weights.last_mut() {
        *rest = 1.0 - last;
    }
}

/// Shares with one scenario, or along the line between two.
fn exact_shares(means: &[Vec<f64>], tie: f64) -> Vec<f64> {
    let mut shares = vec![0.0; means.len()];
    let [Some(_), Some(_)] = [means[0].first(), means[0].get(1)] else {
        best_at(means, &[1.0], tie, &mut shares);
        return shares;
    };
    let path = along(means, 0, 1);
    let mut ends: Vec<f64> = path.iter().map(|(weight, _)| *weight).collect();
    ends.push(1.0);
    for pair in ends.windows(2) {
        let middle = (pair[0] + pair[1]) / 2.0;
        let mut part = vec![0.0; means.len()];
        best_at(means, &[1.0 - middle, middle], tie, &mut part);
        for (share, part) in shares.iter_mut().zip(&part) {
            *share += part * (pair[1] - pair[0]);
        }
    }
    shares
}

/// The best option along the line from one scenario to another: from which weight on the second, and which option.
fn along(means: &[Vec<f64>], from: usize, to: usize) -> Vec<(f64, usize)> {
    let tie = TIE * size(means);
    // Of equally good options at the start that which stays best longest.
    let start = (0..means.len()).fold(0, |best, next| {
        let apart = means[next][from] - means[best][from];
        if apart < -tie || (apart <= tie && means[next][to] < means[best][to] - tie) { next } else { best }
    });
    let mut path = vec![(0.0, start)];
    loop {
        let (since, current) = path[path.len() - 1];
        let mut next: Option<(f64, usize)> = None;
        for other in (0..means.len()).filter(|other| *other != current) {
            let at = crossing(means, (current, other), (from, to)).filter(|at| *at >= since && *at < 1.0);
            let Some(at) = at.filter(|_| means[other][to] < means[current][to] - tie) else { continue };
            let steeper = |(weight, found): (f64, usize)| {
                at < weight || (at == weight && means[other][to] < means[found][to])
            };
            if next.is_none_or(steeper) {
                next = Some((at, other));
            }
        }
        match next {
            Some(next) => path.push(next),
            None => return path,
        }
    }
}

/// Weight on the second scenario at which two options cost the same; `None` where one is no worse in both.
fn crossing(means: &[Vec<f64>], (current, other): (usize, usize), (from, to): (usize, usize)) -> Option<f64> {
    let at_start = means[current][from] - means[other][from];
    let at_end = means[current][to] - means[other][to];
    (at_start <= 0.0 && at_end > 0.0).then(|| -at_start / (at_end - at_start))
}

fn switches(means: &[Vec<f64>], drawn: Option<&[Vec<Vec<f64>>]>) -> Vec<Switch> {
    let scenarios = means[0].len();
    let mut switches = Vec::new();
    for from in 0..scenarios {
        for to in from + 1..scenarios {
            let path = along(means, from, to);
            for pair in path.windows(2) {
                let (before, (weight, after)) = (pair[0].1, pair[1]);
                let of_draw = |means: &Vec<Vec<f64>>| {
                    let ends = |scenario: usize| means[before][scenario] - means[after][scenario];
                    // Better at the start already, or nowhere.
                    let beyond = if ends(from) > 0.0 { 0.0 } else { 1.0 };
                    crossing(means, (before, after), (from, to)).unwrap_or(beyond)
                };
                let interval = drawn.and_then(|drawn| middle(drawn.iter().map(of_draw).collect()));
                switches.push(Switch { from, to, weight, interval, before, after });
            }
        }
    }
    switches
}

fn at_weights(means: &[Vec<f64>], weights: &[f64], drawn: Option<&[Vec<Vec<f64>>]>) -> AtWeights {
    let cost =
        |option: usize| means[option].iter().zip(weights).map(|(mean, weight)| mean * weight).sum::<f64>();
    let best = (0..means.len()).fold(0, |best, next| if cost(next) < cost(best) { next } else { best });
    let shifts = (0..means.len()).filter(|option| *option != best).filter_map(|rival| {
        let moves = least_shift(means, weights, (best, rival))?;
        Some((rival, moves))
    });
    let total = |moves: &[(usize, usize, f64)]| moves.iter().map(|(_, _, weight)| weight).sum::<f64>();
    let nearest = shifts.min_by(|left, right| total(&left.1).total_cmp(&total(&right.1)));
    let Some((rival, moves)) = nearest else {
        return AtWeights { best, rival: None, shift: None, shift_interval: None, moves: Vec::new() };
    };
    let of_draw = |means: &Vec<Vec<f64>>| {
        // Where it never overtakes, all the weight moves in vain.
        least_shift(means, weights, (best, rival)).map_or(1.0, |moves| total(&moves))
    };
    let shift_interval = drawn.and_then(|drawn| middle(drawn.iter().map(of_draw).collect()));
    AtWeights { best, rival: Some(rival), shift: Some(total(&moves)), shift_interval, moves }
}

/// The least weight that must move for a rival to cost no more: to the scenario that suits it best, from those that suit it least.
///
/// One inequality on weights that sum to one: taking from the worst first is optimal, as in a fractional knapsack.
fn least_shift(
    means: &[Vec<f64>],
    weights: &[f64],
    (best, rival): (usize, usize),
) -> Option<Vec<(usize, usize, f64)>> {
    let gain: Vec<f64> = means[best].iter().zip(&means[rival]).map(|(best, rival)| best - rival).collect();
    let mut missing = -gain.iter().zip(weights).map(|(gain, weight)| gain * weight).sum::<f64>();
    let target =
        (0..gain.len()).fold(0, |target, next| if gain[next] > gain[target] { next } else { target });
    if gain[target] < 0.0 {
        return None;
    }
    let mut order: Vec<usize> = (0..gain.len()).filter(|scenario| *scenario != target).collect();
    order.sort_by(|left, right| gain[*left].total_cmp(&gain[*right]));
    let mut moves = Vec::new();
    for source in order {
        let per_unit = gain[target] - gain[source];
        if missing <= 0.0 || per_unit <= 0.0 {
            break;
        }
        let weight = (missing / per_unit).min(weights[source]);
        if weight > 0.0 {
            moves.push((source, target, weight));
            missing -= weight * per_unit;
        }
    }
    Some(moves)
}

/// By scenario, the least weight with which an option is best; `None` if no weights make it so.
fn least_weights(means: &[Vec<f64>], option: usize, name: &str) -> Result<Option<Vec<f64>>, DecisionError> {
    let scenarios = means[0].len();
    let tie = TIE * size(means);
    let best_alone: Vec<usize> = (0..scenarios)
        .filter(|&scenario| means.iter().all(|row| means[option][scenario] <= row[scenario] + tie))
        .collect();
    let mut least = vec![0.0; scenarios];
    for scenario in 0..scenarios {
        // Best with all the weight elsewhere: nothing is needed here.
        if best_alone.iter().any(|best| *best != scenario) {
            continue;
        }
        match least_weight(means, option, scenario, name)? {
            Some(weight) => least[scenario] = weight,
            None => return Ok(None),
        }
    }
    Ok(Some(least))
}

/// Minimises the weight on a scenario over all weights with which the option costs no more than any other.
fn least_weight(
    means: &[Vec<f64>],
    option: usize,
    scenario: usize,
    name: &str,
) -> Result<Option<f64>, DecisionError> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let weights: Vec<Variable> = (0..means[0].len())
        .map(|index| problem.add_var(if index == scenario { 1.0 } else { 0.0 }, (0.0, 1.0)))
        .collect();
    let mut sum = LinearExpr::empty();
    for weight in &weights {
        sum.add(*weight, 1.0);
    }
    problem.add_constraint(sum, ComparisonOp::Eq, 1.0);
    for other in (0..means.len()).filter(|other| *other != option) {
        let more: Vec<f64> =
            means[option].iter().zip(&means[other]).map(|(own, other)| own - other).collect();
        let scale = more.iter().map(|more| more.abs()).fold(0.0, f64::max);
        if scale > 0.0 {
            let mut expression = LinearExpr::empty();
            for (weight, more) in weights.iter().zip(&more) {
                expression.add(*weight, more / scale);
            }
            problem.add_constraint(expression, ComparisonOp::Le, 0.0);
        }
    }
    let failed = |problem: String| DecisionError::Programme { option: name.to_owned(), problem };
    match problem.solve() {
        Ok(outcome) => match outcome.into_solution() {
            Ok(solution) => Ok(Some(solution.objective().clamp(0.0, 1.0))),
            Err(_) => Err(failed("it was interrupted".to_owned())),
        },
        Err(Error::Infeasible) => Ok(None),
        Err(error) => Err(failed(error.to_string())),
    }
}

#[cfg(test)]
#[path = "believe_tests.rs"]
mod tests;
