//! The story of a trial as text: head, bill, what happened.

use super::figures::{chance, count, rate};
use super::prose::wrapped;
use super::story::{StoryPlace, StorySetting, ToldStory, story_total};
use super::story_bill::{Bill, cents_in_words};
use super::story_events::{Line, lines};
use crate::domain::{Component, Group};
use crate::engine::Cause;

/// Causes that get lines of their own; the others are summed.
const MOST_CAUSES: usize = 16;
/// Columns of a name in the bill, and of an amount.
const NAME: usize = 46;
const AMOUNT: usize = 18;

/// One or two options' stories of the same trial, in lines of at most `width` letters where words allow it.
///
/// - `told`: one option, or two that live through the same trial.
/// - `place`: of the first option.
#[must_use]
pub fn story_in_words(
    setting: &StorySetting<'_>,
    told: &[ToldStory<'_>],
    place: StoryPlace,
    width: u16,
) -> String {
    let mut text = head(setting, told, place, width);
    text += &bill(setting, told, width);
    text + &happenings(setting, told, width)
}

/// Names of the options, in the order told.
pub(super) fn option_names<'a>(setting: &StorySetting<'a>, told: &[ToldStory<'_>]) -> Vec<&'a str> {
    told.iter().map(|told| setting.plan.options[told.story.option].name.as_str()).collect()
}

fn head(setting: &StorySetting<'_>, told: &[ToldStory<'_>], place: StoryPlace, width: u16) -> String {
    let Some(first) = told.first() else { return String::new() };
    let plan = setting.plan;
    let names = option_names(setting, told);
    let title = format!(
        "{} in {}: the story of a trial",
        names.join(" and "),
        plan.scenarios[first.story.scenario].name
    );
    let mut text = format!("{title}\n{}\n", "═".repeat(title.chars().count().min(usize::from(width))));
    text += &wrapped(
        &format!(
            "{}; trial {} of {}, counted from 0; seed {}. Totals are present value at {} a year over {} months \
             from {}, in {}, cost positive.",
            setting.settings.name,
            count(first.story.trial),
            count(setting.trials),
            setting.seed,
            rate(setting.settings.discount_rate),
            plan.horizon_months,
            setting.calendar(0.0),
            setting.settings.currency
        ),
        width,
    );
    for (position, told) in told.iter().enumerate() {
        let what = place.in_words().filter(|_| position == 0);
        let what = what.map_or_else(|| "in this trial".to_owned(), |what| format!("its {what}"));
        text += &wrapped(
            &format!(
                "{}, {what}: {} {}. Of its trials {} cost less.",
                names[position],
                cents_in_words((story_total(plan, told.story) * 100.0).round() as i64),
                setting.settings.currency,
                chance(told.cheaper)
            ),
            width,
        );
    }
    text
}

/// One row of the bill, `[option]` cents.
struct Row {
    name: String,
    amounts: Vec<i64>,
    parts: Vec<(Component, Vec<i64>)>,
}

fn bill(setting: &StorySetting<'_>, told: &[ToldStory<'_>], width: u16) -> String {
    let plan = setting.plan;
    let bills: Vec<Bill> = told
        .iter()
        .map(|told| Bill::new(told.story, &plan.discount, story_total(plan, told.story)))
        .collect();
    let mut text = format!("\nThe bill, in {} (present value)\n", setting.settings.currency);
    let line = |name: &str, amounts: &[i64], indent: usize| table_line(name, amounts, indent);
    if let [first, second] = option_names(setting, told)[..] {
        let names = [first, second, "difference"].map(|name| shortened(name, AMOUNT - 1));
        text += &format!("{:NAME$}{}\n", "", names.map(|name| format!("{name:>AMOUNT$}")).concat());
    }
    let rows = rows(setting, told, &bills);
    for row in &rows {
        if let [(component, _)] = &row.parts[..] {
            text += &line(&format!("{}: {}", row.name, component_name(*component)), &row.amounts, 0);
            continue;
        }
        text += &line(&row.name, &row.amounts, 0);
        for (component, amounts) in &row.parts {
            text += &line(component_name(*component), amounts, 4);
        }
    }
    let columns = if told.len() == 2 { 3 } else { 1 };
    text += &format!("{}\n", "─".repeat((NAME + columns * AMOUNT).min(usize::from(width))));
    for group in Group::ALL {
        let of_group =
            |bill: &Bill| group.components().map(|component| bill.components[component as usize]).sum();
        text += &line(group.name(), &bills.iter().map(of_group).collect::<Vec<i64>>(), 4);
    }
    text + &line("Total", &bills.iter().map(|bill| bill.total).collect::<Vec<i64>>(), 0)
}

/// Causes by the size of what they cost, the largest first; the smallest summed.
fn rows(setting: &StorySetting<'_>, told: &[ToldStory<'_>], bills: &[Bill]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (position, (bill, told)) in bills.iter().zip(told).enumerate() {
        for line in &bill.lines {
            // By name, as positions of playbook entries differ between options.
            let name = setting.cause(told.story.option, line.cause);
            let found = rows.iter().position(|row| row.name == name).unwrap_or_else(|| {
                rows.push(Row { name, amounts: vec![0; bills.len()], parts: Vec::new() });
                rows.len() - 1
            });
            add(&mut rows[found], position, &line.components, bills.len());
        }
    }
    let size = |row: &Row| row.amounts.iter().map(|amount| amount.abs()).max().unwrap_or(0);
    rows.sort_by(|left, right| size(right).cmp(&size(left)).then_with(|| left.name.cmp(&right.name)));
    if rows.len() > MOST_CAUSES + 1 {
        let small = rows.split_off(MOST_CAUSES);
        let mut others = Row {
            name: format!("Other causes ({})", small.len()),
            amounts: vec![0; bills.len()],
            parts: vec![],
        };
        for row in &small {
            for position in 0..bills.len() {
                let mut components = [0; Component::ALL.len()];
                for (component, amounts) in &row.parts {
                    components[*component as usize] = amounts[position];
                }
                add(&mut others, position, &components, bills.len());
            }
        }
        rows.push(others);
    }
    rows
}

fn add(row: &mut Row, option: usize, components: &[i64; Component::ALL.len()], options: usize) {
    for component in Component::ALL {
        let amount = components[component as usize];
        if amount == 0 {
            continue;
        }
        row.amounts[option] += amount;
        let found = row.parts.iter().position(|(other, _)| *other == component).unwrap_or_else(|| {
            row.parts.push((component, vec![0; options]));
            row.parts.sort_by_key(|(other, _)| *other);
            row.parts.iter().position(|(other, _)| *other == component).unwrap_or(0)
        });
        row.parts[found].1[option] += amount;
    }
}

fn table_line(name: &str, amounts: &[i64], indent: usize) -> String {
    let mut cells: Vec<String> = amounts.iter().map(|amount| cents_in_words(*amount)).collect();
    if let [first, second] = amounts {
        cells.push(cents_in_words(first - second));
    }
    let cells: String = cells.iter().map(|cell| format!("{cell:>AMOUNT$}")).collect();
    let name = shortened(name, NAME - indent);
    let room = NAME - indent;
    format!("{:indent$}{name:room$}{cells}\n", "")
}

/// The name, cut if it is longer than `most` letters less a blank.
fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() < most {
        return name.to_owned();
    }
    format!("{}…", name.chars().take(most.saturating_sub(2)).collect::<String>().trim_end())
}

/// A component for people.
pub(super) fn component_name(component: Component) -> &'static str {
    match component {
        Component::Setup => "set-up",
        Component::Run => "run",
        Component::Compliance => "compliance",
        Component::Fines => "fines",
        Component::SalesLossCn => "sales lost in China",
        Component::SalesLossAbroad => "sales lost abroad",
        Component::Interruption => "interruption",
        Component::Productivity => "productivity",
        Component::Emergency => "emergency moves",
        Component::Incidents => "incidents",
    }
}

fn happenings(setting: &StorySetting<'_>, told: &[ToldStory<'_>], width: u16) -> String {
    let mut text =
        format!("\nWhat happened (amounts in {} of the day, not discounted)\n", setting.settings.currency);
    let each: Vec<Vec<Line>> = told.iter().map(|told| lines(setting, told.story)).collect();
    if let [first, second] = option_names(setting, told)[..] {
        text += &wrapped(
            &format!("A: only with {first}. B: only with {second}. Without a letter: with both."),
            width,
        );
    }
    for month in 0..setting.plan.horizon_months {
        let of_month = marked(&each, month);
        if of_month.is_empty() {
            continue;
        }
        text += &format!("\n{}\n", setting.calendar(month as f64));
        for (mark, line) in of_month {
            let body = wrapped(&line, width.saturating_sub(4));
            for (position, part) in body.lines().enumerate() {
                let mark = if position == 0 { mark } else { "" };
                text += &format!(" {mark:1}  {part}\n");
            }
        }
    }
    text
}

/// The sentences of a month: those that both stories have once and without a mark, then those of one alone.
fn marked(each: &[Vec<Line>], month: usize) -> Vec<(&'static str, String)> {
    let of_month = |lines: &[Line]| -> Vec<String> {
        lines.iter().filter(|line| line.month == month).map(|line| line.text.clone()).collect()
    };
    let [first, second] = each else {
        return each.iter().flat_map(|lines| of_month(lines)).map(|text| ("", text)).collect();
    };
    let (first, second) = (of_month(first), of_month(second));
    let both = first.iter().filter(|text| second.contains(text)).map(|text| ("", text.clone()));
    let mut found: Vec<(&'static str, String)> = both.collect();
    found.extend(first.iter().filter(|text| !second.contains(text)).map(|text| ("A", text.clone())));
    found.extend(second.iter().filter(|text| !first.contains(text)).map(|text| ("B", text.clone())));
    found
}

/// What cost most in a story: its name and its present value in cents.
pub(super) fn dearest_cause(setting: &StorySetting<'_>, told: &ToldStory<'_>) -> Option<(String, i64)> {
    let plan = setting.plan;
    let bill = Bill::new(told.story, &plan.discount, story_total(plan, told.story));
    let happened = bill.lines.iter().filter(|line| befalls(line.cause));
    let dearest = happened.max_by_key(|line| line.total()).filter(|line| line.total() > 0)?;
    Some((setting.cause(told.story.option, dearest.cause), dearest.total()))
}

/// Whether a cause happens to the company, rather than being what it pays in any case.
fn befalls(cause: Cause) -> bool {
    match cause {
        Cause::Risk(_) | Cause::Refusal(_) | Cause::Playbook(_) => true,
        Cause::Application(_) | Cause::Move(_) | Cause::Isolation | Cause::Measure(_) | Cause::Duty(_) => {
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::{shipped, trial_story};

    /// The amounts at the end of each line between two others, in cents.
    fn amounts(text: &str, indented: bool) -> Vec<Vec<i64>> {
        let table = text.split("The bill").nth(1).unwrap().split("─").next().unwrap();
        let rows = table.lines().skip(1).filter(|line| line.starts_with("    ") == indented);
        let cents = |line: &str| -> Vec<i64> {
            let words = line.split_whitespace().rev();
            words.map_while(|word| word.replace([',', '.'], "").replace('−', "-").parse().ok()).collect()
        };
        rows.map(cents).filter(|row| !row.is_empty()).collect()
    }

    #[test]
    fn the_lines_of_the_bill_add_up_to_the_total_to_the_cent() {
        let (case, plan) = shipped();
        let setting = StorySetting { settings: &case.settings, plan: &plan, seed: 1, trials: 100 };
        let story = trial_story(&plan, 0);
        let told = [ToldStory { story: &story, cheaper: 0.95 }];
        let text = story_in_words(&setting, &told, StoryPlace::Percentile(95), 100);
        let total = (story_total(&plan, &story) * 100.0).round() as i64;
        assert_eq!(amounts(&text, false).iter().map(|row| row[0]).sum::<i64>(), total, "{text}");
        assert!(text.contains(&format!(
            "its p95 trial: {} EUR. Of its trials 95 % cost less.",
            cents_in_words(total)
        )));
        assert!(text.lines().last().unwrap().trim().len() > 3);
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
        assert!(!text.contains("\n2027-02\n    \n") && text.contains("\n2027-01\n"), "{text}");
    }

    #[test]
    fn two_options_stand_side_by_side_with_their_difference_and_what_differs_is_marked() {
        let (case, plan) = shipped();
        let setting = StorySetting { settings: &case.settings, plan: &plan, seed: 1, trials: 100 };
        let (one, mut other) = (trial_story(&plan, 0), trial_story(&plan, 1));
        other.notes.retain(|note| note.what != crate::engine::Happening::Designated);
        other.notes.push(crate::engine::Note { time: 33.0, what: crate::engine::Happening::ReviewsSlow });
        let told = [ToldStory { story: &one, cheaper: 0.5 }, ToldStory { story: &other, cheaper: 0.25 }];
        let text = story_in_words(&setting, &told, StoryPlace::Worst, 100);
        let totals = told.map(|told| (story_total(&plan, told.story) * 100.0).round() as i64);
        let sums = |position: usize| amounts(&text, false).iter().map(|row| row[position]).sum::<i64>();
        // From the right: difference, second, first.
        assert_eq!([sums(2), sums(1), sums(0)], [totals[0], totals[1], totals[0] - totals[1]], "{text}");
        assert!(text.contains("\n A  The company is designated"), "{text}");
        assert!(text.contains("\n B  Authorities take longer"), "{text}");
        assert!(text.contains("\n    The regulator looks at the company"), "{text}");
        assert!(text.contains("its dearest trial") && text.contains("in this trial"), "{text}");
    }
}
