//! A scenario of which a part is known: what is left is simulated.

use ndarray::{Array3, s};
use rayon::prelude::*;

use super::outcomes::Outcomes;
use super::simulate::{Simulation, Workshop, columns};

/// Trials that one task goes through. Results do not depend on it.
const BLOCK: usize = 256;

/// Simulates what of a trial has to be.
type Fill<'a> = dyn Fn(&mut [Workshop; 2], usize, &mut RowsOfOptions) + Sync + 'a;

/// Rows of some options in some trials.
pub(super) struct RowsOfOptions {
    /// Trial and option of each row.
    places: Vec<(usize, usize)>,
    /// `[row][column]`.
    values: Vec<f64>,
    width: usize,
}

impl RowsOfOptions {
    /// A new row, `[column]`, to be filled.
    pub fn add(&mut self, trial: usize, option: usize) -> &mut [f64] {
        self.places.push((trial, option));
        let start = self.values.len();
        self.values.resize(start + self.width, 0.0);
        &mut self.values[start..]
    }
}

impl Simulation<'_> {
    /// Puts into the outcomes of a scenario what has to be simulated, trial by trial, in the current thread pool.
    ///
    /// - `values`: `[option, column, trial]`, what is known.
    /// - `fill`: takes two workshops, the number of a trial, and adds the rows of options that were simulated.
    ///
    /// Returns the number of those rows, too.
    pub(super) fn scenario_where(
        &self,
        mut values: Array3<f64>,
        progress: &(dyn Fn(u64) + Sync),
        fill: &Fill<'_>,
    ) -> (Outcomes, u64) {
        let columns = columns(self.plan());
        let (width, count) = (columns.len(), values.dim().2);
        let blocks: Vec<RowsOfOptions> = (0..count.div_ceil(BLOCK))
            .into_par_iter()
            .map_init(<[Workshop; 2]>::default, |workshops, block| {
                let trials = block * BLOCK..usize::min((block + 1) * BLOCK, count);
                let mut rows = RowsOfOptions { places: Vec::new(), values: Vec::new(), width };
                trials.clone().for_each(|trial| fill(workshops, trial, &mut rows));
                progress(trials.len() as u64);
                rows
            })
            .collect();
        let mut simulated = 0;
        for rows in &blocks {
            simulated += rows.places.len() as u64;
            for ((trial, option), row) in rows.places.iter().zip(rows.values.chunks_exact(width.max(1))) {
                values
                    .slice_mut(s![*option, .., *trial])
                    .iter_mut()
                    .zip(row)
                    .for_each(|(to, from)| *to = *from);
            }
        }
        (Outcomes::new(columns, values), simulated)
    }
}
