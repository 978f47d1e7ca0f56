//! Random numbers, the world of a trial, the order of steps, the ledger. The engine reads no file.

mod agenda;
mod arrivals;
mod circumstances;
mod closures;
mod controls;
mod edit;
mod hazard;
mod judgement;
mod keys;
mod ledger;
mod margin;
mod measures;
mod mechanism;
mod moves;
mod option_run;
mod outcomes;
mod playbook;
pub mod random;
mod rare;
mod rates;
mod reasons;
mod simulate;
mod standing;
mod story;
mod study;
mod world;

pub use controls::{Control, ControlKind, ControlTable, Controls, Watch};
pub use hazard::Hazard;
pub use keys::Keys;
pub use ledger::{Journal, Ledger, Posting, Totals};
pub use outcomes::{Column, Count, Firings, Outcomes};
pub use rare::{HIGHEST_FACTOR, Hastening, PLAIN_SHARE, RareError};
pub use simulate::{RunSpec, STREAMED_BLOCK, Simulation, TrialRecord, journal, simulate, story};
pub use story::{Cause, Charge, Happening, MoveReason, Note, Story};
pub use study::{Resimulated, Study};
pub use world::{Event, World};
