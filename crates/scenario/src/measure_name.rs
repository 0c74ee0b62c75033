//! What a scenario is told of measures, which live on a higher rung.

/// A measure that a run can be asked to be precise about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeasureName {
    /// Its name.
    pub name: &'static str,
    /// Whether its figures are in per cent: an error of it is then in percentage points, and written with its unit.
    pub in_percent: bool,
}
