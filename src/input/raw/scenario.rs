use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `scenarios/<id>.toml`: a story about the outside world. The file's name is the scenario's identifier.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    /// Name, as it appears on charts.
    pub name: String,
    /// The story, in a few sentences.
    pub description: Option<String>,
    /// Scenarios that this one builds on, in this order: factors multiply, scheduled events add up, the last word on the regime counts.
    #[serde(default)]
    pub extends: Vec<Located<String>>,
    /// How the regime moves.
    pub regime: Option<RawScenarioRegime>,
    /// What changes for a risk.
    #[serde(default)]
    pub risk: Vec<RawScenarioRisk>,
    /// Events that happen for certain.
    #[serde(default)]
    pub scheduled: Vec<RawScheduled>,
    /// Contradictions that are meant.
    #[serde(default)]
    pub allow: Vec<RawAllow>,
}

/// A contradiction that is meant, with the reason.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAllow {
    /// The risk that contradicts the rest of the story.
    pub risk: Located<String>,
    /// Why it is no contradiction.
    pub why: Located<String>,
}

/// How the regime moves in a scenario.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawScenarioRegime {
    /// Regime at the start.
    pub initial: Option<Located<String>>,
    /// Factor on the rate of moving into each regime.
    #[serde(default)]
    pub factor_into: BTreeMap<Located<String>, Located<QuantitySpec>>,
    /// A path that the world takes for certain, in place of chance.
    #[serde(default)]
    pub path: Vec<RawRegimePoint>,
}

/// A point of a forced regime path.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRegimePoint {
    /// Time from the start of the horizon. A certain time.
    pub from: Located<QuantitySpec>,
    /// Regime from then on.
    pub regime: Located<String>,
}

/// What changes for a risk in a scenario.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawScenarioRisk {
    /// The risk.
    pub id: Located<String>,
    /// True when the risk does not exist in this story: no events by chance, no demand, no hours lost.
    #[serde(default)]
    pub off: bool,
    /// Factor on its rate, on the pace of a demand shift, or on the hours of a degradation.
    pub factor: Option<Located<QuantitySpec>>,
    /// Rate in place of the catalogue's.
    pub rate: Option<Located<QuantitySpec>>,
}

/// An event that happens for certain.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawScheduled {
    /// The risk.
    pub risk: Located<String>,
    /// Time from the start of the horizon. A certain time.
    pub at: Located<QuantitySpec>,
    /// How long it lasts, in place of the catalogue's figure.
    pub duration: Option<Located<QuantitySpec>>,
    /// Time from announcement to effect, in place of the catalogue's figure.
    pub grace: Option<Located<QuantitySpec>>,
}
