//! Which application is where under an option, and what of its data crosses the border.

use super::{ExhibitSection, ExhibitSource, Exhibits};
use crate::charts::{
    FlowArrow, FlowCourse, FlowMap, FlowRow, Look, MOST_FLOW_ARROWS, MOST_FLOW_ROWS, flow_map,
};
use crate::domain::{Case, DataFlow, Hosting, ItOption, TransferRoute};
use crate::report::rule_words::{calendar, persons, route};
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
    let rows = rows(case, phase, &views);
    let title = title(option, &rows);
    let (rows, left_out) = shortened(rows);
    let subtitle = format!(
        "{} from {}  ·  law then in force  ·  by the rules with central values, without dice",
        match phase.name.as_str() {
            "target" => "Plan done,",
            "throughout" => "No moves,",
            _ => "Plan not done within the horizon:",
        },
        calendar(&case.settings, last.from)
    );
    Ok(FlowMap { title, subtitle, look, rows, left_out })
}

fn rows(case: &Case, phase: &Phase<'_>, views: &[FlowView]) -> Vec<FlowRow> {
    let mut views = views.iter();
    let mut rows: Vec<FlowRow> = case
        .applications
        .iter()
        .zip(&phase.placements)
        .map(|(application, placement)| {
            let mut arrows: Vec<FlowArrow> =
                application.flows.iter().zip(&mut views).map(|(flow, view)| arrow(flow, view)).collect();
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

fn arrow(flow: &DataFlow, view: &FlowView) -> FlowArrow {
    let many = view.persons.middle;
    let label =
        if many >= 1.0 { format!("{}: {} persons", flow.name, persons(many)) } else { flow.name.clone() };
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
    FlowArrow { label, needs: route(view.crossing, view.route), course }
}

fn gravest(row: &FlowRow) -> Option<FlowCourse> {
    row.arrows.iter().map(|arrow| arrow.course).max()
}

/// Where the applications stand and how many flows cross; counts of the rules, nothing by chance.
fn title(option: &ItOption, rows: &[FlowRow]) -> String {
    let flows = || rows.iter().flat_map(|row| &row.arrows);
    let number = |wanted: &[FlowCourse]| flows().filter(|arrow| wanted.contains(&arrow.course)).count();
    let in_china = rows.iter().filter(|row| row.in_china).count();
    let leave = number(&[FlowCourse::WithLeave]);
    let across = leave + number(&[FlowCourse::Free, FlowCourse::Inbound]);
    let needing = match (across, leave) {
        (0, _) => String::new(),
        (_, 0) => ", none with a contract or approval".to_owned(),
        (_, some) => format!(", {some} of them with a contract or approval"),
    };
    let stopped = match number(&[FlowCourse::Stopped]) {
        0 => String::new(),
        some => format!("; {some} may not"),
    };
    let of = |share: usize, all: usize, what: &str| match (share, all) {
        (0, _) => format!("none of {all} {what}"),
        (share, all) if share == all => format!("all {all} {what}"),
        (share, all) => format!("{share} of {all} {what}"),
    };
    let full = format!(
        "{}: {} in China, {} across the border{needing}{stopped}",
        option.name,
        of(in_china, rows.len(), "applications"),
        of(across, flows().count(), "flows of data")
    );
    if full.chars().count() <= 170 {
        full
    } else {
        format!(
            "{} in China, {} across the border",
            of(in_china, rows.len(), "applications"),
            of(across, flows().count(), "flows of data")
        )
    }
}

/// What fits, the gravest first, and what is left out.
fn shortened(mut rows: Vec<FlowRow>) -> (Vec<FlowRow>, String) {
    let lines = |rows: &[FlowRow]| rows.iter().map(|row| row.arrows.len().max(1)).sum::<usize>();
    let mut left_out: Vec<FlowRow> = Vec::new();
    while rows.len() > MOST_FLOW_ROWS {
        let least = (0..rows.len()).min_by_key(|row| gravest(&rows[*row])).unwrap_or(0);
        left_out.push(rows.remove(least));
    }
    let mut most = MOST_ARROWS_OF_ROW + 1;
    while lines(&rows) > MOST_FLOW_ARROWS && most > 1 {
        most -= 1;
        rows.iter_mut().for_each(|row| fold(row, most));
    }
    let in_china = left_out.iter().filter(|row| row.in_china).count();
    let crossing = left_out.iter().filter(|row| gravest(row) > Some(FlowCourse::Stays)).count();
    let words = match left_out.len() {
        0 => String::new(),
        all => format!(
            "Not shown: {all} more applications, {in_china} of them in China; data of {crossing} of them crosses, nothing graver than above"
        ),
    };
    (rows, words)
}

/// At most so many lines; the last one counts the rest.
fn fold(row: &mut FlowRow, most: usize) {
    if row.arrows.len() <= most {
        return;
    }
    let rest = row.arrows.split_off(most - 1);
    let gravest = rest.iter().max_by_key(|arrow| arrow.course).cloned();
    if let Some(gravest) = gravest {
        let label = format!("and {} more, at most this", rest.len());
        row.arrows.push(FlowArrow { label, ..gravest });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(in_china: bool, courses: &[FlowCourse]) -> FlowRow {
        let arrow = |course: &FlowCourse| FlowArrow {
            label: "Data".to_owned(),
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
        let (rows, words) = shortened(many);
        assert_eq!(rows.len(), 14);
        assert!(rows.iter().any(|row| !row.in_china));
        assert!(words.starts_with("Not shown: 1 more applications, 1 of them in China; data of 0 of them"));
        assert!(rows.iter().map(|row| row.arrows.len()).sum::<usize>() <= MOST_FLOW_ARROWS);
        assert_eq!(rows[0].arrows.last().unwrap().label, "and 4 more, at most this");
    }
}
