//! What one option costs in every trial: the input of every question here.

use std::collections::BTreeSet;

use super::error::DecisionError;
use crate::statistics::{StatisticsError, check_sample};

/// The costs of one option, trial by trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OptionCosts<'a> {
    /// Name of the option.
    pub option: &'a str,
    /// Shape `[trial]`, present value, cost positive, one currency for all options; the same trial at the same index.
    pub costs: &'a [f64],
}

/// Checks that there are options with distinct names, equally many trials and finite costs.
pub(super) fn check_options(options: &[OptionCosts<'_>]) -> Result<(), DecisionError> {
    let names: Vec<&str> = options.iter().map(|option| option.option).collect();
    check_names(&names)?;
    let reference = options[0];
    for OptionCosts { option, costs } in options.iter().copied() {
        if costs.len() != reference.costs.len() {
            return Err(DecisionError::UnequalTrials {
                option: option.to_owned(),
                trials: costs.len(),
                reference: reference.option.to_owned(),
                expected: reference.costs.len(),
            });
        }
        check_sample(costs).map_err(|source| refused(option, source))?;
    }
    Ok(())
}

/// Checks that there are names, all of them different.
pub(super) fn check_names(names: &[&str]) -> Result<(), DecisionError> {
    if names.is_empty() {
        return Err(DecisionError::NoOptions);
    }
    let mut seen = BTreeSet::new();
    match names.iter().find(|name| !seen.insert(**name)) {
        Some(name) => Err(DecisionError::DuplicateOption { option: (*name).to_owned() }),
        None => Ok(()),
    }
}

/// The error of a statistic, with the option it was taken of.
pub(super) fn refused(option: &str, source: StatisticsError) -> DecisionError {
    DecisionError::Costs { option: option.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(options: &[(&str, &[f64])]) -> Result<(), DecisionError> {
        let options: Vec<OptionCosts<'_>> =
            options.iter().map(|&(option, costs)| OptionCosts { option, costs }).collect();
        check_options(&options)
    }

    #[test]
    fn refuses_what_cannot_be_compared_and_names_the_option() {
        assert_eq!(check(&[]), Err(DecisionError::NoOptions));
        assert_eq!(
            check(&[("hybrid", &[1.0]), ("hybrid", &[2.0])]),
            Err(DecisionError::DuplicateOption { option: "hybrid".into() })
        );
        assert_eq!(
            check(&[("global", &[1.0, 2.0]), ("local", &[1.0])]).unwrap_err().to_string(),
            "option `local` has 1 trials, `global` has 2"
        );
        assert_eq!(
            check(&[("global", &[1.0, 2.0]), ("local", &[1.0, f64::NEG_INFINITY])]).unwrap_err().to_string(),
            "option `local`: value -inf at index 1 is not finite"
        );
        assert_eq!(
            check(&[("global", &[])]),
            Err(DecisionError::Costs { option: "global".into(), source: StatisticsError::Empty })
        );
    }

    #[test]
    fn one_option_is_enough() {
        assert_eq!(check(&[("global", &[1.0])]), Ok(()));
    }
}
