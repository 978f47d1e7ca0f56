//! Bounds of rates and trends: what lies beyond them cannot be simulated.

use super::super::collector::{Problem, Site};
use super::super::files::RawCase;
use super::super::located::Located;
use super::asked::SHARE;
use super::checker::Checker;
use super::extends::order;
use crate::domain::{Id, Rate, RegimePath, Regimes, Risk, Scenario};
use crate::quantity::{Quantity, QuantitySpec};
use crate::units::format_number;

/// Events per year above which a trial would not end.
const HIGHEST_RATE: f64 = 10_000.0;
/// A rate that falls by more than all of itself would be negative.
const LOWEST_TREND: f64 = -1.0;
/// Probability up to which a draw must lie within the bounds.
const ALMOST_CERTAIN: f64 = 1.0 - 1e-9;

fn highest(quantity: &Quantity) -> f64 {
    quantity.distribution.inverse_cdf(ALMOST_CERTAIN)
}

/// Refuses a rate per year that can be drawn too high.
pub(super) fn require_rate_in_bounds(rate: &Quantity, spec: &Located<QuantitySpec>, check: &mut Checker) {
    let reached = highest(rate);
    if reached > HIGHEST_RATE {
        let rule = format!("this rate reaches {} per year; {}", format_number(reached, 3), limit());
        check.error_with_hint(check.of(spec), rule, "check the unit, or give it an upper end");
    }
}

fn limit() -> String {
    format!("at most {HIGHEST_RATE} per year can be simulated")
}

/// Refuses a yearly change by which a rate could become negative.
pub(super) fn require_trend_in_bounds(trend: &Quantity, spec: &Located<QuantitySpec>, check: &mut Checker) {
    require_change_in_bounds(trend, spec, ("trend", "a rate"), check);
}

/// A yearly change of a run cost, if one is stated. Refuses one by which the cost could become negative.
pub(super) fn run_cost_growth(
    raw: Option<&Located<QuantitySpec>>,
    name: String,
    check: &mut Checker,
) -> Option<Quantity> {
    let growth = check.optional(raw, name, SHARE.signed());
    if let (Some(growth), Some(spec)) = (&growth, raw) {
        require_change_in_bounds(growth, spec, ("growth", "a run cost"), check);
    }
    growth
}

/// Refuses a yearly change that can be drawn below −100 %.
///
/// - `words`: what the figure is, and what it changes.
fn require_change_in_bounds(
    change: &Quantity,
    spec: &Located<QuantitySpec>,
    (figure, changed): (&str, &str),
    check: &mut Checker,
) {
    let reached = change.distribution.inverse_cdf(1.0 - ALMOST_CERTAIN);
    if reached < LOWEST_TREND {
        let rule = format!(
            "this {figure} reaches {}% per year; {changed} cannot fall by more than 100% per year",
            format_number(reached * 100.0, 3)
        );
        let hint = "use uniform(low, high) or pert(low, mode, high), or a table with `min = \"-100%\"`";
        check.error_with_hint(check.of(spec), rule, hint);
    }
}

/// Refuses rates that only the factors of a scenario, and of all that it builds on, make too high.
pub(super) fn check_factors(
    scenario: &Scenario,
    raw: &RawCase,
    risks: &[Risk],
    regimes: &Regimes,
    check: &mut Checker,
) {
    for (id, change) in &scenario.changes {
        let of_catalogue = risks.iter().find(|risk| risk.id == *id).and_then(|risk| risk.rate.as_ref());
        let base = match (&change.rate, of_catalogue) {
            (Some(rate), _) => highest(rate),
            (None, Some(rate)) => highest_of(rate),
            (None, None) => continue,
        };
        refuse_product(base, &change.factors, &format!("risk `{id}`"), check, || {
            site_of_factor(raw, scenario, id)
        });
    }
    if let RegimePath::Chance { factors_into, .. } = &scenario.regime {
        for (id, factors) in factors_into {
            let moves = regimes.regimes.iter().flat_map(|regime| &regime.moves_to);
            let base = moves.filter(|(to, _)| to == id).map(|(_, rate)| highest(rate)).fold(0.0, f64::max);
            refuse_product(base, factors, &format!("moves into regime `{id}`"), check, || {
                site_of_factor_into(raw, scenario, id)
            });
        }
    }
}

fn highest_of(rate: &Rate) -> f64 {
    match rate {
        Rate::Always(rate) => highest(rate),
        Rate::ByRegime(rates) => rates.iter().map(|(_, rate)| highest(rate)).fold(0.0, f64::max),
    }
}

/// Silent where the rate alone is too high: that is reported where it stands.
fn refuse_product(
    base: f64,
    factors: &[Quantity],
    what: &str,
    check: &mut Checker,
    site: impl Fn() -> Option<Site>,
) {
    let product = factors.iter().map(highest).fold(base, |product, factor| product * factor);
    if base <= HIGHEST_RATE
        && product > HIGHEST_RATE
        && let Some(site) = site()
    {
        let rule = format!(
            "by this factor the rate of {what} reaches {} per year; {}",
            format_number(product, 3),
            limit()
        );
        check.report(Problem::error(site, rule).hint("lower the factor"));
    }
}

/// Where the factor on a risk's rate stands that is multiplied last.
fn site_of_factor(raw: &RawCase, scenario: &Scenario, risk: &Id) -> Option<Site> {
    order(raw, scenario.id.as_str()).iter().rev().find_map(|id| {
        let parsed = raw.scenarios.get(id)?;
        let change = parsed.raw.risk.iter().find(|change| change.id.value == risk.as_str())?;
        Some(Site { file: parsed.file, span: change.factor.as_ref()?.span.clone() })
    })
}

/// Where the factor on moving into a regime stands that is multiplied last.
fn site_of_factor_into(raw: &RawCase, scenario: &Scenario, regime: &Id) -> Option<Site> {
    order(raw, scenario.id.as_str()).iter().rev().find_map(|id| {
        let parsed = raw.scenarios.get(id)?;
        let factors = &parsed.raw.regime.as_ref()?.factor_into;
        let (_, factor) = factors.iter().find(|(key, _)| key.value == regime.as_str())?;
        Some(Site { file: parsed.file, span: factor.span.clone() })
    })
}
