//! What a world shows of the controls that options share, beside what is expected.

use super::expected_stays::{StaysScratch, add_expected_stays};
use super::table::{ControlTable, MarkKind, Subject};
use crate::engine::world::{Event, SCHEDULED, World};
use crate::math;
use crate::plan::{RegimePathPlan, ScenarioPlan, SimulationPlan};

const MARKS: usize = MarkKind::Harm as usize + 1;

/// Sums over the events by chance of one risk in a trial.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct EventSums {
    pub count: f64,
    /// By [`MarkKind`].
    pub marks: [f64; MARKS],
    /// By [`MarkKind`], in present value.
    pub worth: [f64; MARKS],
}

impl EventSums {
    pub fn add(&mut self, event: &Event, discount: f64) {
        self.count += 1.0;
        let values: [f64; MARKS] =
            [event.duration, event.grace, event.severity, event.severity * event.duration];
        for ((sum, worth), value) in self.marks.iter_mut().zip(&mut self.worth).zip(values) {
            *sum += value;
            *worth += value * discount;
        }
    }
}

/// What is worked out once for all controls of a world; kept between trials to save allocations.
#[derive(Debug, Clone, Default)]
pub(super) struct WorldFacts {
    /// `[year × regimes + regime]`: months.
    months: Vec<f64>,
    /// `[regime]`: months in present value.
    worth: Vec<f64>,
    /// `[from × regimes + to]`: moves.
    moves: Vec<f64>,
    /// `[regime]`: expected months; empty where they are not known.
    expected: Vec<f64>,
    /// `[risk]`.
    events: Vec<EventSums>,
    rates: Vec<f64>,
    start: Vec<f64>,
    stays: StaysScratch,
}

/// Where a trial takes place.
#[derive(Clone, Copy)]
pub(in crate::engine) struct Place<'a> {
    pub plan: &'a SimulationPlan,
    pub scenario: &'a ScenarioPlan,
    pub table: &'a ControlTable,
    pub world: &'a World,
}

impl WorldFacts {
    /// Looks at a world.
    ///
    /// - `expects_stays`: whether the expected months in regimes are wanted where they differ by trial.
    pub fn observe(&mut self, place: Place<'_>, expects_stays: bool) {
        self.follow_regimes(place, place.plan.horizon_months as f64);
        self.count_events(place);
        self.expected.clear();
        if expects_stays {
            self.expect_stays(place);
        }
    }

    /// Time in regimes until a month, by year.
    fn follow_regimes(&mut self, place: Place<'_>, until: f64) {
        let Place { plan, table, world, .. } = place;
        let count = plan.regime_rates.len();
        let years = plan.horizon_months.div_ceil(12);
        refill(&mut self.months, years * count);
        refill(&mut self.worth, count);
        refill(&mut self.moves, count * count);
        for (step, (from, regime)) in world.regimes.iter().enumerate() {
            let next = world.regimes.get(step + 1);
            let to = f64::min(next.map_or(until, |next| next.0), until);
            let mut since = *from;
            while since < to {
                let year = (since / 12.0) as usize;
                let end = f64::min(to, (year + 1) as f64 * 12.0);
                self.months[year * count + regime] += end - since;
                self.worth[*regime] += table.worth_until(end) - table.worth_until(since);
                since = end;
            }
            if let Some((time, after)) = next.filter(|next| next.0 < until) {
                debug_assert!(*time >= *from);
                self.moves[regime * count + after] += 1.0;
            }
        }
    }

    fn count_events(&mut self, place: Place<'_>) {
        let Place { plan, world, .. } = place;
        self.events.clear();
        self.events.resize(plan.risks.len(), EventSums::default());
        for event in world.events.iter().filter(|event| event.draw < SCHEDULED) {
            self.events[event.risk].add(event, plan.discount[event.time as usize]);
        }
    }

    fn expect_stays(&mut self, place: Place<'_>) {
        let Place { plan, scenario, world, .. } = place;
        let RegimePathPlan::Chance { initial, factors_into } = &scenario.regime else { return };
        let (drawn, count) = (&world.drawn, plan.regime_rates.len());
        self.rates.clear();
        for row in &plan.regime_rates {
            let into = row.iter().zip(factors_into);
            self.rates.extend(into.map(|(rate, factors)| {
                rate.of(drawn) * factors.iter().map(|factor| factor.of(drawn)).product::<f64>()
            }));
        }
        refill(&mut self.start, count);
        self.start[*initial] = 1.0;
        refill(&mut self.expected, count);
        let WorldFacts { rates, start, expected, stays, .. } = self;
        if !add_expected_stays(rates, start, plan.horizon_months as f64, expected, stays) {
            expected.clear();
        }
    }

    /// Expected events of a risk over the months followed, before the factors of years and options.
    fn cumulative(&self, place: Place<'_>, position: usize) -> f64 {
        let Place { plan, scenario, world, .. } = place;
        let (risk, change) = (&plan.risks[position], &scenario.risks[position]);
        let Some(rate) = risk.rate.as_ref().filter(|_| !change.off) else { return 0.0 };
        let drawn = &world.drawn;
        let (factor, growth) = match risk.mechanism.as_degradation() {
            Some(_) => (1.0, 1.0),
            None => {
                (change.factors.iter().map(|factor| factor.of(drawn)).product(), 1.0 + risk.trend.of(drawn))
            }
        };
        let (mut sum, mut trend) = (0.0, 1.0);
        for year in self.months.chunks_exact(rate.by_regime.len()) {
            let of_year: f64 = match change.rate {
                Some(rate) => year.iter().sum::<f64>() * rate.of(drawn),
                None => year.iter().zip(&rate.by_regime).map(|(months, rate)| months * rate.of(drawn)).sum(),
            };
            sum += of_year * trend;
            trend *= growth;
        }
        sum * factor / 12.0
    }

    /// What is seen and what is expected of a control that options share.
    pub fn of(&mut self, place: Place<'_>, subject: Subject, constant: Option<f64>) -> (f64, f64) {
        let Place { plan, world, .. } = place;
        let count = plan.regime_rates.len();
        match subject {
            Subject::Parameter(position) => (world.drawn[position], constant.unwrap_or(f64::NAN)),
            Subject::RegimeMonths(regime) => {
                let seen: f64 = self.months.iter().skip(regime).step_by(count).sum();
                let expected = constant.or(self.expected.get(regime).copied());
                (seen, expected.unwrap_or(seen))
            }
            Subject::RegimeWorth(regime) => (self.worth[regime], constant.unwrap_or(f64::NAN)),
            Subject::Moves { from, to } => {
                let months: f64 = self.months.iter().skip(from).step_by(count).sum();
                (self.moves[from * count + to], months * rate_of_move(place, from, to) / 12.0)
            }
            Subject::Hazard { risk, intensity } => {
                let seen = world.hazards[risk].cumulative(plan.horizon_months as f64);
                (seen, intensity * self.cumulative(place, risk))
            }
            Subject::Events { risk } => (self.events[risk].count, self.expected_events(place, risk)),
            Subject::Mark { risk, mark, mean } => {
                let sums = &self.events[risk];
                (sums.marks[mark as usize], mean * sums.count)
            }
            Subject::MarkWorth { .. } => (0.0, 0.0),
        }
    }

    /// Λ over the horizon; for what happens once, its chance 1 − e^(−Λ) before a scheduled event forestalls it.
    fn expected_events(&mut self, place: Place<'_>, risk: usize) -> f64 {
        if !place.plan.risks[risk].once {
            return self.cumulative(place, risk);
        }
        let horizon = place.plan.horizon_months as f64;
        let scheduled = &place.scenario.risks[risk].scheduled;
        let until = scheduled.iter().map(|event| event.at).fold(horizon, f64::min);
        if until < horizon {
            self.follow_regimes(place, until);
        }
        let expected = -math::exp_m1(-self.cumulative(place, risk));
        if until < horizon {
            self.follow_regimes(place, horizon);
        }
        expected
    }
}

fn rate_of_move(place: Place<'_>, from: usize, to: usize) -> f64 {
    let RegimePathPlan::Chance { factors_into, .. } = &place.scenario.regime else { return 0.0 };
    let drawn = &place.world.drawn;
    let factor: f64 = factors_into[to].iter().map(|factor| factor.of(drawn)).product();
    place.plan.regime_rates[from][to].of(drawn) * factor
}

fn refill(list: &mut Vec<f64>, length: usize) {
    list.clear();
    list.resize(length, 0.0);
}
