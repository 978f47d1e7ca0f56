//! The same company under the packs of 2022, 2024 and 2026: what each change of law gives and takes (facts B, A.1, A.2, A.6, A.11).

use jiff::civil::{Date, date};
use splitstack::domain::{
    Case, CiioRules, Hosting, Impact, Interest, Ladder, LetsThrough, Pack, PenaltyClass, Placement,
    ProductKind, TransferRoute,
};
use splitstack::rules::{Change, Verdict, compare_packs};

use super::law::*;

const CONTRACT: &str = "personal-information-export-contract";
const CERTIFICATE: &str = "personal-information-certification";
const ASSESSMENT: &str = "personal-information-export-assessment";
const IMPORTANT: &str = "important-data-export-assessment";

/// First days on which everything that each pack asks of exports is in force.
const DAYS: [(&str, Date); 3] =
    [("cn-2022", date(2023, 6, 1)), ("cn-2024", date(2024, 3, 22)), ("cn-2026", date(2026, 1, 1))];

/// Under each dated pack: which of the four papers for an export the company needs.
fn papers(case: &Case) -> [Vec<&'static str>; 3] {
    DAYS.map(|(pack_id, day)| {
        let owed = owed(case, pack_id, day);
        [CONTRACT, CERTIFICATE, ASSESSMENT, IMPORTANT].into_iter().filter(|duty| owed.has(duty)).collect()
    })
}

#[test]
fn a_few_persons_need_a_contract_in_2022_and_nothing_since() {
    for persons in [1.0, 500.0, 99_999.0] {
        let found = papers(&company(&[of_persons(persons, 0.0)]));
        assert_eq!(found, [vec![CONTRACT], vec![], vec![]], "{persons}");
    }
    // Consent and impact assessment are asked for under every law.
    for (pack_id, day) in DAYS {
        let owed = owed(&company(&[of_persons(1.0, 0.0)]), pack_id, day);
        for duty in ["personal-information-consent", "personal-information-impact-assessment"] {
            assert!(owed.has(duty), "{pack_id}: {duty}");
        }
    }
}

#[test]
fn data_of_employees_is_exempt_since_2024() {
    let staff = Data { ground: Some("employee-data"), ..of_persons(3_000.0, 2_800.0) };
    assert_eq!(papers(&company(&[staff])), [vec![CONTRACT], vec![], vec![]]);
    // Where necessity is not shown, sensitive data needs the contract still.
    let unnecessary = Data { ground: None, ..staff };
    assert_eq!(papers(&company(&[unnecessary])), [vec![CONTRACT], vec![CONTRACT], vec![CONTRACT]]);
}

#[test]
fn a_hundred_thousand_persons_need_an_assessment_in_2022_and_a_contract_since() {
    let below = [vec![CONTRACT], vec![], vec![]];
    let above = [vec![ASSESSMENT], vec![CONTRACT], vec![CONTRACT]];
    assert_eq!(papers(&company(&[of_persons(99_999.0, 0.0)])), below);
    assert_eq!(papers(&company(&[of_persons(100_000.0, 0.0)])), above);
    assert_eq!(papers(&company(&[of_persons(999_999.0, 0.0)])), above);
    assert_eq!(
        papers(&company(&[of_persons(1_000_000.0, 0.0)])),
        [vec![ASSESSMENT], vec![ASSESSMENT], vec![ASSESSMENT]]
    );
}

#[test]
fn a_million_persons_in_china_need_an_assessment_in_2022_whatever_goes_abroad() {
    let one_abroad = |handled: f64| {
        let mut case = company(&[of_persons(1.0, 0.0), of_persons(handled - 1.0, 0.0)]);
        // The second system stands in China, out of reach for headquarters.
        let in_china = |entry: &&Placement| entry.hosting == Hosting::China;
        case.applications[1].current = case.placements.iter().find(in_china).unwrap().id.clone();
        case.options[0].isolation = id("ring-fenced");
        let sealed = case.isolations.iter_mut().find(|entry| entry.id == id("ring-fenced")).unwrap();
        sealed.lets_through = LetsThrough::Nothing;
        papers(&case)
    };
    assert_eq!(one_abroad(999_999.0), [vec![CONTRACT], vec![], vec![]]);
    assert_eq!(one_abroad(1_000_000.0), [vec![ASSESSMENT], vec![], vec![]]);
}

#[test]
fn ten_thousand_persons_with_sensitive_data_need_an_assessment_under_every_law() {
    assert_eq!(
        papers(&company(&[of_persons(9_999.0, 9_999.0)])),
        [vec![CONTRACT], vec![CONTRACT], vec![CONTRACT]]
    );
    assert_eq!(
        papers(&company(&[of_persons(10_000.0, 10_000.0)])),
        [vec![ASSESSMENT], vec![ASSESSMENT], vec![ASSESSMENT]]
    );
    assert_eq!(papers(&company(&[important()])), [vec![IMPORTANT], vec![IMPORTANT], vec![IMPORTANT]]);
}

#[test]
fn the_certificate_opens_to_third_parties_in_2026() {
    let with = |in_group: bool| {
        let mut case = company(&[Data { in_group, ..of_persons(5_000.0, 5_000.0) }]);
        case.options[0].prefers_certification = true;
        papers(&case)
    };
    assert_eq!(with(true), [vec![CERTIFICATE], vec![CERTIFICATE], vec![CERTIFICATE]]);
    assert_eq!(with(false), [vec![CONTRACT], vec![CONTRACT], vec![CERTIFICATE]]);
    // Valid for three years.
    let months = |pack_id: &str| {
        let duty = pack(pack_id).duties.iter().find(|duty| duty.id.as_str() == CERTIFICATE).unwrap();
        duty.renewal.as_ref().unwrap().every.mean()
    };
    assert_eq!(months("cn-2026"), 36.0);
}

#[test]
fn assessments_are_valid_for_two_years_and_since_2024_for_three() {
    for assessment in [ASSESSMENT, IMPORTANT] {
        let months = DATED.map(|pack_id| {
            let duty = pack(pack_id).duties.iter().find(|duty| duty.id.as_str() == assessment).unwrap();
            assert!(duty.renewal.as_ref().unwrap().every.is_certain());
            duty.renewal.as_ref().unwrap().every.mean()
        });
        assert_eq!(months, [24.0, 36.0, 36.0], "{assessment}");
    }
    // And the comparison of the packs says so.
    let case = company(&[important()]);
    let compared = compare_packs(&case, &case.options[0], pack("cn-2022"), pack("cn-2024")).unwrap();
    let change = compared.duties.iter().find(|duty| duty.id.as_str() == IMPORTANT).unwrap();
    assert_eq!(change.verdict, Verdict::Eased, "{:?}", change.changes);
    assert!(change.changes.contains(&Change::Validity(24.0, 36.0)), "{:?}", change.changes);
}

/// A pack under which nobody is designated an operator later on, which would bring an assessment with it.
fn without_designation(pack_id: &str) -> Pack {
    Pack { ciio: CiioRules::default(), ..pack(pack_id).clone() }
}

/// What a change of pack does to the papers of a company: lost, gained, route before and after.
#[test]
fn the_comparison_of_packs_shows_what_is_lost_and_what_replaces_it() {
    let verdict = |case: &Case, before: &str, after: &str, duty: &str| {
        let (before, after) = (without_designation(before), without_designation(after));
        let compared = compare_packs(case, &case.options[0], &before, &after).unwrap();
        let routes: Vec<_> = compared.routes.iter().map(|route| (route.before, route.after)).collect();
        let found = compared.duties.iter().find(|change| change.id.as_str() == duty);
        (found.map(|change| change.verdict), routes)
    };
    let (free, contract, assessment) =
        (TransferRoute::Free, TransferRoute::StandardContract, TransferRoute::SecurityAssessment);
    let few = company(&[of_persons(500.0, 0.0)]);
    assert_eq!(verdict(&few, "cn-2022", "cn-2024", CONTRACT), (Some(Verdict::Lost), vec![(contract, free)]));
    let many = company(&[of_persons(100_000.0, 0.0)]);
    let eased = vec![(assessment, contract)];
    assert_eq!(verdict(&many, "cn-2022", "cn-2024", ASSESSMENT), (Some(Verdict::Lost), eased.clone()));
    assert_eq!(verdict(&many, "cn-2022", "cn-2024", CONTRACT), (Some(Verdict::Gained), eased));
    assert_eq!(verdict(&many, "cn-2024", "cn-2026", CONTRACT), (None, vec![]));
    // The supposed laws lead there and back.
    assert_eq!(
        verdict(&few, "cn-2026", "outlook-tightened", CONTRACT),
        (Some(Verdict::Gained), vec![(free, contract)])
    );
    assert_eq!(
        verdict(&many, "cn-2026", "outlook-eased", CONTRACT),
        (Some(Verdict::Lost), vec![(contract, free)])
    );
}

fn ladder(pack_id: &str, ladder: &str) -> Option<&'static Ladder> {
    pack(pack_id).ladders.iter().find(|entry| entry.id.as_str() == ladder)
}

/// Lowest and highest fine of a ladder on the company, yuan.
fn extremes(pack_id: &str, name: &str) -> (f64, f64) {
    let steps = ladder(pack_id, name).unwrap().steps.iter();
    let bands: Vec<(f64, f64)> =
        steps.filter_map(|step| step.amount.as_ref()).map(|amount| amount.distribution.support()).collect();
    let low = bands.iter().map(|band| band.0).fold(f64::INFINITY, f64::min);
    let high = bands.iter().map(|band| band.1).fold(0.0, f64::max);
    (yuan(low), yuan(high))
}

/// Share of sanctions that are fines.
fn fined(pack_id: &str, name: &str) -> f64 {
    let steps = &ladder(pack_id, name).unwrap().steps;
    let odds = |least: PenaltyClass| -> f64 {
        steps.iter().filter(|step| step.class >= least).map(|step| step.odds.mean()).sum()
    };
    odds(PenaltyClass::Fine) / odds(PenaltyClass::Warning)
}

/// Highest fines rise from 100k to 10M, for operators from 1M; fines at once instead of after refusal or harm (facts A.1, A.2).
#[test]
fn the_amended_law_fines_at_once_and_more() {
    for (name, before, after) in [
        ("network-security", (10e3, 100e3), (10e3, 10e6)),
        ("network-security-ciio", (100e3, 1e6), (50e3, 10e6)),
    ] {
        assert_eq!(extremes("cn-2022", name), before);
        assert_eq!(extremes("cn-2024", name), before);
        assert_eq!(extremes("cn-2026", name), after);
        // Until 2025 only who refuses or has done harm.
        assert_eq!(fined("cn-2022", name), fined("cn-2024", name));
        assert!(fined("cn-2022", name) <= 0.1, "{name}: {}", fined("cn-2022", name));
        assert!(fined("cn-2026", name) > 3.0 * fined("cn-2024", name), "{name}");
    }
    let case = company(&[of_persons(1.0, 0.0)]);
    let compared = compare_packs(&case, &case.options[0], pack("cn-2024"), pack("cn-2026")).unwrap();
    let change =
        compared.duties.iter().find(|duty| duty.id.as_str() == "network-security-operation").unwrap();
    assert_eq!(change.verdict, Verdict::Tightened, "{:?}", change.changes);
    let highest = change.changes.iter().find_map(|change| {
        if let Change::HighestFine(before, after) = change {
            Some((yuan(*before), yuan(*after)))
        } else {
            None
        }
    });
    assert_eq!(highest, Some((100e3, 10e6)));
}

#[test]
fn selling_uncertified_products_is_fined_since_2026_only() {
    let mut case = company(&[of_persons(0.0, 0.0)]);
    case.company.standing.sells = vec![id("programmable-controller")];
    for (pack_id, day) in DAYS {
        assert!(owed(&case, pack_id, day).has("product-certification"), "{pack_id}");
    }
    assert_eq!(fined("cn-2022", "uncertified-products"), 0.0);
    assert_eq!(fined("cn-2024", "uncertified-products"), 0.0);
    assert!(fined("cn-2026", "uncertified-products") > 0.0);
    assert_eq!(extremes("cn-2026", "uncertified-products"), (20e3, 100e3));
    let kinds = |kind: &ProductKind| kind.id.to_string();
    let of: Vec<Vec<String>> =
        DATED.iter().map(|pack_id| pack(pack_id).products.iter().map(kinds).collect()).collect();
    assert!(of[0] == of[1] && of[1] == of[2], "no kind of product is new");
}

#[test]
fn an_operators_data_abroad_falls_under_the_laws_on_data_since_2026() {
    let mut case = company(&[of_persons(1.0, 0.0)]);
    case.company.standing.designated = true;
    for (pack_id, day, expected) in [
        ("cn-2022", date(2022, 9, 1), "ciio-data-abroad"),
        ("cn-2024", date(2024, 3, 22), "ciio-data-abroad"),
        ("cn-2026", date(2026, 1, 1), "pipl-66"),
    ] {
        let owed = owed(&case, pack_id, day);
        // An operator needs the assessment for any personal data, and a copy in China.
        assert!(owed.has(ASSESSMENT) && owed.has("ciio-local-storage"), "{pack_id}");
        let duty = pack(pack_id).duties.iter().find(|duty| duty.id.as_str() == "ciio-local-storage");
        assert_eq!(duty.unwrap().ladder.as_str(), expected, "{pack_id}");
        assert_eq!(ladder(pack_id, "ciio-data-abroad").is_some(), expected == "ciio-data-abroad");
    }
}

/// A company that owes everything that is dated: a million persons and more, core data, a controlled system in China.
fn owes_much() -> Case {
    let core = Some((Interest::NationalSecurity, Impact::Severe));
    let mut case = company(&[of_persons(10_000_000.0, 0.0), Data { impact: core, ..important() }]);
    let in_china = |entry: &&Placement| entry.hosting == Hosting::China;
    case.applications[0].current = case.placements.iter().find(in_china).unwrap().id.clone();
    case.applications[0].mlps_level = Some(3);
    case
}

/// What begins within the time of a pack is not there the day before (facts A.6, A.8, A.9, A.10, A.11, B.1).
#[test]
fn dated_duties_begin_on_their_day() {
    let case = owes_much();
    for (pack_id, duty, day) in [
        ("cn-2022", "counter-espionage-precautions", date(2023, 7, 1)),
        ("cn-2022", "commercial-cryptography", date(2023, 7, 1)),
        ("cn-2024", "network-data-processors", date(2025, 1, 1)),
        ("cn-2024", "important-data-report", date(2025, 1, 1)),
        ("cn-2024", "large-handler-duties", date(2025, 1, 1)),
        ("cn-2024", "data-security-review", date(2025, 1, 1)),
        ("cn-2024", "personal-information-audit-measures", date(2025, 5, 1)),
        ("cn-2024", "personal-information-audit-of-many", date(2025, 5, 1)),
        ("cn-2024", "personal-information-officer", date(2025, 5, 1)),
        ("cn-2024", "personal-information-officer-registration", date(2025, 7, 1)),
        ("cn-2024", "incident-reporting", date(2025, 11, 1)),
        ("cn-2026", "supply-chain-security-check", date(2026, 4, 7)),
    ] {
        assert!(owed(&case, pack_id, day).has(duty), "{duty}");
        assert!(!owed(&case, pack_id, day.yesterday().unwrap()).has(duty), "{duty}");
        let later = DATED.iter().skip_while(|id| **id != pack_id).skip(1);
        for later in later {
            assert!(owed(&case, later, date(2027, 1, 1)).has(duty), "{later}: {duty}");
        }
    }
}

/// Numbers of persons from which a handler owes more (facts A.6, A.11).
#[test]
fn handlers_of_many_owe_more_from_their_number_on() {
    for (duty, threshold) in [
        ("personal-information-officer", 1e6),
        ("personal-information-officer-registration", 1e6),
        ("personal-information-audit-of-many", 1e7),
        ("large-handler-duties", 1e7),
    ] {
        for pack_id in ["cn-2024", "cn-2026"] {
            let owes = |persons: f64| {
                owed(&company(&[of_persons(persons, 0.0)]), pack_id, date(2026, 1, 1)).has(duty)
            };
            assert!(!owes(threshold - 1.0), "{pack_id}: {duty}");
            assert!(owes(threshold + 1.0), "{pack_id}: {duty}");
            // "More than" in the sources; read as "and more", the safe side.
            assert!(owes(threshold), "{pack_id}: {duty}");
        }
    }
}
