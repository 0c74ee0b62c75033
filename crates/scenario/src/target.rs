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
    /// Looks at the results so far, one a period, of which a year has so many; none where each period is looked at alone only.
    pub looks: Option<usize>,
    /// What is due for a period in which the figure is beyond a limit: steps further and further beyond, each with its £.
    pub credits: Vec<(Limit, f64)>,
}

impl Target {
    /// What is due for a period whose figure is this, £: of the last step that it is beyond.
    pub fn credit(&self, value: f64) -> f64 {
        let mut passed = self
            .credits
            .iter()
            .filter(|(limit, _)| !limit.is_met_by(value));
        passed.next_back().map_or(0.0, |(_, amount)| *amount)
    }
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

/// What the limit of a target is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetUnit {
    /// A share.
    Share,
    /// £ in a period.
    Pounds,
    /// Hours in a period.
    Hours,
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
    /// Each of them; a share of a grade is that of any grade.
    pub(super) const ALL: [Self; 10] = [
        Self::Accuracy,
        Self::AccuracyAfterCorrection,
        Self::Mve,
        Self::MveDecided,
        Self::FailShare,
        Self::GradeShare(0),
        Self::CorrectionsOverdueShare,
        Self::Cost,
        Self::CheckHours,
        Self::PoorPerformersFound,
    ];

    /// Their words in a file, in the same order.
    pub(super) const WORDS: [&'static str; Self::ALL.len()] = {
        let mut words = [""; Self::ALL.len()];
        let mut place = 0;
        while place < words.len() {
            words[place] = Self::ALL[place].word();
            place += 1;
        }
        words
    };

    /// Its word in a file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::AccuracyAfterCorrection => "accuracy-after-correction",
            Self::Mve => "mve",
            Self::MveDecided => "mve-decided",
            Self::FailShare => "fail-share",
            Self::GradeShare(_) => "grade-share",
            Self::CorrectionsOverdueShare => "corrections-overdue-share",
            Self::Cost => "cost",
            Self::CheckHours => "check-hours",
            Self::PoorPerformersFound => "poor-performers-found",
        }
    }

    /// The key of its limit where only one side of it is a target.
    pub(super) fn best(self) -> Option<&'static str> {
        match self {
            Self::Accuracy | Self::AccuracyAfterCorrection | Self::PoorPerformersFound => {
                Some("at_least")
            }
            Self::Mve
            | Self::MveDecided
            | Self::FailShare
            | Self::CorrectionsOverdueShare
            | Self::Cost => Some("at_most"),
            Self::GradeShare(_) | Self::CheckHours => None,
        }
    }

    /// What its limit is written in.
    pub fn unit(self) -> TargetUnit {
        match self {
            Self::Cost => TargetUnit::Pounds,
            Self::CheckHours => TargetUnit::Hours,
            Self::Accuracy
            | Self::AccuracyAfterCorrection
            | Self::Mve
            | Self::MveDecided
            | Self::FailShare
            | Self::GradeShare(_)
            | Self::CorrectionsOverdueShare
            | Self::PoorPerformersFound => TargetUnit::Share,
        }
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
