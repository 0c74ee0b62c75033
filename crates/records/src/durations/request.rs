//! What is asked of a list of cases with the days of their stages.

use jiff::civil::Date;

use super::calendar::Calendar;
use crate::assess::PeriodLength;
use crate::lists::columns::{pair, same};

/// What is asked of a list of stage dates.
#[derive(Clone, Debug)]
pub struct Request {
    /// The columns with the days of the stages, in the order in which a case passes them.
    pub stages: Vec<String>,
    /// Targets, in days.
    pub targets: Vec<Target>,
    /// Columns with the day on which a case ended otherwise.
    pub withdrawn: Vec<String>,
    /// Columns with the day on which a stage was recorded.
    pub recorded: Vec<Recorded>,
    /// The day up to which cases were watched.
    pub as_at: Option<Date>,
    /// Which days count.
    pub calendar: Calendar,
    /// The columns whose groups get figures of their own.
    pub by: Vec<String>,
    /// Figures by the day on which a stage began.
    pub period: PeriodLength,
    /// Conditions that cases must meet.
    pub conditions: Vec<String>,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// Where columns stand under other names.
    pub maps: Vec<(String, String)>,
    /// Wrong rows that are kept in full.
    pub problems: usize,
}

impl Request {
    /// The place of a stage by its name.
    pub(super) fn stage(&self, name: &str) -> Option<usize> {
        self.stages.iter().position(|stage| same(stage, name))
    }

    /// All columns with days: of stages, of other ends, and of recording.
    pub fn days(&self) -> impl Iterator<Item = &str> {
        let recorded = self.recorded.iter().map(|recorded| &recorded.column);
        let all = self.stages.iter().chain(&self.withdrawn).chain(recorded);
        all.map(String::as_str)
    }
}

/// A target: a stage that should be reached within so many days of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The stage that it is counted from; without one, the first.
    pub from: Option<String>,
    /// The stage that should be reached.
    pub to: String,
    /// Within so many days.
    pub days: u32,
}

impl Target {
    /// Reads `closed=15`, or `acknowledged..closed=10`.
    ///
    /// # Errors
    /// What to write.
    pub fn read(text: &str) -> Result<Self, String> {
        let (span, days) = pair(text)?;
        let days = days
            .parse()
            .ok()
            .filter(|days| *days <= 100_000)
            .ok_or("write a whole number of days, like closed=15")?;
        let (from, to) = match span.split_once("..") {
            Some((from, to)) => (Some(from.trim().to_owned()), to.trim().to_owned()),
            None => (None, span),
        };
        if to.is_empty() || from.as_ref().is_some_and(String::is_empty) {
            return Err("write two stages, like acknowledged..closed=10".into());
        }
        Ok(Self { from, to, days })
    }
}

/// Where it stands when a stage was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The stage.
    pub stage: String,
    /// The column with the day on which it was recorded.
    pub column: String,
}

impl Recorded {
    /// Reads `received=logged`.
    ///
    /// # Errors
    /// What to write.
    pub fn read(text: &str) -> Result<Self, String> {
        let (stage, column) = pair(text).map_err(
            |_| "write the stage and the column of its recorded day, like received=logged",
        )?;
        Ok(Self { stage, column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_counted_from_the_first_stage_unless_it_says_another() {
        let read = |text| Target::read(text).map(|t| (t.from, t.to, t.days));
        assert_eq!(read("closed=15"), Ok((None, "closed".into(), 15)));
        let from = Some("acknowledged".to_owned());
        assert_eq!(
            read("acknowledged .. closed = 10"),
            Ok((from, "closed".into(), 10))
        );
        for wrong in [
            "closed",
            "closed=soon",
            "closed=-1",
            "..closed=3",
            "a..=3",
            "closed=1e9",
        ] {
            assert!(Target::read(wrong).is_err(), "{wrong}");
        }
    }
}
