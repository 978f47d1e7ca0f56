//! In which regime the world of a run is, month by month, drawn again: no option is simulated for it.

use rayon::prelude::*;

use super::keys::Keys;
use super::parameters::prepare;
use super::world::World;
use crate::plan::SimulationPlan;

/// Trials that one task draws.
const BLOCK: u64 = 256;

/// Trials by regime at the start of every month, `[month][regime]` in the order of the plan's regimes, in the current thread pool: the
/// paths that a run of this plan and seed draws in its first trials.
///
/// - `scenario`: position in the plan.
#[must_use]
pub fn regime_counts(plan: &SimulationPlan, seed: u64, scenario: usize, trials: u64) -> Vec<Vec<u64>> {
    let keys = Keys::new(plan, seed);
    prepare(plan);
    let none = || vec![vec![0; plan.regime_rates.len()]; plan.horizon_months];
    let of_block = |block: u64| {
        let mut counts = none();
        let mut world = World::default();
        for trial in block * BLOCK..((block + 1) * BLOCK).min(trials) {
            world.draw_parameters(plan, &keys, trial);
            world.walk_regimes(plan, &plan.scenarios[scenario], &keys);
            count(world.regimes(), &mut counts);
        }
        counts
    };
    let sum = |mut left: Vec<Vec<u64>>, right: Vec<Vec<u64>>| {
        for (left, right) in left.iter_mut().flatten().zip(right.iter().flatten()) {
            *left += right;
        }
        left
    };
    (0..trials.div_ceil(BLOCK)).into_par_iter().map(of_block).reduce(none, sum)
}

/// Counts the regime at the start of each month.
fn count(path: &[(f64, usize)], counts: &mut [Vec<u64>]) {
    let mut place = 0;
    for (month, counts) in counts.iter_mut().enumerate() {
        while path.get(place + 1).is_some_and(|(from, _)| *from <= month as f64) {
            place += 1;
        }
        if let Some((_, regime)) = path.get(place) {
            counts[*regime] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::story;
    use crate::input::{CaseSource, read_case};

    #[test]
    fn the_paths_are_those_of_the_stories() {
        let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        let plan = SimulationPlan::new(&case).unwrap();
        let trials = 300;
        for scenario in [0, 4] {
            let found = regime_counts(&plan, 7, scenario, trials);
            let mut expected = vec![vec![0; plan.regime_rates.len()]; plan.horizon_months];
            for trial in 0..trials {
                count(&story(&plan, scenario, 0, 7, trial).regimes, &mut expected);
            }
            assert_eq!(found, expected);
            assert!(found.iter().all(|month| month.iter().sum::<u64>() == trials));
        }
    }

    #[test]
    fn a_change_counts_from_the_month_that_begins_after_it() {
        let mut counts = vec![vec![0; 3]; 5];
        // In month 2 at the start, and twice within month 2: month 3 sees the last.
        count(&[(0.0, 0), (2.0, 1), (2.4, 0), (2.9, 2)], &mut counts);
        assert_eq!(counts, [[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]]);
    }
}
