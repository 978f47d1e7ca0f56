//! Pictures of a contingency plan: how triggers do, and what acting costs by its month.

use super::plan::{Context, MoveWords, PlannedOption};
use super::trigger_labels::label;
use crate::charts::{
    MonthCurve, MonthCurves, MonthPanel, MonthPoint, ScorePanel, ScoreRow, ScoreShares, TriggerScorecard,
};
use crate::decision::{Candidate, CostDifference, MoveFinding, TriggerFinding};
use crate::language::Language;
use crate::statistics::Verdict;

/// Moves and triggers that a picture has room for.
const MOST_PANELS: usize = 6;
const MOST_SIGNALS: usize = 5;
/// Scenarios with a colour of their own.
const COLOURED: usize = 3;

fn moves_of<'a>(context: Context<'a>, planned: &'a PlannedOption) -> Vec<MoveWords<'a>> {
    let of = |found| MoveWords { context, option: planned.option, found };
    planned.moves.iter().map(of).take(MOST_PANELS).collect()
}

/// Triggers of each move in the scenario in which most is at stake.
pub(super) fn trigger_picture(context: Context<'_>, planned: &PlannedOption) -> TriggerScorecard {
    let moves = moves_of(context, planned);
    let heading = trigger_title(context, planned, &moves);
    let setting = context.setting;
    let unit = moves.first().map_or_else(String::new, |found| setting.unit(found.scale()));
    TriggerScorecard {
        heading: setting.heading(&heading, None),
        amounts: setting.fill("plan-amounts", &[("unit", &unit)]),
        panels: moves.iter().map(score_panel).collect(),
    }
}

/// What the move with most at stake does as it is written.
fn trigger_title(context: Context<'_>, planned: &PlannedOption, moves: &[MoveWords<'_>]) -> String {
    let setting = context.setting;
    let option = [("option", setting.option(planned.option))];
    let shorter = setting.fill("plan-triggers-short", &option);
    let told = moves.iter().filter(|found| {
        matches!(found.main_scenario().saves.verdict, Verdict::FirstLower | Verdict::SecondLower)
    });
    let stake = |found: &MoveWords<'_>| found.main_scenario().saves.difference.estimate.abs();
    let Some(most) = told.max_by(|left, right| stake(left).total_cmp(&stake(right))) else {
        return setting.short_title(&setting.fill("plan-triggers-untold", &option), &shorter);
    };
    let main = most.main_scenario();
    let amount = match setting.language() {
        Language::English => format!("{} {}", most.size(&main.saves), most.unit()),
        Language::German | Language::Chinese => {
            setting.money(most.scale(), main.saves.difference.estimate.abs())
        }
    };
    let phrase = match main.saves.verdict {
        Verdict::FirstLower => "plan-triggers-costs",
        Verdict::SecondLower | Verdict::CannotTell | Verdict::Identical => "plan-triggers-saves",
    };
    let gaps = [
        ("option", setting.option(planned.option)),
        ("move", &most.name()),
        ("amount", &amount),
        ("scenario", most.outlook(main)),
    ];
    setting.short_title(&setting.fill(phrase, &gaps), &shorter)
}

fn score_panel(found: &MoveWords<'_>) -> ScorePanel {
    let main = found.main_scenario();
    let mean = |one: usize| main.triggers[one].mean.estimate;
    let fires = |one: usize| main.triggers[one].fires.as_ref().is_some_and(|fires| fires.successes > 0);
    let mut near: Vec<usize> = Vec::new();
    let mut far: Option<usize> = None;
    let mut best_month: Option<usize> = None;
    for (one, candidate) in found.found.candidates.iter().enumerate() {
        let is_lower = |best: Option<usize>| best.is_none_or(|best| mean(one) < mean(best));
        match candidate {
            Candidate::Signal { .. } if main.triggers[one].at_once => {}
            Candidate::Signal { near: true, .. } if fires(one) => near.push(one),
            Candidate::Signal { near: false, .. } if is_lower(far) => far = Some(one),
            Candidate::Month(_) if is_lower(best_month) => best_month = Some(one),
            Candidate::Signal { .. } | Candidate::Month(_) => {}
            Candidate::Written | Candidate::Now | Candidate::Never => {}
        }
    }
    near.sort_by(|left, right| mean(*left).total_cmp(&mean(*right)));
    near.truncate(MOST_SIGNALS);
    // What has nothing to do with the move is worth a look only where it is best.
    let far = far.filter(|far| [0, 2].iter().chain(&near).all(|other| mean(*far) < mean(*other)));
    let signals = near.into_iter().chain(far);
    let mut shown: Vec<usize> = [0, 1, 2].into_iter().chain(best_month).chain(signals).collect();
    // As written first, then what costs least.
    shown[1..].sort_by(|left, right| mean(*left).total_cmp(&mean(*right)));
    ScorePanel {
        title: found.name(),
        subtitle: {
            let setting = found.context.setting;
            let owner = found.entry().owner.clone().unwrap_or_else(|| setting.say("plan-no-owner"));
            setting.fill("plan-subtitle", &[("scenario", found.outlook(main)), ("owner", &owner)])
        },
        rows: shown.into_iter().map(|one| score_row(found, main, one)).collect(),
    }
}

fn score_row(found: &MoveWords<'_>, main: &MoveFinding, one: usize) -> ScoreRow {
    let trigger = &main.triggers[one];
    ScoreRow {
        name: label(found.context.case, &found.found.candidates[one], found.context.setting.language()),
        shares: shares(trigger),
        amount: if one == 0 { "0".to_owned() } else { amount(found, &trigger.against_written) },
        strong: one == 0,
    }
}

/// What a trigger costs against the one that is written, in the language of charts.
fn amount(found: &MoveWords<'_>, compared: &CostDifference) -> String {
    let setting = found.context.setting;
    match (compared.verdict, compared.difference.confidence_interval) {
        (Verdict::Identical, _) => setting.say("plan-the-same"),
        (Verdict::CannotTell, _) | (_, None) => setting.say("plan-not-told"),
        (Verdict::FirstLower | Verdict::SecondLower, Some(_)) => setting.ranged(&signed(found, compared)),
    }
}

/// `+12.3 (+10.1 to +14.5)`, or that it is not told.
pub(super) fn signed(found: &MoveWords<'_>, compared: &CostDifference) -> String {
    match (compared.verdict, compared.difference.confidence_interval) {
        (Verdict::Identical, _) => "the same".to_owned(),
        (Verdict::CannotTell, _) | (_, None) => "not told".to_owned(),
        (Verdict::FirstLower | Verdict::SecondLower, Some(interval)) => {
            let error = Some(interval.width() / 4.0);
            let range = found.scale().interval(interval.low, interval.high, error).replace("+<", "<");
            format!("{} ({range})", found.scale().difference(compared.difference.estimate, error))
        }
    }
}

fn shares(trigger: &TriggerFinding) -> ScoreShares {
    match (&trigger.score, &trigger.fires) {
        (Some(score), _) => ScoreShares::Judged {
            in_time: score.in_time.estimate,
            too_late: score.too_late.estimate,
            in_vain: score.in_vain.estimate,
            missed: score.missed.estimate,
        },
        (None, fires) => ScoreShares::Fires(fires.as_ref().map_or(0.0, |fires| fires.estimate)),
    }
}

/// What each move costs by the month in which it is made, scenario by scenario.
pub(super) fn month_picture(context: Context<'_>, planned: &PlannedOption) -> MonthCurves {
    let moves = moves_of(context, planned);
    let coloured = coloured(context, &moves);
    let panel = |found: &MoveWords<'_>| MonthPanel {
        title: found.name(),
        curves: found
            .scenarios()
            .map(|scenario| MonthCurve {
                name: coloured.iter().position(|one| Some(*one) == scenario.scenario),
                points: points(scenario),
            })
            .collect(),
    };
    let others = context.setting.scenarios.len() - coloured.len();
    MonthCurves {
        heading: context.setting.heading(&month_title(context, planned, &moves), None),
        axis_title: context.setting.say("plan-months-axis"),
        named: coloured.iter().map(|one| context.setting.scenarios[*one].1.clone()).collect(),
        others: match others {
            0 => String::new(),
            1 => context.setting.say("plan-other-scenario"),
            several => context.setting.fill("plan-other-scenarios", &[("number", &several.to_string())]),
        },
        horizon: context.setting.horizon_months as f64,
        panels: moves.iter().map(panel).collect(),
    }
}

/// Where a fixed month pays most, and until when.
fn month_title(context: Context<'_>, planned: &PlannedOption, moves: &[MoveWords<'_>]) -> String {
    let setting = context.setting;
    let option = [("option", setting.option(planned.option))];
    let saved = |month: &crate::decision::MonthFinding| -month.against_never.difference.estimate;
    let mut most: Option<(f64, &MoveWords<'_>, &MoveFinding)> = None;
    for found in moves {
        for scenario in found.scenarios() {
            let told = scenario.months.iter().filter(|one| one.against_never.verdict == Verdict::FirstLower);
            let best = told.map(saved).fold(0.0, f64::max);
            if best > most.map_or(0.0, |(most, ..)| most) {
                most = Some((best, found, scenario));
            }
        }
    }
    let shorter = setting.fill("plan-months-short", &option);
    let Some((saved, found, scenario)) = most else {
        return setting.short_title(&setting.fill("plan-months-untold", &option), &shorter);
    };
    let until = scenario.latest.surely.map_or_else(String::new, |month| match month {
        0.0 => setting.say("plan-first-month"),
        month => setting.fill("plan-month", &[("number", &format!("{month:.0}"))]),
    });
    let gaps = [
        ("option", setting.option(planned.option)),
        ("scenario", found.outlook(scenario)),
        ("move", &found.name()),
        ("amount", &setting.money(found.scale(), saved)),
        ("until", &until),
    ];
    setting.short_title(&setting.fill("plan-months-saves", &gaps), &shorter)
}

/// The scenarios in which the month matters most over all moves, in their order.
fn coloured(context: Context<'_>, moves: &[MoveWords<'_>]) -> Vec<usize> {
    let reach = |scenario: usize| {
        let of = |found: &MoveWords<'_>| {
            let months =
                found.scenarios().filter(|one| one.scenario == Some(scenario)).flat_map(|one| &one.months);
            months.map(|month| month.against_never.difference.estimate.abs()).fold(0.0, f64::max)
        };
        moves.iter().map(of).fold(0.0, f64::max)
    };
    let mut order: Vec<(f64, usize)> =
        (0..context.setting.scenarios.len()).map(|scenario| (reach(scenario), scenario)).collect();
    order.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    let mut chosen: Vec<usize> = order.into_iter().take(COLOURED).map(|(_, scenario)| scenario).collect();
    chosen.sort_unstable();
    chosen
}

fn points(found: &MoveFinding) -> Vec<MonthPoint> {
    let point = |month: &crate::decision::MonthFinding| {
        let estimate = &month.against_never.difference;
        let (low, high) = estimate
            .confidence_interval
            .map_or((estimate.estimate, estimate.estimate), |of| (of.low, of.high));
        MonthPoint {
            month: month.month,
            low: low.min(estimate.estimate),
            value: estimate.estimate,
            high: high.max(estimate.estimate),
            told: month.against_never.verdict != Verdict::CannotTell,
        }
    };
    found.months.iter().map(point).collect()
}
