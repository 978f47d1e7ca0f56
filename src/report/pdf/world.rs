//! All that the typesetter can see: a template, data, charts and fonts in memory.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::data::Files;
use super::write::PdfError;
use crate::charts::{BOLD_FONT, BOLD_HAN_FONT, HAN_FONT, REGULAR_FONT};

const TEMPLATE: &str = include_str!("slides.typ");
/// The family of equations, among the fonts that come with the typesetter.
const MATH_FAMILY: &str = "New Computer Modern Math";

/// Files by name, fonts, and nothing else.
pub struct Memory {
    library: LazyHash<Library>,
    main: FileId,
    source: Source,
    /// By name.
    files: BTreeMap<String, Bytes>,
}

/// The fonts of text and equations, read once per process.
struct Fonts {
    book: LazyHash<FontBook>,
    all: Vec<Font>,
}

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        let text = [REGULAR_FONT, BOLD_FONT, HAN_FONT, BOLD_HAN_FONT];
        let text = text.into_iter().flat_map(|file| Font::iter(Bytes::new(file)));
        let math = typst_assets::fonts().flat_map(|file| Font::iter(Bytes::new(file)));
        let math = math.filter(|font| font.info().family == MATH_FAMILY);
        let all: Vec<Font> = text.chain(math).collect();
        Fonts { book: LazyHash::new(FontBook::from_fonts(&all)), all }
    })
}

impl Memory {
    /// The template beside these files.
    ///
    /// - `files`: name and content each, as the template asks for them.
    pub fn new(files: Files) -> Result<Memory, PdfError> {
        let path = VirtualPath::new("slides.typ");
        let path = path.map_err(|problem| PdfError::Typeset { problem: format!("{problem:?}") })?;
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Memory {
            library: LazyHash::new(Library::default()),
            main,
            source: Source::new(main, TEMPLATE.to_owned()),
            files: files.into_iter().map(|(name, text)| (name, Bytes::from_string(text))).collect(),
        })
    }
}

impl World for Memory {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, file: FileId) -> FileResult<Source> {
        if file == self.main { Ok(self.source.clone()) } else { Err(missing(file)) }
    }

    fn file(&self, file: FileId) -> FileResult<Bytes> {
        self.files.get(file.vpath().get_without_slash()).cloned().ok_or_else(|| missing(file))
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().all.get(index).cloned()
    }

    // No clock: the same report is the same file.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(file: FileId) -> FileError {
    FileError::NotFound(file.vpath().get_without_slash().into())
}
