//! Why a question about options cannot be answered.

use thiserror::Error;

use crate::statistics::StatisticsError;

/// What is wrong with the options or the question.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DecisionError {
    /// Nothing to decide between.
    #[error("there is no option to compare")]
    NoOptions,
    /// Nowhere to compare them.
    #[error("there is no scenario to compare in")]
    NoScenarios,
    /// Lists that belong together differ in length.
    #[error("{found} {what} given in place of {expected}")]
    Shape { what: &'static str, found: usize, expected: usize },
    /// Weights that no shares can be made of.
    #[error("weights of scenarios must not be negative, and not all 0")]
    Weights,
    /// A linear programme that the solver gives up on.
    #[error("the linear programme for `{option}` has no answer: {problem}")]
    Programme { option: String, problem: String },
    /// Two options with one name could not be told apart in the answer.
    #[error("option `{option}` is given more than once")]
    DuplicateOption { option: String },
    /// Options that did not live through the same trials.
    #[error("option `{option}` has {trials} trials, `{reference}` has {expected}")]
    UnequalTrials { option: String, trials: usize, reference: String, expected: usize },
    /// Costs that no statistic can be taken of.
    #[error("option `{option}`: {source}")]
    Costs { option: String, source: StatisticsError },
    /// An appetite that is not a number, or infinite.
    #[error("risk appetite {appetite} is not finite")]
    Appetite { appetite: f64 },
    /// Blocks of trials that do not follow one another.
    #[error("trial {expected} comes next, not {found}")]
    TrialsOutOfOrder { expected: u64, found: u64 },
    /// A search that lost its way.
    #[error("the search for the least extreme combination failed: {problem}")]
    Search { problem: String },
    /// A statistic that failed although costs and question were in order.
    #[error(transparent)]
    Statistics(#[from] StatisticsError),
}
