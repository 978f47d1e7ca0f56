//! An answer on the terminal and in a folder.

use super::given::Given;
use crate::cli::console::Console;
use crate::cli::error::CliError;
use crate::cli::whole_file::{check_free, write_whole};
use crate::report::Page;
use crate::report::decide::{Answer, DecideSetting};
use crate::results::to_json;

/// Columns of a text file.
const FILE_WIDTH: u16 = 120;

/// Prints the answer; with a folder writes sentences, tables, figures and pictures into it first.
///
/// # Errors
/// A file exists already and differs, or something cannot be written.
pub fn show(
    answer: &Answer,
    setting: &DecideSetting,
    given: &Given,
    console: &mut Console,
) -> Result<(), CliError> {
    for problem in &answer.undrawn {
        console.remark(&format!("warning: a picture was not drawn: {problem}\n"));
    }
    let json = to_json(&answer.json(setting), &answer.question)?;
    if let Some(folder) = &given.out {
        let files = files(answer, setting, &json);
        for (file, bytes) in &files {
            check_free(&folder.join(file), bytes, given.force)?;
        }
        for (file, bytes) in &files {
            write_whole(folder, file, bytes)?;
        }
        let names: Vec<&str> = files.iter().map(|(file, _)| file.as_str()).collect();
        console.remark(&format!("Written to {}: {}\n", folder.display(), names.join(", ")));
    }
    console.print(&if given.json {
        json
    } else if given.out.is_some() {
        answer.sentence_lines()
    } else {
        answer.text(setting, console.page())
    })
}

/// Names and contents.
fn files(answer: &Answer, setting: &DecideSetting, json: &str) -> Vec<(String, Vec<u8>)> {
    let question = &answer.question;
    let page = Page { width: FILE_WIDTH, styled: false };
    let mut files = vec![
        (format!("{question}.txt"), answer.text(setting, page).into_bytes()),
        (format!("{question}.json"), json.as_bytes().to_vec()),
    ];
    for table in answer.tables.iter().chain(&answer.details) {
        files.push((format!("{question}-{}.csv", table.name), table.csv().into_bytes()));
    }
    for page in &answer.pages {
        files.push((format!("{}.md", page.name), page.text.clone().into_bytes()));
    }
    for picture in &answer.pictures {
        files.push((format!("{}.svg", picture.name), picture.picture.standalone_svg().into_bytes()));
        files.push((format!("{}.png", picture.name), picture.picture.png.clone()));
    }
    files
}
