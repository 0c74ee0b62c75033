//! The scenario that `tierone new` writes.

use jiff::civil::Date;

/// A commented scenario that runs as it is.
pub fn template() -> &'static str {
    include_str!("template.toml")
}

/// The same, with reports from this day on.
pub fn template_from(start: Date) -> String {
    template().replacen("start = 2025-04-01", &format!("start = {start}"), 1)
}
