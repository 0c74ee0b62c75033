//! The scenario that `tierone new` writes.

/// A commented scenario that runs as it is.
pub fn template() -> &'static str {
    include_str!("template.toml")
}
