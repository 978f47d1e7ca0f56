//! Splitstack compares ways to run a multinational's IT in China.
//!
//! The rooms stand in the order in which they may use each other: each imports only rooms above it in this
//! list. `ARCHITECTURE.md` shows the pipeline.

pub mod math;

pub mod units;

pub mod language;

pub mod quantity;

pub mod domain;

pub mod rules;

pub mod input;

pub mod plan;

pub mod engine;

pub mod results;

pub mod statistics;

pub mod decision;

#[cfg(feature = "charts")]
pub mod charts;

pub mod report;

#[cfg(feature = "cli")]
pub mod cli;
