//! Uncertain numbers.

pub mod distributions;

mod distribution;
mod moments;
mod parameter_error;
mod univariate;

pub use distribution::Distribution;
pub use parameter_error::ParameterError;
pub use univariate::Univariate;
