//! `decide frontier`.

use clap::Args;

use super::{Given, Loaded};
use crate::cli::error::CliError;
use crate::report::decide::{Answer, frontier_answer};

#[derive(Debug, Clone, Args)]
pub struct FrontierArguments {
    #[command(flatten)]
    pub given: Given,
}

pub fn answer(loaded: &Loaded) -> Result<Answer, CliError> {
    Ok(frontier_answer(&loaded.setting, loaded.costs()?)?)
}
