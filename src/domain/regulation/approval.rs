use super::super::Emergency;
use crate::quantity::Quantity;

/// An obligation that an authority has to approve.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    /// Months from filing to decision, drawn for each filing.
    pub review: Quantity,
    /// Chance that a first filing is refused in the end.
    pub refusal: Quantity,
    /// Chance that a renewal is refused; `None`: as a first filing.
    pub refusal_of_renewal: Option<Quantity>,
    /// Months from when the obligation arises in which going on without the approval is no gap; `None` for 0.
    pub grace: Option<Quantity>,
    /// What a refusal does.
    pub if_refused: Refusal,
    /// Terms of the move that a refusal forces.
    pub forced_move: Option<Emergency>,
    /// Without it a move that needs it is not finished: the system may not be used before.
    pub before_use: bool,
    /// What a refusal stops from being sold.
    pub sales_stop: Option<SalesStop>,
}

/// What a refusal does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// The flows concerned stop for good; the business does without.
    FlowStops,
    /// The flows concerned stop, and an application abroad moves to China.
    ApplicationMoves,
    /// The application has to be replaced: it moves to where the duty does not arise.
    ApplicationReplaced,
    /// Products may not be sold for a time.
    SalesStop,
    /// Nothing but the gap, which stays.
    Nothing,
}

/// Products that may not be sold.
#[derive(Debug, Clone, PartialEq)]
pub struct SalesStop {
    /// Share of revenue with customers in China.
    pub share: Quantity,
    /// Months until a new version is certified, drawn for each refusal.
    pub duration: Quantity,
}

impl Refusal {
    /// As it is written in files.
    pub fn id(self) -> &'static str {
        match self {
            Refusal::FlowStops => "flow-stops",
            Refusal::ApplicationMoves => "application-moves",
            Refusal::ApplicationReplaced => "application-replaced",
            Refusal::SalesStop => "sales-stop",
            Refusal::Nothing => "nothing",
        }
    }

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Refusal::FlowStops => "flow stops",
            Refusal::ApplicationMoves => "flow stops, application moves to China",
            Refusal::ApplicationReplaced => "application is replaced",
            Refusal::SalesStop => "sales stop until the next attempt",
            Refusal::Nothing => "gap stays open",
        }
    }
}
