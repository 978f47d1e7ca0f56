//! Events of an option's own, whose rate moves with what the option has done, against closed forms. Bands and false
//! alarms: see `sample`.

use splitstack::domain::*;
use splitstack::engine::{Outcomes, journal};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;

use super::fixture::*;
use super::rich_case::{SEED, column, simulated};
use super::sample::*;

const TRIALS: u64 = 40_000;

fn at(placement: &str) -> Condition {
    Condition { placements: Some(vec![id(placement)]), ..Condition::default() }
}

fn incident(severity: Distribution) -> Incident {
    Incident {
        severity: Some(Severity::PerEvent(uncertain("breach.severity", severity))),
        applications: Condition::default(),
        downtime: None,
        exposure: vec![],
        ride_through: vec![],
        lost_security_factor: None,
        protection: None,
        inspection: None,
    }
}

/// Breaches at a rate per year that cost 1 each; `move` is in China from month 7 on.
fn breaches(rate: f64, odds: &[(Condition, f64)]) -> Case {
    let mut breach = risk("breach", Mechanism::Incident(incident(Distribution::certain(1.0).unwrap())));
    breach.rate = Some(Rate::Always(certain(rate)));
    breach.odds = odds.iter().map(|(when, factor)| (when.clone(), certain(*factor))).collect();
    let mut case = case();
    case.risks.push(breach);
    case
}

fn counts(outcomes: &Outcomes, option: usize, risk: &str) -> Vec<f64> {
    column(outcomes, option, &format!("events.{risk}"))
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

#[track_caller]
fn assert_poisson(counts: &[f64], mean: f64, cells: usize) {
    assert_mean(counts, mean, mean);
    assert_variance(counts, mean, mean, 3.0 * mean * mean + mean);
    assert_cells(&tally(counts, cells), &poisson(mean, cells));
}

#[test]
fn counts_are_poisson_with_the_hazard_of_the_option() {
    let outcomes = simulated(&breaches(1.8, &[(at("local"), 3.0)]), 0, TRIALS);
    // 1.8 in a year; or 1.8 · 7/12 + 5.4 · 5/12 = 1.05 + 2.25 = 3.3.
    assert_poisson(&counts(&outcomes, 0, "breach"), 1.8, 8);
    assert_poisson(&counts(&outcomes, 1, "breach"), 3.3, 10);
    // Each costs 1.
    assert_eq!(counts(&outcomes, 1, "breach"), column(&outcomes, 1, "incidents"));
}

#[test]
fn factors_below_one_and_at_zero_are_kept_too() {
    let outcomes = simulated(&breaches(3.6, &[(at("local"), 0.25), (at("global"), 0.5)]), 0, TRIALS);
    // 3.6 · 0.5; and 3.6 · (0.5 · 7/12 + 0.25 · 5/12) = 1.05 + 0.375.
    assert_poisson(&counts(&outcomes, 0, "breach"), 1.8, 8);
    assert_poisson(&counts(&outcomes, 1, "breach"), 1.425, 7);
    let outcomes = simulated(&breaches(3.6, &[(at("global"), 0.0)]), 0, TRIALS);
    // Nothing, and 3.6 · 5/12.
    assert!(counts(&outcomes, 0, "breach").iter().all(|count| *count == 0.0));
    assert_poisson(&counts(&outcomes, 1, "breach"), 1.5, 7);
}

#[test]
fn before_and_after_the_change_counts_are_independent() {
    // 24 a year, half as much from 7 on: means of 14 and 5.
    let case = breaches(24.0, &[(at("local"), 0.5)]);
    let plan = SimulationPlan::new(&case).unwrap();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for trial in 0..10_000 {
        let postings = journal(&plan, 0, 1, SEED, trial).journal.postings;
        let of = |from: usize, to: usize| -> f64 {
            let breaches = postings.iter().filter(|posting| posting.component == Component::Incidents);
            breaches.filter(|posting| (from..to).contains(&posting.month)).map(|posting| posting.amount).sum()
        };
        before.push(of(0, 7));
        after.push(of(7, 12));
    }
    assert_mean(&before, 14.0, 14.0);
    assert_variance(&before, 14.0, 14.0, 3.0 * 14.0 * 14.0 + 14.0);
    assert_mean(&after, 5.0, 5.0);
    assert_variance(&after, 5.0, 5.0, 3.0 * 25.0 + 5.0);
    let products: Vec<f64> =
        before.iter().zip(&after).map(|(before, after)| (before - 14.0) * (after - 5.0)).collect();
    assert_mean(&products, 0.0, 14.0 * 5.0);
}

#[test]
fn what_happens_once_waits_by_the_hazard_of_the_option() {
    let mut case = breaches(1.2, &[(at("local"), 4.0)]);
    case.risks[0].once = true;
    let plan = SimulationPlan::new(&case).unwrap();
    // In which month, or not at all.
    let mut cells = vec![0.0; 13];
    for trial in 0..20_000 {
        let postings = journal(&plan, 0, 1, SEED, trial).journal.postings;
        let mut breaches = postings.iter().filter(|posting| posting.component == Component::Incidents);
        cells[breaches.next().map_or(12, |posting| posting.month)] += 1.0;
        assert!(breaches.next().is_none());
    }
    // 0.1 a month, 0.4 from 7 on.
    let hazard = |month: usize| 0.1 * month.min(7) as f64 + 0.4 * month.saturating_sub(7) as f64;
    let left = |month: usize| (-hazard(month)).exp();
    let mut expected: Vec<f64> = (0..12).map(|month| left(month) - left(month + 1)).collect();
    expected.push(left(12));
    assert_cells(&cells, &expected);
}

#[test]
fn trend_scenario_and_odds_multiply() {
    let mut case = breaches(0.6, &[(at("global"), 2.0)]);
    case.settings.horizon_months = 30;
    case.risks[0].trend = Some(certain(0.5));
    case.scenarios[0].changes =
        vec![(id("breach"), RateChange { factors: vec![certain(0.75)], rate: None, off: false })];
    // 0.6 · 2 · 0.75 · (1 + 1.5 + 2.25/2) = 0.9 · 3.625.
    assert_poisson(&counts(&simulated(&case, 0, TRIALS), 0, "breach"), 3.2625, 10);
    // What is scheduled comes on top.
    case.scenarios[0].scheduled =
        vec![ScheduledEvent { risk: id("breach"), at: 3.0, duration: None, grace: None }];
    let beside: Vec<f64> =
        counts(&simulated(&case, 0, TRIALS), 0, "breach").iter().map(|count| count - 1.0).collect();
    assert_poisson(&beside, 3.2625, 10);
}

#[test]
fn the_cost_of_incidents_is_a_compound_poisson_sum() {
    // A lognormal severity with mean 2 and coefficient of variation ½: E Xᵏ = 2ᵏ · 1.25^(k(k − 1)/2). Of the sum the
    // variance is μ E X², the fourth central moment μ E X⁴ + 3(μ E X²)².
    let mut case = breaches(1.8, &[(at("local"), 3.0)]);
    case.risks[0].mechanism =
        Mechanism::Incident(incident(Distribution::lognormal_from_moments(2.0, 1.0).unwrap()));
    let outcomes = simulated(&case, 0, TRIALS);
    let (second, fourth) = (4.0 * 1.25, 16.0 * 1.25f64.powi(6));
    for (option, mean) in [(0, 1.8), (1, 3.3)] {
        let costs = column(&outcomes, option, "incidents");
        assert_mean(&costs, 2.0 * mean, mean * second);
        let variance = mean * second;
        assert_variance(&costs, 2.0 * mean, variance, mean * fourth + 3.0 * variance * variance);
    }
}

fn listing(rate: f64) -> Risk {
    let measure = CounterMeasure {
        notice: certain(0.5),
        duration: Some(certain(0.1)),
        bars: Barred::Nothing,
        segments: vec![(id("ciio"), certain(0.1))],
        streams: vec![],
        win_back_time: None,
        emergency: None,
    };
    let mut listing = risk("listing", Mechanism::CounterMeasure(measure));
    listing.rate = Some(Rate::Always(certain(rate)));
    listing
}

#[test]
fn the_odds_of_visible_separation_double_counter_measures() {
    // Ring-fenced from 7 on: 1.5 · 7/12 + 3 · 5/12 = 0.875 + 1.25.
    let mut listing = listing(1.5);
    let fenced = Condition { isolation: Some(vec![id("ring-fenced")]), ..Condition::default() };
    listing.odds = vec![(fenced, certain(2.0))];
    let mut case = case();
    case.risks.push(listing);
    case.options[1].isolation = id("ring-fenced");
    let outcomes = simulated(&case, 0, TRIALS);
    assert_poisson(&counts(&outcomes, 0, "listing"), 1.5, 7);
    assert_poisson(&counts(&outcomes, 1, "listing"), 2.125, 9);
    // Who was there from the start.
    case.applications[0].current = id("local");
    case.options[1].targets[0].placement = id("local");
    let outcomes = simulated(&case, 0, TRIALS);
    assert_poisson(&counts(&outcomes, 1, "listing"), 3.0, 10);
}

#[test]
fn options_in_the_same_state_have_the_same_events() {
    // Both are abroad all the time; the odds are the same.
    let mut case = breaches(1.8, &[(at("global"), 3.0)]);
    case.options[1] = option("move", "global", 0.0);
    let outcomes = simulated(&case, 0, 2_000);
    assert_eq!(column(&outcomes, 0, "incidents"), column(&outcomes, 1, "incidents"));
    // Whose odds rise has its first events at the same time, and never fewer of them.
    let outcomes = simulated(&breaches(1.8, &[(at("local"), 3.0)]), 0, 2_000);
    let (calm, bold) = (counts(&outcomes, 0, "breach"), counts(&outcomes, 1, "breach"));
    assert!(calm.iter().zip(&bold).all(|(calm, bold)| calm <= bold));
}

/// Of months that a campaign covers by s(u), begun at u, E ∏(1 + (f − 1)·s) = e^(λ∫(f − 1)·s(u) du), and of the square
/// e^(λ∫(2(f − 1)·s + (f − 1)²·s²) du), for campaigns that begin at a rate λ.
#[test]
fn campaigns_by_chance_multiply_the_hours() {
    // In one month campaigns of half a month begin at 24 a year, factor 1.5: s(u) = min(½, 1 − u), ∫s = ½ − ⅛ = 0.375,
    // ∫s² = ¼ · ½ + 1/24 = 1/6.
    let slow = Degradation {
        hours: certain(3.0),
        applications: Condition::default(),
        by_regime: vec![],
        campaign_months: None,
        campaign: Some(Campaign { duration: certain(0.5), factor: certain(1.5) }),
    };
    let mut slow = risk("slow", Mechanism::Degradation(slow));
    slow.rate = Some(Rate::Always(certain(24.0)));
    let mut case = case();
    case.settings.horizon_months = 1;
    case.options.truncate(1);
    case.risks.push(slow);
    let outcomes = simulated(&case, 0, TRIALS);
    assert_poisson(&counts(&outcomes, 0, "slow"), 2.0, 8);
    let hours = column(&outcomes, 0, "productivity");
    let mean = 30.0 * (2.0f64 * 0.5 * 0.375).exp();
    let square = 900.0 * (2.0f64 * (2.0 * 0.5 * 0.375 + 0.25 / 6.0)).exp();
    assert_moments(&hours, mean, square - mean * mean);
}
