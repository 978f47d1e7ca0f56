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
                ladder: law.ladder(self.ladder_of(duty)).cloned(),
            },
            presence: Vec::new(),
        });
        self.obligations.len() - 1
    }

    /// The ladder for designated operators where the company is one, or has to be one for the duty to arise.
    fn ladder_of<'d>(&self, duty: &'d Duty) -> &'d Id {
        let operator = self.case.company.standing.designated || duty.when.ciio == Some(true);
        duty.ladder_ciio.as_ref().filter(|_| operator).unwrap_or(&duty.ladder)
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
            while let Some(renewal) = &self.obligations[form].obligation.duty.renewal {
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

/// As the laws list them, forms of one duty one after the other.
fn order(obligations: &mut [Obligation], laws: &[Law]) {
    let place = |id: &Id| {
        let found = laws.iter().enumerate().find_map(|(law, entry)| {
            entry.duties.iter().position(|duty| duty.id == *id).map(|duty| (law, duty))
        });
        found.unwrap_or((usize::MAX, 0))
    };
    obligations.sort_by(|left, right| {
        place(&left.duty.id).cmp(&place(&right.duty.id)).then(left.from.total_cmp(&right.from))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Condition, Renewal, TransferRoute};
    use crate::rules::testing::{case_under_law, duty, id, money, months, number, pack, share};
    use crate::rules::{Fact, flow_views};

    fn find<'a>(register: &'a Register<'_>, duty: &str) -> Option<&'a Obligation> {
        register.obligations.iter().find(|entry| entry.duty.id.as_str() == duty)
    }

    fn cost(register: &Register<'_>, duty: &str) -> [f64; 3] {
        let cost = find(register, duty).unwrap().cost;
        [cost.one_off, cost.yearly, cost.renewals]
    }

    fn assert_close(found: [f64; 3], expected: [f64; 3]) {
        let near = found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-9);
        assert!(near, "{found:?} {expected:?}");
    }

    #[test]
    fn who_stays_owes_what_his_flows_ask() {
        // 52,000 persons, 500 of them sensitive: ERP is free, HR needs the contract.
        let case = case_under_law();
        let register = register(&case, &case.options[0], None).unwrap();
        let names: Vec<&str> = register.obligations.iter().map(|entry| entry.duty.id.as_str()).collect();
        assert_eq!(names, ["programme", "consent", "contract"]);
        // 100 once and 10 a year for five years, doubled by strictness; consent for two applications.
        assert_close(cost(&register, "programme"), [200.0, 100.0, 0.0]);
        assert_close(cost(&register, "consent"), [400.0, 200.0, 0.0]);
        assert_close(cost(&register, "contract"), [200.0, 100.0, 0.0]);
        assert_eq!(find(&register, "contract").unwrap().applications, [0.0, 1.0, 0.0]);
        assert!(register.obligations.iter().all(|entry| entry.likelihood == 1.0 && entry.hinges.is_empty()));
        assert_eq!(register.total_cost(), 1200.0);
    }

    #[test]
    fn who_moves_owes_it_until_isolation_holds() {
        let case = case_under_law();
        let register = register(&case, &case.options[1], None).unwrap();
        let consent = find(&register, "consent").unwrap();
        // HR stands in China from month 15, but headquarters has access until month 27.
        assert_eq!((consent.from, consent.until), (0.0, 27.0));
        assert_close(cost(&register, "consent"), [400.0, 2.0 * 27.0 / 12.0 * 20.0, 0.0]);
        assert_eq!(find(&register, "programme").unwrap().until, 60.0);
    }

    #[test]
    fn a_likelihood_is_carried_into_cost_and_named() {
        let mut case = case_under_law();
        case.applications[0].flows[0].important_data = Some(share("30%"));
        let register = register(&case, &case.options[0], None).unwrap();
        let assessment = find(&register, "assessment").unwrap();
        assert!((assessment.likelihood - 0.3).abs() < 1e-12);
        let [hinge] = assessment.hinges.as_slice() else { panic!("{:?}", assessment.hinges) };
        assert_eq!((hinge.fact, hinge.adds.as_slice()), (Fact::Important(0), [0].as_slice()));
        // Renewed in months 24 and 48.
        assert_close(cost(&register, "assessment"), [0.3 * 200.0, 0.3 * 100.0, 0.3 * 2.0 * 80.0]);
    }

    #[test]
    fn two_flows_are_found_important_independently() {
        let mut case = case_under_law();
        case.applications[0].flows[0].important_data = Some(share("30%"));
        case.applications[1].flows[0].important_data = Some(share("50%"));
        let register = register(&case, &case.options[0], None).unwrap();
        let assessment = find(&register, "assessment").unwrap();
        assert!((assessment.likelihood - (1.0 - 0.7 * 0.5)).abs() < 1e-12);
        // HR needs either the assessment or the contract.
        assert!((find(&register, "contract").unwrap().likelihood - 0.5).abs() < 1e-12);
    }

    #[test]
    fn uncertain_numbers_straddle_a_threshold() {
        let mut case = case_under_law();
        // Median 109,545; the 30th percentile is 90,400, so that three of the five worlds reach 100,000.
        case.applications[0].flows[0].persons = Some(number("60000 to 200000"));
        let register = register(&case, &case.options[0], None).unwrap();
        let contract = find(&register, "contract").unwrap();
        assert!((contract.applications[0] - 0.6).abs() < 1e-12, "{:?}", contract.applications);
        assert!(contract.hinges.iter().any(|hinge| hinge.fact == Fact::FewerPersons && hinge.removes == [0]));
        let situation = Situation::new(&case, &case.options[0], &register.phases[0], &register.laws[0]);
        let view = &flow_views(&situation)[0];
        assert_eq!(
            (view.if_fewer, view.route, view.if_more),
            (TransferRoute::Free, TransferRoute::StandardContract, TransferRoute::StandardContract)
        );
    }

    #[test]
    fn rules_dated_later_begin_on_their_day() {
        let mut case = case_under_law();
        let mut late = duty("late", Condition::default());
        late.from = Some(jiff::civil::date(2028, 1, 16));
        case.regulation.packs[0].duties.push(late);
        let register = register(&case, &case.options[0], None).unwrap();
        let late = find(&register, "late").unwrap();
        assert_eq!((late.from, late.until), (12.0 + 15.0 / 31.0, 60.0));
        assert_eq!(register.laws.len(), 2);
    }

    #[test]
    fn a_form_that_follows_another_is_not_paid_for_again() {
        let mut case = case_under_law();
        let mut next = pack("next");
        next.in_force = Some(jiff::civil::date(2029, 1, 1));
        next.duties.retain(|duty| duty.id.as_str() == "consent");
        next.duties[0].yearly = money("20");
        case.regulation.packs.push(next);
        case.regulation.successions = vec![(24.0, id("next"))];
        let register = register(&case, &case.options[0], None).unwrap();
        let forms: Vec<&Obligation> =
            register.obligations.iter().filter(|entry| entry.duty.id.as_str() == "consent").collect();
        let [old, new] = forms.as_slice() else { panic!("{forms:?}") };
        assert_eq!((old.until, new.from, new.cost.one_off), (24.0, 24.0, 0.0));
        // Two applications, three years, doubled.
        assert!((new.cost.yearly - 2.0 * 3.0 * 20.0 * 2.0).abs() < 1e-9);
        assert_eq!(find(&register, "contract").unwrap().until, 24.0);
    }

    #[test]
    fn what_is_met_at_the_start_is_paid_already() {
        let mut case = case_under_law();
        case.company.standing.met_at_start = Some(share("75%"));
        let register = register(&case, &case.options[0], None).unwrap();
        assert_close(cost(&register, "contract"), [50.0, 100.0, 0.0]);
    }

    #[test]
    fn duties_of_the_case_count_under_every_pack_and_replace_its_own() {
        let mut case = case_under_law();
        let mut own =
            duty("consent", Condition { applications: Some(vec![id("mes")]), ..Condition::default() });
        own.pack = None;
        own.renewal = Some(Renewal { every: months("20"), cost: money("1") });
        case.duties = vec![own];
        case.regulation.packs.push(pack("other"));
        for named in [None, case.regulation.packs.get(1)] {
            let register = register(&case, &case.options[0], named).unwrap();
            assert_eq!(find(&register, "consent").unwrap().applications, [0.0, 0.0, 1.0]);
            // Months 20 and 40; the third would fall on the end.
            assert_close(cost(&register, "consent"), [200.0, 100.0, 4.0]);
        }
    }
}
