use super::Id;
use crate::quantity::Quantity;

/// Class of data by the harm that its leak or abuse would do; ascending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataClass {
    General,
    Important,
    Core,
}

impl DataClass {
    pub const ALL: [DataClass; 3] = [DataClass::General, DataClass::Important, DataClass::Core];

    /// As it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            DataClass::General => "general",
            DataClass::Important => "important",
            DataClass::Core => "core",
        }
    }
}

/// What a leak or abuse of data would harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interest {
    NationalSecurity,
    PublicInterest,
    /// Individuals and organisations.
    Individuals,
}

impl Interest {
    pub const ALL: [Interest; 3] =
        [Interest::NationalSecurity, Interest::PublicInterest, Interest::Individuals];

    /// As it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            Interest::NationalSecurity => "national-security",
            Interest::PublicInterest => "public-interest",
            Interest::Individuals => "individuals",
        }
    }
}

/// How much it would harm it; ascending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Impact {
    Limited,
    Average,
    Severe,
}

impl Impact {
    pub const ALL: [Impact; 3] = [Impact::Limited, Impact::Average, Impact::Severe];

    /// As it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            Impact::Limited => "limited",
            Impact::Average => "average",
            Impact::Severe => "severe",
        }
    }
}

/// Which way data flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From China abroad: what the rules on transfer are about.
    Outbound,
    /// From abroad into China.
    Inbound,
}

/// Function of the company that owns data or an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Function {
    HumanResources,
    Finance,
    Marketing,
    InformationTechnology,
    Legal,
}

impl Function {
    pub const ALL: [Function; 5] = [
        Function::HumanResources,
        Function::Finance,
        Function::Marketing,
        Function::InformationTechnology,
        Function::Legal,
    ];

    /// As it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            Function::HumanResources => "hr",
            Function::Finance => "finance",
            Function::Marketing => "marketing",
            Function::InformationTechnology => "it",
            Function::Legal => "legal",
        }
    }

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Function::HumanResources => "HR",
            Function::Finance => "Finance",
            Function::Marketing => "Marketing",
            Function::InformationTechnology => "IT",
            Function::Legal => "Legal",
        }
    }
}

/// Who receives data abroad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// A company of the same group.
    Group,
    /// Anybody else.
    ThirdParty,
}

/// Data of an application that crosses the border when the application runs abroad, or when headquarters can look at it.
#[derive(Debug, Clone, PartialEq)]
pub struct DataFlow {
    /// Unique within its application.
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    pub direction: Direction,
    /// Function that owns the data.
    pub function: Function,
    pub recipient: Recipient,
    /// Persons whose data it holds.
    pub persons: Option<Quantity>,
    /// Of these, persons with sensitive data.
    pub sensitive_persons: Option<Quantity>,
    /// Share of the persons who are new in a year, and so add to what is counted over a period; `None` for 0.
    pub turnover: Option<Quantity>,
    /// Group of people: flows about the same group are about the same persons, who count once.
    pub people: Option<Id>,
    /// Likelihood that it is, or is declared, important data; `None`: it follows from `factors`.
    pub important_data: Option<Quantity>,
    /// What its leak would harm, and how much, ordered by interest: the class it has once it is found important.
    pub impact: Vec<(Interest, Impact)>,
    /// Key factors for important data that it meets, identifiers of the pack.
    pub factors: Vec<Id>,
    /// Grounds of exemption that the company claims for it, identifiers of the pack.
    pub grounds: Vec<Id>,
    /// Share of the application's function in China that stops while this flow is stopped; `None` for all of it.
    pub needed: Option<Quantity>,
}
