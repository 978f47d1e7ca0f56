//! The engine against arithmetic by hand, theory and invariants.

#![expect(clippy::disallowed_methods, reason = "theory may err in the last bit: it is compared within bands")]

mod common_random_numbers;
mod enforcement;
pub mod fixture;
mod generated_cases;
mod hand_arithmetic;
mod invariants;
pub mod matrix_exponential;
mod moves_in_outages;
mod obligations;
mod own_events;
mod playbooks;
mod pressures;
mod rare;
pub mod rich_case;
mod run_cost_growth;
mod same_instant;
mod sample;
mod smooth;
mod sobol;
mod stories;
mod studies;
mod theory;
pub mod whole_case;
