//! Data that crosses the border, in `applications.toml`.

use super::super::collector::Problem;
use super::super::located::Located;
use super::super::raw::{RawApplication, RawDirection, RawFlow, RawImpact, RawInterest, RawRecipient};
use super::asked::{COUNT, SHARE};
use super::checker::Checker;
use super::duties::function;
use super::registry::{Kind, check_form};
use crate::domain::{DataFlow, Direction, Function, Id, Impact, Interest, Recipient};
use crate::quantity::{Quantity, QuantitySpec};

/// The flows of an application: as listed, or one of everything that it holds.
pub(super) fn flows(raw: &RawApplication, check: &mut Checker) -> Vec<DataFlow> {
    for (index, flow) in raw.flow.iter().enumerate() {
        check_form(&flow.id.value, &check.of(&flow.id), check.collector);
        if let Some(first) = raw.flow[..index].iter().find(|first| first.id.value == flow.id.value) {
            let rule = format!("application `{}` has two flows `{}`", raw.id.value, flow.id.value);
            let problem = Problem::error(check.of(&flow.id), rule);
            check.report(problem.secondary(check.of(&first.id), "first defined here"));
        }
    }
    let shorthand = shorthand(raw, check);
    let mut flows: Vec<DataFlow> = raw.flow.iter().map(|flow| self::flow(raw, flow, check)).collect();
    if let (Some((site, key)), Some(first)) = (first_of_shorthand(raw), raw.flow.first()) {
        let rule = format!("application `{}` has both `{key}` and flows of its own", raw.id.value);
        let problem = Problem::error(check.of(site), rule).secondary(check.of(&first.id), "a flow");
        check.report(problem.hint(format!("say `{key}` in a flow")));
    }
    flows.extend(shorthand);
    flows
}

fn first_of_shorthand(raw: &RawApplication) -> Option<(&Located<QuantitySpec>, &'static str)> {
    let keys = [
        (&raw.persons, "persons"),
        (&raw.sensitive_persons, "sensitive_persons"),
        (&raw.important_data, "important_data"),
    ];
    keys.into_iter().find_map(|(spec, key)| spec.as_ref().map(|spec| (spec, key)))
}

/// One flow of everything that the application holds.
fn shorthand(raw: &RawApplication, check: &mut Checker) -> Option<DataFlow> {
    let name = |field: &str| format!("application.{}.{field}", raw.id.value);
    let persons = check.optional(raw.persons.as_ref(), name("persons"), COUNT);
    let sensitive_persons = check.optional(raw.sensitive_persons.as_ref(), name("sensitive_persons"), COUNT);
    let important_data = check.optional(raw.important_data.as_ref(), name("important_data"), SHARE);
    first_of_shorthand(raw)?;
    check_persons(
        (&raw.persons, persons.as_ref()),
        (&raw.sensitive_persons, sensitive_persons.as_ref()),
        check,
    );
    Some(DataFlow {
        id: check.id("data"),
        name: format!("{}: its data", raw.name),
        description: None,
        direction: Direction::Outbound,
        function: Function::InformationTechnology,
        recipient: Recipient::Group,
        persons,
        sensitive_persons,
        turnover: None,
        people: None,
        important_data,
        impact: Vec::new(),
        factors: Vec::new(),
        grounds: Vec::new(),
        needed: None,
    })
}

fn flow(application: &RawApplication, raw: &RawFlow, check: &mut Checker) -> DataFlow {
    let name = |field: &str| format!("application.{}.flow.{}.{field}", application.id.value, raw.id.value);
    let persons = check.optional(raw.persons.as_ref(), name("persons"), COUNT);
    let sensitive_persons = check.optional(raw.sensitive_persons.as_ref(), name("sensitive_persons"), COUNT);
    check_persons(
        (&raw.persons, persons.as_ref()),
        (&raw.sensitive_persons, sensitive_persons.as_ref()),
        check,
    );
    let direction = match raw.direction {
        Some(RawDirection::Inbound) => Direction::Inbound,
        Some(RawDirection::Outbound) | None => Direction::Outbound,
    };
    if direction == Direction::Inbound {
        check_inbound(raw, check);
    }
    if let Some(people) = &raw.people {
        check_form(&people.value, &check.of(people), check.collector);
    }
    DataFlow {
        id: check.id(&raw.id.value),
        name: raw.name.clone(),
        description: raw.description.clone(),
        direction,
        function: raw.function.map_or(Function::InformationTechnology, function),
        recipient: match raw.recipient {
            Some(RawRecipient::ThirdParty) => Recipient::ThirdParty,
            Some(RawRecipient::Group) | None => Recipient::Group,
        },
        persons,
        sensitive_persons,
        turnover: check.optional(raw.turnover.as_ref(), name("turnover"), SHARE),
        people: raw.people.as_ref().map(|people| check.id(&people.value)),
        important_data: check.optional(raw.important_data.as_ref(), name("important_data"), SHARE),
        impact: impact(raw),
        factors: factors(raw, check),
        grounds: check.of_law(Kind::Ground, &raw.grounds),
        needed: check.optional(raw.needed.as_ref(), name("needed"), SHARE),
    }
}

fn factors(raw: &RawFlow, check: &mut Checker) -> Vec<Id> {
    check.of_law(Kind::DataFactor, &raw.factors)
}

/// In the order of the interests.
fn impact(raw: &RawFlow) -> Vec<(Interest, Impact)> {
    raw.impact
        .iter()
        .map(|(interest_of, impact_of)| (interest(interest_of.value), degree(*impact_of)))
        .collect()
}

pub(super) fn interest(raw: RawInterest) -> Interest {
    match raw {
        RawInterest::NationalSecurity => Interest::NationalSecurity,
        RawInterest::PublicInterest => Interest::PublicInterest,
        RawInterest::Individuals => Interest::Individuals,
    }
}

pub(super) fn degree(raw: RawImpact) -> Impact {
    match raw {
        RawImpact::Limited => Impact::Limited,
        RawImpact::Average => Impact::Average,
        RawImpact::Severe => Impact::Severe,
    }
}

/// Rules on transfer are about what leaves China: nothing of what an inbound flow says about that has an effect.
fn check_inbound(raw: &RawFlow, check: &mut Checker) {
    let ground = raw.grounds.first().map(|ground| (check.of(ground), "grounds"));
    let turnover = raw.turnover.as_ref().map(|turnover| (check.of(turnover), "turnover"));
    for (site, key) in ground.into_iter().chain(turnover) {
        let rule = format!("flow `{}` is inbound, where `{key}` has no meaning", raw.id.value);
        check.error_with_hint(site, rule, format!("remove `{key}`; only data that leaves China is counted"));
    }
}

/// A figure as it was written, and as it was read.
type Figure<'a> = (&'a Option<Located<QuantitySpec>>, Option<&'a Quantity>);

/// Sensitive persons are among the persons.
fn check_persons(persons: Figure, sensitive: Figure, check: &mut Checker) {
    let (Some(site), Some(sensitive)) = sensitive else { return };
    match persons {
        (Some(all_site), Some(all)) if sensitive.mean() > all.mean() => {
            let rule = "there are more sensitive persons than persons";
            let problem = Problem::error(check.of(site), rule);
            check.report(problem.secondary(check.of(all_site), "all persons"));
        }
        (Some(_), Some(_)) => {}
        (None, _) | (_, None) => {
            let rule = "`sensitive_persons` without `persons`, of whom they are a part";
            check.error_with_hint(check.of(site), rule, "add `persons`");
        }
    }
}
