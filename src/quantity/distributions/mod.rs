//! The distributions, one a file. Each checks its parameters on construction and implements
//! [`Univariate`](super::Univariate); [`Distribution`](super::Distribution) lists them.

mod beta;
mod beta_shapes;
mod certain;
#[cfg(test)]
pub(crate) mod checks;
mod discrete;
mod empirical;
mod gamma;
mod logit_normal;
mod lognormal;
mod metalog;
mod mixture;
mod normal;
mod pert;
mod triangular;
mod truncated;
mod uniform;

pub use beta::Beta;
pub use certain::Certain;
pub use discrete::Discrete;
pub use empirical::Empirical;
pub use gamma::Gamma;
pub use logit_normal::LogitNormal;
pub use lognormal::LogNormal;
pub use metalog::Metalog;
pub use mixture::Mixture;
pub use normal::Normal;
pub use pert::Pert;
pub use triangular::Triangular;
pub use truncated::Truncated;
pub use uniform::Uniform;
