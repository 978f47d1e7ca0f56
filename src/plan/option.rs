use super::company::CompanyIndices;
use super::index::Index;
use super::playbook::PlaybookBuilder;
use super::station::{PlacementIndices, StationTable};
use super::value::Parameters;
use super::{PlanError, PlaybookPlan};
use crate::domain::{Application, Case, Id, ItOption};

/// One IT set-up.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionPlan {
    pub id: Id,
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
    /// In the order of the file.
    pub playbook: Vec<PlaybookPlan>,
    /// Number of gauges that its triggers read.
    pub gauges: usize,
}

/// What an option plans for an application.
#[derive(Debug, Clone, PartialEq)]
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
        playbook_ids: &[Id],
        table: &mut Parameters,
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
        let mut builder = PlaybookBuilder { case, positions, ids: playbook_ids, gauges: 0 };
        let playbook = option
            .playbook
            .iter()
            .map(|entry| builder.entry(entry, &user, table))
            .collect::<Result<Vec<_>, PlanError>>()?;
        Ok(OptionPlan {
            id: option.id.clone(),
            name: option.name.clone(),
            targets: targets.into_iter().flatten().collect(),
            isolation: positions.placement.isolations.of(&option.isolation, &user)?,
            strictness: positions.strictness.of(&option.strictness, &user)?,
            measures,
            prefers_certification: option.prefers_certification,
            gauges: builder.gauges,
            playbook,
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
    pub risks: &'a Index,
    pub regimes: &'a Index,
}

impl OptionIndices<'_> {
    /// Position of an application at a placement.
    pub fn station(&self, application: usize, placement: &Id, user: &str) -> Result<usize, PlanError> {
        let position = self.placement.placements.of(placement, user)?;
        self.stations.position(application, position).ok_or_else(|| PlanError::Unknown {
            kind: "placement",
            id: placement.to_string(),
            user: user.to_owned(),
        })
    }
}

fn target(
    option: &ItOption,
    application: &Application,
    position: usize,
    positions: &OptionIndices<'_>,
) -> Result<TargetPlan, PlanError> {
    let user = format!("option `{}` for application `{}`", option.id, application.id);
    let station = |placement: &Id| positions.station(position, placement, &user);
    let target = option.targets.iter().find(|target| target.application == application.id);
    let current = station(&application.current)?;
    Ok(TargetPlan {
        current,
        planned: target.map_or(Ok(current), |target| station(&target.placement))?,
        start: target.map_or(0.0, |target| target.start),
        fallback: station(&option.fallback)?,
    })
}
