//! Playbook entries of a run: how often they fire, and whether they help.

use super::figures::chance;
use super::summary::{OptionSummary, ScenarioSummary, Summary};
use super::table::TextTable;
use super::terminal::{Page, heading};

/// What is counted of an entry: the endings of its identifiers.
const FIRED: &str = ".fired";
const JUDGED: [&str; 3] = [".in-time", ".too-late", ".in-vain"];

/// Stands where nothing is judged: the entry never fired, or does not say against what it prepares.
const NOT_JUDGED: &str = "–";

/// One table per scenario in which an option has a playbook: how often each entry fires, and the shares of its firings
/// that were in time, too late and in vain. Empty when no option has any.
#[must_use]
pub fn playbook_tables(summary: &Summary, page: Page) -> String {
    summary.scenarios.iter().map(|scenario| playbook_table(scenario, page)).collect()
}

fn playbook_table(scenario: &ScenarioSummary, page: Page) -> String {
    let rows: Vec<Vec<String>> = scenario.options.iter().flat_map(rows).collect();
    if rows.is_empty() {
        return String::new();
    }
    let header = ["", "Entry", "Firings per 100 trials", "In time", "Too late", "In vain"];
    let mut table = TextTable::new(page.width, &header.map(str::to_owned));
    for row in &rows {
        table.row(row);
    }
    heading(&format!("{}: does the playbook help? (shares of its firings)", scenario.name), page)
        + &table.text(page.styled)
}

/// How often an entry of a playbook fires, and whether that helps.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Firings {
    /// Identifier of the entry.
    pub entry: String,
    /// Firings in a trial, mean.
    pub fired: f64,
    /// Shares of the firings that were in time, too late, in vain; `None` where nothing is judged.
    pub judged: Option<[f64; 3]>,
}

/// The entries of the option's playbook.
pub(super) fn firings(option: &OptionSummary) -> Vec<Firings> {
    let mean = |id: &str| option.playbook.iter().find(|count| count.id == id).map_or(0.0, |count| count.mean);
    let entries = option.playbook.iter().filter_map(|count| count.id.strip_suffix(FIRED));
    entries
        .map(|entry| {
            let fired = mean(&format!("{entry}{FIRED}"));
            let judged = JUDGED.map(|ending| mean(&format!("{entry}{ending}")));
            // Never above 1 but for rounding.
            let shares = judged.map(|firings| (firings / fired).min(1.0));
            Firings {
                entry: entry.to_owned(),
                fired,
                judged: (judged.iter().sum::<f64>() > 0.0).then_some(shares),
            }
        })
        .collect()
}

/// A row per entry of the option; its name stands in the first only: name, entry, firings per 100 trials, shares in time, too
/// late, in vain.
pub(super) fn rows(option: &OptionSummary) -> Vec<Vec<String>> {
    let row = |(index, found): (usize, Firings)| {
        let shares = found.judged.map_or([NOT_JUDGED; 3].map(str::to_owned), |shares| shares.map(chance));
        let name = if index == 0 { option.name.clone() } else { String::new() };
        [name, found.entry, per_hundred(found.fired)].into_iter().chain(shares).collect()
    };
    firings(option).into_iter().enumerate().map(row).collect()
}

/// Firings in a hundred trials: `34`, `0.4`, `<0.1`.
fn per_hundred(mean: f64) -> String {
    let firings = mean * 100.0;
    if firings > 0.0 && firings < 0.05 {
        "<0.1".to_owned()
    } else if firings > 0.0 && firings < 9.95 {
        format!("{firings:.1}")
    } else {
        format!("{firings:.0}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::summary::CountSummary;
    use crate::report::testing::summary;

    fn count(id: &str, mean: f64) -> CountSummary {
        let (unit, standard_error) = (Some("firings".to_owned()), None);
        CountSummary {
            id: id.to_owned(),
            unit,
            mean,
            standard_error,
            p05: 0.0,
            p50: 0.0,
            p95: 0.0,
            maximum: 0.0,
        }
    }

    fn with_playbook(counts: Vec<CountSummary>) -> Summary {
        let mut summary = summary(1, 2);
        summary.scenarios[0].options[0].playbook.clear();
        summary.scenarios[0].options[1].playbook = counts;
        summary
    }

    const PAGE: Page = Page { width: 100, styled: false };

    #[test]
    fn shares_are_those_of_the_firings() {
        // 0.4 firings a trial, 0.3 of them in time: 75 %; 0.06 too late: 15 %; 0.04 in vain: 10 %.
        let text = playbook_tables(
            &with_playbook(vec![
                count("leave.fired", 0.4),
                count("leave.in-time", 0.3),
                count("leave.too-late", 0.06),
                count("leave.in-vain", 0.04),
                count("never.fired", 0.0),
                count("unjudged.fired", 0.002),
            ]),
            PAGE,
        );
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
        let row =
            |entry: &str| rows.iter().find(|row| row.contains(&entry)).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(row("leave")[..3], ["Hybrid", "leave", "40"], "{text}");
        assert_eq!(row("leave")[3..], ["75", "%", "15", "%", "10", "%"], "{text}");
        assert_eq!(row("never")[..], ["never", "0", "–", "–", "–"], "{text}");
        assert_eq!(row("unjudged")[..], ["unjudged", "0.2", "–", "–", "–"], "{text}");
        assert!(!text.contains("Global integration"), "an option without a playbook has no row\n{text}");
    }

    #[test]
    fn without_playbooks_there_is_no_table() {
        assert_eq!(playbook_tables(&with_playbook(Vec::new()), PAGE), "");
    }
}
