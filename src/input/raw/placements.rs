use schemars::JsonSchema;
use serde::Deserialize;

use super::{RawHosting, RawOrigin};
use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `placements.toml`: where and by whom an application can be run, and how tightly China is tied to headquarters.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacementsFile {
    /// The placements.
    pub placement: Vec<RawPlacement>,
    /// The degrees of isolation of the systems in China from those of headquarters.
    pub isolation: Vec<RawIsolation>,
}

/// Where and by whom an application is run.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPlacement {
    /// Identifier, e.g. "domestic-cloud".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// What it means, in a sentence.
    pub description: Option<String>,
    /// Where the system stands.
    pub hosting: RawHosting,
    /// Who operates it.
    pub operator: RawOrigin,
    /// Service categories that a ban can name and that every application here uses, e.g. ["foreign-cloud"].
    #[serde(default)]
    pub services: Vec<Located<String>>,
    /// True when the application's product is replaced by a domestic one.
    #[serde(default)]
    pub replaces_product: bool,
    /// Factor on the application's run cost.
    pub run_cost_factor: Located<QuantitySpec>,
    /// Yearly change of the run cost here, e.g. "3%", month by month from the start; may be negative; 0 when absent.
    pub run_cost_growth: Option<Located<QuantitySpec>>,
    /// Factor on the application's move cost.
    pub move_cost_factor: Located<QuantitySpec>,
    /// Factor on the application's move time.
    pub move_time_factor: Located<QuantitySpec>,
    /// Factor on what remains of the application's integration with headquarters: 1 all of it, 0 none.
    /// Of no effect for placements abroad, which depend on the line wholly.
    pub integration_factor: Located<QuantitySpec>,
    /// Factor on cost and time of a move from here to elsewhere; 1 when absent. Below 1 where data and interfaces are
    /// separated from headquarters' already.
    pub leaving_factor: Option<Located<QuantitySpec>>,
    /// Hours a user loses per month to split processes and double entry.
    pub friction: Located<QuantitySpec>,
}

/// How tightly the systems in China are tied to headquarters.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawIsolation {
    /// Identifier: "connected", "gateway", "ring-fenced".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// What it means, in a sentence.
    pub description: Option<String>,
    /// Factor on what remains of the integration with headquarters of applications in China.
    pub integration_factor: Located<QuantitySpec>,
    /// Hours a user of an application in China loses per month to it.
    pub friction: Located<QuantitySpec>,
    /// Cost of setting it up, spread over the planned moves.
    pub one_off: Located<QuantitySpec>,
    /// Cost of keeping it up for a year, from when it is in place.
    pub yearly: Located<QuantitySpec>,
    /// Data of systems in China that headquarters can still look at, which is export by law; everything when absent.
    pub lets_through: Option<RawLetsThrough>,
}

/// Data of systems in China that headquarters can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawLetsThrough {
    /// Nothing.
    Nothing,
    /// What holds neither personal nor important data: the rest is masked.
    Masked,
    /// Everything.
    Everything,
}
