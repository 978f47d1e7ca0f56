use std::cmp::Ordering;

use super::highest_fine::{HighestFine, highest_fine};
use super::likelihood::NEVER;
use super::phases::UnknownName;
use super::register::{Obligation, Register, register};
use super::situation::Situation;
use super::views::flow_views;
use crate::domain::{Case, Duty, Id, ItOption, Pack, Refusal, TransferRoute};
use crate::quantity::Quantity;

/// Differences below this share of the larger number are rounding.
const SAME: f64 = 1e-9;

/// What a change of law does to one option.
#[derive(Debug, Clone)]
pub struct PackComparison<'a> {
    pub before: Register<'a>,
    pub after: Register<'a>,
    /// Duties that differ, in the order of the register after; those that are lost last.
    pub duties: Vec<DutyChange>,
    /// Flows that need something else, today or at the target.
    pub routes: Vec<RouteChange>,
}

/// What becomes of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Gained,
    Lost,
    /// Lighter in everything that changes.
    Eased,
    /// Heavier in everything that changes.
    Tightened,
    /// Lighter in one way, heavier in another.
    Mixed,
}

impl Verdict {
    /// As it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Gained => "gained",
            Verdict::Lost => "lost",
            Verdict::Eased => "eased",
            Verdict::Tightened => "tightened",
            Verdict::Mixed => "mixed",
        }
    }
}

/// A duty that differs between two laws.
#[derive(Debug, Clone)]
pub struct DutyChange {
    pub id: Id,
    pub name: String,
    pub verdict: Verdict,
    pub changes: Vec<Change>,
    /// Expected cost over the horizon, money.
    pub cost_before: f64,
    pub cost_after: f64,
}

/// What changes about a duty that holds under both laws, before and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// Expected cost over the horizon, money.
    Cost(f64, f64),
    /// Likelihood that it arises.
    Likelihood(f64, f64),
    /// Expected number of applications concerned.
    Applications(f64, f64),
    /// Mean months between renewals, infinite for never.
    Validity(f64, f64),
    /// Mean months of review; 0 without approval.
    Review(f64, f64),
    /// Mean chance of refusal of a first filing; 0 without approval.
    Refusal(f64, f64),
    /// What a refusal does; `None` without approval.
    IfRefused(Option<Refusal>, Option<Refusal>),
    /// Highest fine on the company, money.
    HighestFine(f64, f64),
    /// Highest fine on a manager, money.
    ManagersFine(f64, f64),
}

impl Change {
    /// Whether it is heavier afterwards (greater) or lighter (less).
    pub fn weight(self) -> Ordering {
        match self {
            Change::Validity(before, after) => before.total_cmp(&after),
            Change::Cost(before, after)
            | Change::Likelihood(before, after)
            | Change::Applications(before, after)
            | Change::Review(before, after)
            | Change::Refusal(before, after)
            | Change::HighestFine(before, after)
            | Change::ManagersFine(before, after) => after.total_cmp(&before),
            Change::IfRefused(before, after) => gravity(after).cmp(&gravity(before)),
        }
    }
}

/// 0 without approval, then the graver the higher.
fn gravity(refusal: Option<Refusal>) -> u8 {
    match refusal {
        None => 0,
        Some(Refusal::Nothing) => 1,
        Some(Refusal::FlowStops) => 2,
        Some(Refusal::ApplicationMoves) => 3,
        Some(Refusal::ApplicationReplaced) => 4,
        Some(Refusal::SalesStop) => 5,
    }
}

/// A flow that needs something else.
#[derive(Debug, Clone)]
pub struct RouteChange {
    pub application: Id,
    pub flow: Id,
    /// Name of the phase.
    pub phase: String,
    pub before: TransferRoute,
    pub after: TransferRoute,
}

/// Compares two packs for an option, each as though it were in force throughout.
///
/// # Errors
/// A name that the case does not have.
pub fn compare_packs<'a>(
    case: &'a Case,
    option: &'a ItOption,
    before: &Pack,
    after: &Pack,
) -> Result<PackComparison<'a>, UnknownName> {
    let before = register(case, option, Some(before))?;
    let after = register(case, option, Some(after))?;
    let duties = duty_changes(case, &before, &after);
    let routes = route_changes(case, &before, &after);
    Ok(PackComparison { before, after, duties, routes })
}

fn duty_changes(case: &Case, before: &Register<'_>, after: &Register<'_>) -> Vec<DutyChange> {
    let find = |register: &Register<'_>, id: &Id| {
        register.obligations.iter().find(|entry| entry.duty.id == *id).cloned()
    };
    let mut changes = Vec::new();
    for new in &after.obligations {
        match find(before, &new.duty.id) {
            None => changes.push(one_sided(&new.duty, Verdict::Gained, 0.0, new.cost.total())),
            Some(old) => changes.extend(changed(case, &old, new)),
        }
    }
    for old in &before.obligations {
        if find(after, &old.duty.id).is_none() {
            changes.push(one_sided(&old.duty, Verdict::Lost, old.cost.total(), 0.0));
        }
    }
    changes
}

fn one_sided(duty: &Duty, verdict: Verdict, cost_before: f64, cost_after: f64) -> DutyChange {
    let (id, name) = (duty.id.clone(), duty.name.clone());
    DutyChange { id, name, verdict, changes: Vec::new(), cost_before, cost_after }
}

/// What differs between two forms of a duty; `None` when nothing does.
fn changed(case: &Case, old: &Obligation, new: &Obligation) -> Option<DutyChange> {
    let (fine_before, fine_after) = (worst(case, old), worst(case, new));
    let number = |obligation: &Obligation| obligation.applications.iter().sum::<f64>();
    let approval = |duty: &Duty| duty.approval.clone();
    let refused = |duty: &Duty| approval(duty).map(|approval| approval.if_refused);
    let mean = |quantity: Option<Quantity>| quantity.map_or(0.0, |quantity| quantity.mean());
    let review = |duty: &Duty| mean(approval(duty).map(|approval| approval.review));
    let refusal = |duty: &Duty| mean(approval(duty).map(|approval| approval.refusal));
    let all = [
        Change::Likelihood(old.likelihood, new.likelihood),
        Change::Applications(number(old), number(new)),
        Change::Validity(validity(&old.duty), validity(&new.duty)),
        Change::Review(review(&old.duty), review(&new.duty)),
        Change::Refusal(refusal(&old.duty), refusal(&new.duty)),
        Change::IfRefused(refused(&old.duty), refused(&new.duty)),
        Change::HighestFine(fine_before.company, fine_after.company),
        Change::ManagersFine(fine_before.manager, fine_after.manager),
        Change::Cost(old.cost.total(), new.cost.total()),
    ];
    let changes: Vec<Change> = all.into_iter().filter(|change| differs(*change)).collect();
    let heavier = changes.iter().any(|change| change.weight() == Ordering::Greater);
    let lighter = changes.iter().any(|change| change.weight() == Ordering::Less);
    let verdict = match (heavier, lighter) {
        (true, true) => Verdict::Mixed,
        (true, false) => Verdict::Tightened,
        (false, true) => Verdict::Eased,
        (false, false) => return None,
    };
    Some(DutyChange {
        id: new.duty.id.clone(),
        name: new.duty.name.clone(),
        verdict,
        changes,
        cost_before: old.cost.total(),
        cost_after: new.cost.total(),
    })
}

fn differs(change: Change) -> bool {
    match change {
        Change::IfRefused(before, after) => before != after,
        Change::Cost(before, after)
        | Change::Likelihood(before, after)
        | Change::Applications(before, after)
        | Change::Validity(before, after)
        | Change::Review(before, after)
        | Change::Refusal(before, after)
        | Change::HighestFine(before, after)
        | Change::ManagersFine(before, after) => {
            let endless = before.is_infinite() || after.is_infinite();
            let largest = f64::max(before.abs(), after.abs());
            before != after && (endless || (before - after).abs() > SAME * largest)
        }
    }
}

/// Mean months between renewals, infinite for never.
fn validity(duty: &Duty) -> f64 {
    duty.renewal.as_ref().map_or(f64::INFINITY, |renewal| renewal.every.mean())
}

/// The worst that a gap in an obligation can cost.
pub fn worst(case: &Case, obligation: &Obligation) -> HighestFine {
    let concerned: Vec<bool> = obligation.applications.iter().map(|likelihood| *likelihood > NEVER).collect();
    obligation
        .ladder
        .as_ref()
        .map_or_else(HighestFine::default, |ladder| highest_fine(case, ladder, &obligation.duty, &concerned))
}

/// Flows whose route differs, in the first and in the last phase.
fn route_changes(case: &Case, before: &Register<'_>, after: &Register<'_>) -> Vec<RouteChange> {
    let mut phases: Vec<usize> = vec![0, before.phases.len().saturating_sub(1)];
    phases.dedup();
    let mut changes = Vec::new();
    for phase in phases {
        let views = |register: &Register<'_>| {
            let phase = register.phases.get(phase)?;
            let law = register.laws.iter().rev().find(|law| law.from <= phase.from)?;
            Some(flow_views(&Situation::new(case, register.option, phase, law)))
        };
        let (Some(old), Some(new)) = (views(before), views(after)) else { continue };
        let flows = case
            .applications
            .iter()
            .flat_map(|application| application.flows.iter().map(move |flow| (&application.id, &flow.id)));
        for (((application, flow), old), new) in flows.zip(&old).zip(&new) {
            if old.route != new.route {
                changes.push(RouteChange {
                    application: application.clone(),
                    flow: flow.clone(),
                    phase: before.phases[phase].name.clone(),
                    before: old.route,
                    after: new.route,
                });
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Condition, Renewal};
    use crate::rules::testing::{case_under_law, duty, money, months, pack, share};

    /// Changes of the duties of option `stay` from the pack of the tests to another made of it.
    fn changes(
        change: impl FnOnce(&mut Pack),
    ) -> (Vec<(String, Verdict)>, Vec<DutyChange>, Vec<RouteChange>) {
        let mut case = case_under_law();
        // Certainly important: needs the assessment.
        case.applications[1].flows[0].important_data = Some(share("100%"));
        let mut after = pack("after");
        change(&mut after);
        let found = compare_packs(&case, &case.options[0], &case.regulation.packs[0], &after).unwrap();
        let verdicts = found.duties.iter().map(|duty| (duty.id.to_string(), duty.verdict)).collect();
        (verdicts, found.duties, found.routes)
    }

    fn verdicts(list: &[(&str, Verdict)]) -> Vec<(String, Verdict)> {
        list.iter().map(|(id, verdict)| ((*id).to_owned(), *verdict)).collect()
    }

    #[test]
    fn the_same_law_changes_nothing() {
        let (found, _, routes) = changes(|_| ());
        assert!(found.is_empty() && routes.is_empty());
    }

    #[test]
    fn duties_are_gained_and_lost() {
        let (found, duties, routes) = changes(|after| {
            after.duties.retain(|duty| duty.id.as_str() != "consent");
            after.duties.push(duty("report", Condition::default()));
            // 50,000 persons of ERP and 2,000 of HR now need the contract.
            after.transfer.rules[4].when.exported_at_least = Some(52_000.0);
        });
        let expected =
            [("contract", Verdict::Gained), ("report", Verdict::Gained), ("consent", Verdict::Lost)];
        assert_eq!(found, verdicts(&expected));
        assert_eq!((duties[2].cost_before, duties[2].cost_after), (600.0, 0.0));
        let [route] = routes.as_slice() else { panic!("{routes:?}") };
        assert_eq!((route.before, route.after), (TransferRoute::Free, TransferRoute::StandardContract));
    }

    #[test]
    fn a_longer_validity_eases_and_a_higher_fine_tightens() {
        let assessment = |after: &mut Pack| {
            after.duties[3].renewal = Some(Renewal { every: months("36"), cost: money("40") });
        };
        let fine = |after: &mut Pack| {
            after.ladders[0].steps[1].amount = Some(money("2M"));
        };
        let (found, duties, _) = changes(assessment);
        assert_eq!(found, verdicts(&[("assessment", Verdict::Eased)]));
        // One renewal instead of two, 80 each.
        assert_eq!(duties[0].changes[0], Change::Validity(24.0, 36.0));
        assert!((duties[0].cost_before - duties[0].cost_after - 80.0).abs() < 1e-9);
        let (found, _, _) = changes(fine);
        let expected = ["programme", "consent", "assessment"].map(|id| (id, Verdict::Tightened));
        assert_eq!(found, verdicts(&expected));
        let (found, _, _) = changes(|after| {
            assessment(after);
            fine(after);
        });
        assert_eq!(found[2], ("assessment".to_owned(), Verdict::Mixed));
    }

    #[test]
    fn a_renewal_where_there_was_none_tightens() {
        let (found, duties, _) = changes(|after| {
            after.duties[1].renewal = Some(Renewal { every: months("36"), cost: money("0") });
        });
        assert_eq!(found, verdicts(&[("consent", Verdict::Tightened)]));
        assert_eq!(duties[0].changes, [Change::Validity(f64::INFINITY, 36.0)]);
    }

    #[test]
    fn refusal_and_what_it_does_are_compared() {
        let (found, duties, _) = changes(|after| {
            if let Some(approval) = &mut after.duties[3].approval {
                approval.refusal = share("5%");
                approval.if_refused = Refusal::Nothing;
            }
        });
        assert_eq!(found, verdicts(&[("assessment", Verdict::Eased)]));
        assert_eq!(duties[0].changes.len(), 2);
    }
}
