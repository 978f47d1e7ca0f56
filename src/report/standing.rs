//! What the trials say about an option's chance, and when they say nothing.

use super::summary::{OptionSummary, ScenarioSummary};
use crate::statistics::Verdict;

/// An option against the risk appetite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppetiteStanding {
    /// The interval of the chance ends at the tolerated one or below.
    Within,
    /// The interval lies above the tolerated chance.
    Beyond,
    /// The interval holds the tolerated chance, or there is just one trial.
    Open,
}

/// Whether the chance to exceed the appetite is tolerable, by its interval.
///
/// - `tolerated`: in `[0, 1]`.
pub fn appetite_standing(option: &OptionSummary, tolerated: f64) -> AppetiteStanding {
    let chance = &option.chance_to_exceed_appetite;
    if chance.trials < 2 {
        AppetiteStanding::Open
    } else if chance.confidence_interval.high <= tolerated {
        AppetiteStanding::Within
    } else if chance.confidence_interval.low > tolerated {
        AppetiteStanding::Beyond
    } else {
        AppetiteStanding::Open
    }
}

/// The option that is the cheapest most often; `None` if the trials leave that open.
///
/// Its interval must lie above those of all others. For shares of the same trials that asks for more than the interval of
/// their difference would, never for less.
// Only tables for people need it.
#[cfg(any(feature = "cli", test))]
pub fn most_often_cheapest(scenario: &ScenarioSummary) -> Option<&OptionSummary> {
    let leads = |option: &&OptionSummary| {
        let low = option.cheapest.confidence_interval.low;
        let mut others = scenario.options.iter().filter(|other| other.id != option.id);
        others.all(|other| low > other.cheapest.confidence_interval.high)
    };
    scenario.options.iter().find(leads)
}

/// Whether every option of `options` costs the same as the cheapest in every trial.
pub fn all_identical(scenario: &ScenarioSummary, options: &[&OptionSummary]) -> bool {
    let Some(cheapest) = scenario.cheapest() else {
        return false;
    };
    options.iter().all(|option| {
        scenario.difference(&option.id, &cheapest.id).is_none_or(|found| match found.verdict {
            Verdict::Identical => true,
            Verdict::CannotTell | Verdict::FirstLower | Verdict::SecondLower => false,
        })
    })
}

/// The number of trials behind the figures; 0 without options.
pub fn trials_of(scenario: &ScenarioSummary) -> usize {
    scenario.options.first().map_or(0, |option| option.chance_to_exceed_appetite.trials)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{scenario_with_appetite, summary, summary_of_one_trial, summary_of_twins};

    #[test]
    fn the_interval_decides_and_one_trial_does_not() {
        // See `the_appetite_is_judged_by_intervals`: 8 of 404 trials above 163M, an interval of 1.0 to 3.9 %.
        let scenario = scenario_with_appetite(163e6);
        let found = [0.005, 0.02, 0.05].map(|tolerated| appetite_standing(&scenario.options[0], tolerated));
        assert_eq!(found, [AppetiteStanding::Beyond, AppetiteStanding::Open, AppetiteStanding::Within]);
        let one = summary_of_one_trial(3);
        for option in &one.scenarios[0].options {
            assert_eq!(appetite_standing(option, 0.05), AppetiteStanding::Open);
        }
    }

    #[test]
    fn the_most_frequent_is_named_only_where_it_is_clear() {
        let found = summary(1, 3);
        let leader = most_often_cheapest(&found.scenarios[0]).map(|option| option.id.as_str());
        assert_eq!(leader, Some("global-integration"));
        assert_eq!(most_often_cheapest(&summary_of_twins().scenarios[0]), None);
        assert_eq!(most_often_cheapest(&summary_of_one_trial(3).scenarios[0]), None);
    }
}
