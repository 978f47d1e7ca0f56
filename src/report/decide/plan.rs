//! When is each prepared move to be made, what is it worth, and until when?

use serde_json::{Value, json};

use super::answer::{Answer, AnswerPage};
use super::plan_page::page;
use super::plan_pictures::{month_picture, trigger_picture};
use super::plan_tables::{detail_tables, summary_table};
use super::setting::DecideSetting;
use super::trigger_labels::label;
use super::words::{at_trials, range, share_with_interval, with_interval};
use crate::charts::{month_curves, trigger_scorecard};
use crate::decision::{Candidate, CostDifference, MoveFinding, TriggerFinding};
use crate::domain::{Case, ItOption, PlaybookEntry};
use crate::language::Language;
use crate::report::figures::{Scale, chance};
use crate::report::in_words::one_paragraph;
use crate::report::prose::listed;
use crate::statistics::Verdict;

/// What was found out about the prepared moves of an option.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedOption {
    /// Position in the case and in the setting.
    pub option: usize,
    pub moves: Vec<PlannedMove>,
    /// What the measures that prepare for its moves save, by outlook; empty if it takes none.
    pub preparation: Vec<(Option<usize>, CostDifference)>,
}

/// What was found out about one prepared move.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedMove {
    /// Position in the playbook of its option.
    pub place: usize,
    pub candidates: Vec<Candidate>,
    /// It names events against which it prepares.
    pub is_judged: bool,
    /// By outlook: every scenario, then all by weight where there are weights.
    pub findings: Vec<MoveFinding>,
}

/// What an answer is written from.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub setting: &'a DecideSetting,
    pub case: &'a Case,
}

/// A prepared move with its names.
#[derive(Clone, Copy)]
pub(super) struct MoveWords<'a> {
    pub context: Context<'a>,
    pub option: usize,
    pub found: &'a PlannedMove,
}

/// The contingency plans of options: a sentence for each prepared move, a page for each option.
///
/// - `case`: with the options of the setting, in their order.
#[must_use]
pub fn plan_answer(setting: &DecideSetting, case: &Case, found: &[PlannedOption]) -> Answer {
    let context = Context { setting, case };
    let moves: Vec<MoveWords<'_>> = found
        .iter()
        .flat_map(|planned| {
            let of = |found| MoveWords { context, option: planned.option, found };
            planned.moves.iter().map(of)
        })
        .collect();
    let mut answer = Answer::to("plan");
    answer.sentences =
        std::iter::once(overall(&moves)).chain(moves.iter().map(MoveWords::sentence)).collect();
    answer.notes = notes();
    answer.tables = vec![summary_table(&moves)];
    answer.details = detail_tables(&moves);
    answer.pages = found
        .iter()
        .map(|planned| AnswerPage {
            name: format!("plan-{}", setting.options[planned.option].0),
            text: page(context, planned),
            shown: found.len() == 1,
        })
        .collect();
    answer.figures =
        json!({ "options": found.iter().map(|planned| figures(context, planned)).collect::<Vec<_>>() });
    for planned in found.iter().filter(|planned| !planned.moves.is_empty()) {
        let id = &setting.options[planned.option].0;
        let triggers = trigger_picture(context, planned);
        answer.draw(&format!("plan-{id}-triggers"), trigger_scorecard(&triggers));
        let months = month_picture(context, planned);
        answer.draw(&format!("plan-{id}-months"), month_curves(&months));
    }
    answer
}

fn notes() -> Vec<String> {
    [
        "All triggers of a move live through the same trials, so that differences are paired. What a move saves, and each month of acting, \
         has a 95 % interval of its own; triggers are compared with the one that is written by intervals that hold for all of them \
         together. Over many moves and scenarios one in twenty misses.",
        "Each move is judged with all others as they are written. A month that is fixed pays in scenarios whose events are fixed, for those who \
         know that they come; signals are what one has.",
        "Nothing is said of a difference that shows in fewer than 20 trials. \"Now\" is by the end of the first month. The value of waiting is \
         that of the best rule learnt from half of the trials and judged in the other half, on the months tried; it errs low.",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// How many moves pay.
fn overall(moves: &[MoveWords<'_>]) -> String {
    let with =
        |wanted: Verdict| moves.iter().filter(|found| !found.scenarios_with(wanted).is_empty()).count();
    let better = moves.iter().filter(|found| !found.cheaper_triggers(is_signal).is_empty()).count();
    let trials = moves.first().map_or(0, MoveWords::trials);
    format!(
        "Of {} prepared moves {} pay in some scenario as they are written, and {} cost more than they save in some; for {} another signal is \
         shown to cost less in some scenario than the one that is written, {}.",
        moves.len(),
        with(Verdict::SecondLower),
        with(Verdict::FirstLower),
        better,
        at_trials(trials, None)
    )
}

fn figures(context: Context<'_>, planned: &PlannedOption) -> Value {
    let option = &context.case.options[planned.option];
    let moves = planned.moves.iter().map(|found| {
        let entry = &option.playbook[found.place];
        let labels: Vec<String> = found
            .candidates
            .iter()
            .map(|candidate| label(context.case, candidate, Language::English))
            .collect();
        json!({
            "move": entry.id.to_string(),
            "name": entry.name,
            "owner": entry.owner,
            "candidates": labels,
            "outlooks": found.findings,
        })
    });
    let preparation = planned.preparation.iter();
    json!({
        "option": option.id.to_string(),
        "moves": moves.collect::<Vec<Value>>(),
        "preparation": preparation
            .map(|(scenario, found)| json!({ "scenario": scenario, "saves": found }))
            .collect::<Vec<Value>>(),
    })
}

impl<'a> MoveWords<'a> {
    pub fn it_option(&self) -> &'a ItOption {
        &self.context.case.options[self.option]
    }

    pub fn entry(&self) -> &'a PlaybookEntry {
        &self.it_option().playbook[self.found.place]
    }

    pub fn name(&self) -> String {
        one_paragraph(&self.entry().name)
    }

    pub fn outlook(&self, found: &MoveFinding) -> &'a str {
        self.context.setting.outlook(found.scenario)
    }

    pub fn unit(&self) -> String {
        self.scale().unit(&self.context.setting.currency)
    }

    /// All moves in one unit.
    pub fn scale(&self) -> Scale {
        self.context.setting.scale_of(1e8)
    }

    pub fn trials(&self) -> u64 {
        self.context.setting.trials.iter().copied().min().unwrap_or(0)
    }

    /// Findings of single scenarios.
    pub fn scenarios(&self) -> impl Iterator<Item = &'a MoveFinding> {
        self.found.findings.iter().filter(|found| found.scenario.is_some())
    }

    /// Scenarios in which the saving of the move as written has a verdict: `SecondLower` where it pays; what is most first.
    pub fn scenarios_with(&self, wanted: Verdict) -> Vec<&'a MoveFinding> {
        let mut found: Vec<&MoveFinding> =
            self.scenarios().filter(|found| found.saves.verdict == wanted).collect();
        let size = |found: &MoveFinding| found.saves.difference.estimate.abs();
        found.sort_by(|left, right| size(right).total_cmp(&size(left)));
        found
    }

    /// The cheapest of the triggers of a kind, if it is shown to cost less than the one that is written, and less than never moving; what
    /// stands in for now is no signal.
    pub fn cheaper(&self, found: &'a MoveFinding, kind: fn(&Candidate) -> bool) -> Option<usize> {
        let best = self.best(found, kind, |trigger| trigger.mean.estimate)?;
        let trigger = &found.triggers[best];
        let is_lower = |compared: &CostDifference| compared.verdict == Verdict::FirstLower;
        (is_lower(&trigger.against_written) && is_lower(&trigger.against_never)).then_some(best)
    }

    /// The same for the worst trials: the lowest expected shortfall, below that of the trigger as written and of never moving.
    pub fn safer(&self, found: &'a MoveFinding, kind: fn(&Candidate) -> bool) -> Option<usize> {
        let best = self.best(found, kind, |trigger| trigger.shortfall.estimate)?;
        let trigger = &found.triggers[best];
        let told = trigger.shortfall_against_written.as_ref()?.verdict == Verdict::FirstLower;
        (told && trigger.shortfall.estimate < found.triggers[NEVER].shortfall.estimate).then_some(best)
    }

    fn best(
        &self,
        found: &'a MoveFinding,
        kind: fn(&Candidate) -> bool,
        figure: fn(&TriggerFinding) -> f64,
    ) -> Option<usize> {
        let stands_in = |one: usize| found.triggers[one].at_once && is_signal(&self.found.candidates[one]);
        let of_kind =
            (0..found.triggers.len()).filter(|one| kind(&self.found.candidates[*one]) && !stands_in(*one));
        of_kind
            .min_by(|left, right| figure(&found.triggers[*left]).total_cmp(&figure(&found.triggers[*right])))
    }

    /// Scenarios in which the cheapest trigger of a kind is shown to cost less than the one that is written; what is most first.
    pub fn cheaper_triggers(&self, kind: fn(&Candidate) -> bool) -> Vec<(&'a MoveFinding, usize)> {
        let best = |found: &'a MoveFinding| self.cheaper(found, kind).map(|one| (found, one));
        let mut cheaper: Vec<(&MoveFinding, usize)> = self.scenarios().filter_map(best).collect();
        let gain =
            |(found, one): &(&MoveFinding, usize)| found.triggers[*one].against_written.difference.estimate;
        cheaper.sort_by(|left, right| gain(left).total_cmp(&gain(right)));
        cheaper
    }

    /// The outlook in which most is at stake: over weighted scenarios if they are weighed, else where the move has most to do with cost.
    pub fn main(&self) -> &'a MoveFinding {
        let weighted = self.found.findings.iter().find(|found| found.scenario.is_none());
        let stake = |found: &&MoveFinding| {
            let told = match found.saves.verdict {
                Verdict::FirstLower | Verdict::SecondLower => 1.0,
                Verdict::CannotTell | Verdict::Identical => 1e-9,
            };
            told * found.saves.difference.estimate.abs()
        };
        let largest =
            self.scenarios().reduce(|most, next| if stake(&next) > stake(&most) { next } else { most });
        weighted.or(largest).unwrap_or(&self.found.findings[0])
    }

    /// The scenario of which the timing is told: that in which most is at stake.
    pub fn main_scenario(&self) -> &'a MoveFinding {
        let main = self.main();
        if main.scenario.is_some() {
            return main;
        }
        let fires =
            |found: &MoveFinding| found.triggers[0].fires.as_ref().map_or(0.0, |fires| fires.estimate);
        self.scenarios()
            .reduce(|most, next| if fires(next) > fires(most) { next } else { most })
            .unwrap_or(main)
    }

    pub fn money(&self, found: &CostDifference) -> String {
        with_interval(self.scale(), &found.difference)
    }

    /// The size of a difference that is told.
    pub fn size(&self, found: &CostDifference) -> String {
        let estimate = found.difference;
        let turned = if estimate.estimate < 0.0 {
            crate::decision::Estimate {
                estimate: -estimate.estimate,
                confidence_interval: estimate.confidence_interval.map(|found| found.negated()),
                ..estimate
            }
        } else {
            estimate
        };
        with_interval(self.scale(), &turned)
    }

    pub fn label(&self, candidate: usize) -> String {
        label(self.context.case, &self.found.candidates[candidate], Language::English)
    }

    fn sentence(&self) -> String {
        let parts = [self.worth(), self.timing(), self.until(), self.trigger(), self.waiting()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let option = self.context.setting.option(self.option);
        format!("{option}, {}: {}.", self.name(), parts.join("; "))
    }

    /// Where the move pays as it is written.
    fn worth(&self) -> String {
        let all = self.scenarios().count();
        let of = |found: &[&MoveFinding], verb: &str, than: &str| match found {
            [] => String::new(),
            [most, rest @ ..] => {
                let more = if rest.is_empty() {
                    String::new()
                } else {
                    format!(", and something in {} more", rest.len())
                };
                format!(
                    "{verb} {} {}{than} in {}{more}",
                    self.size(&most.saves),
                    self.unit(),
                    self.outlook(most)
                )
            }
        };
        let pays = of(&self.scenarios_with(Verdict::SecondLower), "saves", "");
        let costs = of(&self.scenarios_with(Verdict::FirstLower), "costs", " more than it saves");
        let open = self.scenarios_with(Verdict::CannotTell).len();
        let trials = at_trials(self.trials(), None);
        let cannot_tell = match open {
            0 => String::new(),
            open if open == all && all > 1 => {
                format!("it cannot be told whether it pays in any scenario {trials}")
            }
            1 if all == 1 => format!("it cannot be told whether it pays {trials}"),
            open => format!("in {open} of {all} scenarios it cannot be told {trials}"),
        };
        let same = self.scenarios_with(Verdict::Identical).len();
        let never = match same {
            0 => String::new(),
            same if same == all => {
                "it changes nothing, as it never comes or there is nothing left to do".to_owned()
            }
            same => format!("in {same} it changes nothing"),
        };
        let parts: Vec<String> =
            [pays, costs, cannot_tell, never].into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("; ")
    }

    /// How often the written trigger comes, and in time.
    fn timing(&self) -> String {
        let main = self.main_scenario();
        let trigger = &main.triggers[0];
        let Some(fires) = &trigger.fires else { return String::new() };
        if fires.successes == 0 {
            return String::new();
        }
        let fired = share_with_interval(fires.estimate, Some(fires.confidence_interval));
        let place = self.outlook(main);
        match &trigger.score {
            None => format!("it is set off in {fired} of trials in {place}"),
            Some(score) => format!(
                "in {place} it is set off in {fired} of trials: in time {}, too late {}, in vain {}",
                chance(score.in_time.estimate),
                chance(score.too_late.estimate),
                chance(score.in_vain.estimate)
            ),
        }
    }

    /// Until when acting still works.
    fn until(&self) -> String {
        let main = self.main();
        let place = self.outlook(main);
        match (main.latest.likely, main.saves.verdict) {
            (_, Verdict::Identical) => String::new(),
            (None, _) => String::new(),
            (Some(month), _) => {
                let surely = match main.latest.surely {
                    Some(sure) if sure == month => ", for certain".to_owned(),
                    Some(sure) => format!(" (for certain until {})", month_in_words(sure)),
                    None => " (in none for certain)".to_owned(),
                };
                format!(
                    "made in a fixed month it beats never moving until {} in {place}{surely}",
                    month_in_words(month)
                )
            }
        }
    }

    /// Whether another trigger is better: a signal, or a month for those who know which scenario comes.
    fn trigger(&self) -> String {
        let signals = match self.cheaper_triggers(is_signal).as_slice() {
            [] => "no other signal is shown to cost less".to_owned(),
            [only] => self.told(only),
            [most, rest @ ..] => {
                format!("{}, and another signal less in {} more", self.told(most), rest.len())
            }
        };
        [signals, self.insurance()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<String>>()
            .join("; ")
    }

    fn told(&self, (found, one): &(&MoveFinding, usize)) -> String {
        let gain = self.size(&found.triggers[*one].against_written);
        format!("in {} “{}” costs {gain} {} less", self.outlook(found), self.label(*one), self.unit())
    }

    /// Where the move does not pay on average, but in the worst trials.
    fn insurance(&self) -> String {
        let saved = |found: &'a MoveFinding| {
            let tail = found.triggers[NEVER].shortfall_against_written.as_ref()?;
            let only_there =
                found.saves.verdict != Verdict::SecondLower && tail.verdict == Verdict::SecondLower;
            only_there.then_some((found, tail))
        };
        let most = self
            .scenarios()
            .filter_map(saved)
            .max_by(|left, right| left.1.difference.estimate.total_cmp(&right.1.difference.estimate));
        most.map_or_else(String::new, |(found, tail)| {
            format!(
                "as insurance it saves {} {} in the worst 5 % of trials in {}",
                self.size(tail),
                self.unit(),
                self.outlook(found)
            )
        })
    }

    /// The value of waiting where it is told to be above 0.
    fn waiting(&self) -> String {
        let worth = |found: &'a MoveFinding| {
            let interval = found.waiting.as_ref()?.value_of_waiting.confidence_interval?;
            (interval.low > 0.0).then_some((found, found.waiting.as_ref()?.value_of_waiting.mean, interval))
        };
        let mut told: Vec<_> = self.scenarios().filter_map(worth).collect();
        told.sort_by(|left, right| right.1.total_cmp(&left.1));
        let Some((found, mean, interval)) = told.first() else { return String::new() };
        let names: Vec<&str> = told.iter().skip(1).map(|(found, ..)| self.outlook(found)).collect();
        let more = if names.is_empty() { String::new() } else { format!(", less in {}", listed(&names)) };
        format!(
            "waiting to see is worth {} ({}) {} against the better of now and never in {}{more}",
            self.scale().amount(*mean, Some(interval.width() / 4.0)),
            range(self.scale(), *interval),
            self.unit(),
            self.outlook(found)
        )
    }
}

/// Position of never moving among the candidates.
pub(super) const NEVER: usize = 2;

/// Something that is seen, and not a month.
pub(super) fn is_signal(candidate: &Candidate) -> bool {
    match candidate {
        Candidate::Signal { .. } => true,
        Candidate::Written | Candidate::Now | Candidate::Never | Candidate::Month(_) => false,
    }
}

/// A month that is fixed.
pub(super) fn is_date(candidate: &Candidate) -> bool {
    match candidate {
        Candidate::Now | Candidate::Month(_) => true,
        Candidate::Written | Candidate::Never | Candidate::Signal { .. } => false,
    }
}

/// `month 27`, or the first.
pub(super) fn month_in_words(month: f64) -> String {
    if month == 0.0 { "the first month".to_owned() } else { format!("month {month:.0}") }
}
