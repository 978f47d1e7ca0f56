use schemars::JsonSchema;
use serde::Deserialize;

use crate::input::located::Located;

/// Where a system stands, as the law and the line see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawHosting {
    /// Inside mainland China.
    China,
    /// Outside mainland China.
    Abroad,
}

/// Where a product, brand or operator comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RawOrigin {
    /// The company itself.
    Own,
    /// A Chinese firm.
    Domestic,
    /// A firm from anywhere else.
    Foreign,
}

/// A test of one application at its placement under one option. Every key that is given must hold; no key holds always.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCondition {
    /// It is one of these applications.
    pub applications: Option<Vec<Located<String>>>,
    /// It runs at one of these placements.
    pub placements: Option<Vec<Located<String>>>,
    /// It is hosted there.
    pub hosting: Option<RawHosting>,
    /// Its operator is one of these.
    pub operator: Option<Vec<RawOrigin>>,
    /// The product it runs on (after replacement, if the placement replaces it) comes from one of these.
    pub product: Option<Vec<RawOrigin>>,
    /// It uses one of these service categories.
    pub services: Option<Vec<Located<String>>>,
    /// The option's isolation is one of these.
    pub isolation: Option<Vec<Located<String>>>,
    /// The option has this measure switched on.
    pub measure: Option<Located<String>>,
    /// It is (or is not) a security product.
    pub security: Option<bool>,
    /// It holds data of at least so many persons.
    pub persons_at_least: Option<Located<f64>>,
    /// It holds sensitive data of at least so many persons.
    pub sensitive_persons_at_least: Option<Located<f64>>,
    /// It holds (or does not hold) important data in the trial at hand.
    pub important_data: Option<bool>,
    /// Its level in the multi-level protection scheme is at least this.
    pub mlps_level_at_least: Option<Located<u8>>,
}
