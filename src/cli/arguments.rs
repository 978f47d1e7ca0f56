use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::decide::{DecideArguments, OWN_RUNS, QUESTIONS};
use super::look::{ChartLanguage, LookArguments};
use super::report::format_names;
use super::sampling::{SamplingChoice, parse_sampling};
use super::story::parse_place;
use super::tail::{parse_level, parse_rare};
use crate::input::{FigureChange, hint_for, shipped_cases};
use crate::report::{StoryPlace, Target};

const COMMANDS: [&str; 13] = [
    "run",
    "decide",
    "report",
    "check",
    "obligations",
    "explain-rule",
    "compare-packs",
    "new",
    "schema",
    "verify",
    "story",
    "tail",
    "fit-enforcement",
];

/// Compares ways to run a multinational's IT in China across geopolitical and regulatory futures.
///
/// Without a command: `run`, and without a case: the built-in `reference-manufacturer`.
#[derive(Debug, Parser)]
#[command(name = "splitstack", version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: RunArguments,
}

const EXAMPLES: &str = "Examples:
  splitstack                                      run the built-in case
  splitstack new my-case                          copy it for editing
  splitstack check my-case                        find everything that is wrong; say what the case says
  splitstack run my-case --scenario network-cut --trials 2000
  splitstack verify results/my-case-2027-01-31T093000Z
  splitstack story results/my-case-2027-01-31T093000Z --scenario network-cut --option hybrid --at p95
  splitstack decide regret results/my-case-2027-01-31T093000Z
  splitstack report results/my-case-2027-01-31T093000Z

Exit code: 0 fine; 1 the run failed or a verification found differences; 2 wrong input or arguments; 130 interrupted.

Ctrl-C ends a run with the results of the trials done, marked as partial; run --resume goes on from there.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Simulate the options of a case in its scenarios, compare them, and write a result folder
    #[command(after_help = RUN_EXAMPLES)]
    Run(RunArguments),
    /// Say everything that is wrong with a case; if nothing is, say the case in words
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
    /// List every obligation of each option: for what, by which article, when, at what cost; no simulation
    #[command(after_help = OBLIGATIONS_EXAMPLES)]
    Obligations(ObligationsArguments),
    /// Walk the decision tree for one flow of data: why it needs what it needs, and what would change that; draws it, too
    #[command(after_help = EXPLAIN_RULE_EXAMPLES)]
    ExplainRule(ExplainRuleArguments),
    /// Say what a change of law does to each option: duties gained, lost, eased, tightened, and their cost; no simulation
    #[command(after_help = COMPARE_PACKS_EXAMPLES)]
    ComparePacks(ComparePacksArguments),
    /// Copy a shipped case into a new folder for editing
    #[command(after_help = NEW_EXAMPLES)]
    New(NewArguments),
    /// Print or write the JSON Schema of the input files, with which an editor completes and checks them
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema(SchemaArguments),
    /// Run what a result folder records again and confirm that the same bits come out
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifyArguments),
    /// Tell what happened in one trial of a result folder, month by month, and what each cause cost; draw it, too
    #[command(after_help = STORY_EXAMPLES)]
    Story(StoryArguments),
    /// Estimate the far tail of one scenario with rare risks made more frequent, and say what that gains over plain trials
    #[command(after_help = TAIL_EXAMPLES)]
    Tail(TailArguments),
    /// Answer one of the board's questions from a result folder or a case: sentences, tables, charts
    Decide(DecideArguments),
    /// Write a result folder as a page or slides for the board: summary, questions, plans, obligations, sources, method, limits
    #[command(after_help = REPORT_EXAMPLES)]
    Report(ReportArguments),
    /// Fit the intensity of enforcement to published yearly counts of fines
    #[command(after_help = FIT_ENFORCEMENT_EXAMPLES)]
    FitEnforcement(FitEnforcementArguments),
}

const RUN_EXAMPLES: &str = "Examples:
  splitstack run
  splitstack run my-case --option hybrid --option domestic-cloud
  splitstack run my-case --scenario network-cut --trials 200000 --out results/cut --force
  splitstack run my-case --set company.revenue_china=\"600M EUR\" --set \"risk.network-cut.duration=2 to 9 days\"
  splitstack run my-case --precision 1% --precision 5%:difference
  splitstack run my-case --trials 10000000 --summary-only
  splitstack run --resume results/my-case-2027-01-31T093000Z
  splitstack run my-case --json > summary.json";

const CHECK_EXAMPLES: &str = "Examples:
  splitstack check my-case
  splitstack check my-case --assumptions";

const OBLIGATIONS_EXAMPLES: &str = "Examples:
  splitstack obligations my-case --option hybrid
  splitstack obligations my-case --option hybrid --pack cn-2022
  splitstack obligations my-case --json > register.json";

const EXPLAIN_RULE_EXAMPLES: &str = "Examples:
  splitstack explain-rule my-case hr.employees
  splitstack explain-rule my-case crm --option hybrid --pack cn-2022 --out pictures";

const COMPARE_PACKS_EXAMPLES: &str = "Examples:
  splitstack compare-packs my-case cn-2022 cn-2024
  splitstack compare-packs my-case cn-2026 outlook-tightened --option hybrid --json";

const NEW_EXAMPLES: &str = "Examples:
  splitstack new my-case
  splitstack new my-case --from reference-manufacturer --all";

const SCHEMA_EXAMPLES: &str = "Examples:
  splitstack schema
  splitstack schema option
  splitstack schema --out schema";

const VERIFY_EXAMPLES: &str = "Example:
  splitstack verify results/my-case-2027-01-31T093000Z";

const STORY_EXAMPLES: &str = "Examples:
  splitstack story results/my-case-2027-01-31T093000Z --scenario network-cut --option hybrid --at p95
  splitstack story results/my-case-2027-01-31T093000Z --scenario network-cut --option hybrid --option domestic-cloud --at worst
  splitstack story results/my-case-2027-01-31T093000Z --scenario network-cut --option hybrid --trial 17 --json > story.json";

const TAIL_EXAMPLES: &str = "Examples:
  splitstack tail my-case --scenario current-direction --rare network-cut=20
  splitstack tail my-case --scenario current-direction --rare network-cut=20 --rare home-sanctions=10 --level 99.5% --json

Only risks whose events come to all options alike can be hastened. Half of the trials are drawn as ever. All trials are kept (2 million
of each kind at most) and independent, so that quantiles are exact: there is no --exact-quantiles, and no --sampling.";

const REPORT_EXAMPLES: &str = "Examples:
  splitstack report results/my-case-2027-01-31T093000Z
  splitstack report results/my-case-2027-01-31T093000Z --out board.html --force
  splitstack report results/my-case-2027-01-31T093000Z --without information --without drivers
  splitstack report results/my-case-2027-01-31T093000Z --format html,pdf --out for-the-board

A file loads nothing and sends nothing: it can be attached to an e-mail, printed, and read with scripts off.";

const FIT_ENFORCEMENT_EXAMPLES: &str = "Examples:
  splitstack fit-enforcement
  splitstack fit-enforcement --counts my-counts.toml --out fit

The shipped results are models/enforcement/fit.toml and models/catalogue/enforcement-intensity.csv;
docs/enforcement-fit.md explains them.";

#[derive(Debug, Clone, Default, Args)]
pub struct RunArguments {
    /// Folder of a case, or the identifier of a shipped one [default: reference-manufacturer]
    pub case: Option<PathBuf>,
    /// Run only this scenario of the case; may be given several times
    #[arg(long = "scenario", value_name = "ID")]
    pub scenarios: Vec<String>,
    /// Run only this option of the case; may be given several times
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// Another value for a figure than the case has, by its name in `check --assumptions`: company.revenue_china="600M EUR";
    /// may be given several times
    #[arg(long = "set", value_name = "FIGURE=VALUE", value_parser = FigureChange::parse)]
    pub set: Vec<FigureChange>,
    /// Trials per scenario and option, in place of the case's; with --precision the most that a scenario may take [default
    /// then: 10 million]
    #[arg(long, value_name = "N")]
    pub trials: Option<u64>,
    /// Run each scenario until half the interval of the output is within this share of it, such as 1% or 2%:es99; outputs:
    /// mean (of the total of every option), difference (of every two options, or difference:A,B), es99, p95, or a group or
    /// column, such as fine-exposure or days-down; may be given several times
    #[arg(long, value_name = "SHARE[:OUTPUT]", value_parser = Target::parse)]
    pub precision: Vec<Target>,
    /// Write no trials, charts and stories: the figures alone, for very many trials
    #[arg(long)]
    pub summary_only: bool,
    /// Quantiles exact for any number of trials, by simulating all trials a second time where there are more than 32,768
    #[arg(long)]
    pub exact_quantiles: bool,
    /// Seed of the random numbers, in place of the case's; 0 is one like others
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How trials are drawn, in place of the case's: independent of each other, sobol: evenly in what matters most, or auto: the
    /// better of the two by a rule that `check` explains
    #[arg(long, value_name = "HOW", value_parser = parse_sampling)]
    pub sampling: Option<SamplingChoice>,
    /// Threads; all of the machine when absent. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Result folder [default: results/<case>-<time>]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the result folder if it exists
    #[arg(long)]
    pub force: bool,
    /// Go on with the interrupted run in this result folder, to the same results as if it had not been interrupted
    #[arg(long, value_name = "DIR", conflicts_with_all = ["out", "force"])]
    pub resume: Option<PathBuf>,
    /// Print summary.json to stdout in place of tables
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub look: LookArguments,
}

#[derive(Debug, Clone, Args)]
pub struct CheckArguments {
    /// Folder of a case, or the identifier of a shipped one [default: reference-manufacturer]
    pub case: Option<PathBuf>,
    /// Another value for a figure than the case has, by its name in `check --assumptions`: company.revenue_china="600M EUR";
    /// may be given several times
    #[arg(long = "set", value_name = "FIGURE=VALUE", value_parser = FigureChange::parse)]
    pub set: Vec<FigureChange>,
    /// List every figure with its source, and count those that have none
    #[arg(long)]
    pub assumptions: bool,
    /// Print findings (and figures) as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Args)]
pub struct ObligationsArguments {
    /// Folder of a case, or the identifier of a shipped one [default: reference-manufacturer]
    pub case: Option<PathBuf>,
    /// Show only this option of the case; may be given several times
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// Another value for a figure than the case has, by its name in `check --assumptions`: company.revenue_china="600M EUR";
    /// may be given several times
    #[arg(long = "set", value_name = "FIGURE=VALUE", value_parser = FigureChange::parse)]
    pub set: Vec<FigureChange>,
    /// Regulation pack to suppose in force throughout, in place of the case's and those that follow it
    #[arg(long, value_name = "ID")]
    pub pack: Option<String>,
    /// Print the register as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Args)]
pub struct ExplainRuleArguments {
    /// Folder of a case, or the identifier of a shipped one
    pub case: PathBuf,
    /// `application.flow`, or the application if it has one flow
    pub flow: String,
    /// Option of the case; its first when absent
    #[arg(long, value_name = "ID")]
    pub option: Option<String>,
    /// Regulation pack to suppose in force, in place of the case's
    #[arg(long, value_name = "ID")]
    pub pack: Option<String>,
    /// Folder for the picture [default: the current one]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the picture if it exists
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Clone, Args)]
pub struct ComparePacksArguments {
    /// Folder of a case, or the identifier of a shipped one
    pub case: PathBuf,
    /// Regulation pack before the change
    pub before: String,
    /// Regulation pack after it
    pub after: String,
    /// Compare only for this option of the case; may be given several times
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// Print the comparison as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Args)]
pub struct NewArguments {
    /// Folder to create
    pub folder: PathBuf,
    /// Shipped case to copy
    #[arg(long, value_name = "ID", default_value = super::source::DEFAULT_CASE)]
    pub from: String,
    /// Copy the catalogues (placements, risks, duties, ...) and scenarios too, to edit them as well
    #[arg(long)]
    pub all: bool,
}

#[derive(Debug, Clone, Args)]
pub struct SchemaArguments {
    /// Kind of file, such as case or option; all kinds when absent
    pub kind: Option<String>,
    /// Write one file per kind into this folder instead of printing
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub struct ReportArguments {
    /// Result folder
    pub folder: PathBuf,
    /// Leave this question out, which saves its time; may be given several times
    #[arg(long, value_name = "QUESTION", value_parser = clap::builder::PossibleValuesParser::new(QUESTIONS))]
    pub without: Vec<String>,
    /// Answer this question, too, by new simulations of some minutes; may be given several times
    #[arg(long, value_name = "QUESTION", value_parser = clap::builder::PossibleValuesParser::new(OWN_RUNS))]
    pub with: Vec<String>,
    /// What to write: html, one page that opens anywhere; pdf, slides in 16:9; pptx, the same
    /// slides with charts to edit; xlsx, a workbook. Several with commas or several times
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "html", hide_possible_values = true,
          value_parser = clap::builder::PossibleValuesParser::new(format_names()))]
    pub format: Vec<String>,
    /// The file to write, or with several formats the folder for them [default: report.html, report.pdf … in the result folder]
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Write every chart of the report into this folder, too, as SVG and PNG
    #[arg(long, value_name = "DIR")]
    pub charts: Option<PathBuf>,
    /// Replace files that exist and differ
    #[arg(long)]
    pub force: bool,
    /// Threads; all of the machine when absent. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    #[command(flatten)]
    pub look: LookArguments,
}

#[derive(Debug, Clone, Args)]
pub struct VerifyArguments {
    /// Result folder
    pub folder: PathBuf,
    /// Threads; all of the machine when absent. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

#[derive(Debug, Clone, Args)]
pub struct StoryArguments {
    /// Result folder
    pub folder: PathBuf,
    /// Scenario of the results; may be left out when there is one
    #[arg(long, value_name = "ID")]
    pub scenario: Option<String>,
    /// Option of the results; given twice, both live through the same trial side by side
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// Number of the trial, from 0, as in trials.parquet
    #[arg(long, value_name = "N", conflicts_with = "at")]
    pub trial: Option<u64>,
    /// Trial by its place among those of the (first) option: p01 to p99, best or worst [default: p50]
    #[arg(long, value_name = "PLACE", value_parser = parse_place)]
    pub at: Option<StoryPlace>,
    /// Folder for the picture and the text [default: the current one, for the picture alone]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace files that exist and differ
    #[arg(long)]
    pub force: bool,
    /// Language of the picture
    #[arg(long, value_enum, default_value_t, value_name = "LANGUAGE")]
    pub language: ChartLanguage,
    /// Print the story as JSON; draws only with --out
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Args)]
pub struct TailArguments {
    /// Folder of a case, or the identifier of a shipped one
    pub case: PathBuf,
    /// Scenario of the case; may be left out when there is one
    #[arg(long, value_name = "ID")]
    pub scenario: Option<String>,
    /// Only this option of the case; may be given several times
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// Another value for a figure than the case has, by its name in `check --assumptions`: company.revenue_china="600M EUR";
    /// may be given several times
    #[arg(long = "set", value_name = "FIGURE=VALUE", value_parser = FigureChange::parse)]
    pub set: Vec<FigureChange>,
    /// Risk, and the factor on its rate in half of the trials; may be given several times
    #[arg(long = "rare", value_name = "RISK=FACTOR", value_parser = parse_rare, required = true)]
    pub rare: Vec<(String, f64)>,
    /// Deepest level of quantiles and expected shortfalls, beside 95 % and 99 %
    #[arg(long, value_name = "LEVEL", value_parser = parse_level, default_value = "99.9%")]
    pub level: f64,
    /// Trials of each kind, in place of the case's
    #[arg(long, value_name = "N")]
    pub trials: Option<u64>,
    /// Seed of the random numbers, in place of the case's; 0 is one like others
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Threads; all of the machine when absent. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Print the figures as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Args)]
pub struct FitEnforcementArguments {
    /// TOML file with the counts [default: the shipped models/enforcement/counts.toml]
    #[arg(long, value_name = "FILE")]
    pub counts: Option<PathBuf>,
    /// Write fit.toml, enforcement-intensity.csv and the chart into this folder, over what has these names
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

impl Arguments {
    /// What was probably meant, if the word in place of a case is no folder but almost a command.
    #[must_use]
    pub fn misspelt_command(&self) -> Option<String> {
        let word = self.run.case.as_ref().filter(|_| self.command.is_none())?;
        let near = !word.exists() && !shipped_cases().iter().any(|id| word.as_os_str() == id.as_str());
        let hint = hint_for(word.to_str()?, COMMANDS).filter(|hint| hint.starts_with("did you mean"))?;
        near.then(|| format!("there is no command or folder `{}`; {hint}", word.display()))
    }

    /// The command, `run` when none is named.
    pub fn command(self) -> Command {
        self.command.unwrap_or(Command::Run(self.run))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        <Arguments as CommandFactory>::command().debug_assert();
    }

    #[test]
    fn a_misspelt_command_is_not_taken_for_a_case() {
        let hint = |word: &str| Arguments::try_parse_from(["splitstack", word]).unwrap().misspelt_command();
        assert_eq!(hint("chekc").unwrap(), "there is no command or folder `chekc`; did you mean `check`?");
        assert_eq!([hint("reference-manufacturer"), hint("my-own-case"), hint("src")], [None, None, None]);
    }

    #[test]
    fn no_command_means_run() {
        let parsed = Arguments::try_parse_from(["splitstack", "--trials", "5", "my-case"]).unwrap();
        match parsed.command() {
            Command::Run(run) => {
                assert_eq!((run.trials, run.case), (Some(5), Some(PathBuf::from("my-case"))));
            }
            other => panic!("{other:?}"),
        }
    }
}
