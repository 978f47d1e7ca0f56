//! Tests of bits: how often each is set or agrees with another, and whether they hang together linearly.

use super::battery::{BUFFER, Block, Test, Verdict};

/// What a word is compared with: exclusive or, bit by bit.
#[derive(Debug, Clone, Copy)]
pub enum Relation {
    Alone,
    /// The word so many places later.
    After(usize),
    /// Each bit with the next higher one.
    Neighbours,
}

/// How often each of the 64 positions is set.
pub struct Positions {
    relation: Relation,
    counts: [u64; 64],
    words: u64,
}

impl Positions {
    pub fn new(relation: Relation) -> Self {
        Positions { relation, counts: [0; 64], words: 0 }
    }

    /// Counts by carry-save adders: sixteen words become one word of carries of weight 16.
    fn count(&mut self, words: &[u64]) {
        let (mut ones, mut twos, mut fours, mut eights) = (0, 0, 0, 0);
        // Eight sums of bytes: those of every eighth position.
        let mut sums = [0_u64; 8];
        for (group, words) in words.chunks_exact(16).enumerate() {
            let mut carries = [0; 8];
            for (carry, pair) in carries.iter_mut().zip(words.chunks_exact(2)) {
                (ones, *carry) = add(ones, pair[0], pair[1]);
            }
            let mut second = [0; 4];
            for (carry, pair) in second.iter_mut().zip(carries.chunks_exact(2)) {
                (twos, *carry) = add(twos, pair[0], pair[1]);
            }
            let (first, last);
            (fours, first) = add(fours, second[0], second[1]);
            (fours, last) = add(fours, second[2], second[3]);
            let sixteens;
            (eights, sixteens) = add(eights, first, last);
            for (bit, sum) in sums.iter_mut().enumerate() {
                *sum += sixteens >> bit & 0x0101_0101_0101_0101;
            }
            if group % 128 == 127 {
                self.take(&mut sums);
            }
        }
        self.take(&mut sums);
        for (weight, bits) in [(1, ones), (2, twos), (4, fours), (8, eights)] {
            for (position, count) in self.counts.iter_mut().enumerate() {
                *count += weight * (bits >> position & 1);
            }
        }
        self.words += words.len() as u64;
    }

    fn take(&mut self, sums: &mut [u64; 8]) {
        for (bit, sum) in sums.iter_mut().enumerate() {
            for byte in 0..8 {
                self.counts[8 * byte + bit] += 16 * (*sum >> (8 * byte) & 0xFF);
            }
            *sum = 0;
        }
    }
}

/// Sum and carry of three bits, at 64 positions.
#[inline]
fn add(a: u64, b: u64, c: u64) -> (u64, u64) {
    let half = a ^ b;
    (half ^ c, a & b | half & c)
}

impl Test for Positions {
    fn feed(&mut self, block: &Block<'_>) {
        let words = block.words;
        match self.relation {
            Relation::Alone => self.count(words),
            Relation::After(lag) => {
                let mut compared = [0; BUFFER];
                let whole = (words.len() - lag) / 16 * 16;
                let pairs = words.iter().zip(&words[lag..]);
                compared.iter_mut().zip(pairs).for_each(|(place, (one, other))| *place = one ^ other);
                self.count(&compared[..whole]);
            }
            Relation::Neighbours => {
                let mut compared = [0; BUFFER];
                compared.iter_mut().zip(words).for_each(|(place, word)| *place = word ^ (word >> 1));
                self.count(&compared);
            }
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let words = self.words as f64;
        let square = |count: &u64| {
            let distance = *count as f64 - 0.5 * words;
            4.0 * distance * distance / words
        };
        let name = match self.relation {
            Relation::Alone => "bits".to_owned(),
            Relation::After(lag) => format!("bits against those {lag} words later"),
            Relation::Neighbours => "bits against the next higher".to_owned(),
        };
        // For neighbours the highest bit is compared with nothing: it is counted alone, and as independent.
        vec![Verdict::chi_squared(name, self.counts.iter().map(square).sum(), 64.0)]
    }
}

/// Probability that a random n × n matrix of bits has rank n − r, r = 0, 1, and less: `2^(−r²) ∏ …`.
fn rank_probabilities(size: i32) -> [f64; 3] {
    let half = |power: i32| 0.5_f64.powi(power);
    let full: f64 = (1..=size).map(|power| 1.0 - half(power)).product();
    // One less: 2⁻¹ ∏ᵢ (1 − 2^(i−n))² / (1 − 2^(i−n+1)) for i = 0 … n − 2, which is full · 2 (1 − 2⁻ⁿ).
    let one_less = full * 2.0 * (1.0 - half(size));
    [full, one_less, 1.0 - full - one_less]
}

fn rank_verdict(name: &str, size: i32, counts: &[u64; 3]) -> Vec<Verdict> {
    let probabilities = rank_probabilities(size);
    Verdict::counts(name, counts, |cell| probabilities[cell]).into_iter().collect()
}

/// Rank of a matrix of up to 64 columns.
fn rank(rows: &mut [u64]) -> usize {
    let mut rank = 0;
    while rank < rows.len() {
        // The row with the lowest set bit as it comes: any pivot serves.
        let Some(found) = rows[rank..].iter().position(|row| *row != 0) else { break };
        rows.swap(rank, rank + found);
        let pivot = rows[rank];
        let bit = pivot & pivot.wrapping_neg();
        for row in &mut rows[rank + 1..] {
            *row ^= if *row & bit != 0 { pivot } else { 0 };
        }
        rank += 1;
    }
    rank
}

/// Ranks of 32 × 32 matrices of the high and the low halves of words; one block of sixteen.
#[derive(Default)]
pub struct Rank32 {
    counts: [[u64; 3]; 2],
}

impl Test for Rank32 {
    fn feed(&mut self, block: &Block<'_>) {
        if block.number % 16 != 3 {
            return;
        }
        for words in block.words.chunks_exact(32) {
            for (half, counts) in self.counts.iter_mut().enumerate() {
                let mut rows: Vec<u64> = words.iter().map(|word| word >> (32 * half) & 0xFFFF_FFFF).collect();
                counts[(32 - rank(&mut rows)).min(2)] += 1;
            }
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let [low, high] = &self.counts;
        let low = rank_verdict("rank 32 × 32, low half", 32, low);
        low.into_iter().chain(rank_verdict("rank 32 × 32, high half", 32, high)).collect()
    }
}

/// Ranks of 64 × 64 matrices of words; one block of sixteen.
#[derive(Default)]
pub struct Rank64 {
    counts: [u64; 3],
}

impl Test for Rank64 {
    fn feed(&mut self, block: &Block<'_>) {
        if block.number % 16 != 11 {
            return;
        }
        for words in block.words.chunks_exact(64) {
            self.counts[(64 - rank(&mut words.to_vec())).min(2)] += 1;
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        rank_verdict("rank 64 × 64", 64, &self.counts)
    }
}

/// Rank of a 256 × 256 matrix of one bit of 2¹⁶ consecutive words, another bit every time: it falls short where that bit follows
/// a linear recurrence of length below 256. One matrix of four.
#[derive(Default)]
pub struct LinearBits {
    rows: Vec<[u64; 4]>,
    counts: [u64; 3],
}

impl Test for LinearBits {
    fn feed(&mut self, block: &Block<'_>) {
        let matrix = block.number / 16;
        if !matrix.is_multiple_of(4) {
            return;
        }
        let bit = matrix / 4 % 64;
        for words in block.words.chunks_exact(256) {
            let mut row = [0; 4];
            for (part, words) in row.iter_mut().zip(words.chunks_exact(64)) {
                *part = words.iter().fold(0, |part, word| part << 1 | word >> bit & 1);
            }
            self.rows.push(row);
        }
        if self.rows.len() == 256 {
            self.counts[(256 - wide_rank(&mut self.rows)).min(2)] += 1;
            self.rows.clear();
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        rank_verdict("rank 256 × 256 of one bit", 256, &self.counts)
    }
}

fn wide_rank(rows: &mut [[u64; 4]]) -> usize {
    let mut rank = 0;
    while rank < rows.len() {
        let Some(found) = rows[rank..].iter().position(|row| *row != [0; 4]) else { break };
        rows.swap(rank, rank + found);
        let pivot = rows[rank];
        let part = pivot.iter().position(|part| *part != 0).unwrap_or(0);
        let bit = pivot[part] & pivot[part].wrapping_neg();
        for row in &mut rows[rank + 1..] {
            if row[part] & bit != 0 {
                row.iter_mut().zip(pivot).for_each(|(place, of_pivot)| *place ^= of_pivot);
            }
        }
        rank += 1;
    }
    rank
}
