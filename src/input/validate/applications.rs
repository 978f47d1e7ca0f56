//! `applications.toml`: the IT applications.

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::raw::{ApplicationsFile, RawApplication, RawAt, RawHarm, RawHarmObject};
use super::asked::{COUNT, DURATION, MONEY, SHARE};
use super::checker::Checker;
use super::conditions::{mlps_level, origin};
use super::flows::flows;
use super::rates::run_cost_growth;
use super::registry::Kind;
use crate::domain::{Application, Harm, HarmObject, Id, PlacementFigures};
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
    Application {
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
        flows: flows(raw, check),
        mlps_level: raw.mlps_level.as_ref().map(|level| mlps_level(level, check)),
        harm: harm(raw, check),
        kinds: check.of_law(Kind::Product, &raw.kinds),
        purchase: check.optional(raw.purchase.as_ref(), name("purchase"), MONEY),
        run_cost: check.quantity(&raw.run_cost, name("run_cost"), MONEY),
        move_cost: check.quantity(&raw.move_cost, name("move_cost"), MONEY),
        move_time: check.quantity(&raw.move_time, name("move_time"), DURATION),
        dual_running: check.quantity(&raw.dual_running, name("dual_running"), DURATION),
        at: raw.at.iter().map(|(placement, figures)| at(id, placement, figures, check)).collect(),
    }
}

/// In the order of the objects.
fn harm(raw: &RawApplication, check: &mut Checker) -> Vec<(HarmObject, Harm)> {
    if let (Some(level), Some((object, _))) = (&raw.mlps_level, raw.harm.iter().next()) {
        let rule =
            format!("application `{}` has both `mlps_level` and `harm`, from which it follows", raw.id.value);
        let problem = Problem::error(check.of(level), rule).secondary(check.of(object), "its harm");
        check.report(problem.hint("keep the level as graded, or what its failure would harm"));
    }
    raw.harm.iter().map(|(object, harm)| (harm_object(object.value), harm_degree(*harm))).collect()
}

pub(super) fn harm_object(raw: RawHarmObject) -> HarmObject {
    match raw {
        RawHarmObject::LegalPersons => HarmObject::LegalPersons,
        RawHarmObject::PublicOrder => HarmObject::PublicOrder,
        RawHarmObject::NationalSecurity => HarmObject::NationalSecurity,
    }
}

pub(super) fn harm_degree(raw: RawHarm) -> Harm {
    match raw {
        RawHarm::Damage => Harm::Damage,
        RawHarm::Serious => Harm::Serious,
        RawHarm::VerySerious => Harm::VerySerious,
    }
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
        run_cost_growth: run_cost_growth(raw.run_cost_growth.as_ref(), name("run_cost_growth"), check),
        move_cost: check.optional(raw.move_cost.as_ref(), name("move_cost"), MONEY),
        move_time: check.optional(raw.move_time.as_ref(), name("move_time"), DURATION),
    };
    (id, figures)
}
