//! Weights of the scenarios of a case.

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::near::quoted;
use super::super::raw::CaseFile;
use super::asked::FACTOR;
use super::checker::Checker;
use super::registry::Kind;
use crate::domain::normalised;
use crate::quantity::QuantitySpec;

/// Weights in the order of the scenarios, summing to 1; `None` where the case gives none.
pub(super) fn weights(raw: &CaseFile, check: &mut Checker) -> Option<Vec<f64>> {
    if raw.scenario_weights.is_empty() {
        return None;
    }
    for id in raw.scenario_weights.keys() {
        require_listed(id, raw, check);
    }
    let errors = check.collector.errors();
    let mut found = Vec::new();
    let mut missing: Vec<&str> = Vec::new();
    for scenario in &raw.scenarios {
        match weight_of(&scenario.value, raw) {
            Some(spec) => {
                found.push(check.certain(spec, format!("scenario_weights.{}", scenario.value), FACTOR));
            }
            None => missing.push(&scenario.value),
        }
    }
    if !missing.is_empty() {
        let rule = format!("scenarios without a weight: {}", quoted(&missing));
        let hint = "all scenarios have one, or none has; 0 leaves a scenario out of the weighted results";
        check.report(Problem::error(check.key_site("scenario_weights"), rule).hint(hint));
        return None;
    }
    let shares = normalised(&found);
    if shares.is_none() && check.collector.errors() == errors {
        let rule = "all weights are 0: nothing is left to weigh";
        check.error_with_hint(check.key_site("scenario_weights"), rule, "give one scenario a weight above 0");
    }
    shares
}

fn weight_of<'r>(id: &str, raw: &'r CaseFile) -> Option<&'r Located<QuantitySpec>> {
    raw.scenario_weights.iter().find(|(key, _)| key.value == id).map(|(_, spec)| spec)
}

/// Only what is run can be weighed.
fn require_listed(id: &Located<String>, raw: &CaseFile, check: &mut Checker) {
    if raw.scenarios.iter().any(|listed| listed.value == id.value) {
        return;
    }
    if check.registry.contains(Kind::Scenario, &id.value) {
        let rule = format!("scenario `{}` has a weight, but is not run", id.value);
        check.error_with_hint(check.of(id), rule, "add it to `scenarios`, or remove the weight");
    } else {
        check.reference(Kind::Scenario, id);
    }
}
