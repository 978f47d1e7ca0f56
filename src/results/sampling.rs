//! How trials were sampled, as a result folder records it.

use serde::{Deserialize, Serialize};

use crate::domain::Sampling;
use crate::engine::random::REPLICATES;
use crate::plan::{LeadingDraw, SimulationPlan};

/// How the draws of different trials relate to each other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SamplingRecord {
    pub method: SamplingMethod,
    /// Independent scramblings; trial t belongs to number t modulo this. `None` for independent trials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicates: Option<u64>,
    /// Draws that follow Sobol points, the weightiest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leading: Vec<LeadingRecord>,
}

/// A way of sampling.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SamplingMethod {
    #[default]
    Independent,
    Sobol,
}

/// A draw that follows a dimension of scrambled Sobol points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeadingRecord {
    pub name: String,
    pub dimension: u8,
    /// Share of the variance that the plan's rule gives it.
    pub weight: f64,
}

impl SamplingRecord {
    /// What a plan was sampled by.
    #[must_use]
    pub fn of(sampling: Sampling, plan: &SimulationPlan) -> SamplingRecord {
        let record = |draw: &LeadingDraw| LeadingRecord {
            name: draw.name.clone(),
            dimension: draw.dimension,
            weight: draw.weight,
        };
        match sampling {
            Sampling::Independent => SamplingRecord::default(),
            Sampling::Sobol => SamplingRecord {
                method: SamplingMethod::Sobol,
                replicates: Some(REPLICATES),
                leading: plan.leading.iter().map(record).collect(),
            },
        }
    }

    /// The setting of the case that gives the same trials.
    #[must_use]
    pub fn setting(&self) -> Sampling {
        match self.method {
            SamplingMethod::Independent => Sampling::Independent,
            SamplingMethod::Sobol => Sampling::Sobol,
        }
    }
}

impl From<Sampling> for SamplingMethod {
    fn from(sampling: Sampling) -> SamplingMethod {
        match sampling {
            Sampling::Independent => SamplingMethod::Independent,
            Sampling::Sobol => SamplingMethod::Sobol,
        }
    }
}
