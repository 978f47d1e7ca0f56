//! Which application is where under an option, and what of its data crosses the border.

use super::{ExhibitSection, ExhibitSource, Exhibits};
use crate::charts::{
    FlowArrow, FlowCourse, FlowMap, FlowRow, Look, MOST_FLOW_ARROWS, MOST_FLOW_ROWS, flow_map,
};
use crate::domain::{Case, DataFlow, Hosting, ItOption, TransferRoute};
use crate::language::Language;
use crate::report::findings::LONGEST_TITLE;
use crate::report::rule_words::{calendar, persons};
use crate::rules::{Crossing, FlowView, Phase, Situation, Stretch, flow_views, register};

const KIND: &str = "Data across the border";
const MOST_ARROWS_OF_ROW: usize = 3;

/// A map for each option, at the end of its plan.
pub fn flows(source: &ExhibitSource<'_>, case: &Case, found: &mut Exhibits) {
    for option in &case.options {
        match map(case, option, source.look) {
            Err(problem) => found.missing.push(format!("{KIND}: {problem}.")),
            Ok(data) => {
                let about = (option.id.as_str(), option.name.as_str());
                found.take(ExhibitSection::Given, KIND, about, (data.title.clone(), flow_map(&data)));
            }
        }
    }
}

fn map(case: &Case, option: &ItOption, look: Look) -> Result<FlowMap, String> {
    let register = register(case, option, None).map_err(|problem| problem.to_string())?;
    let last: &Stretch = register.stretches.last().ok_or("the horizon has no month")?;
    let (phase, law) = (&register.phases[last.phase], &register.laws[last.law]);
    let situation = Situation::new(case, option, phase, law);
    let views = flow_views(&situation);
    let rows = rows(case, phase, &views, look.language);
    let language = look.language;
    let title = title(option, &rows, language);
    let (rows, left_out) = shortened(rows, language);
    let phrase = match phase.name.as_str() {
        "target" => "flows-plan-done",
        "throughout" => "flows-no-moves",
        _ => "flows-not-done",
    };
    let subtitle = language.fill(phrase, &[("month", calendar(&case.settings, last.from).into())]);
    Ok(FlowMap { title, subtitle, look, rows, left_out })
}

fn rows(case: &Case, phase: &Phase<'_>, views: &[FlowView], language: Language) -> Vec<FlowRow> {
    let mut views = views.iter();
    let mut rows: Vec<FlowRow> = case
        .applications
        .iter()
        .zip(&phase.placements)
        .map(|(application, placement)| {
            let mut arrows: Vec<FlowArrow> = application
                .flows
                .iter()
                .zip(&mut views)
                .map(|(flow, view)| arrow(flow, view, language))
                .collect();
            arrows.sort_by_key(|arrow| std::cmp::Reverse(arrow.course));
            FlowRow {
                application: application.name.clone(),
                place: placement.name.clone(),
                in_china: placement.hosting == Hosting::China,
                arrows,
            }
        })
        .collect();
    rows.sort_by_key(|row| (!row.in_china, std::cmp::Reverse(gravest(row))));
    rows
}

fn arrow(flow: &DataFlow, view: &FlowView, language: Language) -> FlowArrow {
    let many = view.persons.middle;
    let amount = if many >= 1.0 {
        language.fill("flows-persons", &[("number", language.decimal(&persons(many)).into())])
    } else {
        String::new()
    };
    let course = match view.crossing {
        Crossing::Inbound => FlowCourse::Inbound,
        Crossing::Masked | Crossing::Stays => FlowCourse::Stays,
        Crossing::HostedAbroad | Crossing::Access => match view.route {
            TransferRoute::Free => FlowCourse::Free,
            TransferRoute::StandardContract
            | TransferRoute::Certification
            | TransferRoute::SecurityAssessment => FlowCourse::WithLeave,
            TransferRoute::Forbidden => FlowCourse::Stopped,
        },
    };
    FlowArrow { label: flow.name.clone(), amount, needs: language.say(needs(view)), course }
}

/// How data comes across the border, or why not: its phrase.
fn needs(view: &FlowView) -> &'static str {
    match view.crossing {
        Crossing::HostedAbroad | Crossing::Access => match view.route {
            TransferRoute::Free => "route-free",
            TransferRoute::StandardContract => "route-contract",
            TransferRoute::Certification => "route-certification",
            TransferRoute::SecurityAssessment => "route-assessment",
            TransferRoute::Forbidden => "route-forbidden",
        },
        Crossing::Inbound => "route-inbound",
        Crossing::Masked => "route-masked",
        Crossing::Stays => "route-stays",
    }
}

fn gravest(row: &FlowRow) -> Option<FlowCourse> {
    row.arrows.iter().map(|arrow| arrow.course).max()
}

/// Where the applications stand and how many flows cross; counts of the rules, nothing by chance.
fn title(option: &ItOption, rows: &[FlowRow], language: Language) -> String {
    let flows = || rows.iter().flat_map(|row| &row.arrows);
    let number = |wanted: &[FlowCourse]| flows().filter(|arrow| wanted.contains(&arrow.course)).count();
    let leave = number(&[FlowCourse::WithLeave]);
    let across = leave + number(&[FlowCourse::Free, FlowCourse::Inbound]);
    let stopped = number(&[FlowCourse::Stopped]);
    let counted = |phrase: &str, number: usize| language.fill(phrase, &[("number", number.into())]);
    let needing = match (across, leave) {
        (0, _) => String::new(),
        (_, 0) => language.say("flows-none-needing"),
        (_, some) => counted("flows-needing", some),
    };
    let of = |share: usize, all: usize, [none, whole, some]: [&str; 3]| {
        let phrase = match share {
            0 => none,
            share if share == all => whole,
            _ => some,
        };
        language.fill(phrase, &[("number", share.into()), ("all", all.into())])
    };
    let in_china = rows.iter().filter(|row| row.in_china).count();
    let applications = ["flows-no-applications", "flows-all-applications", "flows-applications"];
    let gaps = [
        ("option", option.name.as_str().into()),
        ("china", of(in_china, rows.len(), applications).into()),
        ("across", of(across, flows().count(), ["flows-no-data", "flows-all-data", "flows-data"]).into()),
        ("needing", needing.into()),
        ("stopped", if stopped == 0 { String::new() } else { counted("flows-stopped", stopped) }.into()),
    ];
    let full = language.fill("flows-title", &gaps);
    if full.chars().count() <= LONGEST_TITLE { full } else { language.fill("flows-title-short", &gaps) }
}

/// What fits, the gravest first, and what is left out.
fn shortened(mut rows: Vec<FlowRow>, language: Language) -> (Vec<FlowRow>, String) {
    let mut left_out: Vec<FlowRow> = Vec::new();
    while rows.len() > MOST_FLOW_ROWS {
        let least = (0..rows.len()).min_by_key(|row| gravest(&rows[*row])).unwrap_or(0);
        left_out.push(rows.remove(least));
    }
    let lines = |most: usize| rows.iter().map(|row| row.arrows.len().clamp(1, most)).sum::<usize>();
    if lines(usize::MAX) > MOST_FLOW_ARROWS {
        let fitting = (1..=MOST_ARROWS_OF_ROW).rev().find(|most| lines(*most) <= MOST_FLOW_ARROWS);
        rows.iter_mut().for_each(|row| fold(row, fitting.unwrap_or(1), language));
    }
    let in_china = left_out.iter().filter(|row| row.in_china).count();
    let crossing = left_out.iter().filter(|row| gravest(row) > Some(FlowCourse::Stays)).count();
    let gaps = [("all", left_out.len().into()), ("china", in_china.into()), ("crossing", crossing.into())];
    let words = if left_out.is_empty() { String::new() } else { language.fill("flows-left-out", &gaps) };
    (rows, words)
}

/// At most so many lines; the last one counts the rest.
fn fold(row: &mut FlowRow, most: usize, language: Language) {
    if row.arrows.len() <= most {
        return;
    }
    let rest = row.arrows.split_off(most - 1);
    let gravest = rest.iter().max_by_key(|arrow| arrow.course).cloned();
    if let Some(gravest) = gravest {
        let phrase = if most == 1 { "flows-kinds" } else { "flows-more" };
        let label = language.fill(phrase, &[("number", rest.len().into())]);
        row.arrows.push(FlowArrow { label, amount: String::new(), ..gravest });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(in_china: bool, courses: &[FlowCourse]) -> FlowRow {
        let arrow = |course: &FlowCourse| FlowArrow {
            label: "Data".to_owned(),
            amount: String::new(),
            needs: "something".to_owned(),
            course: *course,
        };
        FlowRow {
            application: "A".to_owned(),
            place: "P".to_owned(),
            in_china,
            arrows: courses.iter().map(arrow).collect(),
        }
    }

    #[test]
    fn the_gravest_are_kept_and_the_rest_is_counted() {
        let mut many: Vec<FlowRow> = (0..13).map(|_| row(true, &[FlowCourse::WithLeave; 4])).collect();
        many.push(row(true, &[]));
        many.push(row(false, &[FlowCourse::Stopped; 5]));
        let (rows, words) = shortened(many, Language::English);
        assert_eq!(rows.len(), 14);
        assert!(rows.iter().any(|row| !row.in_china));
        assert!(words.starts_with("Not shown: 1 more applications, 1 of them in China; data of 0 of them"));
        assert!(rows.iter().map(|row| row.arrows.len()).sum::<usize>() <= MOST_FLOW_ARROWS);
        assert_eq!(rows[0].arrows.last().unwrap().label, "4 kinds of data, at most this");
    }
}
