//! The prepared moves of an option under every trigger that could set them off, in the same trials.

use super::candidates::{Candidate, candidates};
use crate::domain::{Case, Id, ItOption, PlaybookEntry, Response, Sampling, Trigger};
use crate::engine::{FirstFiring, Performance, RunSpec, Simulation, Stage};
use crate::plan::{PlanError, SimulationPlan};
use crate::quantity::Quantity;
use crate::units::Dimension;

/// One prepared move under all its candidates.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveRehearsal {
    /// Those that fire at all, and not as an earlier one in every trial; the first three are always there: as written, now, never.
    pub candidates: Vec<Candidate>,
    /// By scenario.
    pub scenarios: Vec<MoveInScenario>,
    /// It names events against which it prepares.
    pub is_judged: bool,
    /// Months.
    pub horizon: f64,
}

/// One prepared move in one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveInScenario {
    /// `[candidate][trial]`: cost of the option.
    pub costs: Vec<Vec<f64>>,
    /// `[candidate][trial]`: the first firing.
    pub firings: Vec<Vec<Option<FirstFiring>>>,
    /// `[trial]`: month of the first event against which it prepares, if the move is never made.
    pub needs: Vec<Option<f64>>,
}

/// All prepared moves of an option.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionRehearsal {
    /// Those chosen.
    pub moves: Vec<MoveRehearsal>,
    /// `[scenario][trial]`: cost of the option as it is.
    pub costs: Vec<Vec<f64>>,
    /// The same without the measures that prepare for the moves; empty if it takes none.
    pub unprepared: Vec<Vec<f64>>,
}

/// Measures of an option that make moves of its playbook cheaper or shorter.
#[must_use]
pub fn preparing_measures<'a>(case: &Case, option: &'a ItOption) -> Vec<&'a Id> {
    let prepares = |id: &Id| {
        case.measure(id).is_some_and(|measure| {
            measure.effects.prepared_cost.is_some() || measure.effects.prepared_time.is_some()
        })
    };
    option.measures.iter().map(|chosen| &chosen.measure).filter(|id| prepares(id)).collect()
}

/// Acts out every prepared move of an option under all its candidates.
///
/// All of them live through the same trials. A signal first comes in the same month whatever it sets off, so that a candidate which does
/// not come in a trial costs what never moving costs, and is not run.
///
/// - `chosen`: positions in its playbook.
/// - `step`: months between the months that are tried.
/// - `progress`: told the number of trials of a scenario just finished, from any thread.
///
/// # Errors
/// The case cannot be planned.
pub fn rehearse_option(
    case: &Case,
    (option, chosen): (&ItOption, &[usize]),
    step: f64,
    spec: &RunSpec,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<OptionRehearsal, PlanError> {
    let cast = Cast::of(case, (option, chosen), step);
    let mut played = case.clone();
    // Few trials of one option: what would lead depends on all.
    played.settings.sampling = Sampling::Independent;
    played.options.clone_from(&cast.roles);
    let plan = SimulationPlan::new(&played)?;
    let simulation = Simulation::new(&plan, spec);
    let acted: Vec<Vec<TrialActs>> = (0..plan.scenarios.len())
        .map(|scenario| simulation.rehearse(scenario, progress, &|stage| cast.act(stage)))
        .collect();
    Ok(cast.gather(&acted))
}

/// The option in all its roles, each an option of its own.
struct Cast {
    roles: Vec<ItOption>,
    moves: Vec<CastMove>,
    unprepared: Option<usize>,
}

/// The roles of one prepared move. Role 0 is the option as it is, with all signals looked at.
struct CastMove {
    /// Position in the playbook.
    place: usize,
    candidates: Vec<Candidate>,
    /// `[candidate]`: the role; none where another's costs are taken.
    roles: Vec<Option<usize>>,
    /// `[candidate]`: where the signal is looked at, as an entry of roles that look at all.
    probes: Vec<Option<usize>>,
    never: usize,
    is_judged: bool,
    horizon: f64,
}

/// What all candidates came to in one trial.
struct TrialActs {
    cost: f64,
    unprepared: Option<f64>,
    moves: Vec<MoveActs>,
}

struct MoveActs {
    /// `[candidate]`.
    costs: Vec<f64>,
    firings: Vec<Option<FirstFiring>>,
    need: Option<f64>,
}

impl Cast {
    fn of(case: &Case, (option, chosen): (&ItOption, &[usize]), step: f64) -> Cast {
        let all: Vec<Vec<Candidate>> =
            chosen.iter().map(|place| candidates(case, &option.playbook[*place], step)).collect();
        let mut signals: Vec<Trigger> = Vec::new();
        for candidate in all.iter().flatten() {
            if let Candidate::Signal { trigger, .. } = candidate
                && !signals.contains(trigger)
            {
                signals.push(trigger.clone());
            }
        }
        let probes = signals.iter().enumerate().map(|(index, signal)| probe(case, index, signal)).collect();
        let mut company = Company { roles: Vec::new(), option, signals, probes };
        company.add(company.looking(option));
        let horizon = case.settings.horizon_months as f64;
        let moves = chosen.iter().zip(all);
        let moves = moves.map(|(place, candidates)| company.cast_move(*place, candidates, horizon)).collect();
        let preparing: Vec<Id> = preparing_measures(case, option).into_iter().cloned().collect();
        let unprepared = (!preparing.is_empty()).then(|| {
            let mut role = option.clone();
            role.measures.retain(|chosen| !preparing.contains(&chosen.measure));
            company.add(role)
        });
        Cast { roles: company.roles, moves, unprepared }
    }

    fn act(&self, stage: &mut Stage<'_>) -> TrialActs {
        let written = stage.act(0);
        let moves = self.moves.iter().map(|cast| cast.act(&written, stage)).collect();
        TrialActs { cost: written.cost, unprepared: self.unprepared.map(|role| stage.act(role).cost), moves }
    }

    fn gather(&self, acted: &[Vec<TrialActs>]) -> OptionRehearsal {
        let by_trial = |of: &dyn Fn(&TrialActs) -> f64| -> Vec<Vec<f64>> {
            acted.iter().map(|trials| trials.iter().map(of).collect()).collect()
        };
        let moves = self.moves.iter().enumerate().map(|(index, cast)| cast.gather(index, acted)).collect();
        OptionRehearsal {
            moves,
            costs: by_trial(&|trial| trial.cost),
            unprepared: match self.unprepared {
                Some(_) => by_trial(&|trial| trial.unprepared.unwrap_or(trial.cost)),
                None => Vec::new(),
            },
        }
    }
}

/// Those who could play, while roles are given out.
struct Company<'a> {
    /// Each with an identifier of its own.
    roles: Vec<ItOption>,
    option: &'a ItOption,
    signals: Vec<Trigger>,
    /// An entry for each signal.
    probes: Vec<PlaybookEntry>,
}

impl Company<'_> {
    /// Adds a role and says where it stands.
    fn add(&mut self, role: ItOption) -> usize {
        let place = self.roles.len();
        let id = Id::new(&format!("role-{place}")).unwrap_or_else(|| role.id.clone());
        self.roles.push(ItOption { id, ..role });
        place
    }

    /// The role looks at all signals, too.
    fn looking(&self, role: &ItOption) -> ItOption {
        let playbook = role.playbook.iter().chain(&self.probes).cloned().collect();
        ItOption { playbook, ..role.clone() }
    }

    /// The roles of a move.
    fn cast_move(&mut self, place: usize, candidates: Vec<Candidate>, horizon: f64) -> CastMove {
        let (option, own) = (self.option, self.option.playbook.len());
        let entry = &option.playbook[place];
        let with = |candidate: &Candidate| {
            let mut role = option.clone();
            role.playbook[place].when = candidate.trigger(entry);
            role
        };
        let never = self.add(self.looking(&with(&Candidate::Never)));
        let roles = candidates.iter().map(|candidate| match candidate {
            Candidate::Written | Candidate::Never => None,
            Candidate::Now | Candidate::Month(_) | Candidate::Signal { .. } => {
                Some(self.add(with(candidate)))
            }
        });
        let roles = roles.collect();
        let looked_at = |candidate: &Candidate| match candidate {
            Candidate::Signal { trigger, .. } => {
                self.signals.iter().position(|signal| signal == trigger).map(|signal| own + signal)
            }
            Candidate::Written | Candidate::Never | Candidate::Now | Candidate::Month(_) => None,
        };
        CastMove {
            place,
            probes: candidates.iter().map(looked_at).collect(),
            roles,
            candidates,
            never,
            is_judged: !entry.against.is_empty(),
            horizon,
        }
    }
}

/// An entry that looks at a signal and never responds: even a response that does nothing is a moment at which the option looks after
/// itself.
fn probe(case: &Case, index: usize, signal: &Trigger) -> PlaybookEntry {
    let settings = &case.settings;
    let too_late = settings.horizon_months as f64 + 1.0;
    PlaybookEntry {
        // Firings are told by position: an entry of the case may have the same name.
        id: Id::new(&format!("probe-of-signal-{index}")).unwrap_or_else(Id::stand_in),
        name: String::new(),
        description: None,
        owner: None,
        when: signal.clone(),
        lag: Quantity::certain(too_late, Dimension::Duration, settings.currency).ok(),
        cool_down: 0.0,
        reverts: false,
        against: Vec::new(),
        response: Response::default(),
    }
}

impl CastMove {
    fn act(&self, written: &Performance, stage: &mut Stage<'_>) -> MoveActs {
        let place = self.place;
        // What never fired as written is never made.
        let run_never = written.firings[place].is_some().then(|| stage.act(self.never));
        let never = run_never.as_ref().unwrap_or(written);
        let mut acts = MoveActs {
            costs: Vec::with_capacity(self.candidates.len()),
            firings: Vec::with_capacity(self.candidates.len()),
            need: never.needs[place],
        };
        for (candidate, (role, looked_at)) in self.candidates.iter().zip(self.roles.iter().zip(&self.probes))
        {
            let comes = looked_at.is_none_or(|entry| never.firings[entry].is_some());
            let (cost, firing) = match (candidate, role) {
                (Candidate::Written, _) => (written.cost, written.firings[place]),
                (_, Some(role)) if comes => {
                    let done = stage.act(*role);
                    (done.cost, done.firings[place])
                }
                (_, Some(_) | None) => (never.cost, None),
            };
            acts.costs.push(cost);
            acts.firings.push(firing);
        }
        acts
    }

    fn gather(&self, index: usize, acted: &[Vec<TrialActs>]) -> MoveRehearsal {
        let in_scenario = |trials: &Vec<TrialActs>| {
            let each = || trials.iter().map(|trial| &trial.moves[index]);
            let count = self.candidates.len();
            MoveInScenario {
                costs: (0..count).map(|one| each().map(|acts| acts.costs[one]).collect()).collect(),
                firings: (0..count).map(|one| each().map(|acts| acts.firings[one]).collect()).collect(),
                needs: each().map(|acts| acts.need).collect(),
            }
        };
        let found = MoveRehearsal {
            candidates: self.candidates.clone(),
            scenarios: acted.iter().map(in_scenario).collect(),
            is_judged: self.is_judged,
            horizon: self.horizon,
        };
        found.without_repetition()
    }
}

impl MoveRehearsal {
    /// Leaves out signals that never come, and those that come as an earlier candidate does.
    fn without_repetition(mut self) -> MoveRehearsal {
        let comes = |one: usize| {
            self.scenarios.iter().any(|scenario| scenario.firings[one].iter().any(Option::is_some))
        };
        let alike = |one: usize, other: usize| {
            let same = |scenario: &MoveInScenario| {
                scenario.costs[one] == scenario.costs[other]
                    && scenario.firings[one] == scenario.firings[other]
            };
            self.scenarios.iter().all(same)
        };
        let stays = |one: &usize| match self.candidates[*one] {
            Candidate::Written | Candidate::Now | Candidate::Never | Candidate::Month(_) => true,
            Candidate::Signal { .. } => comes(*one) && !(0..*one).any(|earlier| alike(earlier, *one)),
        };
        let kept: Vec<usize> = (0..self.candidates.len()).filter(stays).collect();
        self.candidates = kept.iter().map(|one| self.candidates[*one].clone()).collect();
        for scenario in &mut self.scenarios {
            scenario.costs = kept.iter().map(|one| std::mem::take(&mut scenario.costs[*one])).collect();
            scenario.firings = kept.iter().map(|one| std::mem::take(&mut scenario.firings[*one])).collect();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{CaseSource, read_case};

    /// Looking at signals changes nothing, in a case whose moves, isolations and stops are all there.
    #[test]
    fn an_option_that_is_looked_at_does_what_it_does() {
        let mut case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
        case.scenarios
            .retain(|scenario| ["combined-stress", "current-direction"].contains(&scenario.id.as_str()));
        let spec = RunSpec { seed: 11, trials: 40 };
        let plan = SimulationPlan::new(&case).unwrap();
        let simulation = Simulation::new(&plan, &spec);
        let options: Vec<ItOption> = case.options.clone();
        for (position, option) in options.iter().enumerate() {
            let chosen: Vec<usize> = (0..option.playbook.len()).collect();
            let found = rehearse_option(&case, (option, &chosen), 30.0, &spec, &|_| {}).unwrap();
            for scenario in 0..case.scenarios.len() {
                let run = simulation.rehearse(scenario, &|_| {}, &|stage| stage.act(position).cost);
                assert_eq!(found.costs[scenario], run, "{}", option.id);
                for one in &found.moves {
                    assert_eq!(one.scenarios[scenario].costs[0], run);
                    // What never came is never made.
                    let never = &one.scenarios[scenario].costs[2];
                    let fired = &one.scenarios[scenario].firings[0];
                    let silent = (0..run.len()).filter(|trial| fired[*trial].is_none());
                    silent.for_each(|trial| assert_eq!(never[trial], run[trial]));
                }
            }
        }
    }
}
