//! Random numbers, the world of a trial, the order of steps, the ledger. The engine reads no file.

mod agenda;
mod arrivals;
mod circumstances;
mod closures;
mod hazard;
mod keys;
mod ledger;
mod margin;
mod measures;
mod mechanism;
mod moves;
mod option_run;
mod outcomes;
mod parameters;
mod playbook;
pub mod random;
mod rates;
mod reasons;
mod simulate;
mod standing;
mod story;
mod world;

pub use hazard::Hazard;
pub use keys::Keys;
pub use ledger::{Journal, Ledger, Posting, Totals};
pub use outcomes::{Column, Count, Firings, Outcomes};
pub use simulate::{RunSpec, STREAMED_BLOCK, Simulation, TrialRecord, journal, simulate, story};
pub use story::{Cause, Charge, Happening, MoveReason, Note, Story};
pub use world::{Event, World};
