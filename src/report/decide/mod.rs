//! Answers to the board's questions: one question a file, each giving sentences, tables, pictures and figures.

mod answer;
mod appetite;
mod believe;
mod believe_pictures;
mod compare;
mod dominance;
mod drivers;
mod frontier;
mod information;
mod regret;
mod setting;
pub(super) mod words;

pub use answer::{Answer, AnswerColumn, AnswerTable, Cell};
pub use appetite::appetite_answer;
pub use believe::believe_answer;
pub use compare::{compare_answer, comparisons_of_summary};
pub use dominance::dominance_answer;
pub use drivers::{FigureEnds, drivers_answer};
pub use frontier::frontier_answer;
pub use information::information_answer;
pub use regret::regret_answer;
pub use setting::DecideSetting;
