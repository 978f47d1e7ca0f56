//! Expected time in each regime: the integral of the matrix exponential.

use crate::math;

/// Above so many expected moves of the chain's clock over the horizon the series is not summed.
const MOST_MOVES: f64 = 200.0;

/// Terms of the series are left out once what they can still add is below this share of the horizon.
const NEGLIGIBLE: f64 = 1e-15;

/// What the sum is worked out in; kept between trials to save allocations.
#[derive(Debug, Clone, Default)]
pub(super) struct StaysScratch {
    /// `[regime]`: distribution after the k-th tick of the clock.
    state: Vec<f64>,
    next: Vec<f64>,
}

/// Adds the expected months in each regime over `months`, from a distribution at their start, and returns the distribution at
/// their end in `scratch.state`.
///
/// By uniformisation: a clock ticks at the rate q of the regime that is left most often, P = I + Q/q says where a tick leads, and
/// ∫ p(t) dt = Σ_k p₀Pᵏ · P(more than k ticks) / q. All terms are positive, so nothing cancels.
///
/// - `rates`: `[from × regimes + to]`, per year; the diagonal is not looked at.
/// - `months_in`: `[regime]`, added to.
///
/// Returns `false`, and adds nothing, where rates are so high that the series would be long.
///
/// # Source
/// Jensen (1953), "Markoff chains as an aid in the study of Markoff processes".
pub(super) fn add_expected_stays(
    rates: &[f64],
    start: &[f64],
    months: f64,
    months_in: &mut [f64],
    scratch: &mut StaysScratch,
) -> bool {
    let regimes = start.len();
    let leaving =
        |from: usize| (0..regimes).filter(|to| *to != from).map(|to| rates[from * regimes + to]).sum::<f64>();
    let clock = (0..regimes).map(leaving).fold(0.0, f64::max);
    let StaysScratch { state, next } = scratch;
    state.clear();
    state.extend_from_slice(start);
    let expected = clock * months / 12.0;
    if expected <= 0.0 {
        months_in.iter_mut().zip(start).for_each(|(place, share)| *place += share * months);
        return true;
    }
    if expected > MOST_MOVES {
        return false;
    }
    let per_tick = 12.0 / clock;
    let mut probability = math::exp(-expected);
    let mut more = 1.0 - probability;
    let mut tick = 0.0;
    while more > 0.0 {
        months_in.iter_mut().zip(state.iter()).for_each(|(place, share)| *place += share * more * per_tick);
        if more * per_tick < NEGLIGIBLE * months && tick > expected {
            break;
        }
        next.clear();
        next.extend((0..regimes).map(|to| {
            let stays = state[to] * (1.0 - leaving(to) / clock);
            let comes = (0..regimes).filter(|from| *from != to);
            stays + comes.map(|from| state[from] * rates[from * regimes + to] / clock).sum::<f64>()
        }));
        std::mem::swap(state, next);
        tick += 1.0;
        probability *= expected / tick;
        more -= probability;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_regimes_have_a_closed_form() {
        // Rates a = 0.7 and b = 0.2 a year, T = 5 years: time in the second from the first is
        // a/(a + b) · (T − (1 − e^(−(a + b)T))/(a + b)).
        let (a, b, years) = (0.7, 0.2, 5.0);
        let mut months_in = [0.0; 2];
        let rates = [0.0, a, b, 0.0];
        assert!(add_expected_stays(
            &rates,
            &[1.0, 0.0],
            12.0 * years,
            &mut months_in,
            &mut StaysScratch::default()
        ));
        let s = a + b;
        let second = 12.0 * a / s * (years - (1.0 - math::exp(-s * years)) / s);
        assert!((months_in[1] - second).abs() < 1e-12, "{months_in:?} {second}");
        assert!((months_in[0] + months_in[1] - 60.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_moves_without_rates_and_wild_chains_are_left_out() {
        let mut months_in = [0.0; 2];
        let scratch = &mut StaysScratch::default();
        assert!(add_expected_stays(&[0.0; 4], &[0.25, 0.75], 8.0, &mut months_in, scratch));
        assert_eq!(months_in, [2.0, 6.0]);
        assert!(!add_expected_stays(&[0.0, 900.0, 1.0, 0.0], &[1.0, 0.0], 60.0, &mut months_in, scratch));
        assert_eq!(months_in, [2.0, 6.0]);
    }
}
