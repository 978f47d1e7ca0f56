//! Enforcement: inspections arrive, test the obligations that the option has then, find gaps, and lead to sanctions.

use super::obligation;
use crate::domain::{Component, PenaltyClass};
use crate::engine::agenda::Step;
use crate::engine::keys::FindingKeys;
use crate::engine::ledger::Ledger;
use crate::engine::option_run::OptionRun;
use crate::engine::outcomes::Count;
use crate::math;
use crate::plan::{ApplicationPlan, EnforcementPlan, PenaltyPlan};
use crate::quantity::Distribution;

/// What one authority remembers and when it comes next.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::engine) struct Inspector {
    /// Inspections by chance so far.
    pub visits: u64,
    /// Expected inspections left until the next one, counted from `since`.
    remaining: f64,
    since: f64,
    attempt: u32,
    /// Fines remembered.
    pub fines: u32,
    /// All inspections, scheduled ones included.
    pub inspections: u32,
    /// It happens once, and has happened.
    done: bool,
}

/// Fines remembered that make a further offence graver; without an end every firm that is inspected often would lose its licence.
const GRAVEST_REPEAT: u32 = 2;

/// Running index of scheduled inspections, apart from those by chance.
const SCHEDULED: u64 = 1 << 32;

/// Puts the first inspections of an authority on the agenda.
pub(in crate::engine) fn prepare<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize) {
    for (index, scheduled) in run.scenario.risks[risk].scheduled.iter().enumerate() {
        run.agenda.add(scheduled.at, Step::ScheduledInspection { risk, index });
    }
    await_next(run, risk);
}

/// Draws the gap Γ(k+1) − Γ(k) of the unit-rate process and waits for it.
fn await_next<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize) {
    let visits = run.memory.inspectors[risk].visits;
    let gap = math::inverse_exponential(run.keys.risks[risk].arrival.trial(run.world.trial).uniform(visits));
    let now = run.now;
    let inspector = &mut run.memory.inspectors[risk];
    inspector.remaining = gap;
    inspector.since = now;
    put_on_agenda(run, risk);
}

/// The next inspection at the present rate: Λ⁻¹(Λ(now) + remaining ÷ factor).
fn put_on_agenda<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize) {
    let hazard = &run.world.hazards[risk];
    let factor = rate_factor(run, risk);
    let inspector = &mut run.memory.inspectors[risk];
    inspector.attempt += 1;
    let attempt = inspector.attempt;
    if factor > 0.0 && !inspector.done {
        let target = hazard.cumulative(inspector.since) + inspector.remaining / factor;
        if let Some(time) = hazard.inverse(target) {
            run.agenda.add(f64::max(time, run.now), Step::Inspection { risk, attempt });
        }
    }
}

fn rate_factor<L: Ledger>(run: &OptionRun<'_, L>, risk: usize) -> f64 {
    if run.memory.inspectors[risk].fines > 0 {
        plan(run, risk).rate_factor_after_fine.of(run.drawn())
    } else {
        1.0
    }
}

fn plan<'a, L: Ledger>(run: &OptionRun<'a, L>, risk: usize) -> &'a EnforcementPlan {
    match run.plan.risks[risk].mechanism.as_enforcement() {
        Some(plan) => plan,
        None => unreachable!("only enforcement puts inspections on the agenda"),
    }
}

/// Changes the number of fines remembered; what is left of the waiting time passes at the new rate.
fn remember<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize, change: i32) {
    let factor = rate_factor(run, risk);
    let hazard = &run.world.hazards[risk];
    let now = run.now;
    let inspector = &mut run.memory.inspectors[risk];
    let passed = (hazard.cumulative(now) - hazard.cumulative(inspector.since)) * factor;
    inspector.remaining = f64::max(0.0, inspector.remaining - passed);
    inspector.since = now;
    inspector.fines = inspector.fines.saturating_add_signed(change);
    put_on_agenda(run, risk);
}

/// A fine is forgotten.
pub(in crate::engine) fn forget<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize) {
    remember(run, risk, -1);
}

/// An inspection that came by chance.
pub(in crate::engine) fn inspect_by_chance<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize, attempt: u32) {
    let inspector = &mut run.memory.inspectors[risk];
    if inspector.attempt != attempt {
        return;
    }
    let visit = inspector.visits;
    inspector.visits += 1;
    if !run.plan.risks[risk].once {
        await_next(run, risk);
    }
    inspect(run, risk, visit);
}

/// An inspection that the scenario schedules.
pub(in crate::engine) fn inspect_as_scheduled<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    risk: usize,
    index: usize,
) {
    inspect(run, risk, SCHEDULED + index as u64);
}

/// Tests every duty of the authority that the option has now.
fn inspect<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize, visit: u64) {
    let once = run.plan.risks[risk].once;
    if std::mem::replace(&mut run.memory.inspectors[risk].done, once) {
        return;
    }
    let enforcement = plan(run, risk);
    let trial = run.world.trial;
    run.memory.inspectors[risk].inspections += 1;
    run.count(Count::Inspections, 1.0);
    let gap = run.plan.strictness[run.option.strictness].gap.of(run.drawn());
    let by_measures = run.measure_factor(|measure| measure.gap_factor);
    let detection = enforcement.detection.of(run.drawn());
    // What one inspection finds does not make its other findings repeat offences.
    let earlier_fines = run.memory.inspectors[risk].fines;
    let keys = run.keys;
    let mut fined = false;
    for (finding, keys) in enforcement.findings.iter().zip(&keys.risks[risk].findings) {
        let Some(duty) = obligation::form_in_force(run, finding.duty) else { continue };
        let factor = run.plan.duties[duty].gap_factor.of(run.drawn()) * by_measures;
        let likelihood = if obligation::is_missing(run, duty) { 1.0 } else { gap_likelihood(gap, factor) };
        if keys.found.trial(trial).uniform(visit) < likelihood * detection {
            fined |= sanction(run, Finding { risk, duty, visit, earlier_fines }, keys);
        }
    }
    // One visit ends in one entry in the record, whatever it found.
    if fined {
        run.agenda.add(run.now + enforcement.memory.of(run.drawn()), Step::FineForgotten { risk });
        remember(run, risk, 1);
    }
}

/// Likelihood of a gap under a factor: 1 − (1 − gap)^factor, so that it stays a likelihood.
fn gap_likelihood(gap: f64, factor: f64) -> f64 {
    if factor == 1.0 { gap } else { 1.0 - math::pow(1.0 - gap, factor) }
}

/// A gap that an inspection found.
#[derive(Clone, Copy)]
struct Finding {
    risk: usize,
    duty: usize,
    visit: u64,
    earlier_fines: u32,
}

/// A gap leads to a step of its law's ladder; says whether that was more than a warning.
fn sanction<L: Ledger>(run: &mut OptionRun<'_, L>, finding: Finding, keys: &FindingKeys) -> bool {
    let Finding { risk, duty, visit, earlier_fines } = finding;
    let enforcement = plan(run, risk);
    let (drawn, trial) = (run.drawn(), run.world.trial);
    let (ordinary, for_operators) = run.setting().edition(run.standing).ladders[duty];
    let ladder = &run.plan.ladders[if run.standing.designated { for_operators } else { ordinary }];
    let repeats = u32::min(earlier_fines, GRAVEST_REPEAT);
    let mut ratio = math::pow(enforcement.odds_factor_repeat.of(drawn), f64::from(repeats));
    if run.standing.is_sensitive(duty) {
        ratio *= enforcement.odds_factor_sensitive.of(drawn);
    }
    let Some(step) = choose(&ladder.steps, ratio, keys.class.trial(trial).uniform(visit), drawn) else {
        return false;
    };
    let is_mild = step.class == PenaltyClass::Fine && earlier_fines == 0;
    if is_mild && keys.lenient.trial(trial).uniform(visit) < ladder.leniency.of(drawn) {
        return false;
    }
    let fine = fine(run, step, duty, keys.amount.trial(trial).uniform(visit));
    let personal = step
        .personal
        .as_ref()
        .map_or(0.0, |personal| personal.inverse_cdf(keys.personal.trial(trial).uniform(visit)));
    let managers = run.plan.company.responsible_managers.of(drawn);
    run.spend(Component::Fines, fine + personal * managers);
    close_business(run, step, keys, visit);
    let is_fine = step.class > PenaltyClass::Warning;
    if is_fine {
        run.count(Count::Fines, 1.0);
        let largest = &mut run.memory.counts[Count::LargestFine as usize];
        *largest = f64::max(*largest, fine);
    }
    is_fine
}

/// Fine on the company: the highest of band, share of turnover and multiples, within floor and cap.
fn fine<L: Ledger>(run: &OptionRun<'_, L>, step: &PenaltyPlan, duty: usize, uniform: f64) -> f64 {
    let drawn = run.drawn();
    let marked = |mark: &Option<Distribution>| mark.as_ref().map_or(0.0, |mark| mark.inverse_cdf(uniform));
    let gains = run.plan.duties[duty].gains.of(drawn);
    // Where the law sets a threshold of gains, the multiple counts from there on, and what is fixed below it.
    let (fixed_counts, multiple_counts) = match step.gains_from {
        Some(from) => (gains < from.of(drawn), gains >= from.of(drawn)),
        None => (true, true),
    };
    let mut amount = if fixed_counts { marked(&step.amount) } else { 0.0 };
    if multiple_counts {
        amount = f64::max(amount, marked(&step.gains_multiple) * gains);
    }
    if step.purchase_multiple.is_some() {
        amount = f64::max(amount, marked(&step.purchase_multiple) * purchases(run, duty));
    }
    amount = f64::max(amount, marked(&step.turnover_share) * run.circumstances.turnover);
    amount = f64::max(amount, step.floor.map_or(0.0, |floor| floor.of(drawn)));
    step.cap.map_or(amount, |cap| f64::min(amount, cap.of(drawn)))
}

/// Suspension closes business in China for a time, revocation for good.
fn close_business<L: Ledger>(run: &mut OptionRun<'_, L>, step: &PenaltyPlan, keys: &FindingKeys, visit: u64) {
    let trial = run.world.trial;
    let until = match step.class {
        PenaltyClass::Revocation => f64::INFINITY,
        PenaltyClass::Warning
        | PenaltyClass::Fine
        | PenaltyClass::SeriousFine
        | PenaltyClass::TurnoverBased
        | PenaltyClass::Suspension => step
            .suspension
            .as_ref()
            .map_or(0.0, |months| run.now + months.inverse_cdf(keys.suspension.trial(trial).uniform(visit))),
    };
    run.close_business(until);
}

/// What the products were bought for of the applications for which a duty arises now.
fn purchases<L: Ledger>(run: &OptionRun<'_, L>, duty: usize) -> f64 {
    let applications = run.standing.stations.len();
    let arises = &run.standing.arises[duty * applications..][..applications];
    let concerned = run.plan.company.applications.iter().zip(&run.standing.stations).zip(arises);
    let price = |(application, station): (&ApplicationPlan, &usize)| match application.purchase {
        Some(purchase) => purchase.of(run.drawn()),
        None => run.circumstances.run_cost[*station] * 12.0,
    };
    concerned.filter(|(_, arises)| **arises).map(|(entry, _)| price(entry)).sum()
}

/// The step at cumulative odds `uniform`, where each step's odds count `ratio` times those of the step below.
fn choose<'a>(ladder: &'a [PenaltyPlan], ratio: f64, uniform: f64, drawn: &[f64]) -> Option<&'a PenaltyPlan> {
    let weights = || {
        ladder.iter().scan(1.0, move |factor, step| {
            let weight = step.odds.of(drawn) * *factor;
            *factor *= ratio;
            Some(weight)
        })
    };
    let target = uniform * weights().sum::<f64>();
    let mut below = 0.0;
    let mut chosen = None;
    for (step, weight) in ladder.iter().zip(weights()) {
        if weight > 0.0 && below < target {
            chosen = Some(step);
        }
        below += weight;
    }
    chosen
}
