//! Pools of checkers: their hours, whom those serve first, and the people.

/// Checkers' hours.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// Its name.
    pub name: String,
    /// Hours a period, exercises included.
    pub hours: f64,
    /// £ an hour.
    pub hourly_cost: f64,
    /// Names of the checks that have the hours first, one after the other; the others share what they
    /// leave.
    pub precedence: Vec<String>,
    /// The people in it; without them every check is by an average checker.
    pub checkers: Option<Checkers>,
}

impl Pool {
    /// Hours for checking in a simulated period: what exercises leave.
    pub fn hours_for_checks(&self, period: usize) -> f64 {
        (self.hours - self.hours_of_exercises(period)).max(0.0)
    }

    /// Hours of exercises in a simulated period, all checkers together.
    pub fn hours_of_exercises(&self, period: usize) -> f64 {
        self.checkers.map_or(0.0, |people| {
            let calibration = people.calibration.filter(|one| one.is_held(period));
            calibration.map_or(0.0, |one| one.hours * f64::from(people.number))
        })
    }
}

/// The people of a pool. What they check is dealt among them at random, every one alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checkers {
    /// How many, at least 1.
    pub number: u32,
    /// Standard deviation of a checker's strictness, which is added to the log-odds of finding an error
    /// and to those of failing what is right.
    pub spread: f64,
    /// Exercises that bring them closer together.
    pub calibration: Option<Calibration>,
}

/// Exercises in which checkers compare notes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// Periods from one exercise to the next, at least 1; the first comes at the end of the first so
    /// many simulated ones, before that period's checks.
    pub every: usize,
    /// What each checker's deviation is multiplied by.
    pub factor: f64,
    /// Periods after which half of what an exercise took away is back; infinite where it stays away.
    pub half_life: f64,
    /// Hours that an exercise takes each checker.
    pub hours: f64,
}

impl Calibration {
    /// Whether an exercise is held in a simulated period.
    pub fn is_held(&self, period: usize) -> bool {
        (period + 1).is_multiple_of(self.every)
    }
}
