use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::RawPlaybookEntry;
use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `options/<id>.toml`: one IT set-up. The file's name is the option's identifier.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// Name, as it appears on charts.
    pub name: String,
    /// The idea of it, in a few sentences.
    pub description: Option<String>,
    /// Isolation once all planned moves are done; "connected" before that.
    pub isolation: Located<String>,
    /// How strictly obligations are implemented.
    pub strictness: Located<String>,
    /// Placement to which applications go in an emergency.
    pub fallback: Located<String>,
    /// Placement of applications that `placement` does not name. "current" leaves them where they are.
    pub default_placement: Option<Located<String>>,
    /// Placement by application.
    #[serde(default)]
    pub placement: BTreeMap<Located<String>, Located<String>>,
    /// When applications move; those that no wave names move at the start.
    #[serde(default)]
    pub wave: Vec<RawWave>,
    /// Measures taken.
    #[serde(default)]
    pub measure: Vec<RawChosenMeasure>,
    /// True when personal data goes abroad by certificate rather than by contract, where the law leaves a choice.
    #[serde(default)]
    pub prefers_certification: bool,
    /// What the option does when something happens.
    #[serde(default)]
    pub playbook: Vec<RawPlaybookEntry>,
}

/// Applications that start to move together.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawWave {
    /// Name, e.g. "Plants first".
    pub name: String,
    /// Time from the start of the horizon to the start of the moves. A certain time.
    pub start: Located<QuantitySpec>,
    /// Applications that move.
    pub applications: Vec<Located<String>>,
}

/// A measure of the catalogue, taken from some time on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawChosenMeasure {
    /// Identifier in the measures catalogue.
    pub id: Located<String>,
    /// Time from the start of the horizon to the start of the work on it; at once when absent. A certain time.
    pub start: Option<Located<QuantitySpec>>,
}
