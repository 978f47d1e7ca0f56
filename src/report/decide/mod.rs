//! Answers to the board's questions: one question a file, each giving sentences, tables, pictures and figures.

mod answer;
mod believe;
mod believe_pictures;
mod compare;
mod dominance;
mod drivers;
mod frontier;
mod information;
mod plan;
mod plan_page;
mod plan_pictures;
mod plan_tables;
mod regret;
mod setting;
mod words;

pub use answer::{Answer, AnswerColumn, AnswerPage, AnswerTable, Cell};
pub use believe::believe_answer;
pub use compare::{compare_answer, comparisons_of_summary};
pub use dominance::dominance_answer;
pub use drivers::{FigureEnds, drivers_answer};
pub use frontier::frontier_answer;
pub use information::information_answer;
pub use plan::{PlannedMove, PlannedOption, plan_answer};
pub use regret::regret_answer;
pub use setting::DecideSetting;
