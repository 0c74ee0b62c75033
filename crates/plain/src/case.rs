//! A case of a pathway: a list of moments.

/// One case, on the clock of its pathway.
#[derive(Clone, Default)]
pub(crate) struct PathwayCase {
    pub(crate) opened: f64,
    pub(crate) again: bool,
    pub(crate) follows: bool,
    /// By stage that it has come to: when it was ready for the stage, and the moments of it.
    pub(crate) stages: Vec<Moments>,
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Moments {
    pub(crate) pause: [f64; 2],
    pub(crate) recorded: f64,
    pub(crate) arrives: f64,
    pub(crate) begins: Option<f64>,
    pub(crate) ends: Option<f64>,
    pub(crate) end_recorded: Option<f64>,
}
