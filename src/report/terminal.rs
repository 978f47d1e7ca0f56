//! What a run prints: one table per question, for the board first.

use super::figures::{Scale, about, chance, count, rate, trials_in_words, upper_bound};
use super::findings::largest_relative_error;
use super::oracle::closed_forms_in_words;
use super::partial::partial_in_words;
use super::playbook_table::playbook_tables;
use super::precision_words::{precision_in_words, quantiles_in_words};
use super::prose::wrapped;
use super::standing::{AppetiteStanding, appetite_standing, most_often_cheapest};
use super::summary::{OptionSummary, Sampling, ScenarioSummary, Summary};
use super::table::TextTable;
use super::weighted_table::weighted_table;
use crate::domain::Group;
use crate::results::Partial;
use crate::statistics::Verdict;

/// Scenarios up to which each gets its own tables.
const MOST_IN_DETAIL: usize = 2;

/// Marks options that the trials cannot tell apart from the cheapest, and the cheapest itself.
const TIED: &str = "≈";
const CHEAPEST: &str = "*";

/// Mark chances that are above the tolerated one, and those for which the trials leave it open.
const ABOVE: &str = "! ";
const OPEN: &str = "? ";
/// What these mean.
const APPETITE_MARKS: &str = "! above that at 95 % confidence, ? the trials leave it open";

/// Where the text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Columns.
    pub width: u16,
    /// Bold headings.
    pub styled: bool,
}

/// The whole report. With one or two scenarios every figure of interest of each; with more, one table per question
/// over all of them.
#[must_use]
pub fn terminal_report(summary: &Summary, page: Page) -> String {
    let scale = scale_of(summary);
    let mut text = opening(summary, scale, page);
    if summary.scenarios.len() > MOST_IN_DETAIL {
        text += &overview(summary, scale, page);
    } else {
        for scenario in &summary.scenarios {
            text += &in_detail(summary, scenario, scale, page);
        }
    }
    text += &playbook_tables(summary, page);
    text += &weighted_table(summary, scale, page);
    text += &unsettled(summary, page);
    text += &precision_in_words(summary, page);
    text + &closed_forms_in_words(summary, page)
}

/// One unit for all tables, by the largest mean total.
fn scale_of(summary: &Summary) -> Scale {
    let means = summary.scenarios.iter().flat_map(|scenario| &scenario.options);
    Scale::for_amounts_up_to(means.map(|option| option.total.mean.abs()).fold(0.0, f64::max))
}

fn opening(summary: &Summary, scale: Scale, page: Page) -> String {
    let money = format!(
        "{}, present value at {} a year over {} months from {}; {} per scenario and option{}, seed {}.",
        scale.unit(&summary.currency),
        rate(summary.discount_rate),
        summary.horizon_months,
        summary.start,
        trials_of_all(summary),
        match summary.sampling {
            Sampling::Independent => "",
            Sampling::ScrambledSobol { .. } => ", spread by scrambled Sobol points",
        },
        summary.seed,
    );
    let partial = summary.partial.as_ref().map_or_else(String::new, |partial| missing(partial, page));
    let mut text = partial + &wrapped(&summary.case, page.width) + &wrapped(&money, page.width);
    text += &quantiles_in_words(summary, page);
    // The tables of one scenario show the errors themselves.
    if summary.scenarios.len() > MOST_IN_DETAIL
        && let Some(share) = largest_relative_error(&summary.scenarios)
    {
        let line = format!("Standard error of every mean total at most {}.", upper_bound(share));
        text += &wrapped(&line, page.width);
    }
    text
}

/// What an interrupted run has and lacks.
fn missing(partial: &Partial, page: Page) -> String {
    let missing = partial.missing.join(", ");
    let left_out = if missing.is_empty() { String::new() } else { format!("; left out: {missing}") };
    wrapped(&format!("{}{left_out}.", partial_in_words(partial)), page.width) + "\n"
}

/// `20,000 trials`, `2,048 to 12,288 trials`.
fn trials_of_all(summary: &Summary) -> String {
    let trials = || summary.scenarios.iter().map(|scenario| scenario.trials);
    match (trials().min(), trials().max()) {
        (Some(least), Some(most)) if least < most => format!("{} to {}", count(least), trials_in_words(most)),
        (_, most) => trials_in_words(most.unwrap_or(summary.trials)),
    }
}

pub(super) fn heading(text: &str, page: Page) -> String {
    let text = wrapped(text, page.width);
    if page.styled { format!("\n\x1b[1m{}\x1b[0m\n", text.trim_end()) } else { format!("\n{text}") }
}

// One table per question over all scenarios.

fn overview(summary: &Summary, scale: Scale, page: Page) -> String {
    let several = has_several_options(summary);
    let marks = if several { "; * lowest, ≈ cannot be told apart from it" } else { "" };
    let mut text = heading(&format!("What does each option cost? (mean total{marks})"), page);
    text += &matrix(summary, page, |scenario, option| {
        let total = scale.amount(option.total.mean, option.total.standard_error);
        format!("{}{total}", mark(scenario, option))
    });
    text += &heading("How bad can it get? (mean total of the worst 5 % of trials)", page);
    text += &matrix(summary, page, |_, option| {
        let worst = &option.total.expected_shortfall_95;
        scale.amount(worst.estimate, worst.standard_error)
    });
    for group in [Group::ComplianceCost, Group::FineExposure, Group::SalesLoss] {
        text += &heading(&format!("{} (mean)", group.name()), page);
        text += &matrix(summary, page, |_, option| group_mean(option, group, scale));
        if group == Group::FineExposure {
            // Fines are rare and heavy-tailed: their mean alone would mislead.
            text += &heading("Fine exposure when it matters (mean of the worst 1 % of trials)", page);
            text += &matrix(summary, page, |_, option| {
                option.group(group).map_or_else(String::new, |cost| {
                    let worst = &cost.expected_shortfall_99;
                    scale.amount(worst.estimate, worst.standard_error)
                })
            });
        }
    }
    if several {
        let question =
            "How often is each option the cheapest? (share of trials; * highest, where that is clear)";
        text += &heading(question, page);
        text += &matrix(summary, page, |scenario, option| {
            let leads = most_often_cheapest(scenario).is_some_and(|leader| leader.id == option.id);
            format!("{}{}", if leads { CHEAPEST } else { "" }, chance(option.cheapest.chance))
        });
    }
    let appetite = scale.certain(summary.appetite.amount);
    let question = format!(
        "Does it stay within the risk appetite? (chance to cost more than {appetite}; tolerated {}; {APPETITE_MARKS})",
        rate(summary.appetite.chance)
    );
    text += &heading(&question, page);
    text += &matrix(summary, page, |_, option| marked_chance(summary, option));
    text
}

/// Whether there is anything to compare.
fn has_several_options(summary: &Summary) -> bool {
    summary.scenarios.iter().any(|scenario| scenario.options.len() > 1)
}

/// The chance to exceed the risk appetite, marked by its interval.
fn marked_chance(summary: &Summary, option: &OptionSummary) -> String {
    let mark = match appetite_standing(option, summary.appetite.chance) {
        AppetiteStanding::Beyond => ABOVE,
        AppetiteStanding::Open => OPEN,
        AppetiteStanding::Within => "",
    };
    format!("{mark}{}", chance(option.chance_to_exceed_appetite.estimate))
}

/// A table with a row per scenario: options are compared along it, and only there.
fn matrix(
    summary: &Summary,
    page: Page,
    cell: impl Fn(&ScenarioSummary, &OptionSummary) -> String,
) -> String {
    let Some(first) = summary.scenarios.first() else {
        return String::new();
    };
    let names = first.options.iter().map(|option| option.name.clone());
    let header: Vec<String> = std::iter::once(String::new()).chain(names).collect();
    let mut table = TextTable::new(page.width, &header);
    for scenario in &summary.scenarios {
        let cells = scenario.options.iter().map(|option| cell(scenario, option));
        table.row(&std::iter::once(scenario.name.clone()).chain(cells).collect::<Vec<String>>());
    }
    table.text(page.styled)
}

// All questions about one scenario.

fn in_detail(summary: &Summary, scenario: &ScenarioSummary, scale: Scale, page: Page) -> String {
    let mut text = heading(&format!("{}: what does each option cost?", scenario.name), page);
    text += &cost_table(scenario, scale, page);
    text +=
        &heading(&format!("{}: the board's three figures (mean, and 95th percentile)", scenario.name), page);
    text += &board_table(scenario, scale, page);
    let question = if scenario.options.len() > 1 {
        "which is cheapest, how sure, and is it within the risk appetite?"
    } else {
        "does it stay within the risk appetite?"
    };
    let tolerated = rate(summary.appetite.chance);
    let question = format!("{}: {question} (tolerated {tolerated}; {APPETITE_MARKS})", scenario.name);
    text += &heading(&question, page);
    text += &certainty_table(summary, scenario, scale, page);
    text
}

fn cost_table(scenario: &ScenarioSummary, scale: Scale, page: Page) -> String {
    let mut header = words(&["", "Total ± standard error", "p95", "Worst 5 %"]);
    header.extend(Group::ALL.map(|group| group.name().to_owned()));
    let mut table = TextTable::new(page.width, &header);
    for option in &scenario.options {
        let total = &option.total;
        let worst = &total.expected_shortfall_95;
        let mut cells = vec![
            option.name.clone(),
            format!(
                "{}{}",
                mark(scenario, option),
                scale.amount_with_error(total.mean, total.standard_error)
            ),
            scale.amount(total.p95.estimate, None),
            scale.amount(worst.estimate, worst.standard_error),
        ];
        cells.extend(Group::ALL.map(|group| group_mean(option, group, scale)));
        table.row(&cells);
    }
    table.text(page.styled)
}

fn board_table(scenario: &ScenarioSummary, scale: Scale, page: Page) -> String {
    let groups = [Group::ComplianceCost, Group::FineExposure, Group::SalesLoss];
    let mut header = words(&[""]);
    header.extend(groups.iter().flat_map(|group| [group.name().to_owned(), "p95".to_owned()]));
    let mut table = TextTable::new(page.width, &header);
    for option in &scenario.options {
        let mut cells = vec![option.name.clone()];
        for group in groups {
            cells.push(group_mean(option, group, scale));
            cells.push(
                option.group(group).map_or_else(String::new, |cost| scale.amount(cost.p95.estimate, None)),
            );
        }
        table.row(&cells);
    }
    table.text(page.styled)
}

fn certainty_table(summary: &Summary, scenario: &ScenarioSummary, scale: Scale, page: Page) -> String {
    let appetite = format!("Above appetite ({})", scale.certain(summary.appetite.amount));
    let several = scenario.options.len() > 1;
    let mut header = words(&[""]);
    if several {
        header.extend(words(&["More than the cheapest", "95 % interval", "Cheapest in"]));
    }
    header.push(appetite);
    let mut table = TextTable::new(page.width, &header);
    let Some(cheapest) = scenario.cheapest() else {
        return String::new();
    };
    for option in &scenario.options {
        let mut cells = vec![option.name.clone()];
        if several {
            cells.extend(difference_cells(scenario, option, cheapest, scale));
            cells.push(chance(option.cheapest.chance));
        }
        cells.push(marked_chance(summary, option));
        table.row(&cells);
    }
    table.text(page.styled)
}

/// Difference to the cheapest and its interval.
fn difference_cells(
    scenario: &ScenarioSummary,
    option: &OptionSummary,
    cheapest: &OptionSummary,
    scale: Scale,
) -> [String; 2] {
    let Some(difference) = scenario.difference(&option.id, &cheapest.id) else {
        return ["* lowest mean".to_owned(), String::new()];
    };
    let error = difference.standard_error;
    let amount = scale.difference(difference.mean_difference, error);
    let interval = difference
        .confidence_interval
        .map_or_else(|| "unknown".to_owned(), |interval| scale.interval(interval.low, interval.high, error));
    let tied = if scenario.cannot_tell(&option.id, &cheapest.id) { TIED } else { "" };
    [format!("{tied}{amount}"), interval]
}

fn words(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn group_mean(option: &OptionSummary, group: Group, scale: Scale) -> String {
    option.group(group).map_or_else(String::new, |cost| scale.amount(cost.mean, cost.standard_error))
}

fn mark(scenario: &ScenarioSummary, option: &OptionSummary) -> &'static str {
    match scenario.cheapest() {
        Some(_) if scenario.options.len() == 1 => "",
        Some(cheapest) if cheapest.id == option.id => CHEAPEST,
        Some(cheapest) if scenario.cannot_tell(&option.id, &cheapest.id) => TIED,
        Some(_) | None => "",
    }
}

/// What `≈` leaves open, and how many trials would settle it.
fn unsettled(summary: &Summary, page: Page) -> String {
    if summary.scenarios.iter().all(|scenario| scenario.trials == 1) {
        let options = if has_several_options(summary) { "; options cannot be told apart" } else { "" };
        return format!("\n{}", wrapped(&format!("1 trial says nothing about chance{options}."), page.width));
    }
    let mut text = String::new();
    for scenario in &summary.scenarios {
        let Some(cheapest) = scenario.cheapest() else { continue };
        for option in &scenario.options {
            if scenario.cannot_tell(&option.id, &cheapest.id) {
                let settling = settling(scenario, option, cheapest);
                let line =
                    format!("{TIED} {}: {} and {} {settling}", scenario.name, cheapest.name, option.name);
                text += &wrapped(&line, page.width);
            }
        }
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

fn settling(scenario: &ScenarioSummary, option: &OptionSummary, cheapest: &OptionSummary) -> String {
    let Some(difference) = scenario.difference(&option.id, &cheapest.id) else {
        return String::new();
    };
    let trials = trials_in_words(scenario.trials);
    match (difference.verdict, difference.trials_needed) {
        (Verdict::Identical, _) => "cost the same in every trial: they do not differ.".to_owned(),
        (Verdict::CannotTell | Verdict::FirstLower | Verdict::SecondLower, Some(needed)) => format!(
            "cannot be told apart at {trials}; about {} would do if the difference is as large as it looks.",
            about(needed)
        ),
        (Verdict::CannotTell | Verdict::FirstLower | Verdict::SecondLower, None) => {
            format!("cannot be told apart at {trials}: their means are equal.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::summary;

    const PAGE: Page = Page { width: 100, styled: false };

    fn assert_fits(text: &str, width: usize) {
        for line in text.lines() {
            assert!(line.chars().count() <= width, "{} columns: {line}", line.chars().count());
        }
    }

    #[test]
    fn eight_scenarios_fit_and_show_the_three_figures() {
        let summary = summary(8, 6);
        let text = terminal_report(&summary, PAGE);
        for question in
            ["Compliance cost", "Fine exposure", "Sales loss", "How often is each", "What does each"]
        {
            assert!(text.lines().any(|line| line.starts_with(question)), "{question}\n{text}");
        }
        assert_fits(&text, 100);
    }

    #[test]
    fn one_scenario_is_shown_in_detail() {
        let text = terminal_report(&summary(1, 6), PAGE);
        assert!(text.contains("what does each option cost?"), "{text}");
        assert!(text.contains("the board's three figures"), "{text}");
        assert!(text.contains("*110 ± 2"), "{text}");
        assert_fits(&text, 100);
    }

    #[test]
    fn equal_options_are_marked_as_not_told_apart() {
        // The testing formula makes option 0 the cheapest; a copy of it is exactly as cheap.
        let summary = crate::report::testing::summary_of_twins();
        let text = terminal_report(&summary, PAGE);
        assert!(text.contains("≈"), "{text}");
        assert!(text.contains("cost the same in every trial"), "{text}");
    }

    #[test]
    fn the_star_marks_the_highest_share_and_chances_their_standing() {
        let text = terminal_report(&summary(3, 6), PAGE);
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("Current direction")).collect();
        // The first option is the cheapest in every trial of the formula.
        assert!(rows.iter().any(|row| row.contains("*100 %")), "{text}");
        // Above 150M for the first option: chance over 95/55 = 1.727, 14 of 101: an interval far above 5 %.
        assert!(rows.iter().any(|row| row.contains("! 14 %")), "{text}");
        assert!(text.contains("tolerated 5 %;"), "{text}");
    }

    #[test]
    fn the_opening_states_the_error_over_several_scenarios() {
        // Chances even over 0 to 2 have s = 0.583; 1 + chance has a mean of 2: 29.15 %, over √404 1.45 %, so 1.5 %.
        let text = terminal_report(&summary(3, 6), PAGE);
        assert!(text.contains("Standard error of every mean total at most 1.5 %."), "{text}");
    }

    #[test]
    fn a_partial_run_says_so_first() {
        let mut summary = summary(2, 2);
        summary.scenarios[1].trials = 2_048;
        let of = |id: &str| id.to_owned();
        summary.partial =
            Some(Partial { complete: vec![of("a"), of("b")], under_way: None, missing: vec![of("ban")] });
        let text = terminal_report(&summary, PAGE);
        assert!(text.starts_with("PARTIAL: 2 of 3 scenarios complete; left out: ban.\n"), "{text}");
        assert!(text.replace('\n', " ").contains("; 404 to 2,048 trials per scenario and option"), "{text}");
    }

    #[test]
    fn one_trial_says_nothing_about_chance() {
        let text = terminal_report(&crate::report::testing::summary_of_one_trial(3), PAGE);
        assert!(text.contains("; 1 trial per scenario"), "{text}");
        assert!(text.contains("1 trial says nothing about chance; options cannot be told apart."), "{text}");
        // Neither is a chance of one trial above the tolerated one for certain.
        assert!(
            !text.contains("1 trials") && !text.contains("do not differ") && !text.contains("! 1"),
            "{text}"
        );
    }

    #[test]
    fn a_single_option_is_compared_with_nothing() {
        for scenarios in [1, 3] {
            let text = terminal_report(&summary(scenarios, 1), PAGE);
            assert!(!text.contains('*') && !text.contains("heapest"), "{text}");
            assert!(text.contains("risk appetite"), "{text}");
        }
    }
}
