//! What a measure is.

use super::scope::Of;
use super::unit::Unit;
use super::view::View;

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
    /// Reads it.
    pub read: Read,
}

/// Reads a measure; `None` where it cannot be computed.
type Read = fn(&View) -> Option<f64>;

/// How the values of replications become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Their mean; spread and percentiles between replications have a meaning.
    Mean,
    /// Values are 0 or 100: the share of replications.
    Share,
    /// Values are squares: the root of their mean.
    RootMean,
    /// Values are times waited, negative where what was waited for has not come: all that was waited for each that came.
    Waiting,
}

/// What some measures can be read of, which makes them: by unit, all but the last three as the mean of replications.
pub(super) struct ReadOf(pub(super) &'static [Of]);

pub(super) const POLICY: ReadOf = ReadOf(&[Of::Policy]);
pub(super) const CHECK: ReadOf = ReadOf(&[Of::Check]);
pub(super) const TARGET: ReadOf = ReadOf(&[Of::Target]);
pub(super) const POLICY_AND_CHECKS: ReadOf = ReadOf(&[Of::Policy, Of::Check]);
pub(super) const POLICY_AND_ACTIVITIES: ReadOf = ReadOf(&[Of::Policy, Of::Activity]);

type Text = &'static str;

impl ReadOf {
    pub(super) const fn count(self, name: Text, meaning: Text, read: Read) -> Measure {
        self.measure(name, meaning, read, Unit::Count, Aggregate::Mean)
    }

    pub(super) const fn percent(self, name: Text, meaning: Text, read: Read) -> Measure {
        self.measure(name, meaning, read, Unit::Percent, Aggregate::Mean)
    }

    pub(super) const fn points(self, name: Text, meaning: Text, read: Read) -> Measure {
        self.measure(name, meaning, read, Unit::Points, Aggregate::Mean)
    }

    pub(super) const fn pounds(self, name: Text, meaning: Text, read: Read) -> Measure {
        self.measure(name, meaning, read, Unit::Pounds, Aggregate::Mean)
    }

    pub(super) const fn hours(self, name: Text, meaning: Text, read: Read) -> Measure {
        self.measure(name, meaning, read, Unit::Hours, Aggregate::Mean)
    }

    pub(super) const fn days(self, name: Text, meaning: Text, read: Read) -> Measure {
        self.measure(name, meaning, read, Unit::Days, Aggregate::Mean)
    }

    /// See [`Aggregate::Share`].
    pub(super) const fn share(self, name: Text, meaning: Text, read: Read) -> Measure {
        self.measure(name, meaning, read, Unit::Percent, Aggregate::Share)
    }

    /// See [`Aggregate::RootMean`].
    pub(super) const fn root_mean(self, name: Text, meaning: Text, read: Read) -> Measure {
        self.measure(name, meaning, read, Unit::Points, Aggregate::RootMean)
    }

    /// See [`Aggregate::Waiting`].
    pub(super) const fn waiting(self, name: Text, meaning: Text, read: Read) -> Measure {
        self.measure(name, meaning, read, Unit::Count, Aggregate::Waiting)
    }

    const fn measure(
        self,
        name: Text,
        meaning: Text,
        read: Read,
        unit: Unit,
        aggregate: Aggregate,
    ) -> Measure {
        Measure {
            name,
            unit,
            meaning,
            aggregate,
            of: self.0,
            read,
        }
    }
}
