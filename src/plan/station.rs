use std::collections::BTreeMap;

use super::index::{Index, by_id};
use super::value::Parameters;
use super::{PlanError, Value};
use crate::domain::{Application, Case, Hosting, Id, LetsThrough, Origin, Placement};
use crate::quantity::Quantity;

/// An application at a placement: the unit that an option's state is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct StationPlan {
    pub application: usize,
    pub hosting: Hosting,
    /// Where the product comes from, after replacement if the placement replaces it.
    pub product: Origin,
    /// Positions in the list of service categories, ascending.
    pub services: Vec<usize>,
    /// Money per year, before `run_factor`.
    pub run_cost: Value,
    pub run_factor: Value,
    /// Yearly change of the run cost, signed.
    pub run_growth: Value,
    /// Money, before `move_cost_factor`.
    pub move_cost: Value,
    pub move_cost_factor: Value,
    /// Months, before `move_time_factor`.
    pub move_time: Value,
    pub move_time_factor: Value,
    pub integration_factor: Value,
    /// On cost and time of a move from here to elsewhere.
    pub leaving_factor: Value,
    /// Hours per user and month.
    pub friction: Value,
}

/// A degree of isolation.
#[derive(Debug, Clone, PartialEq)]
pub struct IsolationPlan {
    pub integration_factor: Value,
    /// Hours per user and month.
    pub friction: Value,
    /// Money.
    pub one_off: Value,
    /// Money per year.
    pub yearly: Value,
    pub lets_through: LetsThrough,
}

/// All stations that some option may reach, with the lists they refer to.
#[derive(Debug, Clone, PartialEq)]
pub struct StationTable {
    pub stations: Vec<StationPlan>,
    pub isolations: Vec<IsolationPlan>,
    /// Position of `connected`, the isolation before the planned moves are done.
    pub connected: usize,
    /// Position by application and placement.
    positions: BTreeMap<(usize, usize), usize>,
}

/// Positions of placements, isolations and service categories.
pub(super) struct PlacementIndices {
    pub placements: Index,
    pub isolations: Index,
    pub services: Index,
}

impl PlacementIndices {
    pub fn new(case: &Case) -> Self {
        let services: Vec<&Id> = case
            .placements
            .iter()
            .flat_map(|placement| &placement.services)
            .chain(case.applications.iter().flat_map(|application| &application.services))
            .collect();
        PlacementIndices {
            placements: Index::sorted("placement", case.placements.iter().map(|placement| &placement.id)),
            isolations: Index::sorted("isolation", case.isolations.iter().map(|isolation| &isolation.id)),
            services: Index::sorted("service category", services.into_iter()),
        }
    }
}

impl StationTable {
    pub(super) fn new(
        case: &Case,
        indices: &PlacementIndices,
        table: &mut Parameters,
    ) -> Result<StationTable, PlanError> {
        let mut stations = Vec::new();
        let mut positions = BTreeMap::new();
        for (application_position, application) in
            by_id(&case.applications, |entry| &entry.id).iter().enumerate()
        {
            for placement in reachable(case, application)? {
                let placement_position = indices.placements.of(&placement.id, "an option")?;
                positions.insert((application_position, placement_position), stations.len());
                stations.push(station(application_position, application, placement, indices, table)?);
            }
        }
        let connected = Id::new("connected").and_then(|id| indices.isolations.of(&id, "").ok());
        Ok(StationTable {
            stations,
            isolations: by_id(&case.isolations, |isolation| &isolation.id)
                .into_iter()
                .map(|isolation| IsolationPlan {
                    integration_factor: table.value(&isolation.integration_factor),
                    friction: table.value(&isolation.friction),
                    one_off: table.value(&isolation.one_off),
                    yearly: table.value(&isolation.yearly),
                    lets_through: isolation.lets_through,
                })
                .collect(),
            connected: connected.ok_or(PlanError::NoConnectedIsolation)?,
            positions,
        })
    }

    /// Whether some run cost changes from month to month.
    pub fn run_costs_grow(&self) -> bool {
        self.stations.iter().any(|station| station.run_growth != Value::Constant(0.0))
    }

    /// Position of an application at a placement; `None` where no option can bring it.
    pub fn position(&self, application: usize, placement: usize) -> Option<usize> {
        self.positions.get(&(application, placement)).copied()
    }

    /// Placement of a station.
    pub(super) fn placement(&self, station: usize) -> Option<usize> {
        self.positions.iter().find(|(_, position)| **position == station).map(|(key, _)| key.1)
    }
}

/// Placements that an application may have under some option: today's, targets, fallbacks, those of playbooks; by identifier.
fn reachable<'a>(case: &'a Case, application: &Application) -> Result<Vec<&'a Placement>, PlanError> {
    let mut ids: Vec<&Id> = vec![&application.current];
    for option in &case.options {
        ids.push(&option.fallback);
        ids.extend(
            option
                .targets
                .iter()
                .filter(|target| target.application == application.id)
                .map(|target| &target.placement),
        );
        let of_playbook = option.playbook.iter().flat_map(|entry| &entry.response.moves);
        ids.extend(of_playbook.filter(|(moved, _)| *moved == application.id).map(|(_, placement)| placement));
    }
    ids.sort();
    ids.dedup();
    ids.into_iter()
        .map(|id| {
            case.placement(id).ok_or_else(|| PlanError::Unknown {
                kind: "placement",
                id: id.to_string(),
                user: format!("application `{}` or an option", application.id),
            })
        })
        .collect()
}

fn station(
    application_position: usize,
    application: &Application,
    placement: &Placement,
    indices: &PlacementIndices,
    table: &mut Parameters,
) -> Result<StationPlan, PlanError> {
    let figures = application.at.iter().find(|(id, _)| *id == placement.id).map(|(_, figures)| figures);
    // A figure of this very placement stands alone; the general figure takes the placement's factor.
    let mut pair = |own: Option<&Quantity>, general: &Quantity, factor: &Quantity| match own {
        Some(own) => (table.value(own), Value::Constant(1.0)),
        None => (table.value(general), table.value(factor)),
    };
    let (run_cost, run_factor) =
        pair(figures.and_then(|f| f.run_cost.as_ref()), &application.run_cost, &placement.run_cost_factor);
    let (move_cost, move_cost_factor) =
        pair(figures.and_then(|f| f.move_cost.as_ref()), &application.move_cost, &placement.move_cost_factor);
    let (move_time, move_time_factor) =
        pair(figures.and_then(|f| f.move_time.as_ref()), &application.move_time, &placement.move_time_factor);
    let own_growth = figures.and_then(|f| f.run_cost_growth.as_ref());
    let own_services: &[Id] = if placement.replaces_product { &[] } else { &application.services };
    let mut services = placement
        .services
        .iter()
        .chain(own_services)
        .map(|service| indices.services.of(service, &format!("placement `{}`", placement.id)))
        .collect::<Result<Vec<usize>, PlanError>>()?;
    services.sort_unstable();
    services.dedup();
    Ok(StationPlan {
        application: application_position,
        hosting: placement.hosting,
        product: if placement.replaces_product { Origin::Domestic } else { application.vendor },
        services,
        run_cost,
        run_factor,
        run_growth: table.value_or(own_growth.or(placement.run_cost_growth.as_ref()), 0.0),
        move_cost,
        move_cost_factor,
        move_time,
        move_time_factor,
        integration_factor: table.value(&placement.integration_factor),
        leaving_factor: table.value_or(placement.leaving_factor.as_ref(), 1.0),
        friction: table.value(&placement.friction),
    })
}
