//! What a file says of itself.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};

use crate::report::board::ReportContents;
use crate::results::Manifest;

/// As old as the run, so that the same results give the same bytes.
///
/// # Errors
/// None for a date that has been checked.
pub fn file_properties(contents: &ReportContents<'_>) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(format!("{} – IT set-ups for China compared", contents.summary.case))
        .set_subject("Cost and risk of the options by scenario")
        .set_comment(format!("splitstack {}, seed {}", contents.manifest.splitstack, contents.manifest.seed))
        .set_creation_datetime(&created(contents.manifest)?))
}

/// When the run started; long ago where the manifest says something else.
fn created(manifest: &Manifest) -> Result<ExcelDateTime, XlsxError> {
    let date = manifest.created.get(..19).map(ExcelDateTime::parse_from_str);
    date.and_then(Result::ok).map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)
}
