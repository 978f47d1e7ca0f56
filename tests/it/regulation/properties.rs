//! What must hold under every shipped pack, whatever the flows.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use splitstack::domain::{DataClass, Duty, Ground, Pack, TransferRoute, TransferRule};
use splitstack::rules::{
    ApplicationFacts, CompanyFacts, FactTest, FlowFacts, TransferFlow, application_facts, company_volumes,
    editions, handled_persons, pack_on,
};

use super::law::*;

/// Just below, at and above every threshold of the packs.
const PERSONS: [f64; 14] = [
    0.0,
    1.0,
    2.0,
    9_999.0,
    10_000.0,
    10_001.0,
    50_000.0,
    99_999.0,
    100_000.0,
    100_001.0,
    999_999.0,
    1_000_000.0,
    1_000_001.0,
    10_000_000.0,
];

/// Flows, each of an application of its own.
const FLOWS: usize = 4;

/// A flow, its numbers as positions.
#[derive(Debug, Clone, Copy)]
struct Sketch {
    crosses: bool,
    persons: usize,
    sensitive: usize,
    class: usize,
    /// Group of people; the last stands for none.
    people: usize,
    turnover: bool,
    exempt: bool,
    in_group: bool,
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let numbers =
        (0..PERSONS.len(), 0..PERSONS.len(), prop_oneof![6 => Just(0_usize), 1 => 1..3_usize], 0..3_usize);
    let facts = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.25), any::<bool>());
    (numbers, facts).prop_map(
        |((persons, sensitive, class, people), (crosses, turnover, exempt, in_group))| Sketch {
            crosses,
            persons,
            sensitive: sensitive.min(persons),
            class,
            people,
            turnover,
            exempt,
            in_group,
        },
    )
}

/// A company as the rules see it.
#[derive(Debug, Clone)]
struct World {
    flows: Vec<Sketch>,
    ciio: bool,
    prefers_certification: bool,
}

fn worlds() -> impl Strategy<Value = World> {
    (proptest::collection::vec(sketch(), FLOWS), prop::bool::weighted(0.2), any::<bool>())
        .prop_map(|(flows, ciio, prefers_certification)| World { flows, ciio, prefers_certification })
}

/// What follows from a world under a pack: `[flow]` and `[application]` are the same here.
struct Outcome {
    routes: Vec<TransferRoute>,
    applications: Vec<ApplicationFacts>,
    company: CompanyFacts,
}

fn outcome(pack: &Pack, world: &World) -> Outcome {
    let facts = |(application, sketch): (usize, &Sketch)| FlowFacts {
        application,
        crosses: sketch.crosses,
        flow: TransferFlow {
            class: DataClass::ALL[sketch.class],
            persons: PERSONS[sketch.persons],
            sensitive_persons: PERSONS[sketch.sensitive],
            turnover: if sketch.turnover { 0.5 } else { 0.0 },
            people: (sketch.people < 2).then_some(sketch.people),
            // Nobody can claim a ground that the law does not know.
            exempt: sketch.exempt && !pack.transfer.grounds.is_empty(),
            in_group: sketch.in_group,
        },
    };
    let flows: Vec<FlowFacts> = world.flows.iter().enumerate().map(facts).collect();
    let company = CompanyFacts {
        handled: handled_persons(&flows),
        exported: company_volumes(&pack.transfer, &flows),
        ciio: world.ciio,
        supplies_ciio: false,
        prefers_certification: world.prefers_certification,
    };
    let mut applications = vec![ApplicationFacts::without_data(0); world.flows.len()];
    let mut routes = Vec::new();
    application_facts(&pack.transfer, &company, &flows, &mut applications, &mut routes);
    Outcome { routes, applications, company }
}

impl Outcome {
    /// Whether what a duty asks of data holds for an application.
    fn asks(&self, duty: &Duty, application: usize) -> bool {
        FactTest::new(&duty.when).holds(&self.applications[application], &self.company)
    }
}

/// Duties that more data cannot take away: those that ask for no route and for the absence of nothing.
fn monotone(duty: &&Duty) -> bool {
    let when = &duty.when;
    let absent = [when.personal, when.sensitive, when.important_data, when.exports, when.exports_personal];
    when.transfer.is_none() && !absent.contains(&Some(false))
}

/// No flow goes by a lighter route, and no duty is gone.
fn assert_no_lighter(pack: &Pack, less: &World, more: &World) -> Result<(), TestCaseError> {
    let (less, more) = (outcome(pack, less), outcome(pack, more));
    for (before, after) in less.routes.iter().zip(&more.routes) {
        prop_assert!(
            after.gravity() >= before.gravity(),
            "{}: {:?} became {:?}",
            pack.id,
            less.routes,
            more.routes
        );
    }
    for duty in pack.duties.iter().filter(monotone) {
        for application in 0..FLOWS {
            prop_assert!(
                !less.asks(duty, application) || more.asks(duty, application),
                "{}: `{}` is gone",
                pack.id,
                duty.id
            );
        }
    }
    Ok(())
}

/// Papers for an export that an application needs.
fn papers(pack: &Pack, outcome: &Outcome, application: usize) -> Vec<String> {
    let of_routes = pack.duties.iter().filter(|duty| duty.when.transfer.is_some());
    of_routes.filter(|duty| outcome.asks(duty, application)).map(|duty| duty.id.to_string()).collect()
}

fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings(300))]

    #[test]
    fn more_persons_never_mean_less(world in worlds(), which in 0..FLOWS, persons in 0..PERSONS.len()) {
        let mut more = world.clone();
        more.flows[which].persons = persons.max(world.flows[which].persons);
        for id in SHIPPED {
            assert_no_lighter(pack(id), &world, &more)?;
        }
    }

    #[test]
    fn more_sensitive_persons_never_mean_less(
        world in worlds(), which in 0..FLOWS, sensitive in 0..PERSONS.len(),
    ) {
        let mut more = world.clone();
        let flow = &mut more.flows[which];
        flow.sensitive = sensitive.clamp(flow.sensitive, flow.persons);
        for id in SHIPPED {
            assert_no_lighter(pack(id), &world, &more)?;
        }
    }

    #[test]
    fn a_graver_class_never_means_less(world in worlds(), which in 0..FLOWS, class in 0..3_usize) {
        let mut graver = world.clone();
        graver.flows[which].class = class.max(world.flows[which].class);
        for id in SHIPPED {
            assert_no_lighter(pack(id), &world, &graver)?;
        }
    }

    #[test]
    fn more_flows_abroad_never_mean_less(world in worlds(), abroad in proptest::collection::vec(any::<bool>(), FLOWS)) {
        let mut more = world.clone();
        for (flow, abroad) in more.flows.iter_mut().zip(abroad) {
            flow.crosses |= abroad;
        }
        for id in SHIPPED {
            assert_no_lighter(pack(id), &world, &more)?;
        }
    }

    #[test]
    fn designation_never_means_less(world in worlds()) {
        let (ordinary, operator) = (World { ciio: false, ..world.clone() }, World { ciio: true, ..world });
        for id in SHIPPED {
            assert_no_lighter(pack(id), &ordinary, &operator)?;
        }
    }

    /// A ground that is not accepted never makes a route lighter.
    #[test]
    fn a_ground_that_is_refused_never_means_less(world in worlds(), which in 0..FLOWS) {
        let mut refused = world.clone();
        refused.flows[which].exempt = false;
        for id in SHIPPED {
            assert_no_lighter(pack(id), &world, &refused)?;
        }
    }

    /// Stopping the crossing of a flow frees it from every paper, and gives no other flow a heavier one.
    #[test]
    fn localising_a_flow_never_adds_a_transfer_duty(world in worlds(), which in 0..FLOWS) {
        let mut local = world.clone();
        local.flows[which].crosses = false;
        for id in SHIPPED {
            let pack = pack(id);
            let (abroad, local) = (outcome(pack, &world), outcome(pack, &local));
            prop_assert_eq!(local.routes[which], TransferRoute::Free);
            prop_assert_eq!(papers(pack, &local, which), Vec::<String>::new());
            for application in 0..FLOWS {
                prop_assert!(local.routes[application].gravity() <= abroad.routes[application].gravity());
                // Who needed nothing needs nothing now.
                let before = papers(pack, &abroad, application);
                let after = papers(pack, &local, application);
                prop_assert!(after.is_empty() || !before.is_empty(), "{}: {:?}", id, after);
                prop_assert!(after.len() <= before.len(), "{}: {:?} {:?}", id, before, after);
            }
        }
    }

    /// Every route asks for exactly one paper, and no paper comes without its route.
    #[test]
    fn every_route_brings_its_duty(world in worlds()) {
        for id in SHIPPED {
            let pack = pack(id);
            let outcome = outcome(pack, &world);
            for (application, route) in outcome.routes.iter().enumerate() {
                let expected = usize::from(*route != TransferRoute::Free);
                let found = papers(pack, &outcome, application);
                prop_assert_eq!(found.len(), expected, "{}: {:?} brings {:?}", id, route, found);
            }
        }
    }

    /// What begins later leaves every earlier day as it was, and nothing that began ends within a pack.
    #[test]
    fn a_rule_dated_later_never_changes_an_earlier_day(
        which in 0..SHIPPED.len(), begins in 0..3650_i64, looks in 0..3650_i64,
    ) {
        let pack = pack(SHIPPED[which]);
        let day = |days: i64| date(2022, 9, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let (begins, looks) = (day(begins), day(looks));
        let later = with_rules_from(pack, begins);
        let (before, after) = (pack_on(pack, looks), pack_on(&later, looks));
        let same = format!("{before:?}") == format!("{after:?}");
        prop_assert_eq!(same, looks < begins, "{} seen on {}", begins, looks);
        // Editions name that day and no other.
        let (first, last) = (date(2022, 1, 1), date(2040, 1, 1));
        let mut expected = editions(pack, first, last);
        expected.push(begins);
        expected.sort_unstable();
        expected.dedup();
        prop_assert_eq!(editions(&later, first, last), expected);
        let kept = |older: &Pack, newer: &Pack| {
            older.duties.iter().all(|duty| newer.duties.iter().any(|entry| entry.id == duty.id))
        };
        prop_assert!(kept(&pack_on(pack, looks.min(begins)), &pack_on(pack, looks.max(begins))));
    }
}

/// The pack with a further duty, ground and first branch, all from one day on.
fn with_rules_from(pack: &Pack, day: Date) -> Pack {
    let mut later = pack.clone();
    let duty = Duty { id: id("later"), from: Some(day), ..pack.duties[0].clone() };
    later.duties.push(duty);
    let branch = TransferRule { id: id("later"), from: Some(day), ..pack.transfer.rules[0].clone() };
    later.transfer.rules.insert(0, branch);
    let grounds: Vec<Ground> = pack
        .transfer
        .grounds
        .iter()
        .take(1)
        .map(|ground| Ground { id: id("later"), from: Some(day), ..ground.clone() })
        .collect();
    later.transfer.grounds.extend(grounds);
    later
}

#[test]
fn packs_follow_each_other_and_date_nothing_beyond_their_time() {
    for (earlier, later) in [("cn-2022", "cn-2024"), ("cn-2024", "cn-2026")] {
        let (earlier, later) = (pack(earlier), pack(later));
        assert_eq!(later.predecessor.as_ref(), Some(&earlier.id));
        let (day, next) = (earlier.in_force.unwrap(), later.in_force.unwrap());
        assert!(day < next);
        // Everything that the earlier pack dates lies within its time.
        for first in editions(earlier, day, date(2100, 1, 1)) {
            assert!(first < next, "{}: {first}", earlier.id);
        }
    }
    assert_eq!(pack("cn-2022").in_force, Some(date(2022, 9, 1)));
    assert_eq!(pack("cn-2024").in_force, Some(date(2024, 3, 22)));
    assert_eq!(pack("cn-2026").in_force, Some(date(2026, 1, 1)));
    for supposed in ["outlook-tightened", "outlook-eased"] {
        assert_eq!(
            (pack(supposed).in_force, pack(supposed).predecessor.clone()),
            (None, Some(id("cn-2026")))
        );
    }
}
