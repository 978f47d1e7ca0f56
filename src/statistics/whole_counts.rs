//! How often each small whole number came.

use serde::{Deserialize, Serialize};

use super::error::StatisticsError;
use super::moments::{Moments, compensated_sum};
use super::runs::RunSample;

/// Numbers from 0 to one less than this are counted.
const NUMBERS: usize = 4096;

/// Values that are counted together.
const BLOCK: usize = 256;

/// Up to this number, a pass for each is faster than looking up each value.
const FEW: usize = 6;

/// Trials by the whole number they had: exact for any number of trials in next to no memory.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct WholeCounts {
    /// The first number added.
    first: u32,
    /// By number from 0.
    trials: Vec<u64>,
}

impl WholeCounts {
    /// Adds values as long as they are whole numbers from 0 to 4,095; tells how many were added.
    #[must_use = "values from the first one on that is none are not added"]
    pub fn add(&mut self, values: &[f64]) -> usize {
        if self.trials.is_empty() {
            self.first = values.first().map_or(0, |value| *value as u32);
        }
        let mut added = 0;
        for block in values.chunks(BLOCK) {
            match highest(block) {
                Some(highest) if highest <= FEW => self.add_few(block, highest),
                Some(_) => {
                    for value in block {
                        *self.of(*value as usize) += 1;
                    }
                }
                None => return added + self.add_some(block),
            }
            added += block.len();
        }
        added
    }

    /// Adds one value many times if it is a whole number from 0 to 4,095 and some were added before; says whether it did.
    pub(super) fn add_repeated(&mut self, value: f64, times: u64) -> bool {
        let number = value as usize;
        let fits = !self.trials.is_empty() && number as f64 == value && number < NUMBERS;
        if fits {
            *self.of(number) += times;
        }
        fits
    }

    /// Adds whole numbers that are no higher than `highest`: each number is counted in a pass of its own.
    fn add_few(&mut self, block: &[f64], highest: usize) {
        let mut left = block.len() as u64;
        for number in 0..highest {
            let wanted = number as f64;
            let count = block.iter().map(|value| u64::from(*value == wanted)).sum::<u64>();
            if count > 0 {
                *self.of(number) += count;
            }
            left -= count;
        }
        *self.of(highest) += left;
    }

    /// Adds values up to the first one that is not counted; how many.
    fn add_some(&mut self, block: &[f64]) -> usize {
        let counted = block.iter().take_while(|value| highest(&[**value]).is_some());
        counted.map(|value| *self.of(*value as usize) += 1).count()
    }

    fn of(&mut self, number: usize) -> &mut u64 {
        if number >= self.trials.len() {
            self.trials.resize(number + 1, 0);
        }
        &mut self.trials[number]
    }

    /// Number of values.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials.iter().sum()
    }

    /// Bytes on the heap.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.trials.capacity() * size_of::<u64>()
    }

    /// Numbers that came, ascending, each with its trials.
    pub fn runs(&self) -> impl Iterator<Item = (f64, u64)> + Clone + '_ {
        let runs = self.trials.iter().enumerate().filter(|(_, trials)| **trials > 0);
        runs.map(|(number, trials)| (number as f64, *trials))
    }

    /// The numbers by rank.
    ///
    /// # Errors
    /// No values.
    pub fn sample(&self) -> Result<RunSample, StatisticsError> {
        RunSample::new(self.runs())
    }

    /// Mean and spread; the mean is that of [`moments`](super::moments()) to the bit, the deviation but for rounding.
    ///
    /// # Errors
    /// No values.
    pub fn moments(&self) -> Result<Moments, StatisticsError> {
        let trials = self.trials();
        if trials == 0 {
            return Err(StatisticsError::Empty);
        }
        let sum: u64 = (0..).zip(&self.trials).map(|(number, trials)| number * trials).sum();
        let first = u64::from(self.first);
        // Shifted by the first number, as `moments` does it.
        let mean = self.first as f64 + (sum as i128 - i128::from(trials * first)) as f64 / trials as f64;
        let squares = compensated_sum(self.runs().map(|(number, trials)| {
            let deviation = number - mean;
            trials as f64 * (deviation * deviation)
        }));
        let variance = (trials > 1).then(|| squares / (trials - 1) as f64);
        Ok(Moments::new(trials as usize, mean, variance))
    }
}

/// The highest of values that are all whole numbers that are counted; `None` if one is not.
fn highest(values: &[f64]) -> Option<usize> {
    /// From here to twice this, floats are the whole numbers: adding it rounds to one.
    const WHOLE: f64 = (1_u64 << 52) as f64;
    const LANES: usize = 4;
    let mut high = [0.0_f64; LANES];
    let mut odd = [0_u64; LANES];
    let mut look = |lane: usize, value: f64| {
        let counted = ((value + WHOLE) - WHOLE == value) & (value >= 0.0) & (value < NUMBERS as f64);
        odd[lane] += u64::from(!counted);
        high[lane] = if value > high[lane] { value } else { high[lane] };
    };
    let rows = values.chunks_exact(LANES);
    let rest = rows.remainder();
    for row in rows {
        for (lane, value) in row.iter().enumerate() {
            look(lane, *value);
        }
    }
    for (lane, value) in rest.iter().enumerate() {
        look(lane, *value);
    }
    (odd == [0; LANES]).then(|| high.into_iter().fold(0.0, f64::max) as usize)
}

#[cfg(test)]
mod tests {
    use super::super::moments::moments;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stops_at_what_is_no_small_whole_number() {
        for odd in [0.5, -1.0, 4096.0, f64::NAN, f64::INFINITY, 1e300] {
            let mut counts = WholeCounts::default();
            assert_eq!(counts.add(&[1.0, 9.0, 4095.0, odd, 1.0]), 3, "{odd}");
            assert_eq!(counts.runs().collect::<Vec<_>>(), [(1.0, 1), (9.0, 1), (4095.0, 1)]);
        }
    }

    #[test]
    fn equal_numbers_have_exactly_no_spread() {
        let mut counts = WholeCounts::default();
        assert_eq!(counts.add(&[3.0; 777]), 777);
        let found = counts.moments().unwrap();
        assert_eq!((found.mean, found.standard_deviation), (3.0, Some(0.0)));
    }

    proptest! {
        #[test]
        fn figures_are_those_of_the_values(values in prop::collection::vec((0_u32..40).prop_map(f64::from), 1..700)) {
            let mut counts = WholeCounts::default();
            prop_assert_eq!(counts.add(&values), values.len());
            let (found, expected) = (counts.moments().unwrap(), moments(&values).unwrap());
            prop_assert_eq!(found.mean.to_bits(), expected.mean.to_bits());
            if let (Some(found), Some(expected)) = (found.standard_deviation, expected.standard_deviation) {
                prop_assert!((found - expected).abs() <= 1e-14 * expected);
            }
        }
    }
}
