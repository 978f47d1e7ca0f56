//! `schema`: the JSON Schema of the input files, printed or written.

use std::process::ExitCode;

use super::arguments::SchemaArguments;
use super::console::Console;
use super::error::CliError;
use super::whole_file::write_whole;
use crate::input::{hint_for, schema::schemas};

/// Prints one schema, or all as one object by kind; or writes `<kind>.schema.json` files.
///
/// # Errors
/// An unknown kind, or a file that cannot be written.
pub fn schema(arguments: &SchemaArguments, console: &mut Console) -> Result<ExitCode, CliError> {
    let chosen = chosen(arguments.kind.as_deref())?;
    match (&arguments.out, chosen.as_slice()) {
        (Some(folder), _) => {
            for (kind, text) in &chosen {
                write_whole(folder, &format!("{kind}.schema.json"), text.as_bytes())?;
            }
            console.print(&format!("{} schemas written to {}\n", chosen.len(), folder.display()))?;
        }
        (None, [(_, text)]) => console.print(text)?,
        (None, several) => console.print(&as_one_object(several))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn chosen(kind: Option<&str>) -> Result<Vec<(&'static str, String)>, CliError> {
    let all = schemas();
    let Some(wanted) = kind else {
        return Ok(all);
    };
    let hint = hint_for(wanted, all.iter().map(|(kind, _)| *kind)).map(|hint| format!("; {hint}"));
    let found: Vec<_> = all.into_iter().filter(|(kind, _)| *kind == wanted).collect();
    if found.is_empty() {
        return Err(CliError::Usage(format!(
            "there is no kind of input file called `{wanted}`{}",
            hint.unwrap_or_default()
        )));
    }
    Ok(found)
}

/// `{"case": …, "company": …}`
fn as_one_object(schemas: &[(&'static str, String)]) -> String {
    let entries: Vec<String> =
        schemas.iter().map(|(kind, text)| format!("\"{kind}\": {}", text.trim_end())).collect();
    format!("{{\n{}\n}}\n", entries.join(",\n"))
}
