//! Roots of monotone functions of one variable.

/// Why no root could be found.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RootError {
    /// The interval is empty, reversed or not finite.
    #[error("interval [{low}, {high}] must be finite with low < high")]
    Interval { low: f64, high: f64 },
    /// The function has the same sign at both ends.
    #[error("function is {at_low} at {low} and {at_high} at {high}: no sign change between them")]
    NoSignChange { low: f64, high: f64, at_low: f64, at_high: f64 },
    /// The function returned NaN.
    #[error("function is not a number at {x}")]
    NotANumber { x: f64 },
}

/// No bracket of finite doubles needs more halvings in practice; the loop is bounded whatever `f` does.
const MAXIMUM_STEPS: usize = 300;

/// The point in `[low, high]` where `f` crosses zero, rising or falling, to within `tolerance`.
///
/// `tolerance` is absolute, in units of `x`; 0 asks for the last few bits. The function is assumed monotone; when
/// it is not, one of its sign changes is found.
///
/// # Errors
/// See [`RootError`]: a bad interval, no sign change, or NaN from `f`.
pub fn find_root(
    mut f: impl FnMut(f64) -> f64,
    low: f64,
    high: f64,
    tolerance: f64,
) -> Result<f64, RootError> {
    if !(low.is_finite() && high.is_finite() && low < high) {
        return Err(RootError::Interval { low, high });
    }
    let (at_low, at_high) = (f(low), f(high));
    for (x, value) in [(low, at_low), (high, at_high)] {
        if value.is_nan() {
            return Err(RootError::NotANumber { x });
        }
    }
    if at_low == 0.0 {
        return Ok(low);
    }
    if at_high == 0.0 {
        return Ok(high);
    }
    if (at_low > 0.0) == (at_high > 0.0) {
        return Err(RootError::NoSignChange { low, high, at_low, at_high });
    }
    let sign = if at_high > 0.0 { 1.0 } else { -1.0 };
    let mut bad_point = None;
    let root = shrink(
        |x| {
            let value = sign * f(x);
            if value.is_nan() {
                bad_point = Some(x);
            }
            value
        },
        Bracket { low, high, at_low: sign * at_low, at_high: sign * at_high },
        tolerance,
    );
    match bad_point {
        Some(x) => Err(RootError::NotANumber { x }),
        None => Ok(root),
    }
}

/// Generalised inverse of a non-decreasing function: a point of `[low, high]` where `f` reaches `target`.
///
/// Where `f` jumps over the target this is the upper side of the jump; where `f` does not reach it inside the
/// interval, the nearer end. Accurate to a few units in the last place of the larger end of the final bracket.
pub fn invert_increasing(mut f: impl FnMut(f64) -> f64, target: f64, low: f64, high: f64) -> f64 {
    let at_low = f(low) - target;
    if at_low >= 0.0 || low >= high {
        return low;
    }
    let at_high = f(high) - target;
    if at_high <= 0.0 {
        return high;
    }
    shrink(|x| f(x) - target, Bracket { low, high, at_low, at_high }, 0.0)
}

/// An interval with `at_low < 0 ≤ at_high`.
struct Bracket {
    low: f64,
    high: f64,
    at_low: f64,
    at_high: f64,
}

/// False position with the Illinois weighting, and a halving whenever two steps together failed to halve the
/// bracket: fast on smooth functions, never slower than a third of bisection.
///
/// Source: Dowell & Jarratt (1971), "A modified regula falsi method", BIT 11, 168–174.
fn shrink(mut f: impl FnMut(f64) -> f64, bracket: Bracket, tolerance: f64) -> f64 {
    let Bracket { mut low, mut high, mut at_low, mut at_high } = bracket;
    let mut last_side = 0;
    let mut width_two_steps_ago = f64::INFINITY;
    let mut width_last_step = high - low;
    for _ in 0..MAXIMUM_STEPS {
        let width = high - low;
        let middle = low + 0.5 * width;
        let resolution = 2.0 * f64::EPSILON * low.abs().max(high.abs());
        if width <= tolerance.max(resolution) || middle <= low || middle >= high {
            break;
        }
        let secant = low - at_low * (width / (at_high - at_low));
        let halve = width > 0.5 * width_two_steps_ago || secant.is_nan();
        // A step that lands on an end would not shrink the bracket: keep it a little inside.
        let margin = 0.5 * tolerance.max(resolution);
        let x = if halve { middle } else { secant.max(low + margin).min(high - margin) };
        width_two_steps_ago = if halve { f64::INFINITY } else { width_last_step };
        width_last_step = width;
        let value = f(x);
        if value == 0.0 {
            return x;
        }
        if value < 0.0 {
            (low, at_low) = (x, value);
            if last_side == -1 {
                at_high *= 0.5;
            }
            last_side = -1;
        } else {
            (high, at_high) = (x, value);
            if last_side == 1 {
                at_low *= 0.5;
            }
            last_side = 1;
        }
    }
    high
}

/// Step towards the root of `ln(F / p)`, of the fourth order.
///
/// `F` is a probability that rises with `t`. With `gap = ln(F / p)`, `rate = F′/F`, `slope = F″/F′` and `curvature` the
/// derivative of `slope`, the derivatives of the gap are `g₁ = rate`, `g₂ = g₁ (slope − rate)` and
/// `g₃ = g₂ (slope − rate) + g₁ (curvature − g₂)`.
///
/// Source: Householder (1970), "The numerical treatment of a single nonlinear equation", theorem 4.4.2, with d = 3.
pub(super) fn log_tail_step(gap: f64, rate: f64, slope: f64, curvature: f64) -> f64 {
    let newton = -gap / rate;
    let bend = slope - rate;
    let second = 0.5 * bend * newton;
    let third = (bend * bend + curvature - rate * bend) / 6.0 * newton * newton;
    let (numerator, denominator) = (1.0 + second, 1.0 + 2.0 * second + third);
    // Far from the root the fraction has lost its meaning; Newton's step has not, or leaves the bracket.
    let near = second.abs() < 2.0 && numerator > 0.1 && denominator > 0.1;
    if near { newton * (numerator / denominator) } else { newton }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_roots_of_rising_and_falling_functions() {
        let root = find_root(|x| x * x - 2.0, 0.0, 2.0, 0.0).unwrap();
        assert!((root - std::f64::consts::SQRT_2).abs() < 1e-15, "{root}");
        let root = find_root(|x| 1.0 - x * x * x, -5.0, 9.0, 0.0).unwrap();
        assert!((root - 1.0).abs() < 1e-15, "{root}");
    }

    #[test]
    fn smooth_functions_take_few_evaluations() {
        let mut evaluations = 0;
        let f = |x: f64| {
            evaluations += 1;
            crate::math::exp(x) - 1e3
        };
        find_root(f, -20.0, 20.0, 0.0).unwrap();
        assert!(evaluations < 60, "{evaluations}");
    }

    #[test]
    fn log_tail_step_is_of_the_fourth_order() {
        // F = 1/(1 + e^−t), sought at p = 0.3; halving the distance divides the error of a step by 16, up to the next
        // power of the distance. The third order would give 8.
        let target = -crate::math::ln(0.7 / 0.3);
        let error = |distance: f64| {
            let t = target + distance;
            let lower = 1.0 / (1.0 + crate::math::exp(-t));
            let (rate, slope) = (1.0 - lower, 1.0 - 2.0 * lower);
            let gap = crate::math::ln(lower / 0.3);
            (t + log_tail_step(gap, rate, slope, -2.0 * lower * (1.0 - lower)) - target).abs()
        };
        let ratio = error(0.05) / error(0.025);
        assert!((14.0..18.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn refuses_what_has_no_root() {
        assert_eq!(
            find_root(|x| x + 10.0, 0.0, 1.0, 0.0),
            Err(RootError::NoSignChange { low: 0.0, high: 1.0, at_low: 10.0, at_high: 11.0 })
        );
        assert!(matches!(find_root(|x| x, 1.0, 0.0, 0.0), Err(RootError::Interval { .. })));
        assert!(matches!(find_root(|_| f64::NAN, 0.0, 1.0, 0.0), Err(RootError::NotANumber { .. })));
        let late = |x: f64| if x == 0.0 || x == 1.0 { x - 0.5 } else { f64::NAN };
        assert!(matches!(find_root(late, 0.0, 1.0, 0.0), Err(RootError::NotANumber { .. })));
    }

    #[test]
    fn inverse_stops_on_the_upper_side_of_a_jump() {
        let step = |x: f64| if x < 3.0 { 0.2 } else { 0.8 };
        let x = invert_increasing(step, 0.5, 0.0, 10.0);
        assert!((x - 3.0).abs() < 4e-15 && x >= 3.0, "{x}");
    }

    #[test]
    fn inverse_outside_the_range_is_the_nearer_end() {
        assert_eq!(invert_increasing(|x| x, -1.0, 0.0, 2.0), 0.0);
        assert_eq!(invert_increasing(|x| x, 5.0, 0.0, 2.0), 2.0);
    }
}
