//! `--sampling auto`: where scrambled Sobol points are worth taking, by a rule that rests on measurements (docs/performance.md).

use super::error::CliError;
use super::selection::run_spec;
use crate::domain::{Case, Sampling};
use crate::engine::nothing_else_by_chance;
use crate::input::hint_for;
use crate::plan::SimulationPlan;
use crate::report::MINIMUM_CONTROLLED_TRIALS;
use crate::results::Overrides;

/// How the command line wants trials to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SamplingChoice {
    /// As the plan and the number of trials suggest.
    Auto,
    Of(Sampling),
}

/// `auto`, `independent` or `sobol`.
///
/// # Errors
/// Another word, with the nearest one as a hint.
pub fn parse_sampling(text: &str) -> Result<SamplingChoice, String> {
    const AUTO: &str = "auto";
    if text == AUTO {
        return Ok(SamplingChoice::Auto);
    }
    Sampling::from_id(text).map(SamplingChoice::Of).ok_or_else(|| {
        let known = Sampling::ALL.map(Sampling::id).into_iter().chain([AUTO]);
        let hint = hint_for(text, known).map(|hint| format!("; {hint}"));
        format!("there is no such way of sampling{}", hint.unwrap_or_default())
    })
}

/// What `auto` takes, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    pub sampling: Sampling,
    /// Ends the sentence "… takes …, as".
    pub because: &'static str,
}

/// What `auto` takes: points in few trials that each take long, else independent trials.
///
/// Points cost nothing beside a trial of the general simulation, and made no figure surely worse. In lanes a trial costs so little that they
/// take a third more time, which is about what they gain. From [`MINIMUM_CONTROLLED_TRIALS`] on independent trials have control variates, which
/// gain as much; and looks at a precision take the errors of independent trials, so that points end no run earlier.
///
/// - `overrides`: trials and precisions that are asked for.
///
/// # Errors
/// The case cannot be planned; a number of trials that cannot be.
pub fn suggestion(case: &Case, overrides: &Overrides) -> Result<Suggestion, CliError> {
    let independent = |because| Ok(Suggestion { sampling: Sampling::Independent, because });
    if !overrides.precision.is_empty() {
        return independent("the looks at a precision take their errors");
    }
    if run_spec(case, overrides)?.trials >= MINIMUM_CONTROLLED_TRIALS {
        return independent("so many trials are better served by control variates");
    }
    let plan = SimulationPlan::new(case)?;
    if (0..plan.scenarios.len()).any(|scenario| nothing_else_by_chance(&plan, scenario)) {
        return independent("nothing comes by chance but incidents: trials take less time than points");
    }
    Ok(Suggestion {
        sampling: Sampling::Sobol,
        because: "trials are few and each takes longer than its points",
    })
}

impl Suggestion {
    /// As a sentence about a number of trials.
    pub fn in_words(self) -> String {
        let taken = match self.sampling {
            Sampling::Independent => "independent trials",
            Sampling::Sobol => "scrambled Sobol points",
        };
        format!("`--sampling auto` takes {taken}, as {}.", self.because)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{CaseSource, read_case};

    fn of(folder: &str, trials: u64, precision: &[&str]) -> Sampling {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let case = read_case(&CaseSource::folder(folder)).unwrap().case;
        let precision = precision.iter().map(|text| (*text).to_owned()).collect();
        let overrides = Overrides { trials: Some(trials), precision, ..Overrides::default() };
        suggestion(&case, &overrides).unwrap().sampling
    }

    #[test]
    fn points_are_taken_in_few_long_trials_alone() {
        assert_eq!(of("tests/data/minimal", 8_191, &[]), Sampling::Sobol);
        assert_eq!(of("tests/data/minimal", 8_192, &[]), Sampling::Independent);
        assert_eq!(of("tests/data/minimal", 8_191, &["1%"]), Sampling::Independent);
        assert_eq!(of("benches/ref-60", 1_000, &[]), Sampling::Independent);
    }

    #[test]
    fn ways_are_read_or_refused_with_the_nearest() {
        assert_eq!(parse_sampling("auto"), Ok(SamplingChoice::Auto));
        assert_eq!(parse_sampling("sobol"), Ok(SamplingChoice::Of(Sampling::Sobol)));
        assert!(parse_sampling("aut").unwrap_err().contains("did you mean `auto`?"));
        assert!(parse_sampling("sobel").unwrap_err().contains("did you mean `sobol`?"));
    }
}
