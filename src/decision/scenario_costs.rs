//! What every option costs in every trial of every scenario: the input of questions that look across scenarios.

use super::error::DecisionError;
use super::mixed::Mixed;
use super::option_costs::{OptionCosts, check_names, check_options};
use crate::domain::normalised;

/// Costs by scenario, option and trial, with the weights of the scenarios if somebody has given any.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioCosts {
    options: Vec<String>,
    scenarios: Vec<String>,
    weights: Option<Vec<f64>>,
    /// `[scenario][option][trial]`.
    costs: Vec<Vec<Vec<f64>>>,
    replicates: Option<u32>,
}

/// From where one looks at the options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// One scenario, by position.
    Scenario(usize),
    /// All scenarios, each with its weight.
    Weighted,
}

impl ScenarioCosts {
    /// Takes costs.
    ///
    /// - `options`, `scenarios`: names, all different.
    /// - `weights`: by scenario, not negative, only their ratios count; `None`: nobody has given any.
    /// - `costs`: `[scenario][option][trial]`, present value, cost positive. Trial i is the same future for all options of a
    ///   scenario, and may share random numbers with trial i of other scenarios.
    /// - `replicates`: trial t belongs to replicate t mod R; `None`: trials are independent.
    ///
    /// # Errors
    /// No options or scenarios; a name given twice; other numbers of entries than of names; unequal trials within a scenario;
    /// costs that are not finite; weights that are negative or weigh nothing.
    pub fn new(
        options: Vec<String>,
        scenarios: Vec<String>,
        weights: Option<Vec<f64>>,
        costs: Vec<Vec<Vec<f64>>>,
        replicates: Option<u32>,
    ) -> Result<ScenarioCosts, DecisionError> {
        check_names(&options.iter().map(String::as_str).collect::<Vec<_>>())?;
        if scenarios.is_empty() {
            return Err(DecisionError::NoScenarios);
        }
        check_length("scenarios", costs.len(), scenarios.len())?;
        for scenario in &costs {
            check_length("options", scenario.len(), options.len())?;
            let named: Vec<OptionCosts<'_>> =
                options.iter().zip(scenario).map(|(option, costs)| OptionCosts { option, costs }).collect();
            check_options(&named)?;
        }
        let weights = match weights {
            None => None,
            Some(weights) => {
                check_length("weights", weights.len(), scenarios.len())?;
                Some(normalised(&weights).ok_or(DecisionError::Weights)?)
            }
        };
        Ok(ScenarioCosts { options, scenarios, weights, costs, replicates })
    }

    /// Names of the options.
    #[must_use]
    pub fn options(&self) -> &[String] {
        &self.options
    }

    /// Names of the scenarios.
    #[must_use]
    pub fn scenarios(&self) -> &[String] {
        &self.scenarios
    }

    /// Shares by scenario that sum to 1, if there are any.
    #[must_use]
    pub fn weights(&self) -> Option<&[f64]> {
        self.weights.as_deref()
    }

    /// Independent scramblings that trials belong to in turn; `None`: trials are independent.
    #[must_use]
    pub fn replicates(&self) -> Option<u32> {
        self.replicates
    }

    /// Costs in a scenario, `[option][trial]`.
    #[must_use]
    pub fn costs(&self, scenario: usize) -> &[Vec<f64>] {
        &self.costs[scenario]
    }

    /// Trials of a scenario.
    #[must_use]
    pub fn trials(&self, scenario: usize) -> usize {
        self.costs[scenario][0].len()
    }

    /// Trials that an outlook rests on; over all scenarios those that all that weigh something have.
    #[must_use]
    pub fn trials_of(&self, outlook: Outlook) -> usize {
        self.parts(outlook).iter().map(|(_, scenario)| self.trials(*scenario)).min().unwrap_or(0)
    }

    /// Every scenario, then all of them by weight where there are weights and more than one scenario.
    #[must_use]
    pub fn outlooks(&self) -> Vec<Outlook> {
        let each = (0..self.scenarios.len()).map(Outlook::Scenario);
        let weighted = self.weights.as_ref().filter(|_| self.scenarios.len() > 1).map(|_| Outlook::Weighted);
        each.chain(weighted).collect()
    }

    /// Weights above 0 and the scenarios that have them.
    pub(super) fn parts(&self, outlook: Outlook) -> Vec<(f64, usize)> {
        match outlook {
            Outlook::Scenario(scenario) => vec![(1.0, scenario)],
            Outlook::Weighted => {
                let weights = self.weights.iter().flatten().copied().zip(0..);
                weights.filter(|(weight, _)| *weight > 0.0).collect()
            }
        }
    }

    /// Costs of an option in an outlook.
    pub(super) fn mixed(&self, outlook: Outlook, option: usize) -> Mixed<'_> {
        let parts = self.parts(outlook).into_iter();
        let parts = parts.map(|(weight, scenario)| (weight, self.costs[scenario][option].as_slice()));
        Mixed::new(parts.collect(), self.replicates)
    }

    /// Of each trial, the weighted mean of an option's costs over the scenarios of an outlook.
    #[must_use]
    pub fn costs_by_trial(&self, outlook: Outlook, option: usize) -> Vec<f64> {
        self.mixed(outlook, option).by_trial(|cost| cost)
    }

    /// The same scenarios and options with other values, `[scenario][option][trial]`, such as regrets.
    pub(super) fn with_values(&self, costs: Vec<Vec<Vec<f64>>>) -> ScenarioCosts {
        ScenarioCosts { costs, ..self.clone_without_costs() }
    }

    fn clone_without_costs(&self) -> ScenarioCosts {
        ScenarioCosts {
            options: self.options.clone(),
            scenarios: self.scenarios.clone(),
            weights: self.weights.clone(),
            costs: Vec::new(),
            replicates: self.replicates,
        }
    }
}

fn check_length(what: &'static str, found: usize, expected: usize) -> Result<(), DecisionError> {
    if found == expected { Ok(()) } else { Err(DecisionError::Shape { what, found, expected }) }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;

    /// Options `a`, `b`, … and scenarios `s0`, `s1`, …
    pub fn costs_of(costs: Vec<Vec<Vec<f64>>>, weights: Option<Vec<f64>>) -> ScenarioCosts {
        let options = (0..costs[0].len()).map(|index| char::from(b'a' + index as u8).to_string()).collect();
        let scenarios = (0..costs.len()).map(|index| format!("s{index}")).collect();
        ScenarioCosts::new(options, scenarios, weights, costs, None).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::costs_of;
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn weights_are_shares_and_act_trial_by_trial() {
        let costs = costs_of(vec![vec![vec![1.0, 2.0]], vec![vec![5.0, 10.0, 7.0]]], Some(vec![3.0, 1.0]));
        assert_eq!(costs.weights(), Some(&[0.75, 0.25][..]));
        assert_eq!(costs.outlooks(), [Outlook::Scenario(0), Outlook::Scenario(1), Outlook::Weighted]);
        assert_eq!(costs.costs_by_trial(Outlook::Weighted, 0), [2.0, 4.0]);
        assert_eq!((costs.trials_of(Outlook::Scenario(1)), costs.trials_of(Outlook::Weighted)), (3, 2));
        // A scenario that weighs nothing is not looked at.
        let one = costs_of(vec![vec![vec![1.0, 2.0]], vec![vec![5.0, 10.0, 7.0]]], Some(vec![0.0, 1.0]));
        assert_eq!(one.costs_by_trial(Outlook::Weighted, 0), [5.0, 10.0, 7.0]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let one = || vec![vec![vec![1.0]]];
        let of = |options: &[&str], scenarios: &[&str], weights, costs| {
            ScenarioCosts::new(names(options), names(scenarios), weights, costs, None).unwrap_err()
        };
        assert_eq!(of(&[], &["s"], None, one()), DecisionError::NoOptions);
        assert_eq!(of(&["a"], &[], None, vec![]), DecisionError::NoScenarios);
        assert_eq!(of(&["a"], &["s"], Some(vec![-1.0]), one()), DecisionError::Weights);
        assert_eq!(of(&["a"], &["s"], Some(vec![0.0]), one()), DecisionError::Weights);
        assert_eq!(of(&["a", "b"], &["s"], None, one()).to_string(), "1 options given in place of 2");
        assert!(matches!(of(&["a"], &["s"], None, vec![vec![vec![f64::NAN]]]), DecisionError::Costs { .. }));
    }
}
