//! `decide believe`.

use clap::Args;

use super::{Given, Loaded};
use crate::cli::error::CliError;
use crate::report::decide::{Answer, believe_answer};

#[derive(Debug, Clone, Args)]
pub struct BelieveArguments {
    #[command(flatten)]
    pub given: Given,
}

pub fn answer(loaded: &Loaded) -> Result<Answer, CliError> {
    Ok(believe_answer(&loaded.setting, loaded.costs()?)?)
}
