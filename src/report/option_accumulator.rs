//! What an option's summary is made of.

use serde::{Deserialize, Serialize};

use super::accumulate::Method;
use super::likeness::OptionLikeness;
use crate::domain::{Component, Group, ItOption};
use crate::engine::{Column, Outcomes};
use crate::statistics::{CountAccumulator, Intake, SampleAccumulator, StatisticsError};

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

/// The values of one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ColumnAccumulator {
    Cost(SampleAccumulator),
    Count(CountAccumulator),
    /// Says nothing about the option: a playbook entry that it has not.
    LeftOut,
}

/// Everything counted and measured of one option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct OptionAccumulator {
    pub(super) total: SampleAccumulator,
    /// In the order of [`Group::ALL`].
    pub(super) groups: Vec<SampleAccumulator>,
    /// In the order of the columns.
    pub(super) columns: Vec<ColumnAccumulator>,
}

impl ColumnAccumulator {
    fn new(label: &Label, option: &ItOption, method: Method) -> Self {
        match label {
            Label::Playbook { entry, .. } if !option.playbook.iter().any(|own| own.id.as_str() == entry) => {
                ColumnAccumulator::LeftOut
            }
            Label::Component(_) => ColumnAccumulator::Cost(SampleAccumulator::new(intake(method, false))),
            // Charts show how costs build up.
            Label::Year(_) => ColumnAccumulator::Cost(SampleAccumulator::new(intake(method, true))),
            Label::Count { .. } | Label::Events(_) | Label::Playbook { .. } => {
                ColumnAccumulator::Count(CountAccumulator::new(intake(method, false)))
            }
        }
    }

    /// Whether the column is not looked at.
    pub(super) fn is_left_out(&self) -> bool {
        match self {
            ColumnAccumulator::LeftOut => true,
            ColumnAccumulator::Cost(_) | ColumnAccumulator::Count(_) => false,
        }
    }

    /// Whether it takes the values of another column in the same way.
    pub(super) fn takes_what(&self, other: &ColumnAccumulator) -> bool {
        match (self, other) {
            (ColumnAccumulator::Cost(_), ColumnAccumulator::Cost(_))
            | (ColumnAccumulator::Count(_), ColumnAccumulator::Count(_)) => true,
            (
                ColumnAccumulator::Cost(_) | ColumnAccumulator::Count(_) | ColumnAccumulator::LeftOut,
                ColumnAccumulator::Cost(_) | ColumnAccumulator::Count(_) | ColumnAccumulator::LeftOut,
            ) => false,
        }
    }

    fn add(&mut self, values: &[f64]) -> Result<(), StatisticsError> {
        match self {
            ColumnAccumulator::Cost(sample) => sample.add(values),
            ColumnAccumulator::Count(counts) => counts.add(values),
            ColumnAccumulator::LeftOut => Ok(()),
        }
    }

    fn add_repeated(&mut self, value: f64, trials: usize) -> Result<(), StatisticsError> {
        match self {
            ColumnAccumulator::Cost(sample) => sample.add_repeated(value, trials),
            ColumnAccumulator::Count(counts) => counts.add_repeated(value, trials),
            ColumnAccumulator::LeftOut => Ok(()),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            ColumnAccumulator::Cost(sample) => sample.bytes(),
            ColumnAccumulator::Count(counts) => counts.bytes(),
            ColumnAccumulator::LeftOut => 0,
        }
    }
}

fn intake(method: Method, lasting: bool) -> Intake {
    Intake { limit: method.exact_limit, replicates: method.replicates, lasting }
}

impl OptionAccumulator {
    pub(super) fn new(columns: &[Label], option: &ItOption, method: Method) -> Self {
        OptionAccumulator {
            total: SampleAccumulator::new(intake(method, true)),
            groups: Group::ALL.iter().map(|_| SampleAccumulator::new(intake(method, false))).collect(),
            columns: columns.iter().map(|label| ColumnAccumulator::new(label, option, method)).collect(),
        }
    }

    /// Adds a block of the option at this position, but for its totals and for what is alike.
    pub(super) fn add(
        &mut self,
        option: usize,
        outcomes: &Outcomes,
        likeness: &OptionLikeness,
    ) -> Result<(), StatisticsError> {
        for ((group, sample), like) in Group::ALL.into_iter().zip(&mut self.groups).zip(&likeness.groups) {
            if like.is_some() {
                continue;
            }
            let components: Vec<Component> = group.components().collect();
            match outcomes.sum_always(option, &components) {
                Some(value) => sample.add_repeated(value, outcomes.trials())?,
                None => sample.add(&outcomes.sum(option, &components))?,
            }
        }
        let looked_at = self.columns.iter_mut().zip(&likeness.columns).enumerate();
        let looked_at = looked_at.filter(|(_, (column, like))| !column.is_left_out() && like.is_none());
        for (position, (sample, _)) in looked_at {
            if let Some(value) = outcomes.always(option, position) {
                sample.add_repeated(value, outcomes.trials())?;
                continue;
            }
            let column = outcomes.column(option, position);
            match column.as_slice() {
                Some(values) => sample.add(values)?,
                None => sample.add(&column.to_vec())?,
            }
        }
        Ok(())
    }

    pub(super) fn bytes(&self) -> usize {
        let samples = self.groups.iter().chain([&self.total]).map(SampleAccumulator::bytes);
        samples.sum::<usize>() + self.columns.iter().map(ColumnAccumulator::bytes).sum::<usize>()
    }
}
