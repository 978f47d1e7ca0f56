use super::Id;

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
}
