//! Named distributions and their parameters, shared by the text form and the table form.

use super::distribution::Distribution;
use super::parameter_error::ParameterError;
use std::collections::BTreeMap;

/// A distribution that can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Uniform,
    Triangular,
    Pert,
    Normal,
    LogNormal,
    LogitNormal,
    Beta,
    Gamma,
    Discrete,
    Metalog,
    Empirical,
}

impl Family {
    pub(crate) const ALL: [Self; 11] = [
        Self::Uniform,
        Self::Triangular,
        Self::Pert,
        Self::Normal,
        Self::LogNormal,
        Self::LogitNormal,
        Self::Beta,
        Self::Gamma,
        Self::Discrete,
        Self::Metalog,
        Self::Empirical,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Triangular => "triangular",
            Self::Pert => "pert",
            Self::Normal => "normal",
            Self::LogNormal => "lognormal",
            Self::LogitNormal => "logit-normal",
            Self::Beta => "beta",
            Self::Gamma => "gamma",
            Self::Discrete => "discrete",
            Self::Metalog => "metalog",
            Self::Empirical => "empirical",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.name() == name)
    }

    /// Sets of parameters, any one of which fixes the distribution. The first is also the order of the text form.
    pub(crate) fn alternatives(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Uniform => &[&["low", "high"]],
            Self::Triangular | Self::Pert => &[&["low", "mode", "high"]],
            Self::Normal => &[&["mean", "standard_deviation"], &["p5", "p95"]],
            Self::LogNormal => &[&["p5", "p95"], &["mean", "standard_deviation"]],
            Self::LogitNormal => &[&["p5", "p95"]],
            Self::Beta => &[&["alpha", "beta"]],
            Self::Gamma => &[&["shape", "scale"], &["mean", "standard_deviation"]],
            Self::Discrete => &[&["values"]],
            Self::Metalog => &[&["quantiles"]],
            Self::Empirical => &[&["values"], &["csv", "column"]],
        }
    }

    /// Parameters that may be left out.
    pub(crate) fn optional(self) -> &'static [&'static str] {
        match self {
            Self::Beta => &["low", "high"],
            Self::Discrete => &["weights"],
            Self::Metalog => &["lower", "upper"],
            Self::Uniform
            | Self::Triangular
            | Self::Pert
            | Self::Normal
            | Self::LogNormal
            | Self::LogitNormal
            | Self::Gamma
            | Self::Empirical => &[],
        }
    }

    /// The parameters in words: `low, mode, high`.
    pub(crate) fn parameters_in_words(self) -> String {
        let sets: Vec<String> = self.alternatives().iter().map(|set| set.join(", ")).collect();
        let mut words = sets.join(" or ");
        if !self.optional().is_empty() {
            words.push_str(&format!(" (optional: {})", self.optional().join(", ")));
        }
        words
    }
}

/// Parameters that carry no unit.
pub(crate) const PLAIN_PARAMETERS: [&str; 3] = ["alpha", "beta", "shape"];

/// Parameters in normal units.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters {
    pub(crate) numbers: BTreeMap<&'static str, f64>,
    pub(crate) values: Vec<f64>,
    pub(crate) weights: Option<Vec<f64>>,
    pub(crate) quantiles: Vec<(f64, f64)>,
}

impl Parameters {
    fn number(&self, name: &'static str) -> Result<f64, ParameterError> {
        self.numbers.get(name).copied().ok_or_else(|| ParameterError::new(name, "", "is missing"))
    }

    fn has(&self, name: &str) -> bool {
        self.numbers.contains_key(name)
    }

    /// The distribution of a family with these parameters.
    pub(crate) fn build(&self, family: Family) -> Result<Distribution, ParameterError> {
        let number = |name| self.number(name);
        match family {
            Family::Uniform => Distribution::uniform(number("low")?, number("high")?),
            Family::Triangular => Distribution::triangular(number("low")?, number("mode")?, number("high")?),
            Family::Pert => Distribution::pert(number("low")?, number("mode")?, number("high")?),
            Family::Normal if self.has("p5") => {
                Distribution::normal_from_percentiles(number("p5")?, number("p95")?)
            }
            Family::Normal => Distribution::normal(number("mean")?, number("standard_deviation")?),
            Family::LogNormal if self.has("p5") => {
                Distribution::lognormal_from_percentiles(number("p5")?, number("p95")?)
            }
            Family::LogNormal => {
                Distribution::lognormal_from_moments(number("mean")?, number("standard_deviation")?)
            }
            Family::LogitNormal => Distribution::logit_normal_from_percentiles(number("p5")?, number("p95")?),
            Family::Beta => {
                let end = |name: &str, default| self.numbers.get(name).copied().unwrap_or(default);
                Distribution::beta(number("alpha")?, number("beta")?, end("low", 0.0), end("high", 1.0))
            }
            Family::Gamma if self.has("shape") => Distribution::gamma(number("shape")?, number("scale")?),
            Family::Gamma => Distribution::gamma_from_moments(number("mean")?, number("standard_deviation")?),
            Family::Discrete => {
                let equal = vec![1.0; self.values.len()];
                Distribution::discrete(&self.values, self.weights.as_deref().unwrap_or(&equal))
            }
            Family::Metalog => {
                let end = |name: &str| self.numbers.get(name).copied();
                Distribution::metalog(&self.quantiles, end("lower"), end("upper"))
            }
            Family::Empirical => Distribution::empirical(&self.values),
        }
    }
}
