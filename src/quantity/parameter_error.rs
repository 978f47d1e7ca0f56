//! A parameter of a distribution that was refused.

/// Which parameter was refused, what it was, the rule it breaks, and a way out.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{parameter} = {value}: {rule}")]
pub struct ParameterError {
    /// Name as in the table form, such as `p95` or `standard_deviation`.
    pub parameter: String,
    /// The refused value.
    pub value: String,
    /// The rule in words.
    pub rule: String,
    /// A change that would make it acceptable.
    pub hint: Option<String>,
}

impl ParameterError {
    pub(crate) fn new(parameter: impl Into<String>, value: impl ToString, rule: impl Into<String>) -> Self {
        Self { parameter: parameter.into(), value: value.to_string(), rule: rule.into(), hint: None }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The value, if it is a finite number.
pub(crate) fn finite(parameter: &str, value: f64) -> Result<f64, ParameterError> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(ParameterError::new(parameter, value, "must be a finite number"))
    }
}

/// The value, if it is positive and at most `most`.
pub(crate) fn positive(parameter: &str, value: f64, most: f64) -> Result<f64, ParameterError> {
    finite(parameter, value)?;
    if value > 0.0 && value <= most {
        Ok(value)
    } else {
        let limit = if most < f64::MAX { format!(" and at most {most:e}") } else { String::new() };
        Err(ParameterError::new(parameter, value, format!("must be positive{limit}")))
    }
}

/// The value, if it is a finite number of at least 0.
pub(crate) fn not_negative(parameter: &str, value: f64) -> Result<f64, ParameterError> {
    finite(parameter, value)?;
    if value >= 0.0 { Ok(value) } else { Err(ParameterError::new(parameter, value, "must not be negative")) }
}

/// Checks `lower ≤ upper`; both are `(name, value)`.
pub(crate) fn in_order(lower: (&str, f64), upper: (&str, f64)) -> Result<(), ParameterError> {
    if lower.1 <= upper.1 {
        return Ok(());
    }
    // Without the two figures: they stand in normal units here, which the writer may not have used.
    Err(ParameterError::new(upper.0, upper.1, format!("lies below {}", lower.0)).hint("swap them?"))
}

/// Weights divided by their sum; each at least 0, not all 0.
pub(crate) fn normalized_weights(weights: &[f64]) -> Result<Vec<f64>, ParameterError> {
    for (index, weight) in weights.iter().enumerate() {
        not_negative(&format!("weights[{index}]"), *weight)?;
    }
    let sum: f64 = weights.iter().sum();
    if !(sum.is_finite() && sum > 0.0) {
        return Err(ParameterError::new("weights", sum, "must have a positive finite sum"));
    }
    Ok(weights.iter().map(|weight| weight / sum).collect())
}
