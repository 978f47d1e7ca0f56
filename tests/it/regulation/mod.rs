//! The shipped packs against what the law says. Expected figures are written out here, from the texts and sources that the packs
//! name; none is read from a pack.

mod changes;
mod fine_bands;
mod fines;
mod law;
mod matrices;
mod names;
mod properties;
mod transfer;
