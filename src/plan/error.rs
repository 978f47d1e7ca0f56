use thiserror::Error;

/// Why a case cannot become a plan. `input` refuses these with their place in the file; a case built by hand
/// meets them here.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PlanError {
    #[error("unknown {kind} `{id}`, named by {user}")]
    Unknown { kind: &'static str, id: String, user: String },
    #[error("the isolation catalogue has no entry `connected`, the state before the planned moves are done")]
    NoConnectedIsolation,
    #[error("demand shift `{risk}` cannot be scheduled: it has no events")]
    ScheduledDemandShift { risk: String },
    #[error("`{risk}` comes to all options alike: it can have no odds")]
    SharedOdds { risk: String },
    #[error("risk `{risk}` has no rate in regime `{regime}`")]
    NoRate { risk: String, regime: String },
    #[error(
        "`{name}` may exceed {limit} events per year; a risk as frequent as that belongs into a yearly cost"
    )]
    RateTooHigh { name: String, limit: f64 },
    #[error("`{name}` may fall below -100 % a year, which leaves no rate")]
    TrendTooLow { name: String },
    #[error("the correlations contradict each other: {0}")]
    Correlation(String),
    #[error("two different figures are both named `{name}`")]
    DuplicateName { name: String },
    #[error("more than {limit} {what}")]
    TooMany { what: &'static str, limit: usize },
}
