//! One caseworker's results of one period.

/// One caseworker's results of one period.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Results {
    /// Decisions checked.
    pub checks: u32,
    /// Those of them that failed.
    pub fails: u32,
}
