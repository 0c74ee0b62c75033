//! What a sampling method asks of a period: how many decisions of which groups.

/// What a method asks of a period, before hours are short.
pub(super) struct Asked {
    /// Decisions asked for, by group.
    pub groups: Vec<f64>,
    /// What a group is.
    pub how: How,
}

/// The kinds of a group, in order, with the share of each that is in it.
pub(super) type Group = Vec<(usize, f64)>;

/// How a method takes what it asks for.
pub(super) enum How {
    /// At random from groups of kinds.
    Groups(Vec<Group>),
    /// So many of each caseworker in the tenures of the frame; the quota.
    Caseworkers(u64),
    /// The same, tilted to error by an odds ratio.
    Judged(u64, f64),
    /// A share at random, and the highest scores of a given shift among the others.
    Scores { random: f64, shift: f64 },
    /// Each on its own, by its value: the chance of each kind.
    ByValue(Vec<f64>),
}
