//! What the model does not say: always, and of these results in particular.

use super::contents::ReportContents;
use crate::input::count_assumptions;
use crate::report::figures::{chance, count, trials_in_words};
use crate::report::partial_in_words;

/// Trials below which the worst hundredth has no interval.
const FEW_TRIALS: u64 = 1_000;

/// Limits of every run.
pub const GENERAL_LIMITS: [&str; 7] = [
    "Intervals say how far chance in the trials can be off, not how far the assumptions can. A figure that is wrong in the case is wrong in \
     every trial.",
    "Scenarios are stories. The model does not say how likely they are; weights, where there are any, are the company’s.",
    "Regulation packs are a model of the law, not legal advice. A refused filing is final, and a flow that stopped stays stopped.",
    "Playbooks look once a month and do what they say; nobody in them thinks twice.",
    "Counter-measures, reviews of suppliers and revoked licences are rare and dear: their rates are judgements, and the tail hangs on them.",
    "Prices are constant over the horizon. Taxes, accounting, people’s careers and the value of options beyond the horizon are left out.",
    "The lowest mean cost is not by itself a reason to choose: how much to fear the tail is for the board to say.",
];

/// Limits of these results in particular.
#[must_use]
pub fn own_limits(contents: &ReportContents<'_>) -> Vec<String> {
    let summary = contents.summary;
    let mut limits = Vec::new();
    if let Some(partial) = &summary.partial {
        limits.push(format!("The run was interrupted: {}.", partial_in_words(partial)));
    }
    let least = summary.scenarios.iter().map(|scenario| scenario.trials).min().unwrap_or(0);
    if least < FEW_TRIALS {
        limits.push(format!(
            "There are only {}: too few to say much about the worst hundredth of them.",
            trials_in_words(least)
        ));
    }
    if contents.setting.weights.is_none() && summary.scenarios.len() > 1 {
        limits.push(
            "The scenarios have no weights, so nothing is said about them together but the worst case."
                .to_owned(),
        );
    }
    if let Ok(read) = &contents.case {
        let counts = count_assumptions(&read.figures);
        let all = read.figures.len();
        if all > 0 && counts.with_source < all {
            limits.push(format!(
                "{} of {} figures ({}) have no published source: they are the company’s or the modeller’s judgement. Read the order of options and \
                 what drives it, not the last digit.",
                count((all - counts.with_source) as u64),
                count(all as u64),
                chance((all - counts.with_source) as f64 / all as f64)
            ));
        }
    }
    if let Some(oracle) = &summary.oracle
        && !oracle.disagreements.is_empty()
    {
        limits.push(format!(
            "Of {} figures that are known without simulation the trials miss {} by more than {} standard errors, the largest by {:.1}; that happens in \
             {} of runs by chance alone. More trials would tell: see summary.json, `oracle`.",
            count(oracle.checked as u64),
            count((oracle.disagreements.len() + oracle.not_listed) as u64),
            oracle.limit,
            oracle.largest,
            chance(oracle.chance_of_false_alarm)
        ));
    }
    limits
}
