//! A contingency plan of one option on one page: signals, thresholds, actions, lead times, owners, cost of preparation.

use super::plan::{Context, MoveWords, NEVER, PlannedOption, is_date, is_signal};
use super::plan_pictures::signed;
use super::plan_tables::until_in_words;
use super::words::{range, share_with_interval, with_interval};
use crate::decision::{
    Candidate, CostDifference, Estimate, LATEST_START_LEVEL, MoveFinding, Spread, preparing_measures,
};
use crate::domain::{ItOption, Measure};
use crate::math;
use crate::report::figures::{Scale, chance};
use crate::report::playbook_words::{about, response, risk, trigger};
use crate::report::prose::listed;
use crate::statistics::{Interval, Verdict};

/// The plan, as Markdown.
pub(super) fn page(context: Context<'_>, planned: &PlannedOption) -> String {
    let (setting, case) = (context.setting, context.case);
    let option = &case.options[planned.option];
    let mut text = format!("# Contingency plan: {}\n\n{}\n", option.name, setting.in_words(""));
    text += &preparation(context, planned, option);
    if planned.moves.is_empty() {
        text += "\nThis option has no prepared moves: it does what was planned, or what is forced on it.\n";
    }
    for (number, found) in planned.moves.iter().enumerate() {
        let words = MoveWords { context, option: planned.option, found };
        text += &section(&words, number + 1);
    }
    text += "\nIntervals hold with 95 %; where triggers are compared, for all triggers of a row together. “Saves”: cost if the move is never made, \
             less cost as written, on average and in the worst 5 % of trials. “Waiting”: seeing first, against the better of now and never. A \
             date is cheaper than a signal to him who knows that the scenario comes.\n";
    text
}

/// Measures that make the moves cheaper and shorter, their cost, and what they save.
fn preparation(context: Context<'_>, planned: &PlannedOption, option: &ItOption) -> String {
    let case = context.case;
    let scale = context.setting.scale_of(1e8);
    let unit = scale.unit(&context.setting.currency);
    let measures = preparing_measures(case, option);
    if measures.is_empty() {
        return "\n**Preparation:** nothing is prepared; moves are as dear and as long as any that is not planned from the start.\n"
            .to_owned();
    }
    let each = measures.iter().filter_map(|id| {
        let measure = case.measure(id)?;
        let start = option.measures.iter().find(|chosen| chosen.measure == **id)?.start;
        let cost = present_value(measure, start, context);
        Some(format!(
            "{} (from month {start:.0}: {} once, {} a year, together about {} {unit} in present value)",
            measure.name,
            about(case, &measure.one_off),
            about(case, &measure.yearly),
            scale.amount(cost, None)
        ))
    });
    let each: Vec<String> = each.collect();
    let parts: Vec<String> = [
        worth(context, planned, (Verdict::SecondLower, "saves", "costs")),
        worth(context, planned, (Verdict::FirstLower, "costs", "saves")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let worth = if parts.is_empty() {
        "whether it pays cannot be told".to_owned()
    } else {
        format!("it {}", parts.join("; it "))
    };
    format!(
        "\n**Preparation:** {}. With all moves as they are written {worth}.\n",
        listed(&each.iter().map(String::as_str).collect::<Vec<_>>())
    )
}

/// `saves 0.5 (0.2 to 0.9) M EUR more than it costs in …`, of scenarios with a verdict.
fn worth(
    context: Context<'_>,
    planned: &PlannedOption,
    (wanted, does, than): (Verdict, &str, &str),
) -> Option<String> {
    let scale = context.setting.scale_of(1e8);
    let told =
        planned.preparation.iter().filter(|(scenario, found)| scenario.is_some() && found.verdict == wanted);
    let count = told.clone().count();
    let size = |found: &CostDifference| found.difference.estimate.abs();
    let (scenario, most) = told.max_by(|left, right| size(&left.1).total_cmp(&size(&right.1)))?;
    let more = if count > 1 { format!(", and something in {} more", count - 1) } else { String::new() };
    Some(format!(
        "{does} {} {} more than it {than} in {}{more}",
        with_interval(scale, &absolute(&most.difference)),
        scale.unit(&context.setting.currency),
        context.setting.outlook(*scenario)
    ))
}

fn absolute(found: &Estimate) -> Estimate {
    if found.estimate >= 0.0 {
        return *found;
    }
    let confidence_interval = found.confidence_interval.map(|interval| interval.negated());
    Estimate { estimate: -found.estimate, confidence_interval, ..*found }
}

/// About what a measure costs to the end of the horizon, by the means of its figures.
fn present_value(measure: &Measure, start: f64, context: Context<'_>) -> f64 {
    let factor = |month: f64| math::pow(1.0 + context.setting.discount_rate, -month / 12.0);
    let ready = start + measure.lead_time.mean();
    let months = 0..context.setting.horizon_months;
    let running = months.map(|month| month as f64 + 0.5).filter(|month| *month >= ready);
    let yearly: f64 = running.map(|month| factor(month) * measure.yearly.mean() / 12.0).sum();
    factor(0.5 * (start + ready)) * measure.one_off.mean() + yearly
}

fn section(found: &MoveWords<'_>, number: usize) -> String {
    let (entry, case) = (found.entry(), found.context.case);
    let owner = entry.owner.as_deref().unwrap_or("to be named");
    let lag = entry
        .lag
        .as_ref()
        .map_or_else(|| "at once".to_owned(), |lag| format!("{} after the signal", about(case, lag)));
    let mut text = format!("\n## {number}. {} (owner: {owner})\n\n", found.name());
    text += &format!("- **Signal:** {}; looked at every month.\n", trigger(case, &entry.when));
    text +=
        &format!("- **Action:** {}; begins {lag}{}.\n", response(case, &entry.response), reverting(found));
    if !entry.against.is_empty() {
        let risks: Vec<&str> = entry.against.iter().map(|id| risk(case, id)).collect();
        text += &format!("- **Against:** {}.\n", listed(&risks));
    }
    text += &timing(found);
    text += &format!("- **Trigger:** {}\n", advice(found));
    text + &table(found)
}

fn reverting(found: &MoveWords<'_>) -> String {
    if found.entry().reverts {
        "; taken back, but for moves, when the signal ceases".to_owned()
    } else {
        String::new()
    }
}

fn spread(found: &Spread) -> String {
    if found.high - found.low < 0.05 {
        return months(found.median);
    }
    format!("{} (9 in 10: {:.1} to {:.1})", months(found.median), found.low, found.high)
}

fn months(months: f64) -> String {
    format!("{months:.1} months")
}

/// Lead time, warning and the latest start.
fn timing(found: &MoveWords<'_>) -> String {
    let main = found.main_scenario();
    let Some(lead) = &main.lead_time else { return String::new() };
    let mut text = format!("- **Lead time:** {} from signal to done", spread(lead));
    if let Some(fires) = main.triggers[0].fires.as_ref().filter(|fires| lead.values < fires.successes) {
        let done = lead.values as f64 / fires.successes as f64;
        text += &format!(" where it is done, {} of the times that it is set off", chance(done));
    }
    if let Some(warning) = &main.warning {
        text += &format!("; warning until it takes effect: {}", spread(warning));
    }
    if let Some(start) = &main.latest_start {
        let share = chance(LATEST_START_LEVEL);
        text += &if start.estimate > 0.0 {
            format!(
                "; to be done in time in {share} of the trials that need it, begin by month {:.0}",
                start.estimate
            )
        } else {
            format!(
                "; too long to be done in time in {share} of the trials that need it, even if it begins now"
            )
        };
    }
    format!("{text} ({}).\n", found.outlook(main))
}

/// Whether to change the signal: on average, and for the worst trials.
fn advice(found: &MoveWords<'_>) -> String {
    let words = |told: Vec<(&MoveFinding, usize)>| -> Option<String> {
        let each = told.iter().map(|(row, one)| format!("“{}” in {}", found.label(*one), found.outlook(row)));
        let each: Vec<String> = each.collect();
        (!each.is_empty()).then(|| listed(&each.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    let mean = words(found.cheaper_triggers(is_signal))
        .map_or("no other signal is shown to cost less".to_owned(), |told| {
            format!("cheaper on average is {told}")
        });
    let in_tail = found.scenarios().filter_map(|row| Some((row, found.safer(row, is_signal)?))).collect();
    let few = found.scenarios().all(|row| row.best_by_shortfall.is_none());
    let tail = match words(in_tail) {
        Some(told) => format!("cheaper in the worst 5 % of trials is {told}"),
        None if few => "with so few trials nothing is said of the worst 5 %".to_owned(),
        None => "none is shown to be cheaper in the worst 5 % of trials".to_owned(),
    };
    format!("{mean}; {tail}.")
}

/// A row for each scenario in which the move has anything to do.
fn table(found: &MoveWords<'_>) -> String {
    let matters = |one: &&MoveFinding| {
        one.scenario.is_none()
            || one.saves.verdict != Verdict::Identical
            || one.triggers[0].fires.as_ref().is_some_and(|fires| fires.successes > 0)
    };
    let rows: Vec<&MoveFinding> = found.found.findings.iter().filter(matters).collect();
    if rows.is_empty() {
        return "\nIt is set off in no trial of any scenario.\n".to_owned();
    }
    let judged = found.found.is_judged;
    let unit = found.unit();
    let mut text = format!(
        "\n| Scenario | Set off |{} Saves, {unit} | In the worst 5 % | Fixed month pays until | Waiting, {unit} | Cheaper signal, {unit} | Cheaper date, {unit} |\n|---|---|{}---|---|---|---|---|---|\n",
        if judged { " In time | Too late | In vain | Missed |" } else { "" },
        if judged { "---|---|---|---|" } else { "" },
    );
    for row in &rows {
        text += &line(found, row, judged);
    }
    let silent = found.found.findings.len() - rows.len();
    if silent > 0 {
        let names = found.found.findings.iter().filter(|one| !matters(one)).map(|one| found.outlook(one));
        text += &format!("\nNever set off in {}.\n", listed(&names.collect::<Vec<&str>>()));
    }
    text
}

fn line(found: &MoveWords<'_>, row: &MoveFinding, judged: bool) -> String {
    let written = &row.triggers[0];
    let mut cells = vec![
        found.outlook(row).to_owned(),
        written.fires.as_ref().map_or_else(String::new, |fires| {
            share_with_interval(fires.estimate, Some(fires.confidence_interval))
        }),
    ];
    if judged {
        let shares = written.score.as_ref().map(|score| {
            [&score.in_time, &score.too_late, &score.in_vain, &score.missed]
                .map(|share| chance(share.estimate))
        });
        cells.extend(shares.unwrap_or_default());
    }
    let open = if row.saves.verdict == Verdict::CannotTell { " not told" } else { "" };
    cells.push(format!("{}{open}", found.money(&row.saves)));
    cells.push(tail(found, row));
    cells.push(until_in_words(row));
    cells.push(waiting(found.scale(), row));
    cells.push(cheaper(found, row, is_signal));
    cells.push(cheaper(found, row, is_date));
    format!("| {} |\n", cells.join(" | "))
}

/// What the move saves in the worst trials, where that is told.
fn tail(found: &MoveWords<'_>, row: &MoveFinding) -> String {
    let Some(compared) = &row.triggers[NEVER].shortfall_against_written else {
        return "too few trials".to_owned();
    };
    match compared.verdict {
        Verdict::FirstLower | Verdict::SecondLower => found.money(compared),
        Verdict::CannotTell => "not told".to_owned(),
        Verdict::Identical => "0".to_owned(),
    }
}

fn waiting(scale: Scale, row: &MoveFinding) -> String {
    let Some(waiting) = &row.waiting else { return String::new() };
    let found = &waiting.value_of_waiting;
    let better = if waiting.now.mean > 0.0 { "now" } else { "never" };
    let size = |mean: f64, interval: Interval| {
        format!("{} ({})", scale.amount(mean, Some(interval.width() / 4.0)), range(scale, interval))
    };
    match found.confidence_interval {
        Some(interval) if interval.low > 0.0 => format!("worth {}", size(found.mean, interval)),
        Some(interval) if interval.high < 0.0 => {
            format!("{better} is better by {}", size(-found.mean, interval.negated()))
        }
        Some(_) | None => format!("not told from {better}"),
    }
}

fn cheaper(found: &MoveWords<'_>, row: &MoveFinding, kind: fn(&Candidate) -> bool) -> String {
    found.cheaper(row, kind).map_or_else(
        || "none shown".to_owned(),
        |one| format!("{}: {}", found.label(one), signed(found, &row.triggers[one].against_written)),
    )
}
