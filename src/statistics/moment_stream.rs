//! Mean and spread of values that are not kept.

use serde::{Deserialize, Serialize};

use super::error::StatisticsError;
use super::moments::Moments;

/// Values that are summed together before they are merged with all before them.
const CHUNK: usize = 1024;

/// Sums that run side by side within a chunk.
const LANES: usize = 8;

/// Count, mean and sum of squared deviations of the values so far.
///
/// Values are taken in chunks of 1,024 by their number, whatever the blocks they come in: two passes over each chunk, in
/// eight sums side by side, then merged in the order of the chunks. All are counted from the first value: a large offset eats
/// no digits of the spread, and equal values give their value and a deviation of exactly 0.
///
/// # Source
/// Chan, Golub & LeVeque (1983), "Algorithms for computing the sample variance", equations 1.7 and 2.1.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MomentStream {
    /// The first value.
    origin: f64,
    /// Of values less the first one.
    done: Deviations,
    /// The values of the chunk under way, less the first one.
    pending: Vec<f64>,
}

/// Of some values, their number, mean, and sum of squared deviations from it.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
struct Deviations {
    trials: u64,
    mean: f64,
    squares: f64,
}

impl MomentStream {
    /// Adds finite values of magnitudes up to 1e150.
    pub fn add(&mut self, values: &[f64]) {
        self.add_by_chunk(values, &mut |_| {});
    }

    /// The same; tells the sum of each chunk that is full, of its values less the first of all.
    pub(super) fn add_by_chunk(&mut self, values: &[f64], each: &mut impl FnMut(f64)) {
        self.origin = self.first_or(values);
        let mut values = values;
        while !values.is_empty() {
            let (fitting, rest) = values.split_at(values.len().min(CHUNK - self.pending.len()));
            values = rest;
            if fitting.len() == CHUNK {
                each(self.take(fitting, self.origin));
                continue;
            }
            self.pending.extend(fitting.iter().map(|value| value - self.origin));
            if self.pending.len() == CHUNK {
                let full = std::mem::take(&mut self.pending);
                each(self.take(&full, 0.0));
                self.pending = full;
                self.pending.clear();
            }
        }
    }

    /// Adds a chunk; the sum of its values less the origin.
    fn take(&mut self, chunk: &[f64], origin: f64) -> f64 {
        let (sum, found) = deviations(chunk, origin);
        self.done = self.done.with(found);
        sum
    }

    /// The first value of all, if `values` are the next ones.
    pub(super) fn first_or(&self, values: &[f64]) -> f64 {
        if self.trials() == 0 { values.first().copied().unwrap_or(0.0) } else { self.origin }
    }

    /// The values of the chunk under way, less the first of all.
    pub(super) fn pending(&self) -> &[f64] {
        &self.pending
    }

    /// Adds the same value many times if all values so far are that one; says whether it did.
    pub(super) fn add_origin(&mut self, value: f64, times: usize) -> bool {
        let all_alike = self.done.mean.to_bits() == 0
            && self.done.squares.to_bits() == 0
            && self.pending.iter().all(|difference| difference.to_bits() == 0);
        if self.trials() == 0 || !all_alike || value.to_bits() != self.origin.to_bits() {
            return false;
        }
        let pending = self.pending.len() + times;
        self.done.trials += (pending - pending % CHUNK) as u64;
        self.pending.clear();
        self.pending.resize(pending % CHUNK, 0.0);
        true
    }

    /// Number of values.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.done.trials + self.pending.len() as u64
    }

    /// Bytes on the heap.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.pending.capacity() * size_of::<f64>()
    }

    /// Mean, standard deviation, standard error and confidence interval of the mean, as [`moments`](super::moments()) gives them
    /// but for rounding.
    ///
    /// # Errors
    /// No values.
    pub fn moments(&self) -> Result<Moments, StatisticsError> {
        let all = self.done.with(deviations(&self.pending, 0.0).1);
        if all.trials == 0 {
            return Err(StatisticsError::Empty);
        }
        let variance = (all.trials > 1).then(|| all.squares / (all.trials - 1) as f64);
        Ok(Moments::new(all.trials as usize, self.origin + all.mean, variance))
    }
}

impl Deviations {
    /// Those of both together.
    fn with(self, next: Deviations) -> Deviations {
        if self.trials == 0 || next.trials == 0 {
            return if next.trials == 0 { self } else { next };
        }
        let trials = self.trials + next.trials;
        let share = next.trials as f64 / trials as f64;
        let step = next.mean - self.mean;
        Deviations {
            trials,
            mean: self.mean + step * share,
            squares: self.squares + next.squares + step * step * (self.trials as f64 * share),
        }
    }
}

/// Of no more than a chunk: the sum of the values less `origin`, and their deviations.
///
/// Value i goes to sum i mod 8, and the sums are added in order, whatever the instruction set.
#[multiversion::multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn deviations(values: &[f64], origin: f64) -> (f64, Deviations) {
    if values.is_empty() {
        return (0.0, Deviations::default());
    }
    let count = values.len() as f64;
    let sum = lane_sums(values, |value| [value - origin])[0];
    let mean = sum / count;
    let [squares, rest] = lane_sums(values, |value| {
        let deviation = (value - origin) - mean;
        [deviation * deviation, deviation]
    });
    let squares = (squares - rest * rest / count).max(0.0);
    (sum, Deviations { trials: values.len() as u64, mean, squares })
}

/// Sums of some functions of values: value i goes to sum i mod 8, and the sums are added in order.
#[inline(always)]
fn lane_sums<const N: usize>(values: &[f64], of: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    let mut sums = [[0.0; LANES]; N];
    let (rows, rest) = values.as_chunks::<LANES>();
    for row in rows {
        for lane in 0..LANES {
            let found = of(row[lane]);
            for which in 0..N {
                sums[which][lane] += found[which];
            }
        }
    }
    for (lane, value) in rest.iter().enumerate() {
        let found = of(*value);
        for which in 0..N {
            sums[which][lane] += found[which];
        }
    }
    sums.map(|sums| sums.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::super::moments::moments;
    use super::super::testing::{exponentials, normals};
    use super::*;
    use proptest::prelude::*;

    fn streamed(values: &[f64], block: usize) -> MomentStream {
        let mut stream = MomentStream::default();
        values.chunks(block).for_each(|block| stream.add(block));
        stream
    }

    #[test]
    fn agrees_with_the_moments_of_kept_values() {
        let heavy: Vec<f64> = normals(5, 50_000).into_iter().map(|value| libm::exp(3.0 * value)).collect();
        let shifted: Vec<f64> = normals(6, 50_000).into_iter().map(|value| 1e9 + value).collect();
        let mut atom = vec![0.0; 50_000];
        atom[31_007] = 1e12;
        for values in [heavy, shifted, atom, exponentials(7, 50_000)] {
            let (found, expected) = (streamed(&values, 777).moments().unwrap(), moments(&values).unwrap());
            assert!((found.mean / expected.mean - 1.0).abs() < 1e-13, "{found:?} {expected:?}");
            let ratio = found.standard_deviation.unwrap() / expected.standard_deviation.unwrap();
            assert!((ratio - 1.0).abs() < 1e-12, "{ratio}");
        }
    }

    #[test]
    fn values_all_alike_have_exactly_no_spread() {
        let found = streamed(&[0.1; 5000], 3).moments().unwrap();
        assert_eq!((found.mean, found.standard_deviation), (0.1, Some(0.0)));
        let one = streamed(&[7.5], 1).moments().unwrap();
        assert_eq!((one.mean, one.standard_error), (7.5, None));
        assert_eq!(MomentStream::default().moments(), Err(StatisticsError::Empty));
    }

    proptest! {
        #[test]
        fn blocks_and_interruptions_change_no_bit(
            seed in 0_u64..50,
            trials in 1_usize..5000,
            block in 1_usize..3000,
            stop in 0_usize..5000,
        ) {
            let values = normals(seed, trials);
            let whole = streamed(&values, trials);
            let (before, after) = values.split_at(stop.min(trials));
            let mut resumed: MomentStream =
                serde_json::from_str(&serde_json::to_string(&streamed(before, block)).unwrap()).unwrap();
            after.chunks(block).for_each(|block| resumed.add(block));
            prop_assert_eq!(&resumed, &whole);
        }
    }
}
