use std::collections::BTreeMap;

use super::PlanError;
use crate::quantity::{Distribution, GaussianCopula, Quantity, RankCorrelation};

/// A figure in the plan: known, or drawn once per trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    Constant(f64),
    /// Position in the table of parameters.
    Parameter(usize),
}

impl Value {
    /// The figure in a trial whose parameters are `drawn`.
    #[inline]
    pub fn of(self, drawn: &[f64]) -> f64 {
        match self {
            Value::Constant(value) => value,
            Value::Parameter(position) => drawn[position],
        }
    }
}

/// A quantity that is drawn once per trial, under its own name.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    pub name: String,
    pub distribution: Distribution,
}

/// A quantity that is drawn for each event, under its own name.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub name: String,
    pub distribution: Distribution,
}

impl Mark {
    pub fn new(quantity: &Quantity) -> Mark {
        Mark { name: quantity.name.clone(), distribution: quantity.distribution.clone() }
    }

    /// The same figure under another name, so that its draws are its own.
    pub fn named(quantity: &Quantity, name: String) -> Mark {
        Mark { name, distribution: quantity.distribution.clone() }
    }
}

/// All quantities that are drawn once per trial, and how they hang together.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterTable {
    pub parameters: Vec<Parameter>,
    /// Names of correlated quantities that this plan does not use: certain ones, or those that only another option
    /// brings into use. They take part with their uniforms all the same, so that their partners' draws do not change
    /// when they come into use.
    pub unused: Vec<String>,
    /// Acts on the uniforms of `parameters`, then of `unused`, in their order.
    pub copula: GaussianCopula,
}

/// Collects parameters while the plan is built.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    positions: BTreeMap<String, usize>,
    parameters: Vec<Parameter>,
    clash: Option<String>,
}

impl Parameters {
    /// The quantity as a value; an uncertain one gets a place in the table, once.
    pub fn value(&mut self, quantity: &Quantity) -> Value {
        if quantity.is_certain() {
            return Value::Constant(quantity.mean());
        }
        if let Some(position) = self.positions.get(&quantity.name) {
            if self.parameters[*position].distribution != quantity.distribution {
                self.clash.get_or_insert_with(|| quantity.name.clone());
            }
            return Value::Parameter(*position);
        }
        let position = self.parameters.len();
        self.positions.insert(quantity.name.clone(), position);
        self.parameters
            .push(Parameter { name: quantity.name.clone(), distribution: quantity.distribution.clone() });
        Value::Parameter(position)
    }

    /// The quantity as a value, or a constant when there is none.
    pub fn value_or(&mut self, quantity: Option<&Quantity>, otherwise: f64) -> Value {
        quantity.map_or(Value::Constant(otherwise), |quantity| self.value(quantity))
    }

    /// The finished table.
    pub fn finish(self, correlations: &[RankCorrelation]) -> Result<ParameterTable, PlanError> {
        if let Some(name) = self.clash {
            return Err(PlanError::DuplicateName { name });
        }
        let mut names: Vec<String> = self.parameters.iter().map(|parameter| parameter.name.clone()).collect();
        for name in correlations.iter().flat_map(|pair| [&pair.first, &pair.second]) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        let copula = GaussianCopula::new(&names, correlations)
            .map_err(|error| PlanError::Correlation(error.to_string()))?;
        let unused = names.split_off(self.parameters.len());
        Ok(ParameterTable { parameters: self.parameters, unused, copula })
    }
}
