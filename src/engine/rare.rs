//! Importance sampling of rare risks: their events come more often in a part of the trials, and every trial carries the weight that
//! undoes it.

use thiserror::Error;

use super::random::StreamKey;
use super::world::{SCHEDULED, World};
use crate::math;
use crate::plan::{ScenarioPlan, SimulationPlan};

/// Share of the trials in which every risk keeps its rate. No weight exceeds its inverse.
pub const PLAIN_SHARE: f64 = 0.5;

/// Highest factor on a rate: beyond it weights say nothing any more.
pub const HIGHEST_FACTOR: f64 = 10_000.0;

/// Risks whose events come more often in a part of the trials.
///
/// With probability [`PLAIN_SHARE`] α a trial is drawn as ever, else with every named risk's rate multiplied by its factor; which of the two
/// is a keyed draw of the trial. A trial's weight is the density of its events under the model, divided by that under this mixture:
/// `w = 1 / (α + (1 − α) / w₁)`, where `w₁ = Π exp((f − 1)·Λ) · f⁻ᵏ` over the named risks, f the factor, k the number of events by
/// chance, Λ the expected number under the model up to the end of the horizon; for a risk that happens once, Λ up to
/// its event. Λ depends on regimes and parameters, which are drawn as ever. The mean weight is 1 exactly, in expectation.
///
/// # Source
/// T. Hesterberg (1995), "Weighted average importance sampling and defensive mixture distributions", Technometrics 37(2), 185–194; the
/// likelihood ratio of point processes: P. Brémaud (1981), "Point Processes and Queues", chapter VI.
#[derive(Debug, Clone)]
pub struct Hastening {
    proposal: StreamKey,
    risks: Vec<Hastened>,
}

/// A risk and the factor on its rate.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Hastened {
    risk: usize,
    factor: f64,
}

/// Why the events of a risk cannot be hastened.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum RareError {
    #[error("there is no risk `{risk}`")]
    Unknown { risk: String },
    #[error("`{risk}` is named twice")]
    Twice { risk: String },
    #[error("the factor of `{risk}` is {factor}: give one from 0 to {HIGHEST_FACTOR}, 0 left out")]
    Factor { risk: String, factor: f64 },
    #[error("`{risk}` has no events by chance: it comes without events")]
    NoEvents { risk: String },
    #[error(
        "the rate of `{risk}` depends on what an option has done, so its events are not the same for all options"
    )]
    Own { risk: String },
    #[error("`{risk}` has no events by chance in scenario `{scenario}`: it is off there")]
    Off { risk: String, scenario: String },
}

impl Hastening {
    /// Hastens risks of a plan in a scenario.
    ///
    /// - `scenario`: position in `plan.scenarios`.
    /// - `risks`: identifiers, and the factor on the rate of each, above 0.
    ///
    /// # Errors
    /// A risk that is unknown, named twice, or that has no events that come to all options alike by chance; a factor out of range.
    pub fn new(
        plan: &SimulationPlan,
        scenario: usize,
        seed: u64,
        risks: &[(String, f64)],
    ) -> Result<Hastening, RareError> {
        let mut hastened: Vec<Hastened> = Vec::new();
        for (id, factor) in risks {
            let risk = hastened_risk(plan, &plan.scenarios[scenario], id, *factor)?;
            if hastened.iter().any(|other| other.risk == risk) {
                return Err(RareError::Twice { risk: id.clone() });
            }
            hastened.push(Hastened { risk, factor: *factor });
        }
        Ok(Hastening { proposal: StreamKey::new(seed, "rare.proposal"), risks: hastened })
    }

    /// Sets the pace of the events of a world, before they are drawn.
    ///
    /// - `pace`: `[risk]`; empty where every risk keeps its rate.
    pub(super) fn set_pace(&self, plan: &SimulationPlan, trial: u64, pace: &mut Vec<f64>) {
        pace.clear();
        if self.proposal.trial(trial).uniform(0) < PLAIN_SHARE {
            return;
        }
        pace.resize(plan.risks.len(), 1.0);
        for hastened in &self.risks {
            pace[hastened.risk] = hastened.factor;
        }
    }

    /// Weight of a world whose events are drawn; above 0, at most the inverse of [`PLAIN_SHARE`].
    pub(super) fn weight(&self, plan: &SimulationPlan, world: &World) -> f64 {
        let ratio: f64 = self.risks.iter().map(|hastened| log_ratio(plan, world, *hastened)).sum();
        1.0 / (PLAIN_SHARE + (1.0 - PLAIN_SHARE) * math::exp(-ratio))
    }
}

fn hastened_risk(
    plan: &SimulationPlan,
    scenario: &ScenarioPlan,
    id: &str,
    factor: f64,
) -> Result<usize, RareError> {
    let named = |risk: &str| risk.to_owned();
    let found = plan.risks.iter().position(|risk| risk.id.as_str() == id);
    let position = found.ok_or_else(|| RareError::Unknown { risk: named(id) })?;
    let risk = &plan.risks[position];
    if !(factor > 0.0 && factor <= HIGHEST_FACTOR) {
        return Err(RareError::Factor { risk: named(id), factor });
    }
    if risk.is_own() {
        return Err(RareError::Own { risk: named(id) });
    }
    if !risk.has_events() || risk.rate.is_none() {
        return Err(RareError::NoEvents { risk: named(id) });
    }
    if scenario.risks[position].off {
        return Err(RareError::Off { risk: named(id), scenario: scenario.id.to_string() });
    }
    Ok(position)
}

/// ln w₁ of one risk: (f − 1)·Λ − k·ln f, with the process seen up to the end, or up to the first event of a risk that happens once,
/// be it scheduled or by chance.
fn log_ratio(plan: &SimulationPlan, world: &World, hastened: Hastened) -> f64 {
    let Hastened { risk, factor } = hastened;
    let hazard = &world.hazards[risk];
    let events = || world.events.iter().filter(|event| event.risk == risk);
    let by_chance = events().filter(|event| event.draw < SCHEDULED).count() as f64;
    let first = if plan.risks[risk].once { events().next() } else { None };
    let until = first.map_or(hazard.end(), |event| event.time);
    (factor - 1.0) * hazard.cumulative(until) - by_chance * math::ln(factor)
}
