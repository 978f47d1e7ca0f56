//! Outcomes from a formula, and a manifest, for tests.

use ndarray::Array3;

use crate::domain::{Component, Id};
use crate::engine::{Column, Count, Outcomes};

pub use super::manifest::tests::manifest;

/// All kinds of columns, two years and one risk; money of the order of millions with a tail, counts whole.
///
/// Component `c` of option `o` in trial `t` costs `1e6·(c + 1)·(1 + o/10)·(1 + (t·7919 mod 101)/50)`.
pub fn outcomes(options: usize, trials: usize) -> Outcomes {
    let mut columns: Vec<Column> = Component::ALL.into_iter().map(Column::Component).collect();
    columns.extend((0..2).map(Column::Year));
    columns.extend(Count::ALL.into_iter().map(Column::Count));
    columns.extend(Id::new("raid").map(Column::Events));
    let values = Array3::from_shape_fn((options, columns.len(), trials), |(option, column, trial)| {
        value(&columns[column], option, trial)
    });
    Outcomes::new(columns, values)
}

fn value(column: &Column, option: usize, trial: usize) -> f64 {
    let chance = ((trial * 7919) % 101) as f64 / 50.0;
    let cost =
        |component: usize| 1e6 * (component as f64 + 1.0) * (1.0 + option as f64 / 10.0) * (1.0 + chance);
    match column {
        Column::Component(component) => cost(*component as usize),
        // Half of the total in each year: (1 + 2 + … + 10)/2 = 27.5.
        Column::Year(_) => 27.5 * cost(0),
        Column::Count(_) | Column::Events(_) | Column::Playbook(..) => ((trial + option) % 4) as f64,
    }
}
