//! Standard output for answers, standard error for talk.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use super::exit::Failure;

/// Columns that text is laid out for where there is no terminal.
const COLUMNS: usize = 100;

/// Writes an answer to standard output.
///
/// A reader who has gone away (`tierone run … | head`) is no failure.
pub(super) fn answer(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::machine(
            "write to",
            Path::new("standard output"),
            error,
        )),
        _ => Ok(()),
    }
}

/// Says a line on standard error; nobody is left to tell if that fails.
pub(super) fn talk(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Says on standard error why a command did not do what it was asked.
pub(super) fn failed(failure: &Failure) -> ExitCode {
    let (message, help) = failure.words();
    if let Some(message) = message {
        let (start, end) = red();
        talk(&format!("{start}error{end}: {message}"));
    }
    if let Some(help) = help {
        talk(&format!("  = help: {help}"));
    }
    ExitCode::from(failure.code())
}

/// Whether somebody watches standard error.
pub(super) fn watched() -> bool {
    std::io::stderr().is_terminal()
}

/// Whether what goes to standard error may be coloured.
pub(super) fn colour() -> bool {
    watched() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether what goes to standard output may be coloured.
pub(super) fn answers_in_colour() -> bool {
    std::io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// What starts and what ends a red word on standard error.
pub(super) fn red() -> (&'static str, &'static str) {
    if colour() {
        ("\u{1b}[1;31m", "\u{1b}[0m")
    } else {
        ("", "")
    }
}

/// Columns to lay an answer out for.
pub(super) fn columns() -> usize {
    terminal_size::terminal_size_of(std::io::stdout())
        .map_or(COLUMNS, |(width, _)| usize::from(width.0))
        .clamp(60, 160)
}
