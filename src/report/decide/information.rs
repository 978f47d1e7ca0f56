//! What is worth finding out before the choice is made?

use serde_json::{Value, json};

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::setting::DecideSetting;
use super::words::{capitalised, estimate_values, with_interval};
use crate::charts::{BarBlock, ValueBar, ValueBars, value_bars};
use crate::decision::{Estimate, GroupInformation, InformationSurvey, KnownFigure, PerfectInformation};
use crate::language::Language;
use crate::report::figure_names::FigureNames;
use crate::report::figures::{Scale, chance, count, trials_in_words};
use crate::statistics::Interval;

/// Figures and groups of a picture.
const DRAWN_FIGURES: usize = 8;
const DRAWN_GROUPS: usize = 6;

/// What knowing figures, groups of them and the right expert is worth in every outlook.
///
/// - `values`: what each figure is said to be, by its position in the survey.
#[must_use]
pub fn information_answer(setting: &DecideSetting, found: &[InformationSurvey], values: &[String]) -> Answer {
    let largest = found.iter().map(|survey| survey.perfect.value).fold(0.0, f64::max);
    let scale = setting.scale_of(largest);
    let mut answer = Answer::to("information");
    let ordered = || {
        let weighted = found.iter().filter(|survey| survey.scenario.is_none());
        weighted.chain(found.iter().filter(|survey| survey.scenario.is_some()))
    };
    for survey in ordered() {
        let main = std::iter::once(sentence(setting, scale, survey));
        let experts = survey.experts.iter().map(|expert| experts_sentence(setting, scale, survey, expert));
        let all = main.chain(groups_sentence(setting, scale, survey)).chain(experts);
        answer.sentences.extend(all.map(|sentence| capitalised(&sentence)));
    }
    answer.tables = vec![groups_table(setting, scale, found), figures_table(setting, scale, found, values)];
    answer.notes = notes(setting, found);
    for survey in found.iter().filter(|survey| !survey.figures.is_empty() && survey.perfect.value > 0.0) {
        let heading = setting.short_title(&title(setting, scale, survey), &short(setting, scale, survey));
        let name = format!("information-{}", setting.outlook_id(survey.scenario));
        answer.draw(&name, value_bars(&picture(setting, scale, &heading, survey)));
    }
    answer.figures = json!({ "outlooks": found });
    answer
}

/// What is worth finding out, in the language of charts.
fn title(setting: &DecideSetting, scale: Scale, survey: &InformationSurvey) -> String {
    let Some(first) = survey.figures.first() else { return setting.say("information-short-none") };
    let limit = scale.amount(survey.upper_limit(), Some(first.information.standard_error));
    let (limit, amount) = match setting.language() {
        // The unit stands with the other amount where there are two.
        Language::English if told(first) => {
            let amount = with_interval(scale, &worth(&first.information));
            (limit, format!("{amount} {}", scale.unit(&setting.currency)))
        }
        Language::English => (format!("{limit} {}", scale.unit(&setting.currency)), String::new()),
        Language::German | Language::Chinese => {
            let money = |amount| setting.money(scale, amount);
            (money(survey.upper_limit()), money(first.information.value))
        }
    };
    let gaps = [
        ("option", best_name(setting, survey).to_owned()),
        ("figures", setting.language().count(survey.screened as u64)),
        ("close", setting.language().count(survey.figures.len() as u64)),
        ("figure", setting.quoted_figure(&first.name)),
        ("limit", limit),
        ("amount", amount),
    ];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, text)| (*gap, text.as_str())).collect();
    match (survey.upper_limit() <= 0.0, told(first)) {
        (true, _) => setting.fill("information-settled", &gaps),
        (false, false) => setting.fill("information-none", &gaps),
        (false, true) => setting.fill("information-worth", &gaps),
    }
}

/// The same in few words.
fn short(setting: &DecideSetting, scale: Scale, survey: &InformationSurvey) -> String {
    let Some(first) = survey.figures.first().filter(|first| survey.upper_limit() > 0.0 && told(first)) else {
        return setting.say("information-short-none");
    };
    let amount = setting.money(scale, first.information.value);
    let figure = setting.quoted_figure(&first.name);
    setting.fill("information-short-worth", &[("figure", &figure), ("amount", &amount)])
}

/// The name of the option that is chosen now.
fn best_name<'a>(setting: &'a DecideSetting, survey: &'a InformationSurvey) -> &'a str {
    let best = setting.options.iter().find(|(id, _)| *id == survey.perfect.best);
    best.map_or(survey.perfect.best.as_str(), |(_, name)| name.as_str())
}

fn prefix(setting: &DecideSetting, survey: &InformationSurvey) -> String {
    match setting.scenarios.len() {
        1 => String::new(),
        _ => format!("{}: ", setting.outlook(survey.scenario)),
    }
}

fn estimate(value: f64, standard_error: f64, interval: Interval) -> Estimate {
    Estimate { estimate: value, standard_error: Some(standard_error), confidence_interval: Some(interval) }
}

fn perfect(found: &PerfectInformation) -> Estimate {
    estimate(found.value, found.standard_error, found.confidence_interval)
}

fn worth(found: &crate::decision::PartialInformation) -> Estimate {
    estimate(found.value, found.standard_error, found.confidence_interval)
}

fn sentence(setting: &DecideSetting, scale: Scale, survey: &InformationSurvey) -> String {
    let prefix = prefix(setting, survey);
    let unit = scale.unit(&setting.currency);
    if setting.options.len() == 1 {
        return format!(
            "{prefix}{} is the only option: there is no choice that could be better informed.",
            setting.option(0)
        );
    }
    let best = best_name(setting, survey);
    if survey.perfect.value <= 0.0 {
        return format!(
            "{prefix}{best} is cheapest in every trial: nothing that could be found out is worth anything."
        );
    }
    let Some(first) = survey.figures.first() else {
        return format!(
            "{prefix}knowing each trial in advance would save {} {unit} on average; no figure is uncertain, so this is chance alone.",
            with_interval(scale, &perfect(&survey.perfect))
        );
    };
    let limit = scale.amount(survey.upper_limit(), Some(first.information.standard_error));
    let (figures, close) = (count(survey.screened as u64), count(survey.figures.len() as u64));
    if survey.upper_limit() <= 0.0 {
        return format!(
            "{prefix}{best} stays the choice whichever single one of {figures} uncertain figures one knew: no argument about one is worth settling."
        );
    }
    if !told(first) {
        return format!(
            "{prefix}no argument about a single figure is worth settling before choosing {best}: of {figures} uncertain figures none is told from chance, \
             and none of the {close} that promise most is worth more than {limit} {unit}."
        );
    }
    format!(
        "{prefix}the argument most worth settling is {}: knowing it before the choice (now {best}) saves {} {unit} on average; none of the {close} that \
         promise most of {figures} uncertain figures is worth more than {limit}.",
        setting.introduced(&first.name),
        with_interval(scale, &worth(&first.information))
    )
}

/// More than chance shows in the best of all figures, and an interval above 0.
fn told(figure: &KnownFigure) -> bool {
    figure.beyond_chance && figure.information.confidence_interval.low > 0.0
}

/// What the best group is worth, and what all are, against luck.
fn groups_sentence(setting: &DecideSetting, scale: Scale, survey: &InformationSurvey) -> Option<String> {
    if survey.perfect.value <= 0.0 || survey.groups.is_empty() || setting.options.len() == 1 {
        return None;
    }
    let unit = scale.unit(&setting.currency);
    let (all, parts): (Vec<&GroupInformation>, Vec<&GroupInformation>) =
        survey.groups.iter().partition(|group| group.figures == survey.screened);
    let best = parts.iter().reduce(
        |best, next| {
            if next.information.value > best.information.value { next } else { best }
        },
    );
    let of_best = best.filter(|best| best.information.confidence_interval.low > 0.0).map_or_else(
        || "no group of figures is told from 0".to_owned(),
        |best| {
            format!(
                "of the groups `{}` is worth most, {} {unit} for its {} figures together",
                FigureNames::group(&best.name, Language::English),
                with_interval(scale, &worth(&best.information)),
                count(best.figures as u64)
            )
        },
    );
    let of_all = all.first().map_or_else(String::new, |all| {
        format!(
            "; all figures {}, foresight of every trial {}: the rest is chance that nobody can find out",
            with_interval(scale, &worth(&all.information)),
            with_interval(scale, &perfect(&survey.perfect))
        )
    });
    Some(format!("{}{of_best}{of_all}.", prefix(setting, survey)))
}

fn experts_sentence(
    setting: &DecideSetting,
    scale: Scale,
    survey: &InformationSurvey,
    expert: &KnownFigure,
) -> String {
    let unit = scale.unit(&setting.currency);
    let found = &expert.information;
    let prefix = prefix(setting, survey);
    if found.confidence_interval.low > 0.0 {
        format!(
            "{prefix}to settle which expert is right about {} is worth {} {unit}.",
            setting.introduced(&expert.name),
            with_interval(scale, &worth(found))
        )
    } else {
        format!(
            "{prefix}the experts' disagreement about {} does not matter for the choice: settling it is worth at most {} {unit}.",
            setting.introduced(&expert.name),
            scale.amount(found.confidence_interval.high, Some(found.standard_error))
        )
    }
}

fn notes(setting: &DecideSetting, found: &[InformationSurvey]) -> Vec<String> {
    let mut notes = vec![
        "A figure is worth what choosing after it is known saves on average against choosing now, by mean cost (EVPPI), before what finding it out \
         costs. Figures are those drawn once per trial; what happens by chance within a trial cannot be found out. \"Choice changes\": share of \
         trials in which another option would be chosen."
            .to_owned(),
        "All figures are screened; the values are by regression on the trials, for those that promise most. \"Chance\" marks what the best of all figures \
         would show in one survey of 20 if none of them had to do with the costs. A group's regression knows at most 24 of its figures, those that \
         promise most alone: its value errs on the low side where others matter, but it is never put below \
         that of a part of it, which whoever knows the group knows too."
            .to_owned(),
    ];
    let fewest = found.iter().map(|survey| survey.trials as u64).min().unwrap_or(0);
    if setting.trials.iter().any(|trials| *trials > fewest) {
        notes.push(format!("Values of figures and groups rest on the first {}.", trials_in_words(fewest)));
    }
    notes
}

fn groups_table(setting: &DecideSetting, scale: Scale, found: &[InformationSurvey]) -> AnswerTable {
    let row = |survey: &InformationSurvey, name: &str, figures: Value, value: Estimate, changes: Value| {
        let shown = |value: &Value| value.as_u64().map_or_else(String::new, count);
        vec![
            Cell::words(setting.outlook(survey.scenario)),
            Cell::words(name),
            Cell::figures(shown(&figures), vec![figures]),
            Cell::figures(with_interval(scale, &value), estimate_values(&value)),
            Cell::figures(changes.as_f64().map_or_else(String::new, chance), vec![changes]),
        ]
    };
    let rows = found.iter().flat_map(|survey| {
        let everything =
            row(survey, "foresight of every trial", Value::Null, perfect(&survey.perfect), Value::Null);
        let groups = survey.groups.iter().map(move |group| {
            let of = &group.information;
            row(survey, &group.name, json!(group.figures), worth(of), json!(of.choice_changes))
        });
        let experts = survey.experts.iter().map(move |expert| {
            let of = &expert.information;
            let name = format!("which expert is right about {}", setting.named(&expert.name));
            row(survey, &name, Value::Null, worth(of), json!(of.choice_changes))
        });
        std::iter::once(everything).chain(groups).chain(experts).collect::<Vec<_>>()
    });
    AnswerTable {
        name: "groups".to_owned(),
        title: format!(
            "What knowing figures together before the choice is worth ({}; 95 % intervals)",
            scale.unit(&setting.currency)
        ),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("Known", "known"),
            AnswerColumn::figures("Figures", &["figures"]),
            AnswerColumn::figures("Worth", &["value", "value_low", "value_high"]),
            AnswerColumn::figures("Choice changes", &["choice_changes"]),
        ],
        rows: rows.collect(),
    }
}

fn figures_table(
    setting: &DecideSetting,
    scale: Scale,
    found: &[InformationSurvey],
    values: &[String],
) -> AnswerTable {
    let rows = found.iter().flat_map(|survey| {
        survey.figures.iter().map(move |figure| {
            let of = &figure.information;
            let value = worth(of);
            vec![
                Cell::words(setting.outlook(survey.scenario)),
                Cell::words(&setting.names.in_words(&figure.name, Language::English)),
                Cell::words(values.get(figure.figure).map_or("", String::as_str)),
                Cell::figures(with_interval(scale, &value), estimate_values(&value)),
                Cell::figures(chance(of.choice_changes), vec![json!(of.choice_changes)]),
                Cell::words(if figure.beyond_chance { "" } else { "chance" }),
                Cell::words(&figure.name),
                Cell::figures(
                    String::new(),
                    vec![json!(of.standard_error), json!(of.cross_validated), json!(of.upward_bias)],
                ),
            ]
        })
    });
    AnswerTable {
        name: "figures".to_owned(),
        title: format!(
            "What knowing one figure before the choice is worth ({}; 95 % intervals)",
            scale.unit(&setting.currency)
        ),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("Figure", "words"),
            AnswerColumn::words("Now", "now"),
            AnswerColumn::figures("Worth", &["value", "value_low", "value_high"]),
            AnswerColumn::figures("Choice changes", &["choice_changes"]),
            AnswerColumn::words("", "beyond_chance"),
            AnswerColumn::words("Identifier", "figure"),
            AnswerColumn {
                hidden: true,
                ..AnswerColumn::figures("", &["standard_error", "cross_validated", "upward_bias"])
            },
        ],
        rows: rows.collect(),
    }
}

fn picture(setting: &DecideSetting, scale: Scale, heading: &str, survey: &InformationSurvey) -> ValueBars {
    let language = setting.language();
    let bar = |name: String, of: &crate::decision::PartialInformation, beyond_chance: bool| ValueBar {
        name,
        low: of.confidence_interval.low.min(of.value),
        value: of.value,
        high: of.confidence_interval.high.max(of.value),
        pale: !beyond_chance,
    };
    let figures = survey.figures.iter().take(DRAWN_FIGURES);
    let figures =
        figures.map(|figure| bar(setting.figure(&figure.name), &figure.information, told(figure))).collect();
    let mut groups: Vec<&GroupInformation> = survey.groups.iter().collect();
    groups.sort_by(|left, right| right.information.value.total_cmp(&left.information.value));
    groups.truncate(DRAWN_GROUPS);
    let firm = |of: &crate::decision::PartialInformation| of.confidence_interval.low > 0.0;
    let groups = groups
        .into_iter()
        .map(|group| {
            let name = FigureNames::group(&group.name, language);
            let number = language.count(group.figures as u64);
            let name = setting.fill("axis-with-unit", &[("title", &name), ("unit", &number)]);
            bar(name, &group.information, firm(&group.information))
        })
        .collect();
    let experts =
        survey.experts.iter().filter(|expert| expert.information.confidence_interval.high > 0.0).take(2);
    let experts: Vec<ValueBar> = experts
        .map(|expert| {
            let figure = setting.figure(&expert.name);
            let name = setting.fill("information-experts-on", &[("figure", &figure)]);
            bar(name, &expert.information, firm(&expert.information))
        })
        .collect();
    let mut blocks = vec![
        BarBlock { title: setting.say("information-together"), bars: groups },
        BarBlock { title: setting.say("information-expert"), bars: experts },
        BarBlock { title: setting.say("information-single"), bars: figures },
    ];
    let foresight = match language {
        Language::English => {
            scale.amount(survey.perfect.value, Some(survey.perfect.standard_error)) + scale.suffix
        }
        Language::German | Language::Chinese => language.money(survey.perfect.value),
    };
    blocks.retain(|block| !block.bars.is_empty());
    ValueBars {
        heading: setting.heading(heading, Some(survey.scenario)),
        axis_title: setting.fill("information-axis", &[("amount", &foresight)]),
        blocks,
    }
}

#[cfg(test)]
mod tests {
    use super::super::regret::tests::{asked, setting_of};
    use super::*;
    use crate::decision::{DrawnFigure, FigureGroup, ScenarioCosts, SurveyQuestion, information_survey};
    use crate::statistics::testing::normals;

    fn sentences(costs: &ScenarioCosts, figures: &[DrawnFigure]) -> Vec<String> {
        let all = [FigureGroup { name: "all".to_owned(), prefixes: Vec::new() }];
        let asked = SurveyQuestion { figures, groups: &all, most: 5, seed: 1 };
        let found: Vec<InformationSurvey> = costs
            .outlooks()
            .into_iter()
            .map(|outlook| information_survey(costs, outlook, &asked).unwrap())
            .collect();
        information_answer(&setting_of(costs), &found, &[]).sentences
    }

    fn figure(name: &str, seed: u64) -> DrawnFigure {
        DrawnFigure { name: name.to_owned(), values: normals(seed, 400), views: None }
    }

    #[test]
    fn sentences_are_true_for_odd_input() {
        let figures = [figure("idle", 1)];
        let single = sentences(&asked(vec![vec![vec![1e6; 400]]], None), &figures);
        assert_eq!(
            single,
            ["Option a is the only option: there is no choice that could be better informed."]
        );
        let always = sentences(&asked(vec![vec![vec![1e6; 400], vec![2e6; 400]]], None), &figures);
        assert_eq!(
            always,
            ["Option a is cheapest in every trial: nothing that could be found out is worth anything."]
        );
        let noise: Vec<f64> = normals(2, 400).iter().map(|value| 20e6 * value).collect();
        let luck = sentences(&asked(vec![vec![vec![0.0; 400], noise.clone()]], None), &figures);
        assert!(luck[0].starts_with("No argument about a single figure is worth settling"), "{luck:?}");
        let certain = sentences(&asked(vec![vec![vec![0.0; 400], noise]], None), &[]);
        assert!(certain[0].contains("no figure is uncertain, so this is chance alone"), "{certain:?}");
    }

    #[test]
    fn the_argument_worth_settling_is_named_with_its_worth() {
        let figures = [figure("idle", 1), figure("company.share", 3)];
        let cost: Vec<f64> = figures[1].values.iter().map(|value| 1e6 + 20e6 * value).collect();
        let found = sentences(&asked(vec![vec![vec![0.0; 400], cost]], None), &figures);
        assert!(
            found[0].starts_with(
                "The argument most worth settling is “Company, share” (company.share): knowing it before the choice (now Option"
            ),
            "{found:?}"
        );
        assert!(
            found[0].contains("none of the 2 that promise most of 2 uncertain figures is worth more than"),
            "{found:?}"
        );
    }
}
