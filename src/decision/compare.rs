//! Which option costs less, by how much, and do the trials show it?

use serde::{Deserialize, Serialize};

use super::cheapest::{CheapestChance, chance_cheapest};
use super::error::DecisionError;
use super::option_costs::{OptionCosts, check_names, check_options, refused};
use super::ranking::{RankedGroup, rank};
use crate::statistics::{
    Moments, Paired, Proportion, StatisticsError, moments_of_replicates, paired_replicates, proportion,
};

/// All options side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Trials all options lived through.
    pub trials: usize,
    /// Shape `[option]`, in the order given.
    pub options: Vec<ComparedOption>,
    /// Every ordered pair of different options, by first and then second in the order given.
    pub pairs: Vec<ComparedPair>,
    /// By rising mean cost, in groups that cannot be told apart from their cheapest member.
    pub ranking: Vec<RankedGroup>,
}

/// One option among the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedOption {
    /// Name of the option.
    pub option: String,
    /// Mean cost and its error, in the unit of the costs.
    pub cost: Moments,
    /// Chance to be the cheapest of all.
    pub cheapest: CheapestChance,
    /// Chance to cost more than the risk appetite; `None` if no appetite was given.
    pub exceeds_appetite: Option<Proportion>,
}

/// One option against another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparedPair {
    /// Name of the first option.
    pub first: String,
    /// Name of the second option.
    pub second: String,
    /// `first − second`, trial by trial: negative if the first is cheaper.
    pub difference: Paired,
}

impl Comparison {
    /// The comparison of two options by name; `None` if either is unknown or both are the same.
    #[must_use]
    pub fn pair(&self, first: &str, second: &str) -> Option<&Paired> {
        let found = self.pairs.iter().find(|pair| pair.first == first && pair.second == second);
        found.map(|pair| &pair.difference)
    }
}

/// Compares options on the same trials: each alone, each against each other, and all together.
///
/// Every interval has 95 % confidence by itself. With many options one of the many pairs is told apart by chance
/// more often than one time in twenty; the intervals are not widened for that.
///
/// - `options`: shape `[option]`, each with costs `[trial]`, cost positive.
/// - `appetite`: what a trial should not cost more than, in the unit of the costs.
///
/// # Errors
/// No options; a name given twice; unequal trials; no trials; costs that are not finite or beyond ±1e150; an
/// `appetite` that is not finite.
///
/// ```
/// use splitstack::decision::{OptionCosts, compare};
/// let found = compare(
///     &[
///         OptionCosts { option: "global", costs: &[10.0, 90.0, 12.0, 80.0] },
///         OptionCosts { option: "hybrid", costs: &[20.0, 22.0, 21.0, 23.0] },
///     ],
///     Some(50.0),
/// )?;
/// assert_eq!(found.options[0].exceeds_appetite.as_ref().map(|chance| chance.estimate), Some(0.5));
/// assert_eq!(found.pair("global", "hybrid").map(|pair| pair.mean_difference), Some(26.5));
/// # Ok::<(), splitstack::decision::DecisionError>(())
/// ```
pub fn compare(options: &[OptionCosts<'_>], appetite: Option<f64>) -> Result<Comparison, DecisionError> {
    compare_replicates(options, appetite, None)
}

/// As [`compare`], but trial t belongs to replicate t mod R: errors and intervals of means are those of the replicates' means.
///
/// # Errors
/// As [`compare`].
pub fn compare_replicates(
    options: &[OptionCosts<'_>],
    appetite: Option<f64>,
    replicates: Option<u32>,
) -> Result<Comparison, DecisionError> {
    check_options(options)?;
    if let Some(appetite) = appetite.filter(|appetite| !appetite.is_finite()) {
        return Err(DecisionError::Appetite { appetite });
    }
    let compared = options
        .iter()
        .zip(chance_cheapest(options)?)
        .map(|(option, cheapest)| {
            compared_option(option, cheapest, appetite, replicates)
                .map_err(|source| refused(option.option, source))
        })
        .collect::<Result<Vec<ComparedOption>, DecisionError>>()?;
    let mut pairs = Vec::new();
    for (index, first) in options.iter().enumerate() {
        for second in &options[index + 1..] {
            pairs.push(paired_replicates(first.costs, second.costs, replicates)?);
        }
    }
    comparison_of(options[0].costs.len(), compared, &pairs)
}

/// Puts options and pairs together.
///
/// - `pairs`: each option against those after it.
///
/// # Errors
/// No options; a name given twice.
pub(super) fn comparison_of(
    trials: usize,
    options: Vec<ComparedOption>,
    pairs: &[Paired],
) -> Result<Comparison, DecisionError> {
    let names: Vec<&str> = options.iter().map(|option| option.option.as_str()).collect();
    check_names(&names)?;
    let means: Vec<f64> = options.iter().map(|option| option.cost.mean).collect();
    let pairs = ordered_pairs(&names, pairs);
    // Each first option has one pair with every other, so its own place is missing from its row.
    let row = names.len() - 1;
    let ranking = rank(&names, &means, |first, second| {
        let place = if second < first { second } else { second - 1 };
        &pairs[first * row + place].difference
    });
    Ok(Comparison { trials, options, pairs, ranking })
}

fn compared_option(
    option: &OptionCosts<'_>,
    cheapest: CheapestChance,
    appetite: Option<f64>,
    replicates: Option<u32>,
) -> Result<ComparedOption, StatisticsError> {
    let exceeds_appetite = match appetite {
        Some(appetite) => {
            let beyond = option.costs.iter().filter(|cost| **cost > appetite).count();
            Some(proportion(beyond, option.costs.len())?)
        }
        None => None,
    };
    let cost = moments_of_replicates(option.costs, replicates)?;
    Ok(ComparedOption { option: option.option.to_owned(), cost, cheapest, exceeds_appetite })
}

/// Every ordered pair of different options; each is computed once and seen from both sides.
///
/// - `computed`: each option against those after it.
fn ordered_pairs(names: &[&str], computed: &[Paired]) -> Vec<ComparedPair> {
    let count = names.len();
    // Before the row of `first` come count − 1, count − 2 … pairs.
    let place = |first: usize, second: usize| first * (2 * count - first - 1) / 2 + second - first - 1;
    let mut pairs = Vec::new();
    for first in 0..count {
        for second in (0..count).filter(|second| *second != first) {
            let difference = if first < second {
                computed[place(first, second)].clone()
            } else {
                computed[place(second, first)].swapped()
            };
            let (first, second) = (names[first].to_owned(), names[second].to_owned());
            pairs.push(ComparedPair { first, second, difference });
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{Verdict, paired};
    use proptest::prelude::*;

    fn compared(options: &[(&str, &[f64])], appetite: Option<f64>) -> Result<Comparison, DecisionError> {
        let options: Vec<OptionCosts<'_>> =
            options.iter().map(|&(option, costs)| OptionCosts { option, costs }).collect();
        compare(&options, appetite)
    }

    fn groups(found: &Comparison) -> Vec<(usize, Vec<&str>)> {
        found
            .ranking
            .iter()
            .map(|group| (group.rank, group.options.iter().map(String::as_str).collect()))
            .collect()
    }

    #[test]
    fn three_options_by_hand() {
        // Means 10, 4 and 4.25. b − c is −1, 0, −1, 1: mean −0.25, s² = 2.75/3, error 0.479: cannot tell. a − b is
        // 5, 6, 7, 6: mean 6, s² = 2/3, error 0.408, t(3)·0.408 = 1.30: told apart.
        let found = compared(
            &[("a", &[8.0, 10.0, 12.0, 10.0]), ("b", &[3.0, 4.0, 5.0, 4.0]), ("c", &[4.0, 4.0, 6.0, 3.0])],
            Some(4.0),
        )
        .unwrap();
        assert_eq!(groups(&found), [(1, vec!["b", "c"]), (3, vec!["a"])]);
        assert_eq!(found.pair("a", "b").unwrap().verdict, Verdict::SecondLower);
        assert_eq!(found.pair("b", "c").unwrap().verdict, Verdict::CannotTell);
        assert_eq!(found.pair("c", "b").unwrap().mean_difference, 0.25);
        assert_eq!((found.pair("a", "a"), found.pair("a", "x")), (None, None));
        // Beyond 4: all of a; 5 only of b; 6 only of c.
        let beyond: Vec<usize> =
            found.options.iter().map(|option| option.exceeds_appetite.as_ref().unwrap().successes).collect();
        assert_eq!(beyond, [4, 1, 1]);
        // Cheapest: b, b and c, b, c.
        let chances: Vec<f64> = found.options.iter().map(|option| option.cheapest.chance).collect();
        assert_eq!(chances, [0.0, 0.625, 0.375]);
    }

    #[test]
    fn equal_options_share_a_group_in_the_order_given() {
        let costs: &[f64] = &[1.0, 5.0, 2.0];
        let found = compared(&[("z", costs), ("a", costs)], None).unwrap();
        assert_eq!(groups(&found), [(1, vec!["z", "a"])]);
        assert_eq!(found.pair("a", "z").unwrap().verdict, Verdict::Identical);
        assert_eq!(found.options[0].exceeds_appetite, None);
    }

    #[test]
    fn next_group_is_measured_against_its_own_leader() {
        // Spread the same in all: a leads, b is 10 above it, c 0.1 above b: c joins b, not a.
        let found = compared(
            &[("a", &[0.0, 1.0, 2.0]), ("b", &[10.0, 11.0, 12.0]), ("c", &[11.1, 10.1, 12.1])],
            None,
        )
        .unwrap();
        assert_eq!(groups(&found), [(1, vec!["a"]), (2, vec!["b", "c"])]);
    }

    #[test]
    fn one_option_has_no_pairs() {
        let found = compared(&[("only", &[1.0, 2.0])], None).unwrap();
        assert!(found.pairs.is_empty());
        assert_eq!(groups(&found), [(1, vec!["only"])]);
    }

    #[test]
    fn refuses_a_bad_appetite() {
        assert_eq!(
            compared(&[("a", &[1.0])], Some(f64::INFINITY)),
            Err(DecisionError::Appetite { appetite: f64::INFINITY })
        );
    }

    #[test]
    fn survives_a_round_trip_as_json() {
        let found = compared(&[("a", &[1.0, 0.1]), ("b", &[0.3, 2.0])], Some(1.0)).unwrap();
        let text = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<Comparison>(&text).unwrap(), found);
    }

    proptest! {
        #[test]
        fn each_pair_is_what_pairing_the_two_gives_and_every_option_is_ranked_once(
            costs in (1_usize..6, 1_usize..20).prop_flat_map(|(options, trials)| {
                prop::collection::vec(prop::collection::vec(-9.0..9.0_f64, trials), options)
            })
        ) {
            let names: Vec<String> = (0..costs.len()).map(|index| format!("option {index}")).collect();
            let options: Vec<OptionCosts<'_>> =
                names.iter().zip(&costs).map(|(option, costs)| OptionCosts { option, costs }).collect();
            let found = compare(&options, None).unwrap();
            prop_assert_eq!(found.pairs.len(), costs.len() * (costs.len() - 1));
            for (first, first_costs) in names.iter().zip(&costs) {
                for (second, second_costs) in names.iter().zip(&costs).filter(|(second, _)| *second != first) {
                    let expected = paired(first_costs, second_costs).unwrap();
                    prop_assert_eq!(found.pair(first, second), Some(&expected));
                }
            }
            let mut ranked: Vec<String> =
                found.ranking.iter().flat_map(|group| group.options.clone()).collect();
            ranked.sort();
            prop_assert_eq!(ranked, names);
            for pair in found.ranking.windows(2) {
                let leaders = found.pair(&pair[0].options[0], &pair[1].options[0]).unwrap();
                prop_assert_eq!(leaders.verdict, Verdict::FirstLower);
            }
        }
    }
}
