//! Which options buy safety at the best price: mean cost against the tail.

use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::compare::dot;
use super::setting::DecideSetting;
use super::words::{UNKNOWN, money_cell, with_interval};
use crate::charts::{DotStyle, MeanShortfall, MeanShortfallPoint, mean_shortfall};
use crate::decision::{DecisionError, Frontier, FrontierOption, ScenarioCosts, Standing, frontier};
use crate::report::figures::{Scale, chance, trials_in_words};

/// Level of the expected shortfall.
const LEVEL: f64 = 0.95;

/// Mean against expected shortfall in every outlook, with extended dominance and mixes of neighbours.
///
/// # Errors
/// None for costs that have been checked.
pub fn frontier_answer(setting: &DecideSetting, costs: &ScenarioCosts) -> Result<Answer, DecisionError> {
    let found = costs
        .outlooks()
        .into_iter()
        .map(|outlook| frontier(costs, outlook, LEVEL))
        .collect::<Result<Vec<Frontier>, DecisionError>>()?;
    let largest = found
        .iter()
        .flat_map(|found| &found.options)
        .map(|option| option.mean.estimate.abs())
        .fold(0.0, f64::max);
    let scale = setting.scale_of(largest);
    let mut answer = Answer::to("frontier");
    let weighted = found.iter().filter(|found| found.scenario.is_none());
    let each = found.iter().filter(|found| found.scenario.is_some());
    answer.sentences = weighted.chain(each).map(|found| sentence(setting, scale, found)).collect();
    answer.tables = vec![options_table(setting, scale, &found)];
    if found.iter().any(|found| !found.mixes.is_empty()) {
        answer.tables.push(mixes_table(setting, scale, &found));
    }
    answer.notes = notes();
    // A single trial has no tail.
    for found in found.iter().filter(|found| found.trials > 1) {
        let heading = heading(setting, found);
        let name = format!("frontier-{}", setting.outlook_id(found.scenario));
        answer.draw(&name, mean_shortfall(&picture(setting, &heading, found)));
    }
    answer.figures = json!({ "outlooks": found });
    Ok(answer)
}

fn notes() -> Vec<String> {
    [
        "On the frontier: no other option, and no mix of two others, has a lower mean and no higher mean of the worst 5 % of trials. \"In samples\": how \
         often it would be on the frontier in samples like this one. The price is what 1 less in the worst 5 % costs in the mean, against the next \
         cheaper on the frontier.",
        "A mix is one part of the business run one way and the rest the other way, if costs went by share: what both would have to be kept up for \
         comes on top. Options that exclude each other cannot be mixed; for them the line shows at which price safety can be had, and an option \
         above it (\"extended dominance\") is dear for its safety.",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn sentence(setting: &DecideSetting, scale: Scale, found: &Frontier) -> String {
    let several = setting.scenarios.len() > 1;
    let prefix = if several { format!("{}: ", setting.outlook(found.scenario)) } else { String::new() };
    let name = |option: usize| setting.option(option);
    if found.options.len() == 1 {
        return format!("{prefix}{} is the only option.", name(0));
    }
    if found.trials == 1 {
        return format!("{prefix}1 trial has no tail: nothing can be said of the worst 5 %.");
    }
    let unit = scale.unit(&setting.currency);
    let small = found.options.iter().any(|option| option.shortfall.confidence_interval.is_none());
    let caution = if small {
        format!(" {} are too few for errors of the worst 5 %.", trials_in_words(found.trials as u64))
    } else {
        String::new()
    };
    let sure = |option: usize| {
        let chance_on = found.options[option].chance_on_frontier.filter(|share| *share < 0.975);
        chance_on
            .map_or_else(String::new, |share| format!(" (on the frontier in {} of samples)", chance(share)))
    };
    let steps: Vec<String> = found
        .frontier
        .iter()
        .skip(1)
        .map(|option| step(scale, &unit, name(*option), &found.options[*option]) + &sure(*option))
        .collect();
    let first = found.frontier[0];
    let start = format!("{prefix}{} has the lowest mean{}", name(first), sure(first));
    match steps.as_slice() {
        [] => format!(
            "{start} and the lowest mean of the worst 5 % of trials in the trials: no other option is on the frontier.{caution}"
        ),
        steps => format!("{start}; more safety can be had with {}.{caution}", steps.join(", then ")),
    }
}

/// Options on the frontier, for a title.
fn heading(setting: &DecideSetting, found: &Frontier) -> String {
    let full = match found.frontier.as_slice() {
        [only] if found.options.len() == 1 => {
            setting.fill("frontier-single", &[("option", setting.option(*only))])
        }
        [only] => setting.fill("frontier-one", &[("option", setting.option(*only))]),
        several => setting.fill("frontier-several", &[("options", &setting.options_listed(several))]),
    };
    setting.short_title(&full, &setting.say("frontier-short"))
}

fn step(scale: Scale, unit: &str, name: &str, option: &FrontierOption) -> String {
    let price = option.price.unwrap_or(0.0);
    let price = match option.price_interval {
        Some(found) => format!("{price:.2} ({:.2} to {:.2})", found.low, found.high),
        None => format!("{price:.2}, uncertain,"),
    };
    format!(
        "{name}, whose worst 5 % cost {} {unit}, at {price} more in the mean for each 1 less there",
        with_interval(scale, &option.shortfall)
    )
}

fn options_table(setting: &DecideSetting, scale: Scale, found: &[Frontier]) -> AnswerTable {
    let rows = found.iter().flat_map(|found| {
        found.options.iter().enumerate().map(move |(option, of)| {
            let optional = |value: Option<f64>| value.map_or(Value::Null, |value| json!(value));
            vec![
                Cell::words(setting.outlook(found.scenario)),
                Cell::words(setting.option(option)),
                money_cell(scale, &of.mean),
                money_cell(scale, &of.shortfall),
                Cell::words(&standing(setting, of.standing)),
                Cell::figures(
                    of.chance_on_frontier.map_or_else(|| UNKNOWN.to_owned(), chance),
                    vec![optional(of.chance_on_frontier)],
                ),
                Cell::figures(
                    of.price.map_or_else(String::new, |price| format!("{price:.2}")),
                    vec![
                        optional(of.price),
                        optional(of.price_interval.map(|found| found.low)),
                        optional(of.price_interval.map(|found| found.high)),
                    ],
                ),
                Cell::figures(
                    of.weights.map_or_else(String::new, |(from, to)| {
                        format!("{} to {}", chance(from).trim_end_matches(" %"), chance(to))
                    }),
                    vec![optional(of.weights.map(|of| of.0)), optional(of.weights.map(|of| of.1))],
                ),
            ]
        })
    });
    AnswerTable {
        name: "options".to_owned(),
        title: format!(
            "Mean against the mean of the worst 5 % of trials ({}; 95 % intervals)",
            scale.unit(&setting.currency)
        ),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("Option", "option"),
            AnswerColumn::figures("Mean", &["mean", "mean_low", "mean_high"]),
            AnswerColumn::figures(
                "Worst 5 %",
                &["expected_shortfall_95", "expected_shortfall_95_low", "expected_shortfall_95_high"],
            ),
            AnswerColumn::words("Standing", "standing"),
            AnswerColumn::figures("In samples", &["chance_on_frontier"]),
            AnswerColumn::figures("Price", &["price", "price_low", "price_high"]),
            AnswerColumn::figures("Best at weight on it", &["weight_from", "weight_to"]),
        ],
        rows: rows.collect(),
    }
}

fn standing(setting: &DecideSetting, standing: Standing) -> String {
    match standing {
        Standing::Frontier => "frontier".to_owned(),
        Standing::Dominated { by } => format!("worse than {}", setting.option(by)),
        Standing::Extended { between: (first, second) } => {
            format!("above the line from {} to {}", setting.option(first), setting.option(second))
        }
    }
}

fn mixes_table(setting: &DecideSetting, scale: Scale, found: &[Frontier]) -> AnswerTable {
    let rows = found.iter().flat_map(|found| {
        found.mixes.iter().map(move |mix| {
            vec![
                Cell::words(setting.outlook(found.scenario)),
                Cell::figures(chance(1.0 - mix.share), vec![json!(1.0 - mix.share)]),
                Cell::words(setting.option(mix.first)),
                Cell::figures(chance(mix.share), vec![json!(mix.share)]),
                Cell::words(setting.option(mix.second)),
                money_cell(scale, &mix.mean),
                money_cell(scale, &mix.shortfall),
            ]
        })
    });
    AnswerTable {
        name: "mixes".to_owned(),
        title: format!(
            "Mixes of neighbours on the frontier, by share of the business ({})",
            scale.unit(&setting.currency)
        ),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::figures("Share", &["first_share"]),
            AnswerColumn::words("Of", "first"),
            AnswerColumn::figures("Share", &["second_share"]),
            AnswerColumn::words("Of", "second"),
            AnswerColumn::figures("Mean", &["mean", "mean_low", "mean_high"]),
            AnswerColumn::figures(
                "Worst 5 %",
                &["expected_shortfall_95", "expected_shortfall_95_low", "expected_shortfall_95_high"],
            ),
        ],
        rows: rows.collect(),
    }
}

fn picture(setting: &DecideSetting, heading: &str, found: &Frontier) -> MeanShortfall {
    let point = |(option, of): (usize, &FrontierOption)| MeanShortfallPoint {
        option: setting.chart_option(option),
        mean: dot(&of.mean, DotStyle::Firm),
        shortfall: dot(&of.shortfall, DotStyle::Firm),
        note: setting.say(match of.standing {
            Standing::Frontier => "frontier-on",
            Standing::Dominated { .. } => "frontier-dominated",
            Standing::Extended { .. } => "frontier-dear",
        }),
        certainty: of.chance_on_frontier.map_or_else(String::new, |share| {
            setting.fill("frontier-certainty", &[("chance", &setting.chance(share))])
        }),
    };
    MeanShortfall {
        heading: setting.heading(heading, Some(found.scenario)),
        tail: setting.say("frontier-tail"),
        points: found.options.iter().enumerate().map(point).collect(),
        frontier: found.frontier.clone(),
        mixes: found.mixes.iter().map(|mix| (mix.mean.estimate, mix.shortfall.estimate)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::regret::tests::{asked, setting_of};
    use super::*;

    fn sentence_of(options: Vec<Vec<f64>>) -> String {
        let costs = asked(vec![options], None);
        frontier_answer(&setting_of(&costs), &costs).unwrap().sentences.remove(0)
    }

    #[test]
    fn sentences_are_true_for_odd_input() {
        assert_eq!(sentence_of(vec![vec![1e6, 2e6]]), "Option a is the only option.");
        assert_eq!(
            sentence_of(vec![vec![1e6], vec![2e6]]),
            "1 trial has no tail: nothing can be said of the worst 5 %."
        );
        let few = sentence_of(vec![vec![10e6, 20e6, 30e6], vec![11e6, 22e6, 33e6]]);
        assert!(few.contains("3 trials are too few for errors of the worst 5 %"), "{few}");
        let risky: Vec<f64> = (0..400).map(|trial| 1e6 * f64::from(trial)).collect();
        let found = sentence_of(vec![risky, vec![250e6; 400]]);
        assert!(found.starts_with("Option a has the lowest mean; more safety can be had with Option b, whose worst 5 % cost 250 M EUR, at 0.3"), "{found}");
    }
}
