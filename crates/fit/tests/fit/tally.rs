//! How often the intervals of a number hold what results came from, and whether that is often enough.

/// What happened to one number in all fits of a study.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    /// Fits whose interval holds the truth.
    pub held: u64,
    /// Fits whose interval lies above it.
    pub low_miss: u64,
    /// Fits that give an interval inside what the number can be.
    pub identified: u64,
    /// Fits whose estimate is on the edge of that.
    pub at_edge: u64,
}

impl Tally {
    /// Adds another fit, or others.
    pub fn add(&mut self, other: Self) {
        self.held += other.held;
        self.low_miss += other.low_miss;
        self.identified += other.identified;
        self.at_edge += other.at_edge;
    }

    /// Prints what became of a number in so many fits; the share that held where that is not what 95 % intervals promise.
    pub fn print(&self, name: &str, n: u64) -> Option<f64> {
        let share = |count: u64| count as f64 / n as f64;
        let held = share(self.held);
        print!(
            "{name} {:.1}% ({:.1}%) {:.0}% {:.0}%; ",
            100.0 * held,
            100.0 * share(self.low_miss),
            100.0 * share(self.identified),
            100.0 * share(self.at_edge)
        );
        // Two and a half standard errors of the share itself.
        let slack = 2.5 * (0.05 * 0.95 / n as f64).sqrt();
        let too_wide = share(self.identified) >= 0.9 && held - slack > 0.97;
        (held + slack < 0.93 || too_wide).then_some(held)
    }
}
