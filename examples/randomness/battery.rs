//! A battery of statistical tests for streams of 64-bit words, in the manner of PractRand: the same words go through all
//! tests, and verdicts can be asked at any length.
//!
//! Every test has an exact distribution, or one whose error lies far below what the longest stream resolves. A verdict holds both
//! tails of its statistic: a stream that is too even fails like one that is too uneven.

use splitstack::math::{exp, exp_m1, ln_1p, normal_cdf, regularized_lower_gamma, regularized_upper_gamma};

pub use super::layouts::BUFFER;

use super::bits::{LinearBits, Positions, Rank32, Rank64, Relation};
use super::weights::{ByteWeights, Lags, Tuples, Walk};

/// Consecutive words of a stream, and how many bits each has set.
pub struct Block<'a> {
    /// [`BUFFER`] words.
    pub words: &'a [u64],
    /// `[word]`.
    pub weights: &'a [u8],
    /// How many blocks came before: what a test that looks at a part only chooses by.
    pub number: u64,
}

impl Block<'_> {
    /// Whether it is the turn of one of the four tests with tables of 2¹⁶ counts: each sees a quarter of the stream, 64 blocks
    /// at a time, so that its table stays in the cache.
    pub fn is_turn_of(&self, table: u64) -> bool {
        self.number / 64 % 4 == table
    }
}

/// One test: takes words, gives verdicts on all it was given.
pub trait Test {
    fn feed(&mut self, block: &Block<'_>);
    fn verdicts(&self) -> Vec<Verdict>;
}

/// What one statistic says.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub test: String,
    /// Probability of a statistic at most as large, for an ideal source.
    pub below: f64,
    /// Probability of one at least as large.
    pub above: f64,
}

impl Verdict {
    /// The smaller of the two tails.
    pub fn tail(&self) -> f64 {
        self.below.min(self.above)
    }

    /// Of a statistic that is standard normal for an ideal source.
    pub fn normal(test: impl Into<String>, z: f64) -> Verdict {
        Verdict { test: test.into(), below: normal_cdf(z), above: normal_cdf(-z) }
    }

    /// Of a χ² statistic.
    pub fn chi_squared(test: impl Into<String>, statistic: f64, freedom: f64) -> Verdict {
        let (shape, x) = (0.5 * freedom, 0.5 * statistic);
        let (below, above) = (regularized_lower_gamma(shape, x), regularized_upper_gamma(shape, x));
        Verdict { test: test.into(), below, above }
    }

    /// Of counts against probabilities that sum to 1; neighbouring cells are joined until eight are expected in each. None if
    /// fewer than two cells are left.
    pub fn counts(
        test: impl Into<String>,
        counts: &[u64],
        probability: impl Fn(usize) -> f64,
    ) -> Option<Verdict> {
        let total = counts.iter().sum::<u64>() as f64;
        let (mut statistic, mut cells) = (0.0, 0.0_f64);
        let (mut seen, mut expected, mut left) = (0.0, 0.0, total);
        for (cell, count) in counts.iter().enumerate() {
            let here = total * probability(cell);
            seen += *count as f64;
            expected += here;
            left -= here;
            // The last cells stay together if too little would be left.
            if expected >= 8.0 && (left >= 8.0 || cell + 1 == counts.len()) {
                statistic += (seen - expected) * (seen - expected) / expected;
                cells += 1.0;
                (seen, expected) = (0.0, 0.0);
            }
        }
        if expected > 0.0 {
            statistic += (seen - expected) * (seen - expected) / expected;
            cells += 1.0;
        }
        (cells >= 2.0).then(|| Verdict::chi_squared(test, statistic, cells - 1.0))
    }
}

/// All tests on one stream.
pub struct Battery {
    tests: Vec<Box<dyn Test>>,
    blocks: u64,
}

impl Default for Battery {
    fn default() -> Battery {
        let tests: Vec<Box<dyn Test>> = vec![
            Box::new(Positions::new(Relation::Alone)),
            Box::new(Positions::new(Relation::After(1))),
            Box::new(Positions::new(Relation::After(2))),
            Box::new(Positions::new(Relation::After(64))),
            Box::new(Positions::new(Relation::Neighbours)),
            Box::new(Fields::default()),
            Box::new(Serial::new(56, 1)),
            Box::new(Serial::new(0, 2)),
            Box::new(Gaps::new(56)),
            Box::new(Gaps::new(0)),
            Box::new(Poker::default()),
            Box::new(Collisions::default()),
            Box::new(Runs::default()),
            Box::new(Rank32::default()),
            Box::new(Rank64::default()),
            Box::new(LinearBits::default()),
            Box::new(Tuples::default()),
            Box::new(Lags::default()),
            Box::new(ByteWeights::default()),
            Box::new(Walk::default()),
        ];
        Battery { tests, blocks: 0 }
    }
}

impl Battery {
    /// Takes the next [`BUFFER`] words.
    pub fn feed(&mut self, words: &[u64; BUFFER]) {
        let mut weights = [0; BUFFER];
        for (weight, word) in weights.iter_mut().zip(words) {
            *weight = word.count_ones() as u8;
        }
        let block = Block { words, weights: &weights, number: self.blocks };
        self.tests.iter_mut().for_each(|test| test.feed(&block));
        self.blocks += 1;
    }

    /// What all tests say of the words so far.
    pub fn verdicts(&self) -> Vec<Verdict> {
        self.tests.iter().flat_map(|test| test.verdicts()).collect()
    }
}

/// Frequencies of 16-bit fields, one of the four of a word in turn.
struct Fields {
    counts: Vec<u64>,
}

impl Default for Fields {
    fn default() -> Self {
        Fields { counts: vec![0; 1 << 16] }
    }
}

impl Test for Fields {
    fn feed(&mut self, block: &Block<'_>) {
        if !block.is_turn_of(0) {
            return;
        }
        let shift = 16 * (block.number % 4);
        block.words.iter().for_each(|word| self.counts[usize::from((word >> shift) as u16)] += 1);
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let each = 1.0 / self.counts.len() as f64;
        Verdict::counts("frequency of 16 bits", &self.counts, |_| each).into_iter().collect()
    }
}

/// Pairs of one byte of two consecutive words, without overlap.
struct Serial {
    shift: u32,
    turn: u64,
    counts: Vec<u64>,
}

impl Serial {
    fn new(shift: u32, turn: u64) -> Self {
        Serial { shift, turn, counts: vec![0; 1 << 16] }
    }
}

impl Test for Serial {
    fn feed(&mut self, block: &Block<'_>) {
        if !block.is_turn_of(self.turn) {
            return;
        }
        let byte = |word: u64| (word >> self.shift & 0xFF) as usize;
        for pair in block.words.chunks_exact(2) {
            self.counts[byte(pair[0]) << 8 | byte(pair[1])] += 1;
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let each = 1.0 / self.counts.len() as f64;
        let name = format!("serial pairs of bytes at bit {}", self.shift);
        Verdict::counts(name, &self.counts, |_| each).into_iter().collect()
    }
}

/// How many words pass until one byte is 0 again.
struct Gaps {
    shift: u32,
    since: usize,
    counts: Vec<u64>,
}

impl Gaps {
    fn new(shift: u32) -> Self {
        Gaps { shift, since: 0, counts: vec![0; 4096] }
    }
}

impl Test for Gaps {
    fn feed(&mut self, block: &Block<'_>) {
        let longest = self.counts.len() - 1;
        for word in block.words {
            if word >> self.shift & 0xFF == 0 {
                self.counts[self.since.min(longest)] += 1;
                self.since = 0;
            } else {
                self.since += 1;
            }
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let survives = 255.0 / 256.0;
        let powers: Vec<f64> = std::iter::successors(Some(1.0), |power| Some(power * survives))
            .take(self.counts.len())
            .collect();
        let last = self.counts.len() - 1;
        let probability = |gap: usize| if gap == last { powers[gap] } else { powers[gap] / 256.0 };
        let name = format!("gaps between zero bytes at bit {}", self.shift);
        Verdict::counts(name, &self.counts, probability).into_iter().collect()
    }
}

/// How many different nibbles a word has, in one block of eight.
#[derive(Default)]
struct Poker {
    counts: [u64; 17],
}

impl Test for Poker {
    fn feed(&mut self, block: &Block<'_>) {
        if !block.number.is_multiple_of(8) {
            return;
        }
        for word in block.words {
            let seen = (0..16).fold(0_u32, |seen, nibble| seen | 1 << (word >> (4 * nibble) & 0xF));
            self.counts[seen.count_ones() as usize] += 1;
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        // After each nibble: the chance of so many different ones so far.
        let mut chances = [0.0; 17];
        chances[0] = 1.0;
        for _ in 0..16 {
            for different in (1..17).rev() {
                let (stay, grow) = (different as f64 / 16.0, (17 - different) as f64 / 16.0);
                chances[different] = chances[different] * stay + chances[different - 1] * grow;
            }
            chances[0] = 0.0;
        }
        Verdict::counts("poker: different nibbles", &self.counts, |cell| chances[cell]).into_iter().collect()
    }
}

/// 2¹⁶ balls thrown into 2²⁴ urns by 24 bits of a word: how many fall into an urn that is taken. One throw of four.
struct Collisions {
    taken: Vec<u64>,
    now: u64,
    total: u64,
    throws: u64,
}

const URNS: f64 = (1 << 24) as f64;
const BLOCKS_OF_A_THROW: u64 = 16;
const BALLS: f64 = (BLOCKS_OF_A_THROW * BUFFER as u64) as f64;

impl Default for Collisions {
    fn default() -> Self {
        Collisions { taken: vec![0; 1 << 18], now: 0, total: 0, throws: 0 }
    }
}

impl Test for Collisions {
    fn feed(&mut self, block: &Block<'_>) {
        let throw = block.number / BLOCKS_OF_A_THROW;
        if !throw.is_multiple_of(4) {
            return;
        }
        let shift = [0, 40, 20][(throw / 4 % 3) as usize];
        for word in block.words {
            let urn = (word >> shift) as usize & ((1 << 24) - 1);
            let (place, bit) = (urn >> 6, 1 << (urn & 63));
            self.now += u64::from(self.taken[place] & bit != 0);
            self.taken[place] |= bit;
        }
        if (block.number + 1).is_multiple_of(BLOCKS_OF_A_THROW) {
            self.total += self.now;
            self.throws += 1;
            self.now = 0;
            self.taken.fill(0);
        }
    }

    /// With n balls and m urns, `n − m (1 − (1 − 1/m)ⁿ)` collisions are expected. Their variance is that of the empty urns,
    /// `m a (1 − a) + m (m − 1) (b − a²)` with `a = (1 − 1/m)ⁿ`, `b = (1 − 2/m)ⁿ`.
    fn verdicts(&self) -> Vec<Verdict> {
        if self.throws < 8 {
            // The sum of fewer is not near enough to normal.
            return Vec::new();
        }
        let ln_a = BALLS * ln_1p(-1.0 / URNS);
        let a = exp(ln_a);
        let mean = BALLS + URNS * exp_m1(ln_a);
        // b/a² = (1 − 1/(m − 1)²)ⁿ, where the difference is not lost.
        let ratio = -(1.0 / ((URNS - 1.0) * (URNS - 1.0)));
        let variance = -URNS * a * exp_m1(ln_a) + URNS * (URNS - 1.0) * a * a * exp_m1(BALLS * ln_1p(ratio));
        let throws = self.throws as f64;
        vec![Verdict::normal("collisions", (self.total as f64 - throws * mean) / (throws * variance).sqrt())]
    }
}

/// Lengths of rising runs; the word that ends a run is left out, so that lengths are independent. One block of four.
#[derive(Default)]
struct Runs {
    counts: [u64; 12],
}

impl Test for Runs {
    fn feed(&mut self, block: &Block<'_>) {
        if !block.number.is_multiple_of(4) {
            return;
        }
        // A run that the end of the block cuts off would be too short: the last words only end runs that begin before.
        let (mut place, last) = (0, BUFFER - 64);
        while place < last {
            let start = place;
            while place + 1 < BUFFER && block.words[place + 1] > block.words[place] {
                place += 1;
            }
            self.counts[(place - start).min(11)] += 1;
            place += 2;
        }
    }

    /// A run is longer than k with probability 1/(k + 1)!.
    fn verdicts(&self) -> Vec<Verdict> {
        let longer = |length: usize| 1.0 / (1..=length + 1).map(|n| n as f64).product::<f64>();
        let probability = |cell: usize| {
            let reaches = longer(cell);
            if cell == 11 { reaches } else { reaches - longer(cell + 1) }
        };
        Verdict::counts("rising runs", &self.counts, probability).into_iter().collect()
    }
}
