//! Regimes of a block of trials.

use crate::engine::keys::Keys;
use crate::engine::random::StreamKey;
use crate::math;
use crate::plan::{RegimePathPlan, ScenarioPlan, SimulationPlan};

/// How regimes move when all rates are certain.
pub(super) struct Paths {
    stay: StreamKey,
    next: StreamKey,
    horizon: f64,
    start: Start,
}

enum Start {
    Forced(Vec<(f64, usize)>),
    Chance { initial: usize, regimes: Vec<Leaving> },
}

/// How a regime is left.
struct Leaving {
    /// Per year.
    rate: f64,
    /// Regimes to which it can move, and the sum of the rates of those before.
    to: Vec<(usize, f64)>,
}

/// A stay in a regime.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    /// Month.
    pub from: f64,
    pub until: f64,
    pub regime: usize,
}

/// The regimes of consecutive trials.
#[derive(Default)]
pub(super) struct Walks {
    stays: Vec<Stay>,
    /// `[trial]`: place of its first stay; and the end.
    first: Vec<u32>,
    moves: Moves,
}

/// What is worked on between two jumps; kept to save allocations.
#[derive(Default)]
struct Moves {
    /// Trials that still move, where they are, and since when.
    trials: Vec<u32>,
    times: Vec<f64>,
    regimes: Vec<u32>,
    /// Random numbers of the jump.
    draws: Vec<f64>,
    /// Trial, month and regime of each jump, jump by jump.
    jumps: Vec<(u32, f64, u32)>,
    /// `[trial]`: stays; then the place of the next one.
    stays: Vec<u32>,
}

impl Walks {
    /// The stays of a trial of the block.
    #[inline]
    pub fn of(&self, trial: usize) -> &[Stay] {
        &self.stays[self.first[trial] as usize..self.first[trial + 1] as usize]
    }

    pub fn trials(&self) -> usize {
        self.first.len() - 1
    }
}

impl Paths {
    pub fn new(plan: &SimulationPlan, scenario: &ScenarioPlan, keys: &Keys) -> Paths {
        let start = match &scenario.regime {
            RegimePathPlan::Forced(points) => Start::Forced(points.clone()),
            RegimePathPlan::Chance { initial, factors_into } => {
                let rate = |from: usize, to: usize| -> f64 {
                    let factor: f64 = factors_into[to].iter().map(|factor| factor.of(&[])).product();
                    plan.regime_rates[from][to].of(&[]) * factor
                };
                let regimes = 0..plan.regime_rates.len();
                let leaving = |from: usize| {
                    let mut below = 0.0;
                    let mut to = Vec::new();
                    for target in regimes.clone() {
                        let step = rate(from, target);
                        if step > 0.0 {
                            to.push((target, below));
                        }
                        below += step;
                    }
                    Leaving { rate: regimes.clone().map(|target| rate(from, target)).sum(), to }
                };
                Start::Chance { initial: *initial, regimes: regimes.clone().map(leaving).collect() }
            }
        };
        Paths { stay: keys.regime_stay, next: keys.regime_next, horizon: plan.horizon_months as f64, start }
    }

    /// The regimes of the trials `first`, `first + 1` …
    pub fn walk(&self, first: u64, trials: usize, walks: &mut Walks) {
        match &self.start {
            Start::Forced(points) => self.forced(points, trials, walks),
            Start::Chance { initial, regimes } => {
                self.by_chance(*initial, regimes, (first, trials), &mut walks.moves);
                self.put_in_order(*initial, walks);
            }
        }
    }

    fn forced(&self, points: &[(f64, usize)], trials: usize, walks: &mut Walks) {
        let until = |position: usize| points.get(position + 1).map_or(self.horizon, |next| next.0);
        let stays: Vec<Stay> = points
            .iter()
            .enumerate()
            .map(|(position, (from, regime))| Stay { from: *from, until: until(position), regime: *regime })
            .collect();
        let length = stays.len() as u32;
        walks.first.clear();
        walks.first.extend((0..=trials as u32).map(|trial| trial * length));
        walks.stays = stays.repeat(trials);
    }

    /// Jump by jump over all trials that still move.
    fn by_chance(
        &self,
        initial: usize,
        regimes: &[Leaving],
        (first, trials): (u64, usize),
        moves: &mut Moves,
    ) {
        moves.begin(initial, trials);
        for jump in 0.. {
            moves.keep(|_, regime| regimes[regime].rate > 0.0);
            if moves.trials.is_empty() {
                break;
            }
            self.stay.draw(jump).pick_uniforms(first, &moves.trials, &mut moves.draws);
            math::inverse_exponential_block(&mut moves.draws);
            for ((time, regime), wait) in moves.times.iter_mut().zip(&moves.regimes).zip(&moves.draws) {
                *time += wait / regimes[*regime as usize].rate * 12.0;
            }
            moves.keep(|time, _| time < self.horizon);
            self.next.draw(jump).pick_uniforms(first, &moves.trials, &mut moves.draws);
            moves.go(regimes);
        }
    }

    /// Stays by trial, from jumps in order of time.
    fn put_in_order(&self, initial: usize, walks: &mut Walks) {
        let Walks { stays, first, moves } = walks;
        first.clear();
        let mut sum = 0;
        for count in &mut moves.stays {
            first.push(sum);
            sum += *count;
            *count = sum + 1 - *count;
        }
        first.push(sum);
        stays.clear();
        stays.resize(sum as usize, Stay { from: 0.0, until: self.horizon, regime: initial });
        for (trial, time, regime) in &moves.jumps {
            let next = &mut moves.stays[*trial as usize];
            let place = *next as usize;
            *next += 1;
            stays[place - 1].until = *time;
            stays[place] = Stay { from: *time, until: self.horizon, regime: *regime as usize };
        }
    }
}

impl Moves {
    fn begin(&mut self, initial: usize, trials: usize) {
        self.trials.clear();
        self.trials.extend(0..trials as u32);
        self.times.clear();
        self.times.resize(trials, 0.0);
        self.regimes.clear();
        self.regimes.resize(trials, initial as u32);
        self.stays.clear();
        self.stays.resize(trials, 1);
        self.jumps.clear();
    }

    /// Forgets the trials whose time and regime are not wanted.
    fn keep(&mut self, wanted: impl Fn(f64, usize) -> bool) {
        let mut kept = 0;
        for place in 0..self.trials.len() {
            let (trial, time, regime) = (self.trials[place], self.times[place], self.regimes[place]);
            self.trials[kept] = trial;
            self.times[kept] = time;
            self.regimes[kept] = regime;
            // Without a branch: chance decides.
            kept += usize::from(wanted(time, regime as usize));
        }
        self.trials.truncate(kept);
        self.times.truncate(kept);
        self.regimes.truncate(kept);
    }

    /// Moves every trial to the regime that its number says.
    fn go(&mut self, regimes: &[Leaving]) {
        let moving = self.trials.iter().zip(&self.times).zip(&mut self.regimes).zip(&self.draws);
        for (((trial, time), regime), choice) in moving {
            let leaving = &regimes[*regime as usize];
            let target = choice * leaving.rate;
            for (to, below) in &leaving.to {
                *regime = if *below < target { *to as u32 } else { *regime };
            }
            self.stays[*trial as usize] += 1;
            self.jumps.push((*trial, *time, *regime));
        }
    }
}
