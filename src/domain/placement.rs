use super::{Hosting, Id, Origin};
use crate::quantity::Quantity;

/// Where and by whom an application is run.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    pub hosting: Hosting,
    pub operator: Origin,
    /// Service categories that every application here uses.
    pub services: Vec<Id>,
    /// The application's product gives way to a domestic one.
    pub replaces_product: bool,
    pub run_cost_factor: Quantity,
    /// Yearly change of the run cost, signed; `None` for 0.
    pub run_cost_growth: Option<Quantity>,
    pub move_cost_factor: Quantity,
    pub move_time_factor: Quantity,
    /// Factor on what remains of the integration with headquarters.
    pub integration_factor: Quantity,
    /// Factor on cost and time of a move from here to elsewhere; `None` for 1.
    pub leaving_factor: Option<Quantity>,
    /// Hours lost per user and month.
    pub friction: Quantity,
}

/// Data of systems in China that headquarters can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LetsThrough {
    Nothing,
    /// What holds neither personal nor important data: the rest is masked.
    Masked,
    Everything,
}

/// How tightly the systems in China are tied to headquarters.
#[derive(Debug, Clone, PartialEq)]
pub struct Isolation {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Factor on what remains of the integration of applications in China.
    pub integration_factor: Quantity,
    /// Hours lost per month by each user of an application in China.
    pub friction: Quantity,
    /// Money, spread over the planned moves.
    pub one_off: Quantity,
    /// Money per year once in place.
    pub yearly: Quantity,
    /// Data of systems in China that headquarters can still look at, which is export.
    pub lets_through: LetsThrough,
}
