use super::Id;
use crate::quantity::Quantity;

/// The company as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Company {
    pub name: String,
    pub description: Option<String>,
    pub home: String,
    pub sector: String,
    /// Revenue of the group per year.
    pub revenue_worldwide: Quantity,
    /// Revenue with customers in China per year.
    pub revenue_china: Quantity,
    /// Likelihood that a turnover-based fine takes the worldwide turnover as its base.
    pub worldwide_turnover_likelihood: Quantity,
    /// Managers who can be fined in person.
    pub responsible_managers: Quantity,
    /// Money per hour of an IT user.
    pub loaded_hourly_cost: Quantity,
    pub delivery: Delivery,
    pub standing: LegalStanding,
}

/// What the law asks about the company as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct LegalStanding {
    /// It has an entity in China; otherwise it only sells there.
    pub entity_in_china: bool,
    /// It is an operator of critical information infrastructure already.
    pub designated: bool,
    /// Sectors of the pack to which it belongs.
    pub sectors: Vec<Id>,
    /// Factors of the pack that hold for it, whatever the option.
    pub factors: Vec<Id>,
    /// Persons whose data it handles in China; `None`: those of its flows.
    pub handled_persons: Option<Quantity>,
    /// Kinds of regulated products that it sells in China, identifiers of the pack.
    pub sells: Vec<Id>,
    /// Share of what arises at the start that is met and paid already; `None` for 0.
    pub met_at_start: Option<Quantity>,
    /// Months from a revoked licence until what there was in China has been wound up; `None`: its costs go on.
    pub winding_down: Option<Quantity>,
}

impl Default for LegalStanding {
    fn default() -> Self {
        LegalStanding {
            entity_in_china: true,
            designated: false,
            sectors: Vec::new(),
            factors: Vec::new(),
            handled_persons: None,
            sells: Vec::new(),
            met_at_start: None,
            winding_down: None,
        }
    }
}

/// How IT projects of the company end, as factors on cost and months planned.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    pub cost_overrun: Quantity,
    pub time_overrun: Quantity,
    pub late_redesign: Option<LateRedesign>,
}

/// What it costs to change a set-up in mid-course, as a playbook does: on top of a move that was planned from the start.
#[derive(Debug, Clone, PartialEq)]
pub struct LateRedesign {
    /// Extra cost as a share of the normal cost.
    pub premium: Quantity,
    /// Months more.
    pub extra_time: Quantity,
    /// Factor on both once the company is designated an operator of critical information infrastructure; `None` for 1.
    pub designated_factor: Option<Quantity>,
}

/// Where customers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Market {
    China,
    Abroad,
}

/// Customers that behave alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    pub id: Id,
    pub name: String,
    pub market: Market,
    pub description: Option<String>,
    /// Sectors of the pack to which these customers belong.
    pub sectors: Vec<Id>,
    /// Factors of the pack that hold for them.
    pub factors: Vec<Id>,
    /// Likelihood that there are operators of critical information infrastructure among them; `None`: by the pack's score.
    pub ciio: Option<Quantity>,
}

/// A part of the business whose margin depends on IT.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueStream {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Share of revenue lost to the company when a sale is lost.
    pub contribution_margin: Quantity,
    /// Yearly growth of revenue, signed.
    pub growth: Quantity,
    /// It ends when the licence of the entity in China is revoked, wherever its customers are.
    pub licensed: bool,
    /// Revenue per year by segment, ordered by segment identifier.
    pub revenue: Vec<(Id, Quantity)>,
}
