use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{RawFlow, RawHarm, RawHarmObject, RawOrigin};
use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// `applications.toml`: the IT applications that the business in China uses.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicationsFile {
    /// The applications.
    pub application: Vec<RawApplication>,
}

/// One IT application, or a layer such as the network or the security stack.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawApplication {
    /// Identifier, e.g. "erp".
    pub id: Located<String>,
    /// Name, as it appears on charts.
    pub name: String,
    /// What it does here, in a sentence.
    pub description: Option<String>,
    /// Users in China.
    pub users: Located<QuantitySpec>,
    /// Placement today, an identifier of the placements catalogue.
    pub current: Located<String>,
    /// Where the product comes from.
    pub vendor: RawOrigin,
    /// Service categories of the product that a ban can name, wherever it runs, unless the placement replaces the product.
    #[serde(default)]
    pub services: Vec<Located<String>>,
    /// Share of its function in China that rests on headquarters' systems when it runs in China and is connected.
    pub integration: Located<QuantitySpec>,
    /// How long the business goes on unharmed while it is down.
    pub tolerance: Located<QuantitySpec>,
    /// Share of the harm that work by hand avoids after that.
    pub workaround: Located<QuantitySpec>,
    /// Margin of a value stream that stands still while it is down, by value stream.
    #[serde(default)]
    pub dependency: BTreeMap<Located<String>, Located<QuantitySpec>>,
    /// How much customers look at it when they judge whether a requirement is met; 1 when absent, 0 for not at all.
    pub customer_weight: Option<Located<f64>>,
    /// True for security products: when one is gone, business goes on unprotected.
    #[serde(default)]
    pub security: bool,
    /// Data that crosses the border when it runs abroad, or when headquarters can look at it. One that holds a single kind of data
    /// can give `persons`, `sensitive_persons` and `important_data` instead.
    #[serde(default)]
    pub flow: Vec<RawFlow>,
    /// Persons whose data it holds.
    pub persons: Option<Located<QuantitySpec>>,
    /// Of these, persons with sensitive data (health, finance, biometrics, location …).
    pub sensitive_persons: Option<Located<QuantitySpec>>,
    /// Likelihood that it holds what is, or is declared, important data.
    pub important_data: Option<Located<QuantitySpec>>,
    /// Level in the multi-level protection scheme, 1 to 5, when it runs in China.
    pub mlps_level: Option<Located<u8>>,
    /// In place of `mlps_level`: what its failure would harm and how much; the regulation pack's matrix gives the level.
    #[serde(default)]
    pub harm: BTreeMap<Located<RawHarmObject>, RawHarm>,
    /// Kinds of regulated products that it uses, identifiers of the regulation pack, e.g. ["encryption-hardware"].
    #[serde(default)]
    pub kinds: Vec<Located<String>>,
    /// What its products were bought for: base of fines that are multiples of a purchase; a year's run cost when absent.
    pub purchase: Option<Located<QuantitySpec>>,
    /// Cost of running it for a year where the placement's factor is 1.
    pub run_cost: Located<QuantitySpec>,
    /// Cost of moving it to a placement whose factor is 1.
    pub move_cost: Located<QuantitySpec>,
    /// Time to move it to a placement whose factor is 1.
    pub move_time: Located<QuantitySpec>,
    /// Time before cut-over in which the old and the new system both run.
    pub dual_running: Located<QuantitySpec>,
    /// Figures for one placement that differ from run cost × factor and so on, by placement.
    #[serde(default)]
    pub at: BTreeMap<Located<String>, RawAt>,
}

/// Figures of an application at one placement, in place of its general figure × the placement's factor.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAt {
    /// Cost of running it there for a year.
    pub run_cost: Option<Located<QuantitySpec>>,
    /// Yearly change of that cost, e.g. "3%"; may be negative; the placement's when absent.
    pub run_cost_growth: Option<Located<QuantitySpec>>,
    /// Cost of moving it there.
    pub move_cost: Option<Located<QuantitySpec>>,
    /// Time to move it there.
    pub move_time: Option<Located<QuantitySpec>>,
}
