use schemars::JsonSchema;
use serde::Deserialize;

use super::RawCondition;
use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `requirements.toml`: what customers can ask of a supplier's IT, and what meets it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequirementsFile {
    /// The requirements.
    pub requirement: Vec<RawRequirement>,
}

/// How the applications' shares become the option's share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawJudgement {
    /// The mean of the applications, by customer weight.
    Average,
    /// The lowest of the applications that have any customer weight.
    Weakest,
}

/// Something that customers can ask of a supplier's IT.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRequirement {
    /// Identifier, e.g. "china-clean".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// What is asked, in a sentence.
    pub description: Option<String>,
    /// How the applications' shares become the option's share.
    pub judged_by: RawJudgement,
    /// Only applications that meet this are looked at; all when absent.
    pub looks_at: Option<RawCondition>,
    /// What meets it how far: the first entry whose condition holds counts; when none does, the share is 0.
    pub satisfied: Vec<RawSatisfaction>,
}

/// How far an application in a certain state meets a requirement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawSatisfaction {
    /// The state of the application.
    #[serde(default)]
    pub when: RawCondition,
    /// Share of the requirement that is met then.
    pub share: Located<QuantitySpec>,
}
