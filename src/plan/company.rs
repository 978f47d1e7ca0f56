use super::index::{Index, by_id};
use super::value::Parameters;
use super::{FlowPlan, PlanError, Value};
use crate::domain::{Case, Id, LateRedesign, Market};

/// What the company earns and what its applications hold.
#[derive(Debug, Clone, PartialEq)]
pub struct CompanyPlan {
    /// Money per year.
    pub revenue_worldwide: Value,
    /// Money per year.
    pub revenue_china: Value,
    pub worldwide_turnover_likelihood: Value,
    pub responsible_managers: Value,
    /// Money per hour.
    pub loaded_hourly_cost: Value,
    pub cost_overrun: Value,
    pub time_overrun: Value,
    pub late_redesign: LateRedesignPlan,
    pub streams: Vec<StreamPlan>,
    pub segments: Vec<SegmentPlan>,
    pub cells: Vec<CellPlan>,
    pub applications: Vec<ApplicationPlan>,
    pub flows: Vec<FlowPlan>,
    /// Persons whose data the company handles in China; `None`: those of its flows.
    pub handled_persons: Option<Value>,
    /// Designated an operator of critical information infrastructure from the start.
    pub designated: bool,
    /// Share of what arises at the start that is met and paid already.
    pub met_at_start: Value,
    /// Months from a revoked licence until everything in China is wound up.
    pub winding_down: Option<Value>,
}

/// What a move costs more that a playbook starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LateRedesignPlan {
    pub premium: Value,
    /// Months.
    pub extra_time: Value,
    pub designated_factor: Value,
}

/// A value stream.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamPlan {
    pub contribution_margin: Value,
    /// Per year, signed.
    pub growth: Value,
    /// It ends when the licence of the entity in China is revoked.
    pub licensed: bool,
}

/// A segment of customers.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentPlan {
    /// Name of the draw that decides whether it holds operators of critical information infrastructure.
    pub ciio_name: String,
    pub market: Market,
}

/// The revenue of one value stream with one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct CellPlan {
    pub stream: usize,
    pub segment: usize,
    /// Money per year.
    pub revenue: Value,
}

/// An application, as far as it does not depend on its placement.
#[derive(Debug, Clone, PartialEq)]
pub struct ApplicationPlan {
    pub name: String,
    pub users: Value,
    pub integration: Value,
    /// Months.
    pub tolerance: Value,
    pub workaround: Value,
    /// `[stream]`: share of the stream's margin that stands still while it is down.
    pub dependency: Vec<Value>,
    pub customer_weight: f64,
    pub security: bool,
    /// Money that its products were bought for; `None`: a year's run cost.
    pub purchase: Option<Value>,
    /// Identifier, for the names of draws.
    pub id: Id,
    /// Months.
    pub dual_running: Value,
}

impl CompanyPlan {
    pub(super) fn new(
        case: &Case,
        indices: &CompanyIndices,
        table: &mut Parameters,
    ) -> Result<Self, PlanError> {
        let company = &case.company;
        Ok(CompanyPlan {
            revenue_worldwide: table.value(&company.revenue_worldwide),
            revenue_china: table.value(&company.revenue_china),
            worldwide_turnover_likelihood: table.value(&company.worldwide_turnover_likelihood),
            responsible_managers: table.value(&company.responsible_managers),
            loaded_hourly_cost: table.value(&company.loaded_hourly_cost),
            cost_overrun: table.value(&company.delivery.cost_overrun),
            time_overrun: table.value(&company.delivery.time_overrun),
            late_redesign: late_redesign(company.delivery.late_redesign.as_ref(), table),
            streams: by_id(&case.value_streams, |stream| &stream.id)
                .into_iter()
                .map(|stream| StreamPlan {
                    contribution_margin: table.value(&stream.contribution_margin),
                    growth: table.value(&stream.growth),
                    licensed: stream.licensed,
                })
                .collect(),
            segments: by_id(&case.segments, |segment| &segment.id)
                .into_iter()
                .map(|segment| SegmentPlan {
                    market: segment.market,
                    ciio_name: format!("segment.{}.ciio", segment.id),
                })
                .collect(),
            cells: cells(case, indices, table)?,
            applications: applications(case, indices, table)?,
            flows: FlowPlan::all(case, table),
            handled_persons: company.standing.handled_persons.as_ref().map(|persons| table.value(persons)),
            designated: company.standing.designated,
            winding_down: company.standing.winding_down.as_ref().map(|months| table.value(months)),
            met_at_start: table.value_or(company.standing.met_at_start.as_ref(), 0.0),
        })
    }
}

fn late_redesign(terms: Option<&LateRedesign>, table: &mut Parameters) -> LateRedesignPlan {
    LateRedesignPlan {
        premium: table.value_or(terms.map(|terms| &terms.premium), 0.0),
        extra_time: table.value_or(terms.map(|terms| &terms.extra_time), 0.0),
        designated_factor: table.value_or(terms.and_then(|terms| terms.designated_factor.as_ref()), 1.0),
    }
}

/// Positions of what a company's figures refer to.
pub(super) struct CompanyIndices {
    pub streams: Index,
    pub segments: Index,
    pub applications: Index,
}

impl CompanyIndices {
    pub fn new(case: &Case) -> Self {
        CompanyIndices {
            streams: Index::sorted("value stream", case.value_streams.iter().map(|stream| &stream.id)),
            segments: Index::sorted("segment", case.segments.iter().map(|segment| &segment.id)),
            applications: Index::sorted("application", case.applications.iter().map(|entry| &entry.id)),
        }
    }
}

fn cells(case: &Case, indices: &CompanyIndices, table: &mut Parameters) -> Result<Vec<CellPlan>, PlanError> {
    let mut cells = Vec::new();
    for (stream_position, stream) in by_id(&case.value_streams, |stream| &stream.id).into_iter().enumerate() {
        let mut revenue: Vec<_> = stream.revenue.iter().collect();
        revenue.sort_by(|left, right| left.0.cmp(&right.0));
        for (segment, quantity) in revenue {
            cells.push(CellPlan {
                stream: stream_position,
                segment: indices.segments.of(segment, &format!("value stream `{}`", stream.id))?,
                revenue: table.value(quantity),
            });
        }
    }
    Ok(cells)
}

fn applications(
    case: &Case,
    indices: &CompanyIndices,
    table: &mut Parameters,
) -> Result<Vec<ApplicationPlan>, PlanError> {
    let mut plans = Vec::new();
    for application in by_id(&case.applications, |application| &application.id) {
        let mut dependency = vec![Value::Constant(0.0); indices.streams.len()];
        for (stream, quantity) in &application.dependency {
            let position = indices.streams.of(stream, &format!("application `{}`", application.id))?;
            dependency[position] = table.value(quantity);
        }
        plans.push(ApplicationPlan {
            name: application.name.clone(),
            users: table.value(&application.users),
            integration: table.value(&application.integration),
            tolerance: table.value(&application.tolerance),
            workaround: table.value(&application.workaround),
            dependency,
            customer_weight: application.customer_weight,
            security: application.security,
            purchase: application.purchase.as_ref().map(|purchase| table.value(purchase)),
            id: application.id.clone(),
            dual_running: table.value(&application.dual_running),
        });
    }
    Ok(plans)
}
