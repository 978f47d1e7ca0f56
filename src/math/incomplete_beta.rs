//! The regularised incomplete beta function and its inverse.

use super::root::log_tail_step;
use super::{exp, ln, ln_1p, ln_gamma};

/// Logarithm of the beta function, `ln Γ(a) + ln Γ(b) − ln Γ(a + b)`.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// Probability that a Beta(a, b) variable is at most `x`: `I_x(a, b)`.
///
/// `a, b > 0`; `x` in `[0, 1]`; otherwise NaN. The relative error grows with the parameters, about
/// `1e-16 · (a + b)`.
///
/// # Source
/// DLMF 8.17.22 (continued fraction) and 8.17.4 (symmetry), <https://dlmf.nist.gov/8.17>.
pub fn regularized_beta(a: f64, b: f64, x: f64) -> f64 {
    if !(shapes_are_valid(a, b) && (0.0..=1.0).contains(&x)) {
        return f64::NAN;
    }
    Tail::without_start(a, b, ln_beta(a, b)).probability(x)
}

/// Quantile of the Beta(a, b) distribution: the `x` with `I_x(a, b) = p`; see [`IncompleteBeta::inverse`].
pub fn inverse_regularized_beta(a: f64, b: f64, p: f64) -> f64 {
    IncompleteBeta::new(a, b).inverse(p)
}

fn shapes_are_valid(a: f64, b: f64) -> bool {
    a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()
}

/// The regularised incomplete beta function of two fixed shapes, with what depends on them alone worked out once.
///
/// Shapes that are not positive and finite make every answer NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IncompleteBeta {
    lower: Tail,
    upper: Tail,
    valid: bool,
}

impl IncompleteBeta {
    /// Prepares the function for shapes `a` and `b`, at the price of a few inversions.
    pub fn new(a: f64, b: f64) -> Self {
        let valid = shapes_are_valid(a, b);
        let (a, b) = if valid { (a, b) } else { (1.0, 1.0) };
        let ln_beta = ln_beta(a, b);
        Self {
            lower: Tail::without_start(a, b, ln_beta).with_start(),
            upper: Tail::without_start(b, a, ln_beta).with_start(),
            valid,
        }
    }

    /// `I_x(a, b)`, as [`regularized_beta`].
    pub fn regularized(&self, x: f64) -> f64 {
        if !(self.valid && (0.0..=1.0).contains(&x)) {
            return f64::NAN;
        }
        self.lower.probability(x)
    }

    /// The `x` with `I_x(a, b) = p`.
    ///
    /// The logarithm of the smaller tail is solved for `ln(x / (1 − x))`, where the function is concave and nearly
    /// straight, by steps of the fourth order inside a bracket that every step shrinks. 0 at `p = 0`, 1 at `p = 1`, NaN
    /// outside. Non-decreasing in `p` up to the rounding of `regularized_beta` (about 1e-15 relative).
    pub fn inverse(&self, p: f64) -> f64 {
        if !(self.valid && (0.0..=1.0).contains(&p)) {
            return f64::NAN;
        }
        if p == 0.0 || p == 1.0 {
            return p;
        }
        // By symmetry the upper tail of x is the lower tail of 1 − x with the shapes exchanged.
        let log_odds = if p <= 0.5 { self.lower.log_odds(p) } else { -self.upper.log_odds(1.0 - p) };
        1.0 / (1.0 + exp(-log_odds))
    }

    /// The shapes a and b, if they are valid.
    pub(super) fn shapes(&self) -> Option<(f64, f64)> {
        self.valid.then_some((self.lower.a, self.lower.b))
    }

    /// The quantile of `p`, in (0, ½], of a Beta(a, b) variable, sought from `start` if that is a guess of it.
    pub(super) fn lower_quantile(&self, p: f64, start: Option<f64>) -> TailQuantile {
        self.lower.quantile(p, start)
    }

    /// The same of a Beta(b, a) variable.
    pub(super) fn upper_quantile(&self, p: f64, start: Option<f64>) -> TailQuantile {
        self.upper.quantile(p, start)
    }
}

/// A quantile and what is known there.
pub(super) struct TailQuantile {
    pub x: f64,
    /// `1 − x`, with all its digits.
    pub y: f64,
    /// Density by log odds of x, `xᵃ yᵇ / B(a, b)`.
    pub front: f64,
}

/// The lower tail of a Beta(a, b) variable, and where to start when it is inverted.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Tail {
    a: f64,
    b: f64,
    ln_beta: f64,
    /// `ln(a · B(a, b))`: with `w = (p a B)^(1/a)` the quantile is `w (1 + c₁w + c₂w² + …)`.
    ln_scale: f64,
    coefficients: [f64; 4],
}

/// The function at one point of log odds.
struct Point {
    /// Probability below.
    lower: f64,
    /// Density by log odds, `xᵃ yᵇ / B(a, b)`.
    front: f64,
    /// Logarithmic derivative of `front` by log odds, `a y − b x`, and its derivative.
    slope: f64,
    curvature: f64,
}

impl Tail {
    fn without_start(a: f64, b: f64, ln_beta: f64) -> Self {
        // The first terms of the quantile's power series.
        let first = (b - 1.0) / (a + 1.0);
        let second = first * (a * a + 3.0 * a * b - a + 5.0 * b - 4.0) / (2.0 * (a + 1.0) * (a + 2.0));
        Self { a, b, ln_beta, ln_scale: ln(a) + ln_beta, coefficients: [first, second, 0.0, 0.0] }
    }

    /// Sets the last two coefficients so that value and derivative of the start are right at the median.
    ///
    /// A start, no more: where the series is poor (large shapes), a few more steps are taken.
    fn with_start(mut self) -> Self {
        let log_odds = self.log_odds(0.5);
        let x = 1.0 / (1.0 + exp(-log_odds));
        let point = self.at(log_odds);
        let w = self.leading_term(0.5);
        // dx/dw = dx/dp · dp/dw, with dx = x y dt, dp = front dt and dp/dw = a p / w.
        let derivative = x / (1.0 + exp(log_odds)) / point.front * self.a * 0.5 / w;
        let [first, second, ..] = self.coefficients;
        let value = (x / w - 1.0 - w * (first + w * second)) / (w * w * w);
        let slope = ((derivative - x / w) / w - first - 2.0 * second * w) / (w * w);
        let (third, fourth) = (4.0 * value - slope, (slope - 3.0 * value) / w);
        if third.is_finite() && fourth.is_finite() {
            self.coefficients = [first, second, third, fourth];
        }
        self
    }

    fn leading_term(&self, p: f64) -> f64 {
        exp((ln(p) + self.ln_scale) / self.a)
    }

    /// Log odds of an approximate quantile.
    fn start(&self, p: f64) -> f64 {
        let ln_w = (ln(p) + self.ln_scale) / self.a;
        let w = exp(ln_w);
        let [first, second, third, fourth] = self.coefficients;
        let factor = 1.0 + w * (first + w * (second + w * (third + w * fourth)));
        let x = w * factor;
        if factor > 0.0 && x < 1.0 && ln_w > LEAST_LOG_ODDS {
            ln_w + ln(factor / (1.0 - x))
        } else {
            ln(self.a / self.b).clamp(-700.0, 700.0)
        }
    }

    /// `I_x(a, b)` for `x` in `[0, 1]`.
    fn probability(&self, x: f64) -> f64 {
        if x <= 0.0 || x >= 1.0 {
            return if x <= 0.0 { 0.0 } else { 1.0 };
        }
        let y = 1.0 - x;
        let front = exp(self.a * log_of(x, y) + self.b * log_of(y, x) - self.ln_beta);
        self.lower(x, y, front)
    }

    /// x, y and the density by log odds.
    fn front(&self, log_odds: f64) -> TailQuantile {
        // With r = e^−|t| neither x nor y loses digits, and both logarithms come from one.
        let r = exp(-log_odds.abs());
        let (larger, smaller) = (1.0 / (1.0 + r), r / (1.0 + r));
        let ln_larger = -ln_1p(r);
        let ln_smaller = ln_larger - log_odds.abs();
        let Self { a, b, ln_beta, .. } = *self;
        let (x, y, exponent) = if log_odds < 0.0 {
            (smaller, larger, a * ln_smaller + b * ln_larger)
        } else {
            (larger, smaller, a * ln_larger + b * ln_smaller)
        };
        TailQuantile { x, y, front: exp(exponent - ln_beta) }
    }

    fn at(&self, log_odds: f64) -> Point {
        let TailQuantile { x, y, front } = self.front(log_odds);
        let Self { a, b, .. } = *self;
        Point { lower: self.lower(x, y, front), front, slope: a * y - b * x, curvature: -(a + b) * x * y }
    }

    fn quantile(&self, p: f64, start: Option<f64>) -> TailQuantile {
        let guess = start.filter(|x| *x > 0.0 && *x < 1.0).map(|x| ln(x / (1.0 - x)));
        self.front(self.solve(p, guess.unwrap_or_else(|| self.start(p))))
    }

    /// The fraction that converges the faster; its tail is free of cancellation.
    fn lower(&self, x: f64, y: f64, front: f64) -> f64 {
        let Self { a, b, .. } = *self;
        if x < (a + 1.0) / (a + b + 2.0) {
            (front * continued_fraction(a, b, x) / a).min(1.0)
        } else {
            1.0 - (front * continued_fraction(b, a, y) / b).min(1.0)
        }
    }

    /// Log odds `t` of the quantile of `p`, in (0, ½].
    fn log_odds(&self, p: f64) -> f64 {
        self.solve(p, self.start(p))
    }

    /// The same, from a first guess of it.
    fn solve(&self, p: f64, start: f64) -> f64 {
        let (mut low, mut high) = (LEAST_LOG_ODDS, -LEAST_LOG_ODDS);
        let mut t = start;
        for _ in 0..200 {
            let point = self.at(t);
            let gap = ln(point.lower / p);
            if gap < 0.0 {
                low = t;
            } else {
                high = t;
            }
            let rate = point.front / point.lower;
            let next = t + log_tail_step(gap, rate, point.slope, point.curvature);
            let inside = next >= low && next <= high;
            let next = if inside { next } else { 0.5 * (low + high) };
            let step = (next - t).abs();
            t = next;
            // The step leaves the fourth power of its size, by the scale on which the function bends.
            let converged = inside && step * (1.0 + rate + point.slope.abs()) <= 1e-4;
            if gap == 0.0 || converged || high - low <= 4.0 * f64::EPSILON * t.abs() {
                break;
            }
        }
        t
    }
}

/// Where x underflows.
const LEAST_LOG_ODDS: f64 = -745.0;

/// ln x, through the complement where that keeps more digits.
fn log_of(x: f64, complement: f64) -> f64 {
    if x < 0.5 { ln(x) } else { ln_1p(-complement) }
}

/// `1/(1 + d₁/(1 + d₂/(1 + …)))` of DLMF 8.17.22, by the recurrence of numerators Aₙ and denominators Bₙ.
///
/// The recurrence needs no division that waits for another, which makes it several times as fast as Lentz's method.
/// Successive convergents differ by `± d₁ … dₙ / (Bₙ Bₙ₋₁)`, which tells when to stop. About √max(a, b) steps are
/// needed; the bound serves parameters up to 1e6.
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const MAXIMUM_STEPS: usize = 20_000;
    const FAR: f64 = 1e60;
    let mut product = -(a + b) * x / (a + 1.0);
    let (mut numerator_before, mut denominator_before) = (1.0_f64, 1.0_f64);
    let (mut numerator, mut denominator) = (1.0, 1.0 + product);
    for step in 1..MAXIMUM_STEPS {
        let m = step as f64;
        let s = a + 2.0 * m;
        let common = x / ((s - 1.0) * s * (s + 1.0));
        let even = m * (b - m) * (s + 1.0) * common;
        let odd = -(a + m) * (a + b + m) * (s - 1.0) * common;
        numerator_before = numerator + even * numerator_before;
        denominator_before = denominator + even * denominator_before;
        numerator = numerator_before + odd * numerator;
        denominator = denominator_before + odd * denominator;
        product *= even * odd;
        if product.abs() <= 1e-17 * (numerator * denominator_before).abs() {
            break;
        }
        let size = denominator.abs();
        if !(1.0 / FAR..=FAR).contains(&size) {
            // Powers of two: the common factor leaves every digit as it is.
            let factor = if size > FAR { TWO_TO_MINUS_199 } else { 1.0 / TWO_TO_MINUS_199 };
            numerator_before *= factor;
            denominator_before *= factor;
            numerator *= factor;
            denominator *= factor;
            product *= factor * factor;
        }
    }
    numerator / denominator
}

/// 2⁻¹⁹⁹.
const TWO_TO_MINUS_199: f64 = f64::from_bits((1023 - 199) << 52);

#[cfg(test)]
#[expect(clippy::excessive_precision, reason = "reference values carry the digits of their source")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn closed_forms() {
        // I_x(1, 1) = x; I_x(2, 1) = x²; I_x(1, 3) = 1 − (1 − x)³; I_½(a, a) = ½.
        assert!((regularized_beta(1.0, 1.0, 0.3) - 0.3).abs() < 1e-15);
        assert!((regularized_beta(2.0, 1.0, 0.3) - 0.09).abs() < 1e-15);
        assert!((regularized_beta(1.0, 3.0, 0.2) - 0.488).abs() < 1e-15);
        assert!((regularized_beta(7.5, 7.5, 0.5) - 0.5).abs() < 1e-14);
        assert_eq!(regularized_beta(2.0, 3.0, 0.0), 0.0);
        assert_eq!(regularized_beta(2.0, 3.0, 1.0), 1.0);
        assert!(regularized_beta(0.0, 3.0, 0.5).is_nan());
        assert!(regularized_beta(1.0, 3.0, 1.5).is_nan());
    }

    #[test]
    fn inverse_edges() {
        assert_eq!(inverse_regularized_beta(2.0, 3.0, 0.0), 0.0);
        assert_eq!(inverse_regularized_beta(2.0, 3.0, 1.0), 1.0);
        assert!(inverse_regularized_beta(2.0, -3.0, 0.5).is_nan());
        // I_x(2, 1) = x², so the quantile is √p.
        assert!((inverse_regularized_beta(2.0, 1.0, 1e-30) - 1e-15).abs() < 1e-28);
        // I_x(0.01, 1) = x^0.01: the quantile of 0.5 is 2^−100.
        let x = inverse_regularized_beta(0.01, 1.0, 0.5);
        assert!((x / libm::pow(2.0, -100.0) - 1.0).abs() < 1e-11, "{x}");
    }

    #[test]
    fn inverse_matches_forty_digits() {
        // By bisection with 40 digits. The tolerances are the rounding of ln B times the shapes, by the condition.
        for (a, b, p, expected, tolerance) in [
            (1.8, 4.2, 1e-9, 2.909_596_334_830_158_3e-6, 1e-14),
            (1.8, 4.2, 0.05, 0.058_977_387_611_817_246, 4e-15),
            (1.8, 4.2, 0.5, 0.276_672_259_392_518_84, 4e-15),
            (1.8, 4.2, 0.95, 0.621_276_724_016_190_2, 4e-15),
            (2.0, 8.0, 1.0 - 1e-9, 0.942_646_448_264_996_2, 4e-15),
            // Far out for large shapes, where the power series is no start.
            (376.0, 1264.0, 1e-10, 0.167_882_174_297_487_98, 1e-13),
        ] {
            let x = inverse_regularized_beta(a, b, p);
            assert!((x / expected - 1.0).abs() < tolerance, "{a} {b} {p}: {x} against {expected}");
        }
        assert!(IncompleteBeta::new(f64::NAN, 1.0).regularized(0.5).is_nan());
        assert!(IncompleteBeta::new(2.0, 1.0).regularized(1.5).is_nan());
    }

    proptest! {
        #[test]
        fn inverse_keeps_the_far_tail(a in 0.5..1000.0_f64, b in 0.5..1000.0_f64, exponent in -100.0..-0.4_f64) {
            let p = libm::pow(10.0, exponent);
            let back = regularized_beta(a, b, inverse_regularized_beta(a, b, p));
            // x is rounded to 1e-16, which moves ln p by at most about the hazard rate, 2000 · 1e-16, and ln p itself by
            // its own rounding; exponents to 7000 cost another 1e-12 on either way.
            prop_assert!((back / p - 1.0).abs() < 1e-10, "{} for {}", back, p);
        }

        #[test]
        fn agrees_with_statrs(a in 0.1..200.0_f64, b in 0.1..200.0_f64, x in 0.001..0.999_f64) {
            let theirs = statrs::function::beta::beta_reg(a, b, x);
            // Both lose about ln-gamma's rounding, 1e-16 · 200 · ln 200.
            prop_assert!((regularized_beta(a, b, x) - theirs).abs() < 1e-11);
        }

        #[test]
        fn cdf_undoes_inverse(a in 0.2..500.0_f64, b in 0.2..500.0_f64, p in 1e-9..1.0_f64) {
            let x = inverse_regularized_beta(a, b, p);
            // x is rounded to 1e-16, which moves p by density · 1e-16. Near 1, where 1 − p is about C·(1 − x)^b, the density is
            // b·(1 − p)/(1 − x), which b below 1 makes as large as it likes.
            let rounding = b * (1.0 - p) / (1.0 - x) * f64::EPSILON;
            prop_assert!((regularized_beta(a, b, x) - p).abs() < 1e-12 + 2.0 * rounding || x > 1.0 - 1e-9);
        }

        #[test]
        fn inverse_rises(a in 0.5..50.0_f64, b in 0.5..50.0_f64, p in 0.0001..0.999_f64) {
            let here = inverse_regularized_beta(a, b, p);
            prop_assert!(here <= inverse_regularized_beta(a, b, p + 1e-9) + 1e-15);
            prop_assert!(here <= inverse_regularized_beta(a, b, p * 1.0005));
        }
    }
}
