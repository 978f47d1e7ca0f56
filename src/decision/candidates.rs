//! What could set a prepared move off: the trigger that is written, other signals, months, nothing at all.

use crate::domain::{Case, PlaybookEntry, Trigger};

/// A trigger that could stand in an entry of a playbook.
#[derive(Debug, Clone, PartialEq)]
pub enum Candidate {
    /// The one that is written.
    Written,
    /// By the end of the first month, whatever happens.
    Now,
    Never,
    /// By the end of this month, whatever happens.
    Month(f64),
    /// Another signal; `near` if the entry's own trigger or the risks against which it prepares name it, or it is a regime.
    Signal {
        trigger: Trigger,
        near: bool,
    },
}

impl Candidate {
    /// The trigger as an entry has it.
    #[must_use]
    pub fn trigger(&self, entry: &PlaybookEntry) -> Trigger {
        match self {
            Candidate::Written => entry.when.clone(),
            Candidate::Now => Trigger::Month(0.0),
            // One of nothing.
            Candidate::Never => Trigger::Any(Vec::new()),
            Candidate::Month(month) => Trigger::Month(*month),
            Candidate::Signal { trigger, .. } => trigger.clone(),
        }
    }
}

/// The candidates of an entry: as written, now, never, each month of a grid, then every single signal of the case: those of the entry's
/// own trigger, the announcement and the effect of what it prepares against, the regimes, the signals of all other playbooks. The
/// order of options does not matter.
///
/// - `step`: months from one month of the grid to the next; above 0.
#[must_use]
pub fn candidates(case: &Case, entry: &PlaybookEntry, step: f64) -> Vec<Candidate> {
    let mut signals: Vec<(Trigger, bool)> = Vec::new();
    let mut add = |trigger: Trigger, near: bool| {
        if trigger != entry.when && signals.iter().all(|(known, _)| *known != trigger) {
            signals.push((trigger, near));
        }
    };
    leaves(&entry.when).into_iter().for_each(|leaf| add(leaf, true));
    for risk in &entry.against {
        add(Trigger::Announced(risk.clone()), true);
        add(Trigger::Occurred(risk.clone()), true);
    }
    let mut regimes: Vec<_> = case.regimes.regimes.iter().map(|regime| regime.id.clone()).collect();
    regimes.sort();
    regimes.into_iter().for_each(|regime| add(Trigger::Entered(regime), true));
    let mut others: Vec<Trigger> = case
        .options
        .iter()
        .flat_map(|option| &option.playbook)
        .flat_map(|other| leaves(&other.when))
        .collect();
    others.sort_by_key(|trigger| format!("{trigger:?}"));
    others.into_iter().for_each(|leaf| add(leaf, false));
    let horizon = case.settings.horizon_months as f64;
    let grid = (1..).map(|index| f64::from(index) * step).take_while(|month| *month < horizon);
    [Candidate::Written, Candidate::Now, Candidate::Never]
        .into_iter()
        .chain(grid.map(Candidate::Month))
        .chain(signals.into_iter().map(|(trigger, near)| Candidate::Signal { trigger, near }))
        .collect()
}

/// The single signals of a trigger; months are none.
fn leaves(trigger: &Trigger) -> Vec<Trigger> {
    match trigger {
        Trigger::All(parts) | Trigger::Any(parts) => parts.iter().flat_map(leaves).collect(),
        Trigger::Month(_) => Vec::new(),
        Trigger::Entered(_)
        | Trigger::Left(_)
        | Trigger::Announced(_)
        | Trigger::Occurred(_)
        | Trigger::Above { .. } => vec![trigger.clone()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{CaseSource, read_case};

    #[test]
    fn signals_come_once_and_whatever_the_order_of_options() {
        let mut case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        let entry = case.options[1].playbook[0].clone();
        let found = candidates(&case, &entry, 12.0);
        assert_eq!(
            found[..7],
            [
                Candidate::Written,
                Candidate::Now,
                Candidate::Never,
                Candidate::Month(12.0),
                Candidate::Month(24.0),
                Candidate::Month(36.0),
                Candidate::Month(48.0)
            ]
        );
        for (index, one) in found.iter().enumerate() {
            assert!(!found[..index].contains(one), "{one:?}");
        }
        let is_near = |wanted: &str| {
            found.iter().any(|one| match one {
                Candidate::Signal { trigger, near } => *near && format!("{trigger:?}").contains(wanted),
                Candidate::Written | Candidate::Now | Candidate::Never | Candidate::Month(_) => false,
            })
        };
        assert!(is_near("Entered(Id(\"great-power-conflict\"))") && is_near("Announced(Id(\"data-bar\"))"));
        assert!(is_near("Occurred(Id(\"network-cut\"))") && !is_near("Fines"));
        case.options.reverse();
        assert_eq!(candidates(&case, &entry, 12.0), found);
    }
}
