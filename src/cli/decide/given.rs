//! What every question is given.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::look::LookArguments;
use crate::input::FigureChange;

/// Where the costs come from, and where the answer goes.
#[derive(Debug, Clone, Args)]
pub struct Given {
    /// Result folder, folder of a case, or the identifier of a shipped one
    #[arg(value_name = "RESULT|CASE")]
    pub place: PathBuf,
    /// Only this scenario; may be given several times
    #[arg(long = "scenario", value_name = "ID")]
    pub scenarios: Vec<String>,
    /// Only this option; may be given several times
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// Another value for a figure than the case has, by its name in `check --assumptions`; may be given several times; not for a
    /// result folder
    #[arg(long = "set", value_name = "FIGURE=VALUE", value_parser = FigureChange::parse)]
    pub set: Vec<FigureChange>,
    /// Weights of scenarios in place of the case's, such as "current-direction=0.8, network-cut=0.2"; only their ratios count,
    /// scenarios that are not named have none
    #[arg(long, value_name = "ID=WEIGHT, …", value_parser = parse_weights)]
    pub weights: Option<Weights>,
    /// Trials per scenario and option, in place of the case's; not for a result folder
    #[arg(long, value_name = "N")]
    pub trials: Option<u64>,
    /// Seed of the random numbers, in place of the case's; not for a result folder
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Threads; all of the machine when absent. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Folder for the answer: sentences, tables (CSV), figures (JSON), charts (SVG, PNG)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace files of an earlier answer that differ
    #[arg(long)]
    pub force: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub look: LookArguments,
}

impl Given {
    /// All of a result folder, as it is.
    pub fn of_results(folder: &Path, threads: Option<u16>) -> Given {
        Given {
            place: folder.to_owned(),
            scenarios: Vec::new(),
            options: Vec::new(),
            set: Vec::new(),
            weights: None,
            trials: None,
            seed: None,
            threads,
            out: None,
            force: false,
            json: false,
            look: LookArguments::default(),
        }
    }
}

/// Weights by identifier, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights(pub Vec<(String, f64)>);

/// `ban=0.2, current-direction=80%`.
///
/// # Errors
/// An entry that is not of this form, a scenario named twice, a weight below 0, or nothing that weighs.
pub fn parse_weights(text: &str) -> Result<Weights, String> {
    let usage = "write them as \"current-direction=0.8, network-cut=0.2\"";
    let mut weights: Vec<(String, f64)> = Vec::new();
    for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
        let (id, weight) =
            entry.split_once('=').ok_or_else(|| format!("`{entry}` has no weight; {usage}"))?;
        let (id, weight) = (id.trim(), weight.trim());
        let (number, divisor) = match weight.strip_suffix('%') {
            Some(number) => (number.trim(), 100.0),
            None => (weight, 1.0),
        };
        let number: f64 = number.parse().map_err(|_| format!("`{weight}` is no number; {usage}"))?;
        if !(0.0..=1e9).contains(&number) {
            return Err(format!("the weight {weight} of {id} is not 0 or above"));
        }
        if weights.iter().any(|(known, _)| known == id) {
            return Err(format!("{id} has two weights; give one"));
        }
        weights.push((id.to_owned(), number / divisor));
    }
    if weights.iter().map(|(_, weight)| weight).sum::<f64>() > 0.0 {
        Ok(Weights(weights))
    } else {
        Err(format!("no scenario weighs anything; {usage}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_or_refused_with_a_hint() {
        let found = parse_weights("ban=0.2, current-direction = 80%").unwrap();
        assert_eq!(found.0, [("ban".to_owned(), 0.2), ("current-direction".to_owned(), 0.8)]);
        for (wrong, message) in [
            ("ban", "has no weight"),
            ("ban=x", "is no number"),
            ("ban=-1", "not 0 or above"),
            ("ban=NaN", "not 0 or above"),
            ("ban=1, ban=2", "two weights"),
            ("ban=0", "no scenario weighs"),
            ("", "no scenario weighs"),
        ] {
            let found = parse_weights(wrong).unwrap_err();
            assert!(found.contains(message), "{wrong}: {found}");
        }
    }
}
