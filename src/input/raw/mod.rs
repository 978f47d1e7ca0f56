//! What stands in the files, one struct per table, exactly as written: names, shapes, no meaning checked yet.
//!
//! The doc comments below are what an editor shows while somebody types: they become the JSON Schema.

mod applications;
mod case;
mod company;
mod condition;
mod duties;
mod measures;
mod option;
mod placements;
mod regimes;
mod requirements;
mod risks;
mod scenario;

pub use applications::{ApplicationsFile, RawApplication, RawAt};
pub use case::{CaseFile, RawAppetite, RawCorrelation};
pub use company::{CompanyFile, RawCompany, RawDelivery, RawMarket, RawSegment, RawValueStream};
pub use condition::{RawCondition, RawHosting, RawOrigin};
pub use duties::{DutiesFile, RawCostBasis, RawDuty, RawLadder, RawPenalty, RawPenaltyClass, RawStrictness};
pub use measures::{MeasuresFile, RawMeasure};
pub use option::{OptionFile, RawChosenMeasure, RawWave};
pub use placements::{PlacementsFile, RawIsolation, RawPlacement};
pub use regimes::{RawRegime, RegimesFile};
pub use requirements::{RawJudgement, RawRequirement, RawSatisfaction, RequirementsFile};
pub use risks::{
    RawDemandCurve, RawDemandShift, RawEnforcement, RawOutage, RawRate, RawRisk, RawServiceLoss, RisksFile,
};
pub use scenario::{RawRegimePoint, RawScenarioRegime, RawScenarioRisk, RawScheduled, ScenarioFile};
