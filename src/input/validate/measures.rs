//! `measures.toml`: what an option can add beside moves.

use super::super::raw::{MeasuresFile, RawMeasure};
use super::asked::{DURATION, FACTOR, MONEY};
use super::checker::Checker;
use super::registry::Kind;
use crate::domain::{Effects, Measure};

pub(super) fn measures(raw: &MeasuresFile, check: &mut Checker) -> Vec<Measure> {
    raw.measure.iter().map(|raw| measure(raw, check)).collect()
}

fn measure(raw: &RawMeasure, check: &mut Checker) -> Measure {
    let id = &raw.id.value;
    let name = |field: &str| format!("measure.{id}.{field}");
    Measure {
        id: check.id(id),
        name: raw.name.clone(),
        description: raw.description.clone(),
        one_off: check.quantity(&raw.one_off, name("one_off"), MONEY),
        yearly: check.quantity(&raw.yearly, name("yearly"), MONEY),
        lead_time: check.quantity(&raw.lead_time, name("lead_time"), DURATION),
        effects: Effects {
            outage: check.optional(raw.outage_factor.as_ref(), name("outage_factor"), FACTOR),
            softens: raw.softens.as_ref().map(|risks| check.references(Kind::Risk, risks)),
            emergency_premium: check.optional(
                raw.emergency_premium_factor.as_ref(),
                name("emergency_premium_factor"),
                FACTOR,
            ),
            emergency_time: check.optional(
                raw.emergency_time_factor.as_ref(),
                name("emergency_time_factor"),
                FACTOR,
            ),
            gap: check.optional(raw.gap_factor.as_ref(), name("gap_factor"), FACTOR),
            degradation: check.optional(raw.degradation_factor.as_ref(), name("degradation_factor"), FACTOR),
            prepared_cost: check.optional(
                raw.prepared_cost_factor.as_ref(),
                name("prepared_cost_factor"),
                FACTOR,
            ),
            prepared_time: check.optional(
                raw.prepared_time_factor.as_ref(),
                name("prepared_time_factor"),
                FACTOR,
            ),
            extra_grace: check.optional(raw.extra_grace.as_ref(), name("extra_grace"), DURATION),
            extends: raw.extends.as_ref().map(|risks| check.references(Kind::Risk, risks)),
        },
    }
}
