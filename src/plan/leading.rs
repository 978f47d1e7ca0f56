//! Which draws matter most: those that follow scrambled Sobol points.
//!
//! The rule needs no simulation. A rough reckoning of every option's total cost ([`super::reckoning`]) says how far each draw moves it:
//! - a once-per-trial quantity by half the difference between the totals at its 84th and its 16th percentile, all others at their
//!   means: one standard deviation of a linear total;
//! - the first arrival of a risk by the cost of an event times `√(Λ·exp(−Λ))`, Λ the expected number of events: a risk that is seldom
//!   hangs on its first arrival, a frequent one on none;
//! - the first stay in a regime, and where it leads, always come first where some scenario leaves regimes to chance.
//!
//! Squares of these are shares of a variance: of the totals, and of the totals less their mean over the options. Each scenario's shares sum to 1
//! for either; a draw's weight is the mean over the scenarios and over both. The [`LEADING`] weightiest draws lead.

use std::collections::BTreeMap;

use super::SimulationPlan;
use super::reckoning::{Common, Quantities, Reckoning};
use crate::math;
use crate::quantity::Distribution;

/// Draws that lead, at most.
pub const LEADING: usize = 24;

/// Levels between which a quantity is moved: a standard deviation below and above the median of a normal one.
const LOW: f64 = 0.1587;
const HIGH: f64 = 0.8413;

/// Dimensions among which names choose. All have direction numbers of degree 7 at most.
const PLACES: usize = 32;

/// A draw that follows a dimension of scrambled Sobol points.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadingDraw {
    /// Name that keys it; its draw of index 0 is meant.
    pub name: String,
    /// Dimension of the points.
    pub dimension: u8,
    /// Share of the variance that the rule gives it, in `[0, 1]`; the draws of regimes carry 0.
    pub weight: f64,
}

/// Whether the same names follow the same dimensions.
#[must_use]
pub fn follow_alike(left: &[LeadingDraw], right: &[LeadingDraw]) -> bool {
    let ordered = |draws: &[LeadingDraw]| -> BTreeMap<String, u8> {
        draws.iter().map(|draw| (draw.name.clone(), draw.dimension)).collect()
    };
    ordered(left) == ordered(right)
}

/// The leading draws of a plan, the weightiest first.
pub(super) fn leading_draws(plan: &SimulationPlan) -> Vec<LeadingDraw> {
    let mut weights = weights(plan);
    // Ties, and above all zeros, by name: what the reckoning does not know does not lead.
    weights.retain(|(_, weight)| *weight > 0.0);
    weights.sort_by(|left, right| right.1.total_cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    let by_chance = plan.scenarios.iter().any(|scenario| scenario.regime.is_by_chance());
    let of_regimes: &[&str] = if by_chance { &["regime.next", "regime.stay"] } else { &[] };
    let first = of_regimes.iter().map(|name| ((*name).to_owned(), 0.0));
    let mut taken = [false; PLACES];
    first
        .chain(weights)
        .take(LEADING)
        .map(|(name, weight)| {
            let dimension = place_of(&name, &mut taken);
            LeadingDraw { name, dimension, weight }
        })
        .collect()
}

/// The first free place from the one that a name hashes to: an edit elsewhere leaves most names where they are.
fn place_of(name: &str, taken: &mut [bool; PLACES]) -> u8 {
    // FNV-1a, 32 bits.
    let hash =
        name.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let wanted = (hash ^ (hash >> 16)) as usize % PLACES;
    let free = (0..PLACES).map(|step| (wanted + step) % PLACES).find(|place| !taken[*place]);
    let place = free.unwrap_or(wanted);
    taken[place] = true;
    place as u8
}

/// Every draw that the reckoning knows, with its share.
fn weights(plan: &SimulationPlan) -> Vec<(String, f64)> {
    let parameters = &plan.table.parameters;
    let each = |of: &dyn Fn(&Distribution) -> f64| -> Vec<f64> {
        parameters.iter().map(|parameter| of(&parameter.distribution)).collect()
    };
    let central = each(&Distribution::mean);
    let bounds = (each(&|it| it.inverse_cdf(LOW)), each(&|it| it.inverse_cdf(HIGH)));
    let mut weights = vec![0.0; parameters.len() + plan.risks.len()];
    let common = Common::new(plan, &central);
    for scenario in 0..plan.scenarios.len() {
        let reckoning = Reckoning::new(&common, scenario, &central);
        let moves = moves(plan, &reckoning, &central, &bounds);
        for shares in [shares_of(&moves, |_| 0.0), shares_of(&moves, mean)] {
            for (weight, share) in weights.iter_mut().zip(shares) {
                *weight += share / (2.0 * plan.scenarios.len() as f64);
            }
        }
    }
    let names = parameters.iter().map(|parameter| parameter.name.clone());
    let arrivals = plan.risks.iter().map(|risk| risk.draw_name("arrival"));
    names.chain(arrivals).zip(weights).collect()
}

/// By how much each draw moves each option's total, `[parameter, then risk][option]`.
fn moves(
    plan: &SimulationPlan,
    reckoning: &Reckoning<'_>,
    central: &[f64],
    (low, high): &(Vec<f64>, Vec<f64>),
) -> Vec<Vec<f64>> {
    let options = plan.options.len();
    let mut moves = vec![vec![0.0; options]; central.len()];
    let mut drawn = central.to_vec();
    for part in reckoning.parts() {
        for parameter in reckoning.parameters_of(part, central) {
            let mut at = |value: f64| {
                drawn[parameter] = value;
                reckoning.cost(part, &Quantities::new(&drawn))
            };
            let (high, low) = (at(high[parameter]), at(low[parameter]));
            drawn[parameter] = central[parameter];
            for (moved, (high, low)) in moves[parameter].iter_mut().zip(high.iter().zip(&low)) {
                *moved += (high - low) / 2.0;
            }
        }
    }
    let at_means = Quantities::new(central);
    let of_arrival = |risk: usize| {
        let (count, costs) = reckoning.events(risk, &at_means);
        let spread = (count * math::exp(-count)).sqrt();
        costs.iter().map(|cost| cost * spread).collect()
    };
    moves.extend((0..plan.risks.len()).map(of_arrival));
    moves
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Each draw's share of the sum of squares, `[draw]`; every draw's moves are taken from `centre` of them.
fn shares_of(moves: &[Vec<f64>], centre: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let squares: Vec<f64> = moves
        .iter()
        .map(|moves| {
            let centre = centre(moves);
            moves.iter().map(|moved| (moved - centre) * (moved - centre)).sum()
        })
        .collect();
    let sum: f64 = squares.iter().sum();
    squares.into_iter().map(|square| if sum > 0.0 { square / sum } else { 0.0 }).collect()
}
