//! A sample that arrives block by block.

use serde::{Deserialize, Serialize};

use super::error::{StatisticsError, check_values};
use super::moments::{Moments, moments};
use super::sample::SortedSample;

/// Values of trials in their order, of which all are kept up to a limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampleAccumulator {
    limit: u64,
    kept: Vec<f64>,
}

impl SampleAccumulator {
    /// A sample without values.
    ///
    /// - `limit`: values that are kept.
    #[must_use]
    pub fn new(limit: u64) -> Self {
        SampleAccumulator { limit, kept: Vec::new() }
    }

    /// Adds the values of the next trials. What is estimated does not depend on how they are split into blocks, to the bit.
    ///
    /// # Errors
    /// A value that is not finite or beyond ±1e150, with its index among all values.
    pub fn add(&mut self, values: &[f64]) -> Result<(), StatisticsError> {
        check_values(values, self.trials() as usize)?;
        self.kept.extend_from_slice(values);
        Ok(())
    }

    /// Number of values.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.kept.len() as u64
    }

    /// The first values, as many as are kept.
    #[must_use]
    pub fn kept(&self) -> &[f64] {
        &self.kept
    }

    /// Mean and spread.
    ///
    /// # Errors
    /// No values.
    pub fn moments(&self) -> Result<Moments, StatisticsError> {
        moments(&self.kept)
    }

    /// The values in ascending order.
    ///
    /// # Errors
    /// No values.
    pub fn sorted(&self) -> Result<SortedSample, StatisticsError> {
        SortedSample::new(&self.kept)
    }
}
