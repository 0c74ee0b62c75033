//! The figures of an estimate: their names, units, what they mean and where they come from.

use serde::{Serialize, Serializer};
use tierone_stats::written::{POINTS, in_percent};

/// What a figure estimates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigureName {
    /// Share of decisions that are accurate.
    Accuracy,
    /// Over and under together, as a share of assessed value.
    MveGross,
    /// Assessed too much, as a share of assessed value.
    MveOver,
    /// Assessed too little, as a share of assessed value.
    MveUnder,
    /// Over less under, as a share of assessed value.
    MveNet,
    /// Over and under together, £.
    ErrorGross,
    /// Assessed too much, £.
    ErrorOver,
    /// Assessed too little, £.
    ErrorUnder,
    /// Over less under, £.
    ErrorNet,
    /// Accuracy behind the fails of checkers who err.
    AccuracyCorrected,
}

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum FigureUnit {
    /// Of decisions, or of assessed value.
    #[serde(rename = "%")]
    Share,
    /// £; of a year if the amounts of the list are.
    #[serde(rename = "GBP")]
    Pounds,
}

impl FigureUnit {
    /// A value as files have it.
    pub fn written(self, value: f64) -> f64 {
        match self {
            Self::Share => in_percent(value),
            Self::Pounds => value,
        }
    }

    /// The unit of a difference, as files have it.
    pub const fn of_difference(self) -> &'static str {
        match self {
            Self::Share => POINTS,
            Self::Pounds => "GBP",
        }
    }
}

/// What a figure should reach, as it is written to files.
#[derive(Serialize)]
pub struct Level {
    figure: FigureName,
    unit: FigureUnit,
    level: f64,
}

impl Level {
    /// Of a figure, from a level as it is worked with.
    pub fn of(figure: FigureName, level: f64) -> Self {
        let unit = figure.unit();
        Self {
            figure,
            unit,
            level: unit.written(level),
        }
    }
}

/// What is fixed about a figure.
struct Description {
    name: &'static str,
    meaning: &'static str,
    formula: &'static str,
    source: &'static str,
}

impl FigureName {
    /// All figures, in the order in which they are listed.
    pub const ALL: [Self; 10] = [
        Self::Accuracy,
        Self::MveGross,
        Self::MveOver,
        Self::MveUnder,
        Self::MveNet,
        Self::ErrorGross,
        Self::ErrorOver,
        Self::ErrorUnder,
        Self::ErrorNet,
        Self::AccuracyCorrected,
    ];

    /// The figure of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.as_str() == name)
    }

    /// All names, and where figures of other kinds are explained.
    pub fn all_said() -> String {
        let names: Vec<&str> = Self::ALL.iter().map(|figure| figure.as_str()).collect();
        format!(
            "the figures are {}; `tierone explain` has those of durations and pilots, such as 'share in target' and 'difference in \
             differences'",
            names.join(", ")
        )
    }

    /// Its name, such as `mve-gross`.
    pub const fn as_str(self) -> &'static str {
        self.description().name
    }

    /// Its unit.
    pub const fn unit(self) -> FigureUnit {
        match self {
            Self::ErrorGross | Self::ErrorOver | Self::ErrorUnder | Self::ErrorNet => {
                FigureUnit::Pounds
            }
            _ => FigureUnit::Share,
        }
    }

    /// Whether it is a share, so that differences of it are in percentage points.
    pub const fn is_share(self) -> bool {
        matches!(self.unit(), FigureUnit::Share)
    }

    /// The lowest and the highest that it can be, as far as that is known.
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::MveNet => (-1.0, 1.0),
            _ if self.is_share() => (0.0, 1.0),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// Its name as it is said in a sentence.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::MveGross => "the share of money in error",
            Self::MveOver => "the share of money assessed too high",
            Self::MveUnder => "the share of money assessed too low",
            Self::MveNet => "the net share of money in error",
            Self::ErrorGross => "money in error",
            Self::ErrorOver => "money assessed too high",
            Self::ErrorUnder => "money assessed too low",
            Self::ErrorNet => "net money in error",
            Self::AccuracyCorrected => "corrected accuracy",
        }
    }

    /// What it means.
    pub const fn meaning(self) -> &'static str {
        self.description().meaning
    }

    /// How it is worked out.
    pub const fn formula(self) -> &'static str {
        self.description().formula
    }

    /// Who published its formula and its intervals.
    pub const fn source(self) -> &'static str {
        self.description().source
    }

    /// Whether a target is the least that it should be, and not the most.
    pub const fn is_better_higher(self) -> bool {
        matches!(self, Self::Accuracy | Self::AccuracyCorrected)
    }

    /// What a target asks of it: a level at least, or at most.
    pub(crate) const fn asks(self) -> &'static str {
        match self.is_better_higher() {
            true => "at least",
            false => "at most",
        }
    }

    /// Whether it can be below nothing: over less under.
    pub(crate) const fn is_net(self) -> bool {
        matches!(self, Self::MveNet | Self::ErrorNet)
    }

    const fn description(self) -> Description {
        match self {
            Self::Accuracy => Description {
                name: "accuracy",
                meaning: "Share of decisions that are accurate: no attribute of accuracy failed by more than the tolerance.",
                formula: "1 − Σ w x / Σ w over the cases checked, x = 1 for an inaccurate one, w = 1/chance of being drawn",
                source: "Horvitz & Thompson (1952); Hájek (1971); intervals by design: Wilson (1927), the exact hypergeometric, Franco et al. (2019) over strata; with no error found, fewer than 1 − 0.05^(1/n) are wrong, n the effective number, if all strata err alike; wherever the errors are, in strata or clusters the largest Σ T p / Σ N with Π (1 − p)ⁿ = 0.05, N cases of which n were checked, T = N − (n − 1)/2, or 0 where all were (of clusters T = N), by chances −ln 0.05 × the largest w",
            },
            Self::MveGross => Description {
                name: "mve-gross",
                meaning: "Monetary value of error, over and under together, as a share of assessed value. Over and under of one decision are set off first.",
                formula: "Σ w |s| / Σ w value, s the decision's signed sum: what its attributes are over less what they are under; the denominator is the frame's value where it is known",
                source: "Woodruff (1971) for the standard error; the interval: an error found with weight w leaves unseen a geometric number like it, and a gamma law with the first three cumulants of Σ number × amount, after Dworin & Grimlund (1984), for its upper limit with one error more and a small prior in every stratum; with no error found, less than the largest Σ T p with Π (1 − p)ⁿ = 0.05 is in error, T the most that a stratum or its clusters could come to; by value or chances −ln 0.05 × the largest w × the most of an error",
            },
            Self::MveOver => Description {
                name: "mve-over",
                meaning: "What was assessed too much, as a share of assessed value. Over and under of one decision are set off first.",
                formula: "Σ w over / Σ w value, over: the positive part of the decision's signed sum",
                source: "as mve-gross",
            },
            Self::MveUnder => Description {
                name: "mve-under",
                meaning: "What was assessed too little, as a share of assessed value. Over and under of one decision are set off first.",
                formula: "Σ w under / Σ w value, under: the negative part of the decision's signed sum",
                source: "as mve-gross",
            },
            Self::MveNet => Description {
                name: "mve-net",
                meaning: "Over less under, as a share of assessed value. Errors of both sides hide one another in it.",
                formula: "mve-over − mve-under",
                source: "as mve-gross, after Dworin & Grimlund (1984), over and under together: the upper limit with one error more of over, the lower one with one of under",
            },
            Self::ErrorGross => Description {
                name: "error-gross",
                meaning: "Monetary value of error, over and under together. Over and under of one decision are set off first.",
                formula: "Σ w |s|, s the decision's signed sum: what its attributes are over less what they are under",
                source: "as mve-gross",
            },
            Self::ErrorOver => Description {
                name: "error-over",
                meaning: "What was assessed too much. Over and under of one decision are set off first.",
                formula: "Σ w over, over: the positive part of the decision's signed sum",
                source: "as mve-gross",
            },
            Self::ErrorUnder => Description {
                name: "error-under",
                meaning: "What was assessed too little. Over and under of one decision are set off first.",
                formula: "Σ w under, under: the negative part of the decision's signed sum",
                source: "as mve-gross",
            },
            Self::ErrorNet => Description {
                name: "error-net",
                meaning: "Over less under.",
                formula: "error-over − error-under",
                source: "as mve-net",
            },
            Self::AccuracyCorrected => Description {
                name: "accuracy-corrected",
                meaning: "Accuracy behind the fails of checkers who miss errors or fail right decisions.",
                formula: "1 − (a + specificity − 1)/(sensitivity + specificity − 1), a the share that failed",
                source: "Rogan & Gladen (1978); interval by Lang & Reiczigel (2014), and where the rates are assumed no narrower than the one of what failed, moved",
            },
        }
    }
}

impl std::fmt::Display for FigureName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl Serialize for FigureName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_found_by_its_name_and_explained() {
        for figure in FigureName::ALL {
            assert_eq!(FigureName::named(figure.as_str()), Some(figure));
            for text in [figure.meaning(), figure.formula(), figure.source()] {
                assert!(!text.is_empty(), "{figure}");
            }
            assert!(figure.range().0 < figure.range().1, "{figure}");
        }
        assert_eq!(FigureName::named("mve"), None);
    }
}
