//! Exact quantiles and shortfalls of a sample that is not kept: a second look at its values, of which few are collected.

use super::error::{StatisticsError, check_level};
use super::expected_shortfall::{ExpectedShortfall, Tail};
use super::histogram::{Bin, LogHistogram};
use super::moments::CompensatedSum;
use super::quantile::Quantile;
use super::ranks::{self, QuantileRanks};

/// Values that wait until equal ones are put together.
const WAITING: usize = 1024;

/// Values of a sample that stand at some ranks, and sums beyond others, from the histogram of a first pass and all values once more.
///
/// Collects the values of the bins that hold the ranks, equal ones once.
#[derive(Debug, Clone)]
pub struct ExactSample {
    trials: u64,
    /// By bin, ascending.
    collected: Vec<Collected>,
    tails: Vec<TailSums>,
}

/// The values of one bin.
#[derive(Debug, Clone)]
struct Collected {
    bin: Bin,
    /// Trials below the bin.
    below: u64,
    /// Distinct values, ascending, each with its trials.
    runs: Vec<(f64, u64)>,
    waiting: Vec<f64>,
}

/// Sums over the values above a bin.
#[derive(Debug, Clone)]
struct TailSums {
    level: f64,
    bin: Bin,
    /// From where values are counted: a value of the bin.
    origin: f64,
    trials: u64,
    excess: CompensatedSum,
    squares: CompensatedSum,
}

impl ExactSample {
    /// Prepares a second look.
    ///
    /// - `histogram`: of all values.
    /// - `quantiles`: to be asked for later.
    /// - `shortfalls`: levels of expected shortfalls to be asked for later.
    ///
    /// # Errors
    /// A level outside `(0, 1)`.
    pub fn new(
        histogram: &LogHistogram,
        quantiles: &[QuantileRanks],
        shortfalls: &[f64],
    ) -> Result<Self, StatisticsError> {
        let trials = histogram.trials();
        for level in shortfalls {
            check_level(*level)?;
        }
        let boundaries: Vec<u64> = shortfalls.iter().map(|level| ranks::rank(trials, *level)).collect();
        let mut wanted: Vec<u64> =
            quantiles.iter().flat_map(QuantileRanks::all).chain(boundaries.iter().copied()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut bins = histogram.bins_at(&wanted);
        let bin_of = |rank: &u64| wanted.binary_search(rank).map_or(Bin::of(0.0), |place| bins[place]);
        let tails = shortfalls.iter().zip(&boundaries).map(|(level, rank)| {
            let bin = bin_of(rank);
            TailSums::new(*level, bin, histogram.represented(bin))
        });
        let tails = tails.collect();
        bins.dedup();
        let mut below = 0;
        let mut collected = Vec::new();
        for (bin, count) in histogram.bins() {
            if bins.binary_search(&bin).is_ok() {
                collected.push(Collected { bin, below, runs: Vec::new(), waiting: Vec::new() });
            }
            below += count;
        }
        Ok(ExactSample { trials, collected, tails })
    }

    /// Adds values, in the order of the first pass.
    pub fn add(&mut self, values: &[f64]) {
        for &value in values {
            let bin = Bin::of(value);
            if let Ok(place) = self.collected.binary_search_by_key(&bin, |collected| collected.bin) {
                self.collected[place].add(value);
            }
            for tail in self.tails.iter_mut().filter(|tail| bin > tail.bin) {
                tail.add(value);
            }
        }
    }

    /// Numbers that are held, of 8 bytes each.
    #[must_use]
    pub fn held(&self) -> usize {
        self.collected.iter().map(|collected| 2 * collected.runs.len() + collected.waiting.len()).sum()
    }

    /// Lets go of everything that was collected.
    pub fn clear(&mut self) {
        for collected in &mut self.collected {
            (collected.runs, collected.waiting) = (Vec::new(), Vec::new());
        }
        for tail in &mut self.tails {
            *tail = TailSums::new(tail.level, tail.bin, tail.origin);
        }
    }

    /// Puts equal values together; to be done once all are added.
    pub fn settle(&mut self) {
        self.collected.iter_mut().for_each(Collected::settle);
    }

    /// The value at one of the ranks asked for; 0 at others.
    #[must_use]
    pub fn at(&self, rank: u64) -> f64 {
        let place = self.collected.partition_point(|collected| collected.below < rank);
        let Some(collected) = place.checked_sub(1).map(|place| &self.collected[place]) else {
            return 0.0;
        };
        let mut left = rank - collected.below;
        for (value, trials) in &collected.runs {
            if left <= *trials {
                return *value;
            }
            left -= trials;
        }
        0.0
    }

    /// A quantile that was asked for.
    #[must_use]
    pub fn quantile(&self, ranks: &QuantileRanks) -> Quantile {
        ranks.read(|rank| self.at(rank))
    }

    /// An expected shortfall that was asked for; `None` at another level.
    #[must_use]
    pub fn shortfall(&self, level: f64) -> Option<ExpectedShortfall> {
        let sums = self.tails.iter().find(|tail| tail.level == level)?;
        let rank = ranks::rank(self.trials, level);
        let boundary = self.at(rank);
        let collected = self.collected.iter().find(|collected| collected.bin == sums.bin)?;
        // Of the boundary's own bin, the values after the boundary.
        let mut after = Vec::new();
        let mut at = collected.below;
        for (value, trials) in &collected.runs {
            let counted = (at + trials).saturating_sub(rank.max(at));
            after.push((*value, counted));
            at += trials;
        }
        let tail = Tail { level, trials: self.trials, boundary, whole: self.trials - rank };
        let own = after.iter().map(|(value, trials)| *trials as f64 * (value - boundary)).sum::<f64>();
        let shift = sums.origin - boundary;
        let excess = sums.excess.value() + sums.trials as f64 * shift + own;
        Some(tail.shortfall_from(excess, |mean| {
            // Σ(x − b − m)² over the values above the bin, with x − b − m = (x − origin) + step.
            let step = shift - mean;
            let above = sums.squares.value() + step * (2.0 * sums.excess.value() + sums.trials as f64 * step);
            let own = after.iter().map(|(value, trials)| {
                let deviation = value - boundary - mean;
                *trials as f64 * (deviation * deviation)
            });
            above + own.sum::<f64>()
        }))
    }
}

impl Collected {
    fn add(&mut self, value: f64) {
        self.waiting.push(value);
        if self.waiting.len() >= WAITING.max(self.runs.len()) {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.waiting.sort_unstable_by(f64::total_cmp);
        let old = std::mem::take(&mut self.runs);
        let mut runs: Vec<(f64, u64)> = Vec::with_capacity(old.len());
        let (mut old, mut new) = (old.into_iter().peekable(), self.waiting.drain(..).peekable());
        loop {
            let from_old = match (old.peek(), new.peek()) {
                (Some((left, _)), Some(right)) => left.total_cmp(right).is_le(),
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            let next = if from_old { old.next() } else { new.next().map(|value| (value, 1)) };
            if let Some((value, trials)) = next {
                match runs.last_mut() {
                    Some(last) if last.0.total_cmp(&value).is_eq() => last.1 += trials,
                    Some(_) | None => runs.push((value, trials)),
                }
            }
        }
        drop(new);
        self.runs = runs;
    }
}

impl TailSums {
    fn new(level: f64, bin: Bin, origin: f64) -> Self {
        let (excess, squares) = (CompensatedSum::default(), CompensatedSum::default());
        TailSums { level, bin, origin, trials: 0, excess, squares }
    }

    fn add(&mut self, value: f64) {
        let excess = value - self.origin;
        self.trials += 1;
        self.excess.add(excess);
        self.squares.add(excess * excess);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{exponentials, normals};
    use super::super::{SortedSample, expected_shortfall, quantile};
    use super::*;
    use proptest::prelude::*;

    const LEVELS: [f64; 4] = [0.05, 0.5, 0.95, 0.99];

    fn assert_exact(values: &[f64], block: usize) {
        let mut histogram = LogHistogram::default();
        histogram.add(values);
        let ranks = LEVELS.map(|level| QuantileRanks::new(values.len() as u64, level).unwrap());
        let mut found = ExactSample::new(&histogram, &ranks, &[0.95, 0.99]).unwrap();
        values.chunks(block).for_each(|block| found.add(block));
        found.settle();
        let sorted = SortedSample::new(values).unwrap();
        for ranks in &ranks {
            assert_eq!(found.quantile(ranks), quantile(&sorted, ranks.level()).unwrap());
        }
        for level in [0.95, 0.99] {
            let (found, expected) =
                (found.shortfall(level).unwrap(), expected_shortfall(&sorted, level).unwrap());
            let scale = expected.estimate.abs().max(1e-300);
            assert!((found.estimate - expected.estimate).abs() <= 1e-12 * scale, "{found:?} {expected:?}");
            assert_eq!(found.tail_trials, expected.tail_trials);
            match (found.standard_error, expected.standard_error) {
                (Some(found), Some(expected)) => {
                    // Where the tail hardly differs, rounding of its values is all the spread there is.
                    assert!(
                        (found - expected).abs() <= 1e-9 * expected + 1e-12 * scale,
                        "{found} {expected}"
                    );
                }
                (found, expected) => assert_eq!(found, expected),
            }
        }
        assert_eq!(found.shortfall(0.9), None);
    }

    #[test]
    fn agrees_with_kept_values_on_many_shapes() {
        let trials = 20_000;
        let normal = normals(3, trials);
        assert_exact(&normal, 1024);
        assert_exact(&exponentials(4, trials), 999);
        let heavy: Vec<f64> = normal.iter().map(|value| libm::exp(4.0 * value)).collect();
        assert_exact(&heavy, 7);
        let atoms: Vec<f64> =
            normal.iter().map(|value| if *value < 1.0 { 0.0 } else { value.floor() }).collect();
        assert_exact(&atoms, 1024);
        // Within one bin, all of them different, and all alike.
        let narrow: Vec<f64> = normal.iter().map(|value| -1e6 - 10.0 * value).collect();
        assert_exact(&narrow, 1024);
        assert_exact(&vec![0.1; trials], 1024);
    }

    #[test]
    fn equal_values_are_held_once() {
        let values: Vec<f64> = (0..100_000).map(|trial| f64::from(trial % 3)).collect();
        let mut histogram = LogHistogram::default();
        histogram.add(&values);
        let ranks = LEVELS.map(|level| QuantileRanks::new(values.len() as u64, level).unwrap());
        let mut found = ExactSample::new(&histogram, &ranks, &[0.95]).unwrap();
        found.add(&values);
        assert!(found.held() < 4 * WAITING, "{}", found.held());
        found.settle();
        assert_eq!(found.held(), 6);
        found.clear();
        assert_eq!(found.held(), 0);
    }

    proptest! {
        #[test]
        fn agrees_with_kept_values(
            values in prop::collection::vec(prop_oneof![-1e9..1e9_f64, (-3_i32..3).prop_map(f64::from)], 1..300),
            block in 1_usize..50,
        ) {
            assert_exact(&values, block);
        }
    }
}
