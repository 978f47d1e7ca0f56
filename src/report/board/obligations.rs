//! What the law obliges each option to, in figures.

use super::contents::ReportContents;
use crate::domain::Case;
use crate::report::Scale;
use crate::rules::{Obligation, Register, register};

/// Obligations of all options.
#[derive(Debug, Clone)]
pub struct ObligationCounts<'a> {
    /// The whole registers, in the order of the case.
    pub registers: Vec<Register<'a>>,
    pub options: Vec<ObligationCount>,
    /// Registers that cannot be made, and why.
    pub problems: Vec<String>,
    /// In which all amounts are written, and its name.
    pub scale: Scale,
    pub unit: String,
}

/// Obligations of an option; money not discounted, means over the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct ObligationCount {
    /// Among the options of the report.
    pub position: usize,
    pub name: String,
    pub obligations: usize,
    /// Those that are at least as likely as not.
    pub likely: usize,
    pub approvals: usize,
    pub once: f64,
    pub running: f64,
    pub renewals: f64,
    pub total: f64,
}

/// Makes the registers of the options that the report is about and counts what is in them.
#[must_use]
pub fn obligation_counts<'a>(contents: &ReportContents<'_>, case: &'a Case) -> ObligationCounts<'a> {
    let place = |id: &str| contents.setting.options.iter().position(|(known, _)| known == id);
    let (mut registers, mut options, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for option in &case.options {
        let Some(position) = place(option.id.as_str()) else { continue };
        match register(case, option, None) {
            Ok(found) => {
                options.push(counted(position, &found));
                registers.push(found);
            }
            Err(problem) => problems.push(problem.to_string()),
        }
    }
    let scale = Scale::for_amounts_up_to(options.iter().map(|option| option.total).fold(0.0, f64::max));
    let unit = scale.unit(case.settings.currency.code());
    ObligationCounts { registers, options, problems, scale, unit }
}

fn counted(position: usize, register: &Register<'_>) -> ObligationCount {
    let all = &register.obligations;
    let sum = |part: fn(&Obligation) -> f64| all.iter().map(part).sum::<f64>();
    ObligationCount {
        position,
        name: register.option.name.clone(),
        obligations: all.len(),
        likely: all.iter().filter(|entry| entry.likelihood >= 0.5).count(),
        approvals: all.iter().filter(|entry| entry.duty.approval.is_some()).count(),
        once: sum(|entry| entry.cost.one_off),
        running: sum(|entry| entry.cost.yearly),
        renewals: sum(|entry| entry.cost.renewals),
        total: register.total_cost(),
    }
}
