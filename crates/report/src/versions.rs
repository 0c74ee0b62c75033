//! The versions that a number depends on: ours, and those of the crates that draw.

/// The version of this program.
pub const TOOL_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What was locked when this program was built.
const LOCK: &str = include_str!("../../../Cargo.lock");

/// The version of a crate as locked; the first where there are several.
pub(crate) fn version_of(package: &str) -> Option<&'static str> {
    let mut lines = LOCK.lines();
    let name = format!("name = \"{package}\"");
    lines.find(|line| *line == name)?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_lock() {
        assert_eq!(version_of("tierone"), Some(TOOL_VERSION));
        for package in ["rand", "rand_distr", "rand_xoshiro"] {
            assert!(version_of(package).is_some_and(|v| v.starts_with("0.")));
        }
        assert_eq!(version_of("no-such-crate"), None);
    }
}
