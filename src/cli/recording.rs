//! What a run leaves behind beside its figures: the table of trials, charts and stories.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use super::course::Job;
use super::error::CliError;
use super::pipeline::{Checkpoint, Computed, ScenarioDone, Watcher};
use super::stories::stories;
use crate::charts::Look;
use crate::engine::{Column, Outcomes};
use crate::report::{NamedPicture, PictureContext, PictureError, heat_map_picture, scenario_pictures};
use crate::results::{
    CHARTS_FOLDER, Chunk, ContentHash, Gathering, PendingFolder, ResultsError, STORIES_FOLDER, TRIALS_FILE,
    TableLayout, TrialsTable, TrialsWriter, ValuesHasher, column_names,
};
use crate::results::{Partial, UnderWay};

/// Characters that a warning lists.
const MOST_CHARACTERS_NAMED: usize = 20;

/// Records a run into its folder as trials come; memory does not depend on their number.
pub struct Recording<'a> {
    job: &'a Job<'a>,
    folder: &'a mut PendingFolder,
    table: Option<Table>,
    gathering: Gathering,
    drawing: Drawing,
    /// The folder of the interrupted run that goes on.
    before: Option<&'a Path>,
    /// How charts look.
    look: Look,
}

struct Table {
    writer: TrialsWriter<File>,
    spool: File,
}

impl<'a> Recording<'a> {
    pub fn new(
        job: &'a Job<'a>,
        folder: &'a mut PendingFolder,
        before: Option<&'a Path>,
        look: Look,
    ) -> Recording<'a> {
        Recording {
            job,
            folder,
            table: None,
            gathering: Gathering::default(),
            drawing: Drawing::default(),
            before,
            look,
        }
    }

    /// Ends the table and draws the chart over all scenarios; gives a line for each thing that went wrong with charts, which is
    /// not fatal: the figures are what counts.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(mut self, computed: &Computed) -> Result<String, CliError> {
        if let Some(Table { writer, spool }) = self.table.take() {
            writer.finish()?;
            self.folder.add_file(TRIALS_FILE, spool)?;
        }
        let context = PictureContext {
            settings: &self.job.case.settings,
            seed: self.job.spec.seed,
            partial: computed.summary.partial.as_ref(),
            look: self.look,
        };
        match heat_map_picture(&context, &computed.summary) {
            Ok(picture) => self.drawing.add(self.folder, CHARTS_FOLDER, vec![picture])?,
            Err(problem) => self.drawing.undrawn.push(problem),
        }
        Ok(self.drawing.in_words())
    }

    fn write(&mut self, scenario: usize, chunk: &Chunk) -> Result<(), CliError> {
        if let Some(table) = &mut self.table {
            let scenario = &self.job.case.scenarios[scenario].id;
            for (option, columns) in self.job.case.options.iter().zip(&chunk.options) {
                table.writer.write(scenario.as_str(), option.id.as_str(), chunk.first, columns)?;
            }
        }
        Ok(())
    }

    /// Writes what an interrupted run had recorded: its trials, checked by their hashes, and the charts and stories of complete
    /// scenarios.
    fn repeat(&mut self, folder: &Path, checkpoint: &Checkpoint, columns: &[Column]) -> Result<(), CliError> {
        let options = self.job.case.options.len();
        let begun = checkpoint.under_way.iter().map(super::course::Course::trials);
        let complete = checkpoint.complete.iter().map(|done| done.summary.trials);
        let layout = TableLayout { options, trials: complete.chain(begun).collect() };
        let table = TrialsTable::open(&folder.join(TRIALS_FILE), layout)?;
        for (position, done) in checkpoint.complete.iter().enumerate() {
            let hashes: Vec<ContentHash> = done.values.iter().map(|values| values.sha256.clone()).collect();
            self.repeat_trials(&table, position, columns, &hashes)?;
            if let Some(rest) = self.gathering.rest() {
                self.write(position, &rest)?;
            }
            self.gathering = Gathering::default();
            for kind in [CHARTS_FOLDER, STORIES_FOLDER] {
                self.repeat_files(folder, &format!("{kind}/{}", done.summary.id))?;
            }
        }
        if let Some(course) = &checkpoint.under_way {
            self.repeat_trials(&table, checkpoint.complete.len(), columns, &course.hashes())?;
        }
        Ok(())
    }

    /// Leaves what is not yet a whole chunk in `gathering`.
    fn repeat_trials(
        &mut self,
        table: &TrialsTable,
        scenario: usize,
        columns: &[Column],
        hashes: &[ContentHash],
    ) -> Result<(), CliError> {
        let names = column_names(columns);
        let mut hashers = vec![ValuesHasher::new(&names); hashes.len()];
        for position in 0..table.layout().chunks(scenario) {
            let mut chunk = Chunk::default();
            for (option, hasher) in hashers.iter_mut().enumerate() {
                let block = table.block(scenario, option, position)?;
                hasher.add(&block.columns);
                chunk.first = block.first;
                chunk.options.push(block.columns);
            }
            if let Some(full) = self.gathering.add_chunk(chunk) {
                self.write(scenario, &full)?;
            }
        }
        if hashers.iter().map(ValuesHasher::hash).ne(hashes.iter().cloned()) {
            let id = &self.job.case.scenarios[scenario].id;
            return Err(CliError::Usage(format!(
                "{TRIALS_FILE} does not hold the trials of {id} that the interrupted run had done; start the run again"
            )));
        }
        Ok(())
    }

    fn repeat_files(&mut self, folder: &Path, below: &str) -> Result<(), CliError> {
        let place = folder.join(below);
        // Charts and stories that could not be drawn or told are not there.
        let Ok(entries) = std::fs::read_dir(&place) else { return Ok(()) };
        let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
        names.sort();
        for name in names {
            let path = place.join(&name);
            let bytes = std::fs::read(&path).map_err(|source| ResultsError::Read { path, source })?;
            self.folder.add_bytes(Path::new(below).join(name), bytes)?;
        }
        Ok(())
    }

    fn draw_and_tell(&mut self, done: &ScenarioDone<'_>) -> Result<(), CliError> {
        let partial = (!done.complete).then(|| Partial {
            complete: Vec::new(),
            under_way: Some(UnderWay {
                scenario: done.scenario.id.to_string(),
                trials: done.summary.trials,
                of: self.job.spec.trials,
            }),
            missing: Vec::new(),
        });
        let context = PictureContext {
            settings: &self.job.case.settings,
            seed: self.job.spec.seed,
            partial: partial.as_ref(),
            look: self.look,
        };
        let place = format!("{CHARTS_FOLDER}/{}", done.scenario.id);
        match scenario_pictures(&context, done.summary, done.accumulator) {
            Ok(pictures) => self.drawing.add(self.folder, &place, pictures)?,
            Err(problem) => self.drawing.undrawn.push(problem),
        }
        for file in stories(self.job.case, self.job.spec.seed, done, self.look.language)? {
            self.folder.add_bytes(format!("{STORIES_FOLDER}/{}", file.path), file.bytes)?;
            self.drawing.untold.extend(file.undrawn);
        }
        Ok(())
    }
}

impl Watcher for Recording<'_> {
    fn begin(&mut self, columns: &[Column], checkpoint: &Checkpoint) -> Result<(), CliError> {
        let spool = self.folder.spool()?;
        let copy =
            spool.try_clone().map_err(|source| CliError::Write { path: TRIALS_FILE.into(), source })?;
        self.table = Some(Table { writer: TrialsWriter::new(copy, columns)?, spool });
        match self.before {
            Some(folder) => self.repeat(folder, checkpoint, columns),
            None => Ok(()),
        }
    }

    fn block(&mut self, scenario: usize, _first: u64, outcomes: &Outcomes) -> Result<(), CliError> {
        match self.gathering.add(outcomes) {
            Some(chunk) => self.write(scenario, &chunk),
            None => Ok(()),
        }
    }

    fn scenario(&mut self, done: &ScenarioDone<'_>) -> Result<(), CliError> {
        if let Some(rest) = self.gathering.rest() {
            self.write(done.position, &rest)?;
        }
        self.gathering = Gathering::default();
        self.draw_and_tell(done)
    }
}

/// Records nothing.
pub struct Nothing;

impl Watcher for Nothing {
    fn begin(&mut self, _: &[Column], _: &Checkpoint) -> Result<(), CliError> {
        Ok(())
    }

    fn block(&mut self, _: usize, _: u64, _: &Outcomes) -> Result<(), CliError> {
        Ok(())
    }

    fn scenario(&mut self, _: &ScenarioDone<'_>) -> Result<(), CliError> {
        Ok(())
    }
}

/// What went wrong with charts; figures are what counts, so it is told and nothing more.
#[derive(Default)]
struct Drawing {
    undrawn: Vec<PictureError>,
    /// Stories without a picture.
    untold: Vec<String>,
    /// Characters for which the embedded font has no picture.
    missing: BTreeSet<char>,
}

impl Drawing {
    fn add(
        &mut self,
        folder: &mut PendingFolder,
        place: &str,
        pictures: Vec<NamedPicture>,
    ) -> Result<(), CliError> {
        for NamedPicture { name, picture } in pictures {
            folder.add_bytes(format!("{place}/{name}.svg"), picture.standalone_svg())?;
            self.missing.extend(picture.missing_characters);
            folder.add_bytes(format!("{place}/{name}.png"), picture.png)?;
        }
        Ok(())
    }

    /// A line for each thing that went wrong; empty when nothing did.
    fn in_words(&self) -> String {
        let undrawn =
            self.undrawn.iter().map(|problem| format!("warning: a chart was not drawn: {problem}\n"));
        let missing: String = self.missing.iter().take(MOST_CHARACTERS_NAMED).collect();
        let boxes = (!missing.is_empty()).then(|| {
            format!(
                "warning: the charts' font has no picture for {missing}; PNG files show boxes there, SVG files are fine\n"
            )
        });
        let untold = self.untold.iter().map(|problem| format!("warning: {problem}\n"));
        undrawn.chain(untold).chain(boxes).collect()
    }
}
