//! Every branch of the decision tree of each dated pack, and every threshold one person below, at and above it (facts B).

use jiff::civil::{Date, date};
use splitstack::domain::{DataClass, Impact, Interest, Pack, TransferRoute};
use splitstack::rules::{Handler, TransferFlow, Volumes, decide};

use super::law::*;

const FREE: TransferRoute = TransferRoute::Free;
const CONTRACT: TransferRoute = TransferRoute::StandardContract;
const CERTIFICATE: TransferRoute = TransferRoute::Certification;
const ASSESSMENT: TransferRoute = TransferRoute::SecurityAssessment;
const FORBIDDEN: TransferRoute = TransferRoute::Forbidden;

/// The standard contract exists.
const WITH_CONTRACT: Date = date(2023, 6, 1);

/// The company: operator, persons handled, exported, exported with sensitive data.
fn company_of(ciio: bool, handled: f64, exported: f64, sensitive: f64) -> Handler {
    let exported = Volumes { persons: exported, sensitive_persons: sensitive };
    Handler { ciio, handled, exported, prefers_certification: false }
}

/// A company that exports the data of so many persons and handles no others.
fn exporter(persons: f64, sensitive: f64) -> Handler {
    company_of(false, persons, persons, sensitive)
}

/// The flow needs this, by the branch with this identifier, whose article names this; no branch before it held.
#[track_caller]
fn assert_decided(
    pack: &Pack,
    handler: &Handler,
    flow: &TransferFlow,
    expected: (TransferRoute, &str, &str),
) {
    let decision = decide(&pack.transfer, handler, flow);
    let last = decision.walked.last().unwrap();
    let found = (decision.route, last.rule.id.as_str());
    assert_eq!(found, (expected.0, expected.1), "{}: {handler:?} {flow:?}", pack.id);
    let article = &last.rule.reference.article;
    assert!(article.contains(expected.2), "{}: `{article}` is not {}", pack.id, expected.2);
    let held: Vec<bool> = decision.walked.iter().map(|branch| branch.holds).collect();
    assert_eq!(held.iter().filter(|holds| **holds).count(), 1, "{}: {held:?}", pack.id);
    assert!(last.holds);
}

/// Company, flow, and what decides.
type Row = (Handler, TransferFlow, (TransferRoute, &'static str, &'static str));

#[track_caller]
fn assert_table(pack: &Pack, rows: &[Row]) {
    for (handler, flow, expected) in rows {
        assert_decided(pack, handler, flow, *expected);
    }
}

fn classed(class: DataClass, flow: TransferFlow) -> TransferFlow {
    TransferFlow { class, ..flow }
}

fn exempt(flow: TransferFlow) -> TransferFlow {
    TransferFlow { exempt: true, ..flow }
}

/// Branches 1 to 6 of facts B.1.
#[test]
fn decision_tree_of_2022() {
    const ORDER: &str = "CAC Order 11 Art. 4";
    let pack = on("cn-2022", WITH_CONTRACT);
    let one = general(1.0, 0.0);
    let one_sensitive = general(1.0, 1.0);
    let nobody = general(0.0, 0.0);
    let plain = (CONTRACT, "any-personal", "CAC Order 13");
    let many = (ASSESSMENT, "many-exported", ORDER);
    let many_sensitive = (ASSESSMENT, "many-sensitive-exported", ORDER);
    let handles_many = (ASSESSMENT, "handler-of-many", ORDER);
    assert_table(
        &pack,
        &[
            // The class of the data comes first.
            (exporter(0.0, 0.0), classed(DataClass::Core, nobody), (FORBIDDEN, "core-data", "DSL")),
            (exporter(2e6, 2e4), classed(DataClass::Core, one), (FORBIDDEN, "core-data", "DSL")),
            (
                exporter(0.0, 0.0),
                classed(DataClass::Important, nobody),
                (ASSESSMENT, "important-data", ORDER),
            ),
            (exporter(1.0, 0.0), classed(DataClass::Important, one), (ASSESSMENT, "important-data", ORDER)),
            // An operator: any personal data.
            (company_of(true, 1.0, 1.0, 0.0), one, (ASSESSMENT, "ciio-personal", ORDER)),
            (company_of(false, 1.0, 1.0, 0.0), one, plain),
            (company_of(true, 0.0, 0.0, 0.0), nobody, (FREE, "not-personal", ORDER)),
            // Persons handled: 1,000,000.
            (company_of(false, 999_999.0, 1.0, 0.0), one, plain),
            (company_of(false, 1_000_000.0, 1.0, 0.0), one, handles_many),
            (company_of(false, 1_000_001.0, 1.0, 0.0), one, handles_many),
            // Persons exported: 100,000.
            (exporter(99_999.0, 0.0), general(99_999.0, 0.0), plain),
            (exporter(100_000.0, 0.0), general(100_000.0, 0.0), many),
            (exporter(100_001.0, 0.0), general(100_001.0, 0.0), many),
            // Of these with sensitive data: 10,000, whatever the flow itself holds.
            (exporter(9_999.0, 9_999.0), general(9_999.0, 9_999.0), plain),
            (exporter(10_000.0, 10_000.0), general(10_000.0, 10_000.0), many_sensitive),
            (exporter(10_001.0, 10_001.0), general(10_001.0, 10_001.0), many_sensitive),
            (exporter(10_001.0, 10_000.0), one, many_sensitive),
            // Anything else about persons, without a lower threshold.
            (exporter(1.0, 0.0), one, plain),
            (exporter(1.0, 1.0), one_sensitive, plain),
            (exporter(1.0, 0.0), nobody, (FREE, "not-personal", ORDER)),
        ],
    );
}

/// Branches 1 to 6 of facts B.2, which certification outside the group (facts B.3) alone changes in 2026.
#[test]
fn decision_tree_since_2024() {
    for (id, day) in [("cn-2024", date(2024, 3, 22)), ("cn-2026", date(2026, 1, 1))] {
        let pack = on(id, day);
        let one = general(1.0, 0.0);
        let one_sensitive = general(1.0, 1.0);
        let nobody = general(0.0, 0.0);
        let few = (FREE, "few-persons", "CAC Order 16 Art. 5");
        let some = (CONTRACT, "many-exported", "CAC Order 16 Art. 8");
        let million = (ASSESSMENT, "million-exported", "CAC Order 16 Art. 7");
        let any_sensitive = (CONTRACT, "any-sensitive", "CAC Order 16 Art. 8");
        let many_sensitive = (ASSESSMENT, "many-sensitive-exported", "CAC Order 16 Art. 7");
        let operator = (ASSESSMENT, "ciio-personal", "CAC Order 16 Art. 7");
        let ground = (FREE, "exempt", "CAC Order 16 Arts. 3-6");
        let important_data = (ASSESSMENT, "important-data", "CAC Order 16 Art. 7");
        assert_table(
            &pack,
            &[
                (exporter(0.0, 0.0), classed(DataClass::Core, nobody), (FORBIDDEN, "core-data", "DSL")),
                (exporter(0.0, 0.0), classed(DataClass::Important, nobody), important_data),
                // A ground frees personal data irrespective of volume, but not important data.
                (exporter(0.0, 0.0), exempt(classed(DataClass::Core, one)), (FORBIDDEN, "core-data", "DSL")),
                (exporter(0.0, 0.0), exempt(classed(DataClass::Important, one)), important_data),
                (exporter(0.0, 0.0), exempt(general(5e6, 5e6)), ground),
                (company_of(true, 1.0, 0.0, 0.0), exempt(one_sensitive), ground),
                // An operator: any personal data.
                (company_of(true, 1.0, 1.0, 0.0), one, operator),
                (company_of(false, 1.0, 1.0, 0.0), one, few),
                (company_of(true, 0.0, 0.0, 0.0), nobody, (FREE, "not-personal", "CAC Order 16 Art. 3")),
                // Persons handled no longer count.
                (company_of(false, 999_999.0, 1.0, 0.0), one, few),
                (company_of(false, 1_000_000.0, 1.0, 0.0), one, few),
                (company_of(false, 1_000_001.0, 1.0, 0.0), one, few),
                // Persons exported: 100,000 and 1,000,000.
                (exporter(99_999.0, 0.0), general(99_999.0, 0.0), few),
                (exporter(100_000.0, 0.0), general(100_000.0, 0.0), some),
                (exporter(100_001.0, 0.0), general(100_001.0, 0.0), some),
                (exporter(999_999.0, 0.0), general(999_999.0, 0.0), some),
                (exporter(1_000_000.0, 0.0), general(1_000_000.0, 0.0), million),
                (exporter(1_000_001.0, 0.0), general(1_000_001.0, 0.0), million),
                // Persons with sensitive data: 1 and 10,000.
                (exporter(1.0, 0.0), one, few),
                (exporter(1.0, 1.0), one_sensitive, any_sensitive),
                (exporter(2.0, 2.0), general(2.0, 2.0), any_sensitive),
                (exporter(9_999.0, 9_999.0), general(9_999.0, 9_999.0), any_sensitive),
                (exporter(10_000.0, 10_000.0), general(10_000.0, 10_000.0), many_sensitive),
                (exporter(10_001.0, 10_001.0), general(10_001.0, 10_001.0), many_sensitive),
                // A flow without sensitive data, beside one with it.
                (exporter(10_000.0, 9_999.0), one, few),
                (exporter(10_001.0, 10_000.0), one, many_sensitive),
                (exporter(1.0, 0.0), nobody, (FREE, "not-personal", "CAC Order 16 Art. 3")),
            ],
        );
    }
}

/// What each pack makes of a flow that may go by certificate: in the group, and to a third party.
#[test]
fn certificates_are_an_alternative_in_the_group_and_since_2026_outside_it() {
    let prefers = |persons: f64, sensitive: f64| Handler {
        prefers_certification: true,
        ..exporter(persons, sensitive)
    };
    let outside = |flow: TransferFlow| TransferFlow { in_group: false, ..flow };
    for (id, day, to_third_party) in [
        ("cn-2022", WITH_CONTRACT, CONTRACT),
        ("cn-2024", date(2024, 3, 22), CONTRACT),
        ("cn-2026", date(2026, 1, 1), CERTIFICATE),
    ] {
        let pack = on(id, day);
        for (persons, sensitive) in [(100_000.0, 0.0), (999_999.0, 0.0), (1.0, 1.0), (9_999.0, 9_999.0)] {
            let flow = general(persons, sensitive);
            let (handler, usual) = (prefers(persons, sensitive), exporter(persons, sensitive));
            let found = |handler: &Handler, flow: &TransferFlow| decide(&pack.transfer, handler, flow).route;
            // So many need the assessment in 2022.
            if id == "cn-2022" && persons >= 100_000.0 {
                assert_eq!(found(&handler, &flow), ASSESSMENT);
                continue;
            }
            assert_eq!(found(&usual, &flow), CONTRACT, "{id}");
            assert_eq!(found(&usual, &outside(flow)), CONTRACT, "{id}");
            assert_eq!(found(&handler, &flow), CERTIFICATE, "{id}");
            assert_eq!(found(&handler, &outside(flow)), to_third_party, "{id}");
        }
        // It takes the place of the contract, not of the assessment, and nobody needs it who needs nothing.
        for (handler, flow) in [
            (prefers(1e6, 0.0), general(1e6, 0.0)),
            (prefers(1e4, 1e4), general(1e4, 1e4)),
            (Handler { ciio: true, ..prefers(1.0, 0.0) }, general(1.0, 0.0)),
            (prefers(0.0, 0.0), classed(DataClass::Important, general(0.0, 0.0))),
        ] {
            assert_eq!(decide(&pack.transfer, &handler, &flow).route, ASSESSMENT, "{id}: {flow:?}");
        }
        let nobody = decide(&pack.transfer, &prefers(0.0, 0.0), &general(0.0, 0.0)).route;
        assert_eq!(nobody, FREE, "{id}");
    }
}

#[test]
fn the_standard_contract_begins_in_june_2023() {
    let one = general(1.0, 0.0);
    for (day, expected) in [
        (date(2022, 9, 1), FREE),
        (date(2023, 5, 31), FREE),
        (date(2023, 6, 1), CONTRACT),
        (date(2024, 3, 21), CONTRACT),
    ] {
        let rules = on("cn-2022", day).transfer;
        assert_eq!(decide(&rules, &exporter(1.0, 0.0), &one).route, expected, "{day}");
        // The assessment is there from the first day.
        assert_eq!(decide(&rules, &exporter(1e5, 0.0), &general(1e5, 0.0)).route, ASSESSMENT, "{day}");
        let owed = owed(&company(&[of_persons(1.0, 0.0)]), "cn-2022", day);
        assert_eq!(owed.has("personal-information-export-contract"), expected == CONTRACT, "{day}");
    }
}

/// Since 1 January of the previous year in 2022, of the current year since 2024.
#[test]
fn persons_are_counted_over_two_years_in_2022_and_over_one_since() {
    for (id, persons) in [("cn-2022", 100_000.0), ("cn-2024", 75_000.0), ("cn-2026", 75_000.0)] {
        // Half of 50,000 persons are new in each year; those who left still count.
        let flow = TransferFlow { turnover: 0.5, ..general(50_000.0, 5_000.0) };
        let found = counted(id, &[flow]);
        assert_eq!((found.persons, found.sensitive_persons), (persons, persons / 10.0), "{id}");
    }
    // So one system comes to 100,000 persons by turnover alone: at half in two years, at all of it in one.
    let needs = |id: &str, persons: f64, turnover: f64| {
        routes(&company(&[Data { turnover, ..of_persons(persons, 0.0) }]), id)[0]
    };
    assert_eq!(needs("cn-2022", 49_999.0, 0.5), CONTRACT);
    assert_eq!(needs("cn-2022", 50_000.0, 0.5), ASSESSMENT);
    for id in ["cn-2024", "cn-2026"] {
        assert_eq!(needs(id, 50_000.0, 0.5), FREE);
        assert_eq!(needs(id, 49_999.0, 1.0), FREE);
        assert_eq!(needs(id, 50_000.0, 1.0), CONTRACT);
    }
}

#[test]
fn the_same_people_count_once_and_other_people_again() {
    let contacts = |persons: f64, people: Option<&'static str>| Data { people, ..of_persons(persons, 0.0) };
    for (id, below, reached) in [("cn-2022", CONTRACT, ASSESSMENT), ("cn-2024", FREE, CONTRACT)] {
        let both =
            |first, second| routes(&company(&[contacts(60_000.0, first), contacts(99_999.0, second)]), id);
        assert_eq!(both(Some("contacts"), Some("contacts")), [below; 2], "{id}");
        assert_eq!(both(Some("contacts"), Some("buyers")), [reached; 2], "{id}");
        assert_eq!(both(None, None), [reached; 2], "{id}");
        // The largest of a group, and each group by itself.
        let three =
            company(&[contacts(1.0, None), contacts(60_000.0, Some("a")), contacts(99_999.0, Some("a"))]);
        assert_eq!(routes(&three, id), [reached; 3], "{id}");
    }
}

/// Grounds came with Order 16: what is exempt needs nothing and is not counted.
#[test]
fn grounds_free_a_flow_since_2024_and_leave_it_out_of_the_count() {
    assert!(pack("cn-2022").transfer.grounds.is_empty());
    for ground in
        ["contract-with-individual", "employee-data", "emergency", "transit-data", "free-trade-zone"]
    {
        let claimed = Data { ground: Some(ground), ..of_persons(100_000.0, 9_000.0) };
        let other = of_persons(50_000.0, 0.0);
        let (with, without) =
            (company(&[claimed, other]), company(&[Data { ground: None, ..claimed }, other]));
        assert_eq!(routes(&with, "cn-2022"), [ASSESSMENT; 2], "{ground}");
        for id in ["cn-2024", "cn-2026"] {
            assert_eq!(routes(&with, id), [FREE; 2], "{id}: {ground}");
            assert_eq!(routes(&without, id), [CONTRACT; 2], "{id}: {ground}");
        }
    }
    // Important data stays under assessment.
    let claimed = Data { ground: Some("trade-data"), important: 1.0, ..of_persons(0.0, 0.0) };
    for id in DATED {
        assert_eq!(routes(&company(&[claimed]), id), [ASSESSMENT], "{id}");
    }
}

/// The whole way from what a leak would harm to what the flow needs.
#[test]
fn data_found_important_needs_the_assessment_and_core_data_stays() {
    for id in DATED {
        let needs = |interest, impact| {
            routes(&company(&[Data { impact: Some((interest, impact)), ..important() }]), id)[0]
        };
        assert_eq!(needs(Interest::NationalSecurity, Impact::Limited), ASSESSMENT, "{id}");
        assert_eq!(needs(Interest::NationalSecurity, Impact::Average), FORBIDDEN, "{id}");
        assert_eq!(needs(Interest::PublicInterest, Impact::Severe), FORBIDDEN, "{id}");
        assert_eq!(needs(Interest::Individuals, Impact::Severe), ASSESSMENT, "{id}");
        // Nobody has called it important.
        let plain = Data {
            important: 0.0,
            impact: Some((Interest::NationalSecurity, Impact::Severe)),
            ..important()
        };
        assert_eq!(routes(&company(&[plain]), id), [FREE], "{id}");
    }
}
