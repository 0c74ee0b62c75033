//! Shows findings on standard error.

use tierone_scenario::diagnostic::{Diagnostic, SourceFile, render};

use super::terminal;

/// Shows findings with their places, in colour where somebody watches.
pub(super) fn show(problems: &[Diagnostic], sources: &[SourceFile]) {
    if !problems.is_empty() {
        let text = render::human(problems, sources, terminal::colour());
        terminal::talk(text.trim_end());
    }
}
