//! Answers to the board's questions: one question a file, each giving sentences, tables, pictures and figures.

mod answer;
mod believe;
mod believe_pictures;
mod best_map;
mod break_even;
mod changed;
mod compare;
mod discover;
mod discover_picture;
mod dominance;
mod drivers;
mod figure_axis;
mod frontier;
mod information;
mod regret;
mod reverse_stress;
mod setting;
mod varied_figure;
mod words;

pub use answer::{Answer, AnswerColumn, AnswerTable, Cell};
pub use believe::believe_answer;
pub use best_map::{BestMap, best_map_answer};
pub use break_even::break_even_answer;
pub use changed::{ChangedCost, ChangedPart, ChangedReport, ChangedRun, ChangedScenario, changed_answer};
pub use compare::{compare_answer, comparisons_of_summary};
pub use discover::{FutureFigure, FutureRuns, discover_answer};
pub use dominance::dominance_answer;
pub use drivers::{FigureEnds, drivers_answer};
pub use figure_axis::FigureAxis;
pub use frontier::frontier_answer;
pub use information::information_answer;
pub use regret::regret_answer;
pub use reverse_stress::{StressRun, StressSearchWords, reverse_stress_answer};
pub use setting::DecideSetting;
pub use varied_figure::VariedFigure;
