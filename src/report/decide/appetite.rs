//! How bad can it get, and does an option stay within the risk appetite?

use serde_json::json;

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::setting::DecideSetting;
use super::words::{UNKNOWN, range, share_with_interval};
use crate::charts::{ExceedanceCurve, ExceedancePoint, LossExceedance, ProbabilityAxis, loss_exceedance};
use crate::decision::{DecisionError, ScenarioCosts};
use crate::language::Language;
use crate::report::figures::{Scale, chance, rate};
use crate::report::findings::appetite_finding;
use crate::report::prose::listed;
use crate::report::standing::{AppetiteStanding, appetite_standing};
use crate::report::summary::{OptionSummary, ScenarioSummary};
use crate::statistics::{
    ExpectedShortfall, Interval, Quantile, SortedSample, StatisticsError, exceedance_curve,
};

/// Points of a curve, half of them in the tail.
const CURVE_POINTS: usize = 240;

/// Half the width of a 95 % interval in standard errors.
const STANDARD_ERRORS: f64 = 1.96;

/// The bad futures of every option, scenario by scenario; with trials, the chance to exceed any amount as a picture.
///
/// # Errors
/// None for costs that have been checked.
pub fn appetite_answer(
    setting: &DecideSetting,
    scenarios: &[ScenarioSummary],
    costs: Option<&ScenarioCosts>,
) -> Result<Answer, DecisionError> {
    let scale = scale_of(setting, scenarios);
    let mut answer = Answer::to("appetite");
    if scenarios.len() > 1 {
        answer.sentences.push(over_all(setting, scenarios, scale));
    }
    answer.sentences.extend(scenarios.iter().map(|scenario| {
        let prefix = if scenarios.len() > 1 { format!("{}: ", scenario.name) } else { String::new() };
        format!("{prefix}{}.", appetite_finding(scenario, setting.appetite, scale, Language::English))
    }));
    answer.tables = vec![table(setting, scenarios, scale)];
    answer.notes = vec![
        "Worst 5 % and worst 1 %: the mean cost of the dearest twentieth and hundredth of the trials. Where too few trials lie in a tail \
         there is no interval. Whether an option stays within the appetite is judged by the interval of its chance."
            .to_owned(),
    ];
    let mut points = Vec::new();
    for (position, scenario) in scenarios.iter().enumerate().filter(|_| costs.is_some()) {
        if let Some(costs) = costs {
            let drawn = curves(setting, scenario, (costs, position), scale)?;
            points.extend(curve_rows(scenario, &drawn.curves));
            answer.draw(&format!("appetite-{}", scenario.id), loss_exceedance(&drawn));
        }
    }
    if !points.is_empty() {
        answer.details.push(curve_table(setting, points));
    }
    answer.figures = json!({ "appetite": { "amount": setting.appetite.0, "chance": setting.appetite.1 } });
    Ok(answer)
}

fn scale_of(setting: &DecideSetting, scenarios: &[ScenarioSummary]) -> Scale {
    let options = scenarios.iter().flat_map(|scenario| &scenario.options);
    setting.scale_of(options.map(|option| option.total.p99.estimate.abs()).fold(0.0, f64::max))
}

/// Who stays within the appetite in every scenario, and who in none.
fn over_all(setting: &DecideSetting, scenarios: &[ScenarioSummary], scale: Scale) -> String {
    let (amount, tolerated) = setting.appetite;
    let everywhere = |wanted: AppetiteStanding| -> Vec<&str> {
        let stands = |option: &usize| {
            scenarios
                .iter()
                .all(|scenario| appetite_standing(&scenario.options[*option], tolerated) == wanted)
        };
        (0..setting.options.len()).filter(stands).map(|option| setting.option(option)).collect()
    };
    let (within, beyond) = (everywhere(AppetiteStanding::Within), everywhere(AppetiteStanding::Beyond));
    let terms = format!(
        "the risk appetite of a {} chance to cost over {} {}",
        rate(tolerated),
        scale.certain(amount),
        scale.unit(&setting.currency)
    );
    let count = scenarios.len();
    match (within.as_slice(), beyond.as_slice()) {
        ([], []) => format!("No option is shown to stay within {terms} in all {count} scenarios."),
        ([], beyond) => format!(
            "No option is shown to stay within {terms} in all {count} scenarios; beyond it in all of them: {}.",
            listed(beyond)
        ),
        (within, []) => format!("Within {terms} in all {count} scenarios: {}.", listed(within)),
        (within, beyond) => format!(
            "Within {terms} in all {count} scenarios: {}; beyond it in all of them: {}.",
            listed(within),
            listed(beyond)
        ),
    }
}

fn table(setting: &DecideSetting, scenarios: &[ScenarioSummary], scale: Scale) -> AnswerTable {
    let rows = scenarios.iter().flat_map(|scenario| {
        scenario.options.iter().map(move |option| {
            let total = &option.total;
            let over = &option.chance_to_exceed_appetite;
            vec![
                Cell::words(&scenario.name),
                Cell::words(&option.name),
                quantile_cell(scale, &total.p95),
                quantile_cell(scale, &total.p99),
                shortfall_cell(scale, &total.expected_shortfall_95),
                shortfall_cell(scale, &total.expected_shortfall_99),
                Cell::figures(
                    share_with_interval(over.estimate, Some(over.confidence_interval)),
                    vec![
                        json!(over.estimate),
                        json!(over.confidence_interval.low),
                        json!(over.confidence_interval.high),
                    ],
                ),
                Cell::words(standing_in_words(setting, option)),
            ]
        })
    });
    AnswerTable {
        name: "tails".to_owned(),
        title: format!("The bad futures of each option ({}; 95 % intervals)", scale.unit(&setting.currency)),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("Option", "option"),
            AnswerColumn::figures("In 95 % at most", &["p95", "p95_low", "p95_high"]),
            AnswerColumn::figures("In 99 % at most", &["p99", "p99_low", "p99_high"]),
            AnswerColumn::figures("Worst 5 %", &["shortfall_95", "shortfall_95_error"]),
            AnswerColumn::figures("Worst 1 %", &["shortfall_99", "shortfall_99_error"]),
            AnswerColumn::figures("Over appetite", &["over", "over_low", "over_high"]),
            AnswerColumn::words("Appetite", "standing"),
        ],
        rows: rows.collect(),
    }
}

/// Name of the table of the drawn curves' points; by identifiers.
pub const CURVE_TABLE: &str = "curves";

fn curve_table(setting: &DecideSetting, rows: Vec<Vec<Cell>>) -> AnswerTable {
    AnswerTable {
        name: CURVE_TABLE.to_owned(),
        title: format!("Chance to cost more than an amount ({}; 95 % intervals)", setting.currency),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("Option", "option"),
            AnswerColumn::figures("Cost", &["cost"]),
            AnswerColumn::figures("Chance of more", &["chance", "chance_low", "chance_high"]),
        ],
        rows,
    }
}

fn curve_rows(scenario: &ScenarioSummary, curves: &[ExceedanceCurve]) -> Vec<Vec<Cell>> {
    let row = |option: &OptionSummary, point: &ExceedancePoint| {
        vec![
            Cell::words(&scenario.id),
            Cell::words(&option.id),
            Cell::figures(point.cost.to_string(), vec![json!(point.cost)]),
            Cell::figures(
                chance(point.probability),
                vec![json!(point.probability), json!(point.low), json!(point.high)],
            ),
        ]
    };
    let options = scenario.options.iter().zip(curves);
    options.flat_map(|(option, curve)| curve.points.iter().map(move |point| row(option, point))).collect()
}

fn standing_in_words(setting: &DecideSetting, option: &OptionSummary) -> &'static str {
    match appetite_standing(option, setting.appetite.1) {
        AppetiteStanding::Within => "within",
        AppetiteStanding::Beyond => "beyond",
        AppetiteStanding::Open => "open",
    }
}

fn quantile_cell(scale: Scale, found: &Quantile) -> Cell {
    let shown = match found.confidence_interval {
        Some(interval) if interval.low < interval.high => {
            let error = interval.width() / (2.0 * STANDARD_ERRORS);
            format!("{} ({})", scale.amount(found.estimate, Some(error)), range(scale, interval))
        }
        Some(_) | None => scale.amount(found.estimate, None),
    };
    let end = |of: fn(Interval) -> f64| found.confidence_interval.map(of);
    Cell::figures(
        shown,
        vec![json!(found.estimate), json!(end(|found| found.low)), json!(end(|found| found.high))],
    )
}

fn shortfall_cell(scale: Scale, found: &ExpectedShortfall) -> Cell {
    let shown = match found.standard_error {
        Some(error) => scale.amount_with_error(found.estimate, Some(error)),
        None if found.tail_trials < 1.0 => UNKNOWN.to_owned(),
        None => scale.amount(found.estimate, None),
    };
    Cell::figures(shown, vec![json!(found.estimate), json!(found.standard_error)])
}

fn curves(
    setting: &DecideSetting,
    scenario: &ScenarioSummary,
    (costs, position): (&ScenarioCosts, usize),
    scale: Scale,
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
            chance_above_appetite: Some(scenario.options[option].chance_to_exceed_appetite.estimate),
        })
    };
    let curves = costs.costs(position).iter().enumerate().map(curve);
    let finding = appetite_finding(scenario, setting.appetite, scale, setting.look.language);
    Ok(LossExceedance {
        heading: setting
            .heading(&setting.short_title(&finding, &setting.say("exceedance-title")), Some(Some(position))),
        probability_axis: ProbabilityAxis::Logarithmic,
        risk_appetite: Some(setting.appetite.0),
        tolerated_chance: Some(setting.appetite.1),
        curves: curves.collect::<Result<Vec<ExceedanceCurve>, StatisticsError>>()?,
    })
}
