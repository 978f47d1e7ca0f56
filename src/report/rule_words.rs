//! Rules, conditions and facts in words.

use super::figures::chance;
use super::prose::listed;
use crate::domain::{
    Application, Case, Condition, CostBasis, DataFlow, Hosting, Id, Origin, Settings, TransferRoute,
    TransferRule, TransferTest,
};
use crate::rules::{Crossing, Fact, Handler, Hinge, NEVER, Obligation, Spread, TransferFlow, day_of_month};
use crate::units::{Dimension, format_in_dimension};

/// Every flow with its application, in the order in which the rules count them.
pub(super) fn flows(case: &Case) -> Vec<(&Application, &DataFlow)> {
    case.applications
        .iter()
        .flat_map(|application| application.flows.iter().map(move |flow| (application, flow)))
        .collect()
}

/// `HR suite: employees`, or the application alone if it has one flow.
pub(super) fn flow_name(application: &Application, flow: &DataFlow) -> String {
    if application.flows.len() == 1 {
        application.name.clone()
    } else {
        format!("{}: {}", application.name, flow.name)
    }
}

/// A number of persons or things to three digits: `60,000`.
pub(super) fn persons(number: f64) -> String {
    let mut scale = 1.0;
    while number / scale >= 1000.0 {
        scale *= 10.0;
    }
    let rounded = (number / scale).round() * scale;
    if rounded.is_finite() && rounded >= 0.0 { super::count(rounded as u64) } else { format!("{number}") }
}

/// A number of persons to the last whole one, as thresholds see it: `99,999`.
pub(super) fn whole(number: f64) -> String {
    if number.is_finite() && number >= 0.0 {
        super::count(number.floor() as u64)
    } else {
        format!("{number}")
    }
}

/// `60,000`, or `60,000 (40,000 to 90,000)` where it is uncertain.
pub(super) fn spread(spread: &Spread) -> String {
    if spread.low == spread.high {
        return persons(spread.middle);
    }
    format!("{} ({} to {})", persons(spread.middle), persons(spread.low), persons(spread.high))
}

/// `2028-03`: the calendar month in which a month of the horizon falls.
pub(super) fn calendar(settings: &Settings, month: f64) -> String {
    let day = day_of_month(settings, month.max(0.0).floor() as usize);
    format!("{:04}-{:02}", day.year(), day.month())
}

/// When an obligation holds: `from the start`, `month 9 on`, `until month 14`, `months 3 to 14`.
pub(super) fn span(obligation: &Obligation, horizon: f64) -> String {
    match (obligation.from > 0.0, obligation.until < horizon) {
        (false, false) => "throughout".to_owned(),
        (true, false) => format!("month {:.0} on", obligation.from),
        (false, true) => format!("until month {:.0}", obligation.until),
        (true, true) => format!("months {:.0} to {:.0}", obligation.from, obligation.until),
    }
}

/// Article, pack and date.
pub(super) fn article(entry: &Obligation) -> String {
    let duty = &entry.duty;
    match (&duty.pack, entry.since) {
        (Some(pack), Some(day)) => format!("{} ({pack}, since {day})", duty.article),
        (Some(pack), None) => format!("{} ({pack}, supposed)", duty.article),
        (None, _) => format!("{} (the case’s own)", duty.article),
    }
}

/// The applications that an obligation can concern: all of them, names if they are few, else their number.
pub(super) fn concerned(case: &Case, obligation: &Obligation) -> String {
    const MOST_NAMED: usize = 4;
    let names: Vec<&str> = case
        .applications
        .iter()
        .zip(&obligation.applications)
        .filter(|(_, likelihood)| **likelihood > NEVER)
        .map(|(application, _)| application.name.as_str())
        .collect();
    let who = match names.len() {
        all if all == case.applications.len() => "all applications".to_owned(),
        few if few <= MOST_NAMED => listed(&names),
        many => format!("{many} of {} applications", case.applications.len()),
    };
    match obligation.duty.per {
        CostBasis::Application => who,
        CostBasis::Company => format!("company ({who})"),
    }
}

/// What a condition asks, in words; `always` when it asks nothing.
pub(super) fn condition(case: &Case, condition: &Condition) -> String {
    let mut parts = Vec::new();
    systems(case, condition, &mut parts);
    data(condition, &mut parts);
    company(condition, &mut parts);
    if parts.is_empty() { "always".to_owned() } else { parts.join("; ") }
}

fn systems(case: &Case, condition: &Condition, parts: &mut Vec<String>) {
    let named = |ids: &[Id], name: &dyn Fn(&Id) -> Option<String>| {
        let names: Vec<String> = ids.iter().map(|id| name(id).unwrap_or_else(|| id.to_string())).collect();
        either(&names)
    };
    if let Some(ids) = &condition.applications {
        let names = named(ids, &|id| case.application(id).map(|found| found.name.clone()));
        parts.push(format!("application {names}"));
    }
    if let Some(ids) = &condition.placements {
        let names = named(ids, &|id| case.placement(id).map(|found| found.name.clone()));
        parts.push(format!("placement {names}"));
    }
    match condition.hosting {
        Some(Hosting::China) => parts.push("hosted in China".to_owned()),
        Some(Hosting::Abroad) => parts.push("hosted abroad".to_owned()),
        None => {}
    }
    if let Some(origins) = &condition.operator {
        parts.push(format!("{} operator", origin(origins)));
    }
    if let Some(origins) = &condition.product {
        parts.push(format!("{} product", origin(origins)));
    }
    if let Some(ids) = &condition.services {
        parts.push(format!("uses {}", named(ids, &|_| None)));
    }
    if let Some(ids) = &condition.kinds {
        parts.push(format!("uses {}", named(ids, &|id| product_kind(case, id))));
    }
    if let Some(ids) = &condition.isolation {
        let names = named(ids, &|id| case.isolation(id).map(|found| found.name.clone()));
        parts.push(format!("isolation {names}"));
    }
    if let Some(id) = &condition.measure {
        let name = case.measure(id).map_or_else(|| id.to_string(), |found| found.name.clone());
        parts.push(format!("with {name}"));
    }
    match condition.security {
        Some(true) => parts.push("security system".to_owned()),
        Some(false) => parts.push("no security system".to_owned()),
        None => {}
    }
    match (condition.mlps_level_at_least, condition.mlps_level_at_most) {
        (Some(least), Some(most)) if least == most => parts.push(format!("protection level {least}")),
        (Some(least), Some(most)) => parts.push(format!("protection level {least} to {most}")),
        (Some(least), None) => parts.push(format!("protection level {least} or higher")),
        (None, Some(most)) => parts.push(format!("protection level {most} or lower")),
        (None, None) => {}
    }
}

fn data(condition: &Condition, parts: &mut Vec<String>) {
    let mut ask = |asked: Option<bool>, yes: &str, no: &str| {
        if let Some(asked) = asked {
            parts.push(if asked { yes } else { no }.to_owned());
        }
    };
    ask(condition.personal, "personal data", "no personal data");
    ask(condition.sensitive, "sensitive personal data", "no sensitive personal data");
    ask(condition.important_data, "important data", "no important data");
    ask(condition.exports, "data crosses the border", "no data crosses the border");
    ask(
        condition.exports_personal,
        "personal data crosses the border",
        "no personal data crosses the border",
    );
    if let Some(class) = condition.data_class_at_least {
        parts.push(format!("{} data or graver", class.id()));
    }
    if let Some(routes) = &condition.transfer {
        let names: Vec<String> = routes.iter().map(|route| route.name().to_owned()).collect();
        parts.push(format!("transfer needs: {}", either(&names)));
    }
    if let Some(least) = condition.persons_at_least {
        parts.push(format!("{} persons or more", persons(least)));
    }
    if let Some(least) = condition.sensitive_persons_at_least {
        parts.push(format!("sensitive data of {} persons or more", persons(least)));
    }
}

fn company(condition: &Condition, parts: &mut Vec<String>) {
    if let Some(least) = condition.handled_persons_at_least {
        parts.push(format!("company handles {} persons or more", persons(least)));
    }
    match condition.ciio {
        Some(true) => parts.push("company designated as CII operator".to_owned()),
        Some(false) => parts.push("company not designated as CII operator".to_owned()),
        None => {}
    }
    match condition.supplies_ciio {
        Some(true) => parts.push("CII operators among customers".to_owned()),
        Some(false) => parts.push("no CII operators among customers".to_owned()),
        None => {}
    }
    match condition.entity_in_china {
        Some(true) => parts.push("entity in China".to_owned()),
        Some(false) => parts.push("no entity in China".to_owned()),
        None => {}
    }
    if let Some(ids) = &condition.sells {
        let names: Vec<String> = ids.iter().map(Id::to_string).collect();
        parts.push(format!("sells {}", either(&names)));
    }
}

fn product_kind(case: &Case, id: &Id) -> Option<String> {
    let kinds = case.regulation.packs.iter().flat_map(|pack| &pack.products);
    kinds.filter(|kind| kind.id == *id).map(|kind| kind.name.clone()).next()
}

fn origin(origins: &[Origin]) -> String {
    let name = |origin: &Origin| match origin {
        Origin::Own => "own",
        Origin::Domestic => "Chinese",
        Origin::Foreign => "foreign",
    };
    either(&origins.iter().map(|origin| name(origin).to_owned()).collect::<Vec<String>>())
}

/// `A`, `A or B`, `A, B or C`.
pub(super) fn either(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Why a flow crosses the border, or does not.
pub(super) fn crossing(crossing: Crossing) -> &'static str {
    match crossing {
        Crossing::Inbound => "flows into China",
        Crossing::HostedAbroad => "application hosted abroad",
        Crossing::Access => "stored in China, headquarters has access",
        Crossing::Masked => "stored in China, masked for headquarters",
        Crossing::Stays => "stored in China, out of headquarters' reach",
    }
}

/// What would have to be otherwise, and how likely that is: `data of CRM is found important (30 %)`.
pub(super) fn hinge(case: &Case, hinge: &Hinge) -> String {
    let name = |flow: usize| {
        flows(case).get(flow).map_or_else(String::new, |(application, flow)| flow_name(application, flow))
    };
    let likelihood = hinge.likelihood.unwrap_or_default();
    // What is likelier than not is supposed to be so; then its opposite is what would be otherwise.
    let otherwise = likelihood > 0.5;
    let odds = chance(if otherwise { 1.0 - likelihood } else { likelihood });
    match hinge.fact {
        Fact::Important(flow) if otherwise => format!("{} holds no important data ({odds})", name(flow)),
        Fact::Important(flow) => format!("{} is found to hold important data ({odds})", name(flow)),
        Fact::Exempt(flow) if otherwise => format!("no ground of {} is accepted ({odds})", name(flow)),
        Fact::Exempt(flow) => format!("a ground of {} is accepted ({odds})", name(flow)),
        Fact::Designation => {
            format!("the company is designated a CII operator (score {})", chance(likelihood))
        }
        Fact::SuppliesCiio if otherwise => format!("no customer is a CII operator ({odds})"),
        Fact::SuppliesCiio => format!("a customer is a CII operator ({odds})"),
        Fact::FewerPersons => "numbers of persons are at their lower ends".to_owned(),
        Fact::MorePersons => "numbers of persons are at their upper ends".to_owned(),
    }
}

/// What decides whether an obligation arises, those facts together that say the same of several flows.
pub(super) fn hinges(case: &Case, hinges: &[Hinge]) -> Vec<String> {
    let decisive: Vec<Hinge> = hinges.iter().filter(|hinge| hinge.decides).cloned().collect();
    let hinges = if decisive.is_empty() { hinges } else { decisive.as_slice() };
    let of_flow = |hinge: &&Hinge| {
        matches!(hinge.fact, Fact::Important(_)) && hinge.likelihood.is_some_and(|p| p <= 0.5)
    };
    let verb = |hinge: &Hinge| if hinge.adds.is_empty() { "not if" } else { "if" };
    let mut said: Vec<String> = Vec::new();
    for wanted in ["if", "not if"] {
        let together: Vec<&Hinge> =
            hinges.iter().filter(of_flow).filter(|found| verb(found) == wanted).collect();
        if together.len() < 2 {
            said.extend(together.into_iter().map(|found| format!("{wanted} {}", hinge(case, found))));
            continue;
        }
        let names: Vec<String> = together
            .iter()
            .map(|found| {
                let Fact::Important(flow) = found.fact else { return String::new() };
                let odds = chance(found.likelihood.unwrap_or_default());
                flows(case).get(flow).map_or_else(String::new, |(application, flow)| {
                    format!("{} ({odds})", flow_name(application, flow))
                })
            })
            .collect();
        said.push(format!("{wanted} the data of {} is found important", either(&names)));
    }
    let others = hinges.iter().filter(|found| !of_flow(found));
    said.extend(others.map(|found| format!("{} {}", verb(found), hinge(case, found))));
    said
}

/// A branch's figures against what it asks: `sensitive persons exported 800, asked 10,000`.
pub(super) fn compared(test: &TransferTest, handler: &Handler, flow: &TransferFlow) -> String {
    let mut parts = Vec::new();
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    if let Some(class) = test.class_at_least {
        parts.push(format!("data is {}, asked: {} or graver", flow.class.id(), class.id()));
    }
    let mut fact = |asked: Option<bool>, what: &str, is: bool| {
        if let Some(asked) = asked {
            let negated = if asked { "" } else { ", asked: no" };
            parts.push(format!("{what}: {}{negated}", yes_no(is)));
        }
    };
    fact(test.personal, "personal data", flow.is_personal());
    fact(test.sensitive, "sensitive data", flow.is_sensitive());
    fact(test.ciio, "CII operator", handler.ciio);
    fact(test.exempt, "exempt", flow.exempt);
    let mut number = |least: Option<f64>, what: &str, is: f64| {
        if let Some(least) = least {
            parts.push(format!("{what}: {}, asked: {} or more", whole(is), whole(least)));
        }
    };
    number(test.handled_at_least, "persons handled", handler.handled);
    number(test.exported_at_least, "persons exported", handler.exported.persons);
    number(
        test.sensitive_exported_at_least,
        "persons with sensitive data exported",
        handler.exported.sensitive_persons,
    );
    if parts.is_empty() { "always".to_owned() } else { parts.join("; ") }
}

/// An amount of money with its unit: `1.37M EUR`.
pub(super) fn money(case: &Case, amount: f64) -> String {
    format_in_dimension(amount, Dimension::Money, case.settings.currency, 3)
}

/// What a rule leads to, the choice it leaves included.
pub(super) fn rule_route(rule: &TransferRule) -> String {
    match rule.alternative {
        None => rule.route.name().to_owned(),
        Some(other) if rule.alternative_in_group_only => {
            format!("{} or, within the group, {}", rule.route.name(), other.name())
        }
        Some(other) => format!("{} or {}", rule.route.name(), other.name()),
    }
}

/// What a flow needs now, or that it stays, in few words.
pub(super) fn route(crossing: Crossing, route: TransferRoute) -> String {
    match crossing {
        Crossing::HostedAbroad | Crossing::Access => match route {
            TransferRoute::Free => "free".to_owned(),
            TransferRoute::StandardContract
            | TransferRoute::Certification
            | TransferRoute::SecurityAssessment
            | TransferRoute::Forbidden => route.name().to_owned(),
        },
        Crossing::Inbound => "inbound".to_owned(),
        Crossing::Masked => "masked".to_owned(),
        Crossing::Stays => "stays in China".to_owned(),
    }
}

/// As it is written in files.
pub(super) fn crossing_id(crossing: Crossing) -> &'static str {
    match crossing {
        Crossing::Inbound => "inbound",
        Crossing::HostedAbroad => "hosted-abroad",
        Crossing::Access => "access",
        Crossing::Masked => "masked",
        Crossing::Stays => "stays",
    }
}
