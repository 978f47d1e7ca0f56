//! Writes the engine's random bits to standard output, for a test battery to read from a pipe.
//!
//! `cargo run --release --example random_stream -- trial | <battery>`: little-endian 64-bit words without end,
//! laid out as the engine asks for them. Layouts:
//! - `index`: one name, trial 0, the running index fast;
//! - `trial`: one name, index 0, the trial fast: the order of a block of trials;
//! - `joint`: 8 names × 2 indices within each trial, then the next trial: what one trial consumes;
//! - `name`: a new name for each word, trial 0, index 0;
//! - `seed`: one name under 65 seeds that differ by one bit, in turn, then the next trial.

use splitstack::engine::random::StreamKey;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

/// The seed of all layouts: the hardest, since a weak keying would leave a zero zero.
const SEED: u64 = 0;

type Words = Box<dyn Iterator<Item = u64>>;

fn words(layout: &str) -> Option<Words> {
    let key = StreamKey::new(SEED, "quality");
    match layout {
        "index" => Some(Box::new((0..).map(move |index| key.trial(0).bits(index)))),
        "trial" => Some(Box::new((0..).map(move |trial| key.draw(0).bits(trial)))),
        "joint" => Some(joint()),
        "name" => Some(Box::new(
            (0u64..).map(|number| StreamKey::new(SEED, &format!("risk/{number}")).trial(0).bits(0)),
        )),
        "seed" => Some(neighbouring_seeds()),
        _ => None,
    }
}

fn joint() -> Words {
    let keys: Vec<StreamKey> =
        (0..8).map(|number| StreamKey::new(SEED, &format!("quality/{number}"))).collect();
    Box::new((0..).flat_map(move |trial| {
        let numbers = |key: &StreamKey| [key.trial(trial).bits(0), key.trial(trial).bits(1)];
        keys.iter().flat_map(numbers).collect::<Vec<_>>()
    }))
}

fn neighbouring_seeds() -> Words {
    let seeds = std::iter::once(SEED).chain((0..64).map(|bit| SEED ^ (1 << bit)));
    let keys: Vec<StreamKey> = seeds.map(|seed| StreamKey::new(seed, "quality")).collect();
    Box::new((0..).flat_map(move |trial| keys.iter().map(|key| key.trial(trial).bits(0)).collect::<Vec<_>>()))
}

/// Writes until the reader closes the pipe, which is the ordinary end.
fn write_all(words: Words) -> io::Result<()> {
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    for word in words {
        output.write_all(&word.to_le_bytes())?;
    }
    output.flush()
}

fn main() -> ExitCode {
    let layout = std::env::args().nth(1).unwrap_or_default();
    let Some(words) = words(&layout) else {
        eprintln!("layout {layout:?} is unknown; one of index, trial, joint, name, seed");
        return ExitCode::FAILURE;
    };
    match write_all(words) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("cannot write: {error}");
            ExitCode::FAILURE
        }
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}
