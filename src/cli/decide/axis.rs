//! Which figure is moved, and from where to where.

use super::origin::Origin;
use crate::cli::error::CliError;
use crate::input::{FigureChange, FigureEntry, LoadedCase, hint_for};
use crate::report::decide::FigureAxis;
use crate::units::Dimension;

/// Quantiles of an uncertain figure between which it is moved.
const USUAL_RANGE: (f64, f64) = (0.01, 0.99);

/// The figure of a name with its range: as given, else between its 1 and 99 % quantiles, else from half to twice what it is.
///
/// - `ends`: as written on the command line.
///
/// # Errors
/// The case has no such figure, an end that it cannot have or that is uncertain, a range that is none.
pub fn axis_of(
    origin: &Origin,
    loaded: &LoadedCase,
    name: &str,
    ends: (Option<&str>, Option<&str>),
) -> Result<FigureAxis, CliError> {
    let Some(entry) = loaded.figures.iter().find(|figure| figure.name == name) else {
        let hint = hint_for(name, loaded.figures.iter().map(|figure| figure.name.as_str()));
        let list = "`splitstack check CASE --assumptions` lists the names of all figures";
        let hint = hint.unwrap_or_else(|| list.to_owned());
        return Err(CliError::Usage(format!("the case has no figure `{name}`; {hint}")));
    };
    let usual = usual_range(entry);
    let end = |flag: &str, given: Option<&str>, usual: Option<f64>| match (given, usual) {
        (Some(text), _) => end_of(origin, name, flag, text),
        (None, Some(usual)) => Ok(usual),
        (None, None) => Err(CliError::Usage(format!(
            "`{name}` is {} for certain: say from where to where it should be moved with --from and --to",
            entry.value
        ))),
    };
    let low = end("from", ends.0, usual.map(|range| range.0))?;
    let high = end("to", ends.1, usual.map(|range| range.1))?;
    let axis = FigureAxis {
        name: name.to_owned(),
        value: entry.value.clone(),
        dimension: entry.dimension,
        currency: loaded.case.settings.currency,
        distribution: entry.distribution.clone(),
        low,
        high,
    };
    if low < high && (high - low).is_finite() {
        Ok(axis)
    } else {
        Err(CliError::Usage(format!(
            "`{name}` cannot be moved from {low} to {high} ({}): give --from below --to",
            entry.dimension.normal_unit()
        )))
    }
}

/// `None` where nothing says how far a figure could go.
fn usual_range(entry: &FigureEntry) -> Option<(f64, f64)> {
    if !entry.certain {
        let (low, high) = USUAL_RANGE;
        let range = (entry.distribution.inverse_cdf(low), entry.distribution.inverse_cdf(high));
        return Some(if range.0 < range.1 { range } else { entry.distribution.support() });
    }
    let value = entry.distribution.mean();
    let most = match entry.dimension {
        Dimension::Share if value <= 1.0 => 1.0,
        Dimension::Share
        | Dimension::Money
        | Dimension::Duration
        | Dimension::RatePerYear
        | Dimension::Count
        | Dimension::Factor
        | Dimension::HoursPerMonth => f64::INFINITY,
    };
    let (half, twice) = (0.5 * value, f64::min(2.0 * value, most));
    (value != 0.0).then(|| (half.min(twice), half.max(twice)))
}

fn end_of(origin: &Origin, name: &str, flag: &str, text: &str) -> Result<f64, CliError> {
    let change = FigureChange::parse(&format!("{name}={text}"))
        .map_err(|_| CliError::Usage(format!("--{flag} is empty: give a value such as \"400M EUR\"")))?;
    let loaded = origin.read(std::slice::from_ref(&change))?;
    let found = loaded.figures.iter().find(|figure| figure.name == name).filter(|figure| figure.certain);
    found.map(|figure| figure.distribution.mean()).ok_or_else(|| {
        CliError::Usage(format!(
            "--{flag} {text} is no certain value: the figure is held at one value after the other"
        ))
    })
}

/// The figure at a value.
pub fn held(axis: &FigureAxis, value: f64) -> FigureChange {
    FigureChange::certain(&axis.name, value, axis.dimension, axis.currency)
}
