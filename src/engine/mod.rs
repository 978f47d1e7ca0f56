//! engine.

pub mod random;
