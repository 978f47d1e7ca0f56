//! The engine against arithmetic by hand, theory and invariants.

mod fixture;
mod hand_arithmetic;
mod same_instant;
