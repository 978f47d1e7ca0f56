//! Intervals for a run that looks at its results as it goes and stops when they are good enough.
//!
//! An interval that holds with 95 % at one number of trials fixed beforehand does not hold with 95 % at the one where it first looks
//! narrow enough. Here the error of 5 % is spent over the looks: look k may be wrong with a chance of `0.05/(k(k+1))`, and
//! these add up to 0.05 over any number of looks. So all intervals of a run hold at once with at least 95 %, whenever and for whatever reason it stops.
//!
//! # Source
//! Lan & DeMets (1983), "Discrete sequential boundaries for clinical trials", Biometrika 70(3), for spending error over looks; the
//! sum of the errors bounds the chance of any (Boole).

use super::error::StatisticsError;
use super::interval::CONFIDENCE;
use super::ranks::QuantileRanks;
use super::student::student_quantile;

/// Trials at the first look.
pub const FIRST_LOOK: u64 = 2_048;

/// Trials at a look are a multiple of this.
const STEP: u64 = 1_024;

/// Looks beyond which nothing is forecast: 2,048 · 1.5⁶⁹ is beyond 10¹⁵ trials.
const MOST_LOOKS: u32 = 70;

/// Trials at a look, counted from one: 2,048, then half as many again each time, rounded up to a multiple of 1,024.
///
/// ```
/// use splitstack::statistics::look_trials;
/// assert_eq!([1, 2, 3, 4].map(look_trials), [2_048, 3_072, 5_120, 8_192]);
/// ```
#[must_use]
pub fn look_trials(look: u32) -> u64 {
    (1..look.min(MOST_LOOKS)).fold(FIRST_LOOK, |trials, _| (trials + trials / 2).next_multiple_of(STEP))
}

/// Chance with which the interval at a look, counted from one, may miss: `0.05/(k(k+1))`.
#[must_use]
pub fn error_of_look(look: u32) -> f64 {
    let look = f64::from(look.max(1));
    (1.0 - CONFIDENCE) / (look * (look + 1.0))
}

/// The value by which a standard error is multiplied for half the width of the interval at a look: Student's.
///
/// - `degrees_of_freedom`: of the standard error: trials less one; replicates less one where it comes from replicates; whole
///   trials in the tail less one for an expected shortfall. 0 gives infinity.
#[must_use]
pub fn sequential_critical_value(degrees_of_freedom: u64, look: u32) -> f64 {
    if degrees_of_freedom == 0 {
        return f64::INFINITY;
    }
    student_quantile(degrees_of_freedom, 1.0 - error_of_look(look) / 2.0)
}

/// Half the width of the interval of a mean at a look, in the unit of the values; infinite below two trials.
///
/// - `standard_deviation`: of one of the trials, which are independent.
#[must_use]
pub fn sequential_half_width(standard_deviation: f64, trials: u64, look: u32) -> f64 {
    if trials < 2 {
        return f64::INFINITY;
    }
    sequential_critical_value(trials - 1, look) * standard_deviation / (trials as f64).sqrt()
}

/// The ranks of a quantile and of the ends of its interval at a look.
///
/// # Errors
/// No trials; `level` outside `(0, 1)`.
pub fn sequential_ranks(trials: u64, level: f64, look: u32) -> Result<QuantileRanks, StatisticsError> {
    QuantileRanks::allowing(error_of_look(look), trials, level)
}

/// Trials at the first look at which half the width of an interval should be at most `target`: a forecast from the standard error
/// at so many trials, which falls with their root. `None` if `target` is not positive, or beyond 10¹⁵ trials.
///
/// - `standard_error`: of a mean or an expected shortfall at `trials`, in the unit of `target`.
#[must_use]
pub fn trials_for_sequential(standard_error: f64, trials: u64, target: f64) -> Option<u64> {
    if !(target > 0.0 && standard_error.is_finite()) {
        return None;
    }
    let deviation = standard_error * (trials as f64).sqrt();
    let enough = |look: &u32| sequential_half_width(deviation, look_trials(*look), *look) <= target;
    (1..MOST_LOOKS).find(enough).map(look_trials)
}

#[cfg(test)]
mod tests {
    use super::super::moments::moments;
    use super::super::testing::share_of;
    use super::*;

    #[test]
    fn errors_of_all_looks_add_up_to_five_per_cent() {
        // Σ 1/(k(k+1)) up to K is 1 − 1/(K+1).
        let sum: f64 = (1..=999).map(error_of_look).sum();
        assert!((sum - 0.05 * (1.0 - 1.0 / 1000.0)).abs() < 1e-15);
        // Look 1: 2.5 %, so the 0.9875 quantile, 2.2414 for many trials.
        assert!((sequential_critical_value(1_000_000, 1) - 2.241_4).abs() < 1e-4);
        assert_eq!(sequential_critical_value(0, 1), f64::INFINITY);
        assert_eq!(sequential_half_width(1.0, 1, 1), f64::INFINITY);
    }

    #[test]
    fn looks_grow_by_half() {
        for look in 2..40 {
            let (before, now) = (look_trials(look - 1), look_trials(look));
            assert!(now % 1024 == 0 && now * 2 >= before * 3 && now * 2 < before * 3 + 2 * 1024, "{look}");
        }
        assert!(look_trials(22) > 10_000_000);
    }

    #[test]
    fn forecast_is_the_first_look_that_is_enough() {
        let trials = trials_for_sequential(0.01, 10_000, 0.005).unwrap();
        let look = (1..).find(|look| look_trials(*look) == trials).unwrap();
        assert!(sequential_half_width(1.0, trials, look) <= 0.005);
        assert!(sequential_half_width(1.0, look_trials(look - 1), look - 1) > 0.005);
        assert_eq!(trials_for_sequential(0.01, 10_000, 0.0), None);
        assert_eq!(trials_for_sequential(0.0, 10_000, 1.0), Some(FIRST_LOOK));
    }

    /// Skewed: squares of exponential values, with mean 2, deviation √20 and skewness 6.6. From a generator of two lines
    /// (splitmix64), as millions of them are needed.
    fn skewed(seed: u64, trials: usize) -> Vec<f64> {
        let mut state = seed << 32;
        let mut next = || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            let exponential = -libm::log((((mixed ^ (mixed >> 31)) >> 11) + 1) as f64 / (1_u64 << 53) as f64);
            exponential * exponential
        };
        (0..trials).map(|_| next()).collect()
    }

    #[test]
    fn intervals_cover_at_all_looks_at_once_and_where_the_run_stops() {
        // 500 runs of up to six looks, 18 000 trials. All intervals at once hold with 95 % or more: at least 0.95 less four deviations
        // of a share of 500, 0.0097: a false alarm in 16 000 seeds. Were each look taken at 95 % by itself, all would hold
        // together in about 0.86 of the runs.
        let truth = 2.0;
        let looks: Vec<(u32, usize)> = (1..=6).map(|look| (look, look_trials(look) as usize)).collect();
        let runs: Vec<Vec<(f64, f64, f64)>> = (0..500)
            .map(|seed| {
                let values = skewed(990_000 + seed, looks[5].1);
                let at = |(look, trials): &(u32, usize)| {
                    let found = moments(&values[..*trials]).unwrap();
                    let deviation = found.standard_deviation.unwrap();
                    let naive = 1.96 * found.standard_error.unwrap();
                    (found.mean, sequential_half_width(deviation, *trials as u64, *look), naive)
                };
                looks.iter().map(at).collect()
            })
            .collect();
        /// Mean, half width that holds at every look, and the usual one.
        type Look = (f64, f64, f64);
        let share = |holds: &dyn Fn(&[Look]) -> bool| share_of(500, |run| holds(&runs[run as usize]));
        let covered = share(&|run| run.iter().all(|(mean, half, _)| (mean - truth).abs() <= *half));
        assert!(covered >= 0.95 - 0.039, "{covered}");
        let naive = share(&|run| run.iter().all(|(mean, _, half)| (mean - truth).abs() <= *half));
        assert!(naive < 0.95 - 0.039, "{naive}");
        // Stops as soon as the interval is within 8 % of the mean: the spread 4.47 asks for about (3·4.47/0.16)² = 7000 trials.
        let stopped = share(&|run| {
            let stop = run.iter().find(|(mean, half, _)| *half <= 0.08 * mean).unwrap_or(&run[5]);
            (stop.0 - truth).abs() <= stop.1
        });
        assert!(stopped >= 0.95 - 0.039, "{stopped}");
    }
}
