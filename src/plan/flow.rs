use std::collections::BTreeMap;

use super::Value;
use super::index::by_id;
use super::value::Parameters;
use crate::domain::{Case, DataFlow, Direction, Id, Recipient};

/// Data of an application that may cross the border.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowPlan {
    /// Position of its application.
    pub application: usize,
    pub name: String,
    /// The rules on transfer abroad are about it.
    pub outbound: bool,
    pub in_group: bool,
    pub persons: Value,
    pub sensitive_persons: Value,
    pub turnover: Value,
    /// Position of its group of people.
    pub people: Option<usize>,
    /// Share of the application's function that stops while it is stopped.
    pub needed: Value,
    /// Name of the draw that decides whether its data is important.
    pub important_data_name: String,
}

/// A ground of exemption claimed for a flow.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimPlan {
    pub flow: usize,
    pub ground: Id,
    /// Name of the draw that decides whether the authority accepts it.
    pub name: String,
}

/// The flows with their application, ordered by application, then by their own identifier.
pub(super) fn in_order(case: &Case) -> Vec<(usize, &Id, &DataFlow)> {
    let applications = by_id(&case.applications, |application| &application.id);
    let mut flows = Vec::new();
    for (position, application) in applications.into_iter().enumerate() {
        for flow in by_id(&application.flows, |flow| &flow.id) {
            flows.push((position, &application.id, flow));
        }
    }
    flows
}

impl FlowPlan {
    pub(super) fn all(case: &Case, table: &mut Parameters) -> Vec<FlowPlan> {
        let flows = in_order(case);
        let groups: Vec<&Id> = flows.iter().filter_map(|(_, _, flow)| flow.people.as_ref()).collect();
        let mut people: BTreeMap<&Id, usize> = groups.into_iter().map(|id| (id, 0)).collect();
        for (position, value) in people.values_mut().enumerate() {
            *value = position;
        }
        flows
            .into_iter()
            .map(|(application, owner, flow)| FlowPlan {
                application,
                name: flow.name.clone(),
                outbound: flow.direction == Direction::Outbound,
                in_group: flow.recipient == Recipient::Group,
                persons: table.value_or(flow.persons.as_ref(), 0.0),
                sensitive_persons: table.value_or(flow.sensitive_persons.as_ref(), 0.0),
                turnover: table.value_or(flow.turnover.as_ref(), 0.0),
                people: flow.people.as_ref().and_then(|id| people.get(id).copied()),
                needed: table.value_or(flow.needed.as_ref(), 1.0),
                important_data_name: if flow.id.as_str() == "data" {
                    format!("application.{owner}.important_data.holds")
                } else {
                    format!("application.{owner}.{}.important_data.holds", flow.id)
                },
            })
            .collect()
    }
}

impl ClaimPlan {
    pub(super) fn all(case: &Case) -> Vec<ClaimPlan> {
        let mut claims = Vec::new();
        for (position, (_, owner, flow)) in in_order(case).into_iter().enumerate() {
            for ground in &flow.grounds {
                claims.push(ClaimPlan {
                    flow: position,
                    ground: ground.clone(),
                    name: format!("application.{owner}.{}.ground.{ground}", flow.id),
                });
            }
        }
        claims
    }
}
