use super::hazard::Hazard;
use super::keys::Keys;
use super::parameters::draw_columns;
use super::random::StreamKey;
use crate::domain::Id;
use crate::math;
use crate::plan::{Mark, MechanismPlan, RegimePathPlan, RiskPlan, ScenarioPlan, SimulationPlan};
use crate::quantity::Distribution;

/// The outside world of one trial in one scenario: the same for every option.
#[derive(Debug, Clone, Default)]
pub struct World {
    pub(super) trial: u64,
    /// `[parameter]`.
    pub(super) drawn: Vec<f64>,
    /// Month and regime from then on; the first at 0.
    pub(super) regimes: Vec<(f64, usize)>,
    /// `[risk]`; without pieces for demand shifts.
    pub(super) hazards: Vec<Hazard>,
    /// Events that are the same for every option, by time.
    pub(super) events: Vec<Event>,
    /// `[risk]`: factor on the rate of events by chance, where rare ones are hastened; empty where none is.
    pub(super) pace: Vec<f64>,
    /// `[risk]`: those events within the horizon.
    pub(super) event_counts: Vec<u32>,
    /// `[curve][month]`, curves of all demand shifts in order: share of the segment that demands it.
    pub(super) demand: Vec<f64>,
    /// `[degradation][month]`, degradations in the order of the risks: hours lost per user.
    pub(super) degradation: Vec<f64>,
}

/// Something that happens at a point in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// Month.
    pub time: f64,
    /// Position in the plan's risks.
    pub risk: usize,
    /// Months it lasts; infinite for good.
    pub duration: f64,
    /// Months from announcement to effect.
    pub grace: f64,
    /// What an incident costs before exposure, money or money per day, or the factor of a campaign; 0 for others.
    pub severity: f64,
    /// Running index of its draws.
    pub(super) draw: u64,
    /// False for what came to nothing: a review without a ban, an event that found nothing to hit.
    pub effective: bool,
}

impl Event {
    /// An event of a story made by hand.
    #[cfg(test)]
    pub(crate) fn told(time: f64, risk: usize, duration: f64, grace: f64) -> Event {
        Event { time, risk, duration, grace, severity: 0.0, draw: 0, effective: true }
    }

    /// Month in which it takes effect.
    #[must_use]
    pub fn effect(&self) -> f64 {
        self.time + self.grace
    }

    /// Month in which it is over; infinite for good.
    #[must_use]
    pub fn end(&self) -> f64 {
        self.effect() + self.duration
    }
}

/// Running index from which draws of scheduled events are counted, apart from those by chance.
pub(super) const SCHEDULED: u64 = 1 << 32;

/// What is drawn for the events of a risk.
#[derive(Clone, Copy, Default)]
pub(super) struct Marks<'a> {
    pub duration: Option<&'a Mark>,
    pub grace: Option<&'a Mark>,
    pub severity: Option<&'a Mark>,
    /// Without a mark of duration it is over at once, rather than for good.
    passing: bool,
}

impl<'a> Marks<'a> {
    pub fn of(mechanism: &'a MechanismPlan) -> Marks<'a> {
        match mechanism {
            MechanismPlan::Outage(outage) => Marks { duration: Some(&outage.duration), ..Marks::default() },
            MechanismPlan::ServiceLoss(loss) => {
                Marks { duration: loss.duration.as_ref(), grace: Some(&loss.grace), ..Marks::default() }
            }
            MechanismPlan::RuleChange(change) => Marks { grace: Some(&change.notice), ..Marks::default() },
            MechanismPlan::SupplierBan(closure) | MechanismPlan::CounterMeasure(closure) => Marks {
                duration: closure.duration.as_ref(),
                grace: Some(&closure.notice),
                ..Marks::default()
            },
            MechanismPlan::Degradation(degradation) => Marks {
                duration: degradation.campaign.as_ref().map(|(duration, _)| duration),
                severity: degradation.campaign.as_ref().map(|(_, factor)| factor),
                grace: None,
                passing: true,
            },
            MechanismPlan::Incident(incident) => Marks {
                duration: incident.downtime.as_ref(),
                severity: incident.severity.as_ref(),
                grace: None,
                passing: true,
            },
            MechanismPlan::Enforcement(_) | MechanismPlan::DemandShift(_) => {
                Marks { passing: true, ..Marks::default() }
            }
        }
    }
}

/// An event of a risk that comes by chance, its marks drawn.
///
/// - `index`: how many came before it.
pub(super) fn event_by_chance(
    plan: &SimulationPlan,
    keys: &Keys,
    trial: u64,
    (risk, time): (usize, f64),
    index: u64,
) -> Event {
    let marks = Marks::of(&plan.risks[risk].mechanism);
    let keys = &keys.risks[risk];
    let drawn = |mark: Option<&Mark>, key: &StreamKey, otherwise: f64| {
        mark.map_or(otherwise, |mark| mark.distribution.draw(key.trial(trial).uniform(index)))
    };
    Event {
        time,
        risk,
        duration: drawn(marks.duration, &keys.duration, if marks.passing { 0.0 } else { f64::INFINITY }),
        grace: drawn(marks.grace, &keys.grace, 0.0),
        severity: drawn(marks.severity, &keys.severity, 0.0),
        draw: index,
        effective: true,
    }
}

impl World {
    /// Draws the once-per-trial quantities: the same in every scenario.
    pub fn draw_parameters(&mut self, plan: &SimulationPlan, keys: &Keys, trial: u64) {
        self.trial = trial;
        draw_columns(plan, keys, trial, 1, &mut self.drawn);
    }

    /// Takes once-per-trial quantities that are drawn already.
    ///
    /// - `drawn`: `[parameter]`.
    pub(super) fn take_parameters(&mut self, trial: u64, drawn: &[f64]) {
        self.trial = trial;
        self.drawn.clear();
        self.drawn.extend_from_slice(drawn);
    }

    /// The path of regimes: the month from which each holds and its position in the plan; the first from month 0.
    pub fn regimes(&self) -> &[(f64, usize)] {
        &self.regimes
    }

    /// Outages and service losses, by time.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Draws regimes, events and demand under a scenario; the parameters are drawn already.
    pub fn unfold(&mut self, plan: &SimulationPlan, scenario: &ScenarioPlan, keys: &Keys) {
        self.walk_regimes(plan, scenario, keys);
        self.build_hazards(plan, scenario, keys);
        self.draw_events(plan, scenario, keys);
        self.follow_demand(plan, scenario);
        self.follow_degradation(plan, scenario);
    }

    /// The path of regimes alone.
    pub(super) fn walk_regimes(&mut self, plan: &SimulationPlan, scenario: &ScenarioPlan, keys: &Keys) {
        self.regimes.clear();
        let (initial, factors_into) = match &scenario.regime {
            RegimePathPlan::Forced(points) => return self.regimes.extend_from_slice(points),
            RegimePathPlan::Chance { initial, factors_into } => (*initial, factors_into),
        };
        let drawn = &self.drawn;
        let rate = |from: usize, to: usize| -> f64 {
            let factor: f64 = factors_into[to].iter().map(|factor| factor.of(drawn)).product();
            plan.regime_rates[from][to].of(drawn) * factor
        };
        let stays = keys.regime_stay.trial(self.trial);
        let nexts = keys.regime_next.trial(self.trial);
        let (mut time, mut regime) = (0.0, initial);
        self.regimes.push((time, regime));
        for jump in 0.. {
            let leaving: f64 = (0..plan.regime_rates.len()).map(|to| rate(regime, to)).sum();
            if leaving <= 0.0 {
                return;
            }
            time += math::inverse_exponential(stays.uniform(jump)) / leaving * 12.0;
            if time >= plan.horizon_months as f64 {
                return;
            }
            let target = nexts.uniform(jump) * leaving;
            let mut below = 0.0;
            let from = regime;
            for to in 0..plan.regime_rates.len() {
                let step = rate(from, to);
                if step > 0.0 && below < target {
                    regime = to;
                }
                below += step;
            }
            self.regimes.push((time, regime));
        }
    }

    /// λ(t) = rate(regime at t) × scenario's factors × (1 + trend)^year, constant between regime changes and new years.
    ///
    /// Inspections also vary from year to year, for all authorities together: × intensity of the year.
    fn build_hazards(&mut self, plan: &SimulationPlan, scenario: &ScenarioPlan, keys: &Keys) {
        let intensities = keys.intensity.trial(self.trial);
        let World { drawn, regimes, hazards, .. } = self;
        hazards.resize_with(plan.risks.len(), Hazard::default);
        for ((risk, change), hazard) in plan.risks.iter().zip(&scenario.risks).zip(hazards) {
            hazard.reset(plan.horizon_months as f64);
            let Some(rate) = &risk.rate else { continue };
            if change.off {
                hazard.push(0.0, 0.0);
                continue;
            }
            // The factor on a degradation is one on its hours, as is its trend.
            let (factor, growth) = match risk.mechanism.as_degradation() {
                Some(_) => (1.0, 1.0),
                None => (
                    change.factors.iter().map(|factor| factor.of(drawn)).product::<f64>(),
                    1.0 + risk.trend.of(drawn),
                ),
            };
            let rate_in = |regime: usize| change.rate.unwrap_or(rate.by_regime[regime]).of(drawn) * factor;
            let intensity = risk.mechanism.as_enforcement().and_then(|plan| plan.intensity.as_ref());
            let (mut next_regime, mut trend, mut current) = (0, 1.0, 0.0);
            for year in 0..plan.horizon_months.div_ceil(12) {
                let start = (year * 12) as f64;
                let of_year =
                    intensity.map_or(1.0, |intensity| intensity.draw(intensities.uniform(year as u64)));
                while next_regime < regimes.len() && regimes[next_regime].0 <= start {
                    current = rate_in(regimes[next_regime].1);
                    next_regime += 1;
                }
                hazard.push(start, current * trend * of_year);
                while next_regime < regimes.len() && regimes[next_regime].0 < start + 12.0 {
                    current = rate_in(regimes[next_regime].1);
                    hazard.push(regimes[next_regime].0, current * trend * of_year);
                    next_regime += 1;
                }
                trend *= growth;
            }
        }
    }

    fn draw_events(&mut self, plan: &SimulationPlan, scenario: &ScenarioPlan, keys: &Keys) {
        self.events.clear();
        self.event_counts.clear();
        self.event_counts.resize(plan.risks.len(), 0);
        for (position, risk) in plan.risks.iter().enumerate() {
            // Inspections are scheduled by every option for itself.
            if risk.mechanism.as_enforcement().is_some() || !risk.has_events() {
                continue;
            }
            let first = self.events.len();
            self.scheduled_events(position, &risk.mechanism, scenario, keys);
            if !risk.is_own() {
                self.random_events(plan, position, keys);
            }
            self.events[first..].sort_by(|left, right| left.time.total_cmp(&right.time));
            if risk.once {
                self.events.truncate(first + 1);
            }
            self.event_counts[position] = (self.events.len() - first) as u32;
        }
        self.events.sort_by(|left, right| left.time.total_cmp(&right.time).then(left.risk.cmp(&right.risk)));
    }

    fn scheduled_events(
        &mut self,
        risk: usize,
        mechanism: &MechanismPlan,
        scenario: &ScenarioPlan,
        keys: &Keys,
    ) {
        let marks = Marks::of(mechanism);
        for (index, scheduled) in scenario.risks[risk].scheduled.iter().enumerate() {
            if scheduled.at >= self.hazards[risk].end() {
                continue;
            }
            let index = index as u64;
            let duration = scheduled.duration.as_ref().or(marks.duration.map(|mark| &mark.distribution));
            let grace = scheduled.grace.as_ref().or(marks.grace.map(|mark| &mark.distribution));
            let keys = &keys.risks[risk];
            let drawn = |distribution: Option<&Distribution>, key: &StreamKey, index: u64, otherwise: f64| {
                distribution
                    .map_or(otherwise, |distribution| distribution.draw(key.trial(self.trial).uniform(index)))
            };
            let severity = marks.severity.map(|mark| &mark.distribution);
            self.events.push(Event {
                time: scheduled.at,
                risk,
                duration: drawn(
                    duration,
                    &keys.scheduled_duration,
                    index,
                    if marks.passing { 0.0 } else { f64::INFINITY },
                ),
                grace: drawn(grace, &keys.scheduled_grace, index, 0.0),
                severity: drawn(severity, &keys.severity, SCHEDULED + index, 0.0),
                draw: SCHEDULED + index,
                effective: true,
            });
        }
    }

    /// Event times Λ⁻¹(Γ₁), Λ⁻¹(Γ₂) … with Γ the points of a unit-rate Poisson process.
    fn random_events(&mut self, plan: &SimulationPlan, risk: usize, keys: &Keys) {
        let arrivals = keys.risks[risk].arrival.trial(self.trial);
        // Division by 1 is exact: nothing changes where nothing is hastened.
        let pace = self.pace.get(risk).copied().unwrap_or(1.0);
        let mut gamma = 0.0;
        for index in 0.. {
            gamma += math::inverse_exponential(arrivals.uniform(index)) / pace;
            let Some(time) = self.hazards[risk].inverse(gamma) else { return };
            self.events.push(event_by_chance(plan, keys, self.trial, (risk, time), index));
            if plan.risks[risk].once {
                return;
            }
        }
    }

    /// Demand at the middle of each month: ceiling / (1 + exp(−speed·(x − midpoint)/12)), where x counts months at the
    /// pace of the regimes passed so far.
    fn follow_demand(&mut self, plan: &SimulationPlan, scenario: &ScenarioPlan) {
        self.demand.clear();
        for (risk, change) in plan.risks.iter().zip(&scenario.risks) {
            let Some(shift) = risk.mechanism.as_demand_shift() else { continue };
            if change.off {
                self.demand.resize(self.demand.len() + shift.curves.len() * plan.horizon_months, 0.0);
                continue;
            }
            let factor: f64 = change.factors.iter().map(|factor| factor.of(&self.drawn)).product();
            for curve in &shift.curves {
                let (ceiling, midpoint) = (curve.ceiling.of(&self.drawn), curve.midpoint.of(&self.drawn));
                let per_month = curve.speed.of(&self.drawn) / 12.0;
                let mut walk = PaceWalk::new(&self.regimes);
                let pace = |regime: usize| shift.pace[regime].of(&self.drawn) * factor;
                // Within a regime the exponential shrinks by the same factor every month: one exp per change of regime.
                let (mut odds_against, mut step, mut regime) = (f64::NAN, f64::NAN, usize::MAX);
                for month in 0..plan.horizon_months {
                    let (x, in_regime, steady) = walk.advance(month as f64 + 0.5, pace);
                    if steady && in_regime == regime {
                        odds_against *= step;
                    } else {
                        odds_against = math::exp(-per_month * (x - midpoint));
                        step = math::exp(-per_month * pace(in_regime));
                        regime = in_regime;
                    }
                    self.demand.push(ceiling / (1.0 + odds_against));
                }
            }
        }
    }

    /// Hours lost per user in each month: hours × (1 + trend)^year × scenario's factors × mean factor of the regimes
    /// × factor of the calendar's campaigns × those of campaigns by chance, each for the share of the month it covers.
    fn follow_degradation(&mut self, plan: &SimulationPlan, scenario: &ScenarioPlan) {
        self.degradation.clear();
        let World { drawn, regimes, events, degradation: hours, .. } = self;
        for ((position, risk), change) in plan.risks.iter().enumerate().zip(&scenario.risks) {
            let Some(degradation) = risk.mechanism.as_degradation() else { continue };
            let factor: f64 = change.factors.iter().map(|factor| factor.of(drawn)).product();
            let first = if change.off { 0.0 } else { degradation.hours.of(drawn) * factor };
            let growth = 1.0 + risk.trend.of(drawn);
            let mut walk = PaceWalk::new(regimes);
            let (mut passed, mut trend) = (0.0, 1.0);
            for month in 0..plan.horizon_months {
                if month > 0 && month % 12 == 0 {
                    trend *= growth;
                }
                let start = month as f64;
                let (distance, _, _) =
                    walk.advance(start + 1.0, |regime| degradation.by_regime[regime].of(drawn));
                let mut now = first * trend * (distance - passed);
                passed = distance;
                if degradation.tightened[month] {
                    now *= degradation.tightened_factor.of(drawn);
                }
                for campaign in events.iter().filter(|event| event.risk == position) {
                    now *= 1.0 + (campaign.severity - 1.0) * overlap(start, campaign.time, campaign.end());
                }
                hours.push(now);
            }
        }
    }
}

impl World {
    /// Whether a risk brings nothing to any option in this world. Never for inspections, which others can bring about.
    pub(super) fn is_without(&self, plan: &SimulationPlan, risk: usize) -> bool {
        let of_own = || self.hazards[risk].cumulative(self.hazards[risk].end()) == 0.0;
        match &plan.risks[risk].mechanism {
            MechanismPlan::Enforcement(_) => false,
            MechanismPlan::DemandShift(_) => self.demand_of(plan, risk).iter().all(|share| *share == 0.0),
            MechanismPlan::Degradation(_) => {
                self.degradation_of(plan, risk).iter().all(|hours| *hours == 0.0)
                    && self.events.iter().all(|event| event.risk != risk)
            }
            MechanismPlan::Outage(_)
            | MechanismPlan::ServiceLoss(_)
            | MechanismPlan::RuleChange(_)
            | MechanismPlan::SupplierBan(_)
            | MechanismPlan::CounterMeasure(_)
            | MechanismPlan::Incident(_) => {
                self.events.iter().all(|event| event.risk != risk) && (!plan.risks[risk].is_own() || of_own())
            }
        }
    }

    /// Whether everything in two worlds that options can see is the same, beside what some risks bring.
    ///
    /// - `plans`: of this world and of the other.
    /// - `but_for`: says which risks are left out.
    pub(super) fn is_same_but_for(
        &self,
        other: &World,
        plans: (&SimulationPlan, &SimulationPlan),
        but_for: &dyn Fn(&Id) -> bool,
    ) -> bool {
        let kept = |plan: &'_ SimulationPlan| {
            (0..plan.risks.len()).filter(|risk| !but_for(&plan.risks[*risk].id)).collect::<Vec<usize>>()
        };
        let (ours, theirs) = (kept(plans.0), kept(plans.1));
        let events = |world: &World, risks: &[usize]| {
            let of_risk = |event: &Event| risks.iter().position(|risk| *risk == event.risk);
            let kept =
                world.events.iter().filter_map(|event| Some(Event { risk: of_risk(event)?, ..*event }));
            kept.collect::<Vec<Event>>()
        };
        self.regimes == other.regimes
            && ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|(our, their)| {
                (!plans.0.risks[*our].is_own() || self.hazards[*our] == other.hazards[*their])
                    && self.demand_of(plans.0, *our) == other.demand_of(plans.1, *their)
                    && self.degradation_of(plans.0, *our) == other.degradation_of(plans.1, *their)
            })
            && events(self, &ours) == events(other, &theirs)
    }

    /// `[curve][month]` of one demand shift; nothing for other risks.
    fn demand_of(&self, plan: &SimulationPlan, risk: usize) -> &[f64] {
        let curves = |risk: &RiskPlan| risk.mechanism.as_demand_shift().map_or(0, |shift| shift.curves.len());
        let first: usize = plan.risks[..risk].iter().map(curves).sum();
        let months = plan.horizon_months;
        &self.demand[first * months..(first + curves(&plan.risks[risk])) * months]
    }

    /// `[month]` of one degradation; nothing for other risks.
    fn degradation_of(&self, plan: &SimulationPlan, risk: usize) -> &[f64] {
        let place = plan.degradations.iter().position(|degradation| *degradation == risk);
        let months = plan.horizon_months;
        place.map_or(&[], |place| &self.degradation[place * months..(place + 1) * months])
    }
}

/// Share of the month that begins at `month` which lies between `from` and `to`.
fn overlap(month: f64, from: f64, to: f64) -> f64 {
    f64::max(0.0, f64::min(to, month + 1.0) - f64::max(from, month))
}

/// Integrates the pace along the regimes.
struct PaceWalk<'a> {
    regimes: &'a [(f64, usize)],
    position: usize,
    time: f64,
    distance: f64,
}

impl<'a> PaceWalk<'a> {
    fn new(regimes: &'a [(f64, usize)]) -> Self {
        PaceWalk { regimes, position: 0, time: 0.0, distance: 0.0 }
    }

    /// Months at pace 1 passed up to `time`, the regime then, and whether it held since the last call.
    fn advance(&mut self, time: f64, pace: impl Fn(usize) -> f64) -> (f64, usize, bool) {
        let mut steady = true;
        while self.position + 1 < self.regimes.len() && self.regimes[self.position + 1].0 <= time {
            let change = self.regimes[self.position + 1].0;
            self.distance += pace(self.regimes[self.position].1) * (change - self.time);
            self.time = change;
            self.position += 1;
            steady = false;
        }
        let regime = self.regimes[self.position].1;
        self.distance += pace(regime) * (time - self.time);
        self.time = time;
        (self.distance, regime, steady)
    }
}
