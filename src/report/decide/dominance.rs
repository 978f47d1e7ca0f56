//! Does one option have the better distribution whatever one's attitude to risk?

use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::setting::{DecideSetting, scenario_of};
use super::words::{UNKNOWN, title};
use crate::charts::{ExceedanceCurve, ExceedancePoint, LossExceedance, ProbabilityAxis, loss_exceedance};
use crate::decision::{
    DecisionError, Dominance, DominanceFinding, DominanceVerdict, MARGIN_OF_CHANCE, MARGIN_OF_COST, Outlook,
    ScenarioCosts, dominance,
};
use crate::report::figures::{Scale, about, chance, trials_in_words};
use crate::report::prose::listed;
use crate::statistics::{SortedSample, StatisticsError, exceedance_curve};

/// Points of a curve.
const CURVE_POINTS: usize = 240;

/// First- and second-order stochastic dominance between all options in every outlook.
///
/// # Errors
/// None for costs that have been checked.
pub fn dominance_answer(setting: &DecideSetting, costs: &ScenarioCosts) -> Result<Answer, DecisionError> {
    let found = costs
        .outlooks()
        .into_iter()
        .map(|outlook| Ok((outlook, dominance(costs, outlook)?)))
        .collect::<Result<Vec<(Outlook, Vec<Dominance>)>, DecisionError>>()?;
    let mut answer = Answer::to("dominance");
    let weighted = found.iter().filter(|(outlook, _)| *outlook == Outlook::Weighted);
    let each = found.iter().filter(|(outlook, _)| *outlook != Outlook::Weighted);
    answer.sentences =
        weighted.chain(each).map(|(outlook, pairs)| sentence(setting, costs, *outlook, pairs)).collect();
    answer.tables = vec![table(setting, costs, &found)];
    answer.notes = vec![
        format!(
            "First order: at every amount no more likely to cost more; second order: beyond every amount no higher mean excess, so that whoever shuns \
             risk prefers it. No sample proves either. \"Dominates\" means here that any violation is below {} of chance (first order) or {} of the \
             mean cost (second order), with 95 % confidence, and that there is an advantage beyond chance.",
            chance(MARGIN_OF_CHANCE),
            chance(MARGIN_OF_COST)
        ),
        "Violations are judged at 40 quantiles of both options together; what lies beyond the last of them in the tail is not judged."
            .to_owned(),
    ];
    for (outlook, pairs) in &found {
        // Curves of a mixture would rest on trials of several scenarios.
        if let Outlook::Scenario(scenario) = outlook {
            let heading = title(
                &sentence(setting, costs, *outlook, pairs),
                "Curves that cross: no option dominates all",
            );
            let heading = heading.split_once(": ").map_or(heading.clone(), |(_, rest)| rest.to_owned());
            let name = format!("dominance-{}", setting.outlook_id(Some(*scenario)));
            answer.draw(&name, loss_exceedance(&curves(setting, costs, *scenario, &heading)?));
        }
    }
    let figures =
        found.iter().map(|(outlook, pairs)| json!({ "scenario": scenario_of(*outlook), "pairs": pairs }));
    answer.figures = json!({ "outlooks": figures.collect::<Vec<Value>>() });
    Ok(answer)
}

/// Who dominates whom in one outlook, and who is dominated.
fn sentence(setting: &DecideSetting, costs: &ScenarioCosts, outlook: Outlook, pairs: &[Dominance]) -> String {
    let several = setting.scenarios.len() > 1;
    let prefix = if several { format!("{}: ", setting.outlook(scenario_of(outlook))) } else { String::new() };
    let trials = costs.trials_of(outlook) as u64;
    if pairs.is_empty() {
        return format!("{prefix}{} is the only option, so there is nothing to dominate.", setting.option(0));
    }
    if pairs.iter().all(|pair| pair.first_order.verdict == DominanceVerdict::Identical) {
        return format!("{prefix}all options cost the same in every trial.");
    }
    if trials == 1 {
        return format!("{prefix}1 trial says nothing about dominance.");
    }
    let count = setting.options.len();
    let dominates = |of: fn(&Dominance) -> &DominanceFinding, pair: &Dominance| {
        of(pair).verdict == DominanceVerdict::Dominates
    };
    let first: fn(&Dominance) -> &DominanceFinding = |pair| &pair.first_order;
    let second: fn(&Dominance) -> &DominanceFinding = |pair| &pair.second_order;
    let mut parts = Vec::new();
    for option in 0..count {
        let of = |order: fn(&Dominance) -> &DominanceFinding| -> Vec<usize> {
            pairs
                .iter()
                .filter(|pair| pair.first == option && dominates(order, pair))
                .map(|pair| pair.second)
                .collect()
        };
        let both = of(first);
        let only_second: Vec<usize> = of(second).into_iter().filter(|other| !both.contains(other)).collect();
        let names = |options: &[usize]| {
            listed(&options.iter().map(|option| setting.option(*option)).collect::<Vec<&str>>())
        };
        if !both.is_empty() {
            parts.push(format!(
                "{} dominates {} at every level of cost",
                setting.option(option),
                names(&both)
            ));
        }
        if !only_second.is_empty() {
            parts.push(format!(
                "{} dominates {} for whoever shuns risk",
                setting.option(option),
                names(&only_second)
            ));
        }
    }
    let open = pairs.iter().filter(|pair| pair.second_order.verdict == DominanceVerdict::Open).count();
    let needed = pairs.iter().filter_map(|pair| pair.second_order.trials_needed).max();
    let rest = match (open, parts.is_empty()) {
        (0, true) => {
            return format!(
                "{prefix}no option dominates another, at {}: each is worse somewhere, beyond chance.",
                trials_in_words(trials)
            );
        }
        (0, false) => String::new(),
        (open, _) => {
            let of = if open == 1 { "1 pair".to_owned() } else { format!("{open} ordered pairs") };
            let needed = needed
                .filter(|needed| *needed > trials)
                .map_or_else(String::new, |needed| format!("; about {} would", about(needed)));
            format!("for {of} {} do not tell{needed}", trials_in_words(trials))
        }
    };
    let parts = if parts.is_empty() { "no dominance is shown".to_owned() } else { parts.join("; ") };
    if rest.is_empty() { format!("{prefix}{parts}.") } else { format!("{prefix}{parts}; {rest}.") }
}

fn table(setting: &DecideSetting, costs: &ScenarioCosts, found: &[(Outlook, Vec<Dominance>)]) -> AnswerTable {
    let largest =
        costs.outlooks().iter().flat_map(|outlook| costs.costs_by_trial(*outlook, 0)).fold(0.0, f64::max);
    let scale = setting.scale_of(largest);
    let rows = found.iter().flat_map(|(outlook, pairs)| {
        pairs.iter().map(move |pair| {
            vec![
                Cell::words(setting.outlook(scenario_of(*outlook))),
                Cell::words(setting.option(pair.first)),
                Cell::words(setting.option(pair.second)),
                verdict(&pair.first_order),
                violation(&pair.first_order, chance),
                verdict(&pair.second_order),
                violation(&pair.second_order, |amount| money(scale, amount)),
                Cell::figures(chance(pair.no_dearer), vec![json!(pair.no_dearer)]),
            ]
        })
    });
    let violations = |order: &str| {
        ["violation", "violation_low", "violation_high", "trials_needed"].map(|key| format!("{order}_{key}"))
    };
    let figures = |label: &str, keys: Vec<String>| AnswerColumn {
        label: label.to_owned(),
        keys,
        prose: false,
        hidden: false,
    };
    AnswerTable {
        name: "pairs".to_owned(),
        title: format!(
            "Does the first option dominate the second? (largest violation in the trials and up to where it may be, 95 %; {})",
            scale.unit(&setting.currency)
        ),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("First", "first"),
            AnswerColumn::words("Second", "second"),
            AnswerColumn::words("1st order", "first_order"),
            figures("Violation", violations("first_order").to_vec()),
            AnswerColumn::words("2nd order", "second_order"),
            figures("Violation", violations("second_order").to_vec()),
            figures("No dearer", vec!["no_dearer".to_owned()]),
        ],
        rows: rows.collect(),
    }
}

fn money(scale: Scale, amount: f64) -> String {
    scale.amount(amount, None)
}

fn verdict(found: &DominanceFinding) -> Cell {
    Cell::words(match found.verdict {
        DominanceVerdict::Identical => "the same",
        DominanceVerdict::Dominates => "dominates",
        DominanceVerdict::Violated => "no",
        DominanceVerdict::Open => "open",
    })
}

fn violation(found: &DominanceFinding, written: impl Fn(f64) -> String) -> Cell {
    let limits = found.limits;
    let shown = match limits {
        Some(limits) => format!("{} (≤ {})", written(found.violation), written(limits.high)),
        None if found.verdict == DominanceVerdict::Identical => written(0.0),
        None => UNKNOWN.to_owned(),
    };
    let end = |of: Option<f64>| of.map_or(Value::Null, |end| json!(end));
    let values = vec![
        json!(found.violation),
        end(limits.map(|limits| limits.low)),
        end(limits.map(|limits| limits.high)),
        json!(found.trials_needed),
    ];
    Cell::figures(shown, values)
}

/// Chance over amount: a curve below another all the way is that of the option that dominates.
fn curves(
    setting: &DecideSetting,
    costs: &ScenarioCosts,
    scenario: usize,
    heading: &str,
) -> Result<LossExceedance, DecisionError> {
    let curve = |(option, values): (usize, &Vec<f64>)| {
        let found = exceedance_curve(&SortedSample::new(values)?, CURVE_POINTS)?;
        let points = found.into_iter().map(|point| ExceedancePoint {
            cost: point.value,
            probability: point.exceedance.estimate,
            low: point.exceedance.confidence_interval.low,
            high: point.exceedance.confidence_interval.high,
        });
        Ok(ExceedanceCurve {
            option: setting.chart_option(option),
            points: points.collect(),
            chance_above_appetite: None,
        })
    };
    let curves = costs.costs(scenario).iter().enumerate().map(curve);
    Ok(LossExceedance {
        heading: setting.heading(heading, Some(Some(scenario))),
        probability_axis: ProbabilityAxis::Linear,
        risk_appetite: None,
        tolerated_chance: None,
        curves: curves.collect::<Result<Vec<ExceedanceCurve>, StatisticsError>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::regret::tests::{asked, setting_of};
    use super::*;

    fn sentence_of(options: Vec<Vec<f64>>) -> String {
        let costs = asked(vec![options], None);
        dominance_answer(&setting_of(&costs), &costs).unwrap().sentences.remove(0)
    }

    #[test]
    fn sentences_are_true_for_odd_input() {
        assert_eq!(
            sentence_of(vec![vec![1e6, 2e6]]),
            "Option a is the only option, so there is nothing to dominate."
        );
        assert_eq!(sentence_of(vec![vec![1e6], vec![2e6]]), "1 trial says nothing about dominance.");
        assert_eq!(sentence_of(vec![vec![1e6, 2e6]; 2]), "all options cost the same in every trial.");
        let costs: Vec<f64> = (0..400).map(|trial| 1e6 * f64::from(trial)).collect();
        let dearer = costs.iter().map(|cost| cost + 30e6).collect();
        assert_eq!(
            sentence_of(vec![costs.clone(), dearer]),
            "Option a dominates Option b at every level of cost."
        );
        let narrow = costs.iter().map(|cost| 150e6 + 0.3 * cost).collect();
        let found = sentence_of(vec![costs, narrow]);
        assert!(
            found.contains("no option dominates another, at 400 trials") || found.contains("shuns risk"),
            "{found}"
        );
    }
}
