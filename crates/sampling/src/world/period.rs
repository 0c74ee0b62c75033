//! One period of the world: its decisions, who made them, and what may be wrong with them.

use super::candidate::Candidate;
use super::ids::{SYSTEM, SeatId};
use super::incoming::Incoming;
use super::population::Population;
use super::seats::Odds;
use tierone_scenario::Part;

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
    /// What comes in, where there is a demand: the decisions are then more than any policy clears, and each has its own first
    /// ones of them.
    pub incoming: Option<Incoming>,
    /// What pressure adds to caseworkers' log-odds in the candidates: of a period in which policies differ in what waits, the most
    /// that there is.
    pub(super) pressed: f64,
    /// Seats whose caseworker leaves after the checks of this period.
    pub leavers: Vec<SeatId>,
}

impl Period {
    /// The odds of error of whoever sits at a place, skill and newness together, relative to an average
    /// experienced caseworker.
    pub fn odds(&self, place: u32) -> f64 {
        self.odds.each[place as usize]
    }

    /// Writes into `own` the period with fewer decisions by caseworkers: the first ones of each part, with the errors that are
    /// left where pressure adds no more than `pressed` to their log-odds.
    pub(super) fn cut(&self, own: &mut Self, parts: &[Part], pressed: f64) {
        let fall = self.pressed - pressed;
        own.pressed = pressed;
        own.index = self.index;
        own.population.cut(&self.population, parts);
        own.odds.clone_from(&self.odds);
        own.leavers.clone_from(&self.leavers);
        own.incoming.clone_from(&self.incoming);
        own.candidates.clear();
        own.values.clear();
        let factor = (-fall).exp();
        for (number, decision) in self.decisions().enumerate() {
            let id = decision[0].id;
            if u64::from(id.serial) >= own.population.size(id.cell) {
                continue;
            }
            let by_hand = decision[0].place != SYSTEM;
            let before = own.candidates.len();
            let left = decision.iter().filter_map(|candidate| match by_hand {
                true => candidate.lowered(fall, factor),
                false => Some(*candidate),
            });
            own.candidates.extend(left);
            if own.candidates.len() > before {
                own.values.extend(self.values.get(number));
            }
        }
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
