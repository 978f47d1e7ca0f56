//! Tests of Hamming weights: how many bits are set in bytes, words and long stretches, and whether that depends on what
//! came before.

use super::battery::{BUFFER, Block, Test, Verdict};

/// Probabilities of 0, 1 … `bits` set bits, those beyond 12 standard deviations of the middle left out: first number, and
/// probabilities from there.
fn binomial(bits: u64) -> (u64, Vec<f64>) {
    let reach = (6.0 * (bits as f64).sqrt()).ceil() as u64 + 1;
    let middle = bits / 2;
    let (first, last) = (middle.saturating_sub(reach), (middle + reach).min(bits));
    // Relative to the middle, then by the sum.
    let mut chances = vec![0.0; (last - first + 1) as usize];
    let centre = (middle - first) as usize;
    chances[centre] = 1.0;
    for place in centre + 1..chances.len() {
        let set = first + place as u64;
        chances[place] = chances[place - 1] * (bits - set + 1) as f64 / set as f64;
    }
    for place in (0..centre).rev() {
        let set = first + place as u64;
        chances[place] = chances[place + 1] * (set + 1) as f64 / (bits - set) as f64;
    }
    let sum: f64 = chances.iter().sum();
    chances.iter_mut().for_each(|chance| *chance /= sum);
    (first, chances)
}

/// Four consecutive words by the class of their weight: up to 29, 31, 32, or 33 to 34, or more.
pub struct Tuples {
    counts: Vec<u64>,
}

const CLASSES: usize = 5;

fn class(weight: u8) -> usize {
    usize::from(weight > 29) + usize::from(weight > 31) + usize::from(weight > 32) + usize::from(weight > 34)
}

impl Default for Tuples {
    fn default() -> Self {
        Tuples { counts: vec![0; CLASSES.pow(4)] }
    }
}

impl Test for Tuples {
    fn feed(&mut self, block: &Block<'_>) {
        for four in block.weights.chunks_exact(4) {
            self.counts[four.iter().fold(0, |place, weight| CLASSES * place + class(*weight))] += 1;
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let (first, chances) = binomial(64);
        let mut of_class = [0.0; CLASSES];
        for (weight, chance) in (first..).zip(chances) {
            of_class[class(weight as u8)] += chance;
        }
        let probability =
            |cell: usize| (0..4).map(|place| of_class[cell / CLASSES.pow(place) % CLASSES]).product::<f64>();
        Verdict::counts("weights of four words", &self.counts, probability).into_iter().collect()
    }
}

/// Correlation of the weights of words some places apart.
#[derive(Default)]
pub struct Lags {
    sums: [i64; LAGS.len()],
    pairs: [u64; LAGS.len()],
}

const LAGS: [usize; 7] = [1, 2, 3, 8, 16, 64, 1024];

impl Test for Lags {
    fn feed(&mut self, block: &Block<'_>) {
        let mut centred = [0_i16; BUFFER];
        centred.iter_mut().zip(block.weights).for_each(|(place, weight)| *place = i16::from(*weight) - 32);
        for ((lag, sum), pairs) in LAGS.into_iter().zip(&mut self.sums).zip(&mut self.pairs) {
            let products = centred.iter().zip(&centred[lag..]);
            // At most 1,024 · 4,096 a block.
            *sum += i64::from(products.map(|(one, other)| i32::from(*one) * i32::from(*other)).sum::<i32>());
            *pairs += (BUFFER - lag) as u64;
        }
    }

    /// A weight has variance 16; products of different pairs are uncorrelated.
    fn verdicts(&self) -> Vec<Verdict> {
        let lags = LAGS.into_iter().zip(&self.sums).zip(&self.pairs);
        lags.map(|((lag, sum), pairs)| {
            let z = *sum as f64 / (16.0 * (*pairs as f64).sqrt());
            Verdict::normal(format!("weights {lag} words apart"), z)
        })
        .collect()
    }
}

/// Which of the sixteen bytes of two words have more than four bits set: PractRand's DC6 in small.
pub struct ByteWeights {
    counts: Vec<u64>,
}

impl Default for ByteWeights {
    fn default() -> Self {
        ByteWeights { counts: vec![0; 1 << 16] }
    }
}

impl Test for ByteWeights {
    fn feed(&mut self, block: &Block<'_>) {
        if !block.is_turn_of(3) {
            return;
        }
        for pair in block.words.chunks_exact(2) {
            self.counts[heavy_bytes(pair[0]) << 8 | heavy_bytes(pair[1])] += 1;
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        // 56 + 28 + 8 + 1 of 256 bytes have more than four bits set.
        let heavy = 93.0 / 256.0;
        let by_number: Vec<f64> = (0..=16)
            .map(|number| (0..16).map(|place| if place < number { heavy } else { 1.0 - heavy }).product())
            .collect();
        let probability = |cell: usize| by_number[cell.count_ones() as usize];
        Verdict::counts("heavy bytes of two words", &self.counts, probability).into_iter().collect()
    }
}

/// One bit for each byte with more than four bits set.
#[inline]
fn heavy_bytes(word: u64) -> usize {
    let pairs = word - (word >> 1 & 0x5555_5555_5555_5555);
    let fours = (pairs & 0x3333_3333_3333_3333) + (pairs >> 2 & 0x3333_3333_3333_3333);
    let bytes = (fours + (fours >> 4)) & 0x0F0F_0F0F_0F0F_0F0F;
    // 5 … 8 plus 3 reach bit 3; the product gathers these bits in the highest byte.
    let heavy = (bytes + 0x0303_0303_0303_0303) >> 3 & 0x0101_0101_0101_0101;
    (heavy.wrapping_mul(0x0102_0408_1020_4080) >> 56) as usize
}

/// Set bits of stretches of 2⁴, 2⁵ … words: pairs of neighbouring stretches in eight classes each. PractRand's BCFN in small.
pub struct Walk {
    levels: Vec<Level>,
}

struct Level {
    /// Stretches of less than or as many set bits as these belong to the first seven classes.
    limits: [u64; 7],
    chances: [f64; 8],
    waiting: Option<u64>,
    counts: [u64; 64],
}

const LEAST_LEVEL: u32 = 4;
const GREATEST_LEVEL: u32 = 24;

impl Level {
    fn new(level: u32) -> Level {
        let (first, chances) = binomial(64 << level);
        let (mut limits, mut of_class) = ([0; 7], [0.0; 8]);
        let (mut class, mut sum) = (0, 0.0);
        for (set, chance) in (first..).zip(chances) {
            sum += chance;
            of_class[class] += chance;
            if class < 7 && sum >= (class + 1) as f64 / 8.0 {
                limits[class] = set;
                class += 1;
            }
        }
        Level { limits, chances: of_class, waiting: None, counts: [0; 64] }
    }

    fn class(&self, set: u64) -> usize {
        self.limits.iter().map(|limit| usize::from(set > *limit)).sum()
    }
}

impl Default for Walk {
    fn default() -> Self {
        Walk { levels: (LEAST_LEVEL..=GREATEST_LEVEL).map(Level::new).collect() }
    }
}

impl Test for Walk {
    fn feed(&mut self, block: &Block<'_>) {
        for stretch in block.weights.chunks_exact(1 << LEAST_LEVEL) {
            let mut set = stretch.iter().map(|weight| u64::from(*weight)).sum();
            for level in &mut self.levels {
                let Some(before) = level.waiting.take() else {
                    level.waiting = Some(set);
                    break;
                };
                level.counts[8 * level.class(before) + level.class(set)] += 1;
                set += before;
            }
        }
    }

    fn verdicts(&self) -> Vec<Verdict> {
        let verdict = |(number, level): (u32, &Level)| {
            let probability = |cell: usize| level.chances[cell / 8] * level.chances[cell % 8];
            let enough = level.counts.iter().sum::<u64>() >= 1000;
            let name = format!("walk: pairs of 2^{number} words");
            enough.then(|| Verdict::counts(name, &level.counts, probability)).flatten()
        };
        (LEAST_LEVEL..).zip(&self.levels).filter_map(verdict).collect()
    }
}
