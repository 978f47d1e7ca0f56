//! A sample that is in order only where it is read.

use super::error::{StatisticsError, check_sample};
use super::ranks::QuantileRanks;
use super::runs::Ordered;

/// Below so many values, sorting them all is as fast as anything.
const FEW: usize = 48;

/// A sample of which the values at some ranks, and all from one rank on, stand where sorting would put them.
///
/// What is read there has the bits that a [`SortedSample`](super::SortedSample) gives, for a third of the work.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrangedSample {
    /// Values as whole numbers in the same order; see [`key`].
    keys: Vec<i64>,
}

impl ArrangedSample {
    /// Checks a copy of `values` and arranges it.
    ///
    /// - `quantiles`: rising, whose ranks will be read; of the last one also all values after its lowest rank.
    ///
    /// # Errors
    /// Empty; a value that is not finite or beyond ±1e150.
    pub fn new(values: &[f64], quantiles: &[QuantileRanks]) -> Result<Self, StatisticsError> {
        check_sample(values)?;
        let mut keys: Vec<i64> = values.iter().map(|value| key(*value)).collect();
        let count = keys.len();
        let mut windows: Vec<(usize, usize)> = Vec::new();
        for (position, ranks) in quantiles.iter().enumerate() {
            let ranks = ranks.all();
            let (Some(first), Some(last)) = (ranks.first(), ranks.last()) else {
                continue;
            };
            let end = if position + 1 == quantiles.len() { count } else { (*last as usize).min(count) };
            let start = (*first as usize).saturating_sub(1).min(end);
            match windows.last_mut() {
                Some(before) if start <= before.1 => before.1 = before.1.max(end),
                Some(_) | None => windows.push((start, end)),
            }
        }
        arrange(&mut keys, 0, &windows);
        Ok(ArrangedSample { keys })
    }
}

/// Puts the values of each window, `[start, end)` of the whole sample, in their places.
///
/// - `keys`: the part of the sample that begins at `offset`, and holds the windows.
fn arrange(keys: &mut [i64], offset: usize, windows: &[(usize, usize)]) {
    let middle = windows.len() / 2;
    let Some(&(start, end)) = windows.get(middle) else {
        return;
    };
    let (start, end) = (start - offset, end - offset);
    if keys.len() <= FEW || end - start == keys.len() {
        keys.sort_unstable();
        return;
    }
    if start > 0 {
        keys.select_nth_unstable(start);
    }
    let (before, rest) = keys.split_at_mut(start);
    arrange(before, offset, &windows[..middle]);
    let length = end - start;
    if length < rest.len() {
        rest.select_nth_unstable(length);
    }
    let (window, after) = rest.split_at_mut(length);
    window.sort_unstable();
    arrange(after, offset + end, &windows[middle + 1..]);
}

/// A whole number for each float, in the order of [`f64::total_cmp`].
fn key(value: f64) -> i64 {
    let bits = value.to_bits() as i64;
    bits ^ (((bits >> 63) as u64) >> 1) as i64
}

/// The float of a whole number: the same steps again.
fn value(key: i64) -> f64 {
    f64::from_bits((key ^ (((key >> 63) as u64) >> 1) as i64) as u64)
}

impl Ordered for ArrangedSample {
    fn trials(&self) -> u64 {
        self.keys.len() as u64
    }

    fn at(&self, rank: u64) -> f64 {
        value(self.keys[(rank.max(1) as usize).min(self.keys.len()) - 1])
    }

    fn after(&self, rank: u64) -> impl Iterator<Item = (f64, u64)> + Clone {
        self.keys.iter().skip(rank as usize).map(|key| (value(*key), 1))
    }

    fn at_or_below(&self, threshold: f64) -> u64 {
        self.keys.iter().filter(|key| value(**key) <= threshold).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::super::expected_shortfall::shortfall_of;
    use super::super::{SortedSample, expected_shortfall, quantile};
    use super::*;
    use proptest::prelude::*;

    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![-1e9..1e9_f64, (-3_i32..3).prop_map(f64::from), Just(-0.0), Just(0.0)]
    }

    proptest! {
        #[test]
        fn reads_the_bits_of_the_sorted_sample(
            values in prop::collection::vec(number(), 1..900),
            levels in prop::sample::subsequence(vec![0.01, 0.05, 0.2, 0.5, 0.52, 0.95, 0.99], 1..7),
        ) {
            let trials = values.len() as u64;
            let ranks: Vec<QuantileRanks> =
                levels.iter().map(|level| QuantileRanks::new(trials, *level).unwrap()).collect();
            let arranged = ArrangedSample::new(&values, &ranks).unwrap();
            let sorted = SortedSample::new(&values).unwrap();
            for ranks in &ranks {
                for rank in ranks.all() {
                    prop_assert_eq!(arranged.at(rank).to_bits(), Ordered::at(&sorted, rank).to_bits());
                }
                prop_assert_eq!(ranks.read(|rank| arranged.at(rank)), quantile(&sorted, ranks.level()).unwrap());
            }
            let level = levels[levels.len() - 1];
            prop_assert_eq!(shortfall_of(&arranged, level).unwrap(), expected_shortfall(&sorted, level).unwrap());
            prop_assert_eq!(arranged.at_or_below(1.0), Ordered::at_or_below(&sorted, 1.0));
        }
    }

    #[test]
    fn refuses_what_cannot_be_ordered() {
        assert_eq!(ArrangedSample::new(&[], &[]), Err(StatisticsError::Empty));
        assert!(ArrangedSample::new(&[f64::NAN], &[]).is_err());
        assert_eq!(ArrangedSample::new(&[2.0, 1.0], &[]).unwrap().trials(), 2);
    }
}
