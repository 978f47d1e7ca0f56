//! Rank correlations between figures that are drawn once per trial.

use std::collections::BTreeSet;

use super::super::assumptions::FigureEntry;
use super::super::collector::Problem;
use super::super::located::Located;
use super::super::near::hint_for;
use super::super::raw::RawCorrelation;
use super::checker::Checker;
use crate::quantity::{CorrelationError, GaussianCopula, RankCorrelation};

pub(super) fn correlations(raw: &[RawCorrelation], check: &mut Checker) -> Vec<RankCorrelation> {
    let mut sound = true;
    for (index, pair) in raw.iter().enumerate() {
        let [first, second] = &pair.between;
        sound &= known(first, check) & known(second, check);
        if first.value == second.value {
            check.error(check.of(second), "a figure cannot be correlated with itself");
            sound = false;
        }
        if !(-1.0..=1.0).contains(&pair.rank.value) {
            let rule = format!("a rank correlation lies between -1 and 1, not at {}", pair.rank.value);
            check.error(check.of(&pair.rank), rule);
            sound = false;
        }
        if let Some(earlier) = raw[..index].iter().find(|earlier| same_pair(earlier, pair)) {
            let problem = Problem::error(check.of(first), "these two figures are correlated twice");
            check.report(problem.secondary(check.of(&earlier.between[0]), "first here"));
            sound = false;
        }
    }
    let pairs: Vec<RankCorrelation> = raw.iter().map(rank_correlation).collect();
    if sound {
        check_together(raw, &pairs, check);
    }
    pairs
}

fn rank_correlation(raw: &RawCorrelation) -> RankCorrelation {
    let [first, second] = &raw.between;
    RankCorrelation::new(&first.value, &second.value, raw.rank.value)
}

/// Whether all pairs can hold at once. If not, the finding stands at the pair that the copula names.
fn check_together(raw: &[RawCorrelation], pairs: &[RankCorrelation], check: &mut Checker) {
    let names: BTreeSet<String> =
        pairs.iter().flat_map(|pair| [pair.first.clone(), pair.second.clone()]).collect();
    let names: Vec<String> = names.into_iter().collect();
    let Err(error) = GaussianCopula::new(&names, pairs) else { return };
    let named = match &error {
        CorrelationError::NotPositiveSemiDefinite { first, second, .. } => raw.iter().find(|pair| {
            let [a, b] = &pair.between;
            (a.value == *first && b.value == *second) || (a.value == *second && b.value == *first)
        }),
        CorrelationError::RepeatedName { .. }
        | CorrelationError::UnknownName { .. }
        | CorrelationError::SameName { .. }
        | CorrelationError::OutOfRange { .. }
        | CorrelationError::RepeatedPair { .. }
        | CorrelationError::Contradiction { .. } => None,
    };
    let site = match named.or(raw.first()) {
        Some(pair) => check.of(&pair.rank),
        None => check.key_site("correlation"),
    };
    check.error(site, error.to_string());
}

fn same_pair(one: &RawCorrelation, other: &RawCorrelation) -> bool {
    let names = |pair: &RawCorrelation| {
        let [a, b] = &pair.between;
        if a.value <= b.value {
            [a.value.clone(), b.value.clone()]
        } else {
            [b.value.clone(), a.value.clone()]
        }
    };
    names(one) == names(other)
}

/// Whether a name is one of a figure that is drawn once per trial.
fn known(name: &Located<String>, check: &mut Checker) -> bool {
    let figure: Option<&FigureEntry> = check.figures.iter().find(|figure| figure.name == name.value);
    let problem = match figure {
        Some(figure) if !figure.once_per_trial => {
            let rule = format!("`{}` is drawn for each event, not once per trial", name.value);
            Problem::error(check.of(name), rule).hint("only figures drawn once per trial can be correlated")
        }
        Some(figure) if figure.certain && check.is_sound(&name.value) => {
            let rule = format!("`{}` is certain: correlation has no effect on it", name.value);
            Problem::warning(check.of(name), rule)
        }
        Some(_) => return true,
        // It may be in the part that could not be read.
        None if !check.collector.all_complete() => return false,
        None => {
            let open = check.figures.iter().filter(|figure| figure.once_per_trial && !figure.certain);
            let hint = hint_for(&name.value, open.map(|figure| figure.name.as_str()));
            let hint = hint.unwrap_or_else(|| "`splitstack check --assumptions` lists all names".to_owned());
            let rule = format!("there is no figure named `{}`", name.value);
            Problem::error(check.of(name), rule).hint(hint)
        }
    };
    check.report(problem);
    false
}
