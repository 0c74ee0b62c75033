//! What a decision stands for that was drawn from a stratum, and which strata a draw reaches.

use super::drawn::Drawn;
use tierone_sampling::Select;

impl Drawn<'_, '_> {
    /// Decisions that one drawn of a stratum stands for, as numerator and denominator.
    ///
    /// All of the stratum stands behind what was drawn of it, N/n, unless hours may have left it without a check: one that
    /// kept its check with a chance below 1 stands for those that did not, N over that chance (Horvitz & Thompson 1952).
    pub fn weight_of(&self, stratum: usize) -> (u64, u64) {
        let (population, drawn) = (self.strata.sizes[stratum], self.designed()[stratum]);
        match self.chance(stratum) {
            Some((kept, of)) if drawn == 1 => (population * of, kept),
            _ => (population, drawn),
        }
    }

    /// The same as a number, with the strata that one drawn stands for where strata were drawn themselves.
    pub fn weight(&self, stratum: usize) -> f64 {
        let (population, drawn) = self.weight_of(stratum);
        self.expansion() * population as f64 / drawn.max(1) as f64
    }

    /// Decisions that all those drawn of a stratum stand for.
    pub fn stands_for(&self, stratum: usize) -> f64 {
        let drawn = self.designed()[stratum];
        match self.weight_of(stratum) {
            _ if drawn == 0 => 0.0,
            // The stratum gives back its size.
            (population, all) if all == drawn => population as f64,
            (population, of) => drawn as f64 * population as f64 / of as f64,
        }
    }

    /// Whether something was drawn of a stratum, or had a chance to be.
    pub(crate) fn is_reached(&self, stratum: usize) -> bool {
        self.designed()[stratum] > 0 || self.chance(stratum).is_some()
    }

    /// The chance that a stratum kept a check when hours cut the draw, where that is between 0 and 1.
    fn chance(&self, stratum: usize) -> Option<(u64, u64)> {
        let by_itself = self
            .draw
            .as_ref()
            .is_some_and(|draw| draw.designed.is_some())
            || matches!(self.setup.design.select(), Select::InClusters);
        let cut = self.cut.as_ref().filter(|_| !by_itself)?;
        let kept = cut.asked[stratum] * cut.kept;
        (0 < kept && kept < cut.all).then_some((kept, cut.all))
    }
}
