use thiserror::Error;

use crate::domain::{Application, Case, Id, Isolation, ItOption, Placement, Target};

/// Isolation before the planned moves are done.
const CONNECTED: &str = "connected";

/// Times closer than this, in months, are the same.
const SAME_TIME: f64 = 1e-9;

/// Something names what the case does not have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{user} names an unknown {kind} `{id}`")]
pub struct UnknownName {
    pub kind: &'static str,
    pub id: String,
    pub user: String,
}

/// A time in which the systems of an option stand still, as its plan expects it.
#[derive(Debug, Clone)]
pub struct Phase<'a> {
    /// "today", "after wave 1", "target"; "throughout" for the only phase of an option without moves.
    pub name: String,
    /// Months from the start of the horizon.
    pub from: f64,
    /// Months from the start of the horizon; above `from`.
    pub until: f64,
    /// `[application]`, in the order of the case.
    pub placements: Vec<&'a Placement>,
    pub isolation: &'a Isolation,
    /// Measures that work.
    pub measures: Vec<&'a Id>,
}

/// A planned move with the month in which it is expected to be done.
struct Expected<'a> {
    target: &'a Target,
    placement: &'a Placement,
    end: f64,
}

/// The phases of an option within the horizon, in order: today, after each wave, and the target, which begins with the last move.
///
/// Expected months of a move: mean time × mean factors of both placements × mean overrun, as the engine draws them. The
/// isolation of the option begins with the target, and all its measures work then. An option without moves is at its target
/// from the start; one whose moves outlast the horizon never reaches it.
///
/// # Errors
/// A name that the case does not have.
pub fn phases<'a>(case: &'a Case, option: &'a ItOption) -> Result<Vec<Phase<'a>>, UnknownName> {
    let horizon = case.settings.horizon_months as f64;
    let moves = expected_moves(case, option)?;
    let last = moves.iter().map(|entry| entry.end).fold(0.0, f64::max);
    let mut starts: Vec<(f64, String)> = Vec::new();
    if last > SAME_TIME {
        starts.push((0.0, "today".to_owned()));
    }
    for (name, end) in waves(&moves) {
        match starts.iter_mut().find(|(start, _)| (*start - end).abs() < SAME_TIME) {
            Some((_, known)) if end > SAME_TIME => *known += &format!(" and {name}"),
            Some(_) => {}
            None if end + SAME_TIME < last => starts.push((end, format!("after {name}"))),
            None => {}
        }
    }
    let moves_at_all = last > SAME_TIME;
    starts.push((last, if moves_at_all { "target" } else { "throughout" }.to_owned()));
    starts.sort_by(|left, right| left.0.total_cmp(&right.0));
    starts.retain(|(start, _)| *start < horizon);
    let mut phases = Vec::with_capacity(starts.len());
    for (position, (from, name)) in starts.iter().enumerate() {
        let until = starts.get(position + 1).map_or(horizon, |next| next.0);
        let done = *from + SAME_TIME >= last;
        phases.push(Phase {
            name: name.clone(),
            from: *from,
            until,
            placements: placements_at(case, &moves, *from)?,
            isolation: isolation(case, option, done)?,
            measures: measures_at(case, option, *from, done)?,
        });
    }
    Ok(phases)
}

fn expected_moves<'a>(case: &'a Case, option: &'a ItOption) -> Result<Vec<Expected<'a>>, UnknownName> {
    let mut moves = Vec::new();
    for target in &option.targets {
        let application = case
            .application(&target.application)
            .ok_or_else(|| unknown("application", &target.application, &option.id))?;
        if application.current == target.placement {
            continue;
        }
        let from = placement(case, &application.current, &application.id)?;
        let placement = placement(case, &target.placement, &option.id)?;
        let end = target.start + mean_move_time(case, application, from, placement);
        moves.push(Expected { target, placement, end });
    }
    Ok(moves)
}

/// Months, overrun included.
fn mean_move_time(case: &Case, application: &Application, from: &Placement, to: &Placement) -> f64 {
    let own = application.at.iter().find(|(id, _)| *id == to.id).and_then(|(_, own)| own.move_time.as_ref());
    let months = match own {
        Some(own) => own.mean(),
        None => application.move_time.mean() * to.move_time_factor.mean(),
    };
    let leaving = from.leaving_factor.as_ref().map_or(1.0, |factor| factor.mean());
    months * leaving * case.company.delivery.time_overrun.mean()
}

/// Each wave with the month in which its last move is done. Moves without a wave go by their start.
fn waves(moves: &[Expected<'_>]) -> Vec<(String, f64)> {
    let mut waves: Vec<(String, f64)> = Vec::new();
    for entry in moves {
        let name = match &entry.target.wave {
            Some(wave) => wave.clone(),
            None => format!("the moves of month {:.0}", entry.target.start),
        };
        match waves.iter_mut().find(|(known, _)| *known == name) {
            Some((_, end)) => *end = f64::max(*end, entry.end),
            None => waves.push((name, entry.end)),
        }
    }
    waves
}

fn placements_at<'a>(
    case: &'a Case,
    moves: &[Expected<'a>],
    month: f64,
) -> Result<Vec<&'a Placement>, UnknownName> {
    let at = |application: &'a Application| {
        let moved = moves
            .iter()
            .find(|entry| entry.target.application == application.id && entry.end <= month + SAME_TIME);
        moved
            .map_or_else(|| placement(case, &application.current, &application.id), |done| Ok(done.placement))
    };
    case.applications.iter().map(at).collect()
}

fn isolation<'a>(case: &'a Case, option: &ItOption, done: bool) -> Result<&'a Isolation, UnknownName> {
    let connected = || case.isolations.iter().find(|isolation| isolation.id.as_str() == CONNECTED);
    let found = if done { case.isolation(&option.isolation) } else { connected() };
    found.ok_or_else(|| unknown("isolation", &option.isolation, &option.id))
}

fn measures_at<'a>(
    case: &Case,
    option: &'a ItOption,
    month: f64,
    done: bool,
) -> Result<Vec<&'a Id>, UnknownName> {
    let mut working = Vec::new();
    for chosen in &option.measures {
        let measure =
            case.measure(&chosen.measure).ok_or_else(|| unknown("measure", &chosen.measure, &option.id))?;
        if done || chosen.start + measure.lead_time.mean() <= month {
            working.push(&chosen.measure);
        }
    }
    Ok(working)
}

fn placement<'a>(case: &'a Case, id: &Id, user: &Id) -> Result<&'a Placement, UnknownName> {
    case.placement(id).ok_or_else(|| unknown("placement", id, user))
}

fn unknown(kind: &'static str, id: &Id, user: &Id) -> UnknownName {
    UnknownName { kind, id: id.to_string(), user: format!("`{user}`") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{case, id};

    fn named(phases: &[Phase<'_>]) -> Vec<(String, f64, f64)> {
        phases.iter().map(|phase| (phase.name.clone(), phase.from, phase.until)).collect()
    }

    #[test]
    fn waves_end_with_their_last_move_and_the_target_with_the_last_of_all() {
        let case = case();
        let phases = phases(&case, &case.options[1]).unwrap();
        // Ten months × 1.5; the second wave starts in month 12.
        let expected = [("today", 0.0, 15.0), ("after wave one", 15.0, 27.0), ("target", 27.0, 60.0)];
        assert_eq!(named(&phases), expected.map(|(name, from, until)| (name.to_owned(), from, until)));
        let places =
            |phase: usize| phases[phase].placements.iter().map(|place| place.id.as_str()).collect::<Vec<_>>();
        assert_eq!(places(0), ["global", "global", "local"]);
        assert_eq!(places(1), ["global", "local", "local"]);
        assert_eq!(places(2), ["local", "local", "local"]);
        let isolations = phases.iter().map(|phase| phase.isolation.id.as_str()).collect::<Vec<_>>();
        assert_eq!(isolations, ["connected", "connected", "ring-fenced"]);
    }

    #[test]
    fn an_option_without_moves_is_at_its_target_from_the_start() {
        let case = case();
        assert_eq!(named(&phases(&case, &case.options[0]).unwrap()), [("throughout".to_owned(), 0.0, 60.0)]);
    }

    #[test]
    fn what_lies_beyond_the_horizon_is_never_reached() {
        let mut case = case();
        case.settings.horizon_months = 20;
        let names = named(&phases(&case, &case.options[1]).unwrap());
        assert_eq!(names, [("today".to_owned(), 0.0, 15.0), ("after wave one".to_owned(), 15.0, 20.0)]);
    }

    #[test]
    fn factors_of_both_placements_count_unless_the_application_has_its_own_figure() {
        let mut case = case();
        case.placements[1].move_time_factor = crate::rules::testing::factor("2");
        case.placements[0].leaving_factor = Some(crate::rules::testing::factor("0.5"));
        let ends = |case: &Case| phases(case, &case.options[1]).unwrap()[1].from;
        assert_eq!(ends(&case), 15.0);
        let own = crate::domain::PlacementFigures {
            move_time: Some(crate::rules::testing::months("4")),
            ..Default::default()
        };
        case.applications[1].at = vec![(id("local"), own)];
        // 4 × 0.5 × 1.5.
        assert_eq!(ends(&case), 3.0);
    }
}
