//! Things in gaps, taken one by one: which gap the next one is of.

use rand::Rng;

use tierone_stats::rng::below;

/// Things by gap, of which some have been taken.
#[derive(Clone, Debug)]
pub(super) struct Urn {
    /// How many there were at first, in all gaps up to each.
    up_to: Vec<u64>,
    pub left: Vec<u64>,
}

impl Urn {
    pub fn of(counts: Vec<u64>) -> Self {
        let mut sum = 0;
        let up_to = counts.iter().map(|count| {
            sum += count;
            sum
        });
        Self {
            up_to: up_to.collect(),
            left: counts,
        }
    }

    /// The gap of one of those left, of which there must be one, each as likely as the others.
    pub fn pick<R: Rng>(&self, rng: &mut R) -> usize {
        let all = self.up_to.last().copied().unwrap_or(0);
        // One of all that were there, until it is one of those left.
        loop {
            let one = below(all, rng);
            let gap = self.up_to.partition_point(|up_to| *up_to <= one);
            if self.up_to[gap] - one <= self.left[gap] {
                return gap;
            }
        }
    }

    /// Takes one of a gap; returns how many there were.
    pub fn take(&mut self, gap: usize) -> u64 {
        self.left[gap] -= 1;
        self.left[gap] + 1
    }

    /// How many there were at first before a gap.
    pub fn before(&self, gap: usize) -> u64 {
        gap.checked_sub(1).map_or(0, |gap| self.up_to[gap])
    }
}
