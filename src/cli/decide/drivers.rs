//! `decide drivers`.

use clap::Args;

use super::drawn::draw;
use super::total_indices::total_indices;
use super::{Given, Loaded};
use crate::cli::error::CliError;
use crate::cli::pipeline::with_threads;
use crate::decision::{Drivers, drivers};
use crate::report::decide::{Answer, DecideSetting, drivers_answer};

#[derive(Debug, Clone, Args)]
pub struct DriversArguments {
    #[command(flatten)]
    pub given: Given,
    /// How many figures to tell, of those with the largest swings
    #[arg(long, value_name = "N", default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub most: u16,
    /// Simulates so many new trials for each figure told, scenario by scenario, for its total index: what it does together with
    /// others too
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(100..=20_000))]
    pub runs: Option<u64>,
}

pub fn answer(arguments: &DriversArguments, loaded: &Loaded) -> Result<Answer, CliError> {
    let costs = loaded.costs()?;
    if costs.options().len() < 2 {
        return Err(CliError::Usage(
            "one option has no difference to another: give --option twice, or leave it out for the best two"
                .to_owned(),
        ));
    }
    with_threads(arguments.given.threads, || {
        let drawn = draw(&arguments.given, loaded)?;
        let most = usize::from(arguments.most);
        let found = costs
            .outlooks()
            .into_iter()
            .map(|outlook| drivers(costs, outlook, &drawn.figures, most))
            .collect::<Result<Vec<Drivers>, _>>()?;
        let totals = match arguments.runs {
            None => Vec::new(),
            Some(runs) => total_indices(&found, &drawn, costs.weights(), loaded.setting.seed, runs)?,
        };
        let setting = DecideSetting { names: drawn.names.clone(), ..loaded.setting.clone() };
        Ok(drivers_answer(&setting, &found, &drawn.ends, &totals))
    })?
}
