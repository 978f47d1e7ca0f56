//! What each option has prepared, and what the law obliges it to.

use super::cut::{LONGEST_TITLE, MOST_ROWS, cut, numbered, short_name};
use super::slide::{Column, Part, Slide, SlideCell, SlideRow, SlideTable, Visual};
use crate::domain::{Case, ItOption, PlaybookEntry};
use crate::report::board::{
    ObligationCount, PlanPage, PlannedMove, ReportContents, obligation_counts, plan_page,
};
use crate::report::decide::words::capitalised;
use crate::report::figures::listed_range;
use crate::report::playbook_words::playbook_entry;
use crate::report::{Scale, listed};

const KICKER: &str = "If it happens: the contingency plan";
/// Prepared moves on a slide.
const MOST_MOVES: usize = 3;
/// Longest text of a prepared move.
const LONGEST_MOVE: usize = 460;

/// A slide for each option that has prepared something, and one for those that have not.
pub fn plans(contents: &ReportContents<'_>) -> Vec<Slide<'static>> {
    let read = match &contents.case {
        Ok(read) => read,
        Err(reason) => {
            let mut slide = Slide::new(Part::Given, KICKER, "The plans cannot be shown");
            slide.points = vec![cut(reason, 600)];
            return vec![slide];
        }
    };
    let (mut slides, mut without) = (Vec::new(), Vec::new());
    for (id, name) in &contents.setting.options {
        let Some(option) = read.case.options.iter().find(|option| option.id.as_str() == id) else { continue };
        if option.playbook.is_empty() {
            without.push(short_name(name));
            continue;
        }
        let of_option = plan_page(contents, id)
            .map_or_else(|| playbook(contents, &read.case, option), |page| planned(&option.name, &page));
        slides.extend(numbered(of_option));
    }
    if !without.is_empty() {
        let names = listed(&without.iter().map(String::as_str).collect::<Vec<&str>>());
        let mut slide =
            Slide::new(Part::Given, KICKER, cut(&format!("Nothing is prepared: {names}"), LONGEST_TITLE));
        slide.points = vec![
            "What happens there is improvised, at the price of moves that nobody has planned.".to_owned(),
        ];
        slides.push(slide);
    }
    slides
}

/// The moves as they are written in the case, and how often they are set off.
fn playbook(contents: &ReportContents<'_>, case: &Case, option: &ItOption) -> Vec<Slide<'static>> {
    let entries = &option.playbook;
    let count = entries.len();
    let title = format!("{}: {count} prepared move{}", option.name, if count == 1 { "" } else { "s" });
    let slide = |entries: &[PlaybookEntry]| {
        let row = |entry: &PlaybookEntry| {
            let text = playbook_entry(case, entry);
            let text = text.split_once(": ").map_or(text.as_str(), |(_, text)| text);
            let name = SlideCell { text: short_name(&entry.name), lead: true, ..SlideCell::default() };
            let fired = SlideCell::of(firings(contents, option, entry.id.as_str()));
            let text = capitalised(&cut(text, LONGEST_MOVE));
            SlideRow { option: None, cells: vec![name, SlideCell::of(text), fired] }
        };
        let mut slide = Slide::new(Part::Given, KICKER, cut(&title, LONGEST_TITLE));
        slide.visual = Visual::Table(SlideTable {
            caption: String::new(),
            header: ["Move", "When and what", "Set off per 100 trials"].map(str::to_owned).to_vec(),
            numbers: vec![false, false, true],
            rows: entries.iter().map(row).collect(),
        });
        slide.note = "Set off per 100 trials: the fewest and the most of all scenarios. Whether a move was in time is on the HTML page.".to_owned();
        slide
    };
    entries.chunks(MOST_MOVES + 1).map(slide).collect()
}

/// Fewest and most firings of an entry in a hundred trials, over the scenarios.
fn firings(contents: &ReportContents<'_>, option: &ItOption, entry: &str) -> String {
    let id = format!("{entry}.fired");
    let means = contents.summary.scenarios.iter().filter_map(|scenario| {
        let found = scenario.option(option.id.as_str())?;
        found.playbook.iter().find(|count| count.id == id).map(|count| 100.0 * count.mean)
    });
    let means: Vec<f64> = means.collect();
    if means.is_empty() {
        return "–".to_owned();
    }
    let low = means.iter().copied().fold(f64::INFINITY, f64::min);
    listed_range(low, means.iter().copied().fold(0.0, f64::max))
}

/// A page of `decide plan` as columns: a move each.
fn planned(name: &str, page: &PlanPage) -> Vec<Slide<'static>> {
    let point = |(label, text): &(String, String)| {
        cut(&if label.is_empty() { text.clone() } else { format!("{label}: {text}") }, 300)
    };
    let column = |found: &PlannedMove| Column {
        heading: cut(&found.heading, 90),
        points: found.points.iter().map(point).collect(),
    };
    let moves: Vec<Column> = page.moves.iter().map(column).collect();
    let preparation =
        [&page.preparation].into_iter().filter(|text| !text.is_empty()).map(|text| cut(text, 420));
    let preparation: Vec<String> = preparation.collect();
    let title = format!("{name}: {} prepared move{}", moves.len(), if moves.len() == 1 { "" } else { "s" });
    let slide = |moves: &[Column]| {
        let mut slide = Slide::new(Part::Analysis, KICKER, cut(&title, LONGEST_TITLE));
        slide.points.clone_from(&preparation);
        slide.visual = Visual::Columns(moves.to_vec());
        slide.note = "What the moves save, by scenario: `splitstack decide plan`.".to_owned();
        slide
    };
    moves.chunks(MOST_MOVES).map(slide).collect()
}

/// Obligations of each option in figures.
pub fn obligations(contents: &ReportContents<'_>) -> Vec<Slide<'static>> {
    let kicker = "What the law obliges to";
    let missing = |reason: &str| {
        let mut slide = Slide::new(Part::Given, kicker, "The obligations cannot be shown");
        slide.points = vec![cut(reason, 600)];
        vec![slide]
    };
    let read = match &contents.case {
        Ok(read) => read,
        Err(reason) => return missing(reason),
    };
    let found = obligation_counts(contents, &read.case);
    let (Some(first), Some(last)) = (
        found.options.iter().map(|option| option.total).reduce(f64::min),
        found.options.iter().map(|option| option.total).reduce(f64::max),
    ) else {
        return missing(&found.problems.join(" "));
    };
    let amount = |amount: f64| found.scale.amount(amount, None);
    // Fewer digits than in the table.
    let scale = Scale::for_amounts_up_to(10.0 * last);
    let (about, unit) = (|amount: f64| scale.amount(amount, None), scale.unit(&contents.summary.currency));
    let title = if found.options.len() == 1 {
        format!("Meeting the obligations costs about {} {unit} over the horizon", about(first))
    } else {
        format!(
            "Meeting the obligations costs from {} to {} {unit} over the horizon",
            about(first),
            about(last)
        )
    };
    let slide = |rows: &[ObligationCount]| {
        let row = |option: &ObligationCount| {
            let counts = [option.obligations, option.likely, option.approvals].map(|count| count.to_string());
            let money = [option.once, option.running, option.renewals, option.total].map(amount);
            let cells = [short_name(&option.name)].into_iter().chain(counts).chain(money).map(SlideCell::of);
            SlideRow { option: Some(option.position), cells: cells.collect() }
        };
        let mut slide = Slide::new(Part::Given, kicker, title.clone());
        slide.visual = Visual::Table(SlideTable {
            caption: format!("Obligations of each option ({})", found.unit),
            header: [
                "Option",
                "Obligations",
                "Of them likely",
                "Approvals",
                "Once",
                "Running",
                "Renewals",
                "Over horizon",
            ]
            .map(str::to_owned)
            .to_vec(),
            numbers: (0..8).map(|column| column > 0).collect(),
            rows: rows.iter().map(row).collect(),
        });
        slide.note = format!(
            "By the rules of the packs and the facts of the case, without any dice; a model of the law, not legal advice. Amounts: means, not \
             discounted, over {} months. All of them by function: `splitstack obligations`.",
            contents.summary.horizon_months
        );
        slide
    };
    numbered(found.options.chunks(MOST_ROWS).map(slide).collect())
}
