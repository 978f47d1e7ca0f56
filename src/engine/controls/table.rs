//! Which controls a plan has in a scenario.

use super::expected_stays::{StaysScratch, add_expected_stays};
use crate::engine::world::Marks;
use crate::plan::{Mark, MechanismPlan, RegimePathPlan, RiskPlan, ScenarioPlan, SimulationPlan, Value};

/// Something whose expected value is known in every trial given what came before it.
#[derive(Debug, Clone)]
pub struct Control {
    /// Of the quantity, as it keys its draws, or made of identifiers: `events.network-cut`.
    pub name: String,
    /// The option whose events they are, by position in the plan; `None` for what all options share.
    pub option: Option<usize>,
    pub kind: ControlKind,
    /// Expected value where it is the same in every trial.
    pub constant: Option<f64>,
    /// Standard deviation in a trial of a quantity, of the mark of one event; where it is known.
    pub spread: Option<f64>,
    /// Position of the control that counts the events whose marks these are.
    pub events: Option<usize>,
    /// Whether it is cheap enough to be worked out in every trial.
    pub cheap: bool,
    pub(super) subject: Subject,
}

impl Control {
    fn new(name: &str, kind: ControlKind, subject: Subject) -> Control {
        Control {
            name: name.to_owned(),
            option: None,
            kind,
            constant: None,
            spread: None,
            events: None,
            cheap: true,
            subject,
        }
    }
}

/// What is compared with its closed form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlKind {
    /// A once-per-trial quantity, in its own unit.
    Parameter,
    /// Months in a regime, in present value for some.
    Regime,
    /// Events of a risk: a whole number that is Poisson given what comes before it.
    Count,
    /// Moves between two regimes, or events of an option's own: a whole number whose expected value depends on the earlier ones.
    OwnCount,
    /// Λ of a risk over the horizon, where the intensity of enforcement is drawn for each year.
    Rate,
    /// Λ of a risk over the horizon, known in every trial: equal but for rounding.
    CertainRate,
    /// Sum of a mark over the events of a trial; months or money.
    Mark,
    /// The same in present value.
    MarkWorth,
}

/// Which of the marks of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    Duration,
    Grace,
    Severity,
    /// Severity × duration.
    Harm,
}

impl MarkKind {
    pub const DRAWN: [MarkKind; 3] = [MarkKind::Duration, MarkKind::Grace, MarkKind::Severity];

    /// The mark as it is drawn; none for a product.
    fn of<'a>(self, marks: &Marks<'a>) -> Option<&'a Mark> {
        match self {
            MarkKind::Harm => None,
            MarkKind::Duration => marks.duration,
            MarkKind::Grace => marks.grace,
            MarkKind::Severity => marks.severity,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Subject {
    Parameter(usize),
    RegimeMonths(usize),
    /// Months in present value.
    RegimeWorth(usize),
    Moves {
        from: usize,
        to: usize,
    },
    Hazard {
        risk: usize,
        /// Mean of the intensity of a year.
        intensity: f64,
    },
    Events {
        risk: usize,
    },
    Mark {
        risk: usize,
        mark: MarkKind,
        mean: f64,
    },
    /// A mark in present value.
    MarkWorth {
        risk: usize,
        mark: MarkKind,
        mean: f64,
    },
}

impl Subject {
    /// The risk whose events it looks at.
    pub fn risk(self) -> Option<usize> {
        match self {
            Subject::Parameter(_)
            | Subject::RegimeMonths(_)
            | Subject::RegimeWorth(_)
            | Subject::Moves { .. } => None,
            Subject::Hazard { risk, .. }
            | Subject::Events { risk }
            | Subject::Mark { risk, .. }
            | Subject::MarkWorth { risk, .. } => Some(risk),
        }
    }
}

/// The controls of a plan in one scenario: those that options share, then each option's own.
#[derive(Debug, Clone)]
pub struct ControlTable {
    pub(super) controls: Vec<Control>,
    /// Where the controls of each option begin; as many as options, and the end.
    pub(super) of_options: Vec<usize>,
    /// `[month]`: ∫ of the discount factor from 0, in months of present value; one more than months.
    pub(super) worth: Vec<f64>,
}

impl ControlTable {
    /// Everything that has a closed form.
    ///
    /// - `scenario`: position in `plan.scenarios`.
    #[must_use]
    pub fn new(plan: &SimulationPlan, scenario: usize) -> ControlTable {
        let scenario = &plan.scenarios[scenario];
        let mut worth = vec![0.0];
        for (month, factor) in plan.discount.iter().enumerate() {
            worth.push(worth[month] + factor);
        }
        let mut controls: Vec<Control> = parameters(plan).collect();
        controls.extend(regimes(plan, scenario, &worth));
        for (position, risk) in plan.risks.iter().enumerate().filter(|(_, risk)| risk.rate.is_some()) {
            if risk.is_own() {
                controls.push(hazard(position, risk));
            } else if risk.has_events() {
                controls.extend(events(position, risk, None, controls.len()));
            }
        }
        let mut of_options = vec![controls.len()];
        for option in 0..plan.options.len() {
            for (position, risk) in plan.risks.iter().enumerate() {
                if risk.rate.is_some() && risk.is_own() {
                    controls.extend(events(position, risk, Some(option), controls.len()));
                }
            }
            of_options.push(controls.len());
        }
        ControlTable { controls, of_options, worth }
    }

    #[must_use]
    pub fn controls(&self) -> &[Control] {
        &self.controls
    }

    /// ∫ of the discount factor over months 0 to `time`, within the horizon.
    pub(super) fn worth_until(&self, time: f64) -> f64 {
        let month = usize::min(time as usize, self.worth.len().saturating_sub(2));
        let next = self.worth.get(month + 1).map_or(0.0, |next| next - self.worth[month]);
        self.worth[month] + next * (time - month as f64)
    }
}

/// Quantities with a finite spread; without one, no mean of trials settles.
fn parameters(plan: &SimulationPlan) -> impl Iterator<Item = Control> {
    plan.table.parameters.iter().enumerate().filter_map(|(position, parameter)| {
        let mean = parameter.distribution.mean();
        let settles = mean.is_finite() && parameter.distribution.standard_deviation().is_finite();
        settles.then(|| Control {
            constant: Some(mean),
            spread: Some(parameter.distribution.standard_deviation()),
            ..Control::new(&parameter.name, ControlKind::Parameter, Subject::Parameter(position))
        })
    })
}

fn regimes(plan: &SimulationPlan, scenario: &ScenarioPlan, worth: &[f64]) -> Vec<Control> {
    let RegimePathPlan::Chance { initial, factors_into } = &scenario.regime else { return Vec::new() };
    let count = plan.regime_rates.len();
    let never = |from: usize, to: usize| from == to || plan.regime_rates[from][to] == Value::Constant(0.0);
    let moves = (0..count * count).map(|place| (place / count, place % count));
    let moves = moves.filter(|(from, to)| !never(*from, *to)).map(|(from, to)| {
        let name = format!("moves.{}.{}", plan.names.regimes[from], plan.names.regimes[to]);
        Control::new(&name, ControlKind::OwnCount, Subject::Moves { from, to })
    });
    let mut controls: Vec<Control> = moves.collect();
    if controls.is_empty() {
        return controls;
    }
    let certain = certain_stays(plan, *initial, factors_into, worth);
    for regime in 0..count {
        let name = &plan.names.regimes[regime];
        let control = |what: &str, constant: Option<f64>, subject| Control {
            constant,
            cheap: constant.is_some(),
            ..Control::new(&format!("{what}.{name}"), ControlKind::Regime, subject)
        };
        let [months, present] = match &certain {
            Some(stays) => [Some(stays[regime].0), Some(stays[regime].1)],
            None => [None, None],
        };
        controls.push(control("months", months, Subject::RegimeMonths(regime)));
        if present.is_some() {
            controls.push(control("months-in-present-value", present, Subject::RegimeWorth(regime)));
        }
    }
    controls
}

/// Expected months in each regime and their present value, where no rate is uncertain.
fn certain_stays(
    plan: &SimulationPlan,
    initial: usize,
    factors_into: &[Vec<Value>],
    worth: &[f64],
) -> Option<Vec<(f64, f64)>> {
    let constant = |value: &Value| match value {
        Value::Constant(value) => Some(*value),
        Value::Parameter(_) => None,
    };
    let count = plan.regime_rates.len();
    let mut rates = Vec::with_capacity(count * count);
    for row in &plan.regime_rates {
        for (rate, factors) in row.iter().zip(factors_into) {
            let factors = factors.iter().map(constant).collect::<Option<Vec<f64>>>()?;
            rates.push(constant(rate)? * factors.iter().product::<f64>());
        }
    }
    let mut state = vec![0.0; count];
    state[initial] = 1.0;
    let mut scratch = StaysScratch::default();
    let mut stays = vec![(0.0, 0.0); count];
    for month in worth.windows(2) {
        // Each month from the distribution at its start; the end of the series is that of the month.
        let mut months_in = vec![0.0; count];
        if !add_expected_stays(&rates, &state, 1.0, &mut months_in, &mut scratch) {
            return None;
        }
        for (place, share) in stays.iter_mut().zip(&months_in) {
            place.0 += share;
            place.1 += share * (month[1] - month[0]);
        }
        state = after_a_month(&rates, &state, &months_in);
    }
    Some(stays)
}

/// p(1) = p(0) + ∫ p(t) dt · Q, as p' = pQ.
fn after_a_month(rates: &[f64], state: &[f64], months_in: &[f64]) -> Vec<f64> {
    let count = state.len();
    let mut after = state.to_vec();
    for from in 0..count {
        for to in (0..count).filter(|to| *to != from) {
            let moved = months_in[from] * rates[from * count + to] / 12.0;
            after[from] -= moved;
            after[to] += moved;
        }
    }
    after
}

/// Λ of a risk whose events are the options' own, before their factors.
fn hazard(position: usize, risk: &RiskPlan) -> Control {
    let drawn = risk.mechanism.as_enforcement().and_then(|plan| plan.intensity.as_ref());
    let (kind, intensity) = match drawn {
        Some(drawn) => (ControlKind::Rate, drawn.mean()),
        None => (ControlKind::CertainRate, 1.0),
    };
    let subject = Subject::Hazard { risk: position, intensity };
    Control::new(&format!("rate.{}", risk.id), kind, subject)
}

/// The number of events of a risk and their marks.
///
/// - `first`: position in the table of the first of these controls.
fn events(position: usize, risk: &RiskPlan, option: Option<usize>, first: usize) -> Vec<Control> {
    let kind = if option.is_some() { ControlKind::OwnCount } else { ControlKind::Count };
    let count = Control::new(&format!("events.{}", risk.id), kind, Subject::Events { risk: position });
    let mut controls = vec![Control { option, ..count }];
    let marks = Marks::of(&risk.mechanism);
    for kind in MarkKind::DRAWN {
        let Some(mark) = kind.of(&marks) else { continue };
        let mean = mark.distribution.mean();
        let spread = mark.distribution.standard_deviation();
        if !(mean.is_finite() && spread.is_finite()) {
            continue;
        }
        let control = |name: &str, kind: ControlKind, subject: Subject| Control {
            option,
            spread: Some(spread),
            events: Some(first),
            ..Control::new(name, kind, subject)
        };
        if spread > 0.0 {
            let subject = Subject::Mark { risk: position, mark: kind, mean };
            controls.push(control(&mark.name, ControlKind::Mark, subject));
        }
        if matches!(risk.mechanism, MechanismPlan::Incident(_)) {
            let subject = Subject::MarkWorth { risk: position, mark: kind, mean };
            let name = format!("{}.present-value", mark.name);
            controls.push(control(&name, ControlKind::MarkWorth, subject));
        }
    }
    controls.extend(harm(position, risk, &marks).map(|control| Control {
        option,
        events: Some(first),
        ..control
    }));
    controls
}

/// Severity × duration in present value, for incidents that cost so much a day: both are drawn by themselves, so that the mean is the
/// product of the means.
fn harm(position: usize, risk: &RiskPlan, marks: &Marks<'_>) -> Option<Control> {
    risk.mechanism.as_incident().filter(|incident| incident.per_day)?;
    let (severity, duration) = (marks.severity?, marks.duration?);
    let settles = |mark: &Mark| mark.distribution.standard_deviation().is_finite();
    let mean = severity.distribution.mean() * duration.distribution.mean();
    let subject = Subject::MarkWorth { risk: position, mark: MarkKind::Harm, mean };
    let name = format!("{}.times-duration.present-value", severity.name);
    (settles(severity) && settles(duration)).then(|| Control::new(&name, ControlKind::MarkWorth, subject))
}
