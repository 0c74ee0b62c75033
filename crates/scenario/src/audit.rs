//! An audit of somebody else's work: challenges of its fails, and changes in how it measures.

use crate::ids::GradeId;
use tierone_stats::units::Probability;

/// How those whose work fails answer. A fail that is overturned counts as passed, with the best grade, and puts nothing right;
/// coaching that it has set off stands, and so do counts by attribute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Challenges {
    /// Share of fails that are challenged.
    pub share: Probability,
    /// Probability that a challenged fail is overturned of which an error was truly found.
    pub overturned: Probability,
    /// The same where nothing was wrong in what the check failed.
    pub overturned_if_false: Probability,
}

impl Challenges {
    /// Probability that a fail does not stand.
    pub fn lost(&self, found_an_error: bool) -> f64 {
        let overturned = match found_an_error {
            true => self.overturned,
            false => self.overturned_if_false,
        };
        self.share.get() * overturned.get()
    }
}

/// A change in how a check measures: from a period on.
#[derive(Clone, Debug, PartialEq)]
pub struct Break {
    /// The first simulated period of the new measurement.
    pub from: usize,
    /// Probability that an error that is there is found from then on, by [`AttributeId`](crate::AttributeId).
    pub sensitivity: Vec<Probability>,
    /// The grade that failing in each attribute comes to from then on.
    pub grades: Vec<GradeId>,
    /// Whether it is declared: what was checked before is then marked by the new rules as well, so that figures of before
    /// and after can be compared.
    pub declared: bool,
}
