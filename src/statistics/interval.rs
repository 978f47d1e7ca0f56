//! A range that holds the true value with a stated confidence.

use serde::{Deserialize, Serialize};

/// Confidence of every interval in this room: in 95 of 100 repetitions with other seeds it holds the true value.
pub const CONFIDENCE: f64 = 0.95;

/// The 0.975 quantile of the standard normal distribution, for two-sided intervals at [`CONFIDENCE`].
pub const NORMAL_CRITICAL_VALUE: f64 = 1.959_963_984_540_054;

/// A closed interval, in the unit of what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end, never below `low`.
    pub high: f64,
}

impl Interval {
    /// The interval `centre ± half_width`; `half_width` is not negative.
    pub(crate) fn around(centre: f64, half_width: f64) -> Self {
        Self { low: centre - half_width, high: centre + half_width }
    }

    /// Whether `value` lies inside or on an end.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Upper less lower end, never negative.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// The interval of the same quantity with the opposite sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { low: -self.high, high: -self.low }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_belong_to_the_interval() {
        let interval = Interval::around(2.0, 3.0);
        assert_eq!(interval, Interval { low: -1.0, high: 5.0 });
        assert!(interval.contains(-1.0) && interval.contains(5.0) && !interval.contains(5.1));
        assert_eq!(interval.width(), 6.0);
        assert_eq!(interval.negated(), Interval { low: -5.0, high: 1.0 });
    }

    #[test]
    fn critical_value_leaves_half_of_the_rest_above() {
        // Φ(z) = (1 + erf(z/√2))/2, so erf(z/√2) is the confidence itself.
        let central = libm::erf(NORMAL_CRITICAL_VALUE / core::f64::consts::SQRT_2);
        assert!((central - CONFIDENCE).abs() < 1e-15, "{central}");
    }
}
