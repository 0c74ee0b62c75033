//! What was checked and found, and what is asked of it.

/// A checked decision found in error. Amounts and its value are in one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WrongDecision {
    /// What was assessed too much, not negative.
    pub over: f64,
    /// What was assessed too little, not negative.
    pub under: f64,
    /// Its assessed value.
    pub value: f64,
    /// One over its inclusion probability, 1 or more.
    pub weight: f64,
}

/// Checked decisions of one weight, right or wrong: a stratum, or part of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checked {
    /// How many were checked.
    pub number: f64,
    /// One over their inclusion probability, 1 or more.
    pub weight: f64,
    /// The mean value of the decisions that they stand for, in the unit of the amounts.
    pub mean_value: f64,
}

impl Checked {
    /// Decisions drawn by value, each of which stands for `interval` in value, however large it is.
    ///
    /// # Examples
    /// ```
    /// use tierone_stats::moment_bound::Checked;
    ///
    /// let drawn = Checked::by_value(60.0, 5_000.0);
    /// assert!((drawn.weight * drawn.mean_value - 5_000.0).abs() < 1e-9);
    /// ```
    pub fn by_value(number: f64, interval: f64) -> Checked {
        // So small a decision that all that it stands for is unseen.
        let weight = 1e9;
        Checked {
            number,
            weight,
            mean_value: interval / weight,
        }
    }
}

/// What is added up of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Over and under together.
    Gross,
    /// What was assessed too much.
    Over,
    /// What was assessed too little.
    Under,
    /// Over less under.
    Net,
}

impl Side {
    pub(crate) fn of(self, error: &WrongDecision) -> f64 {
        match self {
            Side::Gross => error.over + error.under,
            Side::Over => error.over,
            Side::Under => error.under,
            Side::Net => error.over - error.under,
        }
    }

    /// Whether an error says something of it.
    pub(super) fn is_seen(self, error: &WrongDecision) -> bool {
        match self {
            Side::Net => error.over + error.under > 0.0,
            part => part.of(error) > 0.0,
        }
    }
}

/// Weights within this of one another are one weight.
pub(crate) const ALIKE: f64 = 1e-9;

/// The most that one error can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Most {
    /// A share of its decision's value: 1 where an error may be the whole value.
    OfValue(f64),
    /// An amount, whatever the value.
    Amount(f64),
}

impl Most {
    pub(super) fn is_sound(self) -> bool {
        let (Most::OfValue(most) | Most::Amount(most)) = self;
        most >= 0.0
    }

    /// What all decisions come to if each is in error as far as it can be; infinite where an error found is larger.
    pub(crate) fn of_all(self, found: &[WrongDecision], checked: &[Checked]) -> f64 {
        let of_one = |value: f64| match self {
            Most::OfValue(taint) => taint * value,
            Most::Amount(amount) => amount,
        };
        let is_larger =
            |error: &WrongDecision| error.over + error.under > of_one(error.value) * (1.0 + ALIKE);
        if found.iter().any(is_larger) {
            return f64::INFINITY;
        }
        let all = checked.iter();
        all.map(|part| part.number * part.weight * of_one(part.mean_value))
            .sum()
    }

    /// As a share of a decision's value.
    pub(crate) fn taint(self, value: f64) -> f64 {
        match self {
            Most::OfValue(taint) => taint,
            Most::Amount(amount) => amount / value,
        }
    }
}
