//! The engine against arithmetic by hand, theory and invariants.

mod common_random_numbers;
mod enforcement;
mod fixture;
mod hand_arithmetic;
mod invariants;
mod matrix_exponential;
mod moves_in_outages;
mod rich_case;
mod same_instant;
mod sample;
mod smooth;
mod theory;
