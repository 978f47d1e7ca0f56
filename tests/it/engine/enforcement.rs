//! Inspections and fines against closed forms, and one simulation of its own. Bands and false alarms: see `sample`.

use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use splitstack::domain::*;
use splitstack::quantity::Distribution;

use super::fixture::*;
use super::rich_case::{column, simulated};
use super::sample::*;

const TRIALS: u64 = 40_000;

fn step(class: PenaltyClass, odds: f64, amount: f64) -> Penalty {
    Penalty {
        class,
        odds: certain(odds),
        purchase_multiple: None,
        gains_multiple: None,
        floor: None,
        gains_from: None,
        amount: Some(certain(amount)),
        turnover_share: None,
        cap: None,
        personal: None,
        suspension: None,
    }
}

/// What an authority does, beside how often it comes.
struct Authority {
    /// Chance that an inspection ends in a sanction.
    found: f64,
    factor_after_fine: f64,
    memory: f64,
    repeat: f64,
    sensitive: f64,
}

const MILD: Authority =
    Authority { found: 1.0, factor_after_fine: 1.0, memory: 12.0, repeat: 1.0, sensitive: 1.0 };

/// Inspections of one duty at a rate per year for three years.
fn inspected(rate: f64, authority: &Authority, steps: Vec<Penalty>) -> Case {
    let mut case = case();
    case.settings.horizon_months = 36;
    case.options.truncate(1);
    case.ladders.push(Ladder {
        id: id("law"),
        leniency: None,
        name: "Law".to_owned(),
        article: "1".to_owned(),
        steps,
    });
    case.duties.push(Duty {
        id: id("duty"),
        pack: None,
        from: None,
        owner: Function::Legal,
        authority: None,
        ladder_ciio: None,
        lead_time: None,
        approval: None,
        gains: None,
        name: "Duty".to_owned(),
        description: None,
        article: "1".to_owned(),
        when: Condition::default(),
        per: CostBasis::Company,
        one_off: certain(0.0),
        yearly: certain(0.0),
        renewal: None,
        // A gap of 1 − (1 − 0.36)^½ = 0.2 where half the trouble is taken.
        gap_factor: Some(certain(0.5)),
        ladder: id("law"),
    });
    case.strictness[0].gap = certain(if authority.found < 1.0 { 0.36 } else { 1.0 });
    let detection = if authority.found < 1.0 { authority.found / 0.2 } else { 1.0 };
    let enforcement = Enforcement {
        intensity: None,
        duties: vec![id("duty")],
        detection: certain(detection),
        rate_factor_after_fine: certain(authority.factor_after_fine),
        memory: certain(authority.memory),
        odds_factor_repeat: certain(authority.repeat),
        odds_factor_sensitive: certain(authority.sensitive),
    };
    let mut inspection = risk("inspection", Mechanism::Enforcement(enforcement));
    inspection.rate = Some(Rate::Always(certain(rate)));
    case.risks.push(inspection);
    case
}

#[test]
fn fines_are_a_compound_poisson_process() {
    // 12 inspections a year for 3 years, of which 0.2 · 0.5 find a gap: 3.6 fines.
    let authority = Authority { found: 0.1, ..MILD };
    let mut fine = step(PenaltyClass::Fine, 1.0, 0.0);
    fine.amount = Some(uncertain("amount", Distribution::lognormal_from_moments(2.0, 1.0).unwrap()));
    let outcomes = simulated(&inspected(12.0, &authority, vec![fine]), 0, TRIALS);
    let inspections = column(&outcomes, 0, "inspections");
    assert_mean(&inspections, 36.0, 36.0);
    assert_variance(&inspections, 36.0, 36.0, 3.0 * 36.0 * 36.0 + 36.0);
    let probability = |k: i32| (-3.6f64).exp() * 3.6f64.powi(k) / (1..=k).map(f64::from).product::<f64>();
    let mut probabilities: Vec<f64> = (0..10).map(probability).collect();
    probabilities.push(1.0 - probabilities.iter().sum::<f64>());
    assert_cells(&tally(&column(&outcomes, 0, "fines-imposed"), 11), &probabilities);
    // A lognormal amount with mean 2 and coefficient of variation ½: E Xᵏ = 2ᵏ · 1.25^(k(k − 1)/2). Of a compound
    // Poisson sum the variance is μ E X² and the fourth central moment μ E X⁴ + 3(μ E X²)².
    let (second, fourth) = (4.0 * 1.25, 16.0 * 1.25f64.powi(6));
    let fines = column(&outcomes, 0, "fines");
    assert_mean(&fines, 7.2, 3.6 * second);
    assert_variance(&fines, 7.2, 3.6 * second, 3.6 * fourth + 3.0 * (3.6 * second).powi(2));
}

#[test]
fn a_record_that_is_never_forgotten_raises_the_rate_for_good() {
    // λ = 1 a year until the first fine, which each inspection brings with p = 0.4; 3 a year from then on. With the
    // waiting time T for the first fine exponential at rate λp: E N = λ E min(T, 3) + 3λ (3 − E min(T, 3)).
    let authority = Authority { factor_after_fine: 3.0, memory: 1e6, ..MILD };
    let mut case = inspected(1.0, &authority, vec![step(PenaltyClass::Fine, 1.0, 1.0)]);
    // Every gap is found, and the gap is 1 − (1 − 0.64)^½ = 0.4.
    if let Mechanism::Enforcement(enforcement) = &mut case.risks[0].mechanism {
        enforcement.detection = certain(1.0);
    }
    case.strictness[0].gap = certain(0.64);
    let counts = column(&simulated(&case, 0, TRIALS), 0, "inspections");
    let clean = (1.0 - (-0.4f64 * 3.0).exp()) / 0.4;
    let theory = clean + 3.0 * (3.0 - clean);
    assert_mean(&counts, theory, central_moment(&counts, theory, 2));
}

/// Inspections of one company by thinning: candidates at the highest rate, each accepted at the rate that holds.
fn thinned(random: &mut ChaCha8Rng, rate: f64, found: f64, factor: f64, memory: f64, months: f64) -> f64 {
    let highest = rate / 12.0 * factor.max(1.0);
    let (mut time, mut forgotten_at, mut inspections) = (0.0, 0.0, 0.0);
    loop {
        time -= random.random::<f64>().ln() / highest;
        if time >= months {
            return inspections;
        }
        let present = rate / 12.0 * if time < forgotten_at { factor } else { 1.0 };
        if random.random::<f64>() < present / highest {
            inspections += 1.0;
            if random.random::<f64>() < found {
                forgotten_at = time + memory;
            }
        }
    }
}

#[test]
fn a_record_that_is_forgotten_matches_a_simulation_of_its_own() {
    let mut random = ChaCha8Rng::seed_from_u64(0);
    for (factor, memory) in [(4.0, 5.0), (0.25, 8.0)] {
        let authority = Authority { factor_after_fine: factor, memory, ..MILD };
        // Half of the sanctions are warnings, which leave no record.
        let steps = vec![step(PenaltyClass::Warning, 1.0, 0.0), step(PenaltyClass::Fine, 1.0, 1.0)];
        let counts = column(&simulated(&inspected(2.0, &authority, steps), 0, TRIALS), 0, "inspections");
        let other: Vec<f64> =
            (0..TRIALS).map(|_| thinned(&mut random, 2.0, 0.5, factor, memory, 36.0)).collect();
        // Both means err: the variance of the difference is the sum.
        let variance = central_moment(&counts, mean(&counts), 2) + central_moment(&other, mean(&other), 2);
        assert_mean(&counts, mean(&other), variance);
        // The spread too: variances err by √((μ₄ − σ⁴)/n), here of two samples alike.
        let (left, right) =
            (central_moment(&counts, mean(&counts), 2), central_moment(&other, mean(&other), 2));
        let fourth = central_moment(&counts, mean(&counts), 4);
        let error = (2.0 * (fourth - left * left) / TRIALS as f64).sqrt();
        assert!((left - right).abs() < 5.0 * error, "variance {left} is not {right} ± {error}");
    }
}

/// Odds of the classes where each step's odds count `ratio` times those of the step below.
fn class_odds(odds: &[f64], ratio: f64) -> Vec<f64> {
    let weights: Vec<f64> =
        odds.iter().enumerate().map(|(place, odds)| odds * ratio.powi(place as i32)).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

#[test]
fn classes_are_drawn_by_odds_that_repeat_and_sensitivity_worsen() {
    const ODDS: [f64; 3] = [5.0, 3.0, 1.0];
    let authority = Authority { repeat: 1.7, sensitive: 1.3, memory: 12.0, ..MILD };
    // The amounts 1, 4 and 16 tell from the sum of two sanctions which they were, but for their order.
    let steps = vec![
        step(PenaltyClass::Warning, ODDS[0], 1.0),
        step(PenaltyClass::Fine, ODDS[1], 4.0),
        step(PenaltyClass::SeriousFine, ODDS[2], 16.0),
    ];
    let mut case = inspected(0.0, &authority, steps);
    case.applications[0].flows = vec![data(certain(1.0), certain(1.0), certain(0.0))];
    for at in [3.0, 9.0] {
        case.scenarios[0].scheduled.push(ScheduledEvent {
            risk: id("inspection"),
            at,
            duration: None,
            grace: None,
        });
    }
    let fines = column(&simulated(&case, 0, TRIALS), 0, "fines");
    // A second sanction is a repeat offence if the first was more than a warning.
    let first = class_odds(&ODDS, 1.3);
    let second = |earlier: usize| class_odds(&ODDS, if earlier == 0 { 1.3 } else { 1.3 * 1.7 });
    let amounts = [1.0, 4.0, 16.0];
    let (mut counts, mut probabilities) = (vec![], vec![]);
    for (left, amount) in amounts.iter().enumerate() {
        for (right, other) in amounts.iter().enumerate().skip(left) {
            let order = |a: usize, b: usize| first[a] * second(a)[b];
            probabilities.push(if left == right {
                order(left, left)
            } else {
                order(left, right) + order(right, left)
            });
            counts.push(fines.iter().filter(|fine| **fine == amount + other).count() as f64);
        }
    }
    assert_eq!(counts.iter().sum::<f64>(), TRIALS as f64);
    assert_cells(&counts, &probabilities);
}

#[test]
fn findings_on_two_duties_are_independent() {
    let mut fine = step(PenaltyClass::Fine, 1.0, 0.0);
    fine.amount = Some(uncertain("amount", Distribution::uniform(1.0, 3.0).unwrap()));
    // One inspection finds each of two gaps with probability ½.
    let mut case = inspected(0.0, &MILD, vec![fine]);
    if let Mechanism::Enforcement(enforcement) = &mut case.risks[0].mechanism {
        enforcement.detection = certain(0.5);
        enforcement.duties.push(id("other"));
    }
    case.duties.push(Duty { id: id("other"), ..case.duties[0].clone() });
    case.scenarios[0].scheduled.push(ScheduledEvent {
        risk: id("inspection"),
        at: 3.0,
        duration: None,
        grace: None,
    });
    let outcomes = simulated(&case, 0, TRIALS);
    let counts = column(&outcomes, 0, "fines-imposed");
    assert_cells(&tally(&counts, 3), &[0.25, 0.5, 0.25]);
    // Where both are found, two uniform amounts: mean 2 · 2, variance 2 · 2²/12, and fourth central moment
    // 2 · 2⁴/80 + 6 · (2²/12)².
    let both: Vec<f64> = column(&outcomes, 0, "fines")
        .into_iter()
        .zip(counts)
        .filter_map(|(fine, count)| (count == 2.0).then_some(fine))
        .collect();
    assert_mean(&both, 4.0, 2.0 / 3.0);
    assert_variance(&both, 4.0, 2.0 / 3.0, 0.4 + 6.0 / 9.0);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        rng_seed: proptest::test_runner::RngSeed::Fixed(0),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Between the band's ends or the share of turnover, whichever is more, never above the cap.
    #[test]
    fn amounts_stay_inside_the_law(
        low in 0.0..50.0f64, width in 0.1..50.0f64, share in 0.0..0.1f64, cap in 1.0..100.0f64,
        personal in 0.0..3.0f64,
    ) {
        let mut fine = step(PenaltyClass::TurnoverBased, 1.0, 0.0);
        fine.amount = Some(uncertain("amount", Distribution::uniform(low, low + width).unwrap()));
        fine.turnover_share = Some(uncertain("share", Distribution::uniform(share, share + 0.05).unwrap()));
        fine.cap = Some(certain(cap));
        fine.personal = Some(certain(personal));
        let outcomes = simulated(&inspected(2.0, &MILD, vec![fine]), 0, 50);
        // Revenue in China is 120, and there are two managers.
        let least = f64::min(cap, f64::max(low, share * 120.0));
        let most = f64::min(cap, f64::max(low + width, (share + 0.05) * 120.0));
        let (fines, counts) = (column(&outcomes, 0, "fines"), column(&outcomes, 0, "fines-imposed"));
        for ((fines, count), largest) in fines.iter().zip(counts).zip(column(&outcomes, 0, "largest-fine")) {
            let managers = 2.0 * personal * count;
            prop_assert!(*fines >= least * count + managers - 1e-9, "{fines} of {count}");
            prop_assert!(*fines <= most * count + managers + 1e-9, "{fines} of {count}");
            prop_assert!(count == 0.0 || (least - 1e-9..=most + 1e-9).contains(&largest));
        }
    }
}
