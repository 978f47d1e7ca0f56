//! The register of obligations for people.

use super::entries::Entries;
use super::figures::{Scale, chance};
use super::prose::{listed, wrapped};
use super::rule_words::{
    calendar, concerned, condition, crossing, flow_name, flows, hinges, persons, route, rule_route, span,
};
use super::table::TextTable;
use super::terminal::{Page, heading};
use crate::domain::{Case, CostBasis, Function};
use crate::rules::{
    CiioScore, FlowView, Obligation, Register, Situation, Spread, VolumeView, flow_views, segment_score,
    system_views, volume_view, walk, worst,
};

/// Likelihoods above this are as good as certain.
const CERTAIN: f64 = 0.9995;

/// The registers of some options, one after the other, with what they rest on.
#[must_use]
pub fn obligations_in_words(case: &Case, registers: &[Register<'_>], page: Page) -> String {
    let mut text = wrapped(&case.settings.name, page.width);
    if let Some(first) = registers.first() {
        text += &wrapped(&law_in_words(case, first), page.width);
    }
    let largest = registers.iter().flat_map(|register| &register.obligations);
    let scale = Scale::for_amounts_up_to(largest.map(|entry| entry.cost.total()).fold(0.0, f64::max));
    let money = format!(
        "Amounts in {}: means, strictness included, not discounted; over {} months.",
        scale.unit(case.settings.currency.code()),
        case.settings.horizon_months
    );
    text += &wrapped(&money, page.width);
    if registers.len() > 1 {
        text += &overview(registers, scale, page);
    }
    for register in registers {
        text += &Writer { case, register, scale, page }.option();
    }
    text
}

/// Under which law, and from when.
fn law_in_words(case: &Case, register: &Register<'_>) -> String {
    let mut names: Vec<String> = Vec::new();
    for (position, law) in register.laws.iter().enumerate() {
        let first = position == 0;
        let edition = !first && register.laws[position - 1].pack == law.pack;
        let name = if edition { "rules added" } else { &law.name };
        let place = if first {
            String::new()
        } else {
            format!(" from month {:.0} ({})", law.from, calendar(&case.settings, law.from))
        };
        names.push(format!("{name}{place}"));
    }
    let supposed = register.laws.first().is_some_and(|law| {
        law.pack.is_some() && law.in_force.is_none_or(|day| day > crate::rules::first_day(&case.settings))
    });
    let remark = if supposed { " (supposed: not in force at the start)" } else { "" };
    format!("Law: {}{remark}.", names.join("; "))
}

/// One line per option: how many duties, what they cost.
fn overview(registers: &[Register<'_>], scale: Scale, page: Page) -> String {
    let mut text = heading("What does each option oblige to?", page);
    let header =
        ["", "Obligations", "of them likely", "Approvals", "Once", "Running", "Renewals", "Over horizon"];
    let mut table = TextTable::new(page.width, &header.map(str::to_owned));
    for register in registers {
        let all = &register.obligations;
        let likely = all.iter().filter(|entry| entry.likelihood >= 0.5).count();
        let approvals = all.iter().filter(|entry| entry.duty.approval.is_some()).count();
        let sum = |part: fn(&Obligation) -> f64| scale.amount(all.iter().map(part).sum(), None);
        table.row(&[
            register.option.name.clone(),
            all.len().to_string(),
            likely.to_string(),
            approvals.to_string(),
            sum(|entry| entry.cost.one_off),
            sum(|entry| entry.cost.yearly),
            sum(|entry| entry.cost.renewals),
            scale.amount(register.total_cost(), None),
        ]);
    }
    text += &table.text(page.styled);
    text
}

struct Writer<'a> {
    case: &'a Case,
    register: &'a Register<'a>,
    scale: Scale,
    page: Page,
}

impl Writer<'_> {
    fn option(&self) -> String {
        let option = self.register.option;
        let phases: Vec<String> =
            self.register.phases.iter().map(|phase| self.phase(&phase.name, phase.from)).collect();
        let title = format!("Option {}: {}", option.id, option.name);
        let rule = "═".repeat(title.chars().count().min(usize::from(self.page.width)));
        let mut text = format!("{}{rule}\n", heading(&title, self.page));
        text += &wrapped(&format!("Phases, as planned: {}.", phases.join("; ")), self.page.width);
        text += &self.flows();
        text += &self.systems();
        text += &self.ciio();
        for owner in Function::ALL {
            text += &self.of(owner);
        }
        text += &self.approvals();
        text += &self.fines();
        text += &self.uncertain();
        text
    }

    fn phase(&self, name: &str, from: f64) -> String {
        if from == 0.0 {
            name.to_owned()
        } else {
            format!("{name} from month {from:.0} ({})", calendar(&self.case.settings, from))
        }
    }

    /// The situations at the start and at the end of the horizon, of which the first may be all there is, with their names.
    fn ends(&self) -> Vec<(String, Situation<'_>)> {
        let register = self.register;
        let mut ends: Vec<_> =
            register.stretches.first().into_iter().chain(register.stretches.last()).collect();
        ends.dedup();
        let one_phase = ends.windows(2).any(|pair| pair[0].phase == pair[1].phase);
        let end = |stretch: &&crate::rules::Stretch| {
            let (phase, law) = (&register.phases[stretch.phase], &register.laws[stretch.law]);
            let month = calendar(&self.case.settings, stretch.from);
            let name = if one_phase { format!("from {month}") } else { phase.name.clone() };
            (name, Situation::new(self.case, register.option, phase, law))
        };
        ends.iter().map(end).collect()
    }

    fn flows(&self) -> String {
        let ends = self.ends();
        let mut text = heading("Data that crosses the border, or could", self.page);
        let names = flows(self.case);
        if names.is_empty() {
            return text + "No application has a flow of data.\n";
        }
        let mut header = vec!["Flow".to_owned(), "Data".to_owned(), "Persons".to_owned()];
        header.extend(ends.iter().map(|(name, _)| capital(name)));
        header.extend(["If important".to_owned(), "By".to_owned()]);
        let prose: Vec<usize> = [1].into_iter().chain(3..header.len() - 1).collect();
        let mut table = TextTable::with_prose(self.page.width, &header, &prose);
        let views: Vec<Vec<FlowView>> = ends.iter().map(|(_, end)| flow_views(end)).collect();
        let mut reasons: Vec<String> = Vec::new();
        for (position, (application, flow)) in names.iter().enumerate() {
            let Some(first) = views.first().map(|views| &views[position]) else { continue };
            let mut cells = vec![
                flow_name(application, flow),
                data_in_words(first, ends[0].1.flows[position].important),
                persons(first.persons.middle),
            ];
            cells.extend(views.iter().map(|views| route(views[position].crossing, views[position].route)));
            cells.push(if_important(&views, position));
            cells.push(letters(&ends, &views, position, &mut reasons));
            table.row(&cells);
        }
        text += &table.text(self.page.styled);
        for (number, reason) in reasons.iter().enumerate() {
            text += &wrapped(&format!("{}: {reason}.", letter(number)), self.page.width);
        }
        for (name, end) in &ends {
            text += &wrapped(&Self::volumes(name, end), self.page.width);
        }
        text
    }

    fn volumes(name: &str, situation: &Situation<'_>) -> String {
        let volumes = volume_view(situation);
        let each = |spread: &Spread| super::rule_words::spread(spread);
        format!(
            "Counted {name}: {} persons exported in the counting period, {} with sensitive data; {} handled in China.",
            each(&volumes.exported),
            each(&volumes.sensitive_exported),
            each(&volumes.handled)
        )
    }

    fn systems(&self) -> String {
        let ends = self.ends();
        let Some((name, last)) = ends.last() else { return String::new() };
        let views = system_views(last);
        let title = format!("Systems in China, {name}");
        let mut text = heading(&title, self.page);
        if views.is_empty() {
            return text + "None.\n";
        }
        let header =
            ["System", "Protection level", "Requirements", "Filing", "Assessment every"].map(str::to_owned);
        let mut table = TextTable::new(self.page.width, &header);
        for view in views {
            let asks = view.asks;
            let number =
                |number: Option<u32>| number.map_or_else(|| "not published".to_owned(), |n| n.to_string());
            table.row(&[
                self.case.applications[view.application].name.clone(),
                view.level.map_or_else(|| "not graded".to_owned(), |level| level.to_string()),
                asks.map_or_else(String::new, |asks| number(asks.requirements)),
                asks.map_or_else(String::new, |asks| if asks.filing { "yes" } else { "no" }.to_owned()),
                asks.and_then(|asks| asks.assessment_every.as_ref())
                    .map_or_else(String::new, |every| format!("{:.0} months", every.mean())),
            ]);
        }
        text += &table.text(self.page.styled);
        text
    }

    fn ciio(&self) -> String {
        let mut text = heading("Critical information infrastructure (a score, not a finding)", self.page);
        for (name, end) in self.ends() {
            let line = match (&end.score, self.case.company.standing.designated) {
                (_, true) => format!("The company, {name}: designated already."),
                (Some(score), false) => {
                    format!("The company, {name}: {}.", score_in_words(score))
                }
                (None, false) => "The law names no criteria.".to_owned(),
            };
            text += &wrapped(&line, self.page.width);
        }
        if let Some(law) = self.register.laws.first() {
            for segment in &self.case.segments {
                let line = match (&segment.ciio, segment_score(law, segment)) {
                    (Some(stated), _) => format!("{}: stated as {stated}.", segment.name),
                    (None, Some(score)) => format!("{}: {}.", segment.name, score_in_words(&score)),
                    (None, None) => continue,
                };
                text += &wrapped(&line, self.page.width);
            }
        }
        text
    }

    fn of(&self, owner: Function) -> String {
        let mine: Vec<&Obligation> =
            self.register.obligations.iter().filter(|entry| entry.duty.owner == owner).collect();
        if mine.is_empty() {
            return String::new();
        }
        let mut text = heading(&format!("Obligations of {}", owner.name()), self.page);
        let mut entries = Entries::new(&["Obligation", "When", "Likely", "Once", "A year", "In all"]);
        let horizon = self.case.settings.horizon_months as f64;
        let factor = self.factor();
        for entry in mine {
            let duty = &entry.duty;
            let each = match duty.per {
                CostBasis::Application => " each",
                CostBasis::Company => "",
            };
            entries.add(
                vec![
                    duty.name.clone(),
                    span(entry, horizon),
                    likely(entry.likelihood),
                    format!("{}{each}", self.scale.amount(duty.one_off.mean() * factor, None)),
                    format!("{}{each}", self.scale.amount(duty.yearly.mean() * factor, None)),
                    self.scale.amount(entry.cost.total(), None),
                ],
                self.particulars(entry),
            );
        }
        text += &entries.text(self.page.width);
        text
    }

    /// Article and date, whom it concerns and why, who tests it.
    fn particulars(&self, entry: &Obligation) -> Vec<String> {
        let duty = &entry.duty;
        let stated = match (&duty.pack, entry.since) {
            (Some(pack), Some(day)) => format!("; {pack}, since {day}"),
            (Some(pack), None) => format!("; {pack}, supposed"),
            (None, Some(day)) => format!("; the case's own, since {day}"),
            (None, None) => "; the case's own".to_owned(),
        };
        let authority = duty.authority.as_ref().map_or_else(String::new, |id| format!("; tested by {id}"));
        let work = duty.lead_time.as_ref().map(|time| format!("; {:.1} months of work", time.mean()));
        vec![
            format!("{}{stated}{authority}{}.", duty.article, work.unwrap_or_default()),
            format!("For {}: {}.", concerned(self.case, entry), condition(self.case, &duty.when)),
        ]
    }

    /// Factor of the option's strictness on cost.
    fn factor(&self) -> f64 {
        let strictness = self.case.strictness_named(&self.register.option.strictness);
        strictness.map_or(1.0, |strictness| strictness.cost_factor.mean())
    }

    /// What an authority decides, and what has to be renewed.
    fn approvals(&self) -> String {
        let timed = |entry: &&Obligation| entry.duty.approval.is_some() || entry.duty.renewal.is_some();
        let timed: Vec<&Obligation> = self.register.obligations.iter().filter(timed).collect();
        if timed.is_empty() {
            return String::new();
        }
        let mut text = heading("Approvals and renewals (means)", self.page);
        let header = ["Obligation", "Review", "Renewed every", "Renewal", "Refused", "If refused"];
        let mut table = TextTable::with_prose(self.page.width, &header.map(str::to_owned), &[5]);
        let factor = self.factor();
        for entry in timed {
            let duty = &entry.duty;
            let approval = duty.approval.as_ref();
            let renewal = duty.renewal.as_ref();
            table.row(&[
                duty.name.clone(),
                approval.map_or_else(String::new, |approval| format!("{:.1} months", approval.review.mean())),
                renewal.map_or_else(String::new, |renewal| format!("{:.0} months", renewal.every.mean())),
                renewal.map_or_else(String::new, |renewal| {
                    self.scale.amount(renewal.cost.mean() * factor, None)
                }),
                approval.map_or_else(String::new, |approval| chance(approval.refusal.mean())),
                approval.map_or_else(String::new, |approval| approval.if_refused.name().to_owned()),
            ]);
        }
        text += &table.text(self.page.styled);
        text
    }

    /// The ladders that gaps lead up, each with its highest fine.
    fn fines(&self) -> String {
        let mut ladders: Vec<(String, String, crate::rules::HighestFine, usize)> = Vec::new();
        for entry in &self.register.obligations {
            let Some(ladder) = &entry.ladder else { continue };
            let highest = worst(self.case, entry);
            match ladders.iter_mut().find(|known| known.0 == ladder.name && known.1 == ladder.article) {
                Some(known) => {
                    known.3 += 1;
                    if highest.company > known.2.company {
                        known.2 = highest;
                    }
                }
                None => ladders.push((ladder.name.clone(), ladder.article.clone(), highest, 1)),
            }
        }
        if ladders.is_empty() {
            return String::new();
        }
        let largest = ladders.iter().map(|entry| entry.2.company).fold(0.0, f64::max);
        let scale = Scale::for_amounts_up_to(largest);
        let unit = scale.unit(self.case.settings.currency.code());
        let mut text = heading(&format!("What a gap can cost at worst ({unit})"), self.page);
        let header =
            ["Fine ladder", "Obligations", "Company", "Each manager", "Beyond money"].map(str::to_owned);
        let mut table = TextTable::with_prose(self.page.width, &header, &[4]);
        for (name, article, highest, number) in ladders {
            let turnover = if highest.of_turnover { "share of turnover" } else { "" };
            let suspension = if highest.suspension { "suspension" } else { "" };
            let revocation = if highest.revocation { "revocation" } else { "" };
            let beyond = [turnover, suspension, revocation].into_iter().filter(|part| !part.is_empty());
            table.row(&[
                format!("{name} ({article})"),
                number.to_string(),
                scale.amount(highest.company, None),
                scale.amount(highest.manager, None),
                beyond.collect::<Vec<&str>>().join(", "),
            ]);
        }
        text += &table.text(self.page.styled);
        text
    }

    /// What obligations hang on, in words, and what is expected to be spent.
    fn uncertain(&self) -> String {
        let mut text = heading("What is uncertain", self.page);
        let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
        for entry in self.register.obligations.iter().filter(|entry| entry.likelihood < CERTAIN) {
            let on = hinges(self.case, &entry.hinges);
            let on = if on.is_empty() { "several facts together".to_owned() } else { on.join("; ") };
            let on = format!("{}: {on}", likely(entry.likelihood));
            match groups.iter_mut().find(|group| group.0 == on) {
                Some(group) => group.1.push(&entry.duty.name),
                None => groups.push((on, vec![&entry.duty.name])),
            }
        }
        for (on, names) in groups {
            text += &wrapped(&format!("- {}, {on}.", listed(&names)), self.page.width);
        }
        for (name, end) in self.ends() {
            text += &self.thresholds(&name, &end);
        }
        let total = format!(
            "Expected compliance cost over the horizon: {} {}. Designation counts with its score from the start; refusals, \
             what they force, and rule changes without a date do not count: a run draws them.",
            self.scale.amount(self.register.total_cost(), None),
            self.scale.unit(self.case.settings.currency.code())
        );
        text + &wrapped(&total, self.page.width)
    }

    /// Flows whose route depends on numbers of persons that are uncertain.
    fn thresholds(&self, name: &str, situation: &Situation<'_>) -> String {
        let mut text = String::new();
        let volumes = volume_view(situation);
        let names = flows(self.case);
        let mut said: Vec<String> = Vec::new();
        for view in flow_views(situation).iter().filter(|view| view.if_fewer != view.if_more) {
            let (application, flow) = names[view.flow];
            said.push(format!(
                "{} ({} or {})",
                flow_name(application, flow),
                view.if_fewer.name(),
                view.if_more.name()
            ));
        }
        if !said.is_empty() {
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            let line = format!(
                "- Numbers of persons, {name}: {} exported, {} with sensitive data, {} handled. {}The route depends on \
                 them for {}.",
                super::rule_words::spread(&volumes.exported),
                super::rule_words::spread(&volumes.sensitive_exported),
                super::rule_words::spread(&volumes.handled),
                thresholds_within(situation, &volumes),
                listed(&said)
            );
            text += &wrapped(&line, self.page.width);
        }
        text
    }
}

/// The thresholds of the rules on transfer that lie within uncertain numbers of persons.
fn thresholds_within(situation: &Situation<'_>, volumes: &VolumeView) -> String {
    let mut within: Vec<String> = Vec::new();
    for rule in &situation.law.transfer.rules {
        for (asked, spread, what) in [
            (rule.when.exported_at_least, &volumes.exported, "persons exported"),
            (
                rule.when.sensitive_exported_at_least,
                &volumes.sensitive_exported,
                "persons with sensitive data exported",
            ),
            (rule.when.handled_at_least, &volumes.handled, "persons handled"),
        ] {
            let Some(asked) = asked.filter(|asked| spread.low < *asked && *asked <= spread.high) else {
                continue;
            };
            let words = format!("{} {what}", persons(asked));
            if !within.contains(&words) {
                within.push(words);
            }
        }
    }
    if within.is_empty() {
        return String::new();
    }
    let within: Vec<&str> = within.iter().map(String::as_str).collect();
    format!("The rules change at {}. ", listed(&within))
}

fn score_in_words(score: &CiioScore) -> String {
    let parts: Vec<String> = score
        .parts
        .iter()
        .map(|part| {
            format!("{} {}{:.1}", part.name, if part.points < 0.0 { "−" } else { "+" }, part.points.abs())
        })
        .collect();
    format!("{} ({})", chance(score.likelihood), parts.join(", "))
}

fn likely(likelihood: f64) -> String {
    if likelihood >= CERTAIN { "certain".to_owned() } else { chance(likelihood) }
}

/// `sensitive, important 30 %`.
fn data_in_words(view: &FlowView, important: f64) -> String {
    let personal = match (view.persons.middle > 0.0, view.sensitive_persons.middle > 0.0) {
        (_, true) => "sensitive personal",
        (true, false) => "personal",
        (false, false) => "no persons",
    };
    if important > 0.0 { format!("{personal}, important {}", chance(important)) } else { personal.to_owned() }
}

/// What the flow needs if its data is found important, in the phase in which that is gravest.
fn if_important(views: &[Vec<FlowView>], flow: usize) -> String {
    let crossing = views.iter().map(|views| &views[flow]).filter(|view| view.crossing.crosses());
    let other = crossing.filter_map(|view| view.if_important).max_by_key(|route| route.gravity());
    other.map_or_else(String::new, |route| route.name().to_owned())
}

/// The letters of the rules that decide, phase by phase; `reasons` collects what they stand for.
fn letters(
    ends: &[(String, Situation<'_>)],
    views: &[Vec<FlowView>],
    flow: usize,
    reasons: &mut Vec<String>,
) -> String {
    let mut letters: Vec<String> = Vec::new();
    for ((_, situation), views) in ends.iter().zip(views) {
        let reason = because(situation, &views[flow]);
        let number = reasons.iter().position(|known| *known == reason).unwrap_or_else(|| {
            reasons.push(reason);
            reasons.len() - 1
        });
        letters.push(letter(number));
    }
    letters.dedup();
    letters.join(", ")
}

/// `a` to `z`, then `a1` and so on.
fn letter(number: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or(0));
    if number < 26 { letter.to_string() } else { format!("{letter}{}", number / 26) }
}

/// The rule that decides, or why the flow does not cross.
fn because(situation: &Situation<'_>, view: &FlowView) -> String {
    if !view.crossing.crosses() {
        return crossing(view.crossing).to_owned();
    }
    let walked = walk(situation, &situation.likelier(), view.flow);
    match walked.decision.walked.last().filter(|branch| branch.holds) {
        Some(branch) => {
            format!("{} ({}): {}", branch.rule.name, branch.rule.reference.article, rule_route(branch.rule))
        }
        None => "no rule asks for anything".to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
