//! What does choosing an option cost against the choice that would have been best?

use serde_json::json;

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::compare::dot;
use super::setting::DecideSetting;
use super::words::{at_trials, estimate_values, money_cell, share_cell, share_with_interval, with_interval};
use crate::charts::{DotPanel, DotRow, DotStyle, IntervalDots, interval_dots};
use crate::decision::{
    DecisionError, OptionWorstCase, OutlookRegret, Regret, ScenarioCosts, WorstCase, regret,
};
use crate::report::figures::Scale;
use crate::report::prose::listed;

/// Regret of every option, trial by trial and over the scenarios.
///
/// # Errors
/// None for costs that have been checked.
pub fn regret_answer(setting: &DecideSetting, costs: &ScenarioCosts) -> Result<Answer, DecisionError> {
    let found = regret(costs)?;
    let scale = scale(setting, &found);
    let mut answer = Answer::to("regret");
    let several = setting.scenarios.len() > 1;
    if several {
        answer.sentences.push(worst_case_sentence(setting, scale, &found.worst_case));
        answer.sentences.extend(weighted_sentence(setting, scale, &found.worst_case));
    }
    let weighted = found.outlooks.iter().filter(|outlook| outlook.scenario.is_none());
    let each = found.outlooks.iter().filter(|outlook| outlook.scenario.is_some());
    answer.sentences.extend(weighted.chain(each).map(|outlook| outlook_sentence(setting, scale, outlook)));
    let mut tables = vec![by_trial_table(setting, scale, &found)];
    if several {
        tables.insert(0, worst_case_table(setting, scale, &found.worst_case));
    }
    answer.tables = tables;
    answer.notes = notes(several);
    answer.figures = json!(found);
    // One option regrets nothing.
    if setting.options.len() == 1 {
        return Ok(answer);
    }
    if several {
        let heading = setting.title(
            &answer.sentences[0],
            || worst_case_in_short(setting, scale, &found.worst_case),
            &setting.say("regret-worst-short"),
        );
        answer.draw(
            "regret-worst-case",
            interval_dots(&worst_case_picture(setting, &heading, &found.worst_case)),
        );
    }
    let heading = match answer.sentences.as_slice() {
        [only] => setting.title(
            only,
            || outlook_in_short(setting, scale, &found.outlooks[0]),
            &setting.say("regret-trial-short"),
        ),
        _ => setting.say("regret-trial-all"),
    };
    answer.draw("regret", interval_dots(&by_trial_picture(setting, &heading, &found)));
    Ok(answer)
}

fn scale(setting: &DecideSetting, found: &Regret) -> Scale {
    let each = found.outlooks.iter().flat_map(|outlook| &outlook.options);
    setting.scale_of(each.map(|option| option.expected_shortfall_95.estimate).fold(0.0, f64::max))
}

fn notes(several: bool) -> Vec<String> {
    let mut notes = vec![
        "Regret of a trial is the cost of an option less the lowest cost in the same trial: what perfect foresight would have saved. \
         Where few trials lie in a tail there is no interval."
            .to_owned(),
    ];
    if several {
        notes.push(
            "The worst case over scenarios is about means: what an option costs more on average than the best of each scenario. Its \
             intervals hold for all options and scenarios together."
                .to_owned(),
        );
    }
    notes
}

/// Whose worst scenario regrets least.
fn worst_case_sentence(setting: &DecideSetting, scale: Scale, found: &WorstCase) -> String {
    let unit = scale.unit(&setting.currency);
    let count = setting.scenarios.len();
    let options = &found.options;
    if let [only] = options.as_slice() {
        debug_assert!(only.worst.estimate == 0.0);
        return format!("{} is the only option, so there is nothing to regret.", setting.option(0));
    }
    let best = &options[found.best];
    let worst = with_interval(scale, &best.worst);
    if options.iter().all(|option| option.worst.estimate == 0.0) {
        return "All options have the same mean cost in every scenario: there is nothing to regret."
            .to_owned();
    }
    let trials = setting.trials.iter().copied().min().unwrap_or(0);
    if trials == 1 {
        return "1 trial does not tell which option regrets least in its worst scenario.".to_owned();
    }
    let where_worst = |option: &OptionWorstCase| setting.scenarios[option.worst_scenario].1.clone();
    if found.undecided.len() == 1 {
        if best.worst.estimate == 0.0 {
            return format!(
                "{} has the lowest mean cost in all {count} scenarios: no regret in any.",
                setting.option(found.best)
            );
        }
        return format!(
            "Over {count} scenarios without weights, {} has the lowest regret in its worst case: on average {worst} {unit} above the best, in \
             {}.",
            setting.option(found.best),
            where_worst(best)
        );
    }
    let names: Vec<&str> = found.undecided.iter().map(|option| setting.option(*option)).collect();
    format!(
        "Over {count} scenarios without weights, {} cannot be told apart by their worst case {}; lowest in the trials is {}, on average {worst} \
         {unit} above the best, in {}.",
        listed(&names),
        at_trials(trials, found.trials_needed),
        setting.option(found.best),
        where_worst(best)
    )
}

/// Whose worst scenario regrets least, in the language of charts.
fn worst_case_in_short(setting: &DecideSetting, scale: Scale, found: &WorstCase) -> String {
    let options = &found.options;
    let (best, number) = (&options[found.best], setting.scenarios.len().to_string());
    let name = setting.option(found.best);
    if options.len() == 1 {
        return setting.fill("regret-only", &[("option", name)]);
    }
    if options.iter().all(|option| option.worst.estimate == 0.0) {
        return setting.say("regret-same");
    }
    if setting.trials.iter().copied().min().unwrap_or(0) == 1 {
        return setting.say("regret-one-trial");
    }
    if found.undecided.len() == 1 && best.worst.estimate == 0.0 {
        return setting.fill("regret-none", &[("option", name), ("number", &number)]);
    }
    let phrase = if found.undecided.len() == 1 { "regret-worst" } else { "regret-worst-open" };
    let gaps = [
        ("number", number.as_str()),
        ("option", name),
        ("options", &setting.options_listed(&found.undecided)),
        ("amount", &setting.money(scale, best.worst.estimate)),
        ("scenario", &setting.scenarios[best.worst_scenario].1),
    ];
    setting.fill(phrase, &gaps)
}

/// The same with weights.
fn weighted_sentence(setting: &DecideSetting, scale: Scale, found: &WorstCase) -> Option<String> {
    let weighted: Option<Vec<_>> = found.options.iter().map(|option| option.weighted).collect();
    let weighted = weighted.filter(|weighted| weighted.len() > 1)?;
    let best = (0..weighted.len())
        .fold(0, |best, next| if weighted[next].estimate < weighted[best].estimate { next } else { best });
    Some(format!(
        "With the weights, a firm that settles on {} pays on average {} {} more than one that could wait for the scenario and then choose; no \
         option has less of that in the trials.",
        setting.option(best),
        with_interval(scale, &weighted[best]),
        scale.unit(&setting.currency)
    ))
}

/// Who regrets least on average in one outlook.
fn outlook_sentence(setting: &DecideSetting, scale: Scale, found: &OutlookRegret) -> String {
    let several = setting.scenarios.len() > 1;
    let prefix = if several { format!("{}: ", setting.outlook(found.scenario)) } else { String::new() };
    let mean = |option: usize| found.options[option].mean.estimate;
    if found.options.len() == 1 {
        return format!("{prefix}{} is the only option, so there is nothing to regret.", setting.option(0));
    }
    if found.options.iter().all(|option| option.mean.estimate == 0.0) {
        return format!("{prefix}all options cost the same in every trial: no regret.");
    }
    if found.trials == 1 {
        return format!("{prefix}1 trial says nothing about regret on average.");
    }
    let best =
        (0..found.options.len()).fold(0, |best, next| if mean(next) < mean(best) { next } else { best });
    let option = &found.options[best];
    let tail = match option.expected_shortfall_95.confidence_interval {
        Some(_) => {
            format!("{} in the worst 5 % of trials", with_interval(scale, &option.expected_shortfall_95))
        }
        None => "too few trials for its worst 5 %".to_owned(),
    };
    format!(
        "{prefix}{} has the lowest expected regret in the trials, {} {}, {tail}; no regret at all in {} of trials.",
        setting.option(best),
        with_interval(scale, &option.mean),
        scale.unit(&setting.currency),
        share_with_interval(option.none.estimate, option.none.confidence_interval)
    )
}

/// Who regrets least on average, in the language of charts.
fn outlook_in_short(setting: &DecideSetting, scale: Scale, found: &OutlookRegret) -> String {
    let mean = |option: usize| found.options[option].mean.estimate;
    if found.options.len() == 1 {
        return setting.fill("regret-only", &[("option", setting.option(0))]);
    }
    if found.options.iter().all(|option| option.mean.estimate == 0.0) {
        return setting.say("regret-trial-same");
    }
    if found.trials == 1 {
        return setting.say("regret-trial-one-trial");
    }
    let best =
        (0..found.options.len()).fold(0, |best, next| if mean(next) < mean(best) { next } else { best });
    let gaps = [
        ("option", setting.option(best)),
        ("amount", &setting.money(scale, mean(best))),
        ("chance", &setting.chance(found.options[best].none.estimate)),
    ];
    setting.fill("regret-trial", &gaps)
}

fn by_trial_table(setting: &DecideSetting, scale: Scale, found: &Regret) -> AnswerTable {
    let rows = found.outlooks.iter().flat_map(|outlook| {
        outlook.options.iter().enumerate().map(move |(option, regret)| {
            vec![
                Cell::words(setting.outlook(outlook.scenario)),
                Cell::words(setting.option(option)),
                money_cell(scale, &regret.mean),
                money_cell(scale, &regret.p95),
                money_cell(scale, &regret.expected_shortfall_95),
                share_cell(&regret.none),
            ]
        })
    });
    AnswerTable {
        name: "by-trial".to_owned(),
        title: format!(
            "Regret against the cheapest of the same trial ({}; 95 % intervals)",
            scale.unit(&setting.currency)
        ),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("Option", "option"),
            AnswerColumn::figures("Expected", &["mean", "mean_low", "mean_high"]),
            AnswerColumn::figures("In 95 % at most", &["p95", "p95_low", "p95_high"]),
            AnswerColumn::figures(
                "Worst 5 %",
                &["expected_shortfall_95", "expected_shortfall_95_low", "expected_shortfall_95_high"],
            ),
            AnswerColumn::figures("None in", &["none", "none_low", "none_high"]),
        ],
        rows: rows.collect(),
    }
}

fn worst_case_table(setting: &DecideSetting, scale: Scale, found: &WorstCase) -> AnswerTable {
    let weighted = found.options.iter().any(|option| option.weighted.is_some());
    let mut columns = vec![
        AnswerColumn::words("Option", "option"),
        AnswerColumn::figures("Worst case", &["worst", "worst_low", "worst_high"]),
        AnswerColumn::words("In", "worst_scenario"),
        AnswerColumn::words("", "against_lowest"),
    ];
    if weighted {
        columns.insert(3, AnswerColumn::figures("By weight", &["weighted", "weighted_low", "weighted_high"]));
    }
    for (id, _) in &setting.scenarios {
        let keys = ["", "_low", "_high"].map(|end| format!("{id}{end}")).to_vec();
        columns.push(AnswerColumn { label: id.clone(), keys, prose: false, hidden: true });
    }
    let rows = found.options.iter().enumerate().map(|(option, regret)| {
        let standing = match (option == found.best, found.undecided.contains(&option)) {
            (true, _) => "lowest",
            (false, true) => "cannot be told apart",
            (false, false) => "higher",
        };
        let mut row = vec![
            Cell::words(setting.option(option)),
            money_cell(scale, &regret.worst),
            Cell::words(&setting.scenarios[regret.worst_scenario].1),
            Cell::words(standing),
        ];
        if let Some(weighted) = &regret.weighted {
            row.insert(3, money_cell(scale, weighted));
        }
        row.extend(regret.by_scenario.iter().map(|of| Cell::figures(String::new(), estimate_values(of))));
        row
    });
    AnswerTable {
        name: "worst-case".to_owned(),
        title: format!(
            "Mean cost above the best option of a scenario ({}; intervals hold together with 95 %)",
            scale.unit(&setting.currency)
        ),
        columns,
        rows: rows.collect(),
    }
}

fn worst_case_picture(setting: &DecideSetting, heading: &str, found: &WorstCase) -> IntervalDots {
    let row = |(option, regret): (usize, &OptionWorstCase)| {
        let small = regret.by_scenario.iter().map(|of| {
            let alone = crate::decision::Estimate { confidence_interval: None, ..*of };
            dot(&alone, DotStyle::Small)
        });
        let weighted = regret.weighted.as_ref().map(|of| dot(of, DotStyle::Diamond));
        let dots = small.chain(weighted).chain([dot(&regret.worst, DotStyle::Firm)]).collect();
        DotRow { option: setting.chart_option(option), dots }
    };
    let mut legend = vec![
        (DotStyle::Firm, setting.say("regret-legend-worst")),
        (DotStyle::Small, setting.say("regret-legend-other")),
    ];
    if found.options.iter().any(|option| option.weighted.is_some()) {
        legend.push((DotStyle::Diamond, setting.say("regret-legend-weighted")));
    }
    IntervalDots {
        heading: setting.heading(heading, None),
        axis_title: setting.say("regret-axis-worst"),
        legend,
        panels: vec![DotPanel {
            title: String::new(),
            subtitle: String::new(),
            rows: found.options.iter().enumerate().map(row).collect(),
        }],
    }
}

fn by_trial_picture(setting: &DecideSetting, heading: &str, found: &Regret) -> IntervalDots {
    let panel = |outlook: &OutlookRegret| DotPanel {
        title: setting.outlook_in(outlook.scenario, setting.language()),
        subtitle: String::new(),
        rows: outlook
            .options
            .iter()
            .enumerate()
            .map(|(option, regret)| DotRow {
                option: setting.chart_option(option),
                dots: vec![
                    dot(&regret.expected_shortfall_95, DotStyle::Diamond),
                    dot(&regret.mean, DotStyle::Firm),
                ],
            })
            .collect(),
    };
    IntervalDots {
        heading: setting.heading(heading, None),
        axis_title: setting.say("regret-axis-trial"),
        legend: vec![
            (DotStyle::Firm, setting.say("regret-legend-mean")),
            (DotStyle::Diamond, setting.say("regret-legend-tail")),
        ],
        panels: found.outlooks.iter().map(panel).collect(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Options `Option a`, `Option b` …, scenarios `Scenario 1`, …; costs `[scenario][option][trial]`.
    pub fn asked(costs: Vec<Vec<Vec<f64>>>, weights: Option<Vec<f64>>) -> ScenarioCosts {
        let options = (0..costs[0].len()).map(|index| char::from(b'a' + index as u8).to_string()).collect();
        let scenarios = (0..costs.len()).map(|index| format!("s{index}")).collect();
        ScenarioCosts::new(options, scenarios, weights, costs, None).unwrap()
    }

    pub fn setting_of(costs: &ScenarioCosts) -> DecideSetting {
        let scenarios = costs.scenarios().iter().enumerate();
        DecideSetting {
            case: "Test".to_owned(),
            currency: "EUR".to_owned(),
            discount_rate: 0.08,
            horizon_months: 60,
            seed: 1,
            options: costs.options().iter().map(|id| (id.clone(), format!("Option {id}"))).collect(),
            scenarios: scenarios.map(|(index, id)| (id.clone(), format!("Scenario {}", index + 1))).collect(),
            trials: (0..costs.scenarios().len()).map(|scenario| costs.trials(scenario) as u64).collect(),
            weights: costs.weights().map(<[f64]>::to_vec),
            appetite: (100e6, 0.05),
            partial: None,
            rerun: "splitstack decide regret case".to_owned(),
            look: crate::charts::Look::default(),
            names: crate::report::FigureNames::default(),
        }
    }

    fn sentences(costs: Vec<Vec<Vec<f64>>>, weights: Option<Vec<f64>>) -> Vec<String> {
        let costs = asked(costs, weights);
        regret_answer(&setting_of(&costs), &costs).unwrap().sentences
    }

    #[test]
    fn sentences_are_true_for_odd_input() {
        assert_eq!(
            sentences(vec![vec![vec![1e6, 2e6]]], None),
            ["Option a is the only option, so there is nothing to regret."]
        );
        assert_eq!(
            sentences(vec![vec![vec![1e6], vec![2e6]]], None),
            ["1 trial says nothing about regret on average."]
        );
        assert_eq!(
            sentences(vec![vec![vec![1e6; 3], vec![1e6; 3]]; 2], None),
            [
                "All options have the same mean cost in every scenario: there is nothing to regret.",
                "Scenario 1: all options cost the same in every trial: no regret.",
                "Scenario 2: all options cost the same in every trial: no regret.",
            ]
        );
        let always = sentences(vec![vec![vec![10e6; 3], vec![50e6; 3]]; 2], None);
        assert_eq!(always[0], "Option a has the lowest mean cost in all 2 scenarios: no regret in any.");
        let one = sentences(vec![vec![vec![10e6], vec![50e6]]; 2], None);
        assert_eq!(one[0], "1 trial does not tell which option regrets least in its worst scenario.");
    }

    #[test]
    fn the_worst_case_is_told_with_where_and_how_much() {
        let found = sentences(
            vec![vec![vec![10e6; 3], vec![50e6; 3]], vec![vec![80e6; 3], vec![60e6; 3]]],
            Some(vec![0.25, 0.75]),
        );
        assert_eq!(
            found[0],
            "Over 2 scenarios without weights, Option a has the lowest regret in its worst case: on average 20.0 M EUR above the best, in \
             Scenario 2."
        );
        // 0.75·20 against 0.25·40.
        assert!(found[1].starts_with(
            "With the weights, a firm that settles on Option b pays on average 10.0 M EUR more"
        ));
        assert!(found[2].starts_with("All scenarios by weight: Option b has the lowest expected regret"));
    }
}
