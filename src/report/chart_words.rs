//! Words that several charts share, in the language of their readers.

use super::figures::rate;
use crate::domain::Group;
#[cfg(feature = "cli")]
use crate::domain::{Component, Function};
use crate::language::Language;

/// How amounts of different years were made comparable: `present value at 8 %`.
///
/// - `discount_rate`: yearly.
#[must_use]
pub fn present_value(discount_rate: f64, language: Language) -> String {
    language.fill("present-value", &[("rate", language.decimal(&rate(discount_rate)).into())])
}

/// A group of cost as charts name it.
#[must_use]
pub fn group_name(group: Group, language: Language) -> String {
    language.say(match group {
        Group::ItCost => "group-it-cost",
        Group::ComplianceCost => "group-compliance-cost",
        Group::FineExposure => "group-fine-exposure",
        Group::SalesLoss => "group-sales-loss",
        Group::Disruption => "group-disruption",
    })
}

/// A function of the company as charts name it.
#[cfg(feature = "cli")]
#[must_use]
pub fn function_name(function: Function, language: Language) -> String {
    language.say(match function {
        Function::HumanResources => "function-hr",
        Function::Finance => "function-finance",
        Function::Marketing => "function-marketing",
        Function::InformationTechnology => "function-it",
        Function::Legal => "function-legal",
    })
}

/// A cause of cost as charts name it.
#[cfg(feature = "cli")]
#[must_use]
pub fn component_title(component: Component, language: Language) -> String {
    language.say(match component {
        Component::Setup => "component-setup",
        Component::Run => "component-run",
        Component::Compliance => "component-compliance",
        Component::Fines => "component-fines",
        Component::SalesLossCn => "component-sales-loss-cn",
        Component::SalesLossAbroad => "component-sales-loss-abroad",
        Component::Interruption => "component-interruption",
        Component::Productivity => "component-productivity",
        Component::Emergency => "component-emergency",
        Component::Incidents => "component-incidents",
    })
}
