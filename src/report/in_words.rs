//! A case in words: who it is about, what each option does and when.

use super::figures::{Scale, chance, rate};
use super::playbook_words::playbook_entry;
use super::prose::{listed, wrapped};
use super::rule_words::condition;
use crate::domain::{Case, Condition, Id, ItOption, Mechanism, Risk, Target};
use crate::quantity::Quantity;
use crate::units::format_in_dimension;

/// The case in words, in lines of at most `width` letters where words allow it.
#[must_use]
pub fn case_in_words(case: &Case, width: u16) -> String {
    let mut words = Words { text: String::new(), width };
    words.heading(&case.settings.name);
    if let Some(description) = &case.settings.description {
        words.line(0, &one_paragraph(description));
    }
    who(case, &mut words);
    for option in &case.options {
        what_it_does(case, option, &mut words);
    }
    world(case, &mut words);
    words.text
}

struct Words {
    text: String,
    width: u16,
}

impl Words {
    fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line(0, text);
    }

    fn line(&mut self, indent: u16, text: &str) {
        let margin = " ".repeat(usize::from(indent));
        for line in wrapped(text, self.width.saturating_sub(indent)).lines() {
            self.text += &format!("{margin}{line}\n");
        }
    }
}

pub(super) fn one_paragraph(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn who(case: &Case, words: &mut Words) {
    let company = &case.company;
    words.heading("Who");
    words.line(2, &format!("{}, {}, home jurisdiction {}.", company.name, company.sector, company.home));
    words.line(2, &format!("Revenue {}, in China {}.", company.revenue_worldwide, company.revenue_china));
    for stream in &case.value_streams {
        let segments: Vec<String> = stream
            .revenue
            .iter()
            .map(|(segment, revenue)| {
                let name = case.segment(segment).map_or(segment.as_str(), |found| &found.name);
                format!("{name} {revenue}")
            })
            .collect();
        words.line(
            2,
            &format!(
                "{}: margin {}; revenue: {}.",
                stream.name,
                stream.contribution_margin,
                segments.join("; ")
            ),
        );
    }
}

fn what_it_does(case: &Case, option: &ItOption, words: &mut Words) {
    words.heading(&format!("Option {}: {}", option.id, option.name));
    if let Some(description) = &option.description {
        words.line(2, &one_paragraph(description));
    }
    moves(case, option, words);
    let isolation = case.isolation(&option.isolation).map_or(option.isolation.as_str(), |found| &found.name);
    words.line(2, &format!("Once all moves are done: {isolation}. Obligations: {}.", option.strictness));
    let measures: Vec<String> = option
        .measures
        .iter()
        .map(|chosen| {
            let name = case.measure(&chosen.measure).map_or(chosen.measure.as_str(), |found| &found.name);
            format!("{name} ({})", month(chosen.start))
        })
        .collect();
    if !measures.is_empty() {
        words.line(2, &format!("Measures: {}.", measures.join("; ")));
    }
    words.line(2, &format!("In an emergency applications go to: {}.", placement(case, &option.fallback)));
    if !option.playbook.is_empty() {
        words.line(2, "Playbook:");
    }
    for entry in &option.playbook {
        words.line(4, &playbook_entry(case, entry));
    }
}

/// What moves, by start and wave in the order of their start, and what stays.
fn moves(case: &Case, option: &ItOption, words: &mut Words) {
    let stays = |target: &Target| {
        case.application(&target.application)
            .is_some_and(|application| application.current == target.placement)
    };
    let (staying, mut moving): (Vec<&Target>, Vec<&Target>) =
        option.targets.iter().partition(|target| stays(target));
    words.line(2, &format!("Moves {} of {} applications.", moving.len(), option.targets.len()));
    // Stable: within a wave the order of the applications stays.
    moving.sort_by(|left, right| left.start.total_cmp(&right.start));
    for group in moving.chunk_by(|left, right| left.start == right.start && left.wave == right.wave) {
        let [first, ..] = group else { continue };
        let wave = first.wave.as_ref().map_or_else(String::new, |wave| format!(", {wave}"));
        let each: Vec<String> = group
            .iter()
            .map(|target| {
                format!(
                    "{} to {}",
                    application(case, &target.application),
                    placement(case, &target.placement)
                )
            })
            .collect();
        words.line(4, &format!("{}{wave}: {}.", capitalised(&month(first.start)), each.join("; ")));
    }
    if !staying.is_empty() {
        let names: Vec<&str> = staying.iter().map(|target| application(case, &target.application)).collect();
        words.line(4, &format!("Staying: {}.", listed(&names)));
    }
}

fn world(case: &Case, words: &mut Words) {
    words.heading("Scenarios");
    for scenario in &case.scenarios {
        let story = scenario.description.as_deref().map(one_paragraph).unwrap_or_default();
        words.line(2, format!("{}: {}. {story}", scenario.id, scenario.name).trim_end());
    }
    if let Some(weights) = &case.weights {
        let weighed = case.scenarios.iter().zip(weights);
        let each: Vec<String> =
            weighed.map(|(scenario, weight)| format!("{} {}", scenario.id, chance(*weight))).collect();
        words.line(2, &format!("Weights: {}.", each.join(", ")));
    }
    words.heading("Risks");
    for (kind, names) in risks_by_mechanism(case) {
        if !names.is_empty() {
            words.line(2, &format!("{kind}: {}.", listed(&names)));
        }
    }
    odds(case, words);
    severities(case, words);
    law(case, words);
    words.heading("Run");
    let settings = &case.settings;
    let scale = Scale::for_amounts_up_to(settings.appetite.amount);
    words.line(
        2,
        &format!(
            "{} months from {:04}-{:02}, discounted at {} a year; {} trials, seed {}. Risk appetite: at most {} chance \
             to cost more than {} {}.",
            settings.horizon_months,
            settings.start.0,
            settings.start.1,
            rate(settings.discount_rate),
            super::count(settings.trials),
            settings.seed,
            rate(settings.appetite.chance),
            scale.certain(settings.appetite.amount),
            scale.unit(settings.currency.code()),
        ),
    );
}

/// What makes events likelier or rarer for an option than for another.
fn odds(case: &Case, words: &mut Words) {
    let all = case.risks.iter().flat_map(|risk| risk.odds.iter().map(move |odds| (risk, odds)));
    for (index, (risk, (when, factor))) in all.enumerate() {
        if index == 0 {
            words.line(2, "Rates that depend on the option (while an application meets the condition):");
        }
        let factor = format_in_dimension(factor.mean(), factor.dimension, case.settings.currency, 2);
        words.line(4, &format!("{}: {factor} times as often; {}.", risk.name, condition(case, when)));
    }
}

/// What makes one and the same incident cost one option more than another.
fn severities(case: &Case, words: &mut Words) {
    let mut begun = false;
    let mut tell = |risk: &Risk, when: &Condition, what: String| {
        if !std::mem::replace(&mut begun, true) {
            words.line(
                2,
                "Incidents that hit options differently (where an application meets the condition):",
            );
        }
        words.line(4, &format!("{}: {what}; {}.", risk.name, condition(case, when)));
    };
    for risk in &case.risks {
        let Mechanism::Incident(incident) = &risk.mechanism else { continue };
        let figure = |quantity: &Quantity| {
            format_in_dimension(quantity.mean(), quantity.dimension, case.settings.currency, 2)
        };
        for (when, factor) in &incident.exposure {
            tell(risk, when, format!("{} times the cost", figure(factor)));
        }
        for (when, time) in &incident.ride_through {
            tell(risk, when, format!("{} are ridden through", figure(time)));
        }
    }
}

/// The law at the start and what follows it by date.
fn law(case: &Case, words: &mut Words) {
    let regulation = &case.regulation;
    words.heading("Law");
    let Some(initial) = regulation.initial_pack() else {
        return words.line(2, "No regulation pack: the case's own duties only.");
    };
    let since = initial.in_force.map_or_else(|| "supposed".to_owned(), |day| format!("in force {day}"));
    words.line(2, &format!("{} ({}, {since}).", initial.name, initial.id));
    for (month, id) in &regulation.successions {
        if let Some(pack) = regulation.pack(id) {
            let day = pack.in_force.map_or_else(String::new, |day| format!(" ({day})"));
            words.line(2, &format!("From month {month:.0}{day}: {} ({id}).", pack.name));
        }
    }
    words.line(2, "`splitstack obligations` lists what each option is obliged to, and why.");
}

fn risks_by_mechanism(case: &Case) -> [(&'static str, Vec<&str>); 9] {
    let mut groups = [
        ("Outage", Vec::new()),
        ("Service loss", Vec::new()),
        ("Enforcement", Vec::new()),
        ("Demand shift", Vec::new()),
        ("Rule change", Vec::new()),
        ("Degradation", Vec::new()),
        ("Supplier ban", Vec::new()),
        ("Counter-measure", Vec::new()),
        ("Incident", Vec::new()),
    ];
    for risk in &case.risks {
        let group = match &risk.mechanism {
            Mechanism::Outage(_) => 0,
            Mechanism::ServiceLoss(_) => 1,
            Mechanism::Enforcement(_) => 2,
            Mechanism::DemandShift(_) => 3,
            Mechanism::RuleChange(_) => 4,
            Mechanism::Degradation(_) => 5,
            Mechanism::SupplierBan(_) => 6,
            Mechanism::CounterMeasure(_) => 7,
            Mechanism::Incident(_) => 8,
        };
        groups[group].1.push(risk.name.as_str());
    }
    groups
}

pub(super) fn application<'a>(case: &'a Case, id: &'a Id) -> &'a str {
    case.application(id).map_or(id.as_str(), |found| &found.name)
}

pub(super) fn placement<'a>(case: &'a Case, id: &'a Id) -> &'a str {
    case.placement(id).map_or(id.as_str(), |found| &found.name)
}

fn month(start: f64) -> String {
    if start == 0.0 { "from the start".to_owned() } else { format!("from month {start:.0}") }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
