//! Whole cases by the thousand, every mechanism and playbooks among them: what holds for any figures. The seed is fixed.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use splitstack::domain::*;
use splitstack::engine::{Count, Journal, Ledger, Outcomes, RunSpec, Totals, journal, simulate};
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;

use super::fixture::{certain, id, option, risk, uncertain};
use super::rich_case::{SEED, column, simulated, world};
use super::whole_case::{ALL_FIGURES, whole_case};

/// Trials of each case.
const TRIALS: u64 = 3;

fn shares() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(0.0..1.0f64, ALL_FIGURES)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(0),
        failure_persistence: None,
        max_shrink_iters: 64,
        ..ProptestConfig::default()
    }
}

/// Sum of a month and component.
fn posted(journal: &Journal, month: usize, component: Component) -> f64 {
    let postings = journal.postings.iter();
    postings
        .filter(|posting| posting.month == month && posting.component == component)
        .map(|posting| posting.amount)
        .sum()
}

/// Margin of a month by market, China first: revenue/12 · share · (1 + growth)^((t + ½)/12).
fn margin(case: &Case, month: usize) -> [f64; 2] {
    let mut margin = [0.0; 2];
    for stream in &case.value_streams {
        let growth = (1.0 + stream.growth.mean()).powf((month as f64 + 0.5) / 12.0);
        for (segment, revenue) in &stream.revenue {
            let place = match case.segment(segment).unwrap().market {
                Market::China => 0,
                Market::Abroad => 1,
            };
            margin[place] += revenue.mean() / 12.0 * stream.contribution_margin.mean() * growth;
        }
    }
    margin
}

/// Events of every risk of some mechanisms come often.
fn rough(mut case: Case, rate: f64) -> Case {
    for risk in &mut case.risks {
        let takes_margin = match &risk.mechanism {
            Mechanism::Outage(_)
            | Mechanism::SupplierBan(_)
            | Mechanism::CounterMeasure(_)
            | Mechanism::Enforcement(_)
            | Mechanism::Incident(_) => true,
            Mechanism::ServiceLoss(_)
            | Mechanism::DemandShift(_)
            | Mechanism::RuleChange(_)
            | Mechanism::Degradation(_) => false,
        };
        if takes_margin {
            risk.rate = Some(Rate::Always(certain(rate)));
        }
    }
    case
}

fn posts(after: &Case, names: &[&str]) -> bool {
    let outcomes = simulated(after, 0, TRIALS);
    names.iter().all(|name| column(&outcomes, 0, name).iter().sum::<f64>() > 0.0)
}

/// Every column of an option in both is the same bits, but for those named.
fn same_bits(
    (before, left): (&Outcomes, usize),
    (after, right): (&Outcomes, usize),
    except: &[&str],
) -> Result<(), TestCaseError> {
    for name in before.columns().iter().map(|column| column.name()) {
        if except.contains(&name.as_str()) {
            continue;
        }
        let (left, right) = (column(before, left, &name), column(after, right, &name));
        for (trial, (left, right)) in left.iter().zip(&right).enumerate() {
            prop_assert!(left.to_bits() == right.to_bits(), "{name}, trial {trial}: {left} and {right}");
        }
    }
    Ok(())
}

/// Incidents, bans, counter-measures, campaigns, slower reviews, refusals, and every entry of the playbooks: all of it
/// happens somewhere, or the tests below would prove little.
#[test]
fn generated_cases_exercise_everything() {
    let mut seen: Vec<String> = Vec::new();
    let mut all: Vec<String> = Vec::new();
    for variant in 0..40 {
        let start = f64::from(variant) * 0.377;
        let shares: Vec<f64> = (0..ALL_FIGURES)
            .map(|place| (start + (place as f64 + 1.0) * 0.618_033_988_749_894_9).fract())
            .collect();
        let outcomes = simulated(&whole_case(&shares), 0, 20);
        all = outcomes.columns().iter().map(|column| column.name()).collect();
        for name in &all {
            let happens = |option| column(&outcomes, option, name).iter().any(|value| *value != 0.0);
            if !seen.contains(name) && (0..outcomes.options()).any(happens) {
                seen.push(name.clone());
            }
        }
    }
    let missing: Vec<&String> = all.iter().filter(|name| !seen.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

proptest! {
    #![proptest_config(config(1_000))]

    /// Relative 10⁻¹²: some hundred additions of positive numbers, each with a rounding of 10⁻¹⁶.
    #[test]
    fn parts_sum_to_the_total_and_none_is_negative(shares in shares()) {
        let outcomes = simulated(&whole_case(&shares), usize::from(shares[0] > 0.5), TRIALS);
        for option in 0..outcomes.options() {
            for (trial, total) in outcomes.totals(option).iter().enumerate() {
                let of = |name: &str| column(&outcomes, option, name)[trial];
                let components: f64 = Component::ALL.iter().map(|component| of(component.id())).sum();
                let years = of("year-1") + of("year-2") + of("year-3");
                prop_assert!((components - total).abs() <= 1e-12 * total, "{components} is not {total}");
                prop_assert!((years - total).abs() <= 1e-12 * total, "{years} is not {total}");
                for name in outcomes.columns().iter().map(|column| column.name()) {
                    prop_assert!(of(&name) >= 0.0 && of(&name).is_finite(), "{name} is {}", of(&name));
                }
                for entry in 0..5 {
                    let of = |what: &str| of(&format!("playbook.entry-{entry}.{what}"));
                    let judged = of("in-time") + of("too-late") + of("in-vain");
                    prop_assert!(judged == of("fired"), "{judged} of {} judged", of("fired"));
                }
            }
        }
    }

    #[test]
    fn no_month_loses_more_margin_than_it_had(shares in shares()) {
        let mut case = rough(whole_case(&shares), 4.0);
        case.value_streams[0].contribution_margin = certain(0.4);
        let plan = SimulationPlan::new(&case).unwrap();
        for option in 0..plan.options.len() {
            let record = journal(&plan, 0, option, SEED, 0);
            for month in 0..30 {
                let [home, world] = margin(&case, month);
                let china = posted(&record.journal, month, Component::SalesLossCn);
                let abroad = posted(&record.journal, month, Component::SalesLossAbroad);
                let lost = china + abroad + posted(&record.journal, month, Component::Interruption);
                prop_assert!(china <= home * (1.0 + 1e-12), "{china} of {home} in China");
                prop_assert!(abroad <= world * (1.0 + 1e-12), "{abroad} of {world} abroad");
                prop_assert!(lost <= (home + world) * (1.0 + 1e-12), "{lost} of {}", home + world);
            }
        }
    }

    /// A licence revoked closes sales in China for good. Of a company that sells nowhere else the model posts from then on
    /// the whole margin as lost sales, once; nothing is interrupted, nothing abroad is lost. What goes on is winding down:
    /// systems run, obligations are met, moves under way are paid.
    #[test]
    fn after_revocation_nothing_is_lost_but_all_sales(shares in shares()) {
        let mut case = rough(whole_case(&shares), 4.0);
        case.value_streams.truncate(1);
        case.segments.retain(|segment| segment.market == Market::China);
        case.value_streams[0].contribution_margin = certain(0.4);
        case.risks.retain(|risk| risk.id != id("decouple"));
        for application in &mut case.applications {
            application.dependency.retain(|(stream, _)| *stream == id("home"));
        }
        for risk in &mut case.risks {
            if let Mechanism::CounterMeasure(listing) = &mut risk.mechanism {
                listing.streams.clear();
            }
        }
        case.ladders[0].steps = vec![Penalty { class: PenaltyClass::Revocation, ..case.ladders[0].steps[0].clone() }];
        let plan = SimulationPlan::new(&case).unwrap();
        for option in 0..plan.options.len() {
            let record = journal(&plan, 0, option, SEED, 0);
            let days = record.counts[Count::DaysSuspended as usize];
            let revoked = 30.0 - days / (365.0 / 12.0);
            for month in (revoked + 1e-9).ceil() as usize..30 {
                let [home, _] = margin(&case, month);
                let lost = posted(&record.journal, month, Component::SalesLossCn);
                prop_assert!((lost - home).abs() <= 1e-9 * home, "{lost} of {home} in month {month}");
                prop_assert!(posted(&record.journal, month, Component::Interruption) <= 1e-12);
                prop_assert!(posted(&record.journal, month, Component::SalesLossAbroad) == 0.0);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn threads_and_blocks_change_no_bit(shares in shares()) {
        let plan = SimulationPlan::new(&whole_case(&shares)).unwrap();
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| simulate(&plan, 0, &RunSpec { seed: SEED, trials: TRIALS }, &|_| {}))
        };
        let (alone, together) = (on(1), on(3));
        for option in 0..plan.options.len() {
            same_bits((&alone, option), (&together, option), &[])?;
            // A trial on its own is the trial inside its block.
            let record = journal(&plan, 0, option, SEED, TRIALS - 1);
            let mut totals = Totals::new(&plan.discount);
            for posting in &record.journal.postings {
                totals.post(posting.month, posting.component, posting.amount);
            }
            for (place, value) in totals.components.iter().chain(&totals.years).chain(&record.counts).enumerate() {
                let inside = alone.column(option, place)[TRIALS as usize - 1];
                prop_assert!(value.to_bits() == inside.to_bits(), "column {place}: {value} and {inside}");
            }
        }
    }

    #[test]
    fn another_option_or_its_playbook_changes_no_number(shares in shares()) {
        let before = whole_case(&shares);
        let mut after = before.clone();
        let mut other = option("another", "foreign-cn", 1.0);
        other.isolation = id("ring-fenced");
        other.playbook = after.options[1].playbook.clone();
        other.playbook[0].id = id("aaa");
        after.options.insert(0, other);
        // And `stay` reacts no more.
        after.options[1].playbook.clear();
        let (left, right) = (simulated(&before, 0, TRIALS), simulated(&after, 0, TRIALS));
        same_bits((&left, 1), (&right, 2), &[])?;
        same_bits((&left, 2), (&right, 3), &[])?;
    }

    /// An incident without downtime or inspection costs its severity and nothing else.
    #[test]
    fn another_risk_changes_no_other_number(shares in shares(), rate in 0.5..4.0f64) {
        let before = whole_case(&shares);
        let mut after = before.clone();
        let mut added = risk("aaa", Mechanism::Incident(Incident {
            severity: Some(Severity::PerEvent(uncertain("aaa.severity", Distribution::lognormal_from_moments(2.0, 1.0).unwrap()))),
            applications: Condition::default(),
            downtime: None,
            exposure: vec![],
            ride_through: vec![],
            lost_security_factor: None,
            protection: None,
            inspection: None,
        }));
        added.rate = Some(Rate::Always(certain(rate)));
        after.risks.push(added);
        let (left, right) = (simulated(&before, 0, TRIALS), simulated(&after, 0, TRIALS));
        for option in 0..left.options() {
            same_bits((&left, option), (&right, option), &["incidents", "year-1", "year-2", "year-3"])?;
        }
    }

    /// Events of the world become every option's own, at the same times, of the same length: what follows is the same to
    /// rounding. (The list of the world's events has them no more.)
    #[test]
    fn odds_that_never_hold_only_move_where_events_belong(shares in shares(), which in 0usize..4) {
        // Once all is wound up own events come no more; those of the world are counted all the same.
        let mut before = whole_case(&shares);
        before.company.standing.winding_down = None;
        let mut after = before.clone();
        let moved = ["cut", "ban", "review", "desk"][which];
        let never = Condition { applications: Some(vec![id("erp")]), hosting: Some(Hosting::China),
            placements: Some(vec![id("global")]), ..Condition::default() };
        let place = after.risks.iter().position(|risk| risk.id == id(moved)).unwrap();
        after.risks[place].odds = vec![(never, certain(7.0))];
        let (left, right) = (simulated(&before, 0, TRIALS), simulated(&after, 0, TRIALS));
        for option in 0..left.options() {
            for name in left.columns().iter().map(|column| column.name()) {
                let (left, right) = (column(&left, option, &name), column(&right, option, &name));
                for (left, right) in left.iter().zip(&right) {
                    let near = (left - right).abs() <= 1e-9 * left.abs().max(1.0);
                    prop_assert!(near, "{name}: {left} and {right}");
                }
            }
        }
        let plan = SimulationPlan::new(&after).unwrap();
        let position = plan.risks.iter().position(|risk| risk.id == id(moved)).unwrap();
        prop_assert!(world(&plan, 0, 0).events().iter().all(|event| event.risk != position));
    }

    /// Odds that always hold are a factor on the rate, whatever the mechanism, to rounding.
    #[test]
    fn odds_that_always_hold_multiply_the_rate(shares in shares(), which in 0usize..9, factor in 0.2..4.0f64) {
        // Once all is wound up own events come no more; those of the world are counted all the same.
        let mut before = whole_case(&shares);
        before.company.standing.winding_down = None;
        let name = ["cut", "provider", "ban", "review", "desk", "listing", "breach", "inspection", "new-pack"][which];
        let (mut odds, mut rates) = (before.clone(), before);
        let place = odds.risks.iter().position(|risk| risk.id == id(name)).unwrap();
        odds.risks[place].odds.push((Condition::default(), certain(factor)));
        rates.scenarios[0].changes =
            vec![(id(name), RateChange { factors: vec![certain(factor)], rate: None, off: false })];
        let (left, right) = (simulated(&rates, 0, TRIALS), simulated(&odds, 0, TRIALS));
        for option in 0..left.options() {
            for name in left.columns().iter().map(|column| column.name()) {
                let (left, right) = (column(&left, option, &name), column(&right, option, &name));
                for (left, right) in left.iter().zip(&right) {
                    let near = (left - right).abs() <= 1e-9 * left.abs().max(1.0);
                    prop_assert!(near, "{name}: {left} and {right}");
                }
            }
        }
    }

    /// By the end of every month there have been at least as many incidents. (Nothing that they bring about is left in the
    /// case, as a fine or a move changes the option's own rate.)
    #[test]
    fn a_higher_rate_never_delays_an_own_event(shares in shares(), factor in 1.0..4.0f64) {
        let mut before = whole_case(&shares);
        for option in &mut before.options {
            option.playbook.clear();
        }
        for risk in &mut before.risks {
            if let Mechanism::Incident(breach) = &mut risk.mechanism {
                (breach.downtime, breach.inspection, breach.severity) = (None, None, Some(Severity::PerEvent(certain(1.0))));
            }
        }
        let mut after = before.clone();
        after.scenarios[0].changes =
            vec![(id("breach"), RateChange { factors: vec![certain(factor)], rate: None, off: false })];
        let (left, right) = (SimulationPlan::new(&before).unwrap(), SimulationPlan::new(&after).unwrap());
        for option in 0..left.options.len() {
            let (late, early) = (journal(&left, 0, option, SEED, 0), journal(&right, 0, option, SEED, 0));
            let (mut late_so_far, mut early_so_far) = (0.0, 0.0);
            for month in 0..30 {
                late_so_far += posted(&late.journal, month, Component::Incidents);
                early_so_far += posted(&early.journal, month, Component::Incidents);
                prop_assert!(early_so_far >= late_so_far, "{early_so_far} and {late_so_far} by {month}");
            }
        }
    }
}

#[test]
fn a_rough_world_takes_much_of_the_margin() {
    let shares: Vec<f64> =
        (1..=ALL_FIGURES).map(|place| (place as f64 * 0.618_033_988_749_894_9).fract()).collect();
    let rough = rough(whole_case(&shares), 4.0);
    assert!(posts(&rough, &["sales-loss-cn", "sales-loss-abroad", "interruption", "incidents", "fines"]));
}
