//! What drawing alone costs: the lower bound of a program that simulates the reference workload.
//!
//! `cargo run --release --example variate_limit -- [bare|keyed] [TRIALS]`. A trial of ref-60 needs 8.0 random words and 6.5 lognormals
//! on average; this program draws just that, in blocks, adds everything up so that nothing is left out, and does nothing else.
//!
//! - `bare`, *the limit*: words of xoshiro256++ in lanes, tied to no name, and lognormals in single precision by Box-Muller, both
//!   compiled for the widest instruction set of the machine;
//! - `keyed`: with the engine's kernels, that is keyed words and lognormals by inversion in double precision.
//!
//! `benches/bench-peers` times both beside the whole program.

use std::io::{self, Write};
use std::time::Instant;

use splitstack::engine::random::{StreamKey, fill_uniforms};
use splitstack::quantity::Distribution;

/// Trials in a block: what stays in the nearest caches.
const BLOCK: usize = 1024;
/// Random words of four trials.
const WORDS: usize = 32;
/// Lognormals of four trials.
const LOGNORMALS: usize = 26;

/// Draws the variates of `4 · BLOCK` trials with the engine's kernels; returns their sum.
fn keyed(lognormal: &Distribution, key: StreamKey, first_trial: u64, uniforms: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    for word in 0..WORDS {
        fill_uniforms(key, first_trial, word as u64, uniforms);
        if word < LOGNORMALS {
            lognormal.draw_block(uniforms);
        }
        sum += uniforms.iter().sum::<f64>();
    }
    sum
}

/// Generators side by side.
const LANES: usize = 16;

/// The fastest generator and the fastest lognormals known to us, without names and without double precision.
struct Bare {
    /// xoshiro256++ of D. Blackman and S. Vigna, `[word of state][lane]`.
    state: [[u64; LANES]; 4],
    /// Words of one draw of every fourth trial of a block, two uniforms each.
    words: Vec<u64>,
    radii: Vec<f32>,
    angles: Vec<f32>,
}

impl Bare {
    fn new(seed: u64) -> Bare {
        let mut word = seed;
        let mut next = || {
            word = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mixed = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^ (mixed >> 31)
        };
        Bare {
            state: std::array::from_fn(|_| std::array::from_fn(|_| next())),
            words: vec![0; BLOCK],
            radii: vec![0.0; BLOCK],
            angles: vec![0.0; BLOCK],
        }
    }

    #[inline(always)]
    fn fill_words(&mut self) {
        let [a, b, c, d] = &mut self.state;
        for words in self.words.chunks_exact_mut(LANES) {
            for lane in 0..LANES {
                words[lane] = a[lane].wrapping_add(d[lane]).rotate_left(23).wrapping_add(a[lane]);
                let shifted = b[lane] << 17;
                c[lane] ^= a[lane];
                d[lane] ^= b[lane];
                b[lane] ^= c[lane];
                a[lane] ^= d[lane];
                c[lane] ^= shifted;
                d[lane] = d[lane].rotate_left(45);
            }
        }
    }

    /// Two lognormals of each word; returns their sum.
    #[inline(always)]
    fn lognormals(&mut self, sigma: f32) -> f32 {
        for ((word, radius), angle) in self.words.iter().zip(&mut self.radii).zip(&mut self.angles) {
            *radius = ((*word >> 41) as f32 + 0.5) * f32::powi(0.5, 23);
            *angle = ((*word as u32) >> 8) as f32 * f32::powi(0.5, 24) - 0.5;
        }
        let mut sums = [0.0; 64];
        for (radii, angles) in self.radii.chunks_exact(64).zip(self.angles.chunks_exact(64)) {
            for lane in 0..64 {
                let radius = sigma * (-2.0 * ln(radii[lane])).sqrt();
                let (sine, cosine) = sine_and_cosine(angles[lane]);
                sums[lane] += exp(radius * sine) + exp(radius * cosine);
            }
        }
        sums.iter().sum()
    }

    /// Draws the variates of `4 · BLOCK` trials; returns their sum.
    #[inline(always)]
    fn draw(&mut self) -> f64 {
        let mut sum = 0.0;
        for word in 0..WORDS {
            self.fill_words();
            // A word gives two.
            if word < LOGNORMALS / 2 {
                sum += f64::from(self.lognormals(0.97));
            } else {
                sum += self.words.iter().fold(0, |sum, word| sum ^ word) as f64 * f64::powi(0.5, 64);
            }
        }
        sum
    }
}

/// Natural logarithm in `(0, 1]`, to 10⁻⁶.
#[inline(always)]
fn ln(x: f32) -> f32 {
    // x = m · 2ᵉ with m in [√½, √2)
    let bits = x.to_bits().wrapping_sub(0x3F35_04F3);
    let exponent = (bits as i32 >> 23) as f32;
    let m = f32::from_bits((bits & 0x007F_FFFF).wrapping_add(0x3F35_04F3)) - 1.0;
    let s = m / (2.0 + m);
    let square = s * s;
    let series = square * (0.666_666_6 + square * (0.4 + square * (0.285_714_3 + square * 0.222_222_2)));
    exponent * std::f32::consts::LN_2 + s * (2.0 + series)
}

/// eˣ for |x| < 80, to 10⁻⁶.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let r = x - (shifted - ROUND) * std::f32::consts::LN_2;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3F80_0000));
    let tail = 0.166_666_67 + r * (0.041_666_67 + r * (0.008_333_33 + r * 0.001_388_89));
    power * (1.0 + r * (1.0 + r * (0.5 + r * tail)))
}

/// Sine and cosine of 2πx for x in `[−½, ½]`, to 10⁻⁶: both by polynomials of half the angle.
#[inline(always)]
fn sine_and_cosine(x: f32) -> (f32, f32) {
    let half = x * std::f32::consts::PI;
    let square = half * half;
    let sine = half
        * (1.0
            - square
                * (0.166_666_67
                    - square
                        * (0.008_333_333
                            - square * (0.000_198_412_7 - square * (2.755_73e-6 - square * 2.5e-8)))));
    let cosine = 1.0
        - square
            * (0.5
                - square
                    * (0.041_666_67
                        - square
                            * (0.001_388_889
                                - square * (2.480_159e-5 - square * (2.755_7e-7 - square * 2.08e-9)))));
    (2.0 * sine * cosine, 1.0 - 2.0 * sine * sine)
}

/// Draws with the widest instructions that the machine has.
#[cfg(target_arch = "x86_64")]
fn draw_bare(bare: &mut Bare) -> f64 {
    #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw,fma")]
    fn wide(bare: &mut Bare) -> f64 {
        bare.draw()
    }
    #[target_feature(enable = "avx2,fma")]
    fn middle(bare: &mut Bare) -> f64 {
        bare.draw()
    }
    let has_wide = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512bw");
    if has_wide && is_x86_feature_detected!("fma") {
        // SAFETY: the machine has just been found to have these instructions.
        unsafe { wide(bare) }
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        // SAFETY: as above.
        unsafe { middle(bare) }
    } else {
        bare.draw()
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn draw_bare(bare: &mut Bare) -> f64 {
    bare.draw()
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let kernels = arguments.next().unwrap_or_else(|| "bare".to_owned());
    let trials: u64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(10_000_000);
    let lognormal = Distribution::lognormal_from_percentiles(0.2, 5.0).map_err(io::Error::other)?;
    let key = StreamKey::new(60, "variate-limit");
    let (mut uniforms, mut bare) = (vec![0.0; BLOCK], Bare::new(60));
    let began = Instant::now();
    let (mut sum, mut drawn) = (0.0, 0);
    while drawn < trials {
        sum += match kernels.as_str() {
            "keyed" => keyed(&lognormal, key, drawn / 4, &mut uniforms),
            _ => draw_bare(&mut bare),
        };
        drawn += 4 * BLOCK as u64;
    }
    let nanoseconds = began.elapsed().as_secs_f64() * 1e9 / drawn as f64;
    let mean = sum / drawn as f64;
    writeln!(
        io::stdout(),
        "{kernels}: {nanoseconds:.2} ns for 8.0 words and 6.5 lognormals (they add up to {mean:.3})"
    )
}
