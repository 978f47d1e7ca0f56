//! The list of distributions. To add one: a file in `distributions/`, a variant here, and its parameters in
//! `named.rs`.

use super::distributions::{
    Beta, Certain, Discrete, Empirical, Gamma, LogNormal, LogitNormal, Metalog, Mixture, Normal, Pert,
    Triangular, Truncated, Uniform,
};
use super::parameter_error::ParameterError;
use super::univariate::Univariate;

/// A distribution of one number.
#[derive(Debug, Clone, PartialEq)]
pub enum Distribution {
    Certain(Certain),
    Uniform(Uniform),
    Normal(Normal),
    LogNormal(LogNormal),
    LogitNormal(LogitNormal),
    Triangular(Triangular),
    Pert(Pert),
    Beta(Beta),
    Gamma(Gamma),
    Discrete(Discrete),
    Metalog(Metalog),
    Empirical(Empirical),
    Mixture(Mixture),
    Truncated(Truncated),
}

/// Calls a method of [`Univariate`] on whatever distribution it is.
macro_rules! of_inner {
    ($distribution:expr, $inner:ident => $call:expr) => {
        match $distribution {
            Distribution::Certain($inner) => $call,
            Distribution::Uniform($inner) => $call,
            Distribution::Normal($inner) => $call,
            Distribution::LogNormal($inner) => $call,
            Distribution::LogitNormal($inner) => $call,
            Distribution::Triangular($inner) => $call,
            Distribution::Pert($inner) => $call,
            Distribution::Beta($inner) => $call,
            Distribution::Gamma($inner) => $call,
            Distribution::Discrete($inner) => $call,
            Distribution::Metalog($inner) => $call,
            Distribution::Empirical($inner) => $call,
            Distribution::Mixture($inner) => $call,
            Distribution::Truncated($inner) => $call,
        }
    };
}

/// Constructors; each checks its parameters as documented at the distribution.
#[allow(missing_docs)]
impl Distribution {
    pub fn certain(value: f64) -> Result<Self, ParameterError> {
        Certain::new(value).map(Self::Certain)
    }
    pub fn uniform(low: f64, high: f64) -> Result<Self, ParameterError> {
        Uniform::new(low, high).map(Self::Uniform)
    }
    pub fn normal(mean: f64, standard_deviation: f64) -> Result<Self, ParameterError> {
        Normal::new(mean, standard_deviation).map(Self::Normal)
    }
    pub fn normal_from_percentiles(p5: f64, p95: f64) -> Result<Self, ParameterError> {
        Normal::from_percentiles(p5, p95).map(Self::Normal)
    }
    pub fn lognormal_from_percentiles(p5: f64, p95: f64) -> Result<Self, ParameterError> {
        LogNormal::from_percentiles(p5, p95).map(Self::LogNormal)
    }
    pub fn lognormal_from_moments(mean: f64, standard_deviation: f64) -> Result<Self, ParameterError> {
        LogNormal::from_moments(mean, standard_deviation).map(Self::LogNormal)
    }
    pub fn logit_normal_from_percentiles(p5: f64, p95: f64) -> Result<Self, ParameterError> {
        LogitNormal::from_percentiles(p5, p95).map(Self::LogitNormal)
    }
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        Triangular::new(low, mode, high).map(Self::Triangular)
    }
    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        Pert::new(low, mode, high).map(Self::Pert)
    }
    pub fn beta(alpha: f64, beta: f64, low: f64, high: f64) -> Result<Self, ParameterError> {
        Beta::new(alpha, beta, low, high).map(Self::Beta)
    }
    pub fn gamma(shape: f64, scale: f64) -> Result<Self, ParameterError> {
        Gamma::new(shape, scale).map(Self::Gamma)
    }
    pub fn gamma_from_moments(mean: f64, standard_deviation: f64) -> Result<Self, ParameterError> {
        Gamma::from_moments(mean, standard_deviation).map(Self::Gamma)
    }
    pub fn discrete(values: &[f64], weights: &[f64]) -> Result<Self, ParameterError> {
        Discrete::new(values, weights).map(Self::Discrete)
    }
    pub fn metalog(
        quantiles: &[(f64, f64)],
        lower: Option<f64>,
        upper: Option<f64>,
    ) -> Result<Self, ParameterError> {
        Metalog::new(quantiles, lower, upper).map(Self::Metalog)
    }
    pub fn empirical(values: &[f64]) -> Result<Self, ParameterError> {
        Empirical::new(values).map(Self::Empirical)
    }
    pub fn mixture(components: Vec<Self>, weights: &[f64]) -> Result<Self, ParameterError> {
        Mixture::new(components, weights).map(Self::Mixture)
    }

    /// This distribution given that the value lies in `[min, max]`.
    ///
    /// A mixture becomes the mixture of its truncated components, a discrete distribution the one of the values inside,
    /// so that their moments stay exact.
    pub fn truncated(self, min: Option<f64>, max: Option<f64>) -> Result<Self, ParameterError> {
        let truncated = Truncated::new(self, min, max)?;
        match truncated.inner() {
            Self::Certain(_) => Ok(truncated.inner().clone()),
            Self::Discrete(discrete) => {
                let (low, high) = truncated.support();
                let inside = discrete.atoms().into_iter().filter(|(value, _)| (low..=high).contains(value));
                let (values, weights): (Vec<f64>, Vec<f64>) = inside.unzip();
                Self::discrete(&values, &weights)
            }
            Self::Mixture(mixture) => {
                let mut components = Vec::new();
                let mut weights = Vec::new();
                for (weight, component) in mixture.parts() {
                    // A component that lies outside contributes nothing; the whole has been checked above.
                    if let Ok(part) = Truncated::new(component.clone(), min, max) {
                        weights.push(weight * part.kept());
                        components.push(component.clone().truncated(min, max)?);
                    }
                }
                Self::mixture(components, &weights)
            }
            Self::Uniform(_)
            | Self::Normal(_)
            | Self::LogNormal(_)
            | Self::LogitNormal(_)
            | Self::Triangular(_)
            | Self::Pert(_)
            | Self::Beta(_)
            | Self::Gamma(_)
            | Self::Metalog(_)
            | Self::Empirical(_)
            | Self::Truncated(_) => Ok(Self::Truncated(truncated)),
        }
    }

    /// The field's word for the distribution, as written in `distribution = "…"`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Certain(_) => "certain",
            Self::Uniform(_) => "uniform",
            Self::Normal(_) => "normal",
            Self::LogNormal(_) => "lognormal",
            Self::LogitNormal(_) => "logit-normal",
            Self::Triangular(_) => "triangular",
            Self::Pert(_) => "pert",
            Self::Beta(_) => "beta",
            Self::Gamma(_) => "gamma",
            Self::Discrete(_) => "discrete",
            Self::Metalog(_) => "metalog",
            Self::Empirical(_) => "empirical",
            Self::Mixture(_) => "mixture",
            Self::Truncated(truncated) => truncated.inner().name(),
        }
    }

    /// See [`Univariate::inverse_cdf`].
    pub fn inverse_cdf(&self, u: f64) -> f64 {
        of_inner!(self, inner => inner.inverse_cdf(u))
    }

    /// See [`Univariate::draw`].
    #[inline]
    pub fn draw(&self, u: f64) -> f64 {
        of_inner!(self, inner => inner.draw(u))
    }

    /// See [`Univariate::draw_block`].
    pub fn draw_block(&self, uniforms: &mut [f64]) {
        of_inner!(self, inner => inner.draw_block(uniforms))
    }

    /// See [`Univariate::cdf`].
    pub fn cdf(&self, x: f64) -> f64 {
        of_inner!(self, inner => inner.cdf(x))
    }

    /// See [`Univariate::mean`].
    pub fn mean(&self) -> f64 {
        of_inner!(self, inner => inner.mean())
    }

    /// See [`Univariate::standard_deviation`].
    pub fn standard_deviation(&self) -> f64 {
        of_inner!(self, inner => inner.standard_deviation())
    }

    /// See [`Univariate::support`].
    pub fn support(&self) -> (f64, f64) {
        of_inner!(self, inner => inner.support())
    }

    /// See [`Univariate::atoms`].
    pub fn atoms(&self) -> Vec<(f64, f64)> {
        of_inner!(self, inner => inner.atoms())
    }

    /// See [`Univariate::is_certain`].
    pub fn is_certain(&self) -> bool {
        of_inner!(self, inner => inner.is_certain())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn truncating_a_mixture_or_discrete_keeps_moments_exact() {
        let discrete = Distribution::discrete(&[1.0, 2.0, 9.0], &[1.0, 1.0, 2.0]).unwrap();
        let cut = discrete.clone().truncated(None, Some(5.0)).unwrap();
        assert_eq!((cut.mean(), cut.support()), (1.5, (1.0, 2.0)));
        let parts = vec![Distribution::certain(-1.0).unwrap(), Distribution::uniform(0.0, 4.0).unwrap()];
        let cut = Distribution::mixture(parts, &[0.5, 0.5]).unwrap().truncated(Some(0.0), Some(2.0)).unwrap();
        assert!((cut.mean() - 1.0).abs() < 1e-9, "{}", cut.mean());
        assert!(Distribution::certain(3.0).unwrap().truncated(Some(4.0), None).is_err());
        assert_eq!(Distribution::certain(3.0).unwrap().truncated(Some(3.0), None).unwrap().mean(), 3.0);
    }

    /// One of each kind, in the order of the list.
    fn one_of_each() -> Vec<Distribution> {
        let pert = Distribution::pert(2.0, 3.0, 7.0).unwrap();
        let lognormal = Distribution::lognormal_from_percentiles(2.0, 30.0).unwrap();
        let all = vec![
            Distribution::certain(4.2),
            Distribution::uniform(-1.0, 2.0),
            Distribution::normal(3.0, 2.0),
            Distribution::normal(3.0, 0.0),
            Ok(lognormal.clone()),
            Distribution::lognormal_from_percentiles(2.0, 2.0),
            Distribution::logit_normal_from_percentiles(0.1, 0.3),
            Distribution::triangular(1.0, 2.0, 6.0),
            Ok(pert.clone()),
            Distribution::pert(5.0, 5.0, 5.0),
            Distribution::beta(0.5, 0.5, 0.0, 1.0),
            Distribution::beta(6.0, 11.0, -1.0, 3.0),
            Distribution::gamma(2.5, 4.0),
            Distribution::discrete(&[1.0, 2.0, 9.0], &[1.0, 1.0, 2.0]),
            Distribution::metalog(&[(0.1, 1.0), (0.5, 2.0), (0.9, 4.0)], None, None),
            Distribution::empirical(&[1.0, 2.0, 5.0, 9.0]),
            Distribution::mixture(vec![pert.clone(), lognormal.clone()], &[1.0, 2.0]),
            Distribution::mixture(
                vec![pert.clone(), Distribution::pert(8.0, 9.0, 12.0).unwrap()],
                &[1.0, 2.0],
            ),
            pert.truncated(Some(2.5), Some(6.0)),
            lognormal.truncated(None, Some(25.0)),
        ];
        all.into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn a_block_has_the_bits_of_single_draws_which_hardly_differ_from_quantiles() {
        let mut uniforms: Vec<f64> =
            (1..3000_u32).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract()).collect();
        uniforms.extend((1..=53).flat_map(|octave| {
            let tail = 1.0 / (1_u64 << octave) as f64;
            [tail, 1.0 - tail]
        }));
        uniforms.extend([1e-17, 1e-300, 0.0, 1.0, 1.5, f64::NAN]);
        for distribution in one_of_each() {
            let mut block = uniforms.clone();
            distribution.draw_block(&mut block);
            for (u, drawn) in uniforms.iter().zip(block) {
                let (single, exact) = (distribution.draw(*u), distribution.inverse_cdf(*u));
                assert_eq!(drawn.to_bits(), single.to_bits(), "{} at {u:e}", distribution.name());
                let near = (drawn - exact).abs() <= 1e-12 * 5.0 || drawn == exact;
                assert!(near || exact.is_nan() && drawn.is_nan(), "{} at {u:e}", distribution.name());
            }
        }
    }

    #[test]
    fn shapes_that_are_equal_share_their_table() {
        let one = Distribution::pert(0.0, 1.0, 4.0).unwrap();
        let other = Distribution::pert(10.0, 20.0, 50.0).unwrap();
        assert_ne!(one, other);
        assert_eq!(10.0 + 10.0 * one.draw(0.3), other.draw(0.3));
    }

    proptest! {
        // u and v differ by far more than rounding, so even iterated quantiles must not fall.
        #[test]
        fn quantiles_rise(u in 1e-6..0.999_f64, gap in 1e-6..1e-3_f64, low in 0.1..10.0_f64,
                          first in 0.0..10.0_f64, second in 0.01..10.0_f64) {
            let (mode, high) = (low + first, low + first + second);
            let pert = Distribution::pert(low, mode, high).unwrap();
            let lognormal = Distribution::lognormal_from_percentiles(low, high).unwrap();
            let certain = Distribution::certain(mode).unwrap();
            let mixture = Distribution::mixture(
                vec![pert.clone(), lognormal.clone(), certain], &[second, 1.0, first]).unwrap();
            let metalog = Distribution::metalog(
                &[(0.1, low), (0.5, low + 0.4 * second), (0.9, low + second)], None, None).unwrap();
            let truncated = lognormal.clone().truncated(Some(low), Some(high)).unwrap();
            let gamma = Distribution::gamma(low, high).unwrap();
            let empirical = Distribution::empirical(&[low, mode, high, low]).unwrap();
            for distribution in [pert, lognormal, mixture, metalog, truncated, gamma, empirical] {
                let (x, y) = (distribution.inverse_cdf(u), distribution.inverse_cdf(u + gap * (1.0 - u)));
                prop_assert!(x <= y, "{} {} {}", distribution.name(), x, y);
                prop_assert!(distribution.cdf(x) >= u - 1e-9);
            }
        }

        #[test]
        fn constructors_never_panic_and_never_let_nonsense_in(
            a in any::<f64>(), b in any::<f64>(), c in any::<f64>(), u in 0.001..0.999_f64
        ) {
            for made in [
                Distribution::uniform(a, b), Distribution::normal(a, b),
                Distribution::normal_from_percentiles(a, b),
                Distribution::lognormal_from_percentiles(a, b), Distribution::lognormal_from_moments(a, b),
                Distribution::logit_normal_from_percentiles(a, b), Distribution::triangular(a, b, c),
                Distribution::pert(a, b, c), Distribution::beta(2.0, 3.0, a, b), Distribution::gamma(2.0, a),
                Distribution::discrete(&[a, b], &[1.0, c]),
                Distribution::metalog(&[(0.1, a), (0.5, b), (0.9, c)], None, None),
            ].into_iter().flatten() {
                prop_assert!(!made.inverse_cdf(u).is_nan(), "{made:?}");
                prop_assert!(!made.mean().is_nan(), "{made:?}");
            }
        }
    }
}
