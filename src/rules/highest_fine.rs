use crate::domain::{Case, Duty, Ladder, Penalty, PenaltyClass};
use crate::quantity::Quantity;

/// The worst that a ladder threatens.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct HighestFine {
    /// Money, from the company.
    pub company: f64,
    /// Money, from each responsible manager.
    pub manager: f64,
    /// Its base is the turnover: then it is reckoned from the worldwide one.
    pub of_turnover: bool,
    /// Business in China can be suspended.
    pub suspension: bool,
    /// Or the licence be revoked.
    pub revocation: bool,
}

/// The worst that a gap in a duty can cost under a ladder.
///
/// - `applications`: `[application]`, whether the duty concerns it; products are those of the dearest one concerned.
///
/// Multiples and shares are taken at their upper end, their bases at their means, the turnover worldwide.
pub fn highest_fine(case: &Case, ladder: &Ladder, duty: &Duty, applications: &[bool]) -> HighestFine {
    let concerned = case.applications.iter().zip(applications).filter(|(_, concerned)| **concerned);
    let purchase = concerned
        .map(|(application, _)| application.purchase.as_ref().unwrap_or(&application.run_cost).mean())
        .fold(0.0, f64::max);
    let bases = Bases {
        turnover: case.company.revenue_worldwide.mean(),
        purchase,
        gains: duty.gains.as_ref().map_or(0.0, Quantity::mean),
    };
    let mut highest = HighestFine::default();
    for step in &ladder.steps {
        let (amount, of_turnover) = bases.most(step);
        if amount > highest.company {
            highest.company = amount;
            highest.of_turnover = of_turnover;
        }
        highest.manager = f64::max(highest.manager, step.personal.as_ref().map_or(0.0, upper_end));
        highest.suspension |= step.suspension.is_some() || step.class == PenaltyClass::Suspension;
        highest.revocation |= step.class == PenaltyClass::Revocation;
    }
    highest
}

/// What shares and multiples are of, money.
struct Bases {
    turnover: f64,
    purchase: f64,
    gains: f64,
}

impl Bases {
    /// The highest fine of a step, and whether it is a share of the turnover.
    fn most(&self, step: &Penalty) -> (f64, bool) {
        let of = |factor: &Option<Quantity>, base: f64| {
            factor.as_ref().map_or(0.0, |factor| upper_end(factor) * base)
        };
        let fixed = of(&step.amount, 1.0)
            .max(of(&step.purchase_multiple, self.purchase))
            .max(of(&step.gains_multiple, self.gains))
            .max(step.floor.as_ref().map_or(0.0, upper_end));
        let share = of(&step.turnover_share, self.turnover);
        let cap = step.cap.as_ref().map_or(f64::INFINITY, upper_end);
        (fixed.max(share).min(cap), share > fixed && share <= cap)
    }
}

/// The highest value, or the 95th percentile where there is none.
fn upper_end(quantity: &Quantity) -> f64 {
    let (_, high) = quantity.distribution.support();
    if high.is_finite() { high } else { quantity.inverse_cdf(super::likelihood::HIGH) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Condition;
    use crate::rules::testing::{case, duty, factor, id, money, penalty, share};

    fn ladder(steps: Vec<Penalty>) -> Ladder {
        Ladder { id: id("fines"), name: String::new(), article: String::new(), steps, leniency: None }
    }

    #[test]
    fn shares_are_of_worldwide_turnover_and_capped() {
        let case = case();
        let mut step = penalty(PenaltyClass::TurnoverBased);
        step.turnover_share = Some(share("uniform(1, 5)%"));
        step.personal = Some(money("7"));
        let highest = |step: &Penalty| {
            highest_fine(&case, &ladder(vec![step.clone()]), &duty("x", Condition::default()), &[true; 3])
        };
        let found = highest(&step);
        assert!((found.company - 50e6).abs() < 1.0 && found.of_turnover && found.manager == 7.0, "{found:?}");
        step.cap = Some(money("10M"));
        assert_eq!((highest(&step).company, highest(&step).of_turnover), (10e6, false));
    }

    #[test]
    fn multiples_are_of_the_dearest_purchase_and_of_gains() {
        let case = case();
        let mut step = penalty(PenaltyClass::Fine);
        step.purchase_multiple = Some(factor("10"));
        let mut owing = duty("x", Condition::default());
        let highest = |step: &Penalty, owing: &Duty, concerned: bool| {
            highest_fine(&case, &ladder(vec![step.clone()]), owing, &[concerned; 3]).company
        };
        assert_eq!([highest(&step, &owing, true), highest(&step, &owing, false)], [5e6, 0.0]);
        step.purchase_multiple = None;
        step.gains_multiple = Some(factor("3"));
        step.floor = Some(money("20"));
        assert_eq!(highest(&step, &owing, true), 20.0);
        owing.gains = Some(money("100"));
        assert_eq!(highest(&step, &owing, true), 300.0);
    }
}
