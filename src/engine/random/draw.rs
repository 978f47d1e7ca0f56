//! One draw of one thing across trials: the order in which a block of trials is computed.

use super::{StreamKey, mixer::mix, uniform_from_bits};

/// One draw (name and running index) as a sequence over trials.
///
/// The work that depends on name and index is done; a number costs one mixing. Consecutive trials are
/// consecutive counters, so a block runs in vector lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Draw {
    base: u64,
}

impl Draw {
    #[inline]
    pub(super) const fn from_base(base: u64) -> Self {
        Self { base }
    }

    /// 64 random bits of this draw in `trial`; the same as [`super::TrialStream::bits`].
    #[inline]
    pub const fn bits(self, trial: u64) -> u64 {
        mix(self.base.wrapping_add(trial))
    }

    /// A uniform strictly between 0 and 1 of this draw in `trial`; see [`uniform_from_bits`].
    #[inline]
    pub const fn uniform(self, trial: u64) -> f64 {
        uniform_from_bits(self.bits(trial))
    }

    /// The uniforms of the trials `first_trial`, `first_trial + 1` …, one per place of `uniforms`.
    ///
    /// - `uniforms`: shape `[trial]`, overwritten; the same bits as [`Draw::uniform`] for each trial.
    #[inline]
    pub fn fill_uniforms(self, first_trial: u64, uniforms: &mut [f64]) {
        let mut counter = self.base.wrapping_add(first_trial);
        for uniform in uniforms {
            *uniform = uniform_from_bits(mix(counter));
            counter = counter.wrapping_add(1);
        }
    }
}

/// The uniforms of draw `index` of `key` in the trials `first_trial`, `first_trial + 1` …
///
/// - `uniforms`: shape `[trial]`, overwritten; the same bits as `key.trial(trial).uniform(index)`.
pub fn fill_uniforms(key: StreamKey, first_trial: u64, index: u64, uniforms: &mut [f64]) {
    key.draw(index).fill_uniforms(first_trial, uniforms);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_block_has_the_bits_of_the_single_numbers() {
        let key = StreamKey::new(0, "quantity/revenue");
        for (first_trial, index, length) in [(0, 0, 4096), (5, 3, 7), (u64::MAX - 2, u64::MAX, 9), (1, 1, 0)]
        {
            let mut block = vec![f64::NAN; length];
            fill_uniforms(key, first_trial, index, &mut block);
            for (trial, uniform) in
                std::iter::successors(Some(first_trial), |t| Some(t.wrapping_add(1))).zip(&block)
            {
                assert_eq!(uniform.to_bits(), key.trial(trial).uniform(index).to_bits());
                assert_eq!(uniform.to_bits(), key.draw(index).uniform(trial).to_bits());
            }
        }
    }
}
