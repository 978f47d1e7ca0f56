//! A sample that arrives block by block.

use serde::{Deserialize, Serialize};

use super::arranged_sample::ArrangedSample;
use super::error::{LARGEST_MAGNITUDE, StatisticsError, check_values};
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
        let ends = survey(values, self.trials() as usize)?;
        let room = self.intake.limit.saturating_sub(self.kept.len() as u64);
        match &mut self.stream {
            Some(stream) => stream.add(values, ends),
            None if values.len() as u64 <= room => self.kept.extend_from_slice(values),
            None => {
                let mut stream = Box::new(SampleStream::new(self.intake.division()));
                stream.add(&self.kept, survey(&self.kept, 0)?);
                stream.add(values, ends);
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
            Some(stream) => stream.all_sums(),
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

    /// - `ends`: the lowest and the highest of the values.
    fn add(&mut self, values: &[f64], ends: (f64, f64)) {
        let SampleStream { moments, histogram, sums } = self;
        histogram.add_between(values, ends.0, ends.1);
        match sums {
            None => moments.add(values),
            Some(sums) => match sums.division() {
                Division::Replicates(_) => {
                    moments.add(values);
                    sums.add(values);
                }
                Division::Chunks => {
                    let first = moments.first_or(values);
                    moments.add_by_chunk(values, &mut |sum| sums.add_chunk(first, sum));
                }
            },
        }
    }

    /// Sums over parts of all values.
    fn all_sums(&self) -> Option<SubsampleSums> {
        let sums = self.sums.clone()?;
        Some(match sums.division() {
            Division::Replicates(_) => sums,
            Division::Chunks => sums.with_pending(self.moments.first_or(&[]), self.moments.pending()),
        })
    }

    fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.moments.bytes()
            + self.histogram.bytes()
            + self.sums.as_ref().map_or(0, SubsampleSums::bytes)
    }
}

/// The lowest and the highest value; infinities without values.
///
/// - `first`: how many values came before.
///
/// # Errors
/// A value that is not finite or beyond ±1e150.
fn survey(values: &[f64], first: usize) -> Result<(f64, f64), StatisticsError> {
    let (low, high, fine) = ends(values);
    if !fine {
        check_values(values, first)?;
    }
    Ok((low, high))
}

/// The lowest and the highest value, and whether all are numbers of magnitudes up to 1e150.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn ends(values: &[f64]) -> (f64, f64, bool) {
    const LANES: usize = 8;
    let mut lows = [f64::INFINITY; LANES];
    let mut highs = [f64::NEG_INFINITY; LANES];
    // What is not a number stays in neither, but a sum of zeros shows it.
    let mut zeros = [0.0; LANES];
    let (rows, rest) = values.as_chunks::<LANES>();
    let mut take = |lane: usize, value: f64| {
        lows[lane] = if value < lows[lane] { value } else { lows[lane] };
        highs[lane] = if value > highs[lane] { value } else { highs[lane] };
        zeros[lane] += value * 0.0;
    };
    for row in rows {
        for lane in 0..LANES {
            take(lane, row[lane]);
        }
    }
    rest.iter().enumerate().for_each(|(lane, value)| take(lane, *value));
    let low = lows.into_iter().fold(f64::INFINITY, f64::min);
    let high = highs.into_iter().fold(f64::NEG_INFINITY, f64::max);
    let finite = zeros.iter().sum::<f64>() == 0.0;
    (low, high, finite && low >= -LARGEST_MAGNITUDE && high <= LARGEST_MAGNITUDE)
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

#[cfg(test)]
mod tests {
    use super::super::expected_shortfall::shortfall_of;
    use super::super::histogram::LARGEST_RELATIVE_ERROR;
    use super::super::testing::{exponentials, normals};
    use super::*;
    use proptest::prelude::*;

    fn taken(values: &[f64], limit: u64, lasting: bool, block: usize) -> SampleAccumulator {
        let mut sample = SampleAccumulator::new(Intake { limit, replicates: None, lasting });
        values.chunks(block).for_each(|block| sample.add(block).unwrap());
        sample
    }

    /// Moments to rounding, quantiles and their intervals within the bound of the histogram.
    fn assert_agrees(values: &[f64]) {
        let kept = taken(values, values.len() as u64, false, 1000);
        let streamed = taken(values, values.len() as u64 / 2, false, 1000);
        assert!(kept.is_exact() && !streamed.is_exact() && streamed.kept().is_empty());
        assert_eq!(streamed.maximum(), kept.maximum());
        let (found, expected) = (streamed.moments().unwrap(), kept.moments().unwrap());
        let scale = values.iter().fold(0.0_f64, |scale, value| scale.max(value.abs()));
        assert!((found.mean - expected.mean).abs() <= 1e-13 * scale, "{found:?} {expected:?}");
        let deviations = (found.standard_deviation, expected.standard_deviation);
        if let (Some(found), Some(expected)) = deviations {
            assert!((found - expected).abs() <= 1e-12 * expected, "{found} {expected}");
        }
        let (found, expected) = (streamed.ordered().unwrap(), kept.ordered().unwrap());
        let near = |found: f64, expected: f64| {
            let bound = LARGEST_RELATIVE_ERROR * (1.0 + 1e-9) * expected.abs();
            assert!((found - expected).abs() <= bound, "{found} for {expected}");
        };
        for level in [0.01, 0.05, 0.5, 0.95, 0.99] {
            let ranks = QuantileRanks::new(values.len() as u64, level).unwrap();
            ranks.all().into_iter().for_each(|rank| near(found.at(rank), expected.at(rank)));
        }
        for level in [0.95, 0.99] {
            let (found, expected) =
                (shortfall_of(&found, level).unwrap(), shortfall_of(&expected, level).unwrap());
            // All values of the tail have one sign here, so their mean keeps their bound.
            near(found.estimate, expected.estimate);
            assert_eq!(found.standard_error.is_some(), expected.standard_error.is_some());
        }
    }

    #[test]
    fn figures_agree_on_many_shapes() {
        let trials = 20_000;
        let normal: Vec<f64> = normals(61, trials);
        let of = |shape: &dyn Fn(f64) -> f64| normal.iter().map(|value| shape(*value)).collect::<Vec<f64>>();
        assert_agrees(&normal);
        assert_agrees(&exponentials(62, trials));
        assert_agrees(&of(&|value| 1e6 * libm::exp(4.0 * value)));
        assert_agrees(&of(&|value| if value < 1.5 { 0.0 } else { 1e7 * value }));
        assert_agrees(&of(&|value| 5e6 + 100.0 * value.floor()));
        assert_agrees(&of(&|value| -1e6 - 10.0 * value));
        assert_agrees(&of(&|_| 1234.5));
        for few in [2, 3, 25] {
            assert_agrees(&exponentials(63, few));
        }
    }

    #[test]
    fn the_first_values_stay_where_they_are_to_last() {
        let values = normals(64, 100);
        let sample = taken(&values, 40, true, 33);
        assert_eq!((sample.kept(), sample.trials()), (&values[..40], 100));
        assert!(sample.sums().is_some());
        assert!(taken(&values, 40, false, 33).sums().is_none());
    }

    #[test]
    fn names_a_bad_value_by_its_number_among_all() {
        let mut sample = taken(&[1.0; 7], 5, false, 7);
        let refused = sample.add(&[1.0, f64::INFINITY]);
        assert_eq!(refused, Err(StatisticsError::NonFinite { index: 8, value: f64::INFINITY }));
        assert_eq!(sample.trials(), 7);
    }

    proptest! {
        #[test]
        fn blocks_and_the_order_of_arrangement_change_nothing(
            values in prop::collection::vec(prop_oneof![-1e6..1e6_f64, Just(0.0)], 1..400),
            limit in 0_u64..400,
            block in 1_usize..100,
        ) {
            let whole = taken(&values, limit, true, values.len());
            prop_assert_eq!(&taken(&values, limit, true, block), &whole);
            let ranks = [0.05, 0.5, 0.95].map(|level| QuantileRanks::new(whole.trials(), level).unwrap());
            let (arranged, ordered) = (whole.arranged(&ranks).unwrap(), whole.ordered().unwrap());
            for rank in ranks.iter().flat_map(QuantileRanks::all) {
                prop_assert_eq!(arranged.at(rank).to_bits(), ordered.at(rank).to_bits());
            }
        }
    }
}
