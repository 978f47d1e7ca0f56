//! Enforcement: inspections arrive, test the obligations that the option has then, find gaps, and lead to sanctions.

use super::obligation;
use crate::domain::{Component, PenaltyClass};
use crate::engine::agenda::Step;
use crate::engine::keys::FindingKeys;
use crate::engine::ledger::Ledger;
use crate::engine::option_run::OptionRun;
use crate::engine::outcomes::Count;
use crate::engine::story::{Cause, Happening};
use crate::engine::world::{Event, SCHEDULED};
use crate::math;
use crate::plan::{ApplicationPlan, EnforcementPlan, PenaltyPlan};
use crate::quantity::Distribution;

/// What one authority remembers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::engine) struct Inspector {
    /// Fines remembered.
    pub fines: u32,
    /// All inspections, scheduled ones included.
    pub inspections: u32,
    /// Inspections that incidents brought about.
    triggered: u64,
}

/// Fines remembered that make a further offence graver; without an end every firm that is inspected often would lose its licence.
const GRAVEST_REPEAT: u32 = 2;

/// Running index of inspections that incidents bring about, apart from the others.
const TRIGGERED: u64 = 1 << 33;

/// Puts the scheduled inspections of an authority on the agenda.
pub(in crate::engine) fn prepare<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize) {
    for (index, scheduled) in run.scenario.risks[risk].scheduled.iter().enumerate() {
        run.agenda.add(scheduled.at, Step::ScheduledInspection { risk, index });
    }
}

/// Factor on the rate of inspections by the fines that are remembered.
pub(in crate::engine) fn factor_of_record<L: Ledger>(
    run: &OptionRun<'_, L>,
    risk: usize,
    plan: &EnforcementPlan,
) -> f64 {
    if run.memory.inspectors[risk].fines > 0 { plan.rate_factor_after_fine.of(run.drawn()) } else { 1.0 }
}

fn plan<'a, L: Ledger>(run: &OptionRun<'a, L>, risk: usize) -> &'a EnforcementPlan {
    match run.plan.risks[risk].mechanism.as_enforcement() {
        Some(plan) => plan,
        None => unreachable!("only enforcement puts inspections on the agenda"),
    }
}

/// Changes the number of fines remembered; what is left of the waiting time passes at the new rate.
fn remember<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize, change: i32) {
    let inspector = &mut run.memory.inspectors[risk];
    inspector.fines = inspector.fines.saturating_add_signed(change);
    run.follow_rate(risk);
}

/// A fine is forgotten.
pub(in crate::engine) fn forget<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize) {
    remember(run, risk, -1);
}

/// An inspection that came by chance.
pub(in crate::engine) fn inspect_by_chance<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize) {
    let Event { risk, draw, .. } = run.memory.events[event];
    inspect(run, risk, draw);
}

/// An inspection that the scenario schedules.
pub(in crate::engine) fn inspect_as_scheduled<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    risk: usize,
    index: usize,
) {
    inspect_besides(run, risk, SCHEDULED + index as u64);
}

/// An inspection that an incident brought about.
pub(in crate::engine) fn inspect_as_triggered<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize) {
    let index = run.memory.inspectors[risk].triggered;
    run.memory.inspectors[risk].triggered += 1;
    inspect_besides(run, risk, TRIGGERED + index);
}

/// An inspection that did not come by chance.
fn inspect_besides<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize, draw: u64) {
    if !std::mem::replace(&mut run.memory.arrivals[risk].done, run.plan.risks[risk].once) {
        let time = run.now;
        run.memory.add_event(Event {
            time,
            risk,
            duration: 0.0,
            grace: 0.0,
            severity: 0.0,
            draw,
            effective: true,
        });
        inspect(run, risk, draw);
    }
}

/// Tests every duty of the authority that the option has now.
fn inspect<L: Ledger>(run: &mut OptionRun<'_, L>, risk: usize, visit: u64) {
    let enforcement = plan(run, risk);
    let trial = run.world.trial;
    run.memory.inspectors[risk].inspections += 1;
    run.count(Count::Inspections, 1.0);
    run.note(Happening::Inspection { risk });
    let detection = enforcement.detection.of(run.drawn());
    // What one inspection finds does not make its other findings repeat offences.
    let earlier_fines = run.memory.inspectors[risk].fines;
    let keys = run.keys;
    let mut fined = false;
    for (finding, keys) in enforcement.findings.iter().zip(&keys.risks[risk].findings) {
        let Some(duty) = obligation::form_in_force(run, finding.duty) else { continue };
        let likelihood = likelihood_of_gap(run, duty);
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

/// Likelihood that a duty in one of its forms has a gap now; certain where an approval is missing beyond its grace.
pub(in crate::engine) fn likelihood_of_gap<L: Ledger>(run: &mut OptionRun<'_, L>, duty: usize) -> f64 {
    if obligation::is_missing(run, duty) {
        return 1.0;
    }
    let known = run.memory.gaps.of_duty[duty];
    if !known.is_nan() {
        return known;
    }
    let by_measures = *run
        .memory
        .gaps
        .by_measures
        .get_or_insert_with(|| run.standing.measure_factor(run.plan, &run.world.drawn, |m| m.gap_factor));
    let factor = run.plan.duties[duty].gap_factor.of(run.drawn()) * by_measures;
    let likelihood = gap_likelihood(run.strictness().gap.of(run.drawn()), factor);
    run.memory.gaps.of_duty[duty] = likelihood;
    likelihood
}

/// Likelihoods of gaps, kept while measures and strictness stay.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct Gaps {
    by_measures: Option<f64>,
    /// `[duty]`, in its form; not a number until it is asked for.
    of_duty: Vec<f64>,
}

impl Gaps {
    /// Measures or strictness have changed.
    ///
    /// - `duties`: in all their forms.
    pub fn forget(&mut self, duties: usize) {
        self.by_measures = None;
        self.of_duty.clear();
        self.of_duty.resize(duties, f64::NAN);
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
        let group = run.plan.duties[duty].group;
        run.note(Happening::Sanction { risk, duty: group, class: PenaltyClass::Warning, amount: 0.0 });
        return false;
    }
    let fine = fine(run, step, duty, keys.amount.trial(trial).uniform(visit));
    let personal = step
        .personal
        .as_ref()
        .map_or(0.0, |personal| personal.draw(keys.personal.trial(trial).uniform(visit)));
    let managers = run.plan.company.responsible_managers.of(drawn);
    let amount = fine + personal * managers;
    run.spend(Component::Fines, Cause::Risk(risk), amount);
    run.memory.fines += amount;
    let group = run.plan.duties[duty].group;
    run.note(Happening::Sanction { risk, duty: group, class: step.class, amount });
    close_business(run, step, keys, finding);
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
    let marked = |mark: &Option<Distribution>| mark.as_ref().map_or(0.0, |mark| mark.draw(uniform));
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
fn close_business<L: Ledger>(
    run: &mut OptionRun<'_, L>,
    step: &PenaltyPlan,
    keys: &FindingKeys,
    Finding { risk, visit, .. }: Finding,
) {
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
            .map_or(0.0, |months| run.now + months.draw(keys.suspension.trial(trial).uniform(visit))),
    };
    run.close_business(until, Cause::Risk(risk));
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
