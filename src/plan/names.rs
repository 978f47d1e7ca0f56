use super::index::by_id;
use crate::domain::{Case, Id};

/// What things are called, by position in the plan: for stories, not for draws.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    pub regimes: Vec<String>,
    pub measures: Vec<String>,
    pub requirements: Vec<String>,
    pub segments: Vec<String>,
    pub streams: Vec<String>,
    pub strictness: Vec<String>,
    pub isolations: Vec<String>,
    /// `[station]`: the placement.
    pub stations: Vec<String>,
    /// `[duty]`, whatever its form.
    pub duties: Vec<String>,
    /// `[pack]`, in the order of the law's packs.
    pub packs: Vec<String>,
}

impl Names {
    /// Names that need only the case.
    pub(super) fn of(case: &Case) -> Names {
        Names {
            regimes: by_id(&case.regimes.regimes, |entry| &entry.id)
                .iter()
                .map(|entry| entry.name.clone())
                .collect(),
            measures: by_id(&case.measures, |entry| &entry.id)
                .iter()
                .map(|entry| entry.name.clone())
                .collect(),
            requirements: by_id(&case.requirements, |entry| &entry.id)
                .iter()
                .map(|entry| entry.name.clone())
                .collect(),
            segments: by_id(&case.segments, |entry| &entry.id)
                .iter()
                .map(|entry| entry.name.clone())
                .collect(),
            streams: by_id(&case.value_streams, |entry| &entry.id)
                .iter()
                .map(|entry| entry.name.clone())
                .collect(),
            strictness: by_id(&case.strictness, |entry| &entry.id)
                .iter()
                .map(|entry| entry.id.to_string())
                .collect(),
            isolations: by_id(&case.isolations, |entry| &entry.id)
                .iter()
                .map(|entry| entry.name.clone())
                .collect(),
            ..Names::default()
        }
    }

    /// `[duty]`: the name that its first form has.
    pub(super) fn duties<'a>(
        ids: impl Iterator<Item = &'a Id>,
        named: impl Fn(&Id) -> Option<String>,
    ) -> Vec<String> {
        ids.map(|id| named(id).unwrap_or_else(|| id.to_string())).collect()
    }
}
