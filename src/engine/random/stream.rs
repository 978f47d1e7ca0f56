//! One thing's random numbers in one trial.

use super::{StreamKey, uniform_from_bits};

/// The random numbers of one named thing in one trial, asked by running index in any order.
///
/// It has no state: asking twice gives the same number. See [`StreamKey`] for how to make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TrialStream {
    key: StreamKey,
    trial: u64,
}

impl TrialStream {
    #[inline]
    pub(super) const fn new(key: StreamKey, trial: u64) -> Self {
        Self { key, trial }
    }

    /// 64 random bits: `M((M(low + index) ⊕ high) + trial)`, sums modulo 2⁶⁴, `M` the mixing function and
    /// `low`, `high` the words of the key.
    #[inline]
    pub const fn bits(self, index: u64) -> u64 {
        self.key.draw(index).bits(self.trial)
    }

    /// A uniform strictly between 0 and 1, symmetric about one half; see [`uniform_from_bits`].
    #[inline]
    pub const fn uniform(self, index: u64) -> f64 {
        uniform_from_bits(self.bits(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_does_not_depend_on_what_was_asked_before() {
        let stream = StreamKey::new(7, "option/a").trial(3);
        let forwards: Vec<u64> = (0..16).map(|index| stream.bits(index)).collect();
        let mut backwards: Vec<u64> = (0..16).rev().map(|index| stream.bits(index)).collect();
        backwards.reverse();
        assert_eq!(forwards, backwards);
    }

    #[test]
    fn extreme_trials_and_indices_are_ordinary() {
        let key = StreamKey::new(u64::MAX, "regime");
        for trial in [0, 1, u64::MAX] {
            for index in [0, 1, u64::MAX] {
                let uniform = key.trial(trial).uniform(index);
                assert!(0.0 < uniform && uniform < 1.0, "trial {trial}, index {index}: {uniform}");
            }
        }
    }
}
