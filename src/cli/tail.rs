//! `tail`: the far tail of one scenario with rare risks hastened, beside plain trials; writes nothing.

use std::process::ExitCode;

use serde_json::json;

use super::arguments::TailArguments;
use super::console::Console;
use super::error::CliError;
use super::pipeline::with_threads;
use super::selection::select;
use super::source::source_of;
use crate::decision::DecisionError;
use crate::domain::{Case, Sampling};
use crate::engine::{HIGHEST_FACTOR, Hastening, PLAIN_SHARE, RareError, RunSpec, Simulation};
use crate::input::{hint_for, read_case_with};
use crate::plan::SimulationPlan;
use crate::report::{TailQuestion, TailReport, TailSetting, TailTrials, tail_in_words, tail_report};
use crate::statistics::TrialWeights;

/// Totals of all options and weights are kept in memory.
const MOST_TRIALS: u64 = 2_000_000;

/// Levels that are always shown above the mean; that of the command line is the third.
const LEVELS: [f64; 2] = [0.95, 0.99];

/// Estimates the tail of every option with rare risks hastened, and with as many plain trials.
///
/// # Errors
/// The case or the arguments are wrong.
pub fn tail(arguments: &TailArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let loaded = read_case_with(&source_of(Some(&arguments.case)), &arguments.set)?;
    console.warn(&loaded.warnings, &loaded.files);
    let mut case = loaded.case;
    choose_scenario(&mut case, arguments)?;
    // Errors here are those of independent trials.
    case.settings.sampling = Sampling::Independent;
    let spec = tail_spec(&case, arguments)?;
    let plan = SimulationPlan::new(&case)?;
    let hastening = Hastening::new(&plan, 0, spec.seed, &arguments.rare)
        .map_err(|error| in_words(&error, &plan, &arguments.rare))?;
    let levels: Vec<f64> = LEVELS.into_iter().chain([arguments.level]).collect();
    let report =
        with_threads(arguments.threads, || estimate(&case, &plan, &spec, hastening, &distinct(levels)))??;
    let risks: Vec<(String, f64)> = arguments
        .rare
        .iter()
        .map(|(id, factor)| {
            let named = plan.risks.iter().find(|risk| risk.id.as_str() == id);
            (named.map_or_else(|| id.clone(), |risk| risk.name.clone()), *factor)
        })
        .collect();
    let setting = TailSetting {
        case: &case.settings.name,
        scenario: &case.scenarios[0].name,
        currency: case.settings.currency.code(),
        appetite: case.settings.appetite.amount,
        trials: spec.trials,
        seed: spec.seed,
        risks: &risks,
        plain_share: PLAIN_SHARE,
    };
    if arguments.json {
        console.print(&format!("{:#}\n", as_json(&report, &case, &spec, &arguments.rare)))?;
    } else {
        console.print(&tail_in_words(&report, setting, console.page()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Keeps the scenario and the options that are named.
fn choose_scenario(case: &mut Case, arguments: &TailArguments) -> Result<(), CliError> {
    let scenarios: Vec<String> = arguments.scenario.iter().cloned().collect();
    select(case, &scenarios, &arguments.options)?;
    if case.scenarios.len() > 1 {
        let known: Vec<&str> = case.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
        return Err(CliError::Usage(format!(
            "a tail is that of one scenario: name it with --scenario; there are {}",
            known.join(", ")
        )));
    }
    Ok(())
}

fn tail_spec(case: &Case, arguments: &TailArguments) -> Result<RunSpec, CliError> {
    let trials = arguments.trials.unwrap_or(case.settings.trials);
    if !(2..=MOST_TRIALS).contains(&trials) {
        return Err(CliError::Usage(format!("{trials} trials: give a number from 2 to {MOST_TRIALS}")));
    }
    Ok(RunSpec { seed: arguments.seed.unwrap_or(case.settings.seed), trials })
}

/// Levels in order, each once.
fn distinct(mut levels: Vec<f64>) -> Vec<f64> {
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    levels
}

/// The error with what may have been meant.
fn in_words(error: &RareError, plan: &SimulationPlan, named: &[(String, f64)]) -> CliError {
    let fitting = plan.risks.iter().filter(|risk| {
        let taken = named.iter().any(|(id, _)| id == risk.id.as_str());
        !taken && !risk.is_own() && risk.has_events() && risk.rate.is_some()
    });
    let fitting: Vec<&str> = fitting.map(|risk| risk.id.as_str()).collect();
    let hint = match error {
        RareError::Unknown { risk } => hint_for(risk, plan.risks.iter().map(|risk| risk.id.as_str())),
        RareError::Own { .. } | RareError::NoEvents { .. } | RareError::Off { .. } => {
            Some(format!("these can be hastened: {}", fitting.join(", ")))
        }
        RareError::Twice { .. } => Some("give one factor".to_owned()),
        RareError::Factor { .. } => Some("10 makes it ten times as frequent".to_owned()),
    };
    CliError::Usage(format!("--rare: {error}{}", hint.map_or_else(String::new, |hint| format!("; {hint}"))))
}

fn estimate(
    case: &Case,
    plan: &SimulationPlan,
    spec: &RunSpec,
    hastening: Hastening,
    levels: &[f64],
) -> Result<TailReport, CliError> {
    let simulation = Simulation::new(plan, spec);
    let totals = |simulation: &Simulation<'_>| {
        let mut totals: Vec<Vec<f64>> = vec![Vec::with_capacity(spec.trials as usize); plan.options.len()];
        simulation.stream(0, 0..spec.trials, &|_| {}, &mut |_, outcomes| {
            for (option, totals) in totals.iter_mut().enumerate() {
                totals.extend(outcomes.totals(option));
            }
            std::ops::ControlFlow::Continue(())
        });
        totals
    };
    let plain = totals(&simulation);
    let simulation = simulation.hastened(Some(hastening));
    let hastened = totals(&simulation);
    let of_statistics = |error| CliError::Decision(DecisionError::from(error));
    let weights = TrialWeights::new(simulation.weights(0, 0..spec.trials)).map_err(of_statistics)?;
    let options: Vec<(String, String)> =
        case.options.iter().map(|option| (option.id.to_string(), option.name.clone())).collect();
    let question = TailQuestion { options: &options, appetite: case.settings.appetite.amount, levels };
    let trials = TailTrials { hastened: &hastened, weights: &weights, plain: &plain };
    tail_report(trials, question).map_err(of_statistics)
}

fn as_json(report: &TailReport, case: &Case, spec: &RunSpec, rare: &[(String, f64)]) -> serde_json::Value {
    let rare: Vec<serde_json::Value> =
        rare.iter().map(|(risk, factor)| json!({ "risk": risk, "factor": factor })).collect();
    json!({
        "case": case.settings.name,
        "scenario": case.scenarios[0].id.to_string(),
        "currency": case.settings.currency.to_string(),
        "seed": spec.seed,
        "trials": spec.trials,
        "rare": rare,
        "plain_share": PLAIN_SHARE,
        "tail": report,
    })
}

/// `RISK=FACTOR`.
///
/// # Errors
/// No `=`, no risk, or a factor that is no number within range.
pub fn parse_rare(text: &str) -> Result<(String, f64), String> {
    let usage = "write it as RISK=FACTOR, such as network-cut=20";
    let (risk, factor) = text.split_once('=').ok_or(usage)?;
    let number: f64 = factor.trim().parse().map_err(|_| format!("`{factor}` is no number; {usage}"))?;
    if risk.trim().is_empty() {
        return Err(usage.to_owned());
    }
    if !(number > 0.0 && number <= HIGHEST_FACTOR) {
        return Err(format!("the factor {factor} is not above 0 and at most {HIGHEST_FACTOR}"));
    }
    Ok((risk.trim().to_owned(), number))
}

/// A level such as `99.9%` or `0.999`.
///
/// # Errors
/// No number, or not above one half and below 1.
pub fn parse_level(text: &str) -> Result<f64, String> {
    let (number, divisor) = match text.trim().strip_suffix('%') {
        Some(number) => (number.trim(), 100.0),
        None => (text.trim(), 1.0),
    };
    let level: f64 = number.parse().map_err(|_| format!("`{text}` is no level; write it as 99.9%"))?;
    // 99.9 / 100 misses 0.999 by a rounding.
    let level = (level / divisor * 1e12).round() / 1e12;
    if (0.5..1.0).contains(&level) {
        Ok(level)
    } else {
        Err(format!("the level {text} is not between 50% and 100%; write it as 99.9%"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_or_refused_with_a_hint() {
        assert_eq!(parse_rare("network-cut=20"), Ok(("network-cut".to_owned(), 20.0)));
        for wrong in ["network-cut", "network-cut=", "=3", "a=b", "a=0", "a=-2", "a=inf", "a=NaN", "a=1e9"] {
            assert!(parse_rare(wrong).is_err(), "{wrong}");
        }
        assert!(parse_rare("network-cut").unwrap_err().contains("RISK=FACTOR"));
        assert_eq!((parse_level("99.9%"), parse_level("0.995")), (Ok(0.999), Ok(0.995)));
        for wrong in ["100%", "0", "99,9%", "999", "-1", "NaN"] {
            assert!(parse_level(wrong).is_err(), "{wrong}");
        }
        assert_eq!(distinct(vec![0.95, 0.99, 0.95]), vec![0.95, 0.99]);
    }
}
