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
    /// Reads it; `None` where it cannot be computed.
    pub read: fn(&View) -> Option<f64>,
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
    /// Values are times waited, negative where what was waited for has not come: all that was waited for each that came.
    Waiting,
}
