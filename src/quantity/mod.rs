//! Uncertain numbers: distributions, the text and table forms in which people write them, expert pools, and
//! correlation.
//!
//! A [`QuantitySpec`] is what stands in a file; [`QuantitySpec::resolve`] checks it and returns a [`Quantity`] in the
//! normal unit of its [`Dimension`](crate::units::Dimension), or every problem at once. Each quantity is drawn by
//! [`Quantity::inverse_cdf`] from one uniform; [`GaussianCopula`] correlates those uniforms beforehand.

pub mod distributions;

mod copula;
mod correlation_matrix;
mod distribution;
mod moments;
mod named;
mod parameter_error;
mod problem;
mod resolve;
mod sample_file;
mod spec;
mod text;
mod uncertain_quantity;
mod univariate;

pub use copula::{CorrelationError, GaussianCopula, RankCorrelation};
pub use distribution::Distribution;
pub use parameter_error::ParameterError;
pub use problem::QuantityProblem;
pub use resolve::ResolveContext;
pub use spec::{ComponentSpec, ExpertSpec, QuantileSpec, QuantitySpec, QuantityTable, Scalar};
pub use text::parse_text;
pub use uncertain_quantity::{ExpertOpinion, Provenance, Quantity};
pub use univariate::Univariate;
