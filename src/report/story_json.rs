//! The story of a trial as JSON.

use serde_json::{Map, Value, json};

use super::story::{StoryPlace, StorySetting, ToldStory, story_total};
use super::story_bill::Bill;
use super::story_events::{cause_kind, note_in_words};
use crate::domain::{Component, PenaltyClass};
use crate::engine::{Cause, Happening, MoveReason, Note, Story};

/// The stories with names in place of positions. Keys:
///
/// - `case`, `scenario` (`id`, `name`), `trial` (from 0), `trials`, `seed`, `place` (`p95`, `worst`, `trial-17`),
///   `currency`, `start` (`2027-01`), `horizon_months`, `discount_rate` (yearly, fraction).
/// - `options`, one or two, each with `id`, `name`, `total` (present value, money, cost positive, as in `trials.parquet`),
///   `share_cheaper` (of its trials) and:
///   - `bill`: `cause` (`kind`, `name`), `component`, `cents` (present value, whole cents; they sum to the total).
///   - `notes`: `time` (months from the start), `month` (calendar), `what` (kebab-case), `text` (the sentence; absent where
///     another note says it), and by kind: `regime`, `risk`, `application`, `to`, `reason`, `because`, `duty`, `flow`,
///     `measure`, `entry`, `pack`, `isolation`, `strictness`, `class` by name; `end`, `until` (months; absent: for good);
///     `amount` (money of the day); `renewal`.
///   - `charges`: `month` (from 0), `component`, `cause`, `amount` (money of the month, cost positive, not discounted).
#[must_use]
pub fn story_json(setting: &StorySetting<'_>, told: &[ToldStory<'_>], place: StoryPlace) -> Value {
    let plan = setting.plan;
    let scenario = told.first().map(|told| &plan.scenarios[told.story.scenario]);
    let options: Vec<Value> = told.iter().map(|told| option_json(setting, told)).collect();
    json!({
        "case": setting.settings.name,
        "scenario": { "id": scenario.map(|entry| entry.id.to_string()), "name": scenario.map(|entry| &entry.name) },
        "trial": told.first().map(|told| told.story.trial),
        "trials": setting.trials,
        "seed": setting.seed,
        "place": place.id(),
        "currency": setting.settings.currency.to_string(),
        "start": setting.calendar(0.0),
        "horizon_months": plan.horizon_months,
        "discount_rate": setting.settings.discount_rate,
        "options": options,
    })
}

fn option_json(setting: &StorySetting<'_>, told: &ToldStory<'_>) -> Value {
    let (plan, story) = (setting.plan, told.story);
    let option = &plan.options[story.option];
    let total = story_total(plan, story);
    let cause =
        |cause: Cause| json!({ "kind": cause_kind(cause), "name": setting.cause(story.option, cause) });
    let mut bill = Vec::new();
    for line in Bill::new(story, &plan.discount, total).lines {
        for component in Component::ALL {
            let cents = line.components[component as usize];
            if cents != 0 {
                bill.push(json!({ "cause": cause(line.cause), "component": component.id(), "cents": cents }));
            }
        }
    }
    let charges: Vec<Value> = story
        .charges
        .iter()
        .map(|charge| {
            json!({
                "month": charge.month,
                "component": charge.component.id(),
                "cause": cause(charge.cause),
                "amount": charge.amount,
            })
        })
        .collect();
    let notes: Vec<Value> = story.notes.iter().map(|note| note_json(setting, story, note)).collect();
    json!({
        "id": option.id.to_string(),
        "name": option.name,
        "total": total,
        "share_cheaper": told.cheaper,
        "bill": bill,
        "notes": notes,
        "charges": charges,
    })
}

fn note_json(setting: &StorySetting<'_>, story: &Story, note: &Note) -> Value {
    let mut found = Map::new();
    let mut put = |key: &str, value: Value| {
        found.insert(key.to_owned(), value);
    };
    put("time", json!(note.time));
    put("month", json!(setting.calendar(note.time)));
    let (what, more) = what(setting, story, note.what);
    put("what", json!(what));
    if let Some(text) = note_in_words(setting, story, note) {
        put("text", json!(text));
    }
    for (key, value) in more {
        if !value.is_null() {
            put(key, value);
        }
    }
    Value::Object(found)
}

/// The kind of a happening and what it is about. Times without an end are null.
fn what(
    setting: &StorySetting<'_>,
    story: &Story,
    what: Happening,
) -> (&'static str, Vec<(&'static str, Value)>) {
    let (plan, names) = (setting.plan, &setting.plan.names);
    let of = |position: usize| ("application", json!(plan.company.applications[position].name));
    let of_duty = |position: usize| ("duty", json!(names.duties[position]));
    let of_risk = |position: usize| ("risk", json!(plan.risks[position].name));
    let of_event = |position: usize| of_risk(story.events[position].risk);
    let of_flow = |position: usize| ("flow", json!(plan.company.flows[position].name));
    let of_measure = |position: usize| ("measure", json!(names.measures[position]));
    let to = |station: usize| ("to", json!(names.stations[station]));
    let of_entry = |position: usize| {
        ("entry", json!(plan.options[story.option].playbook.get(position).map(|entry| entry.id.to_string())))
    };
    let approval = |duty: usize, application: usize, renewal: bool| {
        vec![of_duty(duty), of(application), ("renewal", json!(renewal))]
    };
    match what {
        Happening::Regime { regime } => ("regime", vec![("regime", json!(names.regimes[regime]))]),
        Happening::Announced { event } => ("announced", vec![of_event(event)]),
        Happening::TakesEffect { event } => ("takes-effect", vec![of_event(event)]),
        Happening::ComesToNothing { event } => ("comes-to-nothing", vec![of_event(event)]),
        Happening::Ends { event } => ("ends", vec![of_event(event)]),
        Happening::Incident { event, amount } => {
            ("incident", vec![of_event(event), ("amount", json!(amount))])
        }
        Happening::MoveBegins { application, to: station, reason, end } => {
            let mut entries = vec![of(application), to(station), ("end", json!(end))];
            entries.extend(match reason {
                MoveReason::Planned => vec![("reason", json!("planned"))],
                MoveReason::Emergency(cause) => vec![
                    ("reason", json!("emergency")),
                    ("because", json!(setting.cause(story.option, cause))),
                ],
                MoveReason::Playbook(entry) => vec![("reason", json!("playbook")), of_entry(entry)],
            });
            ("move-begins", entries)
        }
        Happening::MoveEnds { application, to: station } => ("move-ends", vec![of(application), to(station)]),
        Happening::MoveWaits { application, duty, until } => {
            ("move-waits", vec![of(application), of_duty(duty), ("until", json!(until))])
        }
        Happening::MoveDropped { application } => ("move-dropped", vec![of(application)]),
        Happening::MeasureBegins { measure } => ("measure-begins", vec![of_measure(measure)]),
        Happening::MeasureWorks { measure } => ("measure-works", vec![of_measure(measure)]),
        Happening::MeasureEnds { measure } => ("measure-ends", vec![of_measure(measure)]),
        Happening::Isolated { isolation } => {
            ("isolated", vec![("isolation", json!(names.isolations[isolation]))])
        }
        Happening::Strictness { strictness } => {
            ("strictness", vec![("strictness", json!(names.strictness[strictness]))])
        }
        Happening::PackBegins { pack } => ("pack-begins", vec![("pack", json!(names.packs[pack]))]),
        Happening::CatalogueWidens => ("catalogue-widens", vec![]),
        Happening::ReviewsSlow => ("reviews-slow", vec![]),
        Happening::Designated => ("designated", vec![]),
        Happening::NotDesignated => ("not-designated", vec![]),
        Happening::DutyArises { duty } => ("duty-arises", vec![of_duty(duty)]),
        Happening::Granted { duty, application, renewal } => {
            ("granted", approval(duty, application, renewal))
        }
        Happening::Refused { duty, application, renewal } => {
            ("refused", approval(duty, application, renewal))
        }
        Happening::Withdrawn { duty, application } => ("withdrawn", vec![of_duty(duty), of(application)]),
        Happening::FlowStops { flow } => ("flow-stops", vec![of_flow(flow)]),
        Happening::FlowResumes { flow } => ("flow-resumes", vec![of_flow(flow)]),
        Happening::Inspection { risk } => ("inspection", vec![of_risk(risk)]),
        Happening::Sanction { risk, duty, class, amount } => (
            "sanction",
            vec![of_risk(risk), of_duty(duty), ("class", json!(class_id(class))), ("amount", json!(amount))],
        ),
        Happening::Closed { until } => ("closed", vec![("until", json!(until))]),
        Happening::WoundUp => ("wound-up", vec![]),
        Happening::Triggered { entry } => ("triggered", vec![of_entry(entry)]),
        Happening::Responds { entry } => ("responds", vec![of_entry(entry)]),
        Happening::Reverts { entry } => ("reverts", vec![of_entry(entry)]),
    }
}

fn class_id(class: PenaltyClass) -> &'static str {
    match class {
        PenaltyClass::Warning => "warning",
        PenaltyClass::Fine => "fine",
        PenaltyClass::SeriousFine => "serious-fine",
        PenaltyClass::TurnoverBased => "turnover-based",
        PenaltyClass::Suspension => "suspension",
        PenaltyClass::Revocation => "revocation",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{shipped, trial_story};

    #[test]
    fn the_story_is_there_by_name_and_its_cents_add_up() {
        let (case, plan) = shipped();
        let setting = StorySetting { settings: &case.settings, plan: &plan, seed: 1, trials: 100 };
        let story = trial_story(&plan, 0);
        let found = story_json(&setting, &[ToldStory { story: &story, cheaper: 0.5 }], StoryPlace::Trial(17));
        assert_eq!(
            (&found["trial"], &found["place"], &found["start"]),
            (&json!(17), &json!("trial-17"), &json!("2027-01"))
        );
        let option = &found["options"][0];
        let cents: i64 =
            option["bill"].as_array().unwrap().iter().map(|line| line["cents"].as_i64().unwrap()).sum();
        assert_eq!(cents, (option["total"].as_f64().unwrap() * 100.0).round() as i64);
        let notes = option["notes"].as_array().unwrap();
        assert_eq!(notes.len(), story.notes.len());
        let hasty = notes.iter().find(|note| note["reason"] == "emergency").unwrap();
        assert_eq!((&hasty["what"], hasty.get("end")), (&json!("move-begins"), None));
        assert_eq!(hasty["because"], json!(plan.risks[story.events[0].risk].name));
        let fine = notes.iter().find(|note| note["class"] == "serious-fine").unwrap();
        assert_eq!((&fine["amount"], &fine["month"]), (&json!(3.2e6), &json!("2028-11")));
        assert_eq!(option["charges"].as_array().unwrap().len(), story.charges.len());
    }
}
