//! What regimes, measures and risks say of other risks: looked at once all risks are known.

use super::super::collector::Problem;
use super::super::files::RawCase;
use super::super::located::Located;
use super::super::near::quoted;
use super::super::raw::{RawMeasure, RawRisk};
use super::checker::Checker;
use super::registry::Kind;
use super::triggers::{AskedBy, event_risk};
use crate::domain::{Mechanism, Risk};

/// Checks every reference from regimes, measures and risks to risks, apart from whether the risk exists.
pub(super) fn check_relations(raw: &RawCase, risks: &[Risk], check: &mut Checker) {
    check.file = raw.regimes.file;
    for regime in &raw.regimes.raw.regime {
        for excluded in &regime.excludes {
            event_risk(excluded, AskedBy::List, risks, check);
        }
    }
    check.file = raw.measures.file;
    for measure in &raw.measures.raw.measure {
        of_measure(measure, risks, check);
    }
    check.file = raw.risks.file;
    for risk in &raw.risks.raw.risk {
        excluded_by(risk, risks, check);
        inspection(risk, risks, check);
    }
}

/// A list of risks says where a figure acts, so that it needs the figure, and risks on which it can act.
fn of_measure(raw: &RawMeasure, risks: &[Risk], check: &mut Checker) {
    let is_outage = |mechanism: &Mechanism| matches!(mechanism, Mechanism::Outage(_));
    let is_service_loss = |mechanism: &Mechanism| matches!(mechanism, Mechanism::ServiceLoss(_));
    let lists = [
        ("softens", &raw.softens, "outage_factor", raw.outage_factor.is_some()),
        ("extends", &raw.extends, "extra_grace", raw.extra_grace.is_some()),
    ];
    for (key, list, figure, has_figure) in lists {
        let Some(list) = list else { continue };
        if list.is_empty() {
            let rule = format!("`{key}` of measure `{}` is empty: `{figure}` acts on nothing", raw.id.value);
            check.error_with_hint(
                check.of(&raw.id),
                rule,
                format!("name risks, or remove `{key}` for all of them"),
            );
        } else if !has_figure {
            let rule = format!(
                "`{key}` of measure `{}` says where `{figure}` acts, and there is none",
                raw.id.value
            );
            let site = list.first().map_or_else(|| check.of(&raw.id), |first| check.of(first));
            check.error_with_hint(site, rule, format!("add `{figure}`, or remove `{key}`"));
        }
        for id in list {
            if key == "softens" {
                require(id, risks, &is_outage, "is no outage", check);
            } else {
                require(id, risks, &is_service_loss, "is no service loss", check);
            }
        }
    }
}

/// Refuses a risk of another mechanism, and names those that would do.
///
/// - `is_not`: what is wrong with it: "is no outage".
fn require(
    id: &Located<String>,
    risks: &[Risk],
    fits: &dyn Fn(&Mechanism) -> bool,
    is_not: &str,
    check: &mut Checker,
) {
    let Some(found) = risks.iter().find(|risk| risk.id.as_str() == id.value) else { return };
    if fits(&found.mechanism) {
        return;
    }
    let fitting: Vec<&str> =
        risks.iter().filter(|risk| fits(&risk.mechanism)).map(|risk| risk.id.as_str()).collect();
    let hint = (!fitting.is_empty()).then(|| format!("fitting here: {}", quoted(&fitting)));
    let problem = Problem::error(check.of(id), format!("risk `{}` {is_not}", id.value));
    check.report(problem.value(&id.value).hint_if(hint));
}

/// Stories are told of events: only what comes as events can exclude or be excluded.
fn excluded_by(raw: &RawRisk, risks: &[Risk], check: &mut Checker) {
    check.references(Kind::Risk, &raw.excludes);
    for excluded in &raw.excludes {
        event_risk(excluded, AskedBy::List, risks, check);
        if excluded.value == raw.id.value {
            let rule = format!("risk `{}` excludes itself", raw.id.value);
            let hint = "for an event that happens at most once write `once = true`";
            check.error_with_hint(check.of(excluded), rule, hint);
        }
    }
    if !raw.excludes.is_empty() {
        event_risk(&raw.id, AskedBy::List, risks, check);
    }
}

fn inspection(raw: &RawRisk, risks: &[Risk], check: &mut Checker) {
    let inspection = raw.incident.as_ref().and_then(|raw| raw.inspection.as_ref());
    if let Some(inspection) = inspection {
        let is_enforcement = |mechanism: &Mechanism| matches!(mechanism, Mechanism::Enforcement(_));
        require(&inspection.risk, risks, &is_enforcement, "is no enforcement: it inspects nothing", check);
    }
}
