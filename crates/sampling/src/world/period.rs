//! One period of the world: its decisions, who made them, and what may be wrong with them.

use super::candidate::Candidate;
use super::ids::SeatId;
use super::population::Population;
use super::seats::Odds;

/// One period of the world.
#[derive(Debug, Default)]
pub struct Period {
    /// The simulated period, counted from the first of the warm-up.
    pub index: usize,
    /// Which decisions exist and who made them.
    pub population: Population,
    /// Odds multipliers of the filled seats.
    pub(super) odds: Odds,
    /// Candidates by place, the system's last; those of a decision together, in the order of the
    /// activity's attributes, duplicates of one attribute in the order of the walk.
    pub(super) candidates: Vec<Candidate>,
    /// Yearly values in the order of [`Self::decisions`], £; empty where nobody needs them.
    pub values: Vec<f64>,
    /// Decisions, by activity, that are inaccurate where no feedback is given.
    pub inaccurate: Vec<u32>,
    /// Seats whose caseworker leaves after the checks of this period.
    pub leavers: Vec<SeatId>,
}

impl Period {
    /// The odds of error of whoever sits at a place, skill and newness together, relative to an average
    /// experienced caseworker.
    pub fn odds(&self, place: u32) -> f64 {
        self.odds.each[place as usize]
    }

    /// All candidates, decision by decision.
    pub fn decisions(&self) -> impl Iterator<Item = &[Candidate]> {
        let mut rest = &self.candidates[..];
        std::iter::from_fn(move || {
            let (first, after) = rest.split_first()?;
            let key = first.id.key();
            let mut others = 0;
            while after.get(others).is_some_and(|other| other.id.key() == key) {
                others += 1;
            }
            let (decision, next) = rest.split_at(1 + others);
            rest = next;
            Some(decision)
        })
    }
}
