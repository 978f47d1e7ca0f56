use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{RawCondition, RawDuty, RawHarm, RawHarmObject, RawImpact, RawInterest, RawLadder};
use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `regulation/*.toml`: a regulation pack, the rules of one date. It is complete for its date together with what it takes over from
/// its predecessor: an entry with the same identifier replaces the predecessor's, `repeals` drops it, the rest stays.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegulationFile {
    /// Name, as it appears in tables.
    pub name: String,
    /// What is new in it, in a few sentences.
    pub description: Option<String>,
    /// Day on which it takes effect, e.g. "2024-03-22". Without it the pack is a supposed future law that only a risk of the kind
    /// `rule_change` brings into force.
    pub in_force: Option<Located<String>>,
    /// Pack that it changes.
    pub predecessor: Option<Located<String>>,
    /// Duties, ladders, branches, grounds, factors, sectors and product kinds of the predecessor that no longer hold.
    #[serde(default)]
    pub repeals: Vec<Located<String>>,
    /// Rules on the transfer of data abroad.
    #[serde(default)]
    pub transfer: RawTransfer,
    /// How data is classed.
    #[serde(default)]
    pub data: RawData,
    /// The multi-level protection scheme.
    #[serde(default)]
    pub protection: RawProtection,
    /// Designation of operators of critical information infrastructure.
    #[serde(default)]
    pub ciio: RawCiio,
    /// Kinds of products that the law regulates.
    #[serde(default)]
    pub product: Vec<RawProductKind>,
    /// Fine ladders.
    #[serde(default)]
    pub ladder: Vec<RawLadder>,
    /// Obligations.
    #[serde(default)]
    pub duty: Vec<RawDuty>,
}

/// Rules on the transfer of data abroad.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTransfer {
    /// Since when persons are counted; the predecessor's when absent.
    pub counting: Option<RawCounting>,
    /// Grounds on which personal data goes abroad freely and is not counted.
    #[serde(default)]
    pub ground: Vec<RawGround>,
    /// Branches of the decision tree in order: the first that holds decides. A pack that has any replaces all branches of its
    /// predecessor, as their order matters.
    #[serde(default)]
    pub rule: Vec<RawTransferRule>,
}

/// Since when persons are counted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCounting {
    /// Calendar years that the period spans at its longest: 1 since 1 January of the current year, 2 since 1 January of the year
    /// before.
    pub years: Located<f64>,
    /// Law and article.
    pub article: String,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark, e.g. that it is assumed.
    pub note: Option<String>,
}

/// A ground of exemption.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawGround {
    /// Identifier, e.g. "employee-data".
    pub id: Located<String>,
    /// Name, as it appears in tables.
    pub name: String,
    /// Chance that the authority accepts it where a company claims it: necessity is tested.
    pub accepted: Located<QuantitySpec>,
    /// Day from which it holds; the pack's when absent.
    pub from: Option<Located<String>>,
    /// Law and article.
    pub article: String,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// What a flow of data abroad needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawRoute {
    /// Nothing.
    None,
    /// The standard contract, filed.
    StandardContract,
    /// A certificate of the protection of personal information.
    Certification,
    /// Security assessment by the cyberspace administration.
    SecurityAssessment,
    /// It must not leave.
    Forbidden,
}

/// Class of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawDataClass {
    /// Neither important nor core.
    General,
    /// Important data.
    Important,
    /// Core data.
    Core,
}

/// One branch of the decision tree.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTransferRule {
    /// Identifier, e.g. "important-data".
    pub id: Located<String>,
    /// The branch in words, e.g. "Sensitive data of 10,000 persons or more".
    pub name: String,
    /// What it asks.
    #[serde(default)]
    pub when: RawTransferTest,
    /// What a flow that meets it needs.
    pub route: RawRoute,
    /// Another route that is open instead, for the company to choose.
    pub alternative: Option<RawRoute>,
    /// True when the alternative is open to transfers within the group only.
    #[serde(default)]
    pub alternative_in_group_only: bool,
    /// Day from which it holds; the pack's when absent.
    pub from: Option<Located<String>>,
    /// Law and article.
    pub article: String,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// What a branch asks. Every key that is given must hold; no key holds always.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTransferTest {
    /// The data is of this class or a graver one.
    pub class_at_least: Option<RawDataClass>,
    /// The flow holds (or does not hold) personal data.
    pub personal: Option<bool>,
    /// The flow holds (or does not hold) sensitive personal data.
    pub sensitive: Option<bool>,
    /// The company is (or is not) a designated operator of critical information infrastructure.
    pub ciio: Option<bool>,
    /// A ground of exemption that the flow claims is (or is not) accepted.
    pub exempt: Option<bool>,
    /// The company handles data of at least so many persons in China.
    pub handled_at_least: Option<Located<f64>>,
    /// The company sends abroad data of at least so many persons in the counting period.
    pub exported_at_least: Option<Located<f64>>,
    /// The same for sensitive data.
    pub sensitive_exported_at_least: Option<Located<f64>>,
}

/// How data is classed.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawData {
    /// Class by what is harmed and how much, e.g. `matrix.national-security = { limited = "important", … }`; general where
    /// absent. A pack that has one replaces its predecessor's.
    #[serde(default)]
    pub matrix: BTreeMap<Located<RawInterest>, BTreeMap<Located<RawImpact>, RawDataClass>>,
    /// Law and article of the matrix.
    pub article: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Key factors that make it likely that data is, or is declared, important.
    #[serde(default)]
    pub factor: Vec<RawDataFactor>,
}

/// A key factor for important data.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDataFactor {
    /// Identifier, e.g. "export-control".
    pub id: Located<String>,
    /// Name, as it appears in tables.
    pub name: String,
    /// Likelihood that data which meets it, and nothing else, is important.
    pub likelihood: Located<QuantitySpec>,
    /// Law and article.
    pub article: String,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// The multi-level protection scheme.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawProtection {
    /// Level by what is harmed and how much, e.g. `matrix.public-order = { damage = 2, serious = 3, very-serious = 4 }`. A pack that
    /// has one replaces its predecessor's.
    #[serde(default)]
    pub matrix: BTreeMap<Located<RawHarmObject>, BTreeMap<Located<RawHarm>, Located<u8>>>,
    /// Law and article of the matrix.
    pub article: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// What each level asks.
    #[serde(default)]
    pub level: Vec<RawProtectionLevel>,
}

/// What a level asks.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawProtectionLevel {
    /// 1 to 5.
    pub level: Located<u8>,
    /// Number of requirements; absent where it is not published.
    pub requirements: Option<u32>,
    /// True when experts review the grading and public security keeps it on file.
    pub filing: bool,
    /// Time between assessments; absent for none.
    pub assessment_every: Option<Located<QuantitySpec>>,
    /// Law and article.
    pub article: String,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// What makes it likely that a firm is designated: 1 / (1 + exp(-points)), points = base + gravest sector + every factor.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCiio {
    /// Points of a firm of no sector and without any factor; may be negative.
    pub base: Option<Located<QuantitySpec>>,
    /// Law and article.
    pub article: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Sectors.
    #[serde(default)]
    pub sector: Vec<RawCiioFactor>,
    /// Factors.
    #[serde(default)]
    pub factor: Vec<RawCiioFactor>,
}

/// Something that raises or lowers the likelihood of designation.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCiioFactor {
    /// Identifier, e.g. "energy".
    pub id: Located<String>,
    /// Name, as it appears in tables.
    pub name: String,
    /// Points (log-odds); negative where it lowers the likelihood.
    pub points: Located<QuantitySpec>,
    /// It holds for an option as soon as one application meets this; when absent it holds where a company claims it.
    pub when: Option<RawCondition>,
    /// Law and article.
    pub article: String,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// A kind of product that the law regulates.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawProductKind {
    /// Identifier, e.g. "critical-network-equipment".
    pub id: Located<String>,
    /// Name, as it appears in tables.
    pub name: String,
    /// Law and article.
    pub article: String,
    /// Where it was read.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
}
