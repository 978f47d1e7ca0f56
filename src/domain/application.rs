use super::{DataFlow, Harm, HarmObject, Id, Origin};
use crate::quantity::Quantity;

/// One IT application, or a layer such as the network or the security stack.
#[derive(Debug, Clone, PartialEq)]
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
    /// Data that it holds and that crosses the border when it runs abroad, or when headquarters can look at it.
    pub flows: Vec<DataFlow>,
    /// Level in the multi-level protection scheme as graded; `None`: it follows from `harm` by the pack's matrix.
    pub mlps_level: Option<u8>,
    /// What its failure would harm and how much, ordered by object.
    pub harm: Vec<(HarmObject, Harm)>,
    /// Kinds of regulated products that it uses, identifiers of the pack.
    pub kinds: Vec<Id>,
    /// Money that its products were bought for: base of fines that are multiples of a purchase; `None`: a year's run cost.
    pub purchase: Option<Quantity>,
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
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlacementFigures {
    pub run_cost: Option<Quantity>,
    /// Yearly change of the run cost, signed.
    pub run_cost_growth: Option<Quantity>,
    pub move_cost: Option<Quantity>,
    pub move_time: Option<Quantity>,
}
