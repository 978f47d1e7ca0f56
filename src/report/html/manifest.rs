//! What was run, so that it can be run and checked again.

use maud::{Markup, html};

use super::fold::fold;
use super::table::scroll;
use crate::report::board::ReportContents;

/// The section.
pub fn manifest(contents: &ReportContents<'_>) -> Markup {
    let manifest = contents.manifest;
    html! {
        section #manifest aria-labelledby="manifest-title" {
            h2 #manifest-title { "Where this comes from" }
            dl.facts {
                @for (term, text) in [
                    ("Case", format!("{} ({})", manifest.case.name, manifest.case.id)),
                    ("Run", manifest.created.clone()),
                    ("Version", format!("splitstack {}", manifest.splitstack)),
                    ("Seed", manifest.seed.to_string()),
                    ("Trials", manifest.trials.to_string()),
                    ("SHA-256 of summary.json", manifest.results.summary_sha256.to_string()),
                ] { div { dt { (term) } dd { (text) } } }
            }
            p { "The same bits come out again, on any machine:" }
            pre tabindex="0" aria-label="Command that confirms the results" { code { "splitstack verify " (contents.folder) } }
            (fold(&format!("Table: the {} input files", manifest.inputs.len()), manifest.inputs.len(), &files(contents)))
        }
    }
}

fn files(contents: &ReportContents<'_>) -> Markup {
    scroll(
        "Input files",
        &html! {
            table.sortable {
                caption { "Input files and their hashes" }
                thead { tr { @for label in ["File", "From", "SHA-256"] { th scope="col" { (label) } } } }
                tbody { @for input in &contents.manifest.inputs { tr {
                    th scope="row" { code { (input.path) } }
                    td { (if input.shipped { "shipped" } else { "the case" }) }
                    td { code.hash { (input.sha256) } }
                } } }
            }
        },
    )
}
