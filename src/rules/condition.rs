use super::facts::{ApplicationFacts, CompanyFacts, RouteSet};
use crate::domain::{Application, Company, Condition, DataClass, Hosting, Id, Origin, Placement};

/// An application where it stands.
#[derive(Debug, Clone, Copy)]
pub struct System<'a> {
    pub company: &'a Company,
    pub application: &'a Application,
    pub placement: &'a Placement,
}

impl<'a> System<'a> {
    /// Where its product comes from, after replacement if the placement replaces it.
    pub fn product(&self) -> Origin {
        if self.placement.replaces_product { Origin::Domestic } else { self.application.vendor }
    }

    /// Service categories that it uses.
    pub fn services(&self) -> impl Iterator<Item = &'a Id> {
        let own: &[Id] = if self.placement.replaces_product { &[] } else { &self.application.services };
        self.placement.services.iter().chain(own)
    }

    pub fn hosting(&self) -> Hosting {
        self.placement.hosting
    }
}

/// Whether everything holds that a condition asks of application, placement and company, and that no trial changes.
/// Isolation, measure and what [`FactTest`] asks are left to the caller.
pub fn holds_for_system(condition: &Condition, system: &System<'_>) -> bool {
    let System { company, application, placement } = system;
    condition.applications.as_ref().is_none_or(|ids| ids.contains(&application.id))
        && condition.placements.as_ref().is_none_or(|ids| ids.contains(&placement.id))
        && condition.hosting.is_none_or(|hosting| hosting == placement.hosting)
        && condition.operator.as_ref().is_none_or(|origins| origins.contains(&placement.operator))
        && condition.product.as_ref().is_none_or(|origins| origins.contains(&system.product()))
        && condition.security.is_none_or(|security| security == application.security)
        && condition.entity_in_china.is_none_or(|entity| entity == company.standing.entity_in_china)
        && names_any(condition.services.as_deref(), system.services())
        && names_any(condition.kinds.as_deref(), application.kinds.iter())
        && names_any(condition.sells.as_deref(), company.standing.sells.iter())
}

/// Whether something that is there is wanted; always, when nothing in particular is wanted.
fn names_any<'a>(wanted: Option<&[Id]>, mut there: impl Iterator<Item = &'a Id>) -> bool {
    wanted.is_none_or(|wanted| there.any(|id| wanted.contains(id)))
}

/// What a condition asks of facts that differ between trials or change within one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FactTest {
    /// Something is asked at all.
    asks: bool,
    persons_at_least: Option<f64>,
    sensitive_persons_at_least: Option<f64>,
    handled_persons_at_least: Option<f64>,
    important_data: Option<bool>,
    personal: Option<bool>,
    sensitive: Option<bool>,
    class_at_least: Option<DataClass>,
    level_at_least: Option<u8>,
    level_at_most: Option<u8>,
    exports: Option<bool>,
    exports_personal: Option<bool>,
    transfer: Option<RouteSet>,
    ciio: Option<bool>,
    supplies_ciio: Option<bool>,
}

/// Numbers of persons from which on a test can hold; `None` where it does not ask for them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    pub persons: Option<f64>,
    pub sensitive_persons: Option<f64>,
    pub handled_persons: Option<f64>,
}

impl FactTest {
    /// Whether it holds whatever the facts are.
    pub fn asks_nothing(&self) -> bool {
        !self.asks
    }

    /// The part of a condition that asks for facts.
    pub fn new(condition: &Condition) -> FactTest {
        let test = FactTest {
            asks: true,
            persons_at_least: condition.persons_at_least,
            sensitive_persons_at_least: condition.sensitive_persons_at_least,
            handled_persons_at_least: condition.handled_persons_at_least,
            important_data: condition.important_data,
            personal: condition.personal,
            sensitive: condition.sensitive,
            class_at_least: condition.data_class_at_least,
            level_at_least: condition.mlps_level_at_least,
            level_at_most: condition.mlps_level_at_most,
            exports: condition.exports,
            exports_personal: condition.exports_personal,
            transfer: condition.transfer.as_deref().map(RouteSet::of),
            ciio: condition.ciio,
            supplies_ciio: condition.supplies_ciio,
        };
        let nothing = FactTest { asks: true, ..FactTest::default() };
        if test == nothing { FactTest::default() } else { test }
    }

    /// Routes of which a flow must need one, if it asks for that.
    pub fn asks_route(&self) -> Option<RouteSet> {
        self.transfer
    }

    /// Numbers of persons from which on it can hold.
    pub fn thresholds(&self) -> Thresholds {
        Thresholds {
            persons: self.persons_at_least,
            sensitive_persons: self.sensitive_persons_at_least,
            handled_persons: self.handled_persons_at_least,
        }
    }

    /// Whether the facts are as asked.
    pub fn holds(&self, application: &ApplicationFacts, company: &CompanyFacts) -> bool {
        if !self.asks {
            return true;
        }
        let is = |wanted: Option<bool>, there: bool| wanted.is_none_or(|wanted| wanted == there);
        let least = |wanted: Option<f64>, there: f64| wanted.is_none_or(|wanted| there >= wanted);
        let personal = application.persons > 0.0 || application.sensitive_persons > 0.0;
        least(self.persons_at_least, application.persons)
            && least(self.sensitive_persons_at_least, application.sensitive_persons)
            && least(self.handled_persons_at_least, company.handled)
            && is(self.important_data, application.class >= DataClass::Important)
            && is(self.personal, personal)
            && is(self.sensitive, application.sensitive_persons > 0.0)
            && self.class_at_least.is_none_or(|class| application.class >= class)
            && self.level_at_least.is_none_or(|level| application.level >= level)
            && self.level_at_most.is_none_or(|level| application.level <= level)
            && is(self.exports, application.exports)
            && is(self.exports_personal, application.exports_personal)
            && self.transfer.is_none_or(|routes| application.routes.meets(routes))
            && is(self.ciio, company.ciio)
            && is(self.supplies_ciio, company.supplies_ciio)
    }
}
