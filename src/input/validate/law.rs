//! What the packs of a case hold, as far as the rest of the case refers to it.

use std::collections::BTreeSet;

use super::super::near::quoted;
use super::registry::Kind;
use crate::domain::{Duty, Id, Pack, Regulation};

/// What the packs hold that the rest of a case can name.
#[derive(Debug, Clone, Default)]
pub(super) struct Law {
    /// Packs in force at the start, or within the horizon by their date; the one at the start first.
    in_horizon: Vec<Id>,
    /// Entries of these packs.
    entries: BTreeSet<(Kind, String)>,
    /// Duties of every pack and of the case's own, in that order; one that several packs state stands there for each.
    pub duties: Vec<KnownDuty>,
}

/// What a risk can ask of a duty.
#[derive(Debug, Clone)]
pub(super) struct KnownDuty {
    pub id: Id,
    pub authority: Option<Id>,
    pub has_approval: bool,
}

impl Law {
    pub fn of(regulation: &Regulation) -> Law {
        let by_date = regulation.successions.iter().map(|(_, id)| id.clone());
        let in_horizon: Vec<Id> = regulation.initial.iter().cloned().chain(by_date).collect();
        let packs = in_horizon.iter().filter_map(|id| regulation.pack(id));
        Law {
            entries: packs.flat_map(entries).collect(),
            in_horizon,
            duties: regulation.packs.iter().flat_map(|pack| &pack.duties).map(KnownDuty::of).collect(),
        }
    }

    /// Whether a pack that is in force within the horizon by its date has this entry. True where no pack is in force:
    /// then there is nothing to compare with.
    pub fn holds(&self, kind: Kind, id: &str) -> bool {
        self.in_horizon.is_empty() || self.entries.contains(&(kind, id.to_owned()))
    }

    /// `pack `a``, `packs `a`, `b``
    pub fn in_words(&self) -> String {
        let names: Vec<&str> = self.in_horizon.iter().map(Id::as_str).collect();
        format!("pack{} {}", if names.len() == 1 { "" } else { "s" }, quoted(&names))
    }

    /// Adds duties of the case's own.
    pub fn add(&mut self, duties: &[Duty]) {
        self.duties.extend(duties.iter().map(KnownDuty::of));
    }
}

impl KnownDuty {
    fn of(duty: &Duty) -> KnownDuty {
        KnownDuty {
            id: duty.id.clone(),
            authority: duty.authority.clone(),
            has_approval: duty.approval.is_some(),
        }
    }
}

fn entries(pack: &Pack) -> Vec<(Kind, String)> {
    let of = |kind: Kind, id: &Id| (kind, id.to_string());
    let grounds = pack.transfer.grounds.iter().map(|entry| of(Kind::Ground, &entry.id));
    let factors = pack.data.factors.iter().map(|entry| of(Kind::DataFactor, &entry.id));
    let sectors = pack.ciio.sectors.iter().map(|entry| of(Kind::Sector, &entry.id));
    let of_designation = pack.ciio.factors.iter().map(|entry| of(Kind::CiioFactor, &entry.id));
    let products = pack.products.iter().map(|entry| of(Kind::Product, &entry.id));
    grounds.chain(factors).chain(sectors).chain(of_designation).chain(products).collect()
}
