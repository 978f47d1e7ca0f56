//! Random numbers keyed by name: every number is a pure function of (seed, trial, name, running index).
//!
//! Nothing here has a state, so no draw can shift another: adding an option, a risk or a scenario, or running
//! in another order or on more threads, changes no other number. `docs/random-numbers.md` gives the whole
//! definition, test vectors for a second implementation, and the measurements behind the choice.

mod draw;
mod key;
mod mixer;
mod sobol;
mod sobol_directions;
mod stream;
mod uniform;

pub use draw::{Draw, fill_uniforms};
pub use key::StreamKey;
pub use sobol::{REPLICATES, sobol_digits};
pub use sobol_directions::DIMENSIONS;
pub use stream::TrialStream;
pub use uniform::uniform_from_bits;
