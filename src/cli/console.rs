//! The only place that prints.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use super::error::CliError;
use crate::input::{self, Diagnostic, InputFile, Style};
use crate::report::Page;

/// Columns where the output is not a terminal.
const USUAL_WIDTH: u16 = 100;
/// Narrower pages would break numbers, wider ones are hard to read.
const WIDTHS: std::ops::RangeInclusive<u16> = 80..=140;

/// Where results and remarks go.
pub struct Console {
    out: Box<dyn Write + Send>,
    remarks: Box<dyn Write + Send>,
    page: Page,
    remark_style: Style,
}

impl Console {
    /// Stdout and stderr.
    pub fn of_process() -> Console {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let terminal = io::stdout().is_terminal();
        let width = comfy_table::Table::new().width().filter(|_| terminal).unwrap_or(USUAL_WIDTH);
        let coloured = io::stderr().is_terminal() && !plain;
        Console {
            out: Box::new(io::stdout()),
            remarks: Box::new(io::stderr()),
            page: Page { width: width.clamp(*WIDTHS.start(), *WIDTHS.end()), styled: terminal && !plain },
            remark_style: if coloured { Style::Colour } else { Style::Plain },
        }
    }

    /// How text is laid out on stdout.
    pub fn page(&self) -> Page {
        self.page
    }

    /// Prints a result.
    ///
    /// # Errors
    /// [`CliError::Closed`] if the reader has gone, [`CliError::Print`] for other failures.
    pub fn print(&mut self, text: &str) -> Result<(), CliError> {
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).map_err(|error| {
            match error.kind() {
                io::ErrorKind::BrokenPipe => CliError::Closed,
                // Errors of the system, not our own.
                _ => CliError::Print(error),
            }
        })
    }

    /// Says something beside the results. Nobody may be listening: failures are ignored.
    pub fn remark(&mut self, text: &str) {
        let _ = self.remarks.write_all(text.as_bytes()).and_then(|()| self.remarks.flush());
    }

    /// Shows warnings with the lines in question.
    pub fn warn(&mut self, warnings: &[Diagnostic], files: &[InputFile]) {
        if !warnings.is_empty() {
            self.remark(&format!("{}\n", input::render(warnings, files, self.remark_style)));
        }
    }

    /// Shows help, the version, or what is wrong with the arguments.
    ///
    /// # Errors
    /// As [`Console::print`].
    pub fn show_usage(&mut self, shown: &clap::Error) -> Result<ExitCode, CliError> {
        if shown.use_stderr() {
            self.remark(&shown.render().to_string());
            return Ok(ExitCode::from(2));
        }
        self.print(&shown.render().to_string())?;
        Ok(ExitCode::SUCCESS)
    }

    /// Says what went wrong and gives the exit code for it.
    pub fn complain(&mut self, error: &CliError) -> ExitCode {
        match error {
            CliError::Closed => {}
            CliError::Input(found) => {
                let text = found.render(self.remark_style);
                self.remark(&format!("{}\n", text.trim_end()));
            }
            CliError::Usage(_)
            | CliError::Plan(_)
            | CliError::Results(_)
            | CliError::Decision(_)
            | CliError::Workbook(_)
            | CliError::Presentation(_)
            | CliError::Typeset(_)
            | CliError::Write { .. }
            | CliError::OtherWorld { .. }
            | CliError::Interrupted
            | CliError::Threads(_)
            | CliError::Print(_) => self.remark(&format!("error: {error}\n")),
        }
        ExitCode::from(error.exit_code())
    }
}
