use jiff::civil::Date;

use super::super::{Duty, Id, Ladder};
use super::{CiioRules, DataRules, ProtectionRules, TransferRules};

/// All law that a case may come under.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Regulation {
    /// Every pack, complete for its date (what it takes over from its predecessor is in it).
    pub packs: Vec<Pack>,
    /// Pack in force at the start; `None`: no law but the case's own duties.
    pub initial: Option<Id>,
    /// Packs that take effect within the horizon because of their date: months from the start, ascending.
    pub successions: Vec<(f64, Id)>,
}

impl Regulation {
    /// The pack with this identifier.
    pub fn pack(&self, id: &Id) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id == *id)
    }

    /// The pack in force at the start.
    pub fn initial_pack(&self) -> Option<&Pack> {
        self.initial.as_ref().and_then(|id| self.pack(id))
    }
}

/// The rules of one date.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    pub id: Id,
    pub name: String,
    pub description: Option<String>,
    /// Day on which it takes effect; `None` for a supposed future law, which only a risk brings into force.
    pub in_force: Option<Date>,
    pub predecessor: Option<Id>,
    pub transfer: TransferRules,
    pub data: DataRules,
    pub protection: ProtectionRules,
    pub ciio: CiioRules,
    /// Kinds of products that the law regulates.
    pub products: Vec<ProductKind>,
    /// Every obligation; those dated later than the pack arise from their date on.
    pub duties: Vec<Duty>,
    pub ladders: Vec<Ladder>,
}

impl Pack {
    /// A pack that asks nothing.
    pub fn without_rules() -> Pack {
        Pack {
            id: Id::stand_in(),
            name: String::new(),
            description: None,
            in_force: None,
            predecessor: None,
            transfer: TransferRules::default(),
            data: DataRules::default(),
            protection: ProtectionRules::default(),
            ciio: CiioRules::default(),
            products: Vec::new(),
            duties: Vec::new(),
            ladders: Vec::new(),
        }
    }
}

/// Where a rule stands and where its figures come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// Law and article.
    pub article: String,
    pub source: Option<String>,
    pub note: Option<String>,
}

/// A kind of product that the law regulates, e.g. critical network equipment.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductKind {
    pub id: Id,
    pub name: String,
    pub reference: Reference,
}
