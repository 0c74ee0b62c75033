//! Recruitment by a plan: who is offered a job, who comes, and when.

use tierone_stats::units::Probability;

/// Caseworkers who are taken on by a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Recruitment {
    /// Offers made in each reported period; before the first as many as in it.
    pub offers: Vec<u64>,
    /// Whole periods from an offer to the first day, at least one.
    pub lead_time: usize,
    /// Probability that a person with an offer comes.
    pub show_rate: Probability,
    /// Seats that are filled as the first reported period starts, at least one.
    pub in_post: usize,
}

impl Recruitment {
    /// The offers whose people start in the period after this simulated one, with so many of warm-up; none before the first reported period ends, when
    /// who leaves is replaced at once.
    pub fn due(&self, warm_up: usize, period: usize) -> Option<u64> {
        let reported = period.checked_sub(warm_up)?;
        self.offers
            .get((reported + 1).saturating_sub(self.lead_time))
            .copied()
    }
}
