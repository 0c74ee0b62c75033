//! How a forecast ends: why there is none, and how the rates of its draws were moved to the anchor.

/// Why nothing can be forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The scenario does not hold, as it is given or in most draws.
    DoesNotHold,
    /// Its anchor is out of reach.
    Unanchored,
    /// It was told to stop before there was anything.
    Stopped,
}

/// How the rates of draws were moved: to the anchor, or so that their mean is what was fitted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shifted {
    /// The log-odds by which all rates were moved, so that the mean of their errors is that of the numbers as they were fitted;
    /// none where nothing was fitted together.
    pub to_fit: Option<f64>,
    /// Draws whose shift was simulated; none where closed forms know it.
    pub simulated: usize,
    /// Standard error of the others' shifts, log-odds.
    pub error: Option<f64>,
}
