use super::{
    Application, Company, Duty, Id, Isolation, ItOption, Ladder, Measure, Placement, Regimes, Regulation,
    Requirement, Risk, Scenario, Segment, Strictness, ValueStream,
};
use crate::quantity::RankCorrelation;
use crate::units::Currency;

/// Everything one run needs.
///
/// Vectors keep the order of the files, which is the order of display; nothing that is drawn depends on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub settings: Settings,
    pub company: Company,
    pub segments: Vec<Segment>,
    pub value_streams: Vec<ValueStream>,
    pub applications: Vec<Application>,
    pub placements: Vec<Placement>,
    pub isolations: Vec<Isolation>,
    pub requirements: Vec<Requirement>,
    pub measures: Vec<Measure>,
    pub strictness: Vec<Strictness>,
    /// The case's own, on top of every pack's.
    pub ladders: Vec<Ladder>,
    /// The case's own, on top of every pack's.
    pub duties: Vec<Duty>,
    pub regulation: Regulation,
    pub regimes: Regimes,
    pub risks: Vec<Risk>,
    pub options: Vec<ItOption>,
    pub scenarios: Vec<Scenario>,
    pub correlations: Vec<RankCorrelation>,
    /// Weight of each scenario in the order of the scenarios, summing to 1; `None`: they are not weighed against each other.
    pub weights: Option<Vec<f64>>,
}

/// How the run is done and measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub name: String,
    pub description: Option<String>,
    pub currency: Currency,
    /// Year and month (1–12) of month 0.
    pub start: (u16, u8),
    pub horizon_months: usize,
    /// Yearly discount rate as a fraction.
    pub discount_rate: f64,
    pub trials: u64,
    pub seed: u64,
    pub sampling: Sampling,
    pub appetite: Appetite,
}

/// How the draws of different trials relate to each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sampling {
    /// Not at all.
    #[default]
    Independent,
    /// The draws that matter most follow scrambled Sobol points, so that trials fill their space evenly.
    Sobol,
}

impl Sampling {
    pub const ALL: [Sampling; 2] = [Sampling::Independent, Sampling::Sobol];

    /// Identifier in files and arguments.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Sampling::Independent => "independent",
            Sampling::Sobol => "sobol",
        }
    }

    /// The way of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Sampling> {
        Sampling::ALL.into_iter().find(|sampling| sampling.id() == id)
    }
}

/// What the company is prepared to bear.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Appetite {
    /// Total cost over the horizon, present value.
    pub amount: f64,
    /// Tolerated chance of a higher cost.
    pub chance: f64,
}

/// Weights as shares that sum to 1; `None` if they sum to nothing, or one is negative or not finite.
#[must_use]
pub fn normalised(weights: &[f64]) -> Option<Vec<f64>> {
    let sum: f64 = weights.iter().sum();
    let sound = weights.iter().all(|weight| *weight >= 0.0) && sum > 0.0 && sum.is_finite();
    sound.then(|| weights.iter().map(|weight| weight / sum).collect())
}

/// Things with an identifier can be looked up by it.
macro_rules! find_by_id {
    ($($method:ident, $field:ident, $type:ty;)*) => {
        impl Case {
            $(
                /// The entry with this identifier.
                pub fn $method(&self, id: &Id) -> Option<&$type> {
                    self.$field.iter().find(|entry| entry.id == *id)
                }
            )*
        }
    };
}

find_by_id! {
    segment, segments, Segment;
    value_stream, value_streams, ValueStream;
    application, applications, Application;
    placement, placements, Placement;
    isolation, isolations, Isolation;
    requirement, requirements, Requirement;
    measure, measures, Measure;
    strictness_named, strictness, Strictness;
    ladder, ladders, Ladder;
    duty, duties, Duty;
    risk, risks, Risk;
    option, options, ItOption;
    scenario, scenarios, Scenario;
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn only_ratios_of_weights_count() {
        assert_eq!(normalised(&[3.0, 0.0, 1.0]), Some(vec![0.75, 0.0, 0.25]));
        for refused in [&[][..], &[0.0, 0.0], &[2.0, -1.0], &[f64::NAN], &[f64::INFINITY, 1.0]] {
            assert_eq!(normalised(refused), None, "{refused:?}");
        }
    }
}
