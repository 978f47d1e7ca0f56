//! Fines of the shipped packs as the engine imposes them: one inspection, or two, that find a gap for certain.
//!
//! Turnover in China is 10 bn, worldwide 30 bn; the product was bought for 1000. What an authority draws is the same in every case that
//! differs by one figure only, so cases are compared trial by trial.

use splitstack::domain::*;
use splitstack::engine::Outcomes;

use super::law::{DATED, pack, yuan};
use crate::engine::fixture::{case, certain, data, id, risk};
use crate::engine::rich_case::{column, simulated};

const TRIALS: u64 = 400;
const TURNOVER: f64 = 10e9;
const WORLDWIDE: f64 = 30e9;
const PURCHASE: f64 = 1000.0;

/// A company under one duty of a shipped pack, not met and inspected in these months; two managers.
fn inspected(pack_id: &str, duty: &str, months: &[f64]) -> Case {
    let mut law = pack(pack_id).clone();
    law.duties.retain(|entry| entry.id.as_str() == duty);
    assert_eq!(law.duties.len(), 1, "{pack_id}: `{duty}`");
    // No approval whose refusal moves anything, and no score.
    law.duties[0].approval = None;
    law.ciio = CiioRules::default();
    let mut case = case();
    case.options.truncate(1);
    case.company.revenue_china = certain(TURNOVER);
    case.company.revenue_worldwide = certain(WORLDWIDE);
    case.applications[0].flows = vec![data(certain(1000.0), certain(10.0), certain(1.0))];
    case.applications[0].purchase = Some(certain(PURCHASE));
    case.regulation = Regulation { initial: Some(law.id.clone()), packs: vec![law], successions: vec![] };
    let enforcement = Enforcement {
        duties: vec![id(duty)],
        detection: certain(1.0),
        rate_factor_after_fine: certain(1.0),
        memory: certain(12.0),
        odds_factor_repeat: certain(1.0),
        odds_factor_sensitive: certain(1.0),
        intensity: None,
    };
    case.risks.push(risk("inspection", Mechanism::Enforcement(enforcement)));
    for at in months {
        case.scenarios[0].scheduled.push(ScheduledEvent {
            risk: id("inspection"),
            at: *at,
            duration: None,
            grace: None,
        });
    }
    case
}

fn ladder_of_duty(case: &mut Case) -> &mut Ladder {
    let law = &mut case.regulation.packs[0];
    let operator = case.company.standing.designated;
    let duty = &law.duties[0];
    let named = duty.ladder_ciio.as_ref().filter(|_| operator).unwrap_or(&duty.ladder).clone();
    law.ladders.iter_mut().find(|ladder| ladder.id == named).unwrap()
}

/// Whatever is found ends in a sanction of one class, without mercy.
fn only(mut case: Case, class: PenaltyClass) -> Case {
    let ladder = ladder_of_duty(&mut case);
    ladder.leniency = None;
    ladder.steps.retain(|step| step.class == class);
    assert_eq!(ladder.steps.len(), 1, "{}: {class:?}", ladder.id);
    case
}

fn fines(case: &Case) -> (Vec<f64>, Vec<f64>) {
    let outcomes: Outcomes = simulated(case, 0, TRIALS);
    (column(&outcomes, 0, "fines"), column(&outcomes, 0, "largest-fine"))
}

#[track_caller]
fn assert_all_within(what: &str, values: impl Iterator<Item = f64>, low: f64, high: f64) {
    for value in values {
        assert!(
            value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9),
            "{what}: {value} not in {low}..{high}"
        );
    }
}

/// Pack, duty, class, band of the company's fine and of each manager's, all in yuan (facts A).
type Row = (&'static str, &'static str, PenaltyClass, (f64, f64), (f64, f64));

const BANDS: [Row; 14] = [
    ("cn-2022", "network-security-operation", PenaltyClass::Fine, (10e3, 100e3), (5e3, 50e3)),
    ("cn-2024", "network-security-operation", PenaltyClass::Fine, (10e3, 100e3), (5e3, 50e3)),
    ("cn-2026", "network-security-operation", PenaltyClass::Fine, (10e3, 50e3), (0.0, 0.0)),
    ("cn-2026", "network-security-operation", PenaltyClass::SeriousFine, (50e3, 10e6), (10e3, 1e6)),
    ("cn-2022", "important-data-duties", PenaltyClass::Fine, (50e3, 500e3), (10e3, 100e3)),
    ("cn-2022", "important-data-duties", PenaltyClass::SeriousFine, (500e3, 2e6), (50e3, 200e3)),
    ("cn-2022", "important-data-export-assessment", PenaltyClass::Fine, (100e3, 1e6), (10e3, 100e3)),
    ("cn-2026", "important-data-export-assessment", PenaltyClass::SeriousFine, (1e6, 10e6), (100e3, 1e6)),
    ("cn-2022", "personal-information-programme", PenaltyClass::Fine, (0.0, 1e6), (10e3, 100e3)),
    ("cn-2024", "personal-information-programme", PenaltyClass::SeriousFine, (0.0, 50e6), (100e3, 1e6)),
    ("cn-2026", "personal-information-programme", PenaltyClass::Suspension, (0.0, 50e6), (100e3, 1e6)),
    ("cn-2024", "network-data-processors", PenaltyClass::Fine, (0.0, 1e6), (10e3, 100e3)),
    ("cn-2026", "important-data-report", PenaltyClass::SeriousFine, (500e3, 2e6), (50e3, 200e3)),
    ("cn-2026", "foreign-authority-requests", PenaltyClass::SeriousFine, (1e6, 5e6), (50e3, 500e3)),
];

#[test]
fn fines_on_company_and_managers_lie_in_their_bands() {
    for (pack_id, duty, class, company, manager) in BANDS {
        let what = format!("{pack_id}, {duty}, {class:?}");
        let (all, largest) = fines(&only(inspected(pack_id, duty, &[3.0]), class));
        assert_eq!(all.len(), TRIALS as usize);
        assert_all_within(&what, largest.iter().map(|fine| yuan(*fine)), company.0, company.1);
        // Two managers; the rest is the company's.
        let each = all.iter().zip(&largest).map(|(all, largest)| yuan(all - largest) / 2.0);
        assert_all_within(&format!("{what}, managers"), each, manager.0, manager.1);
    }
}

#[test]
fn an_operator_is_fined_by_its_own_band() {
    for (pack_id, class, low, high) in [
        ("cn-2022", PenaltyClass::Fine, 100e3, 1e6),
        ("cn-2026", PenaltyClass::Fine, 50e3, 100e3),
        ("cn-2026", PenaltyClass::SeriousFine, 100e3, 10e6),
    ] {
        let mut case = inspected(pack_id, "network-security-operation", &[3.0]);
        case.company.standing.designated = true;
        let (_, largest) = fines(&only(case, class));
        assert_all_within(pack_id, largest.into_iter().map(yuan), low, high);
    }
}

#[test]
fn a_cap_holds_even_where_the_draw_lies_above_it() {
    for (class, cap) in [(PenaltyClass::Fine, 1e6), (PenaltyClass::SeriousFine, 50e6)] {
        let mut case = only(inspected("cn-2026", "personal-information-programme", &[3.0]), class);
        let (before, _) = fines(&case);
        // Ten thousand times what the pack says, the cap as it stands there.
        let step = &mut ladder_of_duty(&mut case).steps[0];
        step.amount = Some(certain(step.amount.as_ref().unwrap().mean() * 1e4));
        let (after, largest) = fines(&case);
        assert_all_within("at the cap", largest.into_iter().map(yuan), cap, cap);
        assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
    }
}

#[test]
fn no_fine_is_more_than_five_percent_of_the_turnover() {
    for pack_id in DATED {
        let of = |worldwide: f64| {
            let mut case = only(
                inspected(pack_id, "personal-information-programme", &[3.0]),
                PenaltyClass::TurnoverBased,
            );
            case.company.worldwide_turnover_likelihood = certain(worldwide);
            fines(&case)
        };
        let (china, worldwide) = (of(0.0), of(1.0));
        assert_all_within(pack_id, china.1.iter().copied(), 0.0, 0.05 * TURNOVER);
        assert_all_within(pack_id, worldwide.1.iter().copied(), 0.0, 0.05 * WORLDWIDE);
        // The same share of three times as much.
        for (china, worldwide) in china.1.iter().zip(&worldwide.1) {
            assert!((worldwide - 3.0 * china).abs() < 1e-6 * worldwide, "{pack_id}: {china} {worldwide}");
        }
        // Two managers at 100k to 1M yuan each.
        let personal = china.0.iter().zip(&china.1).map(|(all, company)| yuan(all - company) / 2.0);
        assert_all_within(pack_id, personal, 100e3, 1e6);
    }
}

#[test]
fn products_that_skipped_the_review_cost_one_to_ten_times_their_price() {
    for pack_id in DATED {
        let mut case = inspected(pack_id, "ciio-procurement-review", &[3.0]);
        case.company.standing.designated = true;
        case.company.responsible_managers = certain(0.0);
        let (all, largest) = fines(&only(case, PenaltyClass::SeriousFine));
        assert_eq!(all, largest);
        assert_all_within(pack_id, all.iter().copied(), PURCHASE, 10.0 * PURCHASE);
        assert!(all.iter().any(|fine| *fine > 3.0 * PURCHASE), "{pack_id}: not always the least");
    }
}

/// Articles that fine by unlawful gains: a multiple from a threshold of gains on, the band below it.
#[test]
fn sales_of_untested_products_cost_a_multiple_of_their_gains() {
    for (pack_id, duty, kind, class, without, times) in [
        ("cn-2022", "cryptography-sales", "commercial-cryptography", PenaltyClass::Fine, (30e3, 100e3), 3.0),
        (
            "cn-2026",
            "product-certification",
            "programmable-controller",
            PenaltyClass::SeriousFine,
            (20e3, 100e3),
            5.0,
        ),
    ] {
        let with_gains = |gains: f64| {
            let mut case = only(inspected(pack_id, duty, &[3.0]), class);
            case.company.standing.sells = vec![id(kind)];
            case.company.responsible_managers = certain(0.0);
            case.regulation.packs[0].duties[0].gains = Some(certain(gains));
            fines(&case).1
        };
        // 1 CNY = 0.125 EUR: 90k and 100k CNY, just below and at the threshold.
        for gains in [0.0, 0.125 * 90e3] {
            assert_all_within(duty, with_gains(gains).into_iter().map(yuan), without.0, without.1);
        }
        for gains in [0.125 * 100e3, 1e9] {
            assert_all_within(duty, with_gains(gains).into_iter(), gains, times * gains);
        }
    }
}

#[test]
fn personal_fines_count_managers() {
    for (pack_id, duty) in [
        ("cn-2022", "personal-information-programme"),
        ("cn-2024", "important-data-duties"),
        ("cn-2026", "important-data-export-assessment"),
    ] {
        let with = |managers: f64| {
            let mut case = only(inspected(pack_id, duty, &[3.0]), PenaltyClass::SeriousFine);
            case.company.responsible_managers = certain(managers);
            fines(&case)
        };
        let (none, two, five) = (with(0.0), with(2.0), with(5.0));
        assert_eq!((&none.0, &none.1), (&two.1, &five.1), "{pack_id}: the company pays the same");
        for trial in 0..none.0.len() {
            let (for_two, for_five) = (two.0[trial] - none.0[trial], five.0[trial] - none.0[trial]);
            assert!(
                for_two > 0.0 && (for_five / for_two - 2.5).abs() < 1e-9,
                "{pack_id}: {for_two} {for_five}"
            );
        }
    }
}

/// Ladders whose graver steps cost more, so that a graver step means a higher fine in the very same trial.
const ASCENDING: [(&str, &str, bool); 5] = [
    ("cn-2022", "network-security-operation", false),
    ("cn-2024", "important-data-report", false),
    ("cn-2026", "network-security-operation", false),
    ("cn-2026", "network-security-operation", true),
    ("cn-2026", "important-data-report", false),
];

/// Compares two ways to be fined trial by trial: never more in the first, and less on the whole.
#[track_caller]
fn assert_milder(what: &str, mild: &Case, grave: &Case) {
    let (mild, grave) = (fines(mild).0, fines(grave).0);
    for (mild, grave) in mild.iter().zip(&grave) {
        assert!(*mild <= grave * (1.0 + 1e-9), "{what}: {mild} {grave}");
    }
    let (mild, grave) = (mild.iter().sum::<f64>(), grave.iter().sum::<f64>());
    assert!(mild < grave, "{what}: {mild} {grave}");
}

fn enforcement(case: &mut Case) -> &mut Enforcement {
    match &mut case.risks[0].mechanism {
        Mechanism::Enforcement(enforcement) => enforcement,
        Mechanism::Outage(_)
        | Mechanism::ServiceLoss(_)
        | Mechanism::DemandShift(_)
        | Mechanism::RuleChange(_)
        | Mechanism::Degradation(_)
        | Mechanism::SupplierBan(_)
        | Mechanism::CounterMeasure(_)
        | Mechanism::Incident(_) => unreachable!("the only risk is an inspection"),
    }
}

#[test]
fn a_repeat_offence_raises_the_fine() {
    for (pack_id, duty, designated) in ASCENDING {
        let what = format!("{pack_id}, {duty}");
        // Managers' fines are drawn apart from the company's, and one step of the law of 2026 has none.
        let with = |months: &[f64], factor: f64| {
            let mut case = inspected(pack_id, duty, months);
            case.company.standing.designated = designated;
            case.company.responsible_managers = certain(0.0);
            enforcement(&mut case).odds_factor_repeat = certain(factor);
            ladder_of_duty(&mut case).leniency = None;
            case
        };
        assert_milder(&what, &with(&[3.0, 6.0, 9.0], 1.0), &with(&[3.0, 6.0, 9.0], 10.0));
        // A first offence knows no record.
        assert_eq!(fines(&with(&[3.0], 1.0)), fines(&with(&[3.0], 10.0)), "{what}");
        // Nor does an offence after the first was forgotten.
        let forgotten = |factor: f64| {
            let mut case = with(&[3.0, 9.0], factor);
            enforcement(&mut case).memory = certain(5.0);
            fines(&case)
        };
        assert_eq!(forgotten(1.0), forgotten(10.0), "{what}");
    }
}

#[test]
fn sensitive_data_raises_the_fine() {
    let with = |factor: f64| {
        let mut case = inspected("cn-2026", "important-data-report", &[3.0]);
        case.company.responsible_managers = certain(0.0);
        enforcement(&mut case).odds_factor_sensitive = certain(factor);
        case
    };
    assert_milder("important data", &with(1.0), &with(1.5));
}

#[test]
fn leniency_lowers_the_fine_where_the_law_knows_it_and_only_for_a_first_one() {
    for (pack_id, duty, designated) in ASCENDING {
        let what = format!("{pack_id}, {duty}, operator: {designated}");
        let with = |months: &[f64], leniency: bool| {
            let mut case = inspected(pack_id, duty, months);
            case.company.standing.designated = designated;
            case.company.responsible_managers = certain(0.0);
            // The first offence is fined for certain, in the basic tier.
            let ladder = ladder_of_duty(&mut case);
            ladder.steps.retain(|step| step.class == PenaltyClass::Fine);
            if !leniency {
                ladder.leniency = None;
            }
            case
        };
        let (lenient, strict) = (with(&[3.0], true), with(&[3.0], false));
        if pack_id == "cn-2022" {
            assert_eq!(fines(&lenient), fines(&strict), "{what}");
        } else {
            assert_milder(&what, &lenient, &strict);
            let let_off = fines(&lenient).0.iter().filter(|fine| **fine == 0.0).count();
            assert!(let_off > 0 && let_off < TRIALS as usize / 2, "{what}: {let_off}");
        }
        // The second is not a first one, if the first was fined.
        let (lenient, strict) = (fines(&with(&[3.0, 6.0], true)).0, fines(&with(&[3.0, 6.0], false)).0);
        let once = fines(&with(&[3.0], true)).0;
        for ((lenient, strict), once) in lenient.iter().zip(&strict).zip(&once) {
            assert!(*once == 0.0 || lenient == strict, "{what}: {once} {lenient} {strict}");
        }
    }
}
