//! Candidates: errors that happen unless feedback has lowered their log-odds far enough.

use super::ids::DecisionId;

/// An error that happens unless feedback has lowered its log-odds far enough.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its decision.
    pub id: DecisionId,
    /// The place of its caseworker among the filled seats, or [`super::SYSTEM`].
    pub place: u32,
    /// Which attribute.
    pub attribute: u32,
    /// Which error stream of the walk.
    pub(super) error_stream: u32,
    /// Whether it makes its decision inaccurate.
    pub inaccurate: bool,
    /// Whether a risk score sees it: an error in an accuracy or a monetary attribute.
    pub risky: bool,
    /// What decides whether it happens under a policy.
    pub chance: Chance,
    /// What it is worth, £ a year, over positive, under negative; zero without money.
    pub yearly: f64,
}

/// What decides whether an event is an error: its own uniform number `u` and the odds at which it was
/// thrown. It is an error when `u·e^η < ln(1 + e^(η − fall))`.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    pub(super) u: f64,
    pub(super) odds: f64,
}

impl Candidate {
    /// The same as if thrown at log-odds that are lower by `fall`, which multiplies odds by `factor`; none where it is then no
    /// error.
    #[inline]
    pub(super) fn lowered(&self, fall: f64, factor: f64) -> Option<Self> {
        if fall <= 0.0 {
            return Some(*self);
        }
        // The number at which it was thrown stays: u·e^η.
        let odds = self.chance.odds * factor;
        let chance = Chance {
            u: self.chance.u * self.chance.odds / odds,
            odds,
        };
        let left = Self { chance, ..*self };
        self.chance.survives(fall).then_some(left)
    }
}

impl Chance {
    /// Whether it is an error where no feedback was given.
    #[inline]
    pub(super) fn happens(self) -> bool {
        // ln(1 + x)/x is at least 1 − x/2, which settles almost all without a logarithm.
        self.u < 1.0 - 0.5 * self.odds || self.u * self.odds < self.odds.ln_1p()
    }

    /// Whether it still is one where feedback has lowered the log-odds by `fall`.
    #[inline]
    pub fn survives(self, fall: f64) -> bool {
        // ln(1 + x·e^−fall)/x lies between e^−fall·(1 − x/2) and e^−fall, and the first terms of the
        // exponential lie below and above it by turns, which settles almost all without computing it.
        // Most fall by nothing, but only the first comparison goes nearly always the same way.
        let below = 1.0 - fall * (1.0 - fall * (0.5 - fall * (1.0 / 6.0)));
        self.u < below.max(0.0) * (1.0 - 0.5 * self.odds) || self.survives_closely(fall, below)
    }

    /// The same where the first comparison does not tell; apart, so that the compiler keeps the order.
    #[cold]
    #[inline(never)]
    fn survives_closely(self, fall: f64, below: f64) -> bool {
        fall == 0.0
            || (self.u < below + fall.powi(4) * (1.0 / 24.0)
                && self.u * self.odds < (self.odds * (-fall).exp()).ln_1p())
    }
}
