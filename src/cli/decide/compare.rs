//! `decide compare`.

use clap::Args;

use super::{Given, Loaded};
use crate::cli::error::CliError;
use crate::cli::selection::check_known;
use crate::decision::{OutlookComparison, compare_outlook};
use crate::report::decide::{Answer, compare_answer, comparisons_of_summary};

#[derive(Debug, Clone, Args)]
pub struct CompareArguments {
    #[command(flatten)]
    pub given: Given,
    /// Option that the others are compared with, in place of the one with the lowest mean cost
    #[arg(long, value_name = "ID")]
    pub against: Option<String>,
}

pub fn answer(arguments: &CompareArguments, loaded: &Loaded) -> Result<Answer, CliError> {
    let setting = &loaded.setting;
    let against = match &arguments.against {
        None => None,
        Some(id) => {
            let known: Vec<String> = setting.options.iter().map(|(id, _)| id.clone()).collect();
            check_known("option", std::slice::from_ref(id), &known)?;
            known.iter().position(|known| known == id)
        }
    };
    let found = match &loaded.costs {
        Some(costs) => costs
            .outlooks()
            .into_iter()
            .map(|outlook| Ok(compare_outlook(costs, outlook, setting.appetite.0)?))
            .collect::<Result<Vec<OutlookComparison>, CliError>>()?,
        // A summary has all pairs of the options that it was made of, and no weighted ones.
        None => {
            loaded.refuse_without_trials()?;
            comparisons_of_summary(&loaded.scenarios)
        }
    };
    Ok(compare_answer(setting, &found, against))
}
