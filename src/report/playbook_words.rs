//! Playbook entries in words: when what happens, then what is done.

use super::in_words::{application, one_paragraph, placement};
use super::prose::listed;
use crate::domain::{Case, Gauge, Id, PlaybookEntry, Response, Trigger};
use crate::quantity::Quantity;
use crate::units::{Dimension, format_in_dimension};

/// `Core follows: when …, then, 1 month later: ….` with what it takes back and against what it prepares.
pub(super) fn playbook_entry(case: &Case, entry: &PlaybookEntry) -> String {
    let lag = entry.lag.as_ref().map_or_else(String::new, |lag| format!(", {} later", about(case, lag)));
    let mut text = format!(
        "{}: when {}, then{lag}: {}.",
        one_paragraph(&entry.name),
        trigger(case, &entry.when),
        response(case, &entry.response)
    );
    if entry.reverts {
        text += " When that ceases, all but moves is taken back.";
    }
    if entry.cool_down > 0.0 {
        text += &format!(" Not again within {}.", months(case, entry.cool_down));
    }
    if !entry.against.is_empty() {
        let risks: Vec<&str> = entry.against.iter().map(|id| risk(case, id)).collect();
        text += &format!(" Against: {}.", listed(&risks));
    }
    text
}

/// A trigger as the part of a sentence after "when".
pub(super) fn trigger(case: &Case, when: &Trigger) -> String {
    match when {
        Trigger::All(parts) => joined(case, parts, " and "),
        Trigger::Any(parts) => joined(case, parts, " or "),
        Trigger::Entered(id) => format!("the world is in {}", regime(case, id)),
        Trigger::Left(id) => format!("the world has left {}", regime(case, id)),
        Trigger::Announced(id) => format!("{} is announced", risk(case, id)),
        Trigger::Occurred(id) => format!("{} is in effect", risk(case, id)),
        Trigger::Above { gauge, on, off } => {
            let threshold = amount(case, gauge, *on);
            let until = if off < on {
                format!(" (until below {})", amount(case, gauge, *off))
            } else {
                String::new()
            };
            format!("{} above {threshold}{until}", reading(case, gauge))
        }
        Trigger::Month(month) => format!("{} have passed", months(case, *month)),
    }
}

/// Parts with `and` or `or` between them; those that are themselves made of parts stand in brackets.
fn joined(case: &Case, parts: &[Trigger], between: &str) -> String {
    let part = |part: &Trigger| match part {
        Trigger::All(inner) | Trigger::Any(inner) if inner.len() > 1 => format!("({})", trigger(case, part)),
        Trigger::All(_)
        | Trigger::Any(_)
        | Trigger::Entered(_)
        | Trigger::Left(_)
        | Trigger::Announced(_)
        | Trigger::Occurred(_)
        | Trigger::Above { .. }
        | Trigger::Month(_) => trigger(case, part),
    };
    parts.iter().map(part).collect::<Vec<String>>().join(between)
}

fn reading(case: &Case, gauge: &Gauge) -> String {
    let window = |within: &Option<f64>| {
        within.map_or_else(String::new, |within| format!(" of the last {}", months(case, within)))
    };
    match gauge {
        Gauge::Fines { within } => format!("fines{} are", window(within)),
        Gauge::DaysDown { within } => format!("days lost to interruption{} are", window(within)),
        Gauge::Demand { risk: id, segment } => {
            let who = segment
                .as_ref()
                .map_or_else(|| "some segment".to_owned(), |id| self::segment(case, id).to_owned());
            format!("the share of {who} with “{}” is", risk(case, id))
        }
        Gauge::CustomersLost { segment } => format!("the share of {} lost is", self::segment(case, segment)),
    }
}

/// A threshold in the unit of its gauge.
pub(super) fn amount(case: &Case, gauge: &Gauge, value: f64) -> String {
    match gauge {
        Gauge::Fines { .. } => written(case, value, Dimension::Money),
        Gauge::DaysDown { .. } => written(case, value, Dimension::Count),
        Gauge::Demand { .. } | Gauge::CustomersLost { .. } => written(case, value, Dimension::Share),
    }
}

fn written(case: &Case, value: f64, dimension: Dimension) -> String {
    format_in_dimension(value, dimension, case.settings.currency, 3)
}

fn months(case: &Case, months: f64) -> String {
    written(case, months, Dimension::Duration)
}

/// A figure by its mean: `about 1.1 months`, or `1 month` where it is certain.
pub(super) fn about(case: &Case, quantity: &Quantity) -> String {
    about_in(case, quantity, quantity.dimension)
}

fn about_in(case: &Case, quantity: &Quantity, dimension: Dimension) -> String {
    let mean = format_in_dimension(quantity.mean(), dimension, case.settings.currency, 2);
    if quantity.is_certain() { mean } else { format!("about {mean}") }
}

/// What is done, part by part.
pub(super) fn response(case: &Case, response: &Response) -> String {
    let mut parts: Vec<String> = moves(case, response);
    if let Some(premium) = &response.premium {
        parts.push(format!("at a premium of {}", about_in(case, premium, Dimension::Share)));
    }
    if let Some(factor) = &response.time_factor {
        parts.push(format!("in {} times the usual time", about(case, factor)));
    }
    for (what, measures) in [("begin", &response.switch_on), ("end", &response.switch_off)] {
        if !measures.is_empty() {
            let name = |id: &Id| case.measure(id).map_or_else(|| id.to_string(), |found| found.name.clone());
            let names: Vec<String> = measures.iter().map(name).collect();
            parts.push(format!("{what} {}", names.join(", ")));
        }
    }
    for (of, flow) in &response.stop_flows {
        parts.push(format!("stop the flow `{flow}` of {}", application(case, of)));
    }
    if let Some(strictness) = &response.strictness {
        parts.push(format!("obligations {strictness}"));
    }
    if let Some(isolation) = &response.isolation {
        let name = case.isolation(isolation).map_or(isolation.as_str(), |found| &found.name);
        parts.push(format!("isolation {name}"));
    }
    parts.join("; ")
}

/// Moves, those to one placement together.
fn moves(case: &Case, response: &Response) -> Vec<String> {
    let mut targets: Vec<&Id> = Vec::new();
    for (_, target) in &response.moves {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets
        .into_iter()
        .map(|target| {
            let moving = response.moves.iter().filter(|(_, to)| to == target);
            let names: Vec<&str> = moving.map(|(moved, _)| application(case, moved)).collect();
            format!("{} to {}", listed(&names), placement(case, target))
        })
        .collect()
}

pub(super) fn risk<'a>(case: &'a Case, id: &'a Id) -> &'a str {
    case.risk(id).map_or(id.as_str(), |found| &found.name)
}

pub(super) fn segment<'a>(case: &'a Case, id: &'a Id) -> &'a str {
    case.segment(id).map_or(id.as_str(), |found| &found.name)
}

pub(super) fn regime<'a>(case: &'a Case, id: &'a Id) -> &'a str {
    case.regimes.regimes.iter().find(|regime| regime.id == *id).map_or(id.as_str(), |found| &found.name)
}

#[cfg(test)]
mod tests {
    use super::playbook_entry;
    use crate::domain::{Case, Gauge, Id, PlaybookEntry, Response, Trigger};
    use crate::input::{CaseSource, read_case};

    fn case() -> Case {
        read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case
    }

    fn entry(when: Trigger, response: Response) -> PlaybookEntry {
        let id = Id::new("leave").unwrap();
        let name = "Leave".to_owned();
        let against = vec![Id::new("network-cut").unwrap()];
        PlaybookEntry {
            id,
            name,
            description: None,
            owner: None,
            when,
            lag: None,
            cool_down: 6.0,
            reverts: true,
            against,
            response,
        }
    }

    #[test]
    fn a_sentence_says_when_what_is_done() {
        let case = case();
        let id = |text: &str| Id::new(text).unwrap();
        let fines = Trigger::Above { gauge: Gauge::Fines { within: Some(12.0) }, on: 5e6, off: 2e6 };
        let either = Trigger::Any(vec![Trigger::Entered(id("cold-war")), fines]);
        let when = Trigger::All(vec![either, Trigger::Month(24.0)]);
        let (first, second) = (&case.applications[0], &case.applications[1]);
        let target = &case.placements[0];
        let moves = vec![(first.id.clone(), target.id.clone()), (second.id.clone(), target.id.clone())];
        let found = playbook_entry(&case, &entry(when, Response { moves, ..Response::default() }));
        let expected = format!(
            "Leave: when (the world is in Cold War 2.0 or fines of the last 12 months are above 5M EUR (until below 2M \
             EUR)) and 24 months have passed, then: {} and {} to {}. When that ceases, all but moves is taken back. Not \
             again within 6 months. Against: {}.",
            first.name,
            second.name,
            target.name,
            case.risk(&id("network-cut")).unwrap().name
        );
        assert_eq!(found, expected);
    }
}
