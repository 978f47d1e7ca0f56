//! `company.toml`: the company, its customers and what it earns.

use super::super::collector::Problem;
use super::super::raw::{CompanyFile, RawLateRedesign, RawMarket, RawSegment, RawStanding, RawValueStream};
use super::asked::{COUNT, DURATION, FACTOR, MONEY, SHARE};
use super::checker::Checker;
use super::registry::Kind;
use crate::domain::{Company, Delivery, LateRedesign, LegalStanding, Market, Segment, ValueStream};

pub(super) fn company(raw: &CompanyFile, check: &mut Checker) -> Company {
    let raw = &raw.company;
    let name = |field: &str| format!("company.{field}");
    let company = Company {
        name: raw.name.clone(),
        description: raw.description.clone(),
        home: raw.home.clone(),
        sector: raw.sector.clone(),
        revenue_worldwide: check.quantity(&raw.revenue_worldwide, name("revenue_worldwide"), MONEY),
        revenue_china: check.quantity(&raw.revenue_china, name("revenue_china"), MONEY),
        worldwide_turnover_likelihood: check.quantity(
            &raw.worldwide_turnover_likelihood,
            name("worldwide_turnover_likelihood"),
            SHARE,
        ),
        responsible_managers: check.quantity(&raw.responsible_managers, name("responsible_managers"), COUNT),
        loaded_hourly_cost: check.quantity(&raw.loaded_hourly_cost, name("loaded_hourly_cost"), MONEY),
        delivery: Delivery {
            cost_overrun: check.quantity(&raw.delivery.cost_overrun, name("delivery.cost_overrun"), FACTOR),
            time_overrun: check.quantity(&raw.delivery.time_overrun, name("delivery.time_overrun"), FACTOR),
            late_redesign: raw.delivery.late_redesign.as_ref().map(|raw| late_redesign(raw, check)),
        },
        standing: standing(&raw.standing, check),
    };
    if company.revenue_china.mean() > company.revenue_worldwide.mean() {
        let rule = "revenue in China is above the worldwide revenue that contains it";
        let problem = Problem::error(check.of(&raw.revenue_china), rule);
        check.report(problem.secondary(check.of(&raw.revenue_worldwide), "worldwide revenue"));
    }
    company
}

fn standing(raw: &RawStanding, check: &mut Checker) -> LegalStanding {
    let name = |field: &str| format!("company.standing.{field}");
    LegalStanding {
        entity_in_china: raw.entity_in_china.unwrap_or(true),
        designated: raw.designated,
        sectors: check.of_law(Kind::Sector, &raw.sectors),
        factors: check.of_law(Kind::CiioFactor, &raw.factors),
        handled_persons: check.optional(raw.handled_persons.as_ref(), name("handled_persons"), COUNT),
        sells: check.of_law(Kind::Product, &raw.sells),
        met_at_start: check.optional(raw.met_at_start.as_ref(), name("met_at_start"), SHARE),
        winding_down: check.optional(raw.winding_down.as_ref(), name("winding_down"), DURATION),
    }
}

fn late_redesign(raw: &RawLateRedesign, check: &mut Checker) -> LateRedesign {
    let name = |field: &str| format!("company.delivery.late_redesign.{field}");
    LateRedesign {
        premium: check.quantity(&raw.premium, name("premium"), FACTOR),
        extra_time: check.quantity(&raw.extra_time, name("extra_time"), DURATION),
        designated_factor: check.optional(raw.designated_factor.as_ref(), name("designated_factor"), FACTOR),
    }
}

pub(super) fn segments(raw: &CompanyFile, check: &mut Checker) -> Vec<Segment> {
    if raw.segment.is_empty() {
        check.error(check.key_site("segment"), "the list of segments is empty");
    }
    let mut segment = |raw: &RawSegment| Segment {
        id: check.id(&raw.id.value),
        name: raw.name.clone(),
        market: match raw.market {
            RawMarket::China => Market::China,
            RawMarket::Abroad => Market::Abroad,
        },
        description: raw.description.clone(),
        sectors: check.of_law(Kind::Sector, &raw.sectors),
        factors: check.of_law(Kind::CiioFactor, &raw.factors),
        ciio: check.optional(raw.ciio.as_ref(), format!("segment.{}.ciio", raw.id.value), SHARE),
    };
    raw.segment.iter().map(&mut segment).collect()
}

pub(super) fn value_streams(raw: &CompanyFile, check: &mut Checker) -> Vec<ValueStream> {
    if raw.value_stream.is_empty() {
        check.error(check.key_site("value_stream"), "the list of value streams is empty");
    }
    raw.value_stream.iter().map(|raw| value_stream(raw, check)).collect()
}

fn value_stream(raw: &RawValueStream, check: &mut Checker) -> ValueStream {
    let stream = &raw.id.value;
    if raw.revenue.is_empty() {
        check.error(check.of(&raw.id), format!("value stream `{stream}` has no revenue"));
    }
    let mut revenue = Vec::new();
    for (segment, figure) in &raw.revenue {
        let id = check.reference(Kind::Segment, segment);
        let name = format!("value_stream.{stream}.revenue.{}", segment.value);
        revenue.push((id, check.quantity(figure, name, MONEY)));
    }
    ValueStream {
        id: check.id(stream),
        name: raw.name.clone(),
        description: raw.description.clone(),
        contribution_margin: check.quantity(
            &raw.contribution_margin,
            format!("value_stream.{stream}.contribution_margin"),
            SHARE,
        ),
        growth: check.quantity(&raw.growth, format!("value_stream.{stream}.growth"), SHARE.signed()),
        licensed: raw.licensed,
        revenue,
    }
}
