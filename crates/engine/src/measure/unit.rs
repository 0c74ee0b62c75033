//! Units that measures are held in.

/// The unit of a measure. Values are held in it: a percentage of 99.4 is 99.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A whole number of things.
    Count,
    /// Parts of a hundred.
    Percent,
    /// Percentage points: a difference of two percentages.
    Points,
    /// £.
    Pounds,
    /// Hours of work.
    Hours,
    /// Days.
    Days,
}

impl Unit {
    /// How the unit is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Percent => "%",
            Self::Points => "pp",
            Self::Pounds => "£",
            Self::Hours => "h",
            Self::Days => "days",
        }
    }

    /// How files write it: in plain ASCII, which every spreadsheet opens as it is.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pounds => "GBP",
            other => other.symbol(),
        }
    }

    /// The unit that files write so.
    pub fn of_code(code: &str) -> Option<Self> {
        const ALL: [Unit; 6] = [
            Unit::Count,
            Unit::Percent,
            Unit::Points,
            Unit::Pounds,
            Unit::Hours,
            Unit::Days,
        ];
        ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// Whether figures are in per cent, or differ by percentage points.
    pub fn is_percent(self) -> bool {
        matches!(self, Self::Percent | Self::Points)
    }

    /// The unit of a difference of two values.
    pub fn of_difference(self) -> Self {
        if self == Self::Percent {
            Self::Points
        } else {
            self
        }
    }
}

/// In percent of replications: whether something holds in one.
pub(super) fn share(holds: bool) -> Option<f64> {
    Some(if holds { 100.0 } else { 0.0 })
}

/// `part` of `whole` in percent.
pub(super) fn percent(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| 100.0 * part / whole)
}
