use crate::domain::{CountingPeriod, DataClass, TransferRoute, TransferRule, TransferRules, TransferTest};

/// A flow of data across the border, as the rules on transfer see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TransferFlow {
    pub class: DataClass,
    /// Persons whose data it holds, at one time.
    pub persons: f64,
    /// Of these, persons with sensitive data.
    pub sensitive_persons: f64,
    /// Share of the persons who are new in a year.
    pub turnover: f64,
    /// Group of people: flows about the same group count the same persons, once. `None`: persons of its own.
    pub people: Option<usize>,
    /// A ground of exemption is accepted: it is not counted, and personal data goes freely where the pack says so.
    pub exempt: bool,
    pub in_group: bool,
}

impl TransferFlow {
    /// It holds data of at least one person.
    pub fn is_personal(&self) -> bool {
        self.persons > 0.0 || self.sensitive_persons > 0.0
    }

    pub fn is_sensitive(&self) -> bool {
        self.sensitive_persons > 0.0
    }
}

/// The company that sends data abroad.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Handler {
    /// Designated an operator of critical information infrastructure.
    pub ciio: bool,
    /// Persons whose data it handles in China.
    pub handled: f64,
    pub exported: Volumes,
    /// Where the law leaves a choice, it takes the certificate.
    pub prefers_certification: bool,
}

/// Persons whose data is sent abroad in the counting period; exempt flows are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Volumes {
    /// All persons, those with sensitive data among them.
    pub persons: f64,
    pub sensitive_persons: f64,
}

/// Counts the persons of flows that cross the border.
///
/// Persons in the period: persons × (1 + turnover × years of the period), the period at its longest. Of flows about the
/// same people the largest counts.
pub fn volumes(period: &CountingPeriod, flows: impl Iterator<Item = TransferFlow> + Clone) -> Volumes {
    let counted = flows.filter(|flow| !flow.exempt).map(|flow| {
        let growth = 1.0 + flow.turnover * period.years;
        let volumes =
            Volumes { persons: flow.persons * growth, sensitive_persons: flow.sensitive_persons * growth };
        (flow.people, volumes)
    });
    // By group of people: the largest, and whether it is in the total already.
    let mut groups: Vec<(Volumes, bool)> = Vec::new();
    for (people, volumes) in counted.clone() {
        let Some(people) = people else { continue };
        if groups.len() <= people {
            groups.resize(people + 1, (Volumes::default(), false));
        }
        let largest = &mut groups[people].0;
        largest.persons = f64::max(largest.persons, volumes.persons);
        largest.sensitive_persons = f64::max(largest.sensitive_persons, volumes.sensitive_persons);
    }
    let mut total = Volumes::default();
    for (people, volumes) in counted {
        let volumes = match people.map(|people| &mut groups[people]) {
            None => volumes,
            Some((_, true)) => continue,
            Some((largest, in_total)) => {
                *in_total = true;
                *largest
            }
        };
        total.persons += volumes.persons;
        total.sensitive_persons += volumes.sensitive_persons;
    }
    total
}

/// One branch of the decision tree as it was walked.
#[derive(Debug, Clone, Copy)]
pub struct Branch<'a> {
    pub rule: &'a TransferRule,
    /// It holds, and so decides.
    pub holds: bool,
}

/// What a flow needs, and the chain of rules that led there.
#[derive(Debug, Clone)]
pub struct Decision<'a> {
    pub route: TransferRoute,
    /// The branches up to the one that decides; that one is the last, unless none holds.
    pub walked: Vec<Branch<'a>>,
}

/// What a flow that crosses the border needs, with the chain of rules.
pub fn decide<'a>(rules: &'a TransferRules, handler: &Handler, flow: &TransferFlow) -> Decision<'a> {
    let mut walked = Vec::new();
    let route = walk(rules, handler, flow, |rule, holds| walked.push(Branch { rule, holds }));
    Decision { route, walked }
}

/// What a flow that crosses the border needs.
pub fn route(rules: &TransferRules, handler: &Handler, flow: &TransferFlow) -> TransferRoute {
    walk(rules, handler, flow, |_, _| ())
}

fn walk<'a>(
    rules: &'a TransferRules,
    handler: &Handler,
    flow: &TransferFlow,
    mut at: impl FnMut(&'a TransferRule, bool),
) -> TransferRoute {
    for rule in &rules.rules {
        let holds = holds(&rule.when, handler, flow);
        at(rule, holds);
        if holds {
            return choose(rule, handler, flow);
        }
    }
    TransferRoute::Free
}

fn holds(test: &TransferTest, handler: &Handler, flow: &TransferFlow) -> bool {
    test.class_at_least.is_none_or(|least| flow.class >= least)
        && test.personal.is_none_or(|personal| flow.is_personal() == personal)
        && test.sensitive.is_none_or(|sensitive| flow.is_sensitive() == sensitive)
        && test.ciio.is_none_or(|ciio| handler.ciio == ciio)
        && test.exempt.is_none_or(|exempt| flow.exempt == exempt)
        && test.handled_at_least.is_none_or(|least| handler.handled >= least)
        && test.exported_at_least.is_none_or(|least| handler.exported.persons >= least)
        && test.sensitive_exported_at_least.is_none_or(|least| handler.exported.sensitive_persons >= least)
}

fn choose(rule: &TransferRule, handler: &Handler, flow: &TransferFlow) -> TransferRoute {
    match rule.alternative {
        Some(other)
            if handler.prefers_certification && (flow.in_group || !rule.alternative_in_group_only) =>
        {
            other
        }
        Some(_) | None => rule.route,
    }
}
