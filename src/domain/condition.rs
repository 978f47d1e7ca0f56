use super::{DataClass, Id, TransferRoute};

/// Where a system stands, as the law and the line see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hosting {
    China,
    Abroad,
}

/// Where a product, brand or operator comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    Own,
    Domestic,
    Foreign,
}

/// A test of one application at its placement under one option. Every part that is given must hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Condition {
    pub applications: Option<Vec<Id>>,
    pub placements: Option<Vec<Id>>,
    pub hosting: Option<Hosting>,
    pub operator: Option<Vec<Origin>>,
    pub product: Option<Vec<Origin>>,
    pub services: Option<Vec<Id>>,
    pub isolation: Option<Vec<Id>>,
    pub measure: Option<Id>,
    pub security: Option<bool>,
    pub persons_at_least: Option<f64>,
    pub sensitive_persons_at_least: Option<f64>,
    pub important_data: Option<bool>,
    pub mlps_level_at_least: Option<u8>,
    pub mlps_level_at_most: Option<u8>,
    /// It uses one of these kinds of regulated products.
    pub kinds: Option<Vec<Id>>,
    /// It holds personal data (or does not).
    pub personal: Option<bool>,
    /// It holds sensitive personal data (or does not).
    pub sensitive: Option<bool>,
    pub data_class_at_least: Option<DataClass>,
    /// Some of its data crosses the border outward (or none does).
    pub exports: Option<bool>,
    /// Some personal data of it crosses the border outward (or none does).
    pub exports_personal: Option<bool>,
    /// One of its flows needs one of these routes.
    pub transfer: Option<Vec<TransferRoute>>,
    /// Persons whose data the company handles in China.
    pub handled_persons_at_least: Option<f64>,
    /// The company is designated an operator of critical information infrastructure (or is not).
    pub ciio: Option<bool>,
    /// The company has such operators among its customers (or has not).
    pub supplies_ciio: Option<bool>,
    pub entity_in_china: Option<bool>,
    /// The company sells one of these kinds of regulated products in China.
    pub sells: Option<Vec<Id>>,
}
