//! What a sampling method asks of a period: how many decisions of which groups.

/// What a method asks of a period, before hours are short.
pub(super) struct Asked {
    /// Decisions asked for, by group.
    pub groups: Vec<f64>,
    /// How the sum of them varies.
    pub varies: Varies,
    /// What a group is.
    pub how: How,
    /// Where what groups hold hangs on who is there: what they may be asked for and hold.
    pub points: Vec<Point>,
}

/// One way in which a period may be staffed.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// Its probability.
    pub chance: f64,
    /// By group: decisions asked for, and decisions that it holds.
    pub groups: Vec<(f64, f64)>,
}

/// How the number that a method asks for varies from one replication to the next.
#[derive(Clone, Debug)]
pub(super) enum Varies {
    /// It is the same each time, or one of the two whole numbers beside it.
    Not,
    /// So many at each dealing of the period.
    ByDeal(Vec<f64>),
    /// So many of each caseworker at each dealing, of those caseworkers who are in the frame: each with this chance.
    OfSome(f64, Vec<f64>),
    /// One of these numbers, with its probability.
    Among(Vec<(f64, f64)>),
    /// About normal, with this standard deviation.
    By(f64),
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
