//! The business nouns of a case, as one may rely on them: every reference resolves, every figure has the
//! dimension that its field names. Built by `input` (or by hand in tests).
//!
//! No files, no dice.

mod application;
mod case;
mod company;
mod component;
mod condition;
mod data_flow;
mod duty;
mod id;
mod measure;
mod option;
mod placement;
mod playbook;
mod regime;
mod regulation;
mod requirement;
mod risk;
mod scenario;

pub use application::{Application, PlacementFigures};
pub use case::{Appetite, Case, Sampling, Settings, normalised};
pub use company::{Company, Delivery, LateRedesign, LegalStanding, Market, Segment, ValueStream};
pub use component::{Component, Group};
pub use condition::{Condition, Hosting, Origin};
pub use data_flow::{DataClass, DataFlow, Direction, Function, Impact, Interest, Recipient};
pub use duty::{CostBasis, Duty, Ladder, Leniency, Penalty, PenaltyClass, Renewal, Strictness};
pub use id::Id;
pub use measure::{Effects, Measure};
pub use option::{ChosenMeasure, ItOption, Target};
pub use placement::{Isolation, LetsThrough, Placement};
pub use playbook::{Gauge, PlaybookEntry, Response, Trigger};
pub use regime::{Regime, Regimes};
pub use regulation::{
    Approval, CiioFactor, CiioRules, CountingPeriod, DataFactor, DataRules, Ground, Harm, HarmObject, Pack,
    ProductKind, ProtectionLevel, ProtectionRules, Reference, Refusal, Regulation, SalesStop, TransferRoute,
    TransferRule, TransferRules, TransferTest,
};
pub use requirement::{Judgement, Requirement, Satisfaction};
pub use risk::{
    Barred, Campaign, CounterMeasure, Degradation, DemandCurve, DemandShift, Emergency, Enforcement,
    Incident, Mechanism, Outage, OutageScope, Protection, Rate, Risk, RuleChange, RuleEffect, ServiceLoss,
    Severity, SupplierBan, TriggeredInspection,
};
pub use scenario::{RateChange, RegimePath, RegimePoint, Scenario, ScheduledEvent};
