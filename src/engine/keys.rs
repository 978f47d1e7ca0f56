use std::collections::BTreeMap;

use super::random::StreamKey;
use crate::domain::Id;
use crate::plan::{ApplicationPlan, FindingPlan, RiskPlan, SimulationPlan};

/// The key of everything that is drawn, for one seed.
#[derive(Debug, Clone)]
pub struct Keys {
    /// `[parameter]`, then `[unused]` of the table of parameters.
    pub(super) parameters: Vec<StreamKey>,
    /// `[flow]`: whether its data is important.
    pub(super) important_data: Vec<StreamKey>,
    /// `[claim]`: whether the ground is accepted.
    pub(super) claims: Vec<StreamKey>,
    /// `[segment]`: whether it holds operators of critical information infrastructure.
    pub(super) segments: Vec<StreamKey>,
    /// `[duty][application]`, duties whatever their form.
    pub(super) approvals: Vec<Vec<ApprovalKeys>>,
    /// Intensity of enforcement in the k-th year.
    pub(super) intensity: StreamKey,
    /// Whether turnover-based fines take the worldwide turnover.
    pub(super) worldwide_turnover: StreamKey,
    /// Length of the k-th stay in a regime.
    pub(super) regime_stay: StreamKey,
    /// Regime after the k-th stay.
    pub(super) regime_next: StreamKey,
    /// `[risk]`.
    pub(super) risks: Vec<RiskKeys>,
}

/// Keys of the approval of one duty for one application. Running index: the decision.
#[derive(Debug, Clone, Copy)]
pub(super) struct ApprovalKeys {
    pub review: StreamKey,
    pub refused: StreamKey,
    /// Whether it is there at the start, and for how long.
    pub held: StreamKey,
    /// How long a refusal stops sales.
    pub sales_stop: StreamKey,
}

/// Keys of one risk. Running index: the event.
#[derive(Debug, Clone)]
pub(super) struct RiskKeys {
    pub arrival: StreamKey,
    pub duration: StreamKey,
    pub grace: StreamKey,
    pub scheduled_duration: StreamKey,
    pub scheduled_grace: StreamKey,
    pub designated: StreamKey,
    pub severity: StreamKey,
    /// Whether a review ends in a ban.
    pub chance: StreamKey,
    /// Whether an incident brings an inspection.
    pub triggered: StreamKey,
    /// `[finding]`.
    pub findings: Vec<FindingKeys>,
}

/// Keys of what an inspection finds on one duty. Running index: the inspection.
#[derive(Debug, Clone)]
pub(super) struct FindingKeys {
    pub lenient: StreamKey,
    pub found: StreamKey,
    pub class: StreamKey,
    pub amount: StreamKey,
    pub personal: StreamKey,
    pub suspension: StreamKey,
}

impl Keys {
    /// Hashes every name of a plan with the seed.
    pub fn new(plan: &SimulationPlan, seed: u64) -> Keys {
        let namer = Namer::new(plan, seed);
        let key = |name: &str| namer.key(name);
        Keys {
            parameters: plan
                .table
                .parameters
                .iter()
                .map(|parameter| &parameter.name)
                .chain(&plan.table.unused)
                .map(|name| key(name))
                .collect(),
            important_data: plan.company.flows.iter().map(|flow| key(&flow.important_data_name)).collect(),
            claims: plan.law.claims.iter().map(|claim| key(&claim.name)).collect(),
            segments: plan.company.segments.iter().map(|segment| key(&segment.ciio_name)).collect(),
            approvals: approvals(plan, &namer),
            intensity: key("enforcement.intensity"),
            worldwide_turnover: key("company.worldwide_turnover"),
            regime_stay: key("regime.stay"),
            regime_next: key("regime.next"),
            risks: plan.risks.iter().map(|risk| RiskKeys::new(risk, &namer)).collect(),
        }
    }
}

/// Gives names their keys: plain ones, but for the leading draws of the plan.
struct Namer<'a> {
    seed: u64,
    /// Name and dimension.
    leading: BTreeMap<&'a str, u8>,
}

impl<'a> Namer<'a> {
    fn new(plan: &'a SimulationPlan, seed: u64) -> Namer<'a> {
        let leading = plan.leading.iter().map(|draw| (draw.name.as_str(), draw.dimension)).collect();
        Namer { seed, leading }
    }

    fn key(&self, name: &str) -> StreamKey {
        let key = StreamKey::new(self.seed, name);
        self.leading.get(name).map_or(key, |dimension| key.leading(*dimension))
    }
}

fn approvals(plan: &SimulationPlan, namer: &Namer<'_>) -> Vec<Vec<ApprovalKeys>> {
    let of_duty = |duty: &Id| {
        let of_application = |application: &ApplicationPlan| {
            let key = |what: &str| namer.key(&format!("duty.{duty}.{}.{what}", application.id));
            ApprovalKeys {
                review: key("review"),
                refused: key("refused"),
                held: key("held"),
                sales_stop: key("sales-stop"),
            }
        };
        plan.company.applications.iter().map(of_application).collect()
    };
    plan.law.duties.iter().map(of_duty).collect()
}

impl RiskKeys {
    fn new(risk: &RiskPlan, namer: &Namer<'_>) -> RiskKeys {
        let key = |what: &str| namer.key(&risk.draw_name(what));
        let findings: &[FindingPlan] = match risk.mechanism.as_enforcement() {
            Some(enforcement) => &enforcement.findings,
            None => &[],
        };
        RiskKeys {
            arrival: key("arrival"),
            duration: key("duration"),
            grace: key("grace"),
            scheduled_duration: key("scheduled.duration"),
            scheduled_grace: key("scheduled.grace"),
            designated: key("designated"),
            severity: key("severity"),
            chance: key("chance"),
            triggered: key("triggered"),
            findings: findings
                .iter()
                .map(|finding| FindingKeys {
                    lenient: namer.key(&finding.lenient),
                    found: namer.key(&finding.found),
                    class: namer.key(&finding.class),
                    amount: namer.key(&finding.amount),
                    personal: namer.key(&finding.personal),
                    suspension: namer.key(&finding.suspension),
                })
                .collect(),
        }
    }
}
