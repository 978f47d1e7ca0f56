use super::super::{Condition, Id};
use super::Reference;
use crate::quantity::Quantity;

/// What makes it likely that a firm is designated an operator of critical information infrastructure.
///
/// The likelihood is 1 ÷ (1 + exp(−points)), where points = `base` + those of the gravest sector + those of every factor.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CiioRules {
    /// Points of a firm of no sector without any factor, signed; `None`: nobody is designated.
    pub base: Option<Quantity>,
    pub sectors: Vec<CiioFactor>,
    pub factors: Vec<CiioFactor>,
    pub reference: Reference,
}

/// Something that raises or lowers the likelihood of designation.
#[derive(Debug, Clone, PartialEq)]
pub struct CiioFactor {
    pub id: Id,
    pub name: String,
    /// Log-odds, signed.
    pub points: Quantity,
    /// It holds for an option as soon as one application meets this; `None`: it holds where it is claimed.
    pub when: Option<Condition>,
    pub reference: Reference,
}
