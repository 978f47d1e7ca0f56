//! Samples of a scenario that are the same values in every trial: they are taken once.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::option_accumulator::{ColumnAccumulator, OptionAccumulator};
use crate::domain::{Component, Group};
use crate::engine::Outcomes;

/// Which samples of each option need no values of their own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Likeness {
    /// By option.
    options: Vec<OptionLikeness>,
}

/// Which samples of an option need no values of their own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct OptionLikeness {
    /// By group, the column of the same option that has the same values.
    pub(super) groups: Vec<Option<usize>>,
    /// By column, the earlier option whose column has the same values.
    pub(super) columns: Vec<Option<usize>>,
}

impl Likeness {
    /// What the outcomes of a scenario are known to share.
    pub(super) fn of(outcomes: &Outcomes, options: &[OptionAccumulator]) -> Likeness {
        let mut likeness = Likeness::default();
        for (option, figures) in options.iter().enumerate() {
            let groups = Group::ALL.into_iter().map(|group| only_column(outcomes, option, group)).collect();
            let shared = |column: usize| {
                let own = outcomes.shared_row(option, column)?;
                let same = |earlier: &usize| outcomes.shared_row(*earlier, column) == Some(own);
                let first = (0..option).find(same)?;
                options[first].columns[column].takes_what(&figures.columns[column]).then_some(first)
            };
            let columns = (0..figures.columns.len()).map(shared).collect();
            likeness.options.push(OptionLikeness { groups, columns });
        }
        likeness
    }

    /// Of an option at a position; nothing for one that is not known.
    pub(super) fn option(&self, option: usize) -> Option<&OptionLikeness> {
        self.options.get(option)
    }

    /// All samples with their values.
    pub(super) fn settled<'a>(&self, options: &'a [OptionAccumulator]) -> Cow<'a, [OptionAccumulator]> {
        let alike =
            |likeness: &OptionLikeness| likeness.groups.iter().chain(&likeness.columns).any(Option::is_some);
        if !self.options.iter().any(alike) {
            return Cow::Borrowed(options);
        }
        let mut settled = options.to_vec();
        for (option, likeness) in self.options.iter().enumerate() {
            for (column, earlier) in likeness.columns.iter().enumerate() {
                if let Some(earlier) = earlier {
                    settled[option].columns[column] = options[*earlier].columns[column].clone();
                }
            }
            for (group, column) in likeness.groups.iter().enumerate() {
                if let Some(ColumnAccumulator::Cost(sample)) =
                    column.map(|column| &settled[option].columns[column])
                {
                    settled[option].groups[group] = sample.clone();
                }
            }
        }
        Cow::Owned(settled)
    }
}

/// The one component of a group that is not zero in all trials.
fn only_column(outcomes: &Outcomes, option: usize, group: Group) -> Option<usize> {
    let nothing = |component: &Component| outcomes.always(option, *component as usize) == Some(0.0);
    let mut others = group.components().filter(|component| !nothing(component));
    let only = others.next().map(|component| component as usize)?;
    (others.next().is_none() && outcomes.always(option, only).is_none()).then_some(only)
}
