use super::{Id, Origin};
use crate::quantity::Quantity;

/// One IT application, or a layer such as the network or the security stack.
#[derive(Debug, Clone)]
pub struct Application {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Users in China.
    pub users: Quantity,
    /// Placement at the start.
    pub current: Id,
    pub vendor: Origin,
    /// Service categories of its product.
    pub services: Vec<Id>,
    /// Share of its function that rests on headquarters when it runs in China, connected.
    pub integration: Quantity,
    /// Months the business goes on unharmed while it is down.
    pub tolerance: Quantity,
    /// Share of the harm that work by hand avoids.
    pub workaround: Quantity,
    /// Share of a value stream's margin that stands still while it is down, ordered by stream identifier.
    pub dependency: Vec<(Id, Quantity)>,
    /// How much customers look at it; 0 for not at all.
    pub customer_weight: f64,
    pub security: bool,
    pub persons: Option<Quantity>,
    pub sensitive_persons: Option<Quantity>,
    /// Likelihood that it holds important data.
    pub important_data: Option<Quantity>,
    pub mlps_level: Option<u8>,
    /// Money per year where the placement's factor is 1.
    pub run_cost: Quantity,
    /// Money, where the placement's factor is 1.
    pub move_cost: Quantity,
    /// Months, where the placement's factor is 1.
    pub move_time: Quantity,
    /// Months before cut-over in which both systems run.
    pub dual_running: Quantity,
    /// Figures that replace the general ones, ordered by placement identifier.
    pub at: Vec<(Id, PlacementFigures)>,
}

/// Figures of an application at one placement, in place of general figure × factor.
#[derive(Debug, Clone, Default)]
pub struct PlacementFigures {
    pub run_cost: Option<Quantity>,
    pub move_cost: Option<Quantity>,
    pub move_time: Option<Quantity>,
}
