//! What the figures of a plan were in the trials of a run, drawn again: no trial is simulated for it.

use rayon::prelude::*;

use super::keys::Keys;
use super::parameters::{draw_columns, prepare};
use super::random::StreamKey;
use crate::plan::SimulationPlan;
use crate::quantity::{Distribution, Univariate};

/// Trials that one task draws.
const BLOCK: usize = 1024;

/// The once-per-trial figures of the trials 0, 1, …, `[parameter][trial]` in the order of the plan's table: the bits that a run
/// of this plan and seed draws, in the current thread pool.
#[must_use]
pub fn drawn_figures(plan: &SimulationPlan, seed: u64, trials: usize) -> Vec<Vec<f64>> {
    let keys = Keys::new(plan, seed);
    prepare(plan);
    let blocks: Vec<Vec<f64>> = (0..trials.div_ceil(BLOCK))
        .into_par_iter()
        .map(|block| {
            let first = block * BLOCK;
            let mut columns = Vec::new();
            draw_columns(plan, &keys, first as u64, BLOCK.min(trials - first), &mut columns);
            columns
        })
        .collect();
    let width = plan.table.parameters.len();
    let figure = |place: usize| {
        let parts = blocks.iter().flat_map(|columns| {
            let count = columns.len() / width;
            &columns[place * count..(place + 1) * count]
        });
        parts.copied().collect()
    };
    (0..width).into_par_iter().map(figure).collect()
}

/// Half the share of the draws in whose midst a view is told by its weight there.
const NEIGHBOURHOOD: f64 = 5e-5;

/// Whose view each trial's draw of a pooled figure is, `[trial]`, by the number of the view in the pool.
///
/// A pool is drawn by inversion as a whole, so that no draw belongs to one view. Given the draw, the view is drawn by the views'
/// weights there: view and draw are then distributed as if the view had been drawn first and the figure from it.
///
/// - `values`: draws of `pool`, `[trial]`.
///
/// `None` for what is no mixture of two views or more.
#[must_use]
pub fn drawn_views(pool: &Distribution, name: &str, seed: u64, values: &[f64]) -> Option<Vec<u32>> {
    let Distribution::Mixture(mixture) = pool else { return None };
    if mixture.parts().count() < 2 {
        return None;
    }
    let key = StreamKey::new(seed, &format!("{name}/view"));
    let view = |(trial, value): (usize, &f64)| {
        let level = mixture.cdf(*value);
        let low = mixture.inverse_cdf((level - NEIGHBOURHOOD).max(1e-12)).min(*value).next_down();
        let high = mixture.inverse_cdf((level + NEIGHBOURHOOD).min(1.0 - 1e-12)).max(*value);
        let weights: Vec<f64> =
            mixture.parts().map(|(weight, view)| weight * (view.cdf(high) - view.cdf(low))).collect();
        let mut left = key.trial(trial as u64).uniform(0) * weights.iter().sum::<f64>();
        let last = weights.len() - 1;
        let chosen = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        chosen.unwrap_or(last) as u32
    };
    Some(values.par_iter().enumerate().map(view).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{RunSpec, Simulation};
    use super::*;
    use crate::engine::random::StreamKey;
    use crate::input::{CaseSource, read_case};

    #[test]
    fn they_are_what_a_run_draws() {
        let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        let plan = SimulationPlan::new(&case).unwrap();
        let trials = 1100;
        let figures = drawn_figures(&plan, 9, trials);
        let simulation = Simulation::new(&plan, &RunSpec { seed: 9, trials: trials as u64 });
        assert_eq!(figures.len(), plan.table.parameters.len());
        for trial in [0, 63, 64, 1023, 1024, 1099] {
            let row: Vec<f64> = figures.iter().map(|figure| figure[trial]).collect();
            assert_eq!(row, simulation.drawn_in(trial), "trial {trial}");
        }
    }

    #[test]
    fn views_come_by_weight_and_with_their_own_values() {
        let views = vec![Distribution::normal(0.0, 1.0).unwrap(), Distribution::normal(2.0, 0.5).unwrap()];
        let pool = Distribution::mixture(views, &[3.0, 1.0]).unwrap();
        let key = StreamKey::new(1, "pool");
        let values: Vec<f64> =
            (0..40_000).map(|trial| pool.inverse_cdf(key.trial(trial).uniform(0))).collect();
        let found = drawn_views(&pool, "pool", 1, &values).unwrap();
        let of_second: Vec<f64> =
            values.iter().zip(&found).filter(|(_, view)| **view == 1).map(|(value, _)| *value).collect();
        // Four deviations: √(0.25·0.75/40,000) = 0.0022; 0.5/√10,000 = 0.005; about 0.5/√20,000.
        let count = of_second.len() as f64;
        assert!((count / 40_000.0 - 0.25).abs() < 0.0088, "{count}");
        let mean = of_second.iter().sum::<f64>() / count;
        let square = of_second.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
        assert!((mean - 2.0).abs() < 0.02 && (square.sqrt() - 0.5).abs() < 0.0142, "{mean} {square}");
        assert_eq!(drawn_views(&Distribution::normal(0.0, 1.0).unwrap(), "x", 1, &values), None);
    }

    #[test]
    fn views_of_certain_values_are_known() {
        let views = vec![Distribution::certain(1.0).unwrap(), Distribution::certain(5.0).unwrap()];
        let pool = Distribution::mixture(views, &[1.0, 1.0]).unwrap();
        assert_eq!(drawn_views(&pool, "pool", 1, &[5.0, 1.0, 5.0]), Some(vec![1, 0, 1]));
    }
}
