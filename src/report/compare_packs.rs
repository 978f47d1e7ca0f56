//! What a change of law does to each option.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::entries::Entries;
use super::figures::{Scale, chance};
use super::prose::wrapped;
use super::rule_words::{flow_name, money};
use super::table::TextTable;
use super::terminal::{Page, heading};
use crate::domain::{Case, Pack};
use crate::rules::{Change, DutyChange, PackComparison, RouteChange, Verdict};

const VERDICTS: [Verdict; 5] =
    [Verdict::Gained, Verdict::Lost, Verdict::Tightened, Verdict::Eased, Verdict::Mixed];

/// The comparisons of all options, one table over them, then what changes in each.
#[must_use]
pub fn comparison_in_words(
    case: &Case,
    (before, after): (&Pack, &Pack),
    comparisons: &[PackComparison<'_>],
    page: Page,
) -> String {
    let costs = comparisons.iter().flat_map(|entry| [entry.before.total_cost(), entry.after.total_cost()]);
    let scale = Scale::for_amounts_up_to(costs.fold(0.0, f64::max));
    let mut text =
        wrapped(&format!("{}: from {} to {}", case.settings.name, named(before), named(after)), page.width);
    let line = format!(
        "Each pack as though in force for all {} months. Amounts in {}: means, not discounted.",
        case.settings.horizon_months,
        scale.unit(case.settings.currency.code())
    );
    text += &wrapped(&line, page.width);
    text += &overview(comparisons, scale, page);
    for comparison in comparisons {
        text += &option(case, comparison, scale, page);
    }
    text
}

fn named(pack: &Pack) -> String {
    let day = pack.in_force.map_or_else(|| "supposed".to_owned(), |day| format!("since {day}"));
    format!("{} ({}, {day})", pack.name, pack.id)
}

fn overview(comparisons: &[PackComparison<'_>], scale: Scale, page: Page) -> String {
    let mut text = heading("Duties that change, and what they all cost over the horizon", page);
    let header = ["", "Gained", "Lost", "Tightened", "Eased", "Mixed", "Before", "After", "Difference"];
    let mut table = TextTable::new(page.width, &header.map(str::to_owned));
    for comparison in comparisons {
        let mut cells = vec![comparison.before.option.name.clone()];
        for verdict in VERDICTS {
            let count = comparison.duties.iter().filter(|duty| duty.verdict == verdict).count();
            cells.push(count.to_string());
        }
        let (before, after) = (comparison.before.total_cost(), comparison.after.total_cost());
        cells.push(scale.amount(before, None));
        cells.push(scale.amount(after, None));
        cells.push(scale.difference(after - before, None));
        table.row(&cells);
    }
    text += &table.text(page.styled);
    text
}

fn option(case: &Case, comparison: &PackComparison<'_>, scale: Scale, page: Page) -> String {
    let option = comparison.before.option;
    let mut text = heading(&format!("Option {}: {}", option.id, option.name), page);
    if comparison.duties.is_empty() && comparison.routes.is_empty() {
        return text + "Nothing changes.\n";
    }
    for line in routes_in_words(case, &comparison.routes) {
        text += &wrapped(&line, page.width);
    }
    let mut entries = Entries::new(&["", "", "Before", "After", "Difference"]);
    for verdict in VERDICTS {
        for duty in comparison.duties.iter().filter(|duty| duty.verdict == verdict) {
            entries.add(
                vec![
                    duty.name.clone(),
                    verdict.id().to_owned(),
                    scale.amount(duty.cost_before, None),
                    scale.amount(duty.cost_after, None),
                    scale.difference(duty.cost_after - duty.cost_before, None),
                ],
                what_changes(case, duty),
            );
        }
    }
    if !entries.is_empty() {
        text += &entries.text(page.width);
    }
    text
}

/// Flows that need something else, those of one change together.
fn routes_in_words(case: &Case, routes: &[RouteChange]) -> Vec<String> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for change in routes {
        let Some(application) = case.application(&change.application) else { continue };
        let Some(flow) = application.flows.iter().find(|flow| flow.id == change.flow) else { continue };
        let what = format!("{}: {} → {}", change.phase, change.before.name(), change.after.name());
        let name = flow_name(application, flow);
        match groups.iter_mut().find(|group| group.0 == what) {
            Some(group) => group.1.push(name),
            None => groups.push((what, vec![name])),
        }
    }
    groups.into_iter().map(|(what, names)| format!("Transfer, {what}: {}.", names.join(", "))).collect()
}

/// One paragraph with what changes besides the expected cost; none where nothing else does.
fn what_changes(case: &Case, duty: &DutyChange) -> Vec<String> {
    let said: Vec<String> = duty.changes.iter().filter_map(|change| change_in_words(case, *change)).collect();
    if said.is_empty() { Vec::new() } else { vec![format!("{}.", said.join("; "))] }
}

fn change_in_words(case: &Case, change: Change) -> Option<String> {
    let months =
        |months: f64| if months.is_finite() { format!("{months:.0} months") } else { "never".to_owned() };
    let money = |amount: f64| money(case, amount);
    let (what, before, after) = match change {
        // Stands in its column.
        Change::Cost(..) => return None,
        Change::Likelihood(before, after) => ("likelihood", chance(before), chance(after)),
        Change::Applications(before, after) => {
            ("applications", format!("{before:.1}"), format!("{after:.1}"))
        }
        Change::Validity(before, after) => ("renewed every", months(before), months(after)),
        Change::Review(before, after) => ("review, months", format!("{before:.1}"), format!("{after:.1}")),
        Change::Refusal(before, after) => ("refused", chance(before), chance(after)),
        Change::IfRefused(before, after) => {
            let name = |refusal: Option<crate::domain::Refusal>| {
                refusal.map_or("no approval needed", crate::domain::Refusal::name).to_owned()
            };
            ("if refused", name(before), name(after))
        }
        Change::HighestFine(before, after) => ("highest fine", money(before), money(after)),
        Change::ManagersFine(before, after) => ("highest fine on a manager", money(before), money(after)),
    };
    Some(format!("{what} {before} → {after}"))
}

/// The comparisons for programs. Money in the case's currency.
#[must_use]
pub fn comparison_json(
    case: &Case,
    (before, after): (&Pack, &Pack),
    comparisons: &[PackComparison<'_>],
) -> Value {
    let pack = |pack: &Pack| json!({ "id": pack.id.to_string(), "name": pack.name, "in_force": pack.in_force.map(|day| day.to_string()) });
    let options = comparisons.iter().map(|entry| {
        let routes = entry.routes.iter().map(|route| {
            json!({
                "flow": format!("{}.{}", route.application, route.flow),
                "phase": route.phase,
                "before": route.before.id(),
                "after": route.after.id(),
            })
        });
        let (before, after) = (entry.before.total_cost(), entry.after.total_cost());
        json!({
            "option": entry.before.option.id.to_string(),
            "name": entry.before.option.name,
            "cost_before": before,
            "cost_after": after,
            "difference": after - before,
            "routes": routes.collect::<Vec<Value>>(),
            "duties": entry.duties.iter().map(duty_json).collect::<Vec<Value>>(),
        })
    });
    json!({
        "case": case.settings.name,
        "currency": case.settings.currency.to_string(),
        "before": pack(before),
        "after": pack(after),
        "options": options.collect::<Vec<Value>>(),
    })
}

fn duty_json(duty: &DutyChange) -> Value {
    json!({
        "id": duty.id.to_string(),
        "name": duty.name,
        "verdict": duty.verdict.id(),
        "cost_before": duty.cost_before,
        "cost_after": duty.cost_after,
        "changes": duty.changes.iter().map(|change| change_json(*change)).collect::<Vec<Value>>(),
    })
}

fn change_json(change: Change) -> Value {
    // JSON has no infinity: never renewed is null.
    let (what, before, after) = match change {
        Change::Cost(before, after) => ("cost", json!(before), json!(after)),
        Change::Likelihood(before, after) => ("likelihood", json!(before), json!(after)),
        Change::Applications(before, after) => ("applications", json!(before), json!(after)),
        Change::Validity(before, after) => ("months_between_renewals", json!(before), json!(after)),
        Change::Review(before, after) => ("months_of_review", json!(before), json!(after)),
        Change::Refusal(before, after) => ("likelihood_of_refusal", json!(before), json!(after)),
        Change::IfRefused(before, after) => (
            "if_refused",
            json!(before.map(|refusal| refusal.id())),
            json!(after.map(|refusal| refusal.id())),
        ),
        Change::HighestFine(before, after) => ("highest_fine", json!(before), json!(after)),
        Change::ManagersFine(before, after) => ("highest_fine_of_manager", json!(before), json!(after)),
    };
    let weight = match change.weight() {
        Ordering::Less => "lighter",
        Ordering::Equal => "same",
        Ordering::Greater => "heavier",
    };
    json!({ "what": what, "before": before, "after": after, "weight": weight })
}
