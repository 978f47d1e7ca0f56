use super::PlanError;
use super::company::CompanyIndices;
use super::index::Index;
use super::station::{PlacementIndices, StationTable};
use crate::domain::{Application, Case, Id, ItOption};

/// One IT set-up.
#[derive(Debug, Clone)]
pub struct OptionPlan {
    pub name: String,
    /// `[application]`.
    pub targets: Vec<TargetPlan>,
    /// Isolation once all planned moves are done.
    pub isolation: usize,
    pub strictness: usize,
    /// Measure and the month in which the work on it starts, ordered by month.
    pub measures: Vec<(usize, f64)>,
    /// Where the law leaves a choice, it takes the certificate.
    pub prefers_certification: bool,
}

/// What an option plans for an application.
#[derive(Debug, Clone)]
pub struct TargetPlan {
    /// Station today.
    pub current: usize,
    /// Station planned; equal to `current` when the application stays.
    pub planned: usize,
    /// Month in which the move starts.
    pub start: f64,
    /// Station in an emergency.
    pub fallback: usize,
}

impl OptionPlan {
    pub(super) fn new(
        option: &ItOption,
        case: &Case,
        positions: &OptionIndices<'_>,
    ) -> Result<OptionPlan, PlanError> {
        let user = format!("option `{}`", option.id);
        let mut measures = option
            .measures
            .iter()
            .map(|chosen| Ok((positions.measures.of(&chosen.measure, &user)?, chosen.start)))
            .collect::<Result<Vec<_>, PlanError>>()?;
        measures.sort_by(|left, right| left.1.total_cmp(&right.1).then(left.0.cmp(&right.0)));
        let mut targets = vec![None; case.applications.len()];
        for application in &case.applications {
            let position = positions.company.applications.of(&application.id, &user)?;
            targets[position] = Some(target(option, application, position, positions)?);
        }
        Ok(OptionPlan {
            name: option.name.clone(),
            targets: targets.into_iter().flatten().collect(),
            isolation: positions.placement.isolations.of(&option.isolation, &user)?,
            strictness: positions.strictness.of(&option.strictness, &user)?,
            measures,
            prefers_certification: option.prefers_certification,
        })
    }
}

/// Positions of what options refer to.
pub(super) struct OptionIndices<'a> {
    pub company: &'a CompanyIndices,
    pub placement: &'a PlacementIndices,
    pub measures: &'a Index,
    pub strictness: &'a Index,
    pub stations: &'a StationTable,
}

fn target(
    option: &ItOption,
    application: &Application,
    position: usize,
    positions: &OptionIndices<'_>,
) -> Result<TargetPlan, PlanError> {
    let user = format!("option `{}` for application `{}`", option.id, application.id);
    let station = |placement: &Id| -> Result<usize, PlanError> {
        let placement_position = positions.placement.placements.of(placement, &user)?;
        positions.stations.position(position, placement_position).ok_or_else(|| PlanError::Unknown {
            kind: "placement",
            id: placement.to_string(),
            user: user.clone(),
        })
    };
    let target = option.targets.iter().find(|target| target.application == application.id);
    let current = station(&application.current)?;
    Ok(TargetPlan {
        current,
        planned: target.map_or(Ok(current), |target| station(&target.placement))?,
        start: target.map_or(0.0, |target| target.start),
        fallback: station(&option.fallback)?,
    })
}
