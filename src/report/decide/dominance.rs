//! Does one option have the better distribution whatever one's attitude to risk?

use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::setting::{DecideSetting, scenario_of};
use super::words::UNKNOWN;
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
             risk prefers it. No sample proves either. \"Dominates\" means here that the trials have no violation, that any true one is below {} of chance (first order) or {} of the \
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
            let heading = heading(setting, costs, *outlook, pairs);
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
    let shown = Shown::of(setting.options.len(), pairs);
    let open: Vec<&Dominance> = pairs
        .iter()
        .filter(|pair| pair.second_order.verdict == DominanceVerdict::Open)
        .filter(|pair| shown.free(pair.first) && shown.free(pair.second))
        .collect();
    let rest = if open.is_empty() {
        String::new()
    } else {
        let needed = open.iter().filter_map(|pair| pair.second_order.trials_needed).max();
        let needed = needed.filter(|needed| *needed > trials);
        let needed = needed.map_or_else(String::new, |needed| format!("; about {} would", about(needed)));
        format!("; of the others {} do not tell all{needed}", trials_in_words(trials))
    };
    let free: Vec<&str> = (0..setting.options.len())
        .filter(|option| shown.free(*option))
        .map(|option| setting.option(option))
        .collect();
    if !shown.dominated.is_empty() {
        return format!("{prefix}{}; not dominated: {}{rest}.", shown.in_words(setting), listed(&free));
    }
    if rest.is_empty() {
        return format!(
            "{prefix}no option dominates another, at {}: each is worse somewhere, beyond chance.",
            trials_in_words(trials)
        );
    }
    format!("{prefix}no dominance is shown{rest}.")
}

/// Every dominated option with one that dominates it.
struct Shown {
    /// Dominated option, the one that dominates it, and whether in the first order.
    dominated: Vec<(usize, usize, bool)>,
}

impl Shown {
    fn of(count: usize, pairs: &[Dominance]) -> Shown {
        let dominates = |found: &DominanceFinding| found.verdict == DominanceVerdict::Dominates;
        let either = |pair: &Dominance| dominates(&pair.first_order) || dominates(&pair.second_order);
        let beaten = |option: usize| pairs.iter().any(|pair| pair.second == option && either(pair));
        // By an option that is not dominated itself, if there is one; in the first order, if it is.
        let best = |option: usize| {
            let by = pairs.iter().filter(|pair| pair.second == option && either(pair));
            by.min_by_key(|pair| (beaten(pair.first), !dominates(&pair.first_order), pair.first))
                .map(|pair| (option, pair.first, dominates(&pair.first_order)))
        };
        Shown { dominated: (0..count).filter_map(best).collect() }
    }

    fn free(&self, option: usize) -> bool {
        self.dominated.iter().all(|(dominated, ..)| *dominated != option)
    }

    fn in_words(&self, setting: &DecideSetting) -> String {
        let mut parts = Vec::new();
        for by in 0..setting.options.len() {
            let of = |first: bool| -> Vec<&str> {
                let wanted = self.dominated.iter().filter(|found| (found.1, found.2) == (by, first));
                wanted.map(|found| setting.option(found.0)).collect()
            };
            let kinds = [(of(true), "at every level of cost"), (of(false), "for whoever shuns risk")];
            let kinds: Vec<String> = kinds
                .iter()
                .filter(|(names, _)| !names.is_empty())
                .map(|(names, how)| format!("{} {how}", listed(names)))
                .collect();
            if !kinds.is_empty() {
                parts.push(format!("{} dominates {}", setting.option(by), kinds.join(", and ")));
            }
        }
        parts.join("; ")
    }

    /// The same in the language of charts.
    fn in_short(&self, setting: &DecideSetting) -> String {
        let mut parts = Vec::new();
        for by in 0..setting.options.len() {
            for (first, phrase) in [(true, "dominance-always"), (false, "dominance-shy")] {
                let wanted = self.dominated.iter().filter(|found| (found.1, found.2) == (by, first));
                let others: Vec<usize> = wanted.map(|found| found.0).collect();
                if !others.is_empty() {
                    let others = setting.options_listed(&others);
                    parts.push(setting.fill(phrase, &[("option", setting.option(by)), ("others", &others)]));
                }
            }
        }
        parts.join("; ")
    }
}

/// The sentence of a scenario without its name, for a title.
fn heading(setting: &DecideSetting, costs: &ScenarioCosts, outlook: Outlook, pairs: &[Dominance]) -> String {
    let sentence = sentence(setting, costs, outlook, pairs);
    let sentence = sentence.as_str();
    let bare = match setting.scenarios.len() {
        1 => sentence,
        _ => sentence.split_once(": ").map_or(sentence, |(_, rest)| rest),
    };
    let mut letters = bare.chars();
    let first = letters.next().map_or_else(String::new, |first| first.to_uppercase().to_string());
    let capital = first + letters.as_str();
    let short = capital.split_once("; not dominated").map_or(capital.as_str(), |(short, _)| short);
    let trials = costs.trials_of(outlook) as u64;
    setting.title(short, || in_short(setting, trials, pairs), &setting.say("dominance-short"))
}

/// The same in the language of charts.
fn in_short(setting: &DecideSetting, trials: u64, pairs: &[Dominance]) -> String {
    if pairs.is_empty() {
        return setting.fill("dominance-only", &[("option", setting.option(0))]);
    }
    if pairs.iter().all(|pair| pair.first_order.verdict == DominanceVerdict::Identical) {
        return setting.say("dominance-same");
    }
    if trials == 1 {
        return setting.say("dominance-one-trial");
    }
    let shown = Shown::of(setting.options.len(), pairs);
    if !shown.dominated.is_empty() {
        return shown.in_short(setting);
    }
    let open = pairs.iter().any(|pair| pair.second_order.verdict == DominanceVerdict::Open);
    let phrase = if open { "dominance-open" } else { "dominance-none" };
    setting.fill(phrase, &[("trials", &setting.language().trials(trials))])
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
            "Option a dominates Option b at every level of cost; not dominated: Option a."
        );
        // Mean 240 against 200, worst 300 against 400.
        let narrow = costs.iter().map(|cost| 180e6 + 0.3 * cost).collect();
        assert_eq!(
            sentence_of(vec![costs, narrow]),
            "no option dominates another, at 400 trials: each is worse somewhere, beyond chance."
        );
    }
}
