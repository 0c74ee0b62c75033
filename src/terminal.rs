//! Standard output for answers, standard error for talk.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

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

/// `text` in lines of at most `columns`, each after `indent`.
pub(super) fn wrapped(text: &str, columns: usize, indent: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.chars().count());
        let room = columns.saturating_sub(indent.len());
        if line > 0 && line + 1 + word.chars().count() > room {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
        .iter()
        .map(|line| format!("{indent}{line}\n"))
        .collect()
}

/// A share in percent; what rounds to nothing has no sign.
pub(super) fn percent(share: f64, digits: usize) -> String {
    let text = format!("{:.digits$} %", 100.0 * share);
    match text.strip_prefix('-') {
        Some(rest) if !rest.contains(|c: char| matches!(c, '1'..='9')) => rest.to_owned(),
        _ => text,
    }
}

/// A name from a file, fit to be shown: without control characters.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_that_rounds_to_nothing_has_no_sign() {
        for (share, digits, text) in [
            (-0.000_03, 2, "0.00 %"),
            (-0.000_06, 2, "-0.01 %"),
            (-0.0, 0, "0 %"),
            (-0.002, 0, "0 %"),
            (0.123_45, 1, "12.3 %"),
        ] {
            assert_eq!(percent(share, digits), text);
        }
    }
}
