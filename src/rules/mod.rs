//! Rules before dice: from facts about company, systems and data to what the law asks. Pure functions, no random numbers; the
//! engine calls them in every trial with what is drawn there, reports with central values.
//!
//! Packs are data ([`domain::Pack`](crate::domain::Pack)); nothing here knows a law by name.

mod ciio;
mod classification;
mod condition;
mod facts;
mod in_force;
mod protection;
mod transfer;

pub use ciio::{CiioScore, ScorePart, ciio_score, likelihood_of_points};
pub use classification::{class_once_important, likelihood_by_factors};
pub use condition::{FactTest, System, holds_for_system};
pub use facts::{ApplicationFacts, CompanyFacts, FlowFacts, RouteSet, application_facts, company_volumes};
pub use in_force::{editions, months_until, pack_on};
pub use protection::{level_of, rules_of_level};
pub use transfer::{Branch, Decision, Handler, TransferFlow, Volumes, decide, route, volumes};
