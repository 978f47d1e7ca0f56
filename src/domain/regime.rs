use super::Id;
use crate::quantity::Quantity;

/// The states of the world and how it moves between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Regimes {
    pub initial: Id,
    pub regimes: Vec<Regime>,
}

/// A state of the world that drives many risks together.
#[derive(Debug, Clone, PartialEq)]
pub struct Regime {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Rate per year of moving to another regime, ordered by its identifier.
    pub moves_to: Vec<(Id, Quantity)>,
}
