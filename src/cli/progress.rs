//! How far a run has come, on stderr, and only where somebody sees it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar over all trials of all scenarios.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for so many trials; invisible when stderr is not a terminal.
    pub fn over(trials: u64) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(trials), ProgressDrawTarget::stderr());
        // A template that is wrong would show the usual bar instead.
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {eta} left") {
            bar.set_style(style);
        }
        Progress(bar)
    }

    /// A scenario begins.
    ///
    /// - `position`: of the scenario; those before count in full, though some may have ended early.
    /// - `trials`: of each.
    pub fn scenario(&self, position: usize, trials: u64, name: &str) {
        self.0.set_position((position as u64).saturating_mul(trials));
        self.0.set_message(name.to_owned());
    }

    /// What is being run.
    pub fn message(&self, name: &str) {
        self.0.set_message(name.to_owned());
    }

    pub fn trials_done(&self, trials: u64) {
        self.0.inc(trials);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
