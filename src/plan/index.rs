use std::collections::BTreeMap;

use super::PlanError;
use crate::domain::Id;

/// Positions of identifiers, in the order of identifiers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Index {
    kind: &'static str,
    positions: BTreeMap<Id, usize>,
}

impl Index {
    /// Numbers the identifiers in their own order. `kind` names them in errors.
    pub fn sorted<'a>(kind: &'static str, ids: impl Iterator<Item = &'a Id>) -> Index {
        let mut positions: BTreeMap<Id, usize> = ids.map(|id| (id.clone(), 0)).collect();
        for (position, value) in positions.values_mut().enumerate() {
            *value = position;
        }
        Index { kind, positions }
    }

    /// Position of an identifier that `user` names.
    pub fn of(&self, id: &Id, user: &str) -> Result<usize, PlanError> {
        self.positions.get(id).copied().ok_or_else(|| PlanError::Unknown {
            kind: self.kind,
            id: id.to_string(),
            user: user.to_owned(),
        })
    }

    /// The identifiers in their order.
    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        self.positions.keys()
    }

    pub fn len(&self) -> usize {
        self.positions.len()
    }
}

/// References to the entries in the order of their identifiers.
pub(super) fn by_id<T>(entries: &[T], id: impl Fn(&T) -> &Id) -> Vec<&T> {
    let mut sorted: Vec<&T> = entries.iter().collect();
    sorted.sort_by(|left, right| id(left).cmp(id(right)));
    sorted
}
