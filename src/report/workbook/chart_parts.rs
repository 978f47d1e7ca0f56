//! Puts the parts of charts into the order of the standard's schema.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Where the charts are in the package.
const CHARTS: &str = "xl/charts/chart";
/// A curve without points on it.
const NO_MARKER: &str = r#"<c:marker><c:symbol val="none"/></c:marker>"#;
const LINE: (&str, &str) = ("<c:spPr>", "</c:spPr>");

/// The workbook, with the line of each curve before its marker.
///
/// The schema has it so (ECMA-376 part 1, `CT_ScatterSer`); `rust_xlsxwriter` 0.102 writes markers of curves first, and offers no
/// other way to draw a line of a given colour without points. All other parts are copied as they are.
///
/// # Errors
/// No ZIP file, or none that can be written.
pub fn in_schema_order(workbook: Vec<u8>) -> Result<Vec<u8>, ZipError> {
    let mut written = ZipArchive::new(Cursor::new(workbook))?;
    let mut ordered = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..written.len() {
        let name = written.by_index_raw(index)?.name()?.into_owned();
        if name.starts_with(CHARTS) {
            let mut part = String::new();
            written.by_index(index)?.read_to_string(&mut part)?;
            ordered.start_file(name, options)?;
            ordered.write_all(line_first(&part).as_bytes())?;
        } else {
            ordered.raw_copy_file(written.by_index_raw(index)?)?;
        }
    }
    Ok(ordered.finish()?.into_inner())
}

/// A part in which what the line looks like stands before the marker wherever it stood right behind it.
fn line_first(part: &str) -> String {
    let mut rest = part;
    let mut ordered = String::with_capacity(part.len());
    while let Some((before, after)) = rest.split_once(NO_MARKER) {
        ordered.push_str(before);
        let end =
            after.find(LINE.1).filter(|_| after.starts_with(LINE.0)).map_or(0, |end| end + LINE.1.len());
        let (line, behind) = after.split_at(end);
        ordered.push_str(line);
        ordered.push_str(NO_MARKER);
        rest = behind;
    }
    ordered.push_str(rest);
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_before_markers_and_nothing_else_moves() {
        let curve = format!("<c:ser>{NO_MARKER}<c:spPr>1</c:spPr><c:xVal/></c:ser>");
        let other = format!("<c:ser><c:spPr>2</c:spPr>{NO_MARKER}<c:cat/><c:spPr>3</c:spPr></c:ser>");
        let ordered = line_first(&format!("{curve}{other}{curve}"));
        let moved = format!("<c:ser><c:spPr>1</c:spPr>{NO_MARKER}<c:xVal/></c:ser>");
        assert_eq!(ordered, format!("{moved}{other}{moved}"));
    }
}
