//! Value at risk.

use super::error::StatisticsError;
use super::quantile::{Quantile, quantile};
use super::sample::SortedSample;

/// Value at risk: what is not exceeded in the share `level` of trials, `x_⌈n·level⌉`; a quantile of losses.
///
/// Says where the worst trials begin, not how bad they are: see [`expected_shortfall`](super::expected_shortfall).
/// At 0.99 fewer than 368 trials leave it without an interval.
///
/// - `losses`: shape `[trial]`, positive is bad.
/// - `level`: in `(0, 1)`, e.g. `0.95`.
///
/// # Errors
/// `level` outside `(0, 1)`.
///
/// # Source
/// Hyndman & Fan (1996), "Sample quantiles in statistical packages", definition 1; for the interval see [`quantile`].
pub fn value_at_risk(losses: &SortedSample, level: f64) -> Result<Quantile, StatisticsError> {
    quantile(losses, level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_of_a_hundred_trials_lie_beyond_it() {
        let losses: Vec<f64> = (1..=100).map(f64::from).collect();
        let found = value_at_risk(&SortedSample::new(&losses).unwrap(), 0.95).unwrap();
        assert_eq!(found.estimate, 95.0);
        assert_eq!(losses.iter().filter(|&&loss| loss > found.estimate).count(), 5);
    }

    #[test]
    fn refuses_a_percentage_for_a_level() {
        let losses = SortedSample::new(&[1.0]).unwrap();
        assert_eq!(value_at_risk(&losses, 95.0), Err(StatisticsError::Level { level: 95.0 }));
    }
}
