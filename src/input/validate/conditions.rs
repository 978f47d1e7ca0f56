//! Tests of one application.

use super::super::located::Located;
use super::super::raw::{RawCondition, RawDataClass, RawHosting, RawOrigin, RawRoute};
use super::checker::Checker;
use super::registry::Kind;
use crate::domain::{Condition, DataClass, Hosting, Id, Origin, TransferRoute};

pub(super) fn condition(raw: &RawCondition, check: &mut Checker) -> Condition {
    let mut list = |kind: Kind, ids: &Option<Vec<Located<String>>>| -> Option<Vec<Id>> {
        ids.as_ref().map(|ids| check.references(kind, ids))
    };
    let applications = list(Kind::Application, &raw.applications);
    let placements = list(Kind::Placement, &raw.placements);
    let services = list(Kind::Service, &raw.services);
    let isolation = list(Kind::Isolation, &raw.isolation);
    let kinds = list(Kind::Product, &raw.kinds);
    let sells = list(Kind::Product, &raw.sells);
    let measure = raw.measure.as_ref().map(|id| check.reference(Kind::Measure, id));
    Condition {
        applications,
        placements,
        hosting: raw.hosting.map(hosting),
        operator: raw.operator.as_deref().map(origins),
        product: raw.product.as_deref().map(origins),
        services,
        isolation,
        measure,
        security: raw.security,
        persons_at_least: persons(raw.persons_at_least.as_ref(), check),
        sensitive_persons_at_least: persons(raw.sensitive_persons_at_least.as_ref(), check),
        important_data: raw.important_data,
        mlps_level_at_least: raw.mlps_level_at_least.as_ref().map(|level| mlps_level(level, check)),
        mlps_level_at_most: raw.mlps_level_at_most.as_ref().map(|level| mlps_level(level, check)),
        kinds,
        personal: raw.personal,
        sensitive: raw.sensitive,
        data_class_at_least: raw.data_class_at_least.map(data_class),
        exports: raw.exports,
        exports_personal: raw.exports_personal,
        transfer: raw.transfer.as_ref().map(|routes| routes.iter().map(|raw| route(*raw)).collect()),
        handled_persons_at_least: persons(raw.handled_persons_at_least.as_ref(), check),
        ciio: raw.ciio,
        supplies_ciio: raw.supplies_ciio,
        entity_in_china: raw.entity_in_china,
        sells,
    }
}

/// A level of the multi-level protection scheme.
pub(super) fn mlps_level(level: &Located<u8>, check: &mut Checker) -> u8 {
    if !(1..=5).contains(&level.value) {
        check.error(check.of(level), format!("level {} does not exist: levels go from 1 to 5", level.value));
    }
    level.value
}

pub(super) fn persons(count: Option<&Located<f64>>, check: &mut Checker) -> Option<f64> {
    let count = count?;
    if !(count.value >= 0.0 && count.value.is_finite()) {
        check.error(check.of(count), "a number of persons must be finite and not negative");
    }
    Some(count.value)
}

pub(super) fn data_class(raw: RawDataClass) -> DataClass {
    match raw {
        RawDataClass::General => DataClass::General,
        RawDataClass::Important => DataClass::Important,
        RawDataClass::Core => DataClass::Core,
    }
}

pub(super) fn route(raw: RawRoute) -> TransferRoute {
    match raw {
        RawRoute::None => TransferRoute::Free,
        RawRoute::StandardContract => TransferRoute::StandardContract,
        RawRoute::Certification => TransferRoute::Certification,
        RawRoute::SecurityAssessment => TransferRoute::SecurityAssessment,
        RawRoute::Forbidden => TransferRoute::Forbidden,
    }
}

pub(super) fn hosting(raw: RawHosting) -> Hosting {
    match raw {
        RawHosting::China => Hosting::China,
        RawHosting::Abroad => Hosting::Abroad,
    }
}

pub(super) fn origin(raw: RawOrigin) -> Origin {
    match raw {
        RawOrigin::Own => Origin::Own,
        RawOrigin::Domestic => Origin::Domestic,
        RawOrigin::Foreign => Origin::Foreign,
    }
}

fn origins(raw: &[RawOrigin]) -> Vec<Origin> {
    raw.iter().map(|raw| origin(*raw)).collect()
}
