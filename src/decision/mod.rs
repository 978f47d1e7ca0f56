//! Questions of the board, one a file, answered from what every option costs in every trial.
//!
//! Estimators live in [`crate::statistics`]; here they get the words option, cost and appetite. All options of a
//! question must have lived through the same trials.

mod cheapest;
mod compare;
mod compare_stream;
mod error;
mod information;
#[cfg(test)]
mod information_tests;
mod nested_information;
mod option_costs;
mod ranking;
mod trigger;
mod two_periods;
mod waiting;

pub use cheapest::{CheapestChance, chance_cheapest};
pub use compare::{ComparedOption, ComparedPair, Comparison, compare, compare_replicates};
pub use compare_stream::ComparisonStream;
pub use error::DecisionError;
pub use information::{
    InformationSettings, PartialInformation, PerfectInformation, information_by_chance, partial_information,
    perfect_information,
};
pub use nested_information::{NestedInformation, nested_information};
pub use option_costs::OptionCosts;
pub use ranking::RankedGroup;
pub use trigger::{TriggerScore, TriggerTrial, latest_start, score_trigger};
pub use two_periods::{News, TwoPeriods, two_periods};
pub use waiting::{MovePaths, WaitingValue, value_of_waiting};
