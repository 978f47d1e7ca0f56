//! Demand shift: a growing share of a segment demands something of the IT; what the option does not meet is lost
//! at the pace of contract renewals and won back slowly.

use crate::engine::ledger::Ledger;
use crate::engine::option_run::OptionRun;
use crate::engine::story::Cause;
use crate::plan::SimulationPlan;

/// The shifts by which customers of a segment have been lost, and the share that each took.
///
/// - `lost`: `[curve]`.
pub(in crate::engine) fn causes(plan: &SimulationPlan, lost: &[f64], segment: usize) -> Vec<(Cause, f64)> {
    let risks = plan.risks.iter().enumerate();
    let of_curves = risks.flat_map(|(risk, entry)| {
        let curves = entry.mechanism.as_demand_shift().map_or(&[][..], |shift| &shift.curves);
        curves.iter().map(move |curve| (risk, curve.segment))
    });
    of_curves
        .zip(lost)
        .filter(|((_, of), _)| *of == segment)
        .map(|((risk, _), lost)| (Cause::Risk(risk), *lost))
        .collect()
}

/// Share of each segment that is lost now: 1 − Π(1 − L) over the demands on it.
pub(in crate::engine) fn churn<L: Ledger>(run: &mut OptionRun<'_, L>) {
    run.memory.churned.fill(1.0);
    for (curve, lost) in run.plan.demands.iter().zip(&run.memory.lost) {
        run.memory.churned[curve.segment] *= 1.0 - lost;
    }
    for churned in &mut run.memory.churned {
        *churned = 1.0 - *churned;
    }
}

/// Customers respond to what they saw this month:
/// L(t+1) = L + κ_loss·max(0, T − L) − κ_win·max(0, L − T), T = demand × (1 − share met), κ = 1 ÷ months, at most 1.
pub(in crate::engine) fn respond<L: Ledger>(run: &mut OptionRun<'_, L>, month: usize) {
    let horizon = run.plan.horizon_months;
    let curves = run.plan.demands.iter().zip(&run.circumstances.paces).enumerate();
    for ((position, (curve, (loss, win_back))), lost) in curves.zip(&mut run.memory.lost) {
        let demand = run.world.demand[position * horizon + month];
        let target = demand * (1.0 - run.standing.satisfied[curve.requirement]);
        if target > *lost {
            *lost += loss * (target - *lost);
        } else {
            *lost -= win_back * (*lost - target);
        }
    }
}

/// Share of a gap that closes in a month.
pub(in crate::engine) fn pace(months: f64) -> f64 {
    if months > 1.0 { 1.0 / months } else { 1.0 }
}
