//! Mean and spread of a sample.

use serde::{Deserialize, Serialize};

use super::error::{StatisticsError, check_sample};
use super::interval::Interval;
use super::student::half_width;

/// Mean, spread, and how well the mean is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    /// Number of values.
    pub trials: usize,
    /// Arithmetic mean, in the unit of the values.
    pub mean: f64,
    /// Standard deviation of one value (divisor `n − 1`); `None` for a single value.
    pub standard_deviation: Option<f64>,
    /// Standard error of the mean, `s/√n`; `None` for a single value.
    pub standard_error: Option<f64>,
    /// 95 % confidence interval of the mean, `mean ± t(n−1)·s/√n`; `None` for a single value.
    pub confidence_interval: Option<Interval>,
}

/// Mean, standard deviation, standard error and confidence interval of the mean.
///
/// `mean = x₁ + Σ(xᵢ − x₁)/n` and, with `dᵢ = xᵢ − mean`, `s² = (Σdᵢ² − (Σdᵢ)²/n)/(n − 1)`: two passes, the second
/// corrected for the rounding of the first. All sums are compensated and run in one fixed order. Equal values
/// give their value and a deviation of exactly 0.
///
/// - `values`: shape `[trial]`, independent, any unit.
///
/// # Errors
/// Empty; a value that is not finite or beyond ±1e150.
///
/// # Source
/// Chan, Golub & LeVeque (1983), "Algorithms for computing the sample variance", equation 1.7.
///
/// ```
/// let moments = splitstack::statistics::moments(&[2.0, 4.0, 9.0])?;
/// assert_eq!(moments.mean, 5.0);
/// assert_eq!(moments.standard_deviation, Some(13_f64.sqrt()));
/// # Ok::<(), splitstack::statistics::StatisticsError>(())
/// ```
pub fn moments(values: &[f64]) -> Result<Moments, StatisticsError> {
    check_sample(values)?;
    let trials = values.len();
    let count = trials as f64;
    // Shifted by the first value: values that are all alike then have no rounding error at all.
    let shift = values[0];
    let [sum] = lane_sums(values, |value| [value - shift]);
    let mean = shift + sum / count;
    if trials == 1 {
        return Ok(Moments::new(trials, mean, None));
    }
    let [squares, rest] = lane_sums(values, |value| {
        let deviation = value - mean;
        [deviation * deviation, deviation]
    });
    // Not negative but for rounding: (Σd)² ≤ n·Σd².
    let variance = ((squares - rest * rest / count) / (count - 1.0)).max(0.0);
    Ok(Moments::new(trials, mean, Some(variance)))
}

impl Moments {
    /// Of so many independent values with this mean and variance; without a variance there is no error.
    pub(crate) fn new(trials: usize, mean: f64, variance: Option<f64>) -> Moments {
        let deviation = variance.map(f64::sqrt);
        Moments {
            trials,
            mean,
            standard_deviation: deviation,
            standard_error: deviation.map(|deviation| deviation / (trials as f64).sqrt()),
            confidence_interval: deviation
                .map(|deviation| Interval::around(mean, half_width(deviation, trials as u64))),
        }
    }
}

/// Sum in the order given, with the rounding errors summed beside it and added at the end (Neumaier 1974).
///
/// The error is that of one rounding plus a term in ε²·n: as good as exact for any number of trials used here.
pub(crate) fn compensated_sum(values: impl Iterator<Item = f64>) -> f64 {
    let mut sum = CompensatedSum::default();
    values.for_each(|value| sum.add(value));
    sum.value()
}

/// Sums that run side by side.
const LANES: usize = 8;

/// Compensated sums of functions of values: value i goes to sum i mod 8, and the eight are added at the end, with the rounding
/// errors of all. As good as exact, so but for rare last bits what one sum after the other gives, at the speed of eight.
fn lane_sums<const SUMS: usize>(values: &[f64], of: impl Fn(f64) -> [f64; SUMS]) -> [f64; SUMS] {
    let mut sums = [[0.0_f64; LANES]; SUMS];
    let mut lost = [[0.0_f64; LANES]; SUMS];
    let mut add = |lane: usize, value: f64| {
        for (number, value) in of(value).into_iter().enumerate() {
            // Knuth's sum of two with its error: whichever is larger, and without a branch.
            let sum = sums[number][lane];
            let next = sum + value;
            let added = next - sum;
            lost[number][lane] += (sum - (next - added)) + (value - added);
            sums[number][lane] = next;
        }
    };
    let rows = values.chunks_exact(LANES);
    let rest = rows.remainder();
    for row in rows {
        for (lane, value) in row.iter().enumerate() {
            add(lane, *value);
        }
    }
    for (lane, value) in rest.iter().enumerate() {
        add(lane, *value);
    }
    std::array::from_fn(|number| compensated_sum(sums[number].iter().chain(&lost[number]).copied()))
}

/// A sum under way; see [`compensated_sum`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct CompensatedSum {
    sum: f64,
    lost: f64,
}

impl CompensatedSum {
    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        let next = self.sum + value;
        self.lost +=
            if self.sum.abs() >= value.abs() { (self.sum - next) + value } else { (value - next) + self.sum };
        self.sum = next;
    }

    pub(crate) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{normals, share_of};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_example_by_hand() {
        // 1, 2, 3, 6: mean 12/4 = 3; deviations −2, −1, 0, 3; squares 4+1+0+9 = 14; s² = 14/3; error √(14/12).
        let found = moments(&[1.0, 2.0, 3.0, 6.0]).unwrap();
        assert_eq!((found.trials, found.mean), (4, 3.0));
        assert!((found.standard_deviation.unwrap() - (14.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((found.standard_error.unwrap() - (14.0_f64 / 12.0).sqrt()).abs() < 1e-15);
        // t(3) = 3.182446: interval 3 ± 3.182446·1.080123 = 3 ± 3.437434.
        let interval = found.confidence_interval.unwrap();
        assert!((interval.low + 0.437_434).abs() < 2e-6 && (interval.high - 6.437_434).abs() < 2e-6);
    }

    #[test]
    fn one_value_says_nothing_about_the_spread() {
        let found = moments(&[7.5]).unwrap();
        assert_eq!(found.mean, 7.5);
        assert_eq!((found.standard_deviation, found.standard_error), (None, None));
        assert_eq!(found.confidence_interval, None);
    }

    #[test]
    fn equal_values_have_exactly_no_spread() {
        let found = moments(&[0.1; 1001]).unwrap();
        assert_eq!(found.mean, 0.1);
        assert_eq!(found.standard_deviation, Some(0.0));
        assert_eq!(found.confidence_interval, Some(Interval { low: 0.1, high: 0.1 }));
    }

    #[test]
    fn large_offset_does_not_eat_the_spread() {
        // 1e9 + {0, 1, 2}, repeated: variance of 3·1000 values is (2/3)·3000/2999.
        let values: Vec<f64> = (0..3000).map(|index| 1e9 + f64::from(index % 3)).collect();
        let found = moments(&values).unwrap();
        assert_eq!(found.mean, 1e9 + 1.0);
        assert!((found.standard_deviation.unwrap() - (2000.0 / 2999.0_f64).sqrt()).abs() < 1e-14);
    }

    #[test]
    fn sum_keeps_what_cancellation_would_lose() {
        // Plain summation in this order gives 0.
        assert_eq!(compensated_sum([1.0, 1e100, 1.0, -1e100].into_iter()), 2.0);
    }

    #[test]
    fn largest_values_stay_finite() {
        let found = moments(&[1e150, -1e150, 1e150, -1e150]).unwrap();
        assert!(found.standard_deviation.unwrap().is_finite());
    }

    #[test]
    fn error_halves_when_trials_are_four_times_as_many() {
        // s has a relative standard error of 1/√(2n): the ratio of two errors one of √(1/2n + 1/8n) = 0.0125 at
        // n = 4000. Four of them are 0.05 of 2: a false alarm in 16 000 seeds.
        let values = normals(11, 20_000);
        let few = moments(&values[..4000]).unwrap().standard_error.unwrap();
        let many = moments(&values[4000..]).unwrap().standard_error.unwrap();
        assert!((few / many - 2.0).abs() < 0.1, "{}", few / many);
    }

    #[test]
    fn interval_covers_the_mean_as_often_as_it_says() {
        // Student's interval is exact for normal values: covered ~ Binomial(2000, 0.95), deviation 0.00487. Four of
        // them: a false alarm in 16 000 seeds. At n = 5 the normal value 1.96 would cover 0.878 and fail.
        for (seed, trials) in [(21, 5), (22, 200)] {
            let covered = share_of(2000, |replication| {
                let found = moments(&normals(seed * 10_000 + replication, trials)).unwrap();
                found.confidence_interval.unwrap().contains(0.0)
            });
            assert!((covered - 0.95).abs() < 0.0195, "{trials}: {covered}");
        }
    }

    proptest! {
        #[test]
        fn interval_holds_the_mean_and_the_mean_lies_inside_the_sample(
            values in prop::collection::vec(-1e9..1e9_f64, 2..60)
        ) {
            let found = moments(&values).unwrap();
            let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(l, h), &v| (l.min(v), h.max(v)));
            prop_assert!(low - 1e-6 <= found.mean && found.mean <= high + 1e-6);
            prop_assert!(found.confidence_interval.unwrap().contains(found.mean));
        }

        #[test]
        fn shift_moves_the_mean_and_leaves_the_spread(
            values in prop::collection::vec(-1e3..1e3_f64, 2..60),
            shift in -1e6..1e6_f64,
        ) {
            let shifted: Vec<f64> = values.iter().map(|value| value + shift).collect();
            let (before, after) = (moments(&values).unwrap(), moments(&shifted).unwrap());
            prop_assert!((after.mean - before.mean - shift).abs() < 1e-8);
            let change = after.standard_deviation.unwrap() - before.standard_deviation.unwrap();
            prop_assert!(change.abs() < 1e-8);
        }
    }
}
