//! Ctrl-C. Usually the program stops at once. While trials run, the first one asks the run to end with what it has, and the
//! second one stops at once. While a result folder is put in its place the first one waits, so that a folder is there whole or
//! not at all; the second one takes back what was written.

use std::io::Write;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// Exit code of a program that Ctrl-C ended, by convention 128 + the number of the signal.
pub(super) const INTERRUPTED: u8 = 130;

const REMARK: &str =
    "\ninterrupted: the results of the trials done so far follow; Ctrl-C again stops at once without them\n";

/// What the program is doing.
static PHASE: AtomicU8 = AtomicU8::new(ANYTHING);
const ANYTHING: u8 = 0;
const RUNNING: u8 = 1;
const PUBLISHING: u8 = 2;

/// How often Ctrl-C was pressed since the run began.
static PRESSED: AtomicUsize = AtomicUsize::new(0);

/// Listens for Ctrl-C. Where the system does not allow it, Ctrl-C ends the program as usual.
pub(super) fn watch() {
    // A second listener is the only way to fail, and this is called once.
    let _ = ctrlc::set_handler(|| {
        let before = PRESSED.fetch_add(1, Ordering::SeqCst);
        match (PHASE.load(Ordering::SeqCst), before) {
            (RUNNING, 0) => {
                let _ = std::io::stderr().write_all(REMARK.as_bytes());
            }
            (PUBLISHING, _) => {}
            (_, _) => std::process::exit(i32::from(INTERRUPTED)),
        }
    });
}

/// Does what ends early, by itself, once [`asked`] says yes.
pub(super) fn end_early<T>(work: impl FnOnce() -> T) -> T {
    within(RUNNING, work)
}

/// Whether Ctrl-C was pressed.
pub(super) fn asked() -> bool {
    PRESSED.load(Ordering::SeqCst) > 0
}

/// Whether it was pressed again.
pub(super) fn asked_twice() -> bool {
    PRESSED.load(Ordering::SeqCst) > 1
}

/// Does what must not be left half done.
pub(super) fn finish_first<T>(work: impl FnOnce() -> T) -> T {
    within(PUBLISHING, work)
}

fn within<T>(phase: u8, work: impl FnOnce() -> T) -> T {
    let before = PHASE.swap(phase, Ordering::SeqCst);
    let done = work();
    PHASE.store(before, Ordering::SeqCst);
    done
}
