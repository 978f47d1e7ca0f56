//! The once-per-trial quantities of a plan, drawn for blocks of trials.

use rayon::prelude::*;

use super::keys::Keys;
use crate::plan::SimulationPlan;

/// Trials that are drawn at a time: a column fills 64 places of the nearest cache.
pub(super) const DRAWN_TOGETHER: usize = 64;

/// Makes the tables that the plan's quantities are drawn from, in the current thread pool. Who does not call this makes them at the
/// first draw.
pub(super) fn prepare(plan: &SimulationPlan) {
    plan.table.parameters.par_iter().for_each(|parameter| {
        // The median: any draw does.
        parameter.distribution.draw(0.5);
    });
}

/// Draws the trials `first_trial`, `first_trial + 1` …, quantity by quantity: the same bits for any number of trials.
///
/// - `columns`: `[parameter][trial]`, overwritten; `count` trials.
pub(super) fn draw_columns(
    plan: &SimulationPlan,
    keys: &Keys,
    first_trial: u64,
    count: usize,
    columns: &mut Vec<f64>,
) {
    let table = &plan.table;
    // Quantities that take part in correlations only come last, and are not looked at again.
    columns.resize(keys.parameters.len() * count, 0.0);
    for (key, column) in keys.parameters.iter().zip(columns.chunks_exact_mut(count.max(1))) {
        key.draw(0).fill_uniforms(first_trial, column);
    }
    table.copula.transform_columns(columns, count);
    columns.truncate(table.parameters.len() * count);
    for (parameter, column) in table.parameters.iter().zip(columns.chunks_exact_mut(count.max(1))) {
        parameter.distribution.draw_block(column);
    }
}

/// Some quantities of the trials `first_trial`, `first_trial + 1` …: the same bits as [`draw_columns`].
///
/// - `wanted`: positions of the quantities, ascending.
/// - `columns`: `[wanted][trial]`, overwritten; `count` trials.
pub(super) fn draw_columns_of(
    plan: &SimulationPlan,
    keys: &Keys,
    wanted: &[usize],
    first_trial: u64,
    count: usize,
    columns: &mut Vec<f64>,
) {
    let table = &plan.table;
    let correlated = table.copula.groups().flatten().any(|position| wanted.contains(position));
    let needed: Vec<usize> = if correlated { (0..keys.parameters.len()).collect() } else { wanted.to_vec() };
    columns.resize(needed.len() * count, 0.0);
    for (position, column) in needed.iter().zip(columns.chunks_exact_mut(count.max(1))) {
        keys.parameters[*position].draw(0).fill_uniforms(first_trial, column);
    }
    if correlated {
        table.copula.transform_columns(columns, count);
        for (place, position) in wanted.iter().enumerate() {
            columns.copy_within(position * count..(position + 1) * count, place * count);
        }
        columns.truncate(wanted.len() * count);
    }
    for (position, column) in wanted.iter().zip(columns.chunks_exact_mut(count.max(1))) {
        table.parameters[*position].distribution.draw_block(column);
    }
}

/// Draws the trials `first_trial`, `first_trial + 1` …, trial by trial: the same bits as [`draw_columns`].
///
/// - `rows`: `[trial][parameter]`, overwritten; as many trials as there are rows.
/// - `scratch`: kept between calls to save allocations.
pub(super) fn draw_block(
    plan: &SimulationPlan,
    keys: &Keys,
    first_trial: u64,
    rows: &mut [f64],
    scratch: &mut Vec<f64>,
) {
    let width = plan.table.parameters.len();
    if width == 0 {
        return;
    }
    let mut first = first_trial;
    for rows in rows.chunks_mut(width * DRAWN_TOGETHER) {
        let count = rows.len() / width;
        draw_columns(plan, keys, first, count, scratch);
        for (parameter, column) in scratch.chunks_exact(count).enumerate() {
            for (row, value) in rows.chunks_exact_mut(width).zip(column) {
                row[parameter] = *value;
            }
        }
        first = first.wrapping_add(count as u64);
    }
}

/// The quantities of the trials that come next, drawn before they are asked for.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// Where the keys are kept: another simulation has others.
    whose: usize,
    first: u64,
    /// `[trial][parameter]`, from the first trial on.
    rows: Vec<f64>,
    /// The trial after the last one that was asked for.
    next: u64,
    scratch: Vec<f64>,
}

impl Ahead {
    /// The quantities of a trial, `[parameter]`. Who asks for the next trial is expected to go on: then a whole block is drawn.
    pub fn row(&mut self, plan: &SimulationPlan, keys: &Keys, trial: u64) -> &[f64] {
        let width = plan.table.parameters.len();
        if width == 0 {
            return &[];
        }
        let same = self.whose == std::ptr::from_ref(keys) as usize;
        let held = (self.rows.len() / width) as u64;
        if !same || trial.wrapping_sub(self.first) >= held {
            let count = if same && trial == self.next { DRAWN_TOGETHER } else { 1 };
            self.rows.resize(count * width, 0.0);
            draw_block(plan, keys, trial, &mut self.rows, &mut self.scratch);
            self.first = trial;
            self.whose = std::ptr::from_ref(keys) as usize;
        }
        self.next = trial.wrapping_add(1);
        let place = trial.wrapping_sub(self.first) as usize * width;
        &self.rows[place..place + width]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{CaseSource, read_case};

    #[test]
    fn what_is_drawn_ahead_is_what_would_be_drawn() {
        let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        let plan = SimulationPlan::new(&case).unwrap();
        let (keys, others) = (Keys::new(&plan, 7), Keys::new(&plan, 8));
        let (width, mut ahead, mut scratch) = (plan.table.parameters.len(), Ahead::default(), Vec::new());
        let forward = (0..70).chain([3, 4, 5, 200, 199, 200, 201, 66]).map(|trial| (trial, &keys));
        for (trial, keys) in forward.chain([(67, &others), (68, &others), (69, &keys), (u64::MAX, &keys)]) {
            let mut single = vec![f64::NAN; width];
            draw_block(&plan, keys, trial, &mut single, &mut scratch);
            assert_eq!(ahead.row(&plan, keys, trial), single, "trial {trial}");
        }
    }

    #[test]
    fn trials_have_the_same_bits_in_any_block() {
        let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        let plan = SimulationPlan::new(&case).unwrap();
        assert!(!plan.table.copula.is_empty(), "the case should have correlations");
        let keys = Keys::new(&plan, 7);
        let (width, mut scratch) = (plan.table.parameters.len(), Vec::new());
        let mut whole = vec![0.0; 150 * width];
        draw_block(&plan, &keys, 40, &mut whole, &mut scratch);
        for (trial, row) in (40..).zip(whole.chunks_exact(width)).step_by(7) {
            let mut single = vec![f64::NAN; width];
            draw_block(&plan, &keys, trial, &mut single, &mut scratch);
            assert!(
                single.iter().zip(row).all(|(one, other)| one.to_bits() == other.to_bits()),
                "trial {trial}"
            );
            assert!(single.iter().zip(&plan.table.parameters).all(|(value, parameter)| {
                let (low, high) = parameter.distribution.support();
                (low..=high).contains(value)
            }));
        }
    }
}
