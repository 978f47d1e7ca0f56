use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `company.toml`: who the company is, what it earns, and from whom.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompanyFile {
    /// The company as a whole.
    pub company: RawCompany,
    /// Groups of customers that behave alike.
    pub segment: Vec<RawSegment>,
    /// Parts of the business whose margin depends on IT.
    pub value_stream: Vec<RawValueStream>,
}

/// The company as a whole.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCompany {
    /// Name, as it appears in reports.
    pub name: String,
    /// What it makes and sells.
    pub description: Option<String>,
    /// Home jurisdiction, e.g. "EU".
    pub home: String,
    /// Sector, e.g. "machinery".
    pub sector: String,
    /// Revenue of the group in a year.
    pub revenue_worldwide: Located<QuantitySpec>,
    /// Revenue with customers in China in a year.
    pub revenue_china: Located<QuantitySpec>,
    /// Likelihood that a regulator takes the worldwide rather than the Chinese turnover as the base of a fine.
    pub worldwide_turnover_likelihood: Located<QuantitySpec>,
    /// Managers in China who can be fined in person.
    pub responsible_managers: Located<QuantitySpec>,
    /// Cost of an hour of work of an IT user in China, everything included.
    pub loaded_hourly_cost: Located<QuantitySpec>,
    /// How IT projects of this company usually end.
    pub delivery: RawDelivery,
    /// What the law asks about the company as a whole.
    #[serde(default)]
    pub standing: RawStanding,
}

/// What the law asks about the company as a whole.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawStanding {
    /// False for a company that only sells to China; true when absent.
    pub entity_in_china: Option<bool>,
    /// True when a regulator has designated it an operator of critical information infrastructure.
    #[serde(default)]
    pub designated: bool,
    /// Sectors to which it belongs, identifiers of the regulation pack: they weigh in the likelihood of designation.
    #[serde(default)]
    pub sectors: Vec<Located<String>>,
    /// Factors that hold for it, identifiers of the regulation pack.
    #[serde(default)]
    pub factors: Vec<Located<String>>,
    /// Persons whose data it handles in China, customers and visitors included; those of its applications when absent.
    pub handled_persons: Option<Located<QuantitySpec>>,
    /// Kinds of regulated products that it sells in China, identifiers of the regulation pack.
    #[serde(default)]
    pub sells: Vec<Located<String>>,
    /// Share of what the law asks at the start that is met and paid already; 0 when absent.
    pub met_at_start: Option<Located<QuantitySpec>>,
    /// Time from a revoked licence until systems, projects and obligations in China have been wound up; their costs go on for
    /// good when absent.
    pub winding_down: Option<Located<QuantitySpec>>,
}

/// How IT projects of this company usually end, as factors on their plan: 1.2 is 20 % over.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawDelivery {
    /// Factor on the planned cost of every move.
    pub cost_overrun: Located<QuantitySpec>,
    /// Factor on the planned months of every move.
    pub time_overrun: Located<QuantitySpec>,
    /// What a move costs more that a playbook starts in mid-course; nothing when absent.
    pub late_redesign: Option<RawLateRedesign>,
}

/// What changing a set-up in mid-course costs on top of a move that was planned from the start.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawLateRedesign {
    /// Extra cost as a share of the normal cost.
    pub premium: Located<QuantitySpec>,
    /// Time more.
    pub extra_time: Located<QuantitySpec>,
    /// Factor on both once the company is designated an operator of critical information infrastructure; 1 when absent.
    pub designated_factor: Option<Located<QuantitySpec>>,
}

/// Where customers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawMarket {
    /// Customers in mainland China.
    China,
    /// Customers anywhere else.
    Abroad,
}

/// Customers that behave alike.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSegment {
    /// Identifier, e.g. "ciio".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// Where these customers are.
    pub market: RawMarket,
    /// Who they are, in a sentence.
    pub description: Option<String>,
    /// Sectors to which they belong, identifiers of the regulation pack.
    #[serde(default)]
    pub sectors: Vec<Located<String>>,
    /// Factors that hold for them, identifiers of the regulation pack.
    #[serde(default)]
    pub factors: Vec<Located<String>>,
    /// Likelihood that there are operators of critical information infrastructure among them; when absent it follows from
    /// sectors and factors.
    pub ciio: Option<Located<QuantitySpec>>,
}

/// A part of the business whose margin depends on IT.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawValueStream {
    /// Identifier, e.g. "china-for-china".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// What flows here, in a sentence.
    pub description: Option<String>,
    /// Share of revenue that is lost to the company when a sale is lost (revenue less variable cost).
    pub contribution_margin: Located<QuantitySpec>,
    /// Yearly growth of revenue; may be negative.
    pub growth: Located<QuantitySpec>,
    /// True when it ends with the licence of the entity in China, wherever its customers are, as for what is made there.
    #[serde(default)]
    pub licensed: bool,
    /// Revenue in a year by segment.
    pub revenue: BTreeMap<Located<String>, Located<QuantitySpec>>,
}
