//! Figures given to a simulation from elsewhere, everything else left as it is: draws exchanged between two simulations, of which
//! total indices are made, and figures held at one value, of which futures are made.

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
        let alike = self.plan().table.parameters.len() == other.plan().table.parameters.len();
        if !alike || self.trials != other.trials {
            return false;
        }
        let (Some(mine), Some(others)) = (self.drawn.column_mut(figure), other.drawn.column_mut(figure))
        else {
            return false;
        };
        mine.zip(others).for_each(|(mine, other)| std::mem::swap(mine, other));
        (self.given, other.given) = (true, true);
        true
    }

    /// Holds a figure at one value in all trials, until it is held at another. Events and all other figures keep their draws, also
    /// those that are correlated with it. For a figure that is correlated with none the outcomes are those of the case in which it is
    /// certain.
    ///
    /// - `figure`: position in `plan.table.parameters`.
    ///
    /// False, with nothing done, where the draws are not kept, because they would be too many.
    #[must_use]
    pub fn hold(&mut self, figure: usize, value: f64) -> bool {
        let Some(column) = self.drawn.column_mut(figure) else { return false };
        column.for_each(|held| *held = value);
        self.given = true;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{RunSpec, drawn_figures};
    use crate::input::{CaseSource, FigureChange, read_case, read_case_with};
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

    #[test]
    fn a_held_figure_does_what_a_certain_one_does() {
        let source = CaseSource::embedded("reference-manufacturer");
        let certain = FigureChange::parse("company.loaded_hourly_cost=61 EUR").unwrap();
        let before = SimulationPlan::new(&read_case(&source).unwrap().case).unwrap();
        let after = SimulationPlan::new(&read_case_with(&source, &[certain]).unwrap().case).unwrap();
        let spec = RunSpec { seed: 4, trials: 20 };
        let mut held = Simulation::new(&before, &spec);
        let unheld = held.scenario(0, &|_| {}).totals(1);
        let named = |figure: &crate::plan::Parameter| figure.name == "company.loaded_hourly_cost";
        let figure = before.table.parameters.iter().position(named).unwrap();
        assert!(held.hold(figure, 61.0) && !held.hold(before.table.parameters.len(), 1.0));
        let found = held.scenario(0, &|_| {}).totals(1);
        assert_ne!(found, unheld);
        assert_eq!(found, Simulation::new(&after, &spec).scenario(0, &|_| {}).totals(1));
    }
}
