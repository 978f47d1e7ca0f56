//! The key of a named thing: what ties its random numbers to its name and the seed, and to nothing else.

use super::{DIMENSIONS, Draw, TrialStream, draw::NO_DIMENSION, mixer::mix};
use sha2::{Digest, Sha256};

/// Stands first in what is hashed. A later, different definition of the random numbers takes another tag.
const TAG: &[u8] = b"splitstack.random.1\0";

/// The key of one named thing under one seed; all its random numbers follow from it.
///
/// Make it once per name, outside of loops: it costs a SHA-256. It is 24 bytes and `Copy`.
///
/// ```
/// use splitstack::engine::random::StreamKey;
/// let key = StreamKey::new(0, "risk/network-cut/duration");
/// let stream = key.trial(17);
/// assert!(0.0 < stream.uniform(0) && stream.uniform(0) < 1.0);
/// assert_ne!(stream.bits(0), stream.bits(1));
/// assert_eq!(stream.bits(1), key.draw(1).bits(17));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamKey {
    low: u64,
    high: u64,
    /// Of the draw with index 0.
    dimension: u8,
}

impl StreamKey {
    /// The key of `name` under `seed`; every seed is valid, 0 too, and every name, the empty one too.
    ///
    /// `SHA-256(tag ‖ seed ‖ name)` with the tag `splitstack.random.1` and a zero byte (20 bytes), the seed as
    /// 8 bytes little-endian and the name as UTF-8. The digest's bytes 0–7 and 8–15, read little-endian, are
    /// the two words of the key. The tag and seed have fixed lengths, so no two (seed, name) are hashed alike.
    pub fn new(seed: u64, name: &str) -> Self {
        let digest = Sha256::new()
            .chain_update(TAG)
            .chain_update(seed.to_le_bytes())
            .chain_update(name.as_bytes())
            .finalize();
        let word = |from: usize| {
            digest[from..from + 8].iter().rev().fold(0u64, |word, byte| (word << 8) | u64::from(*byte))
        };
        Self { low: word(0), high: word(8), dimension: NO_DIMENSION }
    }

    /// The same key, but its draw of index 0 follows a dimension of scrambled Sobol points; all others stay what they are.
    ///
    /// - `dimension`: from 0; from [`DIMENSIONS`] on the key stays a plain one.
    #[must_use]
    pub const fn leading(self, dimension: u8) -> Self {
        Self { dimension: if (dimension as usize) < DIMENSIONS { dimension } else { NO_DIMENSION }, ..self }
    }

    /// The two words of the key, to compare with another implementation.
    pub const fn words(self) -> [u64; 2] {
        [self.low, self.high]
    }

    /// This thing's random numbers in one trial: fix the trial, then ask by running index.
    #[inline]
    pub const fn trial(self, trial: u64) -> TrialStream {
        TrialStream::new(self, trial)
    }

    /// This thing's draw of one running index: fix the index, then ask by trial. The same numbers as through
    /// [`StreamKey::trial`] at half the cost when many trials are asked.
    #[inline]
    pub const fn draw(self, index: u64) -> Draw {
        // Both words enter: two names share a draw's numbers only if all 128 bits agree.
        let dimension = if index == 0 { self.dimension } else { NO_DIMENSION };
        Draw::from_base(mix(self.low.wrapping_add(index)) ^ self.high, dimension)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seed_and_name_both_matter_and_zero_is_a_seed() {
        let key = StreamKey::new(0, "risk/outage");
        assert_eq!(key, StreamKey::new(0, "risk/outage"));
        assert_ne!(key, StreamKey::new(1, "risk/outage"));
        assert_ne!(key, StreamKey::new(0, "risk/outages"));
        assert_ne!(StreamKey::new(0, "").words(), [0, 0]);
    }

    #[test]
    fn both_words_of_the_key_reach_the_numbers() {
        let key = StreamKey { low: 1, high: 2, dimension: NO_DIMENSION };
        let numbers = |key: StreamKey| [key.trial(0).bits(0), key.trial(5).bits(3)];
        assert_ne!(numbers(key), numbers(StreamKey { low: 3, ..key }));
        assert_ne!(numbers(key), numbers(StreamKey { high: 3, ..key }));
    }

    #[test]
    fn only_the_first_draw_of_a_leading_key_changes() {
        let key = StreamKey::new(3, "company.growth");
        let numbers = |key: StreamKey, index: u64| [key.trial(0).bits(index), key.trial(77).bits(index)];
        assert_ne!(numbers(key, 0), numbers(key.leading(4), 0));
        assert_ne!(numbers(key.leading(5), 0), numbers(key.leading(4), 0));
        assert_eq!(numbers(key, 1), numbers(key.leading(4), 1));
        assert_eq!(numbers(key, 0), numbers(key.leading(DIMENSIONS as u8), 0));
    }
}
