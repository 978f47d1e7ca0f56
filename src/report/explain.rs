//! The decision on one flow of data, walked branch by branch.

use super::figures::chance;
use super::prose::wrapped;
use super::rule_words::{
    calendar, compared, crossing, flow_name, flows, money, route, rule_route, spread, whole,
};
use super::terminal::{Page, heading};
use crate::charts::{Answer, ChartError, DecisionTree, Picture, TreeBranch, decision_tree};
use crate::domain::{Application, Case, DataFlow, Duty, Refusal, TransferRoute, TransferRule};
use crate::rules::{
    Fact, FlowView, Law, Phase, Register, Situation, Walk, decide, flow_views, suppose, volume_view, walk,
};

/// A flow in the first phase in which it crosses the border, else at the start.
struct Explained<'a> {
    case: &'a Case,
    application: &'a Application,
    flow: &'a DataFlow,
    /// Position of the flow.
    position: usize,
    register: &'a Register<'a>,
    situation: Situation<'a>,
    view: FlowView,
    walked: Walk<'a>,
}

impl<'a> Explained<'a> {
    fn new(case: &'a Case, register: &'a Register<'a>, position: usize) -> Option<Explained<'a>> {
        let (application, flow) = flows(case).get(position).copied()?;
        let situation_of =
            |phase: &'a Phase<'a>, law: &'a Law| Situation::new(case, register.option, phase, law);
        let all = register.stretches.iter().filter_map(|stretch| {
            Some(situation_of(register.phases.get(stretch.phase)?, register.laws.get(stretch.law)?))
        });
        let all: Vec<Situation<'a>> = all.collect();
        let crosses =
            |situation: &Situation<'a>| situation.crossing(position, &situation.likelier()).crosses();
        let chosen = all.iter().position(crosses).unwrap_or(0);
        let situation = all.into_iter().nth(chosen)?;
        let view = flow_views(&situation).into_iter().nth(position)?;
        let walked = walk(&situation, &situation.likelier(), position);
        Some(Explained { case, application, flow, position, register, situation, view, walked })
    }

    fn name(&self) -> String {
        flow_name(self.application, self.flow)
    }

    /// The rule that decides.
    fn decisive(&self) -> Option<&'a TransferRule> {
        self.walked.decision.walked.last().filter(|branch| branch.holds).map(|branch| branch.rule)
    }

    /// What it needs, or would need if it crossed.
    fn needs(&self) -> TransferRoute {
        self.walked.decision.route
    }

    fn when(&self) -> String {
        let Situation { phase, law, .. } = &self.situation;
        let pack = law.pack.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
        format!("{}, {}; {}{pack} on {}", self.register.option.name, phase.name, law.name, law.day)
    }

    /// The finding in a sentence.
    fn finding(&self) -> String {
        let name = self.name();
        let needs = self.needs();
        if !self.view.crossing.crosses() {
            return format!(
                "{name}: {}; abroad it would need: {}",
                crossing(self.view.crossing),
                needs.name()
            );
        }
        match needs {
            TransferRoute::Free => format!("{name} may cross the border freely"),
            TransferRoute::Forbidden => format!("{name} must not cross the border"),
            TransferRoute::StandardContract
            | TransferRoute::Certification
            | TransferRoute::SecurityAssessment => {
                let choice = self.decisive().filter(|rule| rule.alternative.is_some()).map(rule_route);
                format!("{name} needs: {}", choice.unwrap_or_else(|| needs.name().to_owned()))
            }
        }
    }
}

/// The explanation as text; `None` if there is no such flow.
///
/// - `register`: of the option and law that are explained.
/// - `options`: registers of all options, for comparison.
/// - `position`: of the flow, counted over the applications.
#[must_use]
pub fn explanation_in_words(
    case: &Case,
    register: &Register<'_>,
    options: &[Register<'_>],
    position: usize,
    page: Page,
) -> Option<String> {
    let explained = Explained::new(case, register, position)?;
    let mut text = heading(&explained.finding(), page).trim_start_matches('\n').to_owned();
    text += &wrapped(&format!("{}.", explained.when()), page.width);
    text += &explained.holds(page);
    text += &explained.tree(page);
    text += &explained.duties(page);
    text += &explained.would_change(page);
    text += &explained.under_options(options, page);
    Some(text)
}

/// The explanation as a picture; `None` if there is no such flow, or the law has no rules on transfer.
///
/// # Errors
/// The tree has too many branches to draw.
pub fn decision_picture(
    case: &Case,
    register: &Register<'_>,
    position: usize,
) -> Result<Option<Picture>, ChartError> {
    let Some(explained) = Explained::new(case, register, position) else { return Ok(None) };
    let rules = &explained.situation.law.transfer.rules;
    if rules.is_empty() {
        return Ok(None);
    }
    let walked = &explained.walked.decision.walked;
    let branch = |(place, rule): (usize, &TransferRule)| TreeBranch {
        question: format!("{}?", rule.name.trim_end_matches(['.', '?'])),
        figures: compared(&rule.when, &explained.walked.handler, &explained.walked.flow),
        article: rule.reference.article.clone(),
        outcome: rule_route(rule),
        answer: match walked.get(place) {
            None => Answer::NotAsked,
            Some(branch) if branch.holds => Answer::Yes,
            Some(_) => Answer::No,
        },
    };
    let mut notes = vec![explained.crosses()];
    let changes = explained.changes().into_iter().take(MOST_NOTES);
    notes.extend(changes.map(|change| format!("It would change {change}.")));
    let tree = DecisionTree {
        title: explained.finding(),
        subtitle: explained.when(),
        branches: rules.iter().enumerate().map(branch).collect(),
        otherwise: "Otherwise nothing is needed".to_owned(),
        notes,
    };
    decision_tree(&tree).map(Some)
}

/// Remarks below the picture.
const MOST_NOTES: usize = 4;

impl Explained<'_> {
    /// What the flow is, and whether it crosses.
    fn holds(&self, page: Page) -> String {
        let mut text = heading("The flow", page);
        let mut say = |line: &str| text += &wrapped(line, page.width);
        if let Some(description) = &self.flow.description {
            say(&description.split_whitespace().collect::<Vec<&str>>().join(" "));
        }
        let estimate = &self.situation.flows[self.position];
        let persons = if self.view.persons.high > 0.0 {
            let sensitive = if self.view.sensitive_persons.high > 0.0 {
                format!(", {} with sensitive data", spread(&self.view.sensitive_persons))
            } else {
                String::new()
            };
            format!("Data of {} persons{sensitive}", spread(&self.view.persons))
        } else {
            "No personal data".to_owned()
        };
        say(&format!(
            "{persons}. Likelihood of important data {}{}. Owner: {}.",
            chance(estimate.important),
            if estimate.important > 0.0 {
                format!(" (then of the class {})", estimate.once_important.id())
            } else {
                String::new()
            },
            self.flow.function.name()
        ));
        for ground in &self.flow.grounds {
            let line = match self.situation.law.transfer.grounds.iter().find(|known| known.id == *ground) {
                Some(known) => format!(
                    "Ground claimed: {} ({}), accepted with likelihood {}.",
                    known.name,
                    known.reference.article,
                    chance(known.accepted.inverse_cdf(0.5))
                ),
                None => format!("Ground claimed: {ground}, which this law does not know."),
            };
            say(&line);
        }
        say(&self.crosses());
        if !self.view.crossing.crosses() {
            say("Below it is taken as though it crossed.");
        }
        let volumes = volume_view(&self.situation);
        let period = match self.situation.law.transfer.counting.years {
            years if years <= 1.0 => "since 1 January of the year".to_owned(),
            years if years <= 2.0 => "since 1 January of the year before".to_owned(),
            years => format!("over {years} years"),
        };
        say(&format!(
            "The company sends abroad, counted {period}: {} persons, {} with sensitive data. It handles {} in China.",
            spread(&volumes.exported),
            spread(&volumes.sensitive_exported),
            spread(&volumes.handled)
        ));
        text
    }

    /// Whether it crosses, phase by phase.
    fn crosses(&self) -> String {
        let mut said: Vec<(String, &'static str)> = Vec::new();
        let Some(law) = self.register.laws.first() else { return String::new() };
        for phase in &self.register.phases {
            let situation = Situation::new(self.case, self.register.option, phase, law);
            let found = situation.crossing(self.position, &situation.likelier());
            let verb = if found.crosses() { "crosses" } else { "does not cross" };
            let words = (format!("{verb} the border"), crossing(found));
            if said.last().is_none_or(|last| !last.0.ends_with(words.1)) {
                let from = if phase.from == 0.0 {
                    "From the start".to_owned()
                } else {
                    format!("From month {:.0} ({})", phase.from, calendar(&self.case.settings, phase.from))
                };
                said.push((format!("{from} it {}: {}", words.0, words.1), words.1));
            }
        }
        said.into_iter().map(|(text, _)| format!("{text}.")).collect::<Vec<String>>().join(" ")
    }

    fn tree(&self, page: Page) -> String {
        let mut text = heading("The questions, in their order", page);
        let walked = &self.walked.decision.walked;
        let rules = &self.situation.law.transfer.rules;
        if rules.is_empty() {
            return text + "This law has no rules on the transfer of data.\n";
        }
        for (number, branch) in walked.iter().enumerate() {
            let rule = branch.rule;
            let answer = if branch.holds { "YES" } else { "no" };
            text += &wrapped(
                &format!("{:>2}. {}? {answer}", number + 1, rule.name.trim_end_matches(['.', '?'])),
                page.width,
            );
            let origin = match (&rule.reference.source, &rule.reference.note) {
                (Some(source), Some(note)) => format!(" [{source}; {note}]"),
                (Some(remark), None) | (None, Some(remark)) => format!(" [{remark}]"),
                (None, None) => String::new(),
            };
            for line in [
                compared(&rule.when, &self.walked.handler, &self.walked.flow),
                format!("{}{origin}", rule.reference.article),
            ] {
                text += &indented(&line, page.width);
            }
            if branch.holds {
                text += &indented(&format!("→ {}", rule_route(rule)), page.width);
                if let Some(alternative) = rule.alternative {
                    let preferred = if self.needs() == alternative { "takes" } else { "does not take" };
                    text += &indented(
                        &format!("The option {preferred} the alternative, {}.", alternative.name()),
                        page.width,
                    );
                }
            }
        }
        let left = rules.len() - walked.len();
        if self.decisive().is_none() {
            text += "    → none holds: nothing is needed\n";
        } else if left > 0 {
            let plural = if left == 1 { "question is" } else { "questions are" };
            text += &format!("    {left} further {plural} not asked.\n");
        }
        text
    }

    /// The duties that the route brings, with cost and time.
    fn duties(&self, page: Page) -> String {
        let needs = self.needs();
        let mut text = heading(&format!("What it costs and how long it takes: {}", needs.name()), page);
        let application = self.situation.flows[self.position].application;
        let facts = self.situation.facts(&self.situation.likelier());
        let brings = |duty: &&Duty| {
            let asks = duty.when.transfer.as_ref().is_some_and(|routes| routes.contains(&needs));
            // What does not cross brings nothing now: then what it could bring is shown.
            asks && if self.view.crossing.crosses() {
                self.situation.holds(&duty.when, application, &facts)
            } else {
                self.situation.may_hold(&duty.when, application)
            }
        };
        let duties: Vec<&Duty> = self.situation.law.duties.iter().filter(brings).collect();
        if duties.is_empty() {
            return text + "No duty hangs on this route itself.\n";
        }
        let strictness = self.case.strictness_named(&self.register.option.strictness);
        let factor = strictness.map_or(1.0, |strictness| strictness.cost_factor.mean());
        for duty in duties {
            text += &wrapped(&format!("- {} ({})", duty.name, duty.article), page.width);
            let money = |amount: f64| money(self.case, amount);
            let mut said = vec![
                format!("{} once", money(duty.one_off.mean() * factor)),
                format!("{} a year", money(duty.yearly.mean() * factor)),
            ];
            if let Some(time) = &duty.lead_time {
                said.push(format!("{:.1} months of work", time.mean()));
            }
            if let Some(approval) = &duty.approval {
                said.push(format!("{:.1} months of review", approval.review.mean()));
                said.push(refusal_in_words(approval.refusal.mean(), approval.if_refused));
            }
            if let Some(renewal) = &duty.renewal {
                let cost = money(renewal.cost.mean() * factor);
                said.push(format!("renewed every {:.0} months for {cost}", renewal.every.mean()));
            }
            text += &indented(&format!("{} (means).", said.join("; ")), page.width);
        }
        text
    }

    fn would_change(&self, page: Page) -> String {
        let mut text = heading("It would change", page);
        let changes = self.changes();
        if changes.is_empty() {
            return text + "with nothing that is uncertain here.\n";
        }
        for change in changes {
            text += &wrapped(&format!("- {change}"), page.width);
        }
        text
    }

    /// What would lead to another route, in words, most likely things first.
    fn changes(&self) -> Vec<String> {
        let mut changes = Vec::new();
        let now = self.needs();
        let mut tell = |condition: String, other: TransferRoute| {
            if other != now {
                changes.push(format!("{condition}: {}", other.name()));
            }
        };
        let likelier = self.situation.likelier();
        let estimate = &self.situation.flows[self.position];
        let under = |fact: Fact, holds: bool| {
            walk(&self.situation, &suppose(&likelier, fact, holds), self.position).decision.route
        };
        let (important, exempt) = (likelier.important[self.position], likelier.exempt[self.position]);
        let odds = match if important { 1.0 - estimate.important } else { estimate.important } {
            0.0 => "thought impossible here".to_owned(),
            likelihood => chance(likelihood),
        };
        let found = if important { "not found to be important data" } else { "found to be important data" };
        tell(format!("if it is {found} ({odds})"), under(Fact::Important(self.position), !important));
        if estimate.exempt > 0.0 {
            let odds = chance(if exempt { 1.0 - estimate.exempt } else { estimate.exempt });
            let accepted = if exempt { "not accepted" } else { "accepted" };
            tell(
                format!("if its ground is {accepted} ({odds})"),
                under(Fact::Exempt(self.position), !exempt),
            );
        }
        if !likelier.ciio {
            let score = chance(self.situation.designation);
            tell(
                format!(
                    "if the company is designated an operator of critical information infrastructure (score {score})"
                ),
                under(Fact::Designation, true),
            );
        }
        for (condition, other) in self.thresholds() {
            tell(condition, other);
        }
        let mut before = now;
        for law in self.register.laws.iter().filter(|law| law.from > self.situation.law.from) {
            let situation = Situation::new(self.case, self.register.option, self.situation.phase, law);
            let other = walk(&situation, &situation.likelier(), self.position).decision.route;
            if other != before {
                let month = calendar(&self.case.settings, law.from);
                changes.push(format!("from {month} under {}: {}", law.name, other.name()));
            }
            before = other;
        }
        changes
    }

    /// The nearest thresholds on both sides of every number, with the route beyond them.
    fn thresholds(&self) -> Vec<(String, TransferRoute)> {
        let rules = &self.situation.law.transfer;
        let Walk { handler, flow, .. } = &self.walked;
        let now = self.needs();
        let mut found = Vec::new();
        for number in [Number::Exported, Number::Sensitive, Number::Handled] {
            let is = number.of(handler);
            let mut asked: Vec<f64> = rules.rules.iter().filter_map(|rule| number.asked(rule)).collect();
            asked.sort_by(f64::total_cmp);
            asked.dedup();
            let at = |persons: f64| decide(rules, &number.set(handler, persons), flow).route;
            if let Some(least) = asked.iter().copied().find(|least| *least > is && at(*least) != now) {
                let more = whole((least - is).ceil());
                let line =
                    format!("from {} {} on (now {}, {more} more)", whole(least), number.name(), whole(is));
                found.push((line, at(least)));
            }
            let below = asked.iter().rev().copied().find(|least| *least <= is && at(*least - 1.0) != now);
            if let Some(least) = below {
                let line = format!("below {} {} (now {})", whole(least), number.name(), whole(is));
                found.push((line, at(least - 1.0)));
            }
        }
        found
    }

    /// The route under each option, today and at its target.
    fn under_options(&self, options: &[Register<'_>], page: Page) -> String {
        if options.len() < 2 {
            return String::new();
        }
        let mut text = heading("Under each option", page);
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for register in options {
            let mut said: Vec<String> = Vec::new();
            for stretch in &register.stretches {
                let (phase, law) = (&register.phases[stretch.phase], &register.laws[stretch.law]);
                let situation = Situation::new(self.case, register.option, phase, law);
                let Some(view) = flow_views(&situation).into_iter().nth(self.position) else { continue };
                let words = route(view.crossing, view.route);
                if said.last().is_none_or(|last| !last.starts_with(&words)) {
                    let from = if stretch.from == 0.0 {
                        String::new()
                    } else {
                        format!(" from month {:.0}", stretch.from)
                    };
                    said.push(format!("{words}{from}"));
                }
            }
            let said = said.join(", then ");
            match groups.iter_mut().find(|group| group.0 == said) {
                Some(group) => group.1.push(register.option.name.clone()),
                None => groups.push((said, vec![register.option.name.clone()])),
            }
        }
        for (said, names) in groups {
            text += &wrapped(&format!("- {}: {said}", names.join("; ")), page.width);
        }
        text
    }
}

/// A number that a branch asks of the company.
#[derive(Clone, Copy)]
enum Number {
    Exported,
    Sensitive,
    Handled,
}

impl Number {
    fn name(self) -> &'static str {
        match self {
            Number::Exported => "persons exported",
            Number::Sensitive => "persons with sensitive data exported",
            Number::Handled => "persons handled in China",
        }
    }

    fn of(self, handler: &crate::rules::Handler) -> f64 {
        match self {
            Number::Exported => handler.exported.persons,
            Number::Sensitive => handler.exported.sensitive_persons,
            Number::Handled => handler.handled,
        }
    }

    fn asked(self, rule: &TransferRule) -> Option<f64> {
        match self {
            Number::Exported => rule.when.exported_at_least,
            Number::Sensitive => rule.when.sensitive_exported_at_least,
            Number::Handled => rule.when.handled_at_least,
        }
    }

    fn set(self, handler: &crate::rules::Handler, persons: f64) -> crate::rules::Handler {
        let mut handler = *handler;
        match self {
            Number::Exported => handler.exported.persons = persons,
            Number::Sensitive => handler.exported.sensitive_persons = persons,
            Number::Handled => handler.handled = persons,
        }
        handler
    }
}

fn refusal_in_words(likelihood: f64, refusal: Refusal) -> String {
    format!("refused with likelihood {}: then {}", chance(likelihood), refusal.name())
}

fn indented(text: &str, width: u16) -> String {
    const INDENT: u16 = 4;
    wrapped(text, width.saturating_sub(INDENT)).lines().map(|line| format!("    {line}\n")).collect()
}
