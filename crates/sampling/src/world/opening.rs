//! The state in which a replication opens: the steady state that the scenario implies, or a given one.

use std::fmt;

use rand::{Rng, RngExt};
use rand_distr::{Distribution, Exp1, StandardNormal};

use tierone_scenario::{Scenario, Workforce};

/// Tenure of somebody who has been there for ever.
pub const EXPERIENCED: u32 = u32::MAX;

/// Where a replication's first simulated period begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Opening {
    /// In a steady state of the workforce, drawn anew for each replication, with nobody coached.
    #[default]
    Steady,
    /// In this state, every replication.
    Given(OpeningState),
}

/// Seats and coaching at the start of the first simulated period, be it of the warm-up or reported: a scenario that opens in a
/// given state has no need of a warm-up. Lessons, learning products and corrections are not under way, and checks remember nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct OpeningState {
    /// Who sits where.
    pub staff: Staff,
    /// By coaching group and then by seat, how far coaching has lowered the log-odds of an error: zero or more; zero in a vacant seat.
    pub coaching: Vec<Vec<f64>>,
}

/// The people of a replication as it opens.
#[derive(Clone, Debug, PartialEq)]
pub struct Staff {
    /// Common skill by team, log-odds of an error: what a replacement's own skill is added to.
    pub teams: Vec<f64>,
    /// By seat.
    pub seats: Vec<OpeningSeat>,
}

/// A seat as a replication opens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OpeningSeat {
    /// Somebody sits there.
    Filled {
        /// Log-odds of an error relative to an average experienced caseworker, the team's and one's own together.
        skill: f64,
        /// Whole periods served before the first simulated one, or [`EXPERIENCED`].
        tenure: u32,
    },
    /// Nobody does.
    Vacant {
        /// Whole periods for which it was empty before the first simulated one: fewer than the workforce's `vacancy`.
        age: u32,
    },
}

impl Staff {
    /// Draws a steady state: a seat is filled with probability 1/(1 + attrition·vacancy), tenure is geometric, the age of a
    /// vacancy uniform. Where recruitment follows a plan, as many seats are filled as it says.
    pub fn steady<R: Rng>(workforce: &Workforce, rng: &mut R) -> Self {
        let normal = |rng: &mut R| -> f64 { StandardNormal.sample(rng) };
        let teams: Vec<f64> = (0..workforce.teams())
            .map(|_| workforce.team_spread * normal(rng))
            .collect();
        let attrition = workforce.attrition.get();
        let filled = 1.0 / (1.0 + attrition * workforce.vacancy as f64);
        // Where recruitment follows a plan, so many of so many seats: any of them as likely.
        let mut planned = workforce.recruitment.as_ref().map(|plan| plan.in_post);
        let seat = |seat: usize| {
            let skill = teams[seat / workforce.team_size] + workforce.spread * normal(rng);
            if let Some(to_fill) = &mut planned {
                let left = workforce.seats - seat;
                if rng.random_range(0..left) >= *to_fill {
                    return OpeningSeat::Vacant { age: 0 };
                }
                *to_fill -= 1;
            }
            if attrition == 0.0 {
                let tenure = EXPERIENCED;
                OpeningSeat::Filled { skill, tenure }
            } else if planned.is_some() || rng.random::<f64>() < filled {
                let tenure = geometric(attrition, rng);
                OpeningSeat::Filled { skill, tenure }
            } else {
                let vacancy = workforce.vacancy as u32;
                let age = vacancy - rng.random_range(1..=vacancy);
                OpeningSeat::Vacant { age }
            }
        };
        let seats = (0..workforce.seats).map(seat).collect();
        Self { teams, seats }
    }
}

/// Whole periods served so far by somebody who leaves with probability `rate` each period.
fn geometric<R: Rng>(rate: f64, rng: &mut R) -> u32 {
    let exponential: f64 = Exp1.sample(rng);
    let periods = exponential / -(-rate).ln_1p();
    // A number that is too large becomes the largest there is.
    (periods as u32).min(EXPERIENCED - 1)
}

impl OpeningState {
    /// Whether a scenario can open in this state.
    ///
    /// # Errors
    /// Its shape is not the scenario's, or a number is none that the field can hold.
    pub fn validate(&self, scenario: &Scenario) -> Result<(), OpeningError> {
        let (workforce, groups) = (&scenario.workforce, scenario.coaching.groups.len());
        let length = |of, given, wanted| match given == wanted {
            true => Ok(()),
            false => Err(OpeningError::Length { of, given, wanted }),
        };
        let Staff { teams, seats } = &self.staff;
        length("teams", teams.len(), workforce.teams())?;
        length("seats", seats.len(), workforce.seats)?;
        length("coaching groups", self.coaching.len(), groups)?;
        for states in &self.coaching {
            length("seats of a coaching group", states.len(), workforce.seats)?;
        }
        if let Some(team) = teams.iter().position(|skill| !skill.is_finite()) {
            return Err(OpeningError::TeamSkill { team });
        }
        for (seat, state) in seats.iter().enumerate() {
            let mut coached = self.coaching.iter().map(|states| states[seat]);
            match *state {
                OpeningSeat::Filled { skill, .. } => {
                    if !skill.is_finite() {
                        return Err(OpeningError::Skill { seat });
                    }
                    if !coached.all(|fall| fall.is_finite() && fall >= 0.0) {
                        return Err(OpeningError::Coaching { seat });
                    }
                }
                OpeningSeat::Vacant { age } => {
                    let vacancy = workforce.vacancy;
                    if age as usize >= vacancy && workforce.recruitment.is_none() {
                        return Err(OpeningError::Vacancy { seat, age, vacancy });
                    }
                    if coached.any(|fall| fall != 0.0) {
                        return Err(OpeningError::Coaching { seat });
                    }
                }
            }
        }
        Ok(())
    }
}

/// Why a scenario cannot open in a given state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpeningError {
    /// A list is not as long as the scenario's.
    Length {
        /// What it lists.
        of: &'static str,
        /// How many it has.
        given: usize,
        /// How many the scenario has.
        wanted: usize,
    },
    /// The skill of a team is not finite.
    TeamSkill {
        /// Which team.
        team: usize,
    },
    /// The skill of a seat is not finite.
    Skill {
        /// Which seat.
        seat: usize,
    },
    /// Coaching is negative or not finite, or somebody is coached in a vacant seat.
    Coaching {
        /// Which seat.
        seat: usize,
    },
    /// A vacancy is older than seats stay empty.
    Vacancy {
        /// Which seat.
        seat: usize,
        /// For how many periods it was empty.
        age: u32,
        /// For how many periods seats stay empty.
        vacancy: usize,
    },
}

impl fmt::Display for OpeningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { of, given, wanted } => {
                write!(
                    f,
                    "the opening state has {given} {of}, the scenario {wanted}"
                )
            }
            Self::TeamSkill { team } => {
                write!(f, "the skill of team {team} is not a finite number")
            }
            Self::Skill { seat } => write!(f, "the skill in seat {seat} is not a finite number"),
            Self::Coaching { seat } => write!(
                f,
                "the coaching in seat {seat} is not a finite number of zero or more, or the seat is vacant and coached"
            ),
            Self::Vacancy { seat, age, vacancy } => write!(
                f,
                "seat {seat} has been empty for {age} periods, but is filled after {vacancy}"
            ),
        }
    }
}

impl std::error::Error for OpeningError {}
