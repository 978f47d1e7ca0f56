use std::collections::BTreeMap;

use jiff::civil::Date;

use super::law::{Law, laws};
use super::likelihood::{DutyLikelihood, Hinge, duty_likelihoods, hinges};
use super::phases::{Phase, UnknownName, phases};
use super::situation::Situation;
use crate::domain::{Case, CostBasis, Duty, Id, ItOption, Ladder, Pack};

/// What an option is obliged to, over the horizon, without drawing anything.
#[derive(Debug, Clone)]
pub struct Register<'a> {
    pub option: &'a ItOption,
    pub phases: Vec<Phase<'a>>,
    pub laws: Vec<Law>,
    /// In which nothing changes, in order.
    pub stretches: Vec<Stretch>,
    /// In the order of the packs, the case's own last. A duty that a later pack states anew has an entry for each form.
    pub obligations: Vec<Obligation>,
}

/// A time in which neither the systems nor the law change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Months from the start of the horizon.
    pub from: f64,
    pub until: f64,
    /// Position of the phase.
    pub phase: usize,
    /// Position of the law.
    pub law: usize,
}

/// An obligation of an option.
#[derive(Debug, Clone)]
pub struct Obligation {
    pub duty: Duty,
    /// Day from which it holds; `None` for as long as the case's own rules do.
    pub since: Option<Date>,
    /// Month in which it first can arise, and in which it no longer can.
    pub from: f64,
    pub until: f64,
    /// Highest likelihood over time that it arises at all.
    pub likelihood: f64,
    /// `[application]`: highest likelihood over time that it arises for it.
    pub applications: Vec<f64>,
    /// What it hangs on, when it is likeliest.
    pub hinges: Vec<Hinge>,
    /// Expected cost over the horizon.
    pub cost: ExpectedCost,
    pub ladder: Option<Ladder>,
}

/// Expected cost over the horizon, undiscounted, from means: money, strictness included.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ExpectedCost {
    pub one_off: f64,
    pub yearly: f64,
    pub renewals: f64,
}

impl ExpectedCost {
    pub fn total(&self) -> f64 {
        self.one_off + self.yearly + self.renewals
    }
}

/// The register of an option under the law of the case, or under a pack that is named, as though it were in force.
///
/// # Errors
/// A name that the case does not have.
pub fn register<'a>(
    case: &'a Case,
    option: &'a ItOption,
    named: Option<&Pack>,
) -> Result<Register<'a>, UnknownName> {
    let phases = phases(case, option)?;
    let laws = laws(case, named);
    let stretches = stretches(&phases, &laws, case.settings.horizon_months as f64);
    let factor = case.strictness_named(&option.strictness).map_or(1.0, |found| found.cost_factor.mean());
    let mut book = Book { case, factor, paid: BTreeMap::new(), obligations: Vec::new() };
    for stretch in &stretches {
        let situation = Situation::new(case, option, &phases[stretch.phase], &laws[stretch.law]);
        book.enter(stretch, &situation);
    }
    book.renew(&stretches);
    let mut obligations: Vec<Obligation> =
        book.obligations.into_iter().map(|entry| entry.obligation).collect();
    order(&mut obligations, &laws);
    Ok(Register { option, phases, laws, stretches, obligations })
}

impl Register<'_> {
    /// Expected cost of all obligations over the horizon, money.
    pub fn total_cost(&self) -> f64 {
        self.obligations.iter().map(|entry| entry.cost.total()).sum()
    }
}

/// Cuts the horizon where the systems or the law change.
fn stretches(phases: &[Phase<'_>], laws: &[Law], horizon: f64) -> Vec<Stretch> {
    let mut cuts: Vec<f64> =
        phases.iter().map(|phase| phase.from).chain(laws.iter().map(|law| law.from)).collect();
    cuts.retain(|cut| *cut < horizon);
    cuts.push(horizon);
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let latest = |starts: &mut dyn Iterator<Item = f64>, month: f64| {
        starts.take_while(|start| *start <= month).count().saturating_sub(1)
    };
    let stretch = |pair: &[f64]| match pair {
        [from, until] => Some(Stretch {
            from: *from,
            until: *until,
            phase: latest(&mut phases.iter().map(|phase| phase.from), *from),
            law: latest(&mut laws.iter().map(|law| law.from), *from),
        }),
        _ => None,
    };
    cuts.windows(2).filter_map(stretch).collect()
}

/// An obligation while it is written down.
struct Entry {
    obligation: Obligation,
    /// Stretches in which it can arise, with its likelihoods.
    presence: Vec<(Stretch, DutyLikelihood)>,
}

struct Book<'a> {
    case: &'a Case,
    /// On the cost of every obligation.
    factor: f64,
    /// By duty, whatever its form: likelihood that its one-off cost has been paid, for the company and `[application]`.
    paid: BTreeMap<Id, DutyLikelihood>,
    obligations: Vec<Entry>,
}

impl Book<'_> {
    /// Writes down what can arise in a stretch.
    fn enter(&mut self, stretch: &Stretch, situation: &Situation<'_>) {
        let likelihoods = duty_likelihoods(situation);
        let hinges = hinges(situation);
        for ((duty, likelihood), hinges) in situation.law.duties.iter().zip(likelihoods).zip(hinges) {
            if !likelihood.possible() {
                continue;
            }
            let position = self.position(duty, stretch, situation.law);
            self.charge(position, stretch, &likelihood);
            let entry = &mut self.obligations[position];
            let obligation = &mut entry.obligation;
            obligation.until = stretch.until;
            for (highest, now) in obligation.applications.iter_mut().zip(&likelihood.each) {
                *highest = f64::max(*highest, *now);
            }
            if likelihood.any > obligation.likelihood {
                obligation.likelihood = likelihood.any;
                obligation.hinges = hinges;
            }
            entry.presence.push((*stretch, likelihood));
        }
    }

    /// Where the duty in this form stands, new if it is.
    fn position(&mut self, duty: &Duty, stretch: &Stretch, law: &Law) -> usize {
        let same =
            |entry: &Entry| entry.obligation.duty.id == duty.id && entry.obligation.duty.pack == duty.pack;
        if let Some(position) = self.obligations.iter().position(same) {
            return position;
        }
        let stating = duty.pack.as_ref().and_then(|id| self.case.regulation.pack(id));
        self.obligations.push(Entry {
            obligation: Obligation {
                duty: duty.clone(),
                since: duty.from.or_else(|| stating.and_then(|pack| pack.in_force)),
                from: stretch.from,
                until: stretch.until,
                likelihood: 0.0,
                applications: vec![0.0; self.case.applications.len()],
                hinges: Vec::new(),
                cost: ExpectedCost::default(),
                ladder: law.ladder(&duty.ladder).cloned(),
            },
            presence: Vec::new(),
        });
        self.obligations.len() - 1
    }

    /// One-off cost of what arises for the first time, and yearly cost of the stretch.
    fn charge(&mut self, position: usize, stretch: &Stretch, likelihood: &DutyLikelihood) {
        let Entry { obligation, .. } = &mut self.obligations[position];
        let duty = &obligation.duty;
        let none = DutyLikelihood { any: 0.0, each: vec![0.0; likelihood.each.len()] };
        let paid = self.paid.entry(duty.id.clone()).or_insert(none);
        let first_time = |now: f64, paid: &mut f64| {
            let more = f64::max(0.0, now - *paid);
            *paid += more;
            more
        };
        let for_company = first_time(likelihood.any, &mut paid.any);
        let each = likelihood.each.iter().zip(&mut paid.each);
        let for_applications: f64 = each.map(|(now, paid)| first_time(*now, paid)).sum();
        let first = match duty.per {
            CostBasis::Company => for_company,
            CostBasis::Application => for_applications,
        };
        let met = self.case.company.standing.met_at_start.as_ref().map_or(0.0, |met| met.mean());
        let to_pay = if stretch.from == 0.0 { 1.0 - met } else { 1.0 };
        let years = (stretch.until - stretch.from) / 12.0;
        obligation.cost.one_off += first * to_pay * duty.one_off.mean() * self.factor;
        obligation.cost.yearly += count(duty, likelihood) * years * duty.yearly.mean() * self.factor;
    }

    /// Cost of renewals: one clock per duty, whatever its form, from when it first can arise.
    fn renew(&mut self, stretches: &[Stretch]) {
        let horizon = stretches.last().map_or(0.0, |last| last.until);
        let ids: Vec<Id> = self.paid.keys().cloned().collect();
        for id in ids {
            let forms: Vec<usize> = (0..self.obligations.len())
                .filter(|position| self.obligations[*position].obligation.duty.id == id)
                .collect();
            let Some(first) = forms.first() else { continue };
            let mut time = self.obligations[*first].obligation.from;
            let mut form = *first;
            loop {
                let Some(renewal) = &self.obligations[form].obligation.duty.renewal else { break };
                let every = renewal.every.mean();
                time += every;
                if every <= 0.0 || time >= horizon {
                    break;
                }
                for position in &forms {
                    let entry = &mut self.obligations[*position];
                    let now = entry
                        .presence
                        .iter()
                        .find(|(stretch, _)| stretch.from <= time && time < stretch.until);
                    if let (Some((_, likelihood)), Some(renewal)) = (now, &entry.obligation.duty.renewal) {
                        let amount = renewal.cost.mean() * count(&entry.obligation.duty, likelihood);
                        entry.obligation.cost.renewals += amount * self.factor;
                        form = *position;
                    }
                }
            }
        }
    }
}

/// Expected number of times that the yearly and renewal cost of a duty arises.
fn count(duty: &Duty, likelihood: &DutyLikelihood) -> f64 {
    match duty.per {
        CostBasis::Company => likelihood.any,
        CostBasis::Application => likelihood.each.iter().sum(),
    }
}

/// As the laws list them.
fn order(obligations: &mut [Obligation], laws: &[Law]) {
    let place = |obligation: &Obligation| {
        let form = |duty: &Duty| duty.id == obligation.duty.id && duty.pack == obligation.duty.pack;
        let found = laws
            .iter()
            .enumerate()
            .find_map(|(law, entry)| entry.duties.iter().position(form).map(|duty| (law, duty)));
        found.unwrap_or((usize::MAX, 0))
    };
    obligations.sort_by_key(|obligation| (place(obligation).1, place(obligation).0));
}
