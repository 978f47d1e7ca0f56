use super::transfer::{Handler, TransferFlow, Volumes, route, volumes};
use crate::domain::{CountingPeriod, DataClass, Hosting, LetsThrough, TransferRoute, TransferRules};

/// A flow of data in one world, under one option, at one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlowFacts {
    /// Position of its application.
    pub application: usize,
    /// It crosses the border outward now.
    pub crosses: bool,
    pub flow: TransferFlow,
}

/// Why data crosses the border outward, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crossing {
    /// It flows into China.
    Inbound,
    /// Its application is hosted abroad.
    HostedAbroad,
    /// Its application stands in China, and headquarters can look at it.
    Access,
    /// Its application stands in China, and what it holds is masked for headquarters.
    Masked,
    /// Its application stands in China, out of reach for headquarters.
    Stays,
}

impl Crossing {
    /// How outbound data of an application crosses: abroad it does, in China as far as the isolation lets headquarters look.
    pub fn outward(hosting: Hosting, lets_through: LetsThrough, flow: &TransferFlow) -> Crossing {
        let plain = !flow.is_personal() && flow.class == DataClass::General;
        match (hosting, lets_through) {
            (Hosting::Abroad, _) => Crossing::HostedAbroad,
            (Hosting::China, LetsThrough::Everything) => Crossing::Access,
            (Hosting::China, LetsThrough::Masked) if plain => Crossing::Access,
            (Hosting::China, LetsThrough::Masked) => Crossing::Masked,
            (Hosting::China, LetsThrough::Nothing) => Crossing::Stays,
        }
    }

    /// It crosses the border outward.
    pub fn crosses(self) -> bool {
        match self {
            Crossing::HostedAbroad | Crossing::Access => true,
            Crossing::Inbound | Crossing::Masked | Crossing::Stays => false,
        }
    }
}

/// Routes, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RouteSet(u8);

impl RouteSet {
    /// The set of some routes.
    pub fn of(routes: &[TransferRoute]) -> RouteSet {
        let mut set = RouteSet::default();
        for route in routes {
            set.add(*route);
        }
        set
    }

    pub fn add(&mut self, route: TransferRoute) {
        self.0 |= 1 << route as u8;
    }

    pub fn contains(self, route: TransferRoute) -> bool {
        self.0 & (1 << route as u8) != 0
    }

    /// The set as bits, one a route.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// Whether both hold a route.
    pub fn meets(self, other: RouteSet) -> bool {
        self.0 & other.0 != 0
    }
}

/// What holds for the company as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompanyFacts {
    /// Persons whose data it handles in China.
    pub handled: f64,
    pub exported: Volumes,
    /// Designated an operator of critical information infrastructure.
    pub ciio: bool,
    /// Has such operators among its customers.
    pub supplies_ciio: bool,
    pub prefers_certification: bool,
}

impl CompanyFacts {
    /// The company as the rules on transfer see it.
    pub fn handler(&self) -> Handler {
        Handler {
            ciio: self.ciio,
            handled: self.handled,
            exported: self.exported,
            prefers_certification: self.prefers_certification,
        }
    }
}

/// What the data of an application comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ApplicationFacts {
    pub persons: f64,
    pub sensitive_persons: f64,
    /// Gravest class of its data.
    pub class: DataClass,
    /// Level in the multi-level protection scheme; 0 for a system that is not graded.
    pub level: u8,
    /// Some of its data crosses the border outward.
    pub exports: bool,
    pub exports_personal: bool,
    /// What its crossing flows need.
    pub routes: RouteSet,
}

impl ApplicationFacts {
    /// An application without data.
    pub fn without_data(level: u8) -> ApplicationFacts {
        ApplicationFacts {
            persons: 0.0,
            sensitive_persons: 0.0,
            class: DataClass::General,
            level,
            exports: false,
            exports_personal: false,
            routes: RouteSet::default(),
        }
    }
}

/// Persons whose data the company handles in China, where the case does not say: those of all its flows, the same people once.
pub fn handled_persons(flows: &[FlowFacts]) -> f64 {
    let at_one_time = CountingPeriod::default();
    let all = flows.iter().map(|entry| TransferFlow { exempt: false, ..entry.flow });
    volumes(&at_one_time, all).persons
}

/// Persons whose data the company sends abroad.
pub fn company_volumes(rules: &TransferRules, flows: &[FlowFacts]) -> Volumes {
    volumes(&rules.counting, flows.iter().filter(|entry| entry.crosses).map(|entry| entry.flow))
}

/// What the data of each application comes to under the rules on transfer.
///
/// - `facts`: `[application]`, as [`ApplicationFacts::without_data`] left them; filled here.
/// - `routes`: `[flow]`, overwritten: what each flow needs, free for those that do not cross.
pub fn application_facts(
    rules: &TransferRules,
    company: &CompanyFacts,
    flows: &[FlowFacts],
    facts: &mut [ApplicationFacts],
    routes: &mut Vec<TransferRoute>,
) {
    let handler = company.handler();
    routes.clear();
    for entry in flows {
        let application = &mut facts[entry.application];
        application.persons += entry.flow.persons;
        application.sensitive_persons += entry.flow.sensitive_persons;
        application.class = DataClass::max(application.class, entry.flow.class);
        let needed = if entry.crosses { route(rules, &handler, &entry.flow) } else { TransferRoute::Free };
        routes.push(needed);
        if entry.crosses {
            application.exports = true;
            application.exports_personal |= entry.flow.is_personal();
            application.routes.add(needed);
        }
    }
}
