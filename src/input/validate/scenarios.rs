//! `scenarios/<id>.toml`: what one file says. What it builds on: `extends`.

use super::super::collector::{Problem, Site};
use super::super::located::Located;
use super::super::raw::{RawAllow, RawScenarioRegime, RawScenarioRisk, RawScheduled, ScenarioFile};
use super::asked::{DURATION, FACTOR, RATE};
use super::checker::Checker;
use super::rates::require_rate_in_bounds;
use super::registry::Kind;
use crate::domain::{Id, Mechanism, RateChange, RegimePoint, Risk, ScheduledEvent};
use crate::quantity::{Quantity, QuantitySpec};

/// What one scenario file says, without what it extends.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    pub initial: Option<Said<Id>>,
    pub factors_into: Vec<(Id, Quantity)>,
    /// Empty when no path is forced.
    pub path: Vec<Said<RegimePoint>>,
    /// What it says of each risk.
    pub changes: Vec<Said<(Id, RateChange)>>,
    pub scheduled: Vec<Said<ScheduledEvent>>,
    /// Risks that it allows to contradict the rest.
    pub allows: Vec<Said<Id>>,
    /// Something in it is wrong by itself: what it says together cannot be judged.
    pub is_refused: bool,
    /// Something in it lies beyond the horizon, and was left out.
    pub is_cut: bool,
}

/// Something that a scenario says, and where.
#[derive(Debug, Clone)]
pub(super) struct Said<T> {
    pub what: T,
    pub site: Site,
}

pub(super) fn story(id: &str, raw: &ScenarioFile, risks: &[Risk], check: &mut Checker) -> Story {
    let errors = check.collector.errors();
    let mut story = Story::default();
    bases(raw, check);
    if let Some(raw) = &raw.regime {
        regime(id, raw, &mut story, check);
    }
    changes(id, raw, risks, &mut story, check);
    events(id, raw, risks, &mut story, check);
    allows(&raw.allow, &mut story, check);
    if raw.extends.is_empty() && says_nothing(raw) {
        let rule = format!("scenario `{id}` changes nothing");
        let hint = "add `[regime]`, `[[risk]]`, `[[scheduled]]` or `extends`; for the world as the catalogues have \
                    it, say `regime.initial`";
        let start = check.site(&(0..0));
        check.report(Problem::error(start, rule).value(id).hint(hint));
    }
    story.is_refused = check.collector.errors() > errors || !check.collector.is_complete(check.file);
    story
}

fn bases(raw: &ScenarioFile, check: &mut Checker) {
    for (index, base) in raw.extends.iter().enumerate() {
        check.reference(Kind::Scenario, base);
        if let Some(first) = raw.extends[..index].iter().find(|first| first.value == base.value) {
            let rule = format!("scenario `{}` is extended twice", base.value);
            check.report(Problem::error(check.of(base), rule).secondary(check.of(first), "first here"));
        }
    }
}

fn changes(id: &str, raw: &ScenarioFile, risks: &[Risk], story: &mut Story, check: &mut Checker) {
    for (index, change) in raw.risk.iter().enumerate() {
        if let Some(first) = raw.risk[..index].iter().find(|first| first.id.value == change.id.value) {
            let rule = format!("risk `{}` is changed twice", change.id.value);
            let problem = Problem::error(check.of(&change.id), rule);
            check.report(problem.secondary(check.of(&first.id), "first changed here"));
        }
        let what = self::change(id, change, risks, check);
        story.changes.push(Said { what, site: check.of(&change.id) });
    }
}

fn events(id: &str, raw: &ScenarioFile, risks: &[Risk], story: &mut Story, check: &mut Checker) {
    for (index, event) in raw.scheduled.iter().enumerate() {
        let name = format!("scenario.{id}.scheduled.{}", index + 1);
        let figures = check.figures.len();
        let what = scheduled(&name, event, risks, check);
        if is_within_horizon(what.at, &event.at, "this event", check) {
            story.scheduled.push(Said { what, site: check.of(&event.risk) });
        } else {
            story.is_cut = true;
            check.figures.truncate(figures);
        }
    }
}

/// Contradictions that are meant. Whether there are any: `contradictions`.
fn allows(raw: &[RawAllow], story: &mut Story, check: &mut Checker) {
    for (index, allow) in raw.iter().enumerate() {
        let what = check.reference(Kind::Risk, &allow.risk);
        if let Some(first) = raw[..index].iter().find(|first| first.risk.value == allow.risk.value) {
            let rule = format!("risk `{what}` is allowed twice");
            let problem = Problem::error(check.of(&allow.risk), rule);
            check.report(problem.secondary(check.of(&first.risk), "first allowed here"));
        }
        if allow.why.value.trim().is_empty() {
            let rule = format!("it is not said why risk `{what}` may contradict the rest of the story");
            check.error_with_hint(check.of(&allow.why), rule, "give the reason in a few words");
        }
        story.allows.push(Said { what, site: check.of(&allow.risk) });
    }
}

fn says_nothing(raw: &ScenarioFile) -> bool {
    let regime = raw.regime.as_ref();
    let no_regime = regime.is_none_or(|regime| {
        regime.initial.is_none() && regime.factor_into.is_empty() && regime.path.is_empty()
    });
    no_regime && raw.risk.is_empty() && raw.scheduled.is_empty()
}

fn regime(id: &str, raw: &RawScenarioRegime, story: &mut Story, check: &mut Checker) {
    story.initial = raw
        .initial
        .as_ref()
        .map(|regime| Said { what: check.reference(Kind::Regime, regime), site: check.of(regime) });
    for (regime, factor) in &raw.factor_into {
        let target = check.reference(Kind::Regime, regime);
        let name = format!("scenario.{id}.factor_into.{}", regime.value);
        story.factors_into.push((target, check.quantity(factor, name, FACTOR)));
    }
    let mut earlier = None;
    for point in &raw.path {
        let from = check.decision(&point.from, DURATION);
        let regime = check.reference(Kind::Regime, &point.regime);
        match earlier {
            None if from != 0.0 => {
                let rule = "a regime path starts at 0";
                check.error_with_hint(check.of(&point.from), rule, "write `from = 0`");
            }
            Some(before) if from <= before => {
                let rule = "the times of a regime path must ascend";
                check.error(check.of(&point.from), rule);
            }
            None | Some(_) => {}
        }
        earlier = Some(from);
        // The first point stays even when its time is refused: a path without points is none.
        if is_within_horizon(from, &point.from, "this point of the path", check) || story.path.is_empty() {
            story.path.push(Said { what: RegimePoint { from, regime }, site: check.of(&point.regime) });
        } else {
            story.is_cut = true;
        }
    }
    let Some(first) = raw.path.first() else { return };
    let other = raw.initial.as_ref().map(|initial| check.of(initial));
    let other = other.or_else(|| raw.factor_into.keys().next().map(|key| check.of(key)));
    if let Some(other) = other {
        let rule = "a forced path leaves no room for `initial` and `factor_into`";
        let problem = Problem::error(other, rule).secondary(check.of(&first.from), "the path");
        check.report(problem.hint("keep the path, or the other two"));
    }
}

fn change(scenario: &str, raw: &RawScenarioRisk, risks: &[Risk], check: &mut Checker) -> (Id, RateChange) {
    let id = check.reference(Kind::Risk, &raw.id);
    let name = |field: &str| format!("scenario.{scenario}.risk.{}.{field}", raw.id.value);
    let factor = check.optional(raw.factor.as_ref(), name("factor"), FACTOR);
    let rate = check.optional(raw.rate.as_ref(), name("rate"), RATE);
    if let (Some(rate), Some(spec)) = (&rate, &raw.rate) {
        require_rate_in_bounds(rate, spec, check);
    }
    if factor.is_none() && rate.is_none() && !raw.off {
        let rule = format!("nothing is changed for risk `{id}`");
        check.error_with_hint(check.of(&raw.id), rule, "add `factor`, `rate` or `off = true`");
    }
    let mechanism = risks.iter().find(|risk| risk.id == id).map(|risk| &risk.mechanism);
    if let (Some(spec), Some(Mechanism::DemandShift(_))) = (&raw.rate, mechanism) {
        let rule = format!("risk `{id}` is a demand shift and has no rate");
        check.error_with_hint(check.of(spec), rule, "use `factor`: it changes the pace");
    }
    (id, RateChange { factors: factor.into_iter().collect(), rate, off: raw.off })
}

fn scheduled(name: &str, raw: &RawScheduled, risks: &[Risk], check: &mut Checker) -> ScheduledEvent {
    let risk = check.reference(Kind::Risk, &raw.risk);
    let at = check.decision(&raw.at, DURATION);
    let per_event = DURATION.per_event();
    let event = ScheduledEvent {
        at,
        duration: check.optional(raw.duration.as_ref(), format!("{name}.duration"), per_event),
        grace: check.optional(raw.grace.as_ref(), format!("{name}.grace"), per_event),
        risk,
    };
    if let Some(risk) = risks.iter().find(|risk| risk.id == event.risk) {
        check_scheduled(raw, &risk.mechanism, check);
    }
    event
}

/// A scheduled event says only what its mechanism has.
fn check_scheduled(raw: &RawScheduled, mechanism: &Mechanism, check: &mut Checker) {
    let id = &raw.risk.value;
    let (duration, grace) = match mechanism {
        Mechanism::Outage(_) | Mechanism::Degradation(_) => (None, raw.grace.as_ref()),
        Mechanism::ServiceLoss(_) | Mechanism::SupplierBan(_) | Mechanism::CounterMeasure(_) => (None, None),
        Mechanism::RuleChange(_) => (raw.duration.as_ref(), None),
        Mechanism::Enforcement(_) | Mechanism::Incident(_) => (raw.duration.as_ref(), raw.grace.as_ref()),
        Mechanism::DemandShift(_) => {
            let rule = format!("risk `{id}` is a demand shift: it is not an event that can be scheduled");
            check.error_with_hint(
                check.of(&raw.risk),
                rule,
                "change its pace by a `factor` under `[[risk]]`",
            );
            return;
        }
    };
    for (key, spec) in [("duration", duration), ("grace", grace)] {
        if let Some(spec) = spec {
            check.error(check.of(spec), format!("an event of risk `{id}` has no `{key}`"));
        }
    }
}

/// Warns of what comes too late to be simulated: a shipped story may be longer than a case's horizon.
fn is_within_horizon(months: f64, spec: &Located<QuantitySpec>, what: &str, check: &mut Checker) -> bool {
    let is_late = check.is_beyond_horizon(months);
    if is_late {
        let rule =
            format!("{what} lies beyond the horizon of {} and has no effect", check.horizon_in_words());
        check.report(Problem::warning(check.of(spec), rule));
    }
    !is_late
}
