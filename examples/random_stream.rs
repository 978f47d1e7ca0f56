//! Writes the engine's random bits to standard output, for a test battery to read from a pipe.
//!
//! `cargo run --release --example random_stream -- trial | <battery>`: little-endian 64-bit words without end, in one of the
//! layouts of `randomness/layouts.rs`: `trial`, `index`, `keys`, `block`, `seeds`.

#[path = "randomness/layouts.rs"]
mod layouts;

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use layouts::{BUFFER, LAYOUTS, Source, layout};

/// Writes until the reader closes the pipe, which is the ordinary end.
fn write_all(mut source: Source) -> io::Result<()> {
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut buffer = [0; BUFFER];
    loop {
        source(&mut buffer);
        for word in buffer {
            output.write_all(&word.to_le_bytes())?;
        }
    }
}

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some(source) = layout(&name) else {
        eprintln!("layout {name:?} is unknown; one of {}", LAYOUTS.join(", "));
        return ExitCode::FAILURE;
    };
    match write_all(source) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("cannot write: {error}");
            ExitCode::FAILURE
        }
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}
