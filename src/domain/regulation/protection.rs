use super::Reference;
use crate::quantity::Quantity;

/// What the failure or abuse of a system would harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HarmObject {
    /// Citizens, legal persons and other organisations.
    LegalPersons,
    /// Public order and public interest.
    PublicOrder,
    NationalSecurity,
}

impl HarmObject {
    pub const ALL: [HarmObject; 3] =
        [HarmObject::LegalPersons, HarmObject::PublicOrder, HarmObject::NationalSecurity];

    /// As it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            HarmObject::LegalPersons => "legal-persons",
            HarmObject::PublicOrder => "public-order",
            HarmObject::NationalSecurity => "national-security",
        }
    }
}

/// How much it would harm it; ascending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harm {
    Damage,
    Serious,
    VerySerious,
}

impl Harm {
    pub const ALL: [Harm; 3] = [Harm::Damage, Harm::Serious, Harm::VerySerious];

    /// As it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            Harm::Damage => "damage",
            Harm::Serious => "serious",
            Harm::VerySerious => "very-serious",
        }
    }
}

/// The multi-level protection scheme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProtectionRules {
    /// Level by what is harmed and how much, 1 to 5; a pair that is absent is level 1.
    pub matrix: Vec<(HarmObject, Harm, u8)>,
    pub reference: Reference,
    /// Ascending by level.
    pub levels: Vec<ProtectionLevel>,
}

/// What a level asks.
#[derive(Debug, Clone, PartialEq)]
pub struct ProtectionLevel {
    /// 1 to 5.
    pub level: u8,
    /// Number of requirements; `None` where it is not published.
    pub requirements: Option<u32>,
    /// Experts review the grading and public security keeps it on file.
    pub filing: bool,
    /// Months between assessments; `None` for none.
    pub assessment_every: Option<Quantity>,
    pub reference: Reference,
}
