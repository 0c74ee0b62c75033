//! Standard output for answers, standard error for talk.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use tierone_stats::format::shown;

use super::exit::Failure;

/// Columns that text is laid out for where there is no terminal.
const COLUMNS: usize = 100;

/// Writes an answer to standard output.
///
/// A reader who has gone away (`tierone run … | head`) is no failure. What would steer a terminal or deceive whoever
/// reads is written by its number, wherever it came from.
pub(super) fn answer(text: &str) -> Result<(), Failure> {
    let text = safe(text, answers_in_colour());
    // Unit tests run commands to see how they end.
    if cfg!(test) {
        return Ok(());
    }
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

/// Says something on standard error; nobody is left to tell if that fails.
pub(super) fn talk(text: &str) {
    let text = safe(text, colour());
    if cfg!(test) {
        return;
    }
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Text without what steers a terminal; only this program's own colours stay, where there may be any.
fn safe(text: &str, coloured: bool) -> String {
    if !coloured {
        return shown(text).into_owned();
    }
    let mut pieces = text.split("\u{1b}[");
    let mut safe = shown(pieces.next().unwrap_or_default()).into_owned();
    for piece in pieces {
        let end = piece.find(|c: char| !c.is_ascii_digit() && c != ';');
        let (codes, rest) = piece.split_at(end.unwrap_or(piece.len()));
        // 8 would hide what follows.
        let hides = codes.split(';').any(|code| code == "8");
        safe.push_str(if rest.starts_with('m') && !hides {
            "\u{1b}["
        } else {
            "\\u001b["
        });
        safe.push_str(codes);
        safe.push_str(&shown(rest));
    }
    safe
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

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn only_colours_of_ones_own_reach_a_terminal() {
        let text =
            "\u{1b}[1;31merror\u{1b}[0m: \u{1b}]0;title\u{7} \u{1b}[2J \u{1b}[8mhidden \u{202e}";
        assert_eq!(
            safe(text, true),
            "\u{1b}[1;31merror\u{1b}[0m: \\u001b]0;title\\u0007 \\u001b[2J \\u001b[8mhidden \\u202e"
        );
        assert!(!safe(text, false).contains('\u{1b}'));
    }
}
