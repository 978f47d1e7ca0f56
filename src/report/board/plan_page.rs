//! The page of an option from the contingency planner, in parts.

use crate::report::board::ReportContents;
use crate::report::decide::AnswerPage;

/// What an option has prepared, and how it fares.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanPage {
    /// What preparation costs; may be empty.
    pub preparation: String,
    pub moves: Vec<PlannedMove>,
}

/// A prepared move.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlannedMove {
    pub heading: String,
    /// Signal, action, what against, lead time, trigger: each with its label.
    pub points: Vec<(String, String)>,
    /// Head and rows, by scenario.
    pub table: Vec<Vec<String>>,
}

/// The page of an option, if the planner was asked.
#[must_use]
pub fn plan_page(contents: &ReportContents<'_>, option: &str) -> Option<PlanPage> {
    let pages = &contents.answer("plan")?.pages;
    pages.iter().find(|page| page.name == format!("plan-{option}")).map(parts)
}

fn parts(page: &AnswerPage) -> PlanPage {
    let mut found = PlanPage::default();
    for line in page.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("## ") {
            found.moves.push(PlannedMove { heading: heading.to_owned(), ..PlannedMove::default() });
        } else if line.starts_with("**Preparation:**") {
            found.preparation = line.replace("**", "");
        } else if let Some(last) = found.moves.last_mut() {
            take(last, line);
        }
    }
    found
}

fn take(found: &mut PlannedMove, line: &str) {
    if let Some(point) = line.strip_prefix("- ") {
        let (label, text) =
            point.strip_prefix("**").and_then(|rest| rest.split_once(":**")).unwrap_or(("", point));
        found.points.push((label.to_owned(), text.trim().to_owned()));
    } else if let Some(cells) = line.strip_prefix('|').and_then(|row| row.strip_suffix('|')) {
        let row: Vec<String> = cells.split('|').map(|cell| cell.trim().to_owned()).collect();
        if !row.iter().all(|cell| cell.chars().all(|sign| matches!(sign, '-' | ':'))) {
            found.table.push(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_comes_in_its_parts() {
        let text = "# Contingency plan: A\n\nCase: 60 months.\n\n**Preparation:** nothing.\n\n## 1. Move (owner: CIO)\n\n\
                    - **Signal:** a ban: announced.\n- Free.\n\n| Scenario | Saves |\n|---|---|\n| Calm | −1.2 |\n";
        let page = AnswerPage { name: "plan-a".to_owned(), text: text.to_owned(), shown: false };
        let found = parts(&page);
        assert_eq!(found.preparation, "Preparation: nothing.");
        let [only] = &found.moves[..] else { panic!("{found:?}") };
        assert_eq!(only.heading, "1. Move (owner: CIO)");
        let point = |label: &str, text: &str| (label.to_owned(), text.to_owned());
        assert_eq!(only.points, [point("Signal", "a ban: announced."), point("", "Free.")]);
        assert_eq!(only.table, [["Scenario", "Saves"], ["Calm", "−1.2"]]);
    }
}
