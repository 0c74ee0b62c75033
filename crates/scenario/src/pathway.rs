//! Pathways: stages that a complaint or a dispute passes, with their times, targets and queues.

use crate::operation::Horizon;
use jiff::civil::{Date, Weekday};
use tierone_stats::distribution::Distribution;
use tierone_stats::units::Probability;

/// A pathway: what opens a case, and the stages that it passes. All times of it are in its own days.
#[derive(Clone, Debug, PartialEq)]
pub struct Pathway {
    /// Its name, unique.
    pub name: String,
    /// The activities whose decisions open cases, by [`ActivityId`](crate::ActivityId).
    pub activities: Vec<bool>,
    /// Probability that a decision that is not accurate opens a case, unless it has been put right before.
    pub per_error: Probability,
    /// Probability that any decision opens a case without an error behind it.
    pub per_decision: Probability,
    /// Cases of another pathway that open one of this when they end.
    pub follows: Option<Follows>,
    /// Days of the calendar from a decision, or from the end of a case that is followed, to the case that it opens.
    pub after: Distribution,
    /// The days in which everything else is counted.
    pub days: CaseDays,
    /// Where the clock of a target starts.
    pub counted_from: CountedFrom,
    /// Days from what starts a clock until that is recorded; work begins then.
    pub lag: Distribution,
    /// Probability that a case opens again when its last stage has ended.
    pub reopened: Probability,
    /// Its stages in order; at least one.
    pub stages: Vec<Stage>,
}

/// What opens cases where another case ends, such as an appeal after a reconsideration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Follows {
    /// The place of the pathway that is followed, which comes before in the list.
    pub pathway: usize,
    /// Probability that a case of it opens one of this when its last stage ends.
    pub share: Probability,
}

/// A stage of a pathway.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Its name, unique in the pathway.
    pub name: String,
    /// Whose work it is.
    pub owner: Option<String>,
    /// Days before it starts in which no clock runs.
    pub pause: Distribution,
    /// Days of work.
    pub duration: Distribution,
    /// Cases that are worked at once; the others wait, first in first out. None where there is no queue.
    pub capacity: Option<usize>,
    /// Days from its end until that is recorded.
    pub lag: Distribution,
    /// Days within which it should end.
    pub target: Option<u32>,
}

/// Where the clock of a target starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedFrom {
    /// The case opens.
    Opening,
    /// The stage starts.
    Stage,
}

/// The days in which a pathway counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseDays {
    /// Every day.
    Calendar,
    /// Monday to Friday without bank holidays.
    Working {
        /// Days from a Monday to the first reported day.
        since_monday: i64,
        /// Bank holidays on such days, as days after the first reported one, rising.
        holidays: Vec<i64>,
    },
}

impl Pathway {
    /// Stages whose time is in the days of a stage: it alone, or all up to it.
    pub fn counted(&self, stage: usize) -> std::ops::RangeInclusive<usize> {
        match self.counted_from {
            CountedFrom::Opening => 0..=stage,
            CountedFrom::Stage => stage..=stage,
        }
    }
}

impl CaseDays {
    /// Working days without these bank holidays.
    pub fn working(horizon: &Horizon, holidays: &[Date]) -> Self {
        let start = horizon.start;
        let after = |day: &Date| i64::from(start.until(*day).map_or(0, |span| span.get_days()));
        let works = |day: &&Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let mut holidays: Vec<i64> = holidays.iter().filter(works).map(after).collect();
        holidays.sort_unstable();
        holidays.dedup();
        Self::Working {
            since_monday: i64::from(start.weekday().to_monday_zero_offset()),
            holidays,
        }
    }

    /// The time on this clock at a moment, in days from the start of the first reported day. What falls on a day off
    /// happens on the next working day.
    pub fn at(&self, moment: f64) -> f64 {
        match self {
            Self::Calendar => moment,
            Self::Working { .. } => {
                let day = moment.floor();
                self.before(day as i64) as f64 + (moment - day)
            }
        }
    }

    /// The first moment at which this clock shows a time: what [`at`](Self::at) came from, where that was no day off.
    pub fn moment(&self, time: f64) -> f64 {
        let day = time.floor();
        match self {
            Self::Calendar => time,
            Self::Working { .. } => self.working_day(day as i64) as f64 + (time - day),
        }
    }

    /// Whole days of this clock that are over at a moment.
    pub fn whole_days(&self, moment: f64) -> i64 {
        // Periods that end with a day end there, whatever their length leaves of rounding.
        let day = (moment + 1e-6).floor() as i64;
        match self {
            Self::Calendar => day,
            Self::Working { .. } => self.before(day),
        }
    }

    /// Days of this clock that come before a day, up to a constant.
    fn before(&self, day: i64) -> i64 {
        match self {
            Self::Calendar => day,
            Self::Working {
                since_monday,
                holidays,
            } => {
                let days = day + since_monday;
                let weekdays = days.div_euclid(7) * 5 + days.rem_euclid(7).min(5);
                weekdays - holidays.partition_point(|holiday| *holiday < day) as i64
            }
        }
    }

    /// The working day before which so many days of this clock come.
    fn working_day(&self, before: i64) -> i64 {
        let Self::Working {
            since_monday,
            holidays,
        } = self
        else {
            return before;
        };
        let day =
            |weekdays: i64| weekdays.div_euclid(5) * 7 + weekdays.rem_euclid(5) - since_monday;
        let off = holidays.iter().zip(before..);
        let passed = off.take_while(|(holiday, weekdays)| **holiday <= day(*weekdays));
        day(before + passed.count() as i64)
    }

    /// What its days are called.
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Calendar => "days",
            Self::Working { .. } => "working days",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use tierone_stats::units::PeriodLength;

    #[test]
    fn working_days_are_those_counted_one_by_one() {
        let horizon = Horizon {
            start: date(2025, 4, 1),
            period: PeriodLength::Month,
            periods: 12,
            warm_up: 0,
        };
        let holidays = [date(2025, 4, 18), date(2025, 4, 21), date(2025, 4, 26)];
        let clock = CaseDays::working(&horizon, &holidays);
        let is_off = |day: Date| {
            matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || holidays.contains(&day)
        };
        let from = -40;
        let mut count = 0;
        for day in from..60 {
            let today = horizon.start + day.days();
            let expected = clock.at(from as f64) + f64::from(count);
            assert_eq!(clock.at(day as f64), expected, "{today}");
            assert_eq!(clock.at(day as f64 + 0.25), expected + 0.25, "{today}");
            assert_eq!(clock.whole_days(day as f64) as f64, expected, "{today}");
            if !is_off(today) {
                assert_eq!(clock.moment(expected + 0.25), day as f64 + 0.25, "{today}");
            }
            count += i32::from(!is_off(today));
        }
    }
}
