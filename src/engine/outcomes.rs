use std::sync::Arc;

use ndarray::{Array2, Array3, ArrayView1, s};

use super::controls::Controls;
use super::simulate::LONG_BLOCK;
use crate::domain::{Component, Id};

/// What one column of the outcomes holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// Present value of the cost of one component over the horizon; money, cost positive.
    Component(Component),
    /// Present value of the cost of all components in one year of the horizon, counted from 0; money, cost positive.
    Year(usize),
    /// Something counted or measured that is not money in present value.
    Count(Count),
    /// Number of events of a risk in the horizon. Demand shifts have none.
    Events(Id),
    /// Firings of a playbook entry in the horizon; 0 for options without it.
    Playbook(Id, Firings),
}

/// Which firings of a playbook entry are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Firings {
    All,
    /// The response was complete before the next event against which it is meant took effect.
    InTime,
    /// The event took effect first.
    TooLate,
    /// No such event took effect in the horizon.
    InVain,
}

impl Firings {
    pub const ALL: [Firings; 4] = [Firings::All, Firings::InTime, Firings::TooLate, Firings::InVain];

    /// Identifier in files and columns.
    pub fn id(self) -> &'static str {
        match self {
            Firings::All => "fired",
            Firings::InTime => "in-time",
            Firings::TooLate => "too-late",
            Firings::InVain => "in-vain",
        }
    }
}

/// Physical counts of an option in a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    /// Days of margin lost to interruption: lost margin ÷ mean margin of a day, over all value streams together.
    DaysDown,
    /// Revenue lost by churn, bans and interruption, in money of the day (not discounted).
    RevenueLost,
    /// Inspections.
    Inspections,
    /// Sanctions with a fine on the company.
    Fines,
    /// Highest single fine, in money of the day.
    LargestFine,
    /// Applications moved in an emergency.
    EmergencyMoves,
    /// Months from the start until all planned moves are done; the horizon if they are not done within it.
    MonthOfSeparation,
    /// Days for which business in China was suspended or revoked.
    DaysSuspended,
    /// Approvals that were refused, not renewed or withdrawn.
    Refusals,
    /// Flows of data that had to stop for good.
    FlowsStopped,
}

impl Count {
    pub const ALL: [Count; 10] = [
        Count::DaysDown,
        Count::RevenueLost,
        Count::Inspections,
        Count::Fines,
        Count::LargestFine,
        Count::EmergencyMoves,
        Count::MonthOfSeparation,
        Count::DaysSuspended,
        Count::Refusals,
        Count::FlowsStopped,
    ];

    /// Identifier in files and columns.
    pub fn id(self) -> &'static str {
        match self {
            Count::DaysDown => "days-down",
            Count::RevenueLost => "revenue-lost",
            Count::Inspections => "inspections",
            Count::Fines => "fines-imposed",
            Count::LargestFine => "largest-fine",
            Count::EmergencyMoves => "emergency-moves",
            Count::MonthOfSeparation => "month-of-separation",
            Count::DaysSuspended => "days-suspended",
            Count::Refusals => "approvals-refused",
            Count::FlowsStopped => "flows-stopped",
        }
    }

    /// Unit for people; `None` for money.
    pub fn unit(self) -> Option<&'static str> {
        match self {
            Count::DaysDown | Count::DaysSuspended => Some("days"),
            Count::RevenueLost | Count::LargestFine => None,
            Count::Inspections => Some("inspections"),
            Count::Fines => Some("fines"),
            Count::EmergencyMoves => Some("moves"),
            Count::MonthOfSeparation => Some("months"),
            Count::Refusals => Some("approvals"),
            Count::FlowsStopped => Some("flows"),
        }
    }
}

impl Column {
    /// Name in `trials.parquet` and `summary.json`: `setup`, `year-1`, `days-down`, `events.network-cut`.
    pub fn name(&self) -> String {
        match self {
            Column::Component(component) => component.id().to_owned(),
            Column::Year(year) => format!("year-{}", year + 1),
            Column::Count(count) => count.id().to_owned(),
            Column::Events(risk) => format!("events.{risk}"),
            Column::Playbook(entry, firings) => format!("playbook.{entry}.{}", firings.id()),
        }
    }
}

/// Where a column of an option is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spot {
    /// A row of values; several options may share one.
    Row(usize),
    /// It is the same in all trials.
    Always(f64),
}

/// Where the columns of all options are kept, where not each has its own values.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// `[option, column]`.
    spots: Array2<Spot>,
    /// `[option, column, trial]`: what is the same in all trials, so many times as a block has trials.
    repeated: Array3<f64>,
}

impl Layout {
    /// - `spots`: `[option][column]`.
    pub fn new(options: usize, columns: usize, spots: Vec<Spot>) -> Layout {
        let repeated =
            Array3::from_shape_fn((options, columns, LONG_BLOCK), |(option, column, _)| {
                match spots[option * columns + column] {
                    Spot::Always(value) => value,
                    Spot::Row(_) => 0.0,
                }
            });
        let spots =
            Array2::from_shape_fn((options, columns), |(option, column)| spots[option * columns + column]);
        Layout { spots, repeated }
    }
}

/// Outcomes of one scenario: every column of every option in every trial.
///
/// Columns stand in the order: the ten components, the years, the counts, the risks, the playbook entries.
#[derive(Debug, Clone)]
pub struct Outcomes {
    columns: Vec<Column>,
    values: Values,
    controls: Option<Controls>,
}

#[derive(Debug, Clone)]
enum Values {
    /// `[option, column, trial]`.
    Each(Array3<f64>),
    /// `[row, trial]`, at most a block of trials.
    LaidOut(Array2<f64>, Arc<Layout>),
}

impl Outcomes {
    /// Outcomes from their values, `[option, column, trial]`, one column each of `columns`.
    pub fn new(columns: Vec<Column>, values: Array3<f64>) -> Outcomes {
        debug_assert_eq!(columns.len(), values.dim().1);
        Outcomes { columns, values: Values::Each(values), controls: None }
    }

    /// Outcomes of a block of trials of which many columns are the same in all trials.
    ///
    /// - `rows`: `[row, trial]`, as many rows as the layout names.
    pub(super) fn laid_out(columns: Vec<Column>, rows: Array2<f64>, layout: Arc<Layout>) -> Outcomes {
        debug_assert!(rows.ncols() <= LONG_BLOCK);
        Outcomes { columns, values: Values::LaidOut(rows, layout), controls: None }
    }

    /// The same outcomes with controls of the same trials.
    pub(super) fn with_controls(self, controls: Option<Controls>) -> Outcomes {
        Outcomes { controls, ..self }
    }

    /// Quantities with known expected values in the same trials, where they were asked for.
    pub fn controls(&self) -> Option<&Controls> {
        self.controls.as_ref()
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn options(&self) -> usize {
        match &self.values {
            Values::Each(values) => values.dim().0,
            Values::LaidOut(_, layout) => layout.spots.nrows(),
        }
    }

    pub fn trials(&self) -> usize {
        match &self.values {
            Values::Each(values) => values.dim().2,
            Values::LaidOut(rows, _) => rows.ncols(),
        }
    }

    /// One column of one option, `[trial]`, by position in [`Outcomes::columns`].
    pub fn column(&self, option: usize, column: usize) -> ArrayView1<'_, f64> {
        match &self.values {
            Values::Each(values) => values.slice(s![option, column, ..]),
            Values::LaidOut(rows, layout) => match layout.spots[[option, column]] {
                Spot::Row(row) => rows.row(row),
                Spot::Always(_) => layout.repeated.slice(s![option, column, ..rows.ncols()]),
            },
        }
    }

    /// The value that a column of an option is known to have in every trial of every block of this scenario.
    pub fn always(&self, option: usize, column: usize) -> Option<f64> {
        match &self.values {
            Values::Each(_) => None,
            Values::LaidOut(_, layout) => match layout.spots[[option, column]] {
                Spot::Row(_) => None,
                Spot::Always(value) => Some(value),
            },
        }
    }

    /// What a column of an option shares with other options: those that name the same row hold the same values in every trial of
    /// every block of this scenario. `None` if it holds values of its own as far as is known.
    pub fn shared_row(&self, option: usize, column: usize) -> Option<usize> {
        match &self.values {
            Values::Each(_) => None,
            Values::LaidOut(_, layout) => match layout.spots[[option, column]] {
                Spot::Row(row) => Some(row),
                Spot::Always(_) => None,
            },
        }
    }

    /// Total cost of one option, `[trial]`, present value: the components added in their order.
    pub fn totals(&self, option: usize) -> Vec<f64> {
        self.sum(option, &Component::ALL)
    }

    /// Sum of some components of one option, `[trial]`, added in the order given.
    pub fn sum(&self, option: usize, components: &[Component]) -> Vec<f64> {
        // What comes first and is the same in all trials is added once.
        let known = |component: &Component| self.always(option, *component as usize);
        let leading = components.iter().map_while(known).collect::<Vec<f64>>();
        let start = leading.iter().sum::<f64>() + 0.0;
        let mut rest = components[leading.len()..].iter();
        let Some(first) = rest.next() else { return vec![start; self.trials()] };
        let mut sums: Vec<f64> =
            self.column(option, *first as usize).iter().map(|value| start + value).collect();
        for component in rest {
            match known(component) {
                // Nothing that has been added to +0 is −0.
                Some(0.0) => {}
                Some(value) => sums.iter_mut().for_each(|sum| *sum += value),
                None => {
                    let column = self.column(option, *component as usize);
                    sums.iter_mut().zip(column).for_each(|(sum, value)| *sum += value);
                }
            }
        }
        sums
    }

    /// The sum of some components of one option where it is known to be the same in every trial, added in the order given.
    pub fn sum_always(&self, option: usize, components: &[Component]) -> Option<f64> {
        let mut each = components.iter().map(|component| self.always(option, *component as usize));
        each.try_fold(0.0, |sum, value| Some(sum + value?))
    }
}
