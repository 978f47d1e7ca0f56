//! Which options buy safety at the best price: mean cost against the tail.

use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use super::mean_draws::{MeanDraws, middle};
use super::mixed::{Estimate, Mixed, mean_of};
use super::scenario_costs::{Outlook, ScenarioCosts};
use crate::statistics::Interval;

/// Draws behind shares.
const DRAWS: u64 = 2_000;

/// Shares of the second of two options in mixes.
const MIXES: [f64; 3] = [0.25, 0.5, 0.75];

/// Where a point stands among points of which both coordinates should be small.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing costs less and harms less, nor does a mix of two others.
    Frontier,
    /// Another costs no more and harms no more, and is better in one of both.
    Dominated { by: usize },
    /// A mix of two others on the frontier would cost less and harm no more: extended dominance.
    Extended { between: (usize, usize) },
}

/// Points of which both coordinates should be small, by standing.
#[derive(Debug, Clone, PartialEq)]
pub struct EfficientSet {
    /// In the order given.
    pub standings: Vec<Standing>,
    /// Points on the frontier by rising cost.
    pub frontier: Vec<usize>,
}

/// Sorts points by simple and extended dominance, as cost-effectiveness analysis does.
///
/// The frontier is the lower left edge of the convex hull; the price `Δcost / −Δharm` from one of its points to the next rises.
/// Points that lie on an edge belong to it; of equal points all have the same standing.
///
/// - `points`: cost and harm; for an effect that should be large its negative.
///
/// # Source
/// Drummond et al. (2015), "Methods for the Economic Evaluation of Health Care Programmes", 4th edition, chapter 4.
#[must_use]
pub fn efficient_set(points: &[(f64, f64)]) -> EfficientSet {
    let better = |one: (f64, f64), other: (f64, f64)| one.0 <= other.0 && one.1 <= other.1 && one != other;
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|left, right| {
        points[*left].0.total_cmp(&points[*right].0).then(points[*left].1.total_cmp(&points[*right].1))
    });
    let dominated_by =
        |place: usize| order.iter().copied().find(|other| better(points[*other], points[place]));
    let mut hull: Vec<usize> = Vec::new();
    for &next in order.iter().filter(|place| dominated_by(**place).is_none()) {
        while let [.., before, last] = hull[..] {
            if !above_chord(points[before], points[next], points[last]) {
                break;
            }
            hull.pop();
        }
        hull.push(next);
    }
    let standing = |place: usize| match dominated_by(place) {
        Some(by) => Standing::Dominated { by },
        None if hull.contains(&place) => Standing::Frontier,
        None => {
            let after = hull.iter().position(|of| points[*of].0 > points[place].0).unwrap_or(hull.len() - 1);
            Standing::Extended { between: (hull[after.saturating_sub(1)], hull[after]) }
        }
    };
    EfficientSet { standings: (0..points.len()).map(standing).collect(), frontier: hull.clone() }
}

/// Whether a point lies strictly above the line from `start` to `end`, of which it costs between.
fn above_chord(start: (f64, f64), end: (f64, f64), point: (f64, f64)) -> bool {
    let cross = (end.0 - start.0) * (point.1 - start.1) - (end.1 - start.1) * (point.0 - start.0);
    // Points that are equal or on the line to rounding stay.
    let size = (end.0 - start.0).abs() * (point.1 - start.1).abs()
        + (end.1 - start.1).abs() * (point.0 - start.0).abs();
    cross > 1e-12 * size
}

/// Options by mean cost and expected shortfall in one outlook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frontier {
    /// Position of the scenario; `None`: all by weight.
    pub scenario: Option<usize>,
    pub trials: usize,
    /// Level of the expected shortfall.
    pub level: f64,
    /// In the order of the options.
    pub options: Vec<FrontierOption>,
    /// Options on the frontier by rising mean.
    pub frontier: Vec<usize>,
    /// Mixes of neighbours on the frontier.
    pub mixes: Vec<Mix>,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FrontierOption {
    pub mean: Estimate,
    /// Mean of the worst `1 − level` share of trials.
    pub shortfall: Estimate,
    /// In the trials.
    pub standing: Standing,
    /// In so many of 100 samples like this one it is on the frontier; `None` where nothing is known of errors.
    pub chance_on_frontier: Option<f64>,
    /// Weights on the shortfall, against the mean, with which it is the best of all: from, to; `None` off the frontier.
    pub weights: Option<(f64, f64)>,
    /// What one unit less of shortfall costs in the mean, against the next cheaper on the frontier.
    pub price: Option<f64>,
    /// 95 % of draws of the price; `None` off the frontier, or where the steps are not told from none.
    pub price_interval: Option<Interval>,
}

/// Two options side by side, each for a share of the business, if costs go by share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mix {
    pub first: usize,
    pub second: usize,
    /// Of the second.
    pub share: f64,
    pub mean: Estimate,
    pub shortfall: Estimate,
}

/// Mean against expected shortfall in one outlook, with simple and extended dominance.
///
/// - `level`: of the expected shortfall, in `(0, 1)`.
///
/// # Errors
/// None for costs that have been checked.
pub fn frontier(costs: &ScenarioCosts, outlook: Outlook, level: f64) -> Result<Frontier, DecisionError> {
    let count = costs.options().len();
    let figures = (0..count)
        .map(|option| {
            let mixed = costs.mixed(outlook, option);
            Ok((mixed.mean()?, mixed.shortfall(level)?))
        })
        .collect::<Result<Vec<(Estimate, Estimate)>, DecisionError>>()?;
    let points: Vec<(f64, f64)> =
        figures.iter().map(|(mean, shortfall)| (mean.estimate, shortfall.estimate)).collect();
    let found = efficient_set(&points);
    let drawn = drawn_points(costs, outlook, level);
    let options = figures
        .into_iter()
        .enumerate()
        .map(|(option, (mean, shortfall))| {
            let place = found.frontier.iter().position(|on| *on == option);
            let before = place.and_then(|place| place.checked_sub(1)).map(|place| found.frontier[place]);
            FrontierOption {
                mean,
                shortfall,
                standing: found.standings[option],
                chance_on_frontier: drawn.as_ref().map(|drawn| drawn.chance_on_frontier(option)),
                weights: place.map(|place| weights_at(&points, &found.frontier, place)),
                price: before.and_then(|before| price(points[before], points[option])),
                price_interval: before
                    .and_then(|before| drawn.as_ref().and_then(|drawn| drawn.price(before, option))),
            }
        })
        .collect();
    let scenario = match outlook {
        Outlook::Scenario(scenario) => Some(scenario),
        Outlook::Weighted => None,
    };
    let mixes = mixes(costs, outlook, level, &found.frontier)?;
    let trials = costs.trials_of(outlook);
    Ok(Frontier { scenario, trials, level, options, frontier: found.frontier, mixes })
}

/// Weights λ on the shortfall for which `(1 − λ)·mean + λ·shortfall` is lowest at a place of the frontier.
fn weights_at(points: &[(f64, f64)], frontier: &[usize], place: usize) -> (f64, f64) {
    let switch = |before: usize, after: usize| {
        let (before, after) = (points[frontier[before]], points[frontier[after]]);
        let (dearer, safer) = (after.0 - before.0, before.1 - after.1);
        if dearer + safer > 0.0 { dearer / (dearer + safer) } else { 0.0 }
    };
    let from = if place == 0 { 0.0 } else { switch(place - 1, place) };
    let to = if place + 1 == frontier.len() { 1.0 } else { switch(place, place + 1) };
    (from, to)
}

fn price(before: (f64, f64), after: (f64, f64)) -> Option<f64> {
    let safer = before.1 - after.1;
    (safer > 0.0).then(|| (after.0 - before.0) / safer)
}

/// Points of all options in samples like this one.
struct DrawnPoints(Vec<(Vec<(f64, f64)>, Vec<usize>)>);

fn drawn_points(costs: &ScenarioCosts, outlook: Outlook, level: f64) -> Option<DrawnPoints> {
    let draws = MeanDraws::of_tails(costs, outlook, level)?;
    let each = (0..DRAWS).map(|number| {
        let points: Vec<(f64, f64)> = draws.draw(number).iter().map(|pair| (pair[0], pair[1])).collect();
        let frontier = efficient_set(&points).frontier;
        (points, frontier)
    });
    Some(DrawnPoints(each.collect()))
}

impl DrawnPoints {
    fn chance_on_frontier(&self, option: usize) -> f64 {
        self.0.iter().filter(|(_, frontier)| frontier.contains(&option)).count() as f64 / self.0.len() as f64
    }

    /// `None` unless the step is one up in cost and down in harm in nearly all draws.
    fn price(&self, before: usize, after: usize) -> Option<Interval> {
        let step = |points: &Vec<(f64, f64)>| {
            let (before, after) = (points[before], points[after]);
            let (dearer, safer) = (after.0 - before.0, before.1 - after.1);
            (dearer > 0.0 && safer > 0.0).then(|| dearer / safer)
        };
        let prices: Vec<f64> = self.0.iter().filter_map(|(points, _)| step(points)).collect();
        (prices.len() as f64 >= 0.975 * self.0.len() as f64).then(|| middle(prices)).flatten()
    }
}

fn mixes(
    costs: &ScenarioCosts,
    outlook: Outlook,
    level: f64,
    frontier: &[usize],
) -> Result<Vec<Mix>, DecisionError> {
    let mut mixes = Vec::new();
    for pair in frontier.windows(2) {
        for share in MIXES {
            mixes.push(mix(costs, outlook, level, (pair[0], pair[1], share))?);
        }
    }
    Ok(mixes)
}

fn mix(
    costs: &ScenarioCosts,
    outlook: Outlook,
    level: f64,
    (first, second, share): (usize, usize, f64),
) -> Result<Mix, DecisionError> {
    let mixed_costs: Vec<(f64, Vec<f64>)> = costs
        .parts(outlook)
        .into_iter()
        .map(|(weight, scenario)| {
            let options = costs.costs(scenario);
            let both = options[first].iter().zip(&options[second]);
            (weight, both.map(|(first, second)| (1.0 - share) * first + share * second).collect())
        })
        .collect();
    let parts = mixed_costs.iter().map(|(weight, costs)| (*weight, costs.as_slice())).collect();
    let mixed = Mixed::new(parts, costs.replicates());
    let mean = mean_of(&mixed.by_trial(|cost| cost), costs.replicates())?;
    Ok(Mix { first, second, share, mean, shortfall: mixed.shortfall(level)? })
}

#[cfg(test)]
mod tests {
    use super::super::scenario_costs::testing::costs_of;
    use super::*;
    use crate::statistics::testing::{exponentials, normals};

    #[test]
    fn extended_dominance_as_in_the_guide_of_the_va() {
        // VA Health Economics Resource Center, "Cost-Effectiveness Analysis" (herc.research.va.gov), as in the tests of the R package
        // dampack: cost and effect of E, D, C, B, A and usual care; A is dominated, C by extended dominance, prices 5,000,
        // 12,500 and 20,000.
        let cost = [55_000.0, 35_000.0, 25_000.0, 10_000.0, 12_000.0, 5_000.0];
        let effect = [5.0, 4.0, 3.0, 2.0, 1.5, 1.0];
        let points: Vec<(f64, f64)> =
            cost.into_iter().zip(effect).map(|(cost, effect)| (cost, -effect)).collect();
        let found = efficient_set(&points);
        assert_eq!(found.frontier, [5, 3, 1, 0]);
        assert_eq!(found.standings[2], Standing::Extended { between: (3, 1) });
        assert_eq!(found.standings[4], Standing::Dominated { by: 3 });
        let prices: Vec<f64> =
            found.frontier.windows(2).map(|pair| price(points[pair[0]], points[pair[1]]).unwrap()).collect();
        assert_eq!(prices, [5_000.0, 12_500.0, 20_000.0]);
    }

    #[test]
    fn the_frontier_of_hiv_screening() {
        // Paltiel et al. (2006), Annals of Internal Medicine 145(11), 797–806, table 4: dollars and quality-adjusted months of no
        // screening, one test, every 5 years, every 3 years, every year. Yearly tests are dominated.
        let points = [
            (26_000.0, -277.25),
            (27_000.0, -277.57),
            (28_020.0, -277.78),
            (28_440.0, -277.83),
            (29_440.0, -277.76),
        ];
        let found = efficient_set(&points);
        assert_eq!(found.frontier, [0, 1, 2, 3]);
        // Test every 5 years already costs less and gains more: it stands first by cost among those that do.
        assert_eq!(found.standings[4], Standing::Dominated { by: 2 });
        // By hand: 1,000 / 0.32 months.
        assert!((price(points[0], points[1]).unwrap() - 3_125.0).abs() < 1e-6);
    }

    #[test]
    fn equal_points_and_points_on_an_edge_stay() {
        let found = efficient_set(&[(1.0, 3.0), (1.0, 3.0), (2.0, 2.0), (3.0, 1.0)]);
        assert!(found.standings.iter().all(|standing| *standing == Standing::Frontier), "{found:?}");
        assert_eq!(efficient_set(&[(1.0, 1.0)]).frontier, [0]);
        // Same cost, more harm.
        assert_eq!(efficient_set(&[(1.0, 2.0), (1.0, 1.0)]).standings[0], Standing::Dominated { by: 1 });
    }

    #[test]
    fn a_safe_and_a_cheap_option_share_the_frontier() {
        // Exponential with mean 1 and shortfall 1 + ln 20 = 4.0; 1.5 for certain; 1.6 for certain: dominated.
        let risky = exponentials(5, 4_000);
        let costs = costs_of(vec![vec![risky, vec![1.5; 4_000], vec![1.6; 4_000]]], None);
        let found = frontier(&costs, Outlook::Scenario(0), 0.95).unwrap();
        assert_eq!(found.frontier, [0, 1]);
        assert_eq!(found.options[2].standing, Standing::Dominated { by: 1 });
        assert_eq!(
            (found.options[0].chance_on_frontier, found.options[2].chance_on_frontier),
            (Some(1.0), Some(0.0))
        );
        // 0.5 of mean for 2.5 of shortfall, but for chance; the switch at λ = 0.5 / (0.5 + 2.5).
        let price = found.options[1].price.unwrap();
        assert!(found.options[1].price_interval.unwrap().contains(0.2), "{price}");
        let (_, to) = found.options[0].weights.unwrap();
        assert!((to - price / (1.0 + price)).abs() < 1e-12 && found.options[1].weights.unwrap() == (to, 1.0));
        // Certain and risky cost mix linearly, in the tail too.
        let half = &found.mixes[1];
        let expected = (found.options[0].shortfall.estimate + 1.5) / 2.0;
        assert!((half.shortfall.estimate - expected).abs() < 1e-9);
    }

    #[test]
    fn the_tail_of_a_mix_is_no_worse_than_the_mix_of_tails() {
        let (first, second) =
            (exponentials(7, 2_000), normals(8, 2_000).iter().map(|value| 1.2 + 0.3 * value).collect());
        let costs = costs_of(vec![vec![first, second]], None);
        let found = frontier(&costs, Outlook::Scenario(0), 0.95).unwrap();
        assert_eq!(found.mixes.len(), 3);
        for mix in &found.mixes {
            let tail = |option: usize| found.options[option].shortfall.estimate;
            let chord = (1.0 - mix.share) * tail(mix.first) + mix.share * tail(mix.second);
            assert!(mix.shortfall.estimate <= chord + 1e-12);
        }
    }

    #[test]
    fn one_option_and_one_trial_are_answered() {
        let found = frontier(&costs_of(vec![vec![vec![3.0]]], None), Outlook::Scenario(0), 0.95).unwrap();
        assert_eq!((found.frontier, found.options[0].chance_on_frontier), (vec![0], None));
        assert_eq!((found.options[0].mean.estimate, found.options[0].weights), (3.0, Some((0.0, 1.0))));
    }
}
