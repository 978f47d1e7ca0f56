//! Closed forms beside the simulation: what each trial shows of a quantity whose expected value is known given what came
//! before it, less that expected value. Such a *control* has mean 0 exactly, so it judges the simulation (an oracle) and
//! explains part of the spread of costs (a control variate).
//!
//! - once-per-trial quantities, less the means of their distributions: a copula leaves these alone;
//! - months in each regime, less what the matrix exponential of the trial's rates says; moves between regimes, less rate ×
//!   months in the regime left;
//! - events by chance, less Λ given the trial's path of regimes and quantities; 1 − e^(−Λ) for what happens once; for events
//!   whose rate the option sets, less the compensator ∫ factor dΛ up to the horizon, or to the first event of what happens once;
//! - marks of events by chance, less the means of their distributions; for incidents also in present value.
//!
//! Λ is worked out here from rates, factors, trend and time in regimes: not read from the hazards that the events came from.

mod expected_stays;
mod facts;
mod own_facts;
mod table;
mod watch;

pub use table::{Control, ControlKind, ControlTable};
pub use watch::{Controls, Watch};

pub(super) use own_facts::FactorHeld;
pub(super) use watch::{Gauge, Rows};
