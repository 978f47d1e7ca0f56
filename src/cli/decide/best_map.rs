//! `decide break-even` with two figures: a map of the best option.

use super::axis::held;
use super::bench::Bench;
use super::break_even::Asked;
use super::given::Given;
use super::origin::Origin;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::pipeline::with_threads;
use crate::cli::progress::Progress;
use crate::decision::{BestOption, Outlook, best_option};
use crate::domain::Case;
use crate::report::decide::{Answer, BestMap, FigureAxis, best_map_answer};
use crate::report::{count, wrapped};

/// Trials of each point where none are given: a scenario of the reference case takes about half a minute.
pub const TRIALS: u64 = 300;

/// Takes the first scenario alone where none is named and none weighed: each takes its time.
pub fn narrow(origin: &mut Origin, case: &Case, given: &Given, console: &mut Console) -> bool {
    let weighed = given.weights.is_some() || case.weights.is_some();
    if weighed || !given.scenarios.is_empty() || case.scenarios.len() < 2 {
        return false;
    }
    let first = case.scenarios[0].id.to_string();
    console.remark(&format!(
        "note: a map of the first scenario alone, {first}; name others with --scenario, each takes as long\n"
    ));
    origin.scenarios = vec![first];
    true
}

/// A map of the best option on a grid, for each scenario, or of all by weight.
///
/// # Errors
/// The case cannot be read or planned with values of the grid.
pub fn answer(
    asked: &Asked,
    axes: &[FigureAxis; 2],
    grid: usize,
    threads: Option<u16>,
    console: &mut Console,
) -> Result<Answer, CliError> {
    let (scenarios, options) = (asked.scenarios.len(), asked.options.len());
    console.remark(&wrapped(
        &format!(
            "{grid} by {grid} values of {} and {} in {scenarios} scenarios with {options} options and {} trials",
            axes[0].name,
            axes[1].name,
            count(asked.spec.trials)
        ),
        100,
    ));
    let maps = with_threads(threads, || maps(asked, axes, grid))??;
    Ok(best_map_answer(&asked.setting, axes, asked.measure, &maps))
}

fn maps(asked: &Asked, axes: &[FigureAxis; 2], grid: usize) -> Result<Vec<BestMap>, CliError> {
    let runs = (grid * grid + 1) as u64 * asked.scenarios.len() as u64;
    let progress = Progress::over(runs * asked.spec.trials);
    progress.scenario(0, 0, "points");
    let done = |trials: u64| progress.trials_done(trials);
    let weights = asked.setting.weights.as_deref();
    let mut bench =
        Bench::new(&asked.origin, (&asked.scenarios, &asked.options), weights, asked.spec, &done)?;
    let as_is = bench.costs()?;
    let outlooks = asked.outlooks(&as_is);
    let best = |costs: &_| -> Result<Vec<BestOption>, CliError> {
        outlooks.iter().map(|outlook| Ok(best_option(costs, *outlook, asked.measure)?)).collect()
    };
    let mut maps: Vec<BestMap> = outlooks
        .iter()
        .zip(best(&as_is)?)
        .map(|(outlook, as_is)| {
            let scenario = match outlook {
                Outlook::Scenario(scenario) => Some(*scenario),
                Outlook::Weighted => None,
            };
            BestMap { scenario, cells: Vec::new(), as_is }
        })
        .collect();
    for up in axes[1].points(grid) {
        maps.iter_mut().for_each(|map| map.cells.push(Vec::new()));
        for across in axes[0].points(grid) {
            let costs = bench.costs_with(&[held(&axes[0], across), held(&axes[1], up)], &done)?;
            for (map, best) in maps.iter_mut().zip(best(&costs)?) {
                if let Some(row) = map.cells.last_mut() {
                    row.push(best);
                }
            }
        }
    }
    Ok(maps)
}
