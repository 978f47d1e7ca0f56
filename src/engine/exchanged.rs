//! One figure's draws exchanged between two simulations, everything else left as it is: what total indices are made of.

use super::simulate::Simulation;

impl Simulation<'_> {
    /// Exchanges what all trials have drawn of a figure with another simulation of the same plan and number of trials; a second
    /// exchange undoes it. Events and all other figures keep their draws.
    ///
    /// - `figure`: position in `plan.table.parameters`.
    ///
    /// False, with nothing done, where the draws are not kept, because they would be too many, or are of other numbers.
    #[must_use]
    pub fn exchange(&mut self, other: &mut Simulation<'_>, figure: usize) -> bool {
        let width = self.plan().table.parameters.len();
        if figure >= width || self.drawn.is_empty() || self.drawn.len() != other.drawn.len() {
            return false;
        }
        let mine = self.drawn.iter_mut().skip(figure).step_by(width);
        let others = other.drawn.iter_mut().skip(figure).step_by(width);
        mine.zip(others).for_each(|(mine, other)| std::mem::swap(mine, other));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{RunSpec, drawn_figures};
    use crate::input::{CaseSource, read_case};
    use crate::plan::SimulationPlan;

    #[test]
    fn only_the_exchanged_figure_changes_and_a_second_exchange_undoes_it() {
        let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        let plan = SimulationPlan::new(&case).unwrap();
        let new = |seed| Simulation::new(&plan, &RunSpec { seed, trials: 20 });
        let (mut one, mut other) = (new(1), new(2));
        let place = |name: &str| plan.table.parameters.iter().position(|figure| figure.name == name).unwrap();
        let figure = place("company.loaded_hourly_cost");
        let before = one.scenario(0, &|_| {});
        assert!(one.exchange(&mut other, figure));
        let (mine, others) = (drawn_figures(&plan, 1, 20), drawn_figures(&plan, 2, 20));
        for trial in 0..20 {
            for (position, value) in one.drawn_in(trial).iter().enumerate() {
                let source = if position == figure { &others } else { &mine };
                assert_eq!(value.to_bits(), source[position][trial].to_bits());
            }
        }
        let changed = one.scenario(0, &|_| {});
        let differ =
            before.totals(0).into_iter().zip(changed.totals(0)).filter(|(before, changed)| before != changed);
        assert!(differ.count() > 10, "users' hours should cost otherwise");
        assert!(one.exchange(&mut other, figure));
        let again = one.scenario(0, &|_| {});
        assert_eq!(before.totals(0), again.totals(0));
        assert!(!one.exchange(&mut new(3).hastened(None), plan.table.parameters.len()));
        let mut longer = Simulation::new(&plan, &RunSpec { seed: 1, trials: 21 });
        assert!(!one.exchange(&mut longer, figure));
    }
}
