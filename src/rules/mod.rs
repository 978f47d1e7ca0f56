//! Rules before dice: from facts about company, systems and data to what the law asks. Pure functions, no random numbers; the
//! engine calls them in every trial with what is drawn there, reports with central values.
//!
//! Packs are data ([`domain::Pack`](crate::domain::Pack)); nothing here knows a law by name.

mod ciio;
mod classification;
mod compare;
mod condition;
mod facts;
mod highest_fine;
mod in_force;
mod law;
mod likelihood;
mod phases;
mod protection;
mod register;
mod situation;
#[cfg(test)]
pub(crate) mod testing;
mod transfer;
mod views;

pub use ciio::{CiioScore, ScorePart, ciio_score, likelihood_of_points};
pub use classification::{class_once_important, likelihood_by_factors};
pub use compare::{Change, DutyChange, PackComparison, RouteChange, Verdict, compare_packs, worst};
pub use condition::{FactTest, System, Thresholds, holds_for_system};
pub use facts::{
    ApplicationFacts, CompanyFacts, Crossing, FlowFacts, RouteSet, application_facts, company_volumes,
    handled_persons,
};
pub use highest_fine::{HighestFine, highest_fine};
pub use in_force::{editions, editions_with, has_begun, months_until, pack_on, transfer_on};
pub use law::{Law, day_of_month, first_day, laws};
pub use likelihood::{
    DutyLikelihood, Fact, HIGH, Hinge, LOW, NEVER, arising, duty_likelihoods, hinges, with as suppose,
};
pub use phases::{Phase, UnknownName, phases};
pub use protection::{level_of, rules_of_level};
pub use register::{ExpectedCost, Obligation, Register, Stretch, register};
pub use situation::{Facts, FlowEstimate, MEDIAN, Situation, Supposed, segment_ciio, segment_score};
pub use transfer::{Branch, Decision, Handler, TransferFlow, Volumes, decide, route, volumes};
pub use views::{
    FlowView, Spread, SystemView, VolumeView, Walk, flow_views, system_views, volume_view, walk,
};
