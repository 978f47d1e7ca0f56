//! `decide dominance`.

use clap::Args;

use super::{Given, Loaded};
use crate::cli::error::CliError;
use crate::report::decide::{Answer, dominance_answer};

#[derive(Debug, Clone, Args)]
pub struct DominanceArguments {
    #[command(flatten)]
    pub given: Given,
}

pub fn answer(loaded: &Loaded) -> Result<Answer, CliError> {
    Ok(dominance_answer(&loaded.setting, loaded.costs()?)?)
}
