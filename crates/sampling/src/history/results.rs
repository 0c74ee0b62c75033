//! What one period adds to a memory.

/// What a check found of one unit in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// Decisions checked.
    pub checked: u64,
    /// Of those, decisions that failed, rightly or not.
    pub failed: u64,
}
