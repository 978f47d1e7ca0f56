//! The once-per-trial quantities of all trials of a run, and what of them an edit leaves as it was.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::keys::Keys;
use super::parameters::{DRAWN_TOGETHER, draw_block, draw_columns_of, prepare};
use super::random::StreamKey;
use crate::plan::SimulationPlan;

/// They are kept up to so many numbers (64 MB); beyond that they are drawn again where they are needed.
const KEPT_DRAWS: usize = 1 << 23;

/// The once-per-trial quantities of all trials, if there are not too many.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    /// `[trial][parameter]`; empty when there would be too many.
    rows: Arc<Vec<f64>>,
    /// Quantities of a trial.
    width: usize,
}

impl Drawn {
    /// Draws the quantities of a plan, in the current thread pool.
    pub fn new(plan: &SimulationPlan, keys: &Keys, trials: usize) -> Drawn {
        let width = plan.table.parameters.len();
        let mut rows = vec![0.0; kept(width, trials)];
        if !rows.is_empty() {
            prepare(plan);
            rows.par_chunks_mut(width * DRAWN_TOGETHER).enumerate().for_each_init(
                Vec::new,
                |scratch, (block, rows)| {
                    draw_block(plan, keys, (block * DRAWN_TOGETHER) as u64, rows, scratch);
                },
            );
        }
        Drawn { rows: Arc::new(rows), width }
    }

    /// The quantities of a trial; `None` when they have to be drawn.
    #[inline]
    pub fn row(&self, trial: usize) -> Option<&[f64]> {
        self.rows.get(trial * self.width..(trial + 1) * self.width)
    }

    /// What a quantity was in all trials, to be changed; `None` where nothing is kept or the plan has no such place.
    pub fn column_mut(&mut self, place: usize) -> Option<impl Iterator<Item = &mut f64>> {
        let there = place < self.width && !self.rows.is_empty();
        there.then(|| Arc::make_mut(&mut self.rows).iter_mut().skip(place).step_by(self.width))
    }

    /// The quantities of an edited plan in the same trials: those that the edit cannot have changed are taken over, the others are
    /// drawn. The bits are those of [`Drawn::new`].
    ///
    /// - `before`, `after`: plan and keys of these quantities, and of the edited ones; of one seed.
    pub fn edited(&self, before: Side<'_>, after: Side<'_>, trials: usize) -> Drawn {
        let width = after.0.table.parameters.len();
        let length = kept(width, trials);
        if length == 0 || self.rows.len() != trials * self.width {
            return Drawn::new(after.0, after.1, trials);
        }
        let sources = sources(before, after);
        let all_stay =
            width == self.width && sources.iter().zip(0..).all(|(from, place)| *from == Some(place));
        if all_stay {
            return self.clone();
        }
        let anew: Vec<usize> = (0..width).filter(|place| sources[*place].is_none()).collect();
        let mut rows = vec![0.0; length];
        rows.par_chunks_mut(width * DRAWN_TOGETHER).enumerate().for_each_init(
            Vec::new,
            |columns, (block, rows)| {
                let (first, count) = (block * DRAWN_TOGETHER, rows.len() / width);
                draw_columns_of(after.0, after.1, &anew, first as u64, count, columns);
                for (trial, row) in rows.chunks_exact_mut(width).enumerate() {
                    let known = &self.rows[(first + trial) * self.width..][..self.width];
                    for (value, from) in row.iter_mut().zip(&sources) {
                        *value = from.map_or(0.0, |from| known[from]);
                    }
                    for (place, column) in anew.iter().zip(columns.chunks_exact(count)) {
                        row[*place] = column[trial];
                    }
                }
            },
        );
        Drawn { rows: Arc::new(rows), width }
    }
}

/// A plan and its keys.
pub(super) type Side<'a> = (&'a SimulationPlan, &'a Keys);

/// How many numbers are kept.
fn kept(width: usize, trials: usize) -> usize {
    let numbers = trials.saturating_mul(width);
    if numbers <= KEPT_DRAWS { numbers } else { 0 }
}

/// `[parameter]` of the edited plan: its position before, if its draws are the same. They are where its key, its distribution and
/// what it is correlated with are the same.
fn sources(before: Side<'_>, after: Side<'_>) -> Vec<Option<usize>> {
    let (old, new) = (&before.0.table.parameters, &after.0.table.parameters);
    let positions: BTreeMap<StreamKey, usize> =
        before.1.parameters.iter().copied().zip(0..old.len()).collect();
    let correlated_anew = correlated_anew(before, after);
    let source = |place: usize| {
        let key = &after.1.parameters[place];
        let from = *positions.get(key)?;
        let same = old[from].distribution == new[place].distribution && !correlated_anew.contains(key);
        same.then_some(from)
    };
    (0..new.len()).map(source).collect()
}

/// Keys of quantities in groups of correlated ones that are not the same on both sides.
fn correlated_anew(before: Side<'_>, after: Side<'_>) -> BTreeSet<StreamKey> {
    let groups = |(plan, keys): Side<'_>| -> Vec<(Vec<StreamKey>, Vec<f64>)> {
        let mixed = plan.table.copula.mixed();
        mixed
            .map(|(positions, factor)| {
                (positions.iter().map(|place| keys.parameters[*place]).collect(), factor.to_vec())
            })
            .collect()
    };
    let (old, new) = (groups(before), groups(after));
    let lone = old
        .iter()
        .filter(|group| !new.contains(group))
        .chain(new.iter().filter(|group| !old.contains(group)));
    lone.flat_map(|(keys, _)| keys.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Case;
    use crate::input::{CaseSource, read_case};
    use crate::quantity::Distribution;

    const TRIALS: usize = 150;

    fn case() -> Case {
        read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case
    }

    fn plan(case: &Case) -> SimulationPlan {
        SimulationPlan::new(case).unwrap()
    }

    fn bits(drawn: &Drawn) -> Vec<u64> {
        drawn.rows.iter().map(|value| value.to_bits()).collect()
    }

    /// Quantities that are taken over by an edited case; all must be what they are in a new run.
    #[track_caller]
    fn taken_over(edit: impl FnOnce(&mut Case)) -> (usize, usize) {
        let before = case();
        let mut after = before.clone();
        edit(&mut after);
        let (old, new) = (plan(&before), plan(&after));
        let (old_keys, new_keys) = (Keys::new(&old, 9), Keys::new(&new, 9));
        let drawn = Drawn::new(&old, &old_keys, TRIALS);
        let edited = drawn.edited((&old, &old_keys), (&new, &new_keys), TRIALS);
        assert_eq!(bits(&edited), bits(&Drawn::new(&new, &new_keys, TRIALS)));
        let sources = sources((&old, &old_keys), (&new, &new_keys));
        (sources.iter().flatten().count(), sources.len())
    }

    #[test]
    fn an_edit_draws_what_it_has_changed_and_nothing_else() {
        assert!(!plan(&case()).table.copula.is_empty(), "the case should have correlations");
        let (kept, all) = taken_over(|_| {});
        assert_eq!(kept, all);
        // One quantity made certain, so that every later one moves up a place.
        let (kept, fewer) = taken_over(|case| {
            let placement =
                case.placements.iter_mut().find(|entry| !entry.run_cost_factor.is_certain()).unwrap();
            placement.run_cost_factor.distribution = Distribution::certain(1.0).unwrap();
        });
        assert_eq!((kept, fewer), (all - 1, all - 1));
        let (kept, as_many) = taken_over(|case| {
            let placement =
                case.placements.iter_mut().find(|entry| !entry.run_cost_factor.is_certain()).unwrap();
            placement.run_cost_factor.distribution = Distribution::uniform(0.5, 1.0).unwrap();
        });
        assert_eq!((kept, as_many), (all - 1, all));
        let (kept, as_many) = taken_over(|case| {
            case.correlations.pop();
        });
        assert!(kept < all && as_many == all, "{kept} of {all}");
    }
}
