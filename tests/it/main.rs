//! The one integration-test binary.

mod random;

mod engine;
