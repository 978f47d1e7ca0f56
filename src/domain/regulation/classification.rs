use super::super::{DataClass, Id, Impact, Interest};
use super::Reference;
use crate::quantity::Quantity;

/// How data is classed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DataRules {
    /// Class by what is harmed and how much; a pair that is absent is general.
    pub matrix: Vec<(Interest, Impact, DataClass)>,
    pub reference: Reference,
    /// Key factors that make it likely that data is, or is declared, important.
    pub factors: Vec<DataFactor>,
}

/// A key factor for important data.
#[derive(Debug, Clone, PartialEq)]
pub struct DataFactor {
    pub id: Id,
    pub name: String,
    /// Likelihood that data which meets it, and nothing else, is important.
    pub likelihood: Quantity,
    pub reference: Reference,
}
