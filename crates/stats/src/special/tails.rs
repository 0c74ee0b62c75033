//! Both tails of a distribution at a point.

/// The probability on either side of a point; each is correct to its own last digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// Probability of a value at or below the point.
    pub lower: f64,
    /// Probability of a value above the point.
    pub upper: f64,
}

impl Tails {
    pub(super) const NAN: Tails = Tails {
        lower: f64::NAN,
        upper: f64::NAN,
    };
    pub(super) const ALL_ABOVE: Tails = Tails {
        lower: 0.0,
        upper: 1.0,
    };
    pub(super) const ALL_BELOW: Tails = Tails {
        lower: 1.0,
        upper: 0.0,
    };

    pub(super) fn from_lower(lower: f64) -> Tails {
        let lower = lower.clamp(0.0, 1.0);
        Tails {
            lower,
            upper: 1.0 - lower,
        }
    }

    pub(super) fn from_upper(upper: f64) -> Tails {
        let upper = upper.clamp(0.0, 1.0);
        Tails {
            lower: 1.0 - upper,
            upper,
        }
    }

    pub(super) fn swapped(self) -> Tails {
        Tails {
            lower: self.upper,
            upper: self.lower,
        }
    }
}
