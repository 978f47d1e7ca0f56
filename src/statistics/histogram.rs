//! A histogram whose bins are as narrow as their values are small: quantiles of any number of trials in little memory.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bins in each octave, from one power of two to the next; they are equally wide there.
pub const BINS_PER_OCTAVE: u32 = 1 << MANTISSA_BITS;

/// No value of a [`LogHistogram`] differs by a larger share of itself from the one that was added: half a bin, at the lower
/// end of an octave, where it is widest against its values.
pub const LARGEST_RELATIVE_ERROR: f64 = 0.5 / BINS_PER_OCTAVE as f64;

/// Leading bits of the mantissa that tell bins apart.
const MANTISSA_BITS: u32 = 10;

/// Trailing bits of the mantissa, which a bin forgets.
const FORGOTTEN_BITS: u32 = f64::MANTISSA_DIGITS - 1 - MANTISSA_BITS;

/// Values that are told apart together.
const TOGETHER: usize = 256;

/// Bins that are allocated together; a power of two.
const PAGE: usize = 256;

/// Values after which the count of a bin begins anew.
const ROUND: u64 = 1 << 32;

/// Counts of values in bins of a relative width of at most 1/1,024, of both signs, with a bin of its own for zero.
///
/// A bin holds the floats that agree in sign, exponent and the first ten bits of the mantissa; it is represented by its
/// middle, but never beyond the lowest and highest value added, which are kept. Counts are whole numbers: neither the order of
/// the values nor how they are merged changes anything. Memory is 4 bytes a bin, in pages of 256 bins where there are values: few enough
/// to stay near the processor while many columns are counted in turn.
///
/// Values must be finite. The bound on the error does not hold for magnitudes below 2⁻¹⁰²².
#[derive(Debug, Clone, PartialEq)]
pub struct LogHistogram {
    positive: Side,
    negative: Side,
    zeros: u64,
    minimum: f64,
    maximum: f64,
}

/// A bin by the place of its values: negative for values below zero, 0 for zero, rising with the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Bin(i64);

impl Bin {
    /// The bin of a finite value.
    #[must_use]
    pub fn of(value: f64) -> Bin {
        let bits = value.to_bits() & !(1 << 63);
        if bits == 0 {
            return Bin(0);
        }
        let magnitude = (bits >> FORGOTTEN_BITS) as i64 + 1;
        Bin(if value < 0.0 { -magnitude } else { magnitude })
    }

    /// The middle of the bin.
    #[must_use]
    pub fn middle(self) -> f64 {
        if self.0 == 0 {
            return 0.0;
        }
        let bits = ((self.0.unsigned_abs() - 1) << FORGOTTEN_BITS) | (1 << (FORGOTTEN_BITS - 1));
        let magnitude = f64::from_bits(bits);
        if self.0 < 0 { -magnitude } else { magnitude }
    }
}

/// Counts of one sign by magnitude.
#[derive(Debug, Clone, Default)]
struct Side {
    /// Number of the first page.
    first: usize,
    /// Of each page from the first on, one more than its place in `counts`; 0: no value in it.
    pages: Vec<u32>,
    counts: Vec<[u32; PAGE]>,
    /// How often the count of a bin has gone round 2³².
    rounds: BTreeMap<usize, u64>,
}

impl Side {
    #[inline(always)]
    fn add_one(&mut self, key: usize) {
        let place = self.page_of(key);
        let count = &mut self.counts[place][key % PAGE];
        *count = count.wrapping_add(1);
        if *count == 0 {
            self.go_round(key, 1);
        }
    }

    /// Adds positive values.
    fn add_positive(&mut self, values: &[f64]) {
        values.iter().for_each(|value| self.add_one((value.to_bits() >> FORGOTTEN_BITS) as usize));
    }

    /// Adds values of which none is negative, but not the zeros among them; how many those are.
    fn add_but_zeros(&mut self, values: &[f64]) -> u64 {
        let mut others = [0.0; TOGETHER];
        let mut zeros = 0;
        for values in values.chunks(TOGETHER) {
            // Without a branch: chance decides which are zero.
            let mut count = 0;
            for value in values {
                others[count] = *value;
                count += usize::from(*value > 0.0);
            }
            self.add_positive(&others[..count]);
            zeros += (values.len() - count) as u64;
        }
        zeros
    }

    fn add(&mut self, key: usize, times: u64) {
        let place = self.page_of(key);
        let count = &mut self.counts[place][key % PAGE];
        let sum = u64::from(*count) + times % ROUND;
        *count = sum as u32;
        let rounds = times / ROUND + sum / ROUND;
        if rounds > 0 {
            self.go_round(key, rounds);
        }
    }

    #[cold]
    fn go_round(&mut self, key: usize, rounds: u64) {
        *self.rounds.entry(key).or_default() += rounds;
    }

    #[inline(always)]
    fn page_of(&mut self, key: usize) -> usize {
        let page = (key / PAGE).wrapping_sub(self.first);
        match self.pages.get(page) {
            Some(&place) if place > 0 => place as usize - 1,
            Some(_) | None => self.open(key / PAGE),
        }
    }

    /// Makes room for a page; its place.
    #[cold]
    fn open(&mut self, page: usize) -> usize {
        if self.pages.is_empty() {
            self.first = page;
        }
        if page < self.first {
            let missing = self.first - page;
            self.pages.splice(0..0, std::iter::repeat_n(0, missing));
            self.first = page;
        }
        if self.pages.len() <= page - self.first {
            self.pages.resize(page - self.first + 1, 0);
        }
        let place = self.counts.len();
        self.counts.push([0; PAGE]);
        self.pages[page - self.first] = place as u32 + 1;
        place
    }

    /// Bins with values by rising magnitude: key and count.
    fn bins(&self) -> impl DoubleEndedIterator<Item = (usize, u64)> + '_ {
        let pages = self.pages.iter().enumerate().filter(|(_, place)| **place > 0);
        pages
            .flat_map(move |(page, place)| {
                let counts = self.counts[*place as usize - 1].iter().enumerate();
                let key = (self.first + page) * PAGE;
                counts.map(move |(offset, count)| (key + offset, self.whole(key + offset, *count)))
            })
            .filter(|(_, count)| *count > 0)
    }

    /// The count of a bin with its rounds.
    fn whole(&self, key: usize, count: u32) -> u64 {
        let rounds = if self.rounds.is_empty() { None } else { self.rounds.get(&key) };
        u64::from(count) + rounds.map_or(0, |rounds| rounds * ROUND)
    }

    fn values(&self) -> u64 {
        self.bins().map(|(_, count)| count).sum()
    }

    fn bytes(&self) -> usize {
        self.pages.capacity() * size_of::<u32>() + self.counts.capacity() * size_of::<[u32; PAGE]>()
    }
}

impl PartialEq for Side {
    fn eq(&self, other: &Self) -> bool {
        self.bins().eq(other.bins())
    }
}

impl Default for LogHistogram {
    fn default() -> Self {
        LogHistogram {
            positive: Side::default(),
            negative: Side::default(),
            zeros: 0,
            minimum: f64::INFINITY,
            maximum: f64::NEG_INFINITY,
        }
    }
}

impl LogHistogram {
    /// Adds finite values.
    pub fn add(&mut self, values: &[f64]) {
        let (low, high) = ends(values);
        self.add_between(values, low, high);
    }

    /// Adds finite values of which the lowest and the highest are known.
    pub(super) fn add_between(&mut self, values: &[f64], low: f64, high: f64) {
        self.minimum = self.minimum.min(low);
        self.maximum = self.maximum.max(high);
        if low > 0.0 {
            self.positive.add_positive(values);
        } else if low == 0.0 {
            self.zeros += self.positive.add_but_zeros(values);
        } else {
            values.iter().for_each(|value| self.take(*value, 1));
        }
    }

    /// Adds the same value many times.
    pub fn add_repeated(&mut self, value: f64, times: u64) {
        if times > 0 {
            self.minimum = self.minimum.min(value);
            self.maximum = self.maximum.max(value);
            self.take(value, times);
        }
    }

    fn take(&mut self, value: f64, times: u64) {
        let key = ((value.to_bits() & !(1 << 63)) >> FORGOTTEN_BITS) as usize;
        if value > 0.0 {
            self.positive.add(key, times);
        } else if value < 0.0 {
            self.negative.add(key, times);
        } else {
            self.zeros += times;
        }
    }

    /// Adds all values of another histogram.
    pub fn merge(&mut self, other: &LogHistogram) {
        self.minimum = self.minimum.min(other.minimum);
        self.maximum = self.maximum.max(other.maximum);
        self.zeros += other.zeros;
        other.positive.bins().for_each(|(key, count)| self.positive.add(key, count));
        other.negative.bins().for_each(|(key, count)| self.negative.add(key, count));
    }

    /// Number of values.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.zeros + self.positive.values() + self.negative.values()
    }

    /// The lowest value added, exactly; `None` without values.
    #[must_use]
    pub fn minimum(&self) -> Option<f64> {
        self.minimum.is_finite().then_some(self.minimum)
    }

    /// The highest value added, exactly; `None` without values.
    #[must_use]
    pub fn maximum(&self) -> Option<f64> {
        self.maximum.is_finite().then_some(self.maximum)
    }

    /// Bins with values, ascending, each with its count.
    pub fn bins(&self) -> impl Iterator<Item = (Bin, u64)> + '_ {
        let negative = self.negative.bins().rev().map(|(key, count)| (Bin(-(key as i64) - 1), count));
        let zero = (self.zeros > 0).then_some((Bin(0), self.zeros));
        let positive = self.positive.bins().map(|(key, count)| (Bin(key as i64 + 1), count));
        negative.chain(zero).chain(positive)
    }

    /// Distinct values, ascending, each with its count: the middles of the bins, within the lowest and the highest value.
    pub fn runs(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        self.bins().map(|(bin, count)| (self.represented(bin), count))
    }

    /// The value that stands for those of a bin.
    pub(crate) fn represented(&self, bin: Bin) -> f64 {
        bin.middle().max(self.minimum).min(self.maximum)
    }

    /// The bins that hold the values at some ranks, counted from one.
    ///
    /// - `ranks`: ascending. One beyond all values gets the last bin.
    #[must_use]
    pub fn bins_at(&self, ranks: &[u64]) -> Vec<Bin> {
        let mut found = Vec::with_capacity(ranks.len());
        let (mut below, mut last) = (0, Bin(0));
        for (bin, count) in self.bins() {
            last = bin;
            below += count;
            while ranks.get(found.len()).is_some_and(|rank| *rank <= below) {
                found.push(bin);
            }
        }
        found.resize(ranks.len(), last);
        found
    }

    /// Bytes on the heap.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.positive.bytes() + self.negative.bytes()
    }
}

/// The lowest and the highest of finite values; infinities without values.
fn ends(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (if *value < low { *value } else { low }, if *value > high { *value } else { high })
    })
}

/// What is written of a histogram: bins with values only.
#[derive(Serialize, Deserialize)]
struct Written {
    minimum: Option<f64>,
    maximum: Option<f64>,
    /// Bin and count, ascending.
    bins: Vec<(Bin, u64)>,
}

impl Serialize for LogHistogram {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bins = self.bins().collect();
        Written { minimum: self.minimum(), maximum: self.maximum(), bins }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for LogHistogram {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        let mut histogram = LogHistogram {
            minimum: written.minimum.unwrap_or(f64::INFINITY),
            maximum: written.maximum.unwrap_or(f64::NEG_INFINITY),
            ..LogHistogram::default()
        };
        let largest = Bin::of(f64::MAX).0;
        for (Bin(place), count) in written.bins {
            if !(-largest..=largest).contains(&place) {
                return Err(D::Error::custom("a bin beyond all numbers"));
            }
            match place {
                0 => histogram.zeros += count,
                1.. => histogram.positive.add(place as usize - 1, count),
                _ => histogram.negative.add(place.unsigned_abs() as usize - 1, count),
            }
        }
        Ok(histogram)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn histogram_of(values: &[f64]) -> LogHistogram {
        let mut histogram = LogHistogram::default();
        histogram.add(values);
        histogram
    }

    /// Numbers of both signs over many orders of magnitude, zeros, and some that come again and again.
    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![
            -1e9..1e9_f64,
            (-200_i32..200, 1.0..10.0_f64)
                .prop_map(|(power, digits)| digits * libm::exp10(f64::from(power) * 0.7)),
            (-3_i32..3).prop_map(f64::from),
            Just(-0.0),
            Just(1e150),
        ]
    }

    #[test]
    fn bins_of_an_octave_are_equally_wide() {
        // From 1 to 2 in 1,024 steps: the bin of 1 ends at 1 + 1/1024 and has its middle at 1 + 1/2048.
        assert_eq!(Bin::of(1.0).middle(), 1.0 + 1.0 / 2048.0);
        assert_eq!(Bin::of(1.0), Bin::of(1.000_97));
        assert_ne!(Bin::of(1.0), Bin::of(1.0 + 1.0 / 1024.0));
        assert_eq!(Bin::of(-3.0).middle(), -Bin::of(3.0).middle());
        assert_eq!((Bin::of(0.0), Bin::of(-0.0), Bin::of(0.0).middle()), (Bin(0), Bin(0), 0.0));
    }

    #[test]
    fn values_all_alike_come_back_as_they_were() {
        let histogram = histogram_of(&[0.1; 1000]);
        assert_eq!(histogram.runs().collect::<Vec<_>>(), [(0.1, 1000)]);
    }

    #[test]
    fn memory_is_that_of_the_pages_in_use() {
        // 1 to 1000 are ten octaves of four pages of 256 bins of 4 bytes, 40 KiB; vectors may hold twice that.
        let values: Vec<f64> = (0..1_000_000).map(|value| 1.0 + f64::from(value) * 0.001).collect();
        let histogram = histogram_of(&values);
        assert!(histogram.bytes() < 2 * 42_000, "{}", histogram.bytes());
        assert_eq!(histogram.trials(), 1_000_000);
    }

    #[test]
    fn counts_go_beyond_what_a_bin_holds() {
        let mut histogram = LogHistogram::default();
        histogram.add_repeated(2.0, u64::from(u32::MAX) - 1);
        histogram.add(&[2.0, 2.0, 2.0, 3.0]);
        histogram.add_repeated(3.0, 3 << 32);
        histogram.add_repeated(-5.0, (1 << 32) + 7);
        let counts =
            |histogram: &LogHistogram| histogram.runs().map(|(_, count)| count).collect::<Vec<u64>>();
        assert_eq!(counts(&histogram), [(1 << 32) + 7, (1 << 32) + 1, (3 << 32) + 1]);
        assert_eq!(histogram.trials(), (5 << 32) + 9);
        let mut merged = histogram.clone();
        merged.merge(&histogram);
        assert_eq!(counts(&merged), [(2 << 32) + 14, (2 << 32) + 2, (6 << 32) + 2]);
        let text = serde_json::to_string(&histogram).unwrap();
        assert_eq!(serde_json::from_str::<LogHistogram>(&text).unwrap(), histogram);
    }

    #[test]
    fn refuses_bins_that_no_number_has() {
        let text = |place: i64| format!(r#"{{"minimum":1.0,"maximum":1.0,"bins":[[{place},1]]}}"#);
        assert!(serde_json::from_str::<LogHistogram>(&text(i64::MAX)).is_err());
        assert!(serde_json::from_str::<LogHistogram>(&text(i64::MIN)).is_err());
        assert!(serde_json::from_str::<LogHistogram>(&text(Bin::of(1.0).0)).is_ok());
    }

    proptest! {
        #[test]
        fn every_value_is_within_the_bound(values in prop::collection::vec(number(), 1..80)) {
            let histogram = histogram_of(&values);
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let found: Vec<f64> =
                histogram.runs().flat_map(|(value, count)| std::iter::repeat_n(value, count as usize)).collect();
            prop_assert_eq!(found.len(), sorted.len());
            for (found, value) in found.iter().zip(&sorted) {
                // Two roundings beside the bound itself.
                let bound = LARGEST_RELATIVE_ERROR * (1.0 + 1e-12) * value.abs();
                prop_assert!((found - value).abs() <= bound, "{found} for {value}");
            }
            prop_assert_eq!(histogram.minimum(), sorted.first().copied());
            prop_assert_eq!(histogram.maximum(), sorted.last().copied());
        }

        #[test]
        fn order_and_merging_change_nothing(
            values in prop::collection::vec(number(), 1..80),
            split in 0_usize..80,
        ) {
            let whole = histogram_of(&values);
            let (left, right) = values.split_at(split.min(values.len()));
            let mut merged = histogram_of(right);
            merged.merge(&histogram_of(left));
            prop_assert_eq!(&merged, &whole);
            let reversed: Vec<f64> = values.iter().rev().copied().collect();
            prop_assert_eq!(&histogram_of(&reversed), &whole);
            let text = serde_json::to_string(&whole).unwrap();
            prop_assert_eq!(serde_json::from_str::<LogHistogram>(&text).unwrap(), whole);
        }

        #[test]
        fn bins_at_ranks_hold_the_values_at_ranks(values in prop::collection::vec(number(), 1..80)) {
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let ranks: Vec<u64> = (1..=values.len() as u64).collect();
            let found = histogram_of(&values).bins_at(&ranks);
            prop_assert_eq!(found, sorted.into_iter().map(Bin::of).collect::<Vec<_>>());
        }
    }
}
