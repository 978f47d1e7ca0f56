//! `decide regret`.

use clap::Args;

use super::{Given, Loaded};
use crate::cli::error::CliError;
use crate::report::decide::{Answer, regret_answer};

#[derive(Debug, Clone, Args)]
pub struct RegretArguments {
    #[command(flatten)]
    pub given: Given,
}

pub fn answer(loaded: &Loaded) -> Result<Answer, CliError> {
    Ok(regret_answer(&loaded.setting, loaded.costs()?)?)
}
