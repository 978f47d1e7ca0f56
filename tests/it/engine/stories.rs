//! The story of a trial: the same simulation with another ledger. What it tells adds up, comes in order, and names causes.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use splitstack::domain::*;
use splitstack::engine::{Cause, Happening, Journal, MoveReason, Story, journal, story};
use splitstack::plan::SimulationPlan;

use super::fixture::*;
use super::rich_case::{SEED, column, simulated};
use super::whole_case::{ALL_FIGURES, whole_case};

/// Horizon of the whole case, months.
const HORIZON: usize = 30;

/// Amounts `[month][component]`.
fn table(amounts: impl Iterator<Item = (usize, Component, f64)>) -> Vec<[f64; Component::ALL.len()]> {
    let mut table = vec![[0.0; Component::ALL.len()]; HORIZON];
    for (month, component, amount) in amounts {
        table[month][component as usize] += amount;
    }
    table
}

fn posted(journal: &Journal) -> Vec<[f64; Component::ALL.len()]> {
    table(journal.postings.iter().map(|posting| (posting.month, posting.component, posting.amount)))
}

fn charged(story: &Story) -> Vec<[f64; Component::ALL.len()]> {
    table(story.charges.iter().map(|charge| (charge.month, charge.component, charge.amount)))
}

fn told(case: &Case, option: &str) -> Story {
    let plan = SimulationPlan::new(case).unwrap();
    let position = case.options.iter().position(|entry| entry.id == id(option)).unwrap();
    story(&plan, 0, position, 0, 0)
}

/// What a cause put into a component over the horizon.
fn caused(story: &Story, component: Component, cause: Cause) -> f64 {
    let charges = story.charges.iter();
    charges
        .filter(|charge| charge.component == component && charge.cause == cause)
        .map(|charge| charge.amount)
        .sum()
}

/// When things of a kind happened.
fn times(story: &Story, wanted: impl Fn(&Happening) -> bool) -> Vec<f64> {
    story.notes.iter().filter(|note| wanted(&note.what)).map(|note| note.time).collect()
}

fn border_cut() -> Risk {
    let outage = Outage { duration: certain(1.5), scope: OutageScope::Border, emergency: None };
    risk("cut", Mechanism::Outage(outage))
}

#[test]
fn a_cut_is_told_with_its_cause() {
    let story = told(&happens(case(), border_cut(), 2.0), "stay");
    // 12 a year for `erp`; a cut from 2 to 3.5 at 2 a month.
    assert_close(caused(&story, Component::Run, Cause::Application(0)), 12.0);
    assert_close(caused(&story, Component::Interruption, Cause::Risk(0)), 3.0);
    assert_eq!(times(&story, |what| matches!(what, Happening::Announced { event: 0 })), [2.0]);
    assert_eq!(times(&story, |what| matches!(what, Happening::Ends { event: 0 })), [3.5]);
    assert_eq!((story.events.len(), story.events[0].risk), (1, 0));
}

#[test]
fn a_planned_move_is_told_from_its_beginning_to_its_end() {
    let story = told(&case(), "move");
    assert_close(caused(&story, Component::Setup, Cause::Move(0)), 24.0);
    let begins = |what: &Happening| matches!(what, Happening::MoveBegins { reason: MoveReason::Planned, .. });
    assert_eq!(times(&story, begins), [3.0]);
    assert_eq!(times(&story, |what| matches!(what, Happening::MoveEnds { application: 0, .. })), [7.0]);
}

#[test]
fn an_emergency_is_put_down_to_what_forced_it() {
    let ban = ServiceLoss {
        services: vec![id("saas")],
        grace: certain(1.0),
        duration: None,
        emergency: Emergency { premium: certain(0.5), time_factor: certain(0.5) },
    };
    let story = told(&happens(case(), risk("ban", Mechanism::ServiceLoss(ban)), 2.0), "stay");
    // Moves from 2 to 4 for 36; down from 3 to 4.
    assert_close(caused(&story, Component::Emergency, Cause::Risk(0)), 36.0);
    assert_close(caused(&story, Component::Interruption, Cause::Risk(0)), 2.0);
    let forced = |what: &Happening| {
        matches!(what, Happening::MoveBegins { reason: MoveReason::Emergency(Cause::Risk(0)), .. })
    };
    assert_eq!(times(&story, forced), [2.0]);
    assert_eq!(times(&story, |what| matches!(what, Happening::TakesEffect { event: 0 })), [3.0]);
}

#[test]
fn a_ban_takes_from_what_is_left_and_each_cause_has_its_part() {
    let ban = SupplierBan {
        notice: certain(1.0),
        chance: None,
        duration: None,
        segments: vec![(id("ciio"), certain(0.5))],
        win_back_time: None,
        spared_by: None,
    };
    let case = happens(happens(case(), border_cut(), 2.0), risk("review", Mechanism::SupplierBan(ban)), 2.0);
    let story = told(&case, "stay");
    // The ban takes 2.5 of 5 from 3 on; the cut 40 % of 5 in month 2, of 2.5 for half of month 3.
    assert_close(caused(&story, Component::SalesLossCn, Cause::Risk(1)), 22.5);
    assert_close(caused(&story, Component::Interruption, Cause::Risk(0)), 2.0 + 0.5);
}

#[test]
fn a_review_that_comes_to_nothing_is_told_as_such() {
    let ban = SupplierBan {
        notice: certain(2.0),
        chance: Some(certain(0.0)),
        duration: None,
        segments: vec![(id("ciio"), certain(0.5))],
        win_back_time: None,
        spared_by: None,
    };
    let story = told(&happens(case(), risk("review", Mechanism::SupplierBan(ban)), 2.0), "stay");
    assert_eq!(times(&story, |what| matches!(what, Happening::Announced { .. })), [2.0]);
    assert_eq!(times(&story, |what| matches!(what, Happening::ComesToNothing { .. })), [4.0]);
    assert!(times(&story, |what| matches!(what, Happening::TakesEffect { .. })).is_empty());
}

#[test]
fn a_playbook_is_told_from_the_sight_to_the_response() {
    let mut case = case();
    case.options[0].playbook.push(PlaybookEntry {
        id: id("flee"),
        name: "Flee".to_owned(),
        description: None,
        owner: None,
        when: Trigger::Month(3.0),
        lag: Some(certain(0.5)),
        cool_down: 0.0,
        reverts: false,
        against: vec![],
        response: Response { moves: vec![(id("erp"), id("local"))], ..Response::default() },
    });
    let story = told(&case, "stay");
    assert_eq!(times(&story, |what| matches!(what, Happening::Triggered { entry: 0 })), [3.0]);
    assert_eq!(times(&story, |what| matches!(what, Happening::Responds { entry: 0 })), [3.5]);
    let begins =
        |what: &Happening| matches!(what, Happening::MoveBegins { reason: MoveReason::Playbook(0), .. });
    assert_eq!(times(&story, begins), [3.5]);
    assert_close(caused(&story, Component::Setup, Cause::Move(0)), 24.0);
}

/// The order in which things were told, and effects never before their announcement.
fn in_order(story: &Story) -> Result<(), TestCaseError> {
    let mut announced = vec![f64::INFINITY; story.events.len()];
    let mut last = 0.0;
    for note in &story.notes {
        prop_assert!(note.time >= last, "{note:?} after {last}");
        last = note.time;
        if let Happening::Announced { event } = note.what {
            announced[event] = note.time;
        }
        if let Happening::TakesEffect { event }
        | Happening::ComesToNothing { event }
        | Happening::Ends { event } = note.what
        {
            prop_assert!(announced[event] <= note.time, "{note:?} before it was announced");
        }
    }
    for event in &story.events {
        prop_assert!(event.effect() >= event.time && event.end() >= event.effect(), "{event:?}");
    }
    Ok(())
}

/// No move ends that has not begun.
fn moves_end_after_they_begin(story: &Story) -> Result<(), TestCaseError> {
    let mut under_way = [false; 8];
    for note in &story.notes {
        if let Happening::MoveBegins { application, end, .. } = note.what {
            prop_assert!(end >= note.time, "{note:?}");
            under_way[application] = true;
        }
        if let Happening::MoveEnds { application, .. } = note.what {
            prop_assert!(under_way[application], "{note:?} without a beginning");
            under_way[application] = false;
        }
    }
    Ok(())
}

/// First word of how a thing is written: its kind.
fn kind(thing: &dyn std::fmt::Debug) -> String {
    let text = format!("{thing:?}");
    text.split([' ', '(']).next().unwrap_or_default().to_owned()
}

/// Every kind of note and of cause comes up in some generated story, or the tests below would prove little.
#[test]
fn generated_stories_tell_of_everything() {
    let (mut notes, mut causes) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    for variant in 0..60 {
        let start = f64::from(variant) * 0.377;
        let shares: Vec<f64> = (0..ALL_FIGURES)
            .map(|place| (start + (place as f64 + 1.0) * 0.618_033_988_749_894_9).fract())
            .collect();
        let plan = SimulationPlan::new(&whole_case(&shares)).unwrap();
        for option in 0..plan.options.len() {
            for trial in 0..8 {
                let story = story(&plan, 0, option, SEED, trial);
                notes.extend(story.notes.iter().map(|note| kind(&note.what)));
                causes.extend(story.charges.iter().map(|charge| kind(&charge.cause)));
            }
        }
    }
    let expected = "Announced CatalogueWidens Closed ComesToNothing Designated DutyArises Ends FlowResumes FlowStops \
                    Granted Incident Inspection Isolated MeasureBegins MeasureEnds MeasureWorks MoveBegins MoveDropped \
                    MoveEnds MoveWaits NotDesignated PackBegins Refused Regime Responds Reverts ReviewsSlow Sanction \
                    Strictness TakesEffect Triggered Withdrawn WoundUp";
    assert_eq!(notes.into_iter().collect::<Vec<_>>().join(" "), expected);
    let expected = "Application Duty Isolation Measure Move Playbook Refusal Risk";
    assert_eq!(causes.into_iter().collect::<Vec<_>>().join(" "), expected);
}

fn shares() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(0.0..1.0f64, ALL_FIGURES)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: RngSeed::Fixed(0),
        failure_persistence: None,
        max_shrink_iters: 64,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_told_is_what_was_posted(shares in shares(), trial in 0u64..4, scenario in 0usize..2) {
        let plan = SimulationPlan::new(&whole_case(&shares)).unwrap();
        for option in 0..plan.options.len() {
            let story = story(&plan, scenario, option, SEED, trial);
            let record = journal(&plan, scenario, option, SEED, trial);
            prop_assert!(story.journal == record.journal, "another ledger, another trial");
            prop_assert!(story.counts == record.counts);
            for (month, (posted, charged)) in posted(&record.journal).iter().zip(charged(&story)).enumerate() {
                for component in Component::ALL {
                    let (posted, charged) = (posted[component as usize], charged[component as usize]);
                    let near = (posted - charged).abs() <= 1e-9 * posted.abs().max(1.0);
                    prop_assert!(near, "{component:?} of month {month}: {charged} of {posted}");
                }
            }
            in_order(&story)?;
            moves_end_after_they_begin(&story)?;
        }
    }

    #[test]
    fn a_story_adds_up_to_the_totals(shares in shares()) {
        let case = whole_case(&shares);
        let plan = SimulationPlan::new(&case).unwrap();
        let outcomes = simulated(&case, 0, 2);
        for option in 0..plan.options.len() {
            let story = story(&plan, 0, option, SEED, 1);
            for component in Component::ALL {
                let total = column(&outcomes, option, component.id())[1];
                let told = story.present_value(&plan.discount, |charge| charge.component == component);
                prop_assert!((total - told).abs() <= 1e-9 * total.abs().max(1.0), "{told} of {total}");
            }
        }
    }

    /// Where the company's own records alone cost something, 1 a month for every application whose data crosses: that is
    /// paid for each month and share of a month in which it does.
    #[test]
    fn no_flow_crosses_without_its_obligation(shares in shares()) {
        let mut case = whole_case(&shares);
        let duties = case.regulation.packs.iter_mut().flat_map(|pack| &mut pack.duties);
        for duty in duties.chain(&mut case.duties) {
            let yearly = if duty.id == id("assessment") { 12.0 } else { 0.0 };
            (duty.one_off, duty.yearly, duty.renewal) = (certain(0.0), certain(yearly), None);
        }
        for strictness in &mut case.strictness {
            strictness.cost_factor = certain(1.0);
        }
        let plan = SimulationPlan::new(&case).unwrap();
        for option in 0..plan.options.len() {
            let story = story(&plan, 0, option, SEED, 0);
            let compliance = posted(&story.journal);
            let crossing = crossing(&story);
            for (month, crossing) in crossing.iter().enumerate() {
                let paid = compliance[month][Component::Compliance as usize];
                prop_assert!(paid >= crossing - 1e-9, "{paid} for {crossing} flows in month {month}");
            }
        }
    }
}

/// Flows that crossed, `[month]`, each for its share of the month. Abroad data crosses, and in China headquarters may look at
/// it: so every flow does until it is stopped.
fn crossing(story: &Story) -> Vec<f64> {
    let mut months = vec![3.0; HORIZON];
    let mut stopped_since = [None; 3];
    let mut stop = |from: f64, to: f64| {
        for (month, crossing) in months.iter_mut().enumerate() {
            let start = month as f64;
            *crossing -= f64::max(0.0, f64::min(to, start + 1.0) - f64::max(from, start));
        }
    };
    for note in &story.notes {
        if let Happening::FlowStops { flow } = note.what {
            stopped_since[flow].get_or_insert(note.time);
        }
        if note.what == Happening::WoundUp {
            stopped_since.iter_mut().for_each(|since| {
                since.get_or_insert(note.time);
            });
        }
        if let Happening::FlowResumes { flow } = note.what
            && let Some(from) = stopped_since[flow].take()
        {
            stop(from, note.time);
        }
    }
    stopped_since.into_iter().flatten().for_each(|from| stop(from, HORIZON as f64));
    months
}
