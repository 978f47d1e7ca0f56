//! Exact quantiles and expected shortfalls where trials are not kept: the same trials once more.

use rayon::prelude::*;

use super::accumulate::ScenarioAccumulator;
use super::option_accumulator::{ColumnAccumulator, Label, OptionAccumulator};
use super::summarise::Ranks;
use super::summary::{CostSummary, CountSummary, OptionSummary, QuantileMethod, ScenarioSummary};
use crate::decision::DecisionError;
use crate::domain::{Component, Group};
use crate::engine::Outcomes;
use crate::statistics::{Counted, ExactSample, ExpectedShortfall, LogHistogram, QuantileRanks};

/// Numbers of 8 bytes that are held at a time (64 MB), unless a single sample needs more.
const MOST_HELD: usize = 1 << 23;

/// Replaces what histograms estimate by order statistics and sums of the values themselves.
///
/// Takes the same trials in the same order as the accumulator took, and collects the values of those bins of its histograms that
/// hold an order statistic of the summary: few of them, unless a distribution is narrow. Equal values are held once. When more
/// than 8 million numbers (64 MB) are held, the sample that holds most is left to a further pass; a single sample is taken
/// whatever it holds, at most all its values.
pub struct ExactPass {
    ranks: Ranks,
    jobs: Vec<Job>,
    /// Left to further passes.
    later: Vec<Job>,
    most_held: usize,
    trials: u64,
}

/// One sample.
struct Job {
    option: usize,
    place: Place,
    sample: ExactSample,
}

/// Where a sample stands in the outcomes and in the summary.
#[derive(Debug, Clone, PartialEq)]
enum Place {
    Total,
    Group(Group),
    /// Position of the column, and what it is.
    Column(usize, Label),
}

impl ExactPass {
    /// Prepares a pass over the trials that `accumulator` has taken; it does nothing where all are kept.
    ///
    /// # Errors
    /// No trials.
    pub fn new(accumulator: &ScenarioAccumulator) -> Result<ExactPass, DecisionError> {
        ExactPass::holding(MOST_HELD, accumulator)
    }

    fn holding(most_held: usize, accumulator: &ScenarioAccumulator) -> Result<ExactPass, DecisionError> {
        let ranks = Ranks::new(accumulator.trials())?;
        let (labels, options) = accumulator.parts();
        let mut jobs = Vec::new();
        for (option, figures) in options.iter().enumerate() {
            for (place, histogram) in histograms(labels, figures) {
                let wanted = [ranks.p05, ranks.p50, ranks.p95, ranks.p99];
                let sample = ExactSample::new(histogram, &wanted, &[0.95, 0.99])?;
                jobs.push(Job { option, place, sample });
            }
        }
        Ok(ExactPass { ranks, jobs, later: Vec::new(), most_held, trials: 0 })
    }

    /// Adds the next trials.
    ///
    /// # Errors
    /// Trials that do not come next.
    pub fn add(&mut self, first_trial: u64, outcomes: &Outcomes) -> Result<(), DecisionError> {
        if first_trial != self.trials {
            return Err(DecisionError::TrialsOutOfOrder { expected: self.trials, found: first_trial });
        }
        self.trials += outcomes.trials() as u64;
        self.jobs.par_iter_mut().for_each(|job| job.add(outcomes));
        while self.jobs.len() > 1 && self.held() > self.most_held {
            let heaviest = (0..self.jobs.len()).max_by_key(|job| self.jobs[*job].sample.held()).unwrap_or(0);
            let mut job = self.jobs.remove(heaviest);
            job.sample.clear();
            self.later.push(job);
        }
        Ok(())
    }

    fn held(&self) -> usize {
        self.jobs.iter().map(|job| job.sample.held()).sum()
    }

    /// Enters the exact figures. Returns the pass that is still to be made over the same trials, if one is: its figures are
    /// those of histograms until then, and the summary says so.
    ///
    /// - `summary`: of the accumulator that the pass was made for.
    pub fn finish(mut self, summary: &mut ScenarioSummary) -> Option<ExactPass> {
        self.jobs.par_iter_mut().for_each(|job| job.sample.settle());
        for job in &self.jobs {
            if let Some(option) = summary.options.get_mut(job.option) {
                job.enter(&self.ranks, option);
            }
        }
        if self.later.is_empty() {
            summary.quantiles = QuantileMethod::Exact;
            return None;
        }
        Some(ExactPass { jobs: self.later, later: Vec::new(), trials: 0, ..self })
    }
}

/// The samples of an option that histograms have taken.
fn histograms<'a>(
    labels: &'a [Label],
    figures: &'a OptionAccumulator,
) -> impl Iterator<Item = (Place, &'a LogHistogram)> {
    let total = std::iter::once((Place::Total, figures.total.histogram()));
    let groups = Group::ALL.into_iter().zip(&figures.groups);
    let groups = groups.map(|(group, sample)| (Place::Group(group), sample.histogram()));
    let columns = labels.iter().zip(&figures.columns).enumerate().map(|(position, (label, column))| {
        let histogram = match column {
            ColumnAccumulator::Cost(sample) => sample.histogram(),
            ColumnAccumulator::Count(counts) => match counts.counted() {
                Counted::Whole(_) => None,
                Counted::Other(sample) => sample.histogram(),
            },
            ColumnAccumulator::LeftOut => None,
        };
        (Place::Column(position, label.clone()), histogram)
    });
    let all = total.chain(groups).chain(columns);
    all.filter_map(|(place, histogram)| histogram.map(|histogram| (place, histogram)))
}

impl Job {
    fn add(&mut self, outcomes: &Outcomes) {
        match &self.place {
            Place::Total => self.sample.add(&outcomes.totals(self.option)),
            Place::Group(group) => {
                let components: Vec<Component> = group.components().collect();
                self.sample.add(&outcomes.sum(self.option, &components));
            }
            Place::Column(position, _) => {
                self.sample.add(&outcomes.column(self.option, *position).to_vec());
            }
        }
    }

    fn enter(&self, ranks: &Ranks, option: &mut OptionSummary) {
        let cost = |costs: &mut Vec<CostSummary>, id: &str| {
            if let Some(cost) = costs.iter_mut().find(|cost| cost.id == id) {
                self.enter_cost(ranks, cost);
            }
        };
        let count = |counts: &mut Vec<CountSummary>, id: &str| {
            if let Some(count) = counts.iter_mut().find(|count| count.id == id) {
                self.enter_count(ranks, count);
            }
        };
        match &self.place {
            Place::Total => self.enter_cost(ranks, &mut option.total),
            Place::Group(group) => cost(&mut option.groups, group.id()),
            Place::Column(_, Label::Component(id)) => cost(&mut option.components, id),
            Place::Column(_, Label::Year(id)) => cost(&mut option.years, id),
            Place::Column(_, Label::Count { id, .. }) => count(&mut option.counts, id),
            Place::Column(_, Label::Events(id)) => count(&mut option.events, id),
            Place::Column(_, Label::Playbook { id, .. }) => count(&mut option.playbook, id),
        }
    }

    fn enter_cost(&self, ranks: &Ranks, cost: &mut CostSummary) {
        let at = |ranks: &QuantileRanks| self.sample.quantile(ranks);
        let enter = |level: f64, place: &mut ExpectedShortfall| {
            if let Some(found) = self.sample.shortfall(level) {
                *place = found;
            }
        };
        (cost.p05, cost.p50, cost.p95, cost.p99) =
            (at(&ranks.p05), at(&ranks.p50), at(&ranks.p95), at(&ranks.p99));
        (cost.value_at_risk_95, cost.value_at_risk_99) = (cost.p95.clone(), cost.p99.clone());
        enter(0.95, &mut cost.expected_shortfall_95);
        enter(0.99, &mut cost.expected_shortfall_99);
    }

    fn enter_count(&self, ranks: &Ranks, count: &mut CountSummary) {
        let at = |ranks: &QuantileRanks| self.sample.at(ranks.estimate());
        (count.p05, count.p50, count.p95) = (at(&ranks.p05), at(&ranks.p50), at(&ranks.p95));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Column;
    use crate::report::Method;
    use crate::report::testing::{options, scenario, settings};
    use crate::results::testing::outcomes;
    use ndarray::Array3;

    const TRIALS: usize = 12_000;

    /// As from the formula, but that no two costs are alike, one component is the same in nine trials of ten, and a count is
    /// none.
    fn spread_out() -> Outcomes {
        let all = outcomes(2, TRIALS);
        let columns: Vec<Column> = all.columns().to_vec();
        let values = Array3::from_shape_fn((2, columns.len(), TRIALS), |(option, column, trial)| {
            let value = all.column(option, column)[trial];
            let noise = ((trial * 7_919 + column * 104_729) % 65_537) as f64 / 65_537.0;
            match column {
                3 if trial % 10 > 0 => 5e6,
                4 => -value * (1.0 + noise),
                12 => value + noise,
                _ => value * (1.0 + 0.3 * noise),
            }
        });
        Outcomes::new(columns, values)
    }

    fn accumulated(all: &Outcomes, exact_limit: u64) -> ScenarioAccumulator {
        let method = Method { exact_limit, replicates: None };
        let mut accumulator =
            ScenarioAccumulator::new(all.columns(), &options(2), settings().appetite, method);
        accumulator.add(0, all).unwrap();
        accumulator
    }

    fn assert_exact(found: &CostSummary, expected: &CostSummary) {
        assert_eq!([&found.p05, &found.p50], [&expected.p05, &expected.p50], "{}", found.id);
        assert_eq!([&found.p95, &found.p99], [&expected.p95, &expected.p99], "{}", found.id);
        assert_eq!(found.value_at_risk_99, expected.value_at_risk_99);
        for (found, expected) in [
            (&found.expected_shortfall_95, &expected.expected_shortfall_95),
            (&found.expected_shortfall_99, &expected.expected_shortfall_99),
        ] {
            assert!((found.estimate / expected.estimate - 1.0).abs() < 1e-12);
            assert!((found.standard_error.unwrap() / expected.standard_error.unwrap() - 1.0).abs() < 1e-9);
        }
    }

    /// Passes until none is left; how many.
    fn passes(mut pass: Option<ExactPass>, all: &Outcomes, summary: &mut ScenarioSummary) -> usize {
        let mut count = 0;
        while let Some(mut current) = pass {
            current.add(0, all).unwrap();
            pass = current.finish(summary);
            count += 1;
            assert_eq!(pass.is_some(), summary.quantiles != QuantileMethod::Exact);
        }
        count
    }

    #[test]
    fn figures_are_those_of_kept_trials() {
        let all = spread_out();
        let expected = accumulated(&all, 20_000).finish(&scenario(0), &options(2)).unwrap();
        let accumulator = accumulated(&all, 500);
        for (most_held, several) in [(MOST_HELD, false), (3_000, true)] {
            let mut found = accumulator.finish(&scenario(0), &options(2)).unwrap();
            let before = found.clone();
            let pass = ExactPass::holding(most_held, &accumulator).unwrap();
            let count = passes(Some(pass), &all, &mut found);
            assert_eq!(count > 1, several, "{count}");
            for (option, expected) in found.options.iter().zip(&expected.options) {
                let pairs = option.groups.iter().zip(&expected.groups);
                let pairs = pairs.chain(option.components.iter().zip(&expected.components));
                let pairs = pairs.chain(option.years.iter().zip(&expected.years));
                pairs
                    .chain([(&option.total, &expected.total)])
                    .for_each(|(found, expected)| assert_exact(found, expected));
                for (found, expected) in option.counts.iter().zip(&expected.counts) {
                    assert_eq!((found.p05, found.p50, found.p95), (expected.p05, expected.p50, expected.p95));
                }
            }
            assert_ne!(found.options[0].total.p50, before.options[0].total.p50);
        }
    }

    #[test]
    fn nothing_is_to_be_done_where_trials_are_kept() {
        let all = outcomes(2, 300);
        let accumulator = accumulated(&all, 1000);
        let mut summary = accumulator.finish(&scenario(0), &options(2)).unwrap();
        let before = summary.clone();
        assert_eq!(passes(Some(ExactPass::new(&accumulator).unwrap()), &all, &mut summary), 1);
        assert_eq!(summary, before);
    }

    #[test]
    fn trials_must_follow_one_another() {
        let all = outcomes(2, 300);
        let mut pass = ExactPass::new(&accumulated(&all, 100)).unwrap();
        let refused = pass.add(300, &all);
        assert_eq!(refused, Err(DecisionError::TrialsOutOfOrder { expected: 0, found: 300 }));
    }
}
