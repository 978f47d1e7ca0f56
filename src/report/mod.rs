//! One output format per file: `summary.json`, the terminal, a case in words, pictures.

mod accumulate;
#[cfg(feature = "cli")]
pub mod board;
#[cfg(feature = "charts")]
mod chart_words;
mod checks;
#[cfg(feature = "cli")]
mod compare_packs;
mod controlled;
#[cfg(feature = "cli")]
pub mod decide;
mod enforcement_fit;
#[cfg(feature = "charts")]
mod enforcement_fit_picture;
#[cfg(feature = "cli")]
mod enforcement_fit_words;
#[cfg(feature = "cli")]
mod entries;
mod exact_pass;
#[cfg(feature = "cli")]
pub mod exhibits;
#[cfg(feature = "cli")]
mod explain;
#[cfg(feature = "cli")]
mod figure_names;
#[cfg(feature = "cli")]
mod figure_shapes;
mod figures;
mod findings;
#[cfg(feature = "cli")]
pub mod html;
#[cfg(feature = "cli")]
mod in_words;
mod likeness;
#[cfg(feature = "cli")]
mod obligations;
#[cfg(feature = "cli")]
mod obligations_json;
#[cfg(feature = "cli")]
pub mod office;
mod option_accumulator;
mod oracle;
mod partial;
#[cfg(feature = "cli")]
pub mod pdf;
#[cfg(feature = "charts")]
mod pictures;
#[cfg(feature = "cli")]
mod playbook_table;
#[cfg(feature = "cli")]
mod playbook_words;
#[cfg(feature = "cli")]
pub mod powerpoint;
mod precision;
#[cfg(feature = "cli")]
mod precision_words;
mod prose;
#[cfg(feature = "cli")]
mod rule_words;
#[cfg(feature = "cli")]
mod sampling_words;
mod standing;
#[cfg(feature = "cli")]
mod story;
#[cfg(feature = "cli")]
mod story_bill;
#[cfg(feature = "cli")]
mod story_courses;
#[cfg(feature = "cli")]
mod story_events;
#[cfg(feature = "cli")]
mod story_json;
#[cfg(feature = "cli")]
mod story_picture;
#[cfg(feature = "cli")]
mod story_text;
mod summarise;
mod summary;
#[cfg(feature = "cli")]
mod table;
mod tail;
#[cfg(feature = "cli")]
mod tail_words;
mod target;
#[cfg(feature = "cli")]
mod terminal;
mod weighted;
#[cfg(feature = "cli")]
mod weighted_table;
#[cfg(feature = "cli")]
pub mod workbook;

#[cfg(test)]
pub(crate) mod testing;

pub use accumulate::{EXACT_TRIALS, Method, ScenarioAccumulator};
pub use checks::ClosedForms;
#[cfg(feature = "cli")]
pub use compare_packs::{comparison_in_words, comparison_json};
pub use controlled::{
    ControlAccumulator, ControlPilot, ControlledOption, ControlledPair, ControlledSummary,
    MINIMUM_CONTROLLED_TRIALS,
};
pub use enforcement_fit::{ChosenFit, IntensityFit};
#[cfg(feature = "charts")]
pub use enforcement_fit_picture::fit_picture;
#[cfg(feature = "cli")]
pub use enforcement_fit_words::fit_in_words;
pub use exact_pass::ExactPass;
#[cfg(feature = "cli")]
pub use explain::{decision_picture, explanation_in_words};
#[cfg(feature = "cli")]
pub use figure_names::FigureNames;
pub use figures::{Scale, about, chance, count, rate};
pub use findings::{
    appetite_finding, build_up_finding, cheapest_finding, overall_finding, precision_note, range_finding,
};
#[cfg(feature = "cli")]
pub use in_words::case_in_words;
#[cfg(feature = "cli")]
pub use obligations::obligations_in_words;
#[cfg(feature = "cli")]
pub use obligations_json::obligations_json;
pub use oracle::{DISAGREEMENT, Disagreement, OracleAccumulator, OracleNames, OracleSummary};
pub use partial::{partial_in_words, partial_scenario};
#[cfg(feature = "charts")]
pub use pictures::{
    KeptTrials, NamedPicture, PictureContext, PictureError, TitledPicture, heat_map_picture, money_pictures,
    scenario_pictures,
};
pub use precision::{PrecisionWatch, looks};
pub use prose::{listed, wrapped};
#[cfg(feature = "cli")]
pub use sampling_words::leading_in_words;
#[cfg(feature = "cli")]
pub use story::{StoryPlace, StorySetting, ToldStory, share_cheaper, story_total};
#[cfg(feature = "cli")]
pub use story_bill::{Bill, BillLine};
#[cfg(feature = "cli")]
pub use story_json::story_json;
#[cfg(feature = "cli")]
pub use story_picture::story_timeline;
#[cfg(feature = "cli")]
pub use story_text::story_in_words;
pub use summarise::{summarise, summarise_scenario};
pub use summary::{
    AppetiteSummary, CostSummary, CountSummary, OptionSummary, QuantileMethod, Sampling, ScenarioSummary,
    Summary, WeightedOption, WeightedScenario, WeightedSummary,
};
pub use tail::{
    TailDifference, TailFigure, TailOption, TailQuestion, TailReport, TailTrials, WeightReport, tail_report,
};
#[cfg(feature = "cli")]
pub use tail_words::{TailSetting, tail_in_words};
pub use target::{Output, Target};
#[cfg(feature = "cli")]
pub use terminal::{Page, terminal_report};
pub use weighted::{ScenarioTotals, summarise_weighted};
