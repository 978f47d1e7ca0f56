//! Events and their losses against closed forms. Bands and false alarms: see `sample`.

use splitstack::domain::*;
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;

use super::fixture::*;
use super::matrix_exponential::{exponential, generator, product, scaled};
use super::rich_case::{column, simulated, world};
use super::sample::*;

const TRIALS: u64 = 40_000;

/// Border cuts at a rate per year; the horizon in months. Without `erp`, 40 % of 5 a month stands still.
fn cuts(rate: f64, duration: Distribution, horizon: usize) -> Case {
    let mut case = case();
    case.settings.horizon_months = horizon;
    let outage =
        Outage { duration: uncertain("cut.duration", duration), scope: OutageScope::Border, emergency: None };
    let mut cut = risk("cut", Mechanism::Outage(outage));
    cut.rate = Some(Rate::Always(certain(rate)));
    case.risks.push(cut);
    case.options.truncate(1);
    case
}

/// Poisson probabilities of 0, 1 … and, in the last cell, of all that is left.
fn poisson(mean: f64, cells: usize) -> Vec<f64> {
    let mut probabilities: Vec<f64> =
        std::iter::successors(Some((0.0, (-mean).exp())), |(k, p)| Some((k + 1.0, p * mean / (k + 1.0))))
            .map(|(_, probability)| probability)
            .take(cells - 1)
            .collect();
    probabilities.push(1.0 - probabilities.iter().sum::<f64>());
    probabilities
}

#[test]
fn events_at_a_constant_rate_are_poisson() {
    // 1.5 a year for 2 years: mean and variance 3, fourth central moment 3·3² + 3 = 30.
    let case = cuts(1.5, Distribution::certain(0.1).unwrap(), 24);
    let counts = column(&simulated(&case, 0, TRIALS), 0, "events.cut");
    assert_mean(&counts, 3.0, 3.0);
    assert_variance(&counts, 3.0, 3.0, 30.0);
    // Ten cells; P(N ≥ 9) = 0.0038.
    assert_cells(&tally(&counts, 10), &poisson(3.0, 10));
}

#[test]
fn a_trend_raises_the_rate_from_year_to_year() {
    // 1 a year, rising by 50 % each year, for 2½ years: 1 + 1.5 + 2.25/2 = 3.625.
    let mut case = cuts(1.0, Distribution::certain(0.1).unwrap(), 30);
    case.risks[0].trend = Some(certain(0.5));
    let counts = column(&simulated(&case, 0, TRIALS), 0, "events.cut");
    assert_mean(&counts, 3.625, 3.625);
    assert_cells(&tally(&counts, 10), &poisson(3.625, 10));
    // A factor of the scenario multiplies it: 2.9.
    case.scenarios[0].changes =
        vec![(id("cut"), RateChange { factors: vec![certain(2.0), certain(0.4)], rate: None, off: false })];
    let counts = column(&simulated(&case, 0, TRIALS), 0, "events.cut");
    assert_cells(&tally(&counts, 9), &poisson(2.9, 9));
}

#[test]
fn a_risk_that_happens_once_has_an_exponential_waiting_time() {
    // P(it happens within a year) = 1 − e^(−0.9); cells: each quarter, and not at all.
    let mut case = cuts(0.9, Distribution::certain(0.1).unwrap(), 12);
    case.risks[0].once = true;
    let plan = SimulationPlan::new(&case).unwrap();
    let mut counts = vec![0.0; 5];
    for trial in 0..TRIALS {
        let world = world(&plan, 0, trial);
        assert!(world.events().len() <= 1);
        counts[world.events().first().map_or(4, |event| (event.time / 3.0) as usize)] += 1.0;
    }
    let until = |years: f64| 1.0 - (-0.9 * years).exp();
    let quarter = |k: f64| until((k + 1.0) / 4.0) - until(k / 4.0);
    assert_cells(&counts, &[quarter(0.0), quarter(1.0), quarter(2.0), quarter(3.0), 1.0 - until(1.0)]);
}

/// Mean and variance of the months down out of `horizon`, where outages begin at a rate, last a random time, and hurt
/// from the end of the tolerance on; those that overlap count once.
///
/// The outages that hurt at t are those begun at t − u, u ≥ tolerance, that last longer than u. Their number is
/// Poisson with mean m(t) = λ∫P(D > u) du over tolerance ≤ u ≤ t (an M/G/∞ queue that starts empty). Both s < t are
/// free with probability e^(−m(s) − m(t) + m(s, t)), where m(s, t) = λ∫P(D > u) du over t − s + tolerance ≤ u ≤ t counts
/// the outages that hurt at both. Mean and variance follow by integration over s and t.
fn months_down(per_month: f64, duration: &Distribution, tolerance: f64, horizon: f64) -> (f64, f64) {
    const STEPS: usize = 600;
    let step = horizon / STEPS as f64;
    // ∫P(D > u) du from 0 to the k-th multiple of half a step, by the midpoint rule on eighths of it.
    let mut survival = vec![0.0];
    for half in 0..2 * STEPS {
        let eighth = step / 16.0;
        let more: f64 =
            (0..8).map(|part| 1.0 - duration.cdf((half * 8 + part) as f64 * eighth + eighth / 2.0)).sum();
        survival.push(survival[half] + more * eighth);
    }
    let integral = |u: f64| {
        let place = u / (step / 2.0);
        let below = usize::min(place as usize, 2 * STEPS - 1);
        survival[below] + (survival[below + 1] - survival[below]) * (place - below as f64)
    };
    let hurting = |from: f64, to: f64| {
        if from < to { per_month * (integral(to) - integral(from)) } else { 0.0 }
    };
    let middle = |k: usize| (k as f64 + 0.5) * step;
    let (mut mean, mut square) = (0.0, 0.0);
    for later in 0..STEPS {
        let t = middle(later);
        let here = hurting(tolerance, t);
        let busy = 1.0 - (-here).exp();
        mean += busy * step;
        square += busy * step * step;
        for earlier in 0..later {
            let s = middle(earlier);
            let there = hurting(tolerance, s);
            let both_free = (-here - there + hurting(t - s + tolerance, t)).exp();
            // P(both down) = 1 − P(s free) − P(t free) + P(both free).
            square += 2.0 * step * step * (1.0 - (-here).exp() - (-there).exp() + both_free);
        }
    }
    (mean, square - mean * mean)
}

/// Outages against the queue; integration errs by less than a tenth of a standard error (the grid is 0.02 months, the
/// rule of second order but for the kink where the tolerance begins).
fn assert_interruption(duration: Distribution, tolerance: f64) {
    let mut case = cuts(2.4, duration.clone(), 12);
    case.applications[0].tolerance = certain(tolerance);
    let lost = column(&simulated(&case, 0, TRIALS), 0, "interruption");
    let (months, variance) = months_down(0.2, &duration, tolerance, 12.0);
    assert_moments(&lost, 2.0 * months, 4.0 * variance);
}

#[test]
fn interruption_by_exponential_outages_has_the_moments_of_a_queue() {
    assert_interruption(Distribution::gamma(1.0, 0.7).unwrap(), 0.0);
}

#[test]
fn a_tolerance_is_a_deductible_on_gamma_and_lognormal_outages() {
    assert_interruption(Distribution::gamma(2.0, 0.4).unwrap(), 0.5);
    assert_interruption(Distribution::lognormal_from_moments(0.9, 0.6).unwrap(), 0.4);
}

#[test]
fn rare_outages_have_the_stop_loss_of_an_exponential() {
    // Without overlap the months that hurt at t are λ∫P(D > u) du over τ ≤ u ≤ t = λμ(e^(−τ/μ) − e^(−t/μ)) for outages
    // of mean μ; integrated over t from τ to the horizon. This checks the test's own integration.
    let (rate, mu, tau, horizon) = (1e-6, 0.7f64, 0.5, 12.0);
    let (mean, _) = months_down(rate, &Distribution::gamma(1.0, mu).unwrap(), tau, horizon);
    let through = |t: f64| mu * (-tau / mu).exp() * t + mu * mu * (-t / mu).exp();
    let theory = rate * (through(horizon) - through(tau));
    assert!((mean / theory - 1.0).abs() < 1e-3, "{mean} is not {theory}");
}

/// Three regimes, rates per year `[from][to]`, in the order of their names.
fn regime_rates() -> Vec<Vec<f64>> {
    vec![vec![0.0, 0.5, 0.2], vec![0.4, 0.0, 1.0], vec![0.1, 0.3, 0.0]]
}

const REGIMES: [&str; 3] = ["calm", "heat", "storm"];

/// Twelve outages a year in a storm, three in heat, half a one in calm.
const RATES: [f64; 3] = [0.5, 3.0, 12.0];

fn with_regimes(mut case: Case) -> Case {
    case.regimes.regimes = REGIMES
        .iter()
        .zip(regime_rates())
        .map(|(name, rates)| Regime {
            id: id(name),
            name: (*name).to_owned(),
            description: None,
            moves_to: REGIMES
                .iter()
                .zip(rates)
                .filter(|(to, _)| *to != name)
                .map(|(to, rate)| (id(to), certain(rate)))
                .collect(),
        })
        .collect();
    case.risks[0].rate = Some(Rate::ByRegime(
        REGIMES.iter().zip(RATES).map(|(name, rate)| (id(name), certain(rate))).collect(),
    ));
    case
}

fn regime_at(path: &[(f64, usize)], month: f64) -> usize {
    path.iter().take_while(|(from, _)| *from <= month).last().unwrap().1
}

#[test]
fn regimes_are_occupied_as_the_matrix_exponential_says() {
    let case = with_regimes(cuts(1.0, Distribution::certain(0.1).unwrap(), 60));
    let mut driven = case.clone();
    // A scenario that makes storms three times as likely and starts in heat.
    driven.scenarios[0].regime = RegimePath::Chance {
        initial: id("heat"),
        factors_into: vec![(id("storm"), vec![certain(6.0), certain(0.5)])],
    };
    let mut rates = regime_rates();
    let plain = generator(&rates);
    rates.iter_mut().for_each(|row| row[2] *= 3.0);
    for (mut case, generator, initial) in [(case, plain, 0), (driven, generator(&rates), 1)] {
        case.risks.clear();
        let plan = SimulationPlan::new(&case).unwrap();
        let paths: Vec<Vec<(f64, usize)>> =
            (0..4 * TRIALS).map(|trial| world(&plan, 0, trial).regimes().to_vec()).collect();
        for month in [1.0, 7.5, 24.0, 59.9] {
            let mut counts = vec![0.0; 3];
            paths.iter().for_each(|path| counts[regime_at(path, month)] += 1.0);
            assert_cells(&counts, &exponential(&scaled(&generator, month / 12.0))[initial]);
        }
        // The first stay is exponential: quarters of its mean in which it ends, the last cell from two means on.
        let quarter = 12.0 / -generator[initial][initial] / 4.0;
        let mut counts = vec![0.0; 9];
        for path in &paths {
            let ends_in = path.get(1).map_or(8, |change| (change.0 / quarter) as usize);
            counts[usize::min(ends_in, 8)] += 1.0;
        }
        let stays = |quarters: u32| (-0.25 * f64::from(quarters)).exp();
        let mut ends: Vec<f64> = (0..8).map(|quarter| stays(quarter) - stays(quarter + 1)).collect();
        ends.push(stays(8));
        assert_cells(&counts, &ends);
    }
}

/// Correlation of two samples; of independent ones it is normal with variance 1/n.
fn assert_uncorrelated(left: &[f64], right: &[f64]) {
    let (first, second) = (mean(left), mean(right));
    let covariance =
        left.iter().zip(right).map(|(a, b)| (a - first) * (b - second)).sum::<f64>() / left.len() as f64;
    let spread = (central_moment(left, first, 2) * central_moment(right, second, 2)).sqrt();
    let deviations = covariance / spread * (left.len() as f64).sqrt();
    assert!(deviations.abs() < 5.0, "correlated by {}", covariance / spread);
}

#[test]
fn risks_and_the_marks_of_their_events_are_independent() {
    // Two risks alike but for their names, so frequent that each has an event in nearly every trial.
    let mut case = cuts(8.0, Distribution::gamma(1.0, 1.0).unwrap(), 12);
    case.risks.push(Risk { id: id("other"), ..case.risks[0].clone() });
    let plan = SimulationPlan::new(&case).unwrap();
    let mut columns = vec![Vec::new(); 8];
    for trial in 0..TRIALS {
        let world = world(&plan, 0, trial);
        let of = |risk: usize| world.events().iter().filter(move |event| event.risk == risk);
        let (Some(second), Some(other)) = (of(0).nth(1), of(1).nth(1)) else { continue };
        let (Some(first), Some(first_other)) = (of(0).next(), of(1).next()) else { continue };
        let row = [
            first.time,
            first.duration,
            second.time - first.time,
            second.duration,
            first_other.time,
            first_other.duration,
            other.time - first_other.time,
            other.duration,
        ];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    // Trials with fewer than two events of a risk are left out, P = 9e⁻⁸ = 0.003 each: that the first two times sum to
    // less than the horizon bends their correlation by less than P, a fifth of the band of 5/√40,000.
    for (place, left) in columns.iter().enumerate() {
        columns[place + 1..].iter().for_each(|right| assert_uncorrelated(left, right));
    }
}

#[test]
fn a_forced_path_is_taken_exactly() {
    let mut case = with_regimes(cuts(1.0, Distribution::certain(0.1).unwrap(), 24));
    let points = [(0.0, 2), (4.25, 0), (18.0, 1)];
    case.scenarios[0].regime = RegimePath::Forced(
        points
            .iter()
            .map(|(from, regime)| RegimePoint { from: *from, regime: id(REGIMES[*regime]) })
            .collect(),
    );
    let plan = SimulationPlan::new(&case).unwrap();
    assert!((0..100).all(|trial| world(&plan, 0, trial).regimes() == points.as_slice()));
    // 12 a year for 4¼ months, ½ for 13¾, 3 for 6.
    let expected = (12.0 * 4.25 + 0.5 * 13.75 + 3.0 * 6.0) / 12.0;
    let counts = column(&simulated(&case, 0, TRIALS), 0, "events.cut");
    assert_mean(&counts, expected, expected);
    assert_variance(&counts, expected, expected, 3.0 * expected * expected + expected);
}

/// Mean and variance of the number of events of a process whose rate follows the regimes and grows each year:
/// E N = E Λ and Var N = E Λ + Var Λ, with E Λ² = 2∫∫ p(s)·diag(r(s))·P(t − s)·r(t) over s < t, by the trapezoidal rule
/// on steps of 1/20 month (an error of some 10⁻⁵).
fn cox_moments(months: usize, growth: f64) -> (f64, f64) {
    const PARTS: usize = 20;
    let step = 1.0 / (12.0 * PARTS as f64);
    let forward = exponential(&scaled(&generator(&regime_rates()), step));
    let (mut occupied, mut weighted) = (vec![vec![1.0, 0.0, 0.0]], vec![vec![0.0; 3]]);
    let (mut mean, mut square) = (0.0, 0.0);
    for part in 0..months * PARTS {
        let trend = growth.powi((part / (12 * PARTS)) as i32);
        let rate = |state: &Vec<f64>| trend * state.iter().zip(RATES).map(|(p, r)| p * r).sum::<f64>();
        let pushed = |occupied: &Vec<f64>| -> Vec<f64> {
            occupied.iter().zip(RATES).map(|(p, r)| 0.5 * step * trend * p * r).collect()
        };
        let (rate_before, square_before) = (rate(&occupied[0]), rate(&weighted[0]));
        weighted[0] = weighted[0].iter().zip(pushed(&occupied[0])).map(|(a, b)| a + b).collect();
        weighted = product(&weighted, &forward);
        occupied = product(&occupied, &forward);
        weighted[0] = weighted[0].iter().zip(pushed(&occupied[0])).map(|(a, b)| a + b).collect();
        mean += 0.5 * step * (rate_before + rate(&occupied[0]));
        square += 0.5 * step * 2.0 * (square_before + rate(&weighted[0]));
    }
    (mean, mean + square - mean * mean)
}

#[test]
fn events_follow_the_regimes_and_the_trend_together() {
    let mut case = with_regimes(cuts(1.0, Distribution::certain(0.01).unwrap(), 30));
    case.risks[0].trend = Some(certain(0.25));
    let counts = column(&simulated(&case, 0, TRIALS), 0, "events.cut");
    let (mean, variance) = cox_moments(30, 1.25);
    assert_moments(&counts, mean, variance);
}
