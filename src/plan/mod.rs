//! From the business nouns to a flat plan for the engine: every name an index, every figure a constant or the
//! number of a parameter, every condition a table.
//!
//! Entries are ordered by identifier, whatever the order in the files, so that sums run in the same order and
//! results have the same bits. Options and scenarios keep the order of display: nothing is summed over them.

mod company;
mod condition;
mod duty;
mod error;
mod flow;
mod incident;
mod index;
mod judged;
mod law;
mod leading;
mod measure;
mod names;
mod option;
mod playbook;
mod pressure;
mod reckoning;
mod requirement;
mod risk;
mod scenario;
mod simulation_plan;
mod station;
mod value;

pub use company::{ApplicationPlan, CellPlan, CompanyPlan, LateRedesignPlan, SegmentPlan, StreamPlan};
pub use condition::CompiledCondition;
pub use duty::{ApprovalPlan, DutyPlan, LadderPlan, PenaltyPlan, StrictnessPlan};
pub use error::PlanError;
pub use flow::{ClaimPlan, FlowPlan};
pub use incident::{IncidentPlan, IncidentTerms};
pub use judged::JudgedBy;
pub use law::{CiioPlan, EditionPlan, LawPlan, SegmentStatus};
pub use leading::{LEADING, LeadingDraw, follow_alike};
pub use measure::MeasurePlan;
pub use names::Names;
pub use option::{OptionPlan, TargetPlan};
pub use playbook::{GaugePlan, PlaybookPlan, ResponsePlan, TriggerPlan};
pub use pressure::{ClosurePlan, DegradationPlan};
pub use requirement::RequirementPlan;
pub use risk::{
    CurvePlan, DemandPlan, EmergencyPlan, EnforcementPlan, FindingPlan, MechanismPlan, OutagePlan,
    OutageScopePlan, RatePlan, RiskPlan, RuleChangePlan, RuleEffectPlan, ServiceLossPlan,
};
pub use scenario::{RegimePathPlan, ScenarioPlan, ScenarioRiskPlan, ScheduledPlan};
pub use simulation_plan::{DemandOnSegment, SimulationPlan};
pub use station::{IsolationPlan, StationPlan, StationTable};
pub use value::{Mark, Parameter, ParameterTable, Value};
