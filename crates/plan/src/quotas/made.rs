//! What was simulated and selected, for everything that is said of it.

use std::collections::BTreeSet;

use super::candidate::Candidate;
use super::figures::{Aimed, Quantity, objective};
use super::rows::Mean;
use super::search::Found;
use super::space::Space;
use super::words;
use super::worlds::Worlds;
use tierone_stats::monte_carlo::Summary;

/// What was chosen, and beside what.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    /// The number of today's policy among those of the worlds.
    pub today: usize,
    /// The candidate that is planned, by its place: the best, or the nearest where no policy meets all aims.
    pub planned: usize,
    pub met: bool,
    pub zone: f64,
    pub confidence: f64,
    /// Worlds that the search took.
    pub searched: u64,
}

/// All of it.
pub(crate) struct Made<'m, 'w> {
    pub space: &'m Space<'m>,
    pub worlds: &'m Worlds<'w>,
    pub aims: &'m [Aimed],
    pub found: &'m Found,
    pub choice: Choice,
    pub complete: bool,
    /// The policies that are shown beside each other, by their numbers; none before that is settled.
    pub shown: Option<BTreeSet<usize>>,
}

impl Made<'_, '_> {
    pub fn objective(&self) -> Quantity {
        objective(self.space.plan)
    }

    pub fn candidate(&self, place: usize) -> &Candidate {
        &self.found.candidates[place]
    }

    /// The places of the candidates that are shown, which all have as many worlds.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        (0..self.found.candidates.len()).filter(|place| self.is_shown(*place))
    }

    /// Whether a candidate is among them.
    pub fn is_shown(&self, place: usize) -> bool {
        let shown = self.shown.as_ref();
        shown.is_none_or(|shown| shown.contains(&self.candidate(place).number))
    }

    /// The planned policy's number among those of the worlds.
    pub fn planned_number(&self) -> usize {
        self.candidate(self.choice.planned).number
    }

    pub fn mean(&self, number: usize, figure: Quantity) -> Option<Mean> {
        self.worlds.summary(number, figure).map(mean)
    }

    /// The share of the worlds that are shown in which a policy keeps the limit of an aim.
    pub fn kept(&self, number: usize, aim: &Aimed) -> Option<f64> {
        let mut values = self.worlds.values(number, aim.figure);
        values.truncate(self.worlds.counted(number));
        let known: Vec<f64> = values.into_iter().flatten().collect();
        let kept = known.iter().filter(|value| aim.beyond(**value) <= 0.0);
        (!known.is_empty()).then(|| kept.count() as f64 / known.len() as f64)
    }

    /// The mean alone, of a candidate.
    pub fn value(&self, place: usize, figure: Quantity) -> Option<f64> {
        let number = self.candidate(place).number;
        self.mean(number, figure).map(|mean| mean.mean)
    }

    /// Its Monte Carlo standard error.
    pub fn mcse(&self, place: usize, figure: Quantity) -> Option<f64> {
        let number = self.candidate(place).number;
        self.mean(number, figure).and_then(|mean| mean.mcse)
    }

    /// What varies of a candidate, in short.
    pub fn quotas(&self, place: usize) -> String {
        words::short(self.space, &self.candidate(place).point)
    }

    /// Aims that a policy misses, as [`Worlds::missed`].
    pub fn missed(&self, number: usize) -> Vec<(&Aimed, f64)> {
        self.worlds.missed(number, self.aims)
    }

    /// Whether the selection or, where it left that open, the means hold a candidate to meet all aims.
    pub fn meets(&self, place: usize) -> bool {
        let selected = self.found.selected_from.iter().position(|p| *p == place);
        selected.is_some_and(|at| self.found.selection.keeps[at])
            || self.missed(self.candidate(place).number).is_empty()
    }
}

/// A summary as a row has it.
pub(crate) fn mean(summary: Summary) -> Mean {
    Mean {
        mean: summary.mean,
        mcse: summary.mcse,
    }
}
