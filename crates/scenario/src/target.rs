//! Targets: what a policy, and its checks' own figures, are held to.

use crate::figures::EstimateWhat;
use crate::ids::{CheckId, GradeId};

/// A measure that should not be below, or above, a limit: in each period, over several of them, and over the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its name.
    pub name: String,
    /// What is looked at.
    pub measure: TargetMeasure,
    /// The check whose own figure is held to it; none where no check of the policy has a figure of it.
    pub check: Option<CheckId>,
    /// What it should reach, or not exceed.
    pub limit: Limit,
    /// Whole periods that are looked at together as well, at least 1.
    pub rolling: usize,
}

/// What a target looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetMeasure {
    /// The share of checked decisions that fail.
    FailShare,
    /// Accuracy, and a check's estimate of it.
    Accuracy,
    /// Accuracy when what was put right by the end counts as accurate.
    AccuracyAfterCorrection,
    /// The monetary value of error as it flowed, and a check's estimate of it as decided.
    Mve,
    /// The monetary value of error as decided, and a check's estimate of it.
    MveDecided,
    /// The share of checked decisions that get a grade.
    GradeShare(GradeId),
    /// The share of corrections that pass a due date.
    CorrectionsOverdueShare,
    /// What the policy costs in a period, £.
    Cost,
    /// Hours of checking in a period.
    CheckHours,
    /// The share of poor performers that are found.
    PoorPerformersFound,
}

/// What a check must estimate to have a figure of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnFigure {
    /// Its results are enough.
    Results,
    /// It must estimate accuracy.
    Accuracy,
    /// It must estimate the monetary value of error.
    Mve,
}

impl TargetMeasure {
    /// The words for them in a file, in the order of [`TargetMeasure::of_word`].
    pub(super) const WORDS: &[&str] = &[
        "accuracy",
        "accuracy-after-correction",
        "mve",
        "mve-decided",
        "fail-share",
        "grade-share",
        "corrections-overdue-share",
        "cost",
        "check-hours",
        "poor-performers-found",
    ];

    /// The measure of a word, by its place in [`TargetMeasure::WORDS`]; `grade` is that of a share of a grade.
    pub(super) fn of_word(place: usize, grade: Option<GradeId>) -> Option<Self> {
        Some(match place {
            0 => Self::Accuracy,
            1 => Self::AccuracyAfterCorrection,
            2 => Self::Mve,
            3 => Self::MveDecided,
            4 => Self::FailShare,
            5 => Self::GradeShare(grade?),
            6 => Self::CorrectionsOverdueShare,
            7 => Self::Cost,
            8 => Self::CheckHours,
            _ => Self::PoorPerformersFound,
        })
    }

    /// Its word in a file.
    pub fn word(self) -> &'static str {
        let place = match self {
            Self::Accuracy => 0,
            Self::AccuracyAfterCorrection => 1,
            Self::Mve => 2,
            Self::MveDecided => 3,
            Self::FailShare => 4,
            Self::GradeShare(_) => 5,
            Self::CorrectionsOverdueShare => 6,
            Self::Cost => 7,
            Self::CheckHours => 8,
            Self::PoorPerformersFound => 9,
        };
        Self::WORDS[place]
    }

    /// Whether it is a share; else it is an amount of each period.
    pub fn is_share(self) -> bool {
        !matches!(self, Self::Cost | Self::CheckHours)
    }

    /// What a check must estimate to have a figure of it; none where no check has one.
    pub fn own_figure(self) -> Option<OwnFigure> {
        match self {
            Self::FailShare | Self::GradeShare(_) => Some(OwnFigure::Results),
            Self::Accuracy => Some(OwnFigure::Accuracy),
            Self::Mve | Self::MveDecided => Some(OwnFigure::Mve),
            Self::AccuracyAfterCorrection
            | Self::CorrectionsOverdueShare
            | Self::Cost
            | Self::CheckHours
            | Self::PoorPerformersFound => None,
        }
    }
}

impl TargetMeasure {
    /// Whether a check that estimates this has a figure of it.
    pub fn is_figure_of(self, estimate: EstimateWhat) -> bool {
        match self.own_figure() {
            Some(OwnFigure::Results) => true,
            Some(OwnFigure::Accuracy) => estimate.accuracy,
            Some(OwnFigure::Mve) => estimate.mve,
            None => false,
        }
    }
}

/// The last value that meets a target: a share, £ or hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// Not less than this.
    AtLeast(f64),
    /// Not more than this.
    AtMost(f64),
}

impl Limit {
    /// The last value that meets it.
    pub fn value(self) -> f64 {
        match self {
            Self::AtLeast(value) | Self::AtMost(value) => value,
        }
    }

    /// Whether a value meets it. One just at the limit does, whatever rounding makes of it.
    pub fn is_met_by(self, value: f64) -> bool {
        let slack = 1e-12 * (1.0 + self.value().abs());
        match self {
            Self::AtLeast(limit) => value >= limit - slack,
            Self::AtMost(limit) => value <= limit + slack,
        }
    }

    /// "at least" or "at most".
    pub fn words(self) -> &'static str {
        match self {
            Self::AtLeast(_) => "at least",
            Self::AtMost(_) => "at most",
        }
    }
}
