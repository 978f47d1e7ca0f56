//! What the law obliges an option to, and when.

use super::{ExhibitSection, ExhibitSource, Exhibits};
use crate::charts::{
    DutyCalendar, DutyGroup, DutyMark, DutyMarkKind, DutyPiece, DutyRow, Look, MOST_DUTY_ROWS, duty_calendar,
};
use crate::domain::{Case, Function};
use crate::language::Language;
use crate::report::chart_words::function_name;
use crate::report::findings::LONGEST_TITLE;
use crate::rules::{Obligation, Register, register};

const KIND: &str = "Obligations by date";
/// What rules are about, each with its obligations; without a name what was put together.
type Themes<'a> = Vec<(String, Vec<&'a Obligation>)>;

/// Marks of a row that are closer, in months, are one.
const SAME_MARK: f64 = 1.5;
/// From here on an obligation is likely.
const LIKELY: f64 = 0.5;

/// A calendar for each option.
pub fn calendars(source: &ExhibitSource<'_>, case: &Case, found: &mut Exhibits) {
    for option in &case.options {
        match register(case, option, None) {
            Err(problem) => found.missing.push(format!("{KIND}: {problem}.")),
            Ok(register) if register.obligations.is_empty() => {
                found.missing.push(format!("{KIND}: {} has no obligations.", option.name));
            }
            Ok(register) => {
                let data = calendar(case, &register, source.look);
                let about = (option.id.as_str(), option.name.as_str());
                let drawn = (data.title.clone(), duty_calendar(&data));
                found.take(ExhibitSection::Obligations, KIND, about, drawn);
            }
        }
    }
}

fn calendar(case: &Case, register: &Register<'_>, look: Look) -> DutyCalendar {
    DutyCalendar {
        title: title(register, look.language),
        subtitle: look.language.say("duties-subtitle"),
        look,
        start: case.settings.start,
        months: case.settings.horizon_months,
        groups: groups(case, register, look.language),
    }
}

/// Likelier than not, under a law that is there or has a date.
fn is_likely(obligation: &Obligation) -> bool {
    let supposed_law = obligation.duty.pack.is_some() && obligation.since.is_none();
    obligation.likelihood >= LIKELY && !supposed_law
}

/// Counts of the register.
fn title(register: &Register<'_>, language: Language) -> String {
    let likely: Vec<&Obligation> = register.obligations.iter().filter(|of| is_likely(of)).collect();
    let first = likely.iter().filter(|of| of.from <= 0.0).count();
    let approvals = likely.iter().filter(|of| of.duty.approval.is_some()).count();
    let name = || register.option.name.as_str().into();
    let all = likely.len();
    if all == 0 {
        return language.fill("duties-none", &[("option", name())]);
    }
    let start = if all == first { "duties-all-first" } else { "duties-some-first" };
    let gaps = [("option", name()), ("all", all.into()), ("first", first.into())];
    let end = match approvals {
        0 => "duties-no-decision",
        1 => "duties-one-decision",
        _ => "duties-decisions",
    };
    let whole = language.fill(start, &gaps) + &language.fill(end, &[("number", approvals.into())]);
    if whole.chars().count() <= LONGEST_TITLE { whole } else { language.say("duties-short") }
}

fn groups(case: &Case, register: &Register<'_>, language: Language) -> Vec<DutyGroup> {
    let of_function = |owner: Function| -> Themes<'_> {
        let mut rows: Themes<'_> = Vec::new();
        for obligation in register.obligations.iter().filter(|of| of.duty.owner == owner) {
            let about = about(obligation);
            match rows.iter_mut().find(|(name, _)| *name == about) {
                Some((_, members)) => members.push(obligation),
                None => rows.push((about, vec![obligation])),
            }
        }
        // What is likely comes first, then what is many.
        let likely = |row: &(String, Vec<&Obligation>)| row.1.iter().filter(|of| is_likely(of)).count();
        rows.sort_by(|left, right| likely(right).cmp(&likely(left)).then(right.1.len().cmp(&left.1.len())));
        rows
    };
    let mut functions: Vec<(Function, Themes<'_>)> =
        Function::ALL.into_iter().map(|owner| (owner, of_function(owner))).collect();
    functions.retain(|(_, rows)| !rows.is_empty());
    while functions.iter().map(|(_, rows)| rows.len()).sum::<usize>() > MOST_DUTY_ROWS {
        // The longest list gives up its last row.
        let Some((_, rows)) = functions.iter_mut().max_by_key(|(_, rows)| rows.len()) else { break };
        merge_last(rows);
    }
    let horizon = case.settings.horizon_months as f64;
    let group = |(owner, rows): (Function, Themes<'_>)| DutyGroup {
        name: function_name(owner, language),
        rows: rows.into_iter().map(|(name, members)| row(name, &members, horizon, language)).collect(),
    };
    functions.into_iter().map(group).collect()
}

/// What the ladder of its penalties is about; else its law.
fn about(obligation: &Obligation) -> String {
    obligation.ladder.as_ref().map_or_else(|| obligation.duty.article.clone(), |ladder| ladder.name.clone())
}

fn merge_last(rows: &mut Themes<'_>) {
    let (Some(last), Some(before)) = (rows.pop(), rows.pop()) else { return };
    let members = before.1.into_iter().chain(last.1).collect();
    rows.push((String::new(), members));
}

fn row(name: String, members: &[&Obligation], horizon: f64, language: Language) -> DutyRow {
    let likely = members.iter().filter(|of| is_likely(of)).count() as u32;
    let name = if name.is_empty() {
        language.fill("duties-other", &[("number", members.len().into())])
    } else {
        name
    };
    DutyRow {
        name,
        likely,
        supposed: members.len() as u32 - likely,
        pieces: pieces(members, horizon),
        marks: marks(members, horizon),
    }
}

/// Cut where the number of obligations changes.
fn pieces(members: &[&Obligation], horizon: f64) -> Vec<DutyPiece> {
    let mut cuts: Vec<f64> =
        members.iter().flat_map(|of| [of.from, of.until]).map(|cut| cut.clamp(0.0, horizon)).collect();
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let piece = |pair: &[f64]| {
        let (from, until) = (pair[0], pair[1]);
        let there = || members.iter().filter(|of| of.from <= from && of.until >= until);
        let likely = there().filter(|of| is_likely(of)).count() as u32;
        let supposed = there().count() as u32 - likely;
        (likely + supposed > 0).then_some(DutyPiece { from, until, likely, supposed })
    };
    cuts.windows(2).filter_map(piece).collect()
}

/// Work from when obligations arise, decisions and renewals, by means; marks that fall together are one.
fn marks(members: &[&Obligation], horizon: f64) -> Vec<DutyMark> {
    let mut marks: Vec<DutyMark> = Vec::new();
    for of in members {
        let likely = is_likely(of);
        let work = of.duty.lead_time.as_ref().map_or(0.0, crate::quantity::Quantity::mean);
        let mut take = |at: f64, what: DutyMarkKind| {
            if at < of.until.min(horizon) {
                add(&mut marks, DutyMark { at, what, likely });
            }
        };
        // Work on what may never arise is none yet.
        if work > 0.0 && likely {
            take(of.from, DutyMarkKind::Work { until: of.from + work });
        }
        let review = of.duty.approval.as_ref().map(|approval| approval.review.mean());
        if let Some(review) = review {
            take(of.from + work + review, DutyMarkKind::Decision);
        }
        let renewal = of.duty.renewal.as_ref().filter(|_| likely).map(|renewal| renewal.every.mean());
        if let Some(every) = renewal.filter(|every| *every >= 1.0) {
            let first = of.from + work + review.unwrap_or(0.0);
            (1..).map(|times| first + f64::from(times) * every).take_while(|at| *at < horizon).for_each(
                |at| {
                    take(at, DutyMarkKind::Renewal);
                },
            );
        }
    }
    marks
}

fn add(marks: &mut Vec<DutyMark>, new: DutyMark) {
    let together = marks.iter_mut().find(|known| {
        (known.at - new.at).abs() < SAME_MARK
            && std::mem::discriminant(&known.what) == std::mem::discriminant(&new.what)
    });
    match together {
        None => marks.push(new),
        Some(known) => {
            known.likely |= new.likely;
            if let (DutyMarkKind::Work { until }, DutyMarkKind::Work { until: later }) =
                (&mut known.what, new.what)
            {
                *until = until.max(later);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{CaseSource, read_case};

    #[test]
    fn every_obligation_is_counted_once_and_lies_within_the_horizon() {
        let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        for option in &case.options {
            let register = register(&case, option, None).unwrap();
            let found = calendar(&case, &register, Look::default());
            let rows: Vec<&DutyRow> = found.groups.iter().flat_map(|group| &group.rows).collect();
            let all: u32 = rows.iter().map(|row| row.likely + row.supposed).sum();
            assert_eq!(all as usize, register.obligations.len());
            assert!(rows.len() <= MOST_DUTY_ROWS && rows.len() > 5, "{}", rows.len());
            for row in rows {
                let most = row.pieces.iter().map(|piece| piece.likely + piece.supposed).max().unwrap();
                assert!(most <= row.likely + row.supposed);
                assert!(row.marks.iter().all(|mark| mark.at < found.months as f64));
            }
        }
    }

    #[test]
    fn marks_that_fall_together_are_one() {
        let mut marks = Vec::new();
        let work = |at: f64, until: f64| DutyMark { at, what: DutyMarkKind::Work { until }, likely: true };
        add(&mut marks, work(0.0, 3.0));
        add(&mut marks, work(1.0, 7.0));
        add(&mut marks, DutyMark { at: 1.0, what: DutyMarkKind::Renewal, likely: false });
        add(&mut marks, work(9.0, 10.0));
        assert_eq!(marks.len(), 3);
        assert_eq!(marks[0], work(0.0, 7.0));
    }
}
