//! Moves in an emergency: what they cost more, how much faster they are, and what becomes of a plan.

use crate::domain::Component;
use crate::engine::ledger::Ledger;
use crate::engine::moves::Move;
use crate::engine::option_run::OptionRun;
use crate::engine::outcomes::Count;
use crate::engine::story::{Cause, MoveReason};
use crate::plan::EmergencyPlan;

/// Sends an application to `to` in an emergency, starting now, and says when it will be there.
///
/// - A planned move to the same station is hurried: what is left of it takes `time_factor` as long; its planned cost
///   stays set-up cost and the premium on what is left is the cost of the emergency. When the plan is as fast, it stays.
/// - `cause`: what forces it, for stories.
/// - Otherwise the whole move costs its normal cost × (1 + premium), all of it cost of the emergency.
pub(super) fn send<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    application: usize,
    to: usize,
    emergency: &EmergencyPlan,
    cause: Cause,
) -> f64 {
    let drawn = run.drawn();
    let premium =
        emergency.premium.of(drawn) * run.measure_factor(|measure| measure.emergency_premium_factor);
    let haste = emergency.time_factor.of(drawn) * run.measure_factor(|measure| measure.emergency_time_factor);
    let (cost, time) = run.terms_of_move(application, to);
    let under_plan = run.memory.moves[application].filter(|entry| entry.to == to);
    let left = match under_plan {
        Some(entry) if entry.started && entry.end > entry.start => {
            (entry.end - run.now) / (entry.end - entry.start)
        }
        _ => 1.0,
    };
    let left_time = match under_plan {
        Some(entry) if entry.started => entry.end - run.now,
        _ => time,
    };
    let length = left_time * haste;
    if let Some(entry) = under_plan.filter(|entry| entry.end <= run.now + length) {
        return entry.end;
    }
    let end = run.now + length;
    let hurried = under_plan.is_some_and(|entry| entry.planned);
    let (setup, extra) = match under_plan {
        // A second emergency hurries what the first one pays.
        Some(entry) if entry.started => {
            let left_money = |per_month: f64| per_month * (entry.end - run.now);
            (left_money(entry.setup_per_month), left_money(entry.emergency_per_month) + cost * left * premium)
        }
        Some(_) => (cost, cost * premium),
        None => (0.0, cost * (1.0 + premium)),
    };
    let (setup_per_month, emergency_per_month) = if length > 0.0 {
        (setup / length, extra / length)
    } else {
        run.spend(Component::Setup, Cause::Move(application), setup);
        run.spend(Component::Emergency, cause, extra);
        (0.0, 0.0)
    };
    run.count(Count::EmergencyMoves, 1.0);
    run.schedule_move(
        application,
        Move {
            to,
            start: run.now,
            end,
            setup_per_month,
            emergency_per_month,
            started: true,
            dual: false,
            planned: hurried || run.memory.moves[application].is_some_and(|entry| entry.planned),
            reason: MoveReason::Emergency(cause),
            waits: false,
        },
    );
    run.refresh_rates();
    end
}

/// Where an application can go: its planned station, the option's fallback, or where it was at the start;
/// the first that is `safe`.
pub(super) fn refuge<L: Ledger>(
    run: &OptionRun<'_, L>,
    application: usize,
    safe: impl Fn(usize) -> bool,
) -> Option<usize> {
    let target = &run.option.targets[application];
    [target.planned, target.fallback, target.current].into_iter().find(|station| safe(*station))
}
