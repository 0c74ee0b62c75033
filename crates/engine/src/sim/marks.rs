//! Which decisions of a period are tracked.

use tierone_sampling::world::{DecisionId, Population};

/// A bit for every decision of a period: whether it is tracked.
#[derive(Debug, Default)]
pub struct Marks {
    /// The first bit of each cell; empty until a decision is singled out.
    first: Vec<u64>,
    bits: Vec<u64>,
}

impl Marks {
    /// Whether there is room for the decisions of a period.
    pub(crate) fn is_laid_out(&self) -> bool {
        !self.first.is_empty()
    }

    /// Ends a period; every mark has been cleared.
    pub fn close(&mut self) {
        self.first.clear();
    }

    /// Makes room for the decisions of a period; all bits are clear.
    pub fn lay_out(&mut self, population: &Population) {
        let mut total = 0;
        for cell in 0..population.cells() as u32 {
            self.first.push(total);
            total += population.size(cell);
        }
        self.bits
            .resize((total as usize).div_ceil(64).max(self.bits.len()), 0);
    }

    fn at(&self, id: DecisionId) -> (usize, u64) {
        let bit = self.first[id.cell as usize] + u64::from(id.serial);
        ((bit / 64) as usize, 1 << (bit % 64))
    }

    /// Marks a decision.
    pub fn set(&mut self, id: DecisionId) {
        let (word, bit) = self.at(id);
        self.bits[word] |= bit;
    }

    /// Takes a decision's mark away.
    pub fn clear(&mut self, id: DecisionId) {
        let (word, bit) = self.at(id);
        self.bits[word] &= !bit;
    }

    /// Whether a decision is marked.
    pub fn has(&self, id: DecisionId) -> bool {
        let (word, bit) = self.at(id);
        self.bits[word] & bit != 0
    }
}
