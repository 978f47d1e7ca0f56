//! Raw structs to the domain. One file per kind of file or table.
//!
//! Every function returns a domain value even for wrong input (with a stand-in where something is refused), so
//! that all of a case is looked at. With any error the case as a whole is refused, so no stand-in gets out.

mod applications;
mod approvals;
mod asked;
mod assemble;
mod checker;
mod company;
mod conditions;
mod conflicts;
mod contradictions;
mod correlations;
mod dates;
mod duties;
mod extends;
mod flows;
mod incidents;
mod ladders;
mod law;
mod measures;
mod mechanisms;
mod options;
mod pack;
mod placements;
mod playbooks;
mod pressures;
mod rates;
mod regimes;
mod registry;
mod regulation;
mod relations;
mod requirements;
mod responses;
mod revenue;
mod risks;
mod rule_changes;
mod scenarios;
mod settings;
mod succession;
mod transfer_rules;
mod triggers;
mod weights;

pub(super) use assemble::validate;
