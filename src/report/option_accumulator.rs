//! What an option's summary is made of.

use serde::{Deserialize, Serialize};

use crate::domain::{Component, Group};
use crate::engine::{Column, Outcomes};
use crate::statistics::{SampleAccumulator, StatisticsError};

/// What a column of the outcomes is to a summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Label {
    Component(String),
    Year(String),
    Count { id: String, unit: Option<String> },
    Events(String),
    Playbook { entry: String, id: String },
}

impl Label {
    pub(super) fn new(column: &Column) -> Label {
        match column {
            Column::Component(_) => Label::Component(column.name()),
            Column::Year(_) => Label::Year(column.name()),
            Column::Count(count) => {
                Label::Count { id: count.id().to_owned(), unit: count.unit().map(str::to_owned) }
            }
            Column::Events(risk) => Label::Events(risk.to_string()),
            Column::Playbook(entry, firings) => {
                Label::Playbook { entry: entry.to_string(), id: format!("{entry}.{}", firings.id()) }
            }
        }
    }

    /// Whether the column is the cost of a year.
    pub(super) fn is_year(&self) -> bool {
        match self {
            Label::Year(_) => true,
            Label::Component(_) | Label::Count { .. } | Label::Events(_) | Label::Playbook { .. } => false,
        }
    }
}

/// Everything counted and measured of one option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct OptionAccumulator {
    pub(super) total: SampleAccumulator,
    /// In the order of [`Group::ALL`].
    pub(super) groups: Vec<SampleAccumulator>,
    /// In the order of the columns.
    pub(super) columns: Vec<SampleAccumulator>,
}

impl OptionAccumulator {
    pub(super) fn new(columns: &[Label], exact_limit: u64) -> Self {
        let empty = || SampleAccumulator::new(exact_limit);
        OptionAccumulator {
            total: empty(),
            groups: Group::ALL.iter().map(|_| empty()).collect(),
            columns: columns.iter().map(|_| empty()).collect(),
        }
    }

    /// Adds a block of the option at this position.
    pub(super) fn add(&mut self, option: usize, outcomes: &Outcomes) -> Result<(), StatisticsError> {
        self.total.add(&outcomes.totals(option))?;
        for (group, sample) in Group::ALL.into_iter().zip(&mut self.groups) {
            let components: Vec<Component> = group.components().collect();
            sample.add(&outcomes.sum(option, &components))?;
        }
        for (position, sample) in self.columns.iter_mut().enumerate() {
            let column = outcomes.column(option, position);
            match column.as_slice() {
                Some(values) => sample.add(values)?,
                None => sample.add(&column.to_vec())?,
            }
        }
        Ok(())
    }
}
