use super::Id;
use crate::quantity::Quantity;

/// The company as a whole.
#[derive(Debug, Clone)]
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
}

/// How IT projects of the company end, as factors on cost and months planned.
#[derive(Debug, Clone)]
pub struct Delivery {
    pub cost_overrun: Quantity,
    pub time_overrun: Quantity,
}

/// Where customers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Market {
    China,
    Abroad,
}

/// Customers that behave alike.
#[derive(Debug, Clone)]
pub struct Segment {
    pub id: Id,
    pub name: String,
    pub market: Market,
    pub description: Option<String>,
}

/// A part of the business whose margin depends on IT.
#[derive(Debug, Clone)]
pub struct ValueStream {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Share of revenue lost to the company when a sale is lost.
    pub contribution_margin: Quantity,
    /// Yearly growth of revenue, signed.
    pub growth: Quantity,
    /// Revenue per year by segment, ordered by segment identifier.
    pub revenue: Vec<(Id, Quantity)>,
}
