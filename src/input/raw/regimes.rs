use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `regimes.toml`: the states of the world that drive many risks together, and how it moves between them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegimesFile {
    /// Regime at the start, unless a scenario says otherwise.
    pub initial: Located<String>,
    /// The regimes.
    pub regime: Vec<RawRegime>,
}

/// A state of the world.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawRegime {
    /// Identifier, e.g. "cold-war".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// What the world is like, in a sentence.
    pub description: Option<String>,
    /// Rate per year of moving to each other regime; not at all where absent.
    #[serde(default)]
    pub moves_to: BTreeMap<Located<String>, Located<QuantitySpec>>,
    /// Risks of which no event can be scheduled while the world is in this state.
    #[serde(default)]
    pub excludes: Vec<Located<String>>,
}
