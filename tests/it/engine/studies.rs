//! A study that is edited against one that is begun anew: the same bits, and no more work than the edit calls for.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use splitstack::domain::*;
use splitstack::engine::{RunSpec, Study};
use splitstack::quantity::Distribution;

use super::fixture::{certain, id, uncertain};
use super::whole_case::{ALL_FIGURES, whole_case};

const TRIALS: u64 = 12;

fn study(case: &Case) -> Option<Study> {
    Study::new(case.clone(), RunSpec { seed: 7, trials: TRIALS }, &|_| {}).ok()
}

/// Every value of every scenario.
fn bits(study: &Study) -> Vec<u64> {
    let mut bits = Vec::new();
    for scenario in 0..study.case().scenarios.len() {
        let outcomes = study.outcomes(scenario);
        for option in 0..outcomes.options() {
            for column in 0..outcomes.columns().len() {
                bits.extend(outcomes.column(option, column).iter().map(|value| value.to_bits()));
            }
        }
    }
    bits
}

/// One of many edits; most touch one entry.
fn edit(case: &mut Case, kind: usize, entry: usize) {
    let (options, risks) = (case.options.len(), case.risks.len());
    let (option, risk) = (entry % options, entry % risks);
    let scenario = entry % case.scenarios.len();
    match kind {
        0 => case.options[option].targets.iter_mut().for_each(|target| target.start += 1.5),
        1 => {
            case.options.remove(option);
        }
        2 => {
            case.risks.remove(risk);
        }
        3 => case.risks[risk].trend = Some(certain(0.07)),
        4 => {
            if case.risks[risk].rate.is_some() {
                case.risks[risk].rate = Some(Rate::Always(certain(0.4)));
            }
        }
        5 => match &mut case.risks[risk].mechanism {
            Mechanism::Incident(incident) => incident.severity = Some(Severity::PerEvent(certain(77.0))),
            Mechanism::Outage(outage) => outage.duration = certain(1.25),
            Mechanism::ServiceLoss(loss) => loss.emergency.premium = certain(0.9),
            Mechanism::CounterMeasure(measure) => measure.notice = certain(0.5),
            Mechanism::DemandShift(shift) => shift.curves[0].ceiling = certain(0.3),
            Mechanism::Degradation(degradation) => degradation.hours = certain(0.2),
            Mechanism::Enforcement(enforcement) => enforcement.detection = certain(0.3),
            Mechanism::SupplierBan(ban) => ban.chance = Some(certain(0.4)),
            Mechanism::RuleChange(change) => change.notice = certain(2.0),
        },
        6 => {
            let change = RateChange { factors: vec![certain(1.7)], rate: None, off: false };
            let id = case.risks[risk].id.clone();
            case.scenarios[scenario].changes.retain(|(of, _)| *of != id);
            case.scenarios[scenario].changes.push((id, change));
        }
        7 => {
            let placement = entry % case.placements.len();
            case.placements[placement].run_cost_factor = certain(1.3);
        }
        8 => {
            let measure = entry % case.measures.len();
            case.measures[measure].yearly = certain(3.0);
        }
        9 => case.settings.discount_rate += 0.01,
        10 => {
            let more = ItOption { id: id("another"), ..case.options[option].clone() };
            case.options.push(more);
        }
        11 => {
            let more = Scenario { id: id("another"), ..case.scenarios[scenario].clone() };
            case.scenarios.push(more);
        }
        12 => case.options[option].playbook.clear(),
        13 => {
            let id = case.risks[risk].id.clone();
            case.scenarios[scenario].changes.retain(|(of, _)| *of != id);
            case.scenarios[scenario].changes.push((id, RateChange { off: true, ..RateChange::default() }));
        }
        14 => case.company.loaded_hourly_cost = certain(123.0),
        // Once-per-trial quantities: a correlated one, one more, which comes before others.
        16 => {
            let erp = case.applications.iter_mut().find(|application| application.id == id("erp")).unwrap();
            erp.run_cost = uncertain(&erp.run_cost.name, Distribution::uniform(3.0, 5.0).unwrap());
        }
        17 => {
            let place = entry % case.placements.len();
            let placement = &mut case.placements[place];
            let name = format!("placement.{}.edited", placement.id);
            placement.run_cost_factor = uncertain(&name, Distribution::pert(0.8, 1.0, 1.9).unwrap());
        }
        _ => case.settings.trials += 1,
    }
}

const KINDS: usize = 18;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(0), failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_study_has_the_bits_of_a_new_one(
        shares in proptest::collection::vec(0.0..1.0f64, ALL_FIGURES),
        edits in proptest::collection::vec((0..KINDS, 0usize..1000), 1..3),
    ) {
        let case = whole_case(&shares);
        let mut edited = case.clone();
        edits.iter().for_each(|(kind, entry)| edit(&mut edited, *kind, *entry));
        let mut kept = study(&case).unwrap();
        let before = bits(&kept);
        match study(&edited) {
            Some(anew) => {
                let work = kept.edit(edited.clone(), &|_| {}).unwrap();
                prop_assert_eq!(bits(&kept), bits(&anew));
                prop_assert_eq!(work.of, TRIALS * (edited.options.len() * edited.scenarios.len()) as u64);
                prop_assert!(work.simulated <= work.of);
                // What was kept serves the next edit, too.
                kept.edit(case.clone(), &|_| {}).unwrap();
                prop_assert_eq!(bits(&kept), before);
            }
            // What cannot be planned leaves the study as it was.
            None => {
                let refused = kept.edit(edited, &|_| {}).is_err();
                prop_assert!(refused);
                prop_assert_eq!(bits(&kept), before);
            }
        }
    }

    #[test]
    fn an_edit_costs_no_more_than_what_it_touches(shares in proptest::collection::vec(0.0..1.0f64, ALL_FIGURES), entry in 0usize..1000) {
        let case = whole_case(&shares);
        let work = |kind: usize| {
            let mut edited = case.clone();
            edit(&mut edited, kind, entry);
            study(&case).unwrap().edit(edited, &|_| {}).unwrap().simulated
        };
        let scenarios = case.scenarios.len() as u64;
        // The number of trials of the case's settings is not that of the study.
        prop_assert_eq!(work(15), 0);
        prop_assert!(work(0) <= TRIALS * scenarios);
        prop_assert!(work(12) <= TRIALS * scenarios);
        prop_assert_eq!(work(10), TRIALS * scenarios);
        prop_assert_eq!(work(9), TRIALS * scenarios * case.options.len() as u64);
    }
}
