//! `decide acceptability`.

use std::ops::ControlFlow;

use clap::Args;

use super::{Given, Loaded};
use crate::cli::error::CliError;
use crate::cli::pipeline::with_threads;
use crate::cli::selection::{run_spec, select};
use crate::cli::source::source_of;
use crate::decision::ScenarioCosts;
use crate::domain::{Component, Group};
use crate::engine::{Column, Outcomes, Simulation};
use crate::input::read_case_with;
use crate::plan::SimulationPlan;
use crate::report::decide::{Answer, acceptability_answer};
use crate::results::{MANIFEST_FILE, Manifest, Overrides, TRIALS_FILE, TrialsTable};

#[derive(Debug, Clone, Args)]
pub struct AcceptabilityArguments {
    #[command(flatten)]
    pub given: Given,
}

pub fn answer(asked: &AcceptabilityArguments, loaded: &Loaded) -> Result<Answer, CliError> {
    let costs = loaded.costs()?;
    let given = &asked.given;
    let values = if given.place.join(MANIFEST_FILE).is_file() {
        losses_of_folder(given, costs)?
    } else {
        losses_of_case(given)?
    };
    let losses = ScenarioCosts::new(
        costs.options().to_vec(),
        costs.scenarios().to_vec(),
        costs.weights().map(<[f64]>::to_vec),
        values,
        costs.replicates(),
    )?;
    Ok(acceptability_answer(&loaded.setting, costs, &losses)?)
}

/// Components that are lost; the others are spent.
fn lost() -> impl Iterator<Item = Component> {
    let is_lost = |component: &Component| match component.group() {
        Group::ItCost | Group::ComplianceCost => false,
        Group::FineExposure | Group::SalesLoss | Group::Disruption => true,
    };
    Component::ALL.into_iter().filter(is_lost)
}

/// The sum of columns, in their order.
fn summed(columns: impl Iterator<Item = Vec<f64>>) -> Vec<f64> {
    let add = |mut sum: Vec<f64>, values: Vec<f64>| {
        for (sum, value) in sum.iter_mut().zip(values) {
            *sum += value;
        }
        sum
    };
    columns.reduce(add).unwrap_or_default()
}

/// `[scenario][option][trial]`, of those that costs are loaded of.
fn losses_of_folder(given: &Given, costs: &ScenarioCosts) -> Result<Vec<Vec<Vec<f64>>>, CliError> {
    let manifest = Manifest::read(&given.place)?;
    let path = given.place.join(TRIALS_FILE);
    let layout = manifest.layout().ok_or_else(|| {
        CliError::Usage(format!("{} has no trials, and this question needs them", given.place.display()))
    })?;
    let table = TrialsTable::open(&path, layout)?;
    let position = |known: &[String], id: &String| known.iter().position(|other| other == id).unwrap_or(0);
    let of = |scenario: &String, option: &String| -> Result<Vec<f64>, CliError> {
        let (scenario, option) =
            (position(&manifest.scenarios, scenario), position(&manifest.options, option));
        let mut values = Vec::new();
        for chunk in 0..table.layout().chunks(scenario) {
            let mut block = table.block(scenario, option, chunk)?;
            let columns = lost().filter_map(|component| {
                let place = block.columns.iter().position(|(name, _)| name == component.id())?;
                Some(std::mem::take(&mut block.columns[place].1))
            });
            values.extend(summed(columns));
        }
        Ok(values)
    };
    let scenario = |id: &String| costs.options().iter().map(|option| of(id, option)).collect();
    costs.scenarios().iter().map(scenario).collect()
}

/// The same from a run of the case, in memory.
fn losses_of_case(given: &Given) -> Result<Vec<Vec<Vec<f64>>>, CliError> {
    let mut case = read_case_with(&source_of(Some(&given.place)), &given.set)?.case;
    select(&mut case, &given.scenarios, &given.options)?;
    let overrides = Overrides { trials: given.trials, seed: given.seed, ..Overrides::default() };
    let spec = run_spec(&case, &overrides)?;
    let plan = SimulationPlan::new(&case)?;
    let of_scenario = |simulation: &Simulation<'_>, scenario: usize| {
        let mut losses: Vec<Vec<f64>> = vec![Vec::new(); case.options.len()];
        simulation.stream(scenario, 0..spec.trials, &|_| {}, &mut |_, outcomes| {
            for (option, losses) in losses.iter_mut().enumerate() {
                losses.extend(summed(lost().filter_map(|component| column(&outcomes, option, component))));
            }
            ControlFlow::Continue(())
        });
        losses
    };
    with_threads(given.threads, || {
        let simulation = Simulation::new(&plan, &spec);
        (0..case.scenarios.len()).map(|scenario| of_scenario(&simulation, scenario)).collect()
    })
}

fn column(outcomes: &Outcomes, option: usize, component: Component) -> Option<Vec<f64>> {
    let wanted = |column: &Column| *column == Column::Component(component);
    let place = outcomes.columns().iter().position(wanted)?;
    Some(outcomes.column(option, place).to_vec())
}
