//! The metalog distribution: a smooth distribution through given quantiles.

use crate::math::{exp, invert_increasing, ln, ln_1p};
use crate::quantity::moments::moments_over_log_odds;
use crate::quantity::parameter_error::{ParameterError, finite};
use crate::quantity::univariate::Univariate;

/// A distribution whose quantile function goes exactly through three to ten given quantiles.
///
/// With `y` the probability and `t = ln(y / (1 − y))` its log odds, the quantile function of the unbounded metalog is
/// `M(y) = a₁ + a₂·t + a₃·(y − ½)·t + a₄·(y − ½) + a₅·(y − ½)² + a₆·(y − ½)²·t + …`, with as many terms as quantiles.
/// With a `lower` bound it is `lower + e^M`, with an `upper` bound `upper − e^−M`, with both
/// `(lower + upper·e^M) / (1 + e^M)`; the quantiles are transformed accordingly before the coefficients are found.
///
/// Not every set of rising quantiles admits such a function: coefficients for which `M` falls anywhere are refused.
///
/// # Source
/// Keelin (2016), "The Metalog Distributions", Decision Analysis 13(4), 243–277.
#[derive(Debug, Clone, PartialEq)]
pub struct Metalog {
    coefficients: Vec<f64>,
    bounds: Bounds,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Bounds {
    None,
    Lower(f64),
    Upper(f64),
    Both(f64, f64),
}

impl Bounds {
    fn new(lower: Option<f64>, upper: Option<f64>) -> Self {
        match (lower, upper) {
            (None, None) => Self::None,
            (Some(lower), None) => Self::Lower(lower),
            (None, Some(upper)) => Self::Upper(upper),
            (Some(lower), Some(upper)) => Self::Both(lower, upper),
        }
    }

    /// From a value to the scale on which the metalog is unbounded.
    fn unbounded_value(self, x: f64) -> f64 {
        match self {
            Self::None => x,
            Self::Lower(lower) => ln(x - lower),
            Self::Upper(upper) => -ln(upper - x),
            Self::Both(lower, upper) => ln((x - lower) / (upper - x)),
        }
    }

    fn bounded_value(self, z: f64) -> f64 {
        match self {
            Self::None => z,
            Self::Lower(lower) => lower + exp(z),
            Self::Upper(upper) => upper - exp(-z),
            // Measured from the nearer end, so that neither loses digits.
            Self::Both(lower, upper) if z < 0.0 => lower + (upper - lower) * (exp(z) / (1.0 + exp(z))),
            Self::Both(lower, upper) => upper - (upper - lower) * (exp(-z) / (1.0 + exp(-z))),
        }
    }

    fn support(self) -> (f64, f64) {
        match self {
            Self::None => (f64::NEG_INFINITY, f64::INFINITY),
            Self::Lower(lower) => (lower, f64::INFINITY),
            Self::Upper(upper) => (f64::NEG_INFINITY, upper),
            Self::Both(lower, upper) => (lower, upper),
        }
    }
}

/// With more, the equations lose too many digits and the curve swings between the points.
const MOST_QUANTILES: usize = 10;
/// Log odds up to which the slope is checked and moments are taken; beyond, the slope no longer changes.
const CHECKED_LOG_ODDS: i32 = 40;

impl Metalog {
    /// The metalog through `quantiles`, pairs of (probability, value) in any order, inside optional bounds.
    ///
    /// # Errors
    /// Fewer than three or more than ten quantiles; probabilities outside `(0, 1)`, repeated, or not rising with the
    /// values; values outside the bounds; quantiles through which no rising metalog goes; an infinite mean.
    pub fn new(
        quantiles: &[(f64, f64)],
        lower: Option<f64>,
        upper: Option<f64>,
    ) -> Result<Self, ParameterError> {
        let quantiles = check_quantiles(quantiles)?;
        check_bounds(&quantiles, lower, upper)?;
        let bounds = Bounds::new(lower, upper);
        let transformed: Vec<(f64, f64)> =
            quantiles.iter().map(|(p, x)| (log_odds(*p), bounds.unbounded_value(*x))).collect();
        let metalog = Self { coefficients: solve(&transformed)?, bounds };
        metalog.check_feasible(&quantiles)?;
        metalog.check_mean()?;
        Ok(metalog)
    }

    /// The coefficients a₁, a₂, … of the unbounded metalog.
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    fn check_feasible(&self, quantiles: &[(f64, f64)]) -> Result<(), ParameterError> {
        const STEPS_PER_UNIT: i32 = 50;
        for index in -CHECKED_LOG_ODDS * STEPS_PER_UNIT..=CHECKED_LOG_ODDS * STEPS_PER_UNIT {
            let t = f64::from(index) / f64::from(STEPS_PER_UNIT);
            let slope = self.slope(t);
            if !slope.is_finite() || slope <= 0.0 {
                let text: Vec<String> = quantiles.iter().map(|(p, x)| format!("{p}: {x}")).collect();
                let rule = format!(
                    "no metalog goes through these quantiles: its quantile function would fall at probability {:.3}",
                    1.0 / (1.0 + exp(-t))
                );
                return Err(ParameterError::new("quantiles", text.join(", "), rule)
                    .hint("use quantiles that are less skewed, fewer of them, or bounds"));
            }
        }
        Ok(())
    }

    /// A one-sided bound makes a tail like `odds^slope`; its mean is finite only for slopes below 1.
    fn check_mean(&self) -> Result<(), ParameterError> {
        let slope = self.open_tail_slope();
        if slope < 1.0 {
            return Ok(());
        }
        let rule = format!("the open tail is so heavy (slope {slope:.2}) that the mean is infinite");
        Err(ParameterError::new("quantiles", self.coefficients.len(), rule)
            .hint("give both `lower` and `upper`, or less extreme quantiles"))
    }

    /// Slope of the logarithm in the unbounded tail; 0 where no exponential is taken.
    fn open_tail_slope(&self) -> f64 {
        match self.bounds {
            Bounds::None | Bounds::Both(..) => 0.0,
            Bounds::Lower(_) => self.slope(f64::from(CHECKED_LOG_ODDS)),
            Bounds::Upper(_) => self.slope(-f64::from(CHECKED_LOG_ODDS)),
        }
    }

    /// M at log odds `t`.
    fn unbounded_quantile(&self, t: f64) -> f64 {
        let centred = 1.0 / (1.0 + exp(-t)) - 0.5;
        self.coefficients.iter().enumerate().map(|(term, a)| a * basis(term, t, centred)).sum()
    }

    /// dM/dt at log odds `t`.
    fn slope(&self, t: f64) -> f64 {
        let tail = exp(-t.abs());
        let centred = 1.0 / (1.0 + exp(-t)) - 0.5;
        let spread = tail / ((1.0 + tail) * (1.0 + tail));
        self.coefficients.iter().enumerate().map(|(term, a)| a * basis_slope(term, t, centred, spread)).sum()
    }
}

fn log_odds(u: f64) -> f64 {
    ln(u) - ln_1p(-u)
}

/// Power of (y − ½) in a term, counted from 0, and whether the term is multiplied by the log odds.
fn shape_of_term(term: usize) -> (i32, bool) {
    match term {
        0 => (0, false),
        1 => (0, true),
        2 => (1, true),
        3 => (1, false),
        _ => ((term / 2) as i32, term % 2 == 1),
    }
}

/// `x` to a whole power by repeated multiplication.
fn whole_power(x: f64, power: i32) -> f64 {
    (0..power).fold(1.0, |product, _| product * x)
}

fn basis(term: usize, t: f64, centred: f64) -> f64 {
    let (power, with_log_odds) = shape_of_term(term);
    whole_power(centred, power) * if with_log_odds { t } else { 1.0 }
}

/// Derivative of a term by the log odds; `spread` is dy/dt = y(1 − y).
fn basis_slope(term: usize, t: f64, centred: f64, spread: f64) -> f64 {
    let (power, with_log_odds) = shape_of_term(term);
    let inner = if power == 0 { 0.0 } else { f64::from(power) * whole_power(centred, power - 1) * spread };
    if with_log_odds { inner * t + whole_power(centred, power) } else { inner }
}

/// Sorted quantiles, strictly rising in both probability and value.
fn check_quantiles(quantiles: &[(f64, f64)]) -> Result<Vec<(f64, f64)>, ParameterError> {
    let count = quantiles.len();
    if count < 3 {
        return Err(ParameterError::new("quantiles", count, "at least three are needed")
            .hint("with two, write the range `a to b`"));
    }
    if count > MOST_QUANTILES {
        return Err(ParameterError::new("quantiles", count, format!("at most {MOST_QUANTILES} are allowed"))
            .hint("use `empirical` for a sample"));
    }
    for (index, (probability, value)) in quantiles.iter().enumerate() {
        if !(*probability > 0.0 && *probability < 1.0) {
            let rule = "must lie between 0 and 1, ends excluded";
            return Err(ParameterError::new(format!("quantiles[{index}].p"), probability, rule));
        }
        finite(&format!("quantiles[{index}].value"), *value)?;
    }
    let mut sorted = quantiles.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    for pair in sorted.windows(2) {
        let ((p, x), (next_p, next_x)) = (pair[0], pair[1]);
        if next_p <= p {
            return Err(ParameterError::new("quantiles", p, "the probability is given twice"));
        }
        if next_x <= x {
            let rule = format!("the value at probability {next_p} must be above the value at {p}");
            return Err(ParameterError::new("quantiles", next_x, rule).hint("swap the two values?"));
        }
    }
    Ok(sorted)
}

fn check_bounds(
    quantiles: &[(f64, f64)],
    lower: Option<f64>,
    upper: Option<f64>,
) -> Result<(), ParameterError> {
    let (first, last) = (quantiles[0].1, quantiles[quantiles.len() - 1].1);
    if let Some(lower) = lower {
        finite("lower", lower)?;
        if lower >= first {
            return Err(ParameterError::new("lower", lower, "must be below the least value"));
        }
    }
    if let Some(upper) = upper {
        finite("upper", upper)?;
        if upper <= last {
            let rule = "must be above the greatest value";
            return Err(ParameterError::new("upper", upper, rule));
        }
    }
    Ok(())
}

/// Coefficients of the curve through points (log odds, value): Gaussian elimination with partial pivoting.
fn solve(points: &[(f64, f64)]) -> Result<Vec<f64>, ParameterError> {
    let size = points.len();
    let mut rows: Vec<Vec<f64>> = points
        .iter()
        .map(|(t, value)| {
            let centred = 1.0 / (1.0 + exp(-t)) - 0.5;
            (0..size).map(|term| basis(term, *t, centred)).chain([*value]).collect()
        })
        .collect();
    for column in 0..size {
        let mut pivot = column;
        for row in column + 1..size {
            if rows[row][column].abs() > rows[pivot][column].abs() {
                pivot = row;
            }
        }
        rows.swap(column, pivot);
        let pivot_row = rows[column].clone();
        if pivot_row[column].abs() < 1e-12 {
            return Err(ParameterError::new("quantiles", size, "the probabilities lie too close together")
                .hint("use fewer quantiles, further apart"));
        }
        for row in rows.iter_mut().skip(column + 1) {
            let factor = row[column] / pivot_row[column];
            for (cell, above) in row.iter_mut().zip(&pivot_row).skip(column) {
                *cell -= factor * above;
            }
        }
    }
    let mut coefficients = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| rows[row][column] * coefficients[column]).sum();
        coefficients[row] = (rows[row][size] - known) / rows[row][row];
    }
    Ok(coefficients)
}

impl Univariate for Metalog {
    fn inverse_cdf(&self, u: f64) -> f64 {
        if !(0.0..=1.0).contains(&u) {
            return f64::NAN;
        }
        let (low, high) = self.support();
        if u == 0.0 || u == 1.0 {
            return if u == 0.0 { low } else { high };
        }
        self.bounds.bounded_value(self.unbounded_quantile(log_odds(u))).clamp(low, high)
    }

    /// By numerical inversion of the quantile function; there is no closed form.
    fn cdf(&self, x: f64) -> f64 {
        let (low, high) = self.support();
        if x <= low {
            return 0.0;
        }
        if x >= high {
            return 1.0;
        }
        let target = self.bounds.unbounded_value(x);
        let t = invert_increasing(|t| self.unbounded_quantile(t), target, -745.0, 745.0);
        1.0 / (1.0 + exp(-t))
    }

    /// By quadrature; relative error about 1e-12, more for one-sided bounds with a heavy tail.
    fn mean(&self) -> f64 {
        moments_over_log_odds(|t| self.bounds.bounded_value(self.unbounded_quantile(t)), 300).0
    }

    /// By quadrature; infinite for one-sided bounds with a tail slope of ½ or more.
    fn standard_deviation(&self) -> f64 {
        if self.open_tail_slope() >= 0.5 {
            return f64::INFINITY;
        }
        moments_over_log_odds(|t| self.bounds.bounded_value(self.unbounded_quantile(t)), 300).1
    }

    fn support(&self) -> (f64, f64) {
        self.bounds.support()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::distributions::checks;

    /// Closed form for quantiles at α, ½, 1 − α: Keelin (2016), section 5 (symmetric-percentile triplets).
    #[test]
    fn three_terms_equal_the_published_closed_form() {
        let (alpha, low, median, high) = (0.1, 3.0, 5.0, 9.0);
        let odds = ln((1.0 - alpha) / alpha);
        let ratio = (median - low) / (high - low);
        let expected = [
            median,
            (high - low) / (2.0 * odds),
            (1.0 - 2.0 * ratio) * (high - low) / ((1.0 - 2.0 * alpha) * odds),
        ];
        let metalog = Metalog::new(&[(0.9, high), (0.1, low), (0.5, median)], None, None).unwrap();
        for (got, expected) in metalog.coefficients().iter().zip(expected) {
            assert!((got - expected).abs() < 1e-14, "{got} {expected}");
        }
        // The mean of three terms is a₁ + a₃/2.
        assert!((metalog.mean() - (expected[0] + 0.5 * expected[2])).abs() < 1e-12);
        checks::conforms(&metalog, 1e-9);
    }

    /// Keelin (2016), equation for feasibility of the triplet: k < r < 1 − k, k = ½(1 − 1.66711(½ − α)).
    #[test]
    fn three_terms_are_feasible_where_published() {
        let alpha = 0.1;
        let k = 0.5 * (1.0 - 1.667_11 * (0.5 - alpha));
        for (ratio, feasible) in
            [(k + 1e-4, true), (k - 1e-4, false), (1.0 - k - 1e-4, true), (1.0 - k + 1e-4, false)]
        {
            let result = Metalog::new(&[(alpha, 0.0), (0.5, ratio), (1.0 - alpha, 1.0)], None, None);
            assert_eq!(result.is_ok(), feasible, "{ratio}");
        }
    }

    #[test]
    fn symmetric_quantiles_of_a_logistic_give_the_logistic() {
        let quantiles: Vec<(f64, f64)> =
            [0.05, 0.2, 0.5, 0.7, 0.95].iter().map(|p| (*p, 2.0 + 3.0 * log_odds(*p))).collect();
        let metalog = Metalog::new(&quantiles, None, None).unwrap();
        assert!((metalog.inverse_cdf(0.99) - (2.0 + 3.0 * log_odds(0.99))).abs() < 1e-9);
        checks::kolmogorov_smirnov(&metalog, |x| 1.0 / (1.0 + exp(-(x - 2.0) / 3.0)));
    }

    #[test]
    fn bounded_forms_conform_and_hit_their_quantiles() {
        let quantiles = [(0.1, 3.0), (0.5, 5.0), (0.9, 9.0)];
        for (lower, upper) in [(Some(0.0), None), (None, Some(20.0)), (Some(0.0), Some(20.0))] {
            let metalog = Metalog::new(&quantiles, lower, upper).unwrap();
            checks::conforms(&metalog, 1e-6);
            for (p, x) in quantiles {
                assert!((metalog.inverse_cdf(p) - x).abs() < 1e-12);
                assert!((metalog.cdf(x) - p).abs() < 1e-12);
            }
            assert_eq!(metalog.support().0, lower.unwrap_or(f64::NEG_INFINITY));
        }
    }

    #[test]
    fn refuses() {
        let refused =
            |quantiles: &[(f64, f64)], lower, upper| Metalog::new(quantiles, lower, upper).unwrap_err();
        assert!(refused(&[(0.1, 1.0), (0.9, 2.0)], None, None).hint.unwrap().contains("a to b"));
        assert!(
            refused(&[(0.1, 1.0), (0.5, 0.5), (0.9, 2.0)], None, None)
                .rule
                .contains("above the value at 0.1")
        );
        assert!(refused(&[(0.1, 1.0), (0.1, 1.5), (0.9, 2.0)], None, None).rule.contains("twice"));
        assert_eq!(refused(&[(0.0, 1.0), (0.5, 1.5), (0.9, 2.0)], None, None).parameter, "quantiles[0].p");
        let good = [(0.1, 1.0), (0.5, 1.5), (0.9, 2.0)];
        assert_eq!(refused(&good, Some(1.0), None).parameter, "lower");
        assert_eq!(refused(&good, Some(0.0), Some(1.9)).parameter, "upper");
        let skewed = refused(&[(0.1, 0.0), (0.5, 0.05), (0.9, 1.0)], None, None);
        assert!(skewed.rule.contains("would fall"), "{skewed}");
        let heavy = refused(&[(0.1, 1e-3), (0.5, 1.0), (0.9, 1e3)], Some(0.0), None);
        assert!(heavy.rule.contains("infinite"), "{heavy}");
    }
}
