//! Triggers of prepared moves in a few words.

use super::in_language::fill;
use crate::decision::Candidate;
use crate::domain::{Case, Gauge, Trigger};
use crate::language::Language;
use crate::report::playbook_words::{regime, risk, segment};
use crate::units::Dimension;

/// A candidate in a few words.
pub(super) fn label(case: &Case, candidate: &Candidate, language: Language) -> String {
    match candidate {
        Candidate::Written => language.say("trigger-as-written"),
        Candidate::Now => language.say("trigger-now"),
        Candidate::Never => language.say("trigger-never"),
        Candidate::Month(month) => month_label(*month, language),
        Candidate::Signal { trigger, .. } => signal(case, trigger, language),
    }
}

fn month_label(month: f64, language: Language) -> String {
    fill(language, "plan-month", &[("number", &format!("{month:.0}"))])
}

/// A name without the kind that it begins with.
fn short(name: &str) -> &str {
    name.split_once(": ").map_or(name, |(_, rest)| rest)
}

fn signal(case: &Case, trigger: &Trigger, language: Language) -> String {
    match trigger {
        Trigger::All(parts) => joined(case, parts, "trigger-and", language),
        Trigger::Any(parts) => joined(case, parts, "trigger-or", language),
        Trigger::Entered(id) => fill(language, "trigger-in", &[("regime", regime(case, id))]),
        Trigger::Left(id) => fill(language, "trigger-out-of", &[("regime", regime(case, id))]),
        Trigger::Announced(id) => fill(language, "trigger-announced", &[("risk", short(risk(case, id)))]),
        Trigger::Occurred(id) => fill(language, "trigger-in-effect", &[("risk", short(risk(case, id)))]),
        Trigger::Month(month) => month_label(*month, language),
        Trigger::Above { gauge, on, .. } => above(case, gauge, *on, language),
    }
}

fn joined(case: &Case, parts: &[Trigger], phrase: &str, language: Language) -> String {
    let each = parts.iter().map(|part| signal(case, part, language));
    each.reduce(|first, second| fill(language, phrase, &[("first", &first), ("second", &second)]))
        .unwrap_or_default()
}

/// A gauge above a value.
fn above(case: &Case, gauge: &Gauge, on: f64, language: Language) -> String {
    let written = |dimension| language.in_dimension(on, dimension, case.settings.currency, 3);
    let windowed = |phrase: &str, with_window: &str, amount: &str, within: &Option<f64>| match within {
        None => fill(language, phrase, &[("amount", amount)]),
        Some(within) => {
            fill(language, with_window, &[("amount", amount), ("number", &format!("{within:.0}"))])
        }
    };
    match gauge {
        Gauge::Fines { within } => {
            windowed("trigger-fines", "trigger-fines-within", &written(Dimension::Money), within)
        }
        Gauge::DaysDown { within } => {
            windowed("trigger-days-down", "trigger-days-down-within", &written(Dimension::Count), within)
        }
        Gauge::Demand { risk: id, .. } => {
            let share = written(Dimension::Share);
            fill(language, "trigger-demand", &[("amount", &share), ("risk", risk(case, id))])
        }
        Gauge::CustomersLost { segment: id } => {
            let share = written(Dimension::Share);
            fill(language, "trigger-lost", &[("amount", &share), ("segment", segment(case, id))])
        }
    }
}
