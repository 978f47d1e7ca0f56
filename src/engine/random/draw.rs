//! One draw of one thing across trials: the order in which a block of trials is computed.

use super::{StreamKey, mixer::mix, sobol::scrambled_bits, uniform_from_bits};
use crate::math::lanes::in_lanes;

/// One draw (name and running index) as a sequence over trials.
///
/// The work that depends on name and index is done; a number costs one mixing. Consecutive trials are
/// consecutive counters, so a block runs in vector lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Draw {
    base: u64,
    /// Dimension of the scrambled Sobol points that it follows; [`NO_DIMENSION`] for plain draws.
    dimension: u8,
}

/// Marks draws that are plain hashes.
pub(super) const NO_DIMENSION: u8 = u8::MAX;

impl Draw {
    #[inline]
    pub(super) const fn from_base(base: u64, dimension: u8) -> Self {
        Self { base, dimension }
    }

    /// 64 random bits of this draw in `trial`; the same as [`super::TrialStream::bits`].
    #[inline]
    pub const fn bits(self, trial: u64) -> u64 {
        if self.dimension == NO_DIMENSION {
            mix(self.base.wrapping_add(trial))
        } else {
            scrambled_bits(self.dimension as usize, self.base, trial)
        }
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
        if self.dimension != NO_DIMENSION {
            for (offset, uniform) in uniforms.iter_mut().enumerate() {
                *uniform = self.uniform(first_trial.wrapping_add(offset as u64));
            }
            return;
        }
        fill(self.base.wrapping_add(first_trial), uniforms);
    }

    /// The uniforms of some trials counted from `first_trial`, one per place of `trials`.
    ///
    /// - `uniforms`: overwritten, as many as `trials`; the same bits as [`Draw::uniform`] for each trial.
    pub fn pick_uniforms(self, first_trial: u64, trials: &[u32], uniforms: &mut Vec<f64>) {
        uniforms.clear();
        uniforms.resize(trials.len(), 0.0);
        if self.dimension == NO_DIMENSION {
            pick(self.base.wrapping_add(first_trial), trials, uniforms);
            return;
        }
        for (uniform, trial) in uniforms.iter_mut().zip(trials) {
            *uniform = self.uniform(first_trial.wrapping_add(u64::from(*trial)));
        }
    }
}

in_lanes! {
    /// The uniforms of consecutive counters.
    fn fill(first: u64, uniforms: &mut [f64]) = fill_each;
}

in_lanes! {
    /// The uniforms of counters at some distances from the first.
    fn pick(first: u64, offsets: &[u32], uniforms: &mut [f64]) = pick_each;
}

#[inline(always)]
fn fill_each(first: u64, uniforms: &mut [f64]) {
    for (offset, uniform) in uniforms.iter_mut().enumerate() {
        *uniform = uniform_from_bits(mix(first.wrapping_add(offset as u64)));
    }
}

#[inline(always)]
fn pick_each(first: u64, offsets: &[u32], uniforms: &mut [f64]) {
    for (uniform, offset) in uniforms.iter_mut().zip(offsets) {
        *uniform = uniform_from_bits(mix(first.wrapping_add(u64::from(*offset))));
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
    use crate::math::lanes::under_test::under_each;

    #[test]
    fn a_filled_block_has_the_bits_of_the_single_numbers() {
        let plain = StreamKey::new(0, "quantity/revenue");
        let blocks = [(0, 0, 4096), (5, 3, 7), (u64::MAX - 2, u64::MAX, 9), (1, 1, 0)];
        let keys = [plain, plain.leading(3)];
        let each = keys.into_iter().flat_map(|key| blocks.map(|block| (key, block)));
        let each: Vec<_> = each.collect();
        under_each(|set| {
            for (key, (first_trial, index, length)) in each.iter().copied() {
                let mut block = vec![f64::NAN; length];
                fill_uniforms(key, first_trial, index, &mut block);
                for (trial, uniform) in
                    std::iter::successors(Some(first_trial), |t| Some(t.wrapping_add(1))).zip(&block)
                {
                    assert_eq!(uniform.to_bits(), key.trial(trial).uniform(index).to_bits(), "{set}");
                    assert_eq!(uniform.to_bits(), key.draw(index).uniform(trial).to_bits());
                }
            }
        });
    }
    #[test]
    fn picked_trials_have_the_bits_of_the_single_numbers() {
        let trials: Vec<u32> = (0..300).map(|place| place * place % 977).collect();
        for key in [StreamKey::new(3, "risk/arrival"), StreamKey::new(3, "risk/arrival").leading(1)] {
            let draw = key.draw(2);
            under_each(|set| {
                let mut picked = Vec::new();
                draw.pick_uniforms(u64::MAX - 500, &trials, &mut picked);
                for (trial, uniform) in trials.iter().zip(&picked) {
                    let single = draw.uniform((u64::MAX - 500).wrapping_add(u64::from(*trial)));
                    assert_eq!(uniform.to_bits(), single.to_bits(), "{set}");
                }
                assert_eq!(picked.len(), trials.len());
            });
        }
    }
}
