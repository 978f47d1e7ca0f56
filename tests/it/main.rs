//! The one integration-test binary.

mod engine;
mod input;
mod random;
