//! Does a trigger fire, and in time?

use serde::{Deserialize, Serialize};

use super::error::DecisionError;
use crate::statistics::{
    Moments, Proportion, Quantile, SortedSample, StatisticsError, check_sample, moments, proportion, quantile,
};

/// What happened to a trigger in one trial. Months are counted from the start and may have fractions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TriggerTrial {
    /// Month in which the trigger fired; `None` if it never did.
    pub fired: Option<f64>,
    /// Month in which the prepared move had to be finished; `None` if it never was needed.
    pub needed: Option<f64>,
}

/// How a trigger did over all trials.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TriggerScore {
    /// Chance that the move is needed.
    pub needed: Proportion,
    /// Chance that the trigger fires.
    pub fires: Proportion,
    /// Chance that it fires and the move is finished when needed.
    pub in_time: Proportion,
    /// Chance that it fires, but the move is finished only after it was needed.
    pub too_late: Proportion,
    /// Chance that it fires and the move is never needed.
    pub in_vain: Proportion,
    /// Chance that the move is needed and the trigger never fires.
    pub missed: Proportion,
    /// Chance that the move is neither needed nor triggered.
    pub quiet: Proportion,
    /// Among trials with a need, the share in which the move is finished in time; `None` if it is never needed.
    pub in_time_if_needed: Option<Proportion>,
    /// Among trials in which it fires, the share with a need, in time or not; `None` if it never fires.
    pub needed_if_fired: Option<Proportion>,
    /// Months between the end of the move and the need, where both come to pass; negative if too late. `None` if they never do.
    pub slack: Option<Moments>,
}

/// Scores a trigger on trials.
///
/// A move takes `lead_time` months from the firing on. It is in time if it ends at the need or before. Every trial is exactly one of in time, too
/// late, in vain, missed and quiet. A trigger that fires after the need is too late.
///
/// - `trials`: shape `[trial]`, independent.
/// - `lead_time`: months, not negative.
///
/// # Errors
/// No trials; a month or lead time that is not finite, or a negative lead time.
///
/// ```
/// use splitstack::decision::{TriggerTrial, score_trigger};
/// let trial = |fired, needed| TriggerTrial { fired, needed };
/// let score = score_trigger(
///     &[trial(Some(10.0), Some(16.0)), trial(Some(12.0), Some(16.0)), trial(Some(3.0), None), trial(None, None)],
///     6.0,
/// )?;
/// assert_eq!((score.in_time.successes, score.too_late.successes, score.in_vain.successes), (1, 1, 1));
/// # Ok::<(), splitstack::decision::DecisionError>(())
/// ```
pub fn score_trigger(trials: &[TriggerTrial], lead_time: f64) -> Result<TriggerScore, DecisionError> {
    check_months(trials, lead_time)?;
    let slacks: Vec<f64> =
        trials.iter().filter_map(|trial| Some(trial.needed? - trial.fired? - lead_time)).collect();
    let in_time = slacks.iter().filter(|slack| **slack >= 0.0).count();
    let needed = trials.iter().filter(|trial| trial.needed.is_some()).count();
    let fired = trials.iter().filter(|trial| trial.fired.is_some()).count();
    let both = slacks.len();
    let share = |count: usize| proportion(count, trials.len());
    let share_of =
        |count: usize, all: usize| if all == 0 { Ok(None) } else { proportion(count, all).map(Some) };
    Ok(TriggerScore {
        needed: share(needed)?,
        fires: share(fired)?,
        in_time: share(in_time)?,
        too_late: share(both - in_time)?,
        in_vain: share(fired - both)?,
        missed: share(needed - both)?,
        quiet: share(trials.len() + both - needed - fired)?,
        in_time_if_needed: share_of(in_time, needed)?,
        needed_if_fired: share_of(both, fired)?,
        slack: if slacks.is_empty() { None } else { Some(moments(&slacks)?) },
    })
}

/// The latest month in which a move can be started so that it still is finished in time in a share `level` of the trials with a need.
///
/// It is the `1 − level` quantile of the month of need, less the lead time; negative if the start is too late already.
///
/// - `needed`: months of need, of the trials that have one, any order.
/// - `lead_time`: months, not negative.
/// - `level`: in `(0, 1)`, e.g. 0.95.
///
/// # Errors
/// No trials; a month or lead time that is not finite, or a negative lead time; `level` outside `(0, 1)`.
pub fn latest_start(needed: &[f64], lead_time: f64, level: f64) -> Result<Quantile, DecisionError> {
    check_lead_time(lead_time)?;
    let found = quantile(&SortedSample::new(needed)?, 1.0 - level)?;
    let earlier = |interval: crate::statistics::Interval| crate::statistics::Interval {
        low: interval.low - lead_time,
        high: interval.high - lead_time,
    };
    Ok(Quantile {
        estimate: found.estimate - lead_time,
        confidence_interval: found.confidence_interval.map(earlier),
        ..found
    })
}

fn check_months(trials: &[TriggerTrial], lead_time: f64) -> Result<(), DecisionError> {
    if trials.is_empty() {
        return Err(StatisticsError::Empty.into());
    }
    check_lead_time(lead_time)?;
    for (index, trial) in trials.iter().enumerate() {
        let months = [trial.fired, trial.needed];
        if let Some(value) = months.into_iter().flatten().find(|month| !month.is_finite()) {
            return Err(StatisticsError::NonFinite { index, value }.into());
        }
    }
    Ok(())
}

fn check_lead_time(lead_time: f64) -> Result<(), DecisionError> {
    check_sample(&[lead_time])?;
    if lead_time < 0.0 { Err(StatisticsError::Threshold { threshold: lead_time }.into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn trial(fired: Option<f64>, needed: Option<f64>) -> TriggerTrial {
        TriggerTrial { fired, needed }
    }

    #[test]
    fn each_kind_by_hand() {
        let trials = [
            trial(Some(1.0), Some(7.0)), // just in time
            trial(Some(2.0), Some(20.0)),
            trial(Some(2.0), Some(7.9)), // too late
            trial(Some(9.0), Some(7.0)), // after the need
            trial(Some(5.0), None),
            trial(None, Some(3.0)),
            trial(None, Some(4.0)),
            trial(None, None),
        ];
        let found = score_trigger(&trials, 6.0).unwrap();
        let counts = [
            &found.needed,
            &found.fires,
            &found.in_time,
            &found.too_late,
            &found.in_vain,
            &found.missed,
            &found.quiet,
        ]
        .map(|share| share.successes);
        assert_eq!(counts, [6, 5, 2, 2, 1, 2, 1]);
        let in_time = found.in_time_if_needed.unwrap();
        assert_eq!((in_time.successes, in_time.trials), (2, 6));
        let hit = found.needed_if_fired.unwrap();
        assert_eq!((hit.successes, hit.trials), (4, 5));
        // 0, 12, −0.1 and −8 months.
        assert!((found.slack.unwrap().mean - 0.975).abs() < 1e-12);
    }

    #[test]
    fn never_needed_and_never_fired_have_no_shares() {
        let found = score_trigger(&[trial(None, None)], 0.0).unwrap();
        assert_eq!((found.in_time_if_needed, found.needed_if_fired, found.slack), (None, None, None));
        assert_eq!(found.quiet.estimate, 1.0);
    }

    #[test]
    fn latest_start_leaves_the_share_asked_for() {
        let needed: Vec<f64> = (1..=1000).map(f64::from).collect();
        let found = latest_start(&needed, 30.0, 0.9).unwrap();
        let in_time = needed.iter().filter(|month| found.estimate + 30.0 <= **month).count();
        assert!((899..=901).contains(&in_time), "{found:?} {in_time}");
        assert!(found.confidence_interval.unwrap().contains(found.estimate));
        // The longer the move takes, the earlier it has to be started.
        assert_eq!(latest_start(&needed, 31.0, 0.9).unwrap().estimate, found.estimate - 1.0);
    }

    #[test]
    fn refuses_what_are_no_months() {
        assert!(score_trigger(&[], 1.0).is_err());
        assert!(score_trigger(&[trial(Some(f64::NAN), None)], 1.0).is_err());
        assert!(score_trigger(&[trial(None, None)], -1.0).is_err());
        assert!(latest_start(&[1.0], f64::INFINITY, 0.5).is_err());
    }

    proptest! {
        #[test]
        fn every_trial_is_of_one_kind_and_longer_moves_are_never_more_in_time(
            months in prop::collection::vec((prop::option::of(0.0..60.0_f64), prop::option::of(0.0..60.0_f64)), 1..50),
            lead_time in 0.0..20.0_f64,
        ) {
            let trials: Vec<TriggerTrial> = months.iter().map(|&(fired, needed)| trial(fired, needed)).collect();
            let found = score_trigger(&trials, lead_time).unwrap();
            let kinds = [&found.in_time, &found.too_late, &found.in_vain, &found.missed, &found.quiet];
            prop_assert_eq!(kinds.iter().map(|kind| kind.successes).sum::<usize>(), trials.len());
            let longer = score_trigger(&trials, lead_time + 1.0).unwrap();
            prop_assert!(longer.in_time.successes <= found.in_time.successes);
        }
    }
}
