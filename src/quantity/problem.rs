//! What is wrong with a quantity that somebody wrote.

use super::parameter_error::ParameterError;
use crate::units::UnitError;
use std::fmt;

/// One thing that is wrong with a written quantity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct QuantityProblem {
    /// Where inside the quantity, such as `experts[1].value`; empty for the quantity itself.
    pub path: String,
    /// What was written.
    pub value: String,
    /// The rule it breaks.
    pub rule: String,
    /// A change that would make it acceptable.
    pub hint: Option<String>,
}

impl fmt::Display for QuantityProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(formatter, "{}: ", self.path)?;
        }
        write!(formatter, "`{}`: {}", self.value, self.rule)?;
        match &self.hint {
            Some(hint) => write!(formatter, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl QuantityProblem {
    pub(crate) fn new(path: &str, value: impl ToString, rule: impl Into<String>) -> Self {
        Self { path: path.into(), value: value.to_string(), rule: rule.into(), hint: None }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn from_unit(path: &str, written: impl ToString, error: &UnitError) -> Self {
        Self { path: path.into(), value: written.to_string(), rule: error.to_string(), hint: error.hint() }
    }

    /// A parameter that a distribution refused. `written` is the whole text when there is one; the parameter's own value
    /// stands in normal units, which the writer may not have used.
    pub(crate) fn from_parameter(path: &str, written: Option<&str>, error: ParameterError) -> Self {
        match written {
            Some(text) => Self {
                path: path.into(),
                value: text.into(),
                rule: format!("{}{}{}", error.parameter, separator(&error.rule), error.rule),
                hint: error.hint,
            },
            None => Self {
                path: join(path, &error.parameter),
                value: error.value,
                rule: error.rule,
                hint: error.hint,
            },
        }
    }
}

/// What stands between the name of a parameter and its rule: rules that begin with a verb go on from the name.
fn separator(rule: &str) -> &'static str {
    const VERBS: [&str; 6] = ["must ", "is ", "needs ", "leaves ", "lies ", "spreads "];
    if VERBS.iter().any(|verb| rule.starts_with(verb)) { " " } else { ": " }
}

/// `path.key`, or `key` at the top.
pub(crate) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.into() } else { format!("{path}.{key}") }
}

/// `did you mean …?` for the nearest of the known names, if one is near.
pub(crate) fn near_name<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&name.to_lowercase(), candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= 2.max(candidate.len() / 3) && *distance < candidate.len()
        })
        .min()
        .map(|(_, candidate)| format!("did you mean `{candidate}`?"))
}
