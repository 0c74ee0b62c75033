//! What pilots give in a period.

/// The falls in log-odds that pilots give in a period, by attribute and team; empty where none has started.
#[derive(Clone, Debug, Default)]
pub struct Given {
    team_size: usize,
    falls: Vec<Vec<f64>>,
}

impl Given {
    /// Falls by attribute and team, of teams of so many seats.
    pub fn new(team_size: usize, falls: Vec<Vec<f64>>) -> Self {
        Self { team_size, falls }
    }

    /// The fall of a seat in an attribute.
    pub fn fall(&self, attribute: usize, seat: usize) -> f64 {
        self.falls[attribute][seat / self.team_size]
    }
}
