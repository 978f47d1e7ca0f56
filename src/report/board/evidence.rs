//! What the trials show, read from the figures of the answers, so that the recommendation and the answers cannot differ.

use serde::Deserialize;

use super::contents::ReportContents;
use crate::decision::{Dominance, DominanceVerdict, OutlookComparison, Regret};
use crate::report::decide::{Answer, DecideSetting};
use crate::report::prose::listed;
use crate::report::standing::{AppetiteStanding, appetite_standing};
use crate::statistics::{Paired, Verdict};

/// The figures that a recommendation may rest on.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Each scenario.
    pub scenarios: Vec<OutlookComparison>,
    /// All scenarios by weight.
    pub weighted: Option<OutlookComparison>,
    pub regret: Option<Regret>,
    /// By scenario.
    pub dominance: Vec<Vec<Dominance>>,
    /// Which options are best under which beliefs about the scenarios, in a sentence.
    pub beliefs: Option<String>,
    /// `[scenario][option]`.
    pub appetite: Vec<Vec<AppetiteStanding>>,
}

#[derive(Deserialize)]
struct Compared {
    outlooks: Vec<OutlookComparison>,
}

#[derive(Deserialize)]
struct Dominated {
    outlooks: Vec<DominatedOutlook>,
}

#[derive(Deserialize)]
struct DominatedOutlook {
    scenario: Option<usize>,
    pairs: Vec<Dominance>,
}

fn figures<T: serde::de::DeserializeOwned>(answer: Option<&Answer>) -> Option<T> {
    answer.and_then(|answer| T::deserialize(&answer.figures).ok())
}

/// The first sentence of `believe`, where there are scenarios to believe in.
fn beliefs(contents: &ReportContents<'_>) -> Option<String> {
    let answer = contents.answer("believe").filter(|_| contents.summary.scenarios.len() > 1)?;
    answer.sentences.first().cloned()
}

impl Evidence {
    pub fn of(contents: &ReportContents<'_>) -> Evidence {
        let compared =
            figures::<Compared>(contents.answer("compare")).map_or_else(Vec::new, |found| found.outlooks);
        let (scenarios, weighted): (Vec<_>, Vec<_>) =
            compared.into_iter().partition(|outlook| outlook.scenario.is_some());
        let dominated = figures::<Dominated>(contents.answer("dominance"));
        let dominance = dominated.map_or_else(Vec::new, |found| found.outlooks);
        let tolerated = contents.summary.appetite.chance;
        let appetite = contents.summary.scenarios.iter().map(|scenario| {
            scenario.options.iter().map(|option| appetite_standing(option, tolerated)).collect()
        });
        Evidence {
            scenarios,
            weighted: weighted.into_iter().next(),
            regret: figures(contents.answer("regret")),
            dominance: dominance
                .into_iter()
                .filter(|outlook| outlook.scenario.is_some())
                .map(|outlook| outlook.pairs)
                .collect(),
            beliefs: beliefs(contents),
            appetite: appetite.collect(),
        }
    }

    /// Fewest trials of a scenario.
    pub fn trials(&self) -> usize {
        self.scenarios.iter().map(|found| found.comparison.trials).min().unwrap_or(0)
    }

    /// Whether the first option dominates the second in every scenario, in either order.
    pub fn dominates_everywhere(&self, first: usize, second: usize) -> bool {
        let shown = |pair: &Dominance| {
            [&pair.first_order, &pair.second_order]
                .iter()
                .any(|found| found.verdict == DominanceVerdict::Dominates)
        };
        let holds = |pairs: &Vec<Dominance>| {
            pairs.iter().any(|pair| (pair.first, pair.second) == (first, second) && shown(pair))
        };
        !self.dominance.is_empty()
            && self.dominance.len() == self.scenarios.len()
            && self.dominance.iter().all(holds)
    }

    /// Whether the first option costs less on average in every scenario, beyond chance.
    pub fn cheaper_everywhere(&self, first: usize, second: usize) -> bool {
        let less = |found: &OutlookComparison| {
            pair_of(found, first, second).is_some_and(|pair| pair.verdict == Verdict::FirstLower)
        };
        !self.scenarios.is_empty() && self.scenarios.iter().all(less)
    }
}

/// Two options by position.
pub fn pair_of(found: &OutlookComparison, first: usize, second: usize) -> Option<&Paired> {
    let id = |option: usize| found.comparison.options.get(option).map(|option| option.option.as_str());
    found.comparison.pair(id(first)?, id(second)?)
}

/// The option with the lowest mean and those that the trials cannot tell from it, by position.
pub fn leaders(found: &OutlookComparison) -> Vec<usize> {
    let options = &found.comparison.options;
    let positions = 0..options.len();
    let Some(best) = positions
        .clone()
        .min_by(|left, right| options[*left].cost.mean.total_cmp(&options[*right].cost.mean))
    else {
        return Vec::new();
    };
    let leads = |option: &usize| {
        *option == best
            || pair_of(found, best, *option).is_some_and(|pair| match pair.verdict {
                Verdict::CannotTell | Verdict::Identical => true,
                Verdict::FirstLower | Verdict::SecondLower => false,
            })
    };
    positions.filter(leads).collect()
}

/// Trials that would tell an outlook's leaders apart; `None` where nothing is open, or there is no forecast.
pub fn trials_needed(found: &OutlookComparison) -> Option<u64> {
    let leaders = leaders(found);
    let pairs = leaders.iter().flat_map(|first| leaders.iter().map(move |second| (*first, *second)));
    let open = pairs.filter_map(|(first, second)| pair_of(found, first, second));
    let open = open.filter(|pair| pair.verdict == Verdict::CannotTell);
    open.map(|pair| pair.trials_needed).collect::<Option<Vec<u64>>>()?.into_iter().max()
}

/// Names of options, as in `A, B and C`.
pub fn names(setting: &DecideSetting, options: &[usize]) -> String {
    listed(&options.iter().map(|option| setting.option(*option)).collect::<Vec<&str>>())
}
