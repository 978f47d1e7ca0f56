//! What was compared, in words.

use super::contents::ReportContents;
use crate::report::figures::{chance, rate, trials_in_words};
use crate::report::{Sampling, Scale, listed, partial_in_words};

/// Case, horizon, money, appetite, trials, weights: a term and its text each.
#[must_use]
pub fn facts(contents: &ReportContents<'_>) -> Vec<(&'static str, String)> {
    let (summary, setting) = (contents.summary, contents.setting);
    let scale = Scale::for_amounts_up_to(summary.appetite.amount);
    let least = summary.scenarios.iter().map(|scenario| scenario.trials).min().unwrap_or(0);
    let most = summary.scenarios.iter().map(|scenario| scenario.trials).max().unwrap_or(0);
    let trials =
        if least == most { trials_in_words(most) } else { format!("{least} to {}", trials_in_words(most)) };
    let sampling = match summary.sampling {
        Sampling::Independent => "drawn independently".to_owned(),
        Sampling::ScrambledSobol { replicates } => {
            format!("scrambled Sobol points in {replicates} replicates")
        }
    };
    let mut facts = vec![
        ("Case", summary.case.clone()),
        ("Horizon", format!("{} months from {}", summary.horizon_months, summary.start)),
        (
            "Money",
            format!(
                "{}, present value at {} a year; cost is positive",
                summary.currency,
                rate(summary.discount_rate)
            ),
        ),
        (
            "Risk appetite",
            format!(
                "at most a {} chance to cost over {} {} in all",
                rate(summary.appetite.chance),
                scale.certain(summary.appetite.amount),
                scale.unit(&summary.currency)
            ),
        ),
        ("Trials", format!("{trials} per scenario and option, {sampling}; seed {}", summary.seed)),
        (
            "Weights",
            match &setting.weights {
                Some(weights) => {
                    let each = setting.scenarios.iter().zip(weights);
                    let each: Vec<String> =
                        each.map(|((_, name), weight)| format!("{name} {}", chance(*weight))).collect();
                    listed(&each.iter().map(String::as_str).collect::<Vec<&str>>())
                }
                None => "none: nothing is averaged over scenarios".to_owned(),
            },
        ),
    ];
    if let Some(partial) = &summary.partial {
        facts.push(("Interrupted", partial_in_words(partial)));
    }
    if !contents.manifest.overrides.set.is_empty() {
        facts.push(("Set for this run", contents.manifest.overrides.set.join("; ")));
    }
    facts
}

/// The weight of a scenario, where the scenarios have weights.
#[must_use]
pub fn weight(contents: &ReportContents<'_>, id: &str) -> Option<String> {
    let weights = contents.setting.weights.as_ref()?;
    let position = contents.setting.scenarios.iter().position(|(known, _)| known == id)?;
    weights.get(position).map(|weight| chance(*weight))
}

/// What the case says of an option.
#[must_use]
pub fn option_text(contents: &ReportContents<'_>, id: &str) -> Option<String> {
    let options = contents.case.as_ref().ok().map(|read| &read.case.options)?;
    let found = options.iter().find(|option| option.id.as_str() == id)?;
    found.description.as_deref().map(flowed)
}

/// What the case says of a scenario.
#[must_use]
pub fn scenario_text(contents: &ReportContents<'_>, id: &str) -> Option<String> {
    let scenarios = contents.case.as_ref().ok().map(|read| &read.case.scenarios)?;
    let found = scenarios.iter().find(|scenario| scenario.id.as_str() == id)?;
    found.description.as_deref().map(flowed)
}

/// Without line breaks.
fn flowed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}
