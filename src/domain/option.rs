use super::{Id, PlaybookEntry};

/// One IT set-up.
#[derive(Debug, Clone, PartialEq)]
pub struct ItOption {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Isolation once all planned moves are done.
    pub isolation: Id,
    pub strictness: Id,
    /// Placement to which applications go in an emergency.
    pub fallback: Id,
    /// Where each application goes, in the order of the applications.
    pub targets: Vec<Target>,
    pub measures: Vec<ChosenMeasure>,
    /// Where the law leaves a choice, personal data goes abroad by certificate rather than by contract.
    pub prefers_certification: bool,
    /// What it does when something happens, in the order of the file.
    pub playbook: Vec<PlaybookEntry>,
}

/// Where an application goes under an option.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub application: Id,
    /// Equal to the application's current placement when it stays.
    pub placement: Id,
    /// Months from the start of the horizon to the start of its move.
    pub start: f64,
    /// Name of the wave, if one names it.
    pub wave: Option<String>,
}

/// A measure taken.
#[derive(Debug, Clone, PartialEq)]
pub struct ChosenMeasure {
    pub measure: Id,
    /// Months from the start of the horizon to the start of the work on it.
    pub start: f64,
}
