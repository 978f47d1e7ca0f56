use jiff::civil::Date;

use super::super::{DataClass, Id};
use super::Reference;
use crate::quantity::Quantity;

/// What a flow of data abroad needs; ascending by gravity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TransferRoute {
    /// Nothing.
    Free,
    /// The standard contract, filed.
    StandardContract,
    /// A certificate of the protection of personal information.
    Certification,
    /// Security assessment by the cyberspace administration.
    SecurityAssessment,
    /// It must not leave.
    Forbidden,
}

impl TransferRoute {
    pub const ALL: [TransferRoute; 5] = [
        TransferRoute::Free,
        TransferRoute::StandardContract,
        TransferRoute::Certification,
        TransferRoute::SecurityAssessment,
        TransferRoute::Forbidden,
    ];

    /// As it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            TransferRoute::Free => "none",
            TransferRoute::StandardContract => "standard-contract",
            TransferRoute::Certification => "certification",
            TransferRoute::SecurityAssessment => "security-assessment",
            TransferRoute::Forbidden => "forbidden",
        }
    }

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            TransferRoute::Free => "nothing needed",
            TransferRoute::StandardContract => "standard contract",
            TransferRoute::Certification => "certification",
            TransferRoute::SecurityAssessment => "security assessment",
            TransferRoute::Forbidden => "forbidden",
        }
    }

    /// How heavy it weighs: contract and certificate weigh the same, as either is a choice.
    pub fn gravity(self) -> u8 {
        match self {
            TransferRoute::Free => 0,
            TransferRoute::StandardContract | TransferRoute::Certification => 1,
            TransferRoute::SecurityAssessment => 2,
            TransferRoute::Forbidden => 3,
        }
    }
}

/// Rules on the transfer of data abroad.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransferRules {
    pub counting: CountingPeriod,
    /// Grounds on which personal data goes abroad freely and is not counted.
    pub grounds: Vec<Ground>,
    /// In order: the first that holds decides. None holds: nothing is needed.
    pub rules: Vec<TransferRule>,
}

/// Since when persons are counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CountingPeriod {
    /// Calendar years that the period spans at its longest: 1 since 1 January of the current year, 2 since 1 January of
    /// the year before.
    pub years: f64,
    pub reference: Reference,
}

/// A ground of exemption.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    pub id: Id,
    pub name: String,
    /// Chance that the authority accepts it (necessity is tested) where the company claims it.
    pub accepted: Quantity,
    pub reference: Reference,
    /// Day from which it holds; the pack's when `None`.
    pub from: Option<Date>,
}

/// One branch of the decision tree.
#[derive(Debug, Clone, PartialEq)]
pub struct TransferRule {
    pub id: Id,
    /// The branch in words, e.g. "Sensitive data of 10,000 persons or more".
    pub name: String,
    pub when: TransferTest,
    pub route: TransferRoute,
    /// Another route that is open instead, for the company to choose.
    pub alternative: Option<TransferRoute>,
    /// The alternative is open to transfers within the group only.
    pub alternative_in_group_only: bool,
    pub reference: Reference,
    /// Day from which it holds; the pack's when `None`.
    pub from: Option<Date>,
}

/// What a branch asks. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransferTest {
    pub class_at_least: Option<DataClass>,
    /// The flow holds personal data (or does not).
    pub personal: Option<bool>,
    /// The flow holds sensitive personal data (or does not).
    pub sensitive: Option<bool>,
    /// The company is designated an operator of critical information infrastructure.
    pub ciio: Option<bool>,
    /// One of the grounds that the flow claims is accepted.
    pub exempt: Option<bool>,
    /// Persons whose data the company handles in China.
    pub handled_at_least: Option<f64>,
    /// Persons whose data the company sends abroad in the counting period, exempt flows left out.
    pub exported_at_least: Option<f64>,
    /// The same for sensitive data.
    pub sensitive_exported_at_least: Option<f64>,
}
