//! The operation: its periods, activities, attributes and people.

use jiff::Span;
use jiff::civil::Date;

use crate::ids::{AttributeId, ComplexityId, GradeId, GroupId, KindId};
use crate::recruitment::Recruitment;
use crate::workflow::Workflow;
use tierone_stats::distribution::{Amount, Distribution};
use tierone_stats::units::{Decimal, PeriodLength, Probability};

/// The periods of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Horizon {
    /// The first day of the first reported period.
    pub start: Date,
    /// Length of every period.
    pub period: PeriodLength,
    /// Reported periods, at least 1.
    pub periods: usize,
    /// Simulated periods before `start` that are not reported.
    pub warm_up: usize,
}

impl Horizon {
    /// The first day of a reported period, counted from 0: months are of the calendar, and the last day of a short month stands for
    /// one that it lacks.
    pub fn first_day(&self, period: usize) -> Date {
        let count = i64::try_from(period).unwrap_or(i64::MAX);
        let span = match self.period {
            PeriodLength::Month => Span::new().try_months(count),
            PeriodLength::Week => Span::new().try_weeks(count),
        };
        span.map_or(Date::MAX, |span| self.start.saturating_add(span))
    }

    /// The reported period whose plan a simulated one follows: the warm-up follows the first.
    pub fn reported(&self, period: usize) -> usize {
        period.saturating_sub(self.warm_up)
    }

    /// Warm-up and reported periods together.
    pub fn simulated(&self) -> usize {
        self.warm_up + self.periods
    }
}

/// A kind of decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity {
    /// Its name, unique.
    pub name: String,
    /// The area it belongs to.
    pub area: Option<String>,
    /// Complexities with their shares, in file order; shares add up to exactly one.
    pub mix: Vec<(ComplexityId, Decimal)>,
    /// Decisions closed in each reported period (one value a period); with a demand, as it is planned.
    pub volume: Vec<u64>,
    /// Share calculated by the system in the first and in the last reported period.
    pub automated: (Decimal, Decimal),
    /// Yearly assessed value of a decision, £ a year.
    pub value: Option<Distribution>,
    /// Days for which a decision counts, from its moment.
    pub in_force: f64,
    /// The attributes of this activity, in file order.
    pub errors: Vec<ErrorRate>,
}

/// How often one attribute of an activity is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorRate {
    /// Which attribute.
    pub attribute: AttributeId,
    /// Rate of an average experienced caseworker at odds ratio 1; below one.
    pub rate: Probability,
    /// Rate of the system; zero where it never errs; below one.
    pub system_rate: Probability,
}

/// One thing that a check looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name in scenario files.
    pub name: String,
    /// Its name on the check sheet.
    pub label: String,
    /// Whether an error in it makes the decision inaccurate.
    pub accuracy: bool,
    /// What an error in it is worth.
    pub money: Option<ErrorMoney>,
    /// The group that shares a coaching state.
    pub coaching_group: GroupId,
    /// Whether a found error can be put right.
    pub correctable: bool,
    /// The best grade that a decision can have which fails in it.
    pub grade: GradeId,
    /// What a check records when it fails.
    pub kind: KindId,
}

/// What an error is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorMoney {
    /// Yearly amount, relative to the decision's value or absolute.
    pub amount: Amount,
    /// Probability that the error is an overstatement.
    pub overstated: Probability,
    /// Days after which the error ends by itself.
    pub lasts: Option<f64>,
}

/// How hard a decision is.
#[derive(Clone, Debug, PartialEq)]
pub struct Complexity {
    /// Its name.
    pub name: String,
    /// Odds ratio of error.
    pub odds_ratio: f64,
}

/// Seats and the people in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Workforce {
    /// Seats, filled or not; zero only where everything is automated.
    pub seats: usize,
    /// Seats a team; the last team may be smaller.
    pub team_size: usize,
    /// Standard deviation of a caseworker's own skill, log-odds.
    pub spread: f64,
    /// Standard deviation of a team's common skill, log-odds.
    pub team_spread: f64,
    /// What a new starter adds.
    pub new_starters: Option<NewStarters>,
    /// Probability of leaving, a period.
    pub attrition: Probability,
    /// Whole periods for which a seat stays empty, where every seat is filled again.
    pub vacancy: usize,
    /// Who is taken on, where that follows a plan.
    pub recruitment: Option<Recruitment>,
    /// The odds ratio from which a caseworker is a poor performer.
    pub poor: Option<f64>,
}

impl Workforce {
    /// How many teams there are.
    pub fn teams(&self) -> usize {
        self.seats.div_ceil(self.team_size)
    }

    /// Seats that are expected to be filled: in the long run, or as the first reported period starts where recruitment follows a
    /// plan.
    pub fn filled(&self) -> f64 {
        match &self.recruitment {
            Some(recruitment) => recruitment.in_post as f64,
            None => self.seats as f64 / (1.0 + self.attrition.get() * self.vacancy as f64),
        }
    }
}

/// How much more a new starter errs, and for how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewStarters {
    /// Odds ratio at tenure 0.
    pub odds_ratio: f64,
    /// Periods after which the log of the ratio has halved.
    pub half_life: f64,
}

/// How far an accuracy attribute may be out before a decision is wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// Not at all.
    None,
    /// By this yearly amount, in £.
    Amount(f64),
    /// By this share of the decision's value.
    ShareOfValue(f64),
}

impl Tolerance {
    /// Whether an amount in error of one attribute is beyond it. Of a value that nobody knows any share is.
    pub fn is_exceeded_by(self, amount: f64, value: Option<f64>) -> bool {
        match self {
            Self::None => true,
            Self::Amount(most) => amount > most,
            Self::ShareOfValue(share) => value.is_none_or(|value| amount > share * value),
        }
    }
}

/// The work that puts a found error right.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The states that it passes, from the end of the period of the check.
    pub workflow: Workflow,
    /// Probability that the error runs on uncorrected although the workflow completes.
    pub failed: Probability,
    /// £ an hour of that work.
    pub hourly_cost: f64,
}
