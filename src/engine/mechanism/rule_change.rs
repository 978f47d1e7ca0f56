//! Rule change: the law changes in mid-horizon, or how it is applied; obligations are derived again from then on.

use crate::engine::agenda::Step;
use crate::engine::ledger::Ledger;
use crate::engine::option_run::OptionRun;
use crate::engine::story::Happening;
use crate::plan::{MechanismPlan, RuleEffectPlan};

use super::obligation;

/// Puts on the agenda what is known beforehand: packs that take effect on their date, rules that begin within a pack.
pub(in crate::engine) fn prepare<L: Ledger>(run: &mut OptionRun<'_, L>) {
    let law = &run.plan.law;
    run.memory.pack = law.initial;
    for (index, (month, _)) in law.successions.iter().enumerate() {
        run.agenda.add(*month, Step::PackBegins { index });
    }
    for month in &law.days {
        run.agenda.add(*month, Step::RulesBegin);
    }
}

/// A rule change is announced.
pub(in crate::engine) fn announce<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize) {
    let change = run.memory.events[event];
    run.agenda.add(change.effect(), Step::RuleChanges { event });
}

/// A pack takes effect because of its date.
pub(in crate::engine) fn succeed<L: Ledger>(run: &mut OptionRun<'_, L>, index: usize) {
    let (_, pack) = run.plan.law.successions[index];
    come_under(run, pack);
}

/// Rules of the pack in force may begin today.
pub(in crate::engine) fn begin<L: Ledger>(run: &mut OptionRun<'_, L>) {
    derive(run);
}

fn come_under<L: Ledger>(run: &mut OptionRun<'_, L>, pack: usize) {
    run.memory.pack = pack;
    run.note(Happening::PackBegins { pack });
    derive(run);
}

/// Derives everything anew if the rules are not those of before.
fn derive<L: Ledger>(run: &mut OptionRun<'_, L>) {
    let edition = run.plan.law.edition(run.memory.pack, run.now);
    if run.standing.edition != edition {
        run.standing.edition = edition;
        run.reassess_all();
    }
}

/// An announced rule change takes effect.
pub(in crate::engine) fn take_effect<L: Ledger>(run: &mut OptionRun<'_, L>, event: usize) {
    let risk = run.memory.events[event].risk;
    let MechanismPlan::RuleChange(change) = &run.plan.risks[risk].mechanism else { return };
    match &change.effect {
        // A law that builds on a later one waits for it: no month comes under rules of the future.
        RuleEffectPlan::Pack(pack) if run.now < run.plan.law.not_before[*pack] => {
            run.agenda.add(run.plan.law.not_before[*pack], Step::RuleChanges { event });
        }
        RuleEffectPlan::Pack(pack) => come_under(run, *pack),
        RuleEffectPlan::WiderCatalogue(factor) => {
            run.standing.catalogue *= factor.of(run.drawn());
            run.note(Happening::CatalogueWidens);
            run.reassess_all();
        }
        RuleEffectPlan::Designation if run.standing.designated => {}
        RuleEffectPlan::Designation => {
            let uniform = run.keys.risks[risk].designated.trial(run.world.trial).uniform(0);
            if uniform < run.standing.likelihood_of_designation(run.setting()) {
                run.standing.designated = true;
                run.note(Happening::Designated);
                run.reassess_all();
            } else {
                run.note(Happening::NotDesignated);
            }
        }
        RuleEffectPlan::Withdrawal(duties) => obligation::withdraw(run, duties),
        RuleEffectPlan::SlowerReviews { duties, factor } => {
            run.note(Happening::ReviewsSlow);
            obligation::slow_down(run, duties, factor.of(run.drawn()));
        }
    }
}
