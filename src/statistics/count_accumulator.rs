//! Counts that arrive block by block.

use serde::{Deserialize, Serialize};

use super::error::{StatisticsError, check_values};
use super::moments::Moments;
use super::sample_accumulator::{Intake, SampleAccumulator};
use super::subsample_sums::{Division, SubsampleSums};
use super::whole_counts::WholeCounts;

/// Values that are counted by number as long as all are small whole numbers, and from the first other one on taken like any
/// others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountAccumulator {
    intake: Intake,
    whole: WholeCounts,
    other: Option<Box<SampleAccumulator>>,
    /// By replicate, of all values.
    sums: Option<SubsampleSums>,
}

/// Counts as they are taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Counted<'a> {
    Whole(&'a WholeCounts),
    /// Not all are small whole numbers.
    Other(&'a SampleAccumulator),
}

/// Trials that are poured at a time.
const POURED: u64 = 1024;

impl CountAccumulator {
    /// No values yet.
    #[must_use]
    pub fn new(intake: Intake) -> Self {
        let sums = intake.replicates.map(|replicates| SubsampleSums::new(Division::Replicates(replicates)));
        let intake = Intake { replicates: None, ..intake };
        CountAccumulator { intake, whole: WholeCounts::default(), other: None, sums }
    }

    /// Adds the values of the next trials. What is estimated does not depend on how they are split into blocks, to the bit.
    ///
    /// # Errors
    /// A value that is not finite or beyond ±1e150, with its index among all values; some of those before it may be added then.
    pub fn add(&mut self, values: &[f64]) -> Result<(), StatisticsError> {
        if let Some(sums) = &mut self.sums {
            sums.add(values);
        }
        if let Some(other) = &mut self.other {
            return other.add(values);
        }
        let added = self.whole.add(values);
        if added == values.len() {
            return Ok(());
        }
        // What is counted is finite.
        check_values(&values[added..], self.whole.trials() as usize)?;
        let mut other = Box::new(SampleAccumulator::new(self.intake));
        for (value, trials) in self.whole.runs() {
            let mut left = trials;
            while left > 0 {
                let poured = left.min(POURED);
                other.add(&vec![value; poured as usize])?;
                left -= poured;
            }
        }
        other.add(&values[added..])?;
        self.whole = WholeCounts::default();
        self.other = Some(other);
        Ok(())
    }

    /// Adds the same value for each of the next trials: as [`CountAccumulator::add`] would, to the bit.
    ///
    /// # Errors
    /// A value that is not finite or beyond ±1e150.
    pub fn add_repeated(&mut self, value: f64, trials: usize) -> Result<(), StatisticsError> {
        match &mut self.other {
            Some(other) if self.sums.is_none() => other.add_repeated(value, trials),
            None if self.sums.is_none() && self.whole.add_repeated(value, trials as u64) => Ok(()),
            Some(_) | None => self.add(&vec![value; trials]),
        }
    }

    /// Number of values.
    #[must_use]
    pub fn trials(&self) -> u64 {
        match self.counted() {
            Counted::Whole(whole) => whole.trials(),
            Counted::Other(other) => other.trials(),
        }
    }

    /// The values as they are taken.
    #[must_use]
    pub fn counted(&self) -> Counted<'_> {
        self.other.as_deref().map_or(Counted::Whole(&self.whole), Counted::Other)
    }

    /// Mean and spread, the error from replicates where there are any.
    ///
    /// # Errors
    /// No values.
    pub fn moments(&self) -> Result<Moments, StatisticsError> {
        let found = match self.counted() {
            Counted::Whole(whole) => whole.moments(),
            Counted::Other(other) => other.moments(),
        }?;
        Ok(match &self.sums {
            None => found,
            Some(sums) => found.with_error_of(sums),
        })
    }

    /// Bytes on the heap.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.whole.bytes()
            + self.other.as_ref().map_or(0, |other| size_of::<SampleAccumulator>() + other.bytes())
            + self.sums.as_ref().map_or(0, SubsampleSums::bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::moments::moments;
    use super::super::runs::Ordered;
    use super::*;
    use proptest::prelude::*;

    fn taken(values: &[f64], limit: u64, replicates: Option<u32>, block: usize) -> CountAccumulator {
        let mut counts = CountAccumulator::new(Intake { limit, replicates, lasting: false });
        values.chunks(block).for_each(|block| counts.add(block).unwrap());
        counts
    }

    #[test]
    fn refuses_what_is_not_finite_whatever_came_before() {
        for before in [&[][..], &[1.0], &[0.5]] {
            let mut counts = taken(before, 10, None, 8);
            let index = before.len() + 1;
            let refused = counts.add(&[2.0, f64::NEG_INFINITY]);
            assert_eq!(refused, Err(StatisticsError::NonFinite { index, value: f64::NEG_INFINITY }));
        }
    }

    proptest! {
        #[test]
        fn the_first_odd_value_turns_counts_into_values(
            before in prop::collection::vec((0_u32..9).prop_map(f64::from), 0..300),
            after in prop::collection::vec(0.25..9.0_f64, 0..100),
            limit in 0_u64..300,
            block in 1_usize..300,
            replicates in prop::option::of(2_u32..5),
        ) {
            let values: Vec<f64> = before.iter().chain(&after).copied().collect();
            prop_assume!(!values.is_empty());
            let found = taken(&values, limit, replicates, block);
            prop_assert_eq!(&found, &taken(&values, limit, replicates, values.len()));
            prop_assert_eq!(found.trials(), values.len() as u64);
            let expected = moments(&values).unwrap();
            prop_assert!((found.moments().unwrap().mean - expected.mean).abs() < 1e-12);
            prop_assert_eq!(matches!(found.counted(), Counted::Whole(_)), after.is_empty());
            if let Counted::Whole(whole) = found.counted() {
                let highest = values.iter().copied().fold(0.0, f64::max);
                prop_assert_eq!(whole.sample().unwrap().at(u64::MAX), highest);
            }
        }
    }
}
