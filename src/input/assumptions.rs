//! Every figure of a case with where it comes from: what a board may ask about each number.

use serde::Serialize;

use crate::quantity::{Distribution, QuantitySpec};
use crate::units::Dimension;

/// One figure of a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureEntry {
    /// Stable name, e.g. `application.erp.run_cost`. It keys the random numbers of the figure.
    pub name: String,
    /// The figure in words, e.g. "5M to 20M EUR (lognormal, 5–95 %)".
    pub value: String,
    #[serde(skip)]
    pub dimension: Dimension,
    /// As written, or as set in place of that.
    #[serde(skip)]
    pub spec: QuantitySpec,
    /// What it comes to, in the normal unit of its dimension.
    #[serde(skip)]
    pub distribution: Distribution,
    /// Where it comes from.
    pub source: Option<String>,
    /// Remark, e.g. why this size was assumed.
    pub note: Option<String>,
    /// It has no spread.
    pub certain: bool,
    /// Names of the experts whose views it pools, those without weight left out; empty where it is no pool.
    #[serde(skip)]
    pub experts: Vec<String>,
    /// Drawn once in each trial (what we do not know), and so open to correlation; otherwise for each event.
    pub once_per_trial: bool,
    /// The file's path to show.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

/// How well the figures of a case are founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct AssumptionCounts {
    /// Figures with a source.
    pub with_source: usize,
    /// Figures without a source, but with a note that says why they are assumed.
    pub assumed: usize,
    /// Figures with neither.
    pub unfounded: usize,
}

/// Counts figures by how they are founded.
pub fn count_assumptions(figures: &[FigureEntry]) -> AssumptionCounts {
    let mut counts = AssumptionCounts::default();
    for figure in figures {
        let place = match (&figure.source, &figure.note) {
            (Some(_), _) => &mut counts.with_source,
            (None, Some(_)) => &mut counts.assumed,
            (None, None) => &mut counts.unfounded,
        };
        *place += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{AssumptionCounts, FigureEntry, count_assumptions};
    use crate::quantity::{Distribution, QuantitySpec};
    use crate::units::Dimension;

    #[test]
    fn a_source_counts_before_a_note() {
        let figure = |source: Option<&str>, note: Option<&str>| FigureEntry {
            name: String::new(),
            value: String::new(),
            dimension: Dimension::Count,
            spec: QuantitySpec::Number(1.0),
            distribution: Distribution::certain(1.0).unwrap(),
            source: source.map(str::to_owned),
            note: note.map(str::to_owned),
            certain: true,
            experts: Vec::new(),
            once_per_trial: true,
            file: String::new(),
            line: 1,
        };
        let figures = [
            figure(Some("law"), Some("as is")),
            figure(Some("law"), None),
            figure(None, Some("assumption")),
            figure(None, None),
        ];
        let expected = AssumptionCounts { with_source: 2, assumed: 1, unfounded: 1 };
        assert_eq!(count_assumptions(&figures), expected);
    }
}
