use super::facts::Crossing;
use super::likelihood::{Fact, HIGH, LOW, with};
use super::protection::{level_of, rules_of_level};
use super::situation::{MEDIAN, Situation, Supposed};
use super::transfer::{Decision, Handler, TransferFlow, decide, volumes};
use crate::domain::{DataClass, Hosting, ProtectionLevel, TransferRoute};

/// A number at its 5th, 50th and 95th percentile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

impl Spread {
    fn of(value: impl Fn(f64) -> f64) -> Spread {
        Spread { low: value(LOW), middle: value(MEDIAN), high: value(HIGH) }
    }
}

/// What the rules on transfer say of a flow, and what they would say if something uncertain were otherwise.
#[derive(Debug, Clone)]
pub struct FlowView {
    /// Position of the flow.
    pub flow: usize,
    pub persons: Spread,
    pub sensitive_persons: Spread,
    /// Class as it is likelier to be.
    pub class: DataClass,
    pub crossing: Crossing,
    /// What it needs; free while it does not cross.
    pub route: TransferRoute,
    /// The same if its data is found important; `None` if it cannot be, or is likelier to be so anyway.
    pub if_important: Option<TransferRoute>,
    /// The same if the company is designated; `None` if it is already, or nobody is.
    pub if_designated: Option<TransferRoute>,
    /// The same at the 5th and the 95th percentile of all numbers of persons.
    pub if_fewer: TransferRoute,
    pub if_more: TransferRoute,
}

/// A system in China as the multi-level protection scheme sees it.
#[derive(Debug, Clone)]
pub struct SystemView<'a> {
    /// Position of the application.
    pub application: usize,
    /// `None` for a system that is not graded.
    pub level: Option<u8>,
    /// What the level asks; `None` where the pack does not say.
    pub asks: Option<&'a ProtectionLevel>,
}

/// Persons that count for the rules on transfer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VolumeView {
    /// Persons whose data is sent abroad in the counting period, exempt flows left out.
    pub exported: Spread,
    pub sensitive_exported: Spread,
    /// Persons whose data the company handles in China.
    pub handled: Spread,
}

/// How a flow is decided, with what the decision rests on.
#[derive(Debug, Clone)]
pub struct Walk<'a> {
    pub handler: Handler,
    pub flow: TransferFlow,
    pub decision: Decision<'a>,
}

/// Walks the tree for a flow as though it crossed the border, counting it among what is exported.
pub fn walk<'a>(situation: &Situation<'a>, supposed: &Supposed, flow: usize) -> Walk<'a> {
    let facts = situation.facts(supposed);
    let law = situation.law;
    let crossing = facts.flows.iter().enumerate().filter(|(place, entry)| entry.crosses || *place == flow);
    let counted = crossing.map(|(_, entry)| entry.flow);
    let handler = Handler { exported: volumes(&law.transfer.counting, counted), ..facts.company.handler() };
    let flow = facts.flows[flow].flow;
    let decision = decide(&law.transfer, &handler, &flow);
    Walk { handler, flow, decision }
}

/// Every flow of a situation, in the order of the applications.
pub fn flow_views(situation: &Situation<'_>) -> Vec<FlowView> {
    let likelier = situation.likelier();
    let routes = |supposed: &Supposed| situation.facts(supposed).routes;
    let usual = routes(&likelier);
    let fewer = routes(&with(&likelier, Fact::FewerPersons, true));
    let more = routes(&with(&likelier, Fact::MorePersons, true));
    let designated = (!likelier.ciio && situation.designation > 0.0)
        .then(|| routes(&with(&likelier, Fact::Designation, true)));
    let view = |flow: usize| {
        let entry = &situation.flows[flow];
        let can_be_important = !likelier.important[flow] && entry.important > 0.0;
        FlowView {
            flow,
            persons: Spread::of(|u| entry.persons(u)),
            sensitive_persons: Spread::of(|u| entry.sensitive_persons(u)),
            class: situation.transfer_flow(flow, &likelier).class,
            crossing: situation.crossing(flow, &likelier),
            route: usual[flow],
            if_important: can_be_important
                .then(|| routes(&with(&likelier, Fact::Important(flow), true))[flow]),
            if_designated: designated.as_ref().map(|routes| routes[flow]),
            if_fewer: fewer[flow],
            if_more: more[flow],
        }
    };
    (0..situation.flows.len()).map(view).collect()
}

/// Every application hosted in China, in the order of the case.
pub fn system_views<'a>(situation: &Situation<'a>) -> Vec<SystemView<'a>> {
    let protection = &situation.law.protection;
    let in_china = |application: &usize| situation.phase.placements[*application].hosting == Hosting::China;
    let view = |application: usize| {
        let entry = &situation.case.applications[application];
        let level = level_of(protection, entry.mlps_level, &entry.harm);
        SystemView { application, level, asks: level.and_then(|level| rules_of_level(protection, level)) }
    };
    (0..situation.case.applications.len()).filter(in_china).map(view).collect()
}

/// The persons that count, over the company.
pub fn volume_view(situation: &Situation<'_>) -> VolumeView {
    let company = |u: f64| situation.facts(&Supposed { persons_at: u, ..situation.likelier() }).company;
    VolumeView {
        exported: Spread::of(|u| company(u).exported.persons),
        sensitive_exported: Spread::of(|u| company(u).exported.sensitive_persons),
        handled: Spread::of(|u| company(u).handled),
    }
}
