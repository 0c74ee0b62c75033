//! Whom a policy has flagged, counted.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// Caseworkers by what they are and whether they were flagged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flagged {
    /// Caseworkers beyond the stated odds.
    pub poor: u32,
    /// Those of them who are flagged.
    pub poor_flagged: u32,
    /// The other caseworkers.
    pub others: u32,
    /// Those of them who are flagged.
    pub others_flagged: u32,
    /// Caseworkers beyond the stated odds who were flagged in the period, or in any reported one.
    pub found: u32,
    /// Periods from the first in which they were there, both included, until they were flagged, together.
    pub found_after: u32,
}

impl Flagged {
    /// Counts one caseworker.
    pub fn add(&mut self, poor: bool, flagged: bool) {
        let (all, of_them) = match poor {
            true => (&mut self.poor, &mut self.poor_flagged),
            false => (&mut self.others, &mut self.others_flagged),
        };
        *all += 1;
        *of_them += u32::from(flagged);
    }
}

impl AddAssign for Flagged {
    fn add_assign(&mut self, other: Self) {
        self.poor += other.poor;
        self.poor_flagged += other.poor_flagged;
        self.others += other.others;
        self.others_flagged += other.others_flagged;
        self.found += other.found;
        self.found_after += other.found_after;
    }
}
