//! The page of facts: titles, facts with their units, and numbers as people read them.

use tierone_analysis::Fact;
use tierone_stats::format::{plain, thousands, wrapped};

/// A page of titles, facts and small tables.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
}

/// Columns of a fact's name, and of each cell of a table.
const NAME: usize = 44;
const CELL: usize = 15;

impl Page {
    pub(super) fn title(&mut self, title: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&plain(title));
        self.text.push('\n');
    }

    pub(super) fn note(&mut self, note: &str) {
        self.text.push_str(&wrapped(note, 100, ""));
    }

    /// A fact with its unit.
    pub(super) fn fact(&mut self, name: &str, value: String) {
        let name = plain(name);
        self.text.push_str(&format!("  {name:<NAME$} {value}\n"));
    }

    /// A line of a table.
    pub(super) fn row<S: AsRef<str>>(&mut self, name: &str, cells: &[S]) {
        let name = plain(name);
        let mut line = format!("  {name:<26}");
        for cell in cells {
            line.push_str(&format!("{:>CELL$}", cell.as_ref()));
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

/// A fact in words, or why there is none.
pub(super) fn value_or_reason<T>(fact: Fact<T>, words: impl FnOnce(T) -> String) -> String {
    fact.map_or_else(|unknown| format!("- ({unknown})"), words)
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.3} %", 100.0 * share)
}

pub(super) fn points(share: f64) -> String {
    format!("{:+.3} pp", 100.0 * share)
}

pub(super) fn hours(hours: f64) -> String {
    format!("{hours:.1} h")
}

/// A number of things: whole where it is large.
pub(super) fn count(number: f64) -> String {
    match number.abs() {
        n if n >= 1_000.0 => {
            let whole = format!("{:.0}", number);
            let (sign, digits) = whole
                .strip_prefix('-')
                .map_or(("", &whole[..]), |rest| ("-", rest));
            format!("{sign}{}", thousands(digits))
        }
        n if n >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.3}"),
    }
}
