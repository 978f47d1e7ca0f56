//! The story of a trial as data of its picture.

use std::collections::BTreeMap;

use super::chart_words::{group_name, present_value};
use super::story::{StoryPlace, StorySetting, ToldStory, short_amount, story_total};
use super::story_text::{dearest_cause, option_names};
use crate::charts::{Timeline, TimelineBlock, TimelineItem, TimelineLane, TimelineSpan, Tone};
use crate::domain::{Group, PenaltyClass};
use crate::engine::{Cause, Happening, MoveReason, Note, Story};
use crate::language::Language;
use crate::plan::{MechanismPlan, RiskPlan};

/// One or two options' stories of the same trial as a picture's data: what all share on top, then one block for each.
///
/// - `place`: of the first option.
#[must_use]
pub fn story_timeline(
    setting: &StorySetting<'_>,
    told: &[ToldStory<'_>],
    place: StoryPlace,
    language: Language,
) -> Timeline {
    let plan = setting.plan;
    let story = told.first().map(|told| told.story);
    let regimes = story.map_or(&[][..], |story| &story.regimes);
    let scenario = story.map_or("", |story| &plan.scenarios[story.scenario].name);
    let valuation = present_value(setting.settings.discount_rate, language);
    let currency = setting.settings.currency.to_string();
    let money =
        language.fill("heading-money", &[("currency", currency.into()), ("valuation", valuation.into())]);
    let subtitle = [
        ("scenario", scenario.into()),
        ("money", money.as_str().into()),
        ("trial", language.count(story.map_or(0, |story| story.trial)).into()),
        ("trials", language.count(setting.trials).into()),
        ("seed", setting.seed.to_string().into()),
    ];
    Timeline {
        title: title(setting, told, place, language),
        subtitle: language.fill("story-subtitle", &subtitle),
        start: setting.settings.start,
        months: plan.horizon_months,
        regimes: regimes.iter().map(|(from, regime)| (*from, plan.names.regimes[*regime].clone())).collect(),
        world: TimelineLane {
            name: language.say("story-world"),
            items: story.map_or_else(Vec::new, |story| events(setting, story, |risk| !risk.is_own())),
        },
        groups: Group::ALL.map(|group| group_name(group, language)).to_vec(),
        money,
        language,
        blocks: told.iter().map(|told| block(setting, told.story, language)).collect(),
    }
}

fn title(
    setting: &StorySetting<'_>,
    told: &[ToldStory<'_>],
    place: StoryPlace,
    language: Language,
) -> String {
    let names = option_names(setting, told);
    let total = |told: &ToldStory<'_>| amount_of(story_total(setting.plan, told.story), language);
    let kind = kind_of(place, language);
    match (told, &names[..]) {
        ([first, second], [one, other]) => {
            let phrase = if kind.is_some() { "story-title-two-at" } else { "story-title-two" };
            let gaps = [
                ("one", (*one).into()),
                ("other", (*other).into()),
                ("first", total(first).into()),
                ("second", total(second).into()),
                ("kind", kind.unwrap_or_default().into()),
            ];
            language.fill(phrase, &gaps)
        }
        ([only], [name]) => {
            let number = || language.count(only.story.trial);
            let kind = kind.unwrap_or_else(|| language.fill("story-trial", &[("number", number().into())]));
            let dearest = dearest_cause(setting, only);
            let phrase = if dearest.is_some() { "story-title-one-cause" } else { "story-title-one" };
            let (cause, cents) = dearest.unwrap_or_default();
            let gaps = [
                ("option", (*name).into()),
                ("kind", kind.into()),
                ("amount", total(only).into()),
                ("part", amount_of(cents as f64 / 100.0, language).into()),
                ("cause", cause.into()),
            ];
            language.fill(phrase, &gaps)
        }
        _ => language.say("story-title-none"),
    }
}

/// `median trial`; `None` for a trial by its number.
fn kind_of(place: StoryPlace, language: Language) -> Option<String> {
    match place {
        StoryPlace::Trial(_) => None,
        StoryPlace::Percentile(50) => Some(language.say("story-median")),
        StoryPlace::Percentile(percent) => {
            Some(language.fill("story-percentile", &[("percent", format!("{percent:02}").into())]))
        }
        StoryPlace::Best => Some(language.say("story-best")),
        StoryPlace::Worst => Some(language.say("story-worst")),
    }
}

/// An amount to three digits, as labels write it.
fn amount_of(amount: f64, language: Language) -> String {
    match language {
        Language::English => short_amount(amount),
        Language::German | Language::Chinese => language.money(amount),
    }
}

/// The phrase of a sanction.
fn sanction(class: PenaltyClass) -> &'static str {
    match class {
        PenaltyClass::Warning => "sanction-warning",
        PenaltyClass::Fine => "sanction-fine",
        PenaltyClass::SeriousFine => "sanction-serious-fine",
        PenaltyClass::TurnoverBased => "sanction-by-turnover",
        PenaltyClass::Suspension => "sanction-suspension",
        PenaltyClass::Revocation => "sanction-revocation",
    }
}

fn block(setting: &StorySetting<'_>, story: &Story, language: Language) -> TimelineBlock {
    let lanes = [
        ("story-own-events", events(setting, story, RiskPlan::is_own)),
        ("story-moves", moves(setting, story, language)),
        ("story-playbook", playbook(setting, story)),
        ("story-authorities", authorities(setting, story, language)),
    ];
    TimelineBlock {
        option: setting.plan.options[story.option].name.clone(),
        lanes: lanes.map(|(name, items)| TimelineLane { name: language.say(name), items }).to_vec(),
        costs: costs(setting, story),
    }
}

/// `[group][month]`, present value.
fn costs(setting: &StorySetting<'_>, story: &Story) -> Vec<Vec<f64>> {
    let plan = setting.plan;
    let mut costs = vec![vec![0.0; plan.horizon_months]; Group::ALL.len()];
    for posting in &story.journal.postings {
        let group = posting.component.group() as usize;
        costs[group][posting.month] += posting.amount * plan.discount[posting.month];
    }
    costs
}

/// One item for each risk of those wanted, with all its events; inspections are for another lane.
fn events(
    setting: &StorySetting<'_>,
    story: &Story,
    wanted: impl Fn(&RiskPlan) -> bool,
) -> Vec<TimelineItem> {
    let plan = setting.plan;
    let mut by_risk: BTreeMap<usize, Vec<TimelineSpan>> = BTreeMap::new();
    let end = plan.horizon_months as f64;
    for (position, event) in story.events.iter().enumerate() {
        let risk = &plan.risks[event.risk];
        if !wanted(risk) || event.time >= end || risk.mechanism.as_enforcement().is_some() {
            continue;
        }
        let effect = event.time + event.grace;
        let nothing = |note: &Note| note.what == (Happening::ComesToNothing { event: position });
        let stays = match &risk.mechanism {
            // A change of the law happens and is there: a mark says more than a bar to the end.
            MechanismPlan::RuleChange(_) | MechanismPlan::Enforcement(_) | MechanismPlan::DemandShift(_) => {
                false
            }
            MechanismPlan::Outage(_)
            | MechanismPlan::ServiceLoss(_)
            | MechanismPlan::Degradation(_)
            | MechanismPlan::SupplierBan(_)
            | MechanismPlan::CounterMeasure(_)
            | MechanismPlan::Incident(_) => !story.notes.iter().any(nothing),
        };
        let lasts = if stays { event.duration } else { 0.0 };
        by_risk.entry(event.risk).or_default().push(TimelineSpan {
            start: event.time,
            effect,
            end: effect + lasts,
        });
    }
    let item = |(risk, spans): (usize, Vec<TimelineSpan>)| TimelineItem {
        label: numbered(&plan.risks[risk].name, spans.len()),
        // A month counts as much as a unit of money: it decides only between risks that cost nothing.
        weight: story.present_value(&plan.discount, |charge| charge.cause == Cause::Risk(risk))
            + spans.iter().map(|span| span.end.min(end) - span.start).sum::<f64>(),
        spans,
        tone: Tone::Event,
    };
    by_risk.into_iter().map(item).collect()
}

/// `Network cut (3)`.
fn numbered(name: &str, times: usize) -> String {
    if times > 1 { format!("{name} ({times})") } else { name.to_owned() }
}

/// Moves of the same kind that begin in the same month towards the same place are one bar.
fn moves(setting: &StorySetting<'_>, story: &Story, language: Language) -> Vec<TimelineItem> {
    let plan = setting.plan;
    let mut groups: BTreeMap<(usize, Tone, &str), (Vec<String>, TimelineSpan)> = BTreeMap::new();
    for (place, note) in story.notes.iter().enumerate() {
        let Happening::MoveBegins { application, to, reason, end } = note.what else { continue };
        let tone = match reason {
            MoveReason::Planned => Tone::PlannedMove,
            MoveReason::Emergency(_) => Tone::EmergencyMove,
            MoveReason::Playbook(_) => Tone::Playbook,
        };
        let end = end_of_move(&story.notes[place + 1..], application).unwrap_or(end).max(note.time);
        let name = plan.company.applications[application].name.clone();
        let span = TimelineSpan { start: note.time, effect: note.time, end };
        let key = (note.time as usize, tone, plan.names.stations[to].as_str());
        let (names, whole) = groups.entry(key).or_insert((Vec::new(), span));
        names.push(name);
        (whole.start, whole.effect) = (whole.start.min(note.time), whole.effect.min(note.time));
        whole.end = whole.end.max(end);
    }
    let item = |((_, tone, to), (names, span)): ((usize, Tone, &str), (Vec<String>, TimelineSpan))| {
        let who = if names.len() > 3 {
            let first = names[..2].join(&language.separator());
            let more = (names.len() - 2).into();
            language.fill("story-three-and-more", &[("names", first.into()), ("number", more)])
        } else {
            language.listed(&names.iter().map(String::as_str).collect::<Vec<&str>>())
        };
        // What was not planned is shown first where there is no room for all.
        let haste = if tone == Tone::PlannedMove { 0.0 } else { 1e6 };
        TimelineItem {
            label: language.fill("story-move", &[("who", who.into()), ("place", to.into())]),
            spans: vec![span],
            tone,
            weight: haste + names.len() as f64,
        }
    };
    groups.into_iter().map(item).collect()
}

/// When the move of an application that is under way ends, is given up or gives way to another.
fn end_of_move(notes: &[Note], application: usize) -> Option<f64> {
    let ends = |note: &&Note| {
        matches!(
            note.what,
            Happening::MoveEnds { application: of, .. }
                | Happening::MoveDropped { application: of }
                | Happening::MoveBegins { application: of, .. } if of == application
        )
    };
    notes.iter().find(ends).map(|note| note.time)
}

/// One item for each entry that was triggered: from the signal to its end, pale until it responds.
fn playbook(setting: &StorySetting<'_>, story: &Story) -> Vec<TimelineItem> {
    let mut by_entry: BTreeMap<usize, Vec<TimelineSpan>> = BTreeMap::new();
    for note in &story.notes {
        if let Happening::Triggered { entry } = note.what {
            let span = TimelineSpan { start: note.time, effect: note.time, end: note.time };
            by_entry.entry(entry).or_default().push(span);
        }
        if let Happening::Responds { entry } = note.what {
            let spans = by_entry.entry(entry).or_default();
            match spans.iter_mut().find(|span| span.effect == span.start && span.end == span.start) {
                Some(span) => (span.effect, span.end) = (note.time, note.time + 1.0),
                None => {
                    spans.push(TimelineSpan { start: note.time, effect: note.time, end: note.time + 1.0 })
                }
            }
        }
        if let Happening::Reverts { entry } = note.what
            && let Some(span) = by_entry.get_mut(&entry).and_then(|spans| spans.last_mut())
        {
            span.end = note.time.max(span.effect);
        }
    }
    let entries = &setting.plan.options[story.option].playbook;
    let item = |(entry, spans): (usize, Vec<TimelineSpan>)| TimelineItem {
        label: numbered(entries.get(entry).map_or("entry", |entry| &entry.name), spans.len()),
        weight: spans.len() as f64,
        spans,
        tone: Tone::Playbook,
    };
    by_entry.into_iter().map(item).collect()
}

/// Inspections by authority, and each sanction, refusal and closure on its own.
fn authorities(setting: &StorySetting<'_>, story: &Story, language: Language) -> Vec<TimelineItem> {
    let plan = setting.plan;
    let mut inspections: BTreeMap<usize, Vec<TimelineSpan>> = BTreeMap::new();
    let mut items = Vec::new();
    let instant = |time: f64| TimelineSpan { start: time, effect: time, end: time };
    for note in &story.notes {
        if let Happening::Inspection { risk } = note.what {
            inspections.entry(risk).or_default().push(instant(note.time));
        }
        if let Some((label, weight)) = grave(setting, note.what, language) {
            let mut span = instant(note.time);
            if let Happening::Closed { until } = note.what {
                span.end = until.max(note.time);
            }
            items.push(TimelineItem { label, spans: vec![span], tone: Tone::Sanction, weight });
        }
    }
    items.extend(inspections.into_iter().map(|(risk, spans)| TimelineItem {
        label: numbered(&plan.risks[risk].name, spans.len()),
        weight: 3.0,
        spans,
        tone: Tone::Inspection,
    }));
    items
}

/// What an authority does to the company, and how much it weighs: fines by their amount, refusals less than any.
fn grave(setting: &StorySetting<'_>, what: Happening, language: Language) -> Option<(String, f64)> {
    let names = &setting.plan.names;
    if let Happening::Sanction { class, amount, .. } = what {
        let fine = if amount > 0.0 { format!(" {}", amount_of(amount, language)) } else { String::new() };
        return Some((language.say(sanction(class)) + &fine, amount.max(1.0)));
    }
    if let Happening::Refused { duty, .. } = what {
        return Some((language.fill("story-refused", &[("duty", names.duties[duty].as_str().into())]), 2.0));
    }
    if let Happening::Withdrawn { duty, .. } = what {
        return Some((
            language.fill("story-withdrawn", &[("duty", names.duties[duty].as_str().into())]),
            2.0,
        ));
    }
    if let Happening::Closed { .. } = what {
        return Some((language.say("story-closed"), f64::MAX));
    }
    (what == Happening::Designated).then(|| (language.say("story-designated"), f64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::timeline_svg;
    use crate::report::testing::{shipped, trial_story};

    #[test]
    fn bars_and_marks_are_those_of_the_story() {
        let (case, plan) = shipped();
        let setting = StorySetting { settings: &case.settings, plan: &plan, seed: 1, trials: 100 };
        let (one, other) = (trial_story(&plan, 0), trial_story(&plan, 1));
        let told = [ToldStory { story: &one, cheaper: 0.5 }, ToldStory { story: &other, cheaper: 0.25 }];
        let data = story_timeline(&setting, &told, StoryPlace::Percentile(50), Language::English);
        timeline_svg(&data).unwrap();
        let shared = if plan.risks[one.events[0].risk].is_own() { 1 } else { 2 };
        assert_eq!(data.world.items.len(), shared);
        let lane = |name: &str| &data.blocks[0].lanes.iter().find(|lane| lane.name == name).unwrap().items;
        let tones: Vec<Tone> = lane("Moves").iter().map(|item| item.tone).collect();
        assert_eq!(tones, [Tone::PlannedMove, Tone::Playbook, Tone::EmergencyMove]);
        // Complete at 8, not at 7.5 as it was planned; given up at 10.
        assert_eq!((lane("Moves")[0].spans[0].end, lane("Moves")[2].spans[0].end), (8.0, 10.0));
        let span = lane("Playbook")[0].spans[0];
        assert_eq!((span.start, span.effect, span.end), (4.0, 5.0, 24.0));
        let inspections: Vec<_> =
            lane("Authorities").iter().filter(|item| item.tone == Tone::Inspection).collect();
        assert_eq!((inspections.len(), inspections[0].spans.len()), (1, 2));
        let cost: f64 = data.blocks[1].costs.iter().flatten().sum();
        assert!((cost - story_total(&plan, &other)).abs() < 1e-6);
    }
}
