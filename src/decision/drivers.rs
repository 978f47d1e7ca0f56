//! What drives the difference between two options?

use rayon::prelude::*;
use serde::Serialize;

use super::category_drivers::{CategoryDriver, by_experts, by_scenario};
use super::drawn_figure::DrawnFigure;
use super::error::DecisionError;
use super::mixed::{Estimate, mean_of};
use super::scenario_costs::{Outlook, ScenarioCosts};
use crate::math::inverse_normal_cdf;
use crate::statistics::{
    Covariate, ExplainedShare, RankCorrelation, StatisticsError, Swing, first_order_index, rank_correlation,
    swing,
};

/// Share of the trials on each side whose mean stands for a low and a high value: the middle of the lowest fifth is the 10th
/// percentile, that of the highest the 90th.
pub const SIDE: f64 = 0.2;

/// Drivers whose joint share of the variance is told.
const MOST_TOGETHER: usize = 24;

/// What the difference of two options goes with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drivers {
    /// Scenario by position; `None`: all by weight.
    pub scenario: Option<usize>,
    /// The option with the lower mean cost of the two, by position.
    pub first: usize,
    pub second: usize,
    /// Trials of the figures.
    pub trials: usize,
    /// Mean cost of `first` less that of `second`, over those trials.
    pub difference: Estimate,
    /// Figures that were looked at.
    pub screened: usize,
    /// How many of them show a swing beyond chance, among so many.
    pub beyond_chance: usize,
    /// By falling swing.
    pub drivers: Vec<Driver>,
    /// Share of the difference's variance that the told drivers explain together, at most 24 of them.
    pub together: ExplainedShare,
    /// What is no number: the scenario where several are weighed, then whose view is right about pooled figures.
    pub categories: Vec<CategoryDriver>,
}

/// How the difference goes with one figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Driver {
    /// Position among the figures.
    pub figure: usize,
    pub name: String,
    /// Mean difference over the trials with the lowest and the highest fifth of the figure's values.
    pub swing: Swing,
    /// The swing is told from 0 at 5 % for all figures together.
    pub beyond_chance: bool,
    pub rank_correlation: RankCorrelation,
    /// Share of the difference's variance that goes away once the figure is known.
    pub first_order: ExplainedShare,
}

/// Compares the best two options by mean cost; looks at every figure, and closely at the `most` with the largest swing.
///
/// - `figures`: all equally many trials, which may be fewer than those of the costs: the first ones.
///
/// # Errors
/// A single option; too few trials, or none for a figure; values that are not finite.
pub fn drivers(
    costs: &ScenarioCosts,
    outlook: Outlook,
    figures: &[DrawnFigure],
    most: usize,
) -> Result<Drivers, DecisionError> {
    let by_option: Vec<Vec<f64>> =
        (0..costs.options().len()).map(|option| costs.costs_by_trial(outlook, option)).collect();
    let (first, second) = best_two(&by_option).ok_or(DecisionError::NoOptions)?;
    let all = by_option[first].iter().zip(&by_option[second]).map(|(one, other)| one - other);
    let target: Vec<f64> =
        all.take(figures.first().map_or(usize::MAX, |figure| figure.values.len())).collect();
    let seen = Seen { figures, target: &target, replicates: costs.replicates() };
    let swings = seen.swings()?;
    // Bonferroni.
    let critical = inverse_normal_cdf(1.0 - 0.025 / figures.len().max(1) as f64);
    let beyond = |swing: &Swing| swing.change.mean.abs() > critical * swing.change.standard_error;
    let size = |figure: usize| swings[figure].change.mean.abs();
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|&left, &right| size(right).total_cmp(&size(left)));
    order.truncate(most);
    let mut categories = by_experts(figures, &target, seen.replicates)?;
    if outlook == Outlook::Weighted {
        categories.splice(0..0, by_scenario(costs, (first, second))?);
    }
    let driver = |figure: &usize| seen.driver(*figure, swings[*figure], beyond(&swings[*figure]));
    Ok(Drivers {
        scenario: match outlook {
            Outlook::Scenario(scenario) => Some(scenario),
            Outlook::Weighted => None,
        },
        first,
        second,
        categories,
        trials: target.len(),
        difference: mean_of(&target, seen.replicates)?,
        screened: figures.len(),
        beyond_chance: swings.iter().filter(|swing| beyond(swing)).count(),
        together: seen.explained(&order[..order.len().min(MOST_TOGETHER)])?,
        drivers: order.par_iter().map(driver).collect::<Result<Vec<Driver>, DecisionError>>()?,
    })
}

/// The difference of two options, beside the figures.
struct Seen<'a> {
    figures: &'a [DrawnFigure],
    /// `[trial]`.
    target: &'a [f64],
    replicates: Option<u32>,
}

impl Seen<'_> {
    fn values(&self, figure: usize) -> &[f64] {
        &self.figures[figure].values[..self.target.len()]
    }

    fn swings(&self) -> Result<Vec<Swing>, StatisticsError> {
        let each = (0..self.figures.len()).into_par_iter();
        each.map(|figure| swing(self.values(figure), self.target, SIDE)).collect()
    }

    fn explained(&self, figures: &[usize]) -> Result<ExplainedShare, StatisticsError> {
        let covariates: Vec<Covariate<'_>> =
            figures.iter().map(|figure| Covariate::Numeric(self.values(*figure))).collect();
        first_order_index(&covariates, self.target, self.replicates)
    }

    fn driver(&self, figure: usize, swing: Swing, beyond_chance: bool) -> Result<Driver, DecisionError> {
        Ok(Driver {
            figure,
            name: self.figures[figure].name.clone(),
            swing,
            beyond_chance,
            rank_correlation: rank_correlation(self.values(figure), self.target, self.replicates)?,
            first_order: self.explained(&[figure])?,
        })
    }
}

/// The two options with the lowest means, the lowest first.
fn best_two(costs: &[Vec<f64>]) -> Option<(usize, usize)> {
    let named: Vec<f64> = costs.iter().map(|costs| costs.iter().sum::<f64>() / costs.len() as f64).collect();
    let mut order: Vec<usize> = (0..named.len()).collect();
    order.sort_by(|&left, &right| named[left].total_cmp(&named[right]));
    Some((*order.first()?, *order.get(1)?))
}

#[cfg(test)]
mod tests {
    use super::super::scenario_costs::testing::costs_of;
    use super::*;
    use crate::statistics::testing::normals;

    #[test]
    fn the_difference_is_explained_and_not_the_costs_alone() {
        // Both options rise with `shared`, which the difference does not know; it is −1 − 3·own + noise.
        let trials = 5000;
        let figure = |name: &str, seed: u64| DrawnFigure {
            name: name.to_owned(),
            values: normals(seed, trials),
            views: None,
        };
        let mut figures: Vec<DrawnFigure> =
            (0..40).map(|number| figure(&format!("idle.f{number}"), 50 + number)).collect();
        figures.push(figure("shared", 1));
        figures.push(figure("own", 2));
        let noise = normals(3, trials);
        let base: Vec<f64> = figures[40].values.iter().map(|shared| 20.0 * shared).collect();
        let dear =
            (0..trials).map(|trial| base[trial] + 1.0 + 3.0 * figures[41].values[trial] + noise[trial]);
        let far = base.iter().map(|cost| cost + 50.0).collect();
        let costs = costs_of(vec![vec![far, dear.collect(), base]], None);
        let found = drivers(&costs, Outlook::Scenario(0), &figures, 4).unwrap();
        assert_eq!((found.first, found.second, found.drivers.len(), found.screened), (2, 1, 4, 42));
        assert!((found.difference.estimate + 1.0).abs() < 4.0 * found.difference.standard_error.unwrap());
        let own = &found.drivers[0];
        assert_eq!((own.name.as_str(), own.beyond_chance, found.beyond_chance), ("own", true, 1));
        // The mean of a normal over its highest fifth is φ(0.8416)/0.2 = 1.3998: swing −3·2·1.3998 = −8.3988.
        let change = &own.swing.change;
        assert!((change.mean + 8.3988).abs() < 4.0 * change.standard_error + 0.2, "{change:?}");
        // 9 of 10 parts of the variance.
        assert!((own.first_order.estimate - 0.9).abs() < 0.02, "{:?}", own.first_order);
        assert!((found.together.estimate - 0.9).abs() < 0.03, "{:?}", found.together);
        assert!(own.rank_correlation.estimate < -0.9);
        assert!(found.drivers[1..].iter().all(|driver| driver.first_order.estimate < 0.01));
    }

    #[test]
    fn one_option_has_no_difference() {
        let costs = costs_of(vec![vec![vec![1.0; 100]]], None);
        assert_eq!(drivers(&costs, Outlook::Scenario(0), &[], 3), Err(DecisionError::NoOptions));
    }
}
