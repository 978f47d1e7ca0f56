//! Ctrl-C: the program stops at once, except while it puts a result folder in its place. That takes a moment and is
//! finished first, so that a folder is there whole or not at all.

use std::sync::atomic::{AtomicBool, Ordering};

static PUBLISHING: AtomicBool = AtomicBool::new(false);

/// Exit code of a program that Ctrl-C ended, by convention 128 + the number of the signal.
const INTERRUPTED: i32 = 130;

/// Listens for Ctrl-C. Where the system does not allow it, Ctrl-C ends the program as usual.
pub(super) fn watch() {
    // A second listener is the only way to fail, and this is called once.
    let _ = ctrlc::set_handler(|| {
        if !PUBLISHING.load(Ordering::SeqCst) {
            std::process::exit(INTERRUPTED);
        }
    });
}

/// Does what must not be left half done.
pub(super) fn finish_first<T>(work: impl FnOnce() -> T) -> T {
    PUBLISHING.store(true, Ordering::SeqCst);
    let done = work();
    PUBLISHING.store(false, Ordering::SeqCst);
    done
}
