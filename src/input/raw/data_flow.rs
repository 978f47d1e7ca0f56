use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// What a leak or abuse of data would harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawInterest {
    /// National security.
    NationalSecurity,
    /// Public interest.
    PublicInterest,
    /// Individuals and organisations.
    Individuals,
}

/// How much it would harm it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawImpact {
    /// A little.
    Limited,
    /// Noticeably.
    Average,
    /// Gravely.
    Severe,
}

/// What the failure or abuse of a system would harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawHarmObject {
    /// Citizens, legal persons and other organisations.
    LegalPersons,
    /// Public order and public interest.
    PublicOrder,
    /// National security.
    NationalSecurity,
}

/// How much it would harm it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawHarm {
    /// Damage.
    Damage,
    /// Serious damage.
    Serious,
    /// Very serious damage.
    VerySerious,
}

/// Which way data flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawDirection {
    /// From China abroad.
    Outbound,
    /// From abroad into China.
    Inbound,
}

/// Who receives data abroad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawRecipient {
    /// A company of the same group.
    Group,
    /// Anybody else.
    ThirdParty,
}

/// Function of the company that owns data or an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawFunction {
    /// Human resources.
    Hr,
    /// Finance.
    Finance,
    /// Marketing and sales.
    Marketing,
    /// Information technology.
    It,
    /// Legal and compliance.
    Legal,
}

/// Data of an application that crosses the border when the application runs abroad, or when headquarters can look at it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFlow {
    /// Identifier, unique within the application, e.g. "employees".
    pub id: Located<String>,
    /// Name, as it appears in tables.
    pub name: String,
    /// What it holds and what headquarters needs it for, in a sentence.
    pub description: Option<String>,
    /// Which way it flows; outbound when absent.
    pub direction: Option<RawDirection>,
    /// Function that owns the data; IT when absent.
    pub function: Option<RawFunction>,
    /// Who receives it abroad; the group when absent.
    pub recipient: Option<RawRecipient>,
    /// Persons whose data it holds.
    pub persons: Option<Located<QuantitySpec>>,
    /// Of these, persons with sensitive data (health, finance, biometrics, location …).
    pub sensitive_persons: Option<Located<QuantitySpec>>,
    /// Share of the persons who are new in a year: thresholds count everybody in a period. 0 when absent.
    pub turnover: Option<Located<QuantitySpec>>,
    /// Group of people: flows that name the same group are about the same persons, who are counted once.
    pub people: Option<Located<String>>,
    /// Likelihood that it holds what is, or is declared, important data. When absent it follows from `factors`.
    pub important_data: Option<Located<QuantitySpec>>,
    /// What its leak would harm, and how much.
    #[serde(default)]
    pub impact: BTreeMap<Located<RawInterest>, RawImpact>,
    /// Key factors for important data that it meets, identifiers of the regulation pack.
    #[serde(default)]
    pub factors: Vec<Located<String>>,
    /// Grounds of exemption that the company claims for it, identifiers of the regulation pack.
    #[serde(default)]
    pub grounds: Vec<Located<String>>,
    /// Share of the application's function in China that stops while this flow is stopped; all of it when absent.
    pub needed: Option<Located<QuantitySpec>>,
}
