//! Total Sobol indices of drivers, from new simulations in which one figure at a time is drawn anew.

use std::ops::ControlFlow;

use super::drawn::Drawn;
use crate::cli::error::CliError;
use crate::decision::Drivers;
use crate::engine::{RunSpec, Simulation};
use crate::statistics::{SobolIndex, pick_freeze};

/// Of each outlook, by driver: the total index of the difference; `None` for correlated figures, which cannot be drawn anew alone.
///
/// - `weights`: of the scenarios.
/// - `runs`: trials of each simulation: two, and one more for each driver, in each scenario of an outlook.
///
/// # Errors
/// More figures and runs than are kept in memory.
pub fn total_indices(
    found: &[Drivers],
    drawn: &Drawn,
    weights: Option<&[f64]>,
    seed: u64,
    runs: u64,
) -> Result<Vec<Vec<Option<SobolIndex>>>, CliError> {
    let new = |seed| Simulation::new(&drawn.plan, &RunSpec { seed, trials: runs });
    // Any other seed does.
    let (mut one, mut other) = (new(seed), new(seed ^ 0x9e37_79b9_7f4a_7c15));
    let mut all = Vec::new();
    for drivers in found {
        let parts: Vec<(f64, usize)> = match (drivers.scenario, weights) {
            (Some(scenario), _) => vec![(1.0, drawn.scenarios[scenario])],
            (None, None) => Vec::new(),
            (None, Some(weights)) => {
                let each = weights.iter().zip(&drawn.scenarios);
                each.filter(|(weight, _)| **weight > 0.0)
                    .map(|(weight, scenario)| (*weight, *scenario))
                    .collect()
            }
        };
        let pair = (drawn.options[drivers.first], drawn.options[drivers.second]);
        let (a, b) = (differences(&one, &parts, pair, runs), differences(&other, &parts, pair, runs));
        let mut of_outlook = Vec::new();
        for driver in &drivers.drivers {
            if drawn.correlated[driver.figure] {
                of_outlook.push(None);
                continue;
            }
            exchange(&mut one, &mut other, driver.figure, runs)?;
            let ab = differences(&one, &parts, pair, runs);
            exchange(&mut one, &mut other, driver.figure, runs)?;
            let found = pick_freeze(&a, &b, &ab, None).map_err(crate::decision::DecisionError::from)?;
            of_outlook.push(Some(found.total));
        }
        all.push(of_outlook);
    }
    Ok(all)
}

fn exchange(
    one: &mut Simulation<'_>,
    other: &mut Simulation<'_>,
    figure: usize,
    runs: u64,
) -> Result<(), CliError> {
    if one.exchange(other, figure) {
        return Ok(());
    }
    Err(CliError::Usage(format!(
        "--runs {runs}: the draws of so many runs and figures are not kept in memory; give fewer"
    )))
}

/// Cost of the first option less that of the second, `[trial]`, over scenarios by weight.
fn differences(
    simulation: &Simulation<'_>,
    parts: &[(f64, usize)],
    (first, second): (usize, usize),
    runs: u64,
) -> Vec<f64> {
    let mut sums = vec![0.0; runs as usize];
    for (weight, scenario) in parts {
        simulation.stream(*scenario, 0..runs, &|_| {}, &mut |start, outcomes| {
            let pairs = outcomes.totals(first).into_iter().zip(outcomes.totals(second));
            for (sum, (one, other)) in sums[start as usize..].iter_mut().zip(pairs) {
                *sum += weight * (one - other);
            }
            ControlFlow::Continue(())
        });
    }
    sums
}
