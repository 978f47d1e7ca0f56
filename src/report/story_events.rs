//! What happened in a trial, as sentences by month.

use super::story::StorySetting;
use super::story_courses::courses;
use crate::domain::PenaltyClass;
use crate::engine::{Cause, Event, Happening, MoveReason, Note, Story};
use crate::plan::MechanismPlan;

/// A sentence about a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// From the start of the horizon.
    pub month: usize,
    pub text: String,
}

/// Names that a list shows before it is folded.
const MOST_LISTED: usize = 6;

/// Head of the list of events that are over before their month is; only there it counts how often.
const BRIEFLY: &str = "Begins and is over within the month";

/// What a note comes to: a sentence of its own, or an entry of a list under a common head.
enum Said {
    Sentence(String),
    Entry(&'static str, String),
}

/// Month, head, and entries with how often each is told.
type List = (usize, &'static str, Vec<(String, usize)>);

/// Everything told of a story, by month; what happens in the same month and of the same kind stands together.
pub(super) fn lines(setting: &StorySetting<'_>, story: &Story) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut lists: Vec<List> = Vec::new();
    for note in &story.notes {
        let month = note.time as usize;
        match said(setting, story, note) {
            None => {}
            Some(Said::Sentence(text)) => lines.push(Line { month, text }),
            Some(Said::Entry(head, entry)) => {
                let place =
                    lists.iter().position(|list| (list.0, list.1) == (month, head)).unwrap_or_else(|| {
                        lists.push((month, head, Vec::new()));
                        lists.len() - 1
                    });
                match lists[place].2.iter_mut().find(|(other, _)| *other == entry) {
                    Some((_, times)) => *times += 1,
                    None => lists[place].2.push((entry, 1)),
                }
            }
        }
    }
    for (month, head, entries) in lists {
        let often = |(entry, times): (String, usize)| {
            if times > 1 && head == BRIEFLY { format!("{entry} ({times} times)") } else { entry }
        };
        let entries: Vec<String> = entries.into_iter().map(often).collect();
        lines.push(Line { month, text: format!("{head}: {}.", folded(&entries)) });
    }
    lines.extend(courses(setting, story));
    lines.sort_by_key(|line| line.month);
    lines.dedup();
    lines
}

/// A single note in words, for lists of notes.
pub(super) fn note_in_words(setting: &StorySetting<'_>, story: &Story, note: &Note) -> Option<String> {
    said(setting, story, note).map(|said| match said {
        Said::Sentence(text) => text,
        Said::Entry(head, entry) => format!("{head}: {entry}."),
    })
}

/// `A, B and C`, after some of them `and 3 more`.
pub(super) fn folded(entries: &[String]) -> String {
    let more = entries.len().saturating_sub(MOST_LISTED);
    if more < 2 {
        return super::prose::listed(&entries.iter().map(String::as_str).collect::<Vec<_>>());
    }
    format!("{} and {more} more", entries[..MOST_LISTED].join(", "))
}

fn said(setting: &StorySetting<'_>, story: &Story, note: &Note) -> Option<Said> {
    let names = &setting.plan.names;
    let application = |position: usize| setting.plan.company.applications[position].name.as_str();
    let duty_for = |duty: usize, of: usize| format!("{} for {}", names.duties[duty], application(of));
    let flow = |position: usize| {
        let flow = &setting.plan.company.flows[position];
        format!("{} ({})", flow.name, application(flow.application))
    };
    let entry = |position: usize| {
        let entry = setting.plan.options[story.option].playbook.get(position);
        entry.map_or("entry", |entry| entry.name.as_str())
    };
    Some(match note.what {
        Happening::Regime { regime } if note.time <= 0.0 => {
            Said::Sentence(format!("The world starts in the regime {}.", names.regimes[regime]))
        }
        Happening::Regime { regime } => {
            Said::Sentence(format!("The world turns: {}.", names.regimes[regime]))
        }
        Happening::Announced { event } if is_brief(setting, story, event) => {
            Said::Entry(BRIEFLY, event_name(setting, &story.events[event]).to_owned())
        }
        Happening::Announced { event } => return announced(setting, story, event).map(Said::Sentence),
        Happening::TakesEffect { event } => return takes_effect(setting, story, event).map(Said::Sentence),
        Happening::ComesToNothing { event } => Said::Sentence(format!(
            "{}: the review ends without a ban.",
            event_name(setting, &story.events[event])
        )),
        Happening::Ends { event }
            if speaks_for_itself(setting, story, event) || is_brief(setting, story, event) =>
        {
            return None;
        }
        Happening::Ends { event } => {
            Said::Sentence(format!("{} is over.", event_name(setting, &story.events[event])))
        }
        Happening::Incident { event, amount } => incident(setting, &story.events[event], amount),
        Happening::MoveBegins { application: of, to, reason, end } => {
            move_begins(setting, story.option, (of, to), reason, end)
        }
        Happening::MoveWaits { application: of, duty, until } => Said::Sentence(format!(
            "The move of {} waits for an approval, {}: {}.",
            application(of),
            setting.until(until),
            names.duties[duty]
        )),
        Happening::MoveEnds { application: of, to } => {
            Said::Entry("Moved", format!("{} to {}", application(of), names.stations[to]))
        }
        Happening::MoveDropped { application: of } => {
            Said::Entry("Moves given up", application(of).to_owned())
        }
        Happening::MeasureBegins { measure } => {
            Said::Entry("Work begins on measures", names.measures[measure].clone())
        }
        Happening::MeasureWorks { measure } => {
            Said::Entry("Measures begin to work", names.measures[measure].clone())
        }
        Happening::MeasureEnds { measure } => Said::Entry("Measures end", names.measures[measure].clone()),
        Happening::Isolated { isolation } => Said::Sentence(format!(
            "China is now tied to headquarters like this: {}.",
            names.isolations[isolation]
        )),
        Happening::Strictness { strictness } => Said::Sentence(format!(
            "Obligations are met with strictness “{}” from now on.",
            names.strictness[strictness]
        )),
        Happening::PackBegins { pack } => {
            Said::Sentence(format!("New law is in force: {}.", names.packs[pack]))
        }
        Happening::CatalogueWidens => {
            Said::Sentence("The catalogue of important data is now wider.".to_owned())
        }
        Happening::ReviewsSlow => Said::Sentence("Authorities take longer over their reviews.".to_owned()),
        Happening::Designated => {
            Said::Sentence("The company is designated an operator of critical infrastructure.".to_owned())
        }
        Happening::NotDesignated => {
            Said::Sentence("The regulator looks at the company and does not designate it.".to_owned())
        }
        Happening::DutyArises { duty } => Said::Entry("New duties", names.duties[duty].clone()),
        Happening::Granted { duty, application: of, renewal: false } => {
            Said::Entry("Approved", duty_for(duty, of))
        }
        Happening::Granted { duty, application: of, renewal: true } => {
            Said::Entry("Approval renewed", duty_for(duty, of))
        }
        Happening::Refused { duty, application: of, renewal: false } => {
            Said::Entry("REFUSED", duty_for(duty, of))
        }
        Happening::Refused { duty, application: of, renewal: true } => {
            Said::Entry("Renewal REFUSED", duty_for(duty, of))
        }
        Happening::Withdrawn { duty, application: of } => {
            Said::Entry("Approval withdrawn", duty_for(duty, of))
        }
        Happening::FlowStops { flow: position } => {
            Said::Entry("Data stops crossing the border", flow(position))
        }
        Happening::FlowResumes { flow: position } => {
            Said::Entry("Data crosses the border again", flow(position))
        }
        Happening::Inspection { risk } => return inspection(setting, story, note.time, risk),
        Happening::Sanction { risk, duty, class, amount } => sanction(setting, (risk, duty), class, amount),
        Happening::Closed { until } => {
            Said::Sentence(format!("Business in China is closed {}.", setting.until(until)))
        }
        Happening::WoundUp => Said::Sentence(
            "What there was in China has been wound up: systems, projects, obligations.".to_owned(),
        ),
        Happening::Triggered { entry: position } => {
            Said::Sentence(format!("The signal of the playbook is seen: {}.", entry(position)))
        }
        Happening::Responds { entry: position } => {
            Said::Sentence(format!("The playbook responds: {}.", entry(position)))
        }
        Happening::Reverts { entry: position } => {
            Said::Sentence(format!("The signal has gone, the response is taken back: {}.", entry(position)))
        }
    })
}

/// What an event is called.
pub(super) fn event_name<'a>(setting: &StorySetting<'a>, event: &Event) -> &'a str {
    &setting.plan.risks[event.risk].name
}

/// Inspections and incidents speak for themselves: neither is announced.
fn speaks_for_itself(setting: &StorySetting<'_>, story: &Story, position: usize) -> bool {
    let told = |note: &Note| matches!(note.what, Happening::Incident { event, .. } if event == position);
    match &setting.plan.risks[story.events[position].risk].mechanism {
        MechanismPlan::Enforcement(_) => true,
        MechanismPlan::Incident(_) => story.notes.iter().any(told),
        MechanismPlan::Outage(_)
        | MechanismPlan::ServiceLoss(_)
        | MechanismPlan::DemandShift(_)
        | MechanismPlan::RuleChange(_)
        | MechanismPlan::Degradation(_)
        | MechanismPlan::SupplierBan(_)
        | MechanismPlan::CounterMeasure(_) => false,
    }
}

/// Comes without notice and is over before its month is.
fn is_brief(setting: &StorySetting<'_>, story: &Story, position: usize) -> bool {
    let event = &story.events[position];
    event.grace <= 0.0
        && event.time as usize == (event.time + event.duration) as usize
        && !speaks_for_itself(setting, story, position)
}

fn takes_effect(setting: &StorySetting<'_>, story: &Story, position: usize) -> Option<String> {
    let event = &story.events[position];
    let noted = |other: &Note| other.what == (Happening::Announced { event: position });
    // What begins without notice is told once.
    let told = event.grace <= 0.0 && story.notes.iter().any(noted);
    let silent = told || speaks_for_itself(setting, story, position);
    (!silent).then(|| format!("{} takes effect{}.", event_name(setting, event), lasting(setting, event)))
}

fn incident(setting: &StorySetting<'_>, event: &Event, amount: f64) -> Said {
    let name = event_name(setting, event);
    Said::Sentence(if amount == 0.0 {
        format!("{name} happens.")
    } else {
        format!("{name} happens and costs {} at once.", setting.money(amount))
    })
}

fn announced(setting: &StorySetting<'_>, story: &Story, position: usize) -> Option<String> {
    if speaks_for_itself(setting, story, position) {
        return None;
    }
    let event = &story.events[position];
    let name = event_name(setting, event);
    if event.grace <= 0.0 {
        return Some(format!("{name} begins{}.", lasting(setting, event)));
    }
    let effect = event.time + event.grace;
    let when = if effect >= setting.plan.horizon_months as f64 {
        "beyond the horizon".to_owned()
    } else {
        format!("in {}", setting.calendar(effect))
    };
    Some(match &setting.plan.risks[event.risk].mechanism {
        MechanismPlan::SupplierBan(_) => format!("{name}: a review opens, to be decided {when}."),
        MechanismPlan::Outage(_)
        | MechanismPlan::ServiceLoss(_)
        | MechanismPlan::Enforcement(_)
        | MechanismPlan::DemandShift(_)
        | MechanismPlan::RuleChange(_)
        | MechanismPlan::Degradation(_)
        | MechanismPlan::CounterMeasure(_)
        | MechanismPlan::Incident(_) => format!("{name} is announced, to take effect {when}."),
    })
}

/// How long what takes effect now lasts; nothing is said of rule changes, which stay.
fn lasting(setting: &StorySetting<'_>, event: &Event) -> String {
    let end = event.time + event.grace + event.duration;
    match &setting.plan.risks[event.risk].mechanism {
        MechanismPlan::RuleChange(_) => String::new(),
        MechanismPlan::Outage(_)
        | MechanismPlan::ServiceLoss(_)
        | MechanismPlan::Enforcement(_)
        | MechanismPlan::DemandShift(_)
        | MechanismPlan::Degradation(_)
        | MechanismPlan::SupplierBan(_)
        | MechanismPlan::CounterMeasure(_)
        | MechanismPlan::Incident(_) => format!(", {}", setting.until(end)),
    }
}

fn move_begins(
    setting: &StorySetting<'_>,
    option: usize,
    (application, to): (usize, usize),
    reason: MoveReason,
    end: f64,
) -> Said {
    let who = &setting.plan.company.applications[application].name;
    let (to, end) = (&setting.plan.names.stations[to], setting.until(end));
    match reason {
        MoveReason::Planned => Said::Entry("Planned moves begin", format!("{who} to {to} ({end})")),
        MoveReason::Emergency(cause) => Said::Sentence(format!(
            "{who} has to move in haste to {to}, {end}, because of: {}.",
            setting.cause(option, cause)
        )),
        MoveReason::Playbook(_) => {
            Said::Entry("Moves begin under the playbook", format!("{who} to {to} ({end})"))
        }
    }
}

/// An inspection that led to nothing; what it led to speaks for itself otherwise.
fn inspection(setting: &StorySetting<'_>, story: &Story, time: f64, risk: usize) -> Option<Said> {
    let sanctioned = |note: &Note| {
        note.time == time && matches!(note.what, Happening::Sanction { risk: by, .. } if by == risk)
    };
    let free = !story.notes.iter().any(sanctioned);
    free.then(|| Said::Entry("Without a sanction", setting.plan.risks[risk].name.clone()))
}

fn sanction(
    setting: &StorySetting<'_>,
    (risk, duty): (usize, usize),
    class: PenaltyClass,
    amount: f64,
) -> Said {
    let what = sanction_name(class);
    let fine = if amount > 0.0 { format!(" of {}", setting.money(amount)) } else { String::new() };
    let what = match class {
        PenaltyClass::Suspension | PenaltyClass::Revocation if amount > 0.0 => {
            format!("{what}, with a fine{fine}")
        }
        PenaltyClass::Warning
        | PenaltyClass::Fine
        | PenaltyClass::SeriousFine
        | PenaltyClass::TurnoverBased
        | PenaltyClass::Suspension
        | PenaltyClass::Revocation => format!("{what}{fine}"),
    };
    Said::Sentence(format!(
        "{}: {what}, over: {}.",
        setting.plan.risks[risk].name, setting.plan.names.duties[duty]
    ))
}

/// A sanction for people.
pub(super) fn sanction_name(class: PenaltyClass) -> &'static str {
    match class {
        PenaltyClass::Warning => "a warning",
        PenaltyClass::Fine => "a fine",
        PenaltyClass::SeriousFine => "a serious fine",
        PenaltyClass::TurnoverBased => "a fine by turnover",
        PenaltyClass::Suspension => "business is suspended",
        PenaltyClass::Revocation => "the licence is revoked",
    }
}

/// Why an amount was posted, as keys for programs: kind and position.
pub(super) fn cause_kind(cause: Cause) -> &'static str {
    match cause {
        Cause::Application(_) => "application",
        Cause::Move(_) => "move",
        Cause::Isolation => "isolation",
        Cause::Measure(_) => "measure",
        Cause::Duty(_) => "duty",
        Cause::Refusal(_) => "refusal",
        Cause::Risk(_) => "risk",
        Cause::Playbook(_) => "playbook",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{shipped, trial_story};

    #[test]
    fn every_happening_is_told_once_and_by_name() {
        let (case, plan) = shipped();
        let setting = StorySetting { settings: &case.settings, plan: &plan, seed: 1, trials: 100 };
        let story = trial_story(&plan, 0);
        let lines = lines(&setting, &story);
        let of = |month: usize| -> Vec<&str> {
            lines.iter().filter(|line| line.month == month).map(|line| line.text.as_str()).collect()
        };
        let (names, applications) = (&plan.names, &plan.company.applications);
        let loss = &plan.risks[story.events[0].risk].name;
        let outage = &plan.risks[story.events[1].risk].name;
        assert_eq!(
            of(0),
            [
                format!("The world starts in the regime {}.", names.regimes[1]),
                format!("New duties: {} and {}.", names.duties[0], names.duties[1]),
            ]
        );
        // The reference case starts in January 2027: month 9 is October.
        assert_eq!(of(3), [format!("{loss} is announced, to take effect in 2027-10.")]);
        assert_eq!(of(9)[0], format!("{loss} takes effect, until 2028-10."));
        assert!(of(9)[1].starts_with(&format!("{} has to move in haste to ", applications[1].name)));
        assert!(of(9)[1].ends_with(&format!("for good, because of: {loss}.")), "{}", of(9)[1]);
        assert_eq!(of(21), [format!("{loss} is over.")]);
        assert_eq!(of(30)[0], format!("Begins and is over within the month: {outage}."));
        assert_eq!(of(30).iter().filter(|text| text.contains(outage)).count(), 2, "and what it cost");
        assert_eq!(of(22).len(), 2, "the inspection speaks through its sanctions: {:?}", of(22));
        assert!(of(22)[0].contains("a serious fine of 3.20M EUR, over: "), "{:?}", of(22));
        assert!(of(20)[0].starts_with("Without a sanction: "), "{:?}", of(20));
        assert_eq!(of(23), ["Business in China is closed until 2029-03."]);
        assert!(of(31)[0].ends_with("happens and costs 500k EUR at once."), "{:?}", of(31));
    }

    #[test]
    fn a_growing_loss_is_told_when_it_begins_passes_shares_and_ends() {
        let (case, plan) = shipped();
        let setting = StorySetting { settings: &case.settings, plan: &plan, seed: 1, trials: 100 };
        let lines = lines(&setting, &trial_story(&plan, 0));
        let lost: Vec<(usize, &str)> = lines
            .iter()
            .filter(|line| line.month >= 40)
            .map(|line| (line.month, line.text.as_str()))
            .collect();
        // 1k in month 40; 5k, 10k and 15k of at most 20k in months 44, 49 and 54; 20 · 21 / 2 = 210k until month 59.
        let months: Vec<usize> = lost.iter().map(|(month, _)| *month).collect();
        let mut expected = vec![40, 44, 49, 54];
        if plan.horizon_months > 60 {
            expected.push(60);
            assert!(lost[4].1.contains("ends after 20 months: 210k EUR in all"), "{}", lost[4].1);
        }
        assert_eq!(months, expected);
        assert!(lost[0].1.starts_with("Sales in China begin to be lost") && lost[0].1.contains("1.00k EUR"));
        assert!(lost[2].1.contains("passes half of its highest: 10.0k EUR"), "{}", lost[2].1);
    }

    #[test]
    fn long_lists_are_folded() {
        let entries: Vec<String> = (1..=9).map(|number| number.to_string()).collect();
        assert_eq!(folded(&entries[..3]), "1, 2 and 3");
        assert_eq!(folded(&entries[..7]), "1, 2, 3, 4, 5, 6 and 7");
        assert_eq!(folded(&entries), "1, 2, 3, 4, 5, 6 and 3 more");
    }
}
