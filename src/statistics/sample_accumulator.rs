//! A sample that arrives block by block.

use serde::{Deserialize, Serialize};

use super::arranged_sample::ArrangedSample;
use super::error::{StatisticsError, check_values};
use super::histogram::LogHistogram;
use super::moment_stream::MomentStream;
use super::moments::Moments;
use super::ranks::QuantileRanks;
use super::runs::{Ordered, RunSample};
use super::sample::SortedSample;
use super::subsample_sums::{Division, SubsampleSums, moments_of_replicates};

/// How a [`SampleAccumulator`] takes values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// Values up to which all are kept.
    pub limit: u64,
    /// Trial t belongs to replicate t mod R; `None`: trials are independent.
    pub replicates: Option<u32>,
    /// The first values up to the limit stay, and sums over parts are kept, when the limit is passed.
    pub lasting: bool,
}

/// Values of trials in their order. All are kept up to a limit; beyond it, a histogram, moments and sums over parts take them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SampleAccumulator {
    intake: Intake,
    kept: Vec<f64>,
    stream: Option<Box<SampleStream>>,
}

/// What takes values that are not kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct SampleStream {
    moments: MomentStream,
    histogram: LogHistogram,
    sums: Option<SubsampleSums>,
}

/// The values of a sample by rank.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderedSample {
    /// All of them.
    Exact(SortedSample),
    /// All of them, in order where they were to be read.
    Arranged(ArrangedSample),
    /// Middles of the bins of a histogram.
    Binned(RunSample),
}

impl SampleAccumulator {
    /// A sample without values.
    #[must_use]
    pub fn new(intake: Intake) -> Self {
        SampleAccumulator { intake, kept: Vec::new(), stream: None }
    }

    /// Adds the values of the next trials. What is estimated does not depend on how they are split into blocks, to the bit.
    ///
    /// # Errors
    /// A value that is not finite or beyond ±1e150, with its index among all values; nothing is added then.
    pub fn add(&mut self, values: &[f64]) -> Result<(), StatisticsError> {
        check_values(values, self.trials() as usize)?;
        let room = self.intake.limit.saturating_sub(self.kept.len() as u64);
        match &mut self.stream {
            Some(stream) => stream.add(values),
            None if values.len() as u64 <= room => self.kept.extend_from_slice(values),
            None => {
                let mut stream = Box::new(SampleStream::new(self.intake.division()));
                stream.add(&self.kept);
                stream.add(values);
                self.stream = Some(stream);
                if self.intake.lasting {
                    self.kept.extend_from_slice(&values[..room as usize]);
                } else {
                    self.kept = Vec::new();
                }
            }
        }
        Ok(())
    }

    /// Adds the same value for each of the next trials: as [`SampleAccumulator::add`] would, to the bit.
    ///
    /// # Errors
    /// A value that is not finite or beyond ±1e150.
    pub fn add_repeated(&mut self, value: f64, trials: usize) -> Result<(), StatisticsError> {
        if let Some(stream) = self.stream.as_mut().filter(|stream| stream.sums.is_none())
            && stream.moments.add_origin(value, trials)
        {
            stream.histogram.add_repeated(value, trials as u64);
            return Ok(());
        }
        self.add(&vec![value; trials])
    }

    /// Number of values.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.stream.as_ref().map_or(self.kept.len() as u64, |stream| stream.moments.trials())
    }

    /// The first values, as many as are kept.
    #[must_use]
    pub fn kept(&self) -> &[f64] {
        &self.kept
    }

    /// Whether all values are kept.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.stream.is_none()
    }

    /// Whether errors of means are those of replicates.
    #[must_use]
    pub fn is_replicated(&self) -> bool {
        self.intake.replicates.is_some()
    }

    /// The histogram that has taken the values; `None` while all are kept.
    #[must_use]
    pub fn histogram(&self) -> Option<&LogHistogram> {
        self.stream.as_ref().map(|stream| &stream.histogram)
    }

    /// Mean and spread, the error from replicates where there are any.
    ///
    /// # Errors
    /// No values.
    pub fn moments(&self) -> Result<Moments, StatisticsError> {
        match &self.stream {
            None => moments_of_replicates(&self.kept, self.intake.replicates),
            Some(stream) => {
                let found = stream.moments.moments()?;
                let sums = stream.sums.as_ref().filter(|_| self.intake.replicates.is_some());
                Ok(sums.map_or(found.clone(), |sums| found.with_error_of(sums)))
            }
        }
    }

    /// The values in ascending order.
    ///
    /// # Errors
    /// No values.
    pub fn ordered(&self) -> Result<OrderedSample, StatisticsError> {
        Ok(match &self.stream {
            None => OrderedSample::Exact(SortedSample::new(&self.kept)?),
            Some(stream) => OrderedSample::Binned(RunSample::new(stream.histogram.runs())?),
        })
    }

    /// The values in the order that some quantiles, and shortfalls from the last one on, need: as [`ordered`](Self::ordered), faster.
    ///
    /// - `quantiles`: rising.
    ///
    /// # Errors
    /// No values.
    pub fn arranged(&self, quantiles: &[QuantileRanks]) -> Result<OrderedSample, StatisticsError> {
        match &self.stream {
            None => Ok(OrderedSample::Arranged(ArrangedSample::new(&self.kept, quantiles)?)),
            Some(_) => self.ordered(),
        }
    }

    /// The highest value, exactly; `None` without values.
    #[must_use]
    pub fn maximum(&self) -> Option<f64> {
        match &self.stream {
            None => self.kept.iter().copied().max_by(f64::total_cmp),
            Some(stream) => stream.histogram.maximum(),
        }
    }

    /// Sums over parts of the sample; `None` for one that is neither kept nor lasting.
    #[must_use]
    pub fn sums(&self) -> Option<SubsampleSums> {
        match &self.stream {
            Some(stream) => stream.sums.clone(),
            None => {
                let mut sums = SubsampleSums::new(self.intake.division().unwrap_or(Division::Chunks));
                sums.add(&self.kept);
                Some(sums)
            }
        }
    }

    /// Bytes on the heap.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let kept = self.kept.capacity() * size_of::<f64>();
        kept + self.stream.as_ref().map_or(0, |stream| stream.bytes())
    }
}

impl Intake {
    fn division(self) -> Option<Division> {
        match self.replicates {
            Some(replicates) => Some(Division::Replicates(replicates)),
            None => self.lasting.then_some(Division::Chunks),
        }
    }
}

impl SampleStream {
    fn new(division: Option<Division>) -> Self {
        SampleStream {
            moments: MomentStream::default(),
            histogram: LogHistogram::default(),
            sums: division.map(SubsampleSums::new),
        }
    }

    fn add(&mut self, values: &[f64]) {
        self.moments.add(values);
        self.histogram.add(values);
        if let Some(sums) = &mut self.sums {
            sums.add(values);
        }
    }

    fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.moments.bytes()
            + self.histogram.bytes()
            + self.sums.as_ref().map_or(0, SubsampleSums::bytes)
    }
}

impl Ordered for OrderedSample {
    fn trials(&self) -> u64 {
        match self {
            OrderedSample::Exact(sample) => Ordered::trials(sample),
            OrderedSample::Arranged(sample) => sample.trials(),
            OrderedSample::Binned(sample) => sample.trials(),
        }
    }

    fn at(&self, rank: u64) -> f64 {
        match self {
            OrderedSample::Exact(sample) => sample.at(rank),
            OrderedSample::Arranged(sample) => sample.at(rank),
            OrderedSample::Binned(sample) => sample.at(rank),
        }
    }

    fn after(&self, rank: u64) -> impl Iterator<Item = (f64, u64)> + Clone {
        let (exact, arranged, binned) = match self {
            OrderedSample::Exact(sample) => (Some(sample.after(rank)), None, None),
            OrderedSample::Arranged(sample) => (None, Some(sample.after(rank)), None),
            OrderedSample::Binned(sample) => (None, None, Some(sample.after(rank))),
        };
        let kept = exact.into_iter().flatten().chain(arranged.into_iter().flatten());
        kept.chain(binned.into_iter().flatten())
    }

    fn at_or_below(&self, threshold: f64) -> u64 {
        match self {
            OrderedSample::Exact(sample) => sample.at_or_below(threshold),
            OrderedSample::Arranged(sample) => sample.at_or_below(threshold),
            OrderedSample::Binned(sample) => sample.at_or_below(threshold),
        }
    }
}
