//! What `[plan]` asks: which quotas are enough for stated aims.

use crate::ids::{CheckId, PolicyId, PoolId};
use crate::sample::Sample;

/// A question of planning: what may vary of a policy, what it should come to, and what should be small.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The policy that it starts from: today's.
    pub policy: PolicyId,
    /// What should be as small as may be.
    pub objective: Objective,
    /// The smallest difference of the objective that matters, in its unit; none where not stated.
    pub indifference_zone: Option<f64>,
    /// How far from its limit an aim still counts as met, as a share of the limit.
    pub tolerance: f64,
    /// Probability with which the choice should be right.
    pub confidence: f64,
    /// What the policy should come to; at least one.
    pub aims: Vec<Aim>,
    /// What may vary; at least one thing.
    pub varied: Vec<Varied>,
}

/// What should be as small as may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Hours of checking a period.
    Hours,
    /// Everything that the policy costs, £ a period.
    Cost,
    /// The monetary value of error as it flows, a share.
    Mve,
}

impl Objective {
    /// Their words in a file.
    pub(super) const WORDS: &'static [&'static str] = &["hours", "cost", "mve"];

    /// Each of them, in the order of the words.
    pub(super) const ALL: [Self; 3] = [Self::Hours, Self::Cost, Self::Mve];
}

/// One aim: something that should not be above, or below, a limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Aim {
    /// The key that states it, as it is written in `[plan]`.
    pub key: String,
    /// What it is of.
    pub of: AimOf,
    /// Shares are 0 to 1, hours and £ those of a period.
    pub limit: f64,
}

/// What an aim is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AimOf {
    /// Half the width of the 95 % interval of a check's accuracy, at most.
    AccuracyHalfWidth(CheckId),
    /// Half the width of the 95 % interval of a check's monetary value of error, at most.
    MveHalfWidth(CheckId),
    /// How often a check's figure shows that accuracy is above a level; the limit is the lowest probability of that.
    Show {
        /// The check.
        check: CheckId,
        /// The level.
        accuracy: f64,
        /// Confidence of the one-sided bound that shows it.
        confidence: f64,
    },
    /// The same of the monetary value of error: that it is below a level.
    ShowMve {
        /// The check.
        check: CheckId,
        /// The level, a share.
        mve: f64,
        /// Confidence of the one-sided bound that shows it.
        confidence: f64,
    },
    /// True accuracy, at least.
    Accuracy,
    /// The true monetary value of error as it flows, at most.
    Mve,
    /// The share of poor performers that are found, at least.
    PoorPerformersFound,
    /// Hours of checking a period, at most.
    Hours,
    /// The same of the checks of one pool.
    HoursOf(PoolId),
    /// £ a period, at most.
    Cost,
    /// Decisions that wait for caseworkers at the end of the horizon, at most.
    HeadOfWork,
    /// Checks of each caseworker a period by checks that ask for some of each, at least.
    PerCaseworker,
}

/// One thing that may vary.
#[derive(Clone, Debug, PartialEq)]
pub struct Varied {
    /// The check.
    pub check: CheckId,
    /// The key of its sampling method; `sample` where the whole sample varies.
    pub key: &'static str,
    /// The stratum whose number varies, where the key is that of numbers by stratum.
    pub stratum: Option<String>,
    /// The values that it may take, rising: whole numbers, or shares 0 to 1; of whole samples their places in the list.
    pub values: Vec<f64>,
    /// The samples of that list.
    pub samples: Vec<ListedSample>,
}

/// The key that stands for the whole sample.
pub const WHOLE_SAMPLE: &str = "sample";

/// A sample among which a check's may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedSample {
    /// What it is.
    pub sample: Sample,
    /// Its keys and values as they are written.
    pub written: Vec<(String, String)>,
}

impl ListedSample {
    /// The sample as a file has it, with other values at some keys.
    pub fn text(&self, changes: &[(&str, String)]) -> String {
        let changed = |key: &str| changes.iter().find(|(other, _)| *other == key);
        let own = self.written.iter().map(|(key, value)| {
            let value = changed(key).map_or(value, |(_, value)| value);
            format!("{key} = {value}")
        });
        let is_new = |key: &str| self.written.iter().all(|(own, _)| own != key);
        let new = changes.iter().filter(|(key, _)| is_new(key));
        let new = new.map(|(key, value)| format!("{key} = {value}"));
        format!("{{ {} }}", own.chain(new).collect::<Vec<_>>().join(", "))
    }
}
