use super::index::Index;
use super::option::OptionIndices;
use super::value::Parameters;
use super::{PlanError, Value};
use crate::domain::{Case, Gauge, Id, PlaybookEntry, Response, Trigger};
use crate::plan::flow::in_order;
use crate::plan::index::by_id;

/// What an option does when something happens.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaybookPlan {
    pub id: Id,
    pub name: String,
    /// Position of its identifier among those of all options.
    pub column: usize,
    pub when: TriggerPlan,
    /// Months.
    pub lag: Value,
    /// Months.
    pub cool_down: f64,
    pub reverts: bool,
    /// Positions of the risks against which it prepares, ascending.
    pub against: Vec<usize>,
    pub response: ResponsePlan,
}

/// A state of the world or of the option.
#[derive(Debug, Clone, PartialEq)]
pub enum TriggerPlan {
    All(Vec<TriggerPlan>),
    Any(Vec<TriggerPlan>),
    Entered(usize),
    Left(usize),
    Announced(usize),
    Occurred(usize),
    /// `state`: where the option remembers whether it holds, among its gauges.
    Above {
        gauge: GaugePlan,
        on: f64,
        off: f64,
        state: usize,
    },
    Month(f64),
}

/// Something that the company can read every month.
#[derive(Debug, Clone, PartialEq)]
pub enum GaugePlan {
    /// Money, of so many months back.
    Fines {
        within: Option<f64>,
    },
    /// Days, of so many months back.
    DaysDown {
        within: Option<f64>,
    },
    /// Positions of the curves, the largest counts.
    Demand {
        curves: Vec<usize>,
    },
    CustomersLost {
        segment: usize,
    },
}

/// What a playbook entry does.
#[derive(Debug, Clone, PartialEq)]
pub struct ResponsePlan {
    /// Application and station.
    pub moves: Vec<(usize, usize)>,
    pub premium: Value,
    pub time_factor: Value,
    pub switch_on: Vec<usize>,
    pub switch_off: Vec<usize>,
    pub stop_flows: Vec<usize>,
    pub strictness: Option<usize>,
    pub isolation: Option<usize>,
}

/// Identifiers of the playbook entries of all options, each once, in their order.
pub(super) fn playbook_ids(case: &Case) -> Vec<Id> {
    let mut ids: Vec<Id> =
        case.options.iter().flat_map(|option| &option.playbook).map(|entry| entry.id.clone()).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Builds the plans of one option's entries.
pub(super) struct PlaybookBuilder<'a> {
    pub case: &'a Case,
    pub positions: &'a OptionIndices<'a>,
    pub ids: &'a [Id],
    /// Gauges so far.
    pub gauges: usize,
}

impl PlaybookBuilder<'_> {
    pub fn entry(
        &mut self,
        entry: &PlaybookEntry,
        user: &str,
        table: &mut Parameters,
    ) -> Result<PlaybookPlan, PlanError> {
        let user = format!("playbook entry `{}` of {user}", entry.id);
        let mut against = entry
            .against
            .iter()
            .map(|risk| self.positions.risks.of(risk, &user))
            .collect::<Result<Vec<_>, _>>()?;
        against.sort_unstable();
        Ok(PlaybookPlan {
            id: entry.id.clone(),
            name: entry.name.clone(),
            column: self.ids.iter().position(|id| *id == entry.id).unwrap_or_default(),
            when: self.trigger(&entry.when, &user)?,
            lag: table.value_or(entry.lag.as_ref(), 0.0),
            cool_down: entry.cool_down,
            reverts: entry.reverts,
            against,
            response: self.response(&entry.response, &user, table)?,
        })
    }

    fn trigger(&mut self, trigger: &Trigger, user: &str) -> Result<TriggerPlan, PlanError> {
        let mut all = |parts: &[Trigger]| {
            parts.iter().map(|part| self.trigger(part, user)).collect::<Result<Vec<_>, PlanError>>()
        };
        Ok(match trigger {
            Trigger::All(parts) => TriggerPlan::All(all(parts)?),
            Trigger::Any(parts) => TriggerPlan::Any(all(parts)?),
            Trigger::Entered(regime) => TriggerPlan::Entered(self.positions.regimes.of(regime, user)?),
            Trigger::Left(regime) => TriggerPlan::Left(self.positions.regimes.of(regime, user)?),
            Trigger::Announced(risk) => TriggerPlan::Announced(self.positions.risks.of(risk, user)?),
            Trigger::Occurred(risk) => TriggerPlan::Occurred(self.positions.risks.of(risk, user)?),
            Trigger::Month(month) => TriggerPlan::Month(*month),
            Trigger::Above { gauge, on, off } => {
                let gauge = self.gauge(gauge, user)?;
                self.gauges += 1;
                TriggerPlan::Above { gauge, on: *on, off: *off, state: self.gauges - 1 }
            }
        })
    }

    fn gauge(&self, gauge: &Gauge, user: &str) -> Result<GaugePlan, PlanError> {
        Ok(match gauge {
            Gauge::Fines { within } => GaugePlan::Fines { within: *within },
            Gauge::DaysDown { within } => GaugePlan::DaysDown { within: *within },
            Gauge::CustomersLost { segment } => {
                GaugePlan::CustomersLost { segment: self.positions.company.segments.of(segment, user)? }
            }
            Gauge::Demand { risk, segment } => {
                self.positions.risks.of(risk, user)?;
                let curves = curves(self.case)
                    .into_iter()
                    .enumerate()
                    .filter(|(_, (of, who))| *of == risk && segment.as_ref().is_none_or(|id| id == *who))
                    .map(|(position, _)| position)
                    .collect::<Vec<_>>();
                if curves.is_empty() {
                    let id = segment.as_ref().unwrap_or(risk).to_string();
                    return Err(PlanError::Unknown { kind: "demand curve", id, user: user.to_owned() });
                }
                GaugePlan::Demand { curves }
            }
        })
    }

    fn response(
        &self,
        response: &Response,
        user: &str,
        table: &mut Parameters,
    ) -> Result<ResponsePlan, PlanError> {
        let of =
            |index: &Index, ids: &[Id]| ids.iter().map(|id| index.of(id, user)).collect::<Result<_, _>>();
        let positions = self.positions;
        let mut moves = Vec::new();
        for (application, placement) in &response.moves {
            let application = positions.company.applications.of(application, user)?;
            moves.push((application, positions.station(application, placement, user)?));
        }
        moves.sort_unstable();
        let flows = in_order(self.case);
        let mut stop_flows = Vec::new();
        for (application, flow) in &response.stop_flows {
            let position =
                flows.iter().position(|(_, owner, entry)| *owner == application && entry.id == *flow);
            stop_flows.push(position.ok_or_else(|| PlanError::Unknown {
                kind: "flow",
                id: format!("{application}.{flow}"),
                user: user.to_owned(),
            })?);
        }
        Ok(ResponsePlan {
            moves,
            premium: table.value_or(response.premium.as_ref(), 0.0),
            time_factor: table.value_or(response.time_factor.as_ref(), 1.0),
            switch_on: of(positions.measures, &response.switch_on)?,
            switch_off: of(positions.measures, &response.switch_off)?,
            stop_flows,
            strictness: response
                .strictness
                .as_ref()
                .map(|id| positions.strictness.of(id, user))
                .transpose()?,
            isolation: response
                .isolation
                .as_ref()
                .map(|id| positions.placement.isolations.of(id, user))
                .transpose()?,
        })
    }
}

/// Demand shift and segment of every curve, in the order of the world's demand.
fn curves(case: &Case) -> Vec<(&Id, &Id)> {
    by_id(&case.risks, |risk| &risk.id)
        .into_iter()
        .filter_map(|risk| risk.mechanism.as_demand_shift().map(|shift| (risk, shift)))
        .flat_map(|(risk, shift)| {
            by_id(&shift.curves, |curve| &curve.segment).into_iter().map(|curve| (&risk.id, &curve.segment))
        })
        .collect()
}
