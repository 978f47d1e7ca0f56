//! What does choosing an option cost against the choice that would have been best?

use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use super::mean_draws::{MeanDraws, OrderedDraws};
use super::mixed::Estimate;
use super::scenario_costs::{Outlook, ScenarioCosts};
use crate::statistics::{Interval, student_critical_value};

/// Level of the tail figures.
const LEVEL: f64 = 0.95;

/// Draws behind simultaneous intervals.
const DRAWS: u64 = 2_000;

/// Regret of every option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Regret {
    /// Each scenario, then all by weight where they have weights.
    pub outlooks: Vec<OutlookRegret>,
    /// The worst case over scenarios.
    pub worst_case: WorstCase,
}

/// Regret in one outlook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutlookRegret {
    /// Position of the scenario; `None`: all by weight.
    pub scenario: Option<usize>,
    pub trials: usize,
    /// In the order of the options.
    pub options: Vec<OptionRegret>,
}

/// Cost of an option less that of the cheapest in the same trial; never negative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionRegret {
    /// Expected regret. The lowest of all options is what perfect foresight would be worth.
    pub mean: Estimate,
    /// Chance of no regret: to be the cheapest, alone or with others.
    pub none: Estimate,
    /// Regret that 95 % of the trials do not exceed.
    pub p95: Estimate,
    /// Mean regret of the worst 5 % of trials.
    pub expected_shortfall_95: Estimate,
}

/// Regret about mean costs, scenario by scenario: what an option costs more on average than the best there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorstCase {
    /// In the order of the options.
    pub options: Vec<OptionWorstCase>,
    /// The option whose worst scenario regrets least in the trials; the first of several.
    pub best: usize,
    /// Options that the trials cannot tell from it; with itself.
    pub undecided: Vec<usize>,
    /// About so many trials would tell the best from all others; `None` where one is as good, or nothing is known of errors.
    pub trials_needed: Option<u64>,
}

/// One option over the scenarios. The intervals of all options and scenarios hold together with 95 % confidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionWorstCase {
    /// By scenario, mean cost less that of the cheapest.
    pub by_scenario: Vec<Estimate>,
    /// The scenario in which it is highest; the first of several.
    pub worst_scenario: usize,
    pub worst: Estimate,
    /// Mean over the weighted scenarios: what is lost against choosing the best of each scenario; `None` without weights.
    pub weighted: Option<Estimate>,
}

/// Regret per trial in every outlook, and about means over the scenarios.
///
/// Regret per trial is cost less the lowest cost of all options in the trial; over weighted scenarios its distribution is that of
/// the mixture. The regret of mean costs is `max_b (mean_a − mean_b)` in a scenario: a largest of several means, which chance
/// makes too high. Its interval is therefore taken from intervals of all differences that hold together: from the highest of
/// their lower ends to the highest of their upper ends.
///
/// # Errors
/// None for costs that have been checked.
///
/// # Source
/// Savage (1951), "The theory of statistical decision", Journal of the American Statistical Association 46(253), 55–67.
pub fn regret(costs: &ScenarioCosts) -> Result<Regret, DecisionError> {
    let regrets = regrets(costs);
    let outlooks = costs
        .outlooks()
        .into_iter()
        .map(|outlook| {
            let options = (0..costs.options().len())
                .map(|option| option_regret(&regrets, outlook, option))
                .collect::<Result<_, DecisionError>>()?;
            let scenario = match outlook {
                Outlook::Scenario(scenario) => Some(scenario),
                Outlook::Weighted => None,
            };
            Ok(OutlookRegret { scenario, trials: costs.trials_of(outlook), options })
        })
        .collect::<Result<_, DecisionError>>()?;
    Ok(Regret { outlooks, worst_case: worst_case(costs) })
}

/// Regret in every trial, `[scenario][option][trial]`, in the place of costs.
fn regrets(costs: &ScenarioCosts) -> ScenarioCosts {
    let of_scenario = |scenario: usize| {
        let options = costs.costs(scenario);
        let lowest: Vec<f64> = (0..costs.trials(scenario))
            .map(|trial| options.iter().map(|costs| costs[trial]).fold(f64::INFINITY, f64::min))
            .collect();
        let of_option =
            |costs: &Vec<f64>| costs.iter().zip(&lowest).map(|(cost, lowest)| cost - lowest).collect();
        options.iter().map(of_option).collect()
    };
    costs.with_values((0..costs.scenarios().len()).map(of_scenario).collect())
}

fn option_regret(
    regrets: &ScenarioCosts,
    outlook: Outlook,
    option: usize,
) -> Result<OptionRegret, DecisionError> {
    let mixed = regrets.mixed(outlook, option);
    Ok(OptionRegret {
        mean: not_negative(mixed.mean()?),
        none: mixed.chance(|regret| regret == 0.0)?,
        p95: not_negative(mixed.quantile(LEVEL)?),
        expected_shortfall_95: not_negative(mixed.shortfall(LEVEL)?),
    })
}

/// Regret is never negative, nor is what its intervals hold.
fn not_negative(found: Estimate) -> Estimate {
    let cut = |found: Interval| Interval { low: found.low.max(0.0), high: found.high.max(0.0) };
    Estimate { confidence_interval: found.confidence_interval.map(cut), ..found }
}

fn worst_case(costs: &ScenarioCosts) -> WorstCase {
    let bounds = Bounds::of(costs);
    let options: Vec<OptionWorstCase> =
        (0..costs.options().len()).map(|option| bounds.worst_of(option, costs.weights())).collect();
    let worst = |option: usize| options[option].worst.estimate;
    let limits = |option: usize| options[option].worst.confidence_interval;
    let best = (0..options.len()).fold(0, |best, next| if worst(next) < worst(best) { next } else { best });
    let undecided = (0..options.len()).filter(|&option| {
        let apart = limits(option).zip(limits(best)).is_some_and(|(other, lead)| other.low > lead.high);
        option == best || !apart
    });
    let trials = (0..costs.scenarios().len()).map(|scenario| costs.trials(scenario)).min().unwrap_or(0);
    let needed = (0..options.len()).filter(|&option| option != best).map(|option| {
        let gap = worst(option) - worst(best);
        let (other, lead) = limits(option).zip(limits(best))?;
        let room = (worst(option) - other.low).max(0.0) + (lead.high - worst(best)).max(0.0);
        // Half-widths fall with the root of the trials.
        let factor = (room / gap) * (room / gap);
        (gap > 0.0 && factor < 1e9).then(|| ((trials as f64 * factor) as u64).max(2))
    });
    let trials_needed = needed.collect::<Option<Vec<u64>>>().and_then(|needed| needed.into_iter().max());
    let undecided = undecided.collect();
    WorstCase { undecided, best, trials_needed, options }
}

/// Differences of mean costs with limits that hold together.
struct Bounds {
    /// `[option][scenario]`.
    means: Vec<Vec<f64>>,
    draws: Option<OrderedDraws>,
    /// Standard errors that a difference may be off by, all at once.
    critical: f64,
}

impl Bounds {
    fn of(costs: &ScenarioCosts) -> Bounds {
        let scenarios = costs.scenarios().len();
        let mean = |option: usize, scenario: usize| {
            costs.mixed(Outlook::Scenario(scenario), option).mean().map_or(f64::NAN, |found| found.estimate)
        };
        let means: Vec<Vec<f64>> = (0..costs.options().len())
            .map(|option| (0..scenarios).map(|scenario| mean(option, scenario)).collect())
            .collect();
        let draws = MeanDraws::of_means(costs);
        let critical = draws.as_ref().map_or(0.0, |draws| simultaneous(draws, &means));
        Bounds { means, draws, critical }
    }

    /// `(estimate, limits)` of the mean cost of `option` less the lowest in a scenario.
    fn regret(&self, option: usize, scenario: usize) -> (f64, Option<Interval>) {
        let difference = |other: usize| self.means[option][scenario] - self.means[other][scenario];
        let others = || (0..self.means.len()).filter(|other| *other != option);
        let estimate = others().map(difference).fold(0.0, f64::max);
        let limits = self.draws.as_ref().map(|draws| {
            let end = |sign: f64| {
                let off = |other| sign * self.critical * draws.error_of_difference(option, other, scenario);
                others().map(|other| difference(other) + off(other)).fold(0.0, f64::max)
            };
            Interval { low: end(-1.0), high: end(1.0) }
        });
        (estimate, limits)
    }

    fn worst_of(&self, option: usize, weights: Option<&[f64]>) -> OptionWorstCase {
        let found: Vec<(f64, Option<Interval>)> =
            (0..self.means[option].len()).map(|scenario| self.regret(option, scenario)).collect();
        let worst_scenario =
            (0..found.len()).fold(0, |worst, next| if found[next].0 > found[worst].0 { next } else { worst });
        let limits: Option<Vec<Interval>> = found.iter().map(|(_, limits)| *limits).collect();
        let highest = limits.as_ref().map(|limits| Interval {
            low: limits.iter().map(|limits| limits.low).fold(0.0, f64::max),
            high: limits.iter().map(|limits| limits.high).fold(0.0, f64::max),
        });
        let of =
            |estimate, confidence_interval| Estimate { estimate, standard_error: None, confidence_interval };
        let weighted = weights.map(|weights| {
            let sum =
                |of: &dyn Fn(usize) -> f64| weights.iter().zip(0..).map(|(weight, at)| weight * of(at)).sum();
            let limits = limits
                .as_ref()
                .map(|limits| Interval { low: sum(&|at| limits[at].low), high: sum(&|at| limits[at].high) });
            of(sum(&|at| found[at].0), limits)
        });
        OptionWorstCase {
            worst: of(found[worst_scenario].0, highest),
            by_scenario: found.iter().map(|(estimate, limits)| of(*estimate, *limits)).collect(),
            worst_scenario,
            weighted,
        }
    }
}

/// How many standard errors all differences of means stay within with 95 % confidence, from draws of all means together.
fn simultaneous(draws: &OrderedDraws, means: &[Vec<f64>]) -> f64 {
    let mut pairs: Vec<(usize, usize, usize, f64)> = Vec::new();
    for first in 0..means.len() {
        for second in first + 1..means.len() {
            for scenario in 0..means[first].len() {
                let error = draws.error_of_difference(first, second, scenario);
                if error > 0.0 {
                    pairs.push((first, second, scenario, error));
                }
            }
        }
    }
    let mut largest: Vec<f64> = (0..DRAWS)
        .map(|number| {
            let drawn = draws.draw(number);
            let off = |&(first, second, scenario, error): &(usize, usize, usize, f64)| {
                let difference = |of: &[Vec<f64>]| of[first][scenario] - of[second][scenario];
                ((difference(&drawn) - difference(means)) / error).abs()
            };
            pairs.iter().map(off).fold(0.0, f64::max)
        })
        .collect();
    largest.sort_by(f64::total_cmp);
    let place = (0.95 * largest.len() as f64).ceil() as usize - 1;
    // Never narrower than the interval of a single difference.
    largest.get(place).copied().unwrap_or(0.0).max(student_critical_value(draws.freedom()))
}

#[cfg(test)]
mod tests {
    use super::super::scenario_costs::testing::costs_of;
    use super::*;
    use crate::statistics::testing::normals;

    /// Every cell in so many trials.
    fn constant(cells: &[&[f64]], trials: usize) -> Vec<Vec<Vec<f64>>> {
        cells.iter().map(|row| row.iter().map(|cost| vec![*cost; trials]).collect()).collect()
    }

    #[test]
    fn the_textbook_matrix_of_an_investor() {
        // Returns of stocks, bonds and the money market when interest rates rise, stay or fall: −4, 4, 12; −2, 3, 8; 3, 2, 1. The
        // largest regrets are 7, 5 and 11: bonds. Wikipedia, "Regret (decision theory)", section "Example". Costs are −returns.
        let costs = constant(&[&[4.0, 2.0, -3.0], &[-4.0, -3.0, -2.0], &[-12.0, -8.0, -1.0]], 5);
        let found = regret(&costs_of(costs, None)).unwrap().worst_case;
        let regrets: Vec<Vec<f64>> = found
            .options
            .iter()
            .map(|option| option.by_scenario.iter().map(|regret| regret.estimate).collect())
            .collect();
        assert_eq!(regrets, [[7.0, 0.0, 0.0], [5.0, 1.0, 4.0], [0.0, 2.0, 11.0]]);
        let worst: Vec<(f64, usize)> =
            found.options.iter().map(|option| (option.worst.estimate, option.worst_scenario)).collect();
        assert_eq!(worst, [(7.0, 0), (5.0, 0), (11.0, 2)]);
        // Nothing here is by chance.
        assert_eq!((found.best, found.undecided), (1, vec![1]));
        assert_eq!(found.options[0].worst.confidence_interval, Some(Interval { low: 7.0, high: 7.0 }));
        assert_eq!(found.options[0].weighted, None);
    }

    #[test]
    fn weights_act_on_regret() {
        let costs = constant(&[&[4.0, 2.0], &[1.0, 9.0]], 3);
        let found = regret(&costs_of(costs, Some(vec![0.75, 0.25]))).unwrap();
        // 0.75·2 and 0.25·8, whether the scenario is known only or every trial.
        let weighted: Vec<f64> =
            found.worst_case.options.iter().map(|option| option.weighted.unwrap().estimate).collect();
        assert_eq!(weighted, [1.5, 2.0]);
        let last = found.outlooks.last().unwrap();
        assert_eq!(last.scenario, None);
        assert_eq!([last.options[0].mean.estimate, last.options[1].mean.estimate], [1.5, 2.0]);
        assert_eq!([last.options[0].none.estimate, last.options[0].p95.estimate], [0.25, 2.0]);
    }

    #[test]
    fn expected_regret_of_two_normals_has_a_closed_form() {
        // d = a − b ~ N(δ, σ²): E[d⁺] = δ·Φ(δ/σ) + σ·φ(δ/σ), with δ = 0.5 and σ = √(1 + 1 − 2·0.6·1) = √0.8; E[(−d)⁺] is less by δ.
        let (common, own) = (normals(11, 40_000), normals(12, 40_000));
        let first: Vec<f64> = common.iter().map(|value| value + 0.5).collect();
        let second: Vec<f64> =
            common.iter().zip(&own).map(|(common, own)| 0.6 * common + 0.8 * own).collect();
        let found = regret(&costs_of(vec![vec![first, second]], None)).unwrap();
        let (shift, spread) = (0.5, 0.8_f64.sqrt());
        let expected = shift * crate::math::normal_cdf(shift / spread)
            + spread * crate::math::normal_density(shift / spread);
        for (option, expected) in found.outlooks[0].options.iter().zip([expected, expected - shift]) {
            // Four standard errors: a false alarm in 16,000 seeds.
            let off = (option.mean.estimate - expected) / option.mean.standard_error.unwrap();
            assert!(off.abs() < 4.0, "{off}");
        }
        // Cheapest is the second where d > 0: Φ(δ/σ).
        let chance = found.outlooks[0].options[1].none;
        let expected = crate::math::normal_cdf(shift / spread);
        assert!((chance.estimate - expected).abs() < 4.0 * (expected * (1.0 - expected) / 40_000.0).sqrt());
    }

    #[test]
    fn limits_of_the_worst_case_hold_the_truth_in_at_least_95_of_100_runs() {
        // True means by scenario: a 0, 1; b 0.1, 0; c 0.3, 0.9. Worst regrets 1, 0.1, 0.9, to be held all at once. Of 200 runs at
        // least 179 hold, or chance has done something that it does once in 1,000 times (binomial with 0.95).
        let truth = [1.0, 0.1, 0.9];
        let holds = |run: u64| {
            let noise = |number: u64| normals(run * 100 + number, 60);
            let common = [noise(90), noise(91)];
            let cell = |mean: f64, number: u64, scenario: usize| -> Vec<f64> {
                noise(number).iter().zip(&common[scenario]).map(|(own, all)| mean + all + 0.5 * own).collect()
            };
            let costs = vec![
                vec![cell(0.0, 1, 0), cell(0.1, 2, 0), cell(0.3, 3, 0)],
                vec![cell(1.0, 4, 1), cell(0.0, 5, 1), cell(0.9, 6, 1)],
            ];
            let found = worst_case(&costs_of(costs, None));
            found
                .options
                .iter()
                .zip(truth)
                .all(|(option, truth)| option.worst.confidence_interval.unwrap().contains(truth))
        };
        let held = (0..200).filter(|run| holds(*run)).count();
        assert!(held >= 179, "{held}");
    }

    #[test]
    fn one_option_one_scenario_and_one_trial_are_answered() {
        let found = regret(&costs_of(constant(&[&[4.0]], 1), None)).unwrap();
        assert_eq!(found.outlooks[0].options[0].mean.estimate, 0.0);
        assert_eq!((found.worst_case.best, found.worst_case.undecided), (0, vec![0]));
        assert_eq!(found.worst_case.options[0].worst.confidence_interval, None);
        let two = regret(&costs_of(constant(&[&[4.0, 3.0]], 1), None)).unwrap();
        // One trial says nothing of chance.
        assert_eq!((two.worst_case.best, two.worst_case.undecided.len()), (1, 2));
    }

    #[test]
    fn trials_and_options_in_another_order_change_nothing() {
        let cells: Vec<Vec<f64>> = (0..3).map(|option| normals(option, 120)).collect();
        let found = regret(&costs_of(vec![cells.clone()], None)).unwrap();
        let turned: Vec<Vec<f64>> = cells.iter().map(|costs| costs.iter().rev().copied().collect()).collect();
        let again = regret(&costs_of(vec![turned], None)).unwrap();
        let close = |left: Estimate, right: Estimate| {
            let interval =
                |of: Estimate| of.confidence_interval.map_or((0.0, 0.0), |found| (found.low, found.high));
            let (left_ends, right_ends) = (interval(left), interval(right));
            let apart = (left_ends.0 - right_ends.0).abs() + (left_ends.1 - right_ends.1).abs();
            assert!((left.estimate - right.estimate).abs() + apart < 1e-9, "{left:?} {right:?}");
        };
        for (left, right) in found.outlooks[0].options.iter().zip(&again.outlooks[0].options) {
            close(left.mean, right.mean);
            close(left.p95, right.p95);
            close(left.expected_shortfall_95, right.expected_shortfall_95);
        }
        let named = |order: [usize; 3]| {
            let options = order.map(|option| format!("option {option}")).to_vec();
            let costs = vec![order.map(|option| cells[option].clone()).to_vec()];
            ScenarioCosts::new(options, vec!["s".to_owned()], None, costs, None).unwrap()
        };
        let (straight, turned) = (worst_case(&named([0, 1, 2])), worst_case(&named([2, 0, 1])));
        for (place, option) in [2, 0, 1].into_iter().enumerate() {
            close(turned.options[place].worst, straight.options[option].worst);
        }
    }
}
