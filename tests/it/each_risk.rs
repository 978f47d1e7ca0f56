//! What each risk costs, as `docs/each-risk.md` judges it: the statements marked there, at few trials.

#[path = "../../examples/each_risk.rs"]
#[allow(dead_code, reason = "the program's own output is not tested here")]
mod program;

use splitstack::domain::Case;
use splitstack::input::{CaseSource, read_case};

use program::{EachRisk, Effect, each_risk};

/// Trials; tolerances below are in standard errors at this number.
const TRIALS: u64 = 300;

fn reference() -> Case {
    read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case
}

fn cost(case: &Case, found: &EachRisk, risk: &str, option: &str) -> (Effect, Effect) {
    let option = case.options.iter().position(|entry| entry.id.as_str() == option).unwrap();
    let line = found.risks.iter().find(|entry| entry.risk.as_str() == risk).unwrap();
    (line.alone[option], line.removed[option])
}

/// A risk that is struck out leaves nothing: with none, no option loses a sale, a day, or a fine.
#[test]
fn a_cut_on_schedule_is_struck_out_with_its_risk() {
    let case = reference();
    let found = each_risk(&case, "network-cut", TRIALS, |risk| risk.as_str() == "network-cut");
    let (alone, removed) = cost(&case, &found, "network-cut", "global-integration");
    // Half a year without ERP: tens of millions, many standard errors from nothing.
    assert!(alone.is_above(30e6, 4.0) && removed.is_above(30e6, 4.0), "{alone:?} {removed:?}");
    let (milder, _) = cost(&case, &found, "network-cut", "full-localisation");
    assert!(milder.mean < alone.mean / 2.0, "{milder:?}");
}

/// What the page says of the current direction, for some risks alone; differences are many standard errors.
#[test]
fn what_the_page_says_of_the_current_direction() {
    let case = reference();
    let wanted = [
        "local-hosting-demand",
        "domestic-security-demand",
        "domestic-cloud-demand",
        "china-clean-demand",
        "great-firewall",
        "domestic-provider-sanction",
    ];
    let found = each_risk(&case, "current-direction", TRIALS, |risk| wanted.contains(&risk.as_str()));
    let alone = |risk: &str, option: &str| cost(&case, &found, risk, option).0;
    let of_global = |risk: &str| alone(risk, "global-integration");
    for other in &wanted[1..] {
        assert!(of_global(other).mean < of_global("local-hosting-demand").mean, "{other}");
    }
    assert!(alone("great-firewall", "full-localisation").mean < of_global("great-firewall").mean / 2.0);
    assert_eq!(of_global("domestic-provider-sanction").mean, 0.0);
    assert!(alone("domestic-provider-sanction", "domestic-cloud").is_above(1e6, 4.0));
}
