//! A weighted mixture of distributions, such as the pooled estimates of several experts.

use crate::math::{exp, ln};
use crate::quantity::distribution::Distribution;
use crate::quantity::parameter_error::{ParameterError, normalized_weights};
use crate::quantity::univariate::Univariate;

/// With probability wᵢ the value comes from component i: `F(x) = Σ wᵢ Fᵢ(x)`.
///
/// The quantile inverts this sum, so that a draw needs one uniform and rises with it. (Choosing a component by a second
/// draw would not.) Where only one component varies it is inverted alone; where several do, numerically.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    weights: Vec<f64>,
    components: Vec<Distribution>,
    knots: Vec<Knot>,
    /// One before each knot and one after the last.
    stretches: Vec<Stretch>,
    nodes: Vec<Node>,
}

/// A value of positive probability, where the CDF jumps, or an end of a component's support.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Knot {
    value: f64,
    /// Probability of less, and of at most this value.
    below: f64,
    reached: f64,
}

/// What varies between two knots.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stretch {
    Nothing,
    /// One component; `offset` is the probability that the others contribute.
    One {
        component: usize,
        offset: f64,
    },
    Several,
}

/// A point of the CDF, computed once: the neighbours of a quantile tell where to start looking for it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    x: f64,
    /// `ln(F / (1 − F))` at `x`; while a quantile is sought, less that of the probability.
    log_odds: f64,
}

/// Nodes of a mixture whose components overlap, shared out among the components.
const NODES: usize = 24;
/// Their outermost place in each component, as log odds: about one in a thousand on either side.
const OUTERMOST: f64 = 7.0;

impl Mixture {
    /// Components with weights, which are divided by their sum; components of weight 0 are left out.
    ///
    /// # Errors
    /// No components, different lengths, a negative weight, weights that sum to 0.
    pub fn new(components: Vec<Distribution>, weights: &[f64]) -> Result<Self, ParameterError> {
        if components.is_empty() {
            return Err(ParameterError::new("mixture", "[]", "needs at least one component"));
        }
        if components.len() != weights.len() {
            let rule =
                format!("{} weights for {} components; one each is needed", weights.len(), components.len());
            return Err(ParameterError::new("weights", weights.len(), rule));
        }
        let (weights, components) = normalized_weights(weights)?
            .into_iter()
            .zip(components)
            .filter(|(weight, _)| *weight > 0.0)
            .unzip();
        let mut mixture =
            Self { weights, components, knots: Vec::new(), stretches: Vec::new(), nodes: Vec::new() };
        mixture.knots = mixture.find_knots();
        mixture.stretches = mixture.find_stretches();
        if mixture.stretches.contains(&Stretch::Several) {
            mixture.nodes = mixture.find_nodes();
        }
        Ok(mixture)
    }

    /// Weights, summing to 1, with their components.
    pub fn parts(&self) -> impl Iterator<Item = (f64, &Distribution)> {
        self.weights.iter().copied().zip(&self.components)
    }

    fn sum(&self, f: impl Fn(&Distribution) -> f64) -> f64 {
        self.parts().map(|(weight, component)| weight * f(component)).sum()
    }

    fn find_knots(&self) -> Vec<Knot> {
        let ends = self.components.iter().flat_map(|component| {
            let (low, high) = component.support();
            [(low, 0.0), (high, 0.0)]
        });
        let knots = merged(ends.filter(|(end, _)| end.is_finite()).chain(self.atoms()).collect());
        let knot = |(value, probability)| {
            let reached = self.cdf(value);
            Knot { value, below: reached - probability, reached }
        };
        knots.into_iter().map(knot).collect()
    }

    fn find_stretches(&self) -> Vec<Stretch> {
        // What lies on atoms alone varies at knots only.
        let varies: Vec<bool> = self
            .components
            .iter()
            .map(|component| {
                component.atoms().iter().map(|(_, probability)| probability).sum::<f64>() < 1.0 - 1e-9
            })
            .collect();
        (0..=self.knots.len())
            .map(|index| {
                let (low, high) = self.ends(index);
                let varying = |component: &usize| {
                    let (least, greatest) = self.components[*component].support();
                    varies[*component] && least < high && greatest > low
                };
                let mut found = (0..self.components.len()).filter(varying);
                match (found.next(), found.next()) {
                    (None, _) => Stretch::Nothing,
                    (Some(component), None) => {
                        Stretch::One { component, offset: self.offset(component, low) }
                    }
                    (Some(_), Some(_)) => Stretch::Several,
                }
            })
            .collect()
    }

    /// The ends of a stretch, infinite outside the knots.
    fn ends(&self, stretch: usize) -> (f64, f64) {
        let before = stretch.checked_sub(1).and_then(|before| self.knots.get(before));
        (
            before.map_or(f64::NEG_INFINITY, |knot| knot.value),
            self.knots.get(stretch).map_or(f64::INFINITY, |knot| knot.value),
        )
    }

    /// Probability that all components but one contribute up to `low`.
    fn offset(&self, component: usize, low: f64) -> f64 {
        let others = self.parts().enumerate().filter(|(index, _)| *index != component);
        others.map(|(_, (weight, other))| if low.is_finite() { weight * other.cdf(low) } else { 0.0 }).sum()
    }

    fn find_nodes(&self) -> Vec<Node> {
        let each = (NODES / self.components.len()).max(3);
        let spacing = 2.0 * OUTERMOST / (each - 1) as f64;
        let levels = (0..each).map(|level| 1.0 / (1.0 + exp(OUTERMOST - spacing * level as f64)));
        let mut points: Vec<f64> = levels
            .flat_map(|level| self.components.iter().map(move |component| component.inverse_cdf(level)))
            .collect();
        points.sort_by(f64::total_cmp);
        let nodes = points.into_iter().map(|x| {
            let reached = self.cdf(x);
            Node { x, log_odds: ln(reached / (1.0 - reached)) }
        });
        let mut nodes: Vec<Node> = nodes.filter(|node| node.log_odds.is_finite()).collect();
        // Neighbours that rounding cannot tell apart would only spoil the interpolation.
        nodes.dedup_by(|next, node| !(next.x > node.x && next.log_odds > node.log_odds + 1e-3));
        nodes
    }

    /// The quantile of `u` between `low` and `high`, where the CDF is continuous.
    ///
    /// Inverse cubic interpolation through the last four points, of order about 1.8, inside a bracket; from the tenth step
    /// on every other one is a halving, which bounds the work whatever the CDF.
    fn search(&self, u: f64, low: f64, high: f64) -> f64 {
        let (mut recent, mut low, mut high) = self.surroundings(u, low, high);
        if low >= high || !(high - low).is_finite() {
            return high;
        }
        let width = high - low;
        let (mut last, mut last_step) = (f64::NAN, f64::INFINITY);
        for step in 1..=MAXIMUM_STEPS {
            let guess = recent.root();
            let usable = guess > low && guess < high && (step < 10 || step % 2 == 0);
            let x = if usable { guess } else { low + 0.5 * (high - low) };
            // A step leaves less than its product with the one before, as shares of the scale: far less, with cubics.
            let scale = x.abs().min(width).max(1e-6 * width);
            let change = (x - last).abs();
            let settled = usable && change / scale * (last_step / scale) <= 1e-14;
            if settled || x <= low || x >= high {
                return x;
            }
            let reached = self.cdf(x);
            let gap = ln(reached / u * ((1.0 - u) / (1.0 - reached)));
            if gap == 0.0 {
                return x;
            }
            if gap < 0.0 {
                low = x;
            } else {
                high = x;
            }
            recent.push(Node { x, log_odds: gap });
            (last, last_step) = (x, change);
        }
        high
    }

    /// The nodes next to the quantile of `u`, two on either side, and its bracket between `low` and `high`.
    fn surroundings(&self, u: f64, mut low: f64, mut high: f64) -> (Recent, f64, f64) {
        let log_odds = ln(u / (1.0 - u));
        let next = self.nodes.partition_point(|node| node.log_odds < log_odds);
        let mut recent = Recent::new();
        // The nearest last, so that they are kept the longest.
        for index in [next.wrapping_sub(2), next + 1, next.wrapping_sub(1), next] {
            if let Some(node) = self.nodes.get(index).filter(|node| node.x > low && node.x < high) {
                recent.push(Node { log_odds: node.log_odds - log_odds, ..*node });
                if node.log_odds < log_odds {
                    low = node.x;
                } else {
                    high = node.x;
                }
            }
        }
        if !(low.is_finite() && high.is_finite()) {
            let (least, greatest) = self.quantile_bracket(u);
            (low, high) = (low.max(least), high.min(greatest));
        }
        (recent, low, high)
    }

    /// Between the least and the greatest of the components' quantiles, inclusive, lies the mixture's.
    fn quantile_bracket(&self, u: f64) -> (f64, f64) {
        self.components
            .iter()
            .map(|component| component.inverse_cdf(u))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    }

    /// The quantile of `u`, with `of_component` the quantile function where one component alone varies.
    fn quantile(&self, u: f64, of_component: impl Fn(&Distribution, f64) -> f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        let (least, greatest) = self.support();
        if u == 0.0 || u == 1.0 {
            return if u == 0.0 { least } else { greatest };
        }
        let next = self.knots.partition_point(|knot| knot.reached < u);
        // A jump over u: an iteration could only approach the value.
        if let Some(knot) = self.knots.get(next).filter(|knot| knot.below < u) {
            return knot.value;
        }
        let (low, high) = self.ends(next);
        match self.stretches[next] {
            Stretch::Nothing => high.min(greatest),
            Stretch::One { component, offset } => {
                // The quotient may round to 1, where the quantile could be infinite.
                let part = ((u - offset) / self.weights[component]).clamp(0.0, 1.0 - f64::EPSILON / 2.0);
                of_component(&self.components[component], part).clamp(low, high)
            }
            Stretch::Several => self.search(u, low, high),
        }
    }
}

impl Univariate for Mixture {
    fn inverse_cdf(&self, u: f64) -> f64 {
        self.quantile(u, Distribution::inverse_cdf)
    }

    fn draw(&self, u: f64) -> f64 {
        self.quantile(u, Distribution::draw)
    }

    fn cdf(&self, x: f64) -> f64 {
        self.sum(|component| component.cdf(x)).min(1.0)
    }

    fn mean(&self) -> f64 {
        if self.is_certain() {
            return self.support().0;
        }
        self.sum(Distribution::mean)
    }

    /// `√ Σ wᵢ (sᵢ² + (mᵢ − m)²)`.
    fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        self.sum(|component| {
            let (deviation, distance) = (component.standard_deviation(), component.mean() - mean);
            deviation * deviation + distance * distance
        })
        .sqrt()
    }

    fn support(&self) -> (f64, f64) {
        self.components
            .iter()
            .map(Distribution::support)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (a, b)| (low.min(a), high.max(b)))
    }

    fn atoms(&self) -> Vec<(f64, f64)> {
        let all = self.parts().flat_map(|(weight, component)| {
            component.atoms().into_iter().map(move |(value, probability)| (value, weight * probability))
        });
        merged(all.collect())
    }
}

/// Values with their probabilities, rising; those of equal values are added.
fn merged(mut all: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f64, f64)> = Vec::with_capacity(all.len());
    for (value, probability) in all {
        match merged.last_mut() {
            Some(last) if last.0 == value => last.1 += probability,
            Some(_) | None => merged.push((value, probability)),
        }
    }
    merged
}

/// No bracket of finite doubles needs more.
const MAXIMUM_STEPS: usize = 300;

/// The last points of a search, up to four, the latest first.
struct Recent {
    nodes: [Node; 4],
    count: usize,
}

impl Recent {
    fn new() -> Self {
        Self { nodes: [Node { x: 0.0, log_odds: 0.0 }; 4], count: 0 }
    }

    fn push(&mut self, node: Node) {
        self.nodes.rotate_right(1);
        self.nodes[0] = node;
        self.count = (self.count + 1).min(self.nodes.len());
    }

    /// Where the polynomial for x through the points has log odds 0, by Neville's scheme; NaN for no points.
    fn root(&self) -> f64 {
        let latest = if self.count > 1 { self.nodes[0].x } else { f64::NAN };
        // Relative to the latest point, so that the last steps lose nothing to rounding.
        let mut estimates = self.nodes.map(|node| node.x - latest);
        for level in 1..self.count {
            for index in 0..self.count - level {
                let (one, other) = (self.nodes[index].log_odds, self.nodes[index + level].log_odds);
                estimates[index] = (one * estimates[index + 1] - other * estimates[index]) / (one - other);
            }
        }
        latest + estimates[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal_cdf;
    use crate::quantity::distributions::checks;

    fn certain(value: f64) -> Distribution {
        Distribution::certain(value).unwrap()
    }

    #[test]
    fn of_normals_conforms() {
        let parts = vec![Distribution::normal(0.0, 1.0).unwrap(), Distribution::normal(6.0, 2.0).unwrap()];
        let mixture = Mixture::new(parts, &[3.0, 1.0]).unwrap();
        checks::conforms(&mixture, 1e-4);
        checks::kolmogorov_smirnov(&mixture, |x| 0.75 * normal_cdf(x) + 0.25 * normal_cdf((x - 6.0) / 2.0));
        assert_eq!(mixture.mean(), 1.5);
        // 0.75·(1 + 1.5²) + 0.25·(4 + 4.5²) = 8.5
        assert!((mixture.standard_deviation() - 8.5_f64.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn of_certain_values_returns_them_exactly() {
        let mixture = Mixture::new(vec![certain(5.1), certain(3.3)], &[0.7, 0.3]).unwrap();
        for (u, value) in [(1e-9, 3.3), (0.29, 3.3), (0.31, 5.1), (0.999, 5.1)] {
            assert_eq!(mixture.inverse_cdf(u), value);
        }
        checks::is_the_value(&Mixture::new(vec![certain(3.3), certain(3.3)], &[0.1, 0.2]).unwrap(), 3.3);
    }

    #[test]
    fn of_jumps_and_smooth_parts_is_monotone() {
        let parts = vec![certain(0.0), Distribution::normal(1.0, 1.0).unwrap(), certain(2.0)];
        let mixture = Mixture::new(parts, &[0.5, 0.3, 0.2]).unwrap();
        checks::conforms(&mixture, 0.05);
        // F(0−) = 0.3 Φ(−1) = 0.0476: the next half is the value 0.
        assert_eq!((mixture.inverse_cdf(0.05), mixture.inverse_cdf(0.54)), (0.0, 0.0));
        assert!(mixture.inverse_cdf(0.047) < 0.0 && mixture.inverse_cdf(0.55) > 0.0);
    }

    #[test]
    fn of_overlapping_parts_is_inverted_to_the_last_digits() {
        let pert = |low, mode, high| Distribution::pert(low, mode, high).unwrap();
        let lognormal = |p5, p95| Distribution::lognormal_from_percentiles(p5, p95).unwrap();
        for parts in [
            vec![pert(0.0, 1.05, 1.5), pert(0.5, 1.45, 2.2)],
            vec![lognormal(1e-3, 6e-3), lognormal(4e-3, 16e-3), lognormal(12e-3, 30e-3)],
            vec![Distribution::triangular(-1.0, 0.0, 3.0).unwrap(), Distribution::normal(0.0, 1.0).unwrap()],
        ] {
            let weights: Vec<f64> = (1..=parts.len()).map(|weight| weight as f64).collect();
            let mixture = Mixture::new(parts, &weights).unwrap();
            for i in -200..=200 {
                // Log odds from −20 to 20. F is a sum with errors of about 2e-16 each, and x is rounded, which moves F
                // by x f(x) · 1e-16 < 1e-15 here.
                let u = 1.0 / (1.0 + exp(-0.1 * f64::from(i)));
                let back = mixture.cdf(mixture.inverse_cdf(u));
                assert!((back - u).abs() < 2e-15, "{back} for {u}");
                assert!(i > 0 || (back / u - 1.0).abs() < 2e-13, "{back} for {u}");
            }
        }
    }

    #[test]
    fn of_separated_parts_draws_from_the_part() {
        let part = Distribution::pert(0.95, 1.05, 1.2).unwrap();
        let other = Distribution::pert(1.3, 1.45, 2.2).unwrap();
        let mixture = Mixture::new(vec![part.clone(), other.clone()], &[1.0, 1.0]).unwrap();
        for u in [1e-12, 0.1, 0.25, 0.49] {
            assert_eq!(mixture.inverse_cdf(u), part.inverse_cdf(2.0 * u));
            assert_eq!(mixture.inverse_cdf(0.5 + u), other.inverse_cdf((0.5 + u - 0.5) / 0.5));
        }
        assert_eq!((mixture.inverse_cdf(0.0), mixture.inverse_cdf(1.0)), (0.95, 2.2));
    }

    #[test]
    fn of_separated_parts_crosses_the_gap() {
        let parts = vec![Distribution::uniform(0.0, 1.0).unwrap(), Distribution::uniform(9.0, 10.0).unwrap()];
        let mixture = Mixture::new(parts, &[1.0, 1.0]).unwrap();
        assert!((mixture.inverse_cdf(0.4999) - 0.9998).abs() < 1e-12);
        assert!((mixture.inverse_cdf(0.5001) - 9.0002).abs() < 1e-12);
    }

    #[test]
    fn refuses() {
        assert!(Mixture::new(vec![], &[]).is_err());
        assert!(Mixture::new(vec![certain(1.0)], &[1.0, 2.0]).is_err());
        assert_eq!(Mixture::new(vec![certain(1.0)], &[-1.0]).unwrap_err().parameter, "weights[0]");
    }
}
