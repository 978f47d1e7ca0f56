//! Questions of the board, one a file, answered from what every option costs in every trial.
//!
//! Estimators live in [`crate::statistics`]; here they get the words option, cost and appetite. All options of a
//! question must have lived through the same trials.

mod acceptability;
mod believe;
mod break_even;
mod candidates;
mod category_drivers;
mod changed;
mod cheapest;
mod compare;
mod compare_outlook;
mod compare_stream;
mod contingency;
#[cfg(test)]
mod contingency_tests;
mod discover;
mod dominance;
mod drawn_figure;
mod drivers;
mod error;
mod figure_ranking;
mod frontier;
mod information;
mod information_survey;
#[cfg(test)]
mod information_tests;
mod mean_draws;
#[cfg(test)]
mod metamorphic_tests;
mod mixed;
mod move_rehearsal;
mod nested_information;
mod option_costs;
mod ranking;
mod regret;
mod reverse_stress;
mod scenario_costs;
mod screening;
mod trigger;
mod two_periods;
mod waiting;

pub use acceptability::{
    Acceptability, AcceptabilityPoint, AcceptabilitySwitch, SpentAndLost, acceptability,
};
pub use believe::{AtWeights, Belief, BelievedOption, LeastWeight, Switch, believe};
pub use break_even::{
    BestOption, BreakEven, Measure, best_option, cost_difference, cost_levels, rivals, trials_to_tell,
};
pub use candidates::{Candidate, candidates};
pub use category_drivers::{CategoryDriver, CategoryValue};
pub use changed::{MOST_SHAPLEY_PARTS, PartEffects, Replay, Sharing, replays, rest, sharing_of};
pub use cheapest::{CheapestChance, chance_cheapest};
pub use compare::{ComparedOption, ComparedPair, Comparison, compare, compare_replicates};
pub use compare_outlook::{OutlookComparison, compare_outlook};
pub use compare_stream::ComparisonStream;
pub use contingency::{
    CostDifference, LATEST_START_LEVEL, LatestMonth, MINIMUM_DIFFERING_TRIALS, MonthFinding, MoveFinding,
    Spread, TAIL_LEVEL, TriggerFinding, contingency, worth_of_preparation,
};
pub use discover::{
    Condition, Conditions, FEWEST_OF_INTEREST, FoundBox, FutureOutcome, Futures, OptionFutures, discover,
};
pub use dominance::{
    Dominance, DominanceFinding, DominanceVerdict, MARGIN_OF_CHANCE, MARGIN_OF_COST, dominance,
};
pub use drawn_figure::{DrawnFigure, DrawnViews, FigureGroup};
pub use drivers::{Driver, Drivers, drivers};
pub use error::DecisionError;
pub use figure_ranking::figure_correlations;
pub use frontier::{EfficientSet, Frontier, FrontierOption, Mix, Standing, efficient_set, frontier};
pub use information::{
    InformationSettings, PartialInformation, PerfectInformation, information_by_chance, partial_information,
    perfect_information,
};
pub use information_survey::{
    GroupInformation, InformationSurvey, KnownFigure, SurveyQuestion, information_survey,
};
pub use mixed::Estimate;
pub use move_rehearsal::{
    MoveInScenario, MoveRehearsal, OptionRehearsal, preparing_measures, rehearse_option,
};
pub use nested_information::{NestedInformation, nested_information};
pub use option_costs::OptionCosts;
pub use ranking::RankedGroup;
pub use regret::{OptionRegret, OptionWorstCase, OutlookRegret, Regret, WorstCase, regret};
pub use reverse_stress::{
    FoundStress, ScoreSpace, StressMeasure, StressOutcome, StressSettings, StressedFigure, reverse_stress,
};
pub use scenario_costs::{Outlook, ScenarioCosts};
pub use trigger::{TriggerScore, TriggerTrial, latest_start, score_trigger};
pub use two_periods::{News, TwoPeriods, two_periods};
pub use waiting::{MovePaths, WaitingValue, value_of_waiting};
