use super::Id;
use crate::quantity::Quantity;

/// What an option does when something happens: *when* the trigger holds, *then* the response.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaybookEntry {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Who watches for the signal and sets the response in motion; it changes no result.
    pub owner: Option<String>,
    pub when: Trigger,
    /// Months from the end of the month in which the trigger begins to hold until the response begins.
    pub lag: Option<Quantity>,
    /// Months after a response before the entry can fire again. It never does before its trigger has ceased to hold.
    pub cool_down: f64,
    /// When the trigger ceases to hold, measures, strictness, isolation and flows go back to what they were.
    pub reverts: bool,
    /// Risks against which it prepares: whether it fired in time, too late or in vain is judged by their events.
    pub against: Vec<Id>,
    pub response: Response,
}

/// A state of the world or of the option, looked at by the end of each month.
#[derive(Debug, Clone, PartialEq)]
pub enum Trigger {
    All(Vec<Trigger>),
    Any(Vec<Trigger>),
    /// The world is in this regime.
    Entered(Id),
    /// The world was in this regime and is no more.
    Left(Id),
    /// An event of this risk has been announced, and was not over at some time of the month that ends; for what has no notice, as
    /// `Occurred`.
    Announced(Id),
    /// An event of this risk has taken effect, and was not over at some time of the month that ends.
    Occurred(Id),
    /// A gauge has risen above `on`, and not fallen below `off` since.
    Above {
        gauge: Gauge,
        on: f64,
        off: f64,
    },
    /// Months from the start of the horizon have passed.
    Month(f64),
}

/// Something that the company can read every month.
#[derive(Debug, Clone, PartialEq)]
pub enum Gauge {
    /// Fines of the last `within` months (of all time when `None`), money.
    Fines { within: Option<f64> },
    /// Days of margin lost to interruption in the last `within` months (of all time when `None`).
    DaysDown { within: Option<f64> },
    /// Share of a segment that demands what the demand shift is about; the largest over its segments when `None`.
    Demand { risk: Id, segment: Option<Id> },
    /// Share of a segment's customers that have been lost to unmet demand.
    CustomersLost { segment: Id },
}

/// What a playbook entry does. Moves are paid and take time; measures work after their lead time; isolation is paid at once and
/// takes effect when no move of the plan or of a response is left; everything else takes effect at once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Response {
    /// Applications that start to move, and to where.
    pub moves: Vec<(Id, Id)>,
    /// Extra cost of these moves as a share of the normal cost, on top of what a late redesign costs; `None` for 0.
    pub premium: Option<Quantity>,
    /// Factor on the time of these moves; `None` for 1.
    pub time_factor: Option<Quantity>,
    pub switch_on: Vec<Id>,
    pub switch_off: Vec<Id>,
    /// Flows that stop: application and flow.
    pub stop_flows: Vec<(Id, Id)>,
    pub strictness: Option<Id>,
    pub isolation: Option<Id>,
}

impl Response {
    /// Whether it leaves everything as it is.
    pub fn does_nothing(&self) -> bool {
        self.moves.is_empty() && !self.can_revert()
    }

    /// Whether anything of it can go back: everything but moves.
    pub fn can_revert(&self) -> bool {
        !self.switch_on.is_empty()
            || !self.switch_off.is_empty()
            || !self.stop_flows.is_empty()
            || self.strictness.is_some()
            || self.isolation.is_some()
    }
}
