//! Another value for a figure than the files of the case hold: an assumption that is argued about.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::near::hint_for;
use crate::quantity::QuantitySpec;
use crate::units::{Currency, Dimension};

/// A figure by its name, and what it is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureChange {
    name: String,
    value: QuantitySpec,
    text: String,
}

impl FigureChange {
    /// Reads `NAME=VALUE`, the value as a file of the case would have it: `0.2 per year`, `5M to 20M EUR`, `0.8`.
    ///
    /// # Errors
    /// No `=`, no name or no value.
    pub fn parse(text: &str) -> Result<FigureChange, String> {
        let wrong =
            || format!("`{text}` is not a figure and its value, such as `company.revenue_china=600M EUR`");
        let (name, value) = text.split_once('=').ok_or_else(wrong)?;
        let (name, value) = (name.trim(), value.trim());
        if name.is_empty() || value.is_empty() {
            return Err(wrong());
        }
        let value = match value.parse::<f64>() {
            Ok(number) if number.is_finite() => QuantitySpec::Number(number),
            Ok(_) | Err(_) => QuantitySpec::Text(value.to_owned()),
        };
        Ok(FigureChange { name: name.to_owned(), value, text: text.trim().to_owned() })
    }

    /// A figure that is to be what a file says elsewhere.
    pub fn to(name: &str, value: QuantitySpec) -> FigureChange {
        FigureChange { name: name.to_owned(), text: format!("{name}={value:?}"), value }
    }

    /// A figure that is to be known for certain.
    ///
    /// - `value`: in the normal unit of `dimension`; money in `currency`, which is the case's.
    pub fn certain(name: &str, value: f64, dimension: Dimension, currency: Currency) -> FigureChange {
        let spec = match dimension {
            Dimension::Share | Dimension::Count | Dimension::Factor => QuantitySpec::Number(value),
            Dimension::Money => QuantitySpec::Text(format!("{value} {currency}")),
            Dimension::Duration | Dimension::RatePerYear | Dimension::HoursPerMonth => {
                QuantitySpec::Text(format!("{value} {}", dimension.normal_unit()))
            }
        };
        FigureChange::to(name, spec)
    }

    /// As `check --assumptions` lists the figure, e.g. `company.loaded_hourly_cost`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is to be, in place of what the file says.
    pub fn value(&self) -> &QuantitySpec {
        &self.value
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The changes of a case, and which of them have found their figure.
#[derive(Debug, Default)]
pub(super) struct Changes<'a> {
    changes: &'a [FigureChange],
    found: RefCell<BTreeSet<&'a str>>,
}

/// A change that cannot be made: the name, why, and a hint.
pub(super) struct Unmade<'a> {
    pub name: &'a str,
    pub rule: String,
    pub hint: Option<String>,
}

impl<'a> Changes<'a> {
    pub fn new(changes: &'a [FigureChange]) -> Changes<'a> {
        Changes { changes, found: RefCell::default() }
    }

    /// What a figure is to be, if it is to be another.
    pub fn of(&self, name: &str) -> Option<&'a FigureChange> {
        let change = self.changes.iter().find(|change| change.name == name)?;
        self.found.borrow_mut().insert(&change.name);
        Some(change)
    }

    /// What cannot be made, once all figures have been asked for.
    ///
    /// - `known`: names of all figures.
    pub fn unmade(&self, known: &[&str]) -> Vec<Unmade<'a>> {
        let mut unmade = Vec::new();
        for (position, change) in self.changes.iter().enumerate() {
            let name = change.name.as_str();
            if self.changes[..position].iter().any(|earlier| earlier.name == name) {
                let rule = format!("figure `{name}` is set twice");
                unmade.push(Unmade { name, rule, hint: None });
            } else if !self.found.borrow().contains(name) {
                let rule = format!("the case has no figure `{name}`");
                let hint = hint_for(name, known.iter().copied());
                let list = "`splitstack check CASE --assumptions` lists the names of all figures";
                unmade.push(Unmade { name, rule, hint: Some(hint.unwrap_or_else(|| list.to_owned())) });
            }
        }
        unmade
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{CaseSource, LoadedCase, read_case, read_case_with};

    fn read(changes: &[&str]) -> Result<LoadedCase, String> {
        let changes: Vec<FigureChange> =
            changes.iter().map(|change| FigureChange::parse(change).unwrap()).collect();
        let source = CaseSource::embedded("reference-manufacturer");
        read_case_with(&source, &changes).map_err(|error| {
            let told = error.diagnostics.into_iter();
            told.map(|found| format!("{}; {}\n", found.rule, found.hint.unwrap_or_default())).collect()
        })
    }

    #[test]
    fn a_figure_is_what_it_was_set_to_and_says_so() {
        let loaded =
            read(&["company.loaded_hourly_cost = 50 EUR", "risk.network-cut.duration=2 to 9 days"]).unwrap();
        let figure = |name: &str| loaded.figures.iter().find(|figure| figure.name == name).unwrap();
        let cost = figure("company.loaded_hourly_cost");
        assert_eq!((cost.value.as_str(), cost.certain), ("50 EUR", true));
        assert_eq!(cost.source, None);
        assert!(cost.note.as_ref().unwrap().starts_with("set for this run"), "{:?}", cost.note);
        assert!(!figure("risk.network-cut.duration").certain);
        let plain = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap();
        assert_eq!(plain.figures.len(), loaded.figures.len());
        let others =
            plain.figures.iter().zip(&loaded.figures).filter(|(plain, changed)| plain != changed).count();
        assert_eq!(others, 2);
        assert_eq!(plain.files, loaded.files);
    }

    #[test]
    fn a_figure_of_any_dimension_can_be_made_certain() {
        let source = CaseSource::embedded("reference-manufacturer");
        let plain = read_case(&source).unwrap();
        let mut seen: Vec<Dimension> = Vec::new();
        for figure in plain.figures.iter().filter(|figure| !figure.certain) {
            if seen.contains(&figure.dimension) {
                continue;
            }
            seen.push(figure.dimension);
            let value = figure.distribution.inverse_cdf(0.37);
            let change =
                FigureChange::certain(&figure.name, value, figure.dimension, plain.case.settings.currency);
            let read = read_case_with(&source, std::slice::from_ref(&change)).unwrap();
            let found = read.figures.iter().find(|found| found.name == figure.name).unwrap();
            assert!(found.certain && found.spec == *change.value(), "{}", figure.name);
            // No more than the last bit goes into the text and out of it.
            let apart = (found.distribution.mean() - value).abs();
            assert!(
                apart <= 2.0 * f64::EPSILON * value.abs(),
                "{}: {value} became {apart} more",
                figure.name
            );
        }
        assert!(seen.len() >= 6, "{seen:?}");
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let told = read(&[
            "company.loaded_hourly_cots=50 EUR",
            "company.revenue_china=12 months",
            "company.responsible_managers=2",
            "company.responsible_managers=3",
        ])
        .unwrap_err();
        assert!(told.contains("company.loaded_hourly_cost"), "{told}");
        assert!(told.contains("value set for `company.revenue_china`"), "{told}");
        assert!(told.contains("set twice"), "{told}");
    }

    #[test]
    fn needs_a_name_and_a_value() {
        for text in ["company.x", "=3", "company.x=", " = "] {
            assert!(FigureChange::parse(text).is_err(), "{text}");
        }
        let change = FigureChange::parse("a.b = 0.25").unwrap();
        assert_eq!((change.name.as_str(), change.value), ("a.b", QuantitySpec::Number(0.25)));
    }
}
