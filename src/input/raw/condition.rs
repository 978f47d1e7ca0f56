use schemars::JsonSchema;
use serde::Deserialize;

use super::{RawDataClass, RawRoute};
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
    /// Its level in the multi-level protection scheme is at most this (systems that are not graded included).
    pub mlps_level_at_most: Option<Located<u8>>,
    /// It uses one of these kinds of regulated products.
    pub kinds: Option<Vec<Located<String>>>,
    /// It holds (or does not hold) personal data.
    pub personal: Option<bool>,
    /// It holds (or does not hold) sensitive personal data.
    pub sensitive: Option<bool>,
    /// Its data is of this class or a graver one in the trial at hand.
    pub data_class_at_least: Option<RawDataClass>,
    /// Some of its data crosses the border outward (or none does).
    pub exports: Option<bool>,
    /// Some personal data of it crosses the border outward (or none does).
    pub exports_personal: Option<bool>,
    /// One of its flows needs one of these.
    pub transfer: Option<Vec<RawRoute>>,
    /// The company handles data of at least so many persons in China.
    pub handled_persons_at_least: Option<Located<f64>>,
    /// The company is (or is not) a designated operator of critical information infrastructure.
    pub ciio: Option<bool>,
    /// The company has (or has not) such operators among its customers.
    pub supplies_ciio: Option<bool>,
    /// The company has (or has not) an entity in China.
    pub entity_in_china: Option<bool>,
    /// The company sells one of these kinds of regulated products in China.
    pub sells: Option<Vec<Located<String>>>,
}
