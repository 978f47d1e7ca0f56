//! The table over all scenarios together, where the case weighs them.

use super::figures::{Scale, chance, rate};
use super::summary::{Summary, WeightedSummary};
use super::table::TextTable;
use super::terminal::{Page, heading};

/// Mean total, 95th percentile and chance to exceed the risk appetite of each option over the weighted scenarios, under a
/// heading that names the weights; empty where the case gives none.
#[must_use]
pub fn weighted_table(summary: &Summary, scale: Scale, page: Page) -> String {
    summary.weighted.as_ref().map_or_else(String::new, |weighted| table(summary, weighted, scale, page))
}

fn table(summary: &Summary, weighted: &WeightedSummary, scale: Scale, page: Page) -> String {
    let weights: Vec<String> = weighted
        .scenarios
        .iter()
        .map(|scenario| format!("{} {}", scenario.name, chance(scenario.weight)))
        .collect();
    let header = [
        String::new(),
        "Total ± standard error".to_owned(),
        "p95".to_owned(),
        format!("Above appetite ({})", scale.certain(summary.appetite.amount)),
    ];
    let mut table = TextTable::new(page.width, &header);
    for option in &weighted.options {
        table.row(&[
            option.name.clone(),
            scale.amount_with_error(option.mean, option.standard_error),
            scale.amount(option.p95, None),
            chance(option.chance_to_exceed_appetite),
        ]);
    }
    let tolerated = rate(summary.appetite.chance);
    let caption = format!("Weighted over scenarios (tolerated {tolerated}; weights: {})", weights.join(", "));
    heading(&caption, page) + &table.text(page.styled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::summary::{WeightedOption, WeightedScenario};
    use crate::report::testing::summary;
    use crate::report::{QuantileMethod, terminal_report};

    #[test]
    fn the_table_stands_under_the_others_only_where_weights_are_given() {
        let page = Page { width: 100, styled: false };
        let mut summary = summary(2, 2);
        assert!(!terminal_report(&summary, page).contains("Weighted"));
        summary.weighted = Some(WeightedSummary {
            quantiles: QuantileMethod::Exact,
            scenarios: [("Calm", 0.9), ("Storm", 0.1)]
                .map(|(name, weight)| WeightedScenario { id: "s".to_owned(), name: name.to_owned(), weight })
                .to_vec(),
            options: vec![WeightedOption {
                id: "hybrid".to_owned(),
                name: "Hybrid".to_owned(),
                mean: 123.4e6,
                standard_error: Some(0.6e6),
                p95: 456e6,
                chance_to_exceed_appetite: 0.07,
            }],
        });
        let text = terminal_report(&summary, page);
        assert!(text.contains("weights: Calm 90 %, Storm 10 %"), "{text}");
        let row: Vec<&str> = text
            .lines()
            .skip_while(|line| !line.starts_with("Weighted"))
            .find(|line| line.starts_with("Hybrid"))
            .map(|line| line.split_whitespace().collect())
            .unwrap_or_else(|| panic!("{text}"));
        assert_eq!(row, ["Hybrid", "123.4", "±", "0.6", "456", "7.0", "%"]);
    }
}
