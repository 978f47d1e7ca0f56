//! `placements.toml`: placements and degrees of isolation.

use super::super::raw::{PlacementsFile, RawIsolation, RawLetsThrough, RawPlacement};
use super::asked::{FACTOR, HOURS, MONEY};
use super::checker::Checker;
use super::conditions::{hosting, origin};
use super::rates::run_cost_growth;
use super::registry::Kind;
use crate::domain::{Isolation, LetsThrough, Placement};

/// Isolation of every option before its planned moves are done.
const CONNECTED: &str = "connected";

/// Word that stands for "where it is" in an option, and so cannot be a placement.
pub(super) const CURRENT: &str = "current";

pub(super) fn placements(raw: &PlacementsFile, check: &mut Checker) -> Vec<Placement> {
    if raw.placement.is_empty() {
        check.error(check.key_site("placement"), "the list of placements is empty");
    }
    raw.placement.iter().map(|raw| placement(raw, check)).collect()
}

fn placement(raw: &RawPlacement, check: &mut Checker) -> Placement {
    let id = &raw.id.value;
    if id == CURRENT {
        let rule = "`current` cannot name a placement: options use the word for \"stays where it is\"";
        check.error(check.of(&raw.id), rule);
    }
    let name = |field: &str| format!("placement.{id}.{field}");
    Placement {
        id: check.id(id),
        name: raw.name.clone(),
        description: raw.description.clone(),
        hosting: hosting(raw.hosting),
        operator: origin(raw.operator),
        services: check.references(Kind::Service, &raw.services),
        replaces_product: raw.replaces_product,
        run_cost_factor: check.quantity(&raw.run_cost_factor, name("run_cost_factor"), FACTOR),
        run_cost_growth: run_cost_growth(raw.run_cost_growth.as_ref(), name("run_cost_growth"), check),
        move_cost_factor: check.quantity(&raw.move_cost_factor, name("move_cost_factor"), FACTOR),
        move_time_factor: check.quantity(&raw.move_time_factor, name("move_time_factor"), FACTOR),
        integration_factor: check.quantity(&raw.integration_factor, name("integration_factor"), FACTOR),
        leaving_factor: check.optional(raw.leaving_factor.as_ref(), name("leaving_factor"), FACTOR),
        friction: check.quantity(&raw.friction, name("friction"), HOURS),
    }
}

pub(super) fn isolations(raw: &PlacementsFile, check: &mut Checker) -> Vec<Isolation> {
    if !check.registry.contains(Kind::Isolation, CONNECTED) && check.registry.is_complete(Kind::Isolation) {
        let rule = "isolation `connected` is missing: it holds until an option's planned moves are done";
        check.error_with_hint(
            check.key_site("isolation"),
            rule,
            "add an `[[isolation]]` with id `connected`",
        );
    }
    raw.isolation.iter().map(|raw| isolation(raw, check)).collect()
}

fn isolation(raw: &RawIsolation, check: &mut Checker) -> Isolation {
    let id = &raw.id.value;
    let name = |field: &str| format!("isolation.{id}.{field}");
    Isolation {
        id: check.id(id),
        name: raw.name.clone(),
        description: raw.description.clone(),
        integration_factor: check.quantity(&raw.integration_factor, name("integration_factor"), FACTOR),
        friction: check.quantity(&raw.friction, name("friction"), HOURS),
        one_off: check.quantity(&raw.one_off, name("one_off"), MONEY),
        yearly: check.quantity(&raw.yearly, name("yearly"), MONEY),
        lets_through: match raw.lets_through {
            Some(RawLetsThrough::Nothing) => LetsThrough::Nothing,
            Some(RawLetsThrough::Masked) => LetsThrough::Masked,
            Some(RawLetsThrough::Everything) | None => LetsThrough::Everything,
        },
    }
}
