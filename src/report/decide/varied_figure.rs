//! A figure that is varied, in the words and the unit of the case.

use crate::language::Language;
use crate::units::{Currency, Dimension};

/// A figure as people know it.
#[derive(Debug, Clone, PartialEq)]
pub struct VariedFigure {
    /// Stable name, e.g. `application.erp.run_cost`.
    pub name: String,
    pub dimension: Dimension,
    pub currency: Currency,
    /// What the case says it is.
    pub value: String,
}

impl VariedFigure {
    /// A value in its unit, such as `12%`.
    #[must_use]
    pub fn written(&self, value: f64) -> String {
        self.written_in(value, Language::English)
    }

    /// The same as a language writes it.
    #[must_use]
    pub fn written_in(&self, value: f64, language: Language) -> String {
        // Nought that rounding has made something.
        let value = if value.abs() < 1e-12 { 0.0 } else { value };
        language.in_dimension(value, self.dimension, self.currency, 3)
    }
}
