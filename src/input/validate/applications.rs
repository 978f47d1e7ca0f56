//! `applications.toml`: the IT applications.

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::raw::{ApplicationsFile, RawApplication, RawAt};
use super::asked::{COUNT, DURATION, MONEY, SHARE};
use super::checker::Checker;
use super::conditions::{mlps_level, origin};
use super::registry::Kind;
use crate::domain::{Application, DataFlow, Direction, Function, Id, PlacementFigures, Recipient};
use crate::quantity::Quantity;

pub(super) fn applications(raw: &ApplicationsFile, check: &mut Checker) -> Vec<Application> {
    if raw.application.is_empty() {
        check.error(check.key_site("application"), "the list of applications is empty");
    }
    raw.application.iter().map(|raw| application(raw, check)).collect()
}

fn application(raw: &RawApplication, check: &mut Checker) -> Application {
    let id = &raw.id.value;
    let name = |field: &str| format!("application.{id}.{field}");
    let application = Application {
        id: check.id(id),
        name: raw.name.clone(),
        description: raw.description.clone(),
        users: check.quantity(&raw.users, name("users"), COUNT),
        current: check.reference(Kind::Placement, &raw.current),
        vendor: origin(raw.vendor),
        services: check.references(Kind::Service, &raw.services),
        integration: check.quantity(&raw.integration, name("integration"), SHARE),
        tolerance: check.quantity(&raw.tolerance, name("tolerance"), DURATION),
        workaround: check.quantity(&raw.workaround, name("workaround"), SHARE),
        dependency: dependency(raw, check),
        customer_weight: customer_weight(raw.customer_weight.as_ref(), check),
        security: raw.security,
        flows: shorthand(raw, check),
        mlps_level: raw.mlps_level.as_ref().map(|level| mlps_level(level, check)),
        harm: Vec::new(),
        kinds: Vec::new(),
        purchase: check.optional(raw.purchase.as_ref(), name("purchase"), MONEY),
        run_cost: check.quantity(&raw.run_cost, name("run_cost"), MONEY),
        move_cost: check.quantity(&raw.move_cost, name("move_cost"), MONEY),
        move_time: check.quantity(&raw.move_time, name("move_time"), DURATION),
        dual_running: check.quantity(&raw.dual_running, name("dual_running"), DURATION),
        at: raw.at.iter().map(|(placement, figures)| at(id, placement, figures, check)).collect(),
    };
    check_persons(raw, &application, check);
    application
}

/// One flow of everything that the application holds.
fn shorthand(raw: &RawApplication, check: &mut Checker) -> Vec<DataFlow> {
    let name = |field: &str| format!("application.{}.{field}", raw.id.value);
    let persons = check.optional(raw.persons.as_ref(), name("persons"), COUNT);
    let sensitive_persons = check.optional(raw.sensitive_persons.as_ref(), name("sensitive_persons"), COUNT);
    let important_data = check.optional(raw.important_data.as_ref(), name("important_data"), SHARE);
    if persons.is_none() && sensitive_persons.is_none() && important_data.is_none() {
        return Vec::new();
    }
    vec![DataFlow {
        id: check.id("data"),
        name: format!("{}: its data", raw.name),
        description: None,
        direction: Direction::Outbound,
        function: Function::InformationTechnology,
        recipient: Recipient::Group,
        persons,
        sensitive_persons,
        turnover: None,
        people: None,
        important_data,
        impact: Vec::new(),
        factors: Vec::new(),
        grounds: Vec::new(),
        needed: None,
    }]
}

fn dependency(raw: &RawApplication, check: &mut Checker) -> Vec<(Id, Quantity)> {
    let mut dependency = Vec::new();
    for (stream, share) in &raw.dependency {
        let id = check.reference(Kind::ValueStream, stream);
        let name = format!("application.{}.dependency.{}", raw.id.value, stream.value);
        dependency.push((id, check.quantity(share, name, SHARE)));
    }
    dependency
}

fn customer_weight(raw: Option<&Located<f64>>, check: &mut Checker) -> f64 {
    let Some(weight) = raw else { return 1.0 };
    if !(weight.value >= 0.0 && weight.value.is_finite()) {
        check.error(check.of(weight), "a customer weight must be finite and not negative");
    }
    weight.value
}

fn at(
    application: &str,
    placement: &Located<String>,
    raw: &RawAt,
    check: &mut Checker,
) -> (Id, PlacementFigures) {
    let name = |field: &str| format!("application.{application}.at.{}.{field}", placement.value);
    let id = check.reference(Kind::Placement, placement);
    let figures = PlacementFigures {
        run_cost: check.optional(raw.run_cost.as_ref(), name("run_cost"), MONEY),
        move_cost: check.optional(raw.move_cost.as_ref(), name("move_cost"), MONEY),
        move_time: check.optional(raw.move_time.as_ref(), name("move_time"), DURATION),
    };
    (id, figures)
}

/// Sensitive persons are among the persons.
fn check_persons(raw: &RawApplication, application: &Application, check: &mut Checker) {
    let (Some(site), Some(sensitive)) =
        (&raw.sensitive_persons, application.flows.first().and_then(|flow| flow.sensitive_persons.as_ref()))
    else {
        return;
    };
    match (&raw.persons, application.flows.first().and_then(|flow| flow.persons.as_ref())) {
        (Some(all_site), Some(all)) if sensitive.mean() > all.mean() => {
            let rule = "there are more sensitive persons than persons";
            let problem = Problem::error(check.of(site), rule);
            check.report(problem.secondary(check.of(all_site), "all persons"));
        }
        (Some(_), Some(_)) => {}
        (None, _) | (_, None) => {
            let rule = "`sensitive_persons` without `persons`, of whom they are a part";
            check.error_with_hint(check.of(site), rule, "add `persons`");
        }
    }
}
