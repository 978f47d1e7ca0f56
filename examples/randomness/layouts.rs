//! The keyed random numbers as streams of words, in the orders in which an engine may ask for them, and streams that a battery
//! must refuse.

use splitstack::engine::random::{Draw, StreamKey};

/// Words that are made, and tested, at a time.
pub const BUFFER: usize = 4096;

/// Fills a buffer with the words that follow.
pub type Source = Box<dyn FnMut(&mut [u64; BUFFER]) + Send>;

/// The seed of all layouts: the hardest, since a weak keying would leave a zero zero.
const SEED: u64 = 0;

/// Names of [`layout`].
#[allow(dead_code)]
pub const LAYOUTS: [&str; 5] = ["trial", "index", "keys", "block", "seeds"];

/// Names of [`control`].
#[allow(dead_code)]
pub const CONTROLS: [&str; 5] = ["congruential", "xorshift", "short-xorshift", "weak-mixer", "weak-key"];

/// The engine's numbers in one order:
/// - `trial`: one name and index, the trial fast;
/// - `index`: one name, trial 0, the index fast;
/// - `keys`: 256 names in turn, then the next trial: what a trial consumes;
/// - `block`: 512 trials of a name's index, then of the next index, 64 of them, then the next 512 trials: what a block of
///   trials consumes;
/// - `seeds`: 64 seeds that differ from the first in one bit, in turn, then the next trial.
pub fn layout(name: &str) -> Option<Source> {
    let key = StreamKey::new(SEED, "quality");
    match name {
        "trial" => {
            let draw = key.draw(0);
            Some(counted(move |place| draw.bits(place)))
        }
        "index" => {
            let stream = key.trial(0);
            Some(counted(move |place| stream.bits(place)))
        }
        "keys" => {
            let draws: Vec<Draw> =
                (0..256).map(|name| StreamKey::new(SEED, &format!("quality/{name}")).draw(0)).collect();
            Some(counted(move |place| draws[(place & 255) as usize].bits(place >> 8)))
        }
        "block" => Some(counted(move |place| {
            let (within, index, block) = (place & 511, place >> 9 & 63, place >> 15);
            key.draw(index).bits(block << 9 | within)
        })),
        "seeds" => {
            let draws: Vec<Draw> =
                (0..64).map(|bit| StreamKey::new(SEED ^ 1 << bit, "quality").draw(0)).collect();
            Some(counted(move |place| draws[(place & 63) as usize].bits(place >> 6)))
        }
        _ => None,
    }
}

/// A source that must fail:
/// - `congruential`: Knuth's linear congruential generator modulo 2⁶⁴, whole state: its low bits have short periods;
/// - `xorshift`: Marsaglia's 64-bit xorshift: every bit follows a linear recurrence of length 64;
/// - `short-xorshift`: his 32-bit one in both halves of a word;
/// - `weak-mixer`: the keyed hash with one round of multiplication in place of two;
/// - `weak-key`: the keyed hash of 256 names whose keys differ by 1 only and are added to the trial.
#[allow(dead_code)]
pub fn control(name: &str) -> Option<Source> {
    let key = StreamKey::new(SEED, "quality");
    let [low, _] = key.words();
    match name {
        "congruential" => {
            let mut state = low;
            Some(counted(move |_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state
            }))
        }
        "xorshift" => {
            let mut state = low | 1;
            Some(counted(move |_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state
            }))
        }
        "short-xorshift" => {
            let mut state = low as u32 | 1;
            Some(counted(move |_| {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                u64::from(state) << 32 | u64::from(state)
            }))
        }
        "weak-mixer" => Some(counted(move |place| {
            let word = low.wrapping_add(place);
            let word = (word ^ word >> 32).wrapping_mul(0x9E6C_63D0_676A_9A99);
            word ^ word >> 32
        })),
        "weak-key" => {
            let draw = key.draw(0);
            Some(counted(move |place| draw.bits((place & 255) + (place >> 8))))
        }
        _ => None,
    }
}

fn counted(mut word: impl FnMut(u64) -> u64 + Send + 'static) -> Source {
    let mut next = 0;
    Box::new(move |buffer| {
        for place in buffer {
            *place = word(next);
            next += 1;
        }
    })
}
