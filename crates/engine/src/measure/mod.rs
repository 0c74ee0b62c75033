//! Measures: numbers read off a ledger, with a name, a unit and a meaning.
//!
//! To add a measure: a `const` in the file of its family and its row in [`MEASURES`]. Tables, charts,
//! `list measures` and `explain` read that table.

mod checks;
mod concluded;
mod cost;
mod estimates;
mod money;
mod people;
mod signals;
mod truth;

use crate::sim::{
    AttributeCounts, CheckCounts, Concluded, Estimates, Flagged, PeriodLedger, PolicyCounts, Truth,
};
use tierone_scenario::{ActivityId, AttributeId, CheckId, GradeId, KindId, Policy, Scenario};

/// A number that can be read off every replication.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Its name: the same in every table, chart and file.
    pub name: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// How replications are put together.
    pub aggregate: Aggregate,
    /// What it can be read of.
    pub of: &'static [Of],
    /// Reads it; `None` where it cannot be computed.
    pub read: fn(&View) -> Option<f64>,
}

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

    /// The unit of a difference of two values.
    pub fn of_difference(self) -> Self {
        if self == Self::Percent {
            Self::Points
        } else {
            self
        }
    }
}

/// How the values of replications become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Their mean; spread and percentiles between replications have a meaning.
    Mean,
    /// Values are 0 or 100: the share of replications.
    Share,
    /// Values are squares: the root of their mean.
    RootMean,
}

/// What a measure can be read of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A policy as a whole.
    Policy,
    /// One check.
    Check,
    /// One grade that a check gives.
    Grade,
    /// One kind of fail that a check records.
    Kind,
    /// One activity.
    Activity,
    /// One attribute.
    Attribute,
}

/// One thing that measures are read of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The policy as a whole.
    Policy,
    /// One of its checks.
    Check(CheckId),
    /// A grade of one of its checks.
    Grade(CheckId, GradeId),
    /// A kind of fail of one of its checks.
    Kind(CheckId, KindId),
    /// One activity.
    Activity(ActivityId),
    /// One attribute.
    Attribute(AttributeId),
}

impl Scope {
    /// The kind of thing it is.
    pub fn kind(self) -> Of {
        match self {
            Self::Policy => Of::Policy,
            Self::Check(_) => Of::Check,
            Self::Grade(..) => Of::Grade,
            Self::Kind(..) => Of::Kind,
            Self::Activity(_) => Of::Activity,
            Self::Attribute(_) => Of::Attribute,
        }
    }
}

/// Every scope of a policy, in the order in which tables list them.
pub fn scopes(scenario: &Scenario, policy: &Policy) -> Vec<Scope> {
    let checks = (0..policy.checks.len()).flat_map(|check| {
        let grades = (0..scenario.grades.len()).map(move |grade| Scope::Grade(check, grade));
        let kinds = (0..scenario.kinds.len()).map(move |kind| Scope::Kind(check, kind));
        std::iter::once(Scope::Check(check))
            .chain(grades)
            .chain(kinds)
    });
    let activities = (0..scenario.activities.len()).map(Scope::Activity);
    let attributes = (0..scenario.attributes.len()).map(Scope::Attribute);
    std::iter::once(Scope::Policy)
        .chain(checks)
        .chain(activities)
        .chain(attributes)
        .collect()
}

/// Part of a ledger: one scope, over one period or the horizon.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The policy.
    pub policy: &'a Policy,
    /// What is read of.
    pub scope: Scope,
    entry: &'a PeriodLedger,
}

impl<'a> View<'a> {
    /// A view of a period or of the horizon.
    pub fn new(
        scenario: &'a Scenario,
        policy: &'a Policy,
        entry: &'a PeriodLedger,
        scope: Scope,
    ) -> Self {
        Self {
            scenario,
            policy,
            scope,
            entry,
        }
    }

    /// What happened: of the activity in view, or of all.
    pub fn truth(&self) -> Truth {
        let activities = &self.entry.activities;
        match self.scope {
            Scope::Activity(activity) => activities.get(activity).copied().unwrap_or_default(),
            _ => activities.iter().fold(Truth::default(), |mut sum, truth| {
                sum += *truth;
                sum
            }),
        }
    }

    /// Counts of the check in view.
    pub fn check(&self) -> Option<CheckCounts> {
        let Scope::Check(check) = self.scope else {
            return None;
        };
        self.entry.checks.get(check).copied()
    }

    /// What the check in view concluded, or the check whose grade or kind of fail is in view.
    pub fn concluded(&self) -> Option<&'a Concluded> {
        match self.scope {
            Scope::Check(check) | Scope::Grade(check, _) | Scope::Kind(check, _) => {
                self.entry.concluded.get(check)
            }
            _ => None,
        }
    }

    /// Counts of every check, with its place in the policy: of the one in view, or of all.
    pub fn checks(&self) -> impl Iterator<Item = (CheckId, CheckCounts)> + '_ {
        let only = match self.scope {
            Scope::Check(check) => Some(check),
            _ => None,
        };
        let checks = self.entry.checks.iter().copied().enumerate();
        checks.filter(move |(check, _)| only.is_none_or(|c| c == *check))
    }

    /// Counts of the policy's checks together.
    pub fn together(&self) -> PolicyCounts {
        self.entry.policy
    }

    /// Counts of the attribute in view.
    pub fn attribute(&self) -> Option<AttributeCounts> {
        let Scope::Attribute(attribute) = self.scope else {
            return None;
        };
        self.entry.attributes.get(attribute).copied()
    }

    /// Counts of every attribute, with its id: of the one in view, or of all.
    pub fn attributes(&self) -> impl Iterator<Item = (AttributeId, AttributeCounts)> + '_ {
        let only = match self.scope {
            Scope::Attribute(attribute) => Some(attribute),
            _ => None,
        };
        let attributes = self.entry.attributes.iter().copied().enumerate();
        attributes.filter(move |(attribute, _)| only.is_none_or(|a| a == *attribute))
    }

    /// Whom the policy flagged; none where it has no rule to flag by.
    pub fn people(&self) -> Option<Flagged> {
        self.policy.flag.as_ref().map(|_| self.entry.people)
    }

    /// What the check in view says.
    pub fn estimates(&self) -> Option<&Estimates> {
        let Scope::Check(check) = self.scope else {
            return None;
        };
        self.entry.estimates.get(check)
    }
}

/// `part` of `whole` in percent.
fn percent(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| 100.0 * part / whole)
}

/// Every measure, in the order in which tables list them.
pub const MEASURES: &[Measure] = &[
    truth::DECISIONS,
    truth::ERRORS,
    truth::ACCURACY,
    truth::ACCURACY_AFTER_CORRECTION,
    truth::ACCURACY_NO_FEEDBACK,
    money::ASSESSED_VALUE,
    money::ERROR_OVER,
    money::ERROR_UNDER,
    money::ERROR_GROSS,
    money::ERROR_NET,
    money::MVE,
    money::MVE_DECIDED,
    money::ERROR_GROSS_UNCORRECTED,
    money::MVE_UNCORRECTED,
    money::ERROR_GROSS_WAITING,
    checks::CHECKS,
    checks::CHECKS_SHORT,
    checks::CHECKS_SHORT_FRAME,
    checks::CHECKS_SHORT_HOURS,
    checks::FAILS,
    checks::FALSE_FAILS,
    checks::ERRORS_FOUND,
    checks::FOUND_SHARE,
    checks::ATTRIBUTE_FAILS,
    concluded::GRADED,
    concluded::GRADED_SHARE,
    signals::SIGNALS,
    signals::FALSE_SIGNAL_SHARE,
    estimates::ACCURACY_ESTIMATE,
    estimates::ACCURACY_BIAS,
    estimates::ACCURACY_HALF_WIDTH,
    estimates::ACCURACY_RMSE,
    estimates::ACCURACY_COVERAGE,
    estimates::ACCURACY_FRAME_BIAS,
    estimates::ACCURACY_FRAME_COVERAGE,
    estimates::SENSITIVITY_ESTIMATE,
    estimates::FALSE_FAIL_ESTIMATE,
    estimates::MVE_ESTIMATE,
    estimates::MVE_BIAS,
    estimates::MVE_HALF_WIDTH,
    estimates::MVE_RMSE,
    estimates::MVE_COVERAGE,
    estimates::MVE_FRAME_BIAS,
    estimates::MVE_FRAME_COVERAGE,
    cost::COACHING_SESSIONS,
    cost::LEARNING_PRODUCTS,
    cost::CORRECTIONS,
    cost::CORRECTIONS_OVERDUE,
    cost::CORRECTIONS_OVERDUE_SHARE,
    cost::CORRECTION_DAYS,
    people::POOR_PERFORMERS_FOUND,
    people::FALSE_ALARMS,
    people::PERIODS_UNTIL_FOUND,
    cost::CHECK_HOURS,
    cost::CALIBRATION_HOURS,
    cost::COACHING_HOURS,
    cost::CORRECTION_HOURS,
    cost::COST,
];

/// The measure of a name.
pub fn measure(name: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.name == name)
}

/// Names of the measures that a run can be told to be precise about: means over replications that
/// are read of a policy as a whole.
pub fn precise_names() -> Vec<&'static str> {
    MEASURES
        .iter()
        .filter(|m| m.aggregate == Aggregate::Mean && m.of.contains(&Of::Policy))
        .map(|m| m.name)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_a_name_of_its_own_a_meaning_and_something_to_be_read_of() {
        for (index, measure) in MEASURES.iter().enumerate() {
            assert!(
                MEASURES[..index]
                    .iter()
                    .all(|other| other.name != measure.name)
            );
            assert!(measure.meaning.ends_with('.'), "{}", measure.name);
            assert!(!measure.of.is_empty(), "{}", measure.name);
            assert!(
                measure
                    .name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c == '_')
            );
        }
    }
}
