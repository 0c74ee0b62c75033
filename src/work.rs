//! How much a command simulates, said before it begins.

use tierone_scenario::Horizon;
use tierone_stats::format::thousands;

/// What is simulated.
pub(super) struct Work<'a> {
    /// So many of what is said, such as 400 `draws of the numbers`.
    pub parts: (u64, &'a str),
    /// Replications of each.
    pub replications: u64,
    /// Whether there may be fewer of them.
    pub at_most: bool,
    /// Policies that are simulated side by side.
    pub policies: usize,
}

impl Work<'_> {
    /// All of it in a line.
    pub(super) fn line(&self, horizon: &Horizon) -> String {
        let policies = match self.policies {
            1 => "under one policy".to_owned(),
            several => format!("under each of {several} policies"),
        };
        let (parts, what) = self.parts;
        let at_most = if self.at_most { " at most" } else { "" };
        let all = thousands(&(parts * self.replications).to_string());
        format!(
            "{parts} {what}, {} replications of each{at_most}: {all} times {}, {policies}",
            self.replications,
            periods(horizon)
        )
    }
}

/// `12 months`.
fn periods(horizon: &Horizon) -> String {
    let period = horizon.period;
    match horizon.periods {
        1 => format!("one {period}"),
        several => format!("{several} {period}s"),
    }
}
