//! What stands in the files, one struct per table, exactly as written: names, shapes, no meaning checked yet.
//!
//! The doc comments below are what an editor shows while somebody types: they become the JSON Schema.

mod applications;
mod case;
mod company;
mod condition;
mod data_flow;
mod duties;
mod measures;
mod option;
mod placements;
mod playbook;
mod regimes;
mod regulation;
mod requirements;
mod risks;
mod scenario;

pub use applications::{ApplicationsFile, RawApplication, RawAt};
pub use case::{CaseFile, RawAppetite, RawCorrelation};
pub use company::{
    CompanyFile, RawCompany, RawDelivery, RawLateRedesign, RawMarket, RawSegment, RawStanding, RawValueStream,
};
pub use condition::{RawCondition, RawHosting, RawOrigin};
pub use data_flow::{
    RawDirection, RawFlow, RawFunction, RawHarm, RawHarmObject, RawImpact, RawInterest, RawRecipient,
};
pub use duties::{
    DutiesFile, RawApproval, RawCostBasis, RawDuty, RawLadder, RawLeniency, RawPenalty, RawPenaltyClass,
    RawRefusal, RawStrictness,
};
pub use measures::{MeasuresFile, RawMeasure};
pub use option::{OptionFile, RawChosenMeasure, RawWave};
pub use placements::{PlacementsFile, RawIsolation, RawLetsThrough, RawPlacement};
pub use playbook::{RawPlaybookEntry, RawResponse, RawTrigger};
pub use regimes::{RawRegime, RegimesFile};
pub use regulation::{
    RawCiio, RawCiioFactor, RawCounting, RawData, RawDataClass, RawDataFactor, RawGround, RawProductKind,
    RawProtection, RawProtectionLevel, RawRoute, RawTransfer, RawTransferRule, RawTransferTest,
    RegulationFile,
};
pub use requirements::{RawJudgement, RawRequirement, RawSatisfaction, RequirementsFile};
pub use risks::{
    RawBarred, RawCounterMeasure, RawDegradation, RawDemandCurve, RawDemandShift, RawEnforcement,
    RawExposure, RawIncident, RawOdds, RawOutage, RawProtectedBy, RawRate, RawRideThrough, RawRisk,
    RawRuleChange, RawServiceLoss, RawSlowerReviews, RawSupplierBan, RisksFile,
};
pub use scenario::{
    RawAllow, RawRegimePoint, RawScenarioRegime, RawScenarioRisk, RawScheduled, ScenarioFile,
};
