//! Degradation: users of some applications lose hours, every month.

use crate::domain::Component;
use crate::engine::ledger::Ledger;
use crate::engine::option_run::OptionRun;
use crate::engine::story::Cause;

/// Users who lose hours to a degradation.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::engine) struct Exposure {
    /// Users of applications that it concerns at present, each application's counted.
    users: f64,
    /// User-months of this month up to `until`.
    passed: f64,
    until: f64,
}

/// Counts anew who is concerned.
pub(in crate::engine) fn count_users<L: Ledger>(run: &mut OptionRun<'_, L>) {
    for (place, risk) in run.plan.degradations.iter().enumerate() {
        let Some(condition) = run.plan.judged_by.hits[*risk] else { continue };
        let concerned = (0..run.standing.stations.len())
            .filter(|application| run.standing.judged_to_meet(condition, *application));
        let users = concerned
            .map(|application| run.plan.company.applications[application].users.of(&run.world.drawn))
            .sum();
        let exposure = &mut run.memory.exposures[place];
        if exposure.users != users {
            exposure.passed += exposure.users * (run.now - exposure.until);
            exposure.until = run.now;
            exposure.users = users;
        }
    }
}

/// Charges the hours of a month that ends now.
pub(in crate::engine) fn charge<L: Ledger>(run: &mut OptionRun<'_, L>, month: usize) {
    if run.memory.exposures.is_empty() {
        return;
    }
    let hourly = run.plan.company.loaded_hourly_cost.of(run.drawn());
    let softened = run.softened.unwrap_or_else(|| run.measure_factor(|measure| measure.degradation_factor));
    run.softened = Some(softened);
    let plan = run.plan;
    for (place, risk) in plan.degradations.iter().enumerate() {
        let now = run.now;
        let exposure = &mut run.memory.exposures[place];
        let passed = std::mem::take(&mut exposure.passed) + exposure.users * (now - exposure.until);
        exposure.until = now;
        let hours = run.world.degradation[place * plan.horizon_months + month];
        run.spend(Component::Productivity, Cause::Risk(*risk), passed * hours * hourly * softened);
    }
}
