//! A result folder comes into being whole or not at all.
//!
//! While trials run, nothing can be seen: large files are spooled into a nameless temporary file that the system
//! removes even if the program is killed, small ones wait in memory. At the end all is written into a hidden sibling
//! folder, which is renamed to the target.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Component, Path, PathBuf};

use super::error::ResultsError;
use super::manifest::MANIFEST_FILE;

/// Bytes written between two questions whether to stop.
const BYTES_AT_ONCE: u64 = 1 << 22;

/// What to do about a result folder that stands at the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Refuse.
    Keep,
    /// Keep it and take the next free number: `name`, `name-2`, `name-3` …
    Number,
    /// Replace it once the new one is complete.
    Replace,
}

/// A result folder in the making.
#[derive(Debug)]
pub struct PendingFolder {
    target: PathBuf,
    existing: Existing,
    /// The nearest folder above the target that exists.
    ancestor: PathBuf,
    files: Vec<(PathBuf, Contents)>,
}

#[derive(Debug)]
enum Contents {
    Bytes(Vec<u8>),
    Spooled(File),
}

/// Writes one file from what a reader yields; stands for the disk in tests.
type WriteFile<'a> = dyn FnMut(&Path, &mut dyn Read) -> io::Result<()> + 'a;

impl PendingFolder {
    /// Checks, before anything is computed, that the folder can be written.
    ///
    /// # Errors
    /// Something stands at `target` that must be kept: with [`Existing::Keep`] anything, with [`Existing::Replace`]
    /// everything but a result folder or an empty one. No folder can be created there, or nothing can be written.
    pub fn prepare(target: &Path, existing: Existing) -> Result<PendingFolder, ResultsError> {
        let path = target.to_owned();
        if !matches!(target.components().next_back(), Some(Component::Normal(_))) {
            return Err(ResultsError::NoName { path });
        }
        check_existing(target, existing)?;
        let ancestor = existing_ancestor(target)?;
        let pending = PendingFolder { target: path, existing, ancestor, files: Vec::new() };
        pending.spool().map(|_probe| pending)
    }

    /// A temporary file without a name on the disk of the target, for [`PendingFolder::add_file`].
    ///
    /// # Errors
    /// It cannot be created.
    pub fn spool(&self) -> Result<File, ResultsError> {
        tempfile::tempfile_in(&self.ancestor)
            .map_err(|source| ResultsError::Unwritable { path: self.target.clone(), source })
    }

    /// Adds a file from memory; `path` is relative to the result folder.
    ///
    /// # Errors
    /// A path that leads out of the folder.
    pub fn add_bytes(
        &mut self,
        path: impl AsRef<Path>,
        bytes: impl Into<Vec<u8>>,
    ) -> Result<(), ResultsError> {
        self.add(path.as_ref(), Contents::Bytes(bytes.into()))
    }

    /// Adds what was written to a spooled file; `path` is relative to the result folder.
    ///
    /// # Errors
    /// A path that leads out of the folder.
    pub fn add_file(&mut self, path: impl AsRef<Path>, file: File) -> Result<(), ResultsError> {
        self.add(path.as_ref(), Contents::Spooled(file))
    }

    fn add(&mut self, path: &Path, contents: Contents) -> Result<(), ResultsError> {
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || path.as_os_str().is_empty() {
            return Err(ResultsError::Outside { path: path.to_owned() });
        }
        self.files.push((path.to_owned(), contents));
        Ok(())
    }

    /// Writes everything and gives the folder its name. On any error nothing of it stays, and a folder that was to be
    /// replaced is there as before.
    ///
    /// - `stop`: asked while files are written; nothing stays once it says yes.
    ///
    /// # Errors
    /// Writing failed or was stopped, or something appeared at the target meanwhile.
    pub fn publish(self, stop: &dyn Fn() -> bool) -> Result<PathBuf, ResultsError> {
        self.publish_with(&mut |path, contents| write_file(path, contents, stop))
    }

    fn publish_with(mut self, write: &mut WriteFile<'_>) -> Result<PathBuf, ResultsError> {
        check_existing(&self.target, self.existing)?;
        let parent = parent_of(&self.target);
        let created = CreatedFolders::create(&parent)
            .map_err(|source| ResultsError::Unwritable { path: self.target.clone(), source })?;
        let unfinished = hidden_sibling(&parent)
            .map_err(|source| ResultsError::Unwritable { path: self.target.clone(), source })?;
        for (path, contents) in &mut self.files {
            write_contents(&unfinished.path().join(&*path), contents, write)
                .map_err(|source| ResultsError::Write { file: path.clone(), source })?;
        }
        let place = self.put_in_place(unfinished, &parent)?;
        created.keep();
        Ok(place)
    }

    /// Gives the finished folder its name. Names are claimed by creating an empty folder, which only one of several
    /// runs can do, so that none takes another's place.
    fn put_in_place(&self, unfinished: tempfile::TempDir, parent: &Path) -> Result<PathBuf, ResultsError> {
        match self.existing {
            Existing::Keep => {
                claim(&self.target)?;
                move_onto_claim(unfinished, &self.target)
            }
            Existing::Number => {
                let mut number = 1_u32;
                loop {
                    let place = numbered(&self.target, number);
                    match claim(&place) {
                        Ok(()) => return move_onto_claim(unfinished, &place),
                        Err(ResultsError::Exists { .. }) => number += 1,
                        Err(error) => return Err(error),
                    }
                }
            }
            Existing::Replace => self.replace(unfinished, parent).map(|()| self.target.clone()),
        }
    }

    /// Moves the finished folder to its place, past an old one if there is one.
    fn replace(&self, unfinished: tempfile::TempDir, parent: &Path) -> Result<(), ResultsError> {
        let failed = |source| ResultsError::Write { file: self.target.clone(), source };
        // The old folder waits inside a temporary one: both go when this function returns.
        let aside = match self.target.symlink_metadata() {
            Ok(_) => {
                let aside = hidden_sibling(parent).map_err(failed)?;
                fs::rename(&self.target, aside.path().join("replaced")).map_err(failed)?;
                Some(aside)
            }
            Err(_) => None,
        };
        match fs::rename(unfinished.path(), &self.target) {
            Ok(()) => {
                // Its name is gone: nothing is left to remove.
                let _ = unfinished.keep();
                Ok(())
            }
            Err(source) => {
                if let Some(aside) = aside {
                    put_back(aside, &self.target);
                }
                Err(failed(source))
            }
        }
    }
}

/// `name`, then `name-2`, `name-3` …
fn numbered(target: &Path, number: u32) -> PathBuf {
    match (number, target.file_name()) {
        (1, _) | (_, None) => target.to_owned(),
        (number, Some(name)) => {
            let mut name = name.to_owned();
            name.push(format!("-{number}"));
            target.with_file_name(name)
        }
    }
}

/// Creates an empty folder of this name, or says that there is something of this name.
fn claim(place: &Path) -> Result<(), ResultsError> {
    fs::create_dir(place).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => ResultsError::Exists { path: place.to_owned() },
        _ => ResultsError::Write { file: place.to_owned(), source },
    })
}

/// Moves the finished folder over the empty one that claimed its name.
fn move_onto_claim(unfinished: tempfile::TempDir, place: &Path) -> Result<PathBuf, ResultsError> {
    // Elsewhere than on Windows a folder moves over an empty one in one step.
    if cfg!(windows) {
        let _ = fs::remove_dir(place);
    }
    match fs::rename(unfinished.path(), place) {
        Ok(()) => {
            // Its name is gone: nothing is left to remove.
            let _ = unfinished.keep();
            Ok(place.to_owned())
        }
        Err(source) => {
            let _ = fs::remove_dir(place);
            Err(ResultsError::Write { file: place.to_owned(), source })
        }
    }
}

/// Returns the old folder to its place; if even that fails it is kept where it is rather than removed.
fn put_back(aside: tempfile::TempDir, target: &Path) {
    if fs::rename(aside.path().join("replaced"), target).is_err() {
        let _ = aside.keep();
    }
}

fn check_existing(target: &Path, existing: Existing) -> Result<(), ResultsError> {
    let path = target.to_owned();
    let Ok(found) = target.symlink_metadata() else {
        return Ok(());
    };
    match existing {
        Existing::Keep => Err(ResultsError::Exists { path }),
        Existing::Number => Ok(()),
        Existing::Replace if found.is_dir() && (is_empty(target) || is_result_folder(target)) => Ok(()),
        Existing::Replace => Err(ResultsError::NotResults { path }),
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Whether a folder has a manifest that splitstack wrote, of this version or another.
fn is_result_folder(folder: &Path) -> bool {
    // Others call files so too (web applications do): the key tells.
    fs::read(folder.join(MANIFEST_FILE))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
        .is_some_and(|manifest| manifest.get("splitstack").is_some_and(serde_json::Value::is_string))
}

/// The folder above; the current one for a bare name.
fn parent_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

fn existing_ancestor(target: &Path) -> Result<PathBuf, ResultsError> {
    let mut ancestor = parent_of(target);
    loop {
        match fs::metadata(&ancestor) {
            Ok(found) if found.is_dir() => return Ok(ancestor),
            Ok(_) => return Err(ResultsError::Obstacle { path: target.to_owned(), obstacle: ancestor }),
            Err(error) if error.kind() == io::ErrorKind::NotFound && ancestor.symlink_metadata().is_err() => {
                let above = parent_of(&ancestor);
                // A root that does not exist (a drive that is not there) is its own parent.
                if above == ancestor {
                    return Err(ResultsError::Unwritable { path: target.to_owned(), source: error });
                }
                ancestor = above;
            }
            // Below a file the system says "not a directory" instead of "not found".
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => ancestor = parent_of(&ancestor),
            Err(source) => return Err(ResultsError::Unwritable { path: target.to_owned(), source }),
        }
    }
}

/// Folders made on the way; removed again, if still empty, unless kept.
struct CreatedFolders(Vec<PathBuf>);

impl CreatedFolders {
    fn create(parent: &Path) -> io::Result<CreatedFolders> {
        let mut missing: Vec<PathBuf> = Vec::new();
        let mut folder = parent.to_owned();
        while !folder.exists() {
            missing.push(folder.clone());
            folder = parent_of(&folder);
        }
        let created = CreatedFolders(missing);
        fs::create_dir_all(parent)?;
        Ok(created)
    }

    fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for CreatedFolders {
    fn drop(&mut self) {
        for folder in &self.0 {
            // Fails, as it should, if somebody put something there.
            let _ = fs::remove_dir(folder);
        }
    }
}

fn hidden_sibling(parent: &Path) -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".splitstack-unfinished-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary folders are private by default; results are as open as the user's other folders (umask applies).
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    builder.tempdir_in(parent)
}

fn write_contents(path: &Path, contents: &mut Contents, write: &mut WriteFile<'_>) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    match contents {
        Contents::Bytes(bytes) => write(path, &mut bytes.as_slice()),
        Contents::Spooled(file) => {
            file.rewind()?;
            write(path, file)
        }
    }
}

fn write_file(path: &Path, contents: &mut dyn Read, stop: &dyn Fn() -> bool) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    while !stop() {
        if io::copy(&mut (&mut *contents).take(BYTES_AT_ONCE), &mut file)? == 0 {
            // Some systems report a full disk only here.
            return file.sync_all();
        }
    }
    Err(io::ErrorKind::Interrupted.into())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::manifest::tests::manifest;
    use super::*;

    fn listing(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn filled(target: &Path, existing: Existing) -> PendingFolder {
        let mut pending = PendingFolder::prepare(target, existing).unwrap();
        pending.add_bytes("charts/calm/fan.svg", "<svg/>").unwrap();
        let mut spooled = pending.spool().unwrap();
        spooled.write_all(b"many numbers").unwrap();
        pending.add_file("trials.parquet", spooled).unwrap();
        pending.add_bytes(MANIFEST_FILE, manifest().to_json().unwrap()).unwrap();
        pending
    }

    /// A disk with room for some bytes.
    fn disk_with(mut room: usize) -> impl FnMut(&Path, &mut dyn Read) -> io::Result<()> {
        move |path, contents| {
            let mut bytes = Vec::new();
            contents.read_to_end(&mut bytes)?;
            let fits = bytes.len().min(room);
            room -= fits;
            fs::write(path, &bytes[..fits])?;
            if fits < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }
    }

    #[test]
    fn nothing_is_seen_before_and_everything_after_publishing() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("new/deep/run");
        let pending = filled(&target, Existing::Keep);
        assert_eq!(listing(place.path()), Vec::<String>::new());
        assert_eq!(pending.publish(&|| false).unwrap(), target);
        assert_eq!(listing(&target), ["charts", "manifest.json", "trials.parquet"]);
        assert_eq!(fs::read(target.join("trials.parquet")).unwrap(), b"many numbers");
        assert_eq!(fs::read(target.join("charts/calm/fan.svg")).unwrap(), b"<svg/>");
        assert_eq!(listing(&place.path().join("new/deep")), ["run"]);
    }

    #[test]
    fn runs_that_choose_the_same_name_take_the_next_number() {
        let parent = tempfile::tempdir().unwrap();
        let target = parent.path().join("results");
        let pending: Vec<PendingFolder> = (0..3).map(|_| filled(&target, Existing::Number)).collect();
        let places: Vec<PathBuf> =
            pending.into_iter().map(|pending| pending.publish(&|| false).unwrap()).collect();
        let names: Vec<_> = places.iter().map(|place| place.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["results", "results-2", "results-3"]);
        assert!(places.iter().all(|place| fs::read_dir(place).unwrap().next().is_some()));
    }

    #[test]
    fn a_folder_that_exists_is_kept_without_force() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("run");
        filled(&target, Existing::Keep).publish(&|| false).unwrap();
        assert!(matches!(PendingFolder::prepare(&target, Existing::Keep), Err(ResultsError::Exists { .. })));
    }

    #[test]
    fn a_folder_that_appears_meanwhile_is_kept_too() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("run");
        let pending = filled(&target, Existing::Keep);
        fs::create_dir(&target).unwrap();
        assert!(matches!(pending.publish(&|| false), Err(ResultsError::Exists { .. })));
        assert_eq!(listing(place.path()), ["run"]);
    }

    #[test]
    fn force_replaces_results_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("run");
        filled(&target, Existing::Keep).publish(&|| false).unwrap();
        fs::write(target.join("old"), "old").unwrap();
        filled(&target, Existing::Replace).publish(&|| false).unwrap();
        assert_eq!(listing(&target), ["charts", "manifest.json", "trials.parquet"]);
        assert_eq!(listing(place.path()), ["run"]);

        let other = place.path().join("photos");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("manifest.json"), "{\"name\": \"web app\"}").unwrap();
        let refused = PendingFolder::prepare(&other, Existing::Replace);
        assert!(matches!(refused, Err(ResultsError::NotResults { .. })));
        let file = place.path().join("file");
        fs::write(&file, "").unwrap();
        let refused = PendingFolder::prepare(&file, Existing::Replace);
        assert!(matches!(refused, Err(ResultsError::NotResults { .. })));
    }

    #[test]
    fn a_full_disk_leaves_nothing_behind_and_the_old_folder_intact() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("deep/run");
        // 6 bytes of chart and 12 of trials: full within the second file.
        let error = filled(&target, Existing::Keep).publish_with(&mut disk_with(10)).unwrap_err();
        assert!(error.to_string().contains("writing trials.parquet failed"), "{error}");
        assert!(error.to_string().contains("free some space"), "{error}");
        assert_eq!(listing(place.path()), Vec::<String>::new());

        filled(&target, Existing::Keep).publish(&|| false).unwrap();
        fs::write(target.join("mark"), "as before").unwrap();
        assert!(filled(&target, Existing::Replace).publish_with(&mut disk_with(10)).is_err());
        assert_eq!(listing(&place.path().join("deep")), ["run"]);
        assert_eq!(fs::read(target.join("mark")).unwrap(), b"as before");
    }

    #[test]
    fn a_publication_that_is_stopped_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("deep/run");
        // Asked twice for each of the three files: before its bytes and before its end.
        for questions in 0..6 {
            let left = std::cell::Cell::new(questions);
            let stop = || left.replace(i32::max(left.get() - 1, 0)) == 0;
            let error = filled(&target, Existing::Keep).publish(&stop).unwrap_err();
            assert!(matches!(error, ResultsError::Write { .. }), "{error}");
            assert_eq!(listing(place.path()), Vec::<String>::new());
        }
    }

    #[test]
    fn places_that_cannot_be_written_are_refused_before_the_run() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        fs::write(&file, "").unwrap();
        for target in [file.join("run"), file.join("deep/run")] {
            let error = PendingFolder::prepare(&target, Existing::Keep).unwrap_err();
            assert!(
                matches!(&error, ResultsError::Obstacle { obstacle, .. } if *obstacle == file),
                "{error}"
            );
        }
        for target in ["/", "..", "", "results/.."] {
            let refused = PendingFolder::prepare(Path::new(target), Existing::Keep);
            assert!(matches!(refused, Err(ResultsError::NoName { .. })), "{target:?}");
        }
        // No file can be created there, not even by the superuser.
        #[cfg(target_os = "linux")]
        {
            let refused = PendingFolder::prepare(Path::new("/proc/run"), Existing::Keep);
            assert!(matches!(refused, Err(ResultsError::Unwritable { .. })));
        }
    }

    #[test]
    fn files_stay_inside_the_folder() {
        let place = tempfile::tempdir().unwrap();
        let mut pending = PendingFolder::prepare(&place.path().join("run"), Existing::Keep).unwrap();
        for path in ["../x", "/etc/x", "a/../../x", ""] {
            assert!(matches!(pending.add_bytes(path, ""), Err(ResultsError::Outside { .. })), "{path:?}");
        }
    }
}
