//! The mixing function: a bijection of 64-bit words that turns a counter into random-looking words.

/// The word `x`, thoroughly mixed: a bijection in which each input bit flips each output bit with probability
/// one half.
///
/// With `⋙` a right rotation and products modulo 2⁶⁴:
/// `x ← x ⊕ (x ⋙ 25) ⊕ (x ⋙ 47)`, `x ← x · 0x9E6C63D0676A9A99`, `x ← x ⊕ (x ≫ 23) ⊕ (x ≫ 51)`,
/// `x ← x · 0x9E6D62D06F6A9A9B`, `x ← x ⊕ (x ≫ 23) ⊕ (x ≫ 51)`.
///
/// Zero maps to zero, so the caller adds a key first.
///
/// # Source
/// P. Evensen (2020), "NASAM: Not Another Strange Acronym Mixer", mostlymangling.blogspot.com: as a plain
/// counter it passes PractRand to 2⁴² bytes in every rotation and reversal of its input and output.
#[inline(always)]
pub(super) const fn mix(word: u64) -> u64 {
    let word = word ^ word.rotate_right(25) ^ word.rotate_right(47);
    let word = word.wrapping_mul(0x9E6C_63D0_676A_9A99);
    let word = word ^ (word >> 23) ^ (word >> 51);
    let word = word.wrapping_mul(0x9E6D_62D0_6F6A_9A9B);
    word ^ (word >> 23) ^ (word >> 51)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `x ⊕ (x ≫ 23) ⊕ (x ≫ 51)` undone from the top: each pass fixes 23 more bits.
    fn undo_shifts(word: u64) -> u64 {
        let mut found = word;
        for _ in 0..3 {
            found = word ^ (found >> 23) ^ (found >> 51);
        }
        found
    }

    /// The inverse of an odd number modulo 2⁶⁴ by Newton's iteration: correct bits double from 3 to 96.
    fn inverse(odd: u64) -> u64 {
        let mut found = odd;
        for _ in 0..5 {
            found = found.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(found)));
        }
        found
    }

    /// `R = 1 + ρ²⁵ + ρ⁴⁷` in the ring of rotations modulo 2: `R⁶⁴ = 1 + 1 + 1 = 1`, so `R⁻¹ = R⁶³`.
    fn undo_rotations(word: u64) -> u64 {
        (0..63).fold(word, |word, _| word ^ word.rotate_right(25) ^ word.rotate_right(47))
    }

    fn unmix(word: u64) -> u64 {
        let word = undo_shifts(word).wrapping_mul(inverse(0x9E6D_62D0_6F6A_9A9B));
        let word = undo_shifts(word).wrapping_mul(inverse(0x9E6C_63D0_676A_9A99));
        undo_rotations(word)
    }

    #[test]
    fn can_be_undone_so_no_two_words_collide() {
        for word in [0, 1, 2, 0x8000_0000_0000_0000, u64::MAX, 0x0123_4567_89AB_CDEF] {
            assert_eq!(unmix(mix(word)), word);
            assert_eq!(mix(unmix(word)), word);
        }
    }

    #[test]
    fn zero_is_its_only_trivial_fixed_point() {
        assert_eq!(mix(0), 0);
        assert_ne!(mix(1), 1);
        assert_ne!(mix(u64::MAX), u64::MAX);
    }
}
