//! The rules of one date as data: packs, and what stands in them.

mod approval;
mod ciio;
mod classification;
mod pack;
mod protection;
mod transfer;

pub use approval::{Approval, Refusal, SalesStop};
pub use ciio::{CiioFactor, CiioRules};
pub use classification::{DataFactor, DataRules};
pub use pack::{Pack, ProductKind, Reference, Regulation};
pub use protection::{Harm, HarmObject, ProtectionLevel, ProtectionRules};
pub use transfer::{CountingPeriod, Ground, TransferRoute, TransferRule, TransferRules, TransferTest};
