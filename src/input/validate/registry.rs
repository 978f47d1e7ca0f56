//! Which identifiers exist, and where each is defined.

use std::collections::BTreeMap;

use super::super::collector::{Collector, FileId, Problem, Site};
use super::super::files::RawCase;
use super::super::located::Located;
use super::super::shipped::scenario_ids;
use crate::domain::Id;

/// What an identifier can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Segment,
    ValueStream,
    Application,
    Placement,
    Isolation,
    Requirement,
    Measure,
    Strictness,
    Ladder,
    Duty,
    Regime,
    Risk,
    Option,
    Scenario,
    Service,
    Pack,
    Ground,
    DataFactor,
    Sector,
    CiioFactor,
    Product,
    Authority,
}

impl Kind {
    /// Its name in messages.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Segment => "segment",
            Kind::ValueStream => "value stream",
            Kind::Application => "application",
            Kind::Placement => "placement",
            Kind::Isolation => "isolation",
            Kind::Requirement => "requirement",
            Kind::Measure => "measure",
            Kind::Strictness => "strictness",
            Kind::Ladder => "fine ladder",
            Kind::Duty => "duty",
            Kind::Regime => "regime",
            Kind::Risk => "risk",
            Kind::Option => "option",
            Kind::Scenario => "scenario",
            Kind::Service => "service category",
            Kind::Pack => "regulation pack",
            Kind::Ground => "ground of exemption",
            Kind::DataFactor => "key factor for important data",
            Kind::Sector => "sector",
            Kind::CiioFactor => "factor of designation",
            Kind::Product => "kind of product",
            Kind::Authority => "authority",
        }
    }
}

/// Identifiers of one kind, in the order in which they are defined.
#[derive(Debug, Default)]
struct Known {
    order: Vec<String>,
    sites: BTreeMap<String, Site>,
    /// Part of the definitions could not be read: an unknown identifier proves nothing.
    incomplete: bool,
}

/// All identifiers of a case.
#[derive(Debug, Default)]
pub(super) struct Registry {
    kinds: BTreeMap<Kind, Known>,
}

impl Registry {
    /// Collects the identifiers of all files, and reports those that are badly formed or defined twice.
    pub fn build(raw: &RawCase, collector: &mut Collector) -> Registry {
        let mut registry = Registry::default();
        let file = raw.company.file;
        let company = &raw.company.raw;
        registry.define(Kind::Segment, file, company.segment.iter().map(|entry| &entry.id), collector);
        registry.define(
            Kind::ValueStream,
            file,
            company.value_stream.iter().map(|entry| &entry.id),
            collector,
        );
        let file = raw.applications.file;
        let applications = &raw.applications.raw.application;
        registry.define(Kind::Application, file, applications.iter().map(|entry| &entry.id), collector);
        let file = raw.placements.file;
        let placements = &raw.placements.raw;
        registry.define(Kind::Placement, file, placements.placement.iter().map(|entry| &entry.id), collector);
        registry.define(Kind::Isolation, file, placements.isolation.iter().map(|entry| &entry.id), collector);
        let requirements = raw.requirements.raw.requirement.iter().map(|entry| &entry.id);
        registry.define(Kind::Requirement, raw.requirements.file, requirements, collector);
        let measures = raw.measures.raw.measure.iter().map(|entry| &entry.id);
        registry.define(Kind::Measure, raw.measures.file, measures, collector);
        let file = raw.duties.file;
        registry.define(Kind::Strictness, file, raw.duties.raw.strictness.keys(), collector);
        registry.define(Kind::Ladder, file, raw.duties.raw.ladder.iter().map(|entry| &entry.id), collector);
        registry.define(Kind::Duty, file, raw.duties.raw.duty.iter().map(|entry| &entry.id), collector);
        let regimes = raw.regimes.raw.regime.iter().map(|entry| &entry.id);
        registry.define(Kind::Regime, raw.regimes.file, regimes, collector);
        let risks = raw.risks.raw.risk.iter().map(|entry| &entry.id);
        registry.define(Kind::Risk, raw.risks.file, risks, collector);
        registry.define_files(raw, collector);
        registry.gather_services(raw, collector);
        registry.define_law(raw, collector);
        registry.gather_authorities(raw, collector);
        registry
    }

    fn define<'r>(
        &mut self,
        kind: Kind,
        file: FileId,
        ids: impl Iterator<Item = &'r Located<String>>,
        collector: &mut Collector,
    ) {
        let known = self.kinds.entry(kind).or_default();
        known.incomplete |= !collector.is_complete(file);
        for id in ids {
            let site = Site { file, span: id.span.clone() };
            check_form(&id.value, &site, collector);
            if let Some(first) = known.sites.get(&id.value) {
                let rule = format!("{} `{}` is defined twice", kind.noun(), id.value);
                let problem = Problem::error(site, rule).secondary(first.clone(), "first defined here");
                collector.report(problem.hint("give one of them another identifier, or remove it"));
                // One of the two was meant to have an identifier that is missing now.
                known.incomplete = true;
                continue;
            }
            known.order.push(id.value.clone());
            known.sites.insert(id.value.clone(), site);
        }
    }

    /// Options and scenarios are named by their files.
    fn define_files(&mut self, raw: &RawCase, collector: &mut Collector) {
        let options = raw.options.iter().map(|(id, option)| (Kind::Option, id, option.file));
        let scenarios = raw.scenarios.iter().map(|(id, scenario)| (Kind::Scenario, id, scenario.file));
        for (kind, id, file) in options.chain(scenarios) {
            let site = Site { file, span: 0..0 };
            check_form(id, &site, collector);
            let known = self.kinds.entry(kind).or_default();
            known.order.push(id.clone());
            known.sites.insert(id.clone(), site);
        }
        self.kinds.entry(Kind::Option).or_default().incomplete |= !raw.options_complete;
        // Shipped scenarios are known even if the case does not use them.
        let scenarios = self.kinds.entry(Kind::Scenario).or_default();
        for id in scenario_ids() {
            if !scenarios.order.contains(&id) {
                scenarios.order.push(id);
            }
        }
    }

    /// Service categories exist because a placement or an application uses them.
    fn gather_services(&mut self, raw: &RawCase, collector: &mut Collector) {
        let placements = raw.placements.raw.placement.iter().map(|entry| &entry.services);
        let applications = raw.applications.raw.application.iter().map(|entry| &entry.services);
        let placements = placements.map(|services| (raw.placements.file, services));
        let applications = applications.map(|services| (raw.applications.file, services));
        let known = self.kinds.entry(Kind::Service).or_default();
        for (file, services) in placements.chain(applications) {
            for service in services {
                let site = Site { file, span: service.span.clone() };
                check_form(&service.value, &site, collector);
                if !known.sites.contains_key(&service.value) {
                    known.order.push(service.value.clone());
                    known.sites.insert(service.value.clone(), site);
                }
            }
        }
        known.incomplete =
            !collector.is_complete(raw.placements.file) || !collector.is_complete(raw.applications.file);
    }

    /// What the packs state. Several packs may state the same entry; one pack must not state it twice.
    fn define_law(&mut self, raw: &RawCase, collector: &mut Collector) {
        const LAW: [Kind; 7] = [
            Kind::Pack,
            Kind::Ground,
            Kind::DataFactor,
            Kind::Sector,
            Kind::CiioFactor,
            Kind::Product,
            Kind::Duty,
        ];
        for kind in LAW {
            self.kinds.entry(kind).or_default().incomplete |= !raw.packs_complete;
        }
        for (id, parsed) in &raw.packs {
            let (file, pack) = (parsed.file, &parsed.raw);
            check_form(id, &Site { file, span: 0..0 }, collector);
            self.kinds.entry(Kind::Pack).or_default().order.push(id.clone());
            let transfer = &pack.transfer;
            self.define_stated(Kind::Ground, file, transfer.ground.iter().map(|entry| &entry.id), collector);
            let factors = pack.data.factor.iter().map(|entry| &entry.id);
            self.define_stated(Kind::DataFactor, file, factors, collector);
            self.define_stated(Kind::Sector, file, pack.ciio.sector.iter().map(|entry| &entry.id), collector);
            let factors = pack.ciio.factor.iter().map(|entry| &entry.id);
            self.define_stated(Kind::CiioFactor, file, factors, collector);
            self.define_stated(Kind::Product, file, pack.product.iter().map(|entry| &entry.id), collector);
            self.define_stated(Kind::Duty, file, pack.duty.iter().map(|entry| &entry.id), collector);
            // Only duties of the same pack refer to its ladders, and nothing refers to a branch.
            let ladders = pack.ladder.iter().map(|entry| &entry.id);
            check_unique(Kind::Ladder.noun(), file, ladders, collector);
            check_unique("branch", file, transfer.rule.iter().map(|entry| &entry.id), collector);
        }
    }

    fn define_stated<'r>(
        &mut self,
        kind: Kind,
        file: FileId,
        ids: impl Iterator<Item = &'r Located<String>> + Clone,
        collector: &mut Collector,
    ) {
        check_unique(kind.noun(), file, ids.clone(), collector);
        let known = self.kinds.entry(kind).or_default();
        known.incomplete |= !collector.is_complete(file);
        for id in ids {
            if !known.order.contains(&id.value) {
                known.order.push(id.value.clone());
            }
        }
    }

    /// Authorities exist because a duty names them.
    fn gather_authorities(&mut self, raw: &RawCase, collector: &mut Collector) {
        let own = raw.duties.raw.duty.iter().map(|duty| (raw.duties.file, duty));
        let packs = raw.packs.values().flat_map(|pack| pack.raw.duty.iter().map(|duty| (pack.file, duty)));
        let known = self.kinds.entry(Kind::Authority).or_default();
        known.incomplete = !raw.packs_complete
            || !collector.is_complete(raw.duties.file)
            || raw.packs.values().any(|pack| !collector.is_complete(pack.file));
        for (file, duty) in own.chain(packs) {
            if let Some(authority) = &duty.authority
                && !known.order.contains(&authority.value)
            {
                check_form(&authority.value, &Site { file, span: authority.span.clone() }, collector);
                known.order.push(authority.value.clone());
            }
        }
    }

    pub fn contains(&self, kind: Kind, id: &str) -> bool {
        self.kinds.get(&kind).is_some_and(|known| known.order.iter().any(|name| name == id))
    }

    /// False when definitions of this kind could not be read.
    pub fn is_complete(&self, kind: Kind) -> bool {
        self.kinds.get(&kind).is_some_and(|known| !known.incomplete)
    }

    /// Identifiers in the order of their definition.
    pub fn ids(&self, kind: Kind) -> &[String] {
        self.kinds.get(&kind).map_or(&[], |known| &known.order)
    }
}

/// Reports identifiers that are badly formed or stand twice in one list of a file.
pub(super) fn check_unique<'r>(
    noun: &str,
    file: FileId,
    ids: impl Iterator<Item = &'r Located<String>>,
    collector: &mut Collector,
) {
    let mut sites: BTreeMap<&str, Site> = BTreeMap::new();
    for id in ids {
        let site = Site { file, span: id.span.clone() };
        check_form(&id.value, &site, collector);
        if let Some(first) = sites.get(id.value.as_str()) {
            let rule = format!("{noun} `{}` is defined twice", id.value);
            let problem = Problem::error(site, rule).secondary(first.clone(), "first defined here");
            collector.report(problem.hint("give one of them another identifier, or remove it"));
        } else {
            sites.insert(&id.value, site);
        }
    }
}

pub(super) fn check_form(id: &str, site: &Site, collector: &mut Collector) {
    if Id::new(id).is_some() {
        return;
    }
    let rule = format!(
        "`{id}` is not an identifier: lower-case letters, digits, `-` and `_`, starting with a letter or digit"
    );
    let proposal: String =
        id.to_lowercase().chars().map(|letter| if letter.is_whitespace() { '-' } else { letter }).collect();
    let hint = Id::new(&proposal).map(|id| format!("write `{id}`"));
    collector.report(Problem::error(site.clone(), rule).value(id).hint_if(hint));
}
