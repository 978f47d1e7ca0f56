use super::{Condition, Id};
use crate::quantity::Quantity;

/// How the applications' shares become the option's share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// Mean by customer weight.
    Average,
    /// Lowest of those with any customer weight.
    Weakest,
}

/// Something that customers can ask of a supplier's IT.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    pub judged_by: Judgement,
    /// Applications that are looked at; all when `None`.
    pub looks_at: Option<Condition>,
    /// The first entry whose condition holds counts; none: 0.
    pub satisfied: Vec<Satisfaction>,
}

/// How far an application in a certain state meets a requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct Satisfaction {
    pub when: Condition,
    pub share: Quantity,
}
