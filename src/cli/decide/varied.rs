//! A case whose figures are varied in new simulations: what is asked for, and which figures matter most.

use std::ops::ControlFlow;

use super::given::Given;
use super::load::setting_of_case;
use super::origin::Origin;
use crate::charts::Look;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::decision::figure_correlations;
use crate::domain::Case;
use crate::engine::{RunSpec, Simulation, drawn_figures};
use crate::input::{FigureChange, FigureEntry, hint_for};
use crate::plan::SimulationPlan;
use crate::report::decide::{DecideSetting, VariedFigure};
use crate::results::MANIFEST_FILE;
use crate::units::Dimension;

/// Trials of a simulation at most, so that its draws are kept and can be held.
pub const MOST_TRIALS: u64 = 5_000;

/// A figure that is to be varied, and over which values if not over its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Vary {
    name: String,
    change: Option<FigureChange>,
}

impl Vary {
    /// Reads `NAME`, `NAME=LOW..HIGH` or `NAME=` and any uncertain value that a file could have.
    ///
    /// # Errors
    /// No name, or no value after `=`.
    pub fn parse(text: &str) -> Result<Vary, String> {
        if !text.contains('=') {
            let name = text.trim().to_owned();
            return if name.is_empty() {
                Err("name a figure, such as `company.revenue_china=500M..700M EUR`".to_owned())
            } else {
                Ok(Vary { name, change: None })
            };
        }
        let change = FigureChange::parse(&text.replace("..", " to "))?;
        Ok(Vary { name: change.name().to_owned(), change: Some(change) })
    }
}

/// A case as it is asked for.
pub struct Asked {
    pub case: Case,
    pub plan: SimulationPlan,
    figures: Vec<FigureEntry>,
    pub seed: u64,
    /// Names of the figures that are to be varied, if some were named.
    vary: Vec<String>,
    /// How pictures look.
    look: Look,
}

/// Reads the case of a place: of a result folder that which was run.
///
/// # Errors
/// The place is neither, a name is unknown, a value cannot be.
pub fn asked(given: &Given, vary: &[Vary], console: &mut Console) -> Result<Asked, CliError> {
    if given.weights.is_some() {
        return Err(CliError::Usage(
            "--weights: this question asks each scenario by itself; choose some with --scenario".to_owned(),
        ));
    }
    let changes: Vec<FigureChange> = vary.iter().filter_map(|vary| vary.change.clone()).collect();
    let is_set = |change: &&FigureChange| given.set.iter().any(|set| set.name() == change.name());
    if let Some(twice) = changes.iter().find(is_set) {
        return Err(CliError::Usage(format!("--vary and --set both give `{}` values", twice.name())));
    }
    // Its sampling is independent: some hundred trials are too few for Sobol points.
    let origin = Origin::new(given)?;
    let read = origin.read(&changes)?;
    if !given.place.join(MANIFEST_FILE).is_file() {
        console.warn(&read.warnings, &read.files);
    }
    let case = read.case;
    let plan = SimulationPlan::new(&case)?;
    let seed = origin.seed.unwrap_or(case.settings.seed);
    let vary = vary.iter().map(|vary| vary.name.clone()).collect();
    let look = given.look.look();
    Ok(Asked { case, plan, figures: read.figures, seed, vary, look })
}

impl Asked {
    /// - `trials`: per simulation.
    pub fn setting(&self, trials: u64) -> DecideSetting {
        setting_of_case(&self.case, &RunSpec { seed: self.seed, trials }, None, self.look)
    }

    /// Positions of the figures that are named, in the plan; none named: none.
    ///
    /// # Errors
    /// A name that is not that of a figure which is uncertain, drawn once per trial and used by what is asked for; named twice.
    pub fn named(&self) -> Result<Vec<usize>, CliError> {
        let mut positions = Vec::new();
        for name in &self.vary {
            let position = self.position(name)?;
            if positions.contains(&position) {
                return Err(CliError::Usage(format!("--vary: `{name}` is given twice")));
            }
            positions.push(position);
        }
        Ok(positions)
    }

    fn position(&self, name: &str) -> Result<usize, CliError> {
        let parameters = &self.plan.table.parameters;
        if let Some(position) = parameters.iter().position(|parameter| parameter.name == name) {
            return Ok(position);
        }
        let why = match self.figures.iter().find(|figure| figure.name == name) {
            None => {
                let hint = hint_for(name, self.figures.iter().map(|figure| figure.name.as_str()));
                let list = "`splitstack check CASE --assumptions` lists the names of all figures";
                format!("the case has no figure `{name}`; {}", hint.unwrap_or_else(|| list.to_owned()))
            }
            Some(figure) if !figure.once_per_trial => format!(
                "`{name}` is drawn anew for each event, so that its spread is chance within a future; another value for all: --set \"{name}=…\""
            ),
            Some(figure) if figure.certain => {
                format!(
                    "`{name}` is {} for certain; say over which values: \"{name}=LOW..HIGH\"",
                    figure.value
                )
            }
            Some(_) => format!("`{name}` is used by none of the options and scenarios asked for"),
        };
        Err(CliError::Usage(format!("--vary: {why}")))
    }

    /// The figure at a position of the plan, as people know it.
    pub fn figure(&self, position: usize) -> VariedFigure {
        let parameter = &self.plan.table.parameters[position];
        let entry = self.figures.iter().find(|figure| figure.name == parameter.name);
        VariedFigure {
            name: parameter.name.clone(),
            dimension: entry.map_or(Dimension::Factor, |entry| entry.dimension),
            currency: self.case.settings.currency,
            value: entry.map_or_else(String::new, |entry| entry.value.clone()),
        }
    }
}

/// Rank correlation of every option's cost with every figure of a plan, `[scenario][option][figure]`, in trials of its own for each
/// scenario; then, if there is a limit, of whether the cost is above it.
///
/// - `trials`: per scenario.
pub fn correlations(plan: &SimulationPlan, seed: u64, trials: u64, limit: Option<f64>) -> Vec<Vec<Vec<f64>>> {
    let all = trials * plan.scenarios.len() as u64;
    let simulation = Simulation::new(plan, &RunSpec { seed, trials: all });
    let figures = drawn_figures(plan, seed, all as usize);
    let of_scenario = |scenario: usize| {
        let range = scenario as u64 * trials..(scenario as u64 + 1) * trials;
        let mut totals: Vec<Vec<f64>> = vec![Vec::new(); plan.options.len()];
        simulation.stream(scenario, range.clone(), &|_| {}, &mut |_, outcomes| {
            for (option, totals) in totals.iter_mut().enumerate() {
                totals.extend(outcomes.totals(option));
            }
            ControlFlow::Continue(())
        });
        if let Some(limit) = limit {
            let above =
                |totals: &Vec<f64>| totals.iter().map(|total| f64::from(u8::from(*total > limit))).collect();
            let above: Vec<Vec<f64>> = totals.iter().map(above).collect();
            totals.extend(above);
        }
        let place = range.start as usize..range.end as usize;
        let drawn: Vec<Vec<f64>> = figures.iter().map(|figure| figure[place.clone()].to_vec()).collect();
        figure_correlations(&drawn, &totals)
    };
    (0..plan.scenarios.len()).map(of_scenario).collect()
}

/// Positions of the highest scores, the highest first; of equal ones the first.
pub fn highest(scores: &[f64], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).filter(|place| scores[*place] > 0.0).collect();
    order.sort_by(|left, right| scores[*right].total_cmp(&scores[*left]));
    order.truncate(most);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_named_alone_or_with_its_values() {
        assert_eq!(Vary::parse(" a.b ").unwrap(), Vary { name: "a.b".to_owned(), change: None });
        let ranged = Vary::parse("a.b=5M..20M EUR").unwrap();
        assert_eq!(ranged.change.unwrap().text(), "a.b=5M to 20M EUR");
        assert!(Vary::parse("").is_err() && Vary::parse("a=").is_err());
    }

    #[test]
    fn the_highest_come_first_and_nothing_is_not_among_them() {
        assert_eq!(highest(&[0.1, 0.0, 0.9, 0.1], 9), [2, 0, 3]);
        assert_eq!(highest(&[0.1, 0.0, 0.9, 0.1], 1), [2]);
    }
}
