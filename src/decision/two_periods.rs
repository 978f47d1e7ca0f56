//! Act now, wait and see, or never: exactly, where one piece of news settles the matter.

use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use crate::statistics::{StatisticsError, check_sample};

/// One piece of news that may come. Costs are expected ones given the news, discounted to now, positive.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// Its likelihood; those of all news sum to one.
    pub probability: f64,
    /// Cost if the move was made before the news.
    pub cost_if_moved_now: f64,
    /// Cost if the move is made after the news.
    pub cost_if_moved_later: f64,
    /// Cost if the move is never made.
    pub cost_if_never: f64,
}

/// What waiting for news is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TwoPeriods {
    /// Mean cost of moving now.
    pub now: f64,
    /// Mean cost of never moving.
    pub never: f64,
    /// Mean cost of waiting and then moving or not, whichever is cheaper given the news.
    pub wait: f64,
    /// The cheaper of now and never, less `wait`: positive if waiting is better than both, negative if it costs more.
    pub value_of_waiting: f64,
    /// Shape `[news]`: whether to move after it.
    pub moves: Vec<bool>,
}

/// Tolerance for the sum of probabilities.
const WHOLE: f64 = 1e-9;

/// The tree of two periods: the choice between now and waiting, and after the news between moving and not.
///
/// # Errors
/// No news; probabilities that are negative or do not sum to one; costs that are not finite.
///
/// # Source
/// Dixit & Pindyck (1994), "Investment under uncertainty", chapter 2, section 1.
pub fn two_periods(news: &[News]) -> Result<TwoPeriods, DecisionError> {
    let probabilities: Vec<f64> = news.iter().map(|news| news.probability).collect();
    check_sample(&probabilities)?;
    if let Some(index) = probabilities.iter().position(|probability| *probability < 0.0) {
        return Err(StatisticsError::Weight { index, weight: probabilities[index] }.into());
    }
    let sum: f64 = probabilities.iter().sum();
    if (sum - 1.0).abs() > WHOLE {
        return Err(StatisticsError::Share { share: sum }.into());
    }
    let costs = |news: &News| [news.cost_if_moved_now, news.cost_if_moved_later, news.cost_if_never];
    news.iter().try_for_each(|news| check_sample(&costs(news)))?;
    let mean = |cost: fn(&News) -> f64| news.iter().map(|news| news.probability * cost(news)).sum::<f64>();
    let now = mean(|news| news.cost_if_moved_now);
    let never = mean(|news| news.cost_if_never);
    let wait = mean(|news| news.cost_if_moved_later.min(news.cost_if_never));
    let moves = news.iter().map(|news| news.cost_if_moved_later < news.cost_if_never).collect();
    Ok(TwoPeriods { now, never, wait, value_of_waiting: now.min(never) - wait, moves })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cost is what is spent less what is earned.
    fn news(probability: f64, now: f64, later: f64, never: f64) -> News {
        News { probability, cost_if_moved_now: now, cost_if_moved_later: later, cost_if_never: never }
    }

    #[test]
    fn the_widget_factory() {
        // Dixit & Pindyck (1994), chapter 2: a factory for $1600; widgets at $200 this year, then $300 or $100 for ever, even odds; 10 %.
        // Now: −1600 + 200 + Σ 200/1.1ᵗ = 600. Waiting: ½(−1600/1.1 + Σ_{t≥1} 300/1.1ᵗ) = ½(−1454.5 + 3000) = 773. Worth 173.
        let found = two_periods(&[
            news(0.5, 1600.0 - 200.0 - 3000.0, 1600.0 / 1.1 - 3000.0, 0.0),
            news(0.5, 1600.0 - 200.0 - 1000.0, 1600.0 / 1.1 - 1000.0, 0.0),
        ])
        .unwrap();
        assert!((found.now + 600.0).abs() < 1e-9 && found.never == 0.0);
        assert!((found.wait + 773.0).abs() < 0.5, "{}", found.wait);
        assert!((found.value_of_waiting - 173.0).abs() < 0.5);
        assert_eq!(found.moves, [true, false]);
    }

    #[test]
    fn waiting_for_nothing_costs_what_it_costs() {
        // Later is 5 dearer and the news changes nothing: moving now is better by 5.
        let found = two_periods(&[news(1.0, 10.0, 15.0, 40.0)]).unwrap();
        assert_eq!((found.value_of_waiting, found.moves), (-5.0, vec![true]));
    }

    #[test]
    fn refuses_what_is_no_distribution() {
        assert!(two_periods(&[]).is_err());
        assert!(two_periods(&[news(0.6, 1.0, 1.0, 1.0)]).is_err());
        assert!(two_periods(&[news(1.5, 1.0, 1.0, 1.0), news(-0.5, 1.0, 1.0, 1.0)]).is_err());
        assert!(two_periods(&[news(1.0, f64::NAN, 1.0, 1.0)]).is_err());
    }
}
