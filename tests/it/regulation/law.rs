//! The shipped packs, and companies small enough to see what each rule does to them.

use std::sync::OnceLock;

use jiff::civil::Date;
use splitstack::domain::*;
use splitstack::input::{LoadedCase, Style};
use splitstack::quantity::Quantity;
use splitstack::rules::{
    Law, Situation, Supposed, TransferFlow, Volumes, arising, laws, pack_on, phases, volumes,
};
use splitstack::units::Dimension;

use crate::input::{minimal, read};

/// Packs with a day, each the predecessor of the next.
pub const DATED: [&str; 3] = ["cn-2022", "cn-2024", "cn-2026"];

/// Every shipped pack.
pub const SHIPPED: [&str; 5] = ["cn-2022", "cn-2024", "cn-2026", "outlook-tightened", "outlook-eased"];

/// Value of a yuan in the money of the minimal case, which reads the shipped packs as every case does.
const YUAN: f64 = 0.125;

fn loaded() -> &'static LoadedCase {
    static LOADED: OnceLock<LoadedCase> = OnceLock::new();
    LOADED.get_or_init(|| {
        let folder = minimal();
        read(folder.path()).unwrap_or_else(|error| panic!("{}", error.render(Style::Plain)))
    })
}

/// A shipped pack with everything in it, whatever its day.
pub fn pack(id: &str) -> &'static Pack {
    let found = loaded().case.regulation.packs.iter().find(|pack| pack.id.as_str() == id);
    found.unwrap_or_else(|| panic!("no pack `{id}`"))
}

/// A shipped pack as it stands on a day.
pub fn on(id: &str, day: Date) -> Pack {
    pack_on(pack(id), day)
}

/// Yuan, of money of a shipped pack.
pub fn yuan(money: f64) -> f64 {
    money / YUAN
}

/// Data of one kind that goes from a system in China's business to headquarters.
#[derive(Debug, Clone, Copy)]
pub struct Data {
    pub persons: f64,
    pub sensitive: f64,
    /// Likelihood that it is important.
    pub important: f64,
    pub impact: Option<(Interest, Impact)>,
    pub turnover: f64,
    pub people: Option<&'static str>,
    pub ground: Option<&'static str>,
    pub in_group: bool,
}

/// Data of some persons, a part of it sensitive.
pub fn of_persons(persons: f64, sensitive: f64) -> Data {
    Data {
        persons,
        sensitive,
        important: 0.0,
        impact: None,
        turnover: 0.0,
        people: None,
        ground: None,
        in_group: true,
    }
}

/// Data of nobody that is important.
pub fn important() -> Data {
    Data { important: 1.0, ..of_persons(0.0, 0.0) }
}

fn certain(value: f64) -> Quantity {
    Quantity::certain(value, Dimension::Count, loaded().case.settings.currency).unwrap()
}

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn flow(position: usize, data: &Data) -> DataFlow {
    DataFlow {
        id: id(&format!("flow-{position}")),
        name: "Flow".to_owned(),
        description: None,
        direction: Direction::Outbound,
        function: Function::InformationTechnology,
        recipient: if data.in_group { Recipient::Group } else { Recipient::ThirdParty },
        persons: Some(certain(data.persons)),
        sensitive_persons: Some(certain(data.sensitive)),
        turnover: Some(certain(data.turnover)),
        people: data.people.map(id),
        important_data: Some(certain(data.important)),
        impact: data.impact.into_iter().collect(),
        factors: Vec::new(),
        grounds: data.ground.map(id).into_iter().collect(),
        needed: None,
    }
}

/// A company whose systems stand abroad, ungraded, with one flow each; it is no operator, owes nothing else and stays as it is.
pub fn company(systems: &[Data]) -> Case {
    let mut case = loaded().case.clone();
    let template = case.applications[0].clone();
    let system = |(position, data): (usize, &Data)| Application {
        id: id(&format!("system-{position}")),
        current: id("global"),
        vendor: Origin::Own,
        flows: vec![flow(position, data)],
        mlps_level: None,
        dependency: Vec::new(),
        ..template.clone()
    };
    case.applications = systems.iter().enumerate().map(system).collect();
    (case.duties, case.ladders) = (Vec::new(), Vec::new());
    case.company.standing = LegalStanding::default();
    case.segments.iter_mut().for_each(|segment| segment.ciio = Some(certain(0.0)));
    case.options.truncate(1);
    case.options[0].targets = Vec::new();
    case.options[0].isolation = id("connected");
    case
}

/// What a company owes under a pack as it stands on a day: identifiers of duties.
pub struct Owed(Vec<String>);

impl Owed {
    pub fn has(&self, duty: &str) -> bool {
        self.0.iter().any(|id| id == duty)
    }
}

/// What a company owes, everything being as it is likelier to be.
pub fn owed(case: &Case, pack_id: &str, day: Date) -> Owed {
    let law = Law::new(case, Some(pack(pack_id)), day, 0.0);
    in_situation(case, &law, |situation, likelier| {
        let duties = law.duties.iter().zip(arising(situation, likelier));
        let arises = duties.filter(|(_, applications)| applications.contains(&true));
        Owed(arises.map(|(duty, _)| duty.id.to_string()).collect())
    })
}

fn in_situation<T>(case: &Case, law: &Law, look: impl FnOnce(&Situation<'_>, &Supposed) -> T) -> T {
    let option = &case.options[0];
    let phases = phases(case, option).unwrap();
    let situation = Situation::new(case, option, &phases[0], law);
    look(&situation, &situation.likelier())
}

/// What each flow needs under a pack with all its rules.
pub fn routes(case: &Case, pack_id: &str) -> Vec<TransferRoute> {
    let law = laws(case, Some(pack(pack_id))).pop().unwrap();
    in_situation(case, &law, |situation, likelier| situation.facts(likelier).routes)
}

/// A flow of general data within the group.
pub fn general(persons: f64, sensitive_persons: f64) -> TransferFlow {
    TransferFlow {
        class: DataClass::General,
        persons,
        sensitive_persons,
        turnover: 0.0,
        people: None,
        exempt: false,
        in_group: true,
    }
}

/// Persons that count under a pack if all these flows cross the border.
pub fn counted(pack_id: &str, flows: &[TransferFlow]) -> Volumes {
    volumes(&pack(pack_id).transfer.counting, flows.iter().copied())
}
