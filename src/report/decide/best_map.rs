//! Which option is best over two figures?

use serde_json::json;

use super::answer::{Answer, AnswerColumn, AnswerTable, Cell};
use super::figure_axis::FigureAxis;
use super::setting::DecideSetting;
use crate::charts::{MapAxis, MapCell, OptionMap, option_map};
use crate::decision::{BestOption, Measure};
use crate::report::figures::{chance, trials_in_words};
use crate::report::prose::listed;

/// The best option on a grid of two figures, in one outlook.
#[derive(Debug, Clone, PartialEq)]
pub struct BestMap {
    /// Position of the scenario; `None`: all by weight.
    pub scenario: Option<usize>,
    /// `[second figure][first figure]`, both by rising value.
    pub cells: Vec<Vec<BestOption>>,
    /// With both figures as the case has them.
    pub as_is: BestOption,
}

/// Maps of the best option, one for each outlook.
#[must_use]
pub fn best_map_answer(
    setting: &DecideSetting,
    axes: &[FigureAxis; 2],
    measure: Measure,
    maps: &[BestMap],
) -> Answer {
    let mut answer = Answer::to("break-even");
    answer.sentences = maps.iter().map(|map| sentence(setting, axes, map)).collect();
    answer.notes = notes(setting, axes);
    answer.tables = vec![table(setting, maps)];
    let figures =
        maps.iter().map(|map| json!({ "scenario": map.scenario, "as_is": map.as_is, "best": map.cells }));
    let points = |axis: &FigureAxis, count: usize| json!(axis.points(count));
    let size = maps.first().map_or(0, |map| map.cells.len());
    answer.figures = json!({
        "figures": [axes[0].json(), axes[1].json()],
        "points": [points(&axes[0], size), points(&axes[1], size)],
        "measure": measure,
        "maps": figures.collect::<Vec<_>>(),
    });
    for map in maps {
        let several = maps.len() > 1;
        let name = if several {
            format!("break-even-{}", setting.outlook_id(map.scenario))
        } else {
            "break-even".to_owned()
        };
        answer.draw(&name, option_map(&picture(setting, axes, measure, map)));
    }
    answer
}

/// Share of the cells in which each option is the best, told apart or not, by falling share.
fn shares(map: &BestMap, options: usize) -> Vec<(usize, f64, f64)> {
    let cells: Vec<&BestOption> = map.cells.iter().flatten().collect();
    let share = |option: usize, told: bool| {
        let found = cells.iter().filter(|cell| cell.option == option && (cell.told_apart || !told));
        found.count() as f64 / cells.len().max(1) as f64
    };
    let mut shares: Vec<(usize, f64, f64)> = (0..options)
        .map(|option| (option, share(option, false), share(option, true)))
        .filter(|(_, share, _)| *share > 0.0)
        .collect();
    shares.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    shares
}

fn sentence(setting: &DecideSetting, axes: &[FigureAxis; 2], map: &BestMap) -> String {
    let several = map.scenario.is_none() || setting.scenarios.len() > 1;
    let prefix = if several { format!("{}: ", setting.outlook(map.scenario)) } else { String::new() };
    format!("{prefix}{} {}", headline(setting, axes, map), stands(setting, map))
}

/// Who is best where.
fn headline(setting: &DecideSetting, axes: &[FigureAxis; 2], map: &BestMap) -> String {
    let shares = shares(map, setting.options.len());
    let open = 1.0 - shares.iter().map(|(_, _, told)| told).sum::<f64>();
    let over =
        format!("over {} and {}", setting.introduced(&axes[0].name), setting.introduced(&axes[1].name));
    let apart = if open > 1e-9 {
        format!("; in {} it cannot be told from another option", chance(open))
    } else {
        String::new()
    };
    match shares.as_slice() {
        [(only, ..)] => format!("{} costs least everywhere {over}{apart}.", setting.option(*only)),
        _ => {
            let each: Vec<String> = shares
                .iter()
                .map(|(option, share, _)| format!("{} in {}", setting.option(*option), chance(*share)))
                .collect();
            let each: Vec<&str> = each.iter().map(String::as_str).collect();
            let apart = apart.replace("it cannot", "the best cannot");
            format!("{} of the map {over} cost least{apart}.", listed(&each))
        }
    }
}

/// The same for a picture, which names the figures on its axes.
fn short(setting: &DecideSetting, measure: Measure, map: &BestMap) -> String {
    let shares = shares(map, setting.options.len());
    let told: f64 = shares.iter().map(|(_, _, told)| told).sum();
    let of = |(option, share, _): &(usize, f64, f64)| {
        setting.fill("map-share", &[("option", setting.option(*option)), ("chance", &setting.chance(*share))])
    };
    let each: Vec<String> = shares.iter().map(of).collect();
    let each: Vec<&str> = each.iter().map(String::as_str).collect();
    let rest = if told < 1.0 - 1e-9 {
        setting.fill("map-shown", &[("chance", &setting.chance(told))])
    } else {
        String::new()
    };
    let phrase = match measure {
        Measure::Mean => "map-title-mean",
        Measure::Shortfall => "map-title-shortfall",
    };
    setting.fill(phrase, &[("shares", &setting.language().listed(&each)), ("rest", &rest)])
}

/// Who is best with both figures as the case has them.
fn stands(setting: &DecideSetting, map: &BestMap) -> String {
    let best = setting.option(map.as_is.option);
    match (map.as_is.told_apart, map.as_is.rival) {
        (true, _) | (false, None) => format!("As the case has both figures, {best} costs least."),
        (false, Some(rival)) => format!(
            "As the case has both figures, {best} has the lowest cost, but cannot be told from {}.",
            setting.option(rival)
        ),
    }
}

fn notes(setting: &DecideSetting, axes: &[FigureAxis; 2]) -> Vec<String> {
    let trials = setting.trials.iter().copied().min().unwrap_or(0);
    let of = |axis: &FigureAxis| {
        format!(
            "{} ({} in the case) from {}",
            setting.named(&axis.name),
            axis.value,
            axis.range_in_words(axis.low, axis.high)
        )
    };
    vec![
        format!(
            "Both figures were held at values on a grid, {} and {}, in all {}; shares are of points of the grid, not chances. Everything \
             else stays as drawn, figures that are correlated with them too.",
            of(&axes[0]),
            of(&axes[1]),
            trials_in_words(trials)
        ),
        "All points are tried with the same random numbers. Each is judged by itself with 95 % confidence: of many pale or full points \
         at a border some are so by chance. More trials (--trials) narrow the pale ones down."
            .to_owned(),
    ]
}

fn table(setting: &DecideSetting, maps: &[BestMap]) -> AnswerTable {
    let rows = maps.iter().flat_map(|map| {
        shares(map, setting.options.len()).into_iter().map(|(option, share, told)| {
            let cell = |share: f64| Cell::figures(chance(share), vec![json!(share)]);
            vec![
                Cell::words(setting.outlook(map.scenario)),
                Cell::words(setting.option(option)),
                cell(share),
                cell(told),
            ]
        })
    });
    AnswerTable {
        name: "shares".to_owned(),
        title: "Share of the map in which an option costs least".to_owned(),
        columns: vec![
            AnswerColumn::words("Scenario", "scenario"),
            AnswerColumn::words("Option", "option"),
            AnswerColumn::figures("Costs least", &["share"]),
            AnswerColumn::figures("Told from all others", &["share_told_apart"]),
        ],
        rows: rows.collect(),
    }
}

fn picture(setting: &DecideSetting, axes: &[FigureAxis; 2], measure: Measure, map: &BestMap) -> OptionMap {
    let axis = |axis: &FigureAxis, most: usize| MapAxis {
        title: axis.title(setting),
        range: (axis.low, axis.high),
        ticks: axis.ticks(most, setting.language()),
        now: axis.now(),
    };
    let cell = |best: &BestOption| MapCell { option: best.option, told_apart: best.told_apart };
    let heading = setting.short_title(&short(setting, measure, map), &setting.say("map-short"));
    OptionMap {
        heading: setting.heading(&heading, Some(map.scenario)),
        options: (0..setting.options.len()).map(|option| setting.chart_option(option)).collect(),
        across: axis(&axes[0], 8),
        up: axis(&axes[1], 7),
        cells: map.cells.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}
