//! The package: parts, their types, and what each part refers to (ECMA-376 part 2), as one ZIP file.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::{Element, element};

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// What types of relationships begin with.
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a file.
#[derive(Debug, Default)]
pub struct Package {
    /// Path without a slash at the start, type, content.
    parts: Vec<(String, Option<&'static str>, Vec<u8>)>,
}

/// What a part refers to, by identifiers `rId1`, `rId2` …
#[derive(Debug, Default)]
pub struct Relationships {
    /// Type and target.
    found: Vec<(String, String)>,
}

impl Relationships {
    /// Adds a target relative to the part; returns its identifier.
    pub fn add(&mut self, kind: &str, target: &str) -> String {
        let kind = if kind.contains("://") { kind.to_owned() } else { format!("{OFFICE}/{kind}") };
        self.found.push((kind, target.to_owned()));
        format!("rId{}", self.found.len())
    }

    fn part(&self) -> Vec<u8> {
        let each = self.found.iter().enumerate().map(|(index, (kind, target))| {
            let id = format!("rId{}", index + 1);
            element("Relationship").with("Id", id).with("Type", kind).with("Target", target)
        });
        element("Relationships").with("xmlns", RELATIONSHIPS).children(each).part()
    }
}

impl Package {
    /// - `kind`: content type; `None` where the file's ending says it.
    pub fn add(&mut self, path: &str, kind: Option<&'static str>, content: Vec<u8>) {
        self.parts.push((path.to_owned(), kind, content));
    }

    /// A part with what it refers to.
    pub fn add_with(
        &mut self,
        path: &str,
        kind: Option<&'static str>,
        content: &Element,
        relationships: &Relationships,
    ) {
        self.add(path, kind, content.part());
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.add(&format!("{folder}/_rels/{name}.rels"), None, relationships.part());
    }

    /// What the package itself refers to.
    pub fn add_root(&mut self, relationships: &Relationships) {
        self.add("_rels/.rels", None, relationships.part());
    }

    fn types(&self) -> Vec<u8> {
        let default = |(ending, kind): (&str, &str)| {
            element("Default").with("Extension", ending).with("ContentType", kind)
        };
        let defaults = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ];
        let own = self.parts.iter().filter_map(|(path, kind, _)| {
            kind.map(|kind| {
                element("Override").with("PartName", format!("/{path}")).with("ContentType", kind)
            })
        });
        element("Types").with("xmlns", TYPES).children(defaults.map(default)).children(own).part()
    }

    /// The file. The same parts give the same bytes: no time of writing is in it.
    ///
    /// # Errors
    /// More than a ZIP file holds.
    pub fn zipped(&self) -> Result<Vec<u8>, ZipError> {
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let types = self.types();
        let first = [("[Content_Types].xml", types.as_slice())];
        let parts = self.parts.iter().map(|(path, _, content)| (path.as_str(), content.as_slice()));
        for (path, content) in first.into_iter().chain(parts) {
            file.start_file(path, options)?;
            file.write_all(content)?;
        }
        Ok(file.finish()?.into_inner())
    }
}
