//! `regimes.toml`: the states of the world.

use super::super::raw::{RawRegime, RegimesFile};
use super::asked::RATE;
use super::checker::Checker;
use super::rates::require_rate_in_bounds;
use super::registry::Kind;
use crate::domain::{Regime, Regimes};

pub(super) fn regimes(raw: &RegimesFile, check: &mut Checker) -> Regimes {
    if raw.regime.is_empty() {
        check.error(check.key_site("regime"), "the list of regimes is empty");
    }
    Regimes {
        initial: check.reference(Kind::Regime, &raw.initial),
        regimes: raw.regime.iter().map(|raw| regime(raw, check)).collect(),
    }
}

fn regime(raw: &RawRegime, check: &mut Checker) -> Regime {
    let id = &raw.id.value;
    let mut moves_to = Vec::new();
    for (other, spec) in &raw.moves_to {
        if other.value == *id {
            check.error(check.of(other), format!("regime `{id}` cannot move to itself"));
        }
        let target = check.reference(Kind::Regime, other);
        let name = format!("regime.{id}.moves_to.{}", other.value);
        let rate = check.quantity(spec, name, RATE);
        require_rate_in_bounds(&rate, spec, check);
        moves_to.push((target, rate));
    }
    check.references(Kind::Risk, &raw.excludes);
    Regime { id: check.id(id), name: raw.name.clone(), description: raw.description.clone(), moves_to }
}
